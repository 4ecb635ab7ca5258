"""Compares single words of people's names: nicknames, initials, spellings, typos."""

import re
from collections import defaultdict
from collections.abc import Mapping
from enum import StrEnum
from functools import cache, lru_cache

from rapidfuzz.distance import OSA, Indel

from automation.core.taxonomy.bundled_data import nicknames
from automation.core.text import names_in


class Difference(StrEnum):
    """One difference between two names; with `OTHER` they are two people's."""

    NICKNAME = "a nickname for a name"
    SLIP = "a slip of the keyboard"
    MIDDLE = "a middle name left out"
    KINDRED = "two nicknames of one name"
    INITIAL = "an initial for a name"
    OTHER_MIDDLE = "another middle initial"
    PART = "one word in common, and no more to go by"
    JUMBLED = "much the same letters"
    BLANK = "no name"
    OTHER = "another name"


# Often left out: "da Silva" is also "Silva".
PARTICLES = frozenset(
    names_in("""
        de, da, do, dos, das, del, della, di, du, la, le, el, al, van, von, der, den, ten, ter, zu, zur, bin, ibn, af
    """)
)


def is_telling(word: str) -> bool:
    """Whether a word of a name is neither an initial nor a particle."""
    return word not in PARTICLES and not is_initial(word)


def is_initial(word: str) -> bool:
    """Whether a word is one letter of a script with letter case. 李 is a whole name."""
    return len(word) == 1 and word.islower()


# Shorter words that differ in a letter are often two names ("Jan", "Jon").
_SHORTEST_SLIP, _SHORTEST_DOUBLE_SLIP = 4, 8


def word_difference(one: str, other: str, *, family: bool = False) -> Difference:
    """How two different words of names differ. (a, b) and (b, a) give the same.

    Two real first names are never typos of each other ("Mark", "Mary"), unless they are spellings of one name.

    Args:
        one: A word.
        other: Another one.
        family: Whether both are last names; then the list of first names is not used.
    """
    if other < one:
        one, other = other, one
    if is_initial(one) or is_initial(other):
        return Difference.INITIAL if one[0] == other[0] and one != other else Difference.OTHER
    if not (one.isalpha() and other.isalpha()) and any(char.isdigit() for char in one + other):
        return Difference.OTHER
    return (None if family else nickname_difference(one, other)) or _misspelt(one, other, family=family)


def nickname_difference(one: str, other: str) -> Difference | None:
    """How two different first names differ if one is a nickname of the other, or both are of a third; else None."""
    formal = nicknames()
    return _kin(*sorted((one, other))) if one in formal or other in formal else None


@lru_cache(maxsize=50_000)
def _kin(one: str, other: str) -> Difference | None:
    formal = nicknames()
    ones, others = formal.get(one, frozenset()), formal.get(other, frozenset())
    if one in others or other in ones:
        return Difference.NICKNAME
    near = any(_slipped(full, word) for word, fulls in ((other, ones), (one, others)) for full in fulls)
    return Difference.KINDRED if ones & others or near else None


def _misspelt(one: str, other: str, *, family: bool) -> Difference:
    if sound_of(one) == sound_of(other):
        return Difference.SLIP
    if _gendered(one, other):
        return Difference.OTHER
    if not family and one in nicknames() and other in nicknames():
        variants = _slipped(one, other) and not _short_forms()[one].isdisjoint(_short_forms()[other])
        return Difference.SLIP if variants else Difference.OTHER
    slips = OSA.distance(one, other)
    if slips <= _allowed(one, other):
        return Difference.SLIP
    return Difference.JUMBLED if jumbled(one, other, slips) else Difference.OTHER


def _slipped(one: str, other: str) -> bool:
    """Whether one letter is wrong, missing, extra or swapped; two in a long word."""
    allowed = _allowed(one, other)
    return allowed > 0 and OSA.distance(one, other, score_cutoff=allowed) <= allowed


def _allowed(one: str, other: str) -> int:
    """How many slips two words may be apart."""
    shortest = min(len(one), len(other))
    return (shortest >= _SHORTEST_SLIP) + (shortest >= _SHORTEST_DOUBLE_SLIP)


# The least similarity of two words by their letters in any order, and by their letters in order.
SAME_LETTERS, SAME_ORDER = 0.82, 0.59


def jumbled(one: str, other: str, slips: int | None = None) -> bool:
    """Whether two words have nearly the same letters, in any order: "Lvpreool" and "Liverpool".

    Args:
        one: A word.
        other: Another one.
        slips: How many letters are wrong, missing, extra or swapped, where the caller knows it.
    """
    if min(len(one), len(other)) < 3:
        return False
    slips = OSA.distance(one, other) if slips is None else slips
    if 1 - slips / max(len(one), len(other)) >= SAME_ORDER:
        return True
    return Indel.normalized_similarity(_letters(one), _letters(other), score_cutoff=SAME_LETTERS) > 0


@lru_cache(maxsize=50_000)
def _letters(word: str) -> str:
    """The letters of a word, sorted, so that comparing them ignores their order."""
    return "".join(sorted(word))


@cache
def _short_forms() -> Mapping[str, frozenset[str]]:
    """A first name → its nicknames."""
    short: dict[str, set[str]] = defaultdict(set)
    for name, fulls in nicknames().items():
        for full in fulls:
            short[full].add(name)
    return {name: frozenset(short[name]) for name in nicknames()}


def _gendered(one: str, other: str) -> bool:
    """Whether two words are the male and female forms of a name: Daniel and Daniela, Kowalski and Kowalska."""
    if one.endswith("a") == other.endswith("a"):
        return False
    male, female = (other, one) if one.endswith("a") else (one, other)
    return female[:-1] == (male[:-1] if male.endswith(("o", "i", "y")) else male)


_SPELLINGS = (("ph", "f"), ("ck", "k"), ("c", "k"), ("q", "k"), ("z", "s"), ("y", "i"), ("ue", "u"), ("oe", "o"))
_DOUBLED, _SILENT = re.compile(r"(.)\1+"), re.compile(r"(?<=[^aeiou])h")


@lru_cache(maxsize=50_000)
def sound_of(word: str) -> str:
    """What spellings of one name share: Erik and Eric, Philip and Phillip, Thomas and Tomas, Müller and Mueller."""
    for written, spoken in _SPELLINGS:
        word = word.replace(written, spoken)
    return _DOUBLED.sub(r"\1", _SILENT.sub("", word) if "h" in word else word)
