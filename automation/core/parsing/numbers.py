"""Numbers that are no dates and no money: ratings and years of experience."""

import re

from automation.core.model import Cell
from automation.core.parsing.cells import Unreadable, blank, refuse_error
from automation.core.text import text_of

_YEARS = re.compile(
    r"(\d{1,2}(?:[.,]\d+)?) ?\+? ?"
    r"(?:years?|yrs?|y|jahre?|j\.?|ans?|années?|años?|anni|anno|jaar|jaren|lata?|rok|anos?|år|vuotta|let|roky)?"
)
_RATING = re.compile(
    r"([1-5])(?:[.,]0+)? ?(?:(?:/|of|out of|von|sur|de|su|van|z) ?5|\*|★|⭐"
    r"|stars?|sterne?|étoiles?|estrellas?|stell[ae]|sterren|gwiazdk[ai]|estrelas?)?"
)
_STARS = re.compile(r"([★⭐*]{1,5})(☆{0,4})")
_OF_TEN = re.compile(r"([2468]|10) ?/ ?10")
_MOST_STARS = 5


def read_rating(cell: Cell) -> int | None:
    """1 to 5, also as "4/5", "4 stars", "★★★★☆" or "8/10". Raises `Unreadable` for anything else."""
    if blank(cell):
        return None
    refuse_error(cell)
    text = text_of(cell).casefold().replace("\ufe0f", "")
    if match := _RATING.fullmatch(text):
        return int(match[1])
    if (match := _STARS.fullmatch(text)) and (not match[2] or len(text) == _MOST_STARS):
        return len(match[1])
    if match := _OF_TEN.fullmatch(text):
        return int(match[1]) // 2
    raise Unreadable("is not a rating: write a number from 1 to 5")


def read_years(cell: Cell) -> float | None:
    """A number of years, also as "7+" or "7 years", in any usual language. Raises `Unreadable` for anything else."""
    if blank(cell):
        return None
    refuse_error(cell)
    match = _YEARS.fullmatch(text_of(cell).casefold())
    if not match:
        raise Unreadable("is not a number of years: write a number such as 7")
    return float(match[1].replace(",", "."))
