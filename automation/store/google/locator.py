"""Finding the spreadsheet of a locator."""

import re

# Some addresses contain the number of the account or the company's domain; d/e/ is a published copy.
_URL = re.compile(r"https://docs\.google\.com/(?:a/[\w.-]+/)?spreadsheets/(?:u/\d+/)?d/(?!e/)([\w-]+)")
_KEY = re.compile(r"[\w-]{25,}")
_SHORT_KEY = re.compile(r"[\w-]+")


def key_in(locator: str, *, short: bool = False) -> str | None:
    """The spreadsheet's key in a locator; None if it is neither an address from the browser nor a key.

    Args:
        locator: The setting of the workbook.
        short: Whether a key may have any length, as with a service that is not Google's.
    """
    match = _URL.match(locator)
    if match:
        return match[1]
    return locator if (_SHORT_KEY if short else _KEY).fullmatch(locator) else None
