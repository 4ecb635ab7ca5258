"""What the events of the ledger add up to: where each message is, who replied, what is claimed, who is suppressed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from automation.core.ledger.events import BOUNCES, REACHED, Answer, Event, Notice, State
from automation.core.ledger.sends import ANY, RELEASED, Claim, Send, hashed_identity, identities_of, moved
from automation.core.reasons import Reason, ReasonKind, read_suppression
from automation.core.text import key_of

_STATES = frozenset(state.value for state in State)
_ANSWERS = frozenset(answer.value for answer in Answer)


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
        send = moved(self.sends.get(event.send_id), state, event)
        if send is not None:
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
