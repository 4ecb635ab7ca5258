"""How the pocket grew and shrank, and how long the basis for keeping its people lasts.

Each figure is one pure function. The first paragraph of its docstring is the definition that users read next to it.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from automation.core.follow_ups.consent import consent_of
from automation.core.ledger.events import LEAVING
from automation.core.ledger.persons import History
from automation.core.model import Conventions
from automation.core.reasons import ReasonKind
from automation.core.reports.pool_health import in_pocket
from automation.core.reports.time_windows import Window
from automation.core.workbook.action_log import read_day
from automation.core.workbook.parsed_workbook import Book

# Days before its end in which a basis is about to end.
EXPIRING = 30


@dataclass(frozen=True)
class Growth:
    """How many people came into the pocket in a window, how many left it, and the difference."""

    added: int
    left: int
    net: int


def growth(book: Book, history: History, conventions: Conventions, window: Window) -> Growth:
    """People shelved in the window, and people who were hired, unsubscribed, or whose consent ended in it."""
    added = sum(window.holds(row.shelved_on) for row in book.people.values())
    left = 0
    for key, row in book.people.items():
        hired = read_day(row.hired_on) if row.hired_on else None
        gone = [one.at.date() for one in history.replies.get(key, ()) if one.state in LEAVING]
        until = consent_of(row, conventions, window.last).until
        ended = until + timedelta(days=1) if until else None
        left += any(map(window.holds, (hired, ended, *gone)))
    return Growth(added, left, added - left)


def consents(book: Book, conventions: Conventions, today: date) -> dict[str, int]:
    """People in the pocket by their basis: valid, ending within 30 days, ended, or none where the region asks for one.

    Where the region asks for none, or is not known, it counts as valid.
    """
    counts = dict.fromkeys(("valid", "expiring", "expired", "none"), 0)
    for row in in_pocket(book, today):
        consent = consent_of(row, conventions, today)
        if consent.lacking:
            counts["expired" if consent.lacking.kind is ReasonKind.CONSENT_OVER else "none"] += 1
        elif consent.until and consent.until <= today + timedelta(days=EXPIRING):
            counts["expiring"] += 1
        else:
            counts["valid"] += 1
    return counts
