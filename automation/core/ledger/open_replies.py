"""Replies that a recruiter still has to deal with, and the replies to show next to a candidate."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from automation.core.ledger.events import BOUNCES, LEAVING, Answer, Event, Step
from automation.core.ledger.replies import choices, has_unsubscribed, is_open, until_of
from automation.core.ledger.sends import Send
from automation.core.ledger.state import LedgerState
from automation.core.text import key_of

_FOR_A_PERSON = frozenset({Answer.INTERESTED, Answer.DETAILS, Answer.REPLIED, Answer.AUTO_REPLY, *BOUNCES})


def for_a_person(state: LedgerState) -> list[Event]:
    """The replies and bounces that a recruiter has to deal with, oldest first."""
    found = [
        one
        for replies in state.answers.values()
        for one in replies
        if one.state in _FOR_A_PERSON and one.message_id not in state.handled
    ]
    return sorted(found, key=lambda one: one.at)


def beside(
    state: LedgerState, replies: Sequence[Event], sends: Iterable[Send], today: date, requisition: str = ""
) -> list[Event]:
    """The replies to show next to a candidate: their choice about an opening, then the latest one to deal with.

    A "not now" is shown for every opening until its day comes, since it blocks every match. Without an opening, a
    choice is shown only while it is to be dealt with or waited for.

    Args:
        state: The ledger.
        replies: The candidate's replies, in the order in which they were recorded.
        sends: The messages to them.
        today: The workbook's day.
        requisition: The key of the opening, in any case; "" for none.
    """
    left = [one for one in replies if one.state in LEAVING]
    if not replies or has_unsubscribed(replies):
        return left[-1:]
    # An alert deals with no reply.
    touched = max((send.at for send in sends if state.reached(send) and send.queued.step != Step.ALERT), default=None)
    waiting = [one for one in replies if is_open(one, state, touched) and one.state in _FOR_A_PERSON]
    choice = _choice(choices(replies), waiting, today, requisition)
    others = [one for one in waiting if one.state != Answer.INTERESTED and not _is_back(one, today)]
    return [*choice, *others[-1:]]


def _choice(current: Mapping[str, Event], waiting: Sequence[Event], today: date, requisition: str) -> list[Event]:
    own = current.get(key_of(requisition)) or current.get("")
    interested = [one for one in current.values() if one.state == Answer.INTERESTED]
    if requisition and own:
        found = [own]
    elif requisition:
        found = [] if interested else [one for one in current.values() if one.state == Answer.NOT_NOW]
    else:
        found = [one for one in interested if one in waiting]
        found = found or [one for one in current.values() if one.state == Answer.NOT_NOW and not interested]
    standing = [one for one in found if one.state != Answer.NOT_NOW or not _is_over(one, today)]
    return sorted(standing, key=lambda one: (until_of(one) or date.min, one.at))[-1:]


def _is_over(not_now: Event, today: date) -> bool:
    until = until_of(not_now)
    return until is not None and until <= today


def _is_back(reply: Event, today: date) -> bool:
    """Whether this is an automatic reply whose absence is over, or that names no day of return."""
    until = until_of(reply)
    return reply.state == Answer.AUTO_REPLY and (until is None or until <= today)


def to_notify(state: LedgerState) -> list[Event]:
    """The replies of which the owner still has to be notified at once: interest, and bounces for good."""
    return [
        one
        for one in for_a_person(state)
        if one.state in {Answer.INTERESTED, Answer.HARD_BOUNCE} and notification_id(one) not in state.notified
    ]


def notification_id(reply: Event) -> str:
    """The ID under which a notification is recorded. It names the openings, as one mail may reply about several."""
    return " ".join([reply.message_id, *map(key_of, reply.requisitions)])
