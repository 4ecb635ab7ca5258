"""What figures are measured in: days of a window, and a part of a whole.

A window is the last so many days, today included. A ratio keeps its two numbers: nothing over nothing is a dash, never
0 %, and below five only the counts are told.
"""

from dataclasses import dataclass
from datetime import date, timedelta

# Days.
WINDOW = 90
# Fewer than this are told as counts: a share of four people says nothing.
LEAST = 5


@dataclass(frozen=True)
class Ratio:
    """A part of a whole, both counted."""

    part: int
    whole: int

    @property
    def share(self) -> float | None:
        """0 to 1; None where the whole is too small to say."""
        return self.part / self.whole if self.whole >= LEAST else None

    def __str__(self) -> str:
        """The two counts, and the share where it says something: "9 / 14 (64 %)"; "—" for nothing over nothing."""
        if not self.whole:
            return "—"
        counts = f"{self.part:,} / {self.whole:,}"
        return counts if self.share is None else f"{counts} ({percent(self.share)})"


def percent(share: float) -> str:
    """64 %. Only all is 100 %, and only none 0 %."""
    rounded = round(100 * share)
    if 0 < share < 1:
        rounded = min(max(rounded, 1), 99)
    return f"{rounded} %"


@dataclass(frozen=True)
class Window:
    """The days that are looked at, both ends included."""

    first: date
    last: date

    @staticmethod
    def ending(today: date, days: int = WINDOW) -> "Window":
        """The last so many days."""
        return Window(today - timedelta(days=days - 1), today)

    @property
    def days(self) -> int:
        """How many."""
        return (self.last - self.first).days + 1

    def holds(self, day: date | None) -> bool:
        """Whether a day lies in it."""
        return day is not None and self.first <= day <= self.last

    def before(self) -> "Window":
        """The same number of days before."""
        return Window(self.first - timedelta(days=self.days), self.first - timedelta(days=1))
