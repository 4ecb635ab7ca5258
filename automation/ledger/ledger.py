"""The ledger: decisions on what the events add up to, written only if nobody decided first."""

from collections.abc import Callable, Sequence

from automation.core.ledger.events import Event
from automation.core.ledger.state import LedgerState
from automation.errors import StoreBusy, Superseded
from automation.ledger.base import EventLog

# Others who append this often while we decide are many workers, not a fault: each of them gets on.
ATTEMPTS = 50


class Ledger:
    """An event log and what it adds up to.

    Args:
        log: Where the events are kept.
    """

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self._version: str | None = None
        self.state = LedgerState()

    def refresh(self) -> LedgerState:
        """Read what others wrote."""
        log = self._log.read()
        if not log.continued:
            self.state = LedgerState()
        self.state.apply(log.events)
        self._version = log.version
        return self.state

    def change(self, decide: Callable[[LedgerState], Sequence[Event]]) -> Sequence[Event]:
        """Write what is decided on the newest state; `decide` is asked again whenever somebody was first.

        Returns:
            The events that were written; none where `decide` wants none.

        Raises:
            StoreBusy: `ATTEMPTS` times somebody else was first.
        """
        if self._version is None:
            self.refresh()
        for _ in range(ATTEMPTS):
            events = decide(self.state)
            if not events:
                return ()
            try:
                self._version = self._log.append(events, self._version or "")
            except Superseded:
                self.refresh()
                continue
            self.state.apply(events)
            return events
        raise StoreBusy(f"Others kept writing to the outreach ledger: {ATTEMPTS} attempts, none landed. Try again.")
