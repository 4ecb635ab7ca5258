"""batchUpdate requests about the spreadsheet, its tabs, and their rows and columns."""

import copy
from typing import Any

from tests.sheets_emulator import masks, protection, structure, tables
from tests.sheets_emulator.batch import Context, Reply, Request, handles
from tests.sheets_emulator.errors import invalid
from tests.sheets_emulator.metadata import sheet_of
from tests.sheets_emulator.reading import sheet_properties
from tests.sheets_emulator.references import renamed
from tests.sheets_emulator.state import Sheet, Spreadsheet

MOST_CELLS = 10_000_000


@handles("updateSpreadsheetProperties")
def update_spreadsheet(context: Context, request: Request) -> None:
    """Title, locale, time zone."""
    fields = masks.paths(request.get("fields"), "updateSpreadsheetProperties")
    masks.merge(context.book.properties, request.get("properties") or {}, fields)


@handles("addSheet")
def add_sheet(context: Context, request: Request) -> Reply:
    """A new tab; an id or title that exists is an error."""
    given = masks.dropped_nulls(request.get("properties") or {})
    book = context.book
    ids = [sheet.sheet_id for sheet in book.sheets]
    if given.get("sheetId") in ids:
        raise invalid(f"Sheet with id {given['sheetId']} already exists. Please enter another ID.")
    title = given.get("title") or _free_title(book)
    _check_title(book, title)
    grid = {"rowCount": 1000, "columnCount": 26} | given.get("gridProperties", {})
    sheet = Sheet(given.get("sheetId", context.fresh_id(ids)), title)
    extra = {name: value for name, value in given.items() if name not in {"sheetId", "title", "index"}}
    sheet.properties |= extra | {"gridProperties": grid}
    _tidy(sheet)
    book.sheets.insert(given.get("index", len(book.sheets)), sheet)
    check_size(book)
    return {"properties": sheet_properties(book, sheet)}


def _free_title(book: Spreadsheet) -> str:
    number = len(book.sheets) + 1
    while book.sheet_titled(f"Sheet{number}"):
        number += 1
    return f"Sheet{number}"


def _check_title(book: Spreadsheet, title: str) -> None:
    if book.sheet_titled(title):
        raise invalid(f'A sheet with the name "{title}" already exists. Please enter another name.')


def check_size(book: Spreadsheet) -> None:
    """Refuse more cells than a spreadsheet may have.

    Raises:
        ApiError: 400.
    """
    if sum(sheet.row_count * sheet.column_count for sheet in book.sheets) > MOST_CELLS:
        raise invalid(
            f"This action would increase the number of cells in the workbook above the limit of {MOST_CELLS} cells."
        )


def _tidy(sheet: Sheet) -> None:
    """Store properties as the service shows them: no false, no 0, colours in steps of 1/255."""
    grid = sheet.properties["gridProperties"]
    for holder in (grid, sheet.properties):
        for name in [n for n, value in holder.items() if n != "sheetId" and (value is False or value in (0, {}))]:
            del holder[name]
    _tidy_color(sheet)


def _tidy_color(sheet: Sheet) -> None:
    """Both fields say the same; the style, which is the newer one, wins."""
    plain = sheet.properties.pop("tabColor", None)
    style = sheet.properties.pop("tabColorStyle", None)
    color = plain if style is None else style.get("rgbColor")
    if color is not None:
        stored = {name: float(f"{int(value * 255) / 255:.8g}") for name, value in color.items() if value}
        sheet.properties |= {"tabColor": stored, "tabColorStyle": {"rgbColor": dict(stored)}}


@handles("deleteSheet")
def delete_sheet(context: Context, request: Request) -> None:
    """A tab with all that lies on it; references to it break."""
    book = context.book
    sheet = book.sheet(request.get("sheetId"))
    if len(book.sheets) == 1:
        raise invalid("You can't remove all the sheets in a document.")
    if not any(other is not sheet and not other.properties.get("hidden") for other in book.sheets):
        raise invalid("You can't remove all the visible sheets in a document.")
    protection.check(book, sheet, sheet.everything, context.email)
    structure.rewrite_references(book, sheet, lambda _: None)
    book.sheets.remove(sheet)
    gone = sheet.sheet_id
    book.named[:] = [structure.without_range(n) if n.get("range", {}).get("sheetId") == gone else n for n in book.named]
    book.metadata[:] = [entry for entry in book.metadata if sheet_of(entry) != sheet.sheet_id]


@handles("duplicateSheet")
def duplicate_sheet(context: Context, request: Request) -> Reply:
    """A copy of a tab, its column metadata under new ids included."""
    book = context.book
    source = book.sheet(request.get("sourceSheetId"))
    ids = [sheet.sheet_id for sheet in book.sheets]
    if request.get("newSheetId") in ids:
        raise invalid(f"Sheet with id {request['newSheetId']} already exists. Please enter another ID.")
    title = request.get("newSheetName") or _copy_title(book, source)
    _check_title(book, title)
    twin = copy_of(context, source, request.get("newSheetId") or context.fresh_id(ids), title)
    index = request.get("insertSheetIndex")
    book.sheets.insert(0 if index is None else index, twin)
    check_size(book)
    return {"properties": sheet_properties(book, twin)}


def _copy_title(book: Spreadsheet, source: Sheet) -> str:
    title, number = f"Copy of {source.title}", 2
    while book.sheet_titled(title):
        title, number = f"Copy of {source.title} {number}", number + 1
    return title


def copy_of(context: Context, source: Sheet, sheet_id: int, title: str) -> Sheet:
    """A tab with the same content under another id and title, not yet in the spreadsheet."""
    twin = source.clone()
    twin.properties |= {"sheetId": sheet_id, "title": title}
    for item in (*twin.merges, *(r for rule in twin.rules for r in rule["ranges"])):
        item["sheetId"] = sheet_id
    taken = [p["protectedRangeId"] for sheet in context.book.sheets for p in sheet.protected]
    for protected in twin.protected:
        protected["protectedRangeId"] = context.fresh_id(taken)
        protected.get("range", {})["sheetId"] = sheet_id
    if twin.basic_filter:
        twin.basic_filter["range"]["sheetId"] = sheet_id
    for table in twin.tables:
        table["tableId"] = tables.fresh_id(context.book, context.fresh_id)
        table["name"] = tables.copied_name(context.book, table["name"])
        table["range"]["sheetId"] = sheet_id
    metadata_ids = [entry["metadataId"] for entry in context.book.metadata]
    for entry in [e for e in context.book.metadata if sheet_of(e) == source.sheet_id]:
        copied = copy.deepcopy(entry) | {"metadataId": context.fresh_id(metadata_ids)}
        copied["location"].get("dimensionRange", copied["location"])["sheetId"] = sheet_id
        context.book.metadata.append(copied)
    return twin


@handles("updateSheetProperties")
def update_sheet(context: Context, request: Request) -> None:
    """Title, place, size, frozen rows, visibility, colour."""
    book = context.book
    given = request.get("properties") or {}
    fields = masks.paths(request.get("fields"), "updateSheetProperties")
    sheet = book.sheet(given.get("sheetId"))
    old_title, old_size = sheet.title, (sheet.row_count, sheet.column_count)
    if ["index"] in fields or (["*"] in fields and "index" in given):
        _reorder(book, sheet, given.get("index") or 0)
    kept: dict[str, Any] = {"sheetId": sheet.sheet_id, "title": old_title, "sheetType": "GRID"}
    grid = dict(sheet.properties["gridProperties"])
    masks.merge(sheet.properties, dict(given), [path for path in fields if path != ["index"]])
    sheet.properties.pop("index", None)
    sheet.properties = kept | sheet.properties | {"sheetId": kept["sheetId"]}
    size = {name: grid[name] for name in ("rowCount", "columnCount")}
    sheet.properties["gridProperties"] = size | sheet.properties.get("gridProperties", {})
    if sheet.title != old_title:
        _retitle(book, sheet, old_title)
    # The field that wasn't named follows the one that was.
    for named, other in (("tabColor", "tabColorStyle"), ("tabColorStyle", "tabColor")):
        if any(path[0] == named for path in fields):
            sheet.properties.pop(other, None)
    _check_grid(book, sheet)
    _tidy(sheet)
    if (sheet.row_count, sheet.column_count) != old_size:
        _resized(book, sheet, old_size)


def _reorder(book: Spreadsheet, sheet: Sheet, index: int) -> None:
    """The index counts before the tab is taken out, as in the service."""
    old = book.sheets.index(sheet)
    book.sheets.remove(sheet)
    book.sheets.insert(index - 1 if index > old else index, sheet)


def _retitle(book: Spreadsheet, sheet: Sheet, old: str) -> None:
    twins = [other for other in book.sheets if other.title.casefold() == sheet.title.casefold()]
    if len(twins) > 1:
        raise invalid(f'A sheet with the name "{sheet.title}" already exists. Please enter another name.')
    for other in book.sheets:
        for row, column, cell in list(other.filled(other.everything)):
            if cell.formula is not None:
                other.put(row, column, cell._replace(formula=renamed(cell.formula, old, sheet.title)))


def _check_grid(book: Spreadsheet, sheet: Sheet) -> None:
    if all(other.properties.get("hidden") for other in book.sheets):
        raise invalid("You can't hide all the sheets in a document.")
    grid = sheet.properties["gridProperties"]
    if sheet.row_count < 1 or sheet.column_count < 1:
        raise invalid("A sheet must have at least one row and one column.")
    for name, count in (("Row", sheet.row_count), ("Column", sheet.column_count)):
        if (grid.get(f"frozen{name}Count") or 0) >= count:
            raise invalid(f"You can't freeze all visible {name.lower()}s on the sheet.")


def _resized(book: Spreadsheet, sheet: Sheet, old: tuple[int, int]) -> None:
    check_size(book)
    for dimension, before in zip(("ROWS", "COLUMNS"), old, strict=True):
        after = sheet.count(dimension)
        if after < before:
            structure.follow(book, sheet, structure.deleting(dimension, after, before))
    sheet.crop()
