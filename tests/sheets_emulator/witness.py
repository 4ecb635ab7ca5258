"""Watches how the program changes people's cells, whatever people change in between."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from itertools import starmap, zip_longest

from tests.sheets_emulator import tables
from tests.sheets_emulator.a1 import cell_name
from tests.sheets_emulator.state import BLANK, Cell, Sheet
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
class Became:
    """A cell that the program was allowed to change.

    Attributes:
        sheet: The tab's title.
        row: 0 is the first.
        column: 0 is A.
        was: As people left it; so are row and column.
        now: What it is.
        line: The row as people left it.
        tables: Those of the tab, as people left it.
    """

    sheet: str
    row: int
    column: int
    was: Cell | None
    now: Cell | None
    line: list[Cell | None]
    tables: list[tables.Table]


@dataclass(frozen=True)
class _Left:
    """How people left a tab."""

    title: str
    rows: int
    columns: int
    cells: Grid
    tables: list[tables.Table]


class Witness:
    """A hook for `Service.between_requests` around another: remembers people's tabs after each edit.

    Args:
        tabs: The titles of people's tabs, as they begin.
        other: What people do between two requests, such as an `Editor`.
        allowed: Whether the program may make the second cell of the first one; None allows nothing.
        but: The titles of tabs that are the program's own, as they begin.

    Attributes:
        changes: Cells of people's tabs that differ from what people left, as "Candidates!B2: old → new", marks such as
            notes and formats included. Whole rows and columns that were inserted are taken out first, and so is a row
            that a native table has grown by, or a blank one of its rows that was filled.
        inserted: These rows and columns. The caller decides which of them the program was allowed to insert.
        became: What was allowed.
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
        self.became: list[Became] = []
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
                self._compare_cells(old, sheet)

    def remember(self, workspace: Workspace) -> None:
        """People's tabs are right as they are now."""
        self._left = {
            (book.key, sheet.sheet_id): _left(sheet)
            for book in workspace.files.values()
            for sheet in book.sheets
            if sheet.title.startswith(self.tabs) and not sheet.title.startswith(self.but)
        }

    def _compare_cells(self, old: _Left, sheet: Sheet) -> None:
        """Note the differences, in the way of reading what was inserted that leaves fewest."""
        readings = [self._differences(old, sheet, _tidy(sheet.cells), sheet.row_count - old.rows)]
        for cells, added in _without_new_row(old, sheet) if readings[0].changes else ():
            readings.append(self._differences(old, sheet, _tidy(cells), 0))
            readings[-1].inserted.append(added)
        best = min(readings, key=lambda one: len(one.changes))
        self.changes += best.changes
        self.inserted += best.inserted
        self.became += best.became

    def _differences(self, old: _Left, sheet: Sheet, after: Grid, rows: int) -> "_Differences":
        found, before = _Differences(), _tidy(old.cells)
        after = self._taken_out(before, after, rows, "ROWS", sheet.title, found.inserted)
        columns = sheet.column_count - old.columns
        turned = self._taken_out(_turned(before), _turned(after), columns, "COLUMNS", sheet.title, found.inserted)
        after = _turned(turned)
        for row in range(max(len(before), len(after))):
            for column in range(max(len(line) for lines in (before, after) for line in lines[row : row + 1])):
                was, now = _at(before, row, column), _at(after, row, column)
                if not self._right(was, now):
                    found.changes.append(f"{sheet.title}!{cell_name(row, column)}: {_said(was)} → {_said(now)}")
                elif was != now:
                    found.became.append(
                        Became(sheet.title, row, column, was, now, [*before[row : row + 1], []][0], old.tables)
                    )
        return found

    def _right(self, was: Cell | None, now: Cell | None) -> bool:
        return was == now or bool(self.allowed and self.allowed(was, now))

    def _alike(self, one: list[Cell | None], other: list[Cell | None]) -> bool:
        return one == other or all(starmap(self._right, zip_longest(one, other)))

    def _taken_out(
        self, before: Grid, after: Grid, count: int, dimension: str, title: str, inserted: list[Inserted]
    ) -> Grid:
        """The lines without those that were inserted, which are where most of the others are what was there."""
        if count <= 0:
            return after
        length = max(len(before) + 1, len(after) - count)
        padded = after + [[] for _ in range(length + count - len(after))]
        wanted = before + [[] for _ in range(length - len(before))]

        def kept(at: int) -> int:
            return sum(map(self._alike, wanted, padded[:at] + padded[at + count :]))

        at = max(range(length + 1), key=kept)
        inserted.append(Inserted(title, dimension, at, padded[at : at + count]))
        return padded[:at] + padded[at + count :]


@dataclass
class _Differences:
    changes: list[str] = field(default_factory=list)
    inserted: list[Inserted] = field(default_factory=list)
    became: list[Became] = field(default_factory=list)


def _left(sheet: Sheet) -> _Left:
    cells = [line[:] for line in sheet.cells]
    return _Left(sheet.title, sheet.row_count, sheet.column_count, cells, list(sheet.tables))


def _without_new_row(old: _Left, sheet: Sheet) -> Iterator[tuple[Grid, Inserted]]:
    """The cells without the last filled row of a table's body, if it is new: it was blank, or pushed others down."""
    ends = {table["tableId"]: tables.body(table).bottom for table in old.tables}
    for table in sheet.tables:
        body = tables.body(table)
        grown = body.bottom - ends.get(table["tableId"], body.bottom) == 1
        last = max((row for row, _, cell in sheet.filled(body) if cell.filled), default=body.top)
        at, band = body.bottom - 1 if grown else last, range(body.left, body.right)
        if grown or not any((_at(old.cells, at, column) or BLANK).filled for column in band):
            new = [_at(sheet.cells, at, column) for column in band]
            for pushed in (False, True) if grown else (False,):
                cells = [line + [None] * (body.right - len(line)) for line in sheet.cells]
                for row in range(at, len(cells) if pushed else at + 1):
                    for column in band:
                        cells[row][column] = _at(sheet.cells, row + 1, column) if pushed else _blank(old, row, column)
                yield cells, Inserted(sheet.title, "ROWS", at, [new])


def _blank(old: _Left, row: int, column: int) -> Cell | None:
    """What a cell was if it had no content; it may have had a format."""
    was = _at(old.cells, row, column)
    return None if was is None or was.filled else was


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
