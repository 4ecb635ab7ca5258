"""One reading of a spreadsheet: its tabs as a `Snapshot`, and where our things are in it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from automation.core.grid import column_letters
from automation.core.headers import find_tab, match_headers, row_key
from automation.core.model import Cell, CellError, Problem, Row, Snapshot
from automation.core.published import Published, read_published
from automation.core.schema import PEOPLES_TABS, PROGRAM_TABS
from automation.core.text import cell_at, key_of, text_of
from automation.errors import SchemaError
from automation.store.google.cells import cell_of, entered
from automation.store.google.formulas import header_of

# Program tabs keep their ids when people rename them.
SHEET_IDS = {name: 770_001 + number for number, name in enumerate(PROGRAM_TABS)}
GENERATION = re.compile(r"bp_gen_(\d+)")
FIELDS = {
    "fields": (
        "properties(timeZone),namedRanges(namedRangeId,name),sheets(properties(sheetId,title,sheetType,gridProperties("
        "rowCount,columnCount)),data(rowData(values(userEnteredValue,effectiveValue,effectiveFormat(numberFormat(type))))))"
    )
}

Grid = list[list[Mapping[str, Any]]]


@dataclass(frozen=True)
class Place:
    """A tab: its id, and how many rows and columns its grid has."""

    sheet_id: int
    rows: int
    columns: int


@dataclass
class Reading:
    """A spreadsheet as one request told it.

    Attributes:
        snapshot: The tabs; BP cells as their formulas look them up, or as a person typed over them.
        places: Tab → where it is.
        ours: Tab → header → index of the column whose header cell holds our formula.
        shown: Tab → header → what people see in that column, row by row.
        generation: Of the newest publication.
        marks: The ids of the generations' named ranges → their names.
    """

    snapshot: Snapshot
    places: dict[str, Place]
    ours: dict[str, dict[str, int]] = field(default_factory=dict)
    shown: dict[str, dict[str, list[Cell]]] = field(default_factory=dict)
    generation: int = 0
    marks: dict[str, str] = field(default_factory=dict)


def read_answer(answer: Mapping[str, Any]) -> Reading:
    """Make sense of `spreadsheets.get` with `FIELDS`."""
    canonical = {sheet_id: name for name, sheet_id in SHEET_IDS.items()}
    places: dict[str, Place] = {}
    grids: dict[str, Grid] = {}
    for sheet in answer.get("sheets", ()):
        properties = sheet["properties"]
        if properties.get("sheetType", "GRID") != "GRID":
            continue
        size = properties.get("gridProperties", {})
        sheet_id = int(properties.get("sheetId", 0))
        name = canonical.get(sheet_id, str(properties["title"]))
        places[name] = Place(sheet_id, int(size.get("rowCount", 0)), int(size.get("columnCount", 0)))
        data = (sheet.get("data") or [{}])[0]
        grids[name] = [row.get("values") or [] for row in data.get("rowData") or ()]
    marks = {
        str(mark["namedRangeId"]): str(mark.get("name", ""))
        for mark in answer.get("namedRanges", ())
        if GENERATION.fullmatch(str(mark.get("namedRangeId", "")))
    }
    generation = max((int(mark.rpartition("_")[2]) for mark in marks), default=0)
    tabs: dict[str, Sequence[Row]] = {name: _trimmed(grid) for name, grid in grids.items()}
    reading = Reading(Snapshot({}), places, generation=generation, marks=marks)
    published = read_published(Snapshot(tabs))
    problems: list[Problem] = []
    for tab in PEOPLES_TABS:
        found = find_tab(tabs, tab)
        if found:
            tabs[found] = _looked_up(reading, tab, grids[found], published, problems)
    zone = (answer.get("properties") or {}).get("timeZone")
    reading.snapshot = Snapshot(tabs, str(generation), zone, tuple(problems))
    return reading


def _trimmed(grid: Grid) -> list[list[Cell]]:
    rows = [[cell_of(cell) for cell in row] for row in grid]
    while rows and not any(text_of(cell) for cell in rows[-1]):
        rows.pop()
    return rows


def _looked_up(
    reading: Reading, tab: str, grid: Grid, published: Published, problems: list[Problem]
) -> list[list[Cell]]:
    """A tab of people's in which the BP cells are what their formulas find, whether or not they can show it."""
    rows = _trimmed(grid)
    if not rows:
        return rows
    columns: dict[str, int] = {}
    for index, cell in enumerate(grid[0]):
        header = header_of(entered(cell))
        if header and header not in columns:
            columns[header] = index
        elif text_of(cell_at(rows[0], index)) in PEOPLES_TABS[tab].column_headers:
            # A copy as values: it shows what it showed then, and is somebody's own.
            rows[0][index] = f"{text_of(rows[0][index])} (copy)"
    reading.ours[tab] = columns
    reading.shown[tab] = {
        header: [cell_of(row[index]) if index < len(row) else None for row in grid] for header, index in columns.items()
    }
    for header, index in columns.items():
        if isinstance(rows[0][index], CellError):
            problems.append(_blocked(tab, header, index, grid))
        rows[0][index] = header
    _fill(tab, rows, grid, columns, published)
    return rows


def _fill(tab: str, rows: list[list[Cell]], grid: Grid, columns: Mapping[str, int], published: Published) -> None:
    try:
        headers = match_headers(PEOPLES_TABS[tab], rows)
    except SchemaError:
        return
    width = max(columns.values(), default=-1) + 1
    for number in range(1, len(rows)):
        row = rows[number]
        found = published.columns.get(tab, {}).get(key_of(row_key(tab, headers, row)), {})
        row.extend([None] * (width - len(row)))
        for header, index in columns.items():
            typed = entered(grid[number][index]) if index < len(grid[number]) else ""
            row[index] = typed or found.get(header)


def _blocked(tab: str, header: str, index: int, grid: Grid) -> Problem:
    letters = column_letters(index)
    typed = [
        number for number, row in enumerate(grid, start=1) if number > 1 and index < len(row) and entered(row[index])
    ]
    if typed:
        where = f"{letters}{typed[0]}"
        message = f"{header} shows nothing, because somebody typed into {where}: clear that cell."
        return Problem(tab, "", header, entered(grid[typed[0] - 1][index])[:40], message, typed[0])
    message = f"{header} shows an error in {letters}1: run `backpocket init` to mend it."
    return Problem(tab, "", header, text_of(cell_of(grid[0][index])), message, 1)


def not_shown(reading: Reading, columns: Mapping[str, Mapping[str, Mapping[str, Cell]]]) -> list[Problem]:
    """Where people do not see what was published, and which cell is in the way."""
    problems = list(reading.snapshot.problems)
    told = {(problem.tab, problem.column) for problem in problems}
    for tab, by_key in columns.items():
        name = find_tab(reading.snapshot.tabs, tab)
        if name is None:
            continue
        rows = reading.snapshot.tabs[name]
        headers = match_headers(PEOPLES_TABS[tab], rows)
        for header, cells in reading.shown.get(tab, {}).items():
            for number, row in enumerate(rows[1:], start=2):
                key = row_key(tab, headers, row)
                wanted = by_key.get(key_of(key), {}).get(header)
                seen = cells[number - 1] if number <= len(cells) else None
                if text_of(seen) != text_of(wanted) and (tab, header) not in told:
                    told.add((tab, header))
                    cell = f"{column_letters(reading.ours[tab][header])}{number}"
                    message = (
                        f"{header} does not show what was published in {cell}: run `backpocket check` in a minute."
                    )
                    problems.append(Problem(tab, key, header, text_of(seen)[:40], message, number))
    return problems
