"""`inbox`: record the replies, bounces and unsubscribes in the mailbox, and what colleagues forward, each message once.

The ledger gets a message's events before the position in the mailbox is saved. A run that is killed in between reads
the message again, and recognises it by its ID.
"""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import structlog

from automation.core.identity.email_addresses import InvalidAddress, read_address, read_mailbox
from automation.core.imports.forwarded import KEPT
from automation.core.ledger.events import MAIL, Answer
from automation.core.ledger.forgetting import Redactor
from automation.core.ledger.reply_events import NewReply
from automation.core.ledger.sends import Send
from automation.core.ledger.state import LedgerState
from automation.core.ledger.suppression import digest
from automation.core.messages.incoming import Incoming
from automation.core.messages.reply_classifier import Around, replies_in
from automation.core.text import key_of
from automation.core.workbook.assemble import Workbook
from automation.errors import BackpocketError, ConfigError, LedgerError, MailError, MailNotWritable
from automation.files import cannot_be_written, write_durably
from automation.mail.files import make_folder
from automation.mail.forwarded import MOST_BYTES as MOST_FORWARDED
from automation.mail.forwarded import Forwarded
from automation.mail.imap import Mailbox, MailboxMessage, Reader
from automation.mail.incoming import MOST_BYTES
from automation.mail.isolated import IsolatedReader
from automation.outreach.context import Mailroom
from automation.outreach.forwarding import Forwarding, is_forwarded, may_forward
from automation.outreach.replies import address_of, note, unsubscribe_reply
from automation.settings import Settings

log = structlog.get_logger()

PLACE = "inbox.json"
# Messages older than the first one sent are no replies; the margin is for servers whose clocks differ.
EARLIER = timedelta(days=2)
# The position is saved after this many unrelated messages, and after each other message.
OFTEN = 100


@dataclass
class Sorted:
    """The result of one run.

    Attributes:
        read: How many messages were read.
        noted: Kind of reply → how many messages were newly recorded.
        known: How many were recorded before.
        others: How many do not belong to any sent message, and are no drafts.
        unreadable: How many are for a person to read, because reading them took too long or failed.
        drafts: How many that colleagues forwarded became drafts of candidates.
        refused: How many were to become drafts, but came from no colleague.
    """

    read: int = 0
    noted: Counter[str] = field(default_factory=Counter)
    known: int = 0
    others: int = 0
    unreadable: int = 0
    drafts: int = 0
    refused: int = 0

    def record(self) -> dict[str, Any]:
        """As plain data, for `--json`."""
        return {
            "read": self.read,
            "noted": dict(self.noted),
            "known": self.known,
            "others": self.others,
            "unreadable": self.unreadable,
            "drafts": self.drafts,
            "refused": self.refused,
        }


def read_inbox(room: Mailroom, *, dry_run: bool = False, should_stop: Callable[[], bool] = lambda: False) -> Sorted:
    """Read the new messages in the mailbox and record what they say. The mailbox is not changed.

    Args:
        room: Of the workbook.
        dry_run: Only report what would be recorded.
        should_stop: Called before each message; a message that is being read is always finished.

    Raises:
        ConfigError: The settings name no mailbox.
        MailError: The mailbox refuses the sign-in.
        MailNotWritable: The position in it cannot be saved.
        StoreError: The mailbox, the workbook or the ledger is out of reach.
    """
    mailbox = mailbox_of(room.settings)
    done = Sorted()
    state = room.ledger.refresh()
    first = min((send.queued.at for send in state.sends.values()), default=None)
    if first is None and not may_forward(room.settings):
        return done
    if not dry_run:
        room.ran()
    workbook = room.read(state)
    forwarding = Forwarding(room, workbook)
    since = first.date() - EARLIER if first else workbook.today - KEPT
    with Reader(mailbox) as reader, IsolatedReader(room.settings.authserv_id or "") as parser:
        name, places = f"{mailbox.user}@{mailbox.host}/{mailbox.folder}", _places(room)
        validity, uid = places.get(name, (0, 0))
        after = uid if validity == reader.validity else 0
        others = unsaved = 0
        for message in reader.since(after, since):
            if should_stop():
                break
            mail = parser.read(message.data)
            asks = is_forwarded(mail, room.settings)
            if asks and forwarding.takes(mail):
                _keep_draft(forwarding, mail, _whole(reader, parser, message), done, dry_run=dry_run)
            elif first:
                _sort(room, workbook, mail, done, dry_run=dry_run)
            else:
                done.read, done.others = done.read + 1, done.others + 1
            done.refused += asks and not forwarding.takes(mail)
            places[name] = (reader.validity, message.uid)
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
        drafts=done.drafts,
        refused=done.refused,
    )
    return done


def _whole(reader: Reader, parser: IsolatedReader, message: MailboxMessage) -> Callable[[], Forwarded | None]:
    """Takes a message apart; of a long one only the first bytes are here."""

    def whole() -> Forwarded | None:
        is_long = len(message.data) >= MOST_BYTES
        data = reader.whole(message.uid, MOST_FORWARDED) if is_long else message.data
        return None if data is None or len(data) >= MOST_FORWARDED else parser.read_forwarded(data)

    return whole


def _keep_draft(
    forwarding: Forwarding, mail: Incoming, whole: Callable[[], Forwarded | None], done: Sorted, *, dry_run: bool
) -> None:
    done.read += 1
    if forwarding.knows(mail):
        done.known += 1
    elif dry_run or forwarding.add(mail, whole):
        done.drafts += 1
    else:
        done.known += 1


def mailbox_of(settings: Settings) -> Mailbox:
    """The mailbox for replies.

    Raises:
        ConfigError: The settings do not name it, or the file with its password cannot be read.
    """
    lacking = [name for name in ("imap_host", "imap_user") if not getattr(settings, name)]
    if lacking:
        raise ConfigError(*(f"{name} is empty: say where replies arrive, see docs/settings.md." for name in lacking))
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
    # Version 0.1.0 recorded messages under their bare Message-ID.
    if room.ledger.state.answer_ids & _with_hidden(room, {mail.answer_id, mail.message_id or mail.answer_id}):
        done.known += 1
        return
    done.unreadable += mail.unreadable
    found = _replies_in(mail, _around(room, workbook))
    if not found:
        done.others += 1
    elif dry_run or note(room, found, workbook.persons):
        done.noted[found[0].answer.value] += 1
    else:
        done.known += 1


def _with_hidden(room: Mailroom, ids: set[str]) -> set[str]:
    """IDs of a reply, and what `forget` makes of them, so that a forgotten person's old mail is not recorded anew."""
    secret = room.secrets.known_suppression() if room.ledger.state.forgotten else None
    return ids | {Redactor(secret, frozenset()).reply_id(one) for one in ids} if secret else ids


def _replies_in(mail: Incoming, around: Around) -> list[NewReply]:
    """What a message says. If reading it fails, it becomes a reply for a person to read."""
    try:
        return replies_in(mail, around)
    except BackpocketError:
        raise
    except Exception as error:  # noqa: BLE001  (Strangers write the mail: no error in it may block the other messages.)
        log.error("message not understood", kind=type(error).__name__)  # noqa: TRY400  (A traceback may hold their words.)
        known = [around.state.sends[one] for one in mail.send_ids if one in around.state.sends]
        candidate = known[-1].queued.candidate if known else ""
        return [NewReply(Answer.REPLIED, candidate, MAIL, mail.answer_id, words="A message that could not be read.")]


def _around(room: Mailroom, workbook: Workbook) -> Around:
    state: LedgerState = room.ledger.state

    def sent_to(send: Send) -> str:
        return address_of(room, send.queued.candidate, send.send_id)

    def wish(candidate: str, send_id: str, answer_id: str, address: str, words: str) -> NewReply:
        return unsubscribe_reply(
            room, candidate, MAIL, send_id=send_id, answer_id=answer_id, address=address, words=words
        )

    def hashed(address: str) -> str | None:
        try:
            return digest(room.secret(), address)
        except (LedgerError, MailError):
            return None

    return Around(state, workbook.persons, _own_addresses(room, state), sent_to, wish, hashed, workbook.today)


def _own_addresses(room: Mailroom, state: LedgerState) -> frozenset[str]:
    """The addresses that recruiters send from, and those that replies go to."""
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
    """Mailbox → validity and number of the last message read. Empty if the file is lost: then all is read again."""
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
        raise MailNotWritable(cannot_be_written(room.folder / PLACE, error)) from error
