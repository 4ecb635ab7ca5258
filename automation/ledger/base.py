"""What an event log promises, whatever it is kept in. One contract test class holds all of them to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from automation.core.outreach import Event


@dataclass(frozen=True)
class Log:
    """One reading of an event log.

    Attributes:
        events: In the order they were written.
        version: Where the log stood.
        continued: Whether these are only the events after this object's last reading or append, not all.
    """

    events: Sequence[Event]
    version: str
    continued: bool = False


class EventLog(Protocol):
    """An append-only log that several processes and hosts write to.

    No lock is held: an append lands only if nobody appended since the version that it is based on, all of it or none.
    """

    def read(self) -> Log:
        """The events.

        Raises:
            StoreError: The log is out of reach.
            LedgerError: It cannot be read as a ledger.
        """

    def append(self, events: Sequence[Event], version: str) -> str:
        """Add events, durable when this returns; returns the log's new version.

        Raises:
            Superseded: Somebody appended since `version`, and nothing of this was written.
            StoreError: The log is out of reach; a write without an answer is looked for before this is raised.
        """
