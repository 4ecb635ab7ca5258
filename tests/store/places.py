"""The same cells in every kind of workbook that people have: files of both calendars, and Google Sheets."""

import itertools
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from automation.clock import Clock
from automation.core.model import CellError, Conventions, Problem, Row
from automation.refresh import Outcome, refresh
from automation.store.base import Store
from automation.store.xlsx import XlsxStore
from tests.sheets_emulator.server import Emulator
from tests.store.google_sheet import Sheet

CLOCK = Clock(date(2026, 11, 22))
REQUISITIONS: Sequence[Row] = (
    ("Req ID", "Title", "Must-have skills", "Opened on", "Status"),
    ("REQ-1", "Platform Engineer", "Kubernetes, Go", "2026-11-01", "Open"),
)
# Text that begins with this is a formula.
FORMULA = "="


class Place(ABC):
    """A kind of workbook."""

    @abstractmethod
    def store(self, people: Sequence[Row], roles: Sequence[Row] = REQUISITIONS) -> Store:
        """A new workbook with these rows; the first row of each tab is the header."""

    def run(self, people: Sequence[Row], roles: Sequence[Row] = REQUISITIONS) -> Outcome:
        """One refresh of a new workbook."""
        return refresh(self.store(people, roles), CLOCK, Conventions())


class Files(Place):
    """Files written by openpyxl.

    Args:
        folder: For the files.
        old_mac: Whether their calendar begins in 1904.
    """

    def __init__(self, folder: Path, *, old_mac: bool = False) -> None:
        self._folder, self._old_mac, self._numbers = folder, old_mac, itertools.count(1)

    @property
    def first_day(self) -> date:
        """The day with the number 0."""
        return date(1904, 1, 1) if self._old_mac else date(1899, 12, 30)

    def store(self, people: Sequence[Row], roles: Sequence[Row] = REQUISITIONS) -> Store:
        book = openpyxl.Workbook()
        book.epoch = CALENDAR_MAC_1904 if self._old_mac else CALENDAR_WINDOWS_1900
        book.remove(book.worksheets[0])
        for title, rows in {"Candidates": people, "Requisitions": roles}.items():
            sheet = book.create_sheet(title)
            for number, row in enumerate(rows, start=1):
                for column, value in enumerate(row, start=1):
                    _fill(sheet.cell(number, column), value)
        path = self._folder / f"pocket {next(self._numbers)}.xlsx"
        book.save(path)
        return XlsxStore(path)


def _fill(cell: Any, value: Any) -> None:
    if value is None:
        return
    cell.value = str(value) if isinstance(value, CellError) else value
    if isinstance(value, CellError):
        cell.data_type = "e"
    elif isinstance(value, str) and not value.startswith(FORMULA):
        # Text stays text, also "#N/A".
        cell.data_type = "s"


class Sheets(Place):
    """Google Sheets in the emulator.

    Args:
        emulator: The service.
        folder: For key files.
        table: Whether the candidates stand in a native table.
    """

    def __init__(self, emulator: Emulator, folder: Path, *, table: bool) -> None:
        self._emulator, self._folder, self._table = emulator, folder, table

    def store(self, people: Sequence[Row], roles: Sequence[Row] = REQUISITIONS) -> Store:
        return self.sheet(people, roles).store()

    def sheet(self, people: Sequence[Row], roles: Sequence[Row] = REQUISITIONS) -> Sheet:
        """The spreadsheet, after `init`."""
        tabs = {"Candidates": list(map(_raw, people)), "Requisitions": list(map(_raw, roles))}
        sheet = Sheet(self._emulator, self._folder, tabs)
        if self._table:
            ends = {"endRowIndex": len(people), "endColumnIndex": len(people[0])}
            area = {"sheetId": sheet.id_of("Candidates"), "startRowIndex": 0, "startColumnIndex": 0, **ends}
            sheet.edit({"addTable": {"table": {"tableId": "people", "name": "People", "range": area}}})
        sheet.init()
        return sheet


def _raw(row: Row) -> Row:
    """A row as the emulator takes it: a failed formula as one that fails, a day as its ISO text."""
    return [
        f"={cell}" if isinstance(cell, CellError) else str(cell) if isinstance(cell, date) else cell for cell in row
    ]


PLACES = ("file", "file of 1904", "sheet", "table")


def place(name: str, emulator: Emulator, folder: Path) -> Place:
    """A kind of workbook by its name in `PLACES`."""
    if name.startswith("file"):
        return Files(folder, old_mac="1904" in name)
    return Sheets(emulator, folder, table=name == "table")


def about(outcome: Outcome, column: str) -> list[str]:
    """What a run says of a column, without the hint that no row has a region."""
    return [problem.message for problem in outcome.problems if problem.column == column]


def of_rows(outcome: Outcome) -> list[Problem]:
    """The problems of single rows."""
    return [problem for problem in outcome.problems if problem.row]


def people(header: Sequence[str], *rows: Mapping[str, Any]) -> list[Row]:
    """Rows of `Candidates` that are complete besides the given cells, by header.

    Args:
        header: Columns besides the bold ones.
        rows: Cells by header.
    """
    names = list(dict.fromkeys(["Name", "Email", "Shelved on", "Shelve reason", *header]))
    plain = {"Shelved on": "2026-03-01", "Shelve reason": "Timing"}
    return [names, *([{**plain, **row}.get(name) for name in names] for row in rows)]
