"""The `Store` over a Google Sheet."""

import re
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from automation.core.grid import misplaced, shelved_row
from automation.core.headers import find_tab, require_tab
from automation.core.layout import Additions
from automation.core.model import Cell, Finding, Problem, Row, Snapshot
from automation.core.published import Publication
from automation.core.schema import BP_DATA, CANDIDATES
from automation.errors import ConfigError, NotInstalled, StoreUnavailable, Superseded
from automation.store.google import batches
from automation.store.google.connection import Connection, Refused, Unanswered, connect
from automation.store.google.doctor import examined
from automation.store.google.locator import key_in
from automation.store.google.reading import FIELDS, MARKS, Reading, marks_in, newest, read_answer

# How often a write that got no answer is looked for before giving up.
LOOKS = 3
# As many marks as are kept may linger after somebody deleted the tab that they lay in.
SKIPPED = batches.MARKS + 1
# What the service names, in one way or another, when it refuses a mark.
_ABOUT_THE_MARK = re.compile(r"named ?range|bp_gen_\d", re.IGNORECASE)


class GoogleStore:
    """A workbook in Google Sheets.

    Args:
        connection: To the spreadsheet.
    """

    def __init__(self, connection: Connection) -> None:
        self.locator = connection.key
        self.requests = connection.counted
        self._connection = connection
        self._reading: Reading | None = None
        self._refusal = ""

    def read(self) -> Snapshot:
        """Every tab, in one request."""
        return self._read().snapshot

    def _read(self) -> Reading:
        self._reading = read_answer(self._connection.read(FIELDS))
        return self._reading

    def publish(self, publication: Publication, version: str) -> Sequence[Problem]:
        """Replace and append to program tabs in one fenced batch; the columns look themselves up. Then look."""
        reading = self._at(version)
        if publication.install:
            raise NotInstalled
        requests: list[batches.Request] = []
        for tab, rows in publication.tabs.items():
            requests += batches.replaced(tab, rows, reading)
        for tab, rows in publication.appends.items():
            requests += batches.appended(tab, rows, reading)
        generation = self._write(requests, reading)
        if not publication.columns:
            return ()
        after = self._read()
        if after.generation != generation:
            # Somebody has published since, and looks for themselves.
            return ()
        return [problem for problem in after.snapshot.problems if problem not in reading.snapshot.problems]

    def append(self, tab: str, rows: Sequence[Row], version: str) -> None:
        """Add rows to a program tab."""
        reading = self._at(version)
        self._write(batches.appended(tab, rows, reading), reading)

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
        self._write(batches.completed(additions, reading, self._connection.account), reading)

    def examine(self) -> Sequence[Finding]:
        """Access, protections, size and switches, in one small request."""
        return examined(self._connection)

    def _at(self, version: str) -> Reading:
        """The reading that a write is based on."""
        if self._reading is None or self._reading.snapshot.version != version:
            raise Superseded
        return self._reading

    def _write(self, requests: Sequence[batches.Request], reading: Reading) -> int:
        """Send one batch behind the fence, and know whether it landed; returns its generation.

        Raises:
            Superseded: Somebody published since the reading.
        """
        made = any("addSheet" in r and r["addSheet"]["properties"]["title"] == BP_DATA for r in requests)
        if not made and BP_DATA not in reading.places:
            raise NotInstalled
        token = secrets.token_hex(4)
        taken = ""
        for generation in range(reading.generation + 1, reading.generation + 1 + SKIPPED):
            fence = batches.fence(reading, generation, token)
            # The fence's mark lies in BP Data, so it comes behind the request that makes it.
            body = {"requests": [*requests, *fence] if made else [*fence, *requests]}
            try:
                self._settle(body, reading, token)
            except _Taken as refusal:
                taken = str(refusal)
                continue
            self._refusal = ""
            return generation
        self._start_over(taken)
        raise StoreUnavailable("Google Sheets has no free mark for this publication; nothing was written.")

    def _start_over(self, refusal: str) -> None:
        """Raise `Superseded` unless this was refused before: people moved what the batch names."""
        if refusal != self._refusal:
            self._refusal = refusal
            raise Superseded

    def _settle(self, body: Mapping[str, Any], reading: Reading, token: str) -> None:
        for number in range(LOOKS):
            if number:
                self._connection.pause(number)
            try:
                self._connection.write(body)
            except Refused as refusal:
                # Either somebody else's mark is in the way, or our own: an earlier try landed after we had looked.
                if not self._landed(reading, token):
                    if _ABOUT_THE_MARK.search(str(refusal)) and "deleteNamedRange" not in str(refusal):
                        # The mark went with a deleted BP Data, but its id is still taken.
                        raise _Taken(str(refusal)) from refusal
                    self._start_over(str(refusal))
                    raise
            except Unanswered:
                if not self._landed(reading, token):
                    continue
            return
        raise StoreUnavailable("Google Sheets did not answer, and nothing was written. The next run tries again.")

    def _landed(self, reading: Reading, token: str) -> bool:
        """Whether our batch landed; raises `Superseded` where another one did."""
        marks = marks_in(self._connection.read({"fields": MARKS}))
        newer = [name for mark, name in marks.items() if newest({mark: name}) > reading.generation]
        ours = [name for name in newer if name.endswith(f"_{token}")]
        if newer and not ours:
            raise Superseded
        return bool(ours)


class _Taken(Exception):
    """A generation's mark is taken although nobody sees it."""


def open_google(locator: str, key_file: str | None, endpoint: str | None) -> GoogleStore:
    """The store behind an address or a key.

    Raises:
        ConfigError: It is no spreadsheet's address, or the credentials cannot be read.
    """
    key = key_in(locator, short=bool(endpoint))
    if key is None:
        raise ConfigError(f"{locator} is not the address of a Google Sheet: copy it from the browser.")
    return GoogleStore(connect(key, key_file, endpoint))
