"""One candidate on a page: their story, what to do next, adding them, keeping or deleting their details."""
