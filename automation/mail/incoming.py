"""Reading the bytes of an incoming message. Any bytes give a result, never an error.

Strangers choose these bytes. So each step takes time in proportion to their number, and `isolated.py` reads them in a
process of its own.
"""

import re
from email import message_from_bytes
from email.message import Message
from email.utils import getaddresses
from hashlib import sha256

from automation.core.messages.incoming import Failure, Incoming
from automation.core.text import key_of
from automation.mail.authentication import vouches_for
from automation.mail.machines import comes_back, failure_in, is_automatic, through_a_list
from automation.mail.parts import MOST_HEADER, header, shorten, text
from automation.mail.reply_text import new_words

# Bytes and lines of a message that are read; replies are short, attachments are not.
MOST_BYTES, MOST_LINES = 400_000, 10_000
# Characters of lists of message IDs that are read; they are not decoded, and may be longer than other headers.
MOST_IDS = 100_000
LONGEST_ID = 300
# Headers that name recipients, and how many of them are read.
_TO, MOST_RECIPIENTS = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To"), 20

_OURS = re.compile(r"<bp\.([0-9A-Za-z][0-9A-Za-z_-]{0,63})@[^<>\s]{1,255}>")
_SEND_ID = re.compile(
    r"^[ \t]{0,9}X-Backpocket-Send-Id:[ \t]{0,9}([0-9A-Za-z][0-9A-Za-z_-]{0,63})[ \t]{0,9}\r?$",
    re.IGNORECASE | re.MULTILINE,
)
_UNSUBSCRIBE = re.compile(r"unsubscribe ([0-9A-Za-z][0-9A-Za-z_-]{7,63})", re.IGNORECASE)
# The forms of one sender: an address alone, with a name before it, or with a comment after it.
_BARE = r"[^\s<>()\"',;:@]+@[^\s<>()\"',;:@]+"
_ONE_SENDER = re.compile(rf"(?:[^<>]*<\s?(?P<named>{_BARE})\s?>|\s?(?P<alone>{_BARE})(?:\s\([^()@<>]*\))?)\s?")


def read_message(data: bytes, authserv_id: str = "") -> Incoming:
    """Read a message.

    Args:
        data: Its first `MOST_BYTES` bytes.
        authserv_id: The name that our mail server writes in its Authentication-Results; "" trusts none.
    """
    data = data[:MOST_BYTES]
    try:
        lines = data.splitlines(keepends=True)
        short = data if len(lines) <= MOST_LINES else b"".join(lines[:MOST_LINES])
        return _read(message_from_bytes(short), short, authserv_id)
    except Exception:  # noqa: BLE001  (The library raises many kinds of errors on broken mail.)
        return unreadable(data)


def unreadable(data: bytes) -> Incoming:
    """The result for a message that could not be read: its hash, and the IDs of our messages that it contains."""
    return Incoming(_stand_in(data), send_ids=_ids_in(data[:MOST_BYTES].decode("latin-1")), unreadable=True)


def _read(message: Message, data: bytes, authserv_id: str) -> Incoming:
    shorten(message)
    subject = header(message, "Subject")
    sender = _sender(message)
    report = message.get_content_type() == "multipart/report"
    failure, failed = failure_in(message, data) if comes_back(message, sender, subject) else (Failure.NONE, frozenset())
    named = f"{_ids(message, 'References')} {_ids(message, 'In-Reply-To')}"
    wish = _UNSUBSCRIBE.fullmatch(subject)
    whole = data.decode("latin-1") if report or failure is not Failure.NONE else ""
    proven = bool(sender) and vouches_for(message.get_all("Authentication-Results", []), authserv_id, sender)
    message_id = _message_id(message)
    return Incoming(
        answer_id=_own_id(message, message_id, data, proven=proven),
        message_id=message_id,
        sender=sender,
        proven=proven,
        subject=subject,
        text=new_words(text(message)),
        send_ids=(*_returned(whole), *_ids_in(named)),
        unsubscribes=wish[1] if wish else "",
        automatic=is_automatic(message, subject, sender),
        listed=through_a_list(message),
        receipt=report and failure is Failure.NONE,
        failure=failure,
        failed=failed,
        recipients=_recipients(message),
    )


def _ids(message: Message, name: str) -> str:
    """A header that lists message IDs, which are never encoded."""
    return str(message.get(name, ""))[:MOST_IDS]


def _sender(message: Message) -> str:
    """The address in From; "" if there are several, or if our pattern and the library find different ones.

    Nothing is decoded first: an encoded word is always a name, even if it looks like an address.
    """
    values = message.get_all("From", [])
    if len(values) != 1:
        return ""
    line = " ".join(str(values[0])[:MOST_HEADER].split())
    found = _ONE_SENDER.fullmatch(line)
    addresses = [address for _, address in getaddresses([line])] if found else []
    if not found or len(addresses) != 1:
        return ""
    address = found["named"] or found["alone"]
    return key_of(address) if key_of(address) == key_of(addresses[0]) and address.isprintable() else ""


def _recipients(message: Message) -> frozenset[str]:
    """The addresses that a message went to: those that it names, and those that mail servers noted."""
    values = [str(one)[:MOST_HEADER] for name in _TO for one in message.get_all(name, [])]
    found = getaddresses([" ".join(one.split()) for one in values[:MOST_RECIPIENTS]])
    return frozenset(key_of(address) for _, address in found if address.isprintable() and "@" in address)


def _message_id(message: Message) -> str:
    value = " ".join(str(message.get("Message-ID", ""))[:MOST_HEADER].split())
    value = value.encode("ascii", "replace").decode()
    return value if 3 <= len(value) <= LONGEST_ID and " " not in value else ""


def _own_id(message: Message, message_id: str, data: bytes, *, proven: bool) -> str:
    """The ID of a message, the same each time it is read.

    The Message-ID alone is not enough: a stranger could use it first, and the real message would be taken for a copy.
    Headers that servers add (such as Received) don't count, so that a second copy gets the same ID.
    """
    if not message_id:
        return _stand_in(data)
    names = ("From", "Date", "Subject", "In-Reply-To", "References", "Content-Type")
    headers = [f"{name}:{value}" for name in names for value in message.get_all(name, [])]
    # Headers end at the first blank line.
    body = max(data.partition(b"\r\n\r\n")[2], data.partition(b"\n\n")[2], key=len)
    found = sha256("\0".join([message_id, str(proven), *headers]).encode("utf-8", "surrogateescape"))
    found.update(body)
    return f"{message_id}#{found.hexdigest()[:32]}"


def _stand_in(data: bytes) -> str:
    """The ID of a message without a Message-ID."""
    return f"<{sha256(data).hexdigest()[:32]}@no-message-id>"


def _ids_in(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_OURS.findall(text)))


def _returned(whole: str) -> tuple[str, ...]:
    """The IDs of our messages in a bounce, which contains their headers in one form or another."""
    return tuple(dict.fromkeys([*_ids_in(whole), *_SEND_ID.findall(whole)]))
