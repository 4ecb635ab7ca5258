"""Why a candidate was shelved, in the words that people use for it."""

from collections.abc import Sequence
from functools import cache, lru_cache

from automation.core.model import Cell, ShelveReason
from automation.core.parsing.cells import blank, refuse_error
from automation.core.parsing.choices import UNCLEAR, Stated, chosen
from automation.core.parsing.negation import negates
from automation.core.parsing.phrases import LONGEST, Clause, Lexicon, Sign
from automation.core.parsing.vocabulary import vocabulary
from automation.core.taxonomy.bundled_data import skill_table
from automation.core.taxonomy.skill_words import squash
from automation.core.text import text_of

_REASONS = frozenset(map(str, ShelveReason))
GOOD, BAD, LACKING = "good", "bad", "lacking"


def read_reason(cell: Cell) -> ShelveReason | None:
    """A shelve reason. Raises `Unreadable` if the cell names none, or could mean several."""
    if blank(cell):
        return None
    refuse_error(cell)
    return _reason(text_of(cell))


@cache
def _lexicon() -> Lexicon:
    return Lexicon(vocabulary("reasons"))


@lru_cache(maxsize=20_000)
def _reason(text: str) -> ShelveReason:
    return ShelveReason(chosen(_stated(text), "a shelve reason", ShelveReason))


def _stated(text: str) -> Stated | None:
    """The reasons that a cell states, and those it takes back; None if it is unclear."""
    if len(text) > LONGEST:
        return None
    stated, was_good = Stated(), False
    for clause in _lexicon().clauses(text):
        if clause.is_note:
            continue
        reasons = _lacks(clause, text) or _judged(clause, was_good=was_good)
        if reasons is None:
            return None
        stated.so |= reasons.so
        stated.not_so |= reasons.not_so
        was_good = GOOD in clause.known
    return stated


def _lacks(clause: Clause, text: str) -> Stated | None:
    """A skill gap, if a clause says that a skill is missing: "no Java", "lacks Kafka"."""
    meanings = clause.meanings
    if Sign.UNKNOWN not in meanings or not set(meanings) <= {
        Sign.UNKNOWN,
        Sign.NEGATION,
        LACKING,
        str(ShelveReason.SKILL_GAP),
    }:
        return None
    skill = [piece.words for piece in clause.pieces if piece.meaning is Sign.UNKNOWN]
    lacking = meanings[0] in {Sign.NEGATION, LACKING} and meanings.count(Sign.UNKNOWN) == len(meanings) - 1
    if lacking and clause.negations < 2 and _is_skill(skill, text):
        return Stated({str(ShelveReason.SKILL_GAP)})
    return None


def _is_skill(words: Sequence[str], text: str) -> bool:
    """Whether words of a cell, written with a capital, are a skill that the dictionary knows: "no Go", but not "no go"."""
    named = [word for word in text.replace(",", " ").split() if word[:1].isupper()]
    capitals = {squash(word) for word in named}
    return squash(" ".join(words)) in skill_table().meaning and all(squash(word) in capitals for word in words)


def _judged(clause: Clause, *, was_good: bool) -> Stated | None:
    """The reasons in a clause, by whether it calls them good or bad; None if it is unclear."""
    known = set(clause.known)
    if clause.has(Sign.DOUBT, Sign.UNKNOWN) or UNCLEAR in known or clause.negations > 1:
        return None
    reasons = known & _REASONS
    negated, judged = clause.negations == 1, known & {GOOD, BAD, LACKING}
    if not reasons:
        return None if negated or judged - {GOOD} else Stated()
    if {GOOD, BAD} <= known or (negated and not judged and _ends_in_no(clause)):
        return Stated(reasons) if was_good and not judged else None
    judging = [piece for piece in clause.pieces if piece.meaning in {*_REASONS, GOOD, BAD, LACKING}]
    if len(judging) > 1 and any(negates(piece.words) for piece in judging if piece.meaning in _REASONS):
        return None  # "No visa problem"
    good = (GOOD in known) != negated
    return Stated(set(), reasons) if good else Stated(reasons)


def _ends_in_no(clause: Clause) -> bool:
    return clause.meanings[-1] is Sign.NEGATION
