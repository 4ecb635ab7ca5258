"""Watches how the program changes people's cells, whatever people change in between."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from itertools import starmap, zip_longest

from tests.sheets_emulator.a1 import cell_name
from tests.sheets_emulator.state import Cell, Sheet
from tests.sheets_emulator.workspace import Workspace

Hook = Callable[[Workspace], None]
Grid = list[list[Cell | None]]


@dataclass(frozen=True)
class Inserted:
    """Rows or columns that the program put between people's own.

    Attributes:
        sheet: The tab's title.
        dimension: ROWS or COLUMNS.
        at: Where the first one is.
        lines: Their cells, row by row or column by column.
    """

    sheet: str
    dimension: str
    at: int
    lines: Grid


@dataclass(frozen=True)
class _Left:
    """How people left a tab."""

    title: str
    rows: int
    columns: int
    cells: Grid


class Witness:
    """A hook for `Service.between_requests` around another: remembers people's tabs after each edit.

    Args:
        tabs: The titles of people's tabs, as they begin.
        other: What people do between two requests, such as an `Editor`.
        allowed: Whether the program may make the second cell of the first one; None allows nothing.
        but: The titles of tabs that are the program's own, as they begin.

    Attributes:
        changes: Cells of people's tabs that differ from what people left, as "Candidates!B2: old → new", marks such as
            notes and formats included. Whole rows and columns that were inserted are taken out first.
        inserted: These rows and columns. The caller decides which of them the program was allowed to insert.
    """

    def __init__(
        self,
        tabs: Collection[str],
        other: Hook | None = None,
        allowed: Callable[[Cell | None, Cell | None], bool] | None = None,
        but: Collection[str] = (),
    ) -> None:
        self.tabs, self.but = tuple(tabs), tuple(but)
        self.other = other
        self.allowed = allowed
        self.changes: list[str] = []
        self.inserted: list[Inserted] = []
        self._left: dict[tuple[str, int], _Left] = {}

    def __call__(self, workspace: Workspace) -> None:
        """Compare, let people work, remember."""
        self.compare(workspace)
        if self.other is not None:
            self.other(workspace)
        self.remember(workspace)

    def compare(self, workspace: Workspace) -> None:
        """Note what was changed since people last worked; call it once more at the end."""
        for (key, sheet_id), old in self._left.items():
            book = workspace.files.get(key)
            sheet = next((sheet for sheet in book.sheets if sheet.sheet_id == sheet_id), None) if book else None
            if sheet is None:
                self.changes.append(f"{old.title}: deleted")
                continue
            if sheet.title != old.title:
                self.changes.append(f"{old.title}: now called {sheet.title}")
            if sheet.cells != old.cells or sheet.row_count != old.rows or sheet.column_count != old.columns:
                self._differences(old, sheet)

    def remember(self, workspace: Workspace) -> None:
        """People's tabs are right as they are now."""
        self._left = {
            (book.key, sheet.sheet_id): _left(sheet)
            for book in workspace.files.values()
            for sheet in book.sheets
            if sheet.title.startswith(self.tabs) and not sheet.title.startswith(self.but)
        }

    def _differences(self, old: _Left, sheet: Sheet) -> None:
        before, after = _tidy(old.cells), _tidy(sheet.cells)
        after = self._taken_out(before, after, sheet.row_count - old.rows, "ROWS", sheet.title)
        turned = self._taken_out(
            _turned(before), _turned(after), sheet.column_count - old.columns, "COLUMNS", sheet.title
        )
        after = _turned(turned)
        for row in range(max(len(before), len(after))):
            for column in range(max(len(line) for lines in (before, after) for line in lines[row : row + 1])):
                was, now = _at(before, row, column), _at(after, row, column)
                if not self._right(was, now):
                    self.changes.append(f"{sheet.title}!{cell_name(row, column)}: {_said(was)} → {_said(now)}")

    def _right(self, was: Cell | None, now: Cell | None) -> bool:
        return was == now or bool(self.allowed and self.allowed(was, now))

    def _alike(self, one: list[Cell | None], other: list[Cell | None]) -> bool:
        return one == other or all(starmap(self._right, zip_longest(one, other)))

    def _taken_out(self, before: Grid, after: Grid, count: int, dimension: str, title: str) -> Grid:
        """The lines without those that were inserted, which are where most of the others are what was there."""
        if count <= 0:
            return after
        length = max(len(before) + 1, len(after) - count)
        padded = after + [[] for _ in range(length + count - len(after))]
        wanted = before + [[] for _ in range(length - len(before))]

        def kept(at: int) -> int:
            return sum(map(self._alike, wanted, padded[:at] + padded[at + count :]))

        at = max(range(length + 1), key=kept)
        self.inserted.append(Inserted(title, dimension, at, padded[at : at + count]))
        return padded[:at] + padded[at + count :]


def _left(sheet: Sheet) -> _Left:
    return _Left(sheet.title, sheet.row_count, sheet.column_count, [line[:] for line in sheet.cells])


def _tidy(cells: Grid) -> Grid:
    """Without untouched cells on the right and below."""
    kept = [line[:] for line in cells]
    for line in kept:
        while line and line[-1] is None:
            line.pop()
    while kept and not kept[-1]:
        kept.pop()
    return kept


def _turned(cells: Grid) -> Grid:
    width = max(map(len, cells), default=0)
    return _tidy([[_at(cells, row, column) for row in range(len(cells))] for column in range(width)])


def _at(cells: Grid, row: int, column: int) -> Cell | None:
    return cells[row][column] if row < len(cells) and column < len(cells[row]) else None


def _said(cell: Cell | None) -> str:
    return repr(None if cell is None else cell.formula if cell.formula is not None else cell.value)
