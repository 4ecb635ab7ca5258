"""The status of a requisition and the stage of a candidate, in the words that people use for them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from automation.core.model import Cell, Stage, Status
from automation.core.parsing.cells import Unreadable, blank, refuse_error
from automation.core.parsing.vocabulary import vocabulary
from automation.core.parsing.words.phrases import LONGEST, Clause, Lexicon, Sign
from automation.core.text import text_of

# Sections of the vocabularies: what is closed may be filled or cancelled, and what is unclear is never read.
CLOSED, UNCLEAR = "closed", "unclear"
_ENDED = frozenset({str(Status.FILLED), str(Status.CANCELLED)})
_STATUSES = {choice.casefold(): choice for choice in Status}
_STAGES = {choice.casefold(): choice for choice in Stage}


@dataclass
class Stated:
    """What a cell says is so, and what it says is not so."""

    so: set[str] = field(default_factory=set)
    not_so: set[str] = field(default_factory=set)

    @property
    def one(self) -> str | None:
        """The only meaning that the cell states; None if there is none, several, or it also denies it."""
        return next(iter(self.so)) if len(self.so) == 1 and not self.so & self.not_so else None


def read_status(cell: Cell) -> Status | None:
    """The status of a requisition. Raises `Unreadable` if the cell names none, or could mean several."""
    if blank(cell):
        return None
    refuse_error(cell)
    text = text_of(cell)
    return _STATUSES.get(text.casefold()) or _status(text)


def read_stage(cell: Cell) -> Stage | None:
    """The furthest stage. Raises `Unreadable` if the cell names none, or could mean several."""
    if blank(cell):
        return None
    refuse_error(cell)
    text = text_of(cell)
    return _STAGES.get(text.casefold()) or _stage(text)


@lru_cache(maxsize=20_000)
def _status(text: str) -> Status:
    stated = _state(_lexicon("status"), text)
    if stated and CLOSED in stated.so:
        how = stated.so - {CLOSED} or _ENDED - stated.not_so
        if how <= _ENDED:
            stated = Stated(set(how), stated.not_so)
    return Status(chosen(stated, "a status", Status))


@lru_cache(maxsize=20_000)
def _stage(text: str) -> Stage:
    return Stage(chosen(_state(_lexicon("stage"), text), "a stage", Stage))


@cache
def _lexicon(name: str) -> Lexicon:
    return Lexicon(vocabulary(name))


def chosen(stated: Stated | None, what: str, choices: Iterable[str]) -> str:
    """The only choice that a cell states. Raises `Unreadable` if there is none, or several."""
    if stated and stated.one:
        return stated.one
    several = [choice for choice in choices if stated and choice in stated.so - stated.not_so]
    if len(several) > 1:
        raise Unreadable(f"could be {' or '.join(several)}: write one of them")
    raise Unreadable(f"is not {what}: write one of {', '.join(choices)}")


def _state(lexicon: Lexicon, text: str) -> Stated | None:
    """What a cell states in a column; None if any of its words is unknown or in doubt."""
    if len(text) > LONGEST:
        return None
    stated = Stated()
    last: set[str] = set()
    for clause in lexicon.clauses(text):
        if clause.is_note:
            continue
        if not _is_clear(clause):
            return None
        if clause.only_negates:
            # As in "interview: no".
            if len(last) != 1:
                return None
            so, not_so = set[str](), last
            stated.so -= last
        else:
            so, not_so = _split(clause)
        stated.so |= so
        stated.not_so |= not_so
        last = so
    return stated


def _is_clear(clause: Clause) -> bool:
    return not (clause.has(Sign.DOUBT, Sign.UNKNOWN, Sign.NUMBER) or UNCLEAR in clause.known or clause.negations > 1)


def _split(clause: Clause) -> tuple[set[str], set[str]]:
    """What a clause says is so, and is not so: a negation turns the phrase after it round, or at the end the only one.

    If a negation at the end could turn several phrases round, all of them are in both sets.
    """
    if not clause.negations:
        return set(clause.known), set()
    at = clause.meanings.index(Sign.NEGATION)
    before, after = _known(clause.meanings[:at]), _known(clause.meanings[at:])
    if after:
        return {*before, *after[1:]}, {after[0]}
    return (set(), set(before)) if len(before) == 1 else (set(before), set(before))


def _known(meanings: Sequence[str | Sign]) -> list[str]:
    return [meaning for meaning in meanings if isinstance(meaning, str)]
