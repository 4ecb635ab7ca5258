"""Days and months that replies name, in many languages. What is not sure has no value."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from automation.core.messages.reply_patterns import folded, stems

# Later days in an automatic reply are not the day of return.
FURTHEST = timedelta(days=400)
RECENT = timedelta(days=180)
_NUMBERED = ((1, "n1"), (2, "n2"), (3, "n3"), (4, "n4"), (5, "n5"), (6, "n6"), (8, "n8"), (9, "n9"), (10, "n10"), (12, "n12"))
_ORDINALS = ("first", "second", "third", "fourth")
# Letters that an ending may have: "tammikuu" and "tammikuussa".
_ENDING = 5
# How many words before a month may say which part of it is meant.
_REACH = 4

_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|\n")
_ISO = re.compile(r"(?<!\d)(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)")
_DOTTED = re.compile(r"(?<![\d.])(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\.(?: ?(?P<year>20\d\d|\d\d))?(?!\d)")
_SLASHED = re.compile(r"(?<![\d/])(?P<one>\d{1,2})/(?P<two>\d{1,2})/(?P<year>20\d\d|\d\d)(?!\d)")
_CJK = re.compile(r"(?:(?P<year>20\d\d)[年년] ?)?(?<!\d)(?P<month>\d{1,2})[月월] ?(?P<day>\d{1,2})[日일]")
_CJK_MONTH = re.compile(r"(?:(?P<year>20\d\d)[年년] ?)?(?<!\d)(?P<month>\d{1,2})[月월](?! ?\d)")
_CJK_YEAR = re.compile(r"明年|来年|내년|新年")
_NUMBERS = re.compile(r"(?<![\d/.-])(?:(?P<month>\d{1,2})[/.](?P<year>20\d\d)|(?P<year2>20\d\d)[-/](?P<month2>\d{1,2}))(?![\d/.-])")


class Named(NamedTuple):
    """A day or month in a text.

    Attributes:
        start: Where it begins.
        end: Where it ends.
        value: The day as 2027-03-15, or the month as 2027-03; "" where it is not sure which.
    """

    start: int
    end: int
    value: str


class _Day(NamedTuple):
    start: int
    end: int
    year: int | None
    month: int
    day: int


class _Token(NamedTuple):
    text: str
    start: int
    end: int


def named_in(text: str, today: date) -> list[Named]:
    """The days and months to come that a `folded` text names, in their order.

    Without a year, the next such day or month is meant. What may be meant in two ways has no value; so does a season.
    """
    days = [Named(one.start, one.end, _next(one, today)) for one in _days(text)]
    found = [*days, *_ambiguous(text), *_numbers(text, today), *_in_words(text, today, days)]
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[Named] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return [one for one in kept if one.value != _PAST]


_PAST = "past"


def return_day(text: str, today: date) -> date | None:
    """The latest future day that an automatic reply names; None for none. They may be back on it, or after it."""
    days = [day for one in _days(folded(text[:4_000])) for day in _near(one, today) if today <= day <= today + FURTHEST]
    return max(days, default=None)


def _near(one: _Day, today: date) -> Iterator[date]:
    try:
        if one.year:
            yield date(one.year, one.month, one.day)
        else:
            this = date(today.year, one.month, one.day)
            # A day that has just passed is the beginning of the absence, not a day of next year.
            yield this if this >= today - RECENT else date(today.year + 1, one.month, one.day)
    except ValueError:
        return


def _next(one: _Day, today: date) -> str:
    try:
        day = date(one.year or today.year, one.month, one.day)
        if day <= today and not one.year:
            # What has just passed may be told of as well as meant again.
            day = date(today.year + 1, one.month, one.day) if day < today - RECENT else today
    except ValueError:
        return ""
    return day.isoformat() if day > today else _PAST


# -- Days


def _days(text: str) -> Iterator[_Day]:
    for pattern in (_ISO, _DOTTED, _CJK):
        for found in pattern.finditer(text):
            yield _Day(*found.span(), _year(found["year"]), int(found["month"]), int(found["day"]))
    for found in _SLASHED.finditer(text):
        one, two = int(found["one"]), int(found["two"])
        # 12/07/2026 can be read in two ways, so it is skipped.
        if one > 12 or two > 12 or one == two:
            yield _Day(*found.span(), _year(found["year"]), *((two, one) if one > 12 or one == two else (one, two)))
    tokens = _tokens(text)
    for index, token in enumerate(tokens):
        month = _month(token.text)
        if month:
            yield from _day_of_month(tokens, index, month)


def _day_of_month(tokens: list[_Token], index: int, month: int) -> Iterator[_Day]:
    """The day before or after a month's name, as in "3rd of March", "3. März" and "March 3"."""
    before = [one for one in range(index - 1, max(index - 4, -1), -1) if tokens[one].text not in _FILLERS]
    after = _after(tokens, index)
    number = int(tokens[before[0]].text) if before and tokens[before[0]].text.isdecimal() else 0
    year, end = _year_after(tokens, index)
    if 1 <= number <= 31:
        yield _Day(tokens[before[0]].start, end, year, month, number)
    elif after is not None and tokens[after].text.isdecimal() and 1 <= int(tokens[after].text[:4]) <= 31:
        year, end = _year_after(tokens, after)
        yield _Day(tokens[index].start, end, year, month, int(tokens[after].text))


_FILLERS = frozenset({".", ",", "of", "de", "d", "di", "del", "'", "st", "nd", "rd", "th", "er", "º", "the", "o", "г", "р"})


def _after(tokens: list[_Token], index: int) -> int | None:
    """The place of the next token that is no filler, close by."""
    near = (one for one in range(index + 1, min(index + 4, len(tokens))) if tokens[one].text not in _FILLERS)
    return next(near, None)


def _year_after(tokens: list[_Token], index: int) -> tuple[int | None, int]:
    """The year that follows a month or a day, and where all of it ends."""
    after = _after(tokens, index)
    if after is not None and re.fullmatch(r"20\d\d", tokens[after].text):
        return int(tokens[after].text), tokens[after].end
    return None, tokens[index].end


def _year(text: str | None) -> int | None:
    return int(text) + (2000 if len(text) == 2 else 0) if text else None


# -- Months, and times in words


def _ambiguous(text: str) -> Iterator[Named]:
    """Dates such as 03/04/2027, which people write in two orders."""
    return (Named(*found.span(), "") for found in _SLASHED.finditer(text))


def _numbers(text: str, today: date) -> Iterator[Named]:
    for found in _NUMBERS.finditer(text):
        year, month = int(found["year"] or found["year2"]), int(found["month"] or found["month2"])
        yield Named(*found.span(), _month_value(year, month, today))
    following = _CJK_YEAR.search(text)
    if following:
        yield Named(*following.span(), f"{today.year + 1}-01")
    for found in _CJK_MONTH.finditer(text):
        written = int(found["year"]) if found["year"] else today.year + 1 if following else None
        start = following.start() if following and following.end() + 1 >= found.start() else found.start()
        yield Named(start, found.end(), _month_value(written, int(found["month"]), today))


def _month_value(year: int | None, month: int, today: date) -> str:
    if not 1 <= month <= 12:
        return ""
    year = year or today.year + (month <= today.month)
    return f"{year}-{month:02}" if (year, month) > (today.year, today.month) else _PAST


def _in_words(text: str, today: date, days: list[Named]) -> Iterator[Named]:
    tokens = _tokens(text)
    taken = {index for index, token in enumerate(tokens) if any(day.start <= token.start < day.end for day in days)}
    for index, token in enumerate(tokens):
        if index in taken:
            continue
        before = _classes_before(tokens, index)
        month = _month(token.text)
        next_year = _next_year_near(tokens, index)
        if month and (token.text not in _class("everyday") or next_year or _is_month(tokens, index, before)):
            year, end = _year_after(tokens, index)
            next_year = next_year and year is None
            value = _month_value(today.year + 1 if next_year else year, month, today)
            yield Named(token.start, end, _part(value, before))
        elif _is(token.text, "year") and _says_next(tokens, index):
            if not any(_month(one.text) for one in tokens[max(index - 4, 0) : index + 4]):
                yield Named(token.start, token.end, "" if before & _PARTS else f"{today.year + 1}-01")
        elif _is(token.text, "new year"):
            yield Named(token.start, token.end, f"{today.year + 1}-01")
        elif _is(token.text, "month") and _says_next(tokens, index):
            yield Named(token.start, token.end, "" if before & _PARTS else f"{_later(today, 1):%Y-%m}")
        elif _is(token.text, "spring"):
            yield Named(token.start, token.end, "")
        else:
            yield from _quarter(tokens, index, today)
            yield from _from_now(tokens, index, today)
            yield from _bare_year(tokens, index, before, today)


def _is_month(tokens: list[_Token], index: int, before: frozenset[str]) -> bool:
    """Whether an everyday word means a month: behind a preposition, with a year, or beside another month."""
    behind = tokens[index + 1 : index + 3]
    return (
        "preposition" in before
        or bool(_year_after(tokens, index)[0])
        or any(_month(one.text) for one in behind[-1:])
        or bool(behind and (behind[0].text == "'" or behind[0].text.startswith("ay")))
        or bool(behind and behind[0].text in {"would", "is", "works", "might", "wäre", "passt"})
    )


# They leave open which day is meant.
_PARTS = frozenset({"middle", "end", "before", "spring", "until"})


def _part(value: str, before: frozenset[str]) -> str:
    """The first day that is meant by words before a month: "until the end of May" means June."""
    if not value or value == _PAST or "since" in before:
        return _PAST if "since" in before else value
    ends = "end" in before
    if ("after" in before and "middle" not in before) or (ends and "until" in before):
        return f"{_later(date.fromisoformat(f'{value}-01'), 1):%Y-%m}"
    unsure = "middle" in before or ends or ("before" in before and "not" not in before)
    return "" if unsure else value


def _classes_before(tokens: list[_Token], index: int) -> frozenset[str]:
    """What the words before a token say, back to the next punctuation mark."""
    found: set[str] = set()
    for step in range(1, _REACH + 1):
        place = index - step
        if place < 0 or tokens[place].text in {".", ",", ";", "!", "?", "\n", ":"}:
            break
        word = tokens[place].text
        if _month(word) and step > 1:
            break
        found |= {name for name in ("start", "middle", "end", "until", "after", "before", "since", "spring") if _is(word, name)}
        if word == "mi" and tokens[place + 1].text == "-":
            found.add("middle")
        if step <= 2 and (_is(word, "preposition") or found):
            found.add("preposition")
        if word in {"not", "nicht", "pas", "no", "non", "niet", "nie", "inte", "ikke", "nao", "ei", "ne", "не"}:
            found.add("not")
    return frozenset(found)


def _says_next(tokens: list[_Token], index: int) -> bool:
    """Whether "next" or "new" stands close to a year or a month."""
    near = [tokens[one].text for one in (index - 1, index - 2, index + 1, index + 2) if 0 <= one < len(tokens)]
    return any(_is(word, "next") for word in near)


def _next_year_near(tokens: list[_Token], index: int) -> bool:
    near = range(max(index - 3, 0), min(index + 5, len(tokens)))
    return any(_is(tokens[one].text, "year") and _says_next(tokens, one) for one in near if one != index)


def _quarter(tokens: list[_Token], index: int, today: date) -> Iterator[Named]:
    word, number, end = tokens[index].text, 0, index
    follows = tokens[index + 1] if index + 1 < len(tokens) else None
    if word in {"q", "t"} and follows and follows.text in {"1", "2", "3", "4"} and follows.start == tokens[index].end:
        number, end = int(follows.text), index + 1
    elif _is(word, "quarter"):
        named = [tokens[one].text for one in range(index - 1, max(index - 3, -1), -1)]
        ordinals = (place + 1 for word in named for place, name in enumerate(_ORDINALS) if _is(word, name))
        number = next(ordinals, 0) or next((int(one) for one in named if one in {"1", "2", "3", "4"}), 0)
        if not number:
            yield Named(tokens[index].start, tokens[index].end, "")
    if number:
        year, ends = _year_after(tokens, end)
        if year is None and _next_year_near(tokens, end):
            year = today.year + 1
        parts = _classes_before(tokens, index) & _PARTS
        yield Named(tokens[index].start, ends, "" if parts else _month_value(year, 3 * number - 2, today))


def _from_now(tokens: list[_Token], index: int, today: date) -> Iterator[Named]:
    """Times such as "in six months"."""
    unit = next((name for name in ("months", "weeks", "years") if _is(tokens[index].text, name)), "")
    if _is(tokens[index].text, "half year") and any(_is(one.text, "ahead") for one in tokens[max(index - 2, 0) : index]):
        yield Named(tokens[index].start, tokens[index].end, _later(today, 6).isoformat())
    if not unit or index < 2:
        return
    words = [tokens[one] for one in range(index - 1, max(index - 5, -1), -1)]
    half = next((place for place, one in enumerate(words[:2]) if _is(one.text, "half")), None)
    place = half if half is not None else 0
    number = 0.5 if half is not None else _number(words[0].text)
    behind = words[place + 1 :]
    if half is not None:
        behind = [one for one in behind if _number(one.text) != 1] if behind and _number(behind[0].text) == 1 else behind
    behind = [one for one in behind if not _is(one.text, "about") or _is(one.text, "ahead")]
    if number and behind and _is(behind[0].text, "ahead"):
        day = today + timedelta(weeks=int(number)) if unit == "weeks" else _later(today, int(number * (12 if unit == "years" else 1)))
        yield Named(behind[0].start, tokens[index].end, day.isoformat() if day > today else "")


def _number(word: str) -> int:
    if word.isdecimal() and len(word) <= 2:
        return int(word)
    return next((number for number, name in _NUMBERED if _is(word, name)), 0)


def _bare_year(tokens: list[_Token], index: int, before: frozenset[str], today: date) -> Iterator[Named]:
    word = tokens[index].text
    if re.fullmatch(r"20\d\d", word) and today.year < int(word) <= today.year + 5 and before & {"preposition", *_PARTS}:
        unsure = before & {*_PARTS, "after", "since"}
        yield Named(tokens[index].start, tokens[index].end, "" if unsure else f"{word}-01")


def _later(day: date, months: int) -> date:
    """The day so many months later, or the month's last day before it."""
    year, month = divmod(day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + year, month + 1, min(day.day, last))
        except ValueError:
            continue
    return day


# -- Words


def _tokens(text: str) -> list[_Token]:
    return [_Token(found[0], *found.span()) for found in _TOKEN.finditer(text)]


@cache
def _class(name: str) -> frozenset[str]:
    return stems(name)[0]


def _is(word: str, name: str) -> bool:
    whole, begins = stems(name)
    return word in whole or any(word.startswith(one) and len(word) <= len(one) + _ENDING for one in begins)


def _month(word: str) -> int:
    """The number of a month by its name; 0 for another word."""
    return _month_of(word) if word.isalpha() and len(word) >= 3 else 0


@cache
def _exact_months() -> dict[str, int]:
    return {word: number for number in range(1, 13) for word in stems(str(number))[0]}


def _month_of(word: str) -> int:
    exact = _exact_months().get(word)
    if exact:
        return exact
    begun = (
        (len(one), number)
        for number in range(1, 13)
        for one in stems(str(number))[1]
        if word.startswith(one) and len(word) <= len(one) + _ENDING
    )
    return max(begun, default=(0, 0))[1]
