"""batchUpdate requests about what lies on cells: names, protections, metadata, rules, filters, merges."""

import re
from collections.abc import Mapping
from typing import Any

from tests.sheets_emulator import masks, metadata, protection
from tests.sheets_emulator.a1 import Rect
from tests.sheets_emulator.batch import Context, Reply, Request, handles
from tests.sheets_emulator.errors import invalid
from tests.sheets_emulator.masks import deep
from tests.sheets_emulator.reading import named_range, without_zero_sheet
from tests.sheets_emulator.state import Sheet, Spreadsheet, bounded


def _placed(book: Spreadsheet, given: Mapping[str, Any] | None) -> dict[str, Any]:
    """A `GridRange` as stored: with its sheetId, without nulls; the tab exists and the range is sound.

    Raises:
        ApiError: 400.
    """
    stored = {"sheetId": 0} | deep(given or {})
    bounded(book.sheet(stored["sheetId"]), stored)
    return stored


@handles("addNamedRange")
def add_named_range(context: Context, request: Request) -> Reply:
    """A named range; an id or name that exists is an error."""
    given = deep(request.get("namedRange") or {})
    book = context.book
    ids = [item["namedRangeId"] for item in book.named]
    if given.get("namedRangeId") in ids:
        raise invalid(f"A named range with id {given['namedRangeId']} already exists.")
    name = given.get("name") or ""
    _check_name(book, name)
    stored = {
        "namedRangeId": given.get("namedRangeId") or str(context.fresh_id([int(i) for i in ids if i.isdecimal()])),
        "name": name,
        "range": _placed(book, given.get("range")),
    }
    book.named.append(stored)
    return {"namedRange": named_range(stored)}


def _check_name(book: Spreadsheet, name: str) -> None:
    if not re.fullmatch(r"[^\W\d][\w.]{0,249}", name):
        raise invalid(f"The name of a named range is not valid: {name}")
    if book.named_range(name):
        raise invalid(f'A named range with the name "{name}" already exists.')


def _named(book: Spreadsheet, wanted: str | None) -> dict[str, Any]:
    for item in book.named:
        if item["namedRangeId"] == wanted:
            return item
    raise invalid(f"No NamedRange with id: {wanted}")


@handles("updateNamedRange")
def update_named_range(context: Context, request: Request) -> None:
    """Another name or range."""
    given = deep(request.get("namedRange") or {})
    fields = masks.paths(request.get("fields"), "updateNamedRange")
    item = _named(context.book, given.get("namedRangeId"))
    if "range" in given:
        given["range"] = _placed(context.book, given["range"])
    if given.get("name", item["name"]) != item["name"] and fields in ([["name"]], [["*"]]):
        _check_name(context.book, given["name"])
    kept = item["namedRangeId"]
    masks.merge(item, given, fields)
    item["namedRangeId"] = kept


@handles("deleteNamedRange")
def delete_named_range(context: Context, request: Request) -> None:
    """The name only; one that is missing is an error."""
    context.book.named.remove(_named(context.book, request.get("namedRangeId")))


@handles("addProtectedRange")
def add_protected_range(context: Context, request: Request) -> Reply:
    """A protected range; who adds it may edit it."""
    given = deep(request.get("protectedRange") or {})
    book = context.book
    if given.get("warningOnly") and given.get("editors"):
        raise invalid("ProtectedRange is warningOnly. Editors cannot be set on it.")
    taken = [item["protectedRangeId"] for sheet in book.sheets for item in sheet.protected]
    if given.get("protectedRangeId") in taken:
        raise invalid(f"A protected range with id {given['protectedRangeId']} already exists.")
    sheet, stored = _protected(book, given)
    stored["protectedRangeId"] = given.get("protectedRangeId") or context.fresh_id(taken)
    asked = deep(given.get("editors", {}))
    shown = _protected_reply(stored) | {"requestingUserCanEdit": True, "editors": {} if _empty(asked) else asked}
    users = [user for user in asked.get("users", []) if user != context.email]
    stored["editors"] = {**asked, "users": [context.email, *users]}
    if not stored["editors"].get("groups"):
        stored["editors"].pop("groups", None)
    sheet.protected.append(stored)
    return {"protectedRange": shown}


def _empty(editors: Mapping[str, Any]) -> bool:
    return not any(editors.values())


def _protected(book: Spreadsheet, given: Mapping[str, Any]) -> tuple[Sheet, dict[str, Any]]:
    stored: dict[str, Any] = {"protectedRangeId": 0}
    if given.get("namedRangeId"):
        named = _named(book, given["namedRangeId"])
        if "range" not in named:
            raise invalid(f"No NamedRange with id: {given['namedRangeId']}")
        sheet = book.rect_of(named["range"])[0]
        stored |= {"range": dict(named["range"]), "namedRangeId": given["namedRangeId"]}
    else:
        stored["range"] = _placed(book, given.get("range"))
        sheet = book.sheet(stored["range"]["sheetId"])
    kept = ("description", "warningOnly", "unprotectedRanges")
    stored |= {name: given[name] for name in kept if given.get(name)}
    return sheet, stored


def _protected_reply(stored: Mapping[str, Any]) -> dict[str, Any]:
    return {**stored, "range": without_zero_sheet(stored["range"])}


def _find_protected(book: Spreadsheet, wanted: int | None) -> tuple[Sheet, dict[str, Any]]:
    for sheet in book.sheets:
        for item in sheet.protected:
            if item["protectedRangeId"] == wanted:
                return sheet, item
    raise invalid(f"No protected range with id: {wanted}")


@handles("updateProtectedRange")
def update_protected_range(context: Context, request: Request) -> None:
    """Another range, description, editors or kind."""
    given = deep(request.get("protectedRange") or {})
    fields = masks.paths(request.get("fields"), "updateProtectedRange")
    _, item = _find_protected(context.book, given.get("protectedRangeId"))
    if not protection.may_edit(context.book, item, context.email):
        raise invalid(protection.REFUSAL)
    if "range" in given:
        given["range"] = _placed(context.book, given["range"])
    kept = item["protectedRangeId"]
    masks.merge(item, given, fields)
    item["protectedRangeId"] = kept


@handles("deleteProtectedRange")
def delete_protected_range(context: Context, request: Request) -> None:
    """The protection only; one that is missing is an error."""
    sheet, item = _find_protected(context.book, request.get("protectedRangeId"))
    if not protection.may_edit(context.book, item, context.email):
        raise invalid(protection.REFUSAL)
    sheet.protected.remove(item)


@handles("createDeveloperMetadata")
def create_metadata(context: Context, request: Request) -> Reply:
    """Metadata on a row, a column, a tab or the spreadsheet; an id that exists is an error."""
    given = deep(request.get("developerMetadata") or {})
    book = context.book
    taken = [entry["metadataId"] for entry in book.metadata]
    if given.get("metadataId") in taken:
        raise invalid(f"Developer metadata with ID {given['metadataId']} already exists.")
    if not given.get("metadataKey"):
        raise invalid("Developer metadata must have a key.")
    if given.get("visibility") not in {"DOCUMENT", "PROJECT"}:
        raise invalid("Developer metadata must have a visibility.")
    location = metadata.location_of(given.get("location") or {})
    metadata.check_location(book, location)
    entry = {"metadataId": given.get("metadataId") or context.fresh_id(taken), "metadataKey": given["metadataKey"]}
    if given.get("metadataValue"):
        entry["metadataValue"] = given["metadataValue"]
    entry |= {"location": location, "visibility": given["visibility"]}
    book.metadata.append(entry)
    return {"developerMetadata": deep(entry)}


def _selected(book: Spreadsheet, filters: list[Mapping[str, Any]] | None) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for data_filter in filters or []:
        found += [entry for entry in metadata.matches(book, data_filter) if entry not in found]
    return found


@handles("updateDeveloperMetadata")
def update_metadata(context: Context, request: Request) -> Reply:
    """Change all entries that the filters select."""
    fields = masks.paths(request.get("fields"), "updateDeveloperMetadata")
    given = deep(request.get("developerMetadata") or {})
    if "location" in given:
        given["location"] = metadata.location_of(given["location"])
        metadata.check_location(context.book, given["location"])
    entries = _selected(context.book, request.get("dataFilters"))
    for entry in entries:
        kept = entry["metadataId"]
        masks.merge(entry, given, fields)
        entry["metadataId"] = kept
    return {"developerMetadata": [deep(entry) for entry in entries]}


@handles("deleteDeveloperMetadata")
def delete_metadata(context: Context, request: Request) -> Reply:
    """Delete all entries that the filter selects; none is no error."""
    entries = metadata.matches(context.book, request.get("dataFilter") or {})
    context.book.metadata[:] = [entry for entry in context.book.metadata if entry not in entries]
    return {"deletedDeveloperMetadata": entries} if entries else {}


@handles("addConditionalFormatRule")
def add_rule(context: Context, request: Request) -> None:
    """A conditional format, at the index or first."""
    rule = deep(request.get("rule") or {})
    if not rule.get("ranges"):
        raise invalid("A conditional format rule must have at least one range.")
    rule["ranges"] = [_placed(context.book, item) for item in rule["ranges"]]
    sheet = context.book.sheet(rule["ranges"][0]["sheetId"])
    index = request.get("index") or 0
    if index > len(sheet.rules):
        raise invalid(f"No conditional format on sheet: {sheet.sheet_id} at index: {index}")
    sheet.rules.insert(index, rule)


def _rule_index(sheet: Sheet, request: Request) -> int:
    index = request.get("index") or 0
    if index >= len(sheet.rules):
        raise invalid(f"No conditional format on sheet: {sheet.sheet_id} at index: {index}")
    return int(index)


@handles("updateConditionalFormatRule")
def update_rule(context: Context, request: Request) -> Reply:
    """Replace a conditional format, or move it to `newIndex`."""
    rule = deep(request.get("rule") or {})
    ranges = [_placed(context.book, item) for item in rule.get("ranges", [])]
    sheet = context.book.sheet(ranges[0]["sheetId"] if ranges else request.get("sheetId"))
    index = _rule_index(sheet, request)
    old = sheet.rules.pop(index)
    new = rule | {"ranges": ranges} if rule else old
    new_index = request.get("newIndex")
    sheet.rules.insert(index if new_index is None else new_index, new)
    return {"oldRule": old, "oldIndex": index, "newRule": new, "newIndex": sheet.rules.index(new)}


@handles("deleteConditionalFormatRule")
def delete_rule(context: Context, request: Request) -> Reply:
    """Delete a conditional format; one that is missing is an error."""
    sheet = context.book.sheet(request.get("sheetId"))
    return {"rule": sheet.rules.pop(_rule_index(sheet, request))}


@handles("setBasicFilter")
def set_basic_filter(context: Context, request: Request) -> None:
    """The tab's filter; open ends are closed at the grid's."""
    given = deep(request.get("filter") or {})
    sheet = context.book.sheet((given.get("range") or {}).get("sheetId"))
    rect = bounded(sheet, given.get("range") or {})
    sheet.basic_filter = given | {"range": grid_range(sheet, rect)}


@handles("clearBasicFilter")
def clear_basic_filter(context: Context, request: Request) -> None:
    """Take the tab's filter off."""
    context.book.sheet(request.get("sheetId")).basic_filter = None


def grid_range(sheet: Sheet, rect: Rect) -> dict[str, Any]:
    """A rectangle as `GridRange`, all its sides given."""
    return {
        "sheetId": sheet.sheet_id,
        "startRowIndex": rect.top,
        "endRowIndex": rect.bottom,
        "startColumnIndex": rect.left,
        "endColumnIndex": rect.right,
    }


@handles("mergeCells")
def merge_cells(context: Context, request: Request) -> None:
    """Join cells, all, by row or by column; only the first value of each merge stays."""
    sheet, rect = context.book.rect_of(request.get("range") or {})
    protection.check(context.book, sheet, rect, context.email)
    inside = [item for item in sheet.merges if bounded(sheet, item).meets(rect)]
    if any(not rect.covers(bounded(sheet, item)) for item in inside):
        raise invalid("You must select all cells in a merged range to merge or unmerge them.")
    for item in inside:
        sheet.merges.remove(item)
    for part in _merge_parts(rect, request.get("mergeType") or "MERGE_ALL"):
        if (part.bottom - part.top) * (part.right - part.left) > 1:
            _keep_first(sheet, part)
            sheet.merges.append(grid_range(sheet, part))


def _merge_parts(rect: Rect, kind: str) -> list[Rect]:
    if kind == "MERGE_ROWS":
        return [rect._replace(top=row, bottom=row + 1) for row in range(rect.top, rect.bottom)]
    if kind == "MERGE_COLUMNS":
        return [rect._replace(left=column, right=column + 1) for column in range(rect.left, rect.right)]
    return [rect]


def _keep_first(sheet: Sheet, rect: Rect) -> None:
    filled = [(row, column, cell) for row, column, cell in sheet.filled(rect) if cell.filled]
    for row, column, cell in filled:
        sheet.put(row, column, cell._replace(value=None, formula=None))
    if filled:
        first = filled[0][2]
        corner = sheet.get(rect.top, rect.left)
        sheet.put(rect.top, rect.left, corner._replace(value=first.value, formula=first.formula))


@handles("unmergeCells")
def unmerge_cells(context: Context, request: Request) -> None:
    """Take merges apart; values stay in their first cells."""
    sheet, rect = context.book.rect_of(request.get("range") or {})
    inside = [item for item in sheet.merges if bounded(sheet, item).meets(rect)]
    if any(not rect.covers(bounded(sheet, item)) for item in inside):
        raise invalid("You must select all cells in a merged range to merge or unmerge them.")
    sheet.merges = [item for item in sheet.merges if item not in inside]
