"""The best people of parts, and how they become the best of all: in whatever order parts are merged, it is the same."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from automation.core.rules import COMPONENTS
from automation.core.taxonomy.skill_index import Ints


@dataclass(frozen=True)
class Best:
    """The best people for one requisition, in no order.

    Attributes:
        totals: Scores in tenths.
        parts: The number of each person's part.
        rows: Their rows in that part, as `People.row`.
        points: What they earn of each component of `COMPONENTS`, in tenths: shape (n, 7); -1 for what is not asked.
    """

    totals: Ints
    parts: Ints
    rows: Ints
    points: npt.NDArray[np.int16]

    def __len__(self) -> int:
        return len(self.totals)

    @staticmethod
    def none() -> "Best":
        """No one."""
        empty = np.empty(0, dtype=np.int64)
        return Best(empty, empty, empty, np.empty((0, len(COMPONENTS)), dtype=np.int16))

    def only(self, kept: npt.NDArray[np.bool_]) -> "Best":
        """Some of them."""
        return Best(self.totals[kept], self.parts[kept], self.rows[kept], self.points[kept])


# One for each requisition, in the order of the question.
Answer = Sequence[Best]


def bar_of(totals: Ints, top: int, floor: int) -> int:
    """What a score must reach to be among the `top` best, in tenths; at least `floor`."""
    return floor if len(totals) < top else max(floor, int(np.partition(totals, -top)[-top]))


def merged(answers: Sequence[Answer], top: int) -> Answer:
    """The best of all answers to one question. Those with as many points as the last of the best stay in."""
    return [_merged(of_one, top) for of_one in zip(*answers, strict=True)]


def _merged(some: Sequence[Best], top: int) -> Best:
    columns = ("totals", "parts", "rows", "points")
    whole = Best(*(np.concatenate([getattr(one, name) for one in some]) for name in columns))
    return whole.only(whole.totals >= bar_of(whole.totals, top, 0))
