"""`audit`: what was decided for a requisition, over both kinds of workbook and ledger."""

import csv
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from automation.outreach.context import Mailroom
from automation.outreach.suppression_list import suppress
from automation.refresh import read_workbook, refresh
from automation.services.acting import Actor
from automation.services.init import complete
from automation.services.privacy.audit import audit_in_words, audit_record, audit_rows
from automation.services.recruiter_actions import pass_on, shortlist, undo
from tests.cli.program import Program
from tests.outreach.conftest import MakeDesk
from tests.outreach.desk import DANA, NOON, REQ, Desk, key, local_desk


def audited(desk: Desk) -> dict[str, Any]:
    """The record of the opening."""
    room = desk.room()
    return audit_record(read_workbook(room.store, room.clock, room.settings.conventions, room), REQ.lower())


def hand(room: Mailroom, who: str = "Lee") -> Actor:
    return Actor(who, room.store, room.clock)


def decide(desk: Desk) -> None:
    """Shortlist one candidate, pass on two, write to two; one is suppressed, and one pass is undone."""
    shortlist(hand(desk.room()), key(0), REQ)
    pass_on(hand(desk.room()), key(1), REQ, "Wants to lead")
    done = pass_on(hand(desk.room()), key(2), REQ, "Too far")
    undo(hand(desk.room(), "Dana"), done.action_id)
    desk.now = NOON + timedelta(hours=2)
    desk.queued(2, first=3)
    suppress(desk.room(), key(5), "Dana", "asked by phone")


@pytest.fixture
def desk(make_desk: MakeDesk) -> Desk:
    """A workbook after its first run, and after decisions."""
    desk = make_desk()
    if desk.emulator:
        complete(desk.store())
    room = desk.room()
    refresh(room.store, room.clock, room.settings.conventions, room=room)
    desk.now = NOON + timedelta(hours=1)
    decide(desk)
    return desk


def test_who_was_chosen_by_whom_and_why(desk: Desk) -> None:
    """Each decision with its numbers, who undid it, and what became of the message; all once."""
    found = audited(desk)["decisions"]
    said = [
        (one["decision"], one["candidate"], one["by"], one["why"], one["undone_by"], one["message"]) for one in found
    ]
    assert said == [
        ("shortlisted", key(0), "Lee", "", "", ""),
        ("passed", key(1), "Lee", "Wants to lead", "", ""),
        ("passed", key(2), "Lee", "Too far", "Dana", ""),
        ("contacted", key(3), DANA, "", "", "queued"),
        ("contacted", key(4), DANA, "", "", "queued"),
    ]
    assert len({one["decision_id"] for one in found}) == 5
    for one in found:
        total = sum(float(part.partition(" of ")[0].rpartition(" ")[2]) for part in one["points"].split("; "))
        assert total == pytest.approx(float(one["score"]))
        assert one["computed_at"] == one["at"]
        assert one["run_id"]


def test_position_criteria_pool_and_slate(desk: Desk) -> None:
    """What is asked and weighed, how many were matched, how many not and why, and who was shown."""
    found = audited(desk)
    assert (found["requisition"], found["as_of"], found["position"]["opened_on"]) == (REQ, "2026-11-24", "2026-11-01")
    assert (found["criteria"]["must"], found["criteria"]["level"]) == ("Kubernetes, Go", "Senior")
    assert (found["weights"]["Weight: title"], found["weights"]["Slate size"]) == (20, 10)
    assert found["pool"] == {
        "candidates": 20,
        "matched": 18,
        "enough_for_a_slate": 18,
        "excluded": {"passed": 1, "suppressed": 1},
        "rows_without_a_key": 0,
        "doubled_keys": 0,
    }
    shown = {one["candidate"]: one["on_the_slate"] for one in found["surfaced"]}
    assert list(shown.values()) == [True] * 10 + [False] * 2
    assert [who for who, now in shown.items() if not now] == [key(1), key(5)]
    assert {one["first_seen_on"] for one in found["surfaced"]} == {"2026-11-24"}


def test_an_audit_writes_nothing(desk: Desk) -> None:
    """It is a reading, and says the same every time."""
    before = desk.store().read()
    assert audited(desk) == audited(desk)
    assert desk.store().read() == before


def test_a_decision_without_numbers_is_listed(desk: Desk) -> None:
    """What an earlier version decided is shown without numbers, and without made-up ones."""
    desk.queued_by_an_earlier_version(7)
    record = audited(desk)
    one = record["decisions"][-1]
    assert (one["decision"], one["candidate"], one["by"], one["score"]) == ("contacted", key(7), DANA, "")
    assert "    No numbers were kept at that time" in audit_in_words(record)


def test_the_csv_holds_all_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file, the JSON and the text say the same; the file is private, and no cell begins a formula."""
    desk = local_desk(tmp_path)
    room = desk.room()
    refresh(room.store, room.clock, room.settings.conventions, room=room)
    desk.now = NOON + timedelta(hours=1)
    decide(desk)
    pass_on(hand(desk.room()), key(8), REQ, "=1+1")
    monkeypatch.setenv("BACKPOCKET_OUTREACH_FOLDER", str(desk.folder))
    backpocket, file = Program(capsys), tmp_path / "audit.csv"
    which = ("--workbook", desk.locator, "--today", "2026-11-24")
    assert backpocket("audit", REQ, "--out", file, *which).out == f"Written to {file}.\n"
    assert file.stat().st_mode & 0o077 == 0
    record = json.loads(backpocket("audit", REQ, "--json", *which).out)
    rows = list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))
    assert [row["Candidate"] for row in rows if row["What"] == "contacted"] == [key(3), key(4)]
    assert {row["Name"]: row["Value"] for row in rows if row["What"] == "criteria"} == record["criteria"]
    assert [row["Reason"] for row in rows if row["What"] == "passed"] == ["Wants to lead", "Too far", "'=1+1"]
    assert len(rows) == len(audit_rows(record)) - 1
    text = backpocket("audit", REQ, *which).out
    assert "Lee passed Person B (person01@mail.example): Wants to lead" in text
    assert "Excluded, suppressed: 1" in text


def test_an_unknown_requisition(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A Req ID without a row is refused, and a near one is named."""
    ran = Program(capsys)("audit", "EQ-1", "--workbook", local_desk(tmp_path).locator)
    assert ran.code == 65
    assert REQ in ran.err
