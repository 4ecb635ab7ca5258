"""The `Store` over an .xlsx file."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from automation.core.model import Cell, Finding, Problem, Row, Snapshot
from automation.core.publishing.scaffold import Additions
from automation.core.schema import BP_DATA, CANDIDATES, PEOPLES_TABS
from automation.core.tabs.grid import NewRows
from automation.core.tabs.headers import find_tab, locate
from automation.core.tabs.previous_run import Publication
from automation.core.text import cell_at, text_of
from automation.errors import ConfigError, NoSuchWorkbook, SchemaError, StoreAccess, StoreBusy, Superseded
from automation.store.base import Copies, Erasure, Requests, Trace
from automation.store.xlsx import files
from automation.store.xlsx.exchange import digest
from automation.store.xlsx.package import MOST_PART, MOST_SMALL, Package, sheet_parts
from automation.store.xlsx.purging import parts_with
from automation.store.xlsx.reading import Tabs, read_others, read_tabs
from automation.store.xlsx.refusals import DAMAGED, MOST_FILE, UNREADABLE, NotAWorkbook, refuse
from automation.store.xlsx.sheet_xml import filtered_width

if TYPE_CHECKING:
    from automation.store.xlsx.draft import Draft


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
        self.written = ""
        self._day = day
        # The last reading: its version, its cells, and what follows the rows of each sheet. Publishing need not read
        # the cells again. The bytes are not kept: it reads the file anyway.
        self._parsed: tuple[str, Tabs, dict[str, bytes]] | None = None

    def version(self) -> str:
        """The digest of the file."""
        files.recover(self.path)
        return digest(self._bytes())

    def read(self) -> Snapshot:
        """All tabs; formulas as their stored values, failed ones as `CellError`."""
        files.recover(self.path)
        data = self._bytes()
        self.requests.read += 1
        tabs, package = self._tabs(data)
        version = self._parsed[0] if self._parsed else digest(data)
        return Snapshot(tabs, version, problems=_all_behind(package, tabs))

    def publish(self, publication: Publication, version: str) -> Sequence[Problem]:
        """Write the columns by key, replace program tabs and append to them, all in one new file."""
        behind: list[Problem] = []

        def edit(draft: "Draft") -> None:
            known = _all_behind(draft.package, draft.tabs)
            draft.publish(publication)
            # The next reading would say it of the columns that are new.
            behind.extend(one for one in _all_behind(draft.package, draft.tabs) if one not in known)

        self._edit(version, edit, back_up=bool(publication.tabs or publication.columns))
        return behind

    def append(self, tab: str, rows: Sequence[Row], version: str) -> None:
        """Add rows to a program tab."""
        self._edit(version, lambda draft: draft.append(tab, rows), back_up=False)

    def shelve(self, person: Mapping[str, Cell], version: str) -> Sequence[Problem]:
        """Add one candidate's row below the last one; a table gets longer by it."""
        found: list[Problem] = []
        self._edit(version, lambda draft: found.extend(draft.add_rows(CANDIDATES, [person])))
        return found

    def add_rows(self, new: NewRows, version: str) -> Sequence[Problem]:
        """Add rows below the last one, and write what goes with them, all in one new file."""
        found: list[Problem] = []

        def edit(draft: "Draft") -> None:
            found.extend(draft.add_rows(new.tab, new.records))
            for tab, rows in new.tabs.items():
                draft.put_tab(tab, rows)
            for tab, rows in new.appends.items():
                draft.append(tab, rows)

        self._edit(version, edit)
        return found

    def erase(self, erasure: Erasure, version: str) -> int:
        """Empty rows, change cells of program tabs and publish, in one new file without the old texts."""

        def edit(draft: "Draft") -> None:
            draft.empty_rows(erasure.rows)
            draft.change(erasure.cells)
            if erasure.publication:
                draft.publish(erasure.publication)

        self._edit(version, edit, back_up=False, purge=True)
        return len(erasure.cells)

    def whole(self) -> Mapping[str, Sequence[Row]]:
        """The cells of all tabs; of a tab that cannot be read, the first rows."""
        tabs, package = self._tabs(self._bytes())
        return {**tabs, **read_others(package, tabs)}

    def erase_copies(self, trace: Trace, *, dry_run: bool = False) -> Copies:
        """Delete the backups that hold a forgotten person. A backup that cannot be read is deleted, too."""
        _, package = self._tabs(self._bytes())
        parts = parts_with(package, trace.found_in)
        with files.exclusive(self.path):
            copies = [copy for copy in files.backups(self.path) if self._holds(copy, trace)]
            for copy in () if dry_run else copies:
                copy.unlink(missing_ok=True)
            saves = [f"{files.BACKUPS}/{save.name}" for save in files.saves(self.path) if self._holds(save, trace)]
        return Copies(len(copies), saves, parts)

    def _holds(self, copy: Path, trace: Trace) -> bool:
        """Whether a copy of the workbook holds a forgotten person, in a cell or elsewhere; True if it is unreadable."""
        try:
            package = Package(copy.read_bytes())
            if parts_with(package, trace.found_in, everywhere=True):
                return True
            tabs = read_tabs(package)
        except (*UNREADABLE, SchemaError, OSError):
            return True
        recorded = (text_of(cell_at(row, 0)).partition("/") for row in tabs.get(BP_DATA, ()))
        keys = {key for tab, _, key in recorded if tab == CANDIDATES}
        # Headers that cannot be read leave what a run recorded.
        with suppress(SchemaError):
            keys.update(locate(tabs, CANDIDATES).places)
        return any(map(trace.covers, keys))

    def repairs(self) -> Sequence[str]:
        """None: every run writes all of its cells again."""
        return ()

    def examine(self) -> Sequence[Finding]:
        """Whether the file can be written now, and its size."""
        return files.examined(self.path)

    def add(self, additions: Additions, version: str) -> None:
        """Add tabs and headers."""

        def edit(draft: "Draft") -> None:
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
        with self._damage_reported():
            package = Package(data)
            if self._parsed is None or self._parsed[0] != version:
                self._parsed = (version, read_tabs(package), package.after_rows)
        package.after_rows = self._parsed[2]
        return self._parsed[1], package

    @contextmanager
    def _damage_reported(self) -> Iterator[None]:
        """Turn the errors of a damaged file into a `ConfigError` for the user."""
        try:
            yield
        except UNREADABLE as error:
            why = error if isinstance(error, NotAWorkbook) else DAMAGED
            raise ConfigError(f"{self.path.name} {why}.") from error

    def _edit(
        self, version: str, edit: "Callable[[Draft], None]", *, back_up: bool = True, purge: bool = False
    ) -> None:
        """Change the file under the lock.

        Args:
            version: Of the file.
            edit: Changes a draft of it.
            back_up: Whether the first change of a day keeps a copy of the file as it was.
            purge: Whether texts that no cell shows any more are taken out of the file.

        Raises:
            Superseded: The file is not at `version` any more.
        """
        # Only a run that writes needs the libraries behind it.
        from automation.store.xlsx.draft import Draft

        with files.exclusive(self.path):
            files.recover_locked(self.path)
            files.refuse_if_open(self.path)
            data = self._bytes()
            files.refuse_if_read_only(self.path)
            if digest(data) != version:
                raise Superseded
            tabs, package = self._tabs(data)
            with self._damage_reported():
                draft = Draft(tabs, package)
                edit(draft)
                changed = draft.to_bytes(purge=purge)
            if back_up:
                files.back_up(self.path, self._day())
            files.replace(self.path, changed, version)
            self.written = digest(changed)
            self.requests.write += 1


def _all_behind(package: Package, tabs: Mapping[str, Sequence[Row]]) -> list[Problem]:
    """What `_left_behind` says of all of people's tabs."""
    return [problem for tab in PEOPLES_TABS for problem in _left_behind(package, tabs, tab)]


def _left_behind(package: Package, tabs: Mapping[str, Sequence[Row]], tab: str) -> Sequence[Problem]:
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
        after = package.after_rows.get(part)
        reach = filtered_width(package.part(part, MOST_PART) if after is None else after)
        for table in sheet_parts(package, part, "table") if reach is None else ():
            reach = filtered_width(package.part(table, MOST_SMALL))
    except UNREADABLE:
        # The result is only a hint for the user.
        return None
    return reach
