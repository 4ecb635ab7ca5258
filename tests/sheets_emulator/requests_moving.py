"""batchUpdate requests that move or copy contents between cells: sorting, cutting, copying, range inserts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cmp_to_key
from typing import Any

from tests.sheets_emulator import protection, structure, tables
from tests.sheets_emulator.a1 import Open, Rect
from tests.sheets_emulator.batch import Context, Request, handles
from tests.sheets_emulator.calculation import calculated
from tests.sheets_emulator.collation import Order
from tests.sheets_emulator.collation import order as order_of
from tests.sheets_emulator.errors import invalid
from tests.sheets_emulator.masks import deep
from tests.sheets_emulator.references import Reference, translated
from tests.sheets_emulator.state import BLANK, Cell, Scalar, Sheet, bounded


@handles("sortRange")
def sort_range(context: Context, request: Request) -> None:
    """Sort the rows of the rectangle and nothing beside it. Only contents move: names and metadata stay put."""
    sheet, rect = context.book.rect_of(request.get("range") or {})
    protection.check(context.book, sheet, rect, context.email)
    specs = request.get("sortSpecs") or []
    for spec in specs:
        if not rect.left <= (spec.get("dimensionIndex") or 0) < rect.right:
            raise invalid("The sort column is outside the range.")
    show = calculated(context.book).value
    key = order_of(context.book.unknowns.collation)
    end = min(rect.bottom, _last_used(context, sheet, rect))
    order = list(range(rect.top, end))
    # Python's sort keeps the order of equals, so the last criterion goes first.
    for spec in reversed(specs):
        column = spec.get("dimensionIndex") or 0
        ranked = cmp_to_key(_comparison(spec, key))
        ranks = {row: ranked(show(sheet, row, column)) for row in order}
        order.sort(key=ranks.__getitem__)
    rearrange(sheet, rect, order)


def _last_used(context: Context, sheet: Sheet, rect: Rect) -> int:
    overlay = calculated(context.book).overlay(sheet)
    spilled = (max(overlay[c], default=-1) + 1 for c in overlay if rect.left <= c < rect.right)
    return max(len(sheet.cells), *spilled, 0)


def _comparison(spec: Mapping[str, Any], key: Order) -> Callable[[Scalar, Scalar], int]:
    sign = -1 if spec.get("sortOrder") == "DESCENDING" else 1

    def compare(a: Scalar, b: Scalar) -> int:
        # Blanks come last in either direction.
        if a is None or b is None:
            return (a is None) - (b is None)
        x, y = key(a), key(b)
        return sign * ((x > y) - (x < y))

    return compare


def rearrange(sheet: Sheet, rect: Rect, order: Sequence[int]) -> None:
    """Put the rows of the rectangle into this order; formulas that move take their relative references along."""
    old = {row: [sheet.get(row, column) for column in range(rect.left, rect.right)] for row in order}
    for row, source in enumerate(order, rect.top):
        if row == source:
            continue
        for column, cell in enumerate(old[source], rect.left):
            rule = sheet.get(row, column).validation
            carried = _carried(cell, row - source, 0)
            # Notes travel with a sort, validation stays with the place.
            sheet.put(row, column, carried if carried.validation is rule else carried._replace(validation=rule))


def _carried(cell: Cell, rows: int, columns: int) -> Cell:
    if cell.formula is None:
        return cell
    return cell._replace(formula=translated(cell.formula, rows, columns))


def _pasted(old: Cell, new: Cell, kind: str) -> Cell:
    """The cell after another was pasted onto it."""
    if kind == "PASTE_NORMAL":
        return new
    if kind in {"PASTE_VALUES", "PASTE_FORMULA"}:
        return old.holding(new.value, new.formula)
    if kind == "PASTE_FORMAT":
        return old._replace(format=new.format)
    if kind == "PASTE_DATA_VALIDATION":
        return old._replace(validation=new.validation)
    if kind == "PASTE_NO_BORDERS":
        return new._replace(format={k: v for k, v in (new.format or {}).items() if k != "borders"} or None)
    return old


@handles("cutPaste")
def cut_paste(context: Context, request: Request) -> None:
    """Move cells; references to them follow, and so do names, merges and tables that lie wholly inside."""
    book = context.book
    source, rect = book.rect_of(request.get("source") or {})
    place = request.get("destination") or {}
    target = book.sheet(place.get("sheetId"))
    top, left = place.get("rowIndex") or 0, place.get("columnIndex") or 0
    landing = Rect(top, top + rect.bottom - rect.top, left, left + rect.right - rect.left)
    if landing.bottom > target.row_count or landing.right > target.column_count:
        raise invalid("Cannot paste outside the grid.")
    for sheet, area in ((source, rect), (target, landing)):
        protection.check(book, sheet, area, context.email)
    _cut(source, rect, target, landing, request.get("pasteType") or "PASTE_NORMAL")
    rows, columns = landing.top - rect.top, landing.left - rect.left

    def moved(reference: Reference) -> Reference:
        if None in reference.area or not rect.covers(Rect(*reference.area)):  # type: ignore[arg-type]
            return reference
        a, b, c, d = Rect(*reference.area)  # type: ignore[arg-type]
        title = reference.sheet if target is source else target.title
        return replace(reference, sheet=title, area=Open(a + rows, b + rows, c + columns, d + columns))

    structure.rewrite_references(book, source, moved)
    _carry_ranges(context, source, rect, target, landing)


def _cut(source: Sheet, rect: Rect, target: Sheet, landing: Rect, kind: str) -> None:
    cut = [[source.get(row, column) for column in range(rect.left, rect.right)] for row in range(rect.top, rect.bottom)]
    for row in range(rect.top, rect.bottom):
        for column in range(rect.left, rect.right):
            source.put(row, column, BLANK)
    for row, line in enumerate(cut, landing.top):
        for column, cell in enumerate(line, landing.left):
            target.put(row, column, _pasted(target.get(row, column), cell, kind))


def _carry_ranges(context: Context, source: Sheet, rect: Rect, target: Sheet, landing: Rect) -> None:
    rows, columns = landing.top - rect.top, landing.left - rect.left
    inside = [item for item in source.merges if rect.covers(bounded(source, item))]
    source.merges = [item for item in source.merges if item not in inside]
    target.merges = [item for item in target.merges if not bounded(target, item).meets(landing)]
    target.merges += [_offset(item, target, rows, columns) for item in inside]
    _carry_tables(source, rect, target, landing)
    for named in context.book.named:
        area = named.get("range", {})
        whole = "endRowIndex" in area and "endColumnIndex" in area
        if whole and (area.get("sheetId") or 0) == source.sheet_id and rect.covers(bounded(source, area)):
            named["range"] = _offset(area, target, rows, columns)


def _carry_tables(source: Sheet, rect: Rect, target: Sheet, landing: Rect) -> None:
    inside = [table for table in source.tables if rect.covers(tables.rect(table))]
    source.tables = [table for table in source.tables if table not in inside]
    if inside and any(tables.rect(table).meets(landing) for table in target.tables):
        raise invalid("A table can't be pasted onto another table.")
    for table in inside:
        area = _offset(table["range"], target, landing.top - rect.top, landing.left - rect.left)
        target.tables.append({**table, "range": area})


def _copy_tables(context: Context, source: Sheet, rect: Rect, target: Sheet, landing: Rect) -> None:
    """Copied tables have names and ids of their own; where the copy would touch a table, only its cells are copied."""
    inside = [table for table in source.tables if rect.covers(tables.rect(table))]
    for top in range(landing.top, landing.bottom, rect.bottom - rect.top):
        for left in range(landing.left, landing.right, rect.right - rect.left):
            for table in inside:
                copied = deep(table)
                copied["range"] = _offset(table["range"], target, top - rect.top, left - rect.left)
                if not any(tables.rect(other).meets(tables.rect(copied)) for other in target.tables):
                    copied["tableId"] = tables.fresh_id(context.book, context.fresh_id)
                    copied["name"] = tables.copied_name(context.book, table["name"])
                    target.tables.append(copied)


def _offset(area: Mapping[str, Any], target: Sheet, rows: int, columns: int) -> dict[str, Any]:
    steps = {"startRowIndex": rows, "endRowIndex": rows, "startColumnIndex": columns, "endColumnIndex": columns}
    return {"sheetId": target.sheet_id} | {name: (area.get(name) or 0) + by for name, by in steps.items()}


@handles("copyPaste")
def copy_paste(context: Context, request: Request) -> None:
    """Copy cells; a destination that is a multiple of the source's size is filled with repetitions."""
    book = context.book
    source, rect = book.rect_of(request.get("source") or {})
    target, area = book.rect_of(request.get("destination") or {})
    kind = request.get("pasteType") or "PASTE_NORMAL"
    turned = request.get("pasteOrientation") == "TRANSPOSE"

    def taken(row: int, column: int) -> Cell:
        cell = source.get(row, column)
        if kind != "PASTE_VALUES":
            return cell
        return cell.holding(calculated(book).value(source, row, column))

    block = [[taken(row, column) for column in range(rect.left, rect.right)] for row in range(rect.top, rect.bottom)]
    if turned:
        block = [list(line) for line in zip(*block, strict=True)]
    landing = _tiled(area, len(block), len(block[0]))
    if landing.bottom > target.row_count or landing.right > target.column_count:
        raise invalid("Cannot paste outside the grid.")
    protection.check(book, target, landing, context.email)
    for row in range(landing.top, landing.bottom):
        for column in range(landing.left, landing.right):
            down, across = (row - landing.top) % len(block), (column - landing.left) % len(block[0])
            origin = (rect.top + (across if turned else down), rect.left + (down if turned else across))
            cell = _carried(block[down][across], row - origin[0], column - origin[1])
            target.put(row, column, _pasted(target.get(row, column), cell, kind))
    if kind == "PASTE_NORMAL" and not turned:
        _copy_tables(context, source, rect, target, landing)


def _tiled(area: Rect, height: int, width: int) -> Rect:
    rows, columns = area.bottom - area.top, area.right - area.left
    down = rows if rows % height == 0 else height
    across = columns if columns % width == 0 else width
    return Rect(area.top, area.top + max(down, height), area.left, area.left + max(across, width))


@handles("insertRange")
def insert_range(context: Context, request: Request) -> None:
    """Push the cells of a rectangle down or right; what falls off the grid enlarges it."""
    _shift_cells(context, request, inserting=True)


@handles("deleteRange")
def delete_range(context: Context, request: Request) -> None:
    """Pull up or left what is below or beside a rectangle."""
    _shift_cells(context, request, inserting=False)


def _shift_cells(context: Context, request: Request, *, inserting: bool) -> None:
    sheet, rect = context.book.rect_of(request.get("range") or {})
    dimension = request.get("shiftDimension") or "ROWS"
    behind = rect._replace(bottom=sheet.row_count) if dimension == "ROWS" else rect._replace(right=sheet.column_count)
    protection.check(context.book, sheet, behind, context.email)
    structure.shift_cells(context.book, sheet, rect, dimension, inserting_them=inserting)
