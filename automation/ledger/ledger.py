"""The ledger: decisions on the state after all events, written only if no other event came first."""

from collections.abc import Callable, Sequence

from automation.core.ledger.events import Event
from automation.core.ledger.state import LedgerState
from automation.errors import StoreBusy, Superseded
from automation.ledger.base import EventLog

# Many, since with many workers at once each append makes all others try again.
ATTEMPTS = 50


class Ledger:
    """An event log, and the state after its events.

    Args:
        log: The event log.
    """

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self._version: str | None = None
        self.state = LedgerState()

    def refresh(self) -> LedgerState:
        """Read the events that others wrote."""
        log = self._log.read()
        if not log.continued:
            self.state = LedgerState()
        self.state.apply(log.events)
        self._version = log.version
        return self.state

    def change(self, decide: Callable[[LedgerState], Sequence[Event]]) -> Sequence[Event]:
        """Write the events that `decide` returns for the newest state; it is called again if another write was first.

        Returns:
            The events that were written; none if `decide` returns none.

        Raises:
            StoreBusy: Other writes were first `ATTEMPTS` times.
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
        raise StoreBusy(f"Others kept writing to the outreach ledger: {ATTEMPTS} attempts failed. Try again.")
