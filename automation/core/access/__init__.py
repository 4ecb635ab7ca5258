"""Who may see and do what, and a workbook as one role may see it."""
