"""Parses one reading of a spreadsheet: its tabs as a `Snapshot`, and the places of our tabs and formulas."""

from collections.abc import Mapping, Sequence
from typing import Any

from automation.core.model import Cell, Problem, Snapshot
from automation.core.schema import PEOPLES_TABS, PROGRAM_TABS
from automation.core.tabs.headers import find_tab
from automation.core.tabs.previous_run import read_published
from automation.core.text import text_of
from automation.store.google import fencing
from automation.store.google.cells import cell_of, shown_row
from automation.store.google.our_columns import looked_up
from automation.store.google.places import SHEET_IDS, TENS, Grid, Place, Reading
from automation.store.google.tables import TABLE_FIELDS, Table, below, rows_of, table_of_people, tables_in

# Of typed content only formulas are needed, which halves the bytes. Google goes by the mask `fields` alone.
FIELDS = {
    "includeGridData": "true",
    "fields": (
        f"properties(timeZone),{fencing.FIELDS},sheets(properties(sheetId,title,sheetType,gridProperties(rowCount,columnCount)),"
        f"protectedRanges(range(sheetId),warningOnly),{TABLE_FIELDS},data(rowData(values(chipRuns,"
        "userEnteredValue(formulaValue),effectiveValue,effectiveFormat(numberFormat(type))))))"
    ),
}


def read_answer(answer: Mapping[str, Any]) -> Reading:
    """Parse the answer of `spreadsheets.get` with `FIELDS`."""
    places: dict[str, Place] = {}
    grids: dict[str, Grid] = {}
    tabs: dict[str, list[list[Cell]]] = {}
    problems: list[Problem] = []
    sheets = [sheet for sheet in answer.get("sheets", ()) if sheet["properties"].get("sheetType", "GRID") == "GRID"]
    for name, sheet in zip(names_of(sheets), sheets, strict=True):
        data = (sheet.get("data") or [{}])[0]
        # Rows become lists while they are parsed (`SlimRows`).
        grid = grids[name] = [
            row if isinstance(row, list) else row.get("values") or [] for row in data.get("rowData") or ()
        ]
        rows, known = _trimmed(grid), tables_in(sheet)
        table = table_of_people(name, rows, known) if known and name not in PROGRAM_TABS else None
        places[name] = _place(sheet, grid, table, known)
        if table:
            problems += below(name, rows, table)
            rows = rows_of(rows, table, known)
        tabs[name] = rows
    marks = fencing.marks_in(answer, fencing.GENERATIONS)
    generation = fencing.newest(marks)
    reading = Reading(Snapshot({}), places, generation=generation, marks=marks)
    published = read_published(Snapshot(tabs))
    for tab, found in {tab: find_tab(tabs, tab) for tab in PEOPLES_TABS}.items():
        if found:
            tabs[found] = looked_up(reading, tab, places[found], (tabs[found], grids[found]), published, problems)
    zone = (answer.get("properties") or {}).get("timeZone")
    reading.snapshot = Snapshot(tabs, str(generation), zone, tuple(problems))
    return reading


def _place(sheet: Mapping[str, Any], grid: Grid, table: Table | None, known: Sequence[Table]) -> Place:
    properties = sheet["properties"]
    size = properties.get("gridProperties", {})
    free = table is not None and not any(text_of(cell_of(row[table.right])) for row in grid if table.right < len(row))
    columns = int(size.get("columnCount", 0))
    return Place(
        int(properties.get("sheetId", 0)),
        int(size.get("rowCount", 0)),
        columns,
        str(properties["title"]),
        any(not area.get("warningOnly") for area in sheet.get("protectedRanges", ())),
        table,
        free,
        any(one.right >= columns for one in known),
    )


def names_of(sheets: Sequence[Mapping[str, Any]]) -> list[str]:
    """The name of each tab: a program tab is found by its id; another tab with its name becomes "NAME (copy)"."""
    ids = [int(sheet["properties"].get("sheetId", 0)) for sheet in sheets]
    ours = {_program_tab(sheet_id) for sheet_id in ids}
    titles = [str(sheet["properties"]["title"]) for sheet in sheets]
    return [
        _program_tab(sheet_id) or (f"{title} (copy)" if title in ours else title)
        for sheet_id, title in zip(ids, titles, strict=True)
    ]


def _program_tab(sheet_id: int) -> str | None:
    ten, number = divmod(sheet_id - min(SHEET_IDS.values()), 10)
    return list(PROGRAM_TABS)[number] if 0 <= ten < TENS and number < len(PROGRAM_TABS) else None


def _trimmed(grid: Grid) -> list[list[Cell]]:
    rows = list(map(shown_row, grid))
    while rows and not any(text_of(cell) for cell in rows[-1]):
        rows.pop()
    return rows
