"""One reading of a spreadsheet: its tabs as a `Snapshot`, and where our things are in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from automation.core.model import QUOTED, Cell, CellError, Problem, Row, Snapshot
from automation.core.schema import BP_DATA, PEOPLES_TABS, PROGRAM_TABS
from automation.core.tabs.grid import column_letters
from automation.core.tabs.headers import Headers, find_tab, match_headers, row_key
from automation.core.tabs.previous_run import Published, read_published
from automation.core.text import cell_at, key_of, text_of
from automation.errors import SchemaError
from automation.store.google import fencing
from automation.store.google.cells import Data, cell_of, formula_of
from automation.store.google.formulas import header_of, lookup_formula, same_formula

# Program tabs keep their ids when people rename them.
SHEET_IDS = {name: 770_001 + number for number, name in enumerate(PROGRAM_TABS)}
# A BP Data made anew gets an id of its own in another ten, so that a write based on the former one fails.
TENS = 1_000
# Formulas only of what was typed: what a cell shows says the rest, in half the bytes. Google goes by the mask alone.
FIELDS = {
    "includeGridData": "true",
    "fields": (
        f"properties(timeZone),{fencing.FIELDS},sheets(properties(sheetId,title,sheetType,gridProperties(rowCount,columnCount)),"
        "protectedRanges(range(sheetId),warningOnly),data(rowData(values("
        "userEnteredValue(formulaValue),effectiveValue,effectiveFormat(numberFormat(type))))))"
    ),
}

Grid = list[list[Data]]


@dataclass(frozen=True)
class Place:
    """A tab: its id, its title, how many rows and columns its grid has, and whether it is locked to anybody."""

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
        outdated: Formulas of ours that `init` has to mend.
        generation: Of the newest publication.
        marks: Of the newest generations.
        ten: Which ten a BP Data that is made now gets its id from; the first one that is made has 0.
    """

    snapshot: Snapshot
    places: dict[str, Place]
    ours: dict[str, dict[str, int]] = field(default_factory=dict)
    outdated: list[Outdated] = field(default_factory=list)
    generation: int = 0
    marks: fencing.Marks = field(default_factory=dict)
    ten: int = 0


def read_answer(answer: Mapping[str, Any]) -> Reading:
    """Make sense of `spreadsheets.get` with `FIELDS`."""
    places: dict[str, Place] = {}
    grids: dict[str, Grid] = {}
    sheets = [sheet for sheet in answer.get("sheets", ()) if sheet["properties"].get("sheetType", "GRID") == "GRID"]
    for name, sheet in zip(names_of(sheets), sheets, strict=True):
        properties = sheet["properties"]
        size = properties.get("gridProperties", {})
        places[name] = Place(
            int(properties.get("sheetId", 0)),
            int(size.get("rowCount", 0)),
            int(size.get("columnCount", 0)),
            str(properties["title"]),
            any(not area.get("warningOnly") for area in sheet.get("protectedRanges", ())),
        )
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


def names_of(sheets: Sequence[Mapping[str, Any]]) -> list[str]:
    """What each tab is for us: program tabs go by their ids, and what only bears their name is a copy."""
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
    columns = _our_columns(tab, rows[0], grid[0], problems)
    reading.ours[tab] = columns
    blocked = {header for header, index in columns.items() if isinstance(rows[0][index], CellError)}
    for header, index in columns.items():
        rows[0][index] = header
    try:
        headers = match_headers(PEOPLES_TABS[tab], rows)
    except SchemaError:
        # The run will say it; here it only means that no row has a key.
        problems += [_blocked(tab, header, columns[header], rows) for header in columns if header in blocked]
        return rows
    outdated = _outdated(reading, tab, place, headers, grid[0])
    reading.outdated += outdated
    stale = {formula.header for formula in outdated}
    for header, index in columns.items():
        if header in stale:
            message = f"{header} looks up what it should not, or nothing any more: run `backpocket init` to fix it."
            problems.append(Problem(tab, "", header, "", message, 1))
        elif header in blocked:
            problems.append(_blocked(tab, header, index, rows))
    problems += _filled(tab, headers, rows, columns, blocked, stale, published)
    return rows


def _our_columns(tab: str, first: list[Cell], header_row: Sequence[Data], problems: list[Problem]) -> dict[str, int]:
    """Header → index of the columns with our formula; what else is called so is marked as a copy in `first`."""
    columns: dict[str, int] = {}
    for index, cell in enumerate(header_row):
        looked_up = header_of(formula_of(cell))
        header = looked_up or text_of(cell_at(first, index))
        if header not in PEOPLES_TABS[tab].column_headers:
            continue
        if looked_up and header not in columns:
            columns[header] = index
            continue
        # A copy as values shows what it showed then, and is somebody's own.
        first[index] = f"{header} (copy)"
        if looked_up:
            message = f"A second {header} stands in column {column_letters(index)}: delete one of them."
            problems.append(Problem(tab, "", header, "", message, 1))
    return columns


def _outdated(reading: Reading, tab: str, place: Place, headers: Headers, header_row: Sequence[Data]) -> list[Outdated]:
    data = reading.places.get(BP_DATA)
    title = data.title if data else BP_DATA
    found = []
    for header, index in reading.ours[tab].items():
        formula = formula_of(header_row[index])
        if not same_formula(formula, lookup_formula(tab, headers, header, title)):
            # Only one that is asleep over the right columns may be woken: they cannot move without changing it.
            ready = same_formula(formula, lookup_formula(tab, headers, header, title, asleep=True))
            wanted = lookup_formula(tab, headers, header, asleep=not ready)
            found.append(Outdated(place.sheet_id, header, formula, wanted))
    return found


def _filled(
    tab: str,
    headers: Headers,
    rows: list[list[Cell]],
    columns: Mapping[str, int],
    blocked: set[str],
    stale: set[str],
    published: Published,
) -> list[Problem]:
    """Put into the BP cells what was published; returns where people see something else, once a row and a column."""
    width = max(columns.values(), default=-1) + 1
    watched = [header for header in columns if header not in blocked | stale]
    problems = []
    for number, row in enumerate(rows[1:], start=2):
        key = row_key(tab, headers, row)
        found = published.columns.get(tab, {}).get(key_of(key), {})
        row.extend([None] * (width - len(row)))
        odd = next((header for header in watched if _differs(row[columns[header]], found.get(header), key)), None)
        if odd:
            watched.remove(odd)
            problems.append(_not_shown(tab, odd, columns[odd], number, row[columns[odd]]))
        for header, index in columns.items():
            # A column that cannot show its own holds nothing but what people typed.
            typed = text_of(row[index]) if header in blocked else ""
            row[index] = typed or found.get(header)
    return problems


def _differs(seen: Cell, wanted: Cell, key: str) -> bool:
    """Whether people see something else; without a key an error is a failed formula in the key itself."""
    return text_of(seen) != text_of(wanted) and not (isinstance(seen, CellError) and not key)


def _not_shown(tab: str, header: str, index: int, number: int, seen: Cell) -> Problem:
    message = (
        f"{header} does not show what was published in {column_letters(index)}{number}: if that is still so in a "
        "minute, retype the key in that row, which may hold invisible characters."
    )
    return Problem(tab, "", header, text_of(seen)[:QUOTED], message, number)


def _blocked(tab: str, header: str, index: int, rows: Sequence[Row]) -> Problem:
    letters = column_letters(index)
    for number, row in enumerate(rows[1:], start=2):
        typed = text_of(cell_at(row, index))
        if typed:
            message = f"{header} shows nothing, because there is something in {letters}{number}: clear that cell."
            return Problem(tab, "", header, typed[:QUOTED], message, number)
    message = f"{header} shows an error in {letters}1: delete the column and run `backpocket init` to add it again."
    return Problem(tab, "", header, "", message, 1)


def vanished(before: Reading, after: Reading) -> list[Problem]:
    """Columns of ours that were there a moment ago and cannot be found any more."""
    return [
        Problem(tab, "", header, "", f"{header} went while the run was under way: run `backpocket check`.", 1)
        for tab, columns in before.ours.items()
        for header in columns
        if header not in after.ours.get(tab, {})
    ]
