"""Inserting, deleting and moving rows and columns, and everything that has to follow."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from tests.sheets_emulator import tables
from tests.sheets_emulator.a1 import Open, Rect
from tests.sheets_emulator.errors import invalid
from tests.sheets_emulator.references import Reference, rewrite
from tests.sheets_emulator.state import BLANK, Cell, Sheet, Spreadsheet

# First index and the one behind the last; None reaches to the grid's end.
Span = tuple[int | None, int | None]


@dataclass(frozen=True)
class Shift:
    """What a change does to positions along one dimension.

    Attributes:
        dimension: ROWS or COLUMNS.
        span: Where a span of positions is afterwards; None if it is gone.
        at: Where lines are inserted, if the change does nothing else.
        count: How many are.
        band: From and to which line of the other dimension the change reaches; None is all of the tab. What lies partly
            outside stays where it is.
    """

    dimension: str
    span: Callable[[Span], Span | None]
    at: int | None = None
    count: int = 0
    band: tuple[int, int] | None = None

    def reaches(self, start: int | None, end: int | None) -> bool:
        """Whether something between these lines of the other dimension follows."""
        if self.band is None:
            return True
        return start is not None and end is not None and self.band[0] <= start and end <= self.band[1]

    def index(self, position: int) -> int | None:
        """Where one position is afterwards; None if it is gone."""
        moved = self.span((position, position + 1))
        return None if moved is None else moved[0]


def inserting(dimension: str, at: int, count: int) -> Shift:
    """What begins at or behind the place moves; what encloses it grows. So `A2:A` becomes `A3:A` at row 2."""

    def span(old: Span) -> Span:
        start, end = old
        return (
            start + count if start is not None and start >= at else start,
            end + count if end is not None and end > at else end,
        )

    return Shift(dimension, span, at, count)


def deleting(dimension: str, first: int, last: int) -> Shift:
    """What lay in [first, last) is gone; what enclosed it shrinks."""

    def down(value: int) -> int:
        return value if value <= first else max(first, value - (last - first))

    def span(old: Span) -> Span | None:
        start, end = old
        moved = (None if start is None else down(start), None if end is None else down(end))
        if moved[1] is not None and (moved[0] or 0) >= moved[1]:
            return None
        return moved

    return Shift(dimension, span)


def moving(dimension: str, first: int, last: int, to: int) -> Shift:
    """[first, last) goes before what was at `to`; spans inside it go along, others close the gap and make room."""
    count = last - first
    landing = to - count if to >= last else to
    close, make_room = deleting(dimension, first, last), inserting(dimension, landing, count)

    def span(old: Span) -> Span | None:
        start, end = old
        if start is not None and end is not None and first <= start and end <= last:
            return start - first + landing, end - first + landing
        closed = close.span(old)
        return None if closed is None else make_room.span(closed)

    return Shift(dimension, span)


def insert(book: Spreadsheet, sheet: Sheet, dimension: str, at: int, count: int, *, inherit: bool = False) -> None:
    """Insert blank rows or columns before index `at`.

    Args:
        book: Changed in place.
        sheet: The tab.
        dimension: ROWS or COLUMNS.
        at: 0-based.
        count: How many.
        inherit: Take the format from the row or column before, not the one after.
    """
    before = at - 1 if inherit else at
    line = _line(sheet, dimension, before)
    fresh = [None if cell is None or not cell.format else Cell(format=cell.format) for cell in line]
    if dimension == "ROWS":
        _pad_rows(sheet, at)
        sheet.cells[at:at] = [fresh[:] for _ in range(count)]
    else:
        for row, cells in enumerate(sheet.cells):
            if len(cells) > at:
                cells[at:at] = [fresh[row] if row < len(fresh) else None] * count
    sheet.set_count(dimension, sheet.count(dimension) + count)
    follow(book, sheet, inserting(dimension, at, count))


def _line(sheet: Sheet, dimension: str, index: int) -> list[Cell | None]:
    if index < 0:
        return []
    if dimension == "ROWS":
        return sheet.cells[index] if index < len(sheet.cells) else []
    return [row[index] if index < len(row) else None for row in sheet.cells]


def _pad_rows(sheet: Sheet, count: int) -> None:
    while len(sheet.cells) < count:
        sheet.cells.append([])


def delete(book: Spreadsheet, sheet: Sheet, dimension: str, first: int, last: int) -> None:
    """Delete rows or columns [first, last).

    Raises:
        ApiError: 400 if none would be left, frozen ones apart.
    """
    frozen = sheet.properties["gridProperties"].get("frozenRowCount" if dimension == "ROWS" else "frozenColumnCount", 0)
    left = sheet.count(dimension) - (last - first)
    word = "rows" if dimension == "ROWS" else "columns"
    if left <= 0:
        raise invalid(f"You can't delete all the {word} on the sheet.")
    if first <= frozen and last >= sheet.count(dimension) and left <= frozen:
        raise invalid(f"Sorry, it is not possible to delete all non-frozen {word}.")
    if dimension == "ROWS":
        del sheet.cells[first:last]
    else:
        for cells in sheet.cells:
            del cells[first:last]
    sheet.set_count(dimension, left)
    _shrink_frozen(sheet, dimension, frozen, first, last)
    follow(book, sheet, deleting(dimension, first, last))


def _shrink_frozen(sheet: Sheet, dimension: str, frozen: int, first: int, last: int) -> None:
    kept = frozen - max(0, min(last, frozen) - first)
    name = "frozenRowCount" if dimension == "ROWS" else "frozenColumnCount"
    if frozen and kept != frozen:
        sheet.properties["gridProperties"][name] = kept
        if not kept:
            del sheet.properties["gridProperties"][name]


def move(book: Spreadsheet, sheet: Sheet, dimension: str, first: int, last: int, to: int) -> None:
    """Move rows or columns [first, last) before what is at `to`.

    Raises:
        ApiError: 400 if the place lies inside what moves.
    """
    if first < to < last:
        raise invalid("The destination index must not be inside the source range.")
    if dimension == "ROWS":
        _pad_rows(sheet, max(last, to))
        _shuffle(sheet.cells, first, last, to)
    else:
        for cells in sheet.cells:
            if len(cells) > min(first, to):
                cells.extend([None] * (max(last, to) - len(cells)))
                _shuffle(cells, first, last, to)
    follow(book, sheet, moving(dimension, first, last, to))


def _shuffle(items: list[Any], first: int, last: int, to: int) -> None:
    block = items[first:last]
    del items[first:last]
    at = to - len(block) if to >= last else to
    items[at:at] = block


def shift_cells(book: Spreadsheet, sheet: Sheet, rect: Rect, dimension: str, *, inserting_them: bool) -> None:
    """Push the cells of a rectangle away to make it blank, or delete them and pull others up to them.

    Args:
        book: Changed in place.
        sheet: The tab.
        rect: The cells; only those below them, or to their right, move.
        dimension: ROWS moves cells down or up, COLUMNS right or left. What falls off the grid enlarges it.
        inserting_them: Push, otherwise pull.

    Raises:
        ApiError: 400 when this would tear a table apart.
    """
    down = dimension == "ROWS"
    behind = rect._replace(bottom=sheet.row_count) if down else rect._replace(right=sheet.column_count)
    band = (rect.left, rect.right) if down else (rect.top, rect.bottom)
    first, last = (rect.top, rect.bottom) if down else (rect.left, rect.right)
    shift = inserting(dimension, first, last - first) if inserting_them else deleting(dimension, first, last)
    shift = replace(shift, band=band)
    for table in sheet.tables:
        area = tables.rect(table)
        if area.meets(behind) and not shift.reaches(*((area.left, area.right) if down else (area.top, area.bottom))):
            raise invalid("This would shift only a part of the cells of a table.")
    moved = list(sheet.filled(behind))
    for row, column, _ in moved:
        sheet.put(row, column, BLANK)
    for row, column, cell in moved:
        to = shift.index(row if down else column)
        if to is not None:
            place = (to, column) if down else (row, to)
            sheet.set_count("ROWS", max(sheet.row_count, place[0] + 1))
            sheet.set_count("COLUMNS", max(sheet.column_count, place[1] + 1))
            sheet.put(*place, cell)
    follow(book, sheet, shift)


def follow(book: Spreadsheet, sheet: Sheet, shift: Shift) -> None:
    """Make all that names positions on this tab follow: formulas, ranges, metadata, sizes and groups."""
    rewrite_references(book, sheet, lambda reference: _shifted(reference, shift))
    for part in (sheet.merges, sheet.protected, sheet.rules):
        _follow_all(part, sheet, shift)
    book.named[:] = [_follow_item(item, sheet, shift) or without_range(item) for item in book.named]
    if sheet.basic_filter:
        kept = grid_range_after(sheet.basic_filter.get("range", {}), shift)
        sheet.basic_filter = {**sheet.basic_filter, "range": kept} if kept is not None else None
    follow_tables(book, sheet, shift)
    if shift.band is None:
        _follow_dimensions(sheet, shift)
        _follow_metadata(book, sheet, shift)


def rewrite_references(book: Spreadsheet, target: Sheet, change: Callable[[Reference], Reference | None]) -> None:
    """Apply a change to all references to one tab, in every formula of the spreadsheet."""
    folded = target.title.casefold()
    for sheet in book.sheets:
        own = sheet is target

        def apply(reference: Reference, own: bool = own) -> Reference | None:
            named = reference.sheet is not None and reference.sheet.casefold() == folded
            return change(reference) if named or (own and reference.sheet is None) else reference

        for cells in sheet.cells:
            for column, cell in enumerate(cells):
                if cell is not None and cell.formula is not None:
                    formula = rewrite(cell.formula, apply)
                    if formula is not cell.formula:
                        cells[column] = cell._replace(formula=formula)


def _shifted(reference: Reference, shift: Shift) -> Reference | None:
    top, bottom, left, right = reference.area
    if not shift.reaches(*((left, right) if shift.dimension == "ROWS" else (top, bottom))):
        return reference
    if shift.dimension == "ROWS":
        moved = shift.span((top, bottom))
        return None if moved is None else replace(reference, area=Open(*moved, left, right))
    moved = shift.span((left, right))
    return None if moved is None else replace(reference, area=Open(top, bottom, *moved))


def grid_range_after(grid_range: dict[str, Any], shift: Shift) -> dict[str, Any] | None:
    """A `GridRange` after the change; None if it is gone."""
    word, other = ("Row", "Column") if shift.dimension == "ROWS" else ("Column", "Row")
    if not shift.reaches(grid_range.get(f"start{other}Index"), grid_range.get(f"end{other}Index")):
        return grid_range
    names = (f"start{word}Index", f"end{word}Index")
    moved = shift.span((grid_range.get(names[0]), grid_range.get(names[1])))
    if moved is None:
        return None
    return {**grid_range, **{name: value for name, value in zip(names, moved, strict=True) if value is not None}}


def without_range(named: dict[str, Any]) -> dict[str, Any]:
    """A named range whose cells are all gone: replies no longer show it, but its name and id stay taken."""
    return {name: value for name, value in named.items() if name != "range"}


def _follow_all(items: list[dict[str, Any]], sheet: Sheet, shift: Shift) -> None:
    kept = [after for item in items if (after := _follow_item(item, sheet, shift)) is not None]
    items[:] = kept


def _follow_item(item: dict[str, Any], sheet: Sheet, shift: Shift) -> dict[str, Any] | None:
    if "ranges" in item:
        ranges = [after for one in item["ranges"] if (after := grid_range_after(one, shift)) is not None]
        return {**item, "ranges": ranges} if ranges else None
    if "startRowIndex" in item:
        return grid_range_after(item, shift)
    if "range" not in item or (item["range"].get("sheetId") or 0) != sheet.sheet_id:
        return item
    after = grid_range_after(item["range"], shift)
    return None if after is None else {**item, "range": after}


def follow_tables(book: Spreadsheet, sheet: Sheet, shift: Shift) -> None:
    """Tables with their columns; what became part of a body has the defaults of its columns.

    Raises:
        ApiError: 400 when a table would lie inside another one.
    """
    kept = []
    for table in sheet.tables:
        after = grid_range_after(table["range"], shift)
        if after is not None:
            kept.append({**table, "range": after})
            if shift.dimension == "COLUMNS" and after is not table["range"]:
                _follow_columns(book, table, kept[-1], shift)
    sheet.tables = kept
    if any(tables.rect(one).meets(tables.rect(other)) for one, other in combinations(kept, 2)):
        raise invalid("A table can't be moved into another table.")
    for table in kept:
        if shift.at is not None and shift.dimension == "ROWS":
            tables.fill_defaults(sheet, table, shift.at, shift.at + shift.count)


def _follow_columns(book: Spreadsheet, old: Mapping[str, Any], new: dict[str, Any], shift: Shift) -> None:
    left = old["range"]["startColumnIndex"]
    if shift.at is not None and shift.at == old["range"]["endColumnIndex"] and book.unknowns.edge_column == "inside":
        new["range"] = {**new["range"], "endColumnIndex": shift.at + shift.count}
    moved = {shift.index(column): given for column, given in enumerate(old["columnProperties"], left)}
    columns = range(new["range"]["startColumnIndex"], new["range"]["endColumnIndex"])
    new["columnProperties"] = [moved.get(column, {}) for column in columns]


def _follow_dimensions(sheet: Sheet, shift: Shift) -> None:
    old = sheet.dimensions[shift.dimension]
    moved = ((shift.index(index), properties) for index, properties in old.items())
    sheet.dimensions[shift.dimension] = {index: properties for index, properties in moved if index is not None}
    groups = ((group, shift.span((group["startIndex"], group["endIndex"]))) for group in sheet.groups[shift.dimension])
    sheet.groups[shift.dimension] = [
        {**group, "startIndex": span[0], "endIndex": span[1]} for group, span in groups if span is not None
    ]


def _follow_metadata(book: Spreadsheet, sheet: Sheet, shift: Shift) -> None:
    kept = []
    for entry in book.metadata:
        span = entry["location"].get("dimensionRange")
        if span and span["sheetId"] == sheet.sheet_id and span["dimension"] == shift.dimension:
            index = shift.index(span["startIndex"])
            if index is None:
                continue
            moved = {**span, "startIndex": index, "endIndex": index + 1}
            kept.append({**entry, "location": {**entry["location"], "dimensionRange": moved}})
        else:
            kept.append(entry)
    book.metadata[:] = kept
