"""Each benchmark runs once, small, so that it does not break unnoticed. Nothing is said about the times."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cells.test_cells import FILES
from tests.support.profile import chosen

ROOT = Path(__file__).parents[2]
NIGHTLY = chosen() == "nightly"
# Kills of forks are quick, those of programs that are started as users do are not.
KILLS = ("--kills", "60", "--cold", "6") if NIGHTLY else ("--kills", "6", "--cold", "0")


def ran(*command: str) -> str:
    """What a benchmark prints."""
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.mark.long
def test_refresh() -> None:
    """Its steps, its peers, and a run that only reads."""
    found: dict[str, Any] = json.loads(
        ran("tests.bench.refresh", "--candidates", "60", "--requisitions", "4", "--runs", "1")
    )
    assert set(found["steps"]) >= {"read", "parse", "match", "follow-ups", "row checks", "columns", "compare", "write"}
    assert set(found["repeated_run"]) == {"seconds", "bare_read_seconds", "ratio"}


@pytest.mark.long
@pytest.mark.parametrize(
    "command",
    [
        ("tests.bench.match_speed", "--runs", "1", "--sizes", "60x4"),
        ("tests.bench.requests", "--rows", "30", "--requisitions", "3", "--sample", "3"),
        ("tests.bench.archive_equality", "--people", "60", "--requisitions", "2", "--settings", "1"),
        (
            "tests.bench.dashboard",
            *["--candidates", "60", "--requisitions", "4", "--runs", "1", "--filters", "1", "--pages", "/candidates"],
        ),
        ("tests.bench.imports", "--applications", "50", "--runs", "1"),
        ("tests.bench.archive_kills", "--rows", "400", *KILLS),
    ],
    ids=lambda command: str(command[0]).rpartition(".")[2],
)
def test_others(command: tuple[str, ...]) -> None:
    """They print one JSON object."""
    assert json.loads(ran(*command))


@pytest.mark.long
def test_archive(tmp_path: Path) -> None:
    """It indexes and searches, and its peer runs."""
    command = (
        "tests.bench.archive",
        "--sizes",
        "60",
        "--requisitions",
        "2",
        "--workers",
        "1",
        "--folder",
        str(tmp_path),
        *(["--dask", "1"] if NIGHTLY else []),
    )
    (size,) = json.loads(ran(*command))["sizes"]
    assert size["add"]["rows_per_second_and_core"] > 0
    assert size["search"]["found"] <= 100


@pytest.mark.long
def test_cells(tmp_path: Path) -> None:
    """It answers every case of a corpus."""
    ran("tests.bench.cells", str(FILES[0].parent), str(tmp_path))
    for corpus in FILES:
        answers = (tmp_path / corpus.name).read_text(encoding="utf-8").splitlines()
        assert len(answers) == len(corpus.read_text(encoding="utf-8").splitlines())


@pytest.mark.long
@pytest.mark.browser
def test_clicks() -> None:
    """Daily tasks of a recruiter take no more clicks than they may: all in a nightly run, else two."""
    wanted = [] if NIGHTLY else ["act_on_the_first_item", "write_to_three_about_two_openings"]
    tasks = json.loads(ran("tests.bench.clicks", *wanted))["tasks"]
    assert len(tasks) == (len(wanted) or 7)
    assert [one for one in tasks if not 0 < one["clicks"] <= one["target"]] == []


@pytest.mark.long
def test_nudge_year() -> None:
    """A few weeks of the nudge: no one gets more mails than the caps, and nothing that was due is not said."""
    found = json.loads(ran("tests.bench.nudge_year", "--people", "30", "--requisitions", "4", "--days", "16"))
    assert found["unsaid"] == 0
    assert found["items_said"] > 20
    assert {row["kind"] for row in found["mails"]} >= {"digest", "shortlist", "health"}
    assert all(row["within_cap"] for row in found["mails"]), found["mails"]
