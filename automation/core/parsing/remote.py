"""Where the work of a requisition is done: on site, hybrid or remote, also as days or percents."""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from automation.core.model import Cell, Remote
from automation.core.parsing.cells import blank, refuse_error
from automation.core.parsing.choices import UNCLEAR, Stated, chosen
from automation.core.parsing.locations import read_location
from automation.core.parsing.phrases import LONGEST, Clause, Lexicon, Piece, Sign
from automation.core.parsing.vocabulary import vocabulary
from automation.core.text import text_of

_WORK_WEEK = 5
_OPPOSITE = {Remote.REMOTE: Remote.ONSITE, Remote.ONSITE: Remote.REMOTE}
_WHAT = "a way of working"


def read_remote(cell: Cell) -> Remote | None:
    """Where the work is done. Raises `Unreadable` if the cell does not say it, or could mean several."""
    if blank(cell):
        return None
    refuse_error(cell)
    return _remote(text_of(cell))


@cache
def _lexicon() -> Lexicon:
    return Lexicon(vocabulary("remote"))


@lru_cache(maxsize=20_000)
def _remote(text: str) -> Remote:
    clauses = [clause for clause in _lexicon().clauses(text) if not clause.is_note]
    stated = Stated() if len(text) <= LONGEST else None
    if stated and all(_is_clear(clause) for clause in clauses):
        pieces = [piece for clause in clauses for piece in clause.pieces if piece.meaning is not Sign.UNKNOWN]
        stated = _counted(pieces) if _counts(pieces) else _plain(clauses)
    else:
        stated = None
    return Remote(chosen(stated, _WHAT, Remote))


def _is_clear(clause: Clause) -> bool:
    """Whether nothing in a clause is in doubt, or unknown and no place."""
    unknown = " ".join(piece.words for piece in clause.pieces if piece.meaning is Sign.UNKNOWN)
    return not clause.has(Sign.DOUBT) and UNCLEAR not in clause.known and (not unknown or _is_place(unknown))


def _is_place(text: str) -> bool:
    """Whether a text is a town of the gazetteer, a region or a country."""
    return any(spot.at or not spot.town for place in read_location(text).here for spot in place.spots)


def _counts(pieces: Sequence[Piece]) -> bool:
    return any(piece.meaning in {Sign.NUMBER, "weekday", "day", "some days", "percent"} for piece in pieces)


def _counted(pieces: Sequence[Piece]) -> Stated | None:
    """What days or percents say, such as "2 days office" or "40% home office"."""
    meanings = [piece.meaning for piece in pieces]
    if Sign.NEGATION in meanings or "month" in meanings or Sign.DATE in meanings:
        return None
    places = {Remote(meaning) for meaning in meanings if meaning in {*Remote}}
    shares = set(_shares(pieces))
    if not shares or None in shares:
        return None
    if shares == {0.5}:
        return Stated({Remote.HYBRID})
    places -= {Remote.HYBRID}
    if len(shares) != 1 or len(places) != 1:
        return None
    place = places.pop()
    return Stated({place if shares == {1.0} else _OPPOSITE[place]})


def _shares(pieces: Sequence[Piece]) -> Iterator[float | None]:
    """For each number, whether it is nothing (0), all (1) or a part of the week (0.5); None if that is unknown."""
    meanings = {piece.meaning for piece in pieces}
    weekdays = {piece.words for piece in pieces if piece.meaning == "weekday"}
    if weekdays:
        # "Mon - Fri" may be the whole week.
        yield 0.5 if len(weekdays) < 3 and meanings & {*Remote} and not _ends(weekdays) else None
    for piece, after in zip(pieces, [*pieces[1:], Piece("", "")], strict=True):
        if piece.meaning == "some days":
            yield 0.5
        if piece.meaning is not Sign.NUMBER:
            continue
        numbers = [
            float(part) for part in piece.words.replace("–", "-").replace(",", ".").split("-") if _is_number(part)
        ]
        days = after.meaning in {"day", "week"} or (after.meaning in {*Remote} and "day" in meanings)
        whole = 100 if after.meaning == "percent" else _WORK_WEEK if days else 0
        if not whole or not numbers or max(numbers) > whole:
            yield None
        elif max(numbers) == min(numbers) and numbers[0] in {0, whole}:
            yield numbers[0] / whole
        else:
            yield 0.5


def _is_number(part: str) -> bool:
    return part.strip().replace(",", ".").replace(".", "", 1).isdigit()


def _ends(days: set[str]) -> bool:
    return any(day.startswith(("mo", "lu")) for day in days) and any(day.startswith(("fr", "ve", "vi")) for day in days)


def _plain(clauses: Sequence[Clause]) -> Stated | None:
    """What words say: "no WFH" is on site; "no" alone is, too, since the column asks for remote work."""
    stated = Stated()
    for number, clause in enumerate(clauses):
        no = clause.negations + ("no" in clause.known)
        if no > 1 or clause.has(Sign.NUMBER) or {"day", "month"} & set(clause.known):
            return None
        modes = {Remote(meaning) for meaning in clause.known if meaning in {*Remote}}
        if no and not modes:
            # "Remote: no", "on site - no", or nothing but "no".
            denied = set(stated.so) or {str(Remote.REMOTE)}
            if number and denied != {Remote.REMOTE}:
                return None
            stated.so = {Remote.ONSITE}
        elif no:
            if modes != {Remote.REMOTE}:
                return None
            stated.so.add(Remote.ONSITE)
        elif modes:
            stated.so |= modes
        elif "yes" in clause.known and len(clauses) == 1:
            stated.so.add(Remote.REMOTE)
    return stated
