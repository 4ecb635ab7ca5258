"""Show the lines of a ledger outside the workbook in the workbook's tabs."""

from collections.abc import Mapping, Sequence

from automation.core.ledger.doubts import numbered_otherwise
from automation.core.ledger.ledger_tabs import LEDGER_TABS, read_lines, rows_behind, rows_of
from automation.core.model import Row, Snapshot
from automation.core.schema import PROGRAM_TABS
from automation.core.tabs.previous_run import Publication, headers_of, read_published
from automation.outreach.context import Mailroom
from automation.retry import landed


def sync(room: Mailroom) -> None:
    """Add the ledger's missing lines to `BP Outreach` and `BP Suppression`; a ledger in the workbook needs none.

    Raises:
        StoreError: The workbook or the ledger is out of reach.
    """

    def attempt() -> None:
        snapshot = room.store.read()
        tabs = _rewritten_tabs(room, snapshot)
        if tabs:
            shown = Publication(columns={}, before=read_published(snapshot), tabs=tabs)
            room.store.publish(shown, snapshot.version)
            return
        # One tab at a time, and a fresh read before each: another process may have added the rest meanwhile.
        for tab in LEDGER_TABS:
            rows = rows_behind(room.events(), read_lines(snapshot.tabs)).get(tab)
            if rows:
                room.store.append(tab, rows, snapshot.version)
                snapshot = room.store.read()

    if not room.in_sheet:
        landed(attempt)


def sync_anew(room: Mailroom, snapshot: Snapshot) -> bool:
    """Rewrite both tabs if the workbook shows lines under the numbers that they had before an adoption.

    Returns:
        Whether the workbook was written.
    """
    if not _rewritten_tabs(room, snapshot):
        return False
    sync(room)
    return True


def _rewritten_tabs(room: Mailroom, snapshot: Snapshot) -> Mapping[str, Sequence[Row]]:
    """Both tabs in full, if their line numbers no longer match the ledger's; else empty."""
    if room.in_sheet:
        return {}
    events = room.events()
    if not numbered_otherwise(events, read_lines(snapshot.tabs).events):
        return {}
    rows = rows_of(events)
    return {tab: [headers_of(PROGRAM_TABS[tab]), *rows.get(tab, ())] for tab in LEDGER_TABS}
