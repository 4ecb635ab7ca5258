"""`outreach log` and `contact log`: what was said by phone has the effects of a reply by mail."""

import json
from pathlib import Path

import pytest

from tests.cli.program import Program, write_workbook
from tests.outreach.desk import REQ, key, tabs

BY = ("--by", "Dana Reyes <dana@acme.example>")


@pytest.fixture
def backpocket(capsys: pytest.CaptureFixture[str]) -> Program:
    """The program."""
    return Program(capsys)


@pytest.fixture
def where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """The option that names a workbook of two people and an opening."""
    monkeypatch.setenv("BACKPOCKET_OUTREACH_FOLDER", str(tmp_path / "outreach"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return "--workbook", str(write_workbook(tmp_path / "pocket.xlsx", tabs(2)))


def reasons(backpocket: Program, where: tuple[str, str], *by: str) -> list[str]:
    """Why the first candidate is not written to about the opening."""
    ran = backpocket("outreach", "draft", REQ, "--to", key(0), *by, *where, "--json")
    (drafted,) = json.loads(ran.out)["drafts"]
    return list(drafted["refused"])


def test_a_no_by_phone_takes_them_off_the_slate(backpocket: Program, where: tuple[str, str]) -> None:
    """The opening has to be named, since no message to them names one."""
    unnamed = backpocket("outreach", "log", key(0), "--said", "no", *BY, *where)
    assert (unnamed.code, "say which one they declined" in unnamed.err) == (2, True)
    ran = backpocket("outreach", "log", key(0), "--said", "no", "--about", REQ.lower(), *BY, *where, "--json")
    assert json.loads(ran.out)["new"]
    assert any("no thanks" in reason for reason in reasons(backpocket, where, *BY))


def test_the_reason_of_a_no_by_phone(backpocket: Program, where: tuple[str, str]) -> None:
    """It is part of the reply, and shown wherever that is."""
    no = ("outreach", "log", key(0), "--said", "no", "--about", REQ, *BY, *where)
    assert backpocket(*no, "--why", "pay", "--json").record["why"] == "pay"
    explained = backpocket("explain", key(0), REQ, *where, "--json").record
    assert str(explained["excluded"]).endswith("(pay)")


def test_keep_and_erase_by_phone(backpocket: Program, where: tuple[str, str]) -> None:
    """A wish to be deleted suppresses at once."""
    assert backpocket("outreach", "log", key(0), "--said", "keep", *BY, *where).code == 0
    assert backpocket("outreach", "log", key(1), "--said", "erase", *BY, *where).code == 0
    explained = json.loads(backpocket("explain", key(1), REQ, *where, "--json").out)
    assert "not to be contacted" in str(explained["excluded"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("outreach", "log", key(0), "--said", "perhaps"), "'perhaps' is none of interested, not-now"),
        (("outreach", "log", key(0), "--said", "not-now"), "needs the month"),
        (("outreach", "log", key(0), "--said", "no", "--about", REQ, "--why", "him"), "'him' is none of pay, place"),
        (("outreach", "log", key(0), "--said", "leave", "--why", "pay"), "Only 'no' has a reason why"),
        (("outreach", "log", key(0), "--said", "interested", "--until", "2027-03"), "Only 'not-now' has a month"),
        (("outreach", "log", "nobody@mail.example", "--said", "leave"), "nobody@mail.example"),
        (("contact", "log", key(0), "--kind", "fax"), "'fax' is none of call, meeting, message"),
    ],
)
def test_what_cannot_be_recorded_is_a_sentence(
    backpocket: Program, where: tuple[str, str], arguments: tuple[str, ...], said: str
) -> None:
    """Nothing is recorded then."""
    ran = backpocket(*arguments, *BY, *where)
    assert ran.code in {2, 65, 78}
    assert said in ran.err


def test_a_dry_run_records_nothing(backpocket: Program, where: tuple[str, str]) -> None:
    """It says what it would record."""
    ran = backpocket("contact", "log", key(0), "--kind", "call", "--dry-run", *BY, *where)
    assert ran.out == f"Would record a call with {key(0)}.\n"
    assert not list(Path(where[1]).parent.glob("outreach/*/ledger*"))


def test_a_call_counts_as_contact(backpocket: Program, where: tuple[str, str]) -> None:
    """Colleagues do not write in the days after it."""
    assert backpocket("contact", "log", key(0), "--kind", "call", "--note", "about spring", *BY, *where).code == 0
    other = ("--by", "Alex Kim <alex@acme.example>")
    assert any("Dana Reyes" in reason and "was in contact" in reason for reason in reasons(backpocket, where, *other))
    assert not any("was in contact" in reason for reason in reasons(backpocket, where, *BY))
