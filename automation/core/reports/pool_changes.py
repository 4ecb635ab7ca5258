"""How the pocket grew and shrank, and how long the basis for keeping its people lasts.

Each figure is one pure function. The first paragraph of its docstring is the definition that users read next to it.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from automation.core.ledger.persons import History
from automation.core.reasons import ReasonKind
from automation.core.reports.stays import in_pocket, stays
from automation.core.reports.time_windows import Window
from automation.core.workbook.parsed_workbook import Book

# Days before its end in which a basis is about to end.
EXPIRING = 30


@dataclass(frozen=True)
class Growth:
    """How many people came into the pocket in a window, how many left it, and the difference."""

    added: int
    left: int
    net: int


def growth(book: Book, history: History, window: Window) -> Growth:
    """People shelved in the window, and people who were hired, unsubscribed, or whose consent ended in it.

    The difference is that of the pocket's size.
    """
    came, went = days_of_change(book, history, window)
    return Growth(len(came), len(went), len(came) - len(went))


@dataclass(frozen=True)
class Week:
    """A week of the window.

    Attributes:
        monday: Its first day.
        added: How many came into the pocket.
        left: How many left it.
    """

    monday: date
    added: int
    left: int


def by_week(book: Book, history: History, window: Window) -> list[Week]:
    """The same by week, Monday to Sunday, oldest first; the first and the last week may lie partly in the window."""
    came, went = (
        Counter(day - timedelta(days=day.weekday()) for day in days) for days in days_of_change(book, history, window)
    )
    first = window.first - timedelta(days=window.first.weekday())
    mondays = [first + timedelta(weeks=number) for number in range((window.last - first).days // 7 + 1)]
    return [Week(monday, came[monday], went[monday]) for monday in mondays]


def days_of_change(book: Book, history: History, window: Window) -> tuple[list[date], list[date]]:
    """The day on which each person came into the pocket, and the first day on which each left it, in the window."""
    found = stays(book, history)
    came = [stay.came for stay in found if window.holds(stay.came)]
    return came, [stay.left for stay in found if stay.left and window.holds(stay.left)]


def consents(book: Book, today: date) -> dict[str, int]:
    """People by their basis: valid, ending within 30 days, ended, or none where the region asks for one.

    They are those in the pocket, and those who left it only because their consent ended. Where the region asks for
    none, or is not known, it counts as valid.
    """
    counts = dict.fromkeys(("valid", "expiring", "expired", "none"), 0)
    for row in in_pocket(book, today, ended=True):
        consent = row.consent
        if consent.lacking:
            counts["expired" if consent.lacking.kind is ReasonKind.CONSENT_OVER else "none"] += 1
        elif consent.until and consent.until <= today + timedelta(days=EXPIRING):
            counts["expiring"] += 1
        else:
            counts["valid"] += 1
    return counts
