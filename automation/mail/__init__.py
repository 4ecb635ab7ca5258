"""How messages leave: into a folder, or to a mail server."""
