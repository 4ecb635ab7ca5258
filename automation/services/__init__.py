"""Use cases that change a workbook: init, rekey, shelve, and what recruiters do."""
