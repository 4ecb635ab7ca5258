"""Drafts for a recruiter to read: each with the reasons why it must not be sent, and what to check."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from automation.core.ledger.events import Step
from automation.core.ledger.state import LedgerState
from automation.core.matching import blocker_words
from automation.core.matching.explanations import Explanation
from automation.core.matching.matcher import explain_people
from automation.core.messages.draft_writer import Writer
from automation.core.messages.drafts import Draft, Sender
from automation.core.messages.proposal import Proposal
from automation.core.messages.send_guards import reasons_against
from automation.core.model import BlockerState
from automation.core.parsing import language_name
from automation.core.parsing.sensitive import says_no_contact
from automation.core.reason_words import words
from automation.core.reasons import ReasonKind
from automation.core.templates.template_tab import step_of
from automation.core.text import key_of
from automation.core.workbook.assemble import Workbook
from automation.core.workbook.language_choice import language_of
from automation.outreach.context import Mailroom
from automation.outreach.links import Links, stand_ins
from automation.outreach.senders import colleagues, sender_of
from automation.outreach.steps import next_step, thread_of

SINGLE, SEVERAL = "First note", "Several openings"
# The templates of the steps that are chosen for a person, besides the first note.
OWN_TEMPLATE = {
    Step.FOLLOW_UP_1: "Follow-up 1",
    Step.FOLLOW_UP_2: "Follow-up 2",
    Step.FRESHNESS: "Is it still right?",
}


@dataclass(frozen=True)
class Prepared:
    """A draft for a recruiter to read before they decide.

    Attributes:
        draft: The message.
        reasons: Why it must not be sent; empty if it may be sent.
        warnings: What the recruiter should check.
        confirm_first: What to ask before anything else, a sentence for each opening. It is not in the message.
    """

    draft: Draft
    reasons: Sequence[str]
    warnings: Sequence[str]
    confirm_first: Sequence[str] = ()


def drafting_for(room: Mailroom, by: str, workbook: Workbook | None = None) -> "Drafting":
    """What drafts of one sender are written from.

    Args:
        room: Of the workbook.
        by: Who would send them.
        workbook: A reading of it; None reads it.

    Raises:
        NoSender: The sender's address is unknown.
        SchemaError, LedgerError, StoreError: As `Mailroom.read` does.
    """
    sender = sender_of(room.settings, by)
    workbook = workbook or room.read()
    return Drafting(room, workbook, sender, by, room.writer(workbook), stand_ins(room))


@dataclass(frozen=True)
class Drafting:
    """What drafts are written from; all drafts of one call share it.

    Attributes:
        room: Of the workbook.
        workbook: As it was read.
        sender: Name and address of the sender.
        by: The sender as the caller named them; the ledger names them so.
        writer: Writes the drafts.
        links: Stand in for the links of each message, which are made when it is queued.
    """

    room: Mailroom
    workbook: Workbook
    sender: Sender
    by: str
    writer: Writer
    links: Links

    def prepare(
        self, key: str, openings: Sequence[str], template: str | None, step: Step | None = None, release: str = ""
    ) -> Prepared:
        """Draft a message to one candidate, and check whether it may be sent.

        Args:
            key: Of the candidate's row.
            openings: The keys of the openings in it.
            template: Its name; None takes the step's.
            step: Which message it is; None takes the template's step, else the next step.
            release: The ID of the standing release that it would go out by; "" for none.
        """
        state, templates = self.workbook.state, self.workbook.templates
        person = self.workbook.book.people.get(key_of(key))
        language = language_of(person, self.room.settings.conventions)
        sends = self.workbook.persons.sends(state, key_of(key))
        named = step_of(templates.pick(template).name) if template else None
        chosen = step or named or next_step(sends, state, openings, self.by, colleagues(self.room.settings))
        name = template or OWN_TEMPLATE.get(chosen) or (SEVERAL if len(openings) > 1 else SINGLE)
        draft = self.writer.draft(
            templates.pick(name, language),
            key,
            openings,
            self.sender,
            step=chosen,
            thread=thread_of(sends, state, openings, chosen),
            opt_out_url=self.links.unsubscribe,
            answer_url=self.links.page,
            release=release,
        )
        explained = [self._explained(key, opening) for opening in draft.openings]
        warnings = [
            *draft.warnings,
            *_language_warnings(person, draft),
            *_note_warnings(person),
            *(warning for one in explained for warning in _warnings(one)),
        ]
        reasons = reasons_of(self.room, self.workbook, state, draft, self.by)
        return Prepared(draft, reasons, warnings, _confirm_first(explained))

    def _explained(self, candidate: str, opening: str) -> Explanation:
        """A candidate's match with an opening, whether or not they are on its slate."""
        workbook = self.workbook
        keys, passed = [key_of(candidate)], workbook.actions.passed()
        return explain_people(workbook.book, keys, key_of(opening), workbook.today, passed)[0]


def _language_warnings(person: Any, draft: Draft) -> list[str]:
    """A warning if the candidate reads another language than the one of the message."""
    asked = person.language if person is not None else ""
    if not asked or asked == draft.language:
        return []
    written = f"in {language_name(draft.language)}" if draft.language else f"by your own template '{draft.template}'"
    return [f"Language says {language_name(asked)}, and this is written {written}"]


def _note_warnings(person: Any) -> list[str]:
    """A warning if a note in the candidate's row speaks against messages."""
    notes = [person.notes, person.reason_detail] if person is not None else []
    against = any(note and says_no_contact(note) for note in notes)
    return ["a note in their row seems to say that they want no messages"] if against else []


def _warnings(match: Explanation) -> list[str]:
    """Warnings about a blocker that still holds, and about a colleague who passed on the candidate."""
    found = []
    if match.blocker.state is BlockerState.STANDING:
        found.append(f"what stood in the way still does: {blocker_words.words(match.blocker.then)}")
    if match.excluded and match.excluded.kind is ReasonKind.PASSED:
        found.append(words(match.excluded))
    return found


def _confirm_first(explained: Sequence[Explanation]) -> list[str]:
    asks = [(match.requisition, match.confirm_first) for match in explained if match.confirm_first]
    return [f"{requisition}: {ask}" if len(explained) > 1 else ask for requisition, ask in asks]


def reasons_of(
    room: Mailroom, workbook: Workbook, state: LedgerState, draft: Draft, by: str, ahead: int = 0
) -> list[str]:
    """Why a draft must not be sent, in words.

    Args:
        room: Of the workbook.
        workbook: A reading of it.
        state: The ledger.
        draft: The message.
        by: Who would send it.
        ahead: How many messages of the same batch go out by its standing release before it.
    """
    proposal = Proposal(draft.candidate, draft.openings, draft.step, by, release=draft.release, ahead=ahead)
    candidate = workbook.book.people.get(key_of(draft.candidate))
    against = reasons_against(candidate, proposal, room.around(workbook, state))
    said: dict[str, str] = {}
    for one in [*draft.problems, *map(words, against)]:
        said.setdefault(one.casefold(), one)
    return [*said.values()]
