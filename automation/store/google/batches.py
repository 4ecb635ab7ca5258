"""The requests of one atomic `batchUpdate`: for what is published, and for what `init` adds.

In people's tabs, a batch writes only to columns and rows that it has just inserted itself. These are always blank,
whatever people did since the reading.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from automation.core.model import Cell, Row
from automation.core.publishing.scaffold import Additions
from automation.core.schema import APPENDED_TABS, BP_DATA, HIDDEN_TABS, PEOPLES_TABS, PROGRAM_TABS
from automation.core.tabs.previous_run import Publication, headers_of
from automation.core.text import cell_at, text_of
from automation.core.workbook.forgetting import CellChange, only_theirs
from automation.store.google.cells import cell_data, row_data
from automation.store.google.fencing import Request
from automation.store.google.new_tabs import added_tab, inserted_columns, made_tab
from automation.store.google.places import SHEET_IDS, Inside, Outdated, Place, Reading

SPARE_ROWS = 1_000
# Behind the names of columns that stopped because they got into a table.
RETIRED = " (old)"

Places = Mapping[str, Place]


def sheet_id(tab: str, places: Places, ten: int = 0) -> int:
    """The id of a program tab, or the id it will get; `ten` as in `Reading`."""
    if tab in places:
        return places[tab].sheet_id
    return SHEET_IDS[tab] + (10 * ten if tab == BP_DATA else 0)


def published(publication: Publication, reading: Reading) -> list[Request]:
    """Replace program tabs and append to them."""
    requests: list[Request] = []
    for tab, rows in publication.tabs.items():
        requests += replaced(tab, rows, reading.places, reading.ten)
    for tab, rows in publication.appends.items():
        # A tab without rows is left to `init`.
        requests += appended(tab, rows, reading.places) if rows else []
    return requests


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


def completed(additions: Additions, reading: Reading, account: str) -> list[Request]:
    """Everything that `init` adds and fixes, as one batch; `account` may edit the protected tabs."""
    # First, because they are found by their texts, which change with the titles of tabs; and before the new columns,
    # whose formulas may be the same.
    requests: list[Request] = [_retired(one) for one in dict.fromkeys(reading.inside)]
    requests += _renamed_back(reading)
    used = {place.sheet_id for place in reading.places.values()} | set(SHEET_IDS.values())
    free = (number for number in range(1, 10_000) if number not in used)
    for tab, rows in additions.tabs.items():
        sheet = sheet_id(tab, reading.places, reading.ten) if tab in SHEET_IDS else next(free)
        as_table = additions.tables and tab in PEOPLES_TABS
        requests += made_tab(tab, rows, sheet, SPARE_ROWS, as_table=as_table)
        if tab in HIDDEN_TABS:
            requests.append(_protected({"sheetId": sheet}, f"{tab} is kept by Backpocket", account))
    for tab, names in additions.headers.items():
        requests += inserted_columns(tab, names, reading)
    requests += fixed_formulas(reading)
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

    It is found by its text, as a formula is, but only in the row of the headers: a cell of people's may say the same.
    """
    return {
        "findReplace": {
            "find": inside.content,
            "replacement": f"{inside.header}{RETIRED}",
            "range": {"sheetId": inside.sheet_id, "startRowIndex": inside.row, "endRowIndex": inside.row + 1},
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


def _protected(area: Mapping[str, int], why: str, account: str) -> Request:
    # The account that protects a tab may always edit it, even if its address is unknown here.
    editors = {"users": [account]} if account else {}
    return {"addProtectedRange": {"protectedRange": {"range": dict(area), "description": why, "editors": editors}}}


def inserted(index: int, rows: Sequence[Mapping[int, Cell]], place: Place, above: Row) -> list[Request]:
    """New rows of people's tab: inserted below the last one, then filled.

    Args:
        index: Where; 0 is row 1.
        rows: Of each row, column → cell.
        place: The tab.
        above: The row in front of them, whose format they get.
    """
    span = {"sheetId": place.sheet_id, "dimension": "ROWS", "startIndex": index, "endIndex": index + len(rows)}
    values = [[cell_data(cells.get(column)) for column in range(max(cells) + 1)] for cells in rows]
    start = {"sheetId": place.sheet_id, "rowIndex": index, "columnIndex": 0}
    filled = [{"values": one} for one in values]
    below_header = index == (place.table.top if place.table else 0) + 1
    # Headers are bold; below them, rows get the format of the blank row that moves down, if there is one.
    like_above = not below_header or index >= place.rows
    return [
        {"insertDimension": {"range": span, "inheritFromBefore": like_above}},
        {"updateCells": {"start": start, "rows": filled, "fields": "userEnteredValue"}},
        *_shown_as_days(index, rows, place, above),
    ]


def _shown_as_days(index: int, rows: Sequence[Mapping[int, Cell]], place: Place, above: Row) -> Iterator[Request]:
    """Format new days as such where the row above has none, whose format they would get."""
    columns = {at for cells in rows for at, cell in cells.items() if isinstance(cell, date)}
    for column in sorted(columns):
        if isinstance(cell_at(above, column), date):
            continue
        # Without a pattern, the service shows days as is usual in the spreadsheet's country.
        format_ = {"userEnteredFormat": {"numberFormat": {"type": "DATE"}}}
        values = [{"values": [format_ if isinstance(cells.get(column), date) else {}]} for cells in rows]
        start = {"sheetId": place.sheet_id, "rowIndex": index, "columnIndex": column}
        yield {"updateCells": {"start": start, "rows": values, "fields": "userEnteredFormat.numberFormat"}}


def replaced_texts(changes: Sequence[CellChange], reading: Reading) -> list[Request]:
    """Replace cells of program tabs by what they hold, inside their column, as people may sort rows at any moment.

    A text that other lines of the column hold too says nothing about one person, and stays.
    """
    wanted = {(one.tab, one.column, one.old): one.new for one in only_theirs(reading.snapshot.tabs, changes)}
    return [
        {
            "findReplace": {
                "find": old,
                "replacement": new,
                "range": {
                    "sheetId": reading.places[tab].sheet_id,
                    "startRowIndex": 1,
                    "startColumnIndex": column,
                    "endColumnIndex": column + 1,
                },
                "matchCase": True,
                "matchEntireCell": True,
            }
        }
        for (tab, column, old), new in wanted.items()
    ]
