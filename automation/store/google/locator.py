"""Which spreadsheet a locator means."""

import re

# Google puts the number of one's account, or the company's domain, into some addresses; d/e/ is a published copy.
_URL = re.compile(r"https://docs\.google\.com/(?:a/[\w.-]+/)?spreadsheets/(?:u/\d+/)?d/(?!e/)([\w-]+)")
_KEY = re.compile(r"[\w-]{25,}")
_SHORT_KEY = re.compile(r"[\w-]+")


def key_in(locator: str, *, short: bool = False) -> str | None:
    """The spreadsheet's key in a locator: an address from the browser, or the key itself; None where it is neither.

    Args:
        locator: What somebody set as their workbook.
        short: Whether a key may be of any length, as with a service that is not Google's.
    """
    match = _URL.match(locator)
    if match:
        return match[1]
    return locator if (_SHORT_KEY if short else _KEY).fullmatch(locator) else None
