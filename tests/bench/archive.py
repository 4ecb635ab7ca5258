"""How fast an archive is indexed and searched, beside what: prints one JSON object.

    python -m tests.bench.archive [--sizes 1000000 …] [--requisitions 50] [--workers 2] [--folder FOLDER] [--dask RUNS]

Made-up people, skewed as in real archives: 30 % list no skills, at most 200,000 distinct titles and 20,000 skills by
Zipf's law, 5 % of the keys are there twice. They are written as Parquet files of 500,000 rows, then added and searched
by the command line. Seconds are of the wall, with starting; processor seconds are of all processes. The peer compares
the same titles and skills by rapidfuzz's `token_set_ratio`, on a sample, and is scaled; it answers much less. With
`--dask`, a search of the last size with one worker of one thread is set against two, start excluded: `archive_dask`
says what that is. An index that is in the folder already is used as it is, and adding is not measured then.
"""

import argparse
import contextlib
import json
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter
from rapidfuzz import fuzz, process

from automation.core.taxonomy.bundled_data import skill_table, town_table
from tests.bench.archive_dask import TODAY, on_clusters
from tests.bench.match_speed import FIELDS, GRADES, KINDS
from tests.support.programs import environment

ROOT = Path(__file__).resolve().parents[2]
TITLES, SKILLS, PLACES = 200_000, 20_000, 3_000
FILE_ROWS, SAMPLED = 500_000, 20_000
AREAS = ("", "Global ", "Regional ", "Digital ", "Cloud ", "EMEA ", "Group ", "IT ", "Field ", "Corporate ")
COMPANY = ("", " - Berlin", " (m/f/d)", ", Products", " II", " - Team North", " @ Acme", ", Remote", " - Night", " III")
HEADERS = (
    *("Candidate ID", "Name", "Email", "Current title", "Skills", "Location", "Level", "Pay expectation"),
    *("Shelved on", "Shelve reason", "Stage reached", "Rating", "Last contact", "Region"),
)


class Made:
    """Made-up values, and people of them: the same for the same seed."""

    def __init__(self) -> None:
        chance = random.Random(22)  # noqa: S311
        titles = [
            f"{grade}{area}{field} {kind}{more}"
            for grade in GRADES
            for area in AREAS
            for field in FIELDS
            for kind in KINDS
            for more in COMPANY
        ]
        chance.shuffle(titles)
        known = sorted(set(skill_table().meaning.values()))
        chance.shuffle(known)
        self.titles = titles[:TITLES]
        self.skills = [*known, *(f"{known[n % 700]} {known[n % 911]}" for n in range(SKILLS - len(known)))]
        largest = sorted(zip(town_table().people, town_table().names, strict=True))
        self.places = [town for _, town in largest[-PLACES:]][::-1]

    def people(self, begin: int, count: int) -> dict[str, list[Any]]:
        """So many rows from a number on; every twentieth has the key of another one."""
        numbers = np.random.default_rng(begin)
        each = np.where(numbers.random(count) < 0.3, 0, numbers.integers(1, 12, count))
        skills = [self.skills[at] for at in _zipf(numbers, SKILLS, int(each.sum()))]
        ends = np.cumsum(each)
        days = [(TODAY - timedelta(days=day)).isoformat() for day in range(2_000)]
        keys = np.where(
            numbers.random(count) < 0.05, numbers.integers(0, begin + count, count), begin + np.arange(count)
        )
        pays = [f"{amount}k EUR" for amount in range(40, 180)]
        return {
            "Candidate ID": [f"A{key}" for key in keys.tolist()],
            "Name": [f"Person {key}" for key in keys.tolist()],
            "Email": [f"person.{key}@mail{key % 977}.example" for key in keys.tolist()],
            "Current title": [self.titles[at] for at in _zipf(numbers, TITLES, count)],
            "Skills": [", ".join(skills[end - n : end]) for end, n in zip(ends.tolist(), each.tolist(), strict=True)],
            "Location": [self.places[at] for at in _zipf(numbers, PLACES, count)],
            "Level": _picked(numbers, count, ["", "", "Junior", "Mid", "Senior", "Lead or Staff"]),
            "Pay expectation": _picked(numbers, count, [*([""] * 60), *pays]),
            "Shelved on": _picked(numbers, count, days),
            "Shelve reason": _picked(numbers, count, ["Timing", "Location", "Skill gap", "Lost to another finalist"]),
            "Stage reached": _picked(numbers, count, ["Applied", "Applied", "Screen", "Interview", "Final"]),
            "Rating": _picked(numbers, count, ["", "", "2", "3", "4", "5"]),
            "Last contact": _picked(numbers, count, ["", "", *days]),
            "Region": _picked(numbers, count, ["US", "US", "Canada", "India"]),
        }

    def requisitions(self, count: int) -> list[list[str]]:
        """So many open requisitions, as rows of the tab."""
        chance = random.Random(count)  # noqa: S311
        weights = list(accumulate(1 / rank for rank in range(1, 2_001)))
        header = [
            "Req ID",
            "Title",
            "Must-have skills",
            "Nice-to-have skills",
            "Location",
            "Level",
            "Pay max",
            "Currency",
        ]
        return [
            [*header, "Opened on", "Status"],
            *(
                [
                    f"REQ-{number}",
                    self.titles[chance.randrange(2_000)],
                    ", ".join(self.skills[at] for at in chance.choices(range(2_000), cum_weights=weights, k=5)),
                    ", ".join(self.skills[at] for at in chance.choices(range(2_000), cum_weights=weights, k=3)),
                    chance.choice(self.places[:50]),
                    chance.choice(["Mid", "Senior", "Lead or Staff"]),
                    f"{chance.randrange(70, 180)}k",
                    "EUR",
                    "2026-11-01",
                    "Open",
                ]
                for number in range(1, count + 1)
            ),
        ]


def _zipf(numbers: np.random.Generator, values: int, count: int) -> list[int]:
    """Numbers below `values`, the first ones more often."""
    weights = np.cumsum(1 / np.arange(1, values + 1))
    found: list[int] = np.searchsorted(weights, numbers.random(count) * weights[-1]).tolist()
    return found


def _picked(numbers: np.random.Generator, count: int, values: Sequence[str]) -> list[str]:
    return [values[at] for at in numbers.integers(0, len(values), count).tolist()]


def write_files(made: Made, folder: Path, rows: int) -> list[Path]:
    """The people as Parquet files."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for begin in range(0, rows, FILE_ROWS):
        path = folder / f"people-{begin:09d}.parquet"
        if not path.exists():
            pq.write_table(pa.table(made.people(begin, min(FILE_ROWS, rows - begin))), path, row_group_size=200_000)
        paths.append(path)
    return paths


def write_workbook(path: Path, requisitions: Sequence[Sequence[str]]) -> None:
    """A workbook with requisitions and no one."""
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in (("Candidates", [HEADERS]), ("Requisitions", requisitions)):
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)


def ran(folder: Path, *arguments: str) -> dict[str, Any]:
    """The command's seconds, processor seconds, peak memory of all its processes in MB, and its JSON."""
    env = environment(XDG_STATE_HOME=str(folder / "state"), PYTHONPATH=str(ROOT))
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-c", "from automation.cli.app import main; main()", *arguments, "--json"]
    with tempfile.TemporaryFile() as out:
        started = subprocess.Popen(command, stdout=out, env=env, cwd=folder)
        peak = 0
        while started.poll() is None:
            peak = max(peak, _memory(started.pid))
            time.sleep(0.2)
        seconds, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
        out.seek(0)
        if started.returncode:
            raise SystemExit(f"{arguments[:2]} failed: its message is above.")
        answer = json.load(out)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"seconds": round(seconds, 2), "processor_seconds": round(used, 2), "peak_mb": peak, "answer": answer}


def _memory(process_id: int) -> int:
    """What a process and those that it started hold now, in MB; what they share counts once."""
    total = 0
    with contextlib.suppress(psutil.Error):
        whole = psutil.Process(process_id)
        for one in (whole, *whole.children(recursive=True)):
            with contextlib.suppress(psutil.Error):
                total += one.memory_full_info().pss
    return total // 2**20


def fuzzy(made: Made, rows: int, requisitions: Sequence[Sequence[str]]) -> dict[str, Any]:
    """Seconds that rapidfuzz would take for the same pairs with two threads, scaled from a sample."""
    people = made.people(0, SAMPLED)
    texts = [f"{title} {skills}" for title, skills in zip(people["Current title"], people["Skills"], strict=True)]
    queries = [f"{row[1]} {row[2]} {row[3]}" for row in requisitions[1:]]
    began = time.perf_counter()
    process.cdist(queries, texts, scorer=fuzz.token_set_ratio, dtype=np.uint8, workers=2)
    scale = rows / SAMPLED
    return {"seconds": round((time.perf_counter() - began) * scale, 1), "scaled_by": scale}


def measured(made: Made, folder: Path, rows: int, requisitions: int, workers: int) -> dict[str, Any]:
    """All figures of one size."""
    own = folder / str(rows)
    files = write_files(made, own / "files", rows)
    roles = made.requisitions(requisitions)
    workbook = own / "pocket.xlsx"
    write_workbook(workbook, roles)
    common = ("--workbook", str(workbook), "--workers", str(workers))
    adding = ran(own, "archive", "add", *map(str, files), *common)
    again = ran(own, "archive", "add", *map(str, files), *common)
    reqs = [row[0] for row in roles[1:]]
    searching = ran(own, "archive", "search", *reqs, *common, "--today", TODAY.isoformat())
    found = searching.pop("answer")
    added = adding.pop("answer")
    again.pop("answer")
    index = sum(path.stat().st_size for path in own.rglob("parts/*"))
    return {
        "people": rows,
        "requisitions": requisitions,
        "add": adding | {"rows_per_second_and_core": round(added["rows"] / adding["processor_seconds"])}
        if added["files"]
        else "was done before",
        "add_again": again,
        "index_mb": round(index / 2**20),
        "files_mb": round(sum(path.stat().st_size for path in files) / 2**20),
        "search": searching | {"found": sum(map(len, found.values()))},
        "rapidfuzz": fuzzy(made, rows, roles),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="+", type=int, default=[1_000_000])
    parser.add_argument("--requisitions", type=int, default=50)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--dask", type=int, default=0, metavar="RUNS")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = (options.folder or Path(temporary)).absolute()
        made = Made()
        sizes = [measured(made, folder, rows, options.requisitions, options.workers) for rows in options.sizes]
        result: dict[str, Any] = {
            "machine": f"{platform.machine()}, Python {platform.python_version()}, {options.workers} processes",
            "measured_on": date.today().isoformat(),  # noqa: DTZ011
            "sizes": sizes,
        }
        if len(sizes) > 1:
            first, last = sizes[0]["search"], sizes[-1]["search"]
            result["search_of_the_last_size_to_that_of_the_first"] = {
                name: round(last[name] / first[name], 2) for name in ("seconds", "processor_seconds")
            }
        if options.dask:
            result["dask"] = on_clusters(folder / str(options.sizes[-1]), options.requisitions, options.dask)
        print(json.dumps(result, indent=2))  # noqa: T201


if __name__ == "__main__":
    main()
