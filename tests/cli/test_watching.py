"""How runs end is recorded outside the workbook, and three failures in a row are reported."""

import os
from pathlib import Path

import pytest

from automation.clock import Clock
from automation.run_record import RunRecords, troubles_with_runs
from tests.cli.program import TODAY, Program

DAMAGED = [b"", b"{", b"[]", b'{"failures": "x"}', b"\xff", b"[" * 5_000, b'{"failures": Infinity}', b"null"]
NAIVE = b'{"failures": 3, "exit_code": 1, "failing_since": "2026-01-01T00:00:00", "succeeded_at": null}'


def states(locator: object) -> dict[str, tuple[int, int]]:
    return {one.command: (one.failures, one.exit_code) for one in RunRecords(str(locator)).all()}


def kept() -> list[Path]:
    return sorted((Path(os.environ["XDG_STATE_HOME"]) / "backpocket" / "runs").rglob("*.json"))


def test_a_run_that_cannot_open_the_workbook_counts(backpocket: Program, tmp_path: Path) -> None:
    """Each of the four runs counts a workbook that is not there; a rehearsal counts nothing."""
    missing = tmp_path / "pocket.xlsx"
    runs = {"refresh": ("refresh",), "inbox": ("inbox",), "nudge": ("nudge",), "send": ("outreach", "send")}
    for words in runs.values():
        assert backpocket(*words, "--workbook", missing, "--dry-run").code
    assert states(missing) == {}
    codes = {name: backpocket(*words, "--workbook", missing).code for name, words in runs.items()}
    assert all(codes.values())
    assert states(missing) == {name: (1, code) for name, code in codes.items()}


def test_a_run_that_ends_well_ends_the_count(backpocket: Program, pocket: Path) -> None:
    """A third failure is reported, and no longer after a success; the file names no one and only its owner reads it."""
    aside = pocket.rename(pocket.with_name("aside.xlsx"))
    for _ in range(3):
        backpocket("refresh", "--workbook", pocket)
    assert [one.failures for one in troubles_with_runs(str(pocket), [], Clock())] == [3]
    (place,) = kept()
    assert place.stat().st_mode & 0o077 == 0
    assert "pocket" not in place.read_text()
    aside.rename(pocket)
    assert backpocket("refresh", "--workbook", pocket, "--today", TODAY).code == 0
    assert states(pocket) == {"refresh": (0, 0)}
    assert troubles_with_runs(str(pocket), [], Clock()) == []


@pytest.mark.parametrize("data", [*DAMAGED, NAIVE])
def test_a_damaged_record_fails_no_run(backpocket: Program, pocket: Path, data: bytes) -> None:
    """A damaged file counts as none, and the next run writes a new one."""
    backpocket("inbox", "--workbook", pocket)
    (place,) = kept()
    place.write_bytes(data)
    assert troubles_with_runs(str(pocket), [], Clock()) == []
    before = backpocket("inbox", "--workbook", pocket)
    assert states(pocket) == {"inbox": (1, before.code)}


def test_a_record_that_cannot_be_written_fails_no_run(
    backpocket: Program, pocket: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a file in the place of the folder, or without a home directory, the run ends as it would."""
    (Path(os.environ["XDG_STATE_HOME"]) / "backpocket").mkdir()
    (Path(os.environ["XDG_STATE_HOME"]) / "backpocket" / "runs").write_text("in the way")
    assert backpocket("refresh", "--workbook", pocket, "--today", TODAY).code == 0
    assert states(pocket) == {}
    monkeypatch.delenv("XDG_STATE_HOME")
    # A real user without a home directory would take a system account of its own.
    monkeypatch.setattr(Path, "home", lambda: (_ for _ in ()).throw(RuntimeError))
    RunRecords(str(pocket)).ended("refresh", 1, Clock().now())
    assert states(pocket) == {}
