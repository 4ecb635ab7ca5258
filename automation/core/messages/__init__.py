"""Messages to candidates and their replies: drafts, guards, wording, and what a reply means."""
