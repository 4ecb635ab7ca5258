"""How long a refresh takes, where the time goes, and beside what: prints one JSON object.

    python -m tests.bench.refresh [--candidates 20000] [--requisitions 300] [--runs 3]

The peer is what a typical script does to a workbook of the same size without matching: openpyxl loads it, sets
one cell a row, and saves. Each side runs in a process of its own, in turn, and the ratio is shown per pair. A run that
finds what the run before found has another peer: reading the workbook with calamine, and nothing else. A run after one
changed row is compared with that, too, without its imports and its writing. Processor seconds are of the whole process,
the start of the interpreter and imports included; those of steps are of each step.
"""

import argparse
import json
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter

from automation.store.xlsx.package import Package
from automation.store.xlsx.sheet_patch import SheetPatch

TODAY = date(2026, 11, 22)
PEER = """
import sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
sheet = book["Candidates"]
column = sheet.max_column + 1
for row in range(2, sheet.max_row + 1):
    sheet.cell(row, column).value = "x"
book.save(sys.argv[1])
"""
# The peer of a run that finds what the run before found: nothing but reading the workbook.
BARE_READ = """
import sys, time
from python_calamine import CalamineWorkbook
began = time.perf_counter()
book = CalamineWorkbook.from_path(sys.argv[1])
for name in book.sheet_names:
    book.get_sheet_by_name(name).to_python()
print(time.perf_counter() - began)
"""
# The same, in processor seconds.
BARE_READ_PROCESSOR = BARE_READ.replace("perf_counter", "process_time")
# A refresh whose imports are done: processor seconds without the writing, and of the writing.
APART = """
import sys, time
import automation.cli.printing.run_output, automation.cli.watching, automation.outreach.context, automation.refresh
import automation.repeated_run, automation.store.xlsx.draft
from automation.cli.app import app
from automation.store.xlsx import XlsxStore
publish, wrote = XlsxStore.publish, []
def timed(*arguments):
    began = time.process_time()
    try:
        return publish(*arguments)
    finally:
        wrote.append(time.process_time() - began)
XlsxStore.publish = timed
began = time.process_time()
try:
    app(sys.argv[1:])
except SystemExit:
    pass
print()
print(time.process_time() - began - sum(wrote), sum(wrote))
"""
# Runs a command from a small process: one that a large process starts counts that one's memory as its own.
ACCOUNTED = """
import json, resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([done.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss, done.stdout.decode()]))
"""
STEPS = """
import json, sys, time
began = time.process_time()
from datetime import date
from itertools import chain
from pathlib import Path
from automation.core.follow_ups import schedule
from automation.core.matching.slates import build_slates
from automation.core.model import Conventions
from automation.core.publishing import output_columns, shown_cells
from automation.core.publishing.plan import problem_parts
from automation.core.workbook.assemble import assemble
from automation.store.xlsx import XlsxStore
today, conventions, steps = date(2026, 11, 22), Conventions(), {}
def step(name, call, *arguments):
    start = time.process_time()
    result = call(*arguments)
    steps[name] = round(time.process_time() - start, 3)
    return result
steps["import"] = round(time.process_time() - began, 3)
store = XlsxStore(Path(sys.argv[1]))
snapshot = step("read", store.read)
workbook = assemble(snapshot, (), None, conventions, today)
previous = workbook.previous
book = step("parse", lambda: workbook.book)
slates = step("match", build_slates, book, previous, today)
plans = step("follow-ups", schedule.schedule, workbook, slates.matches, slates.pairs)
step("double rows (of the row checks)", lambda: workbook.compared)
found = step("row checks", lambda: list(chain.from_iterable(problem_parts(workbook))))
shown = (book, slates, plans, previous, found, today, workbook.shelvings)
publication = step("columns", output_columns.publishable, *shown)
step("compare", shown_cells.differs, snapshot, workbook.located, publication)
step("write", store.publish, publication, snapshot.version)
print(json.dumps(steps))
"""
SKILLS = [
    *[
        "Kubernetes",
        "Terraform",
        "AWS",
        "Go",
        "Python",
        "SQL",
        "Airflow",
        "Snowflake",
        "Kafka",
        "React",
        "TypeScript",
        "CSS",
        "Java",
        "Docker",
        "Excel",
        "SAP",
    ],
    *(f"{area} {kind}" for area in ("vendor", "budget", "claims", "fleet", "site") for kind in ("planning", "audits")),
    *(f"tool{number}" for number in range(2000)),
]
TITLES = [
    f"{level} {field} {kind}".strip()
    for level in ("", "Senior", "Junior", "Lead")
    for field in ("Platform", "Data", "Frontend", "Sales", "Finance", "Security", "Network", "Product", "Support")
    for kind in ("Engineer", "Manager", "Analyst", "Developer", "Designer", "Consultant")
]
PLACES = ["Berlin", "London", "Paris", "Austin, TX", "New York", "Toronto", *(f"Town {n}" for n in range(290))]
CANDIDATE_HEADERS = (
    "Name,Email,Current title,Skills,Location,Remote OK,Level,Pay expectation,Shelved on,Shelved from,"
    "Stage reached,Rating,Shelve reason,Owner,Last contact,Region"
)
REQUISITION_HEADERS = (
    "Req ID,Title,Must-have skills,Nice-to-have skills,Location,Remote,Level,Pay max,Currency,Opened on,Status"
)
PAYS = ["65k EUR", "£70,000", "90k-110k USD", ""]
LEVELS = ["Junior", "Mid", "Senior", "Lead or Staff", ""]
REASONS = ["Lost to another finalist", "Pay too high", "Location", "Too senior", "Skill gap", "Timing", "Withdrew", ""]


def _letters(number: int) -> str:
    """A number as a name, which has no digits: 12 is "Bc"."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number)).title()


def make_workbook(path: Path, candidates: int, requisitions: int) -> None:
    """A workbook of made-up rows, the same for the same numbers; skills follow Zipf's law."""
    chance = random.Random(f"{candidates} {requisitions}")  # noqa: S311
    weights = [1 / rank for rank in range(1, len(SKILLS) + 1)]

    def skills(count: int) -> str:
        return ", ".join(dict.fromkeys(chance.choices(SKILLS, weights, k=count)))

    def day() -> str:
        return (TODAY - timedelta(days=chance.randrange(900))).isoformat()

    people = [
        [
            f"Person {_letters(n)}",
            f"p{n}@mail.example",
            chance.choice(TITLES),
            skills(10),
            chance.choice(PLACES),
            chance.choice(["yes", "no", ""]),
            chance.choice(LEVELS),
            chance.choice(PAYS),
            day(),
            f"REQ-{chance.randrange(requisitions)}",
            chance.choice(["Screen", "Final", "Offer", ""]),
            chance.choice([1, 3, 5, ""]),
            chance.choice(REASONS),
            chance.choice(["dana", "lee", ""]),
            day(),
            "US",
        ]
        for n in range(candidates)
    ]
    openings = [
        [
            f"REQ-{n}",
            chance.choice(TITLES),
            skills(5),
            skills(3),
            chance.choice(PLACES),
            chance.choice(["hybrid", "remote", ""]),
            chance.choice(LEVELS),
            90_000,
            chance.choice(["EUR", "USD", "GBP"]),
            day(),
            "Open",
        ]
        for n in range(requisitions)
    ]
    tabs: dict[str, tuple[str, Sequence[Sequence[Any]]]] = {
        "Candidates": (
            CANDIDATE_HEADERS,
            people,
        ),
        "Requisitions": (
            REQUISITION_HEADERS,
            openings,
        ),
    }
    book = xlsxwriter.Workbook(path, {"strings_to_urls": False})
    for name, (header, rows) in tabs.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate([header.split(","), *rows]):
            sheet.write_row(number, 0, row)
    book.close()


def change_a_row(path: Path, row: int = 7) -> None:
    """Write other skills and a contact into a row of a workbook, by its index; every other byte of its tab stays."""
    package = Package(path.read_bytes())
    part = package.sheets["Candidates"]
    patch = SheetPatch(package.part(part))
    typed = {"Skills": "Kubernetes, Terraform, AWS, Go, Kafka", "Last contact": (TODAY - timedelta(1)).isoformat()}
    places = CANDIDATE_HEADERS.split(",")
    patch.set_cells({row: {places.index(header): text for header, text in typed.items()}})
    package.replace(part, patch.xml)
    path.write_bytes(package.to_bytes())


class Accounted(NamedTuple):
    """A finished command: seconds of the wall and of the processor, peak memory in MB, and what it printed."""

    seconds: float
    processor_seconds: float
    peak_mb: int
    output: str


def accounted(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Accounted:
    """Run a command, and see what it took, as the operating system accounts for it."""
    began = time.perf_counter()
    ran = subprocess.run(
        [sys.executable, "-c", ACCOUNTED, *command], check=True, env=environment, stdout=subprocess.PIPE
    )
    seconds = time.perf_counter() - began
    status, processor, peak, output = json.loads(ran.stdout)
    if status:
        raise subprocess.CalledProcessError(status, command, output)
    return Accounted(round(seconds, 2), round(processor, 2), round(peak / 1024), output)


def measured(command: Sequence[str]) -> dict[str, float]:
    """What a command took, by figure."""
    found = accounted(command)._asdict()
    del found["output"]
    return found


def _seconds_of_run(command: Sequence[str]) -> float:
    """Of a refresh, as it says itself: without the start of the interpreter and imports."""
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(json.loads(ran.stdout)["seconds"])


def _seconds_printed(command: Sequence[str]) -> list[float]:
    """The numbers on the last line that a command prints."""
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    return [float(number) for number in ran.stdout.splitlines()[-1].split()]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--candidates", type=int, default=20_000)
    parser.add_argument("--requisitions", type=int, default=300)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    backpocket = str(Path(sys.executable).with_name("backpocket"))
    with tempfile.TemporaryDirectory() as folder:
        original = Path(folder) / "original.xlsx"
        make_workbook(original, options.candidates, options.requisitions)

        def fresh(name: str) -> str:
            path = Path(folder) / name
            path.write_bytes(original.read_bytes())
            return str(path)

        refresh = [backpocket, "refresh", "--today", TODAY.isoformat(), "--workbook"]

        def changed(name: str) -> str:
            path = Path(folder) / name
            change_a_row(path)
            return str(path)

        sides: dict[str, Callable[[int], list[str]]] = {
            "first refresh": lambda n: [*refresh, fresh(f"w{n}.xlsx")],
            # The first one added columns, so that this one matches, too.
            "second refresh": lambda n: [*refresh, str(Path(folder) / f"w{n}.xlsx")],
            "nothing new": lambda n: [*refresh, str(Path(folder) / f"w{n}.xlsx")],
            "one row changed": lambda n: [*refresh, changed(f"w{n}.xlsx")],
            "peer": lambda n: [sys.executable, "-c", PEER, fresh(f"p{n}.xlsx")],
        }
        runs: dict[str, list[dict[str, float]]] = {name: [] for name in sides}
        for number in range(options.runs):
            for name, command in sides.items():
                runs[name].append(measured(command(number)))
        last = str(Path(folder) / f"w{options.runs - 1}.xlsx")
        repeats = [
            (_seconds_of_run([*refresh, last, "--json"]), *_seconds_printed([sys.executable, "-c", BARE_READ, last]))
            for _ in range(options.runs)
        ]
        changed_rows = []
        for number in range(options.runs):
            change_a_row(Path(last), 8 + number)
            bare = _seconds_printed([sys.executable, "-c", BARE_READ_PROCESSOR, last])
            changed_rows.append([*_seconds_printed([sys.executable, "-c", APART, *refresh[1:], last]), *bare])
        ran = subprocess.run(
            [sys.executable, "-c", STEPS, fresh("steps.xlsx")], check=True, capture_output=True, text=True
        )
    ours, peer = ([run["seconds"] for run in runs[name]] for name in ("first refresh", "peer"))
    result = {
        "candidates": options.candidates,
        "requisitions": options.requisitions,
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
        "runs": runs,
        "median": {
            name: {figure: statistics.median(run[figure] for run in side) for figure in side[0]}
            for name, side in runs.items()
        },
        "repeated_run": {
            "seconds": round(statistics.median(run for run, _ in repeats), 3),
            "bare_read_seconds": round(statistics.median(read for _, read in repeats), 3),
            "ratio": round(statistics.median(run / read for run, read in repeats), 2),
        },
        "changed_row": {
            "processor_seconds": round(statistics.median(run for run, _, _ in changed_rows), 2),
            "of_writing": round(statistics.median(wrote for _, wrote, _ in changed_rows), 2),
            "of_bare_read": round(statistics.median(read for _, _, read in changed_rows), 2),
            "ratio": round(statistics.median(run / read for run, _, read in changed_rows), 2),
        },
        "ratio_to_peer": round(statistics.median(a / b for a, b in zip(ours, peer, strict=True)), 2),
        "steps": json.loads(ran.stdout),
    }
    print(json.dumps(result, indent=2))  # noqa: T201


if __name__ == "__main__":
    main()
