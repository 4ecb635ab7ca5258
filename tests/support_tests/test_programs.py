import sys
import time
from pathlib import Path

import pytest

from tests.support.programs import environment, finished, started

_STARTS_ANOTHER = """
import subprocess, sys, time
print(subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]).pid, flush=True)
time.sleep(600)
"""


def _runs(process_id: int) -> bool:
    """Whether there is such a process that is not only waiting for its parent to look at its exit code."""
    try:
        return Path(f"/proc/{process_id}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_programs_get_a_users_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a developer's machine sets for Python and the program reaches no program that a test starts."""
    for name in ("PYTHONUNBUFFERED", "PYTHONUTF8", "BACKPOCKET_WORKBOOK", "FORCE_COLOR"):
        monkeypatch.setenv(name, "1")
    seen = finished(
        sys.executable, "-c", "import os; print(*os.environ)", env=environment(BACKPOCKET_PACE="0")
    ).out.split()
    assert [name for name in seen if name.startswith(("PYTHON", "BACKPOCKET", "FORCE"))] == ["BACKPOCKET_PACE"]


@pytest.mark.long
def test_a_silent_program_fails_its_test() -> None:
    """Waiting for a line has an end, and says what the program wrote to standard error."""
    silent = "import sys, time; print('why', file=sys.stderr, flush=True); print('kept back'); time.sleep(600)"
    began = time.monotonic()
    with started(sys.executable, "-c", silent) as program, pytest.raises(AssertionError, match="why"):
        program.line(within=5)
    assert time.monotonic() - began < 60


def test_nothing_outlives_its_test() -> None:
    """The program and what it started have ended after the block, however that was left."""
    left: list[int] = []

    def fails() -> None:
        with started(sys.executable, "-c", _STARTS_ANOTHER) as program:
            left.extend((program.process.pid, int(program.line())))
            raise KeyError

    with pytest.raises(KeyError):
        fails()
    until = time.monotonic() + 30
    while any(map(_runs, left)):
        assert time.monotonic() < until
        time.sleep(0.05)
