"""Drafting messages for a recruiter to read, and queueing those that the recruiter decided to send."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from automation.core.languages.choice import language_of
from automation.core.ledger.events import Event, Notice, State, Step
from automation.core.ledger.ledger_tabs import line_of
from automation.core.ledger.sends import hold_detail
from automation.core.ledger.state import LedgerState
from automation.core.ledger.suppression import mailbox_hash
from automation.core.matching import blocker_words
from automation.core.matching.explanations import Explanation
from automation.core.matching.matcher import explain_people
from automation.core.messages.drafts import Draft, Sender, Writer
from automation.core.messages.openings import openings_for
from automation.core.messages.send_guards import Proposal, reasons_against
from automation.core.model import BlockerState
from automation.core.parsing import language_name
from automation.core.publishing.plan import make_plan
from automation.core.reasons import Reason, ReasonKind, words
from automation.core.templates.template_tab import step_of
from automation.core.text import key_of
from automation.core.workbook.assemble import Workbook
from automation.errors import NoRecipients
from automation.mail.base import Spooled
from automation.mail.compose import Postmark, compose, message_id
from automation.outreach.context import Mailroom
from automation.outreach.decisions import record_contacts
from automation.outreach.links import Links, links_of, stand_ins, with_links
from automation.outreach.senders import sender_of
from automation.outreach.steps import next_step, thread_of

Name = TypeVar("Name")
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


@dataclass(frozen=True)
class Queued:
    """The result for one draft: the send ID of the queued message, or the reasons why it was refused."""

    draft: Draft
    send_id: str = ""
    reasons: Sequence[str] = ()


def propose(
    room: Mailroom,
    requisition: str | None,
    to: Sequence[str],
    by: str,
    *,
    template: str | None = None,
    step: Step | None = None,
    others: Sequence[str] = (),
    most: int | None = None,
) -> list[Prepared]:
    """Draft messages to candidates, or to the slate of a requisition. Nothing is queued or sent.

    Args:
        room: Of the workbook.
        requisition: Key of the opening that the message is about; None for a message about no opening.
        to: Keys of candidates; empty means the requisition's slate.
        by: Who would send it.
        template: Name of the template; None takes the step's.
        step: Which message of the thread it is; None takes the template's step, else the next step.
        others: Further openings, chosen by hand.
        most: How many openings each message may mention, 0 to 3: the chosen ones, then the candidate's best other
            matches. None takes the chosen ones.

    Raises:
        UnknownKey: The workbook has no such row.
        TemplateError: The template cannot be used.
        NoSender: The sender's address is unknown.
        NoRecipients: There are neither candidates nor a requisition.
    """
    if not to and not requisition:
        raise NoRecipients
    sender, workbook = sender_of(room.settings, by), room.read()
    matches = make_plan(workbook, force=True).slates.matches if requisition or most else None
    people = list(to)
    if matches is not None and requisition and not people:
        people = [str(key) for key in matches[matches["req_key"] == key_of(requisition)]["candidate"]]
    drafting = _Drafting(room, workbook, matches, sender, by, room.writer(workbook), stand_ins(room))
    prepared = []
    for key in people:
        openings = [requisition, *others] if requisition else []
        if most is not None:
            openings = openings_for(matches, key, openings, most) if matches is not None else []
        prepared.append(drafting.prepare(key, openings, template, step))
    return prepared


@dataclass(frozen=True)
class _Drafting:
    """What drafts are written from; all drafts of one call share it.

    Attributes:
        room: Of the workbook.
        workbook: As it was read.
        matches: The slates; None for messages without an opening.
        sender: Name and address of the sender.
        by: The sender as the caller named them; the ledger names them so.
        writer: Writes the drafts.
        links: Stand in for the links of each message, which are made when it is queued.
    """

    room: Mailroom
    workbook: Workbook
    matches: Any
    sender: Sender
    by: str
    writer: Writer
    links: Links

    def prepare(self, key: str, openings: Sequence[str], template: str | None, step: Step | None) -> Prepared:
        """Draft a message to one candidate, and check whether it may be sent."""
        state, templates = self.workbook.state, self.workbook.templates
        person = self.workbook.book.people.get(key_of(key))
        language = language_of(person, self.room.settings.conventions)
        sends = self.workbook.persons.sends(state, key_of(key))
        named = step_of(templates.pick(template).name) if template else None
        chosen = step or named or next_step(sends, state, openings, self.by)
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
        )
        explained = [self._explained(key, opening) for opening in draft.openings]
        warnings = [
            *draft.warnings,
            *_language_warnings(person, draft),
            *(warning for one in explained for warning in _warnings(one)),
        ]
        reasons = _reasons(self.room, self.workbook, state, draft, self.by)
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


def _reasons(room: Mailroom, workbook: Workbook, state: LedgerState, draft: Draft, by: str) -> list[str]:
    proposal = Proposal(draft.candidate, draft.openings, draft.step, by)
    candidate = workbook.book.people.get(key_of(draft.candidate))
    against = reasons_against(candidate, proposal, room.around(workbook, state))
    return [*draft.problems, *map(words, against)]


def looked_over(room: Mailroom, drafts: Sequence[Draft], by: str) -> list[Queued]:
    """What `queue` would do with drafts; nothing is written. Raises as `queue` does."""
    workbook, state = room.rehearsal()
    judged = _judged(room, workbook, state, dict(enumerate(drafts)), by)
    return [Queued(drafts[number], reasons=reasons) for number, reasons in judged]


def _judged(
    room: Mailroom, workbook: Workbook, state: LedgerState, drafts: Mapping[Name, Draft], by: str
) -> Iterator[tuple[Name, list[str]]]:
    """Each draft's name and the reasons against sending it; a second draft to one person in the batch is refused."""
    written_to: set[str] = set()
    for name, draft in drafts.items():
        reasons = _reasons(room, workbook, state, draft, by)
        person = workbook.persons.of(key_of(draft.candidate))
        if written_to.intersection(person.keys):
            reasons.append(words(Reason(ReasonKind.TWICE_IN_BATCH)))
        if not reasons:
            written_to.update(person.keys)
        yield name, reasons


def queue(room: Mailroom, drafts: Sequence[Draft], by: str, *, hold: bool = False) -> list[Queued]:
    """Queue each draft that may be sent; the ledger gets all of them in one step.

    The exact bytes of a message are on the disk before the ledger names it.

    Args:
        room: Of the workbook.
        drafts: As the recruiter read and perhaps edited them.
        by: Who decided.
        hold: Whether all workers leave the messages alone for `HOLD`, so that they can be cancelled.

    Raises:
        SchemaError, LedgerError, StoreError: As `Mailroom.read` does.
        MailError: A message cannot be written to the spool.
    """
    workbook = room.read(sending=True)
    secret = room.secret()
    drafted = {secrets.token_hex(8): draft for draft in drafts}
    results: dict[str, Queued] = {}
    spooled: set[str] = set()

    def decide(state: LedgerState) -> Sequence[Event]:
        results.clear()
        events: list[Event] = []
        for send_id, reasons in _judged(room, workbook, state, drafted, by):
            draft = drafted[send_id]
            if reasons:
                results[send_id] = Queued(draft, reasons=reasons)
                continue
            event = _queued(room, send_id, draft, by, hold=hold)
            if send_id not in spooled:
                room.spool.save(_spooled(room, event, draft), line_of(event))
                spooled.add(send_id)
            mailbox = Event(event.at, Notice.MAILBOX, send_id, detail=mailbox_hash(secret, draft.address))
            events += [event, mailbox]
            results[send_id] = Queued(draft, send_id)
        return [*room.beginning(state), *events] if events else []

    try:
        room.ledger.change(decide)
    finally:
        for send_id in spooled - {result.send_id for result in results.values()}:
            room.spool.remove(send_id)
    for send_id in spooled & room.ledger.state.sends.keys():
        room.spool.confirm(send_id)
    queued = [result for result in results.values() if result.send_id]
    record_contacts(room, workbook, {result.send_id: result.draft for result in queued}, by)
    return list(results.values())


def _queued(room: Mailroom, send_id: str, draft: Draft, by: str, *, hold: bool) -> Event:
    now = room.clock.now()
    return Event(
        at=now,
        state=State.QUEUED,
        send_id=send_id,
        candidate=draft.candidate,
        requisitions=draft.openings,
        step=draft.step,
        by=by,
        detail=hold_detail(now) if hold else "",
        subject=draft.subject,
        message_id=message_id(send_id, draft.sender.address),
    )


def _spooled(room: Mailroom, event: Event, draft: Draft) -> Spooled:
    settings = room.settings
    links = links_of(room, event.send_id)
    postmark = Postmark(
        event.send_id, event.at, settings.reply_to or "", settings.unsubscribe_address or "", links.one_click
    )
    return compose(with_links(room, draft, links), postmark)
