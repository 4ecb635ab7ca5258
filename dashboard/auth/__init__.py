"""Signing in, and what each user may see."""
