"""How fast matching is, beside what: prints one JSON object.

    python tests/bench/match_speed.py [--runs 5] [--sizes 5000x100 20000x300 100000x1000]

Made-up people with ten skills each by Zipf's law out of 2,000, 2,000 titles, 5 levels, 300 places and pay; requisitions
with five must-haves and three nice-to-haves. *ours* finds the exact ten best of each requisition with every component;
*one thread* is the same without threads. The peers answer less: *scipy* is the bare sparse product of requisitions x
skills and skills x candidates; *bm25s* finds the ten best by words of title and skills; *rapidfuzz* compares the same
texts by `token_set_ratio` (measured on a sample, and scaled). All are prepared and warm, take turns in one process, and
the best of the runs counts. What comes before (reading rows, preparing the pool, comparing distinct skills, titles and
places) is shown on its own lines. The program needs neither scipy nor bm25s: `uv pip install scipy bm25s` into .venv.
"""

import argparse
import importlib.util
import json
import pickle
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

from automation.core.workbook.assemble import assemble

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
from rapidfuzz import fuzz, process

from automation.core.matching.candidate_arrays import Pool, prepare
from automation.core.matching.scoring import components
from automation.core.matching.top_candidates import Ranker
from automation.core.model import Conventions, Row, Snapshot, each_row
from automation.core.rules import Rules
from automation.core.schema import CANDIDATES, REQUISITIONS
from automation.core.taxonomy.bundled_data import skill_table, town_table
from automation.core.taxonomy.skill_dictionary import Dictionary
from automation.core.workbook.parsed_workbook import Book

TODAY = date(2026, 11, 22)
SKILLS, TITLES, PLACES, HELD, MUST, ASKED = 2_000, 2_000, 300, 10, 5, 8
# How much of the pairs rapidfuzz compares.
SAMPLED_ROLES, SAMPLED_PEOPLE = 20, 10_000
FIELDS = (
    "Platform",
    "Data",
    "Frontend",
    "Security",
    "Network",
    "Cloud",
    "Mobile",
    "Product",
    "Support",
    "Sales",
    "Finance",
    "Tax",
    "Payroll",
    "Claims",
    "Marketing",
    "Brand",
    "Content",
    "Logistics",
    "Fleet",
    "Warehouse",
    "Purchasing",
    "Quality",
    "Process",
    "Chemical",
    "Civil",
    "Structural",
    "Mechanical",
    "Electrical",
    "Automation",
    "Clinical",
    "Pharmacy",
    "Radiology",
    "Legal",
    "Compliance",
    "Training",
    "Recruiting",
    "Event",
    "Hotel",
    "Kitchen",
    "Retail",
)
KINDS = (
    "Engineer",
    "Manager",
    "Analyst",
    "Developer",
    "Designer",
    "Consultant",
    "Specialist",
    "Coordinator",
    "Technician",
    "Administrator",
)
GRADES = ("", "Senior ", "Junior ", "Lead ", "Principal ")
LEVELS = ("Junior", "Mid", "Senior", "Lead or Staff", "Principal or Manager")
# Not ru_maxrss, which a child process takes over from its parent.
MEMORY = """
import json, pickle, sys
from pathlib import Path
from automation.core.matching.scoring import components
from automation.core.model import each_row
from automation.core.matching.top_candidates import Ranker
from automation.core.matching.slates import AT_A_TIME
def peak():
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) // 1024
libraries = peak()
with open(sys.argv[1], "rb") as file:
    pool, requisitions, rules = pickle.load(file)
loaded = peak()
ranker, rows = Ranker(pool, rules), list(each_row(requisitions))
for start in range(0, len(rows), AT_A_TIME):
    ranker.best_of_each([components(pool, row, rules) for row in rows[start : start + AT_A_TIME]])
print(json.dumps({"libraries": libraries, "with the pool": loaded, "peak": peak()}))
"""


class Made:
    """People and requisitions of one size, the same for the same size: rows of tabs, and skills as numbers."""

    def __init__(self, people: int, roles: int) -> None:
        self._chance = chance = random.Random(f"{people}x{roles}")  # noqa: S311
        self._weights = list(accumulate(1 / rank for rank in range(1, SKILLS + 1)))
        names = sorted(set(skill_table().meaning.values()))
        skills = chance.sample(names, SKILLS)
        titles = [f"{grade}{field} {kind}" for grade in GRADES for field in FIELDS for kind in KINDS][:TITLES]
        largest = sorted(zip(town_table().people, town_table().names, strict=True))
        places = [town for _, town in largest[-PLACES:]]
        self.held = [self._zipf(HELD) for _ in range(people)]
        self.asked = [self._zipf(ASKED) for _ in range(roles)]
        self.texts = [f"{chance.choice(titles)} {' '.join(skills[n] for n in held)}" for held in self.held]
        self.queries = [f"{chance.choice(titles)} {' '.join(skills[n] for n in asked)}" for asked in self.asked]
        self.candidates: list[Row] = [
            [
                "Name",
                "Email",
                "Current title",
                "Skills",
                "Location",
                "Level",
                "Pay expectation",
                "Shelved on",
                "Shelve reason",
                "Stage reached",
                "Rating",
            ],
            *(
                [
                    f"P{n}",
                    f"p{n}@x.example",
                    chance.choice(titles),
                    "; ".join(skills[s] for s in held),
                    chance.choice(places),
                    chance.choice(LEVELS),
                    f"{chance.randrange(40, 180)}k EUR",
                    self._day(),
                    "Timing",
                    chance.choice(["Screen", "Interview", "Final"]),
                    chance.randrange(1, 6),
                ]
                for n, held in enumerate(self.held)
            ),
        ]
        self.requisitions: list[Row] = [
            [
                "Req ID",
                "Title",
                "Must-have skills",
                "Nice-to-have skills",
                "Location",
                "Level",
                "Pay max",
                "Opened on",
                "Status",
            ],
            *(
                [
                    f"R{n}",
                    chance.choice(titles),
                    "; ".join(skills[s] for s in asked[:MUST]),
                    "; ".join(skills[s] for s in asked[MUST:]),
                    chance.choice(places),
                    chance.choice(LEVELS),
                    f"{chance.randrange(60, 180)}k EUR",
                    self._day(),
                    "Open",
                ]
                for n, asked in enumerate(self.asked)
            ),
        ]

    def _zipf(self, count: int) -> list[int]:
        """So many different skills, common ones more often."""
        found: dict[int, None] = {}
        while len(found) < count:
            found.update(dict.fromkeys(self._chance.choices(range(SKILLS), cum_weights=self._weights, k=count)))
        return list(found)[:count]

    def _day(self) -> str:
        return (TODAY - timedelta(days=self._chance.randrange(900))).isoformat()


def timed(call: Callable[[], Any]) -> tuple[float, Any]:
    """Wall seconds of a call, and its result."""
    began = time.perf_counter()
    result = call()
    return time.perf_counter() - began, result


def scipy_product(made: Made) -> Callable[[], object] | None:
    """The bare sparse product of the same skills, in 32-bit floats."""
    if not importlib.util.find_spec("scipy"):
        return None
    from scipy import sparse  # noqa: PLC0415

    def matrix(rows: Sequence[Sequence[int]]) -> Any:
        flat = np.concatenate([np.asarray(row) for row in rows])
        starts = np.arange(0, len(flat) + 1, len(rows[0]))
        made_of = sparse.csr_matrix((np.ones(len(flat), np.float32), flat, starts), shape=(len(rows), SKILLS))
        made_of.sort_indices()
        return made_of

    asked, held = matrix(made.asked), matrix(made.held).T.tocsr()
    return lambda: asked @ held


def bm25s_search(made: Made) -> tuple[float, Callable[[], object]] | None:
    """Seconds to index the texts, and the search for the ten best of each query."""
    if not importlib.util.find_spec("bm25s"):
        return None
    import bm25s  # noqa: PLC0415

    index = bm25s.BM25()
    words = [text.lower().split() for text in made.texts]
    seconds, _ = timed(lambda: index.index(words, show_progress=False))
    queries = [query.lower().split() for query in made.queries]
    return seconds, lambda: index.retrieve(queries, k=10, show_progress=False, n_threads=2)


def rapidfuzz_texts(made: Made) -> tuple[float, Callable[[], object]]:
    """By how much a sample is to be scaled, and its comparison."""
    queries, texts = made.queries[:SAMPLED_ROLES], made.texts[:SAMPLED_PEOPLE]
    scale = len(made.queries) * len(made.texts) / (len(queries) * len(texts))
    return scale, lambda: process.cdist(queries, texts, scorer=fuzz.token_set_ratio, dtype=np.uint8, workers=2)


def peak_memory(pool: Pool, book: Book) -> dict[str, int]:
    """Peak memory, in MB, of a process that holds nothing but its libraries and a prepared pool, and ranks."""
    # Views of dictionaries cannot be pickled; it is made again when asked for.
    vars(pool.skills.dictionary).pop("known", None)
    with tempfile.NamedTemporaryFile() as file:
        pickle.dump((pool, book.requisitions, Rules()), file)
        file.flush()
        command = [sys.executable, "-c", MEMORY, file.name]
        root = Path(__file__).resolve().parents[2]
        ran = subprocess.run(command, check=True, capture_output=True, text=True, cwd=root)
    memory: dict[str, int] = json.loads(ran.stdout)
    return memory


def measured(people: int, roles: int, runs: int) -> dict[str, Any]:
    """All figures of one size; seconds, unless the name says otherwise."""
    made = Made(people, roles)
    tabs = {CANDIDATES: made.candidates, REQUISITIONS: made.requisitions}
    parsing, book = timed(lambda: assemble(Snapshot(tabs), (), None, Conventions(), TODAY).book)
    preparing, pool = timed(lambda: prepare(book.candidates, list(book.people.values()), Dictionary(book.aliases)))
    rules, ranker = Rules(), Ranker(pool, Rules())
    comparing, requisitions = timed(lambda: [components(pool, row, rules) for row in each_row(book.requisitions)])
    first, _ = timed(lambda: ranker.best_of_each(requisitions))
    searching = bm25s_search(made)
    scale, fuzzy = rapidfuzz_texts(made)
    sides: dict[str, Callable[[], object] | None] = {
        "ours": lambda: ranker.best_of_each(requisitions),
        "scipy": scipy_product(made),
        "ours, one thread": lambda: [ranker.best(requisition) for requisition in requisitions],
        "bm25s": searching[1] if searching else None,
        "rapidfuzz": fuzzy,
    }
    seconds: dict[str, list[float]] = {name: [] for name, side in sides.items() if side}
    for run in range(runs + 1):
        for name, side in sides.items():
            if side:
                took, _ = timed(side)
                # The first turn warms up.
                seconds[name] += [took * (scale if name == "rapidfuzz" else 1)] if run else []
    best = {name: min(took) for name, took in seconds.items()}
    ones = [timed(lambda row=row: ranker.best(row))[0] for row in requisitions[:200]]  # type: ignore[misc]
    return {
        "candidates": people,
        "requisitions": roles,
        "best_seconds": {name: round(took, 4) for name, took in best.items()},
        "times_ours": {name: round(took / best["ours"], 2) for name, took in best.items()},
        "ours_to_scipy": round(best["ours"] / best["scipy"], 3) if "scipy" in best else "scipy is not installed",
        "pairs_per_second": round(people * roles / best["ours"]),
        "one_requisition_ms": {
            "median": round(statistics.median(ones) * 1000, 3),
            "worst": round(max(ones) * 1000, 3),
        },
        "memory_mb": peak_memory(pool, book),
        "before": {
            "reading rows": round(parsing, 3),
            "preparing the pool": round(preparing, 3),
            "comparing distinct skills, titles and places": round(comparing, 3),
            "the first time": round(first, 3),
            "bm25s: indexing": round(searching[0], 3) if searching else None,
        },
        "rapidfuzz_scaled_by": round(scale, 1),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--sizes", nargs="+", default=["5000x100", "20000x300", "100000x1000"])
    options = parser.parse_args()
    sizes = [tuple(map(int, size.split("x"))) for size in options.sizes]
    result = {
        "machine": f"{platform.machine()}, Python {platform.python_version()}, numpy {np.__version__}",
        "measured_on": date.today().isoformat(),  # noqa: DTZ011
        "sizes": [measured(people, roles, options.runs) for people, roles in sizes],
    }
    print(json.dumps(result, indent=2))  # noqa: T201


if __name__ == "__main__":
    main()
