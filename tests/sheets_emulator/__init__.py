"""Google Sheets API v4 over loopback HTTP, for the real gspread and google-auth: see README.md."""
