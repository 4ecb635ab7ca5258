"""When each person came into the pocket and left it.

The pocket's size, its trend, and who came and left are all counted from these stays.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from automation.core.ledger.events import LEAVING
from automation.core.ledger.persons import History
from automation.core.model import ShelveReason
from automation.core.reports.time_windows import Window
from automation.core.workbook.exclusions import merged
from automation.core.workbook.parsed_workbook import Book

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stay:
    """One person's time in the pocket.

    Attributes:
        row: Of the candidates' frame.
        came: The day on which they were shelved; `date.min` where it is not known.
        left: The first day on which they are not in it; None for none.
    """

    row: Any
    came: date
    left: date | None

    def holds(self, day: date) -> bool:
        """Whether they are in the pocket on a day."""
        return self.came <= day and (self.left is None or day < self.left)


def stays(book: Book, history: History | None = None, *, ended: bool = False) -> list[Stay]:
    """The stays of all people who were ever in the pocket; a person with several merged rows has one.

    They leave when they are hired, unsubscribe, or their consent ends. Who must not be contacted, and did not say so
    on a known day, was never in it; nor was anyone who is shelved for conduct.

    Args:
        book: The workbook.
        history: With the replies that say when someone unsubscribed; None leaves such people out altogether.
        ended: Whether people whose consent ended stay.
    """
    found = (_stay(row, _gone(key, history), ended=ended) for key, row in book.people.items())
    return [stay for stay in found if stay]


def _gone(key: str, history: History | None) -> list[date]:
    """The days on which someone unsubscribed."""
    return [one.at.date() for one in history.replies.get(key, ()) if one.state in LEAVING] if history else []


def _stay(row: Any, gone: list[date], *, ended: bool) -> Stay | None:
    if row.shelve_reason is ShelveReason.CONDUCT or merged(row):
        return None
    if row.do_not_contact or row.suppressed or row.organisation:
        if not gone:
            return None
    else:
        # They came back since.
        gone = []
    until = None if ended else row.consent.until
    ends = [*gone, *([until + DAY] if until else []), *([_hired_day(row.hired_on)] if row.hired_on else [])]
    came, left = row.shelved_on or date.min, min(ends, default=None)
    return None if left and left <= came else Stay(row, came, left)


def _hired_day(hired_on: str) -> date:
    """The day in Hired on; a text that is not a day counts as hired from the beginning."""
    try:
        return date.fromisoformat(hired_on)
    except ValueError:
        return date.min


def in_pocket(book: Book, on: date, *, ended: bool = False) -> list[Any]:
    """People shelved by that day: not hired by then, not do-not-contact, not shelved for conduct, consent not ended.

    Whether a candidate is do-not-contact is known as of now only, and applies to earlier days too.

    Args:
        book: The workbook.
        on: The day.
        ended: Whether people whose consent ended count, too.
    """
    return [stay.row for stay in stays(book, ended=ended) if stay.holds(on)]


def pool_trend(found: Iterable[Stay], window: Window, points: int = 13) -> list[int]:
    """The size of the pocket on evenly spaced days, from the day before the window to its last day."""
    pairs = [(stay.came, stay.left or date.max) for stay in found]
    came, left = (sorted(days) for days in zip(*pairs, strict=True)) if pairs else ([], [])
    steps = min(points, window.days + 1) - 1
    days = [window.last - timedelta(days=round(window.days * back / steps)) for back in range(steps, -1, -1)]
    return [bisect_right(came, day) - bisect_right(left, day) for day in days]
