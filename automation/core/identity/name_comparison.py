"""Compares people's names: whether two could be one person's, in whatever order and form they are written.

Names are compared word by word, in any order. Titles, degrees, accents and case are ignored. Nicknames, initials,
middle names and typos are distinguished, because they weigh differently. This is only for finding rows that may be one
person; scoring never reads a name.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from automation.core.identity.name_words import LETTERS, POINTS
from automation.core.identity.word_comparison import (
    PARTICLES,
    Difference,
    is_initial,
    is_telling,
    word_difference,
)
from automation.core.text import names_in

# First names first, in plain lower-case letters; an initial is a word of one letter.
Name = tuple[str, ...]

# Longer texts are not names; they were pasted by mistake.
_LONGEST, _MOST_WORDS = 200, 8
_TITLES = frozenset(
    names_in("""
        mr, mrs, ms, miss, mx, dr, prof, professor, sir, herr, frau, mme, mlle, dipl, ing, phd, md, mba, msc, bsc,
        cpa, pmp, cfa, esq, jr, sr, ii, iii, iv
    """)
)
_ASIDE = re.compile(r"[(\[\"“„«][^()\[\]\"„”“«»]*[)\]\"”“»]")
_ASCII_WORD = re.compile("[0-9a-z]+")
_DOTTED_INITIAL = re.compile(r"\b([^\W\d_])\.")


@lru_cache(maxsize=50_000)
def read_name(text: str) -> Name:
    """The words of a name: "Müller, Dr. Hans-J. (Hansi)" is hans, j, muller; () where there are none."""
    shown = text[:_LONGEST]
    family, _, given = _ASIDE.sub(" ", shown).partition(",")
    return tuple(_words(given) + _words(family) or _words(shown))[:_MOST_WORDS]


def _words(text: str) -> list[str]:
    folded = text.casefold()
    if "." in folded:
        folded = _DOTTED_INITIAL.sub(r"\1 ", folded)
    if not folded.isascii():
        folded = unicodedata.normalize("NFC", POINTS.sub("", unicodedata.normalize("NFKD", folded)))
    letters = folded.translate(LETTERS)
    if letters.isascii():
        return [word for word in _ASCII_WORD.findall(letters) if word not in _TITLES]
    # Indic vowel signs are not letters, but part of the word.
    parted = (char if char.isalnum() or unicodedata.category(char)[0] == "M" else " " for char in letters)
    return [word for word in "".join(parted).split() if word not in _TITLES]


def telling(name: Name) -> list[str]:
    """The words to look a name up by, without initials and particles; all words where there are no others."""
    return [word for word in name if is_telling(word)] or list(name)


_OTHER = (Difference.OTHER,)


def differences(one: Name, other: Name) -> tuple[Difference, ...]:
    """How two names differ; () for the same full name in any order. (a, b) and (b, a) give the same."""
    if not one or not other:
        return (Difference.BLANK,)
    left, right = _without(one, other), _without(other, one)
    if (not left and not right) or "".join(one) == "".join(other):
        return _all_of_it(one)
    if len(left) == 1 == len(right):
        found, lefts, rights = _one_paired(left[0], right[0], one, other)
    else:
        found, lefts, rights = _paired(left, right, one, other)
    middle = all(map(is_initial, lefts)) or all(map(is_initial, rights))
    shared = sum(map(is_telling, one)) - sum(map(is_telling, left))
    if lefts and rights:
        return (*found, Difference.OTHER_MIDDLE) if middle and shared > 1 else _OTHER
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
    full = sum(not is_initial(word) for word in name)
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
    return [word for word in words if word not in PARTICLES]
