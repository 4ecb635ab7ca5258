"""Candidates' replies: what they mean for a candidate now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from automation.core.ledger.events import CONTACT, LEAVING, PAGE, Answer, Event, Seems, Step, Why
from automation.core.ledger.persons import Persons
from automation.core.ledger.preferences import NO_CHOICE, Preferences, read_line
from automation.core.ledger.sends import Send
from automation.core.ledger.state import LedgerState
from automation.core.text import key_of

# What a candidate can reply about an opening; the last one counts.
CHOICES = frozenset({Answer.INTERESTED, Answer.NOT_NOW, Answer.NO_THANKS})


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
