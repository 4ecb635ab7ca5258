"""The best people of one part of an archive, exactly as the sheet's matcher would score and order the same rows.

A bound is computed for all people first (`PartPool`). Only titles of people who could still be among the best are
compared. Where the bound is the score, it counts; the others who reach the bar in the end are scored from their rows.
"""

from dataclasses import dataclass, replace
from math import ceil
from typing import Any

import numpy as np

from automation.core.archive.answers import Answers
from automation.core.archive.merging import Answer, Best, bar_of
from automation.core.archive.part_pool import PartPool
from automation.core.archive.people import People
from automation.core.matching.scoring import Scores, components, score
from automation.core.rules import COMPONENTS
from automation.core.taxonomy.skill_index import Ints

# How many people's titles are compared at first; each time twice as many.
FIRST, MORE = 128, 2
# How many people are scored at a time where their bounds are not their scores.
CHUNK = 2_000


def search_part(part: int, people: People, answers: Answers) -> Answer:
    """The best people of a part for each requisition of a question.

    Args:
        part: Its number.
        people: Those of its people who may be shown.
        answers: What is known of distinct values; grows.
    """
    if not len(people):
        return [Best.none() for _ in answers.requisitions]
    search = _Search(part, PartPool(people, answers), answers)
    found = [search.narrowed(number) for number in range(len(answers.requisitions))]
    best = search.scored(found)
    answers.keep(part, [one.totals for one in best])
    return [replace(one, rows=people.row[one.rows].astype(np.int64)) for one in best]


@dataclass(frozen=True)
class _Narrowed:
    """Who could be among the best of a part for a requisition.

    Attributes:
        sure: The best of those whose bound is their score.
        positions: The others.
        bounds: Theirs, in tenths.
    """

    sure: Best
    positions: Ints
    bounds: Ints


class _Search:
    """The search of one part."""

    def __init__(self, part: int, pool: PartPool, answers: Answers) -> None:
        self._part, self._pool, self._answers = part, pool, answers
        self._top = answers.question.top
        self._floor = ceil(answers.question.rules.slate_floor * 10)

    def narrowed(self, number: int) -> "_Narrowed":
        """Who could be among the best for a requisition."""
        requisition, batch = self._answers.requisitions[number], FIRST
        bar = self._answers.bar(number, self._part, np.empty(0, dtype=np.int64), self._floor)
        while True:
            positions, bounds = self._pool.reaching(requisition, bar)
            sure = self._pool.sure(requisition, positions)
            bar = max(bar, self._answers.bar(number, self._part, bounds[sure], self._floor))
            able = bounds >= bar
            positions, bounds, sure = positions[able], bounds[able], sure[able]
            unknown = np.flatnonzero(self._pool.unknown(positions)) if requisition.title else ()
            if not len(unknown):
                return self._narrowed(requisition, positions, bounds, sure)
            # Those who share a word with the requisition's title first: they raise the bar for the others.
            likely = self._pool.alike(requisition, positions[unknown])
            first = unknown[np.lexsort((-bounds[unknown], ~likely))[:batch]]
            self._pool.find_out(positions[first])
            batch *= MORE

    def _narrowed(self, requisition: Any, positions: Ints, bounds: Ints, sure: Any) -> "_Narrowed":
        """Without those who have as many points as the last of the best, but stand behind by key."""
        surely = positions[sure]
        order = np.lexsort((self._pool.people.rank[surely], -bounds[sure]))
        surely = surely[order[: self._top]]
        best = self._best(self._pool.scores(requisition, surely), np.arange(len(surely)), surely)
        return _Narrowed(best, positions[~sure], bounds[~sure])

    def scored(self, found: "list[_Narrowed]") -> list[Best]:
        """The best of those who were found for each requisition."""
        first = [one.positions[np.argsort(-one.bounds, kind="stable")[: 2 * self._top]] for one in found]
        together = np.unique(np.concatenate(first))
        scores = self._scores_of(together) if len(together) else None
        best = []
        for number, one in enumerate(found):
            some = [one.sure]
            if scores is not None and len(one.positions):
                mine = np.searchsorted(together, np.sort(first[number]))
                some.append(self._best(scores(number), mine, together))
                left = ~np.isin(one.positions, first[number])
                some += self._rest(number, one.positions[left], one.bounds[left], some)
            best.append(self._first(some))
        return best

    def _rest(self, number: int, positions: Ints, bounds: Ints, known: list[Best]) -> list[Best]:
        """The others, those with the highest bounds first, as long as they could be among the best."""
        found, order = list(known), np.argsort(-bounds, kind="stable")
        for start in range(0, len(order), CHUNK):
            bar = bar_of(np.concatenate([one.totals for one in found]), self._top, self._floor)
            some = order[start : start + CHUNK]
            some = some[bounds[some] >= bar]
            if not len(some):
                break
            chosen = np.sort(positions[some])
            found.append(self._best(self._scores_of(chosen)(number), np.arange(len(chosen)), chosen))
        return found[len(known) :]

    def _scores_of(self, positions: Ints) -> Any:
        pool, rules = self._pool.exactly(positions), self._answers.question.rules
        return lambda number: score(pool, components(pool, self._answers.requisitions[number], rules))

    def _best(self, scores: Scores, rows: Ints, positions: Ints) -> Best:
        """Those of some scored people who reach the minimum score."""
        rows = rows[scores.total[rows] >= self._floor]
        points = np.full((len(rows), len(COMPONENTS)), -1, dtype=np.int16)
        for column, name in enumerate(COMPONENTS):
            if name in scores.points:
                points[:, column] = scores.points[name][rows]
        parts = np.full(len(rows), self._part, dtype=np.int64)
        return Best(scores.total[rows], parts, positions[rows], points)

    def _first(self, some: list[Best]) -> Best:
        """The best of all: by score, then by key."""
        whole = Best(
            *(np.concatenate([getattr(one, name) for one in some]) for name in ("totals", "parts", "rows", "points"))
        )
        order = np.lexsort((self._pool.people.rank[whole.rows], -whole.totals))[: self._top]
        kept = np.zeros(len(whole), dtype=bool)
        kept[order] = True
        return whole.only(kept)
