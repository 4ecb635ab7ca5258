"""How long an import takes, and how much memory, beside pandas reading the same file: prints one JSON object.

    python -m tests.bench.imports [--applications 50000] [--runs 3]

The file is a made-up report of applications, five for three people. Ours reads it into an empty workbook with the
command; then the same file again, which adds no one. The peer only reads the file. Each run is a process of its own,
in turn.
"""

import argparse
import csv
import json
import platform
import random
import statistics
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from tests.bench.refresh import PLACES, TITLES, measured

TODAY = date(2026, 11, 22)
HEADERS = (
    "Candidate ID,First Name,Last Name,Email,Phone,Job,Stage,Status,Source,Recruiter,Created At,Rejected At,"
    "Rejection Reason,Title,Location"
)
PEER = "import sys, pandas; print(len(pandas.read_csv(sys.argv[1], dtype=str)))"
STAGES = ["Application Review", "Phone Interview", "Onsite", "Final Round", "Offer"]
REASONS = [
    "Preferred another candidate",
    "Lacking skill(s)/qualification(s)",
    "Comp",
    "Wasn't available",
    "Other (add notes below)",
]


def make_export(path: Path, applications: int) -> None:
    """A report of applications, the same for the same number."""
    chance = random.Random(applications)  # noqa: S311
    people = max(applications * 3 // 5, 1)
    with path.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(HEADERS.split(","))
        for number in range(applications):
            own = number if number < people else chance.randrange(people)
            begun = TODAY - timedelta(days=chance.randrange(30, 900))
            ended = begun + timedelta(days=chance.randrange(1, 29))
            rows.writerow(
                [
                    *(own, f"Person{own}", f"Surname{own}", f"p{own}@mail.example", f"+1 555 {own:07}"),
                    *(
                        chance.choice(TITLES),
                        chance.choice(STAGES),
                        "Rejected",
                        chance.choice(["LinkedIn", "Referral"]),
                    ),
                    *(chance.choice(["Dana", "Lee"]), begun.isoformat(), ended.isoformat(), chance.choice(REASONS)),
                    *(chance.choice(TITLES), chance.choice(PLACES)),
                ]
            )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--applications", type=int, default=50_000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    backpocket = str(Path(sys.executable).with_name("backpocket"))
    with tempfile.TemporaryDirectory() as folder:
        export, empty = Path(folder) / "report.csv", Path(folder) / "empty.xlsx"
        make_export(export, options.applications)
        subprocess.run([backpocket, "init", "--workbook", str(empty)], check=True, capture_output=True)

        def workbook(number: int) -> str:
            path = Path(folder) / f"w{number}.xlsx"
            if not path.exists():
                path.write_bytes(empty.read_bytes())
            return str(path)

        ours = [backpocket, "import", str(export), "--by", "Dana", "--today", TODAY.isoformat(), "--json", "--workbook"]
        sides = {
            "import": lambda number: [*ours, workbook(number)],
            "same file again": lambda number: [*ours, workbook(number)],
            "pandas reads it": lambda _: [sys.executable, "-c", PEER, str(export)],
        }
        runs: dict[str, list[dict[str, float]]] = {name: [] for name in sides}
        for number in range(options.runs):
            for name, command in sides.items():
                runs[name].append(measured(command(number)))
        again = subprocess.run([*ours, workbook(0)], check=True, capture_output=True, text=True)
        found = json.loads(again.stdout)
        size = export.stat().st_size
    result = {
        "applications": options.applications,
        "people": found["people"],
        "added_again": found["added"],
        "file_mb": round(size / 2**20, 1),
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
        "runs": runs,
        "median": {
            name: {figure: statistics.median(run[figure] for run in side) for figure in ("seconds", "peak_mb")}
            for name, side in runs.items()
        },
    }
    print(json.dumps(result, indent=2))  # noqa: T201


if __name__ == "__main__":
    main()
