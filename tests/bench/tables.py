"""What the benches measured, as tables: reads their JSON, prints Markdown.

Run as `python tests/bench/tables.py speed|quality < measured.json`.
"""

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

# What is shown of each kind of set.
MEASURES = (
    "nDCG@10",
    "MRR",
    "recall@10",
    "acc@1 all",
    "must_not_merge merged",
    "F1",
    "precision",
    "recall",
    "hard negatives merged",
    "n",
)


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; floats to three places."""
    cells = [[f"{cell:.3f}" if isinstance(cell, float) else str(cell) for cell in row] for row in rows]
    lines = [list(header), ["---", *["---:"] * (len(header) - 1)], *cells]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def speed(measured: dict[str, Any]) -> str:
    """Seconds of every program at each size, and how many times ours that is; memory; and what comes before."""
    sizes = measured["sizes"]
    header = ["seconds (times ours)", *(f"{size['candidates']:,} x {size['requisitions']:,}" for size in sizes)]
    rows: list[list[object]] = [
        [name, *(f"{size['best_seconds'][name]} ({size['times_ours'][name]})" for size in sizes)]
        for name in sizes[0]["best_seconds"]
    ]
    rows += [[f"before: {name}", *(size["before"][name] for size in sizes)] for name in sizes[0]["before"]]
    rows.append(["one requisition, ms (median)", *(size["one_requisition_ms"]["median"] for size in sizes)])
    rows += [[f"memory, MB: {name}", *(size["memory_mb"][name] for size in sizes)] for name in sizes[0]["memory_mb"]]
    return f"{measured['machine']}, {measured['measured_on']}\n\n{table(header, rows)}"


def quality(scores: dict[str, Any]) -> str:
    """A line a set and measure."""
    rows = [
        [name, measure, values[measure]]
        for name, values in scores.items()
        for measure in MEASURES
        if values and measure in values
    ]
    return table(["set", "measure", "value"], rows)


if __name__ == "__main__":
    print({"speed": speed, "quality": quality}[sys.argv[1]](json.load(sys.stdin)))  # noqa: T201
