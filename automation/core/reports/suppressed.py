"""Who must not be contacted, by the suppression list and by their replies: who decided it, when, until when, why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from automation.core.ledger.events import LEAVING
from automation.core.ledger.suppression import company_hash, digest, domain_hash, domains_of, identities
from automation.core.reason_words import words
from automation.core.reasons import ASKED_TO_LEAVE, Reason, ReasonKind
from automation.core.workbook.assemble import Workbook


@dataclass(frozen=True)
class Suppressed:
    """One candidate who must not be contacted.

    Attributes:
        candidate: The key of the row, as shown.
        why: In words.
        by: Who decided: a colleague, or the candidate on their page or by mail; "" where that is not recorded.
        since: The day; None where it is not recorded.
        until: The last day; None for no end.
    """

    candidate: str
    why: str
    by: str
    since: date | None
    until: date | None


def suppressed_candidates(workbook: Workbook) -> list[Suppressed]:
    """All candidates who must not be contacted, in the order of their rows."""
    found = (suppressed_candidate(workbook, key) for key in workbook.book.people)
    return [one for one in found if one]


def suppressed_candidate(workbook: Workbook, key: str) -> Suppressed | None:
    """Why a candidate (compared key) must not be contacted; None where the list and their replies do not say so."""
    row, why = workbook.book.people[key], workbook.suppressed.get(key)
    if why is None and not row.suppressed:
        return None
    why = why or Reason(ReasonKind.ASKED, what=ASKED_TO_LEAVE)
    said = words(Reason(why.kind, on=why.on, what=why.what, until=why.until))
    if why.kind is ReasonKind.ASKED and not why.who:
        left = [one for one in workbook.persons.replies_of(workbook.state, key) if one.state in LEAVING]
        if left:
            return Suppressed(row.key, said, left[-1].by, left[-1].at.date(), None)
    return Suppressed(row.key, said, why.who, why.on, why.until)


def entries_without_a_row(workbook: Workbook) -> int:
    """How many entries of the list belong to no row: people, domains and companies that no candidate has."""
    secret = workbook.secret
    if not secret:
        return 0
    known = {hashed for row in workbook.book.people.values() for hashed in _hashes(secret, row)}
    return len(workbook.state.suppressed.keys() - known)


def _hashes(secret: bytes, row: Any) -> Sequence[str]:
    own = [digest(secret, value) for value in identities(row)]
    return [*own, *(domain_hash(secret, one) for one in domains_of(row)), company_hash(secret, row.company)]
