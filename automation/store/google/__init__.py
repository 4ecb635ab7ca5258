"""A workbook in Google Sheets: people's tabs are only read; results live in tabs of ours and are looked up by key."""
