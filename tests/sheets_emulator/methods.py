"""The methods of the Sheets API: their paths, and what each does."""

import re
from collections.abc import Callable
from typing import Any

from tests.sheets_emulator import (
    a1,
    appending,
    batch,
    masks,
    metadata,
    reading,
    requests_cells,
    requests_dimensions,
    requests_layers,
    requests_marks,
    requests_moving,
    requests_tables,
    requests_tabs,
    tables,
    values,
)
from tests.sheets_emulator.errors import ApiError, invalid
from tests.sheets_emulator.state import Sheet, Spreadsheet
from tests.sheets_emulator.turns import Message, Method, Turn, view_of

# These register what batchUpdate can do.
REQUEST_MODULES = (
    requests_cells,
    requests_dimensions,
    requests_layers,
    requests_marks,
    requests_moving,
    requests_tables,
    requests_tabs,
)


def create(turn: Turn) -> Message:
    """spreadsheets.create."""
    given = masks.dropped_nulls(turn.body)
    properties = given.get("properties", {})
    book = turn.workspace.create(properties.get("title") or "Untitled spreadsheet", turn.email, properties)
    if given.get("sheets"):
        context = batch.Context(book, turn.email, turn.workspace.ids)
        book.sheets = []
        for index, sheet in enumerate(given["sheets"]):
            stock = {"sheetId": 0} if index == 0 else {}
            requests_tabs.add_sheet(context, {"properties": stock | sheet.get("properties", {})})
    return reading.spreadsheet(book, turn.email, None, None, grid=False)


def get(turn: Turn, key: str) -> Message:
    """spreadsheets.get."""
    book = turn.book(key)
    ranges = turn.call.every("ranges")
    areas = [a1.resolve(book, text) for text in ranges] if ranges else None
    fields = turn.call.one("fields")
    mask = masks.parse(fields) if fields else None
    return reading.spreadsheet(book, turn.email, areas, mask, grid=turn.call.flag("includeGridData"))


def get_by_filter(turn: Turn, key: str) -> Message:
    """spreadsheets.getByDataFilter."""
    book = turn.book(key)
    filters = turn.body.get("dataFilters")
    areas = [place for one in filters for place in metadata.areas(book, one)] if filters else None
    fields = turn.call.one("fields")
    mask = masks.parse(fields) if fields else None
    return reading.spreadsheet(book, turn.email, areas, mask, grid=bool(turn.body.get("includeGridData")))


def batch_update(turn: Turn, key: str) -> Message:
    """spreadsheets.batchUpdate."""
    with turn.changing(key) as book:
        context = batch.Context(book, turn.email, turn.workspace.ids)
        replies = batch.run(context, turn.body.get("requests") or [])
    reply: Message = {"spreadsheetId": key, "replies": replies}
    if turn.body.get("includeSpreadsheetInResponse"):
        book = turn.book(key)
        areas = [a1.resolve(book, text) for text in turn.body.get("responseRanges") or []] or None
        grid = bool(turn.body.get("responseIncludeGridData"))
        reply["updatedSpreadsheet"] = reading.spreadsheet(book, turn.email, areas, None, grid=grid)
    return reply


def values_get(turn: Turn, key: str, text: str) -> Message:
    """spreadsheets.values.get."""
    book = turn.book(key)
    return values.read(book, *a1.resolve(book, text), turn.view())


def values_batch_get(turn: Turn, key: str) -> Message:
    """spreadsheets.values.batchGet."""
    book = turn.book(key)
    found = [values.read(book, *a1.resolve(book, text), turn.view()) for text in turn.call.every("ranges")]
    return {"spreadsheetId": key} | ({"valueRanges": found} if found else {})


def values_batch_get_by_filter(turn: Turn, key: str) -> Message:
    """spreadsheets.values.batchGetByDataFilter."""
    book = turn.book(key)
    view = view_of(turn.body)
    found = [
        {"valueRange": values.read(book, sheet, rect, view), "dataFilters": [one]}
        for one in turn.body.get("dataFilters") or []
        for sheet, rect in metadata.areas(book, one)
    ]
    return {"spreadsheetId": key} | ({"valueRanges": found} if found else {})


def values_update(turn: Turn, key: str, text: str) -> Message:
    """spreadsheets.values.update."""
    with turn.changing(key) as book:
        written = values.update(book, text, turn.body, turn.call.options(), turn.email)
    return values.update_reply(turn.book(key), written, turn.call.options())


def values_batch_update(turn: Turn, key: str) -> Message:
    """spreadsheets.values.batchUpdate."""
    with turn.changing(key) as book:
        written = values.batch_update(book, turn.body, turn.email)
    current = turn.book(key)
    responses = [values.update_reply(current, part, turn.body) for part in written]
    return values.totals(current, written) | ({"responses": responses} if responses else {})


def values_batch_update_by_filter(turn: Turn, key: str) -> Message:
    """spreadsheets.values.batchUpdateByDataFilter."""
    with turn.changing(key) as book:
        written = values.batch_update_by_filter(book, turn.body, turn.email)
    current = turn.book(key)
    responses = []
    for part, data_filter in written:
        reply = values.update_reply(current, part, turn.body) | {"dataFilter": data_filter}
        del reply["spreadsheetId"]
        responses.append(reply)
    return values.totals(current, [part for part, _ in written]) | ({"responses": responses} if responses else {})


def values_append(turn: Turn, key: str, text: str) -> Message:
    """spreadsheets.values.append."""
    options = turn.call.options()
    with turn.changing(key) as book:
        written, table = appending.append(book, text, turn.body, options, turn.email)
    updates = values.update_reply(turn.book(key), written, options)
    return {"spreadsheetId": key} | ({"tableRange": table} if table else {}) | {"updates": updates}


def values_clear(turn: Turn, key: str, text: str) -> Message:
    """spreadsheets.values.clear."""
    with turn.changing(key) as book:
        cleared = values.clear(book, *a1.resolve(book, text), turn.email)
    return {"spreadsheetId": key, "clearedRange": cleared}


def values_batch_clear(turn: Turn, key: str) -> Message:
    """spreadsheets.values.batchClear."""
    with turn.changing(key) as book:
        places = [a1.resolve(book, text) for text in turn.body.get("ranges") or []]
        return {"spreadsheetId": key, "clearedRanges": _cleared(turn, book, places)}


def values_batch_clear_by_filter(turn: Turn, key: str) -> Message:
    """spreadsheets.values.batchClearByDataFilter."""
    with turn.changing(key) as book:
        places = [place for one in turn.body.get("dataFilters") or [] for place in metadata.areas(book, one)]
        return {"spreadsheetId": key, "clearedRanges": _cleared(turn, book, places)}


def _cleared(turn: Turn, book: Spreadsheet, places: list[tuple[Sheet, a1.Rect]]) -> list[str]:
    return [values.clear(book, sheet, rect, turn.email) for sheet, rect in places]


def metadata_get(turn: Turn, key: str, metadata_id: str) -> Message:
    """spreadsheets.developerMetadata.get."""
    return metadata.get(turn.book(key), int(metadata_id))


def metadata_search(turn: Turn, key: str) -> Message:
    """spreadsheets.developerMetadata.search."""
    return metadata.search(turn.book(key), turn.body.get("dataFilters") or [])


def copy_to(turn: Turn, key: str, sheet_id: str) -> Message:
    """spreadsheets.sheets.copyTo."""
    source = turn.book(key)
    sheet = next((one for one in source.sheets if one.sheet_id == int(sheet_id)), None)
    if sheet is None:
        raise ApiError(404, "Requested entity was not found.")
    target_key = turn.body.get("destinationSpreadsheetId")
    if not target_key:
        raise invalid("destinationSpreadsheetId must be given.")
    with turn.changing(target_key) as book:
        context = batch.Context(book, turn.email, turn.workspace.ids)
        title, number = f"Copy of {sheet.title}", 2
        while book.sheet_titled(title):
            title, number = f"Copy of {sheet.title} {number}", number + 1
        twin = requests_tabs.copy_of(context, sheet, context.fresh_id([s.sheet_id for s in book.sheets]), title)
        book.sheets.append(twin)
        tables.settle(book, converting=True)
        return reading.sheet_properties(book, twin)


_KEY = r"/v4/spreadsheets/([^/:]+)"
_RANGE = _KEY + r"/values/([^/]+)"


def _method(verb: str, path: str, run: Callable[..., Message], schema: str | None = None, **kinds: Any) -> Method:
    return Method(verb, re.compile(path), run, schema, **kinds)


METHODS = (
    _method("POST", "/v4/spreadsheets", create, "Spreadsheet", prefix="spreadsheet", writes=True),
    _method("GET", _KEY, get, masked=True, plain_read=True),
    _method("POST", _KEY + ":getByDataFilter", get_by_filter, "GetSpreadsheetByDataFilterRequest", masked=True),
    _method("POST", _KEY + ":batchUpdate", batch_update, "BatchUpdateSpreadsheetRequest", writes=True),
    _method("GET", _KEY + "/values:batchGet", values_batch_get, plain_read=True),
    _method(
        "POST",
        _KEY + "/values:batchGetByDataFilter",
        values_batch_get_by_filter,
        "BatchGetValuesByDataFilterRequest",
    ),
    _method("POST", _KEY + "/values:batchUpdate", values_batch_update, "BatchUpdateValuesRequest", writes=True),
    _method(
        "POST",
        _KEY + "/values:batchUpdateByDataFilter",
        values_batch_update_by_filter,
        "BatchUpdateValuesByDataFilterRequest",
        writes=True,
    ),
    _method("POST", _KEY + "/values:batchClear", values_batch_clear, "BatchClearValuesRequest", writes=True),
    _method(
        "POST",
        _KEY + "/values:batchClearByDataFilter",
        values_batch_clear_by_filter,
        "BatchClearValuesByDataFilterRequest",
        writes=True,
    ),
    _method("POST", _RANGE + ":append", values_append, "ValueRange", prefix="data", writes=True),
    _method("POST", _RANGE + ":clear", values_clear, "ClearValuesRequest", writes=True),
    _method("GET", _RANGE, values_get, plain_read=True),
    _method("PUT", _RANGE, values_update, "ValueRange", prefix="data", writes=True),
    _method("GET", _KEY + r"/developerMetadata/(\d+)", metadata_get),
    _method("POST", _KEY + "/developerMetadata:search", metadata_search, "SearchDeveloperMetadataRequest"),
    _method("POST", _KEY + r"/sheets/(\d+):copyTo", copy_to, "CopySheetToAnotherSpreadsheetRequest", writes=True),
)
