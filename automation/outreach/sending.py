"""Sending what is queued, and rehearsing it."""

from collections.abc import Callable, Collection
from datetime import timedelta
from typing import Any

from automation.core.ledger.state import LedgerState
from automation.core.messages.proposal import Circumstances
from automation.core.workbook.assemble import Workbook
from automation.outreach.context import Mailroom
from automation.outreach.delivery import Tally, Worker

# A workbook that was read less than this long ago is fresh enough to send by.
FRESH = timedelta(seconds=60)


def send(
    room: Mailroom,
    *,
    most: int | None = None,
    should_stop: Callable[[], bool] = lambda: False,
    at_once: Collection[str] = (),
) -> Tally:
    """Send the messages that are due. The workbook shows the outcome after `workbook_sync.sync`.

    Args:
        room: Of the workbook.
        most: Maximum number of messages.
        should_stop: Called before each message.
        at_once: Send IDs of messages that are sent although they could still be cancelled.

    Raises:
        LedgerError: The ledger is not this workbook's, or the suppression list cannot be read.
        StoreError: The workbook or the ledger is out of reach.
    """
    look = _RecentWorkbook(room, room.read(sending=True))
    mailer = room.mailer()
    try:
        folder = room.folder / "workers"
        with Worker(room.ledger, mailer, room.spool, look, room.clock.now, folder, at_once) as worker:
            return worker.drain(most=most, should_stop=should_stop)
    finally:
        mailer.close()


def rehearsed(room: Mailroom, *, most: int | None = None) -> Tally:
    """What `send` would do; nothing is sent or written. Raises as `send` does.

    Returns:
        The result, where a message that `send` would send has the state sent.
    """
    workbook, state = room.rehearsal()

    def look(key: str, state: LedgerState) -> tuple[Any | None, Circumstances]:
        return workbook.book.people.get(key), room.around(workbook, state)

    mailer = room.mailer()
    try:
        worker = Worker(room.ledger, mailer, room.spool, look, room.clock.now, room.folder / "workers")
        return worker.rehearse(state, most)
    finally:
        mailer.close()


class _RecentWorkbook:
    """The workbook as the guards see it: read again after `FRESH`, and after each new reply or suppression."""

    def __init__(self, room: Mailroom, workbook: Workbook) -> None:
        self._room, self._view, self._at = room, workbook, room.clock.now()
        self._counted = _counted(room.ledger.state)

    def __call__(self, key: str, state: LedgerState) -> tuple[Any | None, Circumstances]:
        now = self._room.clock.now()
        if not timedelta() <= now - self._at <= FRESH or _counted(state) != self._counted:
            self._counted = _counted(state)
            self._view, self._at = self._room.read(state, sending=True), now
        return self._view.book.people.get(key), self._room.around(self._view, state)


def _counted(state: LedgerState) -> tuple[int, int]:
    """How many entries the suppression list has, and how many replies there are."""
    return len(state.suppressed), len(state.answer_ids)
