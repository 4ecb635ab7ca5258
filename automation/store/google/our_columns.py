"""The BP columns in one reading: where our formulas stand, what they look up, and whether people see it."""

from collections.abc import Mapping, Sequence

from automation.core.model import QUOTED, Cell, CellError, Problem, Row
from automation.core.schema import BP_DATA, CANDIDATES, PEOPLES_TABS
from automation.core.tabs.grid import column_letters
from automation.core.tabs.header_row import Headers
from automation.core.tabs.headers import match_headers, row_key
from automation.core.tabs.previous_run import Published
from automation.core.text import cell_at, key_of, text_of
from automation.errors import SchemaError
from automation.store.google.cells import Data, cell_of, chips_of, formula_of
from automation.store.google.formulas import has_no_ids, header_of, lookup_formula, same_formula, searched_key
from automation.store.google.places import Grid, Inside, Outdated, Place, Reading


def looked_up(
    reading: Reading,
    tab: str,
    place: Place,
    cells: tuple[list[list[Cell]], Grid],
    published: Published,
    problems: list[Problem],
) -> list[list[Cell]]:
    """The rows of a people's tab, with the values that the BP formulas look up, even if they cannot be shown.

    They are put into the rows that are given: the cells of a large tab must not be in memory twice.
    """
    rows, grid = cells
    if not rows:
        return rows
    top = place.table.top if place.table else 0
    # The formulas stand in row 1, also where a banner stands above people's headers.
    formulas = _formulas(grid[0])
    stuck = _formulas(grid[top]) if top else {}
    columns = _our_columns(reading, tab, place, rows[0], (formulas, stuck), problems)
    reading.ours[tab] = columns
    blocked = {header for header, index in columns.items() if isinstance(_cell(grid[0], index), CellError)}
    rows[0].extend([None] * (max(columns.values(), default=-1) + 1 - len(rows[0])))
    for header, index in columns.items():
        rows[0][index] = header
    try:
        headers = match_headers(PEOPLES_TABS[tab], rows)
    except SchemaError:
        # The run reports this error itself; here it means that no row has a key.
        problems += [_blocked(tab, header, columns[header], rows) for header in columns if header in blocked]
        return rows
    _read_chips(rows, headers, grid, top)
    outdated = _outdated(reading, tab, place, headers, formulas, skips=has_no_ids(headers, rows))
    reading.outdated += outdated
    stale = {formula.header for formula in outdated}
    for header, index in columns.items():
        if header in stale:
            message = f"{header} does not look up the key of every row: run `backpocket init` to fix it."
            problems.append(Problem(tab, "", header, "", message, 1))
        elif header in blocked:
            problems.append(_blocked(tab, header, index, rows))
    problems += _filled(tab, headers, rows, columns, blocked, stale, published)
    return rows


def _formulas(row: Sequence[Data]) -> dict[int, str]:
    return {index: formula for index, cell in enumerate(row) if (formula := formula_of(cell))}


def _cell(row: Sequence[Data], index: int) -> Cell:
    return cell_of(row[index]) if index < len(row) else None


def _read_chips(rows: list[list[Cell]], headers: Headers, grid: Grid, top: int) -> None:
    """Put the addresses of people chips beside their names, and the links of profile chips in the place of their text.

    A key stays as it is shown, because the formulas look up what is shown.
    """
    keys = {headers.fields.get(name) for name in ("candidate_id", "email", "req_id")}
    profile = headers.fields.get("profile_url")
    for number, row in enumerate(grid[top + 1 : len(rows)], start=top + 1):
        if row is rows[number]:
            # No cell has chips.
            continue
        for index, data in enumerate(row[: len(rows[number])]):
            chips = chips_of(data)
            if chips and index not in keys:
                rows[number][index] = (chips.link if index == profile else "") or chips.people or rows[number][index]


def _our_columns(
    reading: Reading,
    tab: str,
    place: Place,
    first: list[Cell],
    formulas: tuple[Mapping[int, str], Mapping[int, str]],
    problems: list[Problem],
) -> dict[str, int]:
    """Header → index of the columns with our formula; other columns of that name get "(copy)" in `first`.

    Args:
        reading: Gets the header cells that are inside a table.
        tab: `Candidates` or `Requisitions`.
        place: Of the tab.
        first: The headers; changed.
        formulas: Those of row 1, and those in the row of people's headers below a banner, by column.
        problems: Gets a line for each column of ours that cannot work where it is.
    """
    columns: dict[str, int] = {}
    stopped: dict[int, str] = {}
    right, stuck = formulas
    for index in range(max(len(first), *(at + 1 for at in (*right, *stuck, 0)))):
        formula = stuck.get(index) or right.get(index, "")
        looked_up = header_of(formula)
        header = looked_up or text_of(cell_at(first, index))
        if header not in PEOPLES_TABS[tab].column_headers:
            continue
        inside = place.table is not None and (index in stuck or place.table.holds(index))
        if looked_up and header not in columns and not inside:
            columns[header] = index
            continue
        # A copy without the formula shows old values, and belongs to the person who made it.
        first.extend([None] * (index + 1 - len(first)))
        first[index] = f"{header} (copy)"
        if inside:
            stopped[index] = header
            row = place.table.top if place.table and (index in stuck or not looked_up) else 0
            reading.inside.append(Inside(place.sheet_id, tab, header, formula if looked_up else header, row))
        elif looked_up:
            message = f"A second {header} stands in column {column_letters(index)}: delete one of them."
            problems.append(Problem(tab, "", header, "", message, 1))
    if stopped:
        problems.append(_stopped(tab, stopped))
    return columns


def _stopped(tab: str, columns: Mapping[int, str]) -> Problem:
    """The problem of columns of ours (index → header) that are in a table."""
    places, names = sorted(map(column_letters, columns), key=lambda one: (len(one), one)), ", ".join(columns.values())
    where = places[0] if len(places) == 1 else f"{places[0]} to {places[-1]}"
    message = (
        f"{names} ({where}) stopped, because their headers are now in a table, which takes no formula as a header: "
        "run `backpocket init`, which puts them beside the table."
    )
    return Problem(tab, "", names, "", message, 1)


def _outdated(
    reading: Reading, tab: str, place: Place, headers: Headers, formulas: Mapping[int, str], *, skips: bool
) -> list[Outdated]:
    """The formulas that do not find every row; `skips` says whether some must skip what is no ID."""
    data = reading.places.get(BP_DATA)
    title, top = data.title if data else BP_DATA, place.table.top if place.table else 0
    found = []
    for header, index in reading.ours[tab].items():
        formula = formulas[index]
        good = [lookup_formula(tab, headers, header, title, top=top, skips=one) for one in {True, skips}]
        if not any(same_formula(formula, one) for one in good):
            # Wake only a sleeping formula over the right columns: it follows them, so it cannot become wrong.
            ready = same_formula(formula, lookup_formula(tab, headers, header, title, top=top, asleep=True))
            wanted = lookup_formula(tab, headers, header, top=top, asleep=not ready)
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
    """Put what was published into the BP cells.

    Returns:
        Cells in which people see something else, at most one for each row and each column.
    """
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
            found_by = searched_key(tab, headers, row)
            why = "" if found_by == key_of(key) else _typed_otherwise(tab, headers, rows[0], row)
            problems.append(_not_shown(tab, odd, columns[odd], number, row[columns[odd]], why))
        for header, index in columns.items():
            # A column whose formula cannot show its values holds only what people typed.
            typed = text_of(row[index]) if header in blocked else ""
            row[index] = typed or found.get(header)
    return problems


def _differs(seen: Cell, wanted: Cell, key: str) -> bool:
    """Whether people see something else. An error in a row without a key comes from the key's own formula."""
    return text_of(seen) != text_of(wanted) and not (isinstance(seen, CellError) and not key)


def _not_shown(tab: str, header: str, index: int, number: int, seen: Cell, why: str) -> Problem:
    otherwise = "which may hold more than the key, such as invisible characters"
    message = (
        f"{header} does not show what was published in {column_letters(index)}{number}: if this does not change in a "
        f"minute, retype the key in that row, {why or otherwise}."
    )
    return Problem(tab, "", header, text_of(seen)[:QUOTED], message, number)


def _typed_otherwise(tab: str, headers: Headers, first: Row, row: Row) -> str:
    """What to change in a cell that holds more than the key, and so is not found by it."""
    own = text_of(cell_at(row, headers.fields.get("candidate_id")))
    index = headers.fields["candidate_id" if own else "email"] if tab == CANDIDATES else headers.fields["req_id"]
    header, typed, key = text_of(cell_at(first, index)), text_of(cell_at(row, index)), row_key(tab, headers, row)
    kept = f"leave only {key} there" if key and key_of(key) in key_of(typed) else "clear it, or type the ID"
    return f"where {header} is '{typed[:QUOTED]}': {kept}"


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
    """Problems for our columns that disappeared between two readings."""
    return [
        Problem(tab, "", header, "", f"{header} disappeared during the run: run `backpocket check`.", 1)
        for tab, columns in before.ours.items()
        for header in columns
        if header not in after.ours.get(tab, {})
    ]
