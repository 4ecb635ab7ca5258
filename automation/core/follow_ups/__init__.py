"""When to get back to a candidate, and why."""
