"""Days, from date cells, serial numbers and text in many forms."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from automation.core.model import Cell
from automation.core.parsing.cells import Unreadable, blank, refuse_error
from automation.core.text import names_in, text_of

EARLIEST, LATEST = date(1950, 1, 1), date(2100, 12, 31)
_SERIAL_EPOCH = date(1899, 12, 30)
_MONTHS = {
    name: number
    for number, names in enumerate(
        names_in("""
            jan january, feb february, mar march, apr april, may, jun june, jul july, aug august, sep sept september,
            oct october, nov november, dec december
        """),
        start=1,
    )
    for name in names.split()
}
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ]\d{1,2}:\d{2}.*)?")
_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?:,? \d{1,2}:\d{2}.*)?")
_DAY_MONTH = re.compile(r"(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th)?[ -]+(?:of )?([a-z]+)\.?,?[ -]+(\d{4}|\d{2})")
_MONTH_DAY = re.compile(r"(?:[a-z]+,? )?([a-z]+)\.?[ -](\d{1,2})(?:st|nd|rd|th)?,?[ -]+(\d{4})")
WRITE_ISO = "write it as 2026-11-30"


def read_date(cell: Cell, order: str | None = None) -> date | None:
    """A day from a date cell, a serial number or text.

    Args:
        cell: The cell of the sheet.
        order: "DMY" or "MDY" for all-numeric dates; None leaves 03/04/2026 unreadable.

    Raises:
        Unreadable: The cell is not exactly one day between 1950 and 2100.
    """
    if blank(cell):
        return None
    refuse_error(cell)
    if isinstance(cell, datetime):
        day = cell.date()
    elif isinstance(cell, date):
        day = cell
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        day = _serial_date(cell)
    else:
        day = _text_date(text_of(cell), order)
    if not EARLIEST <= day <= LATEST:
        raise Unreadable(f"is not a plausible date: {WRITE_ISO}")
    return day


def _serial_date(number: float) -> date:
    # 1900 to 2100 as serial numbers would be days of 1905: a year was typed.
    if 1900 <= number <= 2100:
        raise Unreadable("is a year without a day: write the day, such as 2026-11-30")
    if not 0 < number < 2_958_466:  # 9999-12-31, the last day of a sheet.
        raise Unreadable(f"is not a date: {WRITE_ISO}")
    return _SERIAL_EPOCH + timedelta(days=int(number))


@lru_cache(maxsize=50_000)
def _text_date(text: str, order: str | None) -> date:
    words = " ".join(text.casefold().split())
    if match := _ISO.fullmatch(words):
        return _day(match[1], match[2], match[3])
    if match := _NUMERIC.fullmatch(words):
        return _numeric_date(match, order)
    if (match := _DAY_MONTH.fullmatch(words)) and match[2] in _MONTHS:
        return _day(match[3], str(_MONTHS[match[2]]), match[1])
    if (match := _MONTH_DAY.fullmatch(words)) and match[1] in _MONTHS:
        return _day(match[3], str(_MONTHS[match[1]]), match[2])
    raise Unreadable(f"is not a date: {WRITE_ISO}")


def _numeric_date(match: re.Match[str], order: str | None) -> date:
    first, separator, second, year = match[1], match[2], match[3], match[4]
    if int(first) > 12 or separator == ".":  # Dots are day first wherever they are used.
        return _day(year, second, first)
    if int(second) > 12:
        return _day(year, first, second)
    if first == second or order == "DMY":
        return _day(year, second, first)
    if order == "MDY":
        return _day(year, first, second)
    raise Unreadable(f"could be two different days: {WRITE_ISO}")


def _day(year: str, month: str, day: str) -> date:
    full_year = int(year) + (2000 if len(year) == 2 else 0)
    try:
        return date(full_year, int(month), int(day))
    except ValueError:
        raise Unreadable(f"is not a day of the calendar: {WRITE_ISO}") from None
