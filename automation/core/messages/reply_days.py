"""Days that a text names with a number, such as 3 March, 3.3. and 2027-03-03."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from automation.core.messages.reply_date_words import Token, month_in, tokens_in
from automation.core.messages.reply_patterns import folded

# Later days in an automatic reply are not the day of return.
FURTHEST = timedelta(days=400)
RECENT = timedelta(days=180)
_ISO = re.compile(r"(?<!\d)(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)")
_DOTTED = re.compile(r"(?<![\d.])(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\.(?: ?(?P<year>20\d\d|\d\d))?(?!\d)")
SLASHED = re.compile(r"(?<![\d/])(?P<one>\d{1,2})/(?P<two>\d{1,2})/(?P<year>20\d\d|\d\d)(?!\d)")
_CJK = re.compile(r"(?:(?P<year>20\d\d)[年년] ?)?(?<!\d)(?P<month>\d{1,2})[月월] ?(?P<day>\d{1,2})[日일]")


class Day(NamedTuple):
    """A day, and where it stands; its year is None where the text names none."""

    start: int
    end: int
    year: int | None
    month: int
    day: int


def return_day(text: str, today: date) -> date | None:
    """The latest future day that an automatic reply names; None for none. They may be back on it, or after it."""
    days = [
        day for one in days_in(folded(text[:4_000])) for day in _near(one, today) if today <= day <= today + FURTHEST
    ]
    return max(days, default=None)


def _near(one: Day, today: date) -> Iterator[date]:
    try:
        if one.year:
            yield date(one.year, one.month, one.day)
        else:
            this = date(today.year, one.month, one.day)
            # A day that has just passed is the beginning of the absence, not a day of next year.
            yield this if this >= today - RECENT else date(today.year + 1, one.month, one.day)
    except ValueError:
        return


def days_in(text: str) -> Iterator[Day]:
    """The days that a `folded` text names with a number; none that can be read in two ways."""
    for pattern in (_ISO, _DOTTED, _CJK):
        for found in pattern.finditer(text):
            yield Day(*found.span(), _year(found["year"]), int(found["month"]), int(found["day"]))
    for found in SLASHED.finditer(text):
        one, two = int(found["one"]), int(found["two"])
        # 12/07/2026 can be read in two ways, so it is skipped.
        if one > 12 or two > 12 or one == two:
            yield Day(*found.span(), _year(found["year"]), *((two, one) if one > 12 or one == two else (one, two)))
    tokens = tokens_in(text)
    for index, token in enumerate(tokens):
        month = month_in(token.text)
        if month:
            yield from _day_of_month(tokens, index, month)


def _day_of_month(tokens: list[Token], index: int, month: int) -> Iterator[Day]:
    """The day before or after a month's name, as in "3rd of March", "3. März" and "March 3"."""
    before = [one for one in range(index - 1, max(index - 4, -1), -1) if tokens[one].text not in _FILLERS]
    behind = _following(tokens, index)
    number = int(tokens[before[0]].text) if before and tokens[before[0]].text.isdecimal() else 0
    year, end = year_after(tokens, index)
    if 1 <= number <= 31:
        yield Day(tokens[before[0]].start, end, year, month, number)
    elif behind is not None and tokens[behind].text.isdecimal() and 1 <= int(tokens[behind].text[:4]) <= 31:
        year, end = year_after(tokens, behind)
        yield Day(tokens[index].start, end, year, month, int(tokens[behind].text))


_FILLERS = frozenset(
    {".", ",", "of", "de", "d", "di", "del", "'", "st", "nd", "rd", "th", "er", "º", "the", "o", "г", "р"}
)


def _following(tokens: list[Token], index: int) -> int | None:
    """The place of the next token that is no filler, close by."""
    near = (one for one in range(index + 1, min(index + 4, len(tokens))) if tokens[one].text not in _FILLERS)
    return next(near, None)


def year_after(tokens: list[Token], index: int) -> tuple[int | None, int]:
    """The year that follows a month or a day, and where all of it ends."""
    behind = _following(tokens, index)
    if behind is not None and re.fullmatch(r"20\d\d", tokens[behind].text):
        return int(tokens[behind].text), tokens[behind].end
    return None, tokens[index].end


def _year(text: str | None) -> int | None:
    return int(text) + (2000 if len(text) == 2 else 0) if text else None
