"""Mails owners at once about interested candidates and dead addresses: batched, and never twice for one reply.

The ledger records a reply as reported before the mail leaves. It withdraws that only if the mail provably did not
leave. If the process is killed in between, an owner may miss an alert; the reply itself is never lost.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Lock, Timer
from typing import Any

import structlog

from automation.core.ledger.events import MAIL, PAGE, Answer, Event, Notice, State
from automation.core.ledger.open_replies import notification_id, to_notify
from automation.core.ledger.state import LedgerState
from automation.core.messages.colleagues import Colleagues
from automation.core.messages.drafts import Sender
from automation.core.sentences import counted, long_day
from automation.core.text import key_of
from automation.core.workbook.assemble import Workbook
from automation.errors import ConfigError, MailError
from automation.mail.base import Delivery
from automation.mail.compose import compose_notice
from automation.outreach.context import Mailroom
from automation.outreach.senders import colleagues, sender_of

log = structlog.get_logger()

# Seconds in which further replies go into the same mail: candidates often answer several openings one after the other.
GATHERING = 20.0


@dataclass
class OwnerAlerts:
    """The result of one run.

    Attributes:
        messages: How many mails were sent to owners.
        replies: How many replies they report.
        without_address: How many replies were not reported, because the owner has no address in the settings.
        unknown: The names of these owners, as the workbook writes them.
    """

    messages: int = 0
    replies: int = 0
    without_address: int = 0
    unknown: list[str] = field(default_factory=list)


@dataclass
class _Batch:
    """The replies to report to one owner."""

    owner: Sender
    replies: list[Event] = field(default_factory=list)


def notify_owners(room: Mailroom) -> OwnerAlerts:
    """Send owners the replies that were not reported to them yet.

    Raises:
        ConfigError: The settings do not say how mail leaves.
        StoreError: The workbook or the ledger is out of reach.
    """
    alerts = OwnerAlerts()
    if not to_notify(room.ledger.refresh()):
        return alerts
    workbook, mailer = room.read(room.ledger.state), room.mailer()
    batches: dict[str, _Batch] = {}

    def decide(state: LedgerState) -> Sequence[Event]:
        batches.clear()
        alerts.without_address, alerts.unknown = 0, []
        for reply in to_notify(state):
            owner = _owner(room, workbook, state, reply)
            if owner is None:
                alerts.without_address += 1
                alerts.unknown += [who for who in _names(workbook, state, reply)[:1] if who not in alerts.unknown]
            else:
                batches.setdefault(key_of(owner.address), _Batch(owner)).replies.append(reply)
        return [_marked(room, one, Notice.NOTIFIED, b.owner) for b in batches.values() for one in b.replies]

    try:
        room.ledger.change(decide)
        for batch in batches.values():
            _notify(room, mailer.send, workbook, batch, alerts)
    finally:
        mailer.close()
    log.info(
        "owners notified",
        messages=alerts.messages,
        replies=alerts.replies,
        without_address=alerts.without_address,
    )
    return alerts


def _notify(
    room: Mailroom, send: Callable[[Any], Delivery], workbook: Workbook, batch: _Batch, alerts: OwnerAlerts
) -> None:
    try:
        subject, body = _message(workbook, room.ledger.state, batch.replies, colleagues(room.settings))
        sent = send(compose_notice(batch.owner, subject, body, secrets.token_hex(8), room.clock.now()))
        state = sent.state
    except MailError as error:
        log.warning("owner not notified", kind=type(error).__name__)
        state = State.DEFERRED
    if state in {State.DEFERRED, State.REJECTED}:
        # It provably did not leave: the next run sends it.
        withdrawn = [_marked(room, one, Notice.NOT_NOTIFIED, batch.owner) for one in batch.replies]
        room.ledger.change(lambda _: withdrawn)
        return
    alerts.messages += 1
    alerts.replies += len(batch.replies)


def _marked(room: Mailroom, reply: Event, notice: Notice, owner: Sender) -> Event:
    return Event(
        room.clock.now(),
        notice,
        reply.send_id,
        reply.candidate,
        reply.requisitions,
        by=owner.name,
        message_id=notification_id(reply),
    )


def _owner(room: Mailroom, workbook: Workbook, state: LedgerState, reply: Event) -> Sender | None:
    """The row's owner if their address is known, else the sender of the message; None if neither has an address."""
    for who in _names(workbook, state, reply):
        try:
            owner = sender_of(room.settings, who)
        except ConfigError:
            continue
        if not owner.stands_in:
            return owner
    return None


def _names(workbook: Workbook, state: LedgerState, reply: Event) -> list[str]:
    """Who is to know of a reply, as the workbook and the ledger write it: the row's owner, then the sender."""
    row, send = _row(workbook, state, reply), state.sends.get(reply.send_id)
    return [who for who in (row.owner if row else "", send.queued.by if send else "") if who]


def _row(workbook: Workbook, state: LedgerState, reply: Event) -> Any | None:
    """The row of the candidate who replied."""
    return next((workbook.book.people[key] for key in workbook.persons.came_from(state, reply)), None)


def _message(workbook: Workbook, state: LedgerState, replies: Sequence[Event], known: Colleagues) -> tuple[str, str]:
    """Subject and text of the mail to one owner; the subject holds no name and no address of a candidate."""
    interested = sum(one.state == Answer.INTERESTED for one in replies)
    dead = len(replies) - interested
    parts = [
        counted(interested, "interested reply", "interested replies") if interested else "",
        counted(dead, "bounced address", "bounced addresses") if dead else "",
    ]
    lines = [_line(workbook, _row(workbook, state, one), one, known) for one in replies]
    closing = "Backpocket sent this mail automatically. The sheet shows everything after the next refresh."
    return f"Backpocket: {', '.join(filter(None, parts))}", "\n\n".join([*lines, closing])


def _line(workbook: Workbook, row: Any | None, reply: Event, known: Colleagues) -> str:
    name = f"{row.name} ({row.key})" if row and row.name else reply.candidate
    on = long_day(reply.at.date())
    if reply.state == Answer.HARD_BOUNCE:
        return f"Mail to {name} came back for good on {on}. Nothing more goes there: correct the address in the row."
    named = [f"{_title(workbook, req) or 'an opening'} ({req})" for req in reply.requisitions]
    about = f" in {', '.join(named)}" if named else ""
    how = {PAGE: "on the page", MAIL: "by mail"}.get(reply.by, f"noted by {known.shown(reply.by)}")
    return f"{name} is interested{about}: {how}, {on}. Get back to them today."


def _title(workbook: Workbook, requisition: str) -> str:
    row = workbook.book.requisition_rows.get(key_of(requisition))
    return str(row.title) if row else ""


class OwnerNotifier:
    """Notifies owners a moment after a reply, so that several replies go into one mail.

    Args:
        open_room: Opens a mailroom for the thread that sends.
        seconds: How long replies are gathered.
    """

    def __init__(self, open_room: Callable[[], Mailroom], seconds: float = GATHERING) -> None:
        self._open_room, self._seconds = open_room, seconds
        self._timer: Timer | None = None
        self._lock = Lock()

    def soon(self) -> None:
        """Notify owners once the gathering time is over; a further call until then changes nothing."""
        with self._lock:
            if self._timer is None:
                self._timer = Timer(self._seconds, self.now)
                self._timer.daemon = True
                self._timer.start()

    def now(self) -> None:
        """Notify owners now. A failure is logged, and the next run reports the same replies."""
        with self._lock:
            if self._timer:
                self._timer.cancel()
            self._timer = None
        try:
            notify_owners(self._open_room())
        # Broad, because a timer's thread would print a traceback, which may hold people's data.
        except Exception as error:  # noqa: BLE001
            log.warning("owners not notified", kind=type(error).__name__)
