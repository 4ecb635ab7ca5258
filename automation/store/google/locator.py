"""Which spreadsheet a locator means."""

import re

_URL = re.compile(r"https://docs\.google\.com/spreadsheets/d/([\w-]+)")
_KEY = re.compile(r"[\w-]{25,}")


def key_in(locator: str) -> str | None:
    """The spreadsheet's key in a locator: an address from the browser, or the key itself; None where it is neither."""
    match = _URL.match(locator)
    if match:
        return match[1]
    return locator if _KEY.fullmatch(locator) and not locator.endswith((".xlsx", ".xlsm")) else None
