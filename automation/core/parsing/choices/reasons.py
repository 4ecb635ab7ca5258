"""Why a candidate was shelved, in the words that people use for it."""

from collections.abc import Sequence
from functools import cache, lru_cache

from automation.core.model import Cell, ShelveReason
from automation.core.parsing.cells import Unreadable, blank, refuse_error
from automation.core.parsing.choices.status_and_stage import UNCLEAR, Stated, chosen
from automation.core.parsing.vocabulary import vocabulary
from automation.core.parsing.words.negation import negates
from automation.core.parsing.words.phrases import LONGEST, NOTHING, Clause, Lexicon, Sign
from automation.core.taxonomy.bundled_data import skill_table
from automation.core.taxonomy.skill_words import squash
from automation.core.text import text_of

_REASONS = {str(reason): reason for reason in ShelveReason}
_EXACT = {reason.casefold(): reason for reason in ShelveReason}
# Sections of the vocabulary: a reason that is good is none.
GOOD, BAD, LACKING = "good", "bad", "lacking"


def read_reason(cell: Cell) -> ShelveReason | None:
    """A shelve reason. Raises `Unreadable` if the cell names none, or could mean several."""
    if blank(cell):
        return None
    refuse_error(cell)
    text = text_of(cell)
    return _EXACT.get(text.casefold()) or _reason(text)


@cache
def _lexicon() -> Lexicon:
    return Lexicon(vocabulary("reasons"))


@lru_cache(maxsize=20_000)
def _reason(text: str) -> ShelveReason:
    stated = _stated(text)
    before, sign, _ = text.partition(":")
    if sign and (stated is None or stated.one is None) and (reason := _EXACT.get(before.strip().casefold())):
        # What follows may take it back: "Skill gap: none".
        advice = f"write '{reason}' here, and the rest under Reason detail"
        raise Unreadable(f"says more than a shelve reason: {advice}", "reason_detail")
    return ShelveReason(chosen(stated, "a shelve reason", ShelveReason))


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
    """A skill gap, if a clause says that a skill is missing: "no Java", "lacks Kafka experience"."""
    pieces = [piece for piece in clause.pieces if piece.meaning != ShelveReason.SKILL_GAP]
    skill = [piece.words for piece in pieces[1:]]
    said = [piece.meaning for piece in pieces[:1]] == [LACKING]
    lacking = {piece.meaning for piece in pieces[:1]} <= {Sign.NEGATION, LACKING} and {
        piece.meaning for piece in pieces[1:]
    } == {Sign.UNKNOWN}
    return Stated({str(ShelveReason.SKILL_GAP)}) if lacking and _is_skill(skill, "" if said else text) else None


def _is_skill(words: Sequence[str], text: str) -> bool:
    """Whether words are a skill that the dictionary knows, or a language; in a text, with capitals: not "no go"."""
    capitals = {squash(word) for word in text.replace(",", " ").split() if word[:1].isupper()}
    known = squash(" ".join(words)) in skill_table().meaning or " ".join(words) in _languages()
    return known and (not text or capitals.issuperset(map(squash, words)))


@cache
def _languages() -> frozenset[str]:
    return frozenset(
        name.casefold() for code, names in vocabulary("language").items() if code != NOTHING for name in names
    )


def _judged(clause: Clause, *, was_good: bool) -> Stated | None:
    """The reasons in a clause, by whether it calls them good or bad; None if it is unclear."""
    known = set(clause.known)
    if clause.has(Sign.DOUBT, Sign.UNKNOWN) or UNCLEAR in known or clause.negations > 1 or {GOOD, BAD} <= known:
        return None
    reasons, judged, negated = known & _REASONS.keys(), known & {GOOD, BAD, LACKING}, clause.negations == 1
    if not reasons:
        return None if negated or judged - {GOOD} else Stated()
    if negated and not judged and clause.meanings[-1] is Sign.NEGATION:
        # As in "salary was fine, location wasn't".
        return Stated(reasons) if was_good else None
    if _judges_a_denial(clause) or (
        ShelveReason.OTHER in reasons and NOTHING in {p.meaning for p in clause.all_pieces}
    ):
        return None  # "Other" is a reason, "other job" is none.
    return Stated(set(), reasons) if (GOOD in known) != negated else Stated(reasons)


def _judges_a_denial(clause: Clause) -> bool:
    """Whether a clause says more about a reason that is a negation itself, such as "no visa problem"."""
    pieces = [piece for piece in clause.pieces if piece.meaning in {*_REASONS, GOOD, BAD, LACKING}]
    return len(pieces) > 1 and any(negates(piece.words) for piece in pieces if piece.meaning in _REASONS)
