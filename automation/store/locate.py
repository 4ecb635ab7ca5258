"""Choosing the store for a locator."""

import re
from pathlib import Path

from automation.errors import ConfigError, NoWorkbookSet
from automation.store.base import Store
from automation.store.google.locator import key_in
from automation.store.xlsx import XlsxStore

_SUFFIXES = {".xlsx", ".xlsm"}


def open_store(locator: str | None, key_file: str | None = None, endpoint: str | None = None) -> Store:
    """The store behind a locator.

    Args:
        locator: An address or key of a Google Sheet, or the path of an .xlsx file.
        key_file: A service account's key file, for Google Sheets.
        endpoint: The origin of the Sheets API, if it isn't Google's.

    Raises:
        ConfigError: There is no locator, or it is neither a Google Sheet nor an .xlsx file.
    """
    if not locator:
        raise NoWorkbookSet
    if re.match(r"https?://", locator) or key_in(locator, short=bool(endpoint)):
        from automation.store.google.store import open_google

        return open_google(locator, key_file, endpoint)
    if not is_file(locator):
        raise ConfigError(f"{locator} is not an .xlsx workbook: save it as one first.")
    return XlsxStore(Path(locator))


def is_file(locator: str) -> bool:
    """Whether a locator is the path of a workbook file."""
    return Path(locator).suffix.lower() in _SUFFIXES
