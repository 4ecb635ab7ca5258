"""What was read from which words: the cells whose text is not the value itself."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from automation.core.model import Cell, CellError, Level, Pay
from automation.core.parsing import blank, level_in_title
from automation.core.parsing.locations.reader import read_location, renamed_towns
from automation.core.schema import CANDIDATES, REQUISITIONS
from automation.core.tabs.headers import Located
from automation.core.text import cell_at, key_of, text_of
from automation.core.workbook.assemble import Workbook

UNKNOWN = "unknown"
# What stands between the terms of a list is no reading.
_SEPARATORS = re.compile(r"[,;|\n]+")


@dataclass(frozen=True)
class Reading:
    """How one cell was read.

    Attributes:
        tab: `Candidates` or `Requisitions`.
        column: The header as the sheet has it.
        text: Of the cell.
        value: What counts, in words.
    """

    tab: str
    column: str
    text: str
    value: str

    @property
    def words(self) -> str:
        """The reading in one line, such as "Level 'Sr.' → Senior"."""
        return f"{self.column} '{self.text}' → {self.value}"


def readings(workbook: Workbook, candidate: str, requisition: str) -> list[Reading]:
    """The cells of a candidate's and a requisition's row (existing keys) that were read as something else.

    Only cells that matching uses are looked at. Empty cells and words for "unknown" are left out.
    """
    book = workbook.book
    rows = ((CANDIDATES, book.people[key_of(candidate)]), (REQUISITIONS, book.requisition_rows[key_of(requisition)]))
    return [reading for tab, row in rows for reading in _of_row(workbook.located[tab], row)]


def _of_row(located: Located, row: Any) -> Iterator[Reading]:
    (place,) = located.places[str(row.Index)]
    cells = located.rows[place]
    for field, shown in _SHOWN[located.tab].items():
        at = located.headers.fields.get(field)
        cell = cell_at(cells, at)
        if at is None or isinstance(cell, CellError) or blank(cell):
            continue
        value = shown(row, cell)
        if value is not None and _plainly(text_of(cell)) != _plainly(value):
            text = " ".join(text_of(cell).split())
            yield Reading(located.tab, text_of(located.rows[0][at]), text, value)


def _plainly(text: str) -> list[str]:
    """A text without regard to case and spaces, and to what separates the terms of a list."""
    return [key_of(part) for part in _SEPARATORS.split(text) if part.strip()]


# Each of these returns the value in words; None where the text needs none.


def _level(row: Any, _cell: Cell) -> str:
    return UNKNOWN if row.level is None else Level(row.level).label


def _title(row: Any, _cell: Cell) -> str | None:
    """The level that a title names, where the row states none."""
    level = level_in_title(row.title) if row.level is None else None
    return None if level is None else f"level {level.label}"


def _pay(row: Any, cell: Cell) -> str | None:
    if not isinstance(row.pay, Pay):
        return UNKNOWN
    return _amount(row.pay, cell) if row.pay.currency else f"{row.pay}, currency unknown"


def _top(row: Any, cell: Cell) -> str | None:
    return _amount(replace(row.pay, low=row.pay.high), cell) if isinstance(row.pay, Pay) else UNKNOWN


def _amount(pay: Pay, cell: Cell) -> str | None:
    """An amount; None for a cell that holds it without its currency, which has a column of its own."""
    bare = replace(pay, currency=None)
    return None if cell == pay.low == pay.high or _plainly(text_of(cell)) == _plainly(str(bare)) else str(pay)


def _terms(field: str) -> Callable[[Any, Cell], str]:
    return lambda row, _: ", ".join(map(str, getattr(row, field))) or UNKNOWN


def _word(field: str) -> Callable[[Any, Cell], str]:
    return lambda row, _: UNKNOWN if getattr(row, field) is None else str(getattr(row, field))


def _yes_no(field: str) -> Callable[[Any, Cell], str | None]:
    def shown(row: Any, cell: Cell) -> str | None:
        value = getattr(row, field)
        return None if isinstance(cell, bool) else UNKNOWN if value is None else "yes" if value else "no"

    return shown


def _day(field: str) -> Callable[[Any, Cell], str | None]:
    def shown(row: Any, cell: Cell) -> str | None:
        # A real date is shown in the sheet's own way.
        value = getattr(row, field)
        return None if isinstance(cell, date) else value.isoformat() if value else UNKNOWN

    return shown


def _place(_row: Any, cell: Cell) -> str | None:
    """The towns that a cell means by other names, and what it says about remote work."""
    text = text_of(cell)
    says = read_location(text)
    remote = {None: [], True: ["works remotely"], False: ["does not work remotely"]}[says.remote]
    if not (says.named or says.anywhere or remote):
        return UNKNOWN
    return "; ".join([*renamed_towns(text), *remote]) or None


_SHOWN: Mapping[str, Mapping[str, Callable[[Any, Cell], str | None]]] = {
    CANDIDATES: {
        "skills": _terms("skills"),
        "title": _title,
        "level": _level,
        "location": _place,
        "remote_ok": _yes_no("remote_ok"),
        "pay": _pay,
        "work_authorisation": _yes_no("work_authorisation"),
        "shelve_reason": _word("shelve_reason"),
        "shelved_on": _day("shelved_on"),
        "revisit_on": _day("revisit_on"),
        "last_contact": _day("last_contact"),
        "stage": _word("stage"),
        "rating": _word("rating"),
    },
    REQUISITIONS: {
        "must": _terms("must"),
        "nice": _terms("nice"),
        "level": _level,
        "location": _place,
        "remote": _word("remote"),
        "pay_max": _top,
        "sponsors": _yes_no("sponsors"),
        "status": _word("status"),
        "opened_on": _day("opened_on"),
    },
}
