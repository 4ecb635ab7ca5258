"""Recruiters' memory: shelved candidates matched to open requisitions, beside the rows of their own sheet."""
