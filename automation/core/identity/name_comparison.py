"""Compares people's names: whether two could be one person's, in whatever order and form they are written.

Names are compared word by word, in any order. Titles, degrees, accents and case are ignored. Nicknames, initials,
middle names and typos are distinguished, because they weigh differently. This is only for finding rows that may be one
person; scoring never reads a name.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache, lru_cache

from rapidfuzz.distance import OSA, Indel

from automation.core.taxonomy.bundled_data import nicknames
from automation.core.text import names_in

# First names first, in plain lower-case letters; an initial is a word of one letter.
Name = tuple[str, ...]


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


# Longer texts are not names; they were pasted by mistake.
_LONGEST, _MOST_WORDS = 200, 8
_TITLES = frozenset(
    names_in("""
        mr, mrs, ms, miss, mx, dr, prof, professor, sir, herr, frau, mme, mlle, dipl, ing, phd, md, mba, msc, bsc,
        cpa, pmp, cfa, esq, jr, sr, ii, iii, iv
    """)
)
# Often left out: "da Silva" is also "Silva".
_PARTICLES = frozenset(
    names_in("""
        de, da, do, dos, das, del, della, di, du, la, le, el, al, van, von, der, den, ten, ter, zu, zur, bin, ibn, af
    """)
)
# Letters that Unicode does not decompose, and signs inside a word that do not separate it.
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
    | dict.fromkeys(".'’`´\u200c\u200d", "")
)
# Accents, and the vowel points of Hebrew and Arabic.
_POINTS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u0652]")
_ASIDE = re.compile(r"[(\[\"“„«][^()\[\]\"„”“«»]*[)\]\"”“»]")
_DOTTED_INITIAL = re.compile(r"\b([^\W\d_])\.")


@lru_cache(maxsize=50_000)
def read_name(text: str) -> Name:
    """The words of a name: "Müller, Dr. Hans-J. (Hansi)" is hans, j, muller; () where there are none."""
    shown = text[:_LONGEST]
    family, _, given = _ASIDE.sub(" ", shown).partition(",")
    return tuple(_words(given) + _words(family) or _words(shown))[:_MOST_WORDS]


def _words(text: str) -> list[str]:
    folded = _DOTTED_INITIAL.sub(r"\1 ", text.casefold())
    if not folded.isascii():
        folded = unicodedata.normalize("NFC", _POINTS.sub("", unicodedata.normalize("NFKD", folded)))
    letters = folded.translate(_LETTERS)
    # Indic vowel signs are not letters, but part of the word.
    parted = (char if char.isalnum() or unicodedata.category(char)[0] == "M" else " " for char in letters)
    return [word for word in "".join(parted).split() if word not in _TITLES]


def telling(name: Name) -> list[str]:
    """The words to look a name up by, without initials and particles; all words where there are no others."""
    return [word for word in name if is_telling(word)] or list(name)


def is_telling(word: str) -> bool:
    """Whether a word of a name is neither an initial nor a particle."""
    return word not in _PARTICLES and not _initial(word)


def _initial(word: str) -> bool:
    """Whether a word is one letter of a script with letter case. 李 is a whole name."""
    return len(word) == 1 and word.islower()


_OTHER = (Difference.OTHER,)


def differences(one: Name, other: Name) -> tuple[Difference, ...]:
    """How two names differ; () for the same full name in any order. (a, b) and (b, a) give the same."""
    if not one or not other:
        return (Difference.BLANK,)
    left, right = _without(one, other), _without(other, one)
    if (not left and not right) or "".join(one) == "".join(other):
        return _all_of_it(one)
    if len(left) == 1 == len(right):
        # Most pairs: one word in common, and one that differs.
        found, lefts, rights = _one_paired(left[0], right[0], one, other)
    else:
        found, lefts, rights = _paired(left, right, one, other)
    middle = all(map(_initial, lefts)) or all(map(_initial, rights))
    if lefts and rights and not middle:
        return _OTHER
    shared = sum(map(is_telling, one)) - sum(map(is_telling, left))
    if lefts and rights:
        return (*found, Difference.OTHER_MIDDLE) if shared > 1 else _OTHER
    common = shared + len(found)
    if not common:
        return _OTHER
    if common == 1:
        found.append(Difference.PART)
    elif any(is_telling(word) for word in lefts + rights):
        found.append(Difference.MIDDLE)
    # A middle initial for a middle name is no difference.
    return tuple(difference for difference in found if difference is not Difference.INITIAL or shared < 2)


def _all_of_it(name: Name) -> tuple[Difference, ...]:
    """Two names of the same words: () where they are a full name, else what is missing ("A. Souza", "Anna")."""
    full = sum(not _initial(word) for word in name)
    if full > 1 or not name[0].islower():
        return ()
    return (Difference.INITIAL,) if len(name) > 1 else (Difference.PART,)


def _without(one: Name, other: Name) -> list[str]:
    """The words of the first name that the second lacks."""
    if len(one) == 2 == len(other) and one[0] != one[1] and other[0] != other[1]:
        return [word for word in one if word not in other]
    rest, theirs = [], list(other)
    for word in one:
        if word in theirs:
            theirs.remove(word)
        else:
            rest.append(word)
    return rest


# Nearest first.
_KINSHIP = (Difference.NICKNAME, Difference.SLIP, Difference.KINDRED, Difference.INITIAL, Difference.JUMBLED)


def _paired(
    left: Sequence[str], right: Sequence[str], one: Name, other: Name
) -> tuple[list[Difference], list[str], list[str]]:
    """How the remaining words pair up, nearest first, and the words without a partner; particles need none."""
    ranked = []
    for a in left:
        for b in right:
            difference = word_difference(a, b, family=a == one[-1] and b == other[-1])
            if difference is not Difference.OTHER:
                ranked.append((_KINSHIP.index(difference), min(a, b), max(a, b), a, b))
    lefts, rights = list(left), list(right)
    found: list[Difference] = []
    for rank, _, _, a, b in sorted(ranked):
        if a in lefts and b in rights:
            lefts.remove(a)
            rights.remove(b)
            found.append(_KINSHIP[rank])
    return found, _own(lefts), _own(rights)


def _one_paired(a: str, b: str, one: Name, other: Name) -> tuple[list[Difference], list[str], list[str]]:
    """As `_paired`, for one word of each."""
    difference = word_difference(a, b, family=a == one[-1] and b == other[-1])
    return ([], _own([a]), _own([b])) if difference is Difference.OTHER else ([difference], [], [])


def _own(words: Sequence[str]) -> list[str]:
    return [word for word in words if word not in _PARTICLES]


# -- Words


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
    if _initial(one) or _initial(other):
        return Difference.INITIAL if one[0] == other[0] and one != other else Difference.OTHER
    if not (one.isalpha() and other.isalpha()) and any(char.isdigit() for char in one + other):
        return Difference.OTHER
    return (None if family else _nicknamed(one, other)) or _misspelt(one, other, family=family)


def _nicknamed(one: str, other: str) -> Difference | None:
    formal = nicknames()
    ones, others = formal.get(one, frozenset()), formal.get(other, frozenset())
    if not ones and not others:
        return None
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
_SAME_LETTERS, _SAME_ORDER = 0.82, 0.59


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
    if 1 - slips / max(len(one), len(other)) >= _SAME_ORDER:
        return True
    return Indel.normalized_similarity(_letters(one), _letters(other), score_cutoff=_SAME_LETTERS) > 0


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
    return _DOUBLED.sub(r"\1", _SILENT.sub("", word))
