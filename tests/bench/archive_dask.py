"""How much faster two workers of a Dask scheduler search an archive than one: prints one JSON object.

    python -m tests.bench.archive_dask FOLDER [--requisitions 50] [--runs 3]

FOLDER is that of one size of `tests.bench.archive --folder`, with the index in it. *Start excluded* means: the program
and the workers have imported what they need, and have answered another question, as on a standing cluster. What counts
is the time from the call of the search until the names of the best are there: comparing titles and skills, searching
all parts, merging, and reading who they are. Clusters of one and of two workers, of one thread each, take turns, and
the best of the runs counts. Where other programs keep the cores busy, seconds of the wall say little: beside them are
the processor seconds of this program, with the scheduler in it, and of the worker that was busiest, which follow each
other.
"""

import argparse
import contextlib
import json
import os
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import psutil

TODAY = date(2026, 11, 22)


@contextlib.contextmanager
def cluster(workers: int) -> Iterator[tuple[str, list[psutil.Process]]]:
    """The address of a Dask scheduler with so many workers of one thread, and their processes."""
    from dask.distributed import LocalCluster  # noqa: PLC0415

    with LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=":0", host="127.0.0.1") as started:
        yield started.scheduler_address, [psutil.Process(one.pid) for one in started.workers.values()]


def on_clusters(folder: Path, requisitions: int, runs: int = 3) -> dict[str, Any]:
    """Seconds of the same search on one worker and on two, start excluded, and how many times faster two are."""
    from automation.cli.options import opened_room  # noqa: PLC0415
    from automation.services.archive import search  # noqa: PLC0415

    os.environ["XDG_STATE_HOME"] = str(folder / "state")
    room = opened_room(str(folder / "pocket.xlsx"), TODAY.isoformat())
    reqs = [f"REQ-{number}" for number in range(1, requisitions + 1)]
    took: dict[int, list[tuple[float, float]]] = {1: [], 2: []}
    answers = []
    for _ in range(runs):
        for workers, seconds in took.items():
            with cluster(workers) as (address, processes):
                search(room, reqs[:1], scheduler=address)
                used, began = [_used(one) for one in processes], time.perf_counter()
                ours = time.process_time()
                answers.append(search(room, reqs, scheduler=address))
                wall, ours = time.perf_counter() - began, time.process_time() - ours
                busiest = max(_used(one) - before for one, before in zip(processes, used, strict=True))
                seconds.append((wall, ours + busiest))
    return {
        "people": answers[0].index.people,
        "requisitions": requisitions,
        "seconds": _compared({workers: [wall for wall, _ in all_] for workers, all_ in took.items()}),
        "processor_seconds": _compared({workers: [used for _, used in all_] for workers, all_ in took.items()}),
        "same_answers": all(one.record() == answers[0].record() for one in answers),
    }


def _used(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _compared(seconds: dict[int, list[float]]) -> dict[str, Any]:
    one, two = min(seconds[1]), min(seconds[2])
    return {"one worker": round(one, 2), "two workers": round(two, 2), "times": round(one / two, 2)}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--requisitions", type=int, default=50)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    print(json.dumps(on_clusters(options.folder.absolute(), options.requisitions, options.runs), indent=2))  # noqa: T201


if __name__ == "__main__":
    main()
