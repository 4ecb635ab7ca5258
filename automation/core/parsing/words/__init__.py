"""Words as people type them, for every column: compared, cut into phrases, with slips of the keyboard and negations."""
