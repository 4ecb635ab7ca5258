"""Why a candidate's details may be kept, by what people write under Consent basis.

A cell that says no, that it was withdrawn, or that someone still has to ask, is no basis. Other words are one, as in
"signed at the fair": the column asks for nothing else, and Consent on says since when.
"""

import re
from collections.abc import Set as AbstractSet
from enum import Enum
from functools import cache, lru_cache

from automation.core.parsing.cells import blank
from automation.core.parsing.vocabulary import vocabulary
from automation.core.parsing.words.phrases import LONGEST, Clause, Lexicon, Sign

_SECTIONS = ("yes", "no")
_GIVEN = frozenset({"yes", "consent", "interest"})


class Basis(Enum):
    """A basis that rules on privacy know."""

    CONSENT = "consent"
    INTEREST = "interest"


_PLAIN = {"consent": Basis.CONSENT, "legitimate interest": Basis.INTEREST, "0": None, "0.0": None}
# Of the GDPR: "Art. 6(1)(f)", "Art. 6 Abs. 1 lit. f DSGVO".
_BY_INTEREST = re.compile(r"\b6\W*(?:\w{3}\W*)?1\W*(?:s\W*1\W*)?(?:(?:lit|let|buchst)\w*\W*)?f\b", re.IGNORECASE)


@lru_cache(maxsize=20_000)
def read_basis(text: str) -> Basis | None:
    """The basis that a cell states; None where it is empty, says no, or says that it is not settled."""
    if text.lower() in _PLAIN:
        return _PLAIN[text.lower()]
    if blank(text):
        return None
    clauses, settled = _lexicon().clauses(text), True
    for number, clause in enumerate(clauses):
        known = set(clause.known)
        if _is_against(clause, known, first=not number):
            return None
        # "Asked, agreed by phone", but not "agreed by phone, form pending".
        settled = "pending" not in known and (settled or bool(known & _GIVEN))
    if not settled:
        return None
    by_interest = any("interest" in clause.known for clause in clauses) or _BY_INTEREST.search(text[:LONGEST])
    return Basis.INTEREST if by_interest else Basis.CONSENT


@cache
def _lexicon() -> Lexicon:
    answers = {name: vocabulary("yes_no")[name] for name in _SECTIONS}
    return Lexicon({**answers, **vocabulary("consent_basis")})


def _is_against(clause: Clause, known: AbstractSet[str], *, first: bool) -> bool:
    """Whether a clause says that there is no basis; "consent (no calls)" does not."""
    if known & {"against", "no"} or clause.only_negates or set(clause.meanings) == {Sign.DOUBT}:
        return True
    return (clause.negations > 0 or clause.has(Sign.DOUBT)) and (first or bool(known))
