import contextlib
import os
import random
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from automation.core.schema import CANDIDATES
from automation.refresh import Outcome
from automation.store.sample import sample_workbook
from automation.store.xlsx.create import create
from automation.store.xlsx.files import BACKUPS
from tests.store.parts import TODAY, run

ROUNDS = 100
# Of the sample: a short run spends more of its time on what can go wrong, reading and writing.
PEOPLE = 13
# Every so often a run may finish, which tells how long one takes on this machine now.
SPARED = 10
Kill = Callable[[Path, random.Random, float], None]


def _fork(path: Path) -> int:
    """A process of its own that refreshes a workbook, with everything imported already."""
    child = os.fork()
    if child == 0:
        try:
            run(path)
        finally:
            os._exit(0)
    return child


def _finish(path: Path) -> float:
    began = time.perf_counter()
    os.waitpid(_fork(path), 0)
    return time.perf_counter() - began


def _kill_at_a_moment(path: Path, chance: random.Random, longest: float) -> None:
    child = _fork(path)
    time.sleep(chance.triangular(0, 1.2 * longest, 0.9 * longest))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def _kill_at_a_change(path: Path, chance: random.Random, _: float) -> None:
    child, first, changes = _fork(path), _sizes(path), chance.randint(1, 8)
    seen = first
    while changes and os.waitpid(child, os.WNOHANG) == (0, 0):
        now = _sizes(path)
        changes, seen = changes - (now != seen), now
        # While it reads and matches, leave it the machine.
        time.sleep(0.001 if seen == first else 0)
    if not changes:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _sizes(path: Path) -> dict[str, int]:
    """Every file beside a workbook and in its backups, as they are this instant."""
    sizes = {}
    for folder in (path.parent, path.parent / BACKUPS):
        with contextlib.suppress(FileNotFoundError), os.scandir(folder) as entries:
            for entry in entries:
                sizes[entry.path] = entry.stat().st_size
    return sizes


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


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
@pytest.mark.parametrize("kill", [_kill_at_a_moment, _kill_at_a_change])
def test_a_run_killed_at_any_moment_leaves_a_whole_workbook(tmp_path: Path, kill: Kill) -> None:
    """After kill -9 the file is the old one to the byte or the new one whole; the next run completes it, and tidies."""
    chance = random.Random(20261122)  # noqa: S311  (Moments, not secrets.)
    sample = sample_workbook(TODAY)
    create(tmp_path / "was.xlsx", sample | {CANDIDATES: sample[CANDIDATES][:PEOPLE]})
    old = (tmp_path / "was.xlsx").read_bytes()
    calm = _beginning(tmp_path / "calm", old)
    # What is said by a run that finds the old workbook, and by one that finds the new.
    said = {True: _said(run(calm)), False: _said(run(calm))}
    wanted, found = _shown(calm), []
    for number in range(ROUNDS + ROUNDS // SPARED):
        path = _beginning(tmp_path / str(number), old)
        if number % (SPARED + 1) == 0:
            longest = _finish(path)
        else:
            kill(path, chance, longest)
        untouched = path.read_bytes() == old
        found.append(untouched)
        assert untouched or _shown(path) == wanted
        after = run(path)
        assert (after.published, _said(after)) == (untouched, said[untouched])
        assert _shown(path) == wanted
        assert _files(path) == {path.name: path.read_bytes(), f"pocket {TODAY}.xlsx": old}
        shutil.rmtree(path.parent)
    assert set(found) == {True, False}
