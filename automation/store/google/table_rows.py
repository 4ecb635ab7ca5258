"""A new row for a native table: each cell in the type of its column."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from rapidfuzz import fuzz, process

from automation.core.model import Cell
from automation.core.tabs.grid import column_letters
from automation.core.text import plain, text_of
from automation.errors import ActionError
from automation.store.google.cells import EPOCH, cell_data
from automation.store.google.fencing import Request
from automation.store.google.tables import Table, TableColumn

_ADDRESS = re.compile(r"[^\s<>,;@]{1,64}@[^\s<>,;@]{1,255}")
_NUMBERS = frozenset({"DOUBLE", "CURRENCY", "PERCENT", "RATINGS_CHIP"})
_FIELDS = ("userEnteredValue", "chipRuns", "userEnteredFormat.numberFormat")
# Whether the type of its column makes a day of a number is not known.
_AS_DAY = {"userEnteredFormat": {"numberFormat": {"type": "DATE", "pattern": "yyyy-mm-dd"}}}
_YES, _NO = frozenset({"yes", "true", "x", "1"}), frozenset({"no", "false", "0"})
# As alike as this, a listed word is proposed.
_ALIKE = 40


def appended_rows(rows: Sequence[Mapping[int, Cell]], table: Table) -> Request:
    """Append rows to the body of a table, above its footer.

    Args:
        rows: Of each row, column of the tab → cell; all columns are the table's.
        table: Where.

    Raises:
        ActionError: A dropdown does not list a word.
    """
    width = max(max(cells) for cells in rows) + 1
    typed = [[_typed(cells.get(at), at, table.columns.get(at)) for at in range(table.left, width)] for cells in rows]
    fields = [name for name in _FIELDS if any(name.partition(".")[0] in value for values in typed for value in values)]
    every = [{"values": values} for values in typed]
    cells_data = {"tableId": table.table_id, "rows": every, "fields": ",".join(fields)}
    return {"appendCells": cells_data}


def as_read(cell: Cell, column: TableColumn | None) -> Cell:
    """The cell as a reading returns it; None where that depends on the service, as the name on a people chip does."""
    kind, text = column.kind if column else "", text_of(cell)
    if kind == "PEOPLE_CHIP" and _ADDRESS.search(text):
        return None
    if kind == "BOOLEAN" and text.casefold() in _YES | _NO:
        return text.casefold() in _YES
    if column and column.kind == "DROPDOWN":
        return next((word for word in column.choices if plain(word) == plain(text)), cell)
    return cell


def _typed(cell: Cell, at: int, column: TableColumn | None) -> dict[str, Any]:
    """A `CellData`. What does not fit its column's type is written as text, so that nothing is lost."""
    text = text_of(cell)
    if isinstance(cell, date):
        return {**cell_data(cell), **_AS_DAY}
    if column is None or not text:
        return cell_data(cell)
    if column.kind == "PEOPLE_CHIP" and (found := _ADDRESS.search(text)):
        # The service puts the person's name in the place of the @.
        run = {"chip": {"personProperties": {"email": found[0].lower()}}}
        return {"userEnteredValue": {"stringValue": "@"}, "chipRuns": [run]}
    if column.kind == "DROPDOWN":
        return cell_data(_listed(text, at, column))
    if column.kind == "DATE" and (day := _day(text)):
        return {"userEnteredValue": {"numberValue": (day - EPOCH).days}, **_AS_DAY}
    value = _value(text, column.kind)
    return {"userEnteredValue": value} if value else cell_data(cell)


def _value(text: str, kind: str) -> dict[str, Any]:
    """A text as the value of a checkbox or as a number; empty where it is neither."""
    if kind == "BOOLEAN" and text.casefold() in _YES | _NO:
        return {"boolValue": text.casefold() in _YES}
    number = _number(text) if kind in _NUMBERS else None
    return {} if number is None else {"numberValue": number}


def _listed(text: str, at: int, column: TableColumn) -> str:
    found = next((word for word in column.choices if plain(word) == plain(text)), None)
    if found is not None:
        return found
    best = process.extractOne(text, column.choices, scorer=fuzz.WRatio, processor=plain, score_cutoff=_ALIKE)
    hint = f"choose '{best[0]}', or add it to the list" if best else "add it to the list, or choose a listed word"
    raise ActionError(
        f"'{text}' is not in the dropdown list of column {column_letters(at)}: {hint}. Nothing was added."
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
