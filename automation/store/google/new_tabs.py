"""The requests for new tabs, and for new columns in people's tabs."""

from collections.abc import Sequence
from typing import Any

from automation.core.column_spec import Field
from automation.core.model import Cell, Row
from automation.core.publishing.scaffold import fields_of
from automation.core.schema import BP_DATA, HIDDEN_TABS, PEOPLES_TABS
from automation.core.tabs.header_row import Headers
from automation.core.tabs.headers import match_headers, spec_of
from automation.core.text import text_of
from automation.store.google.cells import row_data
from automation.store.google.column_formats import PIXELS_A_CHARACTER, formats, warnings, widths
from automation.store.google.fencing import Request
from automation.store.google.formulas import lookup_formula
from automation.store.google.new_tables import table_request
from automation.store.google.places import Place, Reading

# Between a table and the columns beside it, in pixels.
GAP = 20
GAP_FIELD = Field("", "", "", width=GAP // PIXELS_A_CHARACTER)


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


def made_tab(tab: str, rows: Sequence[Row], sheet: int, spare: int, *, as_table: bool) -> list[Request]:
    """A new tab with its rows.

    Args:
        tab: Its name.
        rows: Its rows, the header included.
        sheet: Its id.
        spare: How many blank rows it gets.
        as_table: Whether people's columns become a native table, with ours beside it.
    """
    fields, header = fields_of(tab), list(rows[0])
    own = len(PEOPLES_TABS[tab].fields) if tab in PEOPLES_TABS else len(fields)
    if as_table:
        # The blank column between the table and ours.
        header.insert(own, None)
    mask = "userEnteredValue,note,userEnteredFormat.textFormat.bold"
    cells = [_header_row(tab, header, [*fields[:own], *([GAP_FIELD] if as_table else []), *fields[own:]])]
    requests: list[Request] = [
        added_tab(tab, len(rows) + spare if rows[1:] else spare, len(header), sheet),
        {
            "updateCells": {
                "start": {"sheetId": sheet, "rowIndex": 0, "columnIndex": 0},
                "rows": [*cells, *row_data(rows[1:])],
                "fields": mask,
            }
        },
    ]
    if not as_table:
        requests += formats(sheet, 0, fields)
        return requests + (warnings(sheet, 0, fields) if tab in PEOPLES_TABS else [])
    ours = fields[own:]
    requests += [*widths(sheet, 0, [*fields[:own], GAP_FIELD]), table_request(tab, sheet, len(rows))]
    return [*requests, *formats(sheet, own + 1, ours), *warnings(sheet, own + 1, ours)]


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


def inserted_columns(tab: str, names: Sequence[str], reading: Reading) -> list[Request]:
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
