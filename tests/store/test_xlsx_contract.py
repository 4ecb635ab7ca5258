from collections.abc import Sequence
from itertools import count
from pathlib import Path

import openpyxl
import pytest

from automation.core.model import Row
from automation.store.base import Store
from automation.store.xlsx import XlsxStore
from tests.store.contract import StoreContract


class TestXlsxStore(StoreContract):
    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path: Path) -> None:
        self.folder, self.numbers = tmp_path, count(1)

    def make(self, tabs: dict[str, Sequence[Row]]) -> Store:
        path = self.folder / f"pocket {next(self.numbers)}.xlsx"
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for name, rows in tabs.items():
            sheet = book.create_sheet(name)
            for number, row in enumerate(rows, start=1):
                for index, cell in enumerate(row, start=1):
                    if cell is not None:
                        sheet.cell(number, index).value = cell  # type: ignore[assignment]
                        if isinstance(cell, str):
                            sheet.cell(number, index).data_type = "s"
        book.save(path)
        return XlsxStore(path)

    def disturb(self, store: Store) -> None:
        book = openpyxl.load_workbook(store.locator)
        book["My notes"]["A1"] = "changed in the meantime"
        book.save(store.locator)

    def type_into(self, store: Store, tab: str, row: int, header: str, text: str) -> None:
        book = openpyxl.load_workbook(store.locator)
        headers = [cell.value for cell in book[tab][1]]
        book[tab].cell(row, headers.index(header) + 1).value = text
        book.save(store.locator)

    def reverse_people(self, store: Store) -> None:
        book = openpyxl.load_workbook(store.locator)
        area = book["Candidates"]["A2:G4"]
        values = [[(cell.value, cell.data_type) for cell in row] for row in area]
        for row, cells in zip(area, reversed(values), strict=True):
            for cell, (value, kind) in zip(row, cells, strict=True):
                cell.value = value
                cell.data_type = kind
        book.save(store.locator)
