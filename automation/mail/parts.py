"""The parts and headers of a message, read within limits."""

import contextlib
import re
from collections.abc import Iterator
from email.header import decode_header, make_header
from email.message import Message

from automation.core.text import text_of
from automation.mail.html_words import words_of
from automation.mail.reply_text import MOST_TEXT

# Parts of a message that are read; a usual message has fewer than ten.
MOST_PARTS = 60
# Characters of a header that are read.
MOST_HEADER = 4_000
# Markup in a part that calls itself plain text.
_MARKUP = re.compile(r"<(?:div|br|p|html|body|span|blockquote)\b[^<>]{0,300}>", re.IGNORECASE)


def header(message: Message, name: str) -> str:
    """A header's text in one line; undecoded if it cannot be decoded."""
    value = str(message.get(name, ""))[:MOST_HEADER]
    try:
        decoded = str(make_header(decode_header(value)))
    except (ValueError, LookupError, UnicodeError):
        decoded = value
    return text_of(" ".join(decoded.encode("utf-8", "replace").decode().split()))[:2_000]


def shorten(message: Message) -> None:
    """Cut long headers that the library parses at each access, in time that grows with the square of their length."""
    for part in parts(message):
        for name in ("Content-Type", "Content-Disposition"):
            value = str(part.get(name, ""))
            if len(value) > MOST_HEADER:
                part.replace_header(name, value[:MOST_HEADER])


def parts(message: Message) -> Iterator[Message]:
    """The parts of a message, the message itself first."""
    for number, part in enumerate(message.walk()):
        if number >= MOST_PARTS:
            return
        yield part


def text(message: Message) -> str:
    """The plain text, else the words of the HTML; without attachments and attached messages."""
    inside: set[int] = set()
    plain, html = "", ""
    for part in parts(message):
        if id(part) in inside or part.get_content_type() == "message/rfc822":
            inside.update(id(one) for one in parts(part))
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
    if len(_MARKUP.findall(plain[:MOST_TEXT])) >= 2:
        plain, html = "", plain
    return plain if plain.strip() else words_of(html[: MOST_TEXT * 4])


def _decoded(part: Message) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else str(part.get_payload()).encode("utf-8", "replace")
    data = data[: MOST_TEXT * 4]
    for charset in (part.get_content_charset(), "utf-8"):
        with contextlib.suppress(LookupError, UnicodeError, ValueError):
            return data.decode(charset or "utf-8")
    return data.decode("latin-1")
