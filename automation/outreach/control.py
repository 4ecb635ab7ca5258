"""What a person decides by hand: messages of unknown delivery, and the kill switch."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from automation.core.ledger.events import WAITING, Event, Notice, State
from automation.core.ledger.ledger_tabs import line_of
from automation.core.ledger.sends import ANY, Send
from automation.core.ledger.state import LedgerState
from automation.core.ledger.suppression import (
    mailbox_hash,
)
from automation.core.schema import REQUISITIONS
from automation.core.text import key_of
from automation.core.workbook.nearest_keys import unknown_key
from automation.errors import ConfigError, UnknownKey
from automation.mail.base import Spooled
from automation.mail.compose import message_id
from automation.mail.files import make_folder
from automation.outreach.context import Mailroom

Resolution = Literal["sent", "again", "drop"]


def resolve(
    room: Mailroom, send_id: str, resolution: Resolution, by: str, reason: str, *, dry_run: bool = False
) -> Send:
    """Resolve a message of unknown delivery, or take a message out of the queue.

    Args:
        room: Of the workbook.
        send_id: Of the message.
        resolution: "sent" if it arrived, "again" to send it as a new message, "drop" to cancel it.
        by: Who decided.
        reason: Why, in words.
        dry_run: Only check; the message is returned unchanged.

    Returns:
        The message with its new state; after "again", the new message.

    Raises:
        UnknownKey: There is no such message.
        ConfigError: The message's state does not allow this resolution.
    """
    fresh_id = secrets.token_hex(8)

    def decide(state: LedgerState) -> Sequence[Event]:
        known = _resolvable(state, send_id, resolution)
        if resolution == "drop":
            return [marked(room, known, State.CANCELLED, by, reason)]
        if resolution == "sent":
            return [marked(room, known, State.SENT, by, reason)]
        again = _again(room, known, fresh_id, by, reason)
        cancelled = marked(room, known, State.CANCELLED, by, f"sent again as {fresh_id}: {reason}")
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


def set_openings(
    room: Mailroom, send_id: str, openings: Sequence[str], by: str, reason: str, *, dry_run: bool = False
) -> Send:
    """Record which openings a message was about whose ledger line was lost. Returns the message.

    Until this is recorded, the message blocks messages about any opening to that person.

    Args:
        room: Of the workbook.
        send_id: Of the message.
        openings: Keys of requisitions.
        by: Who decided.
        reason: How they know, in words.
        dry_run: Only check; the message is returned unchanged.

    Raises:
        UnknownKey: There is no such message, or no such requisition.
        ConfigError: The ledger already knows what the message is about.
    """
    rows = room.read().book.requisition_rows
    for one in openings:
        if key_of(one) not in rows:
            raise unknown_key(REQUISITIONS, one, rows.values())
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


def marked(room: Mailroom, known: Send, state: State, by: str, reason: str) -> Event:
    """The line by which a person gives a message another state."""
    return replace(known.queued, at=room.clock.now(), state=state, detail=f"{by}: {reason}")


def _again(room: Mailroom, known: Send, fresh_id: str, by: str, reason: str) -> Event:
    """Save the message under a new ID, so that it can be distinguished from the first one. Returns its line."""
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
    """Stop all sending, for all users, at once."""
    make_folder(room.folder)
    room.ledger.refresh()
    room.ledger.change(lambda _: [Event(room.clock.now(), Notice.STOPPED, by=by, detail=reason)])


def resume(room: Mailroom, by: str, reason: str) -> None:
    """Resume sending."""
    room.ledger.refresh()
    room.ledger.change(
        lambda state: [Event(room.clock.now(), Notice.RESUMED, by=by, detail=reason)] if state.stopped else []
    )
