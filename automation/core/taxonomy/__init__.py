"""What skills, titles and places mean: bundled dictionaries, and how they are compared."""
