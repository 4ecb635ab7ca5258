"""Occupations as a space: a title is where the known names of occupations lie that look like it.

Two titles mean the same work where they look like names of the same occupations ("explicit semantic analysis", after
Gabrilovich and Markovitch, 2007). "Attorney" and "Lawyer" share no letter to speak of, but both name O*NET 23-1011.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from automation.core.dictionaries import OccupationTable
from automation.core.vectors import NOTHING, UNIT, Floats, Ints, Postings, Vector, unit

Words = tuple[str, ...]

# The beginning of a word counts beside the word: an accountant does accounting.
ROOT = 6
# A name has a place at the occupations that it looks most like, and at some that are related to them; a text at more.
PLACES, PLACES_RELATED, TEXT_PLACES = 20, 24, 50
# Per cent of what the likest name adds, that all names of an occupation together add.
TOGETHER = 50
# Per cent of an occupation's weight that each of those lends to it which are closely related.
RELATED = 20
# Logarithms are kept in hundredths, so that they are whole numbers.
HUNDREDTHS = 100


# A name is a title's own where they are this alike, which leaves room for nothing but rounding.
OWN = 0.99


class Place(NamedTuple):
    """Where a title lies among occupations.

    Attributes:
        near: How much it looks like names of each: of unit length, or shorter where not all of its words are known.
        named: The occupations that it is a name of, as it stands: a unit vector, empty where there is none.
    """

    near: Vector
    named: Vector


NOWHERE = Place(NOTHING, NOTHING)


def rarity(counts: Ints | Floats, whole: int) -> Floats:
    """How much it tells to have what so many of all have, in hundredths; the less, the more have it."""
    told: Floats = np.rint(HUNDREDTHS * (1 + np.log((1 + whole) / (1 + counts))))
    return told


class Occupations:
    """One dictionary of occupations and their names."""

    def __init__(self, table: OccupationTable) -> None:
        self.table = table
        self._words = {word: number for number, word in enumerate(table.words)}
        roots: dict[str, int] = {}
        self._root_of = np.asarray([roots.setdefault(word[:ROOT], len(roots)) for word in table.words], dtype=np.int64)
        self._root_of += len(table.words)
        self._roots = {root: number + len(table.words) for root, number in roots.items()}
        sizes = np.asarray(table.name_sizes, dtype=np.int64)
        words = np.asarray(table.name_words, dtype=np.int64)
        name_of = np.repeat(np.arange(len(sizes)), sizes)
        self._starts = np.concatenate([[0], np.cumsum(table.names_each)[:-1]]).astype(np.int64)
        self._counts = np.bincount(words, minlength=len(table.words))
        self._names, self._name_weights = self._weigh(name_of, words)
        owner = np.repeat(np.arange(len(table.codes)), table.names_each)
        self._texts, self._text_weights = self._pool(owner[name_of], words)
        self._relatives = Postings(*_relations(table), count=len(table.codes), width=len(table.codes))
        self.place = lru_cache(maxsize=100_000)(self._place)

    def __len__(self) -> int:
        return len(self.table.codes)

    def count(self, word: str) -> int:
        """How many names have a word."""
        return int(self._counts[self._words[word]]) if word in self._words else 0

    def _weigh(self, name_of: Ints, words: Ints) -> tuple[Postings, Floats]:
        """Every name as a unit vector over words and roots; and what each of these weighs."""
        width = len(self._words) + len(self._roots)
        rows = np.concatenate([name_of, name_of])
        # Once a name, though two of its words may begin alike.
        entries, _ = _once(rows * width + np.concatenate([words, self._root_of[words]]))
        rows, at = entries // width, entries % width
        weights = rarity(np.bincount(at, minlength=width), len(self.table.name_sizes))
        lengths = np.sqrt(np.bincount(rows, weights=weights[at] ** 2))
        by = np.rint(UNIT * weights[at] / lengths[rows])
        return Postings(rows, at, by, len(self.table.name_sizes), width), weights

    def _pool(self, owners: Ints, words: Ints) -> tuple[Postings, Floats]:
        """Every occupation as a unit vector over the words of its names; and what each word weighs."""
        width = len(self._words)
        entries, times = _once(owners * width + words)
        rows, at = entries // width, entries % width
        weights = rarity(np.bincount(at, minlength=width), len(self))
        # The tenth name with a word says little more than the fifth.
        by = np.rint(weights[at] * (1 + np.log(times)))
        lengths = np.sqrt(np.bincount(rows, weights=by**2))
        return Postings(rows, at, np.rint(UNIT * by / lengths[rows]), len(self), width), weights

    def _place(self, words: Words) -> Place:
        """Where the words of a title lie."""
        numbers = np.asarray([self._words[word] for word in words if word in self._words], dtype=np.int64)
        roots = dict.fromkeys(self._roots[word[:ROOT]] for word in words if word[:ROOT] in self._roots)
        features = np.asarray([*numbers, *roots], dtype=np.int64)
        if not len(numbers):
            return NOWHERE
        likest = np.maximum.reduceat(self._names.dots(unit(features, self._name_weights[features])), self._starts)
        together = self._texts.dots(self.text(dict.fromkeys(words, 1)))
        nearest = self._nearest(100 * likest + TOGETHER * together, PLACES)
        # Cubed: an occupation that is meant outweighs many that share a common word.
        share = nearest.by / nearest.by.max()
        place = self._lend(unit(nearest.at, np.rint(UNIT * share * share * share)))
        near = Vector(place.at, np.rint(place.by * self._share_known(numbers, len(words) - len(numbers))))
        own = np.flatnonzero(likest >= OWN * UNIT**2) if len(numbers) == len(words) else NOTHING.at
        return Place(near, unit(own, np.ones(len(own))))

    def _share_known(self, numbers: Ints, unknown: int) -> float:
        """How much of a title is known, 0 to 1: the length of that part of it."""
        known = float((self._name_weights[numbers] ** 2).sum())
        rarest = float(rarity(np.zeros(1), len(self.table.name_sizes))[0])
        return float(np.sqrt(known / (known + unknown * rarest**2)))

    def text(self, words: Mapping[str, int]) -> Vector:
        """A bag of words (word → how often) as a unit vector over those that names of occupations are made of."""
        known = [word for word in words if word in self._words]
        at = np.asarray([self._words[word] for word in known], dtype=np.int64)
        times = np.asarray([words[word] for word in known], dtype=np.float64)
        return unit(at, times * self._text_weights[at])

    def place_of_text(self, words: Mapping[str, int]) -> Vector:
        """Where a bag of words lies, such as that of somebody's skills: a unit vector, empty where none is known."""
        nearest = self._nearest(self._texts.dots(self.text(words)), TEXT_PLACES)
        return unit(nearest.at, nearest.by)

    def _nearest(self, likeness: Floats, count: int) -> Vector:
        """The occupations with the greatest numbers, the first ones among equals."""
        touched = np.flatnonzero(likeness)
        best = touched[np.argsort(-likeness[touched], kind="stable")[:count]]
        return Vector(best, likeness[best])

    def _lend(self, place: Vector) -> Vector:
        """A place with a share of each occupation's weight at those that are closely related to it."""
        lent = self._relatives.dots(place)
        lent[place.at] += 100 * place.by
        nearest = self._nearest(lent, PLACES_RELATED)
        return unit(nearest.at, nearest.by)

    def name(self, number: int) -> str:
        """An occupation as it is shown, such as "Software Developers" (O*NET 15-1252)."""
        return f"'{self.table.titles[number]}' ({self.table.source} {self.table.codes[number]})"


def _once(values: Ints) -> tuple[Ints, Ints]:
    """The distinct values, ascending, and how often each occurs."""
    ordered = np.sort(values)
    starts = np.flatnonzero(np.diff(ordered, prepend=-1))
    return ordered[starts], np.diff(starts, append=len(ordered))


def _relations(table: OccupationTable) -> tuple[Ints, Ints, Floats]:
    """Related occupations as entries: to whom, from whom, how many per cent."""
    return table.related[:, 1], table.related[:, 0], np.full(len(table.related), float(RELATED))
