"""`outreach adopt`: join the ledger with what the workbook, the spool and the outbox know; then sending goes on."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from automation.core.ledger.doubts import apart, in_words, union, waiting
from automation.core.ledger.events import REACHED, THREAD, Event, Notice, State
from automation.core.ledger.ledger_tabs import event_of, read_lines
from automation.core.ledger.sends import ANY
from automation.core.ledger.state import LedgerState
from automation.core.ledger.suppression import fingerprint, mailbox_hash
from automation.core.model import Snapshot
from automation.core.workbook.assemble import Workbook, assemble
from automation.errors import LedgerError, MailError
from automation.mail.base import Spooled
from automation.mail.compose import Written, written_in
from automation.mail.outbox import Outbox, outbox_in
from automation.mail.spool import Spool
from automation.outreach.context import Mailroom
from automation.outreach.witnesses import doubts, strays
from automation.secrets import SUPPRESSION_FILE

UNSURE = "two histories were joined here, and neither says whether this was sent"


@dataclass(frozen=True)
class Adopted:
    """The result of `adopt`.

    Attributes:
        differs: How the histories differ, in words; "" if they do not.
        ledger: How many lines the ledger had.
        workbook: How many lines the workbook showed.
        added: How many lines the ledger gained.
        recovered: Send IDs of messages that only the spool or the outbox knew.
        unknown: Send IDs of messages with unknown delivery, which a person has to resolve.
        dry_run: Whether nothing was written.
        only_ledger: Number → line that only the ledger had; empty for a ledger in the workbook itself.
        only_workbook: Number → line that only the workbook had.
    """

    differs: str
    ledger: int
    workbook: int
    added: int
    recovered: Sequence[str]
    unknown: Sequence[str]
    dry_run: bool
    only_ledger: Mapping[int, Event] = field(default_factory=dict)
    only_workbook: Mapping[int, Event] = field(default_factory=dict)

    def record(self) -> dict[str, Any]:
        """As plain data, for `--json`."""
        return {
            "differs": self.differs,
            "ledger": self.ledger,
            "workbook": self.workbook,
            "added": self.added,
            "recovered": list(self.recovered),
            "unknown": list(self.unknown),
            "dry_run": self.dry_run,
            "only_ledger": _records(self.only_ledger),
            "only_workbook": _records(self.only_workbook),
        }


def adopt(room: Mailroom, by: str, *, keep_queue: bool = False, dry_run: bool = False) -> Adopted:
    """Add what the workbook, the spool and the outbox know to the ledger, and make the ledger this workbook's.

    No line is lost. Messages that wait in the queue get the state unknown, because another ledger may have sent them.
    If nothing differs, nothing is written. The workbook shows the new lines after `workbook_sync.sync`.

    Args:
        room: Of the workbook.
        by: Who decides.
        keep_queue: Keep waiting messages in the queue: the person knows that they were not sent elsewhere.
        dry_run: Only report what would be done.

    Raises:
        LedgerError: The secret of the suppression list is missing, so people on the list could not be recognised; or a
            message file cannot be read.
        StoreError: The workbook or the ledger is out of reach.
    """
    snapshot = room.store.read()
    # Listed before the ledger is read, so a message that others queue meanwhile does not count as lost.
    spooled, sent = room.spool.confirmed(), Outbox(room.folder).ids()
    room.ledger.refresh()
    ours = room.events()
    lines = read_lines(snapshot.tabs)
    shown = {} if room.in_sheet else lines.events
    workbook_events = [shown[line] for line in sorted(shown)]
    found_doubts = doubts(room, lines)
    if not found_doubts:
        return Adopted("", len(ours), len(workbook_events), 0, (), (), dry_run)
    _require_secret(room, ours, workbook_events)
    further = union(ours, workbook_events)
    joined = LedgerState.of([*ours, *further])
    lost = (strays(room, spooled, joined) | sent) - joined.sends.keys()
    # `room.secret()` may write a new secret file, so a dry run must not call it.
    secret = (room.secrets.known_suppression() or b"") if dry_run else room.secret()
    found = _recovered(room, snapshot, joined, sorted(lost), sent, secret)
    joined.apply(found)
    unsure = [] if keep_queue else waiting(joined)
    events = [*further, *found, *_closing(room, joined, unsure, secret, by)]
    if not dry_run:
        room.ledger.change(lambda _: events)
    recovered = [event.send_id for event in found if event.state != Notice.MAILBOX]
    only_ledger, only_workbook = ({}, {}) if room.in_sheet else apart(ours, shown)
    return Adopted(
        in_words(found_doubts, room.store.locator),
        len(ours),
        len(workbook_events),
        len(events),
        recovered,
        unsure,
        dry_run,
        only_ledger,
        only_workbook,
    )


def _closing(room: Mailroom, joined: LedgerState, unsure: Sequence[str], secret: bytes, by: str) -> list[Event]:
    """The lines after those that the ledger lacked: the messages `unsure` as unknown, the secret, and the adoption."""
    now = room.clock.now()
    return [
        *(replace(joined.sends[one].queued, at=now, state=State.UNKNOWN, detail=UNSURE) for one in unsure),
        *([] if joined.fingerprint else [Event(now, Notice.SECRET, detail=fingerprint(secret))]),
        # All get one time: a line newer than the adoption would make the next adoption necessary.
        *(replace(event, at=now) for event in (room.adoption(by), *room.placed(joined))),
    ]


def _records(lines: Mapping[int, Event]) -> list[dict[str, Any]]:
    return [
        {
            "line": line,
            "at": event.at.isoformat(),
            "state": str(event.state),
            "send_id": event.send_id,
            "candidate": event.candidate,
            "requisitions": list(event.requisitions),
            "step": event.step,
            "by": event.by,
        }
        for line, event in lines.items()
    ]


def _require_secret(room: Mailroom, ours: Sequence[Event], shown: Sequence[Event]) -> None:
    """Check that this machine has the secret of both histories' suppression lists.

    Raises:
        LedgerError: It has none, or another one.
    """
    known = {LedgerState.of(events).fingerprint for events in (ours, shown)} - {""}
    secret = room.secrets.known_suppression()
    if not known or (secret and known == {fingerprint(secret)}):
        return
    raise LedgerError(
        f"The list of people who must not be contacted was made with another {SUPPRESSION_FILE} than the one in "
        f"{room.folder}, so the people on it could not be recognised, and nothing was adopted. "
        f"Copy {SUPPRESSION_FILE} and respond.key there from the outreach folder that the workbook had before, or name "
        "the file in the setting suppression_secret_file; then run this again."
    )


def _recovered(
    room: Mailroom,
    snapshot: Snapshot,
    joined: LedgerState,
    strays: Sequence[str],
    sent: Collection[str],
    secret: bytes,
) -> list[Event]:
    """The lines for messages that only the spool or the outbox has.

    Raises:
        LedgerError: A message file cannot be read, so its recipient is unknown.
    """
    if not strays:
        return []
    outbox = Spool(outbox_in(room.folder))
    damaged = []
    today = room.clock.today(snapshot.time_zone)
    workbook = assemble(snapshot, joined, secret, room.settings.conventions, today)
    events: list[Event] = []
    for send_id in strays:
        message = _loaded(room.spool, send_id) or _loaded(outbox, send_id)
        queued = event_of(room.spool.line(send_id)) or (
            _rewritten(message, workbook, room.clock.now()) if message else None
        )
        if queued is None:
            damaged.append((outbox if send_id in sent else room.spool).path(send_id))
            continue
        noted = room.spool.noted(send_id)
        state_now = State.SENT if send_id in sent or (noted and noted.state is State.SENT) else State.UNKNOWN
        if noted and noted.state not in REACHED:
            state_now = State.CANCELLED
        now, address = room.clock.now(), message.recipient if message else queued.candidate
        hashed = mailbox_hash(secret, address) if "@" in address else ""
        events.append(replace(queued, at=now, state=state_now, detail="found beside the ledger, which had lost it"))
        events += [Event(now, Notice.MAILBOX, send_id, detail=hashed)] if hashed else []
    if damaged:
        raise LedgerError(
            f"{' and '.join(map(str, damaged))} cannot be read, so it is not known to whom it is, and nothing was "
            "adopted: make it readable, or move it elsewhere; then run this again."
        )
    return events


def _loaded(spool: Spool, send_id: str) -> Spooled | None:
    try:
        return spool.load(send_id)
    except MailError:
        return None


def _rewritten(message: Spooled, workbook: Workbook, now: datetime) -> Event:
    """The line of a message that an older version queued: about openings whose title is in its text, else about any."""
    book, rows = workbook.book, workbook.persons.meant_by(message.recipient)
    # Where two people share the mailbox, it is unknown who got the message.
    key = str(book.people[rows[0]].key) if len({workbook.persons.of(row) for row in rows}) == 1 else None
    written = written_in(message)
    openings = tuple(str(row.key) for row in book.requisition_rows.values() if row.title and _names(written, row.title))
    step = THREAD[min(written.follows, len(THREAD) - 1)]
    return Event(now, State.UNKNOWN, message.send_id, key or message.recipient, openings or (ANY,), step)


def _names(written: Written, title: str) -> bool:
    words = re.escape(" ".join(title.split()))
    return re.search(rf"(?<!\w){words}(?!\w)", written.words, re.IGNORECASE) is not None
