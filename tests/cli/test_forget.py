"""`forget` and `retention` on the command line."""

import json
from pathlib import Path

import pytest

from tests.cli.program import Program
from tests.outreach.desk import DANA, Desk, key, local_desk, tabs


@pytest.fixture
def backpocket(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """The program, on the desk's outreach folder."""
    monkeypatch.setenv("BACKPOCKET_OUTREACH_FOLDER", str(tmp_path / "outreach"))
    return Program(capsys)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Three people; the consent of the first one, in Germany, is over."""
    book = tabs(3)
    header, *rows = book["Candidates"]
    region = header.index("Region")
    regions = ("DE", "Brazil", "US")
    placed = [
        (*row[:region], where, *row[region + 1 :], "consent", "2026-01-01")
        for row, where in zip(rows, regions, strict=True)
    ]
    return local_desk(tmp_path, {**book, "Candidates": [(*header, "Consent basis", "Consent on"), *placed]})


def test_the_receipt_as_json_and_in_words(backpocket: Program, desk: Desk) -> None:
    """The same places in both; a dry run says so."""
    planned = backpocket("forget", key(1), "--by", DANA, "--workbook", desk.locator, "--dry-run", "--json")
    assert json.loads(planned.out)["dry_run"] is True
    said = backpocket("forget", key(1), "--by", DANA, "--workbook", desk.locator)
    assert said.out.startswith("Deleted:\n  Candidates: 1\n")
    assert "Not within reach:\n  Mailboxes of recruiters" in said.out
    again = json.loads(backpocket("forget", key(1), "--by", DANA, "--workbook", desk.locator, "--json").out)
    assert again.keys() == {"erased", "left"}
    assert {"place", "how"} == again["left"][0].keys()


def test_what_is_refused(backpocket: Program, desk: Desk) -> None:
    """Without a name; and records that must be kept, with the day."""
    assert backpocket("forget", key(1), "--workbook", desk.locator).code == 2
    held = backpocket("forget", key(2), "--by", DANA, "--workbook", desk.locator, "--today", "2026-11-24")
    assert (held.code, "2027-03-01" in held.err, "--despite-hold" in held.err) == (65, True, True)
    forced = ("--despite-hold", "a court ordered it")
    assert backpocket("forget", key(2), "--by", DANA, "--workbook", desk.locator, *forced).code == 0


def test_a_legal_hold(backpocket: Program, desk: Desk) -> None:
    """It needs a name and a reason, stops both commands, shows in the list, and is lifted in the same way."""
    which = ("--workbook", desk.locator, "--today", "2026-11-24")
    assert backpocket("hold", key(0), "--by", DANA, *which).code == 2
    assert backpocket("hold", "person0", "--by", DANA, "--reason", "a claim", *which).code == 65
    words = ("hold", key(0), "--by", DANA, "--reason", "a claim", "--until", "2027-05-31", *which)
    assert backpocket(*words, "--dry-run").out == f"Would hold {key(0)} until 2027-05-31.\n"
    assert backpocket(*words, "--json").record == {"held": key(0), "until": "2027-05-31"}
    refused = backpocket("forget", key(0), "--by", DANA, *which)
    assert (refused.code, "a claim" in refused.err, "--lift" in refused.err) == (65, True, True)
    done = backpocket("retention", "--by", DANA, "--json", *which).record
    assert (done["due"][0]["held_until"], done["forgotten"]) == ("2027-05-31", {})
    assert f"Legal hold by {DANA} since 2026-11-24 until 2027-05-31: a claim." in backpocket("retention", *which).out
    lift = ("hold", key(0), "--lift", "--by", DANA, "--reason", "settled", *which)
    assert backpocket(*lift, "--until", "2027-05-31").code == 2
    assert backpocket(*lift, "--json").record == {"lifted": [key(0)]}
    assert backpocket(*lift).code != 0
    assert list(backpocket("retention", "--by", DANA, "--json", *which).record["forgotten"]) == [key(0)]


def test_retention_lists_and_deletes(backpocket: Program, desk: Desk) -> None:
    """It deletes only by name."""
    listed = backpocket("retention", "--workbook", desk.locator, "--today", "2026-11-24")
    assert "1 person is due for deletion." in listed.out
    assert f"{key(0)}: Consent or basis ended on 2026-07-01" in listed.out
    dry = backpocket("retention", "--by", DANA, "--dry-run", "--workbook", desk.locator, "--today", "2026-11-24")
    assert dry.out == listed.out
    done = backpocket("retention", "--by", DANA, "--json", "--workbook", desk.locator, "--today", "2026-11-24")
    record = json.loads(done.out)
    assert ([one["candidate"] for one in record["due"]], list(record["forgotten"])) == ([key(0)], [key(0)])
    assert backpocket("retention", "--workbook", desk.locator).out == "0 people are due for deletion.\n"
