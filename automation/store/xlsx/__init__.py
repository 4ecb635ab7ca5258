"""A workbook in an .xlsx file, the default. Single cells are patched, so that everything that people made stays."""

from automation.store.xlsx.store import XlsxStore

__all__ = ["XlsxStore"]
