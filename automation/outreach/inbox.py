"""`inbox`: what came into the mailbox becomes events, each message once.

The event is in the ledger before the place in the mailbox is remembered. A run that is killed in between reads the
message again, and knows it by its ID.
"""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import structlog

from automation.core.identity.email_addresses import InvalidAddress, read_address, read_mailbox
from automation.core.ledger.events import MAIL, Answer
from automation.core.ledger.replies import Heard
from automation.core.ledger.sends import Send
from automation.core.ledger.state import LedgerState
from automation.core.ledger.suppression import digest
from automation.core.messages.incoming import Incoming
from automation.core.messages.reply_classifier import Around, replies_in
from automation.core.text import key_of
from automation.core.workbook.assemble import Workbook
from automation.errors import BackpocketError, ConfigError, LedgerError, MailError
from automation.files import write_durably
from automation.mail.files import make_folder
from automation.mail.imap import Mailbox, Reader
from automation.mail.isolated import IsolatedReader
from automation.outreach.context import Mailroom
from automation.outreach.replies import address_of, leaving, note

log = structlog.get_logger()

PLACE = "inbox.json"
# Nobody answers before they are written to; mail servers' clocks differ.
EARLIER = timedelta(days=2)
# After so many messages that are none of ours the place is written down; after any other at once.
OFTEN = 100


@dataclass
class Sorted:
    """What became of the messages.

    Attributes:
        read: How many were looked at.
        noted: What was new in the ledger: the kind of answer → how many messages.
        known: How many were noted before.
        others: How many have to do with nothing that was sent; they stay as they are.
        unreadable: How many were set aside for a person, because reading them took too long or failed.
    """

    read: int = 0
    noted: Counter[str] = field(default_factory=Counter)
    known: int = 0
    others: int = 0
    unreadable: int = 0

    def record(self) -> dict[str, Any]:
        """As plain data, for `--json`."""
        return {
            "read": self.read,
            "noted": dict(self.noted),
            "known": self.known,
            "others": self.others,
            "unreadable": self.unreadable,
        }


def read_inbox(room: Mailroom, *, dry_run: bool = False, should_stop: Callable[[], bool] = lambda: False) -> Sorted:
    """Read what is new in the mailbox and note it.

    Args:
        room: Of the workbook.
        dry_run: Say what would be noted, and note nothing.
        should_stop: Asked before each message; the one in hand is always finished.

    Raises:
        ConfigError: The settings name no mailbox.
        MailError: The mailbox does not let us in.
        StoreError: The mailbox, the workbook or the ledger is out of reach.
    """
    mailbox = _mailbox(room)
    done = Sorted()
    state = room.ledger.refresh()
    first = min((send.queued.at for send in state.sends.values()), default=None)
    if first is None:
        return done
    if not dry_run:
        room.ran()
    workbook = room.read(state)
    with Reader(mailbox) as reader, IsolatedReader(room.settings.authserv_id or "") as parser:
        name, places = f"{mailbox.user}@{mailbox.host}/{mailbox.folder}", _places(room)
        validity, uid = places.get(name, (0, 0))
        after = uid if validity == reader.validity else 0
        others = unsaved = 0
        for letter in reader.since(after, first.date() - EARLIER):
            if should_stop():
                break
            _sort(room, workbook, parser.read(letter.data), done, dry_run=dry_run)
            places[name] = (reader.validity, letter.uid)
            unsaved = 0 if done.others == others else unsaved + 1
            others = done.others
            if not dry_run and unsaved % OFTEN == 0:
                _remember(room, places)
        if not dry_run and unsaved % OFTEN:
            _remember(room, places)
    log.info(
        "inbox read",
        read=done.read,
        noted=done.noted.total(),
        known=done.known,
        others=done.others,
        unreadable=done.unreadable,
    )
    return done


def _mailbox(room: Mailroom) -> Mailbox:
    settings = room.settings
    lacking = [name for name in ("imap_host", "imap_user") if not getattr(settings, name)]
    if lacking:
        raise ConfigError(*(f"{name} is empty: say where answers arrive, see docs/settings.md." for name in lacking))
    return Mailbox(
        settings.imap_host or "",
        settings.imap_port,
        settings.imap_security,
        settings.imap_user or "",
        settings.inbox_password,
        settings.imap_folder,
        settings.imap_certificates,
    )


def _sort(room: Mailroom, workbook: Workbook, mail: Incoming, done: Sorted, *, dry_run: bool) -> None:
    done.read += 1
    # Version 0.1.0 noted messages under their bare Message-ID; nothing is noted so any more.
    if room.ledger.state.answer_ids & {mail.answer_id, mail.message_id or mail.answer_id}:
        done.known += 1
        return
    done.unreadable += mail.unreadable
    heard = _heard(mail, _around(room, workbook))
    if not heard:
        done.others += 1
    elif dry_run or note(room, heard, workbook.persons):
        done.noted[heard[0].answer.value] += 1
    else:
        done.known += 1


def _heard(mail: Incoming, around: Around) -> list[Heard]:
    """What a message says; one that we stumble over is for a person, and doesn't keep the others from being read."""
    try:
        return replies_in(mail, around)
    except BackpocketError:
        raise
    except Exception as error:  # noqa: BLE001
        log.error("message not understood", kind=type(error).__name__)  # noqa: TRY400  (A traceback may hold their words.)
        known = [around.state.sends[one] for one in mail.send_ids if one in around.state.sends]
        candidate = known[-1].queued.candidate if known else ""
        return [Heard(Answer.REPLIED, candidate, MAIL, mail.answer_id, words="A message that could not be read.")]


def _around(room: Mailroom, workbook: Workbook) -> Around:
    state: LedgerState = room.ledger.state

    def sent_to(send: Send) -> str:
        return address_of(room, send.queued.candidate, send.send_id)

    def wish(candidate: str, send_id: str, answer_id: str, address: str, words: str) -> Heard:
        return leaving(room, candidate, MAIL, send_id=send_id, answer_id=answer_id, address=address, words=words)

    def hashed(address: str) -> str | None:
        try:
            return digest(room.secret(), address)
        except (LedgerError, MailError):
            return None

    return Around(state, workbook.persons, _own_addresses(room, state), sent_to, wish, hashed, workbook.today)


def _own_addresses(room: Mailroom, state: LedgerState) -> frozenset[str]:
    """The addresses that our people write from, and where answers go."""
    mailboxes = [*room.settings.senders.values(), *{send.queued.by for send in state.sends.values()}]
    found = []
    for mailbox in mailboxes:
        try:
            found.append(key_of(read_mailbox(mailbox)[1]))
        except InvalidAddress:
            continue
    for address in (room.settings.reply_to, room.settings.unsubscribe_address, room.settings.imap_user):
        try:
            found.append(key_of(read_address(address or "")))
        except InvalidAddress:
            continue
    return frozenset(found)


def _places(room: Mailroom) -> dict[str, tuple[int, int]]:
    """Where reading ended, by mailbox: validity and number of the last message. Lost, all is read again, once."""
    try:
        kept = json.loads((room.folder / PLACE).read_bytes())
        return {str(name): (int(validity), int(uid)) for name, (validity, uid) in kept.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _remember(room: Mailroom, places: dict[str, tuple[int, int]]) -> None:
    make_folder(room.folder)
    try:
        write_durably(room.folder / PLACE, json.dumps(places).encode())
    except OSError as error:
        raise MailError(f"{room.folder / PLACE} cannot be written ({error.strerror}).") from error
