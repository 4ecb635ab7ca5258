"""`forget`: delete a person's details everywhere, for good.

The steps come in an order in which a killed run can be repeated: first the ledger gets what keeps the person away, and
the keyed hashes by which everything else is found. Then come the ledger's lines, the files, the workbook, its backups.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from time import sleep

from automation.archive import forgetting as archived
from automation.archive.index import Folder
from automation.core.follow_ups.retention import hold_on
from automation.core.ledger.events import State
from automation.core.ledger.forgetting import Redactor
from automation.core.model import Cell, Row, Snapshot
from automation.core.publishing.plan import Plan, make_plan
from automation.core.reason_words import words
from automation.core.reasons import Reason, ReasonKind
from automation.core.schema import BP_DATA, BP_HISTORY, BP_MATCHES, CANDIDATES, REQUISITIONS
from automation.core.tabs.headers import locate
from automation.core.text import cell_at, text_of
from automation.core.workbook.assemble import assemble
from automation.core.workbook.forgetting import CellChange, mentions, only_theirs, redacted_cells
from automation.core.workbook.history_log import rows_for, shelving_line
from automation.errors import ConfigError, OnHold
from automation.outreach.context import Mailroom
from automation.outreach.forgetting import LEDGER, events_in, redact_ledger, redactor_for, remove_files
from automation.refresh import refresh
from automation.repeated_run import Memory, results_folder
from automation.retry import landed
from automation.services.archive import archive_folder
from automation.services.archive_counts import counts_for, remembered
from automation.services.privacy.forgotten_person import Forgotten, forgotten_person, keep_away
from automation.services.privacy.receipt import Left, Receipt, in_file
from automation.store.base import Erasure, Trace

BACKUPS, ARCHIVE = "backups", "archive index"
# Seconds between two looks at a Google Sheet in which a person is to delete a row.
LOOK = 15.0


def forget(
    room: Mailroom,
    candidate: str,
    by: str,
    *,
    despite_hold: str = "",
    dry_run: bool = False,
    wait: bool = False,
    pause: Callable[[float], None] = sleep,
) -> Receipt:
    """Delete the details of the person on a row, on all rows that are this person.

    In a Google Sheet a person deletes the row. Until then the receipt names it; the next refresh does the rest.

    Args:
        room: Of the workbook.
        candidate: The key of the row; a key without a row finishes what was begun, or clears what is left of it.
        by: Who decides.
        despite_hold: Why to delete records that must still be kept; "" refuses.
        dry_run: Only report what would be deleted.
        wait: Wait until the rows are gone from a Google Sheet.
        pause: Waits so many seconds.

    Raises:
        UnknownKey: No row has this key, and nothing is known of it.
        DoubledKey: Several rows have this key.
        OnHold: Records must be kept until a later day, or a colleague set a legal hold.
        ConfigError: `by` is empty.
        LedgerError: The secret of the suppression list is missing.
        StoreError: The workbook or the ledger is out of reach.
    """
    if not by.strip():
        raise ConfigError("Enter who decides: the ledger keeps the name.")
    state = room.ledger.refresh()
    workbook = room.read(state)
    secret = (room.secrets.known_suppression() or b"?") if dry_run else room.secret()
    person = forgotten_person(room, workbook, state, candidate, secret)
    hold = hold_on(workbook, person.rows)
    if hold and not despite_hold.strip():
        raise OnHold(_on_hold(candidate, hold))
    if not dry_run:
        until = f" until {hold.until.isoformat()}" if hold and hold.until else ""
        why = f"despite the hold{until}: {despite_hold.strip()}" if hold else ""
        keep_away(room, workbook, person, by, why)
    return _Work(room, person, secret, dry_run=dry_run).run(wait=wait, pause=pause)


def _on_hold(candidate: str, hold: Reason) -> str:
    if hold.kind is ReasonKind.LEGAL_HOLD:
        return f"{candidate} must not be deleted. {words(hold)}. Lift the hold, or give a reason to delete them now."
    until = f" until {hold.until.isoformat()}" if hold.until else ""
    return (
        f"Records about {candidate} must be kept{until}, as the tab Settings says for their region. To delete them all "
        "the same, give a reason."
    )


@dataclass(frozen=True)
class _Work:
    """The steps after the ledger knows that the person is forgotten.

    Attributes:
        room: Of the workbook.
        person: Whom to forget.
        secret: Of the suppression list.
        dry_run: Whether to count only.
    """

    room: Mailroom
    person: Forgotten
    secret: bytes
    dry_run: bool

    def run(self, *, wait: bool, pause: Callable[[float], None]) -> Receipt:
        """All steps. Returns the receipt."""
        room, erased = self.room, Counter[str]()
        redactor = self._redactor(room.store.read())
        if room.in_sheet or self.dry_run:
            erased[LEDGER] += 0
        else:
            erased[LEDGER] += redact_ledger(room, redactor, scrub=True)
        if self.dry_run and not room.in_sheet:
            erased[LEDGER] += len(redactor.lines(dict(enumerate(room.events(), start=1))))
        erased += remove_files(room, redactor, self.person.traces, dry_run=self.dry_run)
        erased += landed(self._workbook)
        if wait and room.in_sheet and not self.dry_run:
            while self._rows_left(room.store.read()):
                pause(LOOK)
            erased += landed(self._workbook)
        if not self.dry_run:
            # It quotes cells; the next run makes it again.
            Memory(results_folder(), room.path).forget()
            remembered(room).forget()
        copies = room.store.erase_copies(Trace(self.person.traces.found_in, redactor.covers), dry_run=self.dry_run)
        erased[BACKUPS] += copies.deleted
        rows = archived.rows_of(self._archive, self._hashes)
        erased[ARCHIVE] += len(rows) if self.dry_run else archived.erase(self._archive, self._hashes)
        tabs = room.store.whole()
        own = self._rows_left(Snapshot(tabs))
        left = self._left(tabs, own, copies.saves, copies.parts, redactor)
        return Receipt(dict(+erased), [*left, *map(in_file, rows)], len(own) if room.in_sheet else 0)

    @property
    def _archive(self) -> Folder:
        return archive_folder(self.room)

    @property
    def _hashes(self) -> list[bytes]:
        """The keyed hashes by which the archive knows the person."""
        return [bytes.fromhex(one) for one in dict.fromkeys([*self.person.hashes, *self.person.own])]

    def _redactor(self, snapshot: Snapshot) -> Redactor:
        events = events_in(self.room, snapshot)
        if self.dry_run:
            return Redactor.of(events, self.secret, frozenset(self.person.own))
        return redactor_for(self.room, events) or Redactor(self.secret, frozenset(self.person.own))

    def _workbook(self) -> Counter[str]:
        """Take the person out of the workbook, in one write. Returns place → what was taken out."""
        room, snapshot = self.room, self.room.store.read()
        redactor = self._redactor(snapshot)
        cells = redacted_cells(snapshot.tabs, redactor)
        if room.in_sheet:
            cells = only_theirs(snapshot.tabs, cells)
        rows = [] if room.in_sheet else self._rows_left(snapshot)
        found = Counter({tab: len({one.row for one in cells if one.tab == tab}) for tab in {one.tab for one in cells}})
        found[CANDIDATES] += len(rows)
        found[BP_MATCHES] += sum(redactor.covers(text_of(cell_at(row, 1))) for row in snapshot.tabs.get(BP_MATCHES, ()))
        gone = {*self.person.keys} - {key for key in self.person.rows if room.in_sheet and self._rows_left(snapshot)}
        found[BP_DATA] += sum(_record_of(row) in gone for row in snapshot.tabs.get(BP_DATA, ()))
        if self.dry_run:
            return found
        counting = counts_for(room)
        if room.in_sheet:
            room.store.erase(Erasure(cells), snapshot.version)
            refresh(room.store, room.clock, room.settings.conventions, force=True, room=room, in_archive=counting)
            return found
        without = replace(snapshot, tabs=_without(snapshot.tabs, cells, rows))
        today = room.clock.today(snapshot.time_zone)
        workbook = assemble(without, room.events(), self.secret, room.settings.conventions, today)
        plan = make_plan(workbook, force=True, in_archive=counting(workbook) if counting else {})
        appends = {**workbook.behind(), **self._shelvings(plan, snapshot)}
        publication = replace(plan.publication, appends=appends)
        room.store.erase(Erasure(cells, rows, publication), snapshot.version)
        return found

    def _shelvings(self, plan: Plan, snapshot: Snapshot) -> dict[str, Sequence[Row]]:
        """The lines of `BP History` that this write owes to others: `BP Data` holds their new shelvings from now on."""
        now = self.room.clock.now()
        others = {key: texts for key, texts in plan.overwritten.items() if key not in self.person.keys}
        lines = [shelving_line(now, key, texts) for key, texts in others.items()]
        return {BP_HISTORY: rows_for(lines, snapshot.tabs)} if lines else {}

    def _rows_left(self, snapshot: Snapshot) -> list[int]:
        """The indexes of the person's rows."""
        places = locate(snapshot.tabs, CANDIDATES).places
        return sorted(index for key in self.person.rows for index in places.get(key, ()))

    def _left(
        self,
        tabs: Mapping[str, Sequence[Row]],
        own: Sequence[int],
        saves: Sequence[str],
        parts: Sequence[str],
        redactor: Redactor,
    ) -> list[Left]:
        """What is left, in the order of the receipt.

        Args:
            tabs: All tabs, read afresh.
            own: The indexes of the person's rows.
            saves: As `store.base.Copies` has them.
            parts: As `store.base.Copies` has them.
            redactor: Recognises the person.
        """
        room, rows = self.room, {index + 1 for index in own}
        name = locate(tabs, CANDIDATES).name
        sending = [one for one in room.ledger.refresh().sends.values() if one.send_id in redactor.sends]
        found = [Left(f"{name}, row {row}", _DELETE_ROW) for row in sorted(rows)] if room.in_sheet else []
        if any(one.state is State.SENDING for one in sending):
            found.append(Left("A message that is being sent now", "Run this again in a few minutes."))
        for one in mentions(self._as_erased(tabs) if self.dry_run else tabs, self.person.traces):
            if one.tab != name or one.row not in rows:
                how = _NAMESAKE.format(key=one.namesake) if one.namesake else _CORRECT_CELL
                found.append(Left(f"{one.tab}, row {one.row}, {one.header or 'a column without a header'}", how))
        found += [Left(f"{part} in the workbook file", _PART) for part in parts]
        found += [Left(save, _SAVE) for save in saves]
        if room.in_sheet:
            found.append(Left("The version history of the Google Sheet", _HISTORY))
        found.append(Left("Mailboxes of recruiters, and the mailbox for replies", _MAILBOXES))
        if room.settings.mailer == "smtp":
            found.append(Left("The mail server", "Ask who runs it how long it keeps messages and logs."))
        found.append(Left("Exported files, and other copies of the workbook", _EXPORTS))
        return found

    def _as_erased(self, tabs: Mapping[str, Sequence[Row]]) -> dict[str, Sequence[Row]]:
        """The tabs as a run would leave them, but for cells that it makes anew, which are empty here."""
        snapshot = self.room.store.read()
        cells = redacted_cells(snapshot.tabs, self._redactor(snapshot))
        if self.room.in_sheet:
            cells = only_theirs(snapshot.tabs, cells)
        kept = {tab: rows for tab, rows in tabs.items() if tab not in {BP_MATCHES, BP_DATA}}
        erased = _without(kept, [one for one in cells if one.tab in kept], ())
        for located in locate(tabs, CANDIDATES), locate(tabs, REQUISITIONS):
            ours = set(located.headers.columns.values())
            header, *rows = erased[located.name]
            cells_left = [[None if at in ours else cell for at, cell in enumerate(row)] for row in rows]
            erased[located.name] = [header, *cells_left]
        return erased


_DELETE_ROW = "Delete this row. The next refresh deletes what was calculated for it."
_NAMESAKE = "This row has the same name. If it is the same person, delete {key}, too. If not, leave it."
_CORRECT_CELL = "This cell names them. Take their name or address out of it."
_PART = "Excel keeps a copy here, such as that of a pivot table: refresh or delete it in Excel, and save."
_SAVE = "A save by another program: compare it with the workbook, then delete it."
_HISTORY = (
    "Google keeps earlier versions, and no program can delete them. If they have to go: File, Make a copy; use the "
    "copy from now on (`backpocket outreach adopt`); delete this spreadsheet, also from the bin of Google Drive."
)
_MAILBOXES = "Search for the address, and delete what was written and received."
_EXPORTS = "Delete them, or the person in them. The program does not know where they are."


def _record_of(row: Row) -> str:
    """The candidate's compared key in a row of `BP Data`; "" for other rows."""
    kind, _, key = text_of(cell_at(row, 0)).partition("/")
    return key if kind == CANDIDATES else key.partition("/")[2] if kind == "Pair" else ""


def _without(
    tabs: Mapping[str, Sequence[Row]], cells: Sequence[CellChange], rows: Sequence[int]
) -> dict[str, Sequence[Row]]:
    """Tabs with changed cells, and with emptied rows of Candidates."""
    changed: dict[str, list[list[Cell]]] = {tab: [list(row) for row in own] for tab, own in tabs.items()}
    for one in cells:
        changed[one.tab][one.row][one.column] = one.new or None
    name = locate(tabs, CANDIDATES).name
    for index in rows:
        changed[name][index] = []
    return dict(changed)
