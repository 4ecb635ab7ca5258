"""Whether an archive survives kills: prints one JSON object.

    python -m tests.bench.archive_kills [--kills 100] [--cold 2] [--rows 4000] [--seed 1]

`add` and `search` of made-up people run with two processes and are killed (SIGKILL) in turn: the program with all
that it started, the program alone, or one of its processes. The moment is chosen at random within what runs took so
far. Only runs that were killed count; where one had ended before, another takes its place.

After each kill the index must be the old one or the new one, no process may go on without its program and no file of
the program may stay in the folder for temporary ones; the next `add` must make the bytes of a run without a kill, and
a search must give the answer of one. It ends with exit code 1 where one differs.

Programs are forks of this process, and their processes forks of them, so that all is imported. `--cold` of the kills
are of programs that are started as users do.
"""

import argparse
import json
import multiprocessing
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pyarrow as pa
import pyarrow.parquet as pq

import automation.cli.output
import automation.services.archive  # noqa: F401  (Imported before programs are forked.)
from automation.archive.index import Folder
from automation.archive.locations import library
from automation.cli.app import main as program
from automation.core.archive.meanings import name_meanings, skill_meanings
from automation.core.model import Skill
from automation.core.taxonomy.title_similarity import Name
from tests.bench.archive import TODAY, Made, write_workbook
from tests.support.forks import forked
from tests.support.programs import environment

ROOT = Path(__file__).resolve().parents[2]
FILES, REQUISITIONS, WORDS = 4, 3, 300
# When to kill, as shares of what a run without a kill took lately.
BETWEEN = 0.02, 0.95
LATELY = 9
# Seconds; a run takes a small part of that.
PATIENCE = 300
# What Python writes to a file of its own to learn whether a folder takes files, before it removes it.
PROBES = b"", b"blat"
PROGRAM = (sys.executable, "-c", "from automation.cli.app import main; main()")
WHOLE, ALONE, PROCESS = "the program and its processes", "the program alone", "a process"


@dataclass
class Place:
    """Where programs run.

    Attributes:
        path: The folder of the workbook.
        temporary: For temporary files.
        cold: Whether programs are started as users do.
    """

    path: Path
    temporary: Path
    cold: bool = False

    def environment(self) -> dict[str, str]:
        """That of the programs."""
        state = str(self.path / "state")
        return environment(PYTHONPATH=str(ROOT), XDG_STATE_HOME=state, TMPDIR=str(self.temporary))

    @contextmanager
    def started(self, command: Sequence[str]) -> Iterator[tuple[int, Callable[[], int | None]]]:
        """A program: its process ID, and what says its exit code once it has ended. What it prints is in `out`."""
        with self.out.open("wb") as out, self.err.open("wb") as err:
            if self.cold:
                env = self.environment()
                cold = (*PROGRAM, *command)
                with subprocess.Popen(cold, cwd=self.path, env=env, stdout=out, stderr=err, process_group=0) as process:
                    yield process.pid, process.poll
                return
            with forked(lambda: self._run(command, out.fileno(), err.fileno())) as fork:
                # Here and there: whoever comes first.
                with suppress(OSError):
                    os.setpgid(fork.pid, fork.pid)
                yield fork.pid, fork.poll

    @property
    def out(self) -> Path:
        """What the last program printed."""
        return self.path.parent / "out"

    @property
    def err(self) -> Path:
        """What it wrote to standard error."""
        return self.path.parent / "err"

    def _run(self, command: Sequence[str], out: int, err: int) -> None:
        with suppress(OSError):
            os.setpgid(0, 0)
        os.dup2(out, 1)
        os.dup2(err, 2)
        os.chdir(self.path)
        os.environ.clear()
        os.environ.update(self.environment())
        tempfile.tempdir = None
        context = multiprocessing.get_context("fork")
        multiprocessing.get_context = lambda _=None: context  # type: ignore[assignment]
        sys.argv = ["backpocket", *command]
        try:
            program()
        except SystemExit as ended:
            if ended.code:
                raise
        finally:
            sys.stdout.flush()


@dataclass
class Kills:
    """What was killed, and what went wrong.

    Attributes:
        place: Where programs run.
        chance: Chooses moments and processes.
        tally: Command and what was killed → how often.
        wrong: What was different, in words.
    """

    place: Place
    chance: random.Random
    tally: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    _took: dict[tuple[str, bool], list[float]] = field(default_factory=dict)

    def check(self, what: str, *, holds: bool) -> None:
        """Note what does not hold."""
        if not holds:
            self.wrong.append(what)

    def run(self, command: Sequence[str]) -> str:
        """Run a command to its end; what it prints."""
        began = time.monotonic()
        with self.place.started(command) as (_, ended):
            self._wait(command, ended)
            self.check(f"{command[1]} failed: {self.place.err.read_text('utf-8')[-2_000:]}", holds=ended() == 0)
        self._took.setdefault((command[1], self.place.cold), []).append(time.monotonic() - began)
        return self.place.out.read_text("utf-8")

    def killed(self, command: Sequence[str], what: str) -> str | None:
        """Run a command and kill something; what it prints, or None if it had ended before."""
        lately = self._took.get((command[1], self.place.cold)) or self._took[command[1], False]
        seconds = self.chance.uniform(*BETWEEN) * statistics.median(lately[-LATELY:])
        with self.place.started(command) as (process_id, ended):
            until = time.monotonic() + seconds
            while ended() is None and time.monotonic() < until:
                time.sleep(0.001)
            workers = self._kill(process_id, what, ended)
            self._wait(command, ended)
            self.check(f"{command[1]}: processes go on", holds=_all_end(workers or ()))
        if workers is None:
            return None
        name = f"{command[1]}, {what}{', cold' if self.place.cold else ''}"
        self.tally[name] = self.tally.get(name, 0) + 1
        left = [path.name for path in self.place.temporary.iterdir() if path.read_bytes() not in PROBES]
        self.check(f"{name}: files stay: {left}", holds=not left)
        return self.place.out.read_text("utf-8")

    def _wait(self, command: Sequence[str], ended: Callable[[], int | None]) -> None:
        until = time.monotonic() + PATIENCE
        while ended() is None and time.monotonic() < until:
            time.sleep(0.002)
        self.check(f"{command[1]}: it hangs", holds=ended() is not None)

    def _kill(self, process_id: int, what: str, ended: Callable[[], int | None]) -> list[psutil.Process] | None:
        """Kill something; the processes that must end then, or None where it was too late."""
        workers = _workers(process_id)
        if what == PROCESS:
            while not workers and ended() is None:
                time.sleep(0.001)
                workers = _workers(process_id)
            with suppress(psutil.Error, IndexError):
                killed = self.chance.choice(workers)
                killed.kill()
                return [killed]
            return None
        if ended() is not None:
            return None
        with suppress(ProcessLookupError):
            (os.killpg if what == WHOLE else os.kill)(process_id, signal.SIGKILL)
        return workers


def _workers(process_id: int) -> list[psutil.Process]:
    """The processes that a program started for parts: not the helper of `multiprocessing`."""
    with suppress(psutil.Error):
        started = psutil.Process(process_id).children(recursive=True)
        return [one for one in started if _is_worker(one)]
    return []


def _is_worker(process: psutil.Process) -> bool:
    with suppress(psutil.Error):
        return _runs(process) and "resource_tracker" not in " ".join(process.cmdline())
    return False


def _runs(process: psutil.Process) -> bool:
    """Whether it has not ended; who waits for it does not matter."""
    with suppress(psutil.Error):
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    return False


def _all_end(processes: Sequence[psutil.Process]) -> bool:
    until = time.monotonic() + PATIENCE
    while any(map(_runs, processes)) and time.monotonic() < until:
        time.sleep(0.002)
    return not any(map(_runs, processes))


def main() -> None:
    """Kill and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, value in (("kills", 100), ("cold", 2), ("rows", 4_000), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=value)
    options = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as temporary:
        base = Path(temporary)
        place = Place(base / "place", base / "temporary")
        kills = Kills(place, random.Random(options.seed))  # noqa: S311
        _kill_all(base, options.kills, options.cold, options.rows, kills)
    seconds = round(time.monotonic() - began)
    found = {"seconds": seconds, "killed": kills.tally, "wrong": kills.wrong}
    print(json.dumps({**vars(options), **found}, indent=2))  # noqa: T201
    sys.exit(bool(kills.wrong))


def content(folder: Path) -> dict[str, bytes]:
    """The files of an index, without the lock."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.name != ".lock")
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def _kill_all(base: Path, count: int, cold: int, rows: int, kills: Kills) -> None:
    """Kill so many runs, the last of them cold."""
    _warm_up()
    place, index = base / "place", base / "place" / "index"
    kills.place.temporary.mkdir()
    made = Made()
    # In a fork, as it starts threads.
    with forked(lambda: _make(made, place, rows)) as fork:
        kills.check("nothing was made", holds=fork.wait() == 0)
    files, reqs = sorted(map(str, place.glob("*.parquet"))), [f"REQ-{one + 1}" for one in range(REQUISITIONS)]
    where = ["--workbook", str(place / "pocket.xlsx"), "--workers", "2"]
    add = ["archive", "add", *files, *where, "--json"]
    search = ["archive", "search", *reqs, *where, "--today", TODAY.isoformat(), "--json"]
    kills.run(["archive", "add", files[0], *where])
    shutil.copytree(place, base / "before")
    kills.run(add)
    runs = _Runs(
        base / "before", index, add, search, kills.run(search), content(index), Folder(base / "before" / "index")
    )
    kills.check("nothing was added or found", holds=bool(runs.is_new(index) and json.loads(runs.answer)))
    done = turn = 0
    while done < count and not kills.wrong:
        kills.place.cold = count - done <= cold
        what, turn = (WHOLE, ALONE, PROCESS)[turn // 2 % 3], turn + 1
        done += runs.kill_search(kills, what) if turn % 2 else runs.kill_add(kills, what)


@dataclass(frozen=True)
class _Runs:
    """Runs that are killed, and what they must come to."""

    before: Path
    index: Path
    add: Sequence[str]
    search: Sequence[str]
    answer: str
    expected: dict[str, bytes]
    old: Folder

    def is_new(self, index: Path) -> bool:
        """Whether an index holds more than before."""
        return Folder(index).read().people > self.old.read().people

    def kill_add(self, kills: Kills, what: str) -> bool:
        """Kill an `add`, and let another one finish; whether it was killed."""
        place = self.index.parent
        shutil.rmtree(place)
        shutil.copytree(self.before, place)
        killed = kills.killed(self.add, what) is not None
        found = Folder(self.index).read()
        kills.check(f"add, {what}: the index is neither", holds=self.is_new(self.index) or found == self.old.read())
        kills.run(self.add)
        kills.check(f"add, {what}: other bytes", holds=content(self.index) == self.expected)
        return killed

    def kill_search(self, kills: Kills, what: str) -> bool:
        """Kill a search, and search again; whether it was killed."""
        said = kills.killed(self.search, what)
        # A program that lost a process finds the same all the same.
        whole = said == self.answer or (what != PROCESS and said == "")
        kills.check(f"search, {what}: another answer", holds=said is None or whole)
        kills.check(f"search, {what}: other bytes", holds=content(self.index) == self.expected)
        kills.check(f"search after {what}: another answer", holds=kills.run(self.search) == self.answer)
        return said is not None


def _warm_up() -> None:
    """Load what programs load, without starting a thread."""
    for name in ("duckdb", "fsspec"):
        library(name)
    name_meanings([Name.of("Data Engineer"), Name.of("Softwareentwickler")])
    skill_meanings([Skill("Python"), Skill("Data Engineer")], {})


def _make(made: Made, place: Path, rows: int) -> None:
    """Write files of people with few distinct titles and skills, and the workbook."""
    place.mkdir()
    made.titles = [made.titles[number % WORDS] for number in range(len(made.titles))]
    made.skills = [made.skills[number % WORDS] for number in range(len(made.skills))]
    for number in range(FILES):
        people = made.people(number * (rows // FILES), rows // FILES)
        pq.write_table(pa.table(people), place / f"{number}.parquet")
    write_workbook(place / "pocket.xlsx", made.requisitions(REQUISITIONS))
    (place / "backpocket.toml").write_text(f'archive = "{place / "index"}"\n', "utf-8")


if __name__ == "__main__":
    main()
