"""What a run shows: the plan, the BP columns, and what is wrong with the rows."""
