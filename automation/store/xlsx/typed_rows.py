"""New rows in an .xlsx whose cells look like the others of their columns: real days, numbers, checkboxes."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from heapq import nlargest

from automation.core.model import Cell, Row
from automation.core.tabs.typed_rows import CellType, type_of
from automation.core.text import cell_at, text_of
from automation.store.xlsx.calamine import DAYS_TO_1904
from automation.store.xlsx.sheet_patch import SheetPatch

_EPOCH = date(1899, 12, 30)
# The newest rows tell how a column is formatted.
_LOOKED_AT = 50


def stored(cells: Mapping[int, Cell], *, from_1904: bool) -> dict[int, Cell]:
    """The cells of a row as a file holds them: days are numbers, counted from 1900 or from 1904."""
    first = _EPOCH + timedelta(days=DAYS_TO_1904) if from_1904 else _EPOCH
    return {
        at: (cell - first).days if isinstance(cell, date) and not isinstance(cell, datetime) else cell
        for at, cell in cells.items()
    }


def usual_styles(patch: SheetPatch, rows: Sequence[Row], placed: Sequence[Mapping[int, Cell]]) -> dict[int, str]:
    """Column index → the most frequent format of its last cells of the same type, where new cells are not text.

    Args:
        patch: Of the sheet.
        rows: Its cells before the rows were added; row 0 is the header.
        placed: Of each new row, column index → cell.
    """
    typed = [(at, type_of(cell)) for cells in placed for at, cell in cells.items() if text_of(cell)]
    types = {at: one for at, one in typed if one is not CellType.TEXT}
    alike = {at: set(nlargest(_LOOKED_AT, _rows_of(rows, at, one))) for at, one in types.items()}
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for row, column, style in patch.styles_in(set().union(*alike.values())) if alike else ():
        if row in alike.get(column, ()):
            counts[column][style] += 1
    return {column: found.most_common(1)[0][0] for column, found in counts.items()}


def _rows_of(rows: Sequence[Row], column: int, wanted: CellType) -> list[int]:
    """The indexes of the rows below the header whose cell has a type."""
    cells = ((index, cell_at(row, column)) for index, row in enumerate(rows) if index)
    return [index for index, cell in cells if text_of(cell) and type_of(cell) is wanted]
