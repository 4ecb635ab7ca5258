"""The window of days that figures look at, and ratios.

A window is a number of days up to and including today. A ratio keeps its two numbers. 0 of 0 is shown as a dash, not
as 0 %, and below five only the counts are shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

# Days.
WINDOW = 90
# Below this only counts are shown: a share of four people means little.
LEAST = 5


@dataclass(frozen=True)
class Ratio:
    """A part of a whole, both counted."""

    part: int
    whole: int

    @property
    def share(self) -> float | None:
        """0 to 1; None where the whole is smaller than `LEAST`."""
        return self.part / self.whole if self.whole >= LEAST else None

    def __str__(self) -> str:
        """The two counts, and the share if the whole is large enough: "9 / 14 (64 %)"; "—" for 0 of 0."""
        if not self.whole:
            return "—"
        counts = f"{self.part:,} / {self.whole:,}"
        return counts if self.share is None else f"{counts} ({percent(self.share)})"


@dataclass(frozen=True)
class Days:
    """How many days something took, once for each case."""

    each: Sequence[int]

    @property
    def median(self) -> float | None:
        """The middle one; None where there are none."""
        return median(self.each) if self.each else None

    @property
    def p90(self) -> float | None:
        """The 90th percentile, between two cases in proportion; None where there are none."""
        if not self.each:
            return None
        ordered = sorted(self.each)
        # In tenths of the way from one case to the next.
        place = 9 * (len(ordered) - 1)
        at, tenths = divmod(place, 10)
        return ordered[at] + (tenths * (ordered[at + 1] - ordered[at]) / 10 if tenths else 0)

    def __len__(self) -> int:
        return len(self.each)


def percent(share: float) -> str:
    """64 %. Only 1 gives 100 %, and only 0 gives 0 %."""
    rounded = round(100 * share)
    if 0 < share < 1:
        rounded = min(max(rounded, 1), 99)
    return f"{rounded} %"


@dataclass(frozen=True)
class Window:
    """The days that a figure looks at, both ends included."""

    first: date
    last: date

    @staticmethod
    def ending(today: date, days: int = WINDOW) -> "Window":
        """The last `days` days, today included."""
        return Window(today - timedelta(days=days - 1), today)

    @property
    def days(self) -> int:
        """How many."""
        return (self.last - self.first).days + 1

    def holds(self, day: date | None) -> bool:
        """Whether a day is in it; False for None."""
        return day is not None and self.first <= day <= self.last

    def before(self) -> "Window":
        """The same number of days before."""
        return Window(self.first - timedelta(days=self.days), self.first - timedelta(days=1))
