"""The interface of every event log. One contract test class checks all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from automation.core.ledger.events import Event
from automation.core.model import Problem


@dataclass(frozen=True)
class Log:
    """One reading of an event log.

    Attributes:
        events: In the order in which they were written, as `ledger_tabs.cleaned` returns them.
        version: Of the log at this reading.
        continued: Whether `events` are only those after this object's last reading or append, not all.
        problems: Changes that people made in it by hand, and what to do about them.
        last: The number of the last line that is there; None if it equals the version.
        damaged: Whether lines are missing or columns were moved, so that `events` may not be all.
    """

    events: Sequence[Event]
    version: str
    continued: bool = False
    problems: Sequence[Problem] = ()
    last: int | None = None
    damaged: bool = False


class EventLog(Protocol):
    """An append-only log that several processes and hosts write to.

    No lock is held. An append lands as a whole, and only if no other append landed since the version that it is based
    on. Each object serves one `Ledger` in one thread; others open their own.
    """

    def read(self) -> Log:
        """The events. An event that this object has read or written stays known, even if it is deleted from the log.

        Raises:
            StoreError: The log is out of reach.
            LedgerError: The log is not a ledger that can be read.
        """

    def append(self, events: Sequence[Event], version: str) -> str:
        """Add events, durable when this returns.

        Returns:
            The new version of the log.

        Raises:
            Superseded: Another append landed since `version`; nothing was written.
            StoreError: The log is out of reach. After a write without an answer, the log is read to see if it landed.
            LedgerError: The log is damaged, or a part of it was deleted. A damaged log refuses the events that lead to
                a message (queued, sending), but accepts the results of messages, and suppressions.
        """

    def redact(self, lines: Mapping[int, Event]) -> None:
        """Replace lines from which a forgotten person was taken out, by their numbers; their old texts are destroyed.

        A log whose lines are cells of the workbook does nothing: there, the store replaces the cells.

        Raises:
            StoreError: The log is out of reach. Nothing was changed, or old texts may still be in the file.
        """
