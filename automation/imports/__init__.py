"""Reads the files that people import: bytes become tables and JSON values, or a sentence that says what is wrong."""
