"""Figures about what was owed to candidates: whether follow-ups were dealt with in time, and promises kept.

Each figure is one pure function. The first paragraph of its docstring is the definition that users read next to it.
A row holds only the last day of contact, so an earlier one that was typed over is not known.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from automation.core.follow_ups.schedule import sent_on
from automation.core.ledger.events import Answer
from automation.core.ledger.persons import History
from automation.core.model import FollowUpFrame, each_row
from automation.core.reports.time_windows import Ratio, Window
from automation.core.text import key_of
from automation.core.workbook.action_log import Kind, read_day
from automation.core.workbook.action_state import ActionState
from automation.core.workbook.exclusions import exclusion
from automation.core.workbook.parsed_workbook import Book

# Days after its date within which a follow-up still counts as on time.
GRACE = 3

# Candidate's compared key → the days on which a recruiter was in touch, or dealt with a follow-up.
Touched = Mapping[str, frozenset[date]]


def touched(book: Book, history: History, actions: ActionState) -> Touched:
    """The days on which each candidate was written to, spoken to, or had a follow-up dealt with."""
    days = {key: set(own) for key, own in sent_on(history.state, history.persons).items()}
    for key, row in book.people.items():
        own = days.setdefault(key, set())
        own.update(one.at.date() for one in history.replies.get(key, ()) if one.state == Answer.SPOKE)
        if row.last_contact:
            own.add(row.last_contact)
    for key, on, _ in _done(actions):
        days.setdefault(key, set()).add(on)
    return {key: frozenset(own) for key, own in days.items()}


def on_time(book: Book, follow_ups: FollowUpFrame, actions: ActionState, days: Touched, window: Window) -> Ratio:
    """Follow-ups due in the window and dealt with by three days later ÷ follow-ups due in it.

    Promises, Revisit on, what was marked done, and what is due now. One that still has time does not count yet.
    """
    outcomes = [
        _in_time(days.get(key, frozenset()), due, window.last)
        for key, due in _due(book, follow_ups, actions)
        if window.holds(due)
    ]
    known = [outcome for outcome in outcomes if outcome is not None]
    return Ratio(sum(known), len(known))


def _due(book: Book, follow_ups: FollowUpFrame, actions: ActionState) -> set[tuple[str, date]]:
    """Every candidate's compared key with a day on which a follow-up was due."""
    found = {(key, due) for key, _, due in _done(actions) if due}
    found.update((str(row.key), row.on) for row in each_row(follow_ups) if row.on)
    for key, row in book.people.items():
        if not exclusion(row):
            after = (day for day in (row.promised_by, row.revisit_on) if day)
            found.update((key, day) for day in after if not row.shelved_on or day >= row.shelved_on)
    return found


def _done(actions: ActionState) -> Iterable[tuple[str, date, date | None]]:
    """Each follow-up that was marked done: candidate's compared key, when, and the day it was due, where known."""
    for line in actions.lines:
        if line.kind is Kind.DONE and line.action_id not in actions.undone:
            yield key_of(line.candidate), line.on, read_day(line.value)


def _in_time(days: frozenset[date], due: date, today: date) -> bool | None:
    """Whether there was a touch from the due day to three days later; None while there is time."""
    last = due + timedelta(days=GRACE)
    if any(due <= day <= last for day in days):
        return True
    return None if last >= today else False


def promises_kept(book: Book, days: Touched, window: Window) -> Ratio:
    """Promises due in the window with a touch between shelving and the promised day ÷ promises due in it.

    A promise for today counts once it is kept.
    """
    outcomes = [
        outcome
        for row in promised(book, window)
        if (outcome := _kept(row, days.get(str(row.Index), frozenset()), window.last)) is not None
    ]
    return Ratio(sum(outcomes), len(outcomes))


def promised(book: Book, window: Window) -> list[Any]:
    """The candidates with a promise that was due in the window."""
    return [row for row in book.people.values() if window.holds(row.promised_by)]


def _kept(row: Any, days: frozenset[date], today: date) -> bool | None:
    if any(day <= row.promised_by and (not row.shelved_on or day > row.shelved_on) for day in days):
        return True
    return None if row.promised_by >= today else False
