"""Counts, numbers, lists, months and days, as sentences write them."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def counted(count: int, one: str, many: str = "") -> str:
    """1 person, 2,000 people."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def spans(numbers: Collection[int]) -> str:
    """Numbers for a person: 3, 7–9."""
    parts: list[list[int]] = []
    for number in sorted(numbers):
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ", ".join(str(part[0]) if len(part) == 1 else f"{part[0]}–{part[-1]}" for part in parts)


def listed(names: Sequence[str]) -> str:
    """A, B and C."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def and_more(names: Sequence[str], count: int) -> str:
    """A, B and 2 more: the names to show, of `count` in all."""
    shown = ", ".join(names)
    return f"{shown} and {count - len(names)} more" if count > len(names) else shown


def month(day: date) -> str:
    """A month as people say it: March 2026."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def long_day(day: date) -> str:
    """A day as people say it: 1 March 2026."""
    return f"{day.day} {month(day)}"


def minute(at: datetime) -> str:
    """An instant in UTC, to the minute, as lists and records give it: 2026-11-30 14:05 UTC."""
    return f"{at:%Y-%m-%d %H:%M} UTC"


def sentence(text: str) -> str:
    """A text with a capital first letter and a full stop; "" stays ""."""
    text = text.strip()
    return stopped(f"{text[0].upper()}{text[1:]}") if text else ""


def stopped(text: str) -> str:
    """A text with a full stop, unless it ends with one, or with a question or exclamation mark, also in quotes."""
    return text if text.rstrip("”’»\"'").endswith((".", "?", "!")) else f"{text}."
