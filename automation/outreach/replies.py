"""What people answer, noted in the ledger: from the page, from the mailbox, or by a person who heard it."""

import secrets
from collections.abc import Sequence
from dataclasses import replace

from automation.core.identity.email_addresses import InvalidAddress, read_address
from automation.core.ledger.events import PAGE, Answer, Event, Notice
from automation.core.ledger.persons import Persons
from automation.core.ledger.replies import Heard, day_of, events_of
from automation.core.ledger.sends import Send
from automation.core.ledger.state import LedgerState
from automation.core.ledger.suppression import hashes_of, identities
from automation.core.reasons import ReasonKind
from automation.core.text import key_of
from automation.core.workbook.assemble import Workbook
from automation.errors import BackpocketError, ConfigError, LedgerError, MailError, UnknownKey
from automation.mail.files import make_folder
from automation.outreach.context import Mailroom


def new_id() -> str:
    """The ID of an answer that brings none of its own."""
    return f"answer.{secrets.token_hex(8)}"


def note(room: Mailroom, heard: Sequence[Heard], persons: Persons | None = None) -> bool:
    """Write down what came back, all of it or nothing; what is noted already is not noted again.

    Args:
        room: Of the workbook.
        heard: What came back.
        persons: Which rows are one person, as far as the caller knows.

    Returns:
        Whether anything was new.

    Raises:
        StoreError: The ledger is out of reach.
        LedgerError: The ledger is damaged.
    """

    def decide(state: LedgerState) -> Sequence[Event]:
        events = events_of(state, heard, room.clock.now(), persons)
        return [*room.beginning(state), *events] if events else []

    make_folder(room.folder)
    return bool(room.ledger.change(decide))


def leaving(
    room: Mailroom,
    candidate: str,
    by: str,
    *,
    send_id: str = "",
    answer_id: str = "",
    address: str = "",
    words: str = "",
) -> Heard:
    """The wish to leave the list. It counts even where the secret of the suppression list is lost: by the row's key.

    Args:
        room: Of the workbook.
        candidate: The key of the row.
        by: Who says so.
        send_id: The message that led to it.
        answer_id: Of the answer; "" makes one.
        address: A further address of theirs.
        words: What is kept of their words.
    """
    values = {key_of(value) for value in (candidate, address, address_of(room, candidate, send_id)) if value}
    try:
        hashes = tuple(hashes_of(room.secret(), sorted(values)))
    except (LedgerError, MailError):
        hashes = ()
    return Heard(Answer.LEFT, candidate, by, answer_id or new_id(), send_id, words=words, hashes=hashes)


def returning(room: Mailroom, candidate: str, send_id: str) -> Heard:
    """A person comes back on their own page: it lifts whatever kept them off the list, by any of their rows.

    An address that bounced stays on it, unless it is the one that this message went to.

    Raises:
        LedgerError: The secret of the suppression list is lost.
        StoreError: The workbook is out of reach, so that nobody can say by what else they are on the list.
    """
    state, secret = room.ledger.state, room.secret()
    workbook = room.read(state)
    key = _row_of(workbook, state, candidate, send_id)
    known = {candidate, address_of(room, candidate, send_id)}
    rows = (workbook.book.people[one] for one in workbook.persons.of(key).keys if one in workbook.book.people)
    sends = workbook.persons.sends(state, key)
    others = {
        *(value for row in rows for value in identities(row)),
        *(room.spool.recipient(one.send_id) for one in sends),
    }
    hashes = [*hashes_of(secret, sorted(others)), *(state.mailboxes.get(one.send_id, "") for one in sends)]
    listed = [one for one in hashes if one in state.suppressed]
    lifted = [one for one in listed if state.suppressed[one].kind is not ReasonKind.BOUNCED]
    own = hashes_of(secret, sorted(map(key_of, filter(None, known))))
    return Heard(Answer.BACK, candidate, PAGE, new_id(), send_id, hashes=tuple(dict.fromkeys([*own, *lifted])))


def _row_of(workbook: Workbook, state: LedgerState, candidate: str, send_id: str) -> str:
    """The compared key of the row of the person whom a message was to, else the key that it was sent under."""
    send = state.sends.get(send_id)
    rows = workbook.persons.sent_to(send) if send else []
    return rows[0] if rows else key_of(candidate)


def address_of(room: Mailroom, candidate: str, send_id: str = "") -> str:
    """Where a person was written to, else what their row says; "" where neither can be told."""
    if send_id:
        try:
            return key_of(room.spool.load(send_id).recipient)
        except MailError:
            pass
    try:
        workbook = room.read(room.ledger.state)
        row = workbook.book.people.get(_row_of(workbook, room.ledger.state, candidate, send_id))
        return key_of(read_address(row.email)) if row and row.email else ""
    except (BackpocketError, InvalidAddress):
        return ""


def record(
    room: Mailroom,
    candidate: str,
    answer: Answer,
    by: str,
    *,
    send: Send | None = None,
    value: str = "",
    words: str = "",
    requisitions: Sequence[str] | None = None,
    reply: str = "",
) -> bool:
    """Note what a person heard from a candidate: on the telephone, or reading a message that was unclear.

    Args:
        room: Of the workbook.
        candidate: The key of the row; "" where only `reply` tells whose it is.
        answer: What they said.
        by: Who heard it.
        send: The message that was answered, if any.
        value: The month to ask again, as 2027-03; yes or no for alerts.
        words: In words, if any.
        requisitions: The openings meant; None means all of the message.
        reply: The ID of the reply that it was read in, if any.

    Raises:
        ConfigError: Nobody says who heard it, the month is none, or nothing tells whose the reply is.
        StoreError: The ledger, or for a reply without a candidate the workbook, is out of reach.
    """
    if not by.strip():
        raise ConfigError("Enter who logged this reply.")
    if answer is Answer.NOT_NOW and day_of(value) is None:
        raise ConfigError(f"'{value}' is no month: write it as 2027-03.")
    send_id, mailbox = send.send_id if send else "", ""
    if not candidate:
        candidate, mailbox = _sender_of(room, reply)
    if answer is Answer.LEFT:
        left = leaving(room, candidate, by, send_id=send_id, words=words)
        hashes = tuple(dict.fromkeys([*left.hashes, *filter(None, (mailbox,))]))
        return note(room, [replace(left, hashes=hashes, mailbox=mailbox)])
    meant = requisitions if requisitions is not None else send.queued.requisitions if send else ()
    heard = Heard(answer, candidate, by, new_id(), send_id, tuple(meant), value, words, mailbox=mailbox)
    return note(room, [heard])


def _sender_of(room: Mailroom, reply: str) -> tuple[str, str]:
    """The key of the row whose mailbox a reply came from, "" for none, and the keyed hash of that mailbox."""
    state = room.ledger.state
    mailbox = state.mailboxes.get(reply, "")
    if not mailbox:
        raise ConfigError(
            "Nothing here tells whose this reply is. Open it in the mailbox; an unsubscribe is recorded with "
            "`backpocket outreach suppress ADDRESS`."
        )
    workbook = room.read(state)
    rows = workbook.persons.came_from(state, find(state, reply))
    return (str(workbook.book.people[rows[0]].key) if rows else ""), mailbox


def handle(room: Mailroom, answer_id: str, by: str, reason: str = "") -> bool:
    """Tick an answer off: a person has dealt with it. Returns whether it was open until now.

    Raises:
        UnknownKey: There is no such answer.
        ConfigError: Nobody says who dealt with it.
    """
    if not by.strip():
        raise ConfigError("Enter who handled this reply.")

    def decide(state: LedgerState) -> Sequence[Event]:
        found = find(state, answer_id)
        if answer_id in state.handled:
            return []
        return [
            Event(
                room.clock.now(),
                Notice.HANDLED,
                found.send_id,
                found.candidate,
                found.requisitions,
                "",
                by,
                reason,
                message_id=answer_id,
            )
        ]

    room.ledger.refresh()
    return bool(room.ledger.change(decide))


def accept_return(room: Mailroom, answer_id: str, by: str) -> bool:
    """Take the day of return in an automatic reply for a "not now". It is no contact: the person said nothing.

    Raises:
        UnknownKey: There is no such answer.
        ConfigError: It names no day, or nobody says who decides.
    """
    if not by.strip():
        raise ConfigError("Say who decides: the ledger keeps the name.")

    def decide(state: LedgerState) -> Sequence[Event]:
        found, now = find(state, answer_id), room.clock.now()
        if answer_id in state.handled:
            return []
        if found.state != Answer.AUTO_REPLY or day_of(found.subject) is None:
            raise ConfigError("Only an automatic reply with a day of return can be taken for a 'not now'.")
        accepted = Heard(
            Answer.NOT_NOW, found.candidate, by, new_id(), found.send_id, found.requisitions, found.subject
        )
        events = [
            Event(
                now,
                one.state,
                one.send_id,
                one.candidate,
                one.requisitions,
                Answer.AUTO_REPLY,
                by,
                one.detail,
                one.subject,
                one.message_id,
            )
            if one.state == Answer.NOT_NOW
            else one
            for one in events_of(state, [accepted], now)
        ]
        done = Event(now, Notice.HANDLED, found.send_id, found.candidate, by=by, message_id=answer_id)
        return [*events, done]

    room.ledger.refresh()
    return bool(room.ledger.change(decide))


def find(state: LedgerState, answer_id: str) -> Event:
    """An answer by its ID.

    Raises:
        UnknownKey: There is none.
    """
    for answers in state.answers.values():
        for one in answers:
            if one.message_id == answer_id:
                return one
    raise UnknownKey("BP Outreach", answer_id)
