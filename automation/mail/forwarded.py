"""Taking a forwarded mail apart: the messages within it, and the CVs that are attached.

Strangers wrote most of these bytes, so `isolated.py` reads them in a process of its own.
"""

from email import message_from_bytes
from email.message import Message
from itertools import pairwise
from typing import NamedTuple

from automation.core.identity.typed_addresses import addresses_in
from automation.mail.parts import header, parts, shorten, text
from automation.mail.reply_text import MOST_TEXT, header_starts

# Bytes of a forwarded mail: a CV of 10 MB takes 14 MB in it. CVs that are read, and messages within it.
MOST_BYTES, MOST_RESUMES, MOST_ORIGINALS = 16 * 2**20, 3, 10
_ENDINGS = (".pdf", ".docx", ".doc")
_TYPES = ("application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
# Characters of the line From within a message.
_MOST_FROM = 300


class Quoted(NamedTuple):
    """A message within a mail: the name and the address in its From line, "" for none, and its text."""

    name: str
    address: str
    text: str


class Forwarded(NamedTuple):
    """What is in a forwarded mail: the messages, the latest first, and the files that may be CVs."""

    originals: list[Quoted]
    resumes: list[bytes]


def read_forwarded(data: bytes) -> Forwarded:
    """Take a forwarded mail apart.

    Args:
        data: Of the mail, at most `MOST_BYTES`.
    """
    message = message_from_bytes(data[:MOST_BYTES])
    shorten(message)
    attached = [one for one in parts(message) if one.get_content_type() == "message/rfc822"]
    originals = [found for one in attached for found in _of_attached(one)]
    resumes = [bytes(part.get_payload(decode=True) or b"") for part in parts(message) if _is_resume(part)]
    return Forwarded(
        [*originals, *_quoted(text(message))][:MOST_ORIGINALS], [one for one in resumes if one][:MOST_RESUMES]
    )


def _is_resume(part: Message) -> bool:
    name = (part.get_filename() or "").lower()
    return not part.is_multipart() and (name.endswith(_ENDINGS) or part.get_content_type() in _TYPES)


def _of_attached(part: Message) -> list[Quoted]:
    """A message that was forwarded as an attachment, and those that it quotes."""
    inner = part.get_payload()
    if not isinstance(inner, list) or not inner or not isinstance(inner[0], Message):
        return []
    name, address = _sender(header(inner[0], "From"))
    body = text(inner[0])
    first = next(iter(header_starts(body[:MOST_TEXT].splitlines())), None)
    own = body[:MOST_TEXT] if first is None else "\n".join(body[:MOST_TEXT].splitlines()[:first])
    return [Quoted(name, address, own), *_quoted(body)]


def _quoted(body: str) -> list[Quoted]:
    """The messages that a text quotes below their headers."""
    lines = body[:MOST_TEXT].splitlines()
    starts = header_starts(lines)
    found = []
    for start, end in pairwise([*starts, len(lines)]):
        name, address = _sender(lines[start].replace("：", ":").partition(":")[2])
        # The other headers of the message end at the first blank line.
        blank = next((number for number in range(start, end) if not lines[number].strip(" >")), end)
        found.append(Quoted(name, address, "\n".join(line.lstrip("> ") for line in lines[blank:end])))
    return found


def _sender(value: str) -> tuple[str, str]:
    """Name and address, from "Ada Okafor <ada@okafor.example>"; "" for what is not there, or not clear."""
    value = value[:_MOST_FROM]
    found = addresses_in(value)
    if len(found) != 1:
        return "", ""
    before = value.partition("<")[0].partition("[")[0]
    name = " ".join(before.replace('"', " ").replace("*", " ").split()).strip("' ")
    return ("" if "@" in name else name), found[0]
