"""One candidate on a page: their story, what to do next, adding them, and their right to be left out."""
