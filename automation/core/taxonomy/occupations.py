"""Occupations as a space: a title lies at the occupations with names that look like it.

Two titles mean the same work where they look like names of the same occupations ("explicit semantic analysis", after
Gabrilovich and Markovitch, 2007). "Attorney" and "Lawyer" share few letters, but both name O*NET 23-1011.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import numpy as np

from automation.core.taxonomy.bundled_data import OccupationTable
from automation.core.taxonomy.sparse import (
    NOTHING,
    UNIT,
    Entries,
    Floats,
    Ints,
    Postings,
    Vector,
    counted,
    largest,
    product,
    unit,
)

Words = tuple[str, ...]

# The beginning of a word counts beside the word: an accountant does accounting.
ROOT = 6
# How many occupations make up the place of a name: without related ones, and with them; and that of a longer text.
PLACES, PLACES_RELATED, TEXT_PLACES = 20, 24, 50
# What all names of an occupation together add, in per cent of what its likest name adds.
TOGETHER = 50
# Per cent of its weight that an occupation lends to each closely related one.
RELATED = 20
# How far two closely related occupations count as one if a title names both. Of titles that name an occupation
# together, experts called 71 % the same work if they name no other, 60 % if they name a closely related one, too, and
# 47 % if they name another. What such titles earn goes down like 71, 62 and 50.
RELATED_SAME = 0.5
# Logarithms are kept in hundredths, so that they are whole numbers.
HUNDREDTHS = 100
# A title is a name of an occupation if they are this alike; the rest allows for rounding.
OWN = 0.99


class Place(NamedTuple):
    """Where a title lies among occupations.

    Attributes:
        near: How much it looks like names of each: a unit vector, or shorter if some of its words are unknown.
        named: The occupations that have it as a name: a unit vector, or empty.
    """

    near: Vector
    named: Vector


# How many texts are placed at a time: the table of a block is dense.
BLOCK = 128
NO_ENTRIES = (NOTHING.at, NOTHING.at, NOTHING.by)
NOWHERE = Place(NOTHING, NOTHING)


def rarity(counts: Ints | Floats, whole: int) -> Floats:
    """The weight of what `counts` of `whole` texts have, in hundredths: the fewer have it, the more it weighs."""
    weights: Floats = np.rint(HUNDREDTHS * (1 + np.log((1 + whole) / (1 + counts))))
    return weights


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
        self._counts = np.bincount(words, minlength=len(table.words))
        self._names, self._name_weights = self._weigh(name_of, words)
        self._owner = np.repeat(np.arange(len(table.codes)), table.names_each)
        self._texts, self._text_weights = self._pool(self._owner[name_of], words)
        self._relatives = _relations(table)
        self._related = _related(table)
        self._first_names = np.cumsum([0, *table.names_each])[:-1]
        self._name_ends = np.cumsum(table.name_sizes)
        self.place = lru_cache(maxsize=100_000)(self._place)

    def __len__(self) -> int:
        return len(self.table.codes)

    def count(self, word: str) -> int:
        """How many names have a word."""
        return int(self._counts[self._words[word]]) if word in self._words else 0

    def _weigh(self, name_of: Ints, words: Ints) -> tuple[Postings, Floats]:
        """Every name as a unit vector over words and roots; and the weights of these."""
        width = len(self._words) + len(self._roots)
        # A root counts once per name, even if two words begin alike.
        rows, at, _ = counted(np.tile(name_of, 2), np.concatenate([words, self._root_of[words]]), width)
        weights = rarity(np.bincount(at, minlength=width), len(self.table.name_sizes))
        names = Entries(rows, at, weights[at], len(self.table.name_sizes))
        return Postings(names.units(), width), weights

    def _pool(self, owners: Ints, words: Ints) -> tuple[Postings, Floats]:
        """Every occupation as a unit vector over the words of its names; and the weights of the words."""
        rows, at, times = counted(owners, words, len(self._words))
        weights = rarity(np.bincount(at, minlength=len(self._words)), len(self))
        # The tenth name with a word says little more than the fifth.
        texts = Entries(rows, at, np.rint(weights[at] * (1 + np.log(times))), len(self))
        return Postings(texts.units(), len(self._words)), weights

    def _own_title(self, occupation: int) -> frozenset[str]:
        """The words of an occupation's own title, which is its first name."""
        name = self._first_names[occupation]
        end, table = self._name_ends[name], self.table
        return frozenset(table.words[number] for number in table.name_words[end - table.name_sizes[name] : end])

    def _place(self, words: Words) -> Place:
        """Where the words of a title lie."""
        numbers = np.asarray([self._words[word] for word in words if word in self._words], dtype=np.int64)
        roots = dict.fromkeys(self._roots[word[:ROOT]] for word in words if word[:ROOT] in self._roots)
        features = np.asarray([*numbers, *roots], dtype=np.int64)
        if not len(numbers):
            return NOWHERE
        likest = self._likest_names(unit(features, self._name_weights[features]))
        together = self._texts.dots(unit(numbers, self._text_weights[numbers]))
        place = self._around(100 * likest + TOGETHER * together)
        near = Vector(place.at, np.rint(place.by * self._share_known(numbers, len(words) - len(numbers))))
        own = np.flatnonzero(likest >= OWN * UNIT**2) if len(numbers) == len(words) else NOTHING.at
        return Place(near, unit(own, np.ones(len(own))))

    def meant(self, words: Words, place: Place) -> Vector:
        """The occupations that a title means as a name, in the length of `in_length`.

        That is the occupation whose own title it is: a graphic designer is one of O*NET's "Graphic Designers", although
        it calls web designers so, too. Else it is each that has it for a name, by how much it looks like its names.

        Args:
            words: Of the title.
            place: Where they lie.
        """
        if not len(place.named.at):
            return NOTHING
        titled = [at for at in place.named.at.tolist() if self._own_title(at) == frozenset(words)]
        own = np.asarray(titled) if titled else place.named.at
        looks = np.ones(len(self))
        looks[place.near.at] = place.near.by
        return self.in_length(Vector(own, looks[own]))

    def with_related(self, vector: Vector) -> Vector:
        """A vector over occupations in which those count, too, that are closely related to the ones it holds."""
        total = RELATED_SAME * self._related.dots(vector)
        total[vector.at] += vector.by
        at = np.flatnonzero(total)
        return Vector(at, total[at])

    def in_length(self, meant: Vector) -> Vector:
        """Occupations as a vector whose product with what `with_related` makes of it is that of a unit vector."""
        if len(meant.at) <= 1:
            return unit(*meant)
        length = np.sqrt(product(meant, self.with_related(meant)).by.sum())
        scaled = np.rint(UNIT * meant.by / length)
        return Vector(meant.at[scaled > 0], scaled[scaled > 0])

    def meant_alike(self, titles: Postings, meant: Vector) -> Floats:
        """How far each of some titles means what one means, 0 to 1; 0 where they name no occupation together.

        Args:
            titles: What each title means.
            meant: What the one means.
        """
        if not len(meant.at):
            return np.zeros(len(titles))
        return np.where(titles.dots(meant) > 0, titles.cosines(self.with_related(meant)), 0)

    def _around(self, likeness: Floats) -> Vector:
        """The occupations with the greatest numbers and those closely related to them, as a unit vector."""
        nearest = self._nearest(likeness, PLACES)
        # Cubed: an occupation that is meant outweighs many that share a common word.
        share = nearest.by / nearest.by.max()
        return self._lend(unit(nearest.at, np.rint(UNIT * share * share * share)))

    def near(self, words: Mapping[str, float], known: float) -> Vector:
        """Where some words lie that count by their weights; shorter than a unit vector if only a share is known."""
        likest = self.likest(words)
        if not likest.any():
            return NOTHING
        weights = {self._words[word]: weight for word, weight in words.items() if word in self._words}
        numbers = np.asarray(list(weights), dtype=np.int64)
        weighed = unit(numbers, self._text_weights[numbers] * np.asarray(list(weights.values())))
        place = self._around(100 * UNIT**2 * likest + TOGETHER * self._texts.dots(weighed))
        return Vector(place.at, np.rint(place.by * np.sqrt(known)))

    def likest(self, words: Mapping[str, float]) -> Floats:
        """How like some words, which count by their weights, are to the likest name of each occupation, 0 to 1."""
        features = self._features(words)
        if not features:
            return np.zeros(len(self))
        at = np.asarray(list(features), dtype=np.int64)
        weighed = unit(at, self._name_weights[at] * np.asarray(list(features.values())))
        return self._likest_names(weighed) / UNIT**2

    def _likest_names(self, vector: Vector) -> Floats:
        """What the likest name of each occupation has in common with a vector."""
        names, products = self._names.entries(vector)
        shared = np.bincount(names, weights=products)
        likest = np.zeros(len(self))
        # Few of the names have anything in common with it.
        np.maximum.at(likest, self._owner[names], shared[names])
        return likest

    def likeness(self, words: Words) -> float:
        """How like the words of a title are to its likest name, 0 to 1."""
        numbers = np.asarray([self._words[word] for word in words if word in self._words], dtype=np.int64)
        if not len(numbers):
            return 0
        return float(self.likest(dict.fromkeys(words, 1)).max()) * self._share_known(numbers, len(words) - len(numbers))

    def _features(self, words: Mapping[str, float]) -> dict[int, float]:
        features: dict[int, float] = {}
        for word, weight in words.items():
            for number in (self._words.get(word), self._roots.get(word[:ROOT])):
                if number is not None and word in self._words:
                    features[number] = max(features.get(number, 0), weight)
        return features

    def _share_known(self, numbers: Ints, unknown: int) -> float:
        """How much of a title is known, 0 to 1: the length of that part of it."""
        known = float((self._name_weights[numbers] ** 2).sum())
        rarest = float(rarity(np.zeros(1), len(self.table.name_sizes))[0])
        return float(np.sqrt(known / (known + unknown * rarest**2)))

    def bags(self, texts: Iterable[Iterable[str]]) -> Entries:
        """Texts as unit vectors over the words that names of occupations are made of, by how often they have each."""
        numbers = [[self._words[word] for word in words if word in self._words] for words in texts]
        owners = np.repeat(np.arange(len(numbers)), [len(own) for own in numbers])
        words = np.asarray(list(chain.from_iterable(numbers)), dtype=np.int64)
        rows, at, times = counted(owners, words, len(self._words))
        return Entries(rows, at, times * self._text_weights[at], len(numbers)).units()

    def places(self, bags: Entries) -> Entries:
        """Where bags of words lie, such as the words of a candidate's skills: unit vectors over the occupations."""
        found = [NO_ENTRIES]
        for first in range(0, bags.vectors, BLOCK):
            end = min(first + BLOCK, bags.vectors)
            block = slice(*np.searchsorted(bags.rows, [first, end]).tolist())
            own = Entries(bags.rows[block] - first, bags.at[block], bags.by[block], end - first)
            rows, at, by, _ = self._nearest_to_each(own).units()
            found.append((rows + first, at, by))
        rows, at, by = (np.concatenate(parts) for parts in zip(*found, strict=True))
        return Entries(rows, at, by, bags.vectors)

    def _nearest_to_each(self, bags: Entries) -> Entries:
        """The occupations nearest to some bags; of equals, the first ones."""
        likeness = self._texts.table(bags)
        last = np.partition(likeness, -TEXT_PLACES, axis=1)[:, -TEXT_PLACES, None] if len(self) > TEXT_PLACES else 0
        above, equal = likeness > last, (likeness == last) & (likeness > 0)
        left = TEXT_PLACES - above.sum(axis=1, keepdims=True)
        rows, at = np.nonzero(above | (equal & (equal.cumsum(axis=1) <= left)))
        return Entries(rows, at, likeness[rows, at], bags.vectors)

    def _nearest(self, likeness: Floats, count: int) -> Vector:
        """The occupations with the greatest numbers, the first ones among equals."""
        best = largest(likeness, count)
        return Vector(best, likeness[best])

    def _lend(self, place: Vector) -> Vector:
        """A place in which each occupation has lent a share of its weight to those closely related to it."""
        lent = self._relatives.dots(place)
        lent[place.at] += 100 * place.by
        nearest = self._nearest(lent, PLACES_RELATED)
        return unit(nearest.at, nearest.by)

    def name(self, number: int) -> str:
        """An occupation as it is shown, such as "Software Developers" (O*NET 15-1252)."""
        return f"'{self.table.titles[number]}' ({self.table.source} {self.table.codes[number]})"


def _related(table: OccupationTable) -> Postings:
    """Each occupation as those that are closely related to it, one way or the other."""
    pairs = np.asarray(table.related, dtype=np.int64).reshape(-1, 2)
    one, other, _ = counted(pairs.ravel(), pairs[:, ::-1].ravel(), len(table.codes))
    return Postings(Entries(one, other, np.ones(len(one)), len(table.codes)), len(table.codes))


def _relations(table: OccupationTable) -> Postings:
    """Each occupation as the per cents that closely related ones lend to it."""
    to, of = table.related[:, 1], table.related[:, 0]
    return Postings(Entries(to, of, np.full(len(of), float(RELATED)), len(table.codes)), len(table.codes))
