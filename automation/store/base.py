"""The interface of every store. One contract test class checks all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from automation.core.model import Cell, Finding, Problem, Row, Snapshot
from automation.core.publishing.scaffold import Additions
from automation.core.tabs.grid import NewRows
from automation.core.tabs.previous_run import Publication


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
