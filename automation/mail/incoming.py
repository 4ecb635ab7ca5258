"""From the bytes of a message to what matters of it. Whatever they hold, something comes of them, never an error."""

import contextlib
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses
from hashlib import sha256
from html.parser import HTMLParser

from flufl.bounce import all_failures

from automation.core.replies import Failure, Incoming
from automation.core.text import key_of, text_of

# Bytes of a message that are looked at, and characters of its text; answers are short, attachments are not.
MOST_BYTES, MOST_TEXT = 400_000, 20_000
# Parts of a message; a real one has a handful.
MOST_PARTS = 60
LONGEST_ID = 300

_OURS = re.compile(r"<bp\.([0-9A-Za-z][0-9A-Za-z_-]{0,63})@[^<>\s]+>")
_SEND_ID = re.compile(r"^\s*X-Backpocket-Send-Id:\s*([0-9A-Za-z][0-9A-Za-z_-]{0,63})\s*$", re.IGNORECASE | re.MULTILINE)
_UNSUBSCRIBE = re.compile(r"^\s*unsubscribe\s+([0-9A-Za-z][0-9A-Za-z_-]{7,63})\s*$", re.IGNORECASE)
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


def read_message(data: bytes) -> Incoming:
    """What matters of a message, given its first `MOST_BYTES` bytes."""
    data = data[:MOST_BYTES]
    try:
        return _read(message_from_bytes(data), data)
    except Exception:  # noqa: BLE001  (A library stumbled over somebody's bytes: a person reads it, and nothing is lost.)
        return Incoming(_stand_in(data), send_ids=_ids_in(data.decode("latin-1")[:MOST_TEXT]))


def _read(message: Message, data: bytes) -> Incoming:
    subject = _header(message, "Subject")
    sender = _sender(message)
    report = message.get_content_type() == "multipart/report"
    failure, failed = _failure(message, data) if _comes_back(message, sender, subject) else (Failure.NONE, frozenset())
    named = f"{_header(message, 'References')} {_header(message, 'In-Reply-To')}"
    wish = _UNSUBSCRIBE.match(subject)
    whole = data.decode("latin-1") if report or failure is not Failure.NONE else ""
    return Incoming(
        answer_id=_own_id(message, data),
        sender=sender,
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
    value = message.get(name, "")
    try:
        text = str(make_header(decode_header(str(value))))
    except (ValueError, LookupError, UnicodeError):
        text = str(value)
    return text_of(" ".join(text.encode("utf-8", "replace").decode().split()))[:2_000]


def _sender(message: Message) -> str:
    addresses = [address for _, address in getaddresses([_header(message, "From")]) if "@" in address]
    return key_of(addresses[0]) if len(addresses) == 1 else ""


def _own_id(message: Message, data: bytes) -> str:
    given = _header(message, "Message-ID")
    return given if 3 <= len(given) <= LONGEST_ID and " " not in given else _stand_in(data)


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
    except Exception:  # noqa: BLE001  (Its heuristics were made for other messages.)
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
    return plain if plain.strip() else _of_html(html)


def _decoded(part: Message) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else str(part.get_payload()).encode("utf-8", "replace")
    data = data[: MOST_TEXT * 4]
    for charset in (part.get_content_charset(), "utf-8"):
        with contextlib.suppress(LookupError, UnicodeError, ValueError):
            return data.decode(charset or "utf-8")
    return data.decode("latin-1")


class _Words(HTMLParser):
    """The words of HTML, without what is quoted."""

    _SKIPPED = frozenset({"style", "script", "head", "title", "blockquote"})
    _VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr", "col", "area", "base", "embed", "source"})
    _BLOCKS = frozenset({"p", "div", "br", "li", "tr", "h1", "h2", "h3", "table", "ul", "ol", "hr"})
    _QUOTES = ("gmail_quote", "gmail_attr", "yahoo_quoted", "moz-cite-prefix", "protonmail_quote")

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        # The tag that began what is left out, and how deep inside of it we are.
        self._out, self._depth = "", 0
        self._ended = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = " ".join(value or "" for name, value in attrs if name in {"class", "id"}).lower()
        if "divrplyfwdmsg" in named or "appendonsend" in named:
            # Outlook marks where the older message begins, not around it.
            self._ended = True
        if self._out:
            self._depth += tag == self._out
        elif tag not in self._VOID and (tag in self._SKIPPED or any(quote in named for quote in self._QUOTES)):
            self._out, self._depth = tag, 1
        elif tag in self._BLOCKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._out and tag == self._out:
            self._depth -= 1
            self._out = self._out if self._depth else ""
        elif tag in self._BLOCKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._out and not self._ended:
            self.words.append(" ".join(data.split()) + " " if data.strip() else " ")


def _of_html(html: str) -> str:
    reader = _Words()
    try:
        reader.feed(html[: MOST_TEXT * 4])
        reader.close()
    except (AssertionError, ValueError):
        # What was read until then is read.
        pass
    return "\n".join(" ".join(line.split()) for line in "".join(reader.words).split("\n"))


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
