"""Takes forgotten people out of the ledger, the files of messages and the program's tabs.

It goes by the keyed hashes in the ledger alone. So it can be repeated at any moment, also after a run was killed, and
takes away what another process still wrote meanwhile.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from email import message_from_bytes, policy
from pathlib import Path

from automation.core.ledger.events import Event, Notice, State
from automation.core.ledger.forgetting import Redactor
from automation.core.ledger.ledger_tabs import read_lines
from automation.core.ledger.state import LedgerState
from automation.core.model import Snapshot
from automation.core.workbook.forgetting import Traces, redacted_cells
from automation.mail.outbox import file_of, outbox_in
from automation.mail.spool import MESSAGE
from automation.outreach.context import Mailroom
from automation.outreach.forwarded_drafts import ForwardedDrafts
from automation.store.base import Erasure

# The places that a receipt names.
LEDGER, SPOOL, OUTBOX, FORWARDED = "outreach ledger", "spool", "outbox", "forwarded mails"


def sweep(room: Mailroom, snapshot: Snapshot) -> bool:
    """Take out what is still there of forgotten people, but no rows. Returns whether the workbook was written.

    Raises:
        Superseded: The workbook has changed since the snapshot.
        StoreError: The workbook or the ledger is out of reach.
    """
    redactor = redactor_for(room, events_in(room, snapshot))
    if redactor is None:
        return False
    redact_ledger(room, redactor)
    remove_files(room, redactor)
    cells = redacted_cells(snapshot.tabs, redactor)
    return bool(cells) and bool(room.store.erase(Erasure(cells), snapshot.version))


def events_in(room: Mailroom, snapshot: Snapshot) -> Sequence[Event]:
    """The lines of the ledger; a Google Sheet contains its own."""
    return read_lines(snapshot.tabs).in_order if room.in_sheet else room.events()


def redactor_for(room: Mailroom, events: Sequence[Event]) -> Redactor | None:
    """The redactor for all forgotten people; None if there are none, or if the secret is not on this machine."""
    if not any(one.state == Notice.FORGOTTEN for one in events):
        return None
    forgotten = LedgerState.of(events).forgotten
    secret = room.secrets.known_suppression() if forgotten else None
    return Redactor.of(events, secret, frozenset(forgotten)) if secret else None


def redact_ledger(room: Mailroom, redactor: Redactor, *, scrub: bool = False) -> int:
    """Take people out of a ledger in a file. Returns how many lines changed.

    Args:
        room: Of the workbook.
        redactor: Of the people.
        scrub: Whether the file is written anew even if no line changes: an earlier run may have been killed before.
    """
    if room.in_sheet:
        return 0
    log = room.open_log()
    lines = redactor.lines(dict(enumerate(log.read().events, start=1)))
    if lines or scrub:
        log.redact(lines)
    return len(lines)


def remove_files(
    room: Mailroom, redactor: Redactor, traces: Traces | None = None, *, dry_run: bool = False
) -> Counter[str]:
    """Delete the files of messages to these people, of drafts of them, and of mails to owners that name them.

    A message that is being sent at this moment stays until that is over. Returns place → files.
    """
    removed: Counter[str] = Counter()
    drafts = ForwardedDrafts(room.folder)
    for draft in drafts.waiting(date.min):
        texts = [draft.subject, *draft.cells.values(), *draft.remarks]
        if redactor.covers(draft.cells.get("email", "")) or (traces and any(map(traces.found_in, texts))):
            removed[FORWARDED] += 1
            if not dry_run:
                drafts.settle(draft.draft_id)
    sends = LedgerState.of(room.events()).sends
    spool, outbox = room.folder / "spool", outbox_in(room.folder)
    places = {place for place in outbox.glob(f"*{MESSAGE}") if traces and any(map(traces.found_in, _texts(place)))}
    for send_id in redactor.sends:
        if send_id in sends and sends[send_id].state is State.SENDING:
            continue
        if spool.is_dir() and room.spool.path(send_id).exists():
            removed[SPOOL] += 1
            if not dry_run:
                room.spool.remove(send_id)
        places.add(outbox / file_of(send_id))
    for place in places:
        removed[OUTBOX] += place.exists()
        if not dry_run:
            place.unlink(missing_ok=True)
    return +removed


def _texts(place: Path) -> list[str]:
    """The headers and texts of a message."""
    try:
        message = message_from_bytes(place.read_bytes(), policy=policy.default)
        parts = [part.get_content() for part in message.walk() if part.get_content_maintype() == "text"]
        return [*map(str, message.values()), *map(str, parts)]
    except (OSError, ValueError, LookupError):
        return []
