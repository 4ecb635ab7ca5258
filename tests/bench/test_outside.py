"""Benchmarks that need data which is not part of the repository; nothing else does."""

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bench import match_quality, real_workbook, recordings

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("main", [match_quality.main, real_workbook.main, recordings.main])
def test_a_benchmark_without_its_data_says_so(
    main: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where its data is missing, a benchmark ends with one sentence and exit code 2."""
    missing = tmp_path / "missing"
    # The arguments of a command line; a process for each benchmark would take seconds.
    monkeypatch.setattr(sys, "argv", ["bench", str(missing), *([str(tmp_path)] if main is match_quality.main else [])])
    with pytest.raises(SystemExit) as left:
        main()
    said = f"This benchmark needs {missing}, which is not part of the repository.\n"
    assert (left.value.code, capsys.readouterr().err) == (2, said)


def test_only_benchmarks_read_what_is_beside_the_repository() -> None:
    """No test names the folder of shared data: a stranger's clone has none."""
    beside = re.compile(r"\bshared\b[^-]{1,5}\bdata\b")
    readers = [file for file in (ROOT / "tests").rglob("*.py") if beside.search(file.read_text(encoding="utf-8"))]
    assert {file.parent for file in readers} <= {ROOT / "tests" / "bench"}
