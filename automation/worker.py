"""Taking queued messages one by one and handing each over at most once.

A message is sending in the ledger before a byte of it leaves, and settled after. What the mail server said is written
down locally first, so that a ledger out of reach loses nothing. A worker that is gone leaves at most the one message it
had in hand: the next one settles it by what is known, else it is unknown and left to a person.
"""

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import Self

import structlog
from filelock import FileLock, Timeout

from automation.core.guards import Circumstances, Proposal, brake, reasons_against
from automation.core.outreach import MOST_TRIES, Event, LedgerState, Send, State
from automation.errors import MailError
from automation.ledger.ledger import Ledger
from automation.mail.base import Delivery, Mailer
from automation.mail.spool import Spool

log = structlog.get_logger()

# A row of the candidates' frame as it stands now, None where it is gone, and what the guards look at besides.
Look = Callable[[str, LedgerState], tuple[object | None, Circumstances]]


@dataclass
class Tally:
    """What became of the messages that a worker took.

    Attributes:
        settled: Send ID → where it ended.
        waiting: Why the rest waits, "" where nothing does.
    """

    settled: dict[str, State] = field(default_factory=dict)
    waiting: str = ""


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
        """Say that this worker is alive; the lock falls with the process."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._lock = self._lock_of(self.name)
        self._lock.acquire(timeout=0)
        return self

    def __exit__(self, *_: object) -> None:
        """Say that it is done."""
        if self._lock:
            self._lock.release()
            Path(self._lock.lock_file).unlink(missing_ok=True)

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
                tally.settled[send.send_id] = send.state
        return tally

    def _take(self, tally: Tally) -> Send | None:
        """The next message, now sending in the ledger, or cancelled by a guard; None where nothing may go out."""
        chosen: list[Send] = []

        def decide(state: LedgerState) -> Sequence[Event]:
            chosen.clear()
            now = self._now()
            send = state.next_due(now, self._ours)
            if send is None:
                # Somebody may have queued more in the meantime.
                self._ours = self._spool.ids()
                send = state.next_due(now, self._ours)
            if state.stopped:
                tally.waiting = "all sending is stopped"
                return ()
            if send is None:
                return ()
            tally.waiting = brake(send.queued.by, state, self._look(send.key, state)[1].limits, now)
            if tally.waiting:
                return ()
            event = self._judged(send, state, now)
            chosen.append(replace(send, state=State(event.state)))
            return [event]

        return chosen[0] if self._ledger.change(decide) else None

    def _judged(self, send: Send, state: LedgerState, now: datetime) -> Event:
        """The guards once more, at the last moment: sending, or cancelled with the reasons."""
        queued = send.queued
        candidate, around = self._look(send.key, state)
        proposal = Proposal(queued.candidate, queued.requisitions, queued.step, queued.by, queued.send_id)
        reasons = reasons_against(candidate, proposal, around)
        if reasons:
            return replace(queued, at=now, state=State.CANCELLED, detail="; ".join(reasons))
        return replace(queued, at=now, state=State.SENDING, detail=self.name)

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
        self._spool.note(send.send_id, delivery)
        self._settle(send, delivery)
        log.info("message settled", send_id=send.send_id, state=delivery.state.value)
        return delivery.state

    def _settle(self, send: Send, delivery: Delivery) -> None:
        def decide(state: LedgerState) -> Sequence[Event]:
            now_is = state.sends[send.send_id].state
            if now_is is not State.SENDING and (now_is, delivery.state) != (State.UNKNOWN, State.SENT):
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
            lock.acquire(timeout=0)
        except Timeout:
            return True
        lock.release()
        return False
