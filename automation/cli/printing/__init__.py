"""What commands print: for people, for programs, and while they work."""
