"""Writing to candidates: drafts, the queue, sending, replies."""
