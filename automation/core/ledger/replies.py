"""What people answered, as values: what it means for one person now, and which events an answer leads to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from automation.core.ledger.events import (
    BOUNCES,
    CONTACT,
    MAIL,
    PAGE,
    THREAD,
    WAITING,
    Answer,
    Event,
    Notice,
    State,
    Step,
)
from automation.core.ledger.persons import Persons
from automation.core.ledger.sends import Send, hashed_identity
from automation.core.ledger.state import LedgerState
from automation.core.reasons import Reason, ReasonKind, suppression_text
from automation.core.text import key_of

# What is owed to a person goes out although they asked to be left alone for a while.
OWED = frozenset({Step.PROMISE, Step.CONSENT})
# What a person can say of an opening; the last one counts.
CHOICES = frozenset({Answer.INTERESTED, Answer.NOT_NOW, Answer.NO_THANKS})
_FOR_A_PERSON = frozenset({Answer.INTERESTED, Answer.DETAILS, Answer.REPLIED, Answer.AUTO_REPLY, *BOUNCES})


@dataclass(frozen=True)
class Heard:
    """Something that came back, before it is noted.

    Attributes:
        answer: What it is.
        candidate: The key of the row, as shown.
        by: `PAGE`, `MAIL`, or the person who notes it.
        answer_id: Its own ID; what has the same one is noted once.
        send_id: The message that was answered; "" where nobody knows.
        requisitions: The openings meant.
        value: The month to ask again, the day of return, yes or no.
        words: What is kept of their words.
        hashes: Keyed hashes of what must not be written to any more, or may be again.
        mailbox: The keyed hash of the bare mailbox that it came from, where no message of ours tells whose it is.
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
class Said:
    """What a person has said so far, as it counts now.

    Attributes:
        heard_on: The last day they themselves said something.
        asked_until: The day from which they want to be asked again; None where they named none, or are interested.
        not_now: Opening's compared key → the day from which to ask again.
        declined: Openings' compared keys that they said no to → the day they said it.
        interested: Openings as shown, with the day; of those that nobody got back to yet.
        waiting: The first day on which they wrote something that nobody has dealt with yet.
        left: Whether they left the list.
        alerts: Whether they want to hear of openings; None where they did not say.
        bounced_on: The day on which a message came back from the address that stands in the row.
    """

    heard_on: date | None = None
    asked_until: date | None = None
    not_now: Mapping[str, date] = field(default_factory=dict)
    declined: Mapping[str, date] = field(default_factory=dict)
    interested: Sequence[tuple[str, date]] = ()
    waiting: date | None = None
    left: bool = False
    alerts: bool | None = None
    bounced_on: date | None = None


NOTHING = Said()


def said_of(state: LedgerState, persons: Persons, key: str) -> Said:
    """What the person on one row has said (compared key)."""
    return _said_by(state, persons, key, persons.replies_of(state, key))


def everybody(state: LedgerState, persons: Persons) -> dict[str, Said]:
    """Candidate's compared key → what the person on that row has said; only those who said something."""
    return {key: _said_by(state, persons, key, answers) for key, answers in persons.replies(state).items()}


def _said_by(state: LedgerState, persons: Persons, key: str, answers: Sequence[Event]) -> Said:
    if not answers:
        return NOTHING
    touched = max((send.at for send in persons.sends(state, key) if state.reached(send)), default=None)
    return _said(state, answers, touched)


def _said(state: LedgerState, answers: Sequence[Event], touched: datetime | None) -> Said:
    contact = [one for one in answers if is_contact(one)]
    current = choices(answers)
    open_ones = [one for one in answers if _open(one, state, touched)]
    to_read = [one.at.date() for one in open_ones if one.state in {Answer.REPLIED, Answer.DETAILS}]
    not_now = {req: until_of(one) for req, one in current.items() if one.state == Answer.NOT_NOW}
    interested = any(one.state == Answer.INTERESTED for one in current.values())
    alerts = [one.subject == "yes" for one in answers if one.state == Answer.ALERTS]
    kept = {id(one) for one in current.values()}
    return Said(
        heard_on=max((one.at.date() for one in contact), default=None),
        asked_until=None if interested else max((day for day in not_now.values() if day), default=None),
        not_now={req: day for req, day in not_now.items() if day},
        declined={req: one.at.date() for req, one in current.items() if one.state == Answer.NO_THANKS},
        interested=[
            (req, one.at.date())
            for one in open_ones
            if one.state == Answer.INTERESTED and id(one) in kept
            for req in one.requisitions or ("",)
        ],
        waiting=min(to_read, default=None),
        left=has_left(answers),
        alerts=alerts[-1] if alerts else None,
    )


def _open(answer: Event, state: LedgerState, touched: datetime | None) -> bool:
    """Whether nobody dealt with an answer: neither was it ticked off, nor has anything gone out since."""
    return answer.message_id not in state.handled and (touched is None or touched <= answer.at)


def has_left(answers: Iterable[Event], *, on_page: bool = False) -> bool:
    """Whether somebody left the list and is not back; `on_page` counts only what they did on their page."""
    page = elsewhere = False
    for one in answers:
        if one.state == Answer.LEFT:
            page, elsewhere = page or one.by == PAGE, elsewhere or one.by != PAGE
        elif one.state == Answer.BACK:
            page, elsewhere = page and one.by != PAGE, False
    return page or (elsewhere and not on_page)


def is_contact(answer: Event) -> bool:
    """Whether the person themselves said something. The day of return in an automatic reply is nothing they said."""
    theirs = answer.state != Answer.BACK or answer.by == PAGE
    return theirs and answer.state in CONTACT and answer.step != Answer.AUTO_REPLY


def source_of(answer: Event) -> str:
    """Where an answer came from: page, mail or person."""
    return {PAGE: "page", MAIL: "mail"}.get(answer.by, "person")


def choices(answers: Iterable[Event]) -> dict[str, Event]:
    """Opening's compared key → the last thing somebody said of it; "" for what was said of none in particular."""
    current = {}
    for one in answers:
        if one.state in CHOICES:
            for requisition in one.requisitions or ("",):
                current[key_of(requisition)] = one
    return current


def until_of(answer: Event) -> date | None:
    """From when somebody wants to be asked again: a month's first day, or a day; None where they named neither."""
    return day_of(answer.subject)


def day_of(text: str) -> date | None:
    """2027-03 as its first day, 2027-03-15 as it is; None for anything else."""
    try:
        return date.fromisoformat(f"{text}-01" if len(text) == len("2027-03") else text)
    except ValueError:
        return None


def for_a_person(state: LedgerState) -> list[Event]:
    """The answers that somebody has to deal with and has not, oldest first."""
    found = [
        one
        for answers in state.answers.values()
        for one in answers
        if one.state in _FOR_A_PERSON and one.message_id not in state.handled
    ]
    return sorted(found, key=lambda one: one.at)


def beside(
    state: LedgerState, answers: Sequence[Event], sends: Iterable[Send], today: date, requisition: str = ""
) -> list[Event]:
    """What to show beside a person: what they said of an opening, then the latest thing that waits for somebody.

    A "not now" stands beside every opening until its day comes, as it stands in the way of every match. Without an
    opening, only what is still to be dealt with or waited for is shown.

    Args:
        state: The ledger.
        answers: What came back from the person, in the order in which it was recorded.
        sends: The messages to them.
        today: The workbook's day.
        requisition: The opening, in any case; "" for none in particular.
    """
    left = [one for one in answers if one.state == Answer.LEFT]
    if not answers or has_left(answers):
        return left[-1:]
    touched = max((send.at for send in sends if state.reached(send)), default=None)
    waiting = [one for one in answers if _open(one, state, touched) and one.state in _FOR_A_PERSON]
    choice = _choice(choices(answers), waiting, today, requisition)
    others = [one for one in waiting if one.state != Answer.INTERESTED and not _is_back(one, today)]
    return [*choice, *others[-1:]]


def _choice(current: Mapping[str, Event], waiting: Sequence[Event], today: date, requisition: str) -> list[Event]:
    own = current.get(key_of(requisition)) or current.get("")
    interested = [one for one in current.values() if one.state == Answer.INTERESTED]
    if requisition and own:
        found = [own]
    elif requisition:
        found = [] if interested else [one for one in current.values() if one.state == Answer.NOT_NOW]
    else:
        found = [one for one in interested if one in waiting]
        found = found or [one for one in current.values() if one.state == Answer.NOT_NOW and not interested]
    standing = [one for one in found if one.state != Answer.NOT_NOW or not _is_over(one, today)]
    return sorted(standing, key=lambda one: (until_of(one) or date.min, one.at))[-1:]


def _is_over(not_now: Event, today: date) -> bool:
    until = until_of(not_now)
    return until is not None and until <= today


def _is_back(answer: Event, today: date) -> bool:
    """Whether an automatic reply tells of no absence any more."""
    until = until_of(answer)
    return answer.state == Answer.AUTO_REPLY and (until is None or until <= today)


def untold(state: LedgerState) -> list[Event]:
    """The answers that their owner should hear of at once and has not: interest, and dead addresses."""
    return [
        one
        for one in for_a_person(state)
        if one.state in {Answer.INTERESTED, Answer.HARD_BOUNCE} and telling_id(one) not in state.told
    ]


def telling_id(answer: Event) -> str:
    """What an answer is known by once its owner was told: one letter may hold answers about several openings."""
    return " ".join([answer.message_id, *map(key_of, answer.requisitions)])


def events_of(state: LedgerState, heard: Sequence[Heard], at: datetime, persons: Persons | None = None) -> list[Event]:
    """What is to be written for what came back: the answers, whom not to write to any more, and what is not sent now.

    Nothing where it is noted already, or where the page only says again what the person said before.

    Args:
        state: The ledger.
        heard: What came back.
        at: When, UTC.
        persons: Which rows are one person; None where the workbook is out of reach: then each key is a person.
    """
    persons = persons or Persons(())
    if any(one.answer_id in state.answer_ids for one in heard):
        return []
    events: list[Event] = []
    for one in heard:
        reply = _reply(one, at)
        if one.by == PAGE and _said_already(state, one, persons.replies_beside(state, reply)):
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
            if known is None or (known.kind is ReasonKind.BOUNCED and one.answer is Answer.LEFT):
                events.append(Event(at, Notice.SUPPRESSED, detail=hashed, subject=suppression_text(why)))
    stopped = dict.fromkeys(send.send_id for one in heard for send in stopped_by(state, one, at, persons))
    said = f"they answered: {heard[0].answer.value}" if heard else ""
    return [
        *events,
        *(replace(state.sends[one].queued, at=at, state=State.CANCELLED, detail=said) for one in stopped),
    ]


def _said_already(state: LedgerState, heard: Heard, answers: Sequence[Event]) -> bool:
    if heard.answer is Answer.LEFT:
        return has_left(answers, on_page=True) and all(one in state.suppressed for one in heard.hashes)
    if heard.answer is Answer.BACK:
        return not has_left(answers) and not any(one in state.suppressed for one in heard.hashes)
    if heard.answer in CHOICES:
        current = choices(answers)
        known = [current.get(key_of(requisition)) for requisition in heard.requisitions or ("",)]
    elif heard.answer in {Answer.ALERTS, Answer.DETAILS}:
        known = [next((one for one in reversed(answers) if one.state == heard.answer), None)]
    else:
        return False
    said = (heard.answer, heard.value, heard.words)
    return all(one is not None and (one.state, one.subject, one.detail) == said for one in known)


def _reply(heard: Heard, at: datetime) -> Event:
    return Event(
        at,
        heard.answer,
        heard.send_id,
        heard.candidate,
        heard.requisitions,
        "",
        heard.by,
        heard.words,
        heard.value,
        heard.answer_id,
    )


def stopped_by(state: LedgerState, heard: Heard, at: datetime, persons: Persons | None = None) -> list[Send]:
    """The messages waiting for this person that an answer stops; a person may decide on them again.

    Args:
        state: The ledger.
        heard: The answer.
        at: When it came, UTC.
        persons: Which rows are one person; None leaves it to the ledger, which takes one mailbox for one person.
    """
    theirs = (persons or Persons(())).sends_beside(state, _reply(heard, at))
    if heard.answer in {Answer.LEFT, *BOUNCES}:
        # Nobody is written to at an address that is on the list from now on, whoever else has it.
        listed = state.of_identities(map(hashed_identity, heard.hashes))
        both = {send.send_id: send for send in (*theirs, *listed)}
        return [send for send in both.values() if send.state in WAITING]
    waiting = [send for send in theirs if send.state in WAITING]
    if heard.answer is Answer.NOT_NOW:
        return [send for send in waiting if send.queued.step not in OWED]
    if heard.answer is Answer.NO_THANKS:
        meant = set(map(key_of, heard.requisitions))
        return [send for send in waiting if meant & set(map(key_of, send.queued.requisitions))]
    if heard.answer in {Answer.INTERESTED, Answer.REPLIED, Answer.DETAILS}:
        return [send for send in waiting if send.queued.step in THREAD]
    return []
