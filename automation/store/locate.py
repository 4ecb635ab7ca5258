"""Which store a locator means."""

import re
from pathlib import Path

from automation.errors import ConfigError
from automation.store.base import Store
from automation.store.xlsx import XlsxStore

_SUFFIXES = {".xlsx", ".xlsm"}


def open_store(locator: str | None) -> Store:
    """The store behind a locator.

    Raises:
        ConfigError: There is no locator, or it names no kind of workbook that is known.
    """
    if not locator:
        raise ConfigError(
            "No workbook is set: give --workbook, set BACKPOCKET_WORKBOOK, "
            'or write workbook = "…" into backpocket.toml.'
        )
    if re.match(r"https?://", locator):
        raise ConfigError(
            f"{locator} is a web address: Google Sheets are not supported yet, give the path of an .xlsx file."
        )
    if Path(locator).suffix.lower() not in _SUFFIXES:
        raise ConfigError(f"{locator} is not an .xlsx workbook: save it as one first.")
    return XlsxStore(Path(locator))
