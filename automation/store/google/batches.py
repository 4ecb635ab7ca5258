"""The requests of one atomic `batchUpdate`: what is published, and what `init` adds.

Into people's tabs nothing is written but columns and rows that the same batch has just inserted: they are blank by
construction, whatever people did since the reading.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from automation.core.column_spec import Field
from automation.core.model import Cell, Row
from automation.core.publishing.scaffold import Additions, fields_of
from automation.core.schema import APPENDED_TABS, BP_DATA, HIDDEN_TABS, PEOPLES_TABS, PROGRAM_TABS
from automation.core.tabs.headers import Headers, match_headers, spec_of
from automation.core.tabs.previous_run import headers_of
from automation.core.text import text_of
from automation.store.google.cells import cell_data, row_data
from automation.store.google.fencing import Request
from automation.store.google.formulas import lookup_formula
from automation.store.google.reading import SHEET_IDS, Outdated, Place, Reading

SPARE_ROWS = 1_000
PIXELS_A_CHARACTER = 7
BAND_COLOURS = {
    "Strong": (0.80, 0.92, 0.84),
    "Good": (0.86, 0.91, 0.98),
    "Possible": (0.98, 0.94, 0.81),
}

Places = Mapping[str, Place]


def sheet_id(tab: str, places: Places, ten: int = 0) -> int:
    """A program tab's id, or the one that it will have; `ten` as in `Reading`."""
    if tab in places:
        return places[tab].sheet_id
    return SHEET_IDS[tab] + (10 * ten if tab == BP_DATA else 0)


def replaced(tab: str, rows: Sequence[Row], places: Places, ten: int = 0) -> list[Request]:
    """A program tab with other rows; made anew if somebody deleted it."""
    width = max((len(row) for row in rows), default=1)
    place = places.get(tab)
    requests: list[Request] = []
    if place is None:
        place = Place(sheet_id(tab, places, ten), len(rows) + SPARE_ROWS, width)
        requests.append(added_tab(tab, place.rows, width, place.sheet_id))
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


def appended(tab: str, rows: Sequence[Row], places: Places) -> list[Request]:
    """Rows below the last one of a program tab."""
    if tab not in places:
        return replaced(tab, [headers_of(PROGRAM_TABS[tab]), *rows], places)
    place = places[tab]
    cells = {"sheetId": place.sheet_id, "rows": row_data(rows), "fields": "userEnteredValue"}
    # Rows are added as needed, columns are not.
    return [*_room(place, 0, max(map(len, rows), default=0)), {"appendCells": cells}]


def added_tab(tab: str, rows: int, columns: int, number: int) -> Request:
    """A new tab with a frozen header, under this id."""
    properties: dict[str, Any] = {
        "sheetId": number,
        "title": tab,
        "hidden": tab in HIDDEN_TABS,
        "gridProperties": {"rowCount": rows, "columnCount": columns, "frozenRowCount": 1},
    }
    return {"addSheet": {"properties": properties}}


def completed(additions: Additions, reading: Reading, account: str) -> list[Request]:
    """Everything that `init` adds and mends, in one batch."""
    requests: list[Request] = _renamed_back(reading)
    used = {place.sheet_id for place in reading.places.values()} | set(SHEET_IDS.values())
    free = (number for number in range(1, 10_000) if number not in used)
    for tab, rows in additions.tabs.items():
        fields = fields_of(tab)
        sheet = sheet_id(tab, reading.places, reading.ten) if tab in SHEET_IDS else next(free)
        made = added_tab(tab, max(len(rows) + SPARE_ROWS, SPARE_ROWS), len(fields), sheet)
        start = {"sheetId": sheet, "rowIndex": 0, "columnIndex": 0}
        filled = [_header_row(tab, rows[0], fields), *row_data(rows[1:])]
        mask = "userEnteredValue,note,userEnteredFormat.textFormat.bold"
        requests += [made, {"updateCells": {"start": start, "rows": filled, "fields": mask}}]
        requests += _widths(sheet, 0, fields)
        requests += _dropdowns(sheet, 0, fields)
        requests += _bands(sheet, 0, fields)
        if tab in PEOPLES_TABS:
            requests += _warnings(sheet, 0, fields)
        if tab in HIDDEN_TABS:
            requests.append(_protected({"sheetId": sheet}, f"{tab} is kept by Backpocket", account))
    for tab, names in additions.headers.items():
        requests += _inserted_columns(tab, names, reading)
    requests += mended(reading)
    requests += _extended_headers(reading)
    for tab in HIDDEN_TABS:
        if tab in reading.places and not reading.places[tab].protected:
            requests.append(
                _protected({"sheetId": sheet_id(tab, reading.places)}, f"{tab} is kept by Backpocket", account)
            )
    return requests


def repairs(reading: Reading) -> list[str]:
    """What `init` mends besides adding what is missing, a line a thing."""
    formulas = ", ".join(dict.fromkeys(formula.header for formula in reading.outdated))
    unprotected = [tab for tab in HIDDEN_TABS if tab in reading.places and not reading.places[tab].protected]
    return [
        *(f"rename the tab {place.title} back to {tab}" for tab, place in _renamed(reading)),
        *([f"fix the formulas of {formulas}"] if formulas else []),
        *(f"add to {tab} the columns {', '.join(map(text_of, added))}" for tab, added in _new_headers(reading).items()),
        *(f"protect {tab}" for tab in unprotected),
    ]


def _renamed(reading: Reading) -> list[tuple[str, Place]]:
    return [
        (tab, place) for tab, place in reading.places.items() if tab in PROGRAM_TABS and place.title not in {tab, ""}
    ]


def _renamed_back(reading: Reading) -> list[Request]:
    return [
        {"updateSheetProperties": {"properties": {"sheetId": place.sheet_id, "title": tab}, "fields": "title"}}
        for tab, place in _renamed(reading)
    ]


def mended(reading: Reading) -> list[Request]:
    """Formulas of ours that look up what they should not, replaced."""
    return [_replaced_formula(formula) for formula in reading.outdated]


def _replaced_formula(outdated: Outdated) -> Request:
    """A formula is found by what it says, not by where it stood: a column that moves meanwhile is no danger."""
    return {
        "findReplace": {
            "find": outdated.formula,
            "replacement": outdated.wanted,
            "sheetId": outdated.sheet_id,
            "matchCase": True,
            "matchEntireCell": True,
            "includeFormulas": True,
        }
    }


def _new_headers(reading: Reading) -> dict[str, list[Cell]]:
    """Log → the headers that an older version of the program did not know."""
    found = {}
    for tab in APPENDED_TABS:
        rows = reading.snapshot.tabs.get(tab) or [[]]
        present, wanted = [text_of(cell) for cell in rows[0]], headers_of(PROGRAM_TABS[tab])
        if tab in reading.places and present == wanted[: len(present)] != wanted:
            found[tab] = wanted[len(present) :]
    return found


def _extended_headers(reading: Reading) -> list[Request]:
    requests: list[Request] = []
    for tab, added in _new_headers(reading).items():
        place = reading.places[tab]
        first = len(PROGRAM_TABS[tab]) - len(added)
        requests += _room(place, 1, len(PROGRAM_TABS[tab]))
        start = {"sheetId": place.sheet_id, "rowIndex": 0, "columnIndex": first}
        requests.append({"updateCells": {"start": start, "rows": row_data([added]), "fields": "userEnteredValue"}})
    return requests


def _header_row(tab: str, header: Row, fields: Sequence[Field]) -> dict[str, Any]:
    """The header cells of a new tab: names, notes, and our formulas where the column is ours."""
    headers = match_headers(PEOPLES_TABS[tab], [header]) if tab in PEOPLES_TABS else None
    return {
        "values": [
            _header_cell(tab, text_of(cell), column, headers, asleep=False)
            for cell, column in zip(header, fields, strict=True)
        ]
    }


def _header_cell(tab: str, name: str, column: Field, headers: Headers | None, *, asleep: bool) -> dict[str, Any]:
    value = {"stringValue": name}
    if headers is not None and name in PEOPLES_TABS[tab].column_headers:
        value = {"formulaValue": lookup_formula(tab, headers, name, asleep=asleep)}
    return {
        "userEnteredValue": value,
        "note": column.help,
        "userEnteredFormat": {"textFormat": {"bold": True}},
    }


def _inserted_columns(tab: str, names: Sequence[str], reading: Reading) -> list[Request]:
    """New columns at the right edge of one of people's tabs: inserted, then filled."""
    place = reading.places[tab]
    rows = reading.snapshot.tabs[tab]
    spec = spec_of(reading.snapshot.tabs, tab)
    if spec is None:
        raise KeyError(tab)
    known = {column.header: column for column in (*spec.fields, *spec.columns)}
    fields = [known[name] for name in names]
    first, last = place.columns, place.columns + len(names)
    header = [*(rows[0] if rows else [])]
    header += [None] * (first - len(header))
    headers = match_headers(spec, [[*header, *names]])
    inserted = {"sheetId": place.sheet_id, "dimension": "COLUMNS", "startIndex": first, "endIndex": last}
    start = {"sheetId": place.sheet_id, "rowIndex": 0, "columnIndex": first}
    # Until something was published there is nothing that could show on the wrong row.
    asleep = BP_DATA in reading.places
    cells = [
        _header_cell(spec.name, name, column, headers, asleep=asleep)
        for name, column in zip(names, fields, strict=True)
    ]
    return [
        {"insertDimension": {"range": inserted, "inheritFromBefore": first > 0}},
        {"updateCells": {"start": start, "rows": [{"values": cells}], "fields": "userEnteredValue,note"}},
        *_widths(place.sheet_id, first, fields),
        *_dropdowns(place.sheet_id, first, fields),
        *_bands(place.sheet_id, first, fields),
        *_warnings(place.sheet_id, first, fields),
    ]


def _warnings(sheet: int, first: int, fields: Sequence[Field]) -> list[Request]:
    """Who types into a column that the program fills is asked whether they mean it."""
    ours = {column.header for spec in PEOPLES_TABS.values() for column in spec.columns}
    return [
        _warned(
            {"sheetId": sheet, "startColumnIndex": index, "endColumnIndex": index + 1},
            "Backpocket fills this column; what you type here hides it.",
        )
        for index, column in enumerate(fields, start=first)
        if column.header in ours
    ]


def _warned(area: Mapping[str, int], why: str) -> Request:
    return {"addProtectedRange": {"protectedRange": {"range": dict(area), "description": why, "warningOnly": True}}}


def _protected(area: Mapping[str, int], why: str, account: str) -> Request:
    # Who protects may always edit, whether or not the credentials tell their address.
    editors = {"users": [account]} if account else {}
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
