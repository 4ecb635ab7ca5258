"""Taking queued messages one by one and handing each over at most once.

A message is sending in the ledger before a byte of it leaves, and settled after. What the mail server said is written
down locally first, so that a ledger out of reach loses nothing. A worker that is gone leaves at most the one message it
had in hand: the next one settles it by what is known, else it is unknown and left to a person.
"""

import contextlib
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import Any, Self

import structlog
from filelock import FileLock, Timeout

from automation.core.identity.email_addresses import InvalidAddress, read_address
from automation.core.ledger.events import Event, State
from automation.core.ledger.sends import MOST_TRIES, Send
from automation.core.ledger.state import LedgerState
from automation.core.messages.send_guards import Circumstances, Proposal, brake, reasons_against
from automation.core.reasons import Reason, ReasonKind, words
from automation.core.text import key_of
from automation.errors import MailError, NotSettled, StoreError
from automation.ledger.ledger import Ledger
from automation.mail.base import Delivery, Mailer
from automation.mail.files import cannot_be_written, make_folder
from automation.mail.spool import Spool

log = structlog.get_logger()

# Seconds after which the lock of a worker that is gone is taken away.
OLD = 3_600
STOPPED = "all sending is stopped"

# A row of the candidates' frame as it stands now, None where it is gone, and what the guards look at besides.
Look = Callable[[str, LedgerState], tuple[Any | None, Circumstances]]


@dataclass
class Tally:
    """What became of the messages that a worker took.

    Attributes:
        settled: Send ID → where it ended.
        waiting: Why the rest waits, "" where nothing does.
        missing: Send IDs of messages that are due and whose text is not on this machine.
        reasons: Send ID → why a message was cancelled, in words.
    """

    settled: dict[str, State] = field(default_factory=dict)
    waiting: str = ""
    missing: Sequence[str] = ()
    reasons: dict[str, str] = field(default_factory=dict)


class Worker:
    """One process's hands.

    Args:
        ledger: Of the workbook.
        mailer: How messages leave.
        spool: Where their exact bytes are.
        look: What the workbook says of a person now.
        now: The clock, UTC.
        folder: Where workers on this machine say that they are alive.
    """

    def __init__(
        self, ledger: Ledger, mailer: Mailer, spool: Spool, look: Look, now: Callable[[], datetime], folder: Path
    ) -> None:
        self._ledger = ledger
        self._mailer = mailer
        self._spool = spool
        self._look = look
        self._now = now
        self._folder = folder
        self._ours = spool.ids()
        self.name = f"{socket.gethostname()}:{token_hex(4)}"
        self._lock: FileLock | None = None

    def __enter__(self) -> Self:
        """Say that this worker is alive; the lock falls with the process.

        Raises:
            MailError: The folder or the lock in it cannot be written.
        """
        make_folder(self._folder)
        self._lock = self._lock_of(self.name)
        _acquire(self._lock)
        self._sweep(Path(self._lock.lock_file))
        return self

    def __exit__(self, *_: object) -> None:
        """Say that it is done."""
        if self._lock:
            self._lock.release()
            Path(self._lock.lock_file).unlink(missing_ok=True)

    def _sweep(self, own: Path) -> None:
        """Take away what workers left that were killed; not what is new, somebody may be about to lock it."""
        for place in self._folder.glob("*.lock"):
            with contextlib.suppress(OSError, Timeout):
                if own.stat().st_mtime - place.stat().st_mtime > OLD:
                    with FileLock(place, timeout=0):
                        place.unlink()

    def _lock_of(self, worker: str) -> FileLock:
        return FileLock(self._folder / f"{worker.replace(':', '-')}.lock")

    def drain(self, *, most: int | None = None, should_stop: Callable[[], bool] = lambda: False) -> Tally:
        """Send what is due, one after the other.

        Args:
            most: So many at most.
            should_stop: Asked before each message; the one in hand is always finished.

        Raises:
            StoreError: The ledger or the workbook is out of reach; what was handed over is noted and settled next time.
            LedgerError: The ledger is not this workbook's.
            MailError: No message can be handed over as things are set up.
        """
        tally = Tally()
        self._ledger.refresh()
        tally.settled |= self._settle_left_behind()
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
        """What `drain` would do on this state, which is changed as if it were done.

        Args:
            state: The ledger.
            most: So many at most.
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
        """The next message, now sending in the ledger, or cancelled by a guard; None where nothing may go out."""
        chosen: list[Send] = []

        def decide(state: LedgerState) -> Sequence[Event]:
            chosen.clear()
            now = self._now()
            if state.next_due(now, self._ours) is None:
                # Somebody may have queued more in the meantime.
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
        """The first message that no cap holds back, and why others wait; one recruiter's cap is not another's."""
        brakes: dict[str, str] = {}
        for send in state.sends.values():
            if send.send_id not in self._ours or not send.due(now):
                continue
            by = key_of(send.queued.by)
            if by not in brakes:
                brakes[by] = brake(send.queued.by, state, self._look(send.key, state)[1].limits, now)
            if not brakes[by]:
                return send, "; ".join(filter(None, brakes.values()))
        return None, "; ".join(dict.fromkeys(filter(None, brakes.values())))

    def _judged(self, send: Send, state: LedgerState, now: datetime) -> Event:
        """The guards once more, at the last moment: sending, or cancelled with the reasons."""
        queued = send.queued
        candidate, around = self._look(send.key, state)
        proposal = Proposal(queued.candidate, queued.requisitions, queued.step, queued.by, queued.send_id)
        reasons = [*reasons_against(candidate, proposal, around), *self._readdressed(send, candidate)]
        if reasons:
            return replace(queued, at=now, state=State.CANCELLED, detail="; ".join(map(words, reasons)))
        return replace(queued, at=now, state=State.SENDING, detail=self.name)

    def _readdressed(self, send: Send, candidate: Any | None) -> list[Reason]:
        """The guards look at the address in the row: the message must go there, and not to an older one."""
        if candidate is None:
            return []
        try:
            recipient = self._spool.load(send.send_id).recipient
        except MailError:
            # It cannot leave either way, and handing it over says why.
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
            # It provably did not leave; it goes out when a person has mended what stands in the way.
            self._settle(send, Delivery(State.DEFERRED, str(error)))
            raise
        if delivery.state is State.DEFERRED and send.tries + 1 >= MOST_TRIES:
            delivery = Delivery(State.REJECTED, f"deferred {MOST_TRIES} times: {delivery.detail}")
        if delivery.bad_address:
            said = f"this address does not work, correct it in the row: {delivery.detail}"
            delivery = replace(delivery, detail=said)
        with contextlib.suppress(MailError):
            # A full disk keeps no note, but perhaps the ledger is elsewhere.
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
            in_these_hands = now_is.state is State.SENDING and now_is.detail == send.detail
            if not in_these_hands and (now_is.state, delivery.state) != (State.UNKNOWN, State.SENT):
                return ()
            return [replace(send.queued, at=self._now(), state=delivery.state, detail=delivery.detail)]

        self._ledger.change(decide)
        self._spool.forget_note(send.send_id)

    def _settle_left_behind(self) -> dict[str, State]:
        """Messages from this spool in the hands of workers that are gone."""
        settled, ours = {}, self._ours
        for send in list(self._ledger.state.sends.values()):
            if send.state is not State.SENDING or send.send_id not in ours or self._alive(send.detail):
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

    def _alive(self, worker: str) -> bool:
        if worker == self.name:
            return True
        lock = self._lock_of(worker)
        if not Path(lock.lock_file).exists():
            return False
        try:
            _acquire(lock)
        except Timeout:
            return True
        lock.release()
        return False


def _acquire(lock: FileLock) -> None:
    """Take a lock at once. Raises Timeout where another process has it, MailError where it cannot be taken."""
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise
    except OSError as error:
        raise MailError(cannot_be_written(Path(lock.lock_file), error)) from error
