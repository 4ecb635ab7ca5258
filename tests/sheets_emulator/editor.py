"""Other people at work in the same spreadsheet: seeded random edits between any two requests.

Every edit is made of ordinary batchUpdate requests by the owner, so it has exactly the consequences that it has in the
service. `edits` tells afterwards what was done, and a seed repeats it.
"""

import random
from collections.abc import Callable, Sequence
from typing import Any

from tests.sheets_emulator import batch, tables
from tests.sheets_emulator.a1 import Rect, cell_name
from tests.sheets_emulator.errors import ApiError
from tests.sheets_emulator.state import Sheet, Spreadsheet
from tests.sheets_emulator.workspace import Workspace

_WORDS = ("Ada", "ada@example.com", "3", "14", "2026-02-03", "yes", "Lisbon", "call her in May", "TRUE", "'007", "n/a")
_PEOPLE = ("ada.lovelace@example.com", "owner@example.com", "grace.hopper@example.com")
_OURS = "BP "
_FOOTER = {"footerColorStyle": {"rgbColor": {"red": 0.9, "green": 0.9, "blue": 0.9}}}

Requests = list[dict[str, Any]]


class Hand:
    """One tab that a person edits: where its data are, and dice.

    Args:
        book: The spreadsheet.
        sheet: The tab.
        dice: Decide everything.
    """

    def __init__(self, book: Spreadsheet, sheet: Sheet, dice: random.Random) -> None:
        self.book = book
        self.sheet = sheet
        self.dice = dice
        filled = [(row, column) for row, column, cell in sheet.filled(sheet.everything) if cell.filled]
        self.height = max((row for row, _ in filled), default=0) + 1
        self.filled_columns = {column for _, column in filled}
        self.width = max(self.filled_columns, default=0) + 1
        headers = sheet.cells[0] if sheet.cells else []
        self.ours = [index for index, cell in enumerate(headers) if cell and _is_ours(cell.value, cell.formula)]
        self.theirs = [index for index in range(self.width) if index not in self.ours] or [0]

    def row(self) -> int:
        """A row with data, below the header."""
        return self.dice.randrange(1, max(self.height, 2))

    def area(self, top: int, bottom: int, left: int, right: int) -> dict[str, int]:
        """A `GridRange` on this tab, cut off at the grid."""
        return {
            "sheetId": self.sheet.sheet_id,
            "startRowIndex": top,
            "endRowIndex": min(bottom, self.sheet.row_count),
            "startColumnIndex": left,
            "endColumnIndex": min(right, self.sheet.column_count),
        }

    def cells(self, rect: Rect) -> dict[str, int]:
        """As `area`, of a rectangle."""
        return self.area(*rect)

    def table(self, *, footer: bool | None = None) -> tables.Table | None:
        """A table of the tab, with a footer or without if that matters; None if there is none."""
        found = [table for table in self.sheet.tables if footer is None or tables.has_footer(table) is footer]
        return self.dice.choice(found) if found else None

    def lines(self, dimension: str, start: int, count: int = 1) -> dict[str, Any]:
        """A `DimensionRange` on this tab."""
        sheet_id = self.sheet.sheet_id
        return {"sheetId": sheet_id, "dimension": dimension, "startIndex": start, "endIndex": start + count}

    def put(self, row: int, column: int, text: str) -> Requests:
        """Type into one cell."""
        value: dict[str, Any] = {"numberValue": float(text)} if text.isdecimal() else {"stringValue": text}
        return self.enter(row, column, {"userEnteredValue": value})

    def enter(self, row: int, column: int, cell: dict[str, Any]) -> Requests:
        """Set the fields of one cell that this `CellData` has."""
        area = self.area(row, row + 1, column, column + 1)
        return [{"updateCells": {"range": area, "rows": [{"values": [cell]}], "fields": ",".join(cell)}}]

    def clear(self, rect: Rect) -> Requests:
        """Empty cells."""
        return [{"updateCells": {"range": self.cells(rect), "fields": "userEnteredValue"}}]


def _is_ours(value: object, formula: str | None) -> bool:
    return str(value or "").startswith(_OURS) or f'"{_OURS}' in (formula or "")


def type_something(hand: Hand) -> Requests:
    """Type into a cell of people's own."""
    return hand.put(hand.row(), hand.dice.choice(hand.theirs), hand.dice.choice(_WORDS))


def sort_all(hand: Hand) -> Requests:
    """Sort everything below the header."""
    return _sorted(hand, hand.area(1, hand.sheet.row_count, 0, hand.sheet.column_count))


def sort_part(hand: Hand) -> Requests:
    """Sort some rows of some columns only, which tears rows apart."""
    top = hand.row()
    left = hand.dice.choice(hand.theirs)
    return _sorted(hand, hand.area(top, top + hand.dice.randint(2, 6), left, left + hand.dice.randint(1, 3)))


def _sorted(hand: Hand, area: dict[str, int]) -> Requests:
    columns = range(
        area["startColumnIndex"], min(area["endColumnIndex"], max(hand.width, area["startColumnIndex"] + 1))
    )
    order = hand.dice.choice(("ASCENDING", "DESCENDING"))
    spec = {"dimensionIndex": hand.dice.choice(columns), "sortOrder": order}
    return [{"sortRange": {"range": area, "sortSpecs": [spec]}}]


def insert_rows(hand: Hand) -> Requests:
    """Insert rows somewhere in the data."""
    return _inserted(hand, "ROWS", hand.row(), hand.dice.randint(1, 3))


def insert_below_header(hand: Hand) -> Requests:
    """Insert a row directly below the header, where `A2:A` becomes `A3:A`."""
    return _inserted(hand, "ROWS", 1, 1)


def insert_above_header(hand: Hand) -> Requests:
    """Insert a row above the header."""
    return _inserted(hand, "ROWS", 0, 1)


def insert_column(hand: Hand) -> Requests:
    """Insert a column."""
    return _inserted(hand, "COLUMNS", hand.dice.randrange(hand.width), 1)


def _inserted(hand: Hand, dimension: str, at: int, count: int) -> Requests:
    return [{"insertDimension": {"range": hand.lines(dimension, at, count), "inheritFromBefore": False}}]


def delete_row(hand: Hand) -> Requests:
    """Delete a row of data."""
    return [{"deleteDimension": {"range": hand.lines("ROWS", hand.row())}}]


def delete_column(hand: Hand) -> Requests:
    """Delete a column of people's own, but not the last one."""
    if len(hand.theirs) < 2:
        return []
    return [{"deleteDimension": {"range": hand.lines("COLUMNS", hand.dice.choice(hand.theirs[1:]))}}]


def move_row(hand: Hand) -> Requests:
    """Drag a row elsewhere."""
    return [{"moveDimension": {"source": hand.lines("ROWS", hand.row()), "destinationIndex": hand.row()}}]


def move_column(hand: Hand) -> Requests:
    """Drag a column elsewhere, ours or theirs."""
    source = hand.lines("COLUMNS", hand.dice.randrange(hand.width))
    return [{"moveDimension": {"source": source, "destinationIndex": hand.dice.randrange(hand.width + 1)}}]


def cut_and_paste(hand: Hand) -> Requests:
    """Cut a cell and paste it elsewhere among people's own."""
    row, column = hand.row(), hand.dice.choice(hand.theirs)
    place = {"sheetId": hand.sheet.sheet_id, "rowIndex": hand.row(), "columnIndex": hand.dice.choice(hand.theirs)}
    area = hand.area(row, row + 1, column, column + 1)
    return [{"cutPaste": {"source": area, "destination": place, "pasteType": "PASTE_NORMAL"}}]


def duplicate_row(hand: Hand) -> Requests:
    """Insert a row and copy people's own cells of the one above into it."""
    row = hand.row()
    pairs = [
        (hand.area(row, row + 1, column, column + 1), hand.area(row + 1, row + 2, column, column + 1))
        for column in hand.theirs
    ]
    copies = [{"copyPaste": {"source": source, "destination": to, "pasteType": "PASTE_NORMAL"}} for source, to in pairs]
    return [*_inserted(hand, "ROWS", row + 1, 1), *copies]


def copy_cell(hand: Hand) -> Requests:
    """Copy a cell onto another one of its column, as who doubles a key."""
    row, column, to = hand.row(), hand.dice.choice(hand.theirs), hand.row()
    source, place = (hand.area(at, at + 1, column, column + 1) for at in (row, to))
    return [{"copyPaste": {"source": source, "destination": place, "pasteType": "PASTE_NORMAL"}}]


def clear_cell(hand: Hand) -> Requests:
    """Empty a cell of people's own."""
    row, column = hand.row(), hand.dice.choice(hand.theirs)
    return [{"updateCells": {"range": hand.area(row, row + 1, column, column + 1), "fields": "userEnteredValue"}}]


def rename_header(hand: Hand) -> Requests:
    """Give a column of people's own another header."""
    column = hand.dice.choice(hand.theirs)
    return hand.put(0, column, f"Column {hand.dice.randrange(1000)}")


def rename_tab(hand: Hand) -> Requests:
    """Give the tab another title."""
    properties = {"sheetId": hand.sheet.sheet_id, "title": f"{hand.sheet.title} {hand.dice.randrange(1000)}"}
    return [{"updateSheetProperties": {"properties": properties, "fields": "title"}}]


def type_into_ours(hand: Hand) -> Requests:
    """Type into a column of the program's."""
    if not hand.ours:
        return []
    return hand.put(hand.row(), hand.dice.choice(hand.ours), hand.dice.choice(_WORDS))


def delete_our_column(hand: Hand) -> Requests:
    """Delete a column of the program's."""
    if not hand.ours:
        return []
    return [{"deleteDimension": {"range": hand.lines("COLUMNS", hand.dice.choice(hand.ours))}}]


def delete_hidden_tab(hand: Hand) -> Requests:
    """Delete a hidden tab."""
    hidden = [sheet.sheet_id for sheet in hand.book.sheets if sheet.properties.get("hidden")]
    return [{"deleteSheet": {"sheetId": hand.dice.choice(hidden)}}] if hidden else []


def rename_hidden_tab(hand: Hand) -> Requests:
    """Give a hidden tab another title."""
    hidden = [sheet for sheet in hand.book.sheets if sheet.properties.get("hidden")]
    if not hidden:
        return []
    sheet = hand.dice.choice(hidden)
    properties = {"sheetId": sheet.sheet_id, "title": f"{sheet.title} {hand.dice.randrange(1000)}"}
    return [{"updateSheetProperties": {"properties": properties, "fields": "title"}}]


def duplicate_tab(hand: Hand) -> Requests:
    """Duplicate the tab, our formulas included."""
    return [{"duplicateSheet": {"sourceSheetId": hand.sheet.sheet_id}}]


def delete_tab(hand: Hand) -> Requests:
    """Delete the tab."""
    return [{"deleteSheet": {"sheetId": hand.sheet.sheet_id}}]


def convert_to_table(hand: Hand) -> Requests:
    """Convert the block of data to a table, our columns included, or only the columns of people's own before ours."""
    right = hand.width
    if hand.ours and hand.dice.random() < 0.5:
        # A blank column between theirs and ours ends the block.
        right = 1 + max((column for column in hand.filled_columns if column < hand.ours[0]), default=right - 1)
    block = Rect(0, max(hand.height, 2), 0, right)
    if any(tables.rect(table).meets(block) for table in hand.sheet.tables):
        return []
    return [{"addTable": {"table": {"range": hand.cells(block)}}}]


def convert_back(hand: Hand) -> Requests:
    """Convert a table to an ordinary range."""
    table = hand.table()
    return [{"deleteTable": {"tableId": table["tableId"]}}] if table else []


def sort_table(hand: Hand) -> Requests:
    """Sort the body of a table by one of its columns; whether the cells beside it move is not known."""
    table = hand.table()
    if table is None:
        return []
    body = tables.body(table)
    column = hand.dice.randrange(body.left, body.right)
    if hand.book.unknowns.sort_takes_beside:
        body = body._replace(left=0, right=hand.sheet.column_count)
    spec = {"dimensionIndex": column, "sortOrder": hand.dice.choice(("ASCENDING", "DESCENDING"))}
    return [{"sortRange": {"range": hand.cells(body), "sortSpecs": [spec]}}]


def insert_row_in_table(hand: Hand) -> Requests:
    """Insert a row into the body of a table; whether whole rows move or only the table's is not known."""
    table = hand.table()
    if table is None:
        return []
    body = tables.body(table)
    row = hand.dice.randrange(body.top, max(body.bottom, body.top + 1))
    if hand.book.unknowns.inserted_row == "whole rows":
        return _inserted(hand, "ROWS", row, 1)
    area = hand.cells(body._replace(top=row, bottom=row + 1))
    return [{"insertRange": {"range": area, "shiftDimension": "ROWS"}}]


def insert_column_in_table(hand: Hand) -> Requests:
    """Insert a column into a table, or exactly at its right edge."""
    table = hand.table()
    if table is None:
        return []
    whole = tables.rect(table)
    return _column_before(hand, hand.dice.randint(whole.left + 1, whole.right))


def _column_before(hand: Hand, at: int) -> Requests:
    return [{"insertDimension": {"range": hand.lines("COLUMNS", at), "inheritFromBefore": True}}]


def add_footer(hand: Hand) -> Requests:
    """Add a footer to a table, and a total in it: how many cells of a column of people's own are filled."""
    table = hand.table(footer=False)
    if table is None:
        return []
    whole = tables.rect(table)
    theirs = [column for column in range(whole.left, whole.right) if column not in hand.ours]
    change = _table_change(table, "rowsProperties.footerColorStyle", rowsProperties=_FOOTER)
    if not theirs:
        return change
    column = hand.dice.choice(theirs)
    counted = f"{cell_name(whole.top + 1, column)}:{cell_name(whole.bottom - 1, column)}"
    total: Requests = hand.enter(whole.bottom, column, {"userEnteredValue": {"formulaValue": f"=COUNTA({counted})"}})
    # The service may have to enlarge the grid first.
    return [*change, *total] if whole.bottom < hand.sheet.row_count else change


def _table_change(table: tables.Table, fields: str, **given: Any) -> Requests:
    return [{"updateTable": {"table": {"tableId": table["tableId"], **given}, "fields": fields}}]


def remove_footer(hand: Hand) -> Requests:
    """Take the footer off a table; its cells are emptied, or stay below the table."""
    table = hand.table(footer=True)
    if table is None:
        return []
    whole = tables.rect(table)
    emptied = hand.clear(whole._replace(top=whole.bottom - 1)) if hand.dice.random() < 0.5 else []
    return [*emptied, *_table_change(table, "rowsProperties.footerColorStyle")]


def rename_table(hand: Hand) -> Requests:
    """Give a table another name."""
    table = hand.table()
    return _table_change(table, "name", name=f"People{hand.dice.randrange(1000)}") if table else []


def delete_table_with_cells(hand: Hand) -> Requests:
    """Delete a table and empty its cells, our columns included; one time in five, because little is left then."""
    table = hand.table()
    if table is None or hand.dice.random() >= 0.2:
        return []
    return [{"deleteTable": {"tableId": table["tableId"]}}, *hand.clear(tables.rect(table))]


def shrink_table(hand: Hand) -> Requests:
    """Make a table end some rows or a column earlier; the cells stay."""
    table = hand.table()
    if table is None:
        return []
    whole = tables.rect(table)
    if hand.dice.random() < 0.5 and whole.right - whole.left > 1:
        smaller = whole._replace(right=whole.right - 1)
    else:
        least = min(whole.bottom, whole.top + 2)
        smaller = whole._replace(bottom=max(least, whole.bottom - hand.dice.randint(1, 3)))
    return _table_change(table, "range", range=hand.cells(smaller))


def add_checkbox_column(hand: Hand) -> Requests:
    """Insert a column into a table and make it one of checkboxes."""
    table = hand.table()
    if table is None:
        return []
    whole = tables.rect(table)
    if whole.right - whole.left < 2:
        return []
    at = hand.dice.randrange(whole.left + 1, whole.right)
    new = {"columnType": "BOOLEAN", "columnName": f"Done {hand.dice.randrange(1000)}"}
    columns = [*table["columnProperties"]]
    columns.insert(at - whole.left, new)
    given = [{"columnIndex": index, **column} for index, column in enumerate(columns)]
    return [*_column_before(hand, at), *_table_change(table, "columnProperties", columnProperties=given)]


def put_people_chip(hand: Hand) -> Requests:
    """Put a person's chip into a cell of people's own, alone or with words."""
    text = hand.dice.choice(("@", "@", "ask @"))
    chip = {"personProperties": {"email": hand.dice.choice(_PEOPLE)}}
    cell = {
        "userEnteredValue": {"stringValue": text},
        "chipRuns": [{"startIndex": text.index("@"), "chip": chip}],
    }
    return hand.enter(hand.row(), hand.dice.choice(hand.theirs), cell)


Edit = Callable[[Hand], Requests]

# What happens every day, and must never put anything on the wrong row.
ORDINARY: tuple[Edit, ...] = (
    type_something,
    sort_all,
    sort_part,
    insert_rows,
    insert_below_header,
    insert_column,
    delete_row,
    move_row,
    move_column,
    cut_and_paste,
    duplicate_row,
    copy_cell,
    clear_cell,
)
# What breaks something that the program then has to report.
ROUGH: tuple[Edit, ...] = (
    insert_above_header,
    delete_column,
    rename_header,
    rename_tab,
    type_into_ours,
    delete_our_column,
    delete_hidden_tab,
    rename_hidden_tab,
    duplicate_tab,
    delete_tab,
)
# What people do with native tables and chips. A tab that is no table has nothing to do but be converted.
TABLES: tuple[Edit, ...] = (
    convert_to_table,
    convert_back,
    sort_table,
    insert_row_in_table,
    insert_column_in_table,
    add_footer,
    remove_footer,
    rename_table,
    delete_table_with_cells,
    shrink_table,
    add_checkbox_column,
    put_people_chip,
)


def made(workspace: Workspace, book: Spreadsheet, requests: Requests) -> str:
    """Have the owner make an edit; "" or why the service refuses it, and then it changes nothing."""
    copy = book.clone()
    try:
        batch.run(batch.Context(copy, book.owner, workspace.ids), requests)
    except ApiError as error:
        return f"refused: {error.message}"
    book.adopt(copy)
    book.modified = workspace.clock()
    return ""


class Editor:
    """A hook for `Service.between_requests`.

    Args:
        seed: Of all decisions.
        tabs: Titles to work in, as they begin: a renamed tab is still worked in. None is every visible one.
        choices: The edits to choose from; name one several times to see it more often, as `ORDINARY * 5 + ROUGH`.
        chance: Of an edit between two requests, 0 to 1.

    Attributes:
        edits: What was done: the edit's name, the tab, and where the data ended then.
        active: Whether it works; a test turns it off before looking at the final state.
    """

    def __init__(
        self,
        seed: int,
        tabs: Sequence[str] | None = None,
        choices: Sequence[Edit] = (*ORDINARY, *ROUGH),
        chance: float = 0.5,
    ) -> None:
        self.dice = random.Random(seed)  # noqa: S311  # Repeatable on purpose.
        self.tabs = tabs
        self.choices = choices
        self.chance = chance
        self.edits: list[str] = []
        self.active = True

    def __call__(self, workspace: Workspace) -> None:
        """Perhaps edit one spreadsheet."""
        if self.active and workspace.files and self.dice.random() < self.chance:
            self.edit(workspace, self.dice.choice(list(workspace.files.values())))

    def edit(self, workspace: Workspace, book: Spreadsheet, choice: Edit | None = None) -> None:
        """Make one edit, of this kind or any; one that the service refuses changes nothing."""
        sheets = [sheet for sheet in book.sheets if self._works_in(sheet)]
        if not sheets:
            return
        hand = Hand(book, self.dice.choice(sheets), self.dice)
        choice = choice or self.dice.choice(self.choices)
        requests = choice(hand)
        place = f"{hand.sheet.title}, data to {cell_name(hand.height - 1, hand.width - 1)}"
        outcome = made(workspace, book, requests) if requests else "nothing to do"
        self.edits.append(f"{choice.__name__}: {place}" + (f": {outcome}" if outcome else ""))

    def _works_in(self, sheet: Sheet) -> bool:
        if self.tabs is None:
            return not sheet.properties.get("hidden")
        return any(sheet.title.startswith(title) for title in self.tabs)
