"""Yes and no, by what the column asks: "never" under Do not contact means yes, "no sponsorship" under sponsors no."""

from functools import cache, lru_cache

from automation.core.model import Cell
from automation.core.parsing.cells import Unreadable, blank, refuse_error
from automation.core.parsing.choices.status_and_stage import UNCLEAR
from automation.core.parsing.vocabulary import vocabulary
from automation.core.parsing.words.negation import negates
from automation.core.parsing.words.phrases import LONGEST, Clause, Lexicon, Sign
from automation.core.parsing.words.tokens import words_of
from automation.core.text import names_in, text_of

_SECTIONS = ("yes", "no", "topic", UNCLEAR, "nothing")
_PLAIN = {
    **dict.fromkeys(("yes", "true", "1", "1.0"), True),
    **dict.fromkeys(("no", "false", "0", "0.0"), False),
}
# The column that asks what must not be done: "no calls" is a yes.
_NEGATIVE = "do_not_contact"
# Negations that are an answer by themselves.
_PLAIN_NOS = frozenset(names_in("no, nein, non, nee, nej, nei, nao, nie, ne, ei"))


def read_yes_no(cell: Cell, asks: str = "") -> bool | None:
    """A yes or a no. Raises `Unreadable` for anything else.

    Args:
        cell: The cell of the sheet.
        asks: The id of the field, where the column has words of its own.
    """
    if blank(cell):
        return None
    refuse_error(cell)
    text = text_of(cell)
    answer = _PLAIN[text.casefold()] if text.casefold() in _PLAIN else _answer(text, asks)
    if answer is None:
        raise Unreadable("is neither yes nor no: write yes or no")
    return answer


@cache
def _lexicon(asks: str) -> Lexicon:
    """The common words for yes and no, and instead of them those of a column."""
    given = vocabulary("yes_no")
    own = {name: given.get(f"{asks} {name}", ()) for name in _SECTIONS}
    taken = {words_of(phrase) for phrases in own.values() for phrase in phrases}
    left = {name: [phrase for phrase in given.get(name, ()) if words_of(phrase) not in taken] for name in _SECTIONS}
    return Lexicon({name: [*left[name], *own[name]] for name in _SECTIONS})


@lru_cache(maxsize=20_000)
def _answer(text: str, asks: str) -> bool | None:
    clauses = [clause for clause in _lexicon(asks).clauses(text) if not clause.is_note]
    if len(text) > LONGEST or not clauses:
        return None
    answers: set[bool | None] = set()
    for number, clause in enumerate(clauses, start=1):
        # "Alerts: no" is as clear as "no alerts"; but "contact: no" under Do not contact is not.
        if set(clause.meanings) <= {"topic", Sign.DATE} and number < len(clauses) and asks != _NEGATIVE:
            continue
        answers.add(_answer_in(clause, asks))
    return answers.pop() if len(answers) == 1 else None


def _answer_in(clause: Clause, asks: str) -> bool | None:
    """The answer in a clause; None if it is unclear."""
    words, negated = set(clause.known), clause.negations == 1
    if clause.has(Sign.DOUBT, Sign.UNKNOWN, Sign.NUMBER) or UNCLEAR in words or clause.negations > 1:
        return None
    if asks == _NEGATIVE and "topic" in words:
        return True if negated and words == {"topic"} else None
    if negated and words == {"no"}:
        # "No, we don't"
        first, *rest = clause.pieces
        return False if first.words in _PLAIN_NOS and all(negates(piece.words) for piece in rest) else None
    if not words:
        return False if clause.only_negates else None
    if {"yes", "no"} <= words or (negated and "no" in words) or (words == {"topic"} and not negated):
        return None
    return not negated and "no" not in words
