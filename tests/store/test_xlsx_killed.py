import io
import itertools
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from automation.core.schema import CANDIDATES
from automation.refresh import Outcome
from automation.store.sample import sample_workbook
from automation.store.xlsx.create import create
from tests.store.parts import TODAY, run
from tests.support.forks import forked
from tests.support.profile import count

# Of the sample: a short run spends more of its time on what can go wrong, reading and writing.
PEOPLE = 13
# What changes a folder or a file in it, by the name of the function in C.
CHANGES = {
    "chmod",
    "chown",
    "copy_file_range",
    "flock",
    "fsync",
    "ftruncate",
    "link",
    "mkdir",
    "open",
    "remove",
    "rename",
    "replace",
    "rmdir",
    "sendfile",
    "symlink",
    "truncate",
    "unlink",
    "utime",
}
pytestmark = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")


def _at_each_change(act: Callable[[], None]) -> None:
    """Call `act` before each change that this process makes to files, from now on."""

    def watch(_: object, event: str, called: Any) -> None:
        if event == "c_call":
            owner = called.__self__
            system = getattr(owner, "__name__", "") in {"posix", "fcntl"} and called.__name__ in CHANGES
            if system or (called.__name__ == "write" and isinstance(owner, io.BufferedWriter)):
                act()

    sys.setprofile(watch)


def _changes(path: Path) -> int:
    """How many changes a run makes."""
    here, there = os.pipe()

    def work() -> None:
        _at_each_change(lambda: os.write(there, b"."))
        run(path)

    with forked(work) as child:
        os.close(there)
        with os.fdopen(here, "rb") as pipe:
            found = len(pipe.read())
        assert child.wait() == 0
    return found


def _killed_before(path: Path, change: int) -> None:
    """A run that is killed before one of its changes, counted from 0, which is right after the one before."""
    left = itertools.count(change, -1)

    def work() -> None:
        _at_each_change(lambda: next(left) or os.kill(os.getpid(), signal.SIGKILL))
        run(path)

    with forked(work) as child:
        assert child.wait() == -signal.SIGKILL


def _killed_after(path: Path, seconds: float) -> None:
    """A run that is killed whatever it does just then."""
    with forked(lambda: run(path)):
        time.sleep(seconds)


def _shown(path: Path) -> dict[str, list[list[object]]]:
    """All that a workbook shows but the run's own id and instant."""
    with CalamineWorkbook.from_path(str(path)) as book:
        tabs = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    return tabs | {"BP Runs": [row[2:] for row in tabs["BP Runs"]]}  # type: ignore[return-value]


def _said(outcome: Outcome) -> list[tuple[str, str, str]]:
    return [(problem.tab, problem.key, problem.message) for problem in outcome.problems]


def _beginning(folder: Path, data: bytes) -> Path:
    folder.mkdir()
    path = folder / "pocket.xlsx"
    path.write_bytes(data)
    return path


def _files(path: Path) -> dict[str, bytes]:
    """Every file beside a workbook but the lock."""
    files = [file for file in path.parent.rglob("*") if file.is_file() and file.suffix != ".lock"]
    return {file.name: file.read_bytes() for file in files}


@dataclass
class Old:
    """A workbook before a run, and what a run makes of it.

    Attributes:
        folder: For copies of it.
        data: The file.
        shown: What the new workbook shows.
        said: What is said by a run that finds the old workbook (True), and by one that finds the new (False).
        seconds: That a run takes.
    """

    folder: Path
    data: bytes
    shown: dict[str, list[list[object]]]
    said: dict[bool, list[tuple[str, str, str]]]
    seconds: float

    def copy(self, name: str) -> Path:
        """One of its own, in a folder of its own."""
        return _beginning(self.folder / name, self.data)

    def survives(self, path: Path) -> bool:
        """Look at a workbook after a kill, and let the next run complete it; whether it was still the old one."""
        untouched = path.read_bytes() == self.data
        assert untouched or _shown(path) == self.shown
        after = run(path)
        assert (after.published, _said(after)) == (untouched, self.said[untouched])
        assert _shown(path) == self.shown
        assert _files(path) == {path.name: path.read_bytes(), f"pocket {TODAY}.xlsx": self.data}
        shutil.rmtree(path.parent)
        return untouched


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Old:
    """A cut of the sample."""
    folder = tmp_path_factory.mktemp("killed")
    sample = sample_workbook(TODAY)
    create(folder / "was.xlsx", sample | {CANDIDATES: sample[CANDIDATES][:PEOPLE]})
    data = (folder / "was.xlsx").read_bytes()
    calm = _beginning(folder / "calm", data)
    said = {True: _said(run(calm)), False: _said(run(calm))}
    again = _beginning(folder / "again", data)
    began = time.perf_counter()
    run(again)
    return Old(folder, data, _shown(calm), said, time.perf_counter() - began)


@pytest.mark.long
def test_a_run_killed_before_any_change_keeps_the_workbook_whole(old: Old) -> None:
    """Killed between any two changes to files, it leaves the old workbook or the new one, never anything else.

    The old one is there to the byte, the new one whole; the next run completes it, and tidies.
    """
    found = []
    for change in range(_changes(old.copy("counted"))):
        path = old.copy(str(change))
        _killed_before(path, change)
        found.append(old.survives(path))
    assert found == sorted(found, reverse=True)
    assert set(found) == {True, False}


@pytest.mark.soak
def test_a_run_killed_at_a_random_moment_keeps_the_workbook_whole(old: Old) -> None:
    """So it does whatever the run is at."""
    chance = random.Random(20261122)  # noqa: S311  (Moments, not secrets.)
    for number in range(count(8, nightly=200)):
        path = old.copy(f"random {number}")
        _killed_after(path, chance.triangular(0, 1.2 * old.seconds, 0.9 * old.seconds))
        old.survives(path)
