"""The `Store` over a Google Sheet."""

import contextlib
import secrets
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from automation.core.model import Cell, Finding, Problem, Row, Snapshot
from automation.core.publishing.scaffold import Additions
from automation.core.publishing.validation import no_column
from automation.core.schema import BP_DATA, CANDIDATES, PEOPLES_TABS, PROGRAM_TABS
from automation.core.tabs.grid import NewRows, added_rows, columns_to_install, misplaced
from automation.core.tabs.headers import find_tab, match_headers, require_tab
from automation.core.tabs.previous_run import Publication, read_published
from automation.core.tabs.typed_rows import in_types_of_columns
from automation.errors import BackpocketError, ConfigError, NotInstalled, StoreUnavailable, Superseded
from automation.store.base import Copies, Erasure, Trace
from automation.store.google import batches
from automation.store.google.cells import SlimRows
from automation.store.google.connection import Connection, connect
from automation.store.google.doctor import examined
from automation.store.google.fencing import GENERATIONS, KEPT, NO_ANSWER, STEPS, Fence, Overtaken, Request, Taken
from automation.store.google.locator import key_in
from automation.store.google.our_columns import vanished
from automation.store.google.places import TENS, Reading
from automation.store.google.reading import FIELDS, read_answer
from automation.store.google.table_rows import appended_rows, as_read
from automation.store.google.tables import Table, TableColumn

# How often `add` wakes formulas before it leaves them to the next `init`. With its first write it makes no more marks
# than are kept: the id of a dropped mark could be used again by a run with an older reading.
WAKINGS = KEPT - 1


class GoogleStore:
    """A workbook in Google Sheets.

    Args:
        connection: To the spreadsheet.
    """

    rows_at_once = 1_000

    def __init__(self, connection: Connection) -> None:
        self.locator = connection.key
        self.requests = connection.counted
        self.written = ""
        self.connection = connection
        self._reading: Reading | None = None
        self._fence = Fence(connection, GENERATIONS)

    def version(self) -> str:
        """Not known without a reading: a spreadsheet's cells change without any mark."""
        return ""

    def read(self) -> Snapshot:
        """All tabs, in one request."""
        return self._read().snapshot

    def _read(self) -> Reading:
        self._reading = read_answer(self.connection.read(FIELDS, SlimRows()))
        if any(tab in self._reading.places for tab in PROGRAM_TABS):
            self._reading.ten = 1 + secrets.randbelow(TENS - 1)
        return self._reading

    def publish(self, publication: Publication, version: str) -> Sequence[Problem]:
        """Replace program tabs and append to them in one fenced batch; then check what the columns show."""
        reading = self._at(version)
        if not publication.before.installed:
            raise NotInstalled
        self._write(batches.published(publication, reading), reading)
        if not publication.columns:
            return ()
        known, install = reading.snapshot.problems, publication.install
        ours = publication.before.generation + 1
        # The cells must not be in memory twice: neither those that were read nor those that were written.
        self._reading, reading.snapshot = None, replace(reading.snapshot, tabs={})
        del publication
        after = self._read()
        shown = read_published(after.snapshot).generation
        if shown < ours:
            # BP Data was deleted or emptied.
            raise Superseded
        if shown > ours:
            # Another run has published since, and does its own check.
            return ()
        found = [*after.snapshot.problems, *vanished(reading, after), *_not_added(install, after.snapshot)]
        return [problem for problem in found if problem not in known]

    def erase(self, erasure: Erasure, version: str) -> int:
        """Replace texts in program tabs, found by the texts themselves; then publish.

        Replacing needs no fence: a repetition finds nothing more, whatever others appended or sorted meanwhile.
        """
        reading = self._at(version)
        requests = batches.replaced_texts(erasure.cells, reading)
        if requests:
            self.connection.write({"requests": requests})
        if erasure.publication:
            self.publish(erasure.publication, version)
        return len(requests)

    def whole(self) -> Mapping[str, Sequence[Row]]:
        """All tabs."""
        return self.read().tabs

    def append(self, tab: str, rows: Sequence[Row], version: str) -> None:
        """Add rows to a program tab."""
        reading = self._at(version)
        self._write(batches.appended(tab, rows, reading.places), reading)

    def shelve(self, person: Mapping[str, Cell], version: str) -> Sequence[Problem]:
        """Add one candidate's row below the last one, then check that it is there."""
        return self.add_rows(NewRows(CANDIDATES, [person]), version)

    def add_rows(self, new: NewRows, version: str) -> Sequence[Problem]:
        """Add rows below the last one, with what goes with them, in one fenced batch; then check the rows."""
        reading = self._at(version)
        requests: list[Request] = []
        kinds: Mapping[int, TableColumn] = {}
        rows = require_tab(reading.snapshot.tabs, new.tab)
        records = in_types_of_columns(new.tab, rows, new.records)
        if records:
            index, placed = added_rows(new.tab, rows, records)
            place = reading.places[find_tab(reading.snapshot.tabs, new.tab) or new.tab]
            table = place.table
            if table and all(table.holds(column) for cells in placed for column in cells):
                requests, kinds = [appended_rows(placed, table)], table.columns
            else:
                at = _inside(index, table)
                requests = batches.inserted(at, placed, place, rows[at - 1])
        for tab, whole in new.tabs.items():
            requests += batches.replaced(tab, whole, reading.places, reading.ten)
        for tab, added in new.appends.items():
            requests += batches.appended(tab, added, reading.places)
        self._write(requests, reading)
        fields = match_headers(PEOPLES_TABS[new.tab], rows).fields
        written = [
            {name: as_read(cell, kinds.get(fields.get(name, -1))) for name, cell in record.items()}
            for record in records
        ]
        known = [{name: cell for name, cell in record.items() if cell is not None} for record in written]
        try:
            return misplaced(self._read().snapshot, new.tab, known) if known else ()
        except BackpocketError as error:
            # The rows are there: after an error the recruiter would add them again.
            what = "The row was" if len(known) == 1 else "The rows were"
            message = f"{what} added, but could not be checked afterwards: {error}"
            return [Problem(new.tab, "", "", "", message)]

    def erase_copies(self, trace: Trace, *, dry_run: bool = False) -> Copies:
        """There are none that the program makes or can reach."""
        del trace, dry_run
        return Copies()

    def repairs(self) -> Sequence[str]:
        """Fixes of formulas, titles and protections that are not as `init` made them; one line each."""
        return batches.repairs(self._reading) if self._reading else ()

    def add(self, additions: Additions, version: str) -> None:
        """Add tabs and headers, and make the repairs; then wake the formulas that look up the right columns."""
        reading = self._at(version)
        self._write(batches.completed(additions, reading, self.connection.account), reading)
        for _ in range(WAKINGS):
            reading = self._read()
            if not reading.outdated:
                return
            with contextlib.suppress(Superseded):
                self._write(batches.fixed_formulas(reading), reading)

    def examine(self) -> Sequence[Finding]:
        """Access, protections, size and switches, in one small request."""
        return examined(self.connection)

    def _at(self, version: str) -> Reading:
        """The reading that a write is based on."""
        if self._reading is None or self._reading.snapshot.version != version:
            raise Superseded
        return self._reading

    def _write(self, requests: Sequence[Request], reading: Reading) -> None:
        """Send one batch behind the fence.

        Raises:
            Superseded: Another run has published since the reading.
        """
        made = any("addSheet" in r and r["addSheet"]["properties"]["title"] == BP_DATA for r in requests)
        if not made and BP_DATA not in reading.places:
            raise NotInstalled
        home = batches.sheet_id(BP_DATA, reading.places, reading.ten)
        begins = not reading.marks
        for generation in (reading.generation + step for step in STEPS):
            try:
                self._fence.write(requests, reading.marks, generation, home, made=made, begins=begins)
            except Taken:
                begins = False
                continue
            except Overtaken as trouble:
                raise StoreUnavailable(f"{NO_ANSWER} Check whether it was written before you try again.") from trouble
            return
        raise StoreUnavailable("Google Sheets has no free mark for this publication; nothing was written.")


def _not_added(install: AbstractSet[str], snapshot: Snapshot) -> list[Problem]:
    """The columns of a newer version that people's tabs lack: only `init` adds columns."""
    there = {tab: name for tab in PEOPLES_TABS if (name := find_tab(snapshot.tabs, tab))}
    return [
        no_column(tab, header)
        for tab, name in there.items()
        for header in columns_to_install(tab, snapshot.tabs[name], install)
    ]


def _inside(index: int, table: Table | None) -> int:
    """Where to insert a row that holds cells beside a table, too: above the last row of the body, which grows."""
    return index if table is None else min(index, max(table.end - 1, table.top + 1))


def open_google(locator: str, key_file: str | None, endpoint: str | None) -> GoogleStore:
    """The store behind an address or a key.

    Raises:
        ConfigError: It is not a spreadsheet's address, or the credentials cannot be read.
    """
    key = key_in(locator, short=bool(endpoint))
    if key is None:
        raise ConfigError(f"{locator} is not the address of a Google Sheet: copy it from the browser.")
    return GoogleStore(connect(key, key_file, endpoint))
