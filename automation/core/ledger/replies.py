"""Candidates' replies: what they mean for a candidate now, and which events a new reply leads to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from automation.core.ledger.events import (
    BOUNCES,
    CONTACT,
    LEAVING,
    PAGE,
    THREAD,
    WAITING,
    Answer,
    Event,
    Notice,
    Seems,
    State,
    Step,
    Why,
)
from automation.core.ledger.persons import Persons
from automation.core.ledger.preferences import NO_CHOICE, Preferences, read_line
from automation.core.ledger.sends import Send, hashed_identity
from automation.core.ledger.state import LedgerState
from automation.core.reasons import Reason, ReasonKind, suppression_text
from automation.core.text import key_of

# These messages go out even while the candidate asked us to wait: a promise, and the question of consent.
OWED = frozenset({Step.PROMISE, Step.CONSENT})
# What a candidate can reply about an opening; the last one counts.
CHOICES = frozenset({Answer.INTERESTED, Answer.NOT_NOW, Answer.NO_THANKS})


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


@dataclass(frozen=True)
class ReplySummary:
    """A candidate's replies, and what they mean now.

    Attributes:
        replied_on: The day of their last reply.
        asked_until: The day from which they want to be asked again; None where they named none, or are interested.
        not_now: Opening's compared key → the day from which to ask again.
        declined: Compared key of an opening that they declined → the day of that reply.
        why: Compared key of an opening that they declined → why, only where they named a reason.
        interested: Openings as shown that they are interested in, with the day; only those not dealt with yet.
        waiting: The day of their first written reply that is not dealt with yet.
        left: Whether they unsubscribed.
        alerts: Whether they want to hear of openings; None where they did not say.
        preferences: Of which openings, and how often.
        bounced_on: The day on which a message to the address in the row bounced.
        wrote_about: The compared keys of the openings that we wrote to them about.
        spoke: The last contact outside the program: its day, and the recruiter.
        kept_on: The day on which they last agreed to be kept.
        erase_on: The day on which they asked to be erased; None where they did not, or took it back.
    """

    replied_on: date | None = None
    asked_until: date | None = None
    not_now: Mapping[str, date] = field(default_factory=dict)
    declined: Mapping[str, date] = field(default_factory=dict)
    why: Mapping[str, Why] = field(default_factory=dict)
    interested: Sequence[tuple[str, date]] = ()
    waiting: date | None = None
    left: bool = False
    alerts: bool | None = None
    preferences: Preferences = NO_CHOICE
    bounced_on: date | None = None
    wrote_about: frozenset[str] = frozenset()
    spoke: tuple[date, str] | None = None
    kept_on: date | None = None
    erase_on: date | None = None


NOTHING = ReplySummary()


def summary_of(state: LedgerState, persons: Persons, key: str) -> ReplySummary:
    """The summary for the person on one row (compared key); without replies, what we wrote to them about."""
    replies = persons.replies_of(state, key)
    return _summary(state, persons, key, replies) if replies else written_about(state, persons, key)


def summaries(state: LedgerState, persons: Persons) -> dict[str, ReplySummary]:
    """Candidate's compared key → the summary for the person on that row; only where there are replies."""
    return {key: _summary(state, persons, key, replies) for key, replies in persons.replies(state).items()}


def _summary(state: LedgerState, persons: Persons, key: str, replies: Sequence[Event]) -> ReplySummary:
    sends = [send for send in persons.sends(state, key) if state.reached(send)]
    # An alert deals with no reply.
    touched = max((send.at for send in sends if send.queued.step != Step.ALERT), default=None)
    return replace(_summarised(state, replies, touched), wrote_about=_openings(sends))


def written_about(state: LedgerState, persons: Persons, key: str) -> ReplySummary:
    """The summary for the person on a row (compared key) who has not replied: only what we wrote to them about."""
    return replace(NOTHING, wrote_about=_openings(send for send in persons.sends(state, key) if state.reached(send)))


def _openings(sends: Iterable[Send]) -> frozenset[str]:
    return frozenset(key_of(requisition) for send in sends for requisition in send.queued.requisitions)


def _summarised(state: LedgerState, replies: Sequence[Event], touched: datetime | None) -> ReplySummary:
    contact = [one for one in replies if is_contact(one)]
    current = choices(replies)
    open_ones = [one for one in replies if is_open(one, state, touched)]
    to_read = [one.at.date() for one in open_ones if one.state in {Answer.REPLIED, Answer.DETAILS}]
    not_now = {req: until_of(one) for req, one in current.items() if one.state == Answer.NOT_NOW}
    interested = any(one.state == Answer.INTERESTED for one in current.values())
    alerts = [one for one in replies if one.state == Answer.ALERTS]
    kept = {id(one) for one in current.values()}
    return ReplySummary(
        replied_on=max((one.at.date() for one in contact), default=None),
        asked_until=None if interested else max((day for day in not_now.values() if day), default=None),
        not_now={req: day for req, day in not_now.items() if day},
        declined={req: one.at.date() for req, one in current.items() if one.state == Answer.NO_THANKS},
        why=_why(replies),
        interested=[
            (req, one.at.date())
            for one in open_ones
            if one.state == Answer.INTERESTED and id(one) in kept
            for req in one.requisitions or ("",)
        ],
        waiting=min(to_read, default=None),
        left=has_unsubscribed(replies),
        alerts=alerts[-1].subject == "yes" if alerts else None,
        preferences=preferences_of(replies),
        spoke=max(((one.at.date(), one.by) for one in replies if one.state == Answer.SPOKE), default=None),
        kept_on=max((one.at.date() for one in replies if one.state == Answer.KEEP), default=None),
        erase_on=erase_day(replies),
    )


def preferences_of(replies: Iterable[Event]) -> Preferences:
    """What a candidate last chose to hear of."""
    chosen = [one.detail for one in replies if one.state == Answer.ALERTS and one.subject == "yes"]
    return read_line(chosen[-1]) if chosen else NO_CHOICE


def erase_day(replies: Iterable[Event]) -> date | None:
    """The day of the first request to be erased since they were last back on the list."""
    asked: date | None = None
    for one in replies:
        if one.state == Answer.ERASE:
            asked = asked or one.at.date()
        elif one.state == Answer.BACK and one.by == PAGE:
            asked = None
    return asked


def is_open(reply: Event, state: LedgerState, touched: datetime | None) -> bool:
    """Whether a reply is not dealt with: it was not marked done, and no message went out since."""
    return reply.message_id not in state.handled and (touched is None or touched <= reply.at)


def has_unsubscribed(replies: Iterable[Event], *, on_page: bool = False) -> bool:
    """Whether a candidate unsubscribed and did not take it back; `on_page` counts only what they did on their page."""
    page = elsewhere = False
    for one in replies:
        if one.state in LEAVING:
            page, elsewhere = page or one.by == PAGE, elsewhere or one.by != PAGE
        elif one.state == Answer.BACK:
            page, elsewhere = page and one.by != PAGE, False
    return page or (elsewhere and not on_page)


def is_contact(reply: Event) -> bool:
    """Whether the candidate themselves replied. Bounces and automatic replies are no contact."""
    gone = reply.state == Answer.REPLIED and reply.subject == Seems.GONE
    theirs = (reply.state != Answer.BACK or reply.by == PAGE) and not gone
    return theirs and reply.state in CONTACT and reply.step != Answer.AUTO_REPLY


def choices(replies: Iterable[Event]) -> dict[str, Event]:
    """Opening's compared key → the last choice about it in a candidate's replies; "" for one that names none."""
    current = {}
    for one in replies:
        if one.state in CHOICES:
            for requisition in one.requisitions or ("",):
                current[key_of(requisition)] = one
    return current


def _why(replies: Iterable[Event]) -> dict[str, Why]:
    """Compared key of an opening that a candidate declined → the last reason that they named."""
    reasons: dict[str, Why] = {}
    for one in replies:
        for requisition in map(key_of, one.requisitions or ("",)) if one.state in CHOICES else ():
            if one.state != Answer.NO_THANKS:
                reasons.pop(requisition, None)
            elif one.subject in set(Why):
                reasons[requisition] = Why(one.subject)
    return reasons


def until_of(reply: Event) -> date | None:
    """The day from which a candidate wants to be asked again, or is back; None where the reply names none."""
    return day_of(reply.subject)


def day_of(text: str) -> date | None:
    """The first day of a month such as 2027-03, or a day such as 2027-03-15; None for anything else."""
    try:
        return date.fromisoformat(f"{text}-01" if len(text) == len("2027-03") else text)
    except ValueError:
        return None


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
