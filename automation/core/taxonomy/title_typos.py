"""Words of a title that look mistyped: "Senoir Engineer".

A title is compared as if a long word had no typo (`title_ngrams.spelled`), but candidates read it as it is typed. So a
word is only pointed out if it is none of any language that the program knows, and looks like one common word of titles.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from automation.core.taxonomy.foreign_titles import foreign_titles
from automation.core.taxonomy.foreign_words import folded, stem
from automation.core.taxonomy.gazetteer import towns_named
from automation.core.taxonomy.known_skills import KnownSkills
from automation.core.taxonomy.place_keys import place_key
from automation.core.taxonomy.skill_words import SLIPS_FROM, form, typos_of
from automation.core.taxonomy.title_ngrams import dictionaries
from automation.core.taxonomy.title_words import (
    ABBREVIATIONS,
    FOREIGN_ABBREVIATIONS,
    FOREIGN_LEVEL_WORDS,
    FOREIGN_NOISE,
    LEVEL_WORDS,
    NOISE,
)

# In how many names of occupations a word stands at least that may be meant.
COMMON = 20
# How much more common it is than any other that may be meant.
CLEARLY = 20
# The names of occupations have typos themselves ("Enginer"), each in this many at most; and what is meant is this much
# more common.
RARE, MUCH_MORE = 3, 100

_WORD = re.compile(r"[^\W\d_]+")
_TWICE = re.compile(r"(.)\1+")
_WITHOUT_WORK = LEVEL_WORDS | NOISE
_FOREIGN = FOREIGN_ABBREVIATIONS.keys() | FOREIGN_LEVEL_WORDS | FOREIGN_NOISE


def typos_in(title: str, skills: KnownSkills) -> Iterator[tuple[str, str]]:
    """Each word of a title that looks mistyped, as it is typed, with the English word that is likely meant.

    A title with a word of another language has none: what is a typo in one language may be a word of another.

    Args:
        title: As it is typed.
        skills: The skills that the workbook knows: their names are no typos.
    """
    words = [word for word in _WORD.findall(title) if not skills.settled(word.lower())]
    found = {word: meant for word in words if (meant := _meant(word.lower()))}
    # Looked at last, because the words of other languages are slow to load.
    if found and not any(_is_foreign(word.lower()) for word in words):
        for word, meant in found.items():
            yield word, meant.upper() if word.isupper() else meant.capitalize() if word.istitle() else meant


@lru_cache(maxsize=10_000)
def _meant(word: str) -> str:
    """The common word of titles that a word, lower case, looks like a typo of; "" for none."""
    own = form(word)
    if len(word) < SLIPS_FROM or not word.isascii() or towns_named(place_key(word)):
        return ""
    close = [other for other in typos_of(own, _by_letter().get(own[0], ())) if other != own]
    if _is_english(word):
        # Only a letter that is doubled or not: "hiking" is no typo of "hiring".
        doubled = [other for other in close if _same_but_doubled(own, other)]
        close = doubled if 0 < _commonness(own) <= RARE else []
        least = MUCH_MORE * _commonness(own)
    else:
        # Another form of a known word is no typo: "telephony", "procure".
        close = [] if any(_differ_at_the_end(own, other) for other in close) else close
        least = COMMON
    best, *others = sorted(dict.fromkeys(map(form, close)), key=_commonness, reverse=True) or [""]
    clear = not others or _commonness(best) >= CLEARLY * _commonness(others[0])
    return best if best and clear and _commonness(best) >= least else ""


def _is_english(word: str) -> bool:
    return word in _WITHOUT_WORK or word in ABBREVIATIONS or bool(_commonness(word) or _commonness(form(word)))


def _is_foreign(word: str) -> bool:
    """Whether a word, lower case, is one of titles in another language, and not of English ones."""
    if _is_english(word):
        return False
    plain = folded(word).strip()
    # Letters of another script leave nothing.
    return not plain.isalpha() or plain in _FOREIGN or foreign_titles().known(stem(plain)) == 1


def _same_but_doubled(one: str, other: str) -> bool:
    return _TWICE.sub(r"\1", one) == _TWICE.sub(r"\1", other)


def _differ_at_the_end(one: str, other: str) -> bool:
    shared = min(len(one), len(other)) - 1
    return one[:shared] == other[:shared] and not _same_but_doubled(one, other)


def _commonness(word: str) -> int:
    """In how many names of occupations a word stands; a level stands in any."""
    if word in LEVEL_WORDS:
        return sum(len(known.table.name_sizes) for known in dictionaries())
    return sum(known.count(word) for known in dictionaries())


@cache
def _by_letter() -> Mapping[str, Sequence[str]]:
    """The words of English titles by their first letter."""
    found: dict[str, list[str]] = {}
    words = {word for known in dictionaries() for word in known.table.words} | LEVEL_WORDS
    for word in sorted(words):
        found.setdefault(word[0], []).append(word)
    return found
