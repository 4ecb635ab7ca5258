"""Titles by their wording: whole words, and pieces of words, so that typos and related words match too.

A rare word weighs more than a common one, and so do its pieces: common words must not outweigh the word that matters.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from automation.core.taxonomy.bundled_data import occupation_tables
from automation.core.taxonomy.occupations import Occupations, Words, rarity
from automation.core.taxonomy.sparse import Entries, Floats, Postings, Vector, unit

TRIGRAM = 3
# From so many letters on, an unknown word may be a typo of a known one.
SLIPPED = 8


@cache
def dictionaries() -> Sequence[Occupations]:
    """The dictionaries of occupations, read when the first title is compared."""
    return [Occupations(table) for table in occupation_tables()]


@cache
def _known_words() -> dict[str, list[str]]:
    """The words that names of occupations are made of, by their first letter."""
    known: dict[str, list[str]] = {}
    for word in sorted({word for occupations in dictionaries() for word in occupations.table.words}):
        if len(word) >= SLIPPED - 1:
            known.setdefault(word[0], []).append(word)
    return known


@lru_cache(maxsize=100_000)
def spelled(word: str) -> str:
    """A word without its typo: a long unknown word is replaced by a known one that differs by one edit."""
    if len(word) < SLIPPED or not word.isalpha() or any(known.count(word) for known in dictionaries()):
        return word
    close = process.extract(word, _known_words().get(word[0], []), scorer=OSA.distance, score_cutoff=1, limit=None)
    # The most common one; the first in the alphabet among equals.
    return min(close, key=lambda found: word_rarity(found[0]))[0] if close else word


@lru_cache(maxsize=100_000)
def word_rarity(word: str) -> float:
    """The weight of a word in hundredths: the fewer names of occupations have it, the more it weighs."""
    found = sum(known.count(word) for known in dictionaries())
    names = sum(len(known.table.name_sizes) for known in dictionaries())
    return float(rarity(np.asarray([found]), names)[0])


@lru_cache(maxsize=100_000)
def _pieces(word: str, rarity: float) -> tuple[tuple[str, ...], float]:
    """The trigrams of a word, and what each weighs: together they are as long a vector as the word."""
    framed = f" {word} "
    trigrams = tuple(framed[at : at + TRIGRAM] for at in range(len(framed) - TRIGRAM + 1))
    return trigrams, float(np.rint(rarity / np.sqrt(len(trigrams))))


def wording(words: Words, rarity_of: Callable[[str], float] = word_rarity) -> dict[str, float]:
    """What the words of a title are made of → its weight, in whole numbers."""
    made: dict[str, float] = {}
    for word in words:
        weight = rarity_of(word)
        # Marked, so that a word of three letters is not taken for a trigram of another.
        made[f"{word}|"] = weight
        trigrams, weight = _pieces(word, weight)
        for trigram in trigrams:
            made[trigram] = made.get(trigram, 0) + weight
    return made


class Wordings:
    """The wordings of titles, as `wording` makes them, to compare others with."""

    def __init__(self, titles: Sequence[Mapping[str, float]]) -> None:
        self._numbers: dict[str, int] = {}
        for made in titles:
            for piece in made:
                self._numbers.setdefault(piece, len(self._numbers))
        self._postings = Postings(Entries.of([self._vector(made) for made in titles]), len(self._numbers))

    def _vector(self, made: Mapping[str, float]) -> Vector:
        """A title as a unit vector, without pieces that no title here has."""
        whole = unit(np.arange(len(made)), np.asarray(list(made.values())))
        numbers = np.asarray([self._numbers.get(piece, -1) for piece in made], dtype=np.int64)[whole.at]
        return Vector(numbers[numbers >= 0], whole.by[numbers >= 0])

    def alike(self, made: Mapping[str, float]) -> Floats:
        """How alike each wording is to one, 0 to 1."""
        return self._postings.cosines(self._vector(made))
