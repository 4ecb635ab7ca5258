"""The `Store` over an .xlsx file."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from automation.core.model import Cell, Finding, Problem, Row, Snapshot
from automation.core.publishing.output_columns import cell_changes
from automation.core.publishing.scaffold import Additions, fields_of
from automation.core.schema import CANDIDATES, HIDDEN_TABS, PEOPLES_TABS
from automation.core.tabs.grid import NewRows, added_rows, columns_to_install, used_height
from automation.core.tabs.headers import find_tab, locate, require_tab, spec_of
from automation.core.tabs.previous_run import Publication, headers_of
from automation.core.text import text_of
from automation.errors import ConfigError, NoSuchWorkbook, StoreAccess, StoreBusy, Superseded
from automation.store.base import Requests
from automation.store.xlsx import files
from automation.store.xlsx.exchange import digest
from automation.store.xlsx.package import (
    DAMAGED,
    MOST_FILE,
    MOST_PART,
    MOST_SMALL,
    UNREADABLE,
    NotAWorkbook,
    Package,
    refuse,
    sheet_relations,
)
from automation.store.xlsx.reading import Tabs, grow, read_tabs
from automation.store.xlsx.sheet_elements import new_sheet
from automation.store.xlsx.sheet_patch import SheetPatch
from automation.store.xlsx.sheet_xml import LAST_COLUMN, filtered_width


class XlsxStore:
    """A workbook in a file.

    Args:
        path: Of an .xlsx or .xlsm file.
        day: Returns today's date, which names a backup.
    """

    rows_at_once = 1_000_000

    def __init__(self, path: Path, day: Callable[[], date] = date.today) -> None:
        self.locator = str(path)
        self.path = path.resolve()
        self.requests = Requests()
        self._day = day
        # The last reading, so that publishing does not parse the same bytes again.
        self._parsed: tuple[str, Tabs, Package] | None = None

    def read(self) -> Snapshot:
        """All tabs; formulas as their stored values, failed ones as `CellError`."""
        files.recover(self.path)
        data = self._bytes()
        self.requests.read += 1
        tabs, package = self._tabs(data)
        behind = [problem for tab in PEOPLES_TABS for problem in _left_behind(package, tabs, tab)]
        return Snapshot(tabs, digest(data), problems=behind)

    def publish(self, publication: Publication, version: str) -> Sequence[Problem]:
        """Write the columns by key, replace program tabs and append to them, all in one new file."""

        def edit(draft: "_Draft") -> None:
            for tab in publication.columns:
                draft.show(tab, publication)
            for tab, rows in publication.tabs.items():
                draft.put_tab(tab, rows)
            for tab, rows in publication.appends.items():
                draft.append(tab, rows)

        self._edit(version, edit, back_up=bool(publication.tabs or publication.columns))
        return ()

    def append(self, tab: str, rows: Sequence[Row], version: str) -> None:
        """Add rows to a program tab."""
        self._edit(version, lambda draft: draft.append(tab, rows), back_up=False)

    def shelve(self, person: Mapping[str, Cell], version: str) -> Sequence[Problem]:
        """Add one candidate's row below the last one."""
        self._edit(version, lambda draft: draft.add_rows(CANDIDATES, [person]))
        return ()

    def add_rows(self, new: NewRows, version: str) -> Sequence[Problem]:
        """Add rows below the last one, and write what goes with them, all in one new file."""

        def edit(draft: "_Draft") -> None:
            draft.add_rows(new.tab, new.records)
            for tab, rows in new.tabs.items():
                draft.put_tab(tab, rows)
            for tab, rows in new.appends.items():
                draft.append(tab, rows)

        self._edit(version, edit)
        return ()

    def repairs(self) -> Sequence[str]:
        """None: every run writes all of its cells again."""
        return ()

    def examine(self) -> Sequence[Finding]:
        """Whether the file can be written now, and its size."""
        return files.examined(self.path)

    def add(self, additions: Additions, version: str) -> None:
        """Add tabs and headers."""

        def edit(draft: "_Draft") -> None:
            for tab, headers in additions.headers.items():
                draft.add_headers(tab, headers)
            for tab, rows in additions.tabs.items():
                draft.put_tab(tab, rows)

        self._edit(version, edit)

    def _bytes(self) -> bytes:
        files.wait_while_saved(self.path)
        try:
            size = self.path.stat().st_size
            if not self.path.is_file():
                raise ConfigError(f"{self.locator} is not a file: give the path of an .xlsx workbook.")
            if size > MOST_FILE:
                raise ConfigError(
                    f"{self.path.name} is {size // 2**20:,} MB, more than the {MOST_FILE // 2**20} MB that are read: "
                    "take out what is not needed, such as pictures, and save it again."
                )
            data = self.path.read_bytes()
        except FileNotFoundError:
            if self._parsed or files.was_written(self.path):
                raise StoreBusy(
                    f"{self.locator} is not there now: another program is saving it, or it was moved or deleted. Run "
                    "this again; if it was moved, name its new place."
                ) from None
            raise NoSuchWorkbook(self.locator) from None
        except OSError as error:
            raise StoreAccess(f"{self.locator} cannot be read ({error.strerror}): check who may read it.") from error
        try:
            refuse(data)
        except NotAWorkbook as error:
            raise ConfigError(f"{self.path.name} {error}.") from None
        return data

    def _tabs(self, data: bytes) -> tuple[Tabs, Package]:
        version = digest(data)
        if self._parsed is None or self._parsed[0] != version:
            self._parsed = (version, *self._parse(data))
        return self._parsed[1], self._parsed[2]

    def _parse(self, data: bytes) -> tuple[Tabs, Package]:
        with self._damage_reported():
            package = Package(data)
            return read_tabs(package), package

    @contextmanager
    def _damage_reported(self) -> Iterator[None]:
        """Turn the errors of a damaged file into a `ConfigError` for the user."""
        try:
            yield
        except UNREADABLE as error:
            why = error if isinstance(error, NotAWorkbook) else DAMAGED
            raise ConfigError(f"{self.path.name} {why}.") from error

    def _edit(self, version: str, edit: Callable[["_Draft"], None], *, back_up: bool = True) -> None:
        """Change the file under the lock.

        Raises:
            Superseded: The file is not at `version` any more.
        """
        with files.exclusive(self.path):
            files.recover_locked(self.path)
            files.refuse_if_open(self.path)
            data = self._bytes()
            files.refuse_if_read_only(self.path)
            if digest(data) != version:
                raise Superseded
            tabs, _ = self._tabs(data)
            with self._damage_reported():
                draft = _Draft(tabs, Package(data))
                edit(draft)
                changed = draft.to_bytes()
            if back_up:
                files.back_up(self.path, self._day())
            files.replace(self.path, changed, version)
            self.requests.write += 1


def _left_behind(package: Package, tabs: Tabs, tab: str) -> Sequence[Problem]:
    """A problem if the filter or table that people sort by does not cover the program's columns."""
    name = find_tab(tabs, tab)
    headers = [text_of(cell) for cell in tabs[name][0]] if name and tabs[name] else []
    ours = [index for index, header in enumerate(headers) if header in PEOPLES_TABS[tab].column_headers]
    if not name or not ours:
        return ()
    reach = _reach(package, package.sheets[name])
    if reach is None or reach > max(ours):
        return ()
    message = (
        "The filter or table does not reach over the BP columns, so sorting leaves them behind until the next refresh: "
        "switch the filter off and on again, or widen the table."
    )
    return (Problem(tab, "", headers[min(ours)], "", message, 1),)


def _reach(package: Package, part: str) -> int | None:
    """How many columns the filter or table of a sheet covers; None without one, or if it cannot be read."""
    try:
        reach = filtered_width(package.part(part, MOST_PART))
        if reach is None and (table := sheet_relations(package, part).get("table")):
            reach = filtered_width(package.part(table, MOST_SMALL))
    except UNREADABLE:
        # The result is only a hint for the user.
        return None
    return reach


class _Draft:
    """A workbook that is being changed."""

    def __init__(self, tabs: Tabs, package: Package) -> None:
        self._package = package
        self._tabs = {name: list(rows) for name, rows in tabs.items()}
        self._patches: dict[str, SheetPatch] = {}

    def _patch(self, name: str) -> SheetPatch:
        if name not in self._patches:
            self._patches[name] = SheetPatch(self._package.part(self._package.sheets[name]))
        return self._patches[name]

    def show(self, tab: str, publication: Publication) -> None:
        """Write the program's cells beside people's rows."""
        located = locate(self._tabs, tab)
        new = columns_to_install(tab, located.rows, publication.install)
        if new:
            self.add_headers(located.name, new)
            located = locate(self._tabs, tab)
        changes: dict[int, dict[int, Cell]] = {}
        for row, column, cell in cell_changes(located, publication):
            changes.setdefault(row, {})[column] = cell
        self._patch(located.name).set_cells(changes)

    def add_headers(self, name: str, headers: Sequence[str]) -> None:
        """Add headers to the right of everything in a tab."""
        if not headers:
            return
        rows, patch = self._tabs[name], self._patch(name)
        first = patch.used_width()
        if first + len(headers) > LAST_COLUMN:
            raise ConfigError(f"{name} has something in its last columns, so no column can be added: clear them.")
        cells: dict[int, Cell] = dict(enumerate(headers, start=first))
        like = max((index for index, cell in enumerate(rows[0] if rows else []) if cell is not None), default=None)
        patch.set_cells({0: cells}, like=like)
        spec = spec_of(self._tabs, name)
        widths = {field.header: field.width for field in (*spec.fields, *spec.columns)} if spec else {}
        patch.set_widths({index: widths[str(header)] for index, header in cells.items()})
        rows[:1] = [[*(rows[0] if rows else [])]]
        for index, header in cells.items():
            grow(rows, 0, index)[index] = header

    def put_tab(self, tab: str, rows: Sequence[Row]) -> None:
        """Replace the rows of a tab; make the tab if it is missing."""
        if self._has(tab):
            self._patch(tab).replace_rows(rows)
        else:
            widths = dict(enumerate(field.width for field in fields_of(tab)))
            style = self._header_style()
            xml = new_sheet(self._package.namespace, rows, widths, style)
            self._package.add_sheet(tab, xml, hidden=tab in HIDDEN_TABS)
        self._tabs[tab] = [list(row) for row in rows]

    def _has(self, tab: str) -> bool:
        """Whether a program tab exists.

        Raises:
            ConfigError: People have a tab of the same name in other case, which Excel allows only once.
        """
        alike = next((name for name in self._package.sheets if name.casefold() == tab.casefold()), tab)
        if alike != tab:
            raise ConfigError(f"The tab '{alike}' is in the way of '{tab}', which the program keeps: rename yours.")
        return tab in self._package.sheets

    def _header_style(self) -> str | None:
        """The format of the first header of Candidates, so that new tabs look like the rest."""
        name = find_tab(self._tabs, CANDIDATES)
        return self._patch(name).style_at(0, 0) if name else None

    def append(self, tab: str, rows: Sequence[Row]) -> None:
        """Add rows below the last one of a program tab; make the tab if it is missing."""
        if not self._has(tab):
            self.put_tab(tab, [headers_of(fields_of(tab))])
        known = self._tabs[tab]
        start = used_height(known)
        changes = {start + offset: dict(enumerate(row)) for offset, row in enumerate(rows)}
        self._patch(tab).set_cells(changes)
        known[start:] = [list(row) for row in rows]

    def add_rows(self, tab: str, records: Sequence[Mapping[str, Cell]]) -> None:
        """Add rows to one of people's tabs."""
        if not records:
            return
        rows = require_tab(self._tabs, tab)
        first, placed = added_rows(tab, rows, records)
        self._patch(find_tab(self._tabs, tab) or tab).set_cells(dict(enumerate(placed, start=first)))

    def to_bytes(self) -> bytes:
        """The whole file with all changes."""
        for name, patch in self._patches.items():
            self._package.replace(self._package.sheets[name], patch.xml)
        return self._package.to_bytes()
