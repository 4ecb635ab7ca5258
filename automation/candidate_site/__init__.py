"""The page on which candidates answer: an ASGI app of its own."""
