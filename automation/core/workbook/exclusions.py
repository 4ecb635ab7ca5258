"""Who is on no slate, and why: by their own row, by their consent, or by another row of the same person."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from automation.core.ledger.persons import Persons
from automation.core.model import CandidateFrame, Conventions, ShelveReason, each_row
from automation.core.reasons import Reason, ReasonKind
from automation.core.schema import CANDIDATES
from automation.core.workbook.consent import Consent, consent_of
from automation.core.workbook.parsed_workbook import Book

# The candidate's details may not be used without asking them first.
NO_BASIS = frozenset({ReasonKind.BASIS_MISSING, ReasonKind.CONSENT_DAY_MISSING, ReasonKind.CONSENT_OVER})

# The reasons that name a column → the id of its field.
_NAMES_COLUMN = {
    ReasonKind.BASIS_MISSING: "consent_basis",
    ReasonKind.CONSENT_DAY_MISSING: "consent_on",
    ReasonKind.UNOWNED: "owner",
    ReasonKind.REGION_UNKNOWN: "region",
}


def barred(candidate: Any) -> Reason | None:
    """Why the row alone says that a candidate is neither matched nor written to; None where it does not."""
    found = (
        (candidate.hired_on, _HIRED),
        (candidate.do_not_contact, _DO_NOT_CONTACT),
        (candidate.suppressed, _SUPPRESSED),
        (candidate.organisation, candidate.organisation),
        (candidate.in_process, candidate.in_process and _in_process(candidate.in_process)),
        (candidate.shelve_reason is ShelveReason.CONDUCT, _CONDUCT),
    )
    for holds, why in found:
        if holds:
            return why
    return None


# Made once, because every row is checked.
_HIRED, _DO_NOT_CONTACT = Reason(ReasonKind.HIRED), Reason(ReasonKind.DO_NOT_CONTACT)
_BY_HAND = Reason(ReasonKind.BY_HAND)
_SUPPRESSED, _CONDUCT = Reason(ReasonKind.SUPPRESSED), Reason(ReasonKind.CONDUCT)


def _in_process(said: str) -> Reason:
    ticked = said.lower() in {"yes", "true", "x", "1"}
    return Reason(ReasonKind.IN_PROCESS, what="" if ticked else said)


def exclusion(candidate: Any) -> Reason | None:
    """Why a candidate is not matched with any requisition; None where they may be."""
    return unreachable(candidate) or (_BY_HAND if candidate.matching else None)


def is_by_hand(candidate: Any) -> bool:
    """Whether a person looks at a candidate instead of the program, and nothing else speaks against them."""
    return bool(candidate.matching) and unreachable(candidate) is None


def unreachable(candidate: Any) -> Reason | None:
    """Why a candidate is not matched with any requisition, nor written to; None where they may be written to."""
    other = candidate.other_row
    if merged(candidate):
        return other  # type: ignore[no-any-return]
    strictest = None if no_basis(other) else other
    return barred(candidate) or strictest or candidate.consent.lacking or other


def merged(candidate: Any) -> bool:
    """Whether a person merged this row into another, which is shown for both."""
    return candidate.other_row is not None and candidate.other_row.kind is ReasonKind.MERGED


def no_basis(reason: Reason | None) -> bool:
    """Whether a candidate is excluded because there is no basis to contact them, on their own or another row."""
    if reason is not None and reason.kind is ReasonKind.OTHER_ROW:
        return all(no_basis(one) for one in reason.also)
    return reason is not None and reason.kind in NO_BASIS


def named_as_in(renamed: Mapping[tuple[str, str], str], reason: Reason) -> Reason:
    """A reason, and what it adds, in which each column that is named has the header that it has in the sheet.

    Args:
        renamed: `Book.renamed`.
        reason: Which.
    """
    if not renamed:
        return reason
    also = tuple(named_as_in(renamed, one) for one in reason.also)
    header = renamed.get((CANDIDATES, _NAMES_COLUMN.get(reason.kind, "")))
    return replace(reason, what=header or reason.what, also=also)


def with_exclusions(book: Book, persons: Persons, conventions: Conventions, today: date) -> Book:
    """The book with each candidate's consent, and what their other rows say against matching them.

    Args:
        book: With replies and suppressions.
        persons: Which rows are one person; the strictest row counts for all of them.
        conventions: How the workbook writes what could be read in several ways.
        today: Its day.
    """
    frame = book.candidates
    consents = [consent_of(row, conventions, today, book.rules) for row in each_row(frame)]
    if book.renamed:
        # Made once for all rows.
        named = {kind: named_as_in(book.renamed, Reason(kind)) for kind in _NAMES_COLUMN}
        consents = [
            Consent(one.until, named[one.lacking.kind]) if one.lacking and one.lacking.kind in named else one
            for one in consents
        ]
    places = frame.index
    for hidden, shown in persons.merged.items():
        # One person is asked once whether they may be kept: when the first consent ends.
        ends = [day for key in (hidden, shown) if (day := consents[places[key]].until)]
        consents[places[shown]] = replace(consents[places[shown]], until=min(ends, default=None))
    frame = CandidateFrame(frame.assign(consent=consents))
    by_hand = {key for key, said in zip(frame.index, frame["matching"], strict=True) if said}
    if by_hand:
        theirs = [not by_hand.isdisjoint(persons.keys_of(str(key))) for key in frame.index]
        frame = CandidateFrame(frame.assign(matching=theirs))
    others = _by_other_rows(frame, persons)
    if others:
        cells = [others.get(str(key)) for key in frame.index]
        frame = CandidateFrame(frame.assign(other_row=cells))
    return replace(book, candidates=frame)


def _by_other_rows(frame: CandidateFrame, persons: Persons) -> Mapping[str, Reason]:
    """Compared key → why another row of the same person is excluded."""
    shared = [key for keys in persons.on_several_rows() for key in keys if key in frame.index]
    rows = {str(row.Index): row for row in each_row(frame.only(shared))} if shared else {}
    found: dict[str, Reason] = {}
    for key in rows:
        for other in persons.keys_of(key):
            why = unreachable(rows[other]) if other != key and other in rows else None
            if why and (key not in found or no_basis(found[key])):
                found[key] = Reason(ReasonKind.OTHER_ROW, what=rows[other].key, also=(why,))
    for hidden, shown in persons.merged.items():
        found[hidden] = Reason(ReasonKind.MERGED, what=rows[shown].key)
    return found
