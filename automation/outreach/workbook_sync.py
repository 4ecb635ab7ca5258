"""The workbook shows what a ledger outside it holds."""

from collections.abc import Mapping, Sequence

from automation.core.ledger.doubts import numbered_otherwise
from automation.core.ledger.ledger_tabs import LEDGER_TABS, read_lines, rows_behind, rows_of
from automation.core.model import Row, Snapshot
from automation.core.schema import PROGRAM_TABS
from automation.core.tabs.previous_run import Publication, headers_of, read_published
from automation.outreach.context import Mailroom
from automation.retry import landed


def sync(room: Mailroom) -> None:
    """Make `BP Outreach` and `BP Suppression` show what a ledger outside the workbook holds."""

    def attempt() -> None:
        snapshot = room.store.read()
        tabs = _anew(room, snapshot)
        if tabs:
            shown = Publication(columns={}, before=read_published(snapshot), tabs=tabs)
            room.store.publish(shown, snapshot.version)
            return
        # One tab at a time, each on a reading of its own: another process may have shown the rest meanwhile.
        for tab in LEDGER_TABS:
            rows = rows_behind(room.events(), read_lines(snapshot.tabs)).get(tab)
            if rows:
                room.store.append(tab, rows, snapshot.version)
                snapshot = room.store.read()

    if not room.in_sheet:
        landed(attempt)


def sync_anew(room: Mailroom, snapshot: Snapshot) -> bool:
    """Where the workbook shows lines under the numbers that they had before an adoption, show all anew.

    Returns:
        Whether that was so: then the workbook was written.
    """
    if not _anew(room, snapshot):
        return False
    sync(room)
    return True


def _anew(room: Mailroom, snapshot: Snapshot) -> Mapping[str, Sequence[Row]]:
    """Both tabs as the ledger has them, where what they show cannot be continued; else none."""
    if room.in_sheet:
        return {}
    events = room.events()
    if not numbered_otherwise(events, read_lines(snapshot.tabs).events):
        return {}
    rows = rows_of(events)
    return {tab: [headers_of(PROGRAM_TABS[tab]), *rows.get(tab, ())] for tab in LEDGER_TABS}
