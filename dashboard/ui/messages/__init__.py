"""Messages on a page: written, waiting, sent, and the replies to them."""
