"""batchUpdate requests about native tables."""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.sheets_emulator import masks, protection, structure, tables
from tests.sheets_emulator.a1 import Rect
from tests.sheets_emulator.batch import Context, Reply, Request, handles
from tests.sheets_emulator.errors import invalid
from tests.sheets_emulator.masks import deep
from tests.sheets_emulator.reading import table_message
from tests.sheets_emulator.requests_layers import grid_range
from tests.sheets_emulator.state import Sheet, Spreadsheet
from tests.sheets_emulator.tables import Table


@handles("addTable")
def add_table(context: Context, request: Request) -> Reply:
    """Make a range a table; an id or name that exists and an overlap with another table are errors."""
    given = deep(request.get("table") or {})
    book = context.book
    if given.get("tableId") in [table["tableId"] for _, table in tables.every(book)]:
        raise invalid(f"A table with id {given['tableId']} already exists.")
    name = given.get("name") or tables.free_name(book)
    _check_name(book, name)
    sheet, rect = book.rect_of(given.get("range") or {})
    protection.check(book, sheet, rect, context.email)
    table: Table = {
        "tableId": given.get("tableId") or tables.fresh_id(book, context.fresh_id),
        "name": name,
        "range": grid_range(sheet, rect),
        "rowsProperties": given.get("rowsProperties", {}),
        "columnProperties": [{} for _ in range(rect.left, rect.right)],
    }
    _check_place(sheet, table)
    sheet.tables.append(table)
    tables.settle(book, converting=True)
    _set_columns(sheet, table, given.get("columnProperties", []))
    tables.fill_defaults(sheet, table)
    book.touch()
    return {"table": table_message(book, sheet, table)}


def _check_name(book: Spreadsheet, name: str, own: Mapping[str, Any] | None = None) -> None:
    other = tables.named(book, name)
    if other is not None and other is not own:
        raise invalid(f'A table with the name "{name}" already exists. Please enter another name.')


def _check_place(sheet: Sheet, table: Table) -> None:
    rect = tables.rect(table)
    if rect.bottom - rect.top < 1 + tables.has_footer(table) or rect.right <= rect.left:
        raise invalid("The range of a table must have room for its header.")
    if any(other is not table and tables.rect(other).meets(rect) for other in sheet.tables):
        raise invalid("The range of a table must not overlap another table.")


def _set_columns(sheet: Sheet, table: Table, given: Sequence[Mapping[str, Any]]) -> None:
    """Take types and rules as given, for columns that are not given none; a name is written into the header cell."""
    rect = tables.rect(table)
    table["columnProperties"] = [{} for _ in range(rect.left, rect.right)]
    for item in given:
        index = item.get("columnIndex") or 0
        if index >= rect.right - rect.left:
            raise invalid(f"columnIndex ({index}) is outside the table.")
        kind = item.get("columnType", "COLUMN_TYPE_UNSPECIFIED")
        _check_rule(kind, item.get("dataValidationRule"))
        kept = {"columnType": kind} if kind != "COLUMN_TYPE_UNSPECIFIED" else {}
        if "dataValidationRule" in item:
            kept["dataValidationRule"] = item["dataValidationRule"]
        table["columnProperties"][index] = kept
        if item.get("columnName"):
            cell = sheet.get(rect.top, rect.left + index)
            sheet.put(rect.top, rect.left + index, cell.holding(item["columnName"]))


def _check_rule(kind: str, rule: Mapping[str, Any] | None) -> None:
    condition = ((rule or {}).get("condition") or {}).get("type")
    if kind == "DROPDOWN" and condition != "ONE_OF_LIST":
        raise invalid("A column of type DROPDOWN must have a dataValidationRule with the condition ONE_OF_LIST.")
    if kind != "DROPDOWN" and rule:
        raise invalid("Only a column of type DROPDOWN can have a dataValidationRule.")


@handles("updateTable")
def update_table(context: Context, request: Request) -> None:
    """Another name, range, columns or colours. A footer that is new or gone makes the range a row longer or shorter."""
    given = deep(request.get("table") or {})
    fields = masks.paths(request.get("fields"), "updateTable")
    book = context.book
    sheet, table = tables.find(book, given.get("tableId"))
    protection.check(book, sheet, tables.rect(table), context.email)
    named = {path[0] for path in fields}
    if unknown := named - {"*", "tableId", "name", "range", "columnProperties", "rowsProperties"}:
        raise invalid(f"Invalid field mask: {', '.join(sorted(unknown))}")
    if named & {"*", "name"}:
        name = given.get("name") or tables.free_name(book)
        _check_name(book, name, table)
        table["name"] = name
    if "range" in named or ("*" in named and "range" in given):
        _set_range(context, sheet, table, given.get("range") or {})
    if named & {"*", "rowsProperties"}:
        _set_rows(sheet, table, given, fields)
    _check_place(sheet, table)
    tables.settle(book, converting=True)
    if named & {"*", "columnProperties"}:
        _set_columns(sheet, table, given.get("columnProperties", []))
    tables.fill_defaults(sheet, table)


def _set_range(context: Context, sheet: Sheet, table: Table, given: Mapping[str, Any]) -> None:
    """Columns that stay part of the table keep their types."""
    target, rect = context.book.rect_of(given)
    if target is not sheet:
        raise invalid("A table can't move to another sheet.")
    protection.check(context.book, sheet, rect, context.email)
    old = dict(enumerate(table["columnProperties"], tables.rect(table).left))
    table["range"] = grid_range(sheet, rect)
    table["columnProperties"] = [old.get(column, {}) for column in range(rect.left, rect.right)]


def _set_rows(sheet: Sheet, table: Table, given: dict[str, Any], fields: Sequence[list[str]]) -> None:
    had = tables.has_footer(table)
    holder = {"rowsProperties": dict(table["rowsProperties"])}
    paths = [["rowsProperties"] if path == ["*"] else path for path in fields if path[0] in {"*", "rowsProperties"}]
    masks.merge(holder, given, paths)
    table["rowsProperties"] = holder.get("rowsProperties", {})
    table["range"] = dict(table["range"])
    table["range"]["endRowIndex"] += tables.has_footer(table) - had
    sheet.set_count("ROWS", max(sheet.row_count, table["range"]["endRowIndex"]))


@handles("deleteTable")
def delete_table(context: Context, request: Request) -> None:
    """The table only, its cells stay; one that is missing is an error."""
    sheet, table = tables.find(context.book, request.get("tableId"))
    protection.check(context.book, sheet, tables.rect(table), context.email)
    sheet.tables.remove(table)


def make_room(book: Spreadsheet, sheet: Sheet, table: Table, count: int) -> None:
    """Give the table blank rows at the end of its body; what stands below the body moves down."""
    rect, top = tables.rect(table), tables.body(table).bottom
    below = Rect(top, top + count, rect.left, rect.right)
    content = any(cell.filled for _, _, cell in sheet.filled(below))
    others = any(other is not table and tables.rect(other).meets(below) for other in sheet.tables)
    if tables.has_footer(table) or content or others:
        if book.unknowns.inserted_row == "table only":
            structure.shift_cells(book, sheet, below, "ROWS", inserting_them=True)
        else:
            sheet.set_count("ROWS", max(sheet.row_count, top))
            structure.insert(book, sheet, "ROWS", top, count, inherit=True)
    else:
        sheet.set_count("ROWS", max(sheet.row_count, top + count))
    # A row inserted at the very end of a table is not part of it by itself.
    _, table = tables.find(book, table["tableId"])
    table["range"] = {**table["range"], "endRowIndex": rect.bottom + count}
