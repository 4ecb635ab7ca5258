"""Those who are not on a slate: who would be next, and how many others would fit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from automation.core.matching.matcher import Matcher
from automation.core.rules import Rules
from automation.core.sentences import counted

# How many are remembered who would be next on a slate.
MORE = 5


@dataclass(frozen=True)
class NextBest:
    """Who would be next on a slate.

    Attributes:
        ranked: Scores in tenths and compared keys, the best first.
        all_of_them: Whether all others score too little for a slate.
    """

    ranked: Sequence[tuple[int, str]]
    all_of_them: bool


@dataclass(frozen=True)
class LeftOut:
    """How many others would fit a requisition, which never says who.

    Attributes:
        excluded: Candidates whom a basis to contact them would not put on its slate.
        no_basis: Those who are only excluded because there is none.
        by_hand: Those whom a person looks at instead. They are not scored, so whether they would fit is not known.
        in_archive: People of the archive who have no row here, and would be at least Possible.
    """

    excluded: int = 0
    no_basis: int = 0
    by_hand: int = 0
    in_archive: int = 0

    def and_of(self, matcher: Matcher, totals: Sequence[int]) -> "LeftOut":
        """With those candidates of a matcher who are excluded.

        Args:
            matcher: Of candidates who are not counted yet; none of them is kept off this slate alone.
            totals: The scores of all of them in tenths.
        """
        enough = ceil(enough_to_fit(matcher.book.rules) * 10)
        by_basis = sum(totals[at] >= enough for at in matcher.no_basis)
        fitting = sum(totals[at] >= enough for at in set(matcher.barred) - matcher.by_hand)
        return replace(
            self,
            excluded=self.excluded + fitting - by_basis,
            no_basis=self.no_basis + by_basis,
            by_hand=self.by_hand + len(matcher.by_hand),
        )

    @property
    def count(self) -> int:
        """All of them."""
        return self.excluded + self.no_basis + self.by_hand + self.in_archive

    def __str__(self) -> str:
        """Part of a sentence; "" for none."""
        count = self.excluded
        excluded = f"{count:,} would fit, but {'is' if count == 1 else 'are'} excluded" if count else ""
        no_basis = f"{self.no_basis:,} would fit, but there is no basis to contact them" if self.no_basis else ""
        by_hand = f"{counted(self.by_hand, 'person', 'people')} to look at by hand" if self.by_hand else ""
        in_archive = f"{self.in_archive:,} more in the archive" if self.in_archive else ""
        return "; ".join(filter(None, (excluded, no_basis, by_hand, in_archive)))


NONE_LEFT_OUT = LeftOut()


def enough_to_fit(rules: Rules) -> float:
    """The score with which someone would fit, although they are on no slate."""
    return max(rules.possible, rules.slate_floor)
