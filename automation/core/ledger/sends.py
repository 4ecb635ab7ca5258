"""A message as it stands: its state, which states may follow, when it may be tried again, and what it claims.

A message goes from queued to sending, and then to sent, deferred, rejected or unknown. A deferred message is tried
again; an unknown one is not, unless a person decides so.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from automation.core.identity.contact_ids import email_identity
from automation.core.ledger.events import Event, State, Step
from automation.core.ledger.ledger_tabs import instant_text, read_instant
from automation.core.text import key_of

# How long to wait after the first deferral; twice as long after each further one.
BACKOFF = timedelta(minutes=15)
# A message that was deferred this often is rejected.
MOST_TRIES = 6
# How long the sender of a message in the dashboard can cancel it: no worker sends it before.
HOLD = timedelta(seconds=10)
# Stands in the detail of the line of such a message before the instant until which it is held.
_NOT_BEFORE = "not before "
# These states free the claims of a message: it was provably not sent.
RELEASED = frozenset({State.REJECTED, State.CANCELLED})


@dataclass(frozen=True)
class Limits:
    """The limits of sending, from the settings of the installation.

    Attributes:
        collision_days: No message goes out within so many days of other contact with the candidate.
        daily_cap: Messages within 24 hours, of all recruiters together.
        recruiter_cap: Messages within 24 hours, of one recruiter.
    """

    collision_days: int = 14
    daily_cap: int = 200
    recruiter_cap: int = 50


# State → the states that may follow it; anything else in a ledger was put there by hand.
_NEXT: Mapping[State, frozenset[State]] = {
    # Unknown: after two histories were joined, it may not be clear whether the message was sent.
    State.QUEUED: frozenset({State.SENDING, State.CANCELLED, State.UNKNOWN}),
    State.SENDING: frozenset({State.SENT, State.DEFERRED, State.REJECTED, State.UNKNOWN}),
    State.DEFERRED: frozenset({State.SENDING, State.CANCELLED, State.UNKNOWN}),
    State.UNKNOWN: frozenset({State.SENT, State.CANCELLED}),
    State.SENT: frozenset(),
    State.REJECTED: frozenset(),
    State.CANCELLED: frozenset(),
}

# (one identity of the person, requisition's compared key or the month, step)
Claim = tuple[str, str, str]
# Claims all openings; for a message whose openings are not known any more.
ANY = "*"


def identities_of(candidate: str) -> tuple[str, ...]:
    """The identities in a candidate's key: the key, and the bare mailbox where it is an address."""
    key = key_of(candidate)
    return tuple(dict.fromkeys(filter(None, (key, email_identity(key) if "@" in key else ""))))


def hashed_identity(hashed: str) -> str:
    """The identity made from the keyed hash of a bare mailbox; it cannot equal the key of a row."""
    return f"#{hashed}"


@dataclass(frozen=True)
class Send:
    """A message as it stands.

    Attributes:
        queued: Its first event, with everything that does not change.
        state: Where it is.
        at: Since when.
        detail: Of the last event.
        tries: How often it was handed to a mail server.
        also: Identities of the candidate besides the key: earlier keys, the hash of the mailbox.
    """

    queued: Event
    state: State
    at: datetime
    detail: str = ""
    tries: int = 0
    also: tuple[str, ...] = ()

    @property
    def send_id(self) -> str:
        """Names the message."""
        return self.queued.send_id

    @property
    def key(self) -> str:
        """The candidate's compared key."""
        return key_of(self.queued.candidate)

    @property
    def identities(self) -> tuple[str, ...]:
        """All identities of the candidate."""
        return tuple(dict.fromkeys((*identities_of(self.queued.candidate), *self.also)))

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What it claims: no other message may bring this candidate this step about these openings."""
        return claims_of(self.identities, self.queued.requisitions, self.queued.step, self.queued.at)

    def held_for(self, now: datetime) -> timedelta:
        """How long a worker must still leave it alone, so that its sender can cancel it; zero if that is over."""
        until = read_instant(self.queued.detail.removeprefix(_NOT_BEFORE)) if self.state is State.QUEUED else None
        left = until - now if until and self.queued.detail.startswith(_NOT_BEFORE) else timedelta()
        # A longer time came from a wrong clock, and must not hold the message back.
        return left if timedelta() < left <= HOLD else timedelta()

    def due(self, now: datetime) -> bool:
        """Whether a worker may take it now."""
        if self.state is State.DEFERRED:
            # A time far ahead came from a wrong clock, and must not hold the message back.
            return not -BACKOFF <= now - self.at < BACKOFF * int(2 ** max(self.tries - 1, 0))
        return self.state is State.QUEUED and not self.held_for(now)


def hold_detail(at: datetime) -> str:
    """The detail of the line of a message that is queued at an instant and can be cancelled for a while."""
    return f"{_NOT_BEFORE}{instant_text(at + HOLD)}"


def claims_of(identities: Iterable[str], requisitions: Sequence[str], step: str, at: datetime) -> tuple[Claim, ...]:
    """The claims of a message: one for each identity and opening; without openings, one for each identity and month.

    Openings are claimed for ever, and so is an invitation. Other messages without an opening, such as "is it still
    right?", may come again in another month, and replies to what a candidate wrote on another day.
    """
    about = requisitions or (f"{at:%Y-%m}",)
    if step == Step.INVITATION:
        # Once a person, for ever.
        about = ("",)
    if step == Step.REPLY:
        about = [f"{what} {at:%Y-%m-%d}" for what in requisitions or ("",)]
    return tuple((who, key_of(what), step) for who in identities for what in about)


def moved(send: Send | None, state: State, event: Event) -> Send | None:
    """A message after an event about it; None where the event must not follow and counts for nothing.

    Args:
        send: The message so far; None before its first event.
        state: The state that the event gives it.
        event: The event.
    """
    if send is None:
        return Send(event, state, event.at, event.detail, int(state is not State.QUEUED))
    if state in _NEXT[send.state]:
        tries = send.tries + (state is State.SENDING)
        return replace(send, state=state, at=event.at, detail=event.detail, tries=tries)
    # Events in between may have been deleted by a person; a message that was sent must not be sent again.
    return replace(send, state=state, at=event.at, detail=event.detail) if state is State.SENT else None
