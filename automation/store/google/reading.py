"""One reading of a spreadsheet: its tabs as a `Snapshot`, and where our things are in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from automation.core.grid import column_letters
from automation.core.headers import Headers, find_tab, match_headers, row_key
from automation.core.model import Cell, CellError, Problem, Row, Snapshot
from automation.core.published import Columns, Published, read_published
from automation.core.schema import BP_DATA, PEOPLES_TABS, PROGRAM_TABS
from automation.core.text import cell_at, key_of, text_of
from automation.errors import SchemaError
from automation.store.google import fencing
from automation.store.google.cells import cell_of, formula_of
from automation.store.google.formulas import header_of, lookup_formula, same_formula

# Program tabs keep their ids when people rename them.
SHEET_IDS = {name: 770_001 + number for number, name in enumerate(PROGRAM_TABS)}
# Formulas only of what was typed: what a cell shows says the rest, in half the bytes.
FIELDS = {
    "fields": (
        f"properties(timeZone),{fencing.FIELDS},sheets(properties(sheetId,title,sheetType,gridProperties(rowCount,columnCount)),"
        "protectedRanges(range(sheetId)),data(rowData(values("
        "userEnteredValue(formulaValue),effectiveValue,effectiveFormat(numberFormat(type))))))"
    )
}
QUOTED = 40

Grid = list[list[Mapping[str, Any]]]


@dataclass(frozen=True)
class Place:
    """A tab: its id, its title, how many rows and columns its grid has, and whether anything in it is protected."""

    sheet_id: int
    rows: int
    columns: int
    title: str = ""
    protected: bool = False


@dataclass(frozen=True)
class Outdated:
    """A header cell of ours that looks up what it should not, or nothing any more."""

    sheet_id: int
    header: str
    formula: str
    wanted: str


@dataclass
class Reading:
    """A spreadsheet as one request told it.

    Attributes:
        snapshot: The tabs; BP cells as their formulas look them up, or as a person typed over them.
        places: Tab → where it is; program tabs under their own names, whatever people call them.
        ours: People's tab → header → index of the column whose header cell holds our formula.
        shown: People's tab → header → what people see in that column, row by row.
        outdated: Formulas of ours that `init` has to mend.
        generation: Of the newest publication.
        marks: Of the newest generations.
    """

    snapshot: Snapshot
    places: dict[str, Place]
    ours: dict[str, dict[str, int]] = field(default_factory=dict)
    shown: dict[str, dict[str, list[Cell]]] = field(default_factory=dict)
    outdated: list[Outdated] = field(default_factory=list)
    generation: int = 0
    marks: fencing.Marks = field(default_factory=dict)


def read_answer(answer: Mapping[str, Any]) -> Reading:
    """Make sense of `spreadsheets.get` with `FIELDS`."""
    places: dict[str, Place] = {}
    grids: dict[str, Grid] = {}
    sheets = [sheet for sheet in answer.get("sheets", ()) if sheet["properties"].get("sheetType", "GRID") == "GRID"]
    for name, sheet in zip(_names(sheets), sheets, strict=True):
        properties = sheet["properties"]
        size = properties.get("gridProperties", {})
        places[name] = Place(
            int(properties.get("sheetId", 0)), int(size.get("rowCount", 0)), int(size.get("columnCount", 0)),
            str(properties["title"]), bool(sheet.get("protectedRanges")),
        )  # fmt: skip
        data = (sheet.get("data") or [{}])[0]
        grids[name] = [row.get("values") or [] for row in data.get("rowData") or ()]
    marks = fencing.marks_in(answer, fencing.GENERATIONS)
    generation = fencing.newest(marks)
    tabs: dict[str, Sequence[Row]] = {name: _trimmed(grid) for name, grid in grids.items()}
    reading = Reading(Snapshot({}), places, generation=generation, marks=marks)
    published = read_published(Snapshot(tabs))
    problems: list[Problem] = []
    for tab, found in {tab: find_tab(tabs, tab) for tab in PEOPLES_TABS}.items():
        if found:
            tabs[found] = _looked_up(reading, tab, places[found], grids[found], published, problems)
    zone = (answer.get("properties") or {}).get("timeZone")
    reading.snapshot = Snapshot(tabs, str(generation), zone, tuple(problems))
    return reading


def _names(sheets: Sequence[Mapping[str, Any]]) -> list[str]:
    """What each tab is for us: program tabs go by their ids, and what only bears their name is a copy."""
    canonical = {sheet_id: name for name, sheet_id in SHEET_IDS.items()}
    ids = [int(sheet["properties"].get("sheetId", 0)) for sheet in sheets]
    ours = {canonical[sheet_id] for sheet_id in ids if sheet_id in canonical}
    titles = [str(sheet["properties"]["title"]) for sheet in sheets]
    return [
        canonical.get(sheet_id) or (f"{title} (copy)" if title in ours else title)
        for sheet_id, title in zip(ids, titles, strict=True)
    ]


def _trimmed(grid: Grid) -> list[list[Cell]]:
    rows = [[cell_of(cell) for cell in row] for row in grid]
    while rows and not any(text_of(cell) for cell in rows[-1]):
        rows.pop()
    return rows


def _looked_up(
    reading: Reading, tab: str, place: Place, grid: Grid, published: Published, problems: list[Problem]
) -> list[list[Cell]]:
    """A tab of people's in which the BP cells are what their formulas find, whether or not they can show it."""
    rows = _trimmed(grid)
    if not rows:
        return rows
    columns: dict[str, int] = {}
    for index, cell in enumerate(grid[0]):
        header = header_of(formula_of(cell))
        if header in PEOPLES_TABS[tab].column_headers and header not in columns:
            columns[header] = index
        elif text_of(cell_at(rows[0], index)) in PEOPLES_TABS[tab].column_headers:
            # A copy as values: it shows what it showed then, and is somebody's own.
            rows[0][index] = f"{text_of(rows[0][index])} (copy)"
    reading.ours[tab] = columns
    reading.shown[tab] = {
        header: [cell_of(row[index]) if index < len(row) else None for row in grid] for header, index in columns.items()
    }
    blocked = {header for header, index in columns.items() if isinstance(rows[0][index], CellError)}
    for header, index in columns.items():
        rows[0][index] = header
    try:
        headers = match_headers(PEOPLES_TABS[tab], rows)
    except SchemaError:
        # The run will say it; here it only means that no row has a key.
        return rows
    outdated = _outdated(reading, tab, place, headers, grid[0])
    reading.outdated += outdated
    stale = {formula.header for formula in outdated}
    for header, index in columns.items():
        if header in stale:
            message = f"{header} looks up what it should not, or nothing any more: run `backpocket init` to mend it."
            problems.append(Problem(tab, "", header, "", message, 1))
        elif header in blocked:
            problems.append(_blocked(tab, header, index, rows))
    _fill(tab, headers, rows, columns, blocked, published)
    return rows


def _outdated(
    reading: Reading, tab: str, place: Place, headers: Headers, header_row: Sequence[Mapping[str, Any]]
) -> list[Outdated]:
    data = reading.places.get(BP_DATA)
    title = data.title if data else BP_DATA
    found = []
    for header, index in reading.ours[tab].items():
        formula = formula_of(header_row[index])
        if not same_formula(formula, lookup_formula(tab, headers, header, title)):
            found.append(Outdated(place.sheet_id, header, formula, lookup_formula(tab, headers, header)))
    return found


def _fill(
    tab: str, headers: Headers, rows: list[list[Cell]], columns: Mapping[str, int], blocked: set[str],
    published: Published,
) -> None:  # fmt: skip
    width = max(columns.values(), default=-1) + 1
    for row in rows[1:]:
        found = published.columns.get(tab, {}).get(key_of(row_key(tab, headers, row)), {})
        row.extend([None] * (width - len(row)))
        for header, index in columns.items():
            # A column that cannot show its own holds nothing but what people typed.
            typed = text_of(row[index]) if header in blocked else ""
            row[index] = typed or found.get(header)


def _blocked(tab: str, header: str, index: int, rows: Sequence[Row]) -> Problem:
    letters = column_letters(index)
    for number, row in enumerate(rows[1:], start=2):
        typed = text_of(cell_at(row, index))
        if typed:
            message = f"{header} shows nothing, because somebody typed into {letters}{number}: clear that cell."
            return Problem(tab, "", header, typed[:QUOTED], message, number)
    message = f"{header} shows an error in {letters}1: delete the column and run `backpocket init` to add it again."
    return Problem(tab, "", header, "", message, 1)


def not_shown(reading: Reading, columns: Columns) -> list[Problem]:
    """Where people do not see what was published, and which cell is in the way; one a column."""
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
                if not key and isinstance(seen, CellError):
                    # The key itself is a failed formula, and the row's own problem.
                    continue
                if text_of(seen) != text_of(wanted) and (tab, header) not in told:
                    told.add((tab, header))
                    cell = f"{column_letters(reading.ours[tab][header])}{number}"
                    message = (
                        f"{header} does not show what was published in {cell}: run `backpocket check` in a minute."
                    )
                    problems.append(Problem(tab, key, header, text_of(seen)[:QUOTED], message, number))
    return problems
