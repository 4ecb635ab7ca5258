"""The worker that sends queued messages one by one, each at most once.

The ledger records a message as sending before any byte leaves, and its outcome afterwards. The mail server's response
is first noted on this machine, so it is not lost if the ledger is out of reach. A killed worker leaves at most one
message in the state sending. The next worker settles it by the note or the outbox, else a person resolves it.
"""

import contextlib
import socket
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import Any, Self

import structlog

from automation.core.identity.email_addresses import InvalidAddress, read_address
from automation.core.ledger.events import Event, State
from automation.core.ledger.sends import MOST_TRIES, Send
from automation.core.ledger.standing_releases import released_by
from automation.core.ledger.state import LedgerState
from automation.core.messages.proposal import Circumstances, Proposal
from automation.core.messages.send_guards import brake, reasons_against
from automation.core.reason_words import words
from automation.core.reasons import Reason, ReasonKind
from automation.core.sentences import counted
from automation.core.text import key_of
from automation.errors import MailError, NotSettled, StoreError
from automation.ledger.ledger import Ledger
from automation.mail.base import Delivery, Mailer
from automation.mail.spool import Spool
from automation.outreach.worker_lock import WorkerLock

log = structlog.get_logger()

STOPPED = "all sending is stopped"

# Compared key → the candidate's row now (None if it is gone), and what else the send guards check.
Look = Callable[[str, LedgerState], tuple[Any | None, Circumstances]]


@dataclass
class Tally:
    """The result of one run of a worker.

    Attributes:
        settled: Send ID → the message's state afterwards.
        waiting: Why the other due messages wait; "" if none does.
        missing: Send IDs of due messages whose text is not on this machine.
        reasons: Send ID → why a message was cancelled, in words.
    """

    settled: dict[str, State] = field(default_factory=dict)
    waiting: str = ""
    missing: Sequence[str] = ()
    reasons: dict[str, str] = field(default_factory=dict)


class Worker:
    """Sends due messages in one process; several processes may run at once.

    Args:
        ledger: Of the workbook.
        mailer: Sends a message.
        spool: Holds the messages' exact bytes.
        look: Returns a candidate's row and what else the guards check.
        now: The clock, UTC.
        folder: Holds a lock file for each worker that runs on this machine.
        at_once: Send IDs of messages whose sender does not want to hold them any longer.
    """

    def __init__(
        self,
        ledger: Ledger,
        mailer: Mailer,
        spool: Spool,
        look: Look,
        now: Callable[[], datetime],
        folder: Path,
        at_once: Collection[str] = (),
    ) -> None:
        self._ledger = ledger
        self._mailer = mailer
        self._spool = spool
        self._look = look
        self._now = now
        self._at_once = at_once
        self._ours = spool.ids()
        self.name = f"{socket.gethostname()}:{token_hex(4)}"
        self._lock = WorkerLock(folder, self.name)

    def __enter__(self) -> Self:
        """Lock this worker's file, which shows that it runs; the lock ends with the process.

        Raises:
            MailError: The folder or the lock in it cannot be written.
        """
        self._lock.take()
        return self

    def __exit__(self, *_: object) -> None:
        """Release and delete the lock file."""
        self._lock.release()

    def drain(self, *, most: int | None = None, should_stop: Callable[[], bool] = lambda: False) -> Tally:
        """Send the messages that are due, one after the other.

        Args:
            most: Maximum number of messages.
            should_stop: Called before each message; a message that is being sent is always finished.

        Raises:
            StoreError: The ledger or the workbook is out of reach; the next run settles what was sent.
            LedgerError: The ledger is not this workbook's.
            MailError: No message can be handed over as things are set up.
        """
        tally = Tally()
        self._ledger.refresh()
        tally.settled |= self._settle_interrupted()
        while not should_stop() and (most is None or len(tally.settled) < most):
            send = self._take(tally)
            if send is None:
                break
            if send.state is State.SENDING:
                tally.settled[send.send_id] = self._deliver(send)
            else:
                tally.settled[send.send_id], tally.reasons[send.send_id] = send.state, send.detail
        tally.missing = self._missing(self._ledger.state)
        return tally

    def rehearse(self, state: LedgerState, most: int | None = None) -> Tally:
        """What `drain` would do; sends and writes nothing.

        Args:
            state: The ledger; is changed as if the messages were sent.
            most: Maximum number of messages.
        """
        tally = Tally()
        if state.stopped:
            tally.waiting = STOPPED
        while not state.stopped and (most is None or len(tally.settled) < most):
            now = self._now()
            send, tally.waiting = self._next(state, now)
            if send is None:
                break
            event = self._judged(send, state, now)
            state.apply([event, replace(event, state=State.SENT)] if event.state == State.SENDING else [event])
            tally.settled[send.send_id] = state.sends[send.send_id].state
            tally.reasons[send.send_id] = state.sends[send.send_id].detail
        tally.missing = self._missing(state)
        return tally

    def _missing(self, state: LedgerState) -> list[str]:
        now = self._now()
        return [one.send_id for one in state.sends.values() if one.due(now) and one.send_id not in self._ours]

    def _take(self, tally: Tally) -> Send | None:
        """Record the next message as sending, or as cancelled by a guard; None if no message may be sent now."""
        chosen: list[Send] = []

        def decide(state: LedgerState) -> Sequence[Event]:
            chosen.clear()
            now = self._now()
            if state.next_due(now, self._ours) is None:
                # Other processes may have queued more in the meantime.
                self._ours = self._spool.ids()
            if state.stopped:
                tally.waiting = STOPPED
                return ()
            send, tally.waiting = self._next(state, now)
            if send is None:
                return ()
            event = self._judged(send, state, now)
            chosen.append(replace(send, state=State(event.state), detail=event.detail))
            self._spool.confirm(send.send_id)
            return [event]

        return chosen[0] if self._ledger.change(decide) else None

    def _next(self, state: LedgerState, now: datetime) -> tuple[Send | None, str]:
        """The first due message whose sender is below the caps, and why other messages wait."""
        brakes: dict[str, str] = {}
        held = 0
        for send in state.sends.values():
            if send.send_id not in self._ours:
                continue
            waits = bool(send.held_for(now))
            if waits and send.send_id not in self._at_once:
                held += 1
                continue
            if not waits and not send.due(now):
                continue
            by = key_of(send.queued.by)
            if by not in brakes:
                brakes[by] = brake(send.queued.by, self._look(send.key, state)[1])
            if not brakes[by]:
                return send, "; ".join(filter(None, brakes.values()))
        can_be_cancelled = f"{counted(held, 'message')} can be cancelled for some seconds yet" if held else ""
        return None, "; ".join(dict.fromkeys(filter(None, (*brakes.values(), can_be_cancelled))))

    def _judged(self, send: Send, state: LedgerState, now: datetime) -> Event:
        """Check the guards again, just before sending: the line that sends the message, or cancels it with reasons."""
        queued = send.queued
        candidate, around = self._look(send.key, state)
        release = released_by(queued.detail)
        proposal = Proposal(queued.candidate, queued.requisitions, queued.step, queued.by, queued.send_id, release)
        reasons = [*reasons_against(candidate, proposal, around), *self._readdressed(send, candidate)]
        if reasons:
            return replace(queued, at=now, state=State.CANCELLED, detail="; ".join(map(words, reasons)))
        return replace(queued, at=now, state=State.SENDING, detail=self.name)

    def _readdressed(self, send: Send, candidate: Any | None) -> list[Reason]:
        """A reason against sending if the row's address, which the guards checked, is not the message's any more."""
        if candidate is None:
            return []
        try:
            recipient = self._spool.load(send.send_id).recipient
        except MailError:
            # It cannot be sent; `_deliver` reports why.
            return []
        try:
            same = key_of(read_address(candidate.email or "")) == key_of(recipient)
        except InvalidAddress:
            same = False
        return [] if same else [Reason(ReasonKind.READDRESSED)]

    def _deliver(self, send: Send) -> State:
        """Hand one message over and settle it."""
        try:
            delivery = self._mailer.send(self._spool.load(send.send_id))
        except MailError as error:
            # It provably did not leave; it can be sent when a person has fixed the cause.
            self._settle(send, Delivery(State.DEFERRED, str(error)))
            raise
        if delivery.state is State.DEFERRED and send.tries + 1 >= MOST_TRIES:
            delivery = Delivery(State.REJECTED, f"deferred {MOST_TRIES} times: {delivery.detail}")
        if delivery.bad_address:
            detail = f"this address does not work, correct it in the row: {delivery.detail}"
            delivery = replace(delivery, detail=detail)
        with contextlib.suppress(MailError):
            # Without the note (the disk is full, for example), the ledger may still be written.
            self._spool.note(send.send_id, delivery)
        try:
            self._settle(send, delivery)
        except StoreError as error:
            raise NotSettled(send.send_id, delivery.state.value) from error
        log.info("message settled", send_id=send.send_id, state=delivery.state.value)
        return delivery.state

    def _settle(self, send: Send, delivery: Delivery) -> None:
        def decide(state: LedgerState) -> Sequence[Event]:
            now_is = state.sends[send.send_id]
            is_ours = now_is.state is State.SENDING and now_is.detail == send.detail
            if not is_ours and (now_is.state, delivery.state) != (State.UNKNOWN, State.SENT):
                return ()
            return [replace(send.queued, at=self._now(), state=delivery.state, detail=delivery.detail)]

        self._ledger.change(decide)
        self._spool.forget_note(send.send_id)

    def _settle_interrupted(self) -> dict[str, State]:
        """Settle the messages of this spool that an ended worker was sending; returns send ID → state."""
        settled, ours = {}, self._ours
        for send in list(self._ledger.state.sends.values()):
            if send.state is not State.SENDING or send.send_id not in ours or self._lock.is_running(send.detail):
                continue
            delivery = self._spool.noted(send.send_id) or self._evidence(send.send_id)
            self._settle(send, delivery)
            settled[send.send_id] = delivery.state
        return settled

    def _evidence(self, send_id: str) -> Delivery:
        went = self._mailer.was_sent(send_id)
        if went is None:
            return Delivery(State.UNKNOWN, "the run that was sending it ended in between: did it arrive?")
        if went:
            return Delivery(State.SENT, "found where it was sent to")
        return Delivery(State.DEFERRED, "the run that was sending it ended before it left")
