from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from automation.core.model import Row
from automation.core.schema import PEOPLES_TABS
from automation.core.text import text_of
from automation.services.init import complete
from automation.store.base import Store
from automation.store.google.connection import connect
from automation.store.google.store import GoogleStore
from tests.sheets_emulator import batch
from tests.sheets_emulator.server import Emulator
from tests.sheets_emulator.service import Service
from tests.store.contract import StoreContract
from tests.store.google_sheet import named, unknowns


class TestGoogleStore(StoreContract):
    @pytest.fixture(autouse=True)
    def _emulator(self, tmp_path: Path) -> Iterator[None]:
        with Emulator(Service()) as emulator:
            self.emulator, self.key_file = emulator, str(emulator.key_file(tmp_path))
            yield

    def connected(self, key: str) -> GoogleStore:
        """One process's own store over a spreadsheet."""
        return GoogleStore(connect(key, self.key_file, self.emulator.url))

    def make(self, tabs: dict[str, Sequence[Row]]) -> Store:
        store = self.connected(self.emulator.create(dict.fromkeys(tabs, ())))
        for name, rows in tabs.items():
            # Raw: text stays text, whatever it begins with. Days are typed.
            sheet = self.worksheet(store, name)
            sheet.update([["" if isinstance(cell, date) else cell for cell in row] for row in rows], raw=True)
            for at, row in enumerate(rows, start=1):
                for column, cell in enumerate(row, start=1):
                    if isinstance(cell, date):
                        sheet.update_cell(at, column, cell.isoformat())
        return store

    def ready(self, tabs: dict[str, Sequence[Row]]) -> Store:
        store = self.make(tabs)
        complete(store)
        return store

    def disturb(self, store: Store) -> None:
        other = self.connected(store.locator)
        other.append("BP Actions", [["now", "somebody", "else"]], other.read().version)

    def type_into(self, store: Store, tab: str, row: int, header: str, text: str) -> None:
        sheet = self.worksheet(store, tab)
        column = [text_of(cell) for cell in store.read().tabs[tab][0]].index(header) + 1
        sheet.update_cell(row, column, text)

    def reverse_people(self, store: Store) -> None:
        self.worksheet(store, "Candidates").sort((1, "des"), range="A2:G4")

    def worksheet(self, store: Store, tab: str):  # noqa: ANN201  # gspread's own class.
        """A tab, opened by a person of the team with gspread."""
        assert isinstance(store, GoogleStore)
        return store.connection.client.open_by_key(store.locator).worksheet(tab)


@pytest.mark.long
class TestTables(TestGoogleStore):
    """The same over tabs that are native tables, under every combination of what is not known of them."""

    @pytest.fixture(
        autouse=True,
        params=unknowns(),
        ids=named,
    )
    def _emulator(self, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[None]:
        with Emulator(Service(unknowns=request.param)) as emulator:
            self.emulator, self.key_file = emulator, str(emulator.key_file(tmp_path))
            yield

    def make(self, tabs: dict[str, Sequence[Row]]) -> Store:
        store = super().make(tabs)
        book = self.emulator.book(store.locator)
        for name, rows in tabs.items():
            sheet = book.sheet_titled(name)
            if sheet and name in PEOPLES_TABS and len(rows) > 1:
                area = {"startRowIndex": 0, "endRowIndex": len(rows)}
                area |= {"sheetId": sheet.sheet_id, "startColumnIndex": 0, "endColumnIndex": len(rows[0])}
                request = {"addTable": {"table": {"name": name, "range": area}}}
                batch.run(batch.Context(book, book.owner, self.emulator.service.workspace.ids), [request])
        return store
