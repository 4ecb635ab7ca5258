"""New rows in the types of their columns: a real date where the column holds real dates."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum

from automation.core.model import Cell, Row
from automation.core.schema import PEOPLES_TABS
from automation.core.tabs.headers import match_headers
from automation.core.text import cell_at, text_of
from automation.core.typed_columns import YES_NO

# Spreadsheets keep fifteen digits of a number.
_NUMBER = re.compile(r"(?:0|-?[1-9][0-9]{0,14})(?:\.[0-9]{1,6})?")


class CellType(Enum):
    """What a spreadsheet keeps in a cell."""

    TEXT = "text"
    DATE = "date"
    NUMBER = "number"
    CHECKBOX = "checkbox"


def type_of(cell: Cell) -> CellType:
    """The type of a cell that is not blank."""
    if isinstance(cell, bool):
        return CellType.CHECKBOX
    if isinstance(cell, date):
        return CellType.DATE
    return CellType.NUMBER if isinstance(cell, int | float) else CellType.TEXT


def in_types_of_columns(tab: str, rows: Sequence[Row], records: Sequence[Mapping[str, Cell]]) -> list[dict[str, Cell]]:
    """New rows as people's own cells are: as dates, numbers or checkboxes where most cells of the column are that.

    What would look different afterwards stays text: a phone number with a zero in front, a text that is no number.

    Args:
        tab: One of people's tabs, by the name that the program gives it.
        rows: Its cells; row 0 is the header.
        records: Field id → cell, of each new row.
    """
    fields = match_headers(PEOPLES_TABS[tab], rows).fields
    types = {name: column_type(rows, fields[name]) for record in records for name in record if name in fields}
    return [{name: typed(cell, types.get(name)) for name, cell in record.items()} for record in records]


def column_type(rows: Sequence[Row], column: int) -> CellType:
    """The type of more than half of a column's cells below the header; text where no type is."""
    counts = dict.fromkeys(CellType, 0)
    for row in rows[1:]:
        if text_of(cell := cell_at(row, column)):
            counts[type_of(cell)] += 1
    most = max(counts, key=counts.__getitem__)
    return most if counts[most] * 2 > sum(counts.values()) else CellType.TEXT


def typed(cell: Cell, wanted: CellType | None) -> Cell:
    """A text as a cell of another type, if it says the same; else the cell as it is."""
    if not isinstance(cell, str):
        return cell
    text = cell.strip()
    if wanted is CellType.DATE:
        return _day(text) or cell
    if wanted is CellType.NUMBER and _NUMBER.fullmatch(text):
        number = float(text) if "." in text else int(text)
        return number if text_of(number) == text else cell
    if wanted is CellType.CHECKBOX and text.casefold() in YES_NO:
        return text.casefold() == YES_NO[0]
    return cell


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    # "2026-W49-1" is a day, too, in newer versions of Python.
    return day if day.isoformat() == text else None
