"""Title sets: every title of a set against every other, by the closeness that rows are scored with.

Beside it, in the folder `letters` of the runs, what plain letter trigrams reach, for comparison.
"""

import json
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from automation.core.taxonomy.sparse import Floats
from automation.core.taxonomy.title_similarity import TitleIndex

KEPT = 100


def write_runs(folder: Path, runs: Path) -> None:
    """Rank every document for every query of one set: `SET.run.tsv`, qid, did, closeness, best first."""
    documents, queries = _records(folder / "docs.jsonl"), _records(folder / "queries.jsonl")
    index = TitleIndex([one["text"] for one in documents], [one.get("alt", ()) for one in documents])
    letters = Letters([one["text"] for one in documents])
    for compare, into in ((index.closeness, runs), (letters.closeness, runs / "letters")):
        lines = []
        for query in queries:
            close = compare(query["text"])
            best = np.argsort(-close, kind="stable")[:KEPT].tolist()
            lines += [f"{query['qid']}\t{documents[position]['did']}\t{close[position]:.6f}" for position in best]
        into.mkdir(exist_ok=True)
        (into / f"{folder.name}.run.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


class Letters:
    """Titles by their letters alone: trigrams, of which rare ones weigh more."""

    def __init__(self, titles: Sequence[str]) -> None:
        found = [_trigrams(title) for title in titles]
        counts = Counter(trigram for own in found for trigram in own)
        self._weights = {trigram: 1 + math.log((1 + len(titles)) / (1 + count)) for trigram, count in counts.items()}
        self._with: dict[str, list[int]] = {trigram: [] for trigram in counts}
        for number, own in enumerate(found):
            for trigram in own:
                self._with[trigram].append(number)
        self._lengths = np.asarray([self._length(own) for own in found])

    def _length(self, trigrams: Iterable[str]) -> float:
        return math.sqrt(sum(self._weights[trigram] ** 2 for trigram in trigrams)) or 1.0

    def closeness(self, title: str) -> Floats:
        """The cosine of each title with one."""
        own = _trigrams(title) & self._with.keys()
        close = np.zeros(len(self._lengths))
        for trigram in sorted(own):
            close[self._with[trigram]] += self._weights[trigram] ** 2
        cosines: Floats = close / (self._lengths * self._length(own))
        return cosines


def _trigrams(title: str) -> set[str]:
    text = f" {title.casefold()} "
    return {text[at : at + 3] for at in range(len(text) - 2)}


def _records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
