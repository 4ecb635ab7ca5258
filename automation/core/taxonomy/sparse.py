"""Sparse vectors of whole numbers: sums of them are exact, in whatever order and on whatever machine."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

# The length of a unit vector. Its square is the product of a vector with itself, up to rounding.
UNIT = 1_000
# So many spans of postings are copied one by one at most.
FEW = 12


class Vector(NamedTuple):
    """Positions, each once, and the whole number at each."""

    at: Ints
    by: Floats


NOTHING = Vector(np.empty(0, dtype=np.int64), np.empty(0))


def unit(at: Ints, by: Floats) -> Vector:
    """A vector of whole numbers, brought to the length `UNIT` and rounded, without entries that round to 0."""
    if not len(at):
        return NOTHING
    scaled = np.rint(UNIT * by / np.sqrt((by * by).sum()))
    kept = scaled > 0
    return Vector(at[kept], scaled[kept])


def nonzero(values: Floats) -> Ints:
    """Where some numbers are not 0. numpy finds that several times faster among truth values than among numbers."""
    return np.flatnonzero(values != 0)


def largest(values: Floats, count: int) -> Ints:
    """The positions of the largest of some numbers, as many as asked for, the first ones among equals; none that is 0.

    The numbers are at least 0.
    """
    at = nonzero(values)
    if len(at) > count:
        least = np.partition(values[at], -count)[-count]
        at = at[values[at] >= least]
    return at[np.argsort(-values[at], kind="stable")[:count]]


def product(one: Vector, other: Vector) -> Vector:
    """What two vectors have in common, position by position."""
    at, here, there = np.intersect1d(one.at, other.at, assume_unique=True, return_indices=True)
    return Vector(at, one.by[here] * other.by[there])


def cosine(one: Vector, other: Vector) -> float:
    """How alike two vectors of at most unit length are, 0 to 1."""
    return min(1.0, float(product(one, other).by.sum()) / UNIT**2)


class Entries(NamedTuple):
    """Many vectors, each with at most one entry per position.

    Attributes:
        rows: Per entry the number of the vector.
        at: Per entry the position.
        by: Per entry the whole number there.
        vectors: How many vectors there are.
    """

    rows: Ints
    at: Ints
    by: Floats
    vectors: int

    @staticmethod
    def of(vectors: Sequence[Vector]) -> "Entries":
        """Vectors, numbered in their order."""
        rows = np.repeat(np.arange(len(vectors)), [len(vector.at) for vector in vectors])
        at = np.concatenate([NOTHING.at, *(vector.at for vector in vectors)])
        by = np.concatenate([NOTHING.by, *(vector.by for vector in vectors)])
        return Entries(rows, at, by, len(vectors))

    def units(self) -> "Entries":
        """The vectors, brought to the length `UNIT` and rounded, without entries that round to 0."""
        lengths = np.sqrt(np.bincount(self.rows, weights=self.by**2, minlength=self.vectors))
        scaled = np.rint(UNIT * self.by / lengths[self.rows])
        kept = scaled > 0
        return Entries(self.rows[kept], self.at[kept], scaled[kept], self.vectors)

    def vector(self) -> Vector:
        """The only vector."""
        return Vector(self.at, self.by)


def counted(rows: Ints, at: Ints, width: int) -> tuple[Ints, Ints, Ints]:
    """Each pair of a row and a position (below `width`) once, in their order, and how often it occurs."""
    ordered = np.sort(rows * width + at)
    starts = np.flatnonzero(np.diff(ordered, prepend=-1))
    pairs = ordered[starts]
    return pairs // width, pairs % width, np.diff(starts, append=len(ordered))


class Postings:
    """Vectors by position: which of them have an entry there, and its number.

    Args:
        entries: The vectors.
        width: How many positions there are.
    """

    def __init__(self, entries: Entries, width: int) -> None:
        # numpy sorts numbers of two bytes by their digits, ten times as fast as others.
        places = entries.at.astype(np.uint16) if width <= 2**16 else entries.at
        order = np.argsort(places, kind="stable")
        # Half the memory: the numbers are small, and sums are made in 64 bits.
        self._rows = entries.rows[order].astype(np.int32)
        self._by = entries.by[order].astype(np.float32)
        self._starts: Ints = np.concatenate([[0], np.cumsum(np.bincount(entries.at, minlength=width))])
        self._count = entries.vectors

    def __len__(self) -> int:
        return self._count

    def dots(self, vector: Vector) -> Floats:
        """What each of the vectors has in common with one: the exact sums of products."""
        rows, products = self.entries(vector)
        sums: Floats = np.bincount(rows, weights=products, minlength=self._count).astype(np.float64, copy=False)
        return sums

    def entries(self, vector: Vector) -> tuple[npt.NDArray[np.int32], Floats]:
        """Which of the vectors have something in common with one, some several times, and the products."""
        starts, ends = self._starts[vector.at], self._starts[vector.at + 1]
        if len(starts) > FEW:
            # Many short spans: their places together.
            lengths = ends - starts
            places = np.repeat(starts - (np.cumsum(lengths) - lengths), lengths) + np.arange(lengths.sum())
            products: Floats = np.multiply(self._by[places], np.repeat(vector.by, lengths), dtype=np.float64)
            return self._rows[places], products
        if not len(starts):
            return self._rows[:0], NOTHING.by
        spans = [slice(*span) for span in zip(starts.tolist(), ends.tolist(), strict=True)]
        rows = np.concatenate([self._rows[span] for span in spans])
        return rows, np.concatenate([self._by[span] * by for span, by in zip(spans, vector.by, strict=True)])

    def cosines(self, vector: Vector) -> Floats:
        """How alike each of the vectors is to one, all of them of at most unit length: 0 to 1."""
        return np.minimum(self.dots(vector) / UNIT**2, 1)

    def table(self, others: Entries) -> Floats:
        """What each of the vectors (columns) has in common with each of some others (rows), exactly."""
        starts, ends = self._starts[others.at], self._starts[others.at + 1]
        lengths = ends - starts
        # One place for each posting of each entry: the entry's first posting, and how far behind it.
        behind = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        places = np.repeat(starts, lengths) + behind
        cells = np.repeat(others.rows * self._count, lengths) + self._rows[places]
        products: Floats = np.repeat(others.by, lengths) * self._by[places]
        sums: Floats = np.bincount(cells, weights=products, minlength=others.vectors * self._count).astype(np.float64)
        return sums.reshape(others.vectors, self._count)
