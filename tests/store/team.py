"""A team's spreadsheet that is easy to get wrong, and the team fixing what the program reports."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from automation.core.text import text_of
from tests.sheets_emulator import tables
from tests.sheets_emulator.auth import ROBOT
from tests.sheets_emulator.editor import Hand, Requests, made
from tests.sheets_emulator.service import Service
from tests.sheets_emulator.state import Sheet, Spreadsheet
from tests.store.sight import REQUIRED, OurColumn, Sight, follow

OWNER = "owner@mail.example"
SKILLS = ("Kubernetes", "Excel", "Figma", "Negotiation")
PEOPLE = 9
# A Candidate ID wins over the e-mail, and one that is a number is compared as text.
IDS = (None, None, "C-2", 3003, None, "c 5", None, 7, None)
ROWS = 24
# What people change day by day.
WORDS = {
    "Skills": SKILLS,
    "Must-have skills": SKILLS,
    "Level": ("Senior", "Mid", "Director"),
    "Shelved on": ("2026-02-02", "2026-10-10"),
    "Shelve reason": ("Timing", "Pay too high", "Conduct"),
    "Status": ("Open", "Open", "Filled", "On hold"),
    "Title": ("Engineer", "Designer"),
}
# What people know their columns by, whatever happens to them.
FOLLOWED = {
    "Candidates": ("Name", "Email", "Candidate ID", "Shelved on", "Shelve reason"),
    "Requisitions": ("Req ID", "Title", "Opened on", "Status"),
}


def contents(*, with_ids: bool) -> dict[str, list[list[object]]]:
    """People whose every BP cell differs from the others', and columns that hold other rows' keys."""
    header = ["Name", "Email", "Skills", "Level", "Shelved on", "Shelve reason", "Referred by", "Owner", "Our notes"]
    people: list[list[object]] = [
        [
            f"Person {n}",
            f"p{n}@mail.example",
            SKILLS[n % 4],
            ("Senior", "Mid")[n % 2],
            f"2026-0{1 + n}-1{n}",
            ("Timing", "Location")[n % 2],
            f"P{(n + 1) % PEOPLE}@mail.example",
            f"Owner {n}" if n % 3 else None,
            f"note {n}",
        ]
        for n in range(PEOPLE)
    ]
    rows: list[list[object]] = [header, *people]
    if with_ids:
        rows = [[*row[:2], key, *row[2:]] for row, key in zip(rows, ("Candidate ID", *IDS), strict=True)]
    wanted: list[list[object]] = [
        [f"REQ-{n}", f"Role {n}", skill, "Senior", f"2026-11-0{n + 1}", "Open", f"REQ-{(n + 1) % 4}"]
        for n, skill in enumerate(SKILLS)
    ]
    titles: list[object] = ["Req ID", "Title", "Must-have skills", "Level", "Opened on", "Status", "Replaces"]
    notes: list[list[object]] = [["Not yours"], [None, "=SUM(C2:C3)", 40], [None, None, 2]]
    return {"Candidates": rows, "Requisitions": [titles, *wanted], "Our notes": notes}


def newcomer(number: int) -> dict[str, str]:
    """A candidate to shelve, by field id."""
    return {
        "name": f"Newcomer {number}",
        "email": f"new{number}@mail.example",
        "skills": SKILLS[number % 4],
        "shelved_on": "2026-11-20",
        "shelve_reason": "Timing",
    }


HEADERS = {
    "name": "Name",
    "email": "Email",
    "skills": "Skills",
    "shelved_on": "Shelved on",
    "shelve_reason": "Shelve reason",
}


def stands(sight: Sight, person: Mapping[str, str]) -> bool:
    """Whether the candidate's row holds what was typed, each value under its own header."""
    sheet = sight.tab("Candidates")
    headers = sight.own_headers(sheet) if sheet else {}
    places = {headers[HEADERS[name]]: text for name, text in person.items() if HEADERS[name] in headers}
    rows = sight.home(sheet).rows if sheet else ()
    return any(all(sight.text(sheet, row, at) == text for at, text in places.items()) for row in rows if sheet)


def rewrite(hand: Hand) -> Requests:
    """Change something that matches depend on."""
    top = min(_top(hand.sheet), max(len(hand.sheet.cells) - 1, 0))
    headers = [text_of(cell.value) if cell else "" for cell in hand.sheet.cells[top]] if hand.sheet.cells else []  # type: ignore[arg-type]
    columns = [(at, WORDS[header]) for at, header in enumerate(headers) if header in WORDS]
    if not columns:
        return []
    column, words = hand.dice.choice(columns)
    return hand.put(hand.row(), column, hand.dice.choice(words))


def spreadsheet(service: Service, *, with_ids: bool) -> Spreadsheet:
    """The team's spreadsheet, shared with the program, on grids that are barely larger than the data."""
    book = service.workspace.create("Backpocket", OWNER)
    service.workspace.share(book, ROBOT, "writer")
    service.workspace.fill(book, contents(with_ids=with_ids), rows=ROWS)
    for sheet in book.sheets:
        header = [text_of(cell.value) if cell else "" for cell in sheet.cells[0]]  # type: ignore[arg-type]
        sheet.set_count("COLUMNS", max(map(len, sheet.cells)) + 1)
        for name in sorted(set(FOLLOWED.get(sheet.title, ())) & set(header)):
            follow(book, sheet, name, header.index(name))
    return book


def converted(service: Service, book: Spreadsheet, tab: str, *, banner: bool) -> None:
    """Make people's own columns of a tab a table, perhaps with a banner above, as a team has it from the start."""
    sheet = book.sheet_titled(tab)
    if sheet is None:
        raise KeyError(tab)
    rows, width = len(sheet.cells), max(map(len, sheet.cells))
    requests: Requests = []
    if banner:
        lines = {"sheetId": sheet.sheet_id, "dimension": "ROWS", "startIndex": 0, "endIndex": 2}
        requests = [{"insertDimension": {"range": lines}}, _typed(sheet, 0, 0, f"Our {tab.lower()}")]
    sides = {"startColumnIndex": 0, "endColumnIndex": width}
    area = {"sheetId": sheet.sheet_id, "startRowIndex": 2 * banner, "endRowIndex": rows + 2 * banner, **sides}
    made(service.workspace, book, [*requests, {"addTable": {"table": {"range": area}}}])


def fix(service: Service, book: Spreadsheet) -> None:
    """Put right by hand what people can: titles, tables, the header row, headers, cells in the way."""
    steps = (_titles, _tables, _header_row, _formulas_back, _headers, _into_the_table, _keys, _cleared, _second_ones)
    for step in steps:
        for request in list(step(Sight(book), book)):
            made(service.workspace, book, [request])


def _titles(sight: Sight, _: Spreadsheet) -> Iterator[dict[str, object]]:
    """A tab that is called otherwise gets its title back; where it was deleted, a copy of it does."""
    titles = {sheet.title for sheet in sight.sheets}
    # BP Openings has the headers of Requisitions.
    theirs = [sheet for sheet in sight.sheets if not sheet.title.startswith("BP ")]
    for tab, required in FOLLOWED.items():
        known = [sheet.sheet_id for sheet in theirs if sight.places(sheet, tab)]
        alike = [s.sheet_id for s in theirs if len(set(required) & set(sight.headers(s, 0))) >= len(required) - 1]
        found = [*known, *alike]
        if found and tab not in titles:
            yield {"updateSheetProperties": {"properties": {"sheetId": found[0], "title": tab}, "fields": "title"}}


def _tables(sight: Sight, _: Spreadsheet) -> Iterator[dict[str, object]]:
    """One table of a tab stays: the one with people's headers, or with their columns. Others become ordinary ranges."""
    for tab, sheet in _tabs(sight):
        meant = sight.home(sheet).table or next(
            (one for one in sheet.tables if _has_columns(sight, sheet, tab, one)), None
        )
        for table in sheet.tables:
            if table is not meant:
                yield {"deleteTable": {"tableId": table["tableId"]}}


def _has_columns(sight: Sight, sheet: Sheet, tab: str, table: tables.Table) -> bool:
    """Whether a table has all of people's columns, and no other row has more of their headers."""
    whole, places = tables.rect(table), sight.places(sheet, tab)
    inside = all(whole.left <= places.get(header, -1) < whole.right for header in REQUIRED[tab])
    own, *others = (
        len(set(FOLLOWED[tab]) & set(sight.headers(sheet, row))) for row in (whole.top, *range(len(sheet.cells)))
    )
    return inside and own >= max(others, default=0)


def _top(sheet: Sheet) -> int:
    """The row of people's headers, once only their own table is there."""
    return tables.rect(sheet.tables[0]).top if sheet.tables else 0


def _header_row(sight: Sight, _: Spreadsheet) -> Iterator[dict[str, object]]:
    """The row that holds most headers goes to the top, unless it is that of a table."""
    for tab, sheet in _tabs(sight):
        if sheet.tables:
            continue
        best = max(range(len(sheet.cells)), key=lambda row: _score(sight, sheet, tab, row), default=0)
        if best and _score(sight, sheet, tab, best) > _score(sight, sheet, tab, 0):
            source = {"sheetId": sheet.sheet_id, "dimension": "ROWS", "startIndex": best, "endIndex": best + 1}
            yield {"moveDimension": {"source": source, "destinationIndex": 0}}


def _score(sight: Sight, sheet: Sheet, tab: str, row: int) -> int:
    # Above a banner they stand in row 1, wherever the headers are.
    formulas = sum(ours.sheet is sheet and ours.row == row and not _under_a_banner(ours) for ours in sight.ours)
    return formulas + len(set(FOLLOWED[tab]) & set(sight.headers(sheet, row)))


def _under_a_banner(ours: OurColumn) -> bool:
    return ")=ROW(" in str(ours.sheet.get(ours.row, ours.column).formula)


def _formulas_back(sight: Sight, _: Spreadsheet) -> Iterator[dict[str, object]]:
    """A formula that was torn out of the header row goes back, where there is room."""
    for ours in _in_the_tabs(sight):
        held = sight.home(ours.sheet).holds(ours.column)
        if ours.row and not held and not ours.sheet.get(0, ours.column).filled:
            place = {"sheetId": ours.sheet.sheet_id, "rowIndex": 0, "columnIndex": ours.column}
            source = _area(ours.sheet, ours.row, ours.row + 1, ours.column)
            yield {"cutPaste": {"source": source, "destination": place, "pasteType": "PASTE_NORMAL"}}


def _headers(sight: Sight, _: Spreadsheet) -> Iterator[dict[str, object]]:
    """Columns that were renamed get their headers back."""
    for tab, sheet in _tabs(sight):
        present, places = sight.headers(sheet, _top(sheet)), sight.places(sheet, tab)
        for header in FOLLOWED[tab]:
            if header in places and header not in present:
                yield _typed(sheet, _top(sheet), places[header], header)


def _into_the_table(sight: Sight, _: Spreadsheet) -> Iterator[dict[str, object]]:
    """Rows below a table are moved above its footer; without one the table's lower edge is pulled over them."""
    for _tab, sheet in _tabs(sight):
        table = sight.home(sheet).table
        if table is None:
            continue
        whole = tables.rect(table)
        outside = whole._replace(top=whole.bottom, bottom=sheet.row_count)
        rows = sorted({row for row, _, cell in sheet.filled(outside) if cell.filled})
        if rows and not tables.has_footer(table):
            area = {**table["range"], "endRowIndex": rows[-1] + 1}
            yield {"updateTable": {"table": {"tableId": table["tableId"], "range": area}, "fields": "range"}}
            continue
        for place, row in enumerate(rows, whole.bottom - 1):
            source = {"sheetId": sheet.sheet_id, "dimension": "ROWS", "startIndex": row, "endIndex": row + 1}
            yield {"moveDimension": {"source": source, "destinationIndex": place}}


def _keys(sight: Sight, _: Spreadsheet) -> Iterator[dict[str, object]]:
    """A key whose formula fails is cleared."""
    for tab, sheet in _tabs(sight):
        for row, column in product(sight.home(sheet).rows, sight.own_keys(sheet, tab)):
            if sight.text(sheet, row, column) is None:
                area = _area(sheet, row, row + 1, column)
                yield {"updateCells": {"range": area, "fields": "userEnteredValue"}}


def _cleared(sight: Sight, _: Spreadsheet) -> Iterator[dict[str, object]]:
    """What stands under our formulas is cleared."""
    for ours in _in_the_tabs(sight):
        if sight.home(ours.sheet).holds(ours.column):
            continue
        for row in range(ours.row + 1, len(ours.sheet.cells)):
            if ours.sheet.get(row, ours.column).filled:
                area = _area(ours.sheet, row, row + 1, ours.column)
                yield {"updateCells": {"range": area, "fields": "userEnteredValue"}}


def _second_ones(sight: Sight, _: Spreadsheet) -> Iterator[dict[str, object]]:
    """Of two columns of ours with one header the right one is deleted."""
    beside = [ours for ours in _in_the_tabs(sight) if not ours.row and not sight.home(ours.sheet).holds(ours.column)]
    places = {(ours.tab, ours.header): ours.column for ours in reversed(beside)}
    for ours in reversed(beside):
        if places[ours.tab, ours.header] != ours.column:
            lines = {"dimension": "COLUMNS", "startIndex": ours.column, "endIndex": ours.column + 1}
            yield {"deleteDimension": {"range": {"sheetId": ours.sheet.sheet_id, **lines}}}


def _tabs(sight: Sight) -> list[tuple[str, Sheet]]:
    return [(sheet.title, sheet) for sheet in sight.sheets if sheet.title in FOLLOWED]


def _in_the_tabs(sight: Sight) -> Sequence[OurColumn]:
    return [ours for ours in sight.ours if ours.sheet.title == ours.tab]


def _area(sheet: Sheet, top: int, bottom: int, column: int) -> dict[str, int]:
    return {
        "sheetId": sheet.sheet_id,
        "startRowIndex": top,
        "endRowIndex": bottom,
        "startColumnIndex": column,
        "endColumnIndex": column + 1,
    }


def _typed(sheet: Sheet, row: int, column: int, text: str) -> dict[str, object]:
    cell = {"userEnteredValue": {"stringValue": text}}
    area = _area(sheet, row, row + 1, column)
    return {"updateCells": {"range": area, "rows": [{"values": [cell]}], "fields": "userEnteredValue"}}
