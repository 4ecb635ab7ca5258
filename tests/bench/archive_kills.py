"""Whether an archive survives kills: prints one JSON object.

    python -m tests.bench.archive_kills [--kills 30] [--rows 8000] [--seed 1]

`add` and `search` of made-up people run with two processes, as users start them. In turn the whole program or one of
its processes is killed (SIGKILL) at a random moment. After each kill the index must be the old one or the new one, the
next `add` must make the bytes of a run without a kill, and a search must give the answer of one. It ends with exit
code 1 where one differs.
"""

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pyarrow as pa
import pyarrow.parquet as pq

from automation.archive.index import Folder
from tests.bench.archive import TODAY, Made, write_workbook
from tests.support.programs import Running, environment, started

ROOT = Path(__file__).resolve().parents[2]
FILES, REQUISITIONS = 4, 3
# When to kill, as shares of what a run without a kill took: later, it would often have ended.
BETWEEN = 0.15, 0.75
# Seconds; a run takes a small part of that.
PATIENCE = 300
PROGRAM = (sys.executable, "-c", "from automation.cli.app import main; main()")


def content(folder: Path) -> dict[str, bytes]:
    """The files of an index, without the lock."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.name != ".lock")
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


@dataclass
class Kills:
    """What was killed, and what went wrong.

    Attributes:
        chance: Chooses moments and processes.
        tally: What → how often.
        wrong: What was different, in words.
    """

    chance: random.Random
    tally: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def count(self, what: str) -> None:
        """Count a kill."""
        self.tally[what] = self.tally.get(what, 0) + 1

    def check(self, what: str, *, holds: bool) -> None:
        """Note what does not hold."""
        if not holds:
            self.wrong.append(what)

    def run(self, command: list[str], place: Path, seconds: float, *, whole: bool) -> Running:
        """Run a command, and kill it, or one of the processes that it started, at a random moment."""
        env = environment(PYTHONPATH=str(ROOT), XDG_STATE_HOME=str(place / "state"))
        with started(*PROGRAM, *command, cwd=place, env=env) as running:
            if seconds:
                with suppress(Exception):
                    running.process.wait(self.chance.uniform(*BETWEEN) * seconds)
                self._kill(running, whole=whole)
            until = time.monotonic() + PATIENCE
            while running.process.poll() is None and time.monotonic() < until:
                time.sleep(0.05)
            running.wait()
        return running

    def _kill(self, running: Running, *, whole: bool) -> None:
        if running.process.poll() is not None:
            self.count(f"{'the program' if whole else 'a process'}, too late")
        elif whole:
            os.killpg(running.process.pid, signal.SIGKILL)
            self.count("the program")
        else:
            with suppress(psutil.Error, IndexError):
                started_by = psutil.Process(running.process.pid).children(recursive=True)
                self.chance.choice([one for one in started_by if "spawn_main" in " ".join(one.cmdline())]).kill()
                self.count("a process")


def main() -> None:
    """Kill and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, value in (("kills", 30), ("rows", 8_000), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=value)
    options = parser.parse_args()
    kills = Kills(random.Random(options.seed))  # noqa: S311
    with tempfile.TemporaryDirectory() as temporary:
        _killed(Path(temporary), options.kills, options.rows, kills)
    print(json.dumps({**vars(options), "killed": kills.tally, "wrong": kills.wrong}, indent=2))  # noqa: T201
    sys.exit(bool(kills.wrong))


def _killed(base: Path, count: int, rows: int, kills: Kills) -> None:
    files, reqs = _made(base / "place", rows)
    place, index = base / "place", base / "place" / "index"
    where = ["--workbook", str(place / "pocket.xlsx"), "--workers", "2"]
    (place / "backpocket.toml").write_text(f'archive = "{index}"\n', "utf-8")
    add = ["archive", "add", *map(str, files), *where, "--json"]
    search = ["archive", "search", *reqs, *where, "--today", TODAY.isoformat(), "--json"]
    kills.run(["archive", "add", str(files[0]), *where], place, 0, whole=True)
    shutil.copytree(place, base / "before")
    old = Folder(index).read().people
    began = time.monotonic()
    kills.run(add, place, 0, whole=True)
    adding, began = time.monotonic() - began, time.monotonic()
    answer = kills.run(search, place, 0, whole=True).out
    searching = time.monotonic() - began
    new, expected = Folder(index).read().people, content(index)
    kills.check("nothing was added or found", holds=bool(new > old and json.loads(answer)))
    for number in range(count):
        shutil.rmtree(place)
        shutil.copytree(base / "before", place)
        whole = number % 2 == 0
        kills.run(add, place, adding, whole=whole)
        kills.check(f"add {number}: the index is neither", holds=Folder(index).read().people in {old, new})
        kills.run(add, place, 0, whole=True)
        kills.check(f"add {number}: other bytes", holds=content(index) == expected)
        said = kills.run(search, place, searching, whole=whole)
        # A program that lost a process finds the same all the same.
        kills.check(f"search {number}: another answer", holds=said.out == answer or (whole and not said.out))
        kills.check(f"search {number}: other bytes", holds=content(index) == expected)


def _made(place: Path, rows: int) -> tuple[list[Path], list[str]]:
    made, files = Made(), []
    place.mkdir()
    for number in range(FILES):
        files.append(place / f"{number}.parquet")
        people = made.people(number * (rows // FILES), rows // FILES)
        pq.write_table(pa.table(people), files[-1], row_group_size=max(1, rows // FILES // 2))
    roles = made.requisitions(REQUISITIONS)
    write_workbook(place / "pocket.xlsx", roles)
    return files, [row[0] for row in roles[1:]]


if __name__ == "__main__":
    main()
