"""A workbook in memory, for tests, docs and demos; the shortest implementation of `Store`."""

import copy
import threading
from collections.abc import Mapping, Sequence

from automation.core.model import Cell, Finding, Problem, Row, Snapshot
from automation.core.publishing.scaffold import Additions, fields_of
from automation.core.publishing.shown_cells import cell_changes
from automation.core.schema import CANDIDATES
from automation.core.tabs.grid import NewRows, added_rows, columns_to_install, shelved_row, used_height, used_width
from automation.core.tabs.headers import find_tab, locate, require_tab
from automation.core.tabs.previous_run import Publication, headers_of
from automation.core.tabs.typed_rows import in_types_of_columns
from automation.errors import Superseded
from automation.store.base import Copies, Erasure, Requests, Trace

Tabs = dict[str, list[list[Cell]]]


class MemoryStore:
    """A `Store` over a dictionary of tabs."""

    rows_at_once = 1_000_000

    def __init__(self, tabs: Mapping[str, Sequence[Row]] | None = None, time_zone: str | None = None) -> None:
        self.locator = "memory"
        self.requests = Requests()
        self.written = ""
        self.tabs: Tabs = {name: [list(row) for row in rows] for name, rows in (tabs or {}).items()}
        self._time_zone = time_zone
        self._writes = 0
        self._lock = threading.Lock()

    def version(self) -> str:
        """Not known without a reading."""
        return ""

    def read(self) -> Snapshot:
        """All tabs, as a copy."""
        with self._lock:
            self.requests.read += 1
            return Snapshot(copy.deepcopy(self.tabs), str(self._writes), self._time_zone)

    def publish(self, publication: Publication, version: str) -> Sequence[Problem]:
        """Show the columns, replace and append to tabs."""
        tabs = self._draft()
        _show(tabs, publication)
        self._commit(tabs, version)
        return ()

    def append(self, tab: str, rows: Sequence[Row], version: str) -> None:
        """Add rows to a program tab."""
        tabs = self._draft()
        _append(tabs, tab, rows)
        self._commit(tabs, version)

    def shelve(self, person: Mapping[str, Cell], version: str) -> Sequence[Problem]:
        """Add one candidate's row."""
        tabs = self._draft()
        rows = _tab(tabs, CANDIDATES)
        index, cells = shelved_row(rows, *in_types_of_columns(CANDIDATES, rows, [person]))
        for column, cell in cells.items():
            _put(rows, index, column, cell)
        self._commit(tabs, version)
        return ()

    def erase(self, erasure: Erasure, version: str) -> int:
        """Empty rows, change cells of program tabs, and publish."""
        tabs = self._draft()
        candidates = _tab(tabs, CANDIDATES)
        for index in erasure.rows:
            candidates[index] = []
        for change in erasure.cells:
            _put(tabs[change.tab], change.row, change.column, change.new or None)
        if erasure.publication:
            _show(tabs, erasure.publication)
        self._commit(tabs, version)
        return len(erasure.cells)

    def whole(self) -> Tabs:
        """The cells of all tabs, as a copy."""
        return self._draft()

    def erase_copies(self, trace: Trace, *, dry_run: bool = False) -> Copies:
        """There are none that the program makes or can reach."""
        del trace, dry_run
        return Copies()

    def add_rows(self, new: NewRows, version: str) -> Sequence[Problem]:
        """Add rows, and write what goes with them."""
        tabs = self._draft()
        rows = _tab(tabs, new.tab)
        first, placed = added_rows(new.tab, rows, in_types_of_columns(new.tab, rows, new.records))
        for index, cells in enumerate(placed, start=first):
            for column, cell in cells.items():
                _put(rows, index, column, cell)
        tabs.update({name: [list(row) for row in rows] for name, rows in new.tabs.items()})
        for tab, added in new.appends.items():
            _append(tabs, tab, added)
        self._commit(tabs, version)
        return ()

    def repairs(self) -> Sequence[str]:
        """None: there is nothing but cells."""
        return ()

    def examine(self) -> Sequence[Finding]:
        """Nothing: memory is always there."""
        return ()

    def add(self, additions: Additions, version: str) -> None:
        """Add tabs and headers."""
        tabs = self._draft()
        for tab, headers in additions.headers.items():
            for header in headers:
                _put(tabs[tab], 0, used_width(tabs[tab]), header)
        tabs.update({name: [list(row) for row in rows] for name, rows in additions.tabs.items()})
        self._commit(tabs, version)

    def _draft(self) -> Tabs:
        with self._lock:
            return copy.deepcopy(self.tabs)

    def _commit(self, tabs: Tabs, version: str) -> None:
        with self._lock:
            if version != str(self._writes):
                raise Superseded
            self.tabs = tabs
            self._writes += 1
            self.requests.write += 1


def _tab(tabs: Tabs, name: str) -> list[list[Cell]]:
    require_tab(tabs, name)
    return tabs[find_tab(tabs, name) or name]


def _show(tabs: Tabs, publication: Publication) -> None:
    for tab in publication.columns:
        rows = _tab(tabs, tab)
        for header in columns_to_install(tab, rows, publication.install):
            _put(rows, 0, used_width(rows), header)
        for row, column, cell in list(cell_changes(locate(tabs, tab), publication)):
            _put(rows, row, column, cell)
    tabs.update({name: [list(row) for row in rows] for name, rows in publication.tabs.items()})
    for tab, added in publication.appends.items():
        _append(tabs, tab, added)


def _append(tabs: Tabs, tab: str, rows: Sequence[Row]) -> None:
    existing = tabs.setdefault(tab, [headers_of(fields_of(tab))])
    del existing[used_height(existing) :]
    existing.extend(list(row) for row in rows)


def _put(rows: list[list[Cell]], row: int, column: int, cell: Cell) -> None:
    while len(rows) <= row:
        rows.append([])
    cells = rows[row]
    cells.extend([None] * (column + 1 - len(cells)))
    cells[column] = cell
