"""`backpocket outreach …`: the commands that write to candidates."""
