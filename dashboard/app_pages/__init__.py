"""One file a page: a script that `main` runs inside the frame."""
