"""Where the ledger of messages is kept: beside a local workbook, or in the Google Sheet itself."""
