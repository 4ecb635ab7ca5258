"""Where a workbook is kept. `open_store` in `locate.py` chooses the store for a locator."""
