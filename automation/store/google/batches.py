"""The requests of one atomic `batchUpdate`: for what is published, and for what `init` adds.

In people's tabs, a batch writes only to columns and rows that it has just inserted itself. These are always blank,
whatever people did since the reading.
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
from automation.store.google.column_formats import formats, warnings
from automation.store.google.fencing import Request
from automation.store.google.formulas import lookup_formula
from automation.store.google.reading import SHEET_IDS, Inside, Outdated, Place, Reading

SPARE_ROWS = 1_000
# Behind the names of columns that stopped because they got into a table.
RETIRED = " (old)"
# Between a table and the columns beside it, in pixels.
GAP = 20

Places = Mapping[str, Place]


def sheet_id(tab: str, places: Places, ten: int = 0) -> int:
    """The id of a program tab, or the id it will get; `ten` as in `Reading`."""
    if tab in places:
        return places[tab].sheet_id
    return SHEET_IDS[tab] + (10 * ten if tab == BP_DATA else 0)


def replaced(tab: str, rows: Sequence[Row], places: Places, ten: int = 0) -> list[Request]:
    """Replace the rows of a program tab; make the tab if it is missing."""
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
    """Append rows to a program tab; make the tab if it is missing."""
    if tab not in places:
        return replaced(tab, [headers_of(PROGRAM_TABS[tab]), *rows], places)
    place = places[tab]
    cells = {"sheetId": place.sheet_id, "rows": row_data(rows), "fields": "userEnteredValue"}
    # Rows are added as needed, columns are not.
    return [*_room(place, 0, max(map(len, rows), default=0)), {"appendCells": cells}]


def added_tab(tab: str, rows: int, columns: int, number: int) -> Request:
    """Add a tab with a frozen header.

    Args:
        tab: The title.
        rows: How many.
        columns: How many.
        number: The id.
    """
    properties: dict[str, Any] = {
        "sheetId": number,
        "title": tab,
        "hidden": tab in HIDDEN_TABS,
        "gridProperties": {"rowCount": rows, "columnCount": columns, "frozenRowCount": 1},
    }
    return {"addSheet": {"properties": properties}}


def completed(additions: Additions, reading: Reading, account: str) -> list[Request]:
    """Everything that `init` adds and fixes, as one batch; `account` may edit the protected tabs."""
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
        requests += formats(sheet, 0, fields)
        if tab in PEOPLES_TABS:
            requests += warnings(sheet, 0, fields)
        if tab in HIDDEN_TABS:
            requests.append(_protected({"sheetId": sheet}, f"{tab} is kept by Backpocket", account))
    for tab, names in additions.headers.items():
        requests += _inserted_columns(tab, names, reading)
    requests += fixed_formulas(reading)
    requests += [_retired(one) for one in dict.fromkeys(reading.inside)]
    requests += _extended_headers(reading)
    for tab in HIDDEN_TABS:
        if tab in reading.places and not reading.places[tab].protected:
            requests.append(
                _protected({"sheetId": sheet_id(tab, reading.places)}, f"{tab} is kept by Backpocket", account)
            )
    return requests


def repairs(reading: Reading) -> list[str]:
    """What `init` fixes besides adding what is missing; one line per fix."""
    formulas = ", ".join(dict.fromkeys(formula.header for formula in reading.outdated))
    unprotected = [tab for tab in HIDDEN_TABS if tab in reading.places and not reading.places[tab].protected]
    return [
        *(f"rename the tab {place.title} back to {tab}" for tab, place in _renamed(reading)),
        *([f"fix the formulas of {formulas}"] if formulas else []),
        *(
            f"rename in {tab} the stopped columns {', '.join(headers)}, each with {RETIRED!r} behind its name"
            for tab, headers in _stopped(reading).items()
        ),
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


def fixed_formulas(reading: Reading) -> list[Request]:
    """Replace the formulas of ours that look up the wrong columns."""
    return [_replaced_formula(formula) for formula in reading.outdated]


def _replaced_formula(outdated: Outdated) -> Request:
    """Find the formula by its text, not by its place, because people may move columns meanwhile."""
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


def _stopped(reading: Reading) -> dict[str, list[str]]:
    """Tab → the headers of our columns that are inside a table."""
    found: dict[str, list[str]] = {}
    for one in reading.inside:
        found.setdefault(one.tab, []).append(one.header)
    return found


def _retired(inside: Inside) -> Request:
    """Rename a stopped column, so that the one beside the table has the name; what people typed below it stays.

    It is found by its text, as a formula is.
    """
    return {
        "findReplace": {
            "find": inside.content,
            "replacement": f"{inside.header}{RETIRED}",
            "sheetId": inside.sheet_id,
            "matchCase": True,
            "matchEntireCell": True,
            **({"includeFormulas": True} if inside.is_formula else {}),
        }
    }


def _new_headers(reading: Reading) -> dict[str, list[Cell]]:
    """Tab → the headers that it lacks, because an older version of the program made it."""
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
    """The header cells of a new tab: names, notes, and our formulas in our columns."""
    headers = match_headers(PEOPLES_TABS[tab], [header]) if tab in PEOPLES_TABS else None
    return {
        "values": [
            _header_cell(tab, text_of(cell), column, headers) for cell, column in zip(header, fields, strict=True)
        ]
    }


def _header_cell(
    tab: str, name: str, column: Field, headers: Headers | None, *, top: int = 0, asleep: bool = False
) -> dict[str, Any]:
    value = {"stringValue": name}
    if headers is not None and name in PEOPLES_TABS[tab].column_headers:
        value = {"formulaValue": lookup_formula(tab, headers, name, top=top, asleep=asleep)}
    return {
        "userEnteredValue": value,
        "note": column.help,
        "userEnteredFormat": {"textFormat": {"bold": True}},
    }


def _inserted_columns(tab: str, names: Sequence[str], reading: Reading) -> list[Request]:
    """New columns at the right edge of a people's tab, or beside its table: inserted, then filled."""
    place = reading.places[tab]
    rows = reading.snapshot.tabs[tab]
    spec = spec_of(reading.snapshot.tabs, tab)
    if spec is None:
        raise KeyError(tab)
    known = {column.header: column for column in (*spec.fields, *spec.columns)}
    fields = [known[name] for name in names]
    first, gap = _beside(place)
    header = [*(rows[0] if rows else [])]
    headers = match_headers(spec, [_with_new(header, first, names)])
    inserted = {
        "sheetId": place.sheet_id,
        "dimension": "COLUMNS",
        "startIndex": first,
        "endIndex": first + len(names),
    }
    start = {"sheetId": place.sheet_id, "rowIndex": 0, "columnIndex": first}
    # Before the first publication there is nothing that a formula could show in the wrong row.
    asleep = BP_DATA in reading.places
    top = place.table.top if place.table else 0
    cells = [
        _header_cell(spec.name, name, column, headers, top=top, asleep=asleep)
        for name, column in zip(names, fields, strict=True)
    ]
    return [
        *gap,
        {"insertDimension": {"range": inserted, "inheritFromBefore": first > 0}},
        {"updateCells": {"start": start, "rows": [{"values": cells}], "fields": "userEnteredValue,note"}},
        *formats(place.sheet_id, first, fields),
        *warnings(place.sheet_id, first, fields),
    ]


def _with_new(header: Row, first: int, names: Sequence[str]) -> list[Cell]:
    """The headers after new columns were inserted."""
    padded = [*header, *([None] * (first - len(header)))]
    return [*padded[:first], *names, *padded[first:]]


def _beside(place: Place) -> tuple[int, list[Request]]:
    """Where new columns go, and the requests for a blank column before them, narrow beside the table of people's rows.

    A column that is inserted directly beside a table could become part of it.
    """
    table = place.table
    sheet = {"sheetId": place.sheet_id, "dimension": "COLUMNS"}
    made = [{"appendDimension": {**sheet, "length": 1}}] if place.full else []
    if table is None or not (place.free or table.right >= place.columns):
        return place.columns + len(made), made
    narrow = {
        "range": {**sheet, "startIndex": table.right, "endIndex": table.right + 1},
        "properties": {"pixelSize": GAP},
        "fields": "pixelSize",
    }
    return table.right + 1, [*made, {"updateDimensionProperties": narrow}]


def _protected(area: Mapping[str, int], why: str, account: str) -> Request:
    # The account that protects a tab may always edit it, even if its address is unknown here.
    editors = {"users": [account]} if account else {}
    return {"addProtectedRange": {"protectedRange": {"range": dict(area), "description": why, "editors": editors}}}


def shelved(index: int, cells: Mapping[int, Cell], place: Place) -> list[Request]:
    """One candidate's row: inserted below the last one, then filled."""
    inserted = {"sheetId": place.sheet_id, "dimension": "ROWS", "startIndex": index, "endIndex": index + 1}
    values = [cell_data(cells.get(column)) for column in range(max(cells) + 1)]
    start = {"sheetId": place.sheet_id, "rowIndex": index, "columnIndex": 0}
    return [
        {"insertDimension": {"range": inserted, "inheritFromBefore": True}},
        {"updateCells": {"start": start, "rows": [{"values": values}], "fields": "userEnteredValue"}},
    ]
