"""Figures about messages: how many people they reached, and what came back. Alerts are counted apart.

Each figure is one pure function. The first paragraph of its docstring is the definition that users read next to it.
A person with several rows counts once. Opening a message is not recorded, so there is no figure about it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from automation.core.ledger.events import ALERTS, LEAVING, Answer, Event, State, Step
from automation.core.ledger.persons import History
from automation.core.ledger.replies import is_contact
from automation.core.ledger.sends import Send
from automation.core.reports.time_windows import Days, Ratio, Window
from automation.core.text import key_of
from automation.core.workbook.parsed_workbook import Book

if TYPE_CHECKING:
    from datetime import date


def response_rate(book: Book, history: History, window: Window) -> Ratio:
    """People who replied (no automatic replies) ÷ people whom a message reached in the window (no bounces).

    Each person counts once, with any reply since their first message of the window. A date in Last contact is not a
    reply. Alerts and invitations to them are no such messages.
    """
    replied = [replied for _, replied in responses(book, history, window)]
    return Ratio(sum(replied), len(replied))


def alert_response_rate(book: Book, history: History, window: Window) -> Ratio:
    """People who replied to an alert ÷ people whom an alert reached in the window."""
    counted: dict[str, bool] = {}
    for key in book.people:
        alerts = {
            one.send_id
            for one in history.sends.get(key, ())
            if one.queued.step == Step.ALERT and _arrived(one, history, window)
        }
        if alerts:
            replied = any(is_contact(one) and one.send_id in alerts for one in history.replies.get(key, ()))
            counted[history.persons.of(key).keys[0]] = replied
    return Ratio(sum(counted.values()), len(counted))


def interested_rate(book: Book, history: History, window: Window) -> Ratio:
    """People who replied "interested" ÷ people whom a message reached in the window."""
    return _share(book, history, window, lambda one: one.state == Answer.INTERESTED)


def unsubscribe_rate(book: Book, history: History, window: Window) -> Ratio:
    """People who unsubscribed since ÷ people whom a message reached in the window."""
    return _share(book, history, window, lambda one: one.state in LEAVING)


def not_now_rate(book: Book, history: History, window: Window) -> Ratio:
    """People who replied "not now" ÷ people who replied to a message of the window."""
    written = _written(book, history, window)
    replied = [one for one in written if one.reached and any(map(is_contact, one.since))]
    return Ratio(sum(any(reply.state == Answer.NOT_NOW for reply in one.since) for one in replied), len(replied))


def bounce_rate(book: Book, history: History, window: Window) -> Ratio:
    """People to whom a message of the window bounced ÷ people to whom one was sent."""
    written = _written(book, history, window)
    return Ratio(sum(one.bounced for one in written), len(written))


def first_pocket_contact(book: Book, history: History, window: Window) -> Days:
    """Days from opening to the first message to a candidate shelved before that, where it was sent in the window."""
    first: dict[str, date] = {}
    for key, sends in history.sends.items():
        shelved = book.people[key].shelved_on if key in book.people else None
        for send in sends:
            if send.state is State.SENT and history.state.reached(send) and _is_personal(send):
                for requisition in map(key_of, send.queued.requisitions):
                    row = book.requisition_rows.get(requisition)
                    if shelved and row is not None and row.opened_on and shelved < row.opened_on:
                        day = send.at.date()
                        first[requisition] = min(day, first.get(requisition, day))
    return Days([(day - book.requisition_rows[key].opened_on).days for key, day in first.items() if window.holds(day)])


@dataclass(frozen=True)
class Responses:
    """What came back to the messages of a group.

    Attributes:
        group: Its name, such as a month.
        reached: How many people a message reached.
        replied: How many of them replied since.
        interested: How many of them are interested.
    """

    group: str
    reached: int
    replied: int
    interested: int


def responses_by(book: Book, history: History, window: Window, group_of: Callable[[Any, Send], str]) -> list[Responses]:
    """Replies to the messages of the window for each group that they fall into, by its name.

    Args:
        book: The workbook.
        history: Messages and replies.
        window: The days to look at.
        group_of: The name of the group of a message, given the candidate's row and the message.
    """
    groups: dict[str, dict[str, list[Send]]] = {}
    for key, row in book.people.items():
        person = history.persons.of(key).keys[0]
        for send in history.sends.get(key, ()) if person == key or person not in book.people else ():
            if _reached(send, history, window):
                groups.setdefault(group_of(row, send), {}).setdefault(key, []).append(send)
    found = []
    for group, people in sorted(groups.items()):
        since = [_since(history, key, sends) for key, sends in people.items()]
        found.append(
            Responses(
                group,
                len(people),
                sum(any(map(is_contact, replies)) for replies in since),
                sum(any(one.state == Answer.INTERESTED for one in replies) for replies in since),
            )
        )
    return found


def _since(history: History, key: str, sends: Sequence[Send]) -> list[Event]:
    """The replies of the person on a row since the first of some messages, or to one of them."""
    first, ids = min(one.at for one in sends), {one.send_id for one in sends}
    return [one for one in history.replies.get(key, ()) if one.at >= first or one.send_id in ids]


@dataclass(frozen=True)
class _Written:
    """A person to whom messages were sent in the window.

    Attributes:
        reached: Whether one of them arrived, as far as is known.
        bounced: Whether one of them bounced.
        since: Their replies since the first of them.
    """

    reached: bool
    bounced: bool
    since: Sequence[Event]


def _written(book: Book, history: History, window: Window) -> list[_Written]:
    found, counted = [], set[str]()
    for key in book.people:
        own = filter(_is_personal, history.sends.get(key, ()))
        sends = [one for one in own if one.state is State.SENT and window.holds(one.at.date())]
        if sends and key not in counted:
            counted.update(history.persons.of(key).keys)
            reached = [history.state.reached(one) for one in sends]
            found.append(_Written(any(reached), not all(reached), _since(history, key, sends)))
    return found


def _share(book: Book, history: History, window: Window, counts: Callable[[Event], bool]) -> Ratio:
    reached = [one for one in _written(book, history, window) if one.reached]
    return Ratio(sum(any(map(counts, one.since)) for one in reached), len(reached))


def responses(book: Book, history: History, window: Window) -> list[tuple[Any, bool]]:
    """Each person whom a message reached in the window, and whether they have replied since.

    A person with several rows counts once, with the first row.
    """
    found, counted = [], set[str]()
    for key, row in book.people.items():
        sends = [one for one in history.sends.get(key, ()) if _reached(one, history, window)]
        if sends and key not in counted:
            counted.update(history.persons.of(key).keys)
            found.append((row, _has_replied(history.replies.get(key, ()), sends)))
    return found


def _is_personal(send: Send) -> bool:
    return send.queued.step not in ALERTS


def _reached(send: Send, history: History, window: Window) -> bool:
    """Whether a message that is no alert arrived in the window."""
    return _is_personal(send) and _arrived(send, history, window)


def _arrived(send: Send, history: History, window: Window) -> bool:
    return send.state is State.SENT and history.state.reached(send) and window.holds(send.at.date())


def _has_replied(replies: Sequence[Event], sends: Sequence[Send]) -> bool:
    # The time of a message of unknown delivery is when a person resolved it, which may be after the reply.
    first, ids = min(send.at for send in sends), {send.send_id for send in sends}
    return any(is_contact(one) and (one.at >= first or one.send_id in ids) for one in replies)
