"""Compares the selection rates of groups, from counts that a user types in. It draws no conclusions."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

from automation.core.reports.time_windows import Ratio

# Smaller groups are marked, because one person more or less changes their rate much.
SMALL = 30
# Larger counts are probably typing errors.
MOST = 100_000


@dataclass(frozen=True)
class Group:
    """A group's counts: how many were considered, and how many of them were selected."""

    name: str
    considered: int
    selected: int

    @property
    def rate(self) -> Ratio:
        """Selected ÷ considered."""
        return Ratio(self.selected, self.considered)


@dataclass(frozen=True)
class Compared:
    """A group, compared with the group that has the highest rate.

    Attributes:
        group: The group.
        ratio: Its rate ÷ the highest rate; None where no one was considered in it, or selected in any group.
        p: Fisher's exact two-sided p of the two groups' counts; None for the group with the highest rate itself.
        small: Whether either group is smaller than `SMALL`.
    """

    group: Group
    ratio: float | None
    p: float | None
    small: bool


def compare(groups: Sequence[Group]) -> list[Compared]:
    """Each group compared with the one with the highest rate, in the given order.

    Groups in which no one was considered have no rate. Of equal highest rates, that of the largest group is taken.

    Raises:
        ValueError: Counts are negative, too large, or more were selected than considered; the message names the group.
    """
    for group in groups:
        if not 0 <= group.selected <= group.considered <= MOST:
            raise ValueError(
                f"{group.name}: selected must lie between 0 and considered, and considered at most {MOST:,}."
            )
    asked = [group for group in groups if group.considered]
    if not asked:
        return [Compared(group, None, None, small=True) for group in groups]
    best = max(asked, key=lambda group: (group.selected / group.considered, group.considered))
    return [_beside(group, best) for group in groups]


def _beside(group: Group, best: Group) -> Compared:
    small = min(group.considered, best.considered) < SMALL
    if not group.considered or not best.selected:
        return Compared(group, None, None, small)
    ratio = group.selected * best.considered / (group.considered * best.selected)
    if group is best:
        return Compared(group, 1.0, None, small)
    missed, best_missed = group.considered - group.selected, best.considered - best.selected
    return Compared(group, ratio, fisher_exact(group.selected, missed, best.selected, best_missed), small)


def fisher_exact(a: int, b: int, c: int, d: int) -> float:
    """Fisher's exact two-sided p of the table [[a, b], [c, d]]: how often chance alone gives a table as unlikely.

    It sums all tables with the same margins that are not more likely than this one, in whole numbers, so that only the
    result is rounded.
    """
    row, column, total = a + b, a + c, a + b + c + d
    low, high = max(0, row + column - total), min(row, column)
    ways = comb(column, low) * comb(total - column, row - low)
    counted = [ways]
    for k in range(low, high):
        # The next table's number of ways from this one's; the division has no remainder.
        ways = ways * (row - k) * (column - k) // ((k + 1) * (total - row - column + k + 1))
        counted.append(ways)
    observed = counted[a - low]
    return sum(one for one in counted if one <= observed) / sum(counted)
