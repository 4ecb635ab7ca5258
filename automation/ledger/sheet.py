"""The ledger in the Google Sheet itself: `BP Outreach`, which people see, and the hidden `BP Suppression`.

Lines are numbered, one count over both tabs, and the marks of the fence tell how many there are: whoever reads knows
whether all are there. A reading is one request, an append one batch.
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
    spans,
)
from automation.core.ledger.state import LedgerState
from automation.core.model import Problem, Row
from automation.core.schema import BP_OUTREACH, BP_SUPPRESSION, PROGRAM_TABS
from automation.errors import ConfigError, LedgerError, StoreUnavailable, Superseded
from automation.ledger.base import Log
from automation.store.base import Store
from automation.store.google import fencing
from automation.store.google.batches import appended, sheet_id
from automation.store.google.cells import cell_of
from automation.store.google.connection import Connection, Refused
from automation.store.google.fencing import KEPT, Fence, Marks, Overtaken, Request, Taken, newest
from automation.store.google.reading import SHEET_IDS, Place
from automation.store.google.store import GoogleStore

_WHERE = f"{fencing.FIELDS},sheets(properties(sheetId,title,gridProperties(rowCount,columnCount))"
PLACES, CELLS = f"{_WHERE})", f"{_WHERE},data(rowData(values(effectiveValue))))"
# As many marks and mark 0 may linger after somebody deleted the tab that they lay in; the next number is free.
SKIPPED = KEPT + 2
# How often tabs are looked for that people rename, or others make, between two requests.
LOOKS = 3
_HOME = BP_SUPPRESSION


@dataclass(frozen=True)
class _Reading:
    """What one request told; `own` lines were written here, others came with a copy or a file and brought no marks."""

    places: Mapping[str, Place] = field(default_factory=dict)
    marks: Marks = field(default_factory=dict)
    lines: Lines = field(default_factory=Lines)
    own: bool = True

    def count(self, known: int) -> int:
        """The number of the last line that there ever was, as far as can be told; of `known` it is certain."""
        said = re.match(r"[^\W_]+_led_\d+_(\d+)", self.marks.get(newest(self.marks), ""))
        last = max(int(said[1]) if said else newest(self.marks), self.lines.last, known)
        # The marks went with BP Suppression, and what stood there last may have, too.
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
        # Where the tabs usually are; looked up where that is wrong.
        self._titles: Mapping[str, str] = {tab: tab for tab in LEDGER_TABS}
        self._ids: Mapping[str, int] = {tab: SHEET_IDS[tab] for tab in LEDGER_TABS}
        self._reading: _Reading | None = None
        # A line that was read or written once counts as it was then, whatever becomes of its row.
        self._known: dict[int, Event] = {}
        self._count = 0
        self._told = 0
        self._late = False
        self._damage = ""

    def read(self) -> Log:
        """What is new since this object's last reading or append; all, where lines are back that were missing."""
        continued = self._reading is not None
        reading = self._look()
        if self._late:
            continued, self._told, self._late = False, 0, False
        events = [self._known[line] for line in sorted(self._known) if line > self._told]
        self._told = self._count
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
        self._told = first + len(events) - 1
        # Others may have come after us already.
        self._count = max(self._count, self._told)
        return str(self._told)

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
        """There was a mark once, and nobody sees any."""
        reading = self._look()
        if reading.marks or set(reading.places) != set(before.places):
            # Only now did somebody begin, or delete a tab.
            return Superseded()
        return LedgerError(
            "This spreadsheet had an outreach ledger, and its tabs BP Outreach and BP Suppression were deleted: bring "
            "them back from File, Version history. Until then nothing is sent, since it is not known who has been "
            "written to. To begin anew all the same, delete the named ranges that begin with bp_led under Data, Named "
            "ranges."
        )

    def _look(self) -> _Reading:
        """Both tabs and the marks; what seems to be missing, perhaps in a tab just made, is looked for twice."""
        reading = self._read()
        if self._damage_of(reading) != self._damage:
            reading = self._read()
        self._reading, self._damage = reading, self._damage_of(reading)
        # Lines that were missing when those after them were told.
        self._late |= any(line <= self._told for line in reading.lines.events if line not in self._known)
        self._known = {**reading.lines.events, **self._known}
        self._count = reading.count(max(self._known, default=0))
        return reading

    def _damage_of(self, reading: _Reading) -> str:
        """What is missing, what that means, and what to do; "" where all is there."""
        count = reading.count(max(self._known, default=0))
        missing = reading.lines.missing(count)
        gone = [tab for tab in LEDGER_TABS if tab not in reading.places]
        if missing:
            where = f" ({' and '.join(gone)} was deleted)" if gone else ""
            return (
                f"Of the outreach ledger, BP Outreach and the hidden BP Suppression, lines are missing{where}: "
                f"{spans(missing)}. Messages that people have may be among them, so nothing is sent. Bring them back "
                "from File, Version history; where that cannot be, type each number under Line and 'lost' under State "
                "into rows of BP Outreach."
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
                # A title is not there, or not any more.
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
    """The ledger in a store's spreadsheet, over the store's connection, as somebody who has not read it yet.

    Raises:
        ConfigError: It is no spreadsheet.
    """
    if not isinstance(store, GoogleStore):
        raise ConfigError(f"{store.locator} is no Google Sheet, so it keeps no outreach ledger in itself.")
    return SheetLog(store.connection)


def _owner(lines: Lines) -> str:
    """The workbook that lines say they belong to; "" where they do not say."""
    state = LedgerState()
    state.apply(event for _, event in sorted(lines.events.items()))
    return state.workbook


def _requests(rows: Mapping[str, Sequence[Row]], places: Mapping[str, Place]) -> list[Request]:
    """What is appended where; the marks' tab is made where it is missing."""
    wanted = [tab for tab in LEDGER_TABS if tab in rows or (tab == _HOME and tab not in places)]
    return [request for tab in wanted for request in appended(tab, rows.get(tab, ()), places)]


def _places_after(rows: Mapping[str, Sequence[Row]], places: Mapping[str, Place]) -> dict[str, Place]:
    """Where the tabs are after such an append."""
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
    """Our tabs among all tabs, by their ids: people may rename them, and what only bears their name is a copy.

    Where no tab has the id, the one of that name is meant: it came with a workbook that was a file before.
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
