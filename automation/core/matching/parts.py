"""What candidates earn of one component of a requisition, and whether it is known for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from automation.core.matching.candidate_arrays import UNKNOWN, Bools, Pool
from automation.core.taxonomy.skill_comparison import FULL
from automation.core.taxonomy.skill_index import Holders, Ints

HALF = FULL // 2
# Days between the last contact and the opening of the requisition → what recency earns.
RECENCY = ((180, FULL), (365, 6_667), (730, 3_333))
_RECENCY_DAYS = np.asarray([days for days, _ in RECENCY], dtype=np.int64)
_RECENCY_EARNS = np.asarray([*(fraction for _, fraction in RECENCY), 0], dtype=np.int64)


class Part(Protocol):
    """One component of one requisition: what candidates earn of it, and whether it is known for them."""

    def earned(self, positions: Ints) -> Ints:
        """The fractions, 0 to `FULL`, of candidates at these positions."""

    def known(self, positions: Ints) -> Bools:
        """Whether the candidates' rows hold what is compared."""


@dataclass(frozen=True)
class ByValue:
    """A component with one value in each row.

    Attributes:
        fractions: What each distinct value earns, 0 to `FULL`.
        is_known: Whether each distinct value is known.
        of: The number of the value in each row.
    """

    fractions: Ints
    is_known: Bools
    of: Ints

    def places(self, positions: Ints) -> Ints:
        """Where in `fractions` what candidates earn is."""
        return self.of[positions]

    def earned(self, positions: Ints) -> Ints:
        """The fractions of candidates."""
        return self.fractions[self.places(positions)]

    def known(self, positions: Ints) -> Bools:
        """Whether their values are known."""
        known: Bools = self.is_known[self.of[positions]]
        return known


@dataclass(frozen=True)
class ByWork(ByValue):
    """The kind of work, of which less is left the further away the level is.

    `fractions` holds what each distinct kind of work earns at the level asked for, then the same a step away, and then
    the same further away.

    Attributes:
        levels: The level in each row, `UNKNOWN` where it is not known.
        begins: Where in `fractions` the values for each level begin, by level and then for `UNKNOWN`.
    """

    levels: Ints
    begins: Ints

    def places(self, positions: Ints) -> Ints:
        """Where in `fractions` what candidates earn is."""
        return self.of[positions] + self.begins[self.levels[positions]]


def found(candidates: Ints, values: npt.NDArray[np.signedinteger[Any]], positions: Ints) -> Ints:
    """The values at these positions, from the values of some candidates (ascending positions); 0 for all others."""
    if not len(candidates):
        return np.zeros(len(positions), dtype=np.int64)
    places = np.minimum(candidates.searchsorted(positions), len(candidates) - 1)
    return np.where(candidates[places] == positions, values[places], np.int64(0))


@dataclass(frozen=True)
class BySkills:
    """The weighted mean of what the asked skills earn; `holders` and `weights` are in the same order."""

    holders: Sequence[Holders]
    weights: Sequence[int]
    listed: Bools

    def fraction(self, credit: Ints) -> Ints:
        """The mean credit, from the sum of credit × weight; halves are rounded up."""
        whole = sum(self.weights)
        return (2 * credit + whole) // (2 * whole)

    def credit_for(self, fraction: Ints) -> Ints:
        """The smallest sum of credit × weight that gives at least this fraction."""
        whole = sum(self.weights)
        return -((whole - 2 * whole * fraction) // 2)

    def earned(self, positions: Ints) -> Ints:
        """The fractions of candidates."""
        total = np.zeros(len(positions), dtype=np.int64)
        for held, weight in zip(self.holders, self.weights, strict=True):
            total += weight * found(held.candidates, held.credit, positions)
        return self.fraction(total)

    def known(self, positions: Ints) -> Bools:
        """Whether their rows list any skills."""
        listed: Bools = self.listed[positions]
        return listed


@dataclass(frozen=True)
class ByRecord:
    """The mean of rating, furthest stage, and recency of contact when the requisition opened."""

    pool: Pool
    opened_on: date | None

    def earned(self, positions: Ints) -> Ints:
        """The fractions of candidates."""
        record = self.pool.record[positions]
        # Recency alone is no track record: every candidate was shelved on some day.
        return np.where(record == UNKNOWN, 0, (2 * (record + self._recency(positions)) + 3) // 6)

    def _recency(self, positions: Ints) -> Ints:
        if self.opened_on is None:
            return np.zeros(len(positions), dtype=np.int64)
        # An unknown contact is day -1, so long ago that it earns nothing.
        days = self.opened_on.toordinal() - self.pool.contacts[positions]
        return _RECENCY_EARNS[_RECENCY_DAYS.searchsorted(days)]

    def known(self, positions: Ints) -> Bools:
        """Whether their rows have a rating or a stage."""
        known: Bools = self.pool.record[positions] != UNKNOWN
        return known
