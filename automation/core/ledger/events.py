"""The ledger of messages as values: events in order, and what they add up to.

Nothing is ever changed or taken back in the ledger; what is true now follows from the events. A message goes from
queued to sending to sent, deferred, rejected or unknown; deferred ones are tried again, unknown ones never by
themselves.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from automation.core.identity.contact_ids import email_identity
from automation.core.reasons import Reason, ReasonKind, read_suppression
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
    UNSUPPRESSED = "unsuppressed"  # `detail` is the hash that is off the list again, `subject` the reason.
    ADOPTED = "adopted"  # From here on it is the ledger of the workbook in `detail`; `by` joined the histories.
    PLACE = "place"  # Its folder is `detail`, on the machine `subject`; `message_id` numbers the folder on the disk.
    WORKBOOK = "workbook"  # `detail` is the path of its workbook.
    MAILBOX = "mailbox"  # `detail` is the keyed hash of the bare mailbox of the message or reply `send_id` names.
    ABOUT = "about"  # The message `send_id`, of which nobody knew that any more, is about `requisitions`.
    REKEYED = "rekeyed"  # `candidate` or `requisitions` is the new key, `detail` the old one.
    HANDLED = "handled"  # A person dealt with the answer whose ID is `message_id`.
    TOLD = (
        "owner told"  # The owner is being told of the answer whose ID is `message_id`; written before the mail leaves.
    )
    NOT_TOLD = "owner not told"  # That mail provably did not leave.


class Answer(StrEnum):
    """What came back. `by` is `PAGE`, `MAIL` or the person who noted it; `message_id` is the answer's own ID.

    `send_id` is the message that was answered, "" where nobody knows; `requisitions` are the openings meant.
    """

    INTERESTED = "interested"
    NOT_NOW = "not now"  # `subject` is the month from which to ask again, such as 2027-03.
    NO_THANKS = "no thanks"
    LEFT = "left the list"
    ALERTS = "alerts"  # `subject` is yes or no.
    DETAILS = "new details"  # `detail` is what they suggest, for a person to accept.
    REPLIED = "needs a person"  # An answer in words; `detail` is how it begins.
    AUTO_REPLY = "automatic reply"  # `subject` is the day of their return, where it says one.
    HARD_BOUNCE = "bounced"  # Nobody can be reached at this address.
    SOFT_BOUNCE = "bounced for now"  # It did not arrive, but may another time.
    BACK = "back on the list"  # Lifts what `LEFT` set; what was set on the page is lifted there only.


# Who answered, where no person noted it.
PAGE, MAIL = "candidate, on the page", "candidate, by mail"
BOUNCES = frozenset({Answer.HARD_BOUNCE, Answer.SOFT_BOUNCE})
# Two-way contact: the person themselves said something.
CONTACT = frozenset(Answer) - BOUNCES - {Answer.AUTO_REPLY}


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
_STATES = frozenset(state.value for state in State)
_ANSWERS = frozenset(answer.value for answer in Answer)
# The person has the message, or may have.
REACHED = frozenset({State.SENDING, State.SENT, State.UNKNOWN})
# It is still to be sent.
WAITING = frozenset({State.QUEUED, State.DEFERRED})
# What comes before a message leaves: not written while anything known of the ledger is missing from it.
LEADS_TO_A_MESSAGE = frozenset({State.QUEUED, State.SENDING})
# These give a claim back: the message was provably not sent.
RELEASED = frozenset({State.REJECTED, State.CANCELLED})


@dataclass(frozen=True)
class Event:
    """One line of the ledger.

    Attributes:
        at: When, UTC.
        state: A `State`, a `Notice` or an `Answer`.
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


@dataclass
class LedgerState:
    """What the events so far add up to.

    Attributes:
        sends: Send ID → the message, in the order they were queued.
        claims: What is claimed, by which messages: the first has it, others do where two rows became one person.
        stopped: Whether the kill switch is on, and by which event.
        suppressed: Keyed hash → why.
        workbooks: The workbooks that the ledger has belonged to, the present one last.
        adopted: The last time that a person joined histories, and by which event; None where nobody has.
        place: Where the ledger is used, and by which event; None where nobody has noted it.
        workbook_path: The path of a local workbook, "" where nobody has noted it.
        fingerprint: Of the suppression secret, "" before anybody was suppressed.
        answers: Candidate's compared key → what came back from them, in the order in which it was noted.
        answer_ids: Of all answers.
        mailboxes: ID of a message or a reply → the keyed hash of the bare mailbox that it went to or came from.
        bounced: Send IDs of messages that came back: they reached nobody, and their claims are free.
        handled: Answers that a person dealt with, by ID.
        told: Answers that their owner was told of, by ID.
        count: How many events.
    """

    sends: dict[str, Send] = field(default_factory=dict)
    claims: dict[Claim, list[str]] = field(default_factory=dict)
    stopped: Event | None = None
    suppressed: dict[str, Reason] = field(default_factory=dict)
    workbooks: list[str] = field(default_factory=list)
    adopted: Event | None = None
    place: Event | None = None
    workbook_path: str = ""
    fingerprint: str = ""
    answers: dict[str, list[Event]] = field(default_factory=dict)
    answer_ids: set[str] = field(default_factory=set)
    mailboxes: dict[str, str] = field(default_factory=dict)
    bounced: set[str] = field(default_factory=set)
    handled: dict[str, Event] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)
    count: int = 0
    # Identity → send IDs, in the order in which they became known.
    _sends_of: dict[str, dict[str, None]] = field(default_factory=dict)
    _order: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, events: Iterable[Event]) -> "LedgerState":
        """What these events add up to, in their order."""
        state = cls()
        state.apply(events)
        return state

    def apply(self, events: Iterable[Event]) -> None:
        """Take further events into account, in their order."""
        for event in events:
            self.count += 1
            if event.state in _STATES:
                self._move(State(event.state), event)
            elif event.state in _ANSWERS:
                self._hear(event)
            elif event.state in _NOTICES:
                _NOTICES[Notice(event.state)](self, event)

    @property
    def workbook(self) -> str:
        """The workbook that the ledger belongs to, "" before anything was queued."""
        return self.workbooks[-1] if self.workbooks else ""

    def _begin(self, event: Event) -> None:
        # A second beginning came with a history that was joined; the workbook stays the one that it was.
        if event.detail not in self.workbooks:
            self.workbooks = [event.detail, *self.workbooks]

    def _adopt(self, event: Event) -> None:
        self.workbooks = [*self.workbooks, event.detail]
        self.adopted = event

    def _be_placed(self, event: Event) -> None:
        self.place = event

    def _name_workbook(self, event: Event) -> None:
        self.workbook_path = event.detail

    def _unsuppress(self, event: Event) -> None:
        self.suppressed.pop(event.detail, None)

    def _stop(self, event: Event) -> None:
        self.stopped = event

    def _resume(self, _event: Event) -> None:
        self.stopped = None

    def _suppress(self, event: Event) -> None:
        # Whoever asked to be left alone stays so, whatever bounces afterwards.
        why = read_suppression(event.subject)
        if why.kind is not ReasonKind.BOUNCED or event.detail not in self.suppressed:
            self.suppressed[event.detail] = why

    def _keep_secret(self, event: Event) -> None:
        self.fingerprint = event.detail

    def _know_mailbox(self, event: Event) -> None:
        self.mailboxes[event.send_id] = event.detail
        if event.send_id in self.sends:
            self._claim(self.sends[event.send_id])

    def _handle(self, event: Event) -> None:
        self.handled[event.message_id] = event

    def _tell(self, event: Event) -> None:
        self.told.add(event.message_id)

    def _untell(self, event: Event) -> None:
        self.told.discard(event.message_id)

    def _hear(self, event: Event) -> None:
        theirs = self.answers.setdefault(key_of(event.candidate), [])
        if event in theirs:
            # Where two histories met: what is written again counts last.
            theirs.remove(event)
        theirs.append(event)
        self.answer_ids.add(event.message_id)
        if event.state in BOUNCES and event.send_id in self.sends:
            self.bounced.add(event.send_id)
            self._claim(self.sends[event.send_id])

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
        hashed = self.mailboxes.get(send.send_id)
        if hashed and hashed_identity(hashed) not in send.also:
            send = self.sends[send.send_id] = replace(send, also=(*send.also, hashed_identity(hashed)))
        self._order.setdefault(send.send_id, len(self._order))
        for who in send.identities:
            self._sends_of.setdefault(who, {})[send.send_id] = None
        for claim in send.claims:
            others = [send_id for send_id in self.claims.pop(claim, ()) if send_id != send.send_id]
            own = [] if send.state in RELEASED or send.send_id in self.bounced else [send.send_id]
            # What was sent comes first: nothing else may follow it.
            holders = own + others if send.state is State.SENT else others + own
            if holders:
                self.claims[claim] = holders

    def _narrow(self, event: Event) -> None:
        """What a person knows of a message that claims all openings."""
        send = self.sends.get(event.send_id)
        if send is None or ANY not in send.queued.requisitions or not event.requisitions:
            return
        for claim in send.claims:
            others = [one for one in self.claims.pop(claim, ()) if one != send.send_id]
            if others:
                self.claims[claim] = others
        self.sends[send.send_id] = replace(send, queued=replace(send.queued, requisitions=event.requisitions))
        self._claim(self.sends[send.send_id])

    def _rekey(self, event: Event) -> None:
        """Messages about a corrected key are about the new one."""
        old = key_of(event.detail)
        self.claims = {}
        for send_id, send in self.sends.items():
            # The mailbox in the old key is still theirs.
            also = send.also if send.key != old or not event.candidate else (*send.also, *send.identities)
            self.sends[send_id] = replace(send, queued=_renamed(send.queued, event, old), also=also)
        for send in list(self.sends.values()):
            self._claim(send)
        heard = [_renamed(answer, event, old) for answers in self.answers.values() for answer in answers]
        self.answers = {}
        for answer in sorted(heard, key=lambda one: one.at):
            self.answers.setdefault(key_of(answer.candidate), []).append(answer)

    def taken(self, claims: Iterable[Claim], *, besides: Callable[[Send], bool] = lambda _: False) -> Send | None:
        """The first message that holds one of these claims; `besides` leaves out those that are someone else's."""
        asked = dict.fromkeys(held for claim in claims for held in (claim, (claim[0], ANY, claim[2])))
        holders = (self.sends[send_id] for claim in asked for send_id in self.claims.get(claim, ()))
        return next((send for send in holders if not besides(send)), None)

    def next_due(self, now: datetime, mine: Iterable[str] | None = None) -> Send | None:
        """The first message that a worker may take: queued, or deferred long enough; only of `mine` where given."""
        wanted = None if mine is None else set(mine)
        due = (send for send in self.sends.values() if send.due(now))
        return next((send for send in due if wanted is None or send.send_id in wanted), None)

    def of_identities(self, identities: Iterable[str]) -> list[Send]:
        """The messages to any of these identities, in the order they were queued."""
        found = {send_id for who in identities for send_id in self._sends_of.get(who, ())}
        return sorted((self.sends[one] for one in found), key=lambda send: self._order[send.send_id])

    def identities_in(self, answer: Event) -> tuple[str, ...]:
        """All that the person behind a reply is recognised by."""
        hashed = self.mailboxes.get(answer.message_id)
        send = self.sends.get(answer.send_id)
        own = (*identities_of(answer.candidate), *([hashed_identity(hashed)] if hashed else []))
        return tuple(dict.fromkeys((*own, *(send.identities if send else ()))))

    def reached(self, send: Send) -> bool:
        """Whether the person has a message, or may have: it left, and did not come back."""
        return send.state in REACHED and send.send_id not in self.bounced


_NOTICES: Mapping[Notice, Callable[[LedgerState, Event], None]] = {
    Notice.BEGUN: LedgerState._begin,  # noqa: SLF001  (A table of its own methods.)
    Notice.STOPPED: LedgerState._stop,  # noqa: SLF001
    Notice.RESUMED: LedgerState._resume,  # noqa: SLF001
    Notice.SUPPRESSED: LedgerState._suppress,  # noqa: SLF001
    Notice.SECRET: LedgerState._keep_secret,  # noqa: SLF001
    Notice.UNSUPPRESSED: LedgerState._unsuppress,  # noqa: SLF001
    Notice.ADOPTED: LedgerState._adopt,  # noqa: SLF001
    Notice.PLACE: LedgerState._be_placed,  # noqa: SLF001
    Notice.WORKBOOK: LedgerState._name_workbook,  # noqa: SLF001
    Notice.MAILBOX: LedgerState._know_mailbox,  # noqa: SLF001
    Notice.ABOUT: LedgerState._narrow,  # noqa: SLF001
    Notice.REKEYED: LedgerState._rekey,  # noqa: SLF001
    Notice.HANDLED: LedgerState._handle,  # noqa: SLF001
    Notice.TOLD: LedgerState._tell,  # noqa: SLF001
    Notice.NOT_TOLD: LedgerState._untell,  # noqa: SLF001
}


def _renamed(event: Event, correction: Event, old: str) -> Event:
    """An event under a corrected key of a candidate, or of a requisition."""
    if correction.candidate:
        return replace(event, candidate=correction.candidate) if key_of(event.candidate) == old else event
    if not correction.requisitions:
        return event
    renamed = (correction.requisitions[0] if key_of(req) == old else req for req in event.requisitions)
    return replace(event, requisitions=tuple(renamed))
