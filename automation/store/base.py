"""The interface of every store. One contract test class checks all of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from automation.core.model import Cell, Finding, Problem, Row, Snapshot
from automation.core.publishing.scaffold import Additions
from automation.core.tabs.grid import NewRows
from automation.core.tabs.previous_run import Publication
from automation.core.workbook.forgetting import CellChange


@dataclass(frozen=True)
class Erasure:
    """What `Store.erase` does.

    Attributes:
        cells: The cells of program tabs that get another text.
        rows: The indexes (0 is the header) of rows of `Candidates` to empty.
        publication: What is published in the same step; None for nothing.
    """

    cells: Sequence[CellChange] = ()
    rows: Sequence[int] = ()
    publication: Publication | None = None


@dataclass(frozen=True)
class Trace:
    """How a forgotten person is recognised in a copy of a workbook.

    Attributes:
        found_in: Whether a text names them.
        covers: Whether a key is theirs.
    """

    found_in: Callable[[str], bool]
    covers: Callable[[str], bool]


@dataclass(frozen=True)
class Copies:
    """What `Store.erase_copies` found.

    Attributes:
        deleted: How many backups were deleted.
        saves: Other programs' saves, kept beside the backups, that hold the person.
        parts: Parts of the workbook file besides its cells that hold the person, such as a pivot table's copy.
    """

    deleted: int = 0
    saves: Sequence[str] = ()
    parts: Sequence[str] = ()


@dataclass
class Requests:
    """How many times a store has read and written."""

    read: int = 0
    write: int = 0


class Store(Protocol):
    """A workbook, wherever it is kept.

    No lock is held between `read` and a write. A snapshot carries a version, and a write names the version it is based
    on. If the workbook has changed since, the write raises `Superseded`, and the caller starts over from a fresh read.
    """

    locator: str
    requests: Requests
    # The version of the workbook as the last `publish` left it; "" where only a reading tells.
    written: str

    def version(self) -> str:
        """The version that `read` would give, without parsing the workbook; "" where only a reading tells.

        Raises:
            StoreError: The workbook is out of reach.
        """

    # How many rows `add_rows` takes at once.
    rows_at_once: int

    def read(self) -> Snapshot:
        """All tabs, as one consistent snapshot.

        Raises:
            StoreError: The workbook is out of reach, or not a workbook.
        """

    def publish(self, publication: Publication, version: str) -> Sequence[Problem]:
        """Show the columns beside people's rows, by key; replace program tabs and append to them. All or nothing.

        Missing program tabs are made. Missing columns are added only if the publication installs.
        Only the program's own cells are written, and none of them that a person typed into.

        Returns:
            Cells that do not show what was published, because something that a person typed is in the way.

        Raises:
            Superseded: The workbook has changed since `version`.
            StoreBusy: Another program holds the workbook.
        """

    def append(self, tab: str, rows: Sequence[Row], version: str) -> None:
        """Add rows to an append-only program tab. Raises as `publish` does."""

    def shelve(self, person: Mapping[str, Cell], version: str) -> Sequence[Problem]:
        """Add one candidate's row to `Candidates`, by field id. Raises as `publish` does.

        Returns:
            A problem if the row is not there as written, because people changed the tab at that moment.
        """

    def erase(self, erasure: Erasure, version: str) -> int:
        """Take a forgotten person out of the workbook. Raises as `publish` does.

        A file is written in one step, without a backup of how it was, and keeps none of the texts in unused places. In
        a Google Sheet the cells of program tabs are found by their texts; a text that other people's lines hold too
        stays, and so do `rows`, as only people delete rows.

        Returns:
            How many of `cells` were changed, or in a Google Sheet how many texts; 0 if there was nothing to change.
        """

    def whole(self) -> Mapping[str, Sequence[Row]]:
        """The cells of all tabs as they are now, also of people's tabs that the program does not work with."""

    def erase_copies(self, trace: Trace, *, dry_run: bool = False) -> Copies:
        """Delete the program's backups of the workbook that hold a forgotten person; find what else does."""

    def add_rows(self, new: NewRows, version: str) -> Sequence[Problem]:
        """Add rows below people's last one, and write what goes with them. Raises as `publish` does.

        Returns:
            A problem for each row that is not there as written, because people changed the tab at that moment.
        """

    def repairs(self) -> Sequence[str]:
        """What `add` would fix besides its additions, judged by the last reading; one line per fix."""

    def examine(self) -> Sequence[Finding]:
        """What a user should know about the place where the workbook is kept.

        Raises:
            StoreError: The workbook is out of reach.
        """

    def add(self, additions: Additions, version: str) -> None:
        """Add tabs and headers, and fix the program's own columns and tabs. Raises as `publish` does."""
