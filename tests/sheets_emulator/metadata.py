"""Developer metadata, and the data filters that find cells by it."""

from collections.abc import Iterator, Mapping
from typing import Any

from tests.sheets_emulator import a1
from tests.sheets_emulator.a1 import Rect
from tests.sheets_emulator.errors import ApiError, invalid
from tests.sheets_emulator.state import Sheet, Spreadsheet, bounded

Entry = dict[str, Any]


def location_of(given: Mapping[str, Any]) -> dict[str, Any]:
    """A `DeveloperMetadataLocation` as stored: with its type, without nulls.

    Raises:
        ApiError: 400 unless it is one row, one column, a tab or the spreadsheet.
    """
    span = given.get("dimensionRange")
    if span:
        start, end = span.get("startIndex") or 0, span.get("endIndex")
        if end != start + 1:
            raise invalid("The dimension range of developer metadata must be a single row or column.")
        dimension = span.get("dimension") or "ROWS"
        kept = {"sheetId": span.get("sheetId") or 0, "dimension": dimension, "startIndex": start, "endIndex": end}
        return {"locationType": "ROW" if dimension == "ROWS" else "COLUMN", "dimensionRange": kept}
    if given.get("sheetId") is not None:
        return {"locationType": "SHEET", "sheetId": given["sheetId"]}
    if given.get("spreadsheet"):
        return {"locationType": "SPREADSHEET", "spreadsheet": True}
    raise invalid("Developer metadata must have a location.")


def check_location(book: Spreadsheet, location: Mapping[str, Any]) -> None:
    """Refuse a location that doesn't exist.

    Raises:
        ApiError: 400.
    """
    span = location.get("dimensionRange")
    sheet_id = span["sheetId"] if span else location.get("sheetId")
    if sheet_id is not None:
        sheet = book.sheet(sheet_id)
        if span and span["endIndex"] > sheet.count(span["dimension"]):
            raise invalid(f"Developer metadata location is outside the grid of sheet {sheet.sheet_id}.")


def sheet_of(entry: Entry) -> int | None:
    """The id of the tab that the entry belongs to; None if it is the spreadsheet's."""
    location = entry["location"]
    span = location.get("dimensionRange")
    found = span["sheetId"] if span else location.get("sheetId")
    return None if found is None else int(found)


def rect_of(book: Spreadsheet, entry: Entry) -> tuple[Sheet, Rect] | None:
    """The cells that an entry marks; None if it is the spreadsheet's."""
    sheet_id = sheet_of(entry)
    if sheet_id is None:
        return None
    sheet = book.sheet(sheet_id)
    span = entry["location"].get("dimensionRange")
    if not span:
        return sheet, sheet.everything
    if span["dimension"] == "ROWS":
        return sheet, Rect(span["startIndex"], span["endIndex"], 0, sheet.column_count)
    return sheet, Rect(0, sheet.row_count, span["startIndex"], span["endIndex"])


def matches(book: Spreadsheet, data_filter: Mapping[str, Any]) -> list[Entry]:
    """The entries that a data filter selects: by lookup, or those on the cells of its range."""
    lookup = data_filter.get("developerMetadataLookup")
    if lookup is not None:
        return [entry for entry in book.metadata if _agrees(entry, lookup)]
    sheet, rect = _area(book, data_filter)
    found = ((entry, rect_of(book, entry)) for entry in book.metadata)
    return [entry for entry, place in found if place and place[0] is sheet and rect.covers(place[1])]


def _agrees(entry: Entry, lookup: Mapping[str, Any]) -> bool:
    for name in ("metadataId", "metadataKey", "metadataValue", "visibility"):
        if lookup.get(name) is not None and lookup[name] != entry.get(name):
            return False
    kind = lookup.get("locationType")
    if kind not in {None, "DEVELOPER_METADATA_LOCATION_TYPE_UNSPECIFIED", entry["location"]["locationType"]}:
        return False
    place = lookup.get("metadataLocation")
    return place is None or _located(entry, location_of(place), lookup.get("locationMatchingStrategy"))


def _located(entry: Entry, place: Mapping[str, Any], strategy: str | None) -> bool:
    if entry["location"] == place:
        return True
    if strategy != "INTERSECTING_LOCATION":
        return False
    return bool(place.get("spreadsheet")) or place.get("sheetId") == sheet_of(entry)


def _area(book: Spreadsheet, data_filter: Mapping[str, Any]) -> tuple[Sheet, Rect]:
    if data_filter.get("a1Range") is not None:
        return a1.resolve(book, data_filter["a1Range"])
    if data_filter.get("gridRange") is not None:
        sheet = book.sheet(data_filter["gridRange"].get("sheetId"))
        return sheet, bounded(sheet, data_filter["gridRange"])
    raise invalid("A data filter must have a range or a developer metadata lookup.")


def areas(book: Spreadsheet, data_filter: Mapping[str, Any]) -> Iterator[tuple[Sheet, Rect]]:
    """The cells that a data filter selects; none when its metadata is gone."""
    if data_filter.get("developerMetadataLookup") is None:
        yield _area(book, data_filter)
        return
    for entry in matches(book, data_filter):
        place = rect_of(book, entry)
        if place:
            yield place


def search(book: Spreadsheet, filters: list[dict[str, Any]]) -> dict[str, Any]:
    """The reply of developerMetadata.search: every entry once, with the filters that found it."""
    found: list[dict[str, Any]] = []
    for data_filter in filters:
        for entry in matches(book, data_filter):
            known = next((item for item in found if item["developerMetadata"] is entry), None)
            if known:
                known["dataFilters"].append(data_filter)
            else:
                found.append({"developerMetadata": entry, "dataFilters": [data_filter]})
    return {"matchedDeveloperMetadata": found} if found else {}


def get(book: Spreadsheet, metadata_id: int) -> Entry:
    """One entry.

    Raises:
        ApiError: 404.
    """
    for entry in book.metadata:
        if entry["metadataId"] == metadata_id:
            return entry
    raise ApiError(404, f"No developer metadata with ID {metadata_id}")
