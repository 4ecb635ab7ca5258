"""The commands over a Google Sheet, as the settings of a real installation reach it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.program import PEOPLE, REQUISITIONS, TODAY, Program
from tests.sheets_emulator.server import Emulator


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    """A Sheets API to speak to."""
    with Emulator() as emulator:
        yield emulator


@pytest.fixture
def key(emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A shared spreadsheet, and the environment that leads to it."""
    monkeypatch.setenv("BACKPOCKET_SHEETS_ENDPOINT", emulator.url)
    monkeypatch.setenv("BACKPOCKET_SERVICE_ACCOUNT_FILE", str(emulator.key_file(tmp_path)))
    return emulator.create({"Candidates": PEOPLE, "Requisitions": REQUISITIONS})


def test_init_refresh_check(backpocket: Program, emulator: Emulator, key: str) -> None:
    """`init` once, then `refresh` shows each person's match; a second one is one read; `check` and `explain` work."""
    assert backpocket("refresh", "--workbook", key).code == 65
    assert "Would add to Candidates the columns BP Best match" in backpocket("init", "--workbook", key, "--dry-run").out
    assert backpocket("init", "--workbook", key).code == 0
    assert backpocket("init", "--workbook", key).out == "Nothing is missing.\n"
    first = backpocket("refresh", "--workbook", key, "--today", TODAY, "--json").record
    assert (first["changed"], first["requests"]) == (True, {"read": 2, "write": 1})
    rows = emulator.shown(key, "Candidates")
    assert [row[rows[0].index("BP Best match")] for row in rows[1:4]] == [
        "REQ-1 Platform Engineer",
        "REQ-1 Platform Engineer",
        "REQ-2 Clerk",
    ]
    second = backpocket("refresh", "--workbook", key, "--today", TODAY, "--json").record
    assert (second["changed"], second["requests"]) == (False, {"read": 1, "write": 0})
    assert backpocket("check", "--workbook", key).code == 0
    assert backpocket("explain", "ana@mail.example", "REQ-1", "--workbook", key).code == 0


def test_address_from_the_browser(backpocket: Program, key: str) -> None:
    """The spreadsheet's address does as well as its key."""
    address = f"https://docs.google.com/spreadsheets/d/{key}/edit#gid=0"
    assert backpocket("check", "--workbook", address).code == 0


def test_key_file_that_is_none(backpocket: Program, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key file that cannot be read is named (2)."""
    monkeypatch.setenv("BACKPOCKET_SERVICE_ACCOUNT_FILE", "nowhere.json")
    ran = backpocket("refresh", "--workbook", key)
    assert (ran.code, "nowhere.json" in ran.err) == (2, True)
