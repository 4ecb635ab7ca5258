"""Days, from date cells, serial numbers and text in many forms and languages."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache

from automation.core.model import Cell
from automation.core.parsing.cells import Unreadable, blank, refuse_error
from automation.core.parsing.dates.month_names import month_numbers, weekday_numbers
from automation.core.parsing.dates.words import around_words, doubts
from automation.core.parsing.words.folding import folded
from automation.core.parsing.words.negation import negates
from automation.core.text import text_of

EARLIEST, LATEST = date(1950, 1, 1), date(2100, 12, 31)
# Days that programs and people type for "no date".
PLACEHOLDERS = frozenset({date(1969, 12, 31), date(1970, 1, 1), date(1980, 1, 1), date(2000, 1, 1), date(2099, 12, 31)})
_SERIAL_EPOCH = date(1899, 12, 30)
# Serial numbers beyond these years are other numbers: a pay of 60000 would be a day of 2064. Nor are two digits a year.
_NEAR_YEARS = range(1990, 2051)
WRITE_ISO = "write it as 2026-11-30"
TWO_DAYS = f"could be two different days: {WRITE_ISO}"
NO_DATE = f"is not a date: {WRITE_ISO}"
# No date is written in more characters.
_LONGEST = 120

_CLOCK = r"\d{1,2}:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?: ?(?:[ap]\.? ?m\b\.?|uhr|uur|h\b|hrs))?"
_HOUR = r"\d{1,2}(?:[.:]\d\d)? ?(?:[ap]\.?m\b\.?|uhr\b|uur\b|hrs?\b|h\d\d\b|h\b)"
_AT = r"(?:at|um|gegen|a las|as|a|alle|kl|klo|om|o|godz|v|в|о|saat)\b\.? ?"
_ZONE = r"(?: ?(?:z|utc|gmt|cest|cet|bst|ist|[ecmp][sd]t)\b)?(?: ?[+-]\d\d:?\d\d\b)?(?: ?\([a-z ]{0,40}time\))?"
_TIME = re.compile(
    rf"(?:(?<=\d)t|(?: - |[ ,(@]{{1,3}})(?:{_AT})?)"
    rf"(?:{_CLOCK}|{_HOUR}|(?<=kl )\d{{1,2}}|(?<=kl\. )\d{{1,2}}){_ZONE}"
    rf"(?: ?(?:-|to|bis) ?(?:{_CLOCK}|{_HOUR}))?(?= |,|\)|\(|$)"
)
_MAY_HOLD_TIME = re.compile(r":|\d ?(?:[ap]\.? ?m|u[hu]r|h)|\bkl")
_DIGIT = re.compile(r"\d")
_ISO = re.compile(
    r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[t ]\d{1,2}:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:z|[+-]\d\d:?\d\d)?)?"
)
_NUMERIC = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})(?:,? \d{1,2}:\d\d(?::\d\d)?(?: ?[ap]m)?)?")
_DAY_MONTH = re.compile(r"(\d{1,2})[- ]([^\W\d_]+)[- ](\d{4}|\d{2})")
_MONTH_DAY = re.compile(r"([^\W\d_]+) (\d{1,2}),? (\d{4})")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_CJK = re.compile(r"(\d{4}) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日号號일]?")
_ORDINAL = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|re|o|a|°|e|eme|ste|de|:?[ae]|-?го|-?е)(?![^\W_])")
_BRACKETS = re.compile(r" ?\(([^()\d]*)\)")
_NORDIC = re.compile(r"(\d{1,2}/\d{1,2})(?:-| )(\d{4})")  # 30/11-2026
# Letters of the languages whose words of doubt and negations are known.
_UNKNOWN_SCRIPT = re.compile("[^\x00-\x7f\u0400-\u04ff]")
_SPACED = re.compile(r"(?<=\d) ?([-/.]) ?(?=\d)")
_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:'[^\W\d_]+)*|[^\w\s]|_")
_SIGNS = frozenset(".,-/'")
_PARTS, _YEAR_DIGITS, _LONGEST_DAY = 3, 4, 2
# "26-11-30" may begin with the year, if that is this much before the other reading.
_TWO_DIGIT_YEARS = range(20, 32)
# With the name of a month, the day comes first ("20-Oct-25"), unless the year would be this far: "26-Nov-30".
_FAR_YEAR = 28


def read_date(cell: Cell, order: str | None = None) -> date | None:
    """A day from a date cell, a serial number or text.

    Args:
        cell: The cell of the sheet.
        order: "DMY" or "MDY" for all-numeric dates; None leaves 03/04/2026 unreadable.

    Raises:
        Unreadable: The cell is not exactly one day between 1950 and 2100.
    """
    if isinstance(cell, date):
        day = cell.date() if isinstance(cell, datetime) else cell
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        day = _number_date(cell)
    else:
        refuse_error(cell)
        read = _reading(text_of(cell), order)
        if isinstance(read, str):
            raise Unreadable(read)
        if read is None:
            return None
        day = read
    if not EARLIEST <= day <= LATEST or day in PLACEHOLDERS:
        raise Unreadable(f"is not a plausible date: {WRITE_ISO}")
    return day


def _number_date(number: float) -> date:
    # 1900 to 2100 as serial numbers would be days of 1905: a year was typed.
    if 1900 <= number <= 2100:
        raise Unreadable("is a year without a day: write the day, such as 2026-11-30")
    if match := _COMPACT.fullmatch(str(number)):
        return _day(match[1], match[2], match[3])
    if not 0 < number < 2_958_466:  # 9999-12-31, the last day of a sheet.
        raise Unreadable(NO_DATE)
    day = _SERIAL_EPOCH + timedelta(days=int(number))
    if day.year not in _NEAR_YEARS:
        raise Unreadable(f"is not a plausible date: {WRITE_ISO}")
    return day


@lru_cache(maxsize=50_000)
def _reading(text: str, order: str | None) -> date | str | None:
    """The day that a text says, None if it is blank, or the message of what `read_date` raises."""
    try:
        return _plain_date(text.lower(), order) or (None if blank(text) else _text_date(text, order))
    except Unreadable as error:
        return str(error)


def _plain_date(text: str, order: str | None) -> date | None:
    """The day in one of the forms that most cells have, in lower case; None in any other."""
    if match := _ISO.fullmatch(text):
        return _day(match[1], match[3], match[4])
    if match := _NUMERIC.fullmatch(text):
        return _numeric_date(match, order)
    if (match := _DAY_MONTH.fullmatch(text)) and match[2] in month_numbers():
        return _day_month_year(match[1], match[2], match[3], order)
    if (match := _MONTH_DAY.fullmatch(text)) and match[1] in month_numbers():
        return _day(match[3], month_numbers()[match[1]], match[2])
    if match := _COMPACT.fullmatch(text):
        return _day(match[1], match[2], match[3])
    return None


def _day_month_year(day: str, month: str, year: str, order: str | None) -> date:
    if order is None and _may_begin_with_year(day, year) and int(year) >= _FAR_YEAR:
        raise Unreadable(TWO_DAYS)
    return _day(year, month_numbers()[month], day)


def _numeric_date(match: re.Match[str], order: str | None) -> date:
    first, separator, second, year = match[1], match[2], match[3], match[4]
    if separator == " " and len(year) < _YEAR_DIGITS:
        raise Unreadable(NO_DATE)
    if separator == ".":  # Dots are day first wherever they are used.
        return _day(year, second, first)
    if order is None and _may_begin_with_year(first, year):
        raise Unreadable(TWO_DAYS)
    if int(first) > 12:
        return _day(year, second, first)
    if int(second) > 12:
        return _day(year, first, second)
    if first == second or order == "DMY":
        return _day(year, second, first)
    if order == "MDY":
        return _day(year, first, second)
    raise Unreadable(TWO_DAYS)


def _may_begin_with_year(first: str, last: str) -> bool:
    """Whether two digits at the end may be a day, and those at the beginning the year: 26-11-30."""
    return len(last) == 2 and int(first) in _TWO_DIGIT_YEARS and int(first) + 1 < int(last) <= 31


# -- Text


def _text_date(text: str, order: str | None) -> date:
    """The day that a text with words, a time or a note says."""
    if len(text) > _LONGEST or not _DIGIT.search(text):
        raise Unreadable(NO_DATE)
    words = folded(text).strip("' .,;!")
    if _MAY_HOLD_TIME.search(words):
        words = _TIME.sub(" ", words, count=1)
    words = _ORDINAL.sub(r"\1", _CJK.sub(r"\1-\2-\3 ", _BRACKETS.sub(_without_note, words)))
    tokens, weekdays = _without_words(_TOKEN.findall(words))
    if any(token in month_numbers() for token in tokens):
        day = _named_date(tokens, order)
    else:
        digits = _SPACED.sub(r"\1", " ".join(tokens)).strip(" .,")
        day = _plain_date(_NORDIC.sub(r"\1/\2", digits), order)
    if day is None:
        raise Unreadable(NO_DATE)
    if any(day.weekday() not in weekday_numbers()[word] for word in weekdays):
        raise Unreadable(f"names another day of the week: {WRITE_ISO}")
    return day


def _without_note(match: re.Match[str]) -> str:
    """Nothing instead of a note in brackets, if the note leaves the day as it is."""
    words = [word for word in _TOKEN.findall(match[1]) if word not in weekday_numbers()]
    doubtful = negates(match[1]) or any(word in doubts() or word in month_numbers() for word in words)
    return match[0] if doubtful or _UNKNOWN_SCRIPT.search("".join(words)) else " "


def _without_words(tokens: Sequence[str]) -> tuple[list[str], list[str]]:
    """Tokens without the words that leave a day as it is, and the weekdays among them."""
    rest: list[str] = []
    weekdays: list[str] = []
    # "mar" is Tuesday or March: Tuesday, if there is another month.
    months = sum(token in month_numbers() for token in tokens) + (sum(token.isdecimal() for token in tokens) >= _PARTS)
    at = 0
    while at < len(tokens):
        token = tokens[at]
        around, length = around_words().at(tokens, at)
        if around:
            pass
        elif token in weekday_numbers() and (months > 1 or token not in month_numbers()):
            weekdays.append(token)
        else:
            rest.append(token)
        at += length
    return rest, weekdays


def _named_date(tokens: Sequence[str], order: str | None) -> date | None:
    """The day of tokens with a month's name: 15 Jan 2027, Jan 15, 2027, 2027 Jan 15. None if it is no day."""
    words = [token for token in tokens if token not in _SIGNS]
    months = [word for word in words if word in month_numbers()]
    digits = [word for word in words if word.isdecimal()]
    if (len(words), len(months), len(digits)) != (_PARTS, 1, _PARTS - 1):
        return None
    first, second, third = words
    if second in months and len(first) == _YEAR_DIGITS and len(third) <= _LONGEST_DAY:
        return _day(first, month_numbers()[second], third)
    if second in months and len(first) <= _LONGEST_DAY and len(third) in (_LONGEST_DAY, _YEAR_DIGITS):
        # An apostrophe marks the year: 15 Jan '27.
        return _day_month_year(first, second, third, "DMY" if "'" in tokens else order)
    if first in months and len(second) <= _LONGEST_DAY and (len(third) == _YEAR_DIGITS or _marks_year(tokens, third)):
        return _day(third, month_numbers()[first], second)
    return None


def _marks_year(tokens: Sequence[str], year: str) -> bool:
    """Whether an apostrophe stands before two digits at the end: "Jan 5 '27"."""
    return len(year) == 2 and list(tokens[-2:]) == ["'", year]


def _day(year: str, month: str | int, day: str) -> date:
    full_year = int(year) + (2000 if len(year) == 2 else 0)
    if len(year) == 2 and full_year not in _NEAR_YEARS:  # 1999 or 2099: neither is likely.
        raise Unreadable(f"is not a plausible date: {WRITE_ISO}")
    try:
        return date(full_year, int(month), int(day))
    except ValueError:
        raise Unreadable(f"is not a day of the calendar: {WRITE_ISO}") from None
