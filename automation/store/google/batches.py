"""The requests of one atomic `batchUpdate`: what is published, and what `init` adds.

Into people's tabs nothing is written but columns and rows that the same batch has just inserted: they are blank by
construction, whatever people did since the reading.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from automation.core.headers import Headers, find_tab, match_headers
from automation.core.layout import Additions, fields_of
from automation.core.model import Cell, Row
from automation.core.published import headers_of
from automation.core.schema import BP_DATA, HIDDEN_TABS, PEOPLES_TABS, PROGRAM_TABS, Field
from automation.core.text import text_of
from automation.store.google.cells import cell_data, row_data
from automation.store.google.formulas import lookup_formula
from automation.store.google.reading import SHEET_IDS, Place, Reading

# Generations whose marks are kept.
MARKS = 5
SPARE_ROWS = 1_000
PIXELS_A_CHARACTER = 7
BAND_COLOURS = {
    "Strong": (0.80, 0.92, 0.84),
    "Good": (0.86, 0.91, 0.98),
    "Possible": (0.98, 0.94, 0.81),
}

Request = dict[str, Any]


def fence(reading: Reading, token: str) -> list[Request]:
    """Fails the batch if somebody published since the reading; its name tells whose publication landed."""
    mark = f"bp_gen_{reading.generation + 1}"
    corner = {
        "sheetId": SHEET_IDS[BP_DATA],
        "startRowIndex": 0,
        "endRowIndex": 1,
        "startColumnIndex": 0,
        "endColumnIndex": 1,
    }
    added = {"namedRangeId": mark, "name": f"{mark}_{token}", "range": corner}
    old = sorted(reading.marks, key=lambda name: int(name.rpartition("_")[2]))
    dropped = old[: max(0, len(old) + 1 - MARKS)]
    return [
        {"addNamedRange": {"namedRange": added}},
        *({"deleteNamedRange": {"namedRangeId": name}} for name in dropped),
    ]


def replaced(tab: str, rows: Sequence[Row], reading: Reading) -> list[Request]:
    """A program tab with other rows; made anew if somebody deleted it."""
    width = max((len(row) for row in rows), default=1)
    place = reading.places.get(tab)
    requests: list[Request] = []
    if place is None:
        requests.append(added_tab(tab, len(rows) + SPARE_ROWS, width))
        place = Place(SHEET_IDS[tab], len(rows) + SPARE_ROWS, width)
    requests += _room(place, len(rows), width)
    whole = {"sheetId": place.sheet_id}
    requests.append({"updateCells": {"range": whole, "fields": "userEnteredValue"}})
    start = {**whole, "rowIndex": 0, "columnIndex": 0}
    requests.append({"updateCells": {"start": start, "rows": row_data(rows), "fields": "userEnteredValue"}})
    return requests


def _room(place: Place, rows: int, columns: int) -> list[Request]:
    needed = (("ROWS", rows - place.rows), ("COLUMNS", columns - place.columns))
    return [
        {"appendDimension": {"sheetId": place.sheet_id, "dimension": dimension, "length": length}}
        for dimension, length in needed
        if length > 0
    ]


def appended(tab: str, rows: Sequence[Row], reading: Reading) -> list[Request]:
    """Rows below the last one of a program tab."""
    if tab not in reading.places:
        return replaced(tab, [headers_of(PROGRAM_TABS[tab]), *rows], reading)
    sheet = reading.places[tab].sheet_id
    return [{"appendCells": {"sheetId": sheet, "rows": row_data(rows), "fields": "userEnteredValue"}}]


def added_tab(tab: str, rows: int, columns: int) -> Request:
    """A new tab with a frozen header; program tabs get their fixed id."""
    properties: dict[str, Any] = {
        "title": tab,
        "hidden": tab in HIDDEN_TABS,
        "gridProperties": {"rowCount": rows, "columnCount": columns, "frozenRowCount": 1},
    }
    if tab in SHEET_IDS:
        properties["sheetId"] = SHEET_IDS[tab]
    return {"addSheet": {"properties": properties}}


def completed(additions: Additions, reading: Reading, account: str) -> list[Request]:
    """Everything that `init` adds, in one batch."""
    requests: list[Request] = []
    used = {place.sheet_id for place in reading.places.values()} | set(SHEET_IDS.values())
    free = (number for number in range(1, 10_000) if number not in used)
    for tab, rows in additions.tabs.items():
        fields = fields_of(tab)
        made = added_tab(tab, max(len(rows) + SPARE_ROWS, SPARE_ROWS), len(fields))
        sheet = made["addSheet"]["properties"].setdefault("sheetId", next(free))
        start = {"sheetId": sheet, "rowIndex": 0, "columnIndex": 0}
        filled = [_header_row(tab, rows[0], fields), *row_data(rows[1:])]
        mask = "userEnteredValue,note,userEnteredFormat.textFormat.bold"
        requests += [made, {"updateCells": {"start": start, "rows": filled, "fields": mask}}]
        requests += _widths(sheet, 0, fields)
        requests += _dropdowns(sheet, 0, fields)
        if tab in PEOPLES_TABS or tab not in PROGRAM_TABS:
            requests += _bands(sheet, 0, fields)
        if tab in HIDDEN_TABS:
            requests.append(_protected({"sheetId": sheet}, f"{tab} is kept by Backpocket", account))
    for tab, names in additions.headers.items():
        requests += _inserted_columns(tab, names, reading)
    return requests


def _header_row(tab: str, header: Row, fields: Sequence[Field]) -> dict[str, Any]:
    """The header cells of a new tab: names, notes, and our formulas where the column is ours."""
    headers = match_headers(PEOPLES_TABS[tab], [header]) if tab in PEOPLES_TABS else None
    return {
        "values": [
            _header_cell(tab, text_of(cell), column, headers) for cell, column in zip(header, fields, strict=True)
        ]
    }


def _header_cell(tab: str, name: str, column: Field, headers: Headers | None) -> dict[str, Any]:
    ours = headers is not None and name in PEOPLES_TABS[tab].column_headers
    value = {"formulaValue": lookup_formula(tab, headers, name)} if ours and headers else {"stringValue": name}
    return {
        "userEnteredValue": value,
        "note": column.help,
        "userEnteredFormat": {"textFormat": {"bold": True}},
    }


def _inserted_columns(tab: str, names: Sequence[str], reading: Reading) -> list[Request]:
    """New columns at the right edge of one of people's tabs: inserted, then filled."""
    place = reading.places[tab]
    spec = next(spec for spec in PEOPLES_TABS.values() if find_tab([tab], spec.name))
    known = {column.header: column for column in (*spec.fields, *spec.columns)}
    fields = [known[name] for name in names]
    first, last = place.columns, place.columns + len(names)
    rows = reading.snapshot.tabs[tab]
    header = [*(rows[0] if rows else [])]
    header += [None] * (first - len(header))
    headers = match_headers(spec, [[*header, *names]])
    inserted = {"sheetId": place.sheet_id, "dimension": "COLUMNS", "startIndex": first, "endIndex": last}
    start = {"sheetId": place.sheet_id, "rowIndex": 0, "columnIndex": first}
    cells = [_header_cell(spec.name, name, column, headers) for name, column in zip(names, fields, strict=True)]
    ours = [index for index, name in enumerate(names, start=first) if name in spec.column_headers]
    requests: list[Request] = [
        {"insertDimension": {"range": inserted, "inheritFromBefore": first > 0}},
        {"updateCells": {"start": start, "rows": [{"values": cells}], "fields": "userEnteredValue,note"}},
        *_widths(place.sheet_id, first, fields),
        *_bands(place.sheet_id, first, fields),
    ]
    for index in ours:
        area = {"sheetId": place.sheet_id, "startColumnIndex": index, "endColumnIndex": index + 1}
        requests.append(_warned(area, "Backpocket fills this column; what you type here hides it."))
    return requests


def _warned(area: Mapping[str, int], why: str) -> Request:
    return {"addProtectedRange": {"protectedRange": {"range": dict(area), "description": why, "warningOnly": True}}}


def _protected(area: Mapping[str, int], why: str, account: str) -> Request:
    if not account:
        return _warned(area, why)
    editors = {"users": [account]}
    return {"addProtectedRange": {"protectedRange": {"range": dict(area), "description": why, "editors": editors}}}


def _widths(sheet: int, first: int, fields: Sequence[Field]) -> list[Request]:
    return [
        {
            "updateDimensionProperties": {
                "range": {"sheetId": sheet, "dimension": "COLUMNS", "startIndex": index, "endIndex": index + 1},
                "properties": {"pixelSize": column.width * PIXELS_A_CHARACTER},
                "fields": "pixelSize",
            }
        }
        for index, column in enumerate(fields, start=first)
    ]


def _dropdowns(sheet: int, first: int, fields: Sequence[Field]) -> list[Request]:
    return [
        {
            "setDataValidation": {
                "range": {"sheetId": sheet, "startRowIndex": 1, "startColumnIndex": index, "endColumnIndex": index + 1},
                "rule": {
                    "condition": {
                        "type": "ONE_OF_LIST",
                        "values": [{"userEnteredValue": word} for word in column.choices],
                    },
                    "showCustomUi": True,
                    "strict": False,
                },
            }
        }
        for index, column in enumerate(fields, start=first)
        if column.choices
    ]


def _bands(sheet: int, first: int, fields: Sequence[Field]) -> list[Request]:
    return [
        {
            "addConditionalFormatRule": {
                "index": 0,
                "rule": {
                    "ranges": [
                        {"sheetId": sheet, "startRowIndex": 1, "startColumnIndex": index, "endColumnIndex": index + 1}
                    ],
                    "booleanRule": {
                        "condition": {"type": "TEXT_EQ", "values": [{"userEnteredValue": band}]},
                        "format": {"backgroundColor": dict(zip(("red", "green", "blue"), colour, strict=True))},
                    },
                },
            }
        }
        for index, column in enumerate(fields, start=first)
        if column.header in {"BP Band", "Band"}
        for band, colour in BAND_COLOURS.items()
    ]


def shelved(index: int, cells: Mapping[int, Cell], place: Place) -> list[Request]:
    """One person's row: inserted below the last one, then filled."""
    inserted = {"sheetId": place.sheet_id, "dimension": "ROWS", "startIndex": index, "endIndex": index + 1}
    values = [cell_data(cells.get(column)) for column in range(max(cells) + 1)]
    start = {"sheetId": place.sheet_id, "rowIndex": index, "columnIndex": 0}
    return [
        {"insertDimension": {"range": inserted, "inheritFromBefore": True}},
        {"updateCells": {"start": start, "rows": [{"values": values}], "fields": "userEnteredValue"}},
    ]
