"""Levels, from words, titles and years of experience."""

import re
from functools import cache, lru_cache

from automation.core.model import LEVEL_LABELS, Cell, Level
from automation.core.parsing.cells import Unreadable, blank, refuse_error
from automation.core.parsing.choices.titles import level_in_title
from automation.core.parsing.vocabulary import vocabulary
from automation.core.parsing.words.phrases import LONGEST, Lexicon, Sign
from automation.core.text import text_of

_LABELS = {label: level for level, label in LEVEL_LABELS.items()}
_EXACT = {label.casefold(): level for label, level in _LABELS.items()}
# The least years of each level, for Level cells with years instead of a level.
_LEVEL_YEARS = ((10, Level.LEAD), (6, Level.SENIOR), (3, Level.MID), (0, Level.JUNIOR))
_YEARS = re.compile(
    r"\b(\d{1,2})(?: ?(?:-|–|to|bis|à|a|do|till?) ?(\d{1,2}))? ?\+? ?"
    r"(?:years?|yrs?|yoe|y|Jahren?|ans|années|años|anni|jaar|lat|lata|anos|år|års|vuotta|let|roky|лет|года|yıl)\b",
    re.IGNORECASE,
)


def read_level(cell: Cell) -> Level | None:
    """A step of the ladder: a word ("Sr."), the first of several ("Principal / Director"), or years ("6+ yrs").

    Raises `Unreadable` if it names no level, or says which one it is not.
    """
    if blank(cell):
        return None
    refuse_error(cell)
    text = text_of(cell)
    level = _EXACT[text.casefold()] if text.casefold() in _EXACT else _level(text)
    if level is None:
        raise Unreadable(f"is not a level: write one of {', '.join(LEVEL_LABELS.values())}")
    return level


@cache
def _lexicon() -> Lexicon:
    return Lexicon(vocabulary("levels"))


@lru_cache(maxsize=20_000)
def _level(text: str) -> Level | None:
    clauses = _lexicon().clauses(text) if len(text) <= LONGEST else ()
    levels, denies, wordy = list[Level](), False, False
    for clause in clauses:
        named = [_LABELS[meaning] for meaning in clause.known if meaning in _LABELS]
        if clause.has(Sign.NEGATION, Sign.DOUBT) or "void" in clause.known:
            if not named:
                return None
            denies = True
        elif named and clause.has(Sign.UNKNOWN):
            wordy = True
        elif (level := _stated(named)) is not None:
            levels.append(level)
    if levels:
        return levels[0]
    if denies:
        return None
    level = level_in_title(text)
    worded = wordy or any(clause.has(Sign.UNKNOWN) for clause in clauses)
    return _level_of_years(text) if level is None and not worded else level


def _stated(named: list[Level]) -> Level | None:
    """The level in a clause of nothing but levels: of "mid to senior" the first, of "senior manager" the second."""
    if not named:
        return None
    first, *rest = named
    if any(level >= Level.LEAD for level in rest):
        return rest[0] if first >= Level.SENIOR else None
    return first


def _level_of_years(text: str) -> Level | None:
    """The level of a number of years, or of the middle of a range."""
    found = _YEARS.search(text)
    if not found:
        return None
    years = [int(number) for number in found.groups() if number]
    return next(level for least, level in _LEVEL_YEARS if sum(years) / len(years) >= least)
