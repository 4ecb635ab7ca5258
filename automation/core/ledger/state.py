"""What the events of the ledger add up to: where each message is, who replied, what is claimed, who is suppressed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from automation.core.ledger.events import BOUNCES, REACHED, Answer, Event, Notice, State
from automation.core.ledger.sends import ANY, RELEASED, Claim, Send, hashed_identity, identities_of, moved
from automation.core.ledger.standing_releases import StandingRelease, release_in
from automation.core.reasons import Reason, ReasonKind
from automation.core.suppression_text import read_suppression
from automation.core.text import key_of

_STATES = frozenset(state.value for state in State)
_ANSWERS = frozenset(answer.value for answer in Answer)


@dataclass
class LedgerState:
    """What the events so far add up to.

    Attributes:
        sends: Send ID → the message, in the order they were queued.
        claims: Claim → the messages that hold it; more than one only where two rows became one person.
        stopped: The event that turned the kill switch on; None while it is off.
        suppressed: Keyed hash → why the candidate must not be contacted.
        workbooks: The workbooks that the ledger has belonged to, the present one last.
        adopted: The last event that joined histories; None for none.
        place: The event that says where the ledger is used; None where that is not recorded.
        workbook_path: The path of a local workbook; "" where it is not recorded.
        fingerprint: Of the suppression secret; "" before the first suppression.
        answers: Candidate's compared key → their replies and bounces, in the order in which they were recorded.
        answer_ids: The IDs of all replies.
        mailboxes: ID of a message or a reply → the keyed hash of the bare mailbox that it went to or came from.
        bounced: Send IDs of messages that came back; their claims are free.
        handled: ID of a reply → the event by which a person dealt with it.
        notified: IDs of replies that their owner was notified of; see `open_replies.notification_id`.
        forgotten: Keyed hash of a key → the event by which the person's details were deleted.
        revoked: The IDs of standing releases that were revoked.
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
    notified: set[str] = field(default_factory=set)
    forgotten: dict[str, Event] = field(default_factory=dict)
    revoked: set[str] = field(default_factory=set)
    count: int = 0
    _standing: dict[str, StandingRelease] = field(default_factory=dict)
    # Identity → send IDs, in the order in which they became known.
    _sends_of: dict[str, dict[str, None]] = field(default_factory=dict)
    _order: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, events: Iterable[Event]) -> "LedgerState":
        """The state after these events, in their order."""
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
                self._add_reply(event)
            elif event.state in _NOTICES:
                _NOTICES[Notice(event.state)](self, event)

    @property
    def workbook(self) -> str:
        """The workbook that the ledger belongs to; "" before the first event."""
        return self.workbooks[-1] if self.workbooks else ""

    @property
    def standing(self) -> Mapping[str, StandingRelease]:
        """ID → the standing release, without those that were revoked; some may have ended."""
        return {name: release for name, release in self._standing.items() if name not in self.revoked}

    def _begin(self, event: Event) -> None:
        # A second beginning comes from a joined history and does not change the present workbook.
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
        self.forgotten.pop(event.detail, None)

    def _stop(self, event: Event) -> None:
        self.stopped = event

    def _resume(self, _event: Event) -> None:
        self.stopped = None

    def _suppress(self, event: Event) -> None:
        # A bounce never replaces the reason of a candidate who asked not to be contacted.
        why = read_suppression(event.subject)
        if why.kind is not ReasonKind.BOUNCED:
            self.suppressed[event.detail] = replace(why, on=event.at.date())
        else:
            self.suppressed.setdefault(event.detail, why)

    def _keep_secret(self, event: Event) -> None:
        self.fingerprint = event.detail

    def _know_mailbox(self, event: Event) -> None:
        self.mailboxes[event.send_id] = event.detail
        if event.send_id in self.sends:
            self._claim(self.sends[event.send_id])

    def _forget(self, event: Event) -> None:
        self.forgotten |= dict.fromkeys(event.detail.split(), event)

    def _stand(self, event: Event) -> None:
        release = release_in(event)
        if release:
            self._standing[release.release_id] = release

    def _revoke(self, event: Event) -> None:
        # Whatever the order of two joined histories, what was revoked once stays so.
        self.revoked.add(event.message_id)

    def _handle(self, event: Event) -> None:
        self.handled[event.message_id] = event

    def _notify(self, event: Event) -> None:
        self.notified.add(event.message_id)

    def _unnotify(self, event: Event) -> None:
        self.notified.discard(event.message_id)

    def _add_reply(self, event: Event) -> None:
        theirs = self.answers.setdefault(key_of(event.candidate), [])
        if event in theirs:
            # After two histories were joined: a reply that is written again counts last.
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
            # A message that was sent holds the claim before all others.
            holders = own + others if send.state is State.SENT else others + own
            if holders:
                self.claims[claim] = holders

    def _set_openings(self, event: Event) -> None:
        """Give a message that claims all openings those that a person named."""
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
        """Carry messages and replies from a corrected key over to the new one."""
        old = key_of(event.detail)
        self.claims = {}
        for send_id, send in self.sends.items():
            # The mailbox in the old key is still the candidate's.
            also = send.also if send.key != old or not event.candidate else (*send.also, *send.identities)
            self.sends[send_id] = replace(send, queued=_renamed(send.queued, event, old), also=also)
        for send in list(self.sends.values()):
            self._claim(send)
        replies = [_renamed(reply, event, old) for own in self.answers.values() for reply in own]
        self.answers = {}
        for reply in sorted(replies, key=lambda one: one.at):
            self.answers.setdefault(key_of(reply.candidate), []).append(reply)

    def taken(self, claims: Iterable[Claim], *, besides: Callable[[Send], bool] = lambda _: False) -> Send | None:
        """The first message that holds one of these claims; messages for which `besides` is true are left out."""
        asked = dict.fromkeys(held for claim in claims for held in (claim, (claim[0], ANY, claim[2])))
        holders = (self.sends[send_id] for claim in asked for send_id in self.claims.get(claim, ()))
        return next((send for send in holders if not besides(send)), None)

    def next_due(self, now: datetime, mine: Iterable[str] | None = None) -> Send | None:
        """The first message that a worker may take: queued, or deferred long enough; only one of `mine`, if given."""
        wanted = None if mine is None else set(mine)
        due = (send for send in self.sends.values() if send.due(now))
        return next((send for send in due if wanted is None or send.send_id in wanted), None)

    def of_identities(self, identities: Iterable[str]) -> list[Send]:
        """The messages to any of these identities, in the order they were queued."""
        found = {send_id for who in identities for send_id in self._sends_of.get(who, ())}
        return sorted((self.sends[one] for one in found), key=lambda send: self._order[send.send_id])

    def identities_in(self, reply: Event) -> tuple[str, ...]:
        """All identities of the candidate whom a reply is from."""
        hashed = self.mailboxes.get(reply.message_id)
        send = self.sends.get(reply.send_id)
        own = (*identities_of(reply.candidate), *([hashed_identity(hashed)] if hashed else []))
        return tuple(dict.fromkeys((*own, *(send.identities if send else ()))))

    def reached(self, send: Send) -> bool:
        """Whether the candidate has a message, or may have it: it was sent and did not bounce."""
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
    Notice.ABOUT: LedgerState._set_openings,  # noqa: SLF001
    Notice.REKEYED: LedgerState._rekey,  # noqa: SLF001
    Notice.FORGOTTEN: LedgerState._forget,  # noqa: SLF001
    Notice.HANDLED: LedgerState._handle,  # noqa: SLF001
    Notice.NOTIFIED: LedgerState._notify,  # noqa: SLF001
    Notice.NOT_NOTIFIED: LedgerState._unnotify,  # noqa: SLF001
    Notice.STANDING: LedgerState._stand,  # noqa: SLF001
    Notice.REVOKED: LedgerState._revoke,  # noqa: SLF001
}


def _renamed(event: Event, correction: Event, old: str) -> Event:
    """An event with a corrected key of a candidate or a requisition."""
    if correction.candidate:
        return replace(event, candidate=correction.candidate) if key_of(event.candidate) == old else event
    if not correction.requisitions:
        return event
    renamed = (correction.requisitions[0] if key_of(req) == old else req for req in event.requisitions)
    return replace(event, requisitions=tuple(renamed))
