"""batchUpdate requests about what lies over cells: conditional formats, filters, merges."""

from typing import Any

from tests.sheets_emulator import protection
from tests.sheets_emulator.a1 import Rect
from tests.sheets_emulator.batch import Context, Reply, Request, handles
from tests.sheets_emulator.errors import invalid
from tests.sheets_emulator.masks import deep
from tests.sheets_emulator.requests_marks import placed
from tests.sheets_emulator.state import Sheet, bounded


@handles("addConditionalFormatRule")
def add_rule(context: Context, request: Request) -> None:
    """A conditional format, at the index or first."""
    rule = deep(request.get("rule") or {})
    if not rule.get("ranges"):
        raise invalid("A conditional format rule must have at least one range.")
    rule["ranges"] = [placed(context.book, item) for item in rule["ranges"]]
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
    ranges = [placed(context.book, item) for item in rule.get("ranges", [])]
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
        sheet.put(row, column, cell.holding(None))
    if filled:
        first = filled[0][2]
        corner = sheet.get(rect.top, rect.left)
        sheet.put(rect.top, rect.left, corner._replace(value=first.value, formula=first.formula, chips=first.chips))


@handles("unmergeCells")
def unmerge_cells(context: Context, request: Request) -> None:
    """Take merges apart; values stay in their first cells."""
    sheet, rect = context.book.rect_of(request.get("range") or {})
    inside = [item for item in sheet.merges if bounded(sheet, item).meets(rect)]
    if any(not rect.covers(bounded(sheet, item)) for item in inside):
        raise invalid("You must select all cells in a merged range to merge or unmerge them.")
    sheet.merges = [item for item in sheet.merges if item not in inside]
