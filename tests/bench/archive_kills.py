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
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

import automation.cli.printing.output
import automation.services.archive  # noqa: F401  (Imported before programs are forked.)
from automation.archive.index import Folder
from automation.archive.locations import library
from automation.core.archive.meanings import name_meanings, skill_meanings
from automation.core.model import Skill
from automation.core.taxonomy.title_names import Name
from tests.bench.archive import TODAY, Made, write_workbook
from tests.bench.killed_programs import ALONE, PROCESS, WHOLE, Kills, Place
from tests.support.forks import forked

FILES, REQUISITIONS, WORDS = 4, 3, 300


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
