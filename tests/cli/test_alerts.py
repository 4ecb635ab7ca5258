"""Alerts on the command line, from a standing release to the outbox."""

import json
from pathlib import Path

import pytest

from tests.cli.program import Program, write_workbook
from tests.outreach.desk import DANA
from tests.outreach.test_alerts import PRIYA, book, opening

TODAY = ("--today", "2026-11-24")
BY = ("--by", DANA)


@pytest.fixture
def pocket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three people who want alerts, and an opening; the setting that names the workbook."""
    path = write_workbook(tmp_path / "pocket.xlsx", book(opening(1), opening(2, "Sales"), alerts="yes"))
    monkeypatch.setenv("BACKPOCKET_WORKBOOK", str(path))
    monkeypatch.setenv("BACKPOCKET_POSTAL_ADDRESS", "Acme, 1 Street, Lisbon")
    return path


def test_a_person_releases(backpocket: Program, pocket: Path) -> None:
    """What is drafted is queued by name, once; a rehearsal writes nothing."""
    shown = backpocket("alerts", "draft", *BY, *TODAY)
    assert shown.out.count("Subject: New: Platform Engineer") == 3
    assert "3 of 3 can go out." in shown.out
    assert backpocket("alerts", "release", *TODAY).code != 0
    dry = json.loads(backpocket("alerts", "release", *BY, *TODAY, "--dry-run", "--json").out)
    assert (len(dry["queued"]), dry["dry_run"]) == (3, True)
    assert "1 of 1 queued." in backpocket("alerts", "release", *BY, *TODAY, "--to", "person01@mail.example").out
    assert "2 of 2 queued." in backpocket("alerts", "release", *BY, *TODAY).out
    assert json.loads(backpocket("alerts", "draft", *BY, *TODAY, "--json").out) == {"drafts": []}
    refused = backpocket("alerts", "release", *BY, *TODAY, "--to", "person01@mail.example")
    assert "nothing new to tell them of" in refused.err
    assert "3 messages written to " in backpocket("outreach", "send", *TODAY).out
    assert len(list(pocket.parent.rglob("outbox/*.eml"))) == 3


def test_a_standing_release_releases(backpocket: Program, pocket: Path) -> None:
    """It is listed with what went out by it, stops at its cap, and is revoked by its ID."""
    assert "There is no standing release" in backpocket("alerts", "list").out
    assert "There are Engineering, Sales." in backpocket("alerts", "allow", "Legal", "--by", PRIYA).err
    rehearsed = backpocket("alerts", "allow", "Sales", "--by", PRIYA, "--dry-run")
    assert "Would let alerts about Sales go out" in rehearsed.out
    given = json.loads(backpocket("alerts", "allow", "Sales", "--cap", 2, "--by", PRIYA, "--json").out)
    assert (given["family"], given["cap"]) == ("Sales", 2)
    ran = backpocket("alerts", "run")
    assert "2 of 2 queued." in ran.out
    assert "1 more alert waits for a recruiter" in ran.out
    (listed,) = json.loads(backpocket("alerts", "list", "--json").out)["standing"]
    assert (listed["id"], listed["used"]) == (given["id"], 2)
    why = ("--by", DANA, "--reason", "she left")
    assert backpocket("alerts", "revoke", given["id"], *why).out == "Revoked.\n"
    assert backpocket("alerts", "revoke", given["id"], *why).code != 0
    assert "2 cancelled" in backpocket("outreach", "send").out
    assert list(pocket.parent.rglob("outbox/*.eml")) == []


def test_invitations(backpocket: Program, pocket: Path) -> None:
    """Who did not decide is invited, at most so many at a time, and once."""
    write_workbook(pocket, book(opening(1)))
    for count in (2, 1, 0):
        ran = backpocket("alerts", "release", "--invitations", "--most", 2, *BY, *TODAY)
        assert f"{count} of {count} queued." in ran.out
