"""A message as it stands: its state, which states may follow, when it may be tried again, and what it claims.

A message goes from queued to sending, and then to sent, deferred, rejected or unknown. A deferred message is tried
again; an unknown one is not, unless a person decides so.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from automation.core.identity.contact_ids import email_identity
from automation.core.ledger.events import Event, State
from automation.core.text import key_of

# After a deferral: a quarter of an hour, then twice as long each time.
BACKOFF = timedelta(minutes=15)
# Deferred this often, a message is rejected: the other side does not want it now.
MOST_TRIES = 6
# These give a claim back: the message was provably not sent.
RELEASED = frozenset({State.REJECTED, State.CANCELLED})


@dataclass(frozen=True)
class Limits:
    """How much and how often, as an installation is set.

    Attributes:
        collision_days: Nobody is written to within so many days of another touch.
        daily_cap: Messages within 24 hours, of all recruiters together.
        recruiter_cap: Messages within 24 hours of one person's.
    """

    collision_days: int = 14
    daily_cap: int = 200
    recruiter_cap: int = 50


# What may follow what; anything else in a log was put there by hand.
_NEXT: Mapping[State, frozenset[State]] = {
    # Unknown, where two histories met that do not say whether it has left.
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
# A message of which nobody knows any more which openings were in it claims them all.
ANY = "*"


def identities_of(candidate: str) -> tuple[str, ...]:
    """What a candidate's key says of who they are: the key, and where it is an address, the bare mailbox."""
    key = key_of(candidate)
    return tuple(dict.fromkeys(filter(None, (key, email_identity(key) if "@" in key else ""))))


def hashed_identity(hashed: str) -> str:
    """The identity that a keyed hash of a bare mailbox stands for; no key of a row looks like it."""
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
        also: Identities of the person besides the key: keys they had before, the hash of the mailbox.
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
        """All that the person is recognised by."""
        return tuple(dict.fromkeys((*identities_of(self.queued.candidate), *self.also)))

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What it claims: nobody else may send this person this step about these openings."""
        return claims_of(self.identities, self.queued.requisitions, self.queued.step, self.queued.at)

    def due(self, now: datetime) -> bool:
        """Whether a worker may take it now."""
        if self.state is State.DEFERRED:
            # A clock that was ahead and was set right since would hold it back for as long as it was wrong.
            return not -BACKOFF <= now - self.at < BACKOFF * int(2 ** max(self.tries - 1, 0))
        return self.state is State.QUEUED


def claims_of(identities: Iterable[str], requisitions: Sequence[str], step: str, at: datetime) -> tuple[Claim, ...]:
    """The claims of a message queued at some time: one an identity and opening; where it has no opening, that month.

    An opening is claimed for ever, but whether a row is still right may be asked again next year.
    """
    about = requisitions or (f"{at:%Y-%m}",)
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
