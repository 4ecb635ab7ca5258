"""batchUpdate requests about the rows and columns of a tab."""

from collections.abc import Mapping
from typing import Any

from tests.sheets_emulator import masks, protection, structure
from tests.sheets_emulator.a1 import Rect
from tests.sheets_emulator.batch import Context, Reply, Request, handles
from tests.sheets_emulator.errors import invalid
from tests.sheets_emulator.reading import group_message
from tests.sheets_emulator.render import general
from tests.sheets_emulator.requests_tabs import check_size
from tests.sheets_emulator.state import Sheet


def _span(sheet: Sheet, given: Mapping[str, Any]) -> tuple[str, int, int]:
    dimension = given.get("dimension") or "ROWS"
    start = given.get("startIndex") or 0
    end = given.get("endIndex")
    return dimension, start, sheet.count(dimension) if end is None else end


@handles("insertDimension")
def insert_dimension(context: Context, request: Request) -> None:
    """Blank rows or columns."""
    given = request.get("range") or {}
    sheet = context.book.sheet(given.get("sheetId"))
    dimension, start, end = _span(sheet, given)
    inherit = bool(request.get("inheritFromBefore"))
    count = sheet.count(dimension)
    if end <= start:
        raise invalid(f"range.endIndex ({end}) must be greater than range.startIndex ({start})")
    # Behind the last one it can only take after the one before.
    if start > count or (start == count and not inherit):
        raise invalid(
            f"range.startIndex[{start}] is out of bounds: it must be less than the grid size ({count})"
            + (" if inheritFromBefore is false" if start == count else "")
        )
    if start == 0 and inherit:
        raise invalid("range.startIndex must be greater than 0 if inheritFromBefore is true")
    _check_inserting(context, sheet, dimension, start)
    structure.insert(context.book, sheet, dimension, start, end - start, inherit=inherit)
    check_size(context.book)


def _check_inserting(context: Context, sheet: Sheet, dimension: str, at: int) -> None:
    """Inserting into the middle of a protected range changes it; beside it doesn't."""
    if 0 < at < sheet.count(dimension):
        line = (at - 1, at + 1)
        whole = sheet.everything
        rect = whole._replace(top=line[0], bottom=line[1]) if dimension == "ROWS" else Rect(0, whole.bottom, *line)
        for protected in sheet.protected:
            if "range" in protected and not protection.may_edit(context.book, protected, context.email):
                area = context.book.rect_of(protected["range"])[1]
                enclosing = area.top < at < area.bottom if dimension == "ROWS" else area.left < at < area.right
                if enclosing and area.meets(rect):
                    raise invalid(protection.REFUSAL)


@handles("deleteDimension")
def delete_dimension(context: Context, request: Request) -> None:
    """Rows or columns with what is in them."""
    given = request.get("range") or {}
    sheet = context.book.sheet(given.get("sheetId"))
    dimension, start, end = _span(sheet, given)
    end = min(end, sheet.count(dimension))
    if start >= sheet.count(dimension):
        raise invalid(f"Cannot delete a {'row' if dimension == 'ROWS' else 'column'} that doesn't exist.")
    if end <= start:
        raise invalid(f"range.endIndex ({end}) must be greater than range.startIndex ({start})")
    protection.check(context.book, sheet, _band(sheet, dimension, start, end), context.email)
    structure.delete(context.book, sheet, dimension, start, end)


def _band(sheet: Sheet, dimension: str, start: int, end: int) -> Rect:
    if dimension == "ROWS":
        return Rect(start, end, 0, sheet.column_count)
    return Rect(0, sheet.row_count, start, end)


@handles("moveDimension")
def move_dimension(context: Context, request: Request) -> None:
    """Rows or columns to another place; `destinationIndex` counts before they are taken out."""
    given = request.get("source") or {}
    sheet = context.book.sheet(given.get("sheetId"))
    dimension, start, end = _span(sheet, given)
    to = request.get("destinationIndex") or 0
    if end > sheet.count(dimension) or to > sheet.count(dimension):
        raise invalid("Cannot move: out of the bounds of the grid.")
    protection.check(context.book, sheet, _band(sheet, dimension, start, end), context.email)
    structure.move(context.book, sheet, dimension, start, end, to)


@handles("appendDimension")
def append_dimension(context: Context, request: Request) -> None:
    """Blank rows or columns at the end."""
    sheet = context.book.sheet(request.get("sheetId"))
    dimension = request.get("dimension") or "ROWS"
    sheet.set_count(dimension, sheet.count(dimension) + (request.get("length") or 0))
    check_size(context.book)


@handles("updateDimensionProperties")
def update_dimension(context: Context, request: Request) -> None:
    """Sizes, and hiding."""
    given = request.get("range") or {}
    sheet = context.book.sheet(given.get("sheetId"))
    fields = masks.paths(request.get("fields"), "updateDimensionProperties")
    dimension, start, end = _span(sheet, given)
    for index in range(start, min(end, sheet.count(dimension))):
        properties = dict(sheet.dimensions[dimension].get(index, {}))
        masks.merge(properties, request.get("properties") or {}, fields)
        sheet.dimensions[dimension][index] = {name: value for name, value in properties.items() if value}


@handles("autoResizeDimensions")
def auto_resize(context: Context, request: Request) -> None:
    """As wide as the longest text, at seven pixels a letter."""
    given = request.get("dimensions") or {}
    sheet = context.book.sheet(given.get("sheetId"))
    dimension, start, end = _span(sheet, given)
    if dimension == "COLUMNS":
        for column in range(start, min(end, sheet.column_count)):
            cells = sheet.filled(Rect(0, sheet.row_count, column, column + 1))
            longest = max((len(_text(cell.value)) for _, _, cell in cells), default=0)
            known = sheet.dimensions[dimension].get(column, {})
            sheet.dimensions[dimension][column] = known | {"pixelSize": max(21, 7 * longest + 8)}


def _text(value: object) -> str:
    return general(value) if isinstance(value, float) else str(value or "")


@handles("addDimensionGroup")
def add_group(context: Context, request: Request) -> Reply:
    """Rows or columns that fold together; a group inside another is one deeper."""
    given = request.get("range") or {}
    sheet = context.book.sheet(given.get("sheetId"))
    dimension, start, end = _span(sheet, given)
    outer = [g for g in sheet.groups[dimension] if g["startIndex"] <= start and end <= g["endIndex"]]
    group = {"dimension": dimension, "startIndex": start, "endIndex": end, "depth": len(outer) + 1}
    sheet.groups[dimension].append(group)
    return _groups_reply(sheet, dimension)


@handles("deleteDimensionGroup")
def delete_group(context: Context, request: Request) -> Reply:
    """Take the innermost group off these rows or columns."""
    given = request.get("range") or {}
    sheet = context.book.sheet(given.get("sheetId"))
    dimension, start, end = _span(sheet, given)
    inside = [g for g in sheet.groups[dimension] if g["startIndex"] == start and g["endIndex"] == end]
    if not inside:
        raise invalid("Cannot delete a group that doesn't exist.")
    sheet.groups[dimension].remove(inside[-1])
    return _groups_reply(sheet, dimension)


def _groups_reply(sheet: Sheet, dimension: str) -> Reply:
    groups = [group_message(sheet, item) for item in sheet.groups[dimension]]
    return {"dimensionGroups": groups} if groups else {}
