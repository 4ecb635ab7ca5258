"""Strangers' messages are read within limits: none of them blocks the messages after it."""

import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from multiprocessing.spawn import get_executable, set_executable
from pathlib import Path

import pytest

from automation.core.ledger.open_replies import for_a_person
from automation.core.text import printable
from automation.errors import StoreUnavailable
from automation.mail.incoming import MOST_BYTES, read_message
from automation.mail.isolated import IsolatedReader
from automation.outreach.inbox import read_inbox
from tests.answers.corpus import message
from tests.answers.imap_server import ImapServer
from tests.answers.test_inbox import kinds, settings, written
from tests.outreach.desk import NOON, local_desk

HEAD = (
    b"Message-ID: <a@b.example>\r\nFrom: mailer-daemon@b.example\r\nReferences: <bp.0123456789abcdef@acme.example>\r\n"
)
# Before Python 3.14 the library takes the parameters of this header apart in squares of their number.
POISON = b"Content-Type: multipart/mixed;" + (b"\r\n " + b";" * 38) * 60_000 + b"\r\n" + HEAD + b"\r\nHi"
LARGE = HEAD + b"\r\n" + b"a" * MOST_BYTES
# Bytes: enough for a usual message, and not for that one.
LITTLE = 2**20
REPORT = b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n" + HEAD + b"\r\n--b\r\n\r\n"
HTML = b"Content-Type: text/html\r\n" + HEAD.replace(b"mailer-daemon", b"eve") + b"\r\n"


@pytest.mark.long
@pytest.mark.parametrize("piece", [b"\n", b" ", b"> a\n", b"550 5.1.1 <a@b>\n", b"X-Backpocket-Send-Id: \n", b"<bp.a@"])
def test_reports_are_read_in_proportion(piece: bytes) -> None:
    """Reading a bounce report that is four times as long takes four times as long, not sixteen times."""
    assert _growth(REPORT, piece) < 8


@pytest.mark.parametrize("piece", [b"<!--", b"<a ", b"<a b", b"<a/", b"<a a='", b'<a a="', b"</", b"<![", b"<b id=a>"])
def test_html_is_read_in_proportion(piece: bytes) -> None:
    """HTML that never ends what it begins is read as fast as any other."""
    assert _growth(HTML, piece) < 8


@pytest.mark.parametrize(
    "name",
    [b"Subject: ", b"From: ", b"References: ", b"Content-Type: text/plain; a=", b'Content-Type: text/plain; a=";'],
)
@pytest.mark.parametrize("piece", [b"=?a?q?", b"(", b'"', b"a@b,", b";a*0*=''b", b";"])
def test_headers_are_read_in_proportion(name: bytes, piece: bytes) -> None:
    """A header as long as a message is cut before it is taken apart."""
    assert _growth(name, piece) < 8


def _growth(head: bytes, piece: bytes) -> float:
    """How much more processor time four times the bytes take; 0 where it is too little to compare."""
    short, long = (_seconds(head + piece * (size // len(piece))) for size in (MOST_BYTES // 8, MOST_BYTES // 2))
    return long / short if long > 0.3 else 0


def _seconds(data: bytes) -> float:
    began = time.process_time()
    assert not read_message(data).unreadable
    return time.process_time() - began


@pytest.mark.long
def test_a_message_beyond_its_time_is_ended_and_the_next_one_is_read() -> None:
    """The kernel ends a reading that takes too long, once; the next message is read in a new process."""
    with IsolatedReader(seconds=1) as reader:
        # As long as a forwarded mail may be, so that no machine is quick enough, unless the library is.
        assert reader.read_forwarded(POISON) is None or sys.version_info >= (3, 14)
        good = reader.read(message("reply-top-interested"))
        assert good == read_message(message("reply-top-interested"))


def test_a_message_beyond_its_memory_is_set_aside() -> None:
    """A message that needs too much memory ends only its own reading."""
    with IsolatedReader(memory=0) as reader:
        assert reader.read(LARGE).unreadable


@pytest.fixture
def python() -> Iterator[None]:
    """Puts the program back that new processes of Python run."""
    before = get_executable()
    yield
    set_executable(before)


@pytest.mark.usefixtures("python")
def test_a_machine_on_which_nothing_can_be_read_sets_no_message_aside(tmp_path: Path) -> None:
    """If the process that reads ends at once, or does not start, `inbox` says so. The next run reads all messages."""
    works = get_executable()
    with ImapServer() as imap:
        desk = written(local_desk(tmp_path, **settings(imap)))
        desk.now = NOON + timedelta(hours=1)
        imap.deliver(message("leave-stop"))
        for broken in ("/bin/false", "/nowhere/python"):
            set_executable(broken)
            with pytest.raises(StoreUnavailable, match="No message can be read"):
                read_inbox(desk.room())
        set_executable(works)
        assert kinds(desk) == {}
        assert read_inbox(desk.room()).noted == Counter({"left the list": 1})


@pytest.mark.long
def test_an_unreadable_message_is_reported_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A message that cannot be read needs a person, in this run and in no later one, and the ones behind it count."""
    # The real reader, with less memory. A message beyond the real limit would keep the tests' mail server busy for
    # minutes.
    monkeypatch.setattr("automation.outreach.inbox.IsolatedReader", lambda name: IsolatedReader(name, memory=LITTLE))
    with ImapServer() as imap:
        desk = written(local_desk(tmp_path, **settings(imap)))
        desk.now = NOON + timedelta(hours=1)
        imap.deliver(LARGE, message("leave-stop"))
        found = read_inbox(desk.room())
        assert (found.unreadable, found.noted) == (1, Counter({"needs a person": 1, "left the list": 1}))
        assert read_inbox(desk.room()).read == 0
        assert kinds(desk) == {"needs a person": 1, "left the list": 1}
        assert "could not be read" in for_a_person(desk.room().ledger.refresh())[0].detail


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mred\x1b[0m", "ared"),
        ("\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x07", "link"),
        ("\x1b]0;title\x07x", "x"),
        ("\x9b31mx", "x"),
        ("\x1bcx\x08y\rz", "xyz"),
        ("a\u202eb\u2066c\u200fd", "abcd"),
        ("never \x1b]8;; ends", "never 8;; ends"),
        ("two\r\nlines\tapart", "two\nlines\tapart"),
        ("José नमस्‍ते 王", "José नमस्‍ते 王"),
    ],
)
def test_no_text_moves_a_cursor(text: str, shown: str) -> None:
    """Escape sequences, control characters and signs that turn a line around are taken out; the words stay."""
    assert printable(text) == shown
    assert printable(shown) == shown
