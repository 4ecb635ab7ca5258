"""Which rows may be one person."""
