"""Other people at work in the same spreadsheet: seeded random edits between any two requests.

Every edit is made of ordinary batchUpdate requests by the owner, so it has exactly the consequences that it has in the
service. `edits` tells afterwards what was done, and a seed repeats it.
"""

import random
from collections.abc import Callable, Sequence
from typing import Any

from tests.sheets_emulator import batch
from tests.sheets_emulator.a1 import cell_name
from tests.sheets_emulator.errors import ApiError
from tests.sheets_emulator.state import Sheet, Spreadsheet
from tests.sheets_emulator.workspace import Workspace

_WORDS = ("Ada", "ada@example.com", "3", "14", "2026-02-03", "yes", "Lisbon", "call her in May", "TRUE", "'007", "n/a")
_OURS = "BP "

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
        self.width = max((column for _, column in filled), default=0) + 1
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

    def lines(self, dimension: str, start: int, count: int = 1) -> dict[str, Any]:
        """A `DimensionRange` on this tab."""
        sheet_id = self.sheet.sheet_id
        return {"sheetId": sheet_id, "dimension": dimension, "startIndex": start, "endIndex": start + count}

    def put(self, row: int, column: int, text: str) -> Requests:
        """Type into one cell."""
        value: dict[str, Any] = {"numberValue": float(text)} if text.isdecimal() else {"stringValue": text}
        lines = [{"values": [{"userEnteredValue": value}]}]
        area = self.area(row, row + 1, column, column + 1)
        return [{"updateCells": {"range": area, "rows": lines, "fields": "userEnteredValue"}}]


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
