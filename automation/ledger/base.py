"""What an event log promises, whatever it is kept in. One contract test class holds all of them to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from automation.core.ledger.events import Event
from automation.core.model import Problem


@dataclass(frozen=True)
class Log:
    """One reading of an event log.

    Attributes:
        events: In the order they were written, as `ledger_tabs.cleaned` leaves them.
        version: Where the log stood.
        continued: Whether these are only the events after this object's last reading or append, not all.
        problems: What people changed in it by hand, and what to do about it.
        last: The number of the last line that is there; None where that is the version.
        damaged: Whether lines are missing, so that nobody knows how many there are.
    """

    events: Sequence[Event]
    version: str
    continued: bool = False
    problems: Sequence[Problem] = ()
    last: int | None = None
    damaged: bool = False


class EventLog(Protocol):
    """An append-only log that several processes and hosts write to.

    No lock is held: an append lands only if nobody appended since the version that it is based on, all of it or none.
    An object serves one `Ledger` in one thread; others open their own.
    """

    def read(self) -> Log:
        """The events. What was read or written once is never forgotten, whatever becomes of it where it is kept.

        Raises:
            StoreError: The log is out of reach.
            LedgerError: It cannot be read as a ledger.
        """

    def append(self, events: Sequence[Event], version: str) -> str:
        """Add events, durable when this returns; returns the log's new version.

        Raises:
            Superseded: Somebody appended since `version`, and nothing of this was written.
            StoreError: The log is out of reach; a write without an answer is looked for before this is raised.
            LedgerError: The log is damaged, or a part of it was deleted. While that is so, nothing that leads to a
                message is taken (queued, sending); what became of one, and whom not to write to any more, still is.
        """
