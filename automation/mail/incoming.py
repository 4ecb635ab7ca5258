"""From the bytes of a message to what matters of it. Whatever they hold, something comes of them, never an error.

Strangers choose these bytes, so every step takes time in proportion to their number: `isolated.py` reads in a process
of its own all the same.
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

# Bytes and lines of a message that are looked at, and characters of its text; replies are short, attachments are not.
MOST_BYTES, MOST_LINES, MOST_TEXT = 400_000, 10_000, 20_000
# Parts of a message; a real one has a handful.
MOST_PARTS = 60
# Characters of a header before it is decoded; lists of message IDs are not decoded, and may be longer.
MOST_HEADER, MOST_IDS = 4_000, 100_000
LONGEST_ID = 300

_OURS = re.compile(r"<bp\.([0-9A-Za-z][0-9A-Za-z_-]{0,63})@[^<>\s]{1,255}>")
_SEND_ID = re.compile(
    r"^[ \t]{0,9}X-Backpocket-Send-Id:[ \t]{0,9}([0-9A-Za-z][0-9A-Za-z_-]{0,63})[ \t]{0,9}\r?$",
    re.IGNORECASE | re.MULTILINE,
)
_UNSUBSCRIBE = re.compile(r"unsubscribe ([0-9A-Za-z][0-9A-Za-z_-]{7,63})", re.IGNORECASE)
# The ways to write one sender: the address alone, with a name before it, or with a comment behind it.
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
# Refused for good, but the address may be fine: a full mailbox, too large, a policy, a block list.
_NOT_THE_ADDRESS = ("5.2.2", "5.2.3", "5.3.", "5.4.", "5.5.", "5.6.", "5.7.")
# No such domain, or a gateway that knows everybody and not this one.
_DEAD = ("5.4.1", "5.4.4", "5.4.310")

_HEAD = re.compile(
    r"^\W*(?:original message|original appointment|ursprüngliche nachricht|message d['’]origine|"
    r"mensaje original|messaggio originale|"
    r"oorspronkelijk bericht|mensagem original|ursprungligt meddelande|forwarded message|begin forwarded message|"
    r"weitergeleitete nachricht|message transféré|mensaje reenviado|messaggio inoltrato|doorgestuurd bericht|"
    r"原始邮件|元のメッセージ)\W*$",
    re.IGNORECASE,
)
_WROTE = re.compile(
    r"(?:wrote|schrieb(?: .{1,120})?|a écrit|escribió|ha scritto|schreef(?: .{1,120})?|"
    r"skrev(?: .{1,120})?|napisał\(?a?\)?|escreveu|napsal\(?a?\)?|"
    r"пишет|написал\(?а?\)?|写道|写于|のメール)\s*[:：]\s*$",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"^\W*(?:on|am|le|el|il|op|em|den|dnia|w dniu|dne|в|\d{4})\b", re.IGNORECASE)
_FROM = re.compile(r"^\W*(?:from|von|de|da|van|från|fra|od|от|发件人|差出人)\W*[:：]\s*\S", re.IGNORECASE)
_SENT = re.compile(
    r"^\W*(?:sent|date|gesendet|datum|envoyé|enviado|fecha|inviato|data|verzonden|skickat|sendt|wysłano|"
    r"odesláno|отправлено|дата|发送时间|日期|送信日時)\W*[:：]",
    re.IGNORECASE,
)
_SENT_FROM = re.compile(
    r"^\W*(?:sent from my|sent from|get outlook for|von meinem .{2,40} gesendet|envoyé de mon|enviado desde mi|"
    r"inviato da|"
    r"verzonden vanaf|skickat från|从我的|iphoneから送信)",
    re.IGNORECASE,
)
_RULE = re.compile(r"^\s*_{10,}\s*$")


def read_message(data: bytes, authserv_id: str = "") -> Incoming:
    """What matters of a message.

    Args:
        data: Its first `MOST_BYTES` bytes.
        authserv_id: The name under which the own mail server writes Authentication-Results; "" trusts none.
    """
    data = data[:MOST_BYTES]
    try:
        lines = data.splitlines(keepends=True)
        short = data if len(lines) <= MOST_LINES else b"".join(lines[:MOST_LINES])
        return _read(message_from_bytes(short), short, authserv_id)
    except Exception:  # noqa: BLE001  (On broken mail the library fails in many ways; a person reads it.)
        return unreadable(data)


def unreadable(data: bytes) -> Incoming:
    """What is known of a message that could not be read: its hash, and which of our messages it names."""
    return Incoming(_stand_in(data), send_ids=_ids_in(data[:MOST_BYTES].decode("latin-1")), unreadable=True)


def _shorten(message: Message) -> None:
    """Cut the headers whose parameters the library takes apart at every question, in squares of their length."""
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
    """A header's text in one line, as far as it can be read."""
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
    """The one address in From; "" where there are several, or where two ways of reading it differ.

    It is looked for before anything is decoded: what an encoded word holds is a name, whatever it looks like.
    """
    given = message.get_all("From", [])
    if len(given) != 1:
        return ""
    line = " ".join(str(given[0])[:MOST_HEADER].split())
    found = _ONE_SENDER.fullmatch(line)
    addresses = [address for _, address in getaddresses([line])] if found else []
    if not found or len(addresses) != 1:
        return ""
    address = found["named"] or found["alone"]
    return key_of(address) if key_of(address) == key_of(addresses[0]) and address.isprintable() else ""


def _message_id(message: Message) -> str:
    given = " ".join(str(message.get("Message-ID", ""))[:MOST_HEADER].split())
    given = given.encode("ascii", "replace").decode()
    return given if 3 <= len(given) <= LONGEST_ID and " " not in given else ""


def _own_id(message: Message, message_id: str, data: bytes, *, proven: bool) -> str:
    """What a message is known by when it is read again.

    Its Message-ID alone is not enough: a stranger could use it first, and theirs would be taken for the real one.
    What programs add on the way (Received and the like) doesn't count, so that a second copy is known.
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
    """What a message without an ID is known by."""
    return f"<{sha256(data).hexdigest()[:32]}@no-message-id>"


def _ids_in(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_OURS.findall(text)))


def _returned(whole: str) -> tuple[str, ...]:
    """The messages of ours in what came back; their headers are in there, however it is wrapped."""
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
        # Another Backpocket wrote it: its notes speak of unsubscribing and of interest, and reply to nothing.
        or message.get(SEND_ID_HEADER) is not None
    )


def _comes_back(message: Message, sender: str, subject: str) -> bool:
    """Whether it may tell of a message that did not arrive; a person who quotes such words is none."""
    kind = f"{message.get_param('report-type') or ''}".lower()
    if message.get_content_type() == "multipart/report":
        return kind in {"delivery-status", ""}
    empty = _header(message, "Return-Path") == "<>"
    returned = bool(_RETURNED.search(subject))
    return bool(_POSTMASTER.match(sender)) or (returned and (empty or bool(message.get("X-Failed-Recipients"))))


def _failure(message: Message, data: bytes) -> tuple[Failure, frozenset[str]]:
    """What it says of delivery: for good or for now, and whose addresses."""
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
    except Exception:  # noqa: BLE001  (On mail it was not made for, it fails in many ways.)
        return frozenset(), frozenset()
    temporary, permanent = ([address.decode("utf-8", "replace") for address in kind] for kind in found)
    return frozenset(temporary), frozenset(permanent)


def _report(message: Message, data: bytes) -> str:
    """The machine's own words: the status part where there is one, else the text, without what came back."""
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
    """The text that somebody wrote: plain, else of the HTML; attachments and what is forwarded as such left out."""
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


def new_words(text: str) -> str:
    """What somebody wrote themselves: no quotes, no older message below, no signature."""
    lines = [line.strip()[:2_000] for line in text[:MOST_TEXT].splitlines()]
    # Where quotes come after an older message's first line, somebody may have answered below or between them.
    quoted = max((number for number, line in enumerate(lines) if line.startswith(">")), default=-1)
    kept: list[str] = []
    for number, line in enumerate(lines):
        if _older_begins(lines, number) or line == "--" or _SENT_FROM.match(line):
            if number > quoted:
                break
        elif not line.startswith(">"):
            kept.append(line)
    return text_of("\n".join(kept).replace("\n\n\n", "\n\n"))


def _older_begins(lines: list[str], number: int) -> bool:
    """Whether the older message begins here: a line that says so, or a block of its headers."""
    line = lines[number]
    if _HEAD.match(line) or _RULE.match(line):
        return True
    if _attribution(lines, number):
        return True
    return bool(_FROM.match(line)) and any(_SENT.match(later) for later in lines[number + 1 : number + 5])


def _attribution(lines: list[str], number: int) -> bool:
    """On 24 November, Dana wrote: in one line or two."""
    line = lines[number]
    if number and _WROTE.search(line) and _BEGINS.match(lines[number - 1]):
        return True
    if len(line) > 400 or not _BEGINS.match(line):
        return False
    return bool(_WROTE.search(line)) or any(
        _WROTE.search(f"{line} {later}"[:400]) for later in lines[number + 1 : number + 3] if later and len(later) < 200
    )
