"""A team's spreadsheet in the emulator, with stores over it and a colleague who edits it."""

import itertools
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import gspread

from automation.core.model import Conventions, Row
from automation.core.text import text_of
from automation.refresh import Outcome, refresh
from automation.services.init import complete
from automation.store.google.connection import connect
from automation.store.google.store import GoogleStore
from tests.sheets_emulator import batch
from tests.sheets_emulator.auth import ROBOT
from tests.sheets_emulator.server import Emulator
from tests.sheets_emulator.service import Service
from tests.sheets_emulator.state import Spreadsheet, Unknowns
from tests.store.contract import CANDIDATES, CLOCK, REQUISITIONS
from tests.support import profile

BEST = {
    "ana@mail.example": "REQ-1 Platform Engineer",
    "ben@mail.example": "REQ-1 Platform Engineer",
    "cleo@mail.example": "REQ-2 Clerk",
}
PEOPLE: Sequence[Row] = [[cell if not str(cell).startswith("=") else "'" for cell in row] for row in CANDIDATES]
TABS: Mapping[str, Sequence[Row]] = {"Candidates": PEOPLE, "Requisitions": REQUISITIONS}

# Every combination of what is not known of native tables.
EVERY_UNKNOWN = [
    Unknowns(header, edge, row, beside)
    for header, edge, row, beside in itertools.product(
        ("kept", "text", "refused"), ("beside", "inside"), ("whole rows", "table only"), (False, True)
    )
]


def unknowns() -> list[Unknowns]:
    """The combinations that this run tries: every answer at least once, at night every combination."""
    return EVERY_UNKNOWN if profile.chosen() == "nightly" else [EVERY_UNKNOWN[at] for at in (0, 15, 18)]


def named(one: Unknowns) -> str:
    """One combination, readably."""
    beside = "beside moves" if one.sort_takes_beside else "beside stays"
    return f"{one.header_formula}, {one.edge_column}, {one.inserted_row}, {beside}"


Request = dict[str, Any]
# A spreadsheet and the state of the emulator's ids.
Kept = tuple[Spreadsheet, object]


class Sheet:
    """A spreadsheet that is shared with the service account, and nothing else.

    Args:
        emulator: Where it is kept.
        folder: For key files.
        tabs: Title → rows.
        properties: Of the spreadsheet, such as `locale` and `timeZone`.

    Attributes:
        timeout: Of our stores, in seconds: to connect, and for an answer.
        waits: How long our stores have waited, in seconds, without waiting.
    """

    def __init__(
        self, emulator: Emulator, folder: Path, tabs: Mapping[str, Sequence[Row]] = TABS, **properties: str
    ) -> None:
        self.emulator = emulator
        self.folder = folder
        self.key = emulator.create(tabs, **properties)
        self.timeout = (10.0, 120.0)
        self.waits: list[float] = []

    @property
    def service(self) -> Service:
        """What answers; its faults and hooks."""
        return self.emulator.service

    @property
    def version(self) -> int:
        """Grows with every change of the spreadsheet."""
        return self.emulator.book(self.key).version

    def store(self, account: str = ROBOT) -> GoogleStore:
        """One person's own store; it never really waits."""
        connection = connect(self.key, str(self.emulator.key_file(self.folder, account)), self.emulator.url)
        connection.sleep, connection.jitter = self.waits.append, lambda: 0.0
        connection.client.set_timeout(self.timeout)
        return GoogleStore(connection)

    @classmethod
    def over(cls, other: "Sheet", key: str) -> "Sheet":
        """Another spreadsheet of the same emulator."""
        found = cls.__new__(cls)
        vars(found).update(vars(other) | {"key": key, "waits": []})
        return found

    def init(self, *, tables: bool = False) -> list[str]:
        """`init`; what it did."""
        return complete(self.store(), tables=tables)

    def table_of(self, title: str) -> dict[str, Any]:
        """The first native table of a tab, as the emulator keeps it."""
        found = self.emulator.book(self.key).sheet_titled(title)
        assert found is not None
        return found.tables[0]

    def refresh(self) -> Outcome:
        """`refresh` by a store of its own."""
        return refresh(self.store(), CLOCK, Conventions())

    def keep(self) -> Kept:
        """What it is now."""
        workspace = self.service.workspace
        return workspace.files[self.key].clone(), workspace.ids.getstate()

    def become(self, kept: Kept) -> None:
        """Be again what was kept of a spreadsheet that began like this one."""
        book, ids = kept
        self.service.workspace.files[self.key] = book.clone()
        self.service.workspace.ids.setstate(ids)  # type: ignore[arg-type]

    def worksheet(self, title: str) -> gspread.Worksheet:
        """A tab, opened with gspread by a member of the team."""
        return self.store().connection.client.open_by_key(self.key).worksheet(title)

    def tab(self, title: str) -> list[list[Any]]:
        """What a tab shows."""
        return self.emulator.shown(self.key, title)

    def titles(self) -> list[str]:
        """The tabs."""
        return [sheet.title for sheet in self.emulator.book(self.key).sheets]

    def id_of(self, title: str) -> int:
        """The number of a tab."""
        found = self.emulator.book(self.key).sheet_titled(title)
        assert found is not None
        return found.sheet_id

    def people(self) -> list[list[Any]]:
        """What people's own columns of Candidates show."""
        return [row[: len(CANDIDATES[0])] for row in self.tab("Candidates")[: len(CANDIDATES)]]

    def column(self, header: str, tab: str = "Candidates") -> int:
        """Where a header stands; 0 is A."""
        return self.tab(tab)[0].index(header)

    def seen(self, header: str) -> dict[str, Any]:
        """What people see under a header of Candidates, by e-mail."""
        rows = self.tab("Candidates")
        column, email = rows[0].index(header), rows[0].index("Email")
        return {text_of(row[email]).lower(): row[column] for row in rows[1:] if row[email]}

    def edit(self, *requests: Request) -> None:
        """Have the owner change something, in one batch; also between two requests of ours."""
        book = self.emulator.book(self.key)
        copy = book.clone()
        batch.run(batch.Context(copy, book.owner, self.service.workspace.ids), requests)
        book.adopt(copy)

    def type(self, tab: str, row: int, column: int, text: str) -> None:
        """Have the owner put a text into a cell; 0, 0 is A1."""
        start = {"sheetId": self.id_of(tab), "rowIndex": row, "columnIndex": column}
        cell = {"userEnteredValue": {"stringValue": text}}
        self.edit({"updateCells": {"start": start, "rows": [{"values": [cell]}], "fields": "userEnteredValue"}})

    def before(self, number: int, edit: Callable[[], object]) -> None:
        """Have a colleague do something right before a request of ours, the next one being 1.

        They may not send a request, since the emulator serves none at that moment: `edit` is fine, `tab` is not.
        """
        left = [number]

        def between(_: object) -> None:
            left[0] -= 1
            if left[0] == 0:
                edit()

        self.service.between_requests = between


def delete_tab(sheet: Sheet, title: str) -> Request:
    """A tab goes."""
    return {"deleteSheet": {"sheetId": sheet.id_of(title)}}


def rename_tab(sheet: Sheet, old: str, new: str) -> Request:
    """A tab gets another title."""
    return {"updateSheetProperties": {"properties": {"sheetId": sheet.id_of(old), "title": new}, "fields": "title"}}


def lines(sheet: Sheet, dimension: str, start: int, count: int = 1, tab: str = "Candidates") -> dict[str, Any]:
    """Rows or columns; 0 is 1 or A."""
    return {"sheetId": sheet.id_of(tab), "dimension": dimension, "startIndex": start, "endIndex": start + count}


def move_column(sheet: Sheet, column: int, to: int) -> Request:
    """A column of Candidates is dragged elsewhere."""
    return {"moveDimension": {"source": lines(sheet, "COLUMNS", column), "destinationIndex": to}}


def delete_rows(sheet: Sheet, row: int) -> Request:
    """A row of Candidates goes."""
    return {"deleteDimension": {"range": lines(sheet, "ROWS", row)}}


def delete_column(sheet: Sheet, column: int, tab: str = "Candidates") -> Request:
    """A column goes."""
    return {"deleteDimension": {"range": lines(sheet, "COLUMNS", column, tab=tab)}}
