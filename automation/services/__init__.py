"""Use cases: init, rekey, shelve, what recruiters do, the archive; besides, imports, what colleagues get, privacy."""
