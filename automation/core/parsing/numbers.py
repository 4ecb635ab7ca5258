"""Numbers that are no dates and no money: ratings and years of experience."""

import re

from automation.core.model import Cell
from automation.core.parsing.cells import Unreadable, blank, refuse_error
from automation.core.text import text_of

_YEARS = re.compile(
    r"(\d{1,2}(?:[.,]\d+)?) ?\+? ?"
    r"(?:years?|yrs?|y|jahre?|j\.?|ans?|années?|años?|anni|anno|jaar|jaren|lata?|rok|anos?|år|vuotta|let|roky)?"
)


def read_rating(cell: Cell) -> int | None:
    """1 to 5, also as "4/5". Raises `Unreadable` for anything else."""
    if blank(cell):
        return None
    refuse_error(cell)
    match = re.fullmatch(r"([1-5])(?:[.,]0+)?(?: ?/ ?5)?", text_of(cell))
    if not match:
        raise Unreadable("is not a rating: write a number from 1 to 5")
    return int(match[1])


def read_years(cell: Cell) -> float | None:
    """A number of years, also as "7+" or "7 years", in any usual language. Raises `Unreadable` for anything else."""
    if blank(cell):
        return None
    refuse_error(cell)
    match = _YEARS.fullmatch(text_of(cell).casefold())
    if not match:
        raise Unreadable("is not a number of years: write a number such as 7")
    return float(match[1].replace(",", "."))
