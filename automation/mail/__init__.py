"""Sending messages, to a folder or a mail server, and reading the mailbox for replies."""
