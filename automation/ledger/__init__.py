"""The ledger of messages: in a file beside a local workbook, or in the Google Sheet itself."""
