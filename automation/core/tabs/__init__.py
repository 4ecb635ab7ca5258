"""Where headers, rows and cells are in the tabs of a workbook."""
