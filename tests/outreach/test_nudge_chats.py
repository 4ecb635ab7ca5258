"""The digest in chats: once, without names, whatever the chat does; and the runs' pings."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from automation.clock import Clock
from automation.core.workbook.notice_log import Kind, State, read_notices
from automation.services.colleagues.nudge import Nudge
from automation.services.colleagues.nudge_mails import Nudged
from tests.chat.server import DROP, ChatServer
from tests.cli.conftest import *  # noqa: F403  (The fixture `backpocket`.)
from tests.cli.program import Program
from tests.outreach.desk import DAY, NOON, Desk, local_desk
from tests.outreach.test_nudge import ROLES, book

HOOKS = {
    "team": "https://hooks.slack.com/services/T0/B0/secret-token",
    "work": "https://prod-1.westeurope.logic.azure.com/workflows/1/triggers/manual/paths/invoke?sig=secret-token",
    "room": "https://chat.googleapis.com/v1/spaces/AAAA/messages?key=secret-token&token=secret-token",
}


@pytest.fixture
def chats() -> Iterator[ChatServer]:
    with ChatServer() as running:
        yield running


def desk_with(folder: Path, chats: ChatServer, **options: Any) -> Desk:
    return local_desk(folder, book(), **{"roles": ROLES, "chat_hooks": HOOKS, "chat_endpoint": chats.url} | options)


def nudged(desk: Desk, days: int = 0) -> Nudged:
    room = desk.room()
    then = NOON + timedelta(days=days)
    room.clock = Clock(DAY + timedelta(days=days), now=lambda: then)
    return Nudge(room).run()


def test_each_chat_gets_the_digest_once(tmp_path: Path, chats: ChatServer) -> None:
    """Counts and titles of requisitions by colleague; no name, score or address of a candidate."""
    desk = desk_with(tmp_path, chats)
    found = nudged(desk)
    assert [hook["channel"] for hook in found.hooks] == list(HOOKS)
    assert len({json.dumps(hook["items"]) for hook in found.hooks}) == 1
    lines = found.hooks[0]["items"]
    assert isinstance(lines, list)
    assert "Dana Reyes: 1 promise due" in lines
    assert "Dana Reyes: 1 new Strong match: REQ-1 Platform Engineer" in lines
    assert "Priya Shah: 1 new requisition: REQ-1 Platform Engineer" in lines
    text = json.dumps(chats.received)
    assert "Ana" not in text
    assert "mail.example" not in text
    assert "salary" not in text
    assert nudged(desk).hooks == []
    assert nudged(desk, 1).hooks == []
    assert len(chats.received) == len(HOOKS)


def test_names_only_if_allowed(tmp_path: Path, chats: ChatServer) -> None:
    nudged(desk_with(tmp_path, chats, chat_names=True))
    assert "Ana Number1 fits REQ-1" in json.dumps(chats.received)


def test_who_wants_only_mail_is_not_in_the_chat(tmp_path: Path, chats: ChatServer) -> None:
    nudged(desk_with(tmp_path, chats, nudge_people={"Dana Reyes": {"channel": "mail"}}))
    text = json.dumps(chats.received)
    assert "Dana" not in text
    assert "Lee Wong" in text


@pytest.mark.parametrize("fault", [404, 500, DROP])
def test_failure_does_not_fail_the_run(tmp_path: Path, chats: ChatServer, fault: int | str, caplog: Any) -> None:
    """The mails and the other chats go on; what is reported does not hold the address."""
    chats.faults.append(fault)
    desk = desk_with(tmp_path, chats)
    found = nudged(desk)
    assert found.mails
    assert [hook["channel"] for hook in found.hooks] == ["work", "room"]
    assert [one["to"] for one in found.unsent] == ["chat team"]
    assert "secret" not in json.dumps(found.record())
    assert "secret" not in caplog.text
    # A refused post goes again on the same day; one of unknown delivery on the next, marked.
    again = [hook["channel"] for hook in nudged(desk).hooks]
    assert again == (["team"] if fault == 404 else [])
    if fault != 404:
        (later,) = nudged(desk, 1).hooks
        assert later["channel"] == "team"
        assert "may have been posted before" in json.dumps(chats.received[-1])


def test_chat_is_written_down_before_the_post(tmp_path: Path, chats: ChatServer) -> None:
    desk = desk_with(tmp_path, chats)
    nudged(desk)
    found = [one for one in read_notices(desk.store().read().tabs).messages.values() if one.kind is Kind.CHAT]
    assert {one.to for one in found} == {"chat team", "chat work", "chat room"}
    assert {one.state for one in found} == {State.SENT}


def test_command(tmp_path: Path, chats: ChatServer, backpocket: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command, with the settings in the environment, and the pings of the runs: start, exit code, counts."""
    desk = desk_with(tmp_path, chats)
    pings = {name: f"{chats.url}/{name}" for name in ("refresh", "nudge")}
    values = {"ROLES": ROLES, "CHAT_HOOKS": {"team": HOOKS["team"]}, "PING_URLS": pings}
    for name, value in values.items():
        monkeypatch.setenv(f"BACKPOCKET_{name}", json.dumps(value))
    monkeypatch.setenv("BACKPOCKET_CHAT_ENDPOINT", chats.url)
    book_option = ("--workbook", desk.locator, "--today", DAY.isoformat())
    assert backpocket("refresh", *book_option).code == 0
    shown = backpocket("nudge", "--dry-run", *book_option)
    assert "Subject: Backpocket: 1 promise due" in shown.out
    assert '"blocks"' in shown.out
    assert "secret" not in shown.out + shown.err
    outbox = tmp_path / "backpocket-outreach" / "pocket" / "outbox"
    said = f"Would write 5 mails to {outbox}; nothing is e-mailed until a mail server is set. Would send 1 chat post.\n"
    assert shown.out.endswith(said)
    ran = backpocket("nudge", *book_option, "--json")
    assert ran.code == 0
    assert [hook["channel"] for hook in json.loads(ran.out)["hooks"]] == ["team"]
    assert json.loads(ran.out)["outbox"] == str(outbox)
    assert backpocket("nudge", *book_option).out == "Nothing new, so nothing is sent.\n"
    assert backpocket("nudge", "--stop", "lee@acme.example", *book_option).out.startswith("Done: stop the mails")
    (tmp_path / "pocket.xlsx").unlink()
    assert backpocket("refresh", *book_option).code == 75
    heard = [(host, body) for host, body in chats.received if host in pings]
    assert [host for host, _ in heard].count("refresh") == 4
    assert "matches 2" in str(heard[1][1])
    assert "Ana" not in json.dumps(heard)
