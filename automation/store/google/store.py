"""The `Store` over a Google Sheet."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from automation.core.grid import shelved_row
from automation.core.headers import find_tab, require_tab
from automation.core.layout import Additions
from automation.core.model import Cell, Problem, Row, Snapshot
from automation.core.published import Publication
from automation.core.schema import BP_DATA, CANDIDATES
from automation.errors import ConfigError, NotInstalled, StoreUnavailable, Superseded
from automation.store.google import batches
from automation.store.google.connection import Connection, Refused, Unanswered, connect
from automation.store.google.locator import key_in
from automation.store.google.reading import FIELDS, Reading, not_shown, read_answer

# How often a write that got no answer is looked for before giving up.
LOOKS = 3


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
        self._write(requests, reading)
        if not publication.columns:
            return ()
        seen = not_shown(self._read(), publication.columns)
        return [problem for problem in seen if problem not in reading.snapshot.problems]

    def append(self, tab: str, rows: Sequence[Row], version: str) -> None:
        """Add rows to a program tab."""
        reading = self._at(version)
        self._write(batches.appended(tab, rows, reading), reading)

    def shelve(self, person: Mapping[str, Cell], version: str) -> None:
        """Add one person's row below the last one: inserted, then filled."""
        reading = self._at(version)
        rows = require_tab(reading.snapshot.tabs, CANDIDATES)
        index, cells = shelved_row(rows, person)
        place = reading.places[find_tab(reading.places, CANDIDATES) or CANDIDATES]
        self._write(batches.shelved(index, cells, place), reading)

    def add(self, additions: Additions, version: str) -> None:
        """Add tabs and headers in one batch."""
        reading = self._at(version)
        self._write(batches.completed(additions, reading, self._connection.account), reading)

    def _at(self, version: str) -> Reading:
        """The reading that a write is based on."""
        if self._reading is None or self._reading.snapshot.version != version:
            raise Superseded
        return self._reading

    def _write(self, requests: Sequence[batches.Request], reading: Reading) -> None:
        """Send one batch behind the fence, and know whether it landed.

        Raises:
            Superseded: Somebody published since the reading.
        """
        token = secrets.token_hex(4)
        fence = batches.fence(reading, token)
        made = any("addSheet" in r and r["addSheet"]["properties"]["title"] == BP_DATA for r in requests)
        # The fence's mark lies in BP Data, so it comes behind the request that makes it.
        body = {"requests": [*requests, *fence] if made else [*fence, *requests]}
        self._settle(lambda: self._connection.write(body), reading, token)

    def _settle(self, send: Callable[[], Any], reading: Reading, token: str) -> None:
        for number in range(LOOKS):
            if number:
                self._connection.pause(number)
            try:
                send()
            except Refused:
                # Either somebody else's mark is in the way, or our own: an earlier try landed after we had looked.
                if not self._landed(reading, token):
                    raise
            except Unanswered:
                if not self._landed(reading, token):
                    continue
            return
        raise StoreUnavailable("Google Sheets did not answer, and nothing was written. The next run tries again.")

    def _landed(self, reading: Reading, token: str) -> bool:
        """Whether our batch landed; raises `Superseded` where another one did."""
        answer = self._connection.read({"fields": "namedRanges(namedRangeId,name)"})
        mark = f"bp_gen_{reading.generation + 1}"
        names = [str(named.get("name")) for named in answer.get("namedRanges", ()) if named.get("namedRangeId") == mark]
        if names and not names[0].endswith(f"_{token}"):
            raise Superseded
        return bool(names)


def open_google(locator: str, key_file: str | None, endpoint: str | None) -> GoogleStore:
    """The store behind an address or a key.

    Raises:
        ConfigError: It is no spreadsheet's address, or the credentials cannot be read.
    """
    key = key_in(locator)
    if key is None:
        raise ConfigError(f"{locator} is not the address of a Google Sheet: copy it from the browser.")
    return GoogleStore(connect(key, key_file, endpoint))
