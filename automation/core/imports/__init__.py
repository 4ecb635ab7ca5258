"""Turns what other systems export into candidates: which column is which, one row a person, and what must be said."""
