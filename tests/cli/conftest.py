from pathlib import Path

import pytest

from tests.cli.program import PEOPLE, REQUISITIONS, Program, write_workbook


@pytest.fixture
def backpocket(capsys: pytest.CaptureFixture[str]) -> Program:
    """The program."""
    return Program(capsys)


@pytest.fixture
def pocket(tmp_path: Path) -> Path:
    """A small workbook that has never been refreshed."""
    return write_workbook(tmp_path / "pocket.xlsx", {"Candidates": PEOPLE, "Requisitions": REQUISITIONS})


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No user's settings: an empty working directory and no BACKPOCKET_ variables."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for name in ("WORKBOOK", "CONFIG", "TIME_ZONE", "DATE_ORDER", "DOLLAR_CURRENCY", "DEFAULT_REGION", "LOG_LEVEL"):
        monkeypatch.delenv(f"BACKPOCKET_{name}", raising=False)
