"""What a store promises, whatever it keeps the workbook in. One contract test class holds all of them to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from automation.core.layout import Additions
from automation.core.model import Cell, Problem, Row, Snapshot
from automation.core.published import Publication


@dataclass
class Requests:
    """How often a store was asked to read and to write."""

    read: int = 0
    write: int = 0


class Store(Protocol):
    """A workbook, wherever it is kept.

    No lock is held between `read` and a write. A snapshot carries a version; a write that is based on it lands only if
    nobody changed the workbook since, and raises `Superseded` otherwise: the caller starts over from a fresh read.
    """

    locator: str
    requests: Requests

    def read(self) -> Snapshot:
        """Every tab, one consistent snapshot.

        Raises:
            StoreError: The workbook is out of reach, or not a workbook.
        """

    def publish(self, publication: Publication, version: str) -> Sequence[Problem]:
        """Show the columns beside people's rows, by key, and replace and append to program tabs, all or nothing.

        Program tabs that are missing are made. Columns that are missing are added only where the publication installs.
        Only the program's own cells are written, and of these none that a person typed into.

        Returns:
            Cells that do not show what was published, because somebody is in the way.

        Raises:
            Superseded: The workbook is not at `version` any more.
            StoreBusy: Somebody else holds the workbook.
        """

    def append(self, tab: str, rows: Sequence[Row], version: str) -> None:
        """Add rows to an append-only program tab. Raises as `publish` does."""

    def shelve(self, person: Mapping[str, Cell], version: str) -> None:
        """Add one row to `Candidates` on behalf of a person, by field id. Raises as `publish` does."""

    def add(self, additions: Additions, version: str) -> None:
        """Add tabs and headers; nothing that is there is changed. Raises as `publish` does."""
