"""The program as its users start it, and workbooks as they find them."""

import logging
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import structlog

from automation.cli import app
from automation.core.model import Row
from tests.support.programs import Ran

TODAY = "2026-11-22"
PEOPLE: Sequence[Row] = (
    ("Name", "Email", "Current title", "Skills", "Level", "Shelved on", "Shelve reason", "Rating"),
    ("Ana Souza", "ana@mail.example", "Platform Engineer", "Kubernetes, Go", "Senior", "2026-03-01", "Timing", 4),
    ("Ben Okoro", "ben@mail.example", "Go Developer", "Go", "Mid", "2026-04-01", "Location", 3),
    ("Cleo Marsh", "cleo@mail.example", "Clerk", "Excel", "Mid", "2026-05-01", "Too junior", 5),
)
REQUISITIONS: Sequence[Row] = (
    ("Req ID", "Title", "Must-have skills", "Level", "Opened on", "Status"),
    ("REQ-1", "Platform Engineer", "Kubernetes, Go", "Senior", "2026-11-01", "Open"),
    ("REQ-2", "Clerk", "Excel", "Mid", "2026-11-02", "Open"),
)


class Program:
    """Runs `backpocket` with arguments, in this process, through the same door as the installed command."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: object) -> Ran:
        self._capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            app.main([str(argument) for argument in arguments])
        # What is logged later in this process is not this call's: its standard error is gone by then.
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
        shown = self._capsys.readouterr()
        code = left.value.code
        ran = Ran(code if isinstance(code, int) else 0, shown.out, shown.err)
        assert "Traceback" not in ran.out + ran.err
        return ran


def write_workbook(path: Path, tabs: Mapping[str, Sequence[Row]]) -> Path:
    """Save a workbook as a spreadsheet program would; text stays text, whatever it begins with."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in tabs.items():
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, start=1):
            for index, value in enumerate(row, start=1):
                if value is None:
                    continue
                cell = sheet.cell(number, index)
                cell.value = value  # type: ignore[assignment]
                if isinstance(value, str):
                    cell.data_type = "s"
    book.save(path)
    return path


def read_tab(path: Path, tab: str) -> list[dict[str, Any]]:
    """The rows of a tab by header."""
    rows = list(openpyxl.load_workbook(path, data_only=True)[tab].iter_rows(values_only=True))
    return [dict(zip([str(cell) for cell in rows[0]], row, strict=True)) for row in rows[1:]]


def changed(rows: Sequence[Row], column: str, *cells: Any) -> list[Row]:
    """Rows with other cells in a column, from row 2 on; the column is added if it is not there."""
    header = list(rows[0])
    if column not in header:
        header.append(column)
    at = header.index(column)
    body = [[*row, *[None] * (len(header) - len(row))] for row in rows[1:]]
    for row, cell in zip(body, cells, strict=False):
        row[at] = cell
    return [header, *body]


def day(text: str) -> date:
    """A date from its ISO form."""
    return date.fromisoformat(text)
