"""Reading the bytes of an incoming message. Any bytes give a result, never an error.

Strangers choose these bytes. So each step takes time in proportion to their number, and `isolated.py` reads them in a
process of its own.
"""

import contextlib
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses
from hashlib import sha256

from flufl.bounce import all_failures

from automation.core.messages.incoming import Failure, Incoming
from automation.core.text import key_of, text_of
from automation.mail.authentication import vouches_for
from automation.mail.headers import SEND_ID_HEADER
from automation.mail.html_words import words_of
from automation.mail.reply_text import MOST_TEXT, new_words

# Bytes and lines of a message that are read; replies are short, attachments are not.
MOST_BYTES, MOST_LINES = 400_000, 10_000
# Parts of a message that are read; a usual message has fewer than ten.
MOST_PARTS = 60
# Characters of a header that are read. Lists of message IDs are not decoded, and may be longer.
MOST_HEADER, MOST_IDS = 4_000, 100_000
LONGEST_ID = 300

_OURS = re.compile(r"<bp\.([0-9A-Za-z][0-9A-Za-z_-]{0,63})@[^<>\s]{1,255}>")
_SEND_ID = re.compile(
    r"^[ \t]{0,9}X-Backpocket-Send-Id:[ \t]{0,9}([0-9A-Za-z][0-9A-Za-z_-]{0,63})[ \t]{0,9}\r?$",
    re.IGNORECASE | re.MULTILINE,
)
_UNSUBSCRIBE = re.compile(r"unsubscribe ([0-9A-Za-z][0-9A-Za-z_-]{7,63})", re.IGNORECASE)
# The forms of one sender: an address alone, with a name before it, or with a comment after it.
_BARE = r"[^\s<>()\"',;:@]+@[^\s<>()\"',;:@]+"
_ONE_SENDER = re.compile(rf"(?:[^<>]*<\s?(?P<named>{_BARE})\s?>|\s?(?P<alone>{_BARE})(?:\s\([^()@<>]*\))?)\s?")
_AUTOMATIC = re.compile(
    r"^\W*(?:auto(?:matic)?[ -]?(?:reply|response)|automatische antwort|abwesen|out of (?:the )?office|"
    r"réponse automatique|absence du bureau|respuesta automática|"
    r"fuera de (?:la )?oficina|risposta automatica|"
    r"fuori sede|"
    r"resposta automática|"
    r"automatisch antwoord|afwezig|autosvar|automatiskt svar|frånvaro|odpowiedź automatyczna|automatická odpověď|"
    r"автоответ|автоматический ответ|自动回复|自動回复|自動応答|不在|부재중)",
    re.IGNORECASE,
)
_RETURNED = re.compile(
    r"(?:undeliver|delivery (?:status|has failed|failure|incomplete|problem)|mail delivery|returned (?:mail|to sender)|"
    r"failure notice|could not be delivered|unzustellbar|non remis|no se (?:puede|ha podido) entregar|mancata consegna|"
    r"delayed|nondeliverable)",
    re.IGNORECASE,
)
_POSTMASTER = re.compile(r"^(?:mailer-daemon|postmaster|mail-daemon|mdaemon|bounces?)@", re.IGNORECASE)
_STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
# A permanent refusal, but the address may be right: a full mailbox, too large, a policy, a block list.
_NOT_THE_ADDRESS = ("5.2.2", "5.2.3", "5.3.", "5.4.", "5.5.", "5.6.", "5.7.")
# No such domain, or a gateway that does not know this recipient.
_DEAD = ("5.4.1", "5.4.4", "5.4.310")


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


def _shorten(message: Message) -> None:
    """Cut long headers that the library parses at each access, in time that grows with the square of their length."""
    for part in _parts(message):
        for name in ("Content-Type", "Content-Disposition"):
            value = str(part.get(name, ""))
            if len(value) > MOST_HEADER:
                part.replace_header(name, value[:MOST_HEADER])


def _read(message: Message, data: bytes, authserv_id: str) -> Incoming:
    _shorten(message)
    subject = _header(message, "Subject")
    sender = _sender(message)
    report = message.get_content_type() == "multipart/report"
    failure, failed = _failure(message, data) if _comes_back(message, sender, subject) else (Failure.NONE, frozenset())
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
        text=new_words(_text(message)),
        send_ids=(*_returned(whole), *_ids_in(named)),
        unsubscribes=wish[1] if wish else "",
        automatic=_automatic(message, subject, sender),
        receipt=report and failure is Failure.NONE,
        failure=failure,
        failed=failed,
    )


def _header(message: Message, name: str) -> str:
    """A header's text in one line; undecoded if it cannot be decoded."""
    value = str(message.get(name, ""))[:MOST_HEADER]
    try:
        text = str(make_header(decode_header(value)))
    except (ValueError, LookupError, UnicodeError):
        text = value
    return text_of(" ".join(text.encode("utf-8", "replace").decode().split()))[:2_000]


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


def _automatic(message: Message, subject: str, sender: str) -> bool:
    submitted = _header(message, "Auto-Submitted").lower().partition(";")[0].strip()
    precedence = _header(message, "Precedence").lower()
    return (
        submitted not in {"", "no"}
        or precedence in {"auto_reply", "bulk", "junk", "list"}
        or any(message.get(name) for name in ("X-Autoreply", "X-Autorespond", "X-Autoresponder", "List-Id"))
        or bool(_AUTOMATIC.match(subject))
        or bool(_POSTMASTER.match(sender))
        # Another Backpocket sent it. Its text about interest and unsubscribing is not a reply.
        or message.get(SEND_ID_HEADER) is not None
    )


def _comes_back(message: Message, sender: str, subject: str) -> bool:
    """Whether it may be a bounce. A person who quotes the words of a bounce must not count as one."""
    kind = f"{message.get_param('report-type') or ''}".lower()
    if message.get_content_type() == "multipart/report":
        return kind in {"delivery-status", ""}
    empty = _header(message, "Return-Path") == "<>"
    returned = bool(_RETURNED.search(subject))
    return bool(_POSTMASTER.match(sender)) or (returned and (empty or bool(message.get("X-Failed-Recipients"))))


def _failure(message: Message, data: bytes) -> tuple[Failure, frozenset[str]]:
    """The failure that a bounce reports, and the addresses that failed."""
    temporary, permanent = _found_by_library(message)
    statuses = [".".join(found) for found in _STATUS.findall(_report(message, data))]
    failed = frozenset(key_of(address) for address in permanent | temporary)
    if any(status.startswith("5") for status in statuses):
        ours = [status for status in statuses if status.startswith("5")]
        dead = any(status in _DEAD or not status.startswith(_NOT_THE_ADDRESS) for status in ours)
        return (Failure.HARD if dead else Failure.SOFT), failed
    if permanent:
        return Failure.HARD, failed
    if temporary or any(status.startswith("4") for status in statuses):
        return Failure.SOFT, failed
    return (Failure.NONE if any(status.startswith("2") for status in statuses) else Failure.UNCLEAR), failed


def _found_by_library(message: Message) -> tuple[frozenset[str], frozenset[str]]:
    try:
        found = all_failures(message)
    except Exception:  # noqa: BLE001  (It raises many kinds of errors on mail that it was not made for.)
        return frozenset(), frozenset()
    temporary, permanent = ([address.decode("utf-8", "replace") for address in kind] for kind in found)
    return frozenset(temporary), frozenset(permanent)


def _report(message: Message, data: bytes) -> str:
    """The status parts of a bounce; without one, its text, without the returned message."""
    parts = [part for part in _parts(message) if part.get_content_type() == "message/delivery-status"]
    if parts:
        return "\n".join(str(part)[:MOST_TEXT] for part in parts)
    text = _text(message) or data.decode("latin-1")
    return text[:MOST_TEXT]


def _parts(message: Message) -> Iterator[Message]:
    for number, part in enumerate(message.walk()):
        if number >= MOST_PARTS:
            return
        yield part


def _text(message: Message) -> str:
    """The plain text, else the words of the HTML; without attachments and attached messages."""
    inside: set[int] = set()
    plain, html = "", ""
    for part in _parts(message):
        if id(part) in inside or part.get_content_type() == "message/rfc822":
            inside.update(id(one) for one in _parts(part))
            continue
        if (
            part.is_multipart()
            or part.get_filename()
            or "attachment" in str(part.get("Content-Disposition", "")).lower()
        ):
            continue
        if part.get_content_type() == "text/plain" and not plain.strip():
            plain = _decoded(part)
        elif part.get_content_type() == "text/html" and not html.strip():
            html = _decoded(part)
    return plain if plain.strip() else words_of(html[: MOST_TEXT * 4])


def _decoded(part: Message) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else str(part.get_payload()).encode("utf-8", "replace")
    data = data[: MOST_TEXT * 4]
    for charset in (part.get_content_charset(), "utf-8"):
        with contextlib.suppress(LookupError, UnicodeError, ValueError):
            return data.decode(charset or "utf-8")
    return data.decode("latin-1")
