"""values.append: finding the table that rows are added to. This is where rows land in surprising columns."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.sheets_emulator import a1, structure, values
from tests.sheets_emulator.a1 import Rect, echo
from tests.sheets_emulator.calculation import calculated
from tests.sheets_emulator.state import Sheet, Spreadsheet


def append(
    book: Spreadsheet, text: str, body: Mapping[str, Any], options: Mapping[str, Any], email: str
) -> tuple[values.Written, str | None]:
    """Write below the last table that touches the range; the table's range comes back too, if there is one.

    Raises:
        ApiError: 400.
    """
    sheet, rect = a1.resolve(book, text)
    table = last_table(book, sheet, rect)
    table_range = echo(sheet, table) if table else None
    row, column = (table.bottom, table.left) if table else (rect.top, rect.left)
    height, width = _size(body)
    if options.get("insertDataOption") == "INSERT_ROWS" and table and row < sheet.row_count:
        structure.insert(book, sheet, "ROWS", row, height)
    for dimension, end in (("ROWS", row + height), ("COLUMNS", column + width)):
        sheet.set_count(dimension, max(sheet.count(dimension), end))
    place = (sheet, Rect(row, row + 1, column, column + 1), text)
    return values.write(book, place, body, options.get("valueInputOption") or "", email), table_range


def _size(body: Mapping[str, Any]) -> tuple[int, int]:
    lines = body.get("values") or []
    size = (len(lines), max((len(line or []) for line in lines), default=0))
    return size if body.get("majorDimension") != "COLUMNS" else (size[1], size[0])


def last_table(book: Spreadsheet, sheet: Sheet, rect: Rect) -> Rect | None:
    """The block of cells around the last content of the range, as far as content adjoins, corners included.

    Formulas that give "" and what they spill count as content; true blanks don't.
    """
    content = _content(book, sheet)
    shown = max((max(rows, default=-1) for rows in calculated(book).overlay(sheet).values()), default=-1)
    seed = _last(content, sheet, rect, max(len(sheet.cells), shown + 1))
    if seed is None:
        return None
    block = Rect(seed[0], seed[0] + 1, seed[1], seed[1] + 1)
    while (wider := _widened(content, block)) != block:
        block = wider
    return block


Content = Callable[[int, int], bool]


def _content(book: Spreadsheet, sheet: Sheet) -> Content:
    overlay = calculated(book).overlay(sheet)
    return lambda row, column: (
        sheet.get(row, column).filled or overlay.get(column, {}).get(row) is not None if row >= 0 <= column else False
    )


def _last(content: Content, sheet: Sheet, rect: Rect, end: int) -> tuple[int, int] | None:
    for row in range(min(rect.bottom, end) - 1, rect.top - 1, -1):
        for column in range(min(rect.right, sheet.column_count) - 1, rect.left - 1, -1):
            if content(row, column):
                return row, column
    return None


def _widened(content: Content, block: Rect) -> Rect:
    """The block with those of its four neighbouring strips that have content."""
    rows = range(block.top - 1, block.bottom + 1)
    columns = range(block.left - 1, block.right + 1)
    up = any(content(block.top - 1, column) for column in columns)
    down = any(content(block.bottom, column) for column in columns)
    left = any(content(row, block.left - 1) for row in rows)
    right = any(content(row, block.right) for row in rows)
    return Rect(block.top - up, block.bottom + down, block.left - left, block.right + right)
