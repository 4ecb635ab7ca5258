"""Inserting, deleting and moving rows and columns, and everything that has to follow."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from tests.sheets_emulator.a1 import Open
from tests.sheets_emulator.errors import invalid
from tests.sheets_emulator.references import Reference, rewrite
from tests.sheets_emulator.state import Cell, Sheet, Spreadsheet

# First index and the one behind the last; None reaches to the grid's end.
Span = tuple[int | None, int | None]


@dataclass(frozen=True)
class Shift:
    """What a change does to positions along one dimension.

    Attributes:
        dimension: ROWS or COLUMNS.
        span: Where a span of positions is afterwards; None if it is gone.
    """

    dimension: str
    span: Callable[[Span], Span | None]

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

    return Shift(dimension, span)


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


def follow(book: Spreadsheet, sheet: Sheet, shift: Shift) -> None:
    """Make all that names positions on this tab follow: formulas, ranges, metadata, sizes and groups."""
    rewrite_references(book, sheet, lambda reference: _shifted(reference, shift))
    for part in (sheet.merges, sheet.protected, sheet.rules):
        _follow_all(part, sheet, shift)
    book.named[:] = [_follow_item(item, sheet, shift) or without_range(item) for item in book.named]
    if sheet.basic_filter:
        kept = grid_range_after(sheet.basic_filter.get("range", {}), shift)
        sheet.basic_filter = {**sheet.basic_filter, "range": kept} if kept is not None else None
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
    if shift.dimension == "ROWS":
        moved = shift.span((top, bottom))
        return None if moved is None else replace(reference, area=Open(*moved, left, right))
    moved = shift.span((left, right))
    return None if moved is None else replace(reference, area=Open(top, bottom, *moved))


def grid_range_after(grid_range: dict[str, Any], shift: Shift) -> dict[str, Any] | None:
    """A `GridRange` after the change; None if it is gone."""
    word = "Row" if shift.dimension == "ROWS" else "Column"
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
