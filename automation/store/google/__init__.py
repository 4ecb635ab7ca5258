"""A workbook in Google Sheets. Results are in the program's tabs; formulas in people's tabs look them up by key."""
