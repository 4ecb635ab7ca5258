"""From a draft to the exact bytes of a message."""

import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import quote

from automation.core.identity.email_addresses import InvalidAddress, read_address
from automation.core.messages.drafts import Draft, Sender
from automation.core.templates.template_language import MOST_SUBJECT, one_line
from automation.errors import MailError
from automation.mail.base import Spooled
from automation.mail.headers import SEND_ID_HEADER, mailbox_header, text_header, token_header
from automation.mail.spool import require_send_id

_MESSAGE_ID = re.compile(r"<[!-;=?-~]{3,500}>")
_HTTPS = re.compile(r"https://[!-;=?-~]{4,800}")


@dataclass(frozen=True)
class Postmark:
    """What a message needs besides the draft.

    Attributes:
        send_id: The ID of the message.
        at: When it was approved.
        reply_to: The address for replies; "" for the sender's.
        unsubscribe_address: The address to which mail programs send an unsubscribe; "" for the sender's.
        unsubscribe_url: The https address to which they post it; "" if there is none.
    """

    send_id: str
    at: datetime
    reply_to: str = ""
    unsubscribe_address: str = ""
    unsubscribe_url: str = ""


def message_id(send_id: str, sender_address: str) -> str:
    """The Message-ID of a message, known before the message is composed.

    Raises:
        MailError: The sender's address is invalid.
    """
    domain = _address("The sender's address", sender_address).rpartition("@")[2]
    return f"<bp.{require_send_id(send_id)}@{domain}>"


def compose(draft: Draft, postmark: Postmark) -> Spooled:
    """A message to one candidate, ready to send.

    Raises:
        MailError: An address is invalid, or the address of the unsubscribe page is not https.
    """
    sender = _address("The sender's address", draft.sender.address)
    recipient = _address("The address of the person", draft.address)
    own_id = message_id(postmark.send_id, sender)
    headers = [
        mailbox_header("From", one_line(draft.sender.name), sender),
        mailbox_header("To", one_line(draft.name), recipient),
        text_header("Subject", one_line(draft.subject, MOST_SUBJECT)),
        text_header("Date", format_datetime(postmark.at)),
        token_header("Message-ID", own_id),
        *_thread(draft),
        *_reply_to(postmark),
        token_header(SEND_ID_HEADER, postmark.send_id),
        *([token_header("Content-Language", draft.language)] if draft.language else []),
        *_unsubscribe(postmark, sender),
    ]
    data = "".join(headers).encode("ascii") + _body(draft, postmark.send_id)
    return Spooled(postmark.send_id, sender, recipient, data)


def compose_notice(
    to: Sender, subject: str, body: str, notice_id: str, at: datetime, *, html: str = "", unsubscribe_url: str = ""
) -> Spooled:
    """A short text from the program to a colleague, sent from their own address; replies to it are not read.

    Args:
        to: The colleague.
        subject: In one line.
        body: Plain text.
        notice_id: Names the mail.
        at: When it is written.
        html: The same as HTML; "" for none.
        unsubscribe_url: The https address at which one click ends such mails; "" for none.

    Raises:
        MailError: The colleague's address is invalid.
    """
    address = _address("The address of the owner", to.address)
    message = EmailMessage(policy=policy.SMTP)
    message.set_content(body + "\n", cte="quoted-printable")
    if html:
        message.add_alternative(html, subtype="html", cte="quoted-printable")
        message.set_boundary(f"=_{notice_id}")
    headers = [
        mailbox_header("From", "Backpocket", address),
        mailbox_header("To", one_line(to.name), address),
        text_header("Subject", one_line(subject, MOST_SUBJECT)),
        text_header("Date", format_datetime(at)),
        token_header("Message-ID", f"<bpn.{require_send_id(notice_id)}@{address.rpartition('@')[2]}>"),
        token_header("Auto-Submitted", "auto-generated"),
        *_one_click(unsubscribe_url),
    ]
    return Spooled(notice_id, address, address, "".join(headers).encode("ascii") + message.as_bytes())


def _one_click(url: str) -> list[str]:
    if not _HTTPS.fullmatch(url):
        return []
    return [
        token_header("List-Unsubscribe", f"<{url}>"),
        token_header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
    ]


@dataclass(frozen=True)
class Written:
    """The content of a message.

    Attributes:
        words: Subject and text, with single spaces between the words.
        follows: How many messages came before it in its thread.
    """

    words: str
    follows: int


def written_in(message: Spooled) -> Written:
    """The content of a message that `compose` made."""
    parsed = message_from_bytes(message.data, policy=policy.default)
    body = parsed.get_body(("plain",))
    text = body.get_content() if body else ""
    return Written(" ".join(f"{parsed['Subject']} {text}".split()), len(str(parsed["References"] or "").split()))


def _address(label: str, text: str) -> str:
    try:
        return read_address(text)
    except InvalidAddress as error:
        raise MailError(f"{label} {error}.") from None


def _thread(draft: Draft) -> list[str]:
    """The headers that continue a thread; texts in the ledger that are not message IDs are left out."""
    ids = [known for known in (draft.thread.message_ids if draft.thread else ()) if _MESSAGE_ID.fullmatch(known)]
    return [token_header("In-Reply-To", ids[-1]), token_header("References", *ids)] if ids else []


def _reply_to(postmark: Postmark) -> list[str]:
    if not postmark.reply_to:
        return []
    return [mailbox_header("Reply-To", "", _address("The setting reply_to", postmark.reply_to))]


def _unsubscribe(postmark: Postmark, sender: str) -> list[str]:
    """The headers of RFC 2369, and of RFC 8058 (one click) only if there is an address to post to."""
    own = postmark.unsubscribe_address
    address = _address("The setting unsubscribe_address", own) if own else sender
    mailto = f"<mailto:{quote(address, safe='@')}?subject=unsubscribe%20{postmark.send_id}>"
    if not postmark.unsubscribe_url:
        return [token_header("List-Unsubscribe", mailto)]
    if not _HTTPS.fullmatch(postmark.unsubscribe_url):
        raise MailError("The address of the unsubscribe page has to begin with https:// and contain no spaces.")
    return [
        token_header("List-Unsubscribe", f"<{postmark.unsubscribe_url}>", mailto, comma=True),
        token_header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
    ]


def _body(draft: Draft, send_id: str) -> bytes:
    """The text and HTML parts, quoted-printable, so that no server on the way has a reason to change a byte."""
    message = EmailMessage(policy=policy.SMTP)
    message.set_content(draft.text, cte="quoted-printable")
    message.add_alternative(draft.html, subtype="html", cte="quoted-printable")
    # Quoted-printable text never contains "=_".
    message.set_boundary(f"=_{send_id}")
    return message.as_bytes()
