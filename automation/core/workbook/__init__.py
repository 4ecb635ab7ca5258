"""The one reading of a workbook, and what its rows say."""
