"""Record in `BP History` who was written to about which opening, with the numbers of that moment."""

from collections.abc import Mapping, Sequence

import structlog

from automation.core.messages.drafts import Draft
from automation.core.model import Snapshot
from automation.core.publishing.decisions import contacts, decision_lines
from automation.core.schema import BP_HISTORY
from automation.core.workbook.assemble import Workbook
from automation.core.workbook.history_log import Line, read_history, rows_for
from automation.errors import BackpocketError
from automation.outreach.context import Mailroom
from automation.retry import landed
from automation.store.base import Store
from automation.version import program_version

log = structlog.get_logger()


def record_contacts(room: Mailroom, workbook: Workbook, queued: Mapping[str, Draft], by: str) -> None:
    """Add the lines of messages that were just queued, each opening once.

    The messages are queued in any case. If the workbook cannot be written now, the next run adds the lines, with the
    numbers of that run.

    Args:
        room: Of the workbook.
        workbook: The reading that the messages were judged by.
        queued: Send ID → the message.
        by: Who decided.
    """
    sends = room.ledger.state.sends
    decisions = [
        decision
        for send_id, draft in queued.items()
        for decision in contacts(sends[send_id].queued.at, send_id, draft.candidate, draft.openings, by)
    ]
    if not decisions:
        return
    lines = decision_lines(workbook, decisions, program_version())
    try:
        _added(room.store, workbook.snapshot, lines)
    except BackpocketError as error:
        log.warning("decisions not recorded yet", count=len(lines), kind=type(error).__name__)


def _added(store: Store, first: Snapshot, lines: Sequence[Line]) -> None:
    snapshot: Snapshot | None = first

    def attempt() -> None:
        nonlocal snapshot
        # The reading that the messages were judged by will do, unless it is too old by now.
        present, snapshot = snapshot or store.read(), None
        known = read_history(present.tabs).decided
        new = [line for line in lines if line.decided not in known]
        if new:
            store.append(BP_HISTORY, rows_for(new, present.tabs), present.version)

    landed(attempt)
