"""Days and months that replies name, in many languages. What is not sure has no value."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from automation.core.messages.reply_date_words import ORDINALS, Token, is_a, month_in, number_in, tokens_in, words_of
from automation.core.messages.reply_days import RECENT, SLASHED, Day, days_in, year_after

# How many words before a month may say which part of it is meant.
_REACH = 4

_CJK_MONTH = re.compile(r"(?:(?P<year>20\d\d)[年년] ?)?(?<!\d)(?P<month>\d{1,2})[月월](?! ?\d)")
_CJK_YEAR = re.compile(r"明年|来年|내년|新年")
_NUMBERS = re.compile(
    r"(?<![\d/.-])(?:(?P<month>\d{1,2})[/.](?P<year>20\d\d)|(?P<year2>20\d\d)[-/](?P<month2>\d{1,2}))(?![\d/.-])"
)

# The value of a day or month that is over.
_PAST = "past"


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


def named_in(text: str, today: date) -> list[Named]:
    """The days and months to come that a `folded` text names, in their order.

    Without a year, the next such day or month is meant. What may be meant in two ways has no value; so does a season.
    """
    days = [Named(one.start, one.end, _next(one, today)) for one in days_in(text)]
    found = [*days, *_ambiguous(text), *_numbers(text, today), *_in_words(text, today, days)]
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[Named] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return [one for one in kept if one.value != _PAST]


def _next(one: Day, today: date) -> str:
    try:
        day = date(one.year or today.year, one.month, one.day)
        if day <= today and not one.year:
            # The text may say what happened on a day that has just passed.
            day = date(today.year + 1, one.month, one.day) if day < today - RECENT else today
    except ValueError:
        return ""
    return day.isoformat() if day > today else _PAST


# -- Months, and times in words


def _ambiguous(text: str) -> Iterator[Named]:
    """Dates such as 03/04/2027, which people write in two orders."""
    return (Named(*found.span(), "") for found in SLASHED.finditer(text))


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
    tokens = tokens_in(text)
    taken = {index for index, token in enumerate(tokens) if any(day.start <= token.start < day.end for day in days)}
    for index, token in enumerate(tokens):
        if index in taken:
            continue
        before = _classes_before(tokens, index)
        month = month_in(token.text)
        next_year = _next_year_near(tokens, index)
        if month and (token.text not in words_of("everyday") or next_year or _is_month(tokens, index, before)):
            year, end = year_after(tokens, index)
            next_year = next_year and year is None
            value = _month_value(today.year + 1 if next_year else year, month, today)
            yield Named(token.start, end, _part(value, before))
        elif is_a(token.text, "year") and _says_next(tokens, index):
            near = tokens[max(index - 4, 0) : index + 4]
            if not any(month_in(one.text) or is_a(one.text, "quarter") or one.text in {"q", "t"} for one in near):
                yield Named(token.start, token.end, "" if before & _PARTS else f"{today.year + 1}-01")
        elif is_a(token.text, "new year"):
            yield Named(token.start, token.end, f"{today.year + 1}-01")
        elif is_a(token.text, "month") and _says_next(tokens, index):
            yield Named(token.start, token.end, "" if before & _PARTS else f"{_later(today, 1):%Y-%m}")
        elif is_a(token.text, "spring"):
            yield Named(token.start, token.end, "")
        else:
            yield from _quarter(tokens, index, today)
            yield from _from_now(tokens, index, today)
            yield from _bare_year(tokens, index, before, today)


def _is_month(tokens: list[Token], index: int, before: frozenset[str]) -> bool:
    """Whether an everyday word means a month: behind a preposition, with a year, or beside another month."""
    behind = tokens[index + 1 : index + 3]
    return (
        "preposition" in before
        or bool(year_after(tokens, index)[0])
        or any(month_in(one.text) for one in behind[-1:])
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


def _classes_before(tokens: list[Token], index: int) -> frozenset[str]:
    """What the words before a token say, back to the next punctuation mark."""
    found: set[str] = set()
    for step in range(1, _REACH + 1):
        place = index - step
        if place < 0 or tokens[place].text in {".", ",", ";", "!", "?", "\n", ":"}:
            break
        word = tokens[place].text
        if month_in(word) and step > 1:
            break
        found |= {
            name
            for name in ("start", "middle", "end", "until", "after", "before", "since", "spring")
            if is_a(word, name)
        }
        if is_a(word, "half") or (word == "mi" and tokens[place + 1].text == "-"):
            found.add("middle")
        if step <= 2 and (is_a(word, "preposition") or found):
            found.add("preposition")
        if word in {"not", "nicht", "pas", "no", "non", "niet", "nie", "inte", "ikke", "nao", "ei", "ne", "не"}:
            found.add("not")
    return frozenset(found)


def _says_next(tokens: list[Token], index: int) -> bool:
    """Whether "next" or "new" stands close to a year or a month."""
    near = [tokens[one].text for one in (index - 1, index - 2, index + 1, index + 2) if 0 <= one < len(tokens)]
    return any(is_a(word, "next") for word in near)


def _next_year_near(tokens: list[Token], index: int) -> bool:
    near = range(max(index - 3, 0), min(index + 5, len(tokens)))
    return any(is_a(tokens[one].text, "year") and _says_next(tokens, one) for one in near if one != index)


def _quarter(tokens: list[Token], index: int, today: date) -> Iterator[Named]:
    word, number, end = tokens[index].text, 0, index
    follows = tokens[index + 1] if index + 1 < len(tokens) else None
    if word in {"q", "t"} and follows and follows.text in {"1", "2", "3", "4"} and follows.start == tokens[index].end:
        number, end = int(follows.text), index + 1
    elif is_a(word, "quarter"):
        named = [tokens[one].text for one in range(index - 1, max(index - 3, -1), -1)]
        ordinals = (place + 1 for word in named for place, name in enumerate(ORDINALS) if is_a(word, name))
        number = next(ordinals, 0) or next((int(one) for one in named if one in {"1", "2", "3", "4"}), 0)
        if not number:
            yield Named(tokens[index].start, tokens[index].end, "")
    if number:
        year, ends = year_after(tokens, end)
        if year is None and _next_year_near(tokens, end):
            year = today.year + 1
        parts = _classes_before(tokens, index) & _PARTS
        yield Named(tokens[index].start, ends, "" if parts else _month_value(year, 3 * number - 2, today))


def _from_now(tokens: list[Token], index: int, today: date) -> Iterator[Named]:
    """Times such as "in six months"."""
    unit = next((name for name in ("months", "weeks", "years") if is_a(tokens[index].text, name)), "")
    if is_a(tokens[index].text, "half year") and any(
        is_a(one.text, "ahead") for one in tokens[max(index - 2, 0) : index]
    ):
        yield Named(tokens[index].start, tokens[index].end, _later(today, 6).isoformat())
    if not unit or index < 2:
        return
    words = [tokens[one] for one in range(index - 1, max(index - 5, -1), -1)]
    half = next((place for place, one in enumerate(words[:2]) if is_a(one.text, "half")), None)
    place = half if half is not None else 0
    number = 0.5 if half is not None else number_in(words[0].text)
    behind = words[place + 1 :]
    if half is not None:
        behind = (
            [one for one in behind if number_in(one.text) != 1] if behind and number_in(behind[0].text) == 1 else behind
        )
    behind = [one for one in behind if not is_a(one.text, "about") or is_a(one.text, "ahead")]
    if number and behind and is_a(behind[0].text, "ahead"):
        day = (
            today + timedelta(weeks=int(number))
            if unit == "weeks"
            else _later(today, int(number * (12 if unit == "years" else 1)))
        )
        yield Named(behind[0].start, tokens[index].end, day.isoformat() if day > today else "")


def _bare_year(tokens: list[Token], index: int, before: frozenset[str], today: date) -> Iterator[Named]:
    word = tokens[index].text
    if re.fullmatch(r"20\d\d", word) and today.year < int(word) <= today.year + 5 and before & {"preposition", *_PARTS}:
        known = {"before"} if "not" in before else set()
        unsure = (before & {*_PARTS, "after", "since"}) - known
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
