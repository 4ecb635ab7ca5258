"""The `Store` over a Google Sheet."""

from collections.abc import Mapping, Sequence

from automation.core.grid import misplaced, shelved_row
from automation.core.headers import find_tab, require_tab
from automation.core.layout import Additions
from automation.core.model import Cell, Finding, Problem, Row, Snapshot
from automation.core.published import Publication
from automation.core.schema import BP_DATA, CANDIDATES
from automation.errors import ConfigError, NotInstalled, StoreUnavailable, Superseded
from automation.store.google import batches
from automation.store.google.connection import Connection, connect
from automation.store.google.doctor import examined
from automation.store.google.fencing import GENERATIONS, SKIPPED, Fence, Request, Taken
from automation.store.google.locator import key_in
from automation.store.google.reading import FIELDS, Reading, not_shown, read_answer


class GoogleStore:
    """A workbook in Google Sheets.

    Args:
        connection: To the spreadsheet.
    """

    def __init__(self, connection: Connection) -> None:
        self.locator = connection.key
        self.requests = connection.counted
        self.connection = connection
        self._reading: Reading | None = None
        self._fence = Fence(connection, GENERATIONS)

    def read(self) -> Snapshot:
        """Every tab, in one request."""
        return self._read().snapshot

    def _read(self) -> Reading:
        self._reading = read_answer(self.connection.read(FIELDS))
        return self._reading

    def publish(self, publication: Publication, version: str) -> Sequence[Problem]:
        """Replace and append to program tabs in one fenced batch; the columns look themselves up. Then look."""
        reading = self._at(version)
        if publication.install:
            raise NotInstalled
        requests: list[Request] = []
        for tab, rows in publication.tabs.items():
            requests += batches.replaced(tab, rows, reading.places)
        for tab, rows in publication.appends.items():
            requests += batches.appended(tab, rows, reading.places)
        generation = self._write(requests, reading)
        if not publication.columns:
            return ()
        after = self._read()
        if after.generation != generation:
            # Somebody has published since, and looks for themselves.
            return ()
        return [
            problem for problem in not_shown(after, publication.columns) if problem not in reading.snapshot.problems
        ]

    def append(self, tab: str, rows: Sequence[Row], version: str) -> None:
        """Add rows to a program tab."""
        reading = self._at(version)
        self._write(batches.appended(tab, rows, reading.places), reading)

    def shelve(self, person: Mapping[str, Cell], version: str) -> Sequence[Problem]:
        """Add one person's row below the last one: inserted, then filled; then look where it stands."""
        reading = self._at(version)
        rows = require_tab(reading.snapshot.tabs, CANDIDATES)
        index, cells = shelved_row(rows, person)
        place = reading.places[find_tab(reading.snapshot.tabs, CANDIDATES) or CANDIDATES]
        self._write(batches.shelved(index, cells, place), reading)
        return misplaced(self._read().snapshot, person)

    def repairs(self) -> Sequence[str]:
        """Formulas, titles and protections that are not as `init` made them."""
        return batches.repairs(self._reading) if self._reading else ()

    def add(self, additions: Additions, version: str) -> None:
        """Add tabs and headers, and make the repairs, in one batch."""
        reading = self._at(version)
        self._write(batches.completed(additions, reading, self.connection.account), reading)

    def examine(self) -> Sequence[Finding]:
        """Access, protections, size and switches, in one small request."""
        return examined(self.connection)

    def _at(self, version: str) -> Reading:
        """The reading that a write is based on."""
        if self._reading is None or self._reading.snapshot.version != version:
            raise Superseded
        return self._reading

    def _write(self, requests: Sequence[Request], reading: Reading) -> int:
        """Send one batch behind the fence; returns its generation.

        Raises:
            Superseded: Somebody published since the reading.
        """
        made = any("addSheet" in r and r["addSheet"]["properties"]["title"] == BP_DATA for r in requests)
        home = batches.sheet_id(BP_DATA, reading.places)
        begins = not reading.marks
        for generation in range(reading.generation + 1, reading.generation + 1 + SKIPPED):
            try:
                self._fence.write(requests, reading.marks, generation, home, made=made, begins=begins)
            except Taken:
                begins = False
                continue
            return generation
        raise StoreUnavailable("Google Sheets has no free mark for this publication; nothing was written.")


def open_google(locator: str, key_file: str | None, endpoint: str | None) -> GoogleStore:
    """The store behind an address or a key.

    Raises:
        ConfigError: It is no spreadsheet's address, or the credentials cannot be read.
    """
    key = key_in(locator)
    if key is None:
        raise ConfigError(f"{locator} is not the address of a Google Sheet: copy it from the browser.")
    return GoogleStore(connect(key, key_file, endpoint))
