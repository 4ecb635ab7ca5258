"""The embedded default: a workbook in an .xlsx file, patched in place so that nothing people made is lost."""

from automation.store.xlsx.store import XlsxStore

__all__ = ["XlsxStore"]
