"""spreadsheets.get: the spreadsheet as one message."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tests.sheets_emulator import masks, protection, tables
from tests.sheets_emulator.a1 import Rect
from tests.sheets_emulator.calculation import calculated
from tests.sheets_emulator.masks import Mask, below, wants
from tests.sheets_emulator.metadata import sheet_of
from tests.sheets_emulator.render import formatted, is_number, json_value
from tests.sheets_emulator.state import BLANK, Cell, Failure, Scalar, Sheet, Spreadsheet

Message = dict[str, Any]
_LINK = re.compile(r"https?://\S+")


def without_zero_sheet(grid_range: Mapping[str, Any]) -> Message:
    """A `GridRange` as replies write it: without `sheetId` when that is 0."""
    return {name: value for name, value in grid_range.items() if value is not None and (name != "sheetId" or value)}


def spreadsheet(
    book: Spreadsheet, email: str, areas: Sequence[tuple[Sheet, Rect]] | None, mask: Mask | None, *, grid: bool
) -> Message:
    """A `Spreadsheet` message.

    Args:
        book: Which.
        email: Who asks; matters to protected ranges.
        areas: Only these tabs, and of their cells only these; None for all.
        mask: The fields wanted; None for all.
        grid: Whether cells are wanted; a mask overrides it.
    """
    chosen = book.sheets if areas is None else [s for s in book.sheets if any(s is one for one, _ in areas)]
    with_cells = wants(mask, "sheets", "data") if mask else grid
    sheets = []
    for sheet in chosen:
        rects = [sheet.everything] if areas is None else [rect for one, rect in areas if one is sheet]
        sheets.append(_sheet(book, sheet, email, rects if with_cells else [], below(mask, "sheets")))
    # The sheets come out masked already: there may be a million cells in them.
    head: Message = masks.select({"spreadsheetId": book.key, "properties": book.properties}, mask)
    if wants(mask, "sheets"):
        head["sheets"] = sheets
    tail: Message = {}
    named = [named_range(item) for item in book.named if "range" in item]
    if named:
        tail["namedRanges"] = named
    own = [entry for entry in book.metadata if sheet_of(entry) is None]
    if own:
        tail["developerMetadata"] = own
    tail["spreadsheetUrl"] = f"https://docs.google.com/spreadsheets/d/{book.key}/edit"
    head.update(masks.select(tail, mask))
    return head


def named_range(item: Mapping[str, Any]) -> Message:
    """A `NamedRange` as replies write it."""
    return {**item, "range": without_zero_sheet(item["range"])} if "range" in item else dict(item)


def sheet_properties(book: Spreadsheet, sheet: Sheet) -> Message:
    """`SheetProperties` with the tab's place."""
    known = sheet.properties
    head = {"sheetId": known["sheetId"], "title": known["title"], "index": book.sheets.index(sheet)}
    return head | {name: value for name, value in known.items() if name not in head}


def protected_range(book: Spreadsheet, item: Mapping[str, Any], email: str) -> Message:
    """A `ProtectedRange` as replies write it for this account; `editors` only for those who may edit.

    `requestingUserCanEdit` is left out where it is false, as every field that has its default.
    """
    shown = dict(item)
    if "range" in shown:
        shown["range"] = without_zero_sheet(shown["range"])
    if book.role_of(email) in {"owner", "writer"} and protection.may_edit(book, item, email):
        shown["requestingUserCanEdit"] = True
    else:
        shown.pop("editors", None)
    return shown


def group_message(sheet: Sheet, group: Mapping[str, Any]) -> Message:
    """A `DimensionGroup` as replies write it."""
    span = {name: group[name] for name in ("dimension", "startIndex", "endIndex")}
    return {"range": without_zero_sheet({"sheetId": sheet.sheet_id} | span), "depth": group["depth"]}


def table_message(book: Spreadsheet, sheet: Sheet, table: Mapping[str, Any]) -> Message:
    """A `Table` as replies write it: its columns have their place in the table and the name in their header cell."""
    names = tables.column_names(book, sheet, table)
    columns = [
        {"columnIndex": index, "columnName": name, **given}
        for index, (name, given) in enumerate(zip(names, table["columnProperties"], strict=True))
    ]
    shown = {name: table[name] for name in ("tableId", "name")}
    rows = {"rowsProperties": table["rowsProperties"]} if table.get("rowsProperties") else {}
    return {**shown, "range": without_zero_sheet(table["range"]), **rows, "columnProperties": columns}


def _sheet(book: Spreadsheet, sheet: Sheet, email: str, rects: Iterable[Rect], mask: Mask) -> Message:
    parts: dict[str, Any] = {
        "merges": [without_zero_sheet(item) for item in sheet.merges],
        "conditionalFormats": [
            {**rule, "ranges": [without_zero_sheet(item) for item in rule["ranges"]]} for rule in sheet.rules
        ],
        "protectedRanges": [protected_range(book, item, email) for item in sheet.protected],
        "developerMetadata": [e for e in book.metadata if e["location"].get("sheetId") == sheet.sheet_id],
        "rowGroups": [group_message(sheet, group) for group in sheet.groups["ROWS"]],
        "columnGroups": [group_message(sheet, group) for group in sheet.groups["COLUMNS"]],
        "tables": [table_message(book, sheet, table) for table in sheet.tables] if wants(mask, "tables") else [],
    }
    if sheet.basic_filter:
        shown = without_zero_sheet(sheet.basic_filter.get("range", {}))
        parts["basicFilter"] = {**sheet.basic_filter, "range": shown}
    head: Message = masks.select({"properties": sheet_properties(book, sheet)}, mask)
    data = [grid_data(book, sheet, rect, below(mask, "data")) for rect in rects]
    if data:
        head["data"] = data
    head.update(masks.select({name: value for name, value in parts.items() if value}, mask))
    return head


def grid_data(book: Spreadsheet, sheet: Sheet, rect: Rect, mask: Mask) -> Message:
    """A `GridData` message, with no more than what the mask asks for."""
    start = {"startRow": rect.top, "startColumn": rect.left}
    data: Message = masks.select({name: value for name, value in start.items() if value}, mask)
    if wants(mask, "rowData"):
        rows = _rows(book, sheet, rect, below(mask, "rowData", "values"))
        if rows:
            data["rowData"] = rows
    if wants(mask, "rowMetadata"):
        lines = _dimensions(book, sheet, "ROWS", rect.top, rect.bottom)
        data["rowMetadata"] = masks.select(lines, below(mask, "rowMetadata"))
    if wants(mask, "columnMetadata"):
        lines = _dimensions(book, sheet, "COLUMNS", rect.left, rect.right)
        data["columnMetadata"] = masks.select(lines, below(mask, "columnMetadata"))
    return data


def _dimensions(book: Spreadsheet, sheet: Sheet, dimension: str, start: int, end: int) -> list[Message]:
    size = 21 if dimension == "ROWS" else 100
    marks: dict[int, list[Message]] = {}
    for entry in book.metadata:
        span = entry["location"].get("dimensionRange")
        if span and span["sheetId"] == sheet.sheet_id and span["dimension"] == dimension:
            marks.setdefault(span["startIndex"], []).append(entry)
    known = sheet.dimensions[dimension]
    messages = []
    for index in range(start, end):
        message = {"pixelSize": size} | known.get(index, {})
        if index in marks:
            message["developerMetadata"] = marks[index]
        messages.append(message)
    return messages


def _rows(book: Spreadsheet, sheet: Sheet, rect: Rect, mask: Mask) -> list[Message]:
    overlay = calculated(book).overlay(sheet)
    spilled = [(column, overlay[column]) for column in sorted(overlay) if rect.left <= column < rect.right]
    last = max((max(rows, default=-1) for _, rows in spilled), default=-1) + 1
    build = _CellBuilder(book.properties.get("locale", "en_US"), mask)
    rows: list[Message] = []
    for row in range(rect.top, min(rect.bottom, max(len(sheet.cells), last))):
        cells = sheet.cells[row][rect.left : rect.right] if row < len(sheet.cells) else []
        shown = [{} if cell is None else build(cell, cell.value) for cell in cells]
        for column, computed in spilled:
            if row in computed:
                offset = column - rect.left
                shown.extend({} for _ in range(offset + 1 - len(shown)))
                shown[offset] = build((cells[offset] if offset < len(cells) else None) or BLANK, computed[row])
        rows.append({"values": shown} if shown else {})
    _trim(sheet, rect, rows, {column for column, _ in spilled})
    if any(mask.values()):
        for line in rows:
            line.update(masks.select({"values": line.get("values", [])}, {"values": mask}) if line else {})
    return rows


def _trim(sheet: Sheet, rect: Rect, rows: list[Message], spilled: set[int]) -> None:
    """Drop blank cells at the end of rows, and blank rows at the end, whatever the mask left of the others."""

    def blank(row: int, column: int) -> bool:
        inside = row < len(sheet.cells) and column < len(sheet.cells[row])
        return column not in spilled and (not inside or sheet.cells[row][column] is None)

    for offset, message in enumerate(rows):
        values = message.get("values", [])
        while values and not values[-1] and blank(rect.top + offset, rect.left + len(values) - 1):
            values.pop()
        if not values:
            message.pop("values", None)
    while rows and not rows[-1]:
        rows.pop()


class _CellBuilder:
    """Makes `CellData` messages with only the fields wanted; there may be half a million of them."""

    def __init__(self, locale: str, mask: Mask) -> None:
        self.locale = locale
        names = ("userEnteredValue", "effectiveValue", "formattedValue", "userEnteredFormat", "effectiveFormat", "note")
        self.entered, self.effective, self.formatted, self.format, self.effective_format, self.note = (
            wants(mask, name) for name in names
        )
        self.validation, self.link = wants(mask, "dataValidation"), wants(mask, "hyperlink")
        self.chips = wants(mask, "chipRuns")

    def __call__(self, cell: Cell, value: Scalar) -> Message:
        message: Message = {}
        if self.entered and cell.filled:
            formula = cell.formula
            message["userEnteredValue"] = extended_value(cell.value) if formula is None else {"formulaValue": formula}
        # Most cells are text and show what was entered; the two messages are then the same.
        if value is cell.value and type(value) is str and not self.link:
            if self.effective:
                message["effectiveValue"] = message.get("userEnteredValue") or {"stringValue": value}
            if self.formatted:
                message["formattedValue"] = value
        elif value is not None:
            self._shown(message, cell, value)
        if cell.format or cell.note or cell.validation or cell.chips:
            self._marks(message, cell)
        return message

    def _shown(self, message: Message, cell: Cell, value: Scalar) -> None:
        if self.effective:
            message["effectiveValue"] = extended_value(value)
        if self.formatted:
            message["formattedValue"] = formatted(value, cell.format, self.locale)
        if self.link and isinstance(value, str) and _LINK.fullmatch(value):
            message["hyperlink"] = value

    def _marks(self, message: Message, cell: Cell) -> None:
        parts = (
            (self.format, "userEnteredFormat", cell.format),
            (self.effective_format, "effectiveFormat", cell.format),
            (self.note, "note", cell.note),
            (self.validation, "dataValidation", cell.validation),
            (self.chips, "chipRuns", cell.chips),
        )
        message.update({name: part for wanted, name, part in parts if wanted and part})


def extended_value(value: Scalar) -> Message:
    """An `ExtendedValue`; a blank has none."""
    if value is None:
        return {}
    if isinstance(value, bool):
        return {"boolValue": value}
    if is_number(value):
        return {"numberValue": json_value(value)}
    if isinstance(value, Failure):
        return {"errorValue": {"type": value.kind} | ({"message": value.message} if value.message else {})}
    return {"stringValue": value}
