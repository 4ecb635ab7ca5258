"""Drafting messages for a recruiter to read, and queueing those that the recruiter decided to send."""

import secrets
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from automation.core.ledger.events import Event, Notice, State, Step
from automation.core.ledger.ledger_tabs import line_of
from automation.core.ledger.sends import hold_detail
from automation.core.ledger.standing_releases import detail_of
from automation.core.ledger.state import LedgerState
from automation.core.ledger.suppression import mailbox_hash
from automation.core.messages.drafts import Draft
from automation.core.messages.openings import openings_for
from automation.core.publishing.plan import make_plan
from automation.core.reason_words import words
from automation.core.reasons import Reason, ReasonKind
from automation.core.schema import REQUISITIONS
from automation.core.text import key_of
from automation.core.workbook.assemble import Workbook
from automation.core.workbook.nearest_keys import unknown_key
from automation.errors import DoubledKey, NoRecipients
from automation.mail.base import Spooled
from automation.mail.compose import Postmark, compose, message_id
from automation.outreach.context import Mailroom
from automation.outreach.decisions import record_contacts
from automation.outreach.drafting import Prepared, drafting_for, reasons_of
from automation.outreach.links import links_of, with_links

Name = TypeVar("Name")


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
        DoubledKey: It has more than one.
        TemplateError: The template cannot be used.
        NoSender: The sender's address is unknown.
        NoRecipients: There are neither candidates nor a requisition.
    """
    if not to and not requisition:
        raise NoRecipients
    drafting = drafting_for(room, by)
    book = drafting.workbook.book
    if requisition and key_of(requisition) in book.doubled[REQUISITIONS]:
        raise DoubledKey(REQUISITIONS, requisition)
    if requisition and key_of(requisition) not in book.requisition_rows:
        raise unknown_key(REQUISITIONS, requisition, book.requisition_rows.values())
    matches = make_plan(drafting.workbook, force=True).slates.matches if requisition or most else None
    people = list(to)
    if matches is not None and requisition and not people:
        people = [str(key) for key in matches.having("req_key", key_of(requisition))["candidate"]]
    prepared = []
    for key in people:
        openings = [requisition, *others] if requisition else []
        if most is not None:
            openings = openings_for(matches, key, openings, most) if matches is not None else []
        prepared.append(drafting.prepare(key, openings, template, step))
    return prepared


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
    by_release: Counter[str] = Counter()
    for name, draft in drafts.items():
        reasons = reasons_of(room, workbook, state, draft, by, by_release[draft.release])
        person = workbook.persons.of(key_of(draft.candidate))
        if written_to.intersection(person.keys):
            reasons.append(words(Reason(ReasonKind.TWICE_IN_BATCH)))
        if not reasons:
            written_to.update(person.keys)
            by_release[draft.release] += 1
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
        detail=hold_detail(now) if hold else detail_of(draft.release),
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
