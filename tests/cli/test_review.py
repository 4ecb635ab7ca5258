"""`backpocket review`: make a link, list the links, revoke one."""

from pathlib import Path

import pytest

from tests.cli.program import PEOPLE as CANDIDATES
from tests.cli.program import REQUISITIONS as OPENINGS
from tests.cli.program import TODAY, Program, changed, read_tab, write_workbook

BY = "Dana Reyes"


@pytest.fixture
def pocket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BACKPOCKET_RESPOND_URL", "https://jobs.acme.example")
    openings = changed(OPENINGS, "Hiring manager", "Priya Shah")
    return write_workbook(tmp_path / "pocket.xlsx", {"Candidates": CANDIDATES, "Requisitions": openings})


def test_a_link_from_issue_to_revoke(backpocket: Program, pocket: Path) -> None:
    """The same link while it is valid, a new one after it was revoked; a rehearsal makes none."""
    options = ("--workbook", pocket, "--by", BY)
    backpocket("refresh", "--workbook", pocket, "--today", TODAY)
    assert "Would make a link" in backpocket("review", "issue", "REQ-1", *options, "--dry-run").out
    assert backpocket("review", "list", "--workbook", pocket).out == "No links yet.\n"
    first = backpocket("review", "issue", "req-1", *options, "--json").record
    assert first["link"].startswith("https://jobs.acme.example/v/")
    assert (first["requisition"], first["manager"], first["by"]) == ("REQ-1", "Priya Shah", BY)
    assert backpocket("review", "issue", "REQ-1", *options, "--json").record["link"] == first["link"]
    assert "Would revoke" in backpocket("review", "revoke", first["review_id"], *options, "--dry-run").out
    assert backpocket("review", "revoke", first["review_id"], *options).code == 0
    again = backpocket("review", "issue", "REQ-1", *options, "--json").record
    assert again["review_id"] != first["review_id"]
    (one, other) = backpocket("review", "list", "--workbook", pocket, "--json").record["reviews"]
    assert (one["state"], other["state"], one["answers"]) == ("open", "revoked", 0)
    assert [line["Action"] for line in read_tab(pocket, "BP Actions")] == ["review sent", "undone", "review sent"]


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("issue", "REQ-1"), "--by is missing"),
        (("issue", "REQ-9", "--by", BY), "REQ-9"),
        (("issue", "REQ-2", "--by", BY), "REQ-2 has no hiring manager"),
        (("revoke", "nothing", "--by", BY), "There is no review nothing"),
    ],
)
def test_what_cannot_be_done_is_said(backpocket: Program, pocket: Path, words: tuple[str, ...], what: str) -> None:
    ran = backpocket("review", *words, "--workbook", pocket)
    assert ran.code
    assert what in ran.err


def test_without_a_page_there_is_no_link(backpocket: Program, pocket: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BACKPOCKET_RESPOND_URL")
    assert "respond_url is empty" in backpocket("review", "issue", "REQ-1", "--workbook", pocket, "--by", BY).err
