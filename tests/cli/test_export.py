"""`export`: everything about one person, and the whole workbook as files."""

import csv
import json
from pathlib import Path

import pytest

from automation.core.ledger.events import Answer
from automation.outreach.compose import propose, queue
from automation.outreach.replies import record
from tests.cli.program import Program
from tests.outreach.desk import DANA, REQ, Desk, give_ids, key, local_desk


@pytest.fixture
def backpocket(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """The program, on the desk's outreach folder."""
    monkeypatch.setenv("BACKPOCKET_OUTREACH_FOLDER", str(tmp_path / "outreach"))
    return Program(capsys)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Three people with two rows each; the first was written to and answered."""
    made = local_desk(tmp_path)
    give_ids(made)
    room = made.room()
    (prepared,) = propose(room, REQ, ["C-0"], DANA)
    (queued,) = queue(room, [prepared.draft], DANA)
    room = made.room()
    room.ledger.refresh()
    record(
        room, "C-0", Answer.INTERESTED, DANA, send=room.ledger.state.sends[queued.send_id], words="call me on Tuesday"
    )
    return made


def test_the_record_holds_all_rows_and_texts(backpocket: Program, desk: Desk) -> None:
    """Both rows of the person, the message's text, the reply's words, and every score with its points."""
    found = json.loads(backpocket("export", "c-0", "--workbook", desk.locator, "--json").out)
    assert [row["typed"]["Candidate ID"] for row in found["rows"]] == ["C-0", "C-3"]
    assert "Hello Person A" in found["messages"][0]["text"]
    assert [(one["kind"], one["words"]) for one in found["replies"]] == [("interested", "call me on Tuesday")]
    (score, *_) = found["scores"]
    assert sum(part["points"] for part in score["parts"]) == pytest.approx(score["score"])
    (decision,) = found["history"]
    assert (decision["kind"], decision["Req ID"], decision["By"]) == ("contacted", REQ, DANA)
    assert float(decision["Score"]) == score["score"]
    assert {str(desk.folder / "pocket" / "spool")} < {one["place"] for one in found["kept"]}


def test_what_imported_files_say_is_in_it(backpocket: Program, desk: Desk, tmp_path: Path) -> None:
    """What a file says otherwise stands in BP Import, and so in the record; times are to the minute, in UTC."""
    file = tmp_path / "tracker.csv"
    people = [("C-0", "Person A", "Head of Platform"), ("C-1", "Person B", "Head of Data")]
    lines = ["Candidate ID,Name,Current title", *(",".join(one) for one in people)]
    file.write_text("\n".join(lines), "utf-8")
    assert backpocket("import", file, "--by", DANA, "--workbook", desk.locator).code == 0
    found = json.loads(backpocket("export", "C-0", "--workbook", desk.locator, "--json").out)
    offered = [(one["Column"], one["Offered"], one["File"]) for one in found["offered"]]
    assert offered == [("Current title", "Head of Platform", "tracker.csv")]
    said = backpocket("export", "C-0", "--workbook", desk.locator).out.partition("(JSON)")[0]
    assert "Offered: Head of Platform" in said
    assert "BP Import" in said.partition("Where it is kept")[2]
    assert "2026-11-24 12:00 UTC: first note" in said
    assert "T12:00" not in said


def test_no_other_person_is_in_it(backpocket: Program, desk: Desk) -> None:
    """Not in the words, nor in the JSON at their end."""
    said = backpocket("export", "C-0", "--workbook", desk.locator).out
    assert "Person A" in said
    assert "Person B" not in said
    assert key(1) not in said


def test_the_file_is_private_and_ends_with_the_same_as_json(backpocket: Program, desk: Desk, tmp_path: Path) -> None:
    """What `--json` prints is at the end of the file."""
    file = tmp_path / "record.txt"
    assert backpocket("export", "C-0", "--workbook", desk.locator, "--out", file).out == f"Written to {file}.\n"
    assert file.stat().st_mode & 0o077 == 0
    again = json.loads(backpocket("export", "C-0", "--workbook", desk.locator, "--json").out)
    assert json.loads(file.read_text("utf-8").partition("(JSON)")[2]) == again


def test_all_of_it(backpocket: Program, desk: Desk, tmp_path: Path) -> None:
    """A CSV for each tab, with the cells as people see them, and the events."""
    folder = tmp_path / "all of it"
    ran = backpocket("export", "--all", "--out", folder, "--workbook", desk.locator)
    assert ran.out.endswith(f"written to {folder}.\n")
    rows = list(csv.reader((folder / "Candidates.csv").read_text("utf-8").splitlines()))
    assert rows[0][:3] == ["Candidate ID", "Name", "Email"]
    assert len(rows) == 7
    events = [json.loads(line) for line in (folder / "events.jsonl").read_text("utf-8").splitlines()]
    assert "interested" in {event["state"] for event in events}


@pytest.mark.parametrize(("arguments", "said"), [((), "either a candidate or --all"), (("--all",), "needs --out")])
def test_what_is_missing_is_said(backpocket: Program, desk: Desk, arguments: tuple[str, ...], said: str) -> None:
    """Nothing is written then."""
    ran = backpocket("export", *arguments, "--workbook", desk.locator)
    assert (ran.code, said in ran.err) == (2, True)
