"""What needs attention today: a short list, most urgent first, each entry once."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any

from automation.core.ledger.events import State
from automation.core.ledger.persons import History
from automation.core.matching.scoring import open_requisitions
from automation.core.model import FollowUpFrame, MatchFrame, each_row
from automation.core.reasons import Reason, ReasonKind
from automation.core.text import key_of
from automation.core.workbook.parsed_workbook import Book


class Urgency(IntEnum):
    """The kind of a need, most urgent first."""

    ANSWER = 0  # They are interested, or their reply is to be read.
    PROMISE = 1  # A promise of ours is due.
    STRONG = 2  # A new Strong match.
    UNKNOWN = 3  # A message may or may not have gone out.
    CHECK = 4  # The pocket has not been checked for an open requisition.
    CONSENT = 5  # After that day we may not keep them.
    STATED = 6  # They named the day themselves.
    OTHER = 7


_URGENCY = {
    ReasonKind.UNKNOWN_DELIVERY: Urgency.UNKNOWN,
    ReasonKind.INTERESTED: Urgency.ANSWER,
    ReasonKind.WROTE: Urgency.ANSWER,
    ReasonKind.PROMISED: Urgency.PROMISE,
    ReasonKind.POCKET_CHECK: Urgency.CHECK,
    ReasonKind.CONSENT_ENDS: Urgency.CONSENT,
    ReasonKind.CONSENT_ENDED: Urgency.CONSENT,
    ReasonKind.STRONG_MATCH: Urgency.STRONG,
    ReasonKind.FREE_FROM: Urgency.STATED,
    ReasonKind.REVISIT: Urgency.STATED,
    ReasonKind.ASKED_AGAIN: Urgency.STATED,
}


@dataclass(frozen=True)
class Need:
    """One entry of the list.

    Attributes:
        urgency: Its kind.
        since: The day it is due, or since when it waits.
        reason: Why.
        candidate: The candidate (compared key); "" where it is about a requisition.
        requisition: The requisition (compared key); "" where it is about a candidate.
        owner: The recruiter it is assigned to; "" for unassigned.
    """

    urgency: Urgency
    since: date
    reason: Reason
    candidate: str = ""
    requisition: str = ""
    owner: str = ""


def needs(book: Book, matches: MatchFrame, follow_ups: FollowUpFrame, history: History, today: date) -> list[Need]:
    """Everything that is due, most urgent first, then what has waited longest."""
    found = [*_unknowns(book, history), *_unchecked(book, matches), *_due(follow_ups, today)]
    return sorted(found, key=lambda need: (need.urgency, need.since, need.candidate, need.requisition))


def urgency_of(reason: Reason | None) -> Urgency:
    """The kind of a follow-up with this reason."""
    return _URGENCY.get(reason.kind, Urgency.OTHER) if reason else Urgency.OTHER


def _due(follow_ups: FollowUpFrame, today: date) -> Iterable[Need]:
    for row in each_row(follow_ups):
        if row.on is not None and row.on <= today:
            yield Need(urgency_of(row.reason), row.on, row.reason, candidate=row.key, owner=row.owner)


def _unknowns(book: Book, history: History) -> Iterable[Need]:
    for send in history.state.sends.values():
        row = next((key for key in history.recipients.get(send.send_id, ()) if key in book.candidates.index), "")
        if send.state is State.UNKNOWN and row:
            why = Reason(ReasonKind.UNKNOWN_DELIVERY)
            yield Need(Urgency.UNKNOWN, send.at.date(), why, candidate=row, owner=send.queued.by)


def _unchecked(book: Book, matches: MatchFrame) -> Iterable[Need]:
    """Open requisitions with a slate whose pocket check is not done."""
    waiting = Counter(matches["req_key"])
    for row in each_row(open_requisitions(book.requisitions)):
        people = waiting[row.Index]
        if people and row.pocket_checked_on is None and row.opened_on is not None:
            why = Reason(ReasonKind.POCKET_CHECK, row.posted_on, count=people)
            yield Need(Urgency.CHECK, row.opened_on, why, requisition=row.Index, owner=row.recruiter)


def most_urgent_first(follow_ups: Iterable[Any]) -> list[Any]:
    """Rows of the follow-ups that have a day, in the order of `needs`: by kind, then by what has waited longest."""
    return sorted(follow_ups, key=lambda row: (urgency_of(row.reason), row.on, row.key))


def of_owner(found: Iterable[Need], owner: str) -> list[Need]:
    """The needs of one owner, whatever the case; all needs where `owner` is ""."""
    return [need for need in found if not owner or key_of(need.owner) == key_of(owner)]
