"""Record candidates' replies in the ledger: from their page, from the mailbox, or logged by a recruiter."""

import secrets
from collections.abc import Sequence
from dataclasses import replace

from automation.core.identity.email_addresses import InvalidAddress, read_address
from automation.core.ledger.events import LEAVING, PAGE, Answer, Event, Notice
from automation.core.ledger.persons import Persons
from automation.core.ledger.replies import day_of
from automation.core.ledger.reply_events import NewReply, events_of
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
    """A new ID for a reply that has none."""
    return f"answer.{secrets.token_hex(8)}"


def note(room: Mailroom, replies: Sequence[NewReply], persons: Persons | None = None) -> bool:
    """Record replies, all or none; a reply that is already in the ledger is not recorded again.

    Args:
        room: Of the workbook.
        replies: What to record.
        persons: Which rows are one person; None if the caller has not read the workbook.

    Returns:
        Whether anything was new.

    Raises:
        StoreError: The ledger is out of reach.
        LedgerError: The ledger is damaged.
    """

    def decide(state: LedgerState) -> Sequence[Event]:
        events = events_of(state, replies, room.clock.now(), persons)
        return [*room.beginning(state), *events] if events else []

    make_folder(room.folder)
    return bool(room.ledger.change(decide))


def unsubscribe_reply(
    room: Mailroom,
    candidate: str,
    by: str,
    *,
    send_id: str = "",
    answer_id: str = "",
    address: str = "",
    words: str = "",
    erase: bool = False,
) -> NewReply:
    """An unsubscribe. Without the secret of the suppression list it has no hashes, and counts by the row's key.

    Args:
        room: Of the workbook.
        candidate: The key of the row.
        by: Where it came from: `PAGE`, `MAIL`, or the person who logs it.
        send_id: The message that they reply to.
        answer_id: Of the reply; "" makes one.
        address: A further address of theirs.
        words: The part of their words that is kept.
        erase: Whether they asked to be erased, too, which a person does later.
    """
    values = {key_of(value) for value in (candidate, address, address_of(room, candidate, send_id)) if value}
    try:
        hashes = tuple(hashes_of(room.secret(), sorted(values)))
    except (LedgerError, MailError):
        hashes = ()
    answer = Answer.ERASE if erase else Answer.LEFT
    return NewReply(answer, candidate, by, answer_id or new_id(), send_id, words=words, hashes=hashes)


def resubscribe_reply(room: Mailroom, candidate: str, send_id: str) -> NewReply:
    """A candidate subscribes again on their own page: all their rows come off the suppression list.

    An address that bounced stays on the list, unless this message was sent to it.

    Raises:
        LedgerError: The secret of the suppression list is lost.
        StoreError: The workbook is out of reach, so their other keys and addresses are unknown.
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
    return NewReply(Answer.BACK, candidate, PAGE, new_id(), send_id, hashes=tuple(dict.fromkeys([*own, *lifted])))


def _row_of(workbook: Workbook, state: LedgerState, candidate: str, send_id: str) -> str:
    """The compared key of a row of the message's recipient; if there is no such row, the key it was sent under."""
    send = state.sends.get(send_id)
    rows = workbook.persons.sent_to(send) if send else []
    return rows[0] if rows else key_of(candidate)


def address_of(room: Mailroom, candidate: str, send_id: str = "") -> str:
    """The address that the message was sent to, else the address in the candidate's row; "" if both are unknown."""
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
    """Record a reply that a recruiter got by telephone, or read in an unclear message. Returns whether it was new.

    Args:
        room: Of the workbook.
        candidate: The key of the row; "" to find it by `reply`.
        answer: The kind of reply.
        by: Who records it.
        send: The message that they reply to, if any.
        value: The month to ask again, as 2027-03; yes or no for alerts.
        words: Their words, if any.
        requisitions: The openings meant; None means all of the message.
        reply: The ID of the mail or form that the recruiter read, if any.

    Raises:
        ConfigError: `by` is empty, `value` is no month, or the sender of the reply is unknown.
        StoreError: The ledger, or for a reply without a candidate the workbook, is out of reach.
    """
    if not by.strip():
        raise ConfigError("Enter who logged this reply.")
    if answer is Answer.NOT_NOW and day_of(value) is None:
        raise ConfigError(f"'{value}' is no month: write it as 2027-03.")
    send_id, mailbox = send.send_id if send else "", ""
    if not candidate:
        candidate, mailbox = _sender_of(room, reply)
    if answer in LEAVING:
        erase = answer is Answer.ERASE
        left = unsubscribe_reply(room, candidate, by, send_id=send_id, words=words, erase=erase)
        hashes = tuple(dict.fromkeys([*left.hashes, *filter(None, (mailbox,))]))
        return note(room, [replace(left, hashes=hashes, mailbox=mailbox)])
    meant = requisitions if requisitions is not None else send.queued.requisitions if send else ()
    logged = NewReply(answer, candidate, by, new_id(), send_id, tuple(meant), value, words, mailbox=mailbox)
    return note(room, [logged])


def _sender_of(room: Mailroom, reply: str) -> tuple[str, str]:
    """The key of the row that a reply came from ("" if no row has its mailbox), and its mailbox's keyed hash.

    Raises:
        ConfigError: The ledger has no mailbox for the reply.
    """
    state = room.ledger.state
    mailbox = state.mailboxes.get(reply, "")
    if not mailbox:
        raise ConfigError(
            "The sender of this reply is unknown. Open it in the mailbox; an unsubscribe is recorded with "
            "`backpocket outreach suppress ADDRESS`."
        )
    workbook = room.read(state)
    rows = workbook.persons.came_from(state, find(state, reply))
    return (str(workbook.book.people[rows[0]].key) if rows else ""), mailbox


def handle(room: Mailroom, answer_id: str, by: str, reason: str = "") -> bool:
    """Mark a reply as handled. Returns whether it was open until now.

    Raises:
        UnknownKey: There is no such reply.
        ConfigError: `by` is empty.
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
    """Record the day of return in an automatic reply as a "not now". It does not count as contact with the person.

    Returns:
        Whether the reply was open until now.

    Raises:
        UnknownKey: There is no such reply.
        ConfigError: The reply names no day, or `by` is empty.
    """
    if not by.strip():
        raise ConfigError("Say who decides: the ledger keeps the name.")

    def decide(state: LedgerState) -> Sequence[Event]:
        found, now = find(state, answer_id), room.clock.now()
        if answer_id in state.handled:
            return []
        if found.state != Answer.AUTO_REPLY or day_of(found.subject) is None:
            raise ConfigError("Only an automatic reply with a day of return can be taken for a 'not now'.")
        accepted = NewReply(
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
    """A reply by its ID.

    Raises:
        UnknownKey: There is no such reply.
    """
    for answers in state.answers.values():
        for one in answers:
            if one.message_id == answer_id:
                return one
    raise UnknownKey("BP Outreach", answer_id)
