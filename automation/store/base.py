"""What a store promises, whatever it keeps the workbook in. One contract test class holds all of them to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from automation.core.model import Cell, Finding, Problem, Row, Snapshot
from automation.core.publishing.scaffold import Additions
from automation.core.tabs.previous_run import Publication


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

    def shelve(self, person: Mapping[str, Cell], version: str) -> Sequence[Problem]:
        """Add one row to `Candidates` on behalf of a person, by field id. Raises as `publish` does.

        Returns:
            What does not stand as it should, because somebody moved columns at that moment.
        """

    def repairs(self) -> Sequence[str]:
        """What `add` would mend besides, going by the last reading, a line a thing."""

    def examine(self) -> Sequence[Finding]:
        """What a person should know of the place the workbook is kept in.

        Raises:
            StoreError: It is out of reach.
        """

    def add(self, additions: Additions, version: str) -> None:
        """Add tabs and headers, and mend what is the program's own. Raises as `publish` does."""
