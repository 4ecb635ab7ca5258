"""`backpocket inbox` and `backpocket respond` as their users start them."""

from pathlib import Path

import pytest
import requests

from tests.answers.imap_server import PASSWORD, USER, ImapServer
from tests.cli.program import Program, write_workbook
from tests.outreach.desk import DANA, REQ, key, tabs
from tests.support.programs import BACKPOCKET, environment, started


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    return write_workbook(tmp_path / "pocket.xlsx", tabs(2))


def test_inbox_names_every_missing_setting(backpocket: Program, workbook: Path) -> None:
    """Without a mailbox in the settings every missing one is named, and the code is 2."""
    ran = backpocket("inbox", "--workbook", workbook)
    assert (ran.code, ran.err.count("is empty")) == (2, 2)


@pytest.mark.long
def test_inbox_reads_and_counts(backpocket: Program, workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reply is counted once, in words and as JSON; the owner's notice goes to the outbox."""
    monkeypatch.setenv("BACKPOCKET_POSTAL_ADDRESS", "Acme, 1 Street")
    monkeypatch.setenv("BACKPOCKET_ORGANISATION", "Acme")
    backpocket("outreach", "queue", REQ, "--to", key(0), "--by", DANA, "--workbook", workbook)
    sent = backpocket("outreach", "send", "--workbook", workbook, "--json").record["settled"]
    (send_id,) = sent
    answer = (
        f"From: <{key(0)}>\r\nTo: <dana@acme.example>\r\nMessage-ID: <a@mail.example>\r\n"
        f"In-Reply-To: <bp.{send_id}@acme.example>\r\n\r\nYes, I am interested.\r\n"
    )
    with ImapServer() as imap:
        for name, value in {
            "HOST": "127.0.0.1",
            "PORT": str(imap.port),
            "SECURITY": "none",
            "USER": USER,
            "PASSWORD": PASSWORD,
        }.items():
            monkeypatch.setenv(f"BACKPOCKET_IMAP_{name}", value)
        imap.deliver(answer.encode())
        assert backpocket("inbox", "--workbook", workbook, "--dry-run").out.startswith("1 read: 1 interested")
        first = backpocket("inbox", "--workbook", workbook, "--json").record
        second = backpocket("inbox", "--workbook", workbook, "--json").record
    assert first == {
        "read": 1,
        "noted": {"interested": 1},
        "known": 0,
        "others": 0,
        "unreadable": 0,
        "drafts": 0,
        "refused": 0,
        "owners_notified": 1,
        "dry_run": False,
    }
    assert second == {
        "read": 0,
        "noted": {},
        "known": 0,
        "others": 0,
        "unreadable": 0,
        "drafts": 0,
        "refused": 0,
        "owners_notified": 0,
        "dry_run": False,
    }
    assert len(list(workbook.parent.rglob("outbox/*.eml"))) == 2


@pytest.mark.long
def test_respond_serves_until_it_is_stopped(workbook: Path) -> None:
    """It says where it listens, serves pages, logs no addresses, and ends well on SIGTERM."""
    words = (BACKPOCKET, "respond", "--port", "0", "--workbook", workbook)
    with started(*words, env=environment(BACKPOCKET_LOG_LEVEL="info")) as program:
        where = program.line().split()[4].rstrip(".")
        assert "no message links here yet" in program.line()
        assert requests.get(f"{where}/health", timeout=30).text == "ok\n"
        unknown = requests.get(f"{where}/r/some.token", timeout=30)
        assert (unknown.status_code, unknown.headers.get("Server")) == (404, None)
        assert program.stop() == 0, program.err
        assert "some.token" not in program.err


def test_respond_reports_a_used_port_in_one_sentence(backpocket: Program, workbook: Path) -> None:
    """If another program uses the port, the error is one sentence, not a traceback."""
    with ImapServer() as other:
        ran = backpocket("respond", "--port", other.port, "--workbook", workbook)
    assert (ran.code, "Nothing can listen at" in ran.err) == (2, True)
    assert "There is no workbook" not in ran.err


def test_respond_without_a_workbook_says_so(backpocket: Program, tmp_path: Path) -> None:
    """Its name may be misspelt: the pages wait for it, and no candidate's link works so long."""
    with ImapServer() as other:
        ran = backpocket("respond", "--port", other.port, "--workbook", tmp_path / "pokcet.xlsx")
    assert "pokcet.xlsx. No link of a message works until there is one." in ran.err


@pytest.mark.parametrize(
    "url", ["http://talent.acme.example", "talent.acme.example", "https://u:p@x.example", "https://x y"]
)
def test_candidate_links_must_be_https(
    backpocket: Program, workbook: Path, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    """An address that is not https is refused by name, before a message contains it."""
    monkeypatch.setenv("BACKPOCKET_RESPOND_URL", url)
    ran = backpocket("outreach", "list", "--workbook", workbook)
    assert (ran.code, "respond_url" in ran.err) == (2, True)
