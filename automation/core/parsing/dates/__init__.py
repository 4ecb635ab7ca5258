"""Reads days. It begins at `reader`; the other modules hold words by language."""
