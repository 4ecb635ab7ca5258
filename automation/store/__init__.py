"""Where a workbook is kept. `open_store` in `locate.py` picks the store that a locator means."""
