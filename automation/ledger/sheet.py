"""The ledger in the Google Sheet itself: `BP Outreach`, which people see, and the hidden `BP Suppression`.

Lines are numbered in one sequence over both tabs. The marks of the fence contain the last number, so that a reading
shows whether lines are missing. A reading is one request, an append one batch.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from automation.core.ledger.events import LEADS_TO_A_MESSAGE, Event
from automation.core.ledger.ledger_tabs import (
    LEDGER_TABS,
    Lines,
    arranged,
    cleaned,
    columns_in_order,
    read_lines,
    rows_of,
)
from automation.core.ledger.state import LedgerState
from automation.core.model import Problem, Row
from automation.core.schema import BP_OUTREACH, BP_SUPPRESSION, PROGRAM_TABS
from automation.core.sentences import spans
from automation.errors import ConfigError, LedgerError, StoreUnavailable, Superseded
from automation.ledger.base import Log
from automation.store.base import Store
from automation.store.google import fencing
from automation.store.google.batches import appended, sheet_id
from automation.store.google.cells import cell_of
from automation.store.google.connection import Connection, Refused
from automation.store.google.fencing import KEPT, Fence, Marks, Overtaken, Request, Taken, newest
from automation.store.google.places import SHEET_IDS, Place
from automation.store.google.store import GoogleStore

_WHERE = f"{fencing.FIELDS},sheets(properties(sheetId,title,gridProperties(rowCount,columnCount))"
PLACES, CELLS = f"{_WHERE})", f"{_WHERE},data(rowData(values(effectiveValue))))"
# Numbers that an append tries. Marks of a deleted tab, at most `KEPT` and mark 0, stay taken; the next number is free.
SKIPPED = KEPT + 2
# How often a reading starts over because a tab was renamed or added between two requests.
LOOKS = 3
_HOME = BP_SUPPRESSION


@dataclass(frozen=True)
class _Reading:
    """The answer to one request; `own` is false for lines that came with a copied sheet or a file, without marks."""

    places: Mapping[str, Place] = field(default_factory=dict)
    marks: Marks = field(default_factory=dict)
    lines: Lines = field(default_factory=Lines)
    own: bool = True

    def count(self, known: int) -> int:
        """The highest number that a line ever had, as far as is known; at least `known`."""
        label = re.match(r"[^\W_]+_led_\d+_(\d+)", self.marks.get(newest(self.marks), ""))
        last = max(int(label[1]) if label else newest(self.marks), self.lines.last, known)
        # If the marks were deleted with BP Suppression, the last line may have been deleted with it.
        unsure = last and not newest(self.marks) and last not in self.lines.lost and self.own
        return last + 1 if unsure else last


class SheetLog:
    """An `EventLog` in two tabs; its version is the number of the last line.

    Args:
        connection: To the spreadsheet; a `GoogleStore` may use the same one.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._fence = Fence(connection, fencing.LINES)
        # The usual titles and ids of the tabs; the real ones are looked up when these are wrong.
        self._titles: Mapping[str, str] = {tab: tab for tab in LEDGER_TABS}
        self._ids: Mapping[str, int] = {tab: SHEET_IDS[tab] for tab in LEDGER_TABS}
        self._reading: _Reading | None = None
        # A line that was read or written once stays as it was then, even if its row is changed or deleted.
        self._known: dict[int, Event] = {}
        self._count = 0
        # The number of the last line that `read` returned or `append` wrote.
        self._returned = 0
        self._late = False
        self._damage = ""

    def read(self) -> Log:
        """The new events since this object's last reading or append; all events once missing lines are back."""
        continued = self._reading is not None
        reading = self._look()
        if self._late:
            continued, self._returned, self._late = False, 0, False
        events = [self._known[line] for line in sorted(self._known) if line > self._returned]
        self._returned = self._count
        damage = [Problem(BP_OUTREACH, "", "", "", self._damage)] if self._damage else []
        problems = [*damage, *reading.lines.problems]
        return Log(events, str(self._count), continued, problems, max(self._known, default=0), bool(damage))

    def append(self, events: Sequence[Event], version: str) -> str:
        """Add rows to both tabs, in one fenced batch."""
        if self._reading is None or version != str(self._count):
            raise Superseded
        if self._damage and any(event.state in LEADS_TO_A_MESSAGE for event in events):
            raise LedgerError(self._damage)
        if not events:
            return version
        events = [cleaned(event) for event in events]
        first = self._write(events, self._reading)
        self._known |= dict(enumerate(events, start=first))
        self._returned = first + len(events) - 1
        # Others may have come after us already.
        self._count = max(self._count, self._returned)
        return str(self._returned)

    def redact(self, lines: Mapping[int, Event]) -> None:
        """Do nothing: the store replaces the cells."""

    def _write(self, events: Sequence[Event], reading: _Reading) -> int:
        """Send the batch; returns the number of its first line."""
        home, made = sheet_id(_HOME, reading.places), _HOME not in reading.places
        for first in range(self._count + 1, self._count + 1 + SKIPPED):
            rows = {tab: arranged(rows, reading.lines.places.get(tab)) for tab, rows in rows_of(events, first).items()}
            requests, last = _requests(rows, reading.places), str(first + len(events) - 1)
            try:
                marks = self._fence.write(
                    requests, reading.marks, first, home, made=made, begins=first == 1, label=last
                )
            except Taken:
                if first == 1:
                    raise self._begun_before(reading) from None
                continue
            except Overtaken:
                self._look()
                if [self._known.get(first + number) for number in range(len(events))] != list(events):
                    raise
                return first
            self._reading = _Reading(_places_after(rows, reading.places), marks, reading.lines)
            self._titles = {tab: place.title for tab, place in self._reading.places.items()}
            self._ids = {tab: place.sheet_id for tab, place in self._reading.places.items()}
            return first
        raise StoreUnavailable("Google Sheets has no free mark for the outreach ledger; nothing was written.")

    def _begun_before(self, before: _Reading) -> Exception:
        """The error if mark 0 exists but no mark can be read."""
        reading = self._look()
        if reading.marks or set(reading.places) != set(before.places):
            # The ledger was begun, or a tab was deleted, since the reading.
            return Superseded()
        return LedgerError(
            "This spreadsheet had an outreach ledger, and its tabs BP Outreach and BP Suppression were deleted. "
            "Restore them from File, Version history. Until then nothing is sent, since it is not known who has been "
            "written to. To start a new ledger all the same, delete the named ranges that begin with bp_led under "
            "Data, Named ranges."
        )

    def _look(self) -> _Reading:
        """Read both tabs and the marks; read again if lines seem to be missing, as others may have just added a tab."""
        reading = self._read()
        if self._damage_of(reading) != self._damage:
            reading = self._read()
        self._reading, self._damage = reading, self._damage_of(reading)
        # Lines that were missing when `read` returned lines after them.
        self._late |= any(line <= self._returned for line in reading.lines.events if line not in self._known)
        self._known = {**reading.lines.events, **self._known}
        self._count = reading.count(max(self._known, default=0))
        return reading

    def _damage_of(self, reading: _Reading) -> str:
        """The error text for missing lines or moved columns, with what to do; "" if all is there."""
        count = reading.count(max(self._known, default=0))
        missing = reading.lines.missing(count)
        gone = [tab for tab in LEDGER_TABS if tab not in reading.places]
        if missing:
            where = f" ({' and '.join(gone)} was deleted)" if gone else ""
            return (
                f"In the outreach ledger (BP Outreach and the hidden BP Suppression) lines are missing{where}: "
                f"{spans(missing)}. They may be about messages that were sent, so nothing is sent now. Restore them "
                "from File, Version history. If that is not possible, type each number under Line and 'lost' under "
                "State into rows of BP Outreach."
            )
        for tab in reading.lines.places:
            return (
                f"Columns of {tab} were moved or renamed, so nothing is sent. Put them back in this order: "
                f"{columns_in_order(tab)}."
            )
        return ""

    def _read(self) -> _Reading:
        refusal: Refused | None = None
        for _ in range(LOOKS):
            if len(self._titles) < len(LEDGER_TABS):
                where = self._connection.read({"fields": PLACES})
                tabs = _ours(where)
                self._ids = {tab: _id_of(sheet) for tab, sheet in tabs.items()}
                self._titles = {tab: _title_of(sheet) for tab, sheet in tabs.items()}
                if not self._titles:
                    return _Reading(marks=self._fence.marks_in(where))
            try:
                answer = self._connection.read({"ranges": list(map(_quoted, self._titles.values())), "fields": CELLS})
            except Refused as error:
                # No tab has one of the titles.
                refusal, self._titles = error, {}
                continue
            by_id = {_id_of(sheet): sheet for sheet in answer.get("sheets", ())}
            tabs = {tab: by_id[number] for tab, number in self._ids.items() if number in by_id}
            if {tab: _title_of(sheet) for tab, sheet in tabs.items()} == self._titles:
                places = {tab: _place(sheet["properties"]) for tab, sheet in tabs.items()}
                lines = read_lines({tab: _rows_in(sheet) for tab, sheet in tabs.items()})
                own = _owner(lines) in {"", self._connection.key}
                return _Reading(places, self._fence.marks_in(answer), lines, own)
            self._titles = {}
        raise refusal or StoreUnavailable("People keep renaming BP Outreach and BP Suppression: try again in a minute.")


def open_log(store: Store) -> SheetLog:
    """A new log, not read yet, of the ledger in a store's spreadsheet, over the store's connection.

    Raises:
        ConfigError: The store is not a Google Sheet.
    """
    if not isinstance(store, GoogleStore):
        raise ConfigError(f"{store.locator} is not a Google Sheet, so it cannot contain an outreach ledger.")
    return SheetLog(store.connection)


def _owner(lines: Lines) -> str:
    """The workbook to which the lines belong, according to themselves; "" if they don't say."""
    state = LedgerState()
    state.apply(event for _, event in sorted(lines.events.items()))
    return state.workbook


def _requests(rows: Mapping[str, Sequence[Row]], places: Mapping[str, Place]) -> list[Request]:
    """The requests that append rows to tabs, and make the tab of the marks if it is missing."""
    wanted = [tab for tab in LEDGER_TABS if tab in rows or (tab == _HOME and tab not in places)]
    return [request for tab in wanted for request in appended(tab, rows.get(tab, ()), places)]


def _places_after(rows: Mapping[str, Sequence[Row]], places: Mapping[str, Place]) -> dict[str, Place]:
    """The places of the tabs after such an append."""
    after = dict(places)
    for tab in {_HOME, *rows}:
        width = max(map(len, rows.get(tab, ())), default=len(PROGRAM_TABS[tab]))
        place = places.get(tab, Place(SHEET_IDS[tab], 0, width, tab))
        after[tab] = replace(place, columns=max(place.columns, width))
    return after


def _quoted(title: str) -> str:
    doubled = title.replace("'", "''")
    return f"'{doubled}'"


def _ours(answer: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Our tabs, found by their ids, as people may rename them and copy others under their names.

    If no tab has the id, the tab with the name is ours: it came with a workbook that was a file before.
    """
    sheets = {_id_of(sheet): sheet for sheet in answer.get("sheets", ())}
    named = {_title_of(sheet): sheet for sheet in sheets.values()}
    found = {tab: sheets.get(SHEET_IDS[tab], named.get(tab)) for tab in LEDGER_TABS}
    return {tab: sheet for tab, sheet in found.items() if sheet is not None}


def _id_of(sheet: Mapping[str, Any]) -> int:
    return int(sheet["properties"].get("sheetId", 0))


def _title_of(sheet: Mapping[str, Any]) -> str:
    return str(sheet["properties"]["title"])


def _place(properties: Mapping[str, Any]) -> Place:
    size = properties.get("gridProperties", {})
    return Place(
        int(properties["sheetId"]),
        int(size.get("rowCount", 0)),
        int(size.get("columnCount", 0)),
        str(properties["title"]),
    )


def _rows_in(sheet: Mapping[str, Any]) -> list[Row]:
    data = (sheet.get("data") or [{}])[0]
    return [[cell_of(cell) for cell in row.get("values") or ()] for row in data.get("rowData") or ()]
