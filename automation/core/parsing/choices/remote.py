"""Where the work of a requisition is done: on site, hybrid or remote, also as days or percents."""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from automation.core.model import Cell, Remote
from automation.core.parsing.cells import blank, refuse_error
from automation.core.parsing.choices.status_and_stage import UNCLEAR, Stated, chosen
from automation.core.parsing.locations.reader import read_location
from automation.core.parsing.vocabulary import vocabulary
from automation.core.parsing.words.phrases import LONGEST, Clause, Lexicon, Piece, Sign
from automation.core.text import text_of

_MODES = {str(mode): mode for mode in Remote}
_OPPOSITE = {Remote.REMOTE: Remote.ONSITE, Remote.ONSITE: Remote.REMOTE}
_COUNTED = frozenset({Sign.NUMBER, "weekday", "day", "some days", "percent"})
_WORK_WEEK = 5
# Shares of the week: a part of it, and all.
_PART, _ALL = 0.5, 1.0


def read_remote(cell: Cell) -> Remote | None:
    """Where the work is done. Raises `Unreadable` if the cell does not say it, or could mean several."""
    if blank(cell):
        return None
    refuse_error(cell)
    text = text_of(cell)
    return _MODES.get(text.casefold()) or _remote(text)


@cache
def _lexicon() -> Lexicon:
    return Lexicon(vocabulary("remote"))


@lru_cache(maxsize=20_000)
def _remote(text: str) -> Remote:
    return Remote(chosen(_stated(text), "a way of working", Remote))


def _stated(text: str) -> Stated | None:
    """The ways of working that a cell names; None if anything in it is unclear."""
    clauses = [clause for clause in _lexicon().clauses(text) if not clause.is_note]
    if len(text) > LONGEST or not all(map(_is_clear, clauses)):
        return None
    pieces = [piece for clause in clauses for piece in clause.pieces if piece.meaning is not Sign.UNKNOWN]
    return _by_share(pieces) if any(piece.meaning in _COUNTED for piece in pieces) else _by_words(clauses)


def _is_clear(clause: Clause) -> bool:
    """Whether nothing in a clause is in doubt, or unknown and no place."""
    unknown = " ".join(piece.words for piece in clause.pieces if piece.meaning is Sign.UNKNOWN)
    return not clause.has(Sign.DOUBT) and UNCLEAR not in clause.known and (not unknown or _is_place(unknown))


def _is_place(text: str) -> bool:
    """Whether a text is a town of the gazetteer, a region or a country."""
    return any(spot.at or not spot.town for place in read_location(text).here for spot in place.spots)


def _modes(pieces: Sequence[Piece]) -> set[Remote]:
    return {_MODES[piece.meaning] for piece in pieces if isinstance(piece.meaning, str) and piece.meaning in _MODES}


def _by_share(pieces: Sequence[Piece]) -> Stated | None:
    """What days or percents say, such as "2 days office" or "40% home office"."""
    if {Sign.NEGATION, Sign.DATE, "month", "no"} & {piece.meaning for piece in pieces}:
        return None
    modes, shares = _modes(pieces), set(_shares(pieces))
    if shares == {_PART}:
        return Stated({Remote.HYBRID})
    if len(shares) != 1 or len(modes) != 1 or None in shares or Remote.HYBRID in modes:
        return None
    mode = modes.pop()
    return Stated({mode if shares == {_ALL} else _OPPOSITE[mode]})


def _shares(pieces: Sequence[Piece]) -> Iterator[float | None]:
    """The share of the week that each number or weekday names; None if that is unknown."""
    weekdays = {piece.words for piece in pieces if piece.meaning == "weekday"}
    if weekdays:
        # Three days and more, or the first and the last, may be the whole week.
        few = len(weekdays) < 3 and not _ends(weekdays) and _modes(pieces)
        yield _PART if few else None
    counts_days = any(piece.meaning == "day" for piece in pieces)
    only_hybrid = _modes(pieces) == {Remote.HYBRID}
    for piece, after in zip(pieces, [*pieces[1:], Piece("", "")], strict=True):
        if piece.meaning == "some days":
            yield _PART
        elif piece.meaning is Sign.NUMBER:
            days = after.meaning in {"day", "week"} or (counts_days and after.meaning in _MODES)
            whole = 100 if after.meaning == "percent" else _WORK_WEEK if days else 0
            # "Hybrid 3/2" and "hybrid 60/40" count something.
            yield _PART if only_hybrid and not whole else _share(piece.words, whole)


def _share(number: str, whole: int) -> float | None:
    """The share that a number, or a range such as "2-3", is of a whole; None if it is no share of it."""
    ends = [float(end) for end in number.replace("–", "-").replace(",", ".").split("-") if end.strip().isdigit()]
    if not whole or not ends or max(ends) > whole:
        return None
    return ends[0] / whole if max(ends) == min(ends) and ends[0] in {0, whole} else _PART


def _ends(weekdays: set[str]) -> bool:
    """Whether some weekdays hold a Monday and a Friday."""
    return any(day.startswith(("mo", "lu")) for day in weekdays) and any(day.startswith("fr") for day in weekdays)


def _by_words(clauses: Sequence[Clause]) -> Stated | None:
    """What words say: "no WFH" is on site; so is "no" alone, since the column asks for remote work."""
    so: set[Remote] = set()
    agreed = any("yes" in clause.known for clause in clauses)
    for clause in clauses:
        modes, denials = _modes(clause.pieces), clause.negations + ("no" in clause.known)
        if denials > 1 or "month" in clause.known or (denials and not modes and not clause.only_negates):
            return None
        if denials:
            if agreed:
                return None
            # What is not on site or not hybrid could be either of two.
            denied = modes or so or {Remote.REMOTE}
            if denied != {Remote.REMOTE}:
                return None
            so = so - denied | {Remote.ONSITE}
        elif modes:
            so |= modes
    return Stated({str(mode) for mode in so or ({Remote.REMOTE} if agreed else ())})
