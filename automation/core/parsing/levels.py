"""Levels, from words, titles and years of experience."""

import re

from automation.core.model import LEVEL_LABELS, Cell, Level
from automation.core.parsing.cells import Unreadable, blank, refuse_error
from automation.core.text import plain, text_of

_LEVELS = {
    **{plain(label): level for level, label in LEVEL_LABELS.items()},
    "intern": Level.INTERN,
    "internship": Level.INTERN,
    "trainee": Level.INTERN,
    "apprentice": Level.INTERN,
    "working student": Level.INTERN,
    "placement": Level.INTERN,
    "jr": Level.JUNIOR,
    "associate": Level.JUNIOR,
    "entry": Level.JUNIOR,
    "entry level": Level.JUNIOR,
    "graduate": Level.JUNIOR,
    "grad": Level.JUNIOR,
    "fresher": Level.JUNIOR,
    "junior level": Level.JUNIOR,
    "mid level": Level.MID,
    "midlevel": Level.MID,
    "middle": Level.MID,
    "medior": Level.MID,
    "intermediate": Level.MID,
    "mid weight": Level.MID,
    "mid senior": Level.SENIOR,
    "sr": Level.SENIOR,
    "snr": Level.SENIOR,
    "senior level": Level.SENIOR,
    "experienced": Level.SENIOR,
    "lead": Level.LEAD,
    "staff": Level.LEAD,
    "team lead": Level.LEAD,
    "tech lead": Level.LEAD,
    "principal": Level.PRINCIPAL,
    "manager": Level.PRINCIPAL,
    "mgr": Level.PRINCIPAL,
    "head": Level.DIRECTOR,
    "head of": Level.DIRECTOR,
    "vice president": Level.VP,
    "svp": Level.VP,
    "evp": Level.VP,
    "chief": Level.C_LEVEL,
    "c suite": Level.C_LEVEL,
    "cxo": Level.C_LEVEL,
    "ceo": Level.C_LEVEL,
    "cto": Level.C_LEVEL,
    "cfo": Level.C_LEVEL,
    "coo": Level.C_LEVEL,
    "cio": Level.C_LEVEL,
    "clevel": Level.C_LEVEL,
}

# Only words that mean a level wherever they stand in a title: an account manager manages accounts, and a staff
# nurse is no lead.
_TITLE_LEVELS = (
    (re.compile(r"\b(intern|internship|trainee|apprentice|working student)\b"), Level.INTERN),
    (re.compile(r"\b(junior|jr|graduate|entry level)\b"), Level.JUNIOR),
    (re.compile(r"\b(chief \w+( \w+)? officer|ceo|cto|cfo|coo|cio|ciso|cmo)\b"), Level.C_LEVEL),
    (re.compile(r"\b(vp|svp|evp|vice president)\b"), Level.VP),
    (re.compile(r"\b(director|head of)\b"), Level.DIRECTOR),
    (re.compile(r"\bprincipal\b"), Level.PRINCIPAL),
    (re.compile(r"\b(lead|staff (software|data|machine|platform|site|security|product)\b.*)"), Level.LEAD),
    (re.compile(r"\b(senior|sr|snr)\b"), Level.SENIOR),
)


# The least years of each level, for Level cells with years instead of a level.
_LEVEL_YEARS = ((10, Level.LEAD), (6, Level.SENIOR), (3, Level.MID), (0, Level.JUNIOR))
_YEARS = re.compile(r"\b(\d{1,2})(?: ?(?:-|–|to) ?(\d{1,2}))? ?\+? ?(?:years?|yrs?|yoe|y)\b", re.IGNORECASE)


def read_level(cell: Cell) -> Level | None:
    """A step of the ladder: a word ("Sr."), the first of several ("Principal / Director"), or years ("6+ yrs").

    Raises `Unreadable` if it names no level.
    """
    if blank(cell):
        return None
    refuse_error(cell)
    text = text_of(cell)
    pieces = (plain(piece) for piece in re.split(r"[,;/|()]| or ", text))
    level = _LEVELS.get(plain(text), next((_LEVELS[piece] for piece in pieces if piece in _LEVELS), None))
    if level is None:
        level = level_in_title(text)
    if level is None:
        level = _level_of_years(text)
    if level is None:
        raise Unreadable(f"is not a level: write one of {', '.join(LEVEL_LABELS.values())}")
    return level


def _level_of_years(text: str) -> Level | None:
    """The level of a number of years, or of the middle of a range."""
    found = _YEARS.search(text)
    if not found:
        return None
    years = [int(number) for number in found.groups() if number]
    return next(level for least, level in _LEVEL_YEARS if sum(years) / len(years) >= least)


def level_in_title(title: str) -> Level | None:
    """The level that a title names; None if it names none."""
    words = plain(title)
    return next((level for pattern, level in _TITLE_LEVELS if pattern.search(words)), None)


def inferred_level(level: Level | None, title: str) -> Level | None:
    """The level a row states, else the one its title names."""
    return level if level is not None else level_in_title(title)
