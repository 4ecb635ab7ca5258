"""What a spreadsheet consists of. No rules of the service here, apart from copying cheaply.

Cells never change in place, so that a snapshot for an atomic batch copies lists of references and nothing more.
"""

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from tests.sheets_emulator.a1 import Rect
from tests.sheets_emulator.errors import ApiError, invalid

if TYPE_CHECKING:
    from tests.sheets_emulator.calculation import Calculation


@dataclass(frozen=True, slots=True)
class Failure:
    """An error in a cell.

    Attributes:
        kind: As the API says it: REF, N_A, VALUE, DIVIDE_BY_ZERO, NAME, NUM, ERROR.
        message: What hovering over the cell shows.
    """

    kind: str
    message: str = ""

    @property
    def text(self) -> str:
        """What the cell shows."""
        return {"N_A": "#N/A", "DIVIDE_BY_ZERO": "#DIV/0!", "NAME": "#NAME?", "ERROR": "#ERROR!"}.get(
            self.kind, f"#{self.kind}" + ("!" if self.kind in {"REF", "VALUE", "NUM"} else "")
        )


# None is a true blank; numbers are float or int.
Scalar = None | bool | float | str | Failure


@dataclass(frozen=True)
class Unknowns:
    """What is not known of the real service: every answer is possible, and a program has to be safe under each.

    Attributes:
        header_formula: Whether the header cell of a table may hold a formula. "text" turns it into the text that it
            shows; "refused" answers 400 to a request that leaves one there. Where a range becomes a table, its header
            formulas become text under both.
        edge_column: Whether a column inserted exactly at the right edge of a table becomes part of the table.
        inserted_row: What a row inserted into the body of a table shifts: whole rows of the tab, or only the cells
            below it in the table's own columns.
        sort_takes_beside: Whether sorting a table by its header moves the cells beside the table too.
        collation: How text is ordered in sorts and binary searches; `collation.py` says how they differ.
    """

    header_formula: Literal["kept", "text", "refused"] = "kept"
    edge_column: Literal["beside", "inside"] = "beside"
    inserted_row: Literal["whole rows", "table only"] = "whole rows"
    sort_takes_beside: bool = False
    collation: Literal["code points", "ignore punctuation", "accents last", "capitals first"] = "code points"


class Cell(NamedTuple):
    """What a person or a program put into one cell.

    Attributes:
        value: The literal; None if it is blank or has a formula.
        formula: With its `=`.
        format: A `CellFormat` as given.
        note: Text.
        validation: A `DataValidationRule`.
        chips: The `ChipRun`s as replies show them; None if there is no chip.
    """

    value: Scalar = None
    formula: str | None = None
    format: Mapping[str, Any] | None = None
    note: str | None = None
    validation: Mapping[str, Any] | None = None
    chips: Sequence[Mapping[str, Any]] | None = None

    @property
    def filled(self) -> bool:
        """Whether there is content, apart from format, note and validation."""
        return self.value is not None or self.formula is not None

    def holding(self, value: Scalar, formula: str | None = None) -> "Cell":
        """The cell with other content, which takes its chips away; marks stay."""
        return self._replace(value=value, formula=formula, chips=None)


BLANK = Cell()


class Sheet:
    """One tab.

    Attributes:
        properties: `SheetProperties` without `index`.
        cells: Row by row; rows are cut off after their last cell, None is a cell that was never touched.
        dimensions: "ROWS" and "COLUMNS" → index → `DimensionProperties` where they differ from the default.
        merges: `GridRange`s.
        protected: `ProtectedRange`s.
        rules: Conditional formats.
        basic_filter: `BasicFilter` or None.
        groups: "ROWS" and "COLUMNS" → `DimensionGroup`s.
        tables: `Table`s. The range has all its sides; `columnProperties` holds one message for each column of the
            range, in order, without `columnIndex` and `columnName`: the name is what the header cell shows.
    """

    def __init__(self, sheet_id: int, title: str, rows: int = 1000, columns: int = 26) -> None:
        self.properties: dict[str, Any] = {
            "sheetId": sheet_id,
            "title": title,
            "sheetType": "GRID",
            "gridProperties": {"rowCount": rows, "columnCount": columns},
        }
        self.cells: list[list[Cell | None]] = []
        self.dimensions: dict[str, dict[int, dict[str, Any]]] = {"ROWS": {}, "COLUMNS": {}}
        self.merges: list[dict[str, Any]] = []
        self.protected: list[dict[str, Any]] = []
        self.rules: list[dict[str, Any]] = []
        self.basic_filter: dict[str, Any] | None = None
        self.groups: dict[str, list[dict[str, Any]]] = {"ROWS": [], "COLUMNS": []}
        self.tables: list[dict[str, Any]] = []

    @property
    def sheet_id(self) -> int:
        """The number that stays when the tab is renamed or moved."""
        return int(self.properties["sheetId"])

    @property
    def title(self) -> str:
        """The tab's name."""
        return str(self.properties["title"])

    @property
    def row_count(self) -> int:
        """Rows of the grid."""
        return int(self.properties["gridProperties"]["rowCount"])

    @property
    def column_count(self) -> int:
        """Columns of the grid."""
        return int(self.properties["gridProperties"]["columnCount"])

    @property
    def everything(self) -> Rect:
        """The whole grid."""
        return Rect(0, self.row_count, 0, self.column_count)

    def count(self, dimension: str) -> int:
        """Rows or columns of the grid."""
        return self.row_count if dimension == "ROWS" else self.column_count

    def set_count(self, dimension: str, count: int) -> None:
        """Resize the grid, without touching cells."""
        self.properties["gridProperties"]["rowCount" if dimension == "ROWS" else "columnCount"] = count

    def get(self, row: int, column: int) -> Cell:
        """The cell, blank if it was never touched."""
        if row < len(self.cells) and column < len(self.cells[row]):
            return self.cells[row][column] or BLANK
        return BLANK

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Replace the cell."""
        stored = None if cell == BLANK else cell
        if stored is None and (row >= len(self.cells) or column >= len(self.cells[row])):
            return
        while len(self.cells) <= row:
            self.cells.append([])
        line = self.cells[row]
        line.extend([None] * (column + 1 - len(line)))
        line[column] = stored

    def filled(self, rect: Rect) -> Iterator[tuple[int, int, Cell]]:
        """The touched cells of a rectangle, row by row."""
        for row in range(rect.top, min(rect.bottom, len(self.cells))):
            for column, cell in enumerate(self.cells[row][rect.left : rect.right], rect.left):
                if cell is not None:
                    yield row, column, cell

    def crop(self) -> None:
        """Drop what lies outside the grid after it shrank."""
        del self.cells[self.row_count :]
        for line in self.cells:
            del line[self.column_count :]
        for dimension, entries in self.dimensions.items():
            for index in [index for index in entries if index >= self.count(dimension)]:
                del entries[index]

    def clone(self) -> "Sheet":
        """An independent copy; cells are shared because they never change."""
        twin = copy.copy(self)
        twin.cells = [line[:] for line in self.cells]
        for name in ("properties", "dimensions", "merges", "protected", "rules", "basic_filter", "groups", "tables"):
            setattr(twin, name, copied(getattr(self, name)))
        return twin


def copied(value: Any) -> Any:
    """An independent copy of what is made of dicts, lists, and values that never change."""
    if isinstance(value, dict):
        return {name: copied(item) for name, item in value.items()}
    if isinstance(value, list):
        return [copied(item) for item in value]
    return value


@dataclass
class Spreadsheet:
    """One file.

    Attributes:
        key: The id in its URL.
        properties: `SpreadsheetProperties`.
        sheets: In the order of the tabs.
        named: `NamedRange`s.
        metadata: `DeveloperMetadata`.
        permissions: The Drive API's, the owner's first.
        version: Grows with every change.
        modified: Seconds since 1970.
        unknowns: How it answers where the real service is not known.
    """

    key: str
    properties: dict[str, Any]
    sheets: list[Sheet]
    created: float = 0.0
    modified: float = 0.0
    named: list[dict[str, Any]] = field(default_factory=list)
    metadata: list[dict[str, Any]] = field(default_factory=list)
    permissions: list[dict[str, Any]] = field(default_factory=list)
    version: int = 0
    unknowns: Unknowns = Unknowns()
    calculation: "Calculation | None" = None

    def clone(self) -> "Spreadsheet":
        """A snapshot: what is done to either doesn't show in the other."""
        twin = copy.copy(self)
        twin.sheets = [sheet.clone() for sheet in self.sheets]
        for name in ("properties", "named", "metadata", "permissions"):
            setattr(twin, name, copied(getattr(self, name)))
        twin.calculation = None
        return twin

    def adopt(self, other: "Spreadsheet") -> None:
        """Become what a changed snapshot is."""
        for name in ("properties", "sheets", "named", "metadata", "permissions"):
            setattr(self, name, getattr(other, name))
        self.touch()

    def touch(self) -> None:
        """Note that something changed: computed values are no longer valid."""
        self.version += 1
        self.calculation = None

    @property
    def owner(self) -> str:
        """The owner's address."""
        return next((p["emailAddress"] for p in self.permissions if p["role"] == "owner"), "")

    def role_of(self, email: str) -> str | None:
        """owner, writer, reader or None."""
        own = (p["role"] for p in self.permissions if p.get("emailAddress") == email)
        open_to_all = (p["role"] for p in self.permissions if p["type"] == "anyone")
        return next(own, None) or next(open_to_all, None)

    def first_sheet(self) -> Sheet:
        """The leftmost tab."""
        return self.sheets[0]

    def sheet_titled(self, title: str) -> Sheet | None:
        """The tab of this name, without regard to case."""
        folded = title.casefold()
        return next((sheet for sheet in self.sheets if sheet.title.casefold() == folded), None)

    def sheet(self, sheet_id: int | None) -> Sheet:
        """The tab of this id; none given is 0.

        Raises:
            ApiError: 400 if there is none.
        """
        for sheet in self.sheets:
            if sheet.sheet_id == (sheet_id or 0):
                return sheet
        raise invalid(f"No grid with id: {sheet_id or 0}")

    def named_range(self, name: str) -> dict[str, Any] | None:
        """The named range of this name, without regard to case."""
        folded = name.casefold()
        return next((item for item in self.named if item["name"].casefold() == folded), None)

    def rect_of(self, grid_range: Mapping[str, Any]) -> tuple[Sheet, Rect]:
        """A `GridRange` as tab and rectangle, open ends reaching to the grid's.

        Raises:
            ApiError: 400 if there is no such tab or the range is upside down.
        """
        sheet = self.sheet(grid_range.get("sheetId"))
        return sheet, bounded(sheet, grid_range)


def bounded(sheet: Sheet, grid_range: Mapping[str, Any]) -> Rect:
    """A `GridRange` of this tab as rectangle, cut off at the grid.

    Raises:
        ApiError: 400 if it is upside down or begins outside the grid.
    """
    top, bottom = _side(grid_range, "Row", sheet.row_count)
    left, right = _side(grid_range, "Column", sheet.column_count)
    return Rect(top, bottom, left, right)


def _side(grid_range: Mapping[str, Any], name: str, count: int) -> tuple[int, int]:
    start = grid_range.get(f"start{name}Index") or 0
    end = grid_range.get(f"end{name}Index")
    end = count if end is None else end
    if start < 0 or end < start:
        raise ApiError(400, f"end{name}Index ({end}) must not be less than start{name}Index ({start})")
    if start > count:
        raise ApiError(400, f"start{name}Index[{start}] is after last {name.lower()} in grid[{count}]")
    return start, min(end, count)
