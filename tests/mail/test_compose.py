from dataclasses import replace
from datetime import date, datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core.messages.drafts import Sender, Thread
from automation.core.templates.template_language import MOST_SUBJECT, one_line
from automation.errors import MailError
from automation.mail.base import Spooled
from automation.mail.compose import Postmark, compose, message_id
from tests.mail.messages import AT, DANA, draft, message
from tests.mail.test_headers import VALUES

ALWAYS = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "X-Backpocket-Send-Id",
    "List-Unsubscribe",
    "MIME-Version",
    "Content-Type",
]
THREAD = Thread("Platform Engineer", ("<bp.m1@acme.example>", "<bp.m2@acme.example>"), date(2026, 11, 12))


def read(spooled: Spooled) -> EmailMessage:
    parsed = message_from_bytes(spooled.data, policy=policy.default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def stamped(**changes: Any) -> EmailMessage:
    return read(compose(draft(), Postmark("m1", AT, **changes)))


def part(parsed: EmailMessage, kind: str) -> str:
    found = parsed.get_body((kind,))
    assert found
    return str(found.get_content()).replace("\r\n", "\n")


def test_the_headers_of_a_first_note() -> None:
    """A message says who writes to whom, when, what it is called and how to get no more; nothing else."""
    spooled = message("m1")
    parsed = read(spooled)
    assert parsed.keys() == ALWAYS
    assert str(parsed["From"]) == "Dana Reyes <dana@acme.example>"
    assert str(parsed["To"]) == "Ana Souza <ana@mail.example>"
    assert parsedate_to_datetime(parsed["Date"]) == AT
    assert parsed["Message-ID"] == message_id("m1", "dana@acme.example") == "<bp.m1@acme.example>"
    assert parsed["X-Backpocket-Send-Id"] == "m1"
    assert (spooled.sender, spooled.recipient) == ("dana@acme.example", "ana@mail.example")


def test_the_same_draft_is_the_same_bytes() -> None:
    """A message has no random parts, so that what a person saw can be compared with what was sent."""
    assert message("m1").data == message("m1").data


def test_both_parts_say_the_same() -> None:
    """Text and HTML come from one source, in UTF-8; programs that show text find it first."""
    parsed = read(message("m1", body="Olá, Zoë 🎉\n\nA < B & C\n\nAcme, 1 Street\nSay so in a reply."))
    kinds = [each.get_content_type() for each in parsed.iter_parts()]
    assert (parsed.get_content_type(), kinds) == ("multipart/alternative", ["text/plain", "text/html"])
    assert part(parsed, "plain").startswith("Olá, Zoë 🎉\n\nA < B & C\n")
    assert '<p dir="auto">A &lt; B &amp; C</p>' in part(parsed, "html")


def test_every_line_is_short_ascii() -> None:
    """No server on the way has a reason to change a byte: ASCII, CR LF, lines of at most 78."""
    data = message("m1", body="ü" * 5000 + "\n.\n" + "x" * 5000).data
    assert data.isascii()
    assert all(len(line) <= 78 for line in data.split(b"\r\n"))
    assert data.count(b"\n") == data.count(b"\r") == data.count(b"\r\n")


@given(VALUES, VALUES, VALUES, st.text(max_size=300) | VALUES)
def test_no_value_breaks_out(name: str, sender: str, subject: str, body: str) -> None:
    """Names, subject and body stand where they belong, whatever they hold: no further header, recipient or part."""
    drafted = draft(name=name, sender=Sender(sender, "dana@acme.example"), subject=subject, body=body)
    spooled = compose(drafted, Postmark("m1", AT))
    parsed = read(spooled)
    assert parsed.keys() == ALWAYS
    assert [address.addr_spec for address in parsed["To"].addresses] == ["ana@mail.example"]
    assert [address.addr_spec for address in parsed["From"].addresses] == ["dana@acme.example"]
    raw = message_from_bytes(spooled.data)["Subject"]
    assert str(make_header(decode_header(raw.replace("\r\n", "")))) == one_line(subject, MOST_SUBJECT)
    assert [each.get_content_type() for each in parsed.walk()] == ["multipart/alternative", "text/plain", "text/html"]


@pytest.mark.parametrize(
    "address",
    [
        "ana@mail.example, eve@mail.example",
        "ana,eve@mail.example",
        "ana@mail.example\r\nBcc: eve@mail.example",
        "Ana <ana@mail.example>",
        "ana",
        "",
        "ana@mail",
        "ana@mail..example",
        "anä@mail.example",
    ],
)
def test_addresses_that_are_none(address: str) -> None:
    """An address that is not one mailbox's is refused, wherever it stands, before anything is written."""
    with pytest.raises(MailError, match="address of the person"):
        compose(draft(address=address), Postmark("m1", AT))
    with pytest.raises(MailError, match="sender's address"):
        compose(draft(sender=Sender("Dana", address)), Postmark("m1", AT))
    if address:
        with pytest.raises(MailError, match="reply_to"):
            compose(draft(), Postmark("m1", AT, reply_to=address))
        with pytest.raises(MailError, match="unsubscribe_address"):
            compose(draft(), Postmark("m1", AT, unsubscribe_address=address))


def test_domains_in_other_scripts() -> None:
    """A domain in another script is written as mail servers know it."""
    spooled = compose(draft(address="ana@münchen.example", sender=Sender("D", "d@bücher.example")), Postmark("m1", AT))
    assert spooled.recipient == "ana@xn--mnchen-3ya.example"
    assert read(spooled)["Message-ID"] == "<bp.m1@xn--bcher-kva.example>"


class TestThread:
    def test_a_follow_up_replies_to_the_last_message(self) -> None:
        """A follow-up names the message it replies to and the whole thread."""
        parsed = read(message("m3", thread=THREAD))
        assert parsed["In-Reply-To"] == "<bp.m2@acme.example>"
        assert parsed["References"] == "<bp.m1@acme.example> <bp.m2@acme.example>"

    def test_text_that_is_no_message_id_is_put_in_no_header(self) -> None:
        """Text that a person typed into the ledger instead of an ID is put into no header."""
        ids = ("<a@b>\r\nBcc: eve@mail.example", "a@b", "", "<a b@c>", "<bp.m1@acme.example>")
        parsed = read(message("m3", thread=replace(THREAD, message_ids=ids)))
        assert (parsed["In-Reply-To"], parsed["References"]) == ("<bp.m1@acme.example>", "<bp.m1@acme.example>")
        assert parsed["Bcc"] is None
        assert read(message("m3", thread=replace(THREAD, message_ids=ids[:4])))["In-Reply-To"] is None


class TestLeavingTheList:
    def test_by_mail(self) -> None:
        """Without a page, the unsubscribe goes by mail to the sender or the configured address, without a click."""
        parsed = stamped()
        assert parsed["List-Unsubscribe"] == "<mailto:dana@acme.example?subject=unsubscribe%20m1>"
        assert parsed["List-Unsubscribe-Post"] is None
        own = stamped(unsubscribe_address="stop+list@acme.example")
        assert own["List-Unsubscribe"] == "<mailto:stop%2Blist@acme.example?subject=unsubscribe%20m1>"

    def test_by_one_click(self) -> None:
        """With a page, one click is promised, and its address is not taken apart."""
        page = f"https://careers.acme.example/u/{'t' * 200}"
        spooled = compose(draft(), Postmark("m1", AT, unsubscribe_url=page))
        assert f"List-Unsubscribe: <{page}>,\r\n <mailto:".encode() in spooled.data
        assert read(spooled)["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    @pytest.mark.parametrize(
        "page",
        ["http://acme.example/u/1", "https://acme.example/u/1>\r\nBcc: x", "https://", "javascript:x", "https://a b"],
    )
    def test_a_page_without_https_is_refused(self, page: str) -> None:
        """Only https may receive an unsubscribe; anything else is refused."""
        with pytest.raises(MailError, match="https://"):
            stamped(unsubscribe_url=page)


def test_replies_go_to_the_sender_or_the_reply_address() -> None:
    """Replies go to the sender, unless the setting says otherwise."""
    assert stamped()["Reply-To"] is None
    assert str(stamped(reply_to="talent@acme.example")["Reply-To"]) == "talent@acme.example"


def test_the_date_keeps_its_zone() -> None:
    """The date is the moment that was given, in its own zone."""
    at = datetime(2026, 11, 22, 9, tzinfo=ZoneInfo("Europe/Berlin"))
    parsed = read(compose(draft(), Postmark("m1", at)))
    assert parsed["Date"] == "Sun, 22 Nov 2026 09:00:00 +0100"


@pytest.mark.parametrize("send_id", ["", "a b", "a\r\nBcc: x", "../x", "x" * 65])
def test_an_invalid_send_id_is_put_in_no_header(send_id: str) -> None:
    """A send ID that could be something else gets into no header."""
    with pytest.raises(MailError, match="edited by hand"):
        message_id(send_id, DANA.address)
    with pytest.raises(MailError, match="edited by hand"):
        compose(draft(), Postmark(send_id, AT))
