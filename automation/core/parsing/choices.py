"""The status of a requisition and the stage of a candidate, in the words that people use for them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from automation.core.model import Cell, Stage, Status
from automation.core.parsing.cells import Unreadable, blank, refuse_error
from automation.core.parsing.phrases import LONGEST, Clause, Lexicon, Sign
from automation.core.parsing.vocabulary import vocabulary
from automation.core.text import text_of

# Sections of the vocabularies: "closed" may be filled or cancelled, "unclear" is never read.
CLOSED, UNCLEAR = "closed", "unclear"


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
    return _status(text_of(cell))


def read_stage(cell: Cell) -> Stage | None:
    """The furthest stage. Raises `Unreadable` if the cell names none, or could mean several."""
    if blank(cell):
        return None
    refuse_error(cell)
    return _stage(text_of(cell))


@lru_cache(maxsize=20_000)
def _status(text: str) -> Status:
    stated = state(_lexicon("status"), text)
    if stated and CLOSED in stated.so:
        stated.so.discard(CLOSED)
        ended = {str(Status.FILLED), str(Status.CANCELLED)}
        if not stated.so and len(stated.not_so & ended) != 1:
            raise ambiguous(ended)
        if stated.so <= ended:
            stated.so = stated.so or ended - stated.not_so
    return Status(chosen(stated, "a status", Status))


@lru_cache(maxsize=20_000)
def _stage(text: str) -> Stage:
    return Stage(chosen(state(_lexicon("stage"), text), "a stage", Stage))


@cache
def _lexicon(name: str) -> Lexicon:
    return Lexicon(vocabulary(name))


def chosen(stated: Stated | None, what: str, choices: Iterable[str]) -> str:
    """The only choice that a cell states. Raises `Unreadable` if there is none, or several."""
    if stated and stated.one:
        return stated.one
    if stated and len(stated.so) > 1:
        raise ambiguous(stated.so)
    raise Unreadable(f"is not {what}: write one of {', '.join(choices)}")


def ambiguous(meanings: Iterable[str]) -> Unreadable:
    """The error for a cell with several meanings."""
    return Unreadable(f"could be {' or '.join(sorted(meanings))}: write one of them")


def state(lexicon: Lexicon, text: str) -> Stated | None:
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
            # "Remote: no"
            if len(last) != 1 or clause.negations != 1:
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

    A negation that could turn several phrases round leaves all of them in both sets.
    """
    meanings = [meaning for meaning in clause.meanings if meaning is not Sign.DATE]
    if Sign.NEGATION not in meanings:
        return set(clause.known), set()
    after = _known(meanings[meanings.index(Sign.NEGATION) :])
    before = _known(meanings[: meanings.index(Sign.NEGATION)])
    if after:
        return {*before, *after[1:]}, {after[0]}
    return (set(), set(before)) if len(before) == 1 else (set(before), set(before))


def _known(meanings: Sequence[str | Sign]) -> list[str]:
    return [meaning for meaning in meanings if isinstance(meaning, str)]
