"""Points for and against two rows being one person. They are set by hand, not fitted.

The same full name alone earns `ENOUGH`; a less certain name (a nickname, an initial) needs other evidence. The same
address, number or profile earns more than a name. People move, are promoted and change jobs, so a different town or
title costs less than the same one earns. A second address costs least. Two profiles on one site are nearly always two
people. Two different names are never one person.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rapidfuzz.distance import OSA

from automation.core.identity.name_comparison import Name, differences
from automation.core.identity.word_comparison import Difference, jumbled
from automation.core.parsing.locations.nearness import same_place

ENOUGH = 3.0

SAME_NAME, LEAST_NAME = 3.0, -1.0
NAME_COSTS = {
    Difference.NICKNAME: 0.5,
    Difference.SLIP: 0.5,
    Difference.MIDDLE: 0.5,
    Difference.KINDRED: 1.5,
    Difference.INITIAL: 2.0,
    Difference.OTHER_MIDDLE: 2.5,
    Difference.PART: 2.5,
    Difference.JUMBLED: 3.0,
    Difference.BLANK: 3.5,
}
# A name that many rows have says less.
COMMON_NAME = -1.0
# Same, alike, different.
EMAIL, SAME_MAILBOX = (4.0, 2.5, -0.5), 1.0
PHONE, PROFILE = (4.0, -2.5), (4.0, -4.0)
TITLE, PLACE, COMPANY = (2.0, -1.0), (1.5, 1.0, -1.0), 1.5
# A column of the user's own that identifies rows, such as a second number; and a date in it with a typo.
OWN_COLUMN, OWN_DATE = 3.0, 1.5


class Row(NamedTuple):
    """A row, ready to be compared; "" for an unknown value, or one that too many rows share.

    Attributes:
        names: The name, and the name with the preferred first name; () for none.
        common: Whether many rows have the name.
        title: The telling words of the title; `work` has them in one text.
        town: The town of `place`, as places are compared; `real` where the gazetteer knows it.
        others: Header → value of the user's own columns that identify rows.
    """

    names: tuple[Name, ...]
    common: bool
    email: str
    phone: str
    profile: str
    title: frozenset[str]
    work: str
    company: str
    place: str
    town: str
    real: bool
    others: Mapping[str, str]


Evidence = Sequence[tuple[float, str]]
TWO_PEOPLE: Evidence = [(float("-inf"), "")]


def points_of(evidence: Evidence) -> float:
    """All points together."""
    return sum(points for points, _ in evidence)


def in_words(evidence: Evidence) -> tuple[str, ...]:
    """The evidence for one person in words, the strongest first."""
    return tuple(words for points, words in sorted(evidence, key=lambda item: -item[0]) if points > 0)


def compared(one: Row, other: Row) -> Evidence:
    """The points for each value that both rows have."""
    name = _by_name(one, other)
    if name is None:
        return TWO_PEOPLE
    return [
        name,
        _by_email(one.email, other.email),
        _by_value(one.phone, other.phone, *PHONE, "same phone"),
        _by_profile(one.profile, other.profile),
        _by_title(one.title, other.title),
        _by_value(one.company, other.company, COMPANY, 0, "same company"),
        _by_place(one, other),
        _by_own_columns(one.others, other.others),
    ]


_NOTHING = (0.0, "")


def _by_name(one: Row, other: Row) -> tuple[float, str] | None:
    """The points for the names; None where they are two people's."""
    best = None
    for form in one.names:
        for other_form in other.names:
            found = differences(form, other_form)
            if found and found[0] is Difference.OTHER:
                continue
            points = max(SAME_NAME - sum(NAME_COSTS[difference] for difference in found), LEAST_NAME)
            points += COMMON_NAME if one.common or other.common else 0
            if best is None or points > best[0]:
                best = points, "similar name" if found else "same name"
    return best


def _by_value(one: str, other: str, same: float, different: float, words: str) -> tuple[float, str]:
    if not one or not other:
        return _NOTHING
    return (same, words) if one == other else (different, "")


def _by_email(one: str, other: str) -> tuple[float, str]:
    """An address with a typo is similar, unless its digits differ: people add digits to get an address of their own.

    So is one with the same letters in another order, as in "ana.souza@" and "souza.ana@".
    """
    same, alike, different = EMAIL
    if not one or not other or one == other:
        return _by_value(one, other, same, different, "same e-mail")
    (mailbox, _, host), (other_mailbox, _, other_host) = one.partition("@"), other.partition("@")
    misspelt = _slips(one, other, 8) and _slips(mailbox, other_mailbox, 5)
    reordered = sorted(mailbox) == sorted(other_mailbox) and _slips(host, other_host, 8)
    if (misspelt or reordered) and _digits(mailbox) == _digits(other_mailbox):
        return alike, "e-mail alike"
    return (SAME_MAILBOX, "e-mail alike") if mailbox == other_mailbox else (different, "")


def _slips(one: str, other: str, letters: int) -> bool:
    """Whether two texts differ by at most one typo for every `letters` letters, and one in any case."""
    allowed = max(1, min(len(one), len(other)) // letters)
    return OSA.distance(one, other, score_cutoff=allowed) <= allowed


def _digits(text: str) -> list[str]:
    return [char for char in text if char.isdecimal()]


def _by_profile(one: str, other: str) -> tuple[float, str]:
    """Profiles on two sites say nothing about each other."""
    if one.partition("/")[0] != other.partition("/")[0]:
        return _NOTHING
    return _by_value(one, other, *PROFILE, "same profile")


def _by_title(one: frozenset[str], other: frozenset[str]) -> tuple[float, str]:
    same, different = TITLE
    if not one or not other or (one != other and one & other):
        return _NOTHING
    return (same, "same title") if one == other else (different, "")


def _by_place(one: Row, other: Row) -> tuple[float, str]:
    same, alike, different = PLACE
    if not one.town or not other.town:
        return _NOTHING
    if same_place(one.place, other.place):
        return same, "same place"
    # Two real towns are never typos of each other.
    misspelt = not (one.real and other.real) and jumbled(one.town, other.town)
    return (alike, "place alike") if misspelt else (different, "")


def _by_own_columns(one: Mapping[str, str], other: Mapping[str, str]) -> tuple[float, str]:
    """The best of the user's own columns. They often repeat each other, so their points are not added up."""
    shared = sorted(one.keys() & other.keys())
    for header in shared:
        if one[header] == other[header]:
            return OWN_COLUMN, f"same {header}"
    for header in shared:
        if _same_day_with_a_typo(one[header], other[header]):
            return OWN_DATE, f"{header} alike"
    return _NOTHING


_DAY = re.compile(r"\d{4}([-/.])\d\d?\1\d\d?|\d\d?([-/.])\d\d?\2\d{4}")


def _same_day_with_a_typo(one: str, other: str) -> bool:
    return bool(_DAY.fullmatch(one) and _DAY.fullmatch(other)) and OSA.distance(one, other, score_cutoff=2) <= 2
