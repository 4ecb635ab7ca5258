"""Native tables: where their header, body and footer are, and what always holds for them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from tests.sheets_emulator.a1 import Rect
from tests.sheets_emulator.calculation import calculated
from tests.sheets_emulator.errors import invalid
from tests.sheets_emulator.render import formatted
from tests.sheets_emulator.state import Scalar, Sheet, Spreadsheet

HEADER_REFUSAL = "You can't enter a formula into the header row of a table."
# What blank cells of the body become, by the type of their column.
DEFAULTS: Mapping[str, Scalar] = {"BOOLEAN": False, "RATINGS_CHIP": 0}

Table = dict[str, Any]


def rect(table: Mapping[str, Any]) -> Rect:
    """All cells of the table, header and footer included."""
    area = table["range"]
    return Rect(area["startRowIndex"], area["endRowIndex"], area["startColumnIndex"], area["endColumnIndex"])


def has_footer(table: Mapping[str, Any]) -> bool:
    """Whether the last row is a footer."""
    return "footerColorStyle" in table.get("rowsProperties", {})


def body(table: Mapping[str, Any]) -> Rect:
    """The cells between header and footer; there may be none."""
    whole = rect(table)
    top = whole.top + 1
    return whole._replace(top=top, bottom=max(top, whole.bottom - has_footer(table)))


def every(book: Spreadsheet) -> Iterator[tuple[Sheet, Table]]:
    """All tables of the spreadsheet with their tabs."""
    for sheet in book.sheets:
        for table in sheet.tables:
            yield sheet, table


def find(book: Spreadsheet, table_id: object) -> tuple[Sheet, Table]:
    """The table of this id with its tab.

    Raises:
        ApiError: 400 if there is none.
    """
    for sheet, table in every(book):
        if table["tableId"] == table_id:
            return sheet, table
    raise invalid(f"No table with id: {table_id}")


def named(book: Spreadsheet, name: str) -> Table | None:
    """The table of this name, without regard to case."""
    return next((table for _, table in every(book) if table["name"].casefold() == name.casefold()), None)


def fresh_id(book: Spreadsheet, fresh: Callable[[Sequence[object]], int]) -> str:
    """An id that is free; `fresh` gives a number that is none of those taken."""
    taken = [table["tableId"] for _, table in every(book)]
    return str(fresh([int(one) for one in taken if one.isdecimal()]))


def free_name(book: Spreadsheet) -> str:
    """The name that a table gets when none is given."""
    number = 1
    while named(book, f"Table{number}"):
        number += 1
    return f"Table{number}"


def copied_name(book: Spreadsheet, name: str) -> str:
    """The name of a copy."""
    number = 2
    while named(book, f"{name}_{number}"):
        number += 1
    return f"{name}_{number}"


def column_names(book: Spreadsheet, sheet: Sheet, table: Mapping[str, Any]) -> list[str]:
    """What the header cells show, from left to right."""
    whole = rect(table)
    return [_shown(book, sheet, whole.top, column) for column in range(whole.left, whole.right)]


def _shown(book: Spreadsheet, sheet: Sheet, row: int, column: int) -> str:
    value = calculated(book).value(sheet, row, column)
    return formatted(value, sheet.get(row, column).format, book.properties.get("locale", "en_US"))


def fill_defaults(sheet: Sheet, table: Mapping[str, Any], top: int = 0, bottom: int | None = None) -> None:
    """Fill blank cells of checkbox and rating columns, in these rows of the body or in all of them."""
    area = body(table)
    rows = range(max(area.top, top), area.bottom if bottom is None else min(area.bottom, bottom))
    for column, given in enumerate(table["columnProperties"], area.left):
        default = DEFAULTS.get(given.get("columnType", ""))
        for row in rows if default is not None else ():
            cell = sheet.get(row, column)
            if not cell.filled:
                sheet.put(row, column, cell.holding(default))


def settle(book: Spreadsheet, *, converting: bool = False) -> None:
    """Make hold what always holds after a change: every column has a name, and header formulas are as the switch says.

    Args:
        book: Changed in place.
        converting: A range has just become a table: a formula is never refused then, but becomes text.

    Raises:
        ApiError: 400 when a header formula is refused.
    """
    for sheet, table in every(book):
        whole = rect(table)
        for column in range(whole.left, whole.right):
            cell = sheet.get(whole.top, column)
            if cell.formula is not None:
                _settle_formula(book, sheet, table, column, converting=converting)
            elif cell.value is None and not _covered(book, sheet, whole.top, column):
                sheet.put(whole.top, column, cell.holding(_free_column(book, sheet, table, column)))


def _covered(book: Spreadsheet, sheet: Sheet, row: int, column: int) -> bool:
    """Whether a formula elsewhere shows something here. The cell itself is blank."""
    book.touch()
    return calculated(book).value(sheet, row, column) is not None


def _settle_formula(book: Spreadsheet, sheet: Sheet, table: Table, column: int, *, converting: bool) -> None:
    switch = book.unknowns.header_formula
    if switch == "kept":
        return
    if switch == "refused" and not converting:
        raise invalid(HEADER_REFUSAL)
    row = rect(table).top
    # What is known of the cells may be from before the last request.
    book.touch()
    text = _shown(book, sheet, row, column)
    sheet.put(row, column, sheet.get(row, column).holding(text or _free_column(book, sheet, table, column)))
    book.touch()


def _free_column(book: Spreadsheet, sheet: Sheet, table: Mapping[str, Any], column: int) -> str:
    book.touch()
    taken = column_names(book, sheet, table)
    number = column - rect(table).left + 1
    while f"Column {number}" in taken:
        number += 1
    return f"Column {number}"
