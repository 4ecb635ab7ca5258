"""Three rows of one person get one message, whatever is clicked first; suppress one row, and all are suppressed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from automation.core.ledger.events import State, Step
from automation.core.text import key_of
from automation.outreach.compose import propose, queue
from automation.outreach.drafting import Prepared
from automation.outreach.sending import send
from automation.outreach.suppression_list import suppress
from automation.refresh import read_workbook
from automation.services.init import complete
from tests.cli.program import Program
from tests.outreach.conftest import MakeDesk
from tests.outreach.desk import DANA, REQ, Desk, tabs

ANA, BO = "ana.souza@mail.example", "bo@mail.example"
ROWS = {"C-1": ANA, "C-2": "Ana.Souza+jobs@Mail.Example", "C-3": f"Ana Souza <{ANA}>", "C-4": BO}
THEIRS = ("C-1", "C-2", "C-3")
LEE = "Lee Park <lee@acme.example>"


@dataclass
class Office:
    """Two recruiters at one workbook, and what is clicked."""

    desk: Desk
    backpocket: Program

    def note(self, prepared: Sequence[Prepared], by: str) -> None:
        queue(self.desk.room(), [one.draft for one in prepared], by)

    def from_the_slate(self) -> None:
        """Outreach: the slate of the requisition, nobody left out."""
        self.note(propose(self.desk.room(), REQ, [], DANA), DANA)

    def from_follow_ups(self) -> None:
        """Write on each follow-up, by a colleague; the messages are about no opening."""
        for key in ROWS:
            self.note(propose(self.desk.room(), None, [key], LEE, step=Step.FRESHNESS), LEE)

    def one_by_one(self) -> None:
        """Write on each card."""
        for key in ROWS:
            self.note(propose(self.desk.room(), REQ, [key], DANA), DANA)

    def all_selected(self) -> None:
        """Every row ticked, the last one first; drafted together with another template."""
        self.note(propose(self.desk.room(), REQ, [*reversed(ROWS)], LEE, template="Several openings"), LEE)

    def on_the_command_line(self) -> None:
        """`outreach queue` in another process."""
        to = [word for key in ROWS for word in ("--to", key)]
        assert self.backpocket("outreach", "queue", REQ, *to, "--by", LEE).code == 0


WAYS: Mapping[str, Callable[[Office], None]] = {
    "slate": Office.from_the_slate,
    "follow-ups": Office.from_follow_ups,
    "one by one": Office.one_by_one,
    "select all": Office.all_selected,
    "command line": Office.on_the_command_line,
}


@pytest.fixture
def office(
    make_desk: MakeDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Office:
    """Ana on three rows, Bo on one."""
    header, *rows = tabs(4)["Candidates"]
    names = ("Ana Souza", "Ana Souza", "Ana Souza", "Bo Lind")
    people = [
        [key, name, address, *row[2:]] for (key, address), name, row in zip(ROWS.items(), names, rows, strict=True)
    ]
    desk = make_desk(book={**tabs(4), "Candidates": [["Candidate ID", *header], *people]})
    # The command line has this machine's clock.
    desk.now = None
    if desk.emulator:
        complete(desk.store())
        monkeypatch.setenv("BACKPOCKET_SHEETS_ENDPOINT", desk.emulator.url)
        monkeypatch.setenv("BACKPOCKET_SERVICE_ACCOUNT_FILE", str(desk.folder / "robot.json"))
    for name, value in {
        "WORKBOOK": desk.locator,
        "OUTREACH_FOLDER": str(desk.folder),
        "ORGANISATION": "Acme",
        "POSTAL_ADDRESS": "Acme, 1 Street, Lisbon",
    }.items():
        monkeypatch.setenv(f"BACKPOCKET_{name}", value)
    monkeypatch.chdir(tmp_path)
    return Office(desk, Program(capsys))


@pytest.mark.long
@pytest.mark.parametrize("first", WAYS)
def test_one_message_and_one_suppression(office: Office, first: str) -> None:
    """Each way comes first once, the others follow in turn, before and after sending; Bo gets one, too."""
    names = [*WAYS]
    turn = names.index(first)
    for name in (*names[turn:], *names[:turn]):
        WAYS[name](office)
    send(office.desk.room())
    for name in {first, names[turn - 1]}:
        WAYS[name](office)
    send(office.desk.room())
    sends = office.desk.sends().values()
    sent = [one.key for one in sends if one.state is State.SENT]
    assert (len(sent), len(set(sent) & {key_of(key) for key in THEIRS}), sent.count("c-4")) == (2, 1, 1)
    assert len(office.desk.outbox) == 2

    suppress(office.desk.room(), "C-2", DANA, "asked by phone")
    room = office.desk.room()
    workbook = read_workbook(room.store, room.clock, room.settings.conventions, room)
    assert sorted(workbook.suppressed) == sorted(map(key_of, THEIRS))
    assert {key for key, row in workbook.book.people.items() if row.suppressed} == set(workbook.suppressed)
    for key in ROWS:
        (prepared,) = propose(office.desk.room(), REQ, [key], LEE)
        assert any("asked by phone" in reason for reason in prepared.reasons) is (key != "C-4")
