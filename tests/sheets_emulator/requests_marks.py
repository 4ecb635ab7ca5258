"""batchUpdate requests about what marks cells: names, protections, developer metadata."""

import re
from collections.abc import Mapping
from typing import Any

from tests.sheets_emulator import masks, metadata, protection
from tests.sheets_emulator.batch import Context, Reply, Request, handles
from tests.sheets_emulator.errors import invalid
from tests.sheets_emulator.masks import deep
from tests.sheets_emulator.reading import named_range, without_zero_sheet
from tests.sheets_emulator.state import Sheet, Spreadsheet, bounded


def placed(book: Spreadsheet, given: Mapping[str, Any] | None) -> dict[str, Any]:
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
        "range": placed(book, given.get("range")),
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
        given["range"] = placed(context.book, given["range"])
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
    asked = {name: value for name, value in given.get("editors", {}).items() if value}
    shown = _protected_reply(stored) | {"requestingUserCanEdit": True, "editors": asked}
    users = [user for user in asked.get("users", []) if user != context.email]
    stored["editors"] = {**asked, "users": [context.email, *users]}
    sheet.protected.append(stored)
    return {"protectedRange": shown}


def _protected(book: Spreadsheet, given: Mapping[str, Any]) -> tuple[Sheet, dict[str, Any]]:
    stored: dict[str, Any] = {"protectedRangeId": 0}
    if given.get("namedRangeId"):
        named = _named(book, given["namedRangeId"])
        if "range" not in named:
            raise invalid(f"No NamedRange with id: {given['namedRangeId']}")
        sheet = book.rect_of(named["range"])[0]
        stored |= {"range": dict(named["range"]), "namedRangeId": given["namedRangeId"]}
    else:
        stored["range"] = placed(book, given.get("range"))
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
        given["range"] = placed(context.book, given["range"])
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
