"""Sparse vectors of whole numbers: sums of them are exact, in whatever order and on whatever machine."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

# The length of a unit vector; its square is what a vector has in common with itself, to rounding.
UNIT = 1_000


class Vector(NamedTuple):
    """Positions, each once, and the whole number at each."""

    at: Ints
    by: Floats


NOTHING = Vector(np.empty(0, dtype=np.int64), np.empty(0))


def unit(at: Ints, by: Floats) -> Vector:
    """A vector of whole numbers, brought to the length `UNIT` and rounded; what rounds to nothing is left out."""
    if not len(at):
        return NOTHING
    scaled = np.rint(UNIT * by / np.sqrt((by * by).sum()))
    kept = scaled > 0
    return Vector(at[kept], scaled[kept])


def product(one: Vector, other: Vector) -> Vector:
    """What two vectors have in common, position by position."""
    at, here, there = np.intersect1d(one.at, other.at, assume_unique=True, return_indices=True)
    return Vector(at, one.by[here] * other.by[there])


def cosine(one: Vector, other: Vector) -> float:
    """How alike two vectors of at most unit length are, 0 to 1."""
    return min(1.0, float(product(one, other).by.sum()) / UNIT**2)


class Postings:
    """Many vectors turned round: at each position, which of them are there, and by what number.

    Args:
        rows: Per entry the number of the vector.
        at: Per entry its position.
        by: Per entry the whole number there.
        count: How many vectors there are.
        width: How many positions.
    """

    def __init__(self, rows: Ints, at: Ints, by: Floats, count: int, width: int) -> None:
        order = np.argsort(at, kind="stable")
        self.rows: Ints = rows[order].astype(np.int64)
        self.by: Floats = by[order].astype(np.float64)
        self.starts: Ints = np.concatenate([[0], np.cumsum(np.bincount(at, minlength=width))])
        self.count = count

    @staticmethod
    def of(vectors: Sequence[Vector], width: int) -> "Postings":
        """The postings of vectors, numbered in their order."""
        rows = np.repeat(np.arange(len(vectors)), [len(vector.at) for vector in vectors])
        at = np.concatenate([NOTHING.at, *(vector.at for vector in vectors)])
        by = np.concatenate([NOTHING.by, *(vector.by for vector in vectors)])
        return Postings(rows, at, by, len(vectors), width)

    def dots(self, vector: Vector) -> Floats:
        """What each of the vectors has in common with one: the exact sums of products."""
        spans = [slice(*span) for span in zip(self.starts[vector.at], self.starts[vector.at + 1], strict=True)]
        if not any(span.start < span.stop for span in spans):
            return np.zeros(self.count)
        rows = np.concatenate([self.rows[span] for span in spans])
        products = np.concatenate([self.by[span] * by for span, by in zip(spans, vector.by, strict=True)])
        sums: Floats = np.bincount(rows, weights=products, minlength=self.count).astype(np.float64, copy=False)
        return sums

    def cosines(self, vector: Vector) -> Floats:
        """How alike each of the vectors is to one, all of them of unit length: 0 to 1."""
        return np.minimum(self.dots(vector) / UNIT**2, 1)
