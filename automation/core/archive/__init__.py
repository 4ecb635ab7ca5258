"""People of an archive, read into columns, and the best of them for requisitions."""
