"""A workbook as pages show it, whole or as one role may see it."""
