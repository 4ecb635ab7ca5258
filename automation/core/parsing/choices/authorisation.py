"""Whether a candidate may work without sponsorship."""

from collections.abc import Sequence
from functools import cache, lru_cache

from automation.core.model import Cell
from automation.core.parsing.cells import Unreadable, blank, refuse_error
from automation.core.parsing.choices.status_and_stage import UNCLEAR
from automation.core.parsing.vocabulary import vocabulary
from automation.core.parsing.words.phrases import LONGEST, Clause, Lexicon, Sign
from automation.core.text import names_in, text_of

_PLAIN = {"yes": True, "no": False}
_DOCUMENTS = frozenset({"permit", "visa", "sponsor", "tied"})
# "Can work without a visa" says that they may; in all languages, as `plain` gives them.
_WITHOUT = frozenset(names_in("without, ohne, sans, sin, senza, zonder, bez, sem, utan, uden, uten, ilman, без"))
_UNCLEAR_SIGNS = (Sign.DOUBT, Sign.UNKNOWN, Sign.NUMBER, Sign.DATE)
# Between a question and its answer: "Sponsorship required: no".
_ANSWER_MARKS = frozenset({":", "：", "=", "?", "？", "-", "–", "—"})
# What a clause holds at most → whether they may work if it says so, and if it denies it. The first that fits counts.
_STATES: Sequence[tuple[frozenset[str], bool | None, bool | None]] = (
    (frozenset({"yes"}), True, None),
    (frozenset({"no"}), False, None),
    (frozenset({"lack"}), False, None),
    (frozenset({"permit"}), None, False),
    (frozenset({"sponsor"}), None, True),
    (frozenset({"have", "visa"}), None, None),
    (frozenset({"right", "permit", "have", "yes"}), True, False),
    (frozenset({"free", "right", "permit", "have", "yes"}), True, None),
    (frozenset({"tied", "visa", "have", "sponsor"}), False, None),
)


def read_authorisation(cell: Cell) -> bool | None:
    """Whether a candidate may work without sponsorship. Raises `Unreadable` if the text does not say it clearly."""
    if blank(cell):
        return None
    refuse_error(cell)
    text = text_of(cell)
    may = _PLAIN[text.casefold()] if text.casefold() in _PLAIN else _authorised(text)
    if may is None:
        raise Unreadable("does not say clearly whether they may work: write yes, or needs sponsorship")
    return may


@cache
def _lexicon() -> Lexicon:
    return Lexicon(vocabulary("authorisation"))


@lru_cache(maxsize=20_000)
def _authorised(text: str) -> bool | None:
    if len(text) > LONGEST:
        return None
    answers: list[bool | None] = []
    before: Clause | None = None
    for clause in _lexicon().clauses(text):
        if before and set(clause.meanings) == {"home"}:
            continue  # "Citizen (US)"
        if before and clause.mark in _ANSWER_MARKS and clause.meanings in (["need"], ["need not"]):
            answers[-1] = _stated(before, clause.meanings[0])
        elif before and clause.mark in _ANSWER_MARKS and _is_answer(clause):
            answers[-1] = _answered(before, yes=_in_clause(clause) is True)
        else:
            answers.append(_in_clause(clause))
        before = clause
    return answers[0] if len(set(answers)) == 1 else None


def _is_answer(clause: Clause) -> bool:
    return set(clause.meanings) <= {Sign.NEGATION, "yes", "no"} and clause.negations < 2


def _stated(document: Clause, need: str | Sign) -> bool | None:
    """What a document says with whether it is needed behind it, such as "Visa: not required"."""
    return need == "need not" if set(document.meanings) - {"home"} <= _DOCUMENTS else None


def _answered(question: Clause, *, yes: bool) -> bool | None:
    """What a yes or no says after a question, such as "Sponsorship required: no"."""
    known = set(question.known) - {"home"}
    if question.has(*Sign) or UNCLEAR in known:
        return None
    if "need" in known:
        return not yes if known <= {"need", *_DOCUMENTS} else None
    if known <= {"right", "permit", "have"}:
        return yes
    if known == {"sponsor"}:
        return None if yes else True
    return True if yes and known <= {"free", "have"} else None


def _in_clause(clause: Clause) -> bool | None:
    """Whether a clause says that they may work; None if it is unclear."""
    known, negated = set(clause.known) - {"home"}, clause.negations == 1
    if clause.has(*_UNCLEAR_SIGNS) or UNCLEAR in known or clause.negations > 1:
        return None
    if known & {"need", "need not"}:
        return _needs(known, clause.meanings)
    if "right" in known and clause.negations and (at := _denied_document(clause)) is not None:
        return True if known <= {"right", *_DOCUMENTS} and clause.pieces[at].words in _WITHOUT else None
    if not known:
        # "No" alone; "not EU" says nothing.
        return False if clause.only_negates else None
    for kinds, stated, denied in _STATES:
        if known <= kinds:
            return denied if negated else stated
    return None


def _denied_document(clause: Clause) -> int | None:
    """Where a negation stands between the right to work and a document: "can work without a visa"."""
    meanings = clause.meanings
    at = meanings.index(Sign.NEGATION)
    documents = [number for number, meaning in enumerate(meanings) if meaning in _DOCUMENTS]
    return at if documents and meanings.index("right") < at < min(documents) else None


def _needs(known: set[str], meanings: Sequence[str | Sign]) -> bool | None:
    """Whether they may work, in a clause about what they need or do not need."""
    negated = Sign.NEGATION in meanings
    if not known <= {"need", "need not", "later", "have", *_DOCUMENTS} or {"need", "need not"} <= known:
        return None
    if "need not" in known:
        return None if negated else True
    documents = [number for number, meaning in enumerate(meanings) if meaning in _DOCUMENTS]
    if not negated:
        return False if documents and "later" not in known else None
    # "Needs a visa, not a permit" says what they need.
    at = meanings.index(Sign.NEGATION)
    return None if any(one < at for one in documents) and any(one > at for one in documents) else True
