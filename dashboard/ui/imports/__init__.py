"""Importing people: what was recognised in their files, and what would be added."""
