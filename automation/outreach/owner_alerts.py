"""Owners hear at once who is interested and which address is dead: by mail, batched, and never twice.

That an answer is being told stands in the ledger before the mail leaves, and is taken back only where the mail provably
did not. A process that is killed in between leaves somebody untold at worst; the answer itself is never lost.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Lock, Timer
from typing import Any

import structlog

from automation.core.ledger.events import Answer, Event, Notice, State
from automation.core.ledger.open_replies import notification_id, to_notify
from automation.core.ledger.state import LedgerState
from automation.core.messages.drafts import Sender
from automation.core.sentences import counted, long_day
from automation.core.text import key_of
from automation.core.workbook.assemble import Workbook
from automation.errors import ConfigError, MailError
from automation.mail.base import Delivery
from automation.mail.compose import compose_notice
from automation.outreach.context import Mailroom
from automation.outreach.senders import sender_of

log = structlog.get_logger()

# Seconds in which further answers still come into the same mail: a person taps on three openings one after the other.
GATHERING = 20.0


@dataclass
class Told:
    """What became of it.

    Attributes:
        letters: How many mails to owners left.
        answers: How many answers they tell of.
        nobody: Answers whose owner has no address in the settings.
    """

    letters: int = 0
    answers: int = 0
    nobody: int = 0


@dataclass
class _Batch:
    """What one owner is to be told."""

    owner: Sender
    answers: list[Event] = field(default_factory=list)


def tell_owners(room: Mailroom) -> Told:
    """Tell owners what they have not been told.

    Raises:
        ConfigError: The settings do not say how mail leaves.
        StoreError: The workbook or the ledger is out of reach.
    """
    told = Told()
    if not to_notify(room.ledger.refresh()):
        return told
    workbook, mailer = room.read(room.ledger.state), room.mailer()
    batches: dict[str, _Batch] = {}

    def decide(state: LedgerState) -> Sequence[Event]:
        batches.clear()
        told.nobody = 0
        for answer in to_notify(state):
            owner = _owner(room, workbook, state, answer)
            if owner is None:
                told.nobody += 1
            else:
                batches.setdefault(key_of(owner.address), _Batch(owner)).answers.append(answer)
        return [_marked(room, one, Notice.TOLD, b.owner) for b in batches.values() for one in b.answers]

    try:
        room.ledger.change(decide)
        for batch in batches.values():
            _tell(room, mailer.send, workbook, batch, told)
    finally:
        mailer.close()
    log.info("owners told", letters=told.letters, answers=told.answers, nobody=told.nobody)
    return told


def _tell(room: Mailroom, send: Callable[[Any], Delivery], workbook: Workbook, batch: _Batch, told: Told) -> None:
    try:
        subject, body = letter(workbook, room.ledger.state, batch.answers)
        sent = send(compose_notice(batch.owner, subject, body, secrets.token_hex(8), room.clock.now()))
        state = sent.state
    except MailError as error:
        log.warning("owner not told", kind=type(error).__name__)
        state = State.DEFERRED
    if state in {State.DEFERRED, State.REJECTED}:
        # It provably did not leave: the next run tells them.
        back = [_marked(room, one, Notice.NOT_TOLD, batch.owner) for one in batch.answers]
        room.ledger.change(lambda _: back)
        return
    told.letters += 1
    told.answers += len(batch.answers)


def _marked(room: Mailroom, answer: Event, notice: Notice, owner: Sender) -> Event:
    return Event(
        room.clock.now(),
        notice,
        answer.send_id,
        answer.candidate,
        answer.requisitions,
        by=owner.name,
        message_id=notification_id(answer),
    )


def _owner(room: Mailroom, workbook: Workbook, state: LedgerState, answer: Event) -> Sender | None:
    """The row's owner where their address is known, else who sent the message."""
    row = _row(workbook, state, answer)
    send = state.sends.get(answer.send_id)
    for who in (row.owner if row else "", send.queued.by if send else ""):
        try:
            owner = sender_of(room.settings, who or "")
        except ConfigError:
            continue
        if not owner.stands_in:
            return owner
    return None


def _row(workbook: Workbook, state: LedgerState, answer: Event) -> Any | None:
    """The row of the person whom an answer is from."""
    return next((workbook.book.people[key] for key in workbook.persons.came_from(state, answer)), None)


def letter(workbook: Workbook, state: LedgerState, answers: Sequence[Event]) -> tuple[str, str]:
    """Subject and text of what an owner reads; the subject tells nobody's name or address."""
    interested = sum(one.state == Answer.INTERESTED for one in answers)
    dead = len(answers) - interested
    parts = [
        f"{counted(interested, 'answer')}: interested" if interested else "",
        f"{counted(dead, 'address', 'addresses')} that mail came back from" if dead else "",
    ]
    lines = [_line(workbook, _row(workbook, state, one), one) for one in answers]
    closing = "Backpocket wrote this by itself. Everything is in the sheet at the next refresh."
    return f"Backpocket: {', '.join(filter(None, parts))}", "\n\n".join([*lines, closing])


def _line(workbook: Workbook, row: Any | None, answer: Event) -> str:
    name = f"{row.name} ({row.key})" if row and row.name else answer.candidate
    on = long_day(answer.at.date())
    if answer.state == Answer.HARD_BOUNCE:
        return f"Mail to {name} came back for good on {on}. Nothing more goes there: correct the address in the row."
    named = [f"{_title(workbook, req) or 'an opening'} ({req})" for req in answer.requisitions]
    about = f" in {', '.join(named)}" if named else ""
    return f"{name} is interested{about}: {answer.by}, {on}. Get back to them today."


def _title(workbook: Workbook, requisition: str) -> str:
    row = workbook.book.requisition_rows.get(key_of(requisition))
    return str(row.title) if row else ""


class Teller:
    """Tells owners a moment after an answer, so that several come in one mail.

    Args:
        open_room: Opens the mailroom, for the thread that tells.
        seconds: How long answers are gathered.
    """

    def __init__(self, open_room: Callable[[], Mailroom], seconds: float = GATHERING) -> None:
        self._open_room, self._seconds = open_room, seconds
        self._timer: Timer | None = None
        self._lock = Lock()

    def soon(self) -> None:
        """There may be something to tell."""
        with self._lock:
            if self._timer is None:
                self._timer = Timer(self._seconds, self.now)
                self._timer.daemon = True
                self._timer.start()

    def now(self) -> None:
        """Tell what there is. What fails is told the next time."""
        with self._lock:
            if self._timer:
                self._timer.cancel()
            self._timer = None
        try:
            tell_owners(self._open_room())
        except Exception as error:  # noqa: BLE001  (A thread's traceback may hold people's data, and ends in nobody's hands.)
            log.warning("owners not told", kind=type(error).__name__)
