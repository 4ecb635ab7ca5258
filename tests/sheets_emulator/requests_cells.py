"""batchUpdate requests that change cells where they are: values, formats, notes, validation."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tests.sheets_emulator import chips, masks, protection, tables
from tests.sheets_emulator.a1 import Rect
from tests.sheets_emulator.appending import last_table
from tests.sheets_emulator.batch import Context, Reply, Request, handles
from tests.sheets_emulator.entry import typed
from tests.sheets_emulator.errors import invalid
from tests.sheets_emulator.masks import deep
from tests.sheets_emulator.references import translated
from tests.sheets_emulator.render import formatted
from tests.sheets_emulator.requests_tables import make_room
from tests.sheets_emulator.state import Cell, Scalar, Sheet

_FIELDS = {"userEnteredValue", "userEnteredFormat", "note", "dataValidation", "textFormatRuns", "chipRuns"}

_VALUE_ONLY = [["userEnteredValue"]]


@handles("updateCells")
def update_cells(context: Context, request: Request) -> None:
    """Set fields of cells row by row; cells of the range that no row holds are cleared in those fields."""
    fields = masks.paths(request.get("fields"), "updateCells")
    sheet, rect = _target(context, request)
    lines = request.get("rows") or []
    if len(lines) > rect.bottom - rect.top or any(_width(line) > rect.right - rect.left for line in lines):
        raise invalid("Attempting to write outside the range or the grid.")
    protection.check(context.book, sheet, rect, context.email)
    for row in range(rect.top, rect.bottom):
        line = lines[row - rect.top] if row - rect.top < len(lines) else {}
        given = (line or {}).get("values") or []
        for column in range(rect.left, rect.right):
            offset = column - rect.left
            source = given[offset] if offset < len(given) else None
            # What was never touched needs no clearing.
            if source or (row < len(sheet.cells) and column < len(sheet.cells[row])):
                sheet.put(row, column, changed(sheet.get(row, column), source or {}, fields))


def _target(context: Context, request: Request) -> tuple[Sheet, Rect]:
    start = request.get("start")
    if start is None:
        return context.book.rect_of(request.get("range") or {})
    sheet = context.book.sheet(start.get("sheetId"))
    top, left = start.get("rowIndex") or 0, start.get("columnIndex") or 0
    lines = request.get("rows") or []
    rect = Rect(top, top + len(lines), left, left + max(map(_width, lines), default=0))
    if rect.bottom > sheet.row_count or rect.right > sheet.column_count:
        raise invalid("Attempting to write outside the range or the grid.")
    return sheet, rect


def _width(line: Mapping[str, Any] | None) -> int:
    return len((line or {}).get("values") or [])


def changed(old: Cell, source: Mapping[str, Any], fields: Sequence[Sequence[str]]) -> Cell:
    """The cell after the named fields of a `CellData` were set; fields that it lacks are cleared."""
    cell = old
    # Publishing a table sets hundreds of thousands of values and nothing else.
    if fields == _VALUE_ONLY:
        return Cell(*entered(source.get("userEnteredValue")), old.format, old.note, old.validation)
    for path in fields:
        name = path[0]
        if name in {"*", "userEnteredValue"}:
            cell = cell.holding(*entered(source.get("userEnteredValue")))
        if name in {"*", "note"}:
            cell = cell._replace(note=source.get("note") or None)
        if name in {"*", "dataValidation"}:
            cell = cell._replace(validation=deep(source["dataValidation"]) if source.get("dataValidation") else None)
        if name in {"*", "userEnteredFormat"}:
            cell = cell._replace(format=_format(cell.format, source, list(path) if name != "*" else [name]))
        if name not in _FIELDS and name != "*":
            raise invalid(f"Invalid field mask: {'.'.join(path)}")
    if any(path[0] in {"*", "chipRuns"} for path in fields):
        # Last, because a new value takes chips away.
        cell = chips.written(cell, source.get("chipRuns"))
    return cell


def _format(old: Mapping[str, Any] | None, source: Mapping[str, Any], path: list[str]) -> dict[str, Any] | None:
    if path in (["*"], ["userEnteredFormat"]):
        return with_styles(deep(source.get("userEnteredFormat") or {})) or None
    holder: dict[str, Any] = {"userEnteredFormat": dict(deep(old or {}))}
    masks.merge(holder, dict(source), [path])
    return with_styles(holder.get("userEnteredFormat") or {}) or None


def with_styles(given: dict[str, Any]) -> dict[str, Any]:
    """A format with each colour in both of its fields, `…Color` and `…ColorStyle`, and without channels that are 0."""
    shown: dict[str, Any] = {}
    for name, value in given.items():
        if name.endswith("ColorStyle") and "rgbColor" in value:
            color = _channels(value["rgbColor"] or {})
            shown |= {name.removesuffix("Style"): color, name: {"rgbColor": dict(color)}}
        elif name.endswith("Color"):
            color = _channels(value)
            shown |= {name: color, f"{name}Style": {"rgbColor": dict(color)}}
        else:
            shown[name] = with_styles(value) if isinstance(value, dict) else value
    return shown


def _channels(color: Mapping[str, float]) -> dict[str, float]:
    return {name: value for name, value in color.items() if value}


def entered(given: Mapping[str, Any] | None) -> tuple[Scalar, str | None]:
    """An `ExtendedValue` as literal or formula."""
    for name, value in (given or {}).items():
        if value is None:
            continue
        if name == "formulaValue":
            return None, value
        if name == "errorValue":
            raise invalid("errorValue is read-only.")
        return (None if value == "" else value), None
    return None, None


@handles("repeatCell")
def repeat_cell(context: Context, request: Request) -> None:
    """Set fields of all cells of the range alike; a formula's references move along as if filled down."""
    fields = masks.paths(request.get("fields"), "repeatCell")
    sheet, rect = context.book.rect_of(request.get("range") or {})
    protection.check(context.book, sheet, rect, context.email)
    source = request.get("cell") or {}
    for row in range(rect.top, rect.bottom):
        for column in range(rect.left, rect.right):
            cell = changed(sheet.get(row, column), source, fields)
            if cell.formula is not None and (source.get("userEnteredValue") or {}).get("formulaValue"):
                cell = cell._replace(formula=translated(cell.formula, row - rect.top, column - rect.left))
            sheet.put(row, column, cell)


@handles("appendCells")
def append_cells(context: Context, request: Request) -> None:
    """Rows of cells below the last row that has content, of the tab or of a table's body."""
    fields = masks.paths(request.get("fields"), "appendCells")
    if request.get("tableId"):
        _append_to_table(context, request, fields)
        return
    sheet = context.book.sheet(request.get("sheetId"))
    table = last_table(context.book, sheet, sheet.everything)
    top = table.bottom if table else 0
    lines = request.get("rows") or []
    width = max(map(_width, lines), default=0)
    sheet.set_count("ROWS", max(sheet.row_count, top + len(lines)))
    sheet.set_count("COLUMNS", max(sheet.column_count, width))
    protection.check(context.book, sheet, Rect(top, top + len(lines), 0, width), context.email)
    for row, line in enumerate(lines, top):
        for column, source in enumerate((line or {}).get("values") or []):
            sheet.put(row, column, changed(sheet.get(row, column), source or {}, fields))


def _append_to_table(context: Context, request: Request, fields: list[list[str]]) -> None:
    """Values begin at the table's first column and fill blank rows first; what is below its body moves down for more.

    Google's guide of tables says so: "appends the values to the first free row".
    """
    sheet, table = tables.find(context.book, request["tableId"])
    lines = request.get("rows") or []
    rect = tables.rect(table)
    if any(_width(line) > rect.right - rect.left for line in lines):
        raise invalid("Attempting to write outside the table.")
    body = tables.body(table)
    top = max((row + 1 for row, _, cell in sheet.filled(body) if cell.filled), default=body.top)
    new = Rect(top, top + len(lines), rect.left, rect.right)
    protection.check(context.book, sheet, new, context.email)
    if new.bottom > body.bottom:
        make_room(context.book, sheet, table, new.bottom - body.bottom)
    for row, line in enumerate(lines, top):
        for column, source in enumerate((line or {}).get("values") or [], rect.left):
            sheet.put(row, column, changed(sheet.get(row, column), source or {}, fields))
    tables.fill_defaults(sheet, tables.find(context.book, request["tableId"])[1], top, top + len(lines))


@handles("setDataValidation")
def set_validation(context: Context, request: Request) -> None:
    """A rule for all cells of the range, or none. It never refuses what the API writes."""
    sheet, rect = context.book.rect_of(request.get("range") or {})
    protection.check(context.book, sheet, rect, context.email)
    rule = deep(request["rule"]) if request.get("rule") else None
    for row in range(rect.top, rect.bottom):
        for column in range(rect.left, rect.right):
            sheet.put(row, column, sheet.get(row, column)._replace(validation=rule))


@handles("updateBorders")
def update_borders(context: Context, request: Request) -> None:
    """Borders of the range's outer cells; the inner ones are not modelled."""
    sheet, rect = context.book.rect_of(request.get("range") or {})
    for side in ("top", "bottom", "left", "right"):
        if request.get(side) is None:
            continue
        edge = {
            "top": rect._replace(bottom=rect.top + 1),
            "bottom": rect._replace(top=rect.bottom - 1),
            "left": rect._replace(right=rect.left + 1),
            "right": rect._replace(left=rect.right - 1),
        }[side]
        for row in range(edge.top, edge.bottom):
            for column in range(edge.left, edge.right):
                cell = sheet.get(row, column)
                borders = {**(cell.format or {}).get("borders", {}), side: deep(request[side])}
                sheet.put(row, column, cell._replace(format={**(cell.format or {}), "borders": borders}))


@handles("findReplace")
def find_replace(context: Context, request: Request) -> Reply:
    """Replace text in cells. What comes out is entered as if typed; formulas only with `includeFormulas`."""
    replace = _replacer(request)
    counts = {"valuesChanged": 0, "formulasChanged": 0, "occurrencesChanged": 0}
    rows: set[tuple[int, int]] = set()
    locale = context.book.properties.get("locale", "en_US")
    for sheet, rect in _search_areas(context, request):
        for row, column, cell in list(sheet.filled(rect)):
            if not cell.filled or (cell.formula is not None and not request.get("includeFormulas")):
                continue
            old = cell.formula if cell.formula is not None else formatted(cell.value, cell.format, locale)
            new, count = replace(old)
            if count:
                protection.check(context.book, sheet, Rect(row, row + 1, column, column + 1), context.email)
                sheet.put(row, column, typed(new, cell, locale))
                counts["formulasChanged" if cell.formula is not None else "valuesChanged"] += 1
                counts["occurrencesChanged"] += count
                rows.add((sheet.sheet_id, row))
    counts |= {"rowsChanged": len(rows), "sheetsChanged": len({sheet for sheet, _ in rows})}
    return {name: count for name, count in counts.items() if count}


def _search_areas(context: Context, request: Request) -> list[tuple[Sheet, Rect]]:
    if request.get("range") is not None:
        return [context.book.rect_of(request["range"])]
    if request.get("sheetId") is not None:
        sheet = context.book.sheet(request["sheetId"])
        return [(sheet, sheet.everything)]
    if request.get("allSheets"):
        return [(sheet, sheet.everything) for sheet in context.book.sheets]
    raise invalid("Must specify one of range, sheetId, allSheets.")


def _replacer(request: Request) -> Callable[[str], tuple[str, int]]:
    if not request.get("find"):
        raise invalid("Search query cannot be empty.")
    pattern, replacement = request["find"], request.get("replacement") or ""
    by_pattern = bool(request.get("searchByRegex"))
    if not by_pattern:
        pattern = re.escape(pattern)
    if request.get("matchEntireCell"):
        pattern = rf"\A(?:{pattern})\Z"
    try:
        compiled = re.compile(pattern, 0 if request.get("matchCase") else re.IGNORECASE)
    except re.error as error:
        raise invalid(f"The regular expression is not valid: {error}") from error
    template = re.sub(r"\$(\d)", r"\\\1", replacement) if by_pattern else None
    return lambda text: compiled.subn(template if template is not None else lambda _: replacement, text)
