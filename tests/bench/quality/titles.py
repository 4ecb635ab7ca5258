"""Title sets: every title of a set against every other, by the closeness that rows are scored with."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from automation.core.taxonomy.title_similarity import TitleIndex

KEPT = 100


def write_runs(folder: Path, runs: Path) -> None:
    """Rank every document for every query of one set: `SET.run.tsv`, qid, did, closeness, best first."""
    documents, queries = _records(folder / "docs.jsonl"), _records(folder / "queries.jsonl")
    index = TitleIndex([one["text"] for one in documents], [one.get("alt", ()) for one in documents])
    lines = []
    for query in queries:
        close = index.closeness(query["text"])
        best = np.argsort(-close, kind="stable")[:KEPT].tolist()
        lines += [f"{query['qid']}\t{documents[position]['did']}\t{close[position]:.6f}" for position in best]
    (runs / f"{folder.name}.run.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
