"""Which events a new reply leads to: the reply itself, suppressions, and the waiting messages that it cancels."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from automation.core.ledger.events import BOUNCES, LEAVING, PAGE, THREAD, WAITING, Answer, Event, Notice, State, Step
from automation.core.ledger.persons import Persons
from automation.core.ledger.replies import CHOICES, choices, erase_day, has_unsubscribed
from automation.core.ledger.sends import Send, hashed_identity
from automation.core.ledger.state import LedgerState
from automation.core.reasons import Reason, ReasonKind
from automation.core.suppression_text import suppression_text
from automation.core.text import key_of

# These messages go out even while the candidate asked us to wait: a promise, and the question of consent.
OWED = frozenset({Step.PROMISE, Step.CONSENT})


@dataclass(frozen=True)
class NewReply:
    """A reply or a bounce, before it is recorded.

    Attributes:
        answer: What it is.
        candidate: The key of the row, as shown.
        by: `PAGE`, `MAIL`, or the person who records it.
        answer_id: Its own ID; the same ID is recorded once.
        send_id: The message that it replies to; "" where that is unknown.
        requisitions: The openings that it is about.
        value: The month or day to ask again, the day of return, yes or no, a `Seems` or a `Why`.
        words: The words to keep.
        hashes: Keyed hashes of the addresses and keys to suppress, or to suppress no longer.
        mailbox: The keyed hash of the bare mailbox that it came from, where no message of ours shows who sent it.
    """

    answer: Answer
    candidate: str
    by: str
    answer_id: str
    send_id: str = ""
    requisitions: tuple[str, ...] = ()
    value: str = ""
    words: str = ""
    hashes: tuple[str, ...] = ()
    mailbox: str = ""


def events_of(state: LedgerState, new: Sequence[NewReply], at: datetime, persons: Persons | None = None) -> list[Event]:
    """The events to write for new replies: the replies, the suppressions, and the messages they cancel.

    Empty where a reply is recorded already, or where the page only repeats the candidate's last reply.

    Args:
        state: The ledger.
        new: The new replies.
        at: When, UTC.
        persons: Which rows are one person; None where the workbook cannot be reached, and each key is a person.
    """
    persons = persons or Persons(())
    if any(one.answer_id in state.answer_ids for one in new):
        return []
    events: list[Event] = []
    for one in new:
        reply = _reply(one, at)
        if one.by == PAGE and _is_repeated(state, one, persons.replies_beside(state, reply)):
            continue
        events.append(reply)
        if one.mailbox:
            events.append(Event(at, Notice.MAILBOX, one.answer_id, detail=one.mailbox))
        bounced = one.answer is Answer.HARD_BOUNCE
        why = Reason(ReasonKind.BOUNCED, at.date()) if bounced else Reason(ReasonKind.ASKED)
        if one.answer is Answer.BACK:
            lifted = (hashed for hashed in one.hashes if hashed in state.suppressed)
            events += [Event(at, Notice.UNSUPPRESSED, by=one.by, detail=hashed, subject=one.words) for hashed in lifted]
            continue
        for hashed in one.hashes:
            known = state.suppressed.get(hashed)
            if known is None or (known.kind is ReasonKind.BOUNCED and one.answer in LEAVING):
                events.append(Event(at, Notice.SUPPRESSED, detail=hashed, subject=suppression_text(why)))
    stopped = dict.fromkeys(send.send_id for one in new for send in stopped_by(state, one, at, persons))
    why_stopped = f"they answered: {new[0].answer.value}" if new else ""
    return [
        *events,
        *(replace(state.sends[one].queued, at=at, state=State.CANCELLED, detail=why_stopped) for one in stopped),
    ]


def _is_repeated(state: LedgerState, reply: NewReply, replies: Sequence[Event]) -> bool:
    if reply.answer in LEAVING:
        asked = reply.answer is Answer.LEFT or erase_day(replies) is not None
        return (
            asked and has_unsubscribed(replies, on_page=True) and all(one in state.suppressed for one in reply.hashes)
        )
    if reply.answer is Answer.BACK:
        return not has_unsubscribed(replies) and not any(one in state.suppressed for one in reply.hashes)
    if reply.answer in CHOICES:
        current = choices(replies)
        known = [current.get(key_of(requisition)) for requisition in reply.requisitions or ("",)]
    elif reply.answer in {Answer.ALERTS, Answer.KEEP, Answer.DETAILS}:
        known = [next((one for one in reversed(replies) if one.state == reply.answer), None)]
    else:
        return False
    if reply.answer is Answer.NO_THANKS and not reply.value:
        # They named a reason before, and tap on No thanks again.
        return all(one is not None and one.state == reply.answer for one in known)
    new = (reply.answer, reply.value, reply.words)
    return all(one is not None and (one.state, one.subject, one.detail) == new for one in known)


def _reply(reply: NewReply, at: datetime) -> Event:
    return Event(
        at,
        reply.answer,
        reply.send_id,
        reply.candidate,
        reply.requisitions,
        "",
        reply.by,
        reply.words,
        reply.value,
        reply.answer_id,
    )


def stopped_by(state: LedgerState, reply: NewReply, at: datetime, persons: Persons | None = None) -> list[Send]:
    """The waiting messages to this candidate that a reply cancels; a recruiter may queue them again.

    Args:
        state: The ledger.
        reply: The reply.
        at: When it came, UTC.
        persons: Which rows are one person; None goes by the ledger alone, where one mailbox is one person.
    """
    theirs = (persons or Persons(())).sends_beside(state, _reply(reply, at))
    if reply.answer in LEAVING | BOUNCES:
        # No message goes to a suppressed address, even where another candidate shares it.
        listed = state.of_identities(map(hashed_identity, reply.hashes))
        both = {send.send_id: send for send in (*theirs, *listed)}
        return [send for send in both.values() if send.state in WAITING]
    waiting = [send for send in theirs if send.state in WAITING]
    if reply.answer is Answer.NOT_NOW:
        return [send for send in waiting if send.queued.step not in OWED]
    if reply.answer is Answer.NO_THANKS:
        meant = set(map(key_of, reply.requisitions))
        return [send for send in waiting if meant & set(map(key_of, send.queued.requisitions))]
    if reply.answer in {Answer.INTERESTED, Answer.REPLIED, Answer.DETAILS, Answer.SPOKE}:
        return [send for send in waiting if send.queued.step in THREAD]
    return []
