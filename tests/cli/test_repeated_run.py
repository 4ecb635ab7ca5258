"""A run that finds nothing new only reads; whatever a run depends on makes it match again."""

import stat
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import copytree, ignore_patterns
from typing import Any

import openpyxl
import pytest

from automation import refresh as main_job
from automation.repeated_run import results_folder
from tests.cli.program import PEOPLE, REQUISITIONS, TODAY, Program, write_workbook
from tests.support.programs import finished

ROOT = Path(__file__).parents[2]
READ_ONCE = {"read": 1, "write": 0}


@pytest.fixture
def workbook(backpocket: Program, tmp_path: Path) -> Path:
    """Refreshed once."""
    place = tmp_path / "pocket.xlsx"
    assert backpocket("init", "--sample", "--workbook", place, "--today", TODAY).code == 0
    assert backpocket("refresh", "--workbook", place, "--today", TODAY).code == 0
    return place


@pytest.fixture
def matched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One entry for each run that matched."""
    runs: list[str] = []
    whole = main_job.refresh

    def counted(*args: Any, **options: Any) -> Any:
        runs.append("matched")
        return whole(*args, **options)

    # The real run, counted: what both kinds of run print and leave is the same.
    monkeypatch.setattr(main_job, "refresh", counted)
    return runs


def run(backpocket: Program, workbook: Path, *options: str, today: str = TODAY) -> dict[str, Any]:
    record = backpocket("refresh", "--workbook", workbook, "--today", today, "--json", *options).record
    return {name: value for name, value in record.items() if name not in {"run_id", "seconds"}}


def test_the_next_run_only_reads(backpocket: Program, workbook: Path, matched: list[str]) -> None:
    """It prints what a run that matches prints, and leaves every byte."""
    before = workbook.read_bytes()
    found = run(backpocket, workbook)
    assert (found["changed"], found["published"], found["requests"]) == (False, False, READ_ONCE)
    assert backpocket("refresh", "--workbook", workbook, "--today", TODAY).out.endswith("; nothing new.\n")
    assert matched == []
    assert run(backpocket, workbook, "--force") == found
    assert matched == ["matched"]
    assert workbook.read_bytes() == before
    (kept,) = results_folder().iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_the_run_after_an_installing_one_matches(backpocket: Program, tmp_path: Path, matched: list[str]) -> None:
    """The first run adds columns; what the next one finds may differ, so it matches; the third one only reads."""
    workbook = write_workbook(tmp_path / "new.xlsx", {"Candidates": PEOPLE, "Requisitions": REQUISITIONS})
    assert run(backpocket, workbook)["published"]
    second = run(backpocket, workbook)
    assert run(backpocket, workbook) == second
    assert matched == ["matched"] * 2


def test_a_run_that_only_changed_cells_is_the_last_that_matches(
    backpocket: Program, workbook: Path, matched: list[str]
) -> None:
    """After what it wrote, the next run finds the same."""
    edited(workbook, lambda sheet: sheet.cell(2, column(sheet, "Skills"), "COBOL"))
    published = run(backpocket, workbook)
    assert published["published"]
    again = run(backpocket, workbook)
    assert again == {**published, "changed": False, "published": False, "requests": READ_ONCE}
    assert matched == ["matched"]
    assert run(backpocket, workbook, "--force") == again, "matched again, it is the same"


def test_after_a_note_only_its_row_is_matched(
    backpocket: Program, workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what a run shows that matches all rows, formulas or not; what is kept for it holds no cell of the row."""
    run(backpocket, workbook, "--force")
    whole, calls = main_job.make_plan, list[str]()

    def counted(*args: Any, **options: Any) -> Any:
        calls.append("all rows")
        return whole(*args, **options)

    # The real plan, counted.
    monkeypatch.setattr(main_job, "make_plan", counted)
    edited(workbook, lambda sheet: sheet.cell(2, column(sheet, "Notes"), "likes trains"))
    found = run(backpocket, workbook)
    assert calls == []
    assert run(backpocket, workbook, "--force") == {**found, "requests": READ_ONCE}
    assert calls == ["all rows"]
    edited(workbook, lambda sheet: sheet.cell(2, column(sheet, "Rating"), "=2+2"))
    found = run(backpocket, workbook)
    assert run(backpocket, workbook, "--force") == {
        **found,
        "changed": False,
        "published": False,
        "requests": READ_ONCE,
    }
    assert calls == ["all rows"] * 2
    edited(workbook, lambda sheet: sheet.cell(2, column(sheet, "BP Gaps"), '=""'))
    assert "BP Gaps" in {problem["column"] for problem in run(backpocket, workbook)["problems"]}
    assert calls == ["all rows"] * 3, "what a person typed into a BP cell needs them"
    (kept,) = results_folder().iterdir()
    assert "likes trains" not in kept.read_text()


def column(sheet: Any, header: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == header)


def edited(workbook: Path, edit: Callable[[Any], object]) -> None:
    book = openpyxl.load_workbook(workbook)
    edit(book["Candidates"])
    book.save(workbook)


Change = Callable[[Program, Path], object]


def a_cell(_: Program, workbook: Path) -> None:
    edited(workbook, lambda sheet: sheet.cell(2, column(sheet, "Notes"), "hello"))


def a_cell_of_the_program(_: Program, workbook: Path) -> None:
    edited(workbook, lambda sheet: sheet.cell(3, column(sheet, "BP Gaps"), "mine"))


def a_reply(backpocket: Program, workbook: Path) -> None:
    said = ("outreach", "log", "mara.lindqvist@mail.example", "--said", "leave", "--by", "Dana")
    assert backpocket(*said, "--workbook", workbook).code == 0


def the_kill_switch(backpocket: Program, workbook: Path) -> None:
    assert backpocket("outreach", "stop", "--by", "Dana", "--workbook", workbook).code == 0


def a_damaged_file(*_: object) -> None:
    for place in results_folder().iterdir():
        place.write_text("{")


@pytest.mark.parametrize("change", [a_cell, a_cell_of_the_program, a_reply, the_kill_switch, a_damaged_file])
def test_what_a_run_depends_on(backpocket: Program, workbook: Path, matched: list[str], change: Change) -> None:
    """Each change makes the next run match, with what a forced run finds."""
    change(backpocket, workbook)
    found = run(backpocket, workbook)
    assert matched == ["matched"]
    forced = run(backpocket, workbook, "--force")
    same = ("candidates", "matches", "strong", "follow_ups_due", "problems")
    assert [found[name] for name in same] == [forced[name] for name in same]


def test_another_day_and_settings(
    backpocket: Program, workbook: Path, matched: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The calendar alone may change what is due; so may a setting."""
    run(backpocket, workbook, today="2026-11-23")
    monkeypatch.setenv("BACKPOCKET_DEFAULT_REGION", "DE")
    run(backpocket, workbook, today="2026-11-23")
    assert matched == ["matched"] * 2


@pytest.mark.long
def test_the_program_itself(workbook: Path, tmp_path: Path) -> None:
    """A copy of it only reads, though Python writes its bytecode meanwhile; after an edit it matches, once."""
    program = copytree(ROOT / "automation", tmp_path / "copy" / "automation", ignore=ignore_patterns("__pycache__"))
    options = ["refresh", "--workbook", str(workbook), "--today", TODAY]
    # What matches is imported only by a run that does.
    script = (
        "import sys; from automation.cli.app import main\n"
        f"try: main({options})\n"
        "finally: print('matched' if 'automation.refresh' in sys.modules else 'only read')"
    )

    def done() -> str:
        return finished(sys.executable, "-c", script, cwd=program.parent, check=True).out.splitlines()[-1]

    assert done() == "only read"
    assert list(program.rglob("__pycache__"))
    with (program / "core" / "text.py").open("a", encoding="utf-8") as module:
        module.write("\n")
    assert [done(), done()] == ["matched", "only read"]


def test_a_dry_run_keeps_nothing(backpocket: Program, workbook: Path, matched: list[str]) -> None:
    """It writes nothing, anywhere; but it may rest on what was kept."""
    (kept,) = results_folder().iterdir()
    before = kept.read_bytes()
    run(backpocket, workbook, "--dry-run", today="2026-11-24")
    assert kept.read_bytes() == before
    run(backpocket, workbook, "--dry-run")
    assert matched == ["matched"]
