"""Positions of columns and rows in a tab, computed for all stores."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cache

from automation.core.model import Cell, Problem, Row, Snapshot
from automation.core.schema import CANDIDATES, PEOPLES_TABS
from automation.core.tabs.header_row import Headers
from automation.core.tabs.headers import match_headers, require_tab, row_key
from automation.core.text import cell_at, is_typed, text_of


@cache
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


@dataclass(frozen=True)
class NewRows:
    """Rows that a person adds to one of people's tabs, and what is written with them; all or nothing.

    Attributes:
        tab: One of people's tabs, by the name that the program gives it.
        records: Field id → cell, of each row.
        tabs: Program tab → the rows that replace its rows.
        appends: Program tab → rows to add.
    """

    tab: str
    records: Sequence[Mapping[str, Cell]] = ()
    tabs: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    appends: Mapping[str, Sequence[Row]] = field(default_factory=dict)


def shelved_row(rows: Sequence[Row], person: Mapping[str, Cell]) -> tuple[int, dict[int, Cell]]:
    """Where a new person goes: the index of the row below people's last one, and the cells by column index."""
    index, placed = added_rows(CANDIDATES, rows, [person])
    return index, placed[0]


def added_rows(
    tab: str, rows: Sequence[Row], records: Sequence[Mapping[str, Cell]]
) -> tuple[int, list[dict[int, Cell]]]:
    """Where new rows go: the index of the row below the last one, and the cells of each by column index."""
    headers = match_headers(PEOPLES_TABS[tab], rows)
    own = set(headers.columns.values())
    people = [
        index
        for index, row in enumerate(rows)
        if any(is_typed(cell_at(row, column)) for column in range(len(row)) if column not in own)
    ]
    return max(people, default=0) + 1, [headers.placed(record) for record in records]


def misplaced(snapshot: Snapshot, tab: str, records: Sequence[Mapping[str, Cell]]) -> list[Problem]:
    """What is wrong with rows that were just added: columns were moved, or a row was changed, at that moment."""
    rows = require_tab(snapshot.tabs, tab)
    headers = match_headers(PEOPLES_TABS[tab], rows)
    there: dict[int, dict[str, list[Row]]] = {}
    lost = []
    for record in records:
        wanted = {place: text_of(cell) for place, cell in headers.placed(record).items()}
        first = next((place for place, text in wanted.items() if text), 0)
        if first not in there:
            there[first] = _by_text(rows, first)
        alike = there[first].get(wanted.get(first, ""), ())
        if not any(all(text_of(cell_at(row, column)) == text for column, text in wanted.items()) for row in alike):
            lost.append(_misplaced(rows, tab, headers, wanted))
    return lost


def _by_text(rows: Sequence[Row], column: int) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows[1:]:
        found.setdefault(text_of(cell_at(row, column)), []).append(row)
    return found


def _misplaced(rows: Sequence[Row], tab: str, headers: Headers, wanted: Mapping[int, str]) -> Problem:
    values = {text for text in wanted.values() if text}
    for number, row in enumerate(rows[1:], start=2):
        if values <= {text_of(cell) for cell in row}:
            message = "Columns were moved while this row was added: its cells are under other headers, move them."
            return Problem(tab, row_key(tab, headers, row), "", "", message, number)
    message = "The row that was just added is not there: it was changed or deleted meanwhile; add it again."
    return Problem(tab, "", "", "", message)
