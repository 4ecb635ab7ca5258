"""Words of dates in many languages: months, units of time, and what stands around them."""

import re
from functools import cache
from typing import NamedTuple

from automation.core.messages.reply_patterns import stems

# Number → its section.
_NUMBERED = (
    (1, "n1"),
    (2, "n2"),
    (3, "n3"),
    (4, "n4"),
    (5, "n5"),
    (6, "n6"),
    (8, "n8"),
    (9, "n9"),
    (10, "n10"),
    (12, "n12"),
)
# Sections of the ordinal numbers.
ORDINALS = ("first", "second", "third", "fourth")
# Letters that an ending may have: "tammikuu" and "tammikuussa".
_ENDING = 5
_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|\n")


class Token(NamedTuple):
    """A word, a number or a sign, and where it stands."""

    text: str
    start: int
    end: int


def tokens_in(text: str) -> list[Token]:
    """The words, numbers and signs of a text."""
    return [Token(found[0], *found.span()) for found in _TOKEN.finditer(text)]


@cache
def words_of(name: str) -> frozenset[str]:
    """The whole words of a section."""
    return stems(name)[0]


def is_a(word: str, name: str) -> bool:
    """Whether a word belongs to a section: it is one of its words, or begins with one of its beginnings."""
    whole, begins = stems(name)
    return word in whole or any(word.startswith(one) and len(word) <= len(one) + _ENDING for one in begins)


def month_in(word: str) -> int:
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


def number_in(word: str) -> int:
    """The number that a word names, in digits or letters; 0 for another word."""
    if word.isdecimal() and len(word) <= 2:
        return int(word)
    return next((number for number, name in _NUMBERED if is_a(word, name)), 0)
