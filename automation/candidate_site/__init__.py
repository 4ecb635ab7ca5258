"""The page on which candidates reply: an ASGI app of its own."""
