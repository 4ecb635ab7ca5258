"""The ledger of messages as values: events in order, and what they add up to.

Nothing is ever changed or taken back in the ledger; what is true now follows from the events. A message goes from
queued to sending to sent, deferred, rejected or unknown; deferred ones are tried again, unknown ones never by
themselves.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from automation.core.text import key_of

# After a deferral: a quarter of an hour, then twice as long each time.
BACKOFF = timedelta(minutes=15)
# Deferred this often, a message is rejected: the other side does not want it now.
MOST_TRIES = 6


class State(StrEnum):
    """Where a message is."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DEFERRED = "deferred"
    REJECTED = "rejected"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"


class Step(StrEnum):
    """Which message it is. A person gets each step about an opening once."""

    FIRST = "first note"
    FOLLOW_UP_1 = "follow-up 1"
    FOLLOW_UP_2 = "follow-up 2"
    FRESHNESS = "is it still right?"
    PROMISE = "promise kept"
    CONSENT = "consent renewal"
    MANAGER = "manager's note"


# The messages of one thread, in their order.
THREAD = (Step.FIRST, Step.FOLLOW_UP_1, Step.FOLLOW_UP_2)


class Notice(StrEnum):
    """Events that are no message's state."""

    BEGUN = "begun"  # The ledger's first event: `detail` is the workbook it belongs to.
    STOPPED = "stopped"  # The kill switch.
    RESUMED = "resumed"
    SUPPRESSED = "suppressed"  # `detail` is the keyed hash of an address or key, `subject` the reason.
    SECRET = "secret"  # noqa: S105  (`detail` is the fingerprint of the suppression secret.)
    REKEYED = "rekeyed"  # `candidate` or `requisitions` is the new key, `detail` the old one.


@dataclass(frozen=True)
class Limits:
    """How much and how often, as an installation is set.

    Attributes:
        collision_days: Nobody is written to within so many days of another touch.
        daily_cap: Messages within 24 hours, everybody's together.
        recruiter_cap: Messages within 24 hours of one person's.
    """

    collision_days: int = 14
    daily_cap: int = 200
    recruiter_cap: int = 50


# What may follow what; anything else in a log was put there by hand.
_NEXT: Mapping[State, frozenset[State]] = {
    State.QUEUED: frozenset({State.SENDING, State.CANCELLED}),
    State.SENDING: frozenset({State.SENT, State.DEFERRED, State.REJECTED, State.UNKNOWN}),
    State.DEFERRED: frozenset({State.SENDING, State.CANCELLED}),
    State.UNKNOWN: frozenset({State.SENT, State.CANCELLED}),
    State.SENT: frozenset(),
    State.REJECTED: frozenset(),
    State.CANCELLED: frozenset(),
}
_STATES = frozenset(state.value for state in State)
# These give a claim back: the message was provably not sent.
RELEASED = frozenset({State.REJECTED, State.CANCELLED})


@dataclass(frozen=True)
class Event:
    """One line of the ledger.

    Attributes:
        at: When, UTC.
        state: A `State` or a `Notice`.
        send_id: Names the message; "" for a notice.
        candidate: The key of the candidate's row, as shown.
        requisitions: The keys of the openings in the message, as shown; none for a note without one.
        step: Which message it is, such as "first note" or "follow-up 1".
        by: Who decided.
        detail: What the mail server said, which worker holds it, or why somebody resolved it so.
        subject: Of the message.
        message_id: Of the message, fixed before it is sent.
    """

    at: datetime
    state: str
    send_id: str = ""
    candidate: str = ""
    requisitions: tuple[str, ...] = ()
    step: str = ""
    by: str = ""
    detail: str = ""
    subject: str = ""
    message_id: str = ""


# (candidate's compared key, requisition's compared key or the month, step)
Claim = tuple[str, str, str]


@dataclass(frozen=True)
class Send:
    """A message as it stands.

    Attributes:
        queued: Its first event, with everything that does not change.
        state: Where it is.
        at: Since when.
        detail: Of the last event.
        tries: How often it was handed to a mail server.
    """

    queued: Event
    state: State
    at: datetime
    detail: str = ""
    tries: int = 0

    @property
    def send_id(self) -> str:
        """Names the message."""
        return self.queued.send_id

    @property
    def key(self) -> str:
        """The candidate's compared key."""
        return key_of(self.queued.candidate)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What it claims: nobody else may send this person this step about these openings."""
        return claims_of(self.queued.candidate, self.queued.requisitions, self.queued.step, self.queued.at)

    def due(self, now: datetime) -> bool:
        """Whether a worker may take it now."""
        if self.state is State.DEFERRED:
            return now >= self.at + BACKOFF * int(2 ** max(self.tries - 1, 0))
        return self.state is State.QUEUED


def claims_of(candidate: str, requisitions: Sequence[str], step: str, at: datetime) -> tuple[Claim, ...]:
    """The claims of a message queued at some time: one an opening; where it has none, that month.

    An opening is claimed for ever, but whether a row is still right may be asked again next year.
    """
    about = requisitions or (f"{at:%Y-%m}",)
    return tuple((key_of(candidate), key_of(what), step) for what in about)


@dataclass
class LedgerState:
    """What the events so far add up to.

    Attributes:
        sends: Send ID → the message, in the order they were queued.
        claims: What is claimed, by which messages: the first has it, others do where two rows became one person.
        stopped: Whether the kill switch is on, and by which event.
        suppressed: Keyed hash → why.
        workbook: The workbook that the ledger belongs to, "" before anything was queued.
        fingerprint: Of the suppression secret, "" before anybody was suppressed.
        count: How many events.
    """

    sends: dict[str, Send] = field(default_factory=dict)
    claims: dict[Claim, list[str]] = field(default_factory=dict)
    stopped: Event | None = None
    suppressed: dict[str, str] = field(default_factory=dict)
    workbook: str = ""
    fingerprint: str = ""
    count: int = 0

    def apply(self, events: Iterable[Event]) -> None:
        """Take further events into account, in their order."""
        for event in events:
            self.count += 1
            if event.state in _STATES:
                self._move(State(event.state), event)
            elif event.state == Notice.BEGUN:
                self.workbook = self.workbook or event.detail
            elif event.state == Notice.STOPPED:
                self.stopped = event
            elif event.state == Notice.RESUMED:
                self.stopped = None
            elif event.state == Notice.SUPPRESSED:
                self.suppressed[event.detail] = event.subject
            elif event.state == Notice.SECRET:
                self.fingerprint = event.detail
            elif event.state == Notice.REKEYED:
                self._rekey(event)

    def _move(self, state: State, event: Event) -> None:
        known = self.sends.get(event.send_id)
        if known is None:
            send = Send(event, state, event.at, event.detail, int(state is not State.QUEUED))
        elif state in _NEXT[known.state]:
            tries = known.tries + (state is State.SENDING)
            send = replace(known, state=state, at=event.at, detail=event.detail, tries=tries)
        elif state is State.SENT:
            # Whatever a person deleted before it: what was sent is not sent again.
            send = replace(known, state=state, at=event.at, detail=event.detail)
        else:
            return
        self.sends[event.send_id] = send
        self._claim(send)

    def _claim(self, send: Send) -> None:
        for claim in send.claims:
            others = [send_id for send_id in self.claims.pop(claim, ()) if send_id != send.send_id]
            own = [] if send.state in RELEASED else [send.send_id]
            # What was sent comes first: nothing else may follow it.
            holders = own + others if send.state is State.SENT else others + own
            if holders:
                self.claims[claim] = holders

    def _rekey(self, event: Event) -> None:
        """Messages about a corrected key are about the new one."""
        old = key_of(event.detail)
        self.claims = {}
        for send_id, send in self.sends.items():
            queued = send.queued
            if event.candidate and key_of(queued.candidate) == old:
                queued = replace(queued, candidate=event.candidate)
            elif not event.candidate and event.requisitions:
                renamed = (event.requisitions[0] if key_of(req) == old else req for req in queued.requisitions)
                queued = replace(queued, requisitions=tuple(renamed))
            self.sends[send_id] = replace(send, queued=queued)
        for send in self.sends.values():
            self._claim(send)

    def taken(self, claims: Iterable[Claim]) -> Send | None:
        """The message that holds one of these claims."""
        return next((self.sends[self.claims[claim][0]] for claim in claims if claim in self.claims), None)

    def next_due(self, now: datetime, mine: Iterable[str] | None = None) -> Send | None:
        """The first message that a worker may take: queued, or deferred long enough; only of `mine` where given."""
        wanted = None if mine is None else set(mine)
        due = (send for send in self.sends.values() if send.due(now))
        return next((send for send in due if wanted is None or send.send_id in wanted), None)

    def of_person(self, key: str) -> list[Send]:
        """A person's messages (compared key), in the order they were queued."""
        return [send for send in self.sends.values() if send.key == key]
