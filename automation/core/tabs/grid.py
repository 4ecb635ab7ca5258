"""Positions of columns and rows in a tab, computed for all stores."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from automation.core.model import Cell, Problem, Row, Snapshot
from automation.core.schema import CANDIDATES, PEOPLES_TABS
from automation.core.tabs.headers import match_headers, require_tab, row_key
from automation.core.text import cell_at, is_typed, text_of


def column_letters(index: int) -> str:
    """The letters of a column; 0 is A."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def used_width(rows: Sequence[Row]) -> int:
    """How many columns are used, from A on."""
    return max((index + 1 for row in rows for index, cell in enumerate(row) if text_of(cell)), default=0)


def used_height(rows: Sequence[Row]) -> int:
    """How many rows are used, from 1 on."""
    return max((index + 1 for index, row in enumerate(rows) if any(text_of(cell) for cell in row)), default=0)


def columns_to_install(tab: str, rows: Sequence[Row], new: AbstractSet[str]) -> list[str]:
    """Those of some new headers of the program that a tab lacks. A header that is there twice is not lacking."""
    first = {text_of(cell) for cell in (rows[0] if rows else [])}
    return [header for header in PEOPLES_TABS[tab].column_headers if header in new and header not in first]


def shelved_row(rows: Sequence[Row], person: Mapping[str, Cell]) -> tuple[int, dict[int, Cell]]:
    """Where a new person goes: the index of the row below people's last one, and the cells by column index."""
    headers = match_headers(PEOPLES_TABS[CANDIDATES], rows)
    own = set(headers.columns.values())
    people = [
        index
        for index, row in enumerate(rows)
        if any(is_typed(cell_at(row, column)) for column in range(len(row)) if column not in own)
    ]
    return max(people, default=0) + 1, headers.placed(person)


def misplaced(snapshot: Snapshot, person: Mapping[str, Cell]) -> list[Problem]:
    """What is wrong with the row that was just added: columns were moved, or the row was changed, at that moment."""
    rows = require_tab(snapshot.tabs, CANDIDATES)
    headers = match_headers(PEOPLES_TABS[CANDIDATES], rows)
    wanted = {place: text_of(cell) for place, cell in headers.placed(person).items()}
    if any(all(text_of(cell_at(row, column)) == text for column, text in wanted.items()) for row in rows[1:]):
        return []
    values = {text for text in wanted.values() if text}
    for number, row in enumerate(rows[1:], start=2):
        if values <= {text_of(cell) for cell in row}:
            message = "Columns were moved while this row was added: its cells are under other headers, move them."
            return [Problem(CANDIDATES, row_key(CANDIDATES, headers, row), "", "", message, number)]
    message = "The row that was just added is not there: it was changed or deleted meanwhile; add it again."
    return [Problem(CANDIDATES, "", "", "", message)]
