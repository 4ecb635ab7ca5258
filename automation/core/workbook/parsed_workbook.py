"""A parsed workbook: its candidates and requisitions, and how candidates' replies change them."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import compress
from typing import Any

from automation.core.identity.name_comparison import read_name
from automation.core.identity.one_person import forms_of
from automation.core.identity.typed_addresses import addresses_in
from automation.core.ledger.persons import Persons
from automation.core.ledger.replies import NOTHING, summaries, written_about
from automation.core.ledger.state import LedgerState
from automation.core.model import CandidateFrame, Problem, RequisitionFrame, each_row
from automation.core.reasons import OF_AN_ORGANISATION, Reason, ReasonKind
from automation.core.rules import Rules
from automation.core.tabs.shown_headers import header_in
from automation.core.taxonomy.skill_dictionary import Dictionary
from automation.core.text import key_of
from automation.core.workbook.requisition_names import RequisitionNames


@dataclass(frozen=True)
class Book:
    """A parsed workbook.

    Attributes:
        candidates: One row per person with a key of their own. Index: the compared key (`text.key_of`).
        requisitions: One row per requisition with a key of its own, whatever its status. Index: the compared key.
        doubled: By tab, the compared keys that several rows share; such rows get no matches.
        keyless: How many rows of a tab have no key.
        rules: Weights, bands and cadence in force.
        aliases: What people write → what it means, from the `Aliases` tab.
        problems: All issues, in the order of tabs and rows.
        names: By tab, field id → its header as people wrote it.
    """

    candidates: CandidateFrame
    requisitions: RequisitionFrame
    doubled: Mapping[str, Sequence[str]]
    keyless: Mapping[str, int]
    rules: Rules
    aliases: Mapping[str, str]
    problems: Sequence[Problem] = ()
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def header(self, tab: str, field_id: str) -> str:
        """What a message calls a column, as `shown_headers.header_in` gives it."""
        return header_in(self.names.get(tab, {}), tab, field_id)

    @cached_property
    def renamed(self) -> Mapping[tuple[str, str], str]:
        """Tab and field id → the header that people wrote instead of the program's name."""
        return {
            (tab, field_id): header
            for tab, names in self.names.items()
            for field_id, header in names.items()
            if header != header_in({}, tab, field_id)
        }

    @cached_property
    def people(self) -> Mapping[str, Any]:
        """Compared key → the row of `candidates`, with its columns as attributes and its index as `Index`."""
        return {str(row.Index): row for row in each_row(self.candidates)}

    @cached_property
    def requisition_rows(self) -> Mapping[str, Any]:
        """Compared key → the row of `requisitions`, in the same form."""
        return {str(row.Index): row for row in each_row(self.requisitions)}

    @cached_property
    def requisition_names(self) -> RequisitionNames:
        """Which requisition a cell means, by its ID or its title."""
        return RequisitionNames(self.requisition_rows)

    @cached_property
    def dictionary(self) -> Dictionary:
        """What terms mean in this workbook."""
        return Dictionary(self.aliases)

    def let_go(self) -> None:
        """Forget the rows of `people`, 10 MB for 20,000: they are made again when they are needed."""
        vars(self).pop("people", None)

    def narrowed(self, people: Sequence[bool] | None, requisitions: RequisitionFrame) -> "Book":
        """With some of the people only (None: all of them), and these requisitions."""
        if people is None:
            found, kept = replace(self, requisitions=requisitions), self.people
        else:
            kept = dict(compress(self.people.items(), people))
            found = replace(self, candidates=CandidateFrame(self.candidates.where(people)), requisitions=requisitions)
        # Keep what takes long to compute.
        vars(found).update(people=kept, dictionary=self.dictionary)
        return found


def with_suppressed(book: Book, keys: AbstractSet[str]) -> Book:
    """The book in which those who must not be contacted are marked, by their compared keys."""
    if not keys:
        return book
    marked = [str(key) in keys for key in book.candidates.index]
    return replace(book, candidates=CandidateFrame(book.candidates.assign(suppressed=marked)))


def with_replies(book: Book, state: LedgerState, suppressed: Mapping[str, Reason], persons: Persons) -> Book:
    """The book as candidates' replies change it: a later wish in a reply wins over the row.

    Args:
        book: As `parse` gives it.
        state: The ledger.
        suppressed: Candidate's compared key → why they must not be contacted, as far as it is known here.
        persons: Which rows are one person.
    """
    own = {key: why for key, why in suppressed.items() if why.kind not in OF_AN_ORGANISATION}
    unsubscribed = {key for key, why in own.items() if why.kind is not ReasonKind.BOUNCED}
    replies = summaries(state, persons)
    # An unsubscribe counts for all candidates at its mailbox, also where the secret of the suppression list is missing.
    left = [key for key, one in replies.items() if one.left]
    unsubscribed |= {row for key in left for row in (key, *persons.beside(key))}
    bounced = own.keys() - unsubscribed
    replies |= {key: replace(replies.get(key, NOTHING), bounced_on=suppressed[key].on) for key in bounced}
    book = with_suppressed(book, unsubscribed)
    organisations = {key: why for key, why in suppressed.items() if why.kind in OF_AN_ORGANISATION}
    if organisations:
        found = [organisations.get(str(key)) for key in book.candidates.index]
        book = replace(book, candidates=CandidateFrame(book.candidates.assign(organisation=found)))
    for key, wanted in zip(map(str, book.candidates.index), book.candidates["alerts"], strict=True):
        if wanted is False and key not in replies:
            replies[key] = written_about(state, persons, key)
    if not replies:
        return book
    known = [replies.get(str(key), NOTHING) for key in book.candidates.index]
    revisit = [one.asked_until or day for one, day in zip(known, book.candidates["revisit_on"], strict=True)]
    alerts = [
        day if one.alerts is None else one.alerts for one, day in zip(known, book.candidates["alerts"], strict=True)
    ]
    changed = book.candidates.assign(said=known, revisit_on=revisit, alerts=alerts)
    return replace(book, candidates=CandidateFrame(changed))


def with_feeders(book: Book) -> Book:
    """The book in which Feeder reqs holds the compared keys of the requisitions that it names by title, too."""
    written, names = book.requisitions["feeders"], book.requisition_names
    if all(key in book.requisition_rows for own in written for key in own):
        return book
    feeders = [
        tuple(dict.fromkeys([*own, *(key_of(row.key) for row in map(names.meant, own) if row is not None)]))
        for own in written
    ]
    return replace(book, requisitions=RequisitionFrame(book.requisitions.assign(feeders=feeders)))


def with_hires(book: Book, persons: Persons) -> Book:
    """The book in which Filled by holds the candidate's key, also where people wrote the address in another way.

    A full name is enough where one person has it.
    """
    written = [str(text) for text in book.requisitions["filled_by"]]
    others = [text for text in written if text and key_of(text) not in book.people]
    if not others:
        return book
    named = _rows_by_name(book) if any("@" not in text for text in others) else {}
    keys = {text: _hire(text, book, persons, named) for text in others}
    filled_by = [keys.get(text, text) for text in written]
    return replace(book, requisitions=RequisitionFrame(book.requisitions.assign(filled_by=filled_by)))


def _hire(text: str, book: Book, persons: Persons, named: Mapping[tuple[str, ...], Sequence[str]]) -> str:
    addresses = addresses_in(text)
    rows: Sequence[str] = ()
    if "@" in text:
        rows = persons.meant_by(addresses[0]) if len(addresses) == 1 else rows
    else:
        rows = named.get(tuple(sorted(read_name(text))), rows)
    one = len({persons.of(row).keys[0] for row in rows}) == 1
    return str(book.people[rows[0]].key) if one else text


def _rows_by_name(book: Book) -> Mapping[tuple[str, ...], Sequence[str]]:
    """The words of a full name, sorted → the compared keys of the rows with that name, or with the preferred one."""
    found: dict[tuple[str, ...], list[str]] = {}
    for key, row in book.people.items():
        for name in {tuple(sorted(form)) for form in forms_of(row.name, row.preferred_name) if len(form) > 1}:
            found.setdefault(name, []).append(key)
    return found
