"""Selection rates of groups side by side, from counts that a person types in. Nothing here judges."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

from automation.core.reports.time_windows import Ratio

# Groups smaller than this are marked: one person more or less changes the picture.
SMALL = 30
# Beyond this nobody types counts in by hand.
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
    """A group beside the one with the highest rate.

    Attributes:
        group: The group.
        ratio: Its rate ÷ the highest rate; None where nobody was considered or selected anywhere.
        p: Fisher's exact two-sided p of the two groups' counts; None for the group with the highest rate itself.
        small: Whether either group is too small to lean on.
    """

    group: Group
    ratio: float | None
    p: float | None
    small: bool


def compare(groups: Sequence[Group]) -> list[Compared]:
    """Each group beside the one with the highest rate, in the order given; one with nobody considered has none.

    Of equal rates the largest group is the one compared with.

    Raises:
        ValueError: Counts are negative, too large, or more were selected than considered; says which group.
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
    """Fisher's exact two-sided p of the table [[a, b], [c, d]]: how often chance alone gives one as unlikely.

    Sums every table with the same margins that is no likelier than this one, in whole numbers, so nothing is rounded
    before the end.
    """
    row, column, total = a + b, a + c, a + b + c + d
    low, high = max(0, row + column - total), min(row, column)
    ways = comb(column, low) * comb(total - column, row - low)
    counted = [ways]
    for k in range(low, high):
        # The next table's number of ways from this one's; the division leaves nothing over.
        ways = ways * (row - k) * (column - k) // ((k + 1) * (total - row - column + k + 1))
        counted.append(ways)
    observed = counted[a - low]
    return sum(one for one in counted if one <= observed) / sum(counted)
