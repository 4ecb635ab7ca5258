"""What a person decides about messages on their way: what became of one, the kill switch, the suppression list."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from automation.core.identity.contact_ids import email_identity
from automation.core.ledger.events import WAITING, Answer, Event, Notice, State
from automation.core.ledger.ledger_tabs import line_of
from automation.core.ledger.replies import has_left
from automation.core.ledger.sends import ANY, Send, hashed_identity, identities_of
from automation.core.ledger.state import LedgerState
from automation.core.ledger.suppression import hashes_of, identities, mailbox_hash
from automation.core.reasons import ASKED_TO_LEAVE, ReasonKind
from automation.core.text import key_of
from automation.core.workbook.assemble import Workbook
from automation.errors import ConfigError, MailError, UnknownKey
from automation.mail.base import Spooled
from automation.mail.compose import message_id
from automation.mail.files import make_folder
from automation.outreach.context import Mailroom

Resolution = Literal["sent", "again", "drop"]


def resolve(
    room: Mailroom, send_id: str, resolution: Resolution, by: str, reason: str, *, dry_run: bool = False
) -> Send:
    """Say what became of a message that nobody knows of, or take one out of the queue; returns how it stands then.

    Args:
        room: Of the workbook.
        send_id: Of the message.
        resolution: It was sent; send it again, as a new message; or drop it.
        by: Who decided.
        reason: Why, in words.
        dry_run: Only look whether that can be said; the message is returned as it is.

    Raises:
        UnknownKey: There is no such message.
        ConfigError: It is in no state in which that can be said.
    """
    fresh_id = secrets.token_hex(8)

    def decide(state: LedgerState) -> Sequence[Event]:
        known = _resolvable(state, send_id, resolution)
        if resolution == "drop":
            return [_marked(room, known, State.CANCELLED, by, reason)]
        if resolution == "sent":
            return [_marked(room, known, State.SENT, by, reason)]
        again = _again(room, known, fresh_id, by, reason)
        cancelled = _marked(room, known, State.CANCELLED, by, f"sent again as {fresh_id}: {reason}")
        hashed = state.mailboxes.get(known.send_id) or mailbox_hash(room.secret(), room.spool.recipient(fresh_id))
        return [cancelled, again, Event(again.at, Notice.MAILBOX, fresh_id, detail=hashed)]

    room.ledger.refresh()
    if dry_run:
        return _resolvable(room.ledger.state, send_id, resolution)
    if resolution == "again":
        room.read(sending=True)
    room.ledger.change(decide)
    if resolution == "again":
        room.spool.confirm(fresh_id)
    return room.ledger.state.sends[fresh_id if resolution == "again" else send_id]


def narrow(
    room: Mailroom, send_id: str, openings: Sequence[str], by: str, reason: str, *, dry_run: bool = False
) -> Send:
    """Say which openings a message was about that was found without its line; returns how it stands then.

    Args:
        room: Of the workbook.
        send_id: Of the message; until then it holds back every opening from its person.
        openings: Keys of requisitions.
        by: Who decided.
        reason: How they know, in words.
        dry_run: Only look whether that can be said; the message is returned as it is.

    Raises:
        UnknownKey: There is no such message, or no such requisition.
        ConfigError: It is known what the message is about.
    """
    rows = room.read().book.requisition_rows
    for one in openings:
        if key_of(one) not in rows:
            raise UnknownKey("Requisitions", one)
    meant = tuple(str(rows[key_of(one)].key) for one in openings)

    def decide(state: LedgerState) -> Sequence[Event]:
        known = _known(state, send_id)
        if ANY not in known.queued.requisitions:
            about = ", ".join(known.queued.requisitions) or "no opening"
            raise ConfigError(f"{send_id} is about {about}: only a message found without its line is changed so.")
        return [Event(room.clock.now(), Notice.ABOUT, send_id, requisitions=meant, by=by, detail=reason)]

    if dry_run:
        decide(room.ledger.state)
    else:
        room.ledger.change(decide)
    return room.ledger.state.sends[send_id]


def _known(state: LedgerState, send_id: str) -> Send:
    if send_id not in state.sends:
        unknown = [send.send_id for send in state.sends.values() if send.state is State.UNKNOWN]
        raise UnknownKey("BP Outreach", send_id, unknown[:3])
    return state.sends[send_id]


def _resolvable(state: LedgerState, send_id: str, resolution: Resolution) -> Send:
    known = _known(state, send_id)
    dropped = resolution == "drop" and known.state in WAITING
    if known.state is not State.UNKNOWN and not dropped:
        raise ConfigError(f"{send_id} is {known.state.value}: only an unknown message is resolved so.")
    return known


def _marked(room: Mailroom, known: Send, state: State, by: str, reason: str) -> Event:
    return replace(known.queued, at=room.clock.now(), state=state, detail=f"{by}: {reason}")


def _again(room: Mailroom, known: Send, fresh_id: str, by: str, reason: str) -> Event:
    """The same message under another ID, so that a late first one can be told from it."""
    old = room.spool.load(known.send_id)
    new_message_id = message_id(fresh_id, old.sender)
    data = old.data.replace(known.send_id.encode(), fresh_id.encode())
    event = replace(
        known.queued,
        at=room.clock.now(),
        state=State.QUEUED,
        send_id=fresh_id,
        message_id=new_message_id,
        by=by,
        detail=f"again: {reason}",
    )
    room.spool.save(Spooled(fresh_id, old.sender, old.recipient, data), line_of(event))
    return event


def stop(room: Mailroom, by: str, reason: str) -> None:
    """Stop all sending, everybody's, at once."""
    make_folder(room.folder)
    room.ledger.refresh()
    room.ledger.change(lambda _: [Event(room.clock.now(), Notice.STOPPED, by=by, detail=reason)])


def resume(room: Mailroom, by: str, reason: str) -> None:
    """Resume sending."""
    room.ledger.refresh()
    room.ledger.change(
        lambda state: [Event(room.clock.now(), Notice.RESUMED, by=by, detail=reason)] if state.stopped else []
    )


def suppress(room: Mailroom, who: str, by: str, reason: str) -> list[Send]:
    """Put somebody on the list of those who must not be contacted; what is queued for them is cancelled.

    Args:
        room: Of the workbook.
        who: The key of a candidate, or an address.
        by: Who decided.
        reason: Why, in words; it stands in the hidden tab.

    Returns:
        Messages that are in a worker's hands at this moment, and may still arrive.

    Raises:
        MailError: Neither a row nor an address is meant.
    """
    meant = _meant(room.read(), who)

    def decide(state: LedgerState) -> Sequence[Event]:
        secret, now = room.secret(), room.clock.now()
        new = [
            Event(now, Notice.SUPPRESSED, detail=one, subject=reason)
            for one in hashes_of(secret, meant.values)
            if one not in state.suppressed or state.suppressed[one].kind is ReasonKind.BOUNCED
        ]
        cancelled = [
            _marked(room, send, State.CANCELLED, by, ASKED_TO_LEAVE) for send in _waiting(meant.sends(room, state))
        ]
        return [*room.beginning(state), *new, *cancelled] if new or cancelled else []

    room.ledger.change(decide)
    return [send for send in meant.sends(room, room.ledger.state) if send.state is State.SENDING]


def waiting_for(room: Mailroom, who: str) -> list[Send]:
    """The messages that `suppress` would cancel; raises as it does."""
    meant = _meant(room.read(), who)
    return _waiting(meant.sends(room, room.ledger.state))


def unsuppress(room: Mailroom, who: str, by: str, reason: str, *, dry_run: bool = False) -> bool:
    """Take somebody off the list again, whom mail or a colleague put there; returns whether they were on it.

    Args:
        room: Of the workbook.
        who: The key of a candidate, or an address.
        by: Who decided.
        reason: Why, in words.
        dry_run: Only look whether that can be done.

    Raises:
        ConfigError: They left on their own page: only they can lift that, and only there.
        MailError: Neither a row nor an address is meant.
    """
    meant = _meant(room.read(), who)
    fresh_id = secrets.token_hex(8)

    def decide(state: LedgerState) -> Sequence[Event]:
        now, left = room.clock.now(), _left_by(state, meant.known_as(room))
        if any(has_left(answers, on_page=True) for answers in left.values()):
            raise ConfigError(
                "They left the list on their own page, so only they can come back, on the same page: the link is in "
                "every message that they have."
            )
        hashes = [one for one in hashes_of(room.secret(), meant.values) if one in state.suppressed]
        back = [key for key, answers in left.items() if has_left(answers)]
        return [
            *(
                Event(now, Answer.BACK, candidate=key, by=by, detail=reason, message_id=f"back.{fresh_id}.{number}")
                for number, key in enumerate(back)
            ),
            *(Event(now, Notice.UNSUPPRESSED, by=by, detail=one, subject=reason) for one in hashes),
        ]

    if dry_run:
        return bool(decide(room.ledger.state))
    return bool(room.ledger.change(decide))


def _left_by(state: LedgerState, identities: frozenset[str]) -> dict[str, list[Event]]:
    """Key as the ledger has it → the replies of these people, in their order."""
    found: dict[str, list[Event]] = {}
    for answers in state.answers.values():
        for answer in answers:
            if identities.intersection(state.identities_in(answer)):
                found.setdefault(key_of(answer.candidate), []).append(answer)
    return found


@dataclass(frozen=True)
class _Meant:
    """Whom a person means by a key or an address.

    Attributes:
        values: The keys and addresses of all their rows; the address itself where no row has it.
        identities: All that the ledger may know them by.
    """

    values: Sequence[str]
    identities: frozenset[str]

    def known_as(self, room: Mailroom) -> frozenset[str]:
        """Their identities, with the hashes of their mailboxes where the secret is here."""
        secret = room.secrets.known_suppression()
        hashed = (hashed_identity(mailbox_hash(secret, one)) for one in self.values if secret and "@" in one)
        return self.identities.union(hashed)

    def sends(self, room: Mailroom, state: LedgerState) -> list[Send]:
        """All messages to them."""
        return state.of_identities(self.known_as(room))


def _meant(workbook: Workbook, who: str) -> _Meant:
    people, wanted, mailbox = workbook.book.people, key_of(who), email_identity(who)
    row = people.get(wanted)
    row = row or next((row for row in people.values() if mailbox and email_identity(row.email) == mailbox), None)
    if row is not None:
        person = workbook.persons.of(str(row.Index))
        values = (value for key in person.keys for value in identities(people[key]))
        return _Meant(tuple(dict.fromkeys(values)), person.identities)
    if "@" not in who:
        raise MailError(f"'{who}' is neither a key in Candidates nor an address.")
    return _Meant((wanted,), frozenset(identities_of(who)))


def _waiting(sends: Sequence[Send]) -> list[Send]:
    return [send for send in sends if send.state in WAITING]
