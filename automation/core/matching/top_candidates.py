"""The best candidates for a requisition, without scoring the whole pool in full.

First the credit of the must-haves is added up for the whole pool, skill by skill. Then the candidates with the most
similar titles and nearest places are scored; the last of the best of them sets the bar. Other candidates who could not
reach the bar even with all remaining points are dropped, and the rest are scored. The result is exactly that of scoring
and sorting the whole pool, ties included.
"""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from math import ceil

import numpy as np
import numpy.typing as npt

from automation.core.matching.candidate_arrays import Bools, Pool
from automation.core.matching.parts import BySkills, ByValue, Part, found
from automation.core.matching.scoring import Asked, fraction_for, points
from automation.core.rules import Rules
from automation.core.taxonomy.skill_index import Holders, Ints

# numpy releases the interpreter lock, so in large pools two requisitions are ranked at the same time.
THREADS, WORTH_THREADS = 2, 50_000
# Candidates who earn most of these components are scored first: at most one in `CLOSE`, but at least `AT_LEAST`.
TELLING, CLOSE, AT_LEAST = ("title", "location"), 128, 256
# This many times as many, those with the most similar titles, stay in regardless of their skills.
LIKELY = 4
# A skill that more than one in this many candidates have is stored as a column for the whole pool.
COMMON = 24
# Components that are quick to score, and those scored only for candidates who may still reach the bar.
FIRST, THEN = frozenset({"must", "title", "level", "location", "pay"}), frozenset({"nice", "track"})

Sums = npt.NDArray[np.int32]


class Ranker:
    """Finds the best candidates of a pool for requisitions.

    Memory grows with the pool: one sum for each candidate and thread, and one column for each of the commonest skills.

    Args:
        pool: The candidates.
        rules: The size and the minimum score of a slate.
        worth_threads: The size of the pool from which two requisitions are ranked at the same time.
        at_least: How many candidates are scored first, however small the pool.
    """

    def __init__(self, pool: Pool, rules: Rules, worth_threads: int = WORTH_THREADS, at_least: int = AT_LEAST) -> None:
        self._pool, self._rules, self._worth_threads = pool, rules, worth_threads
        self._close_most = max(at_least, len(pool) // CLOSE)
        self._groups: dict[int, _Groups] = {}
        self._postings: dict[tuple[int, int], _Posting] = {}
        self._scratch = threading.local()

    def best_of_each(self, requisitions: Sequence[Asked], more: int = 0) -> list[tuple[Ints, Ints]]:
        """For each requisition what `best` gives."""
        if len(self._pool) < self._worth_threads:
            return [self.best(asked, more) for asked in requisitions]
        with ThreadPoolExecutor(THREADS) as threads:
            return list(threads.map(partial(self.best, more=more), requisitions))

    def best(self, asked: Asked, more: int = 0) -> tuple[Ints, Ints]:
        """The positions of the best candidates, best first, and their scores in tenths.

        Excluded ones and scores below `slate_floor` are left out.

        Args:
            asked: What the requisition asks for.
            more: How many to return beyond `slate_size`.
        """
        credit = self._credit_of_all(asked.parts.get("must"))
        ranking = _Ranking(asked, credit, self._postings_of, int(self._rules.slate_size) + more)
        floor = ceil(self._rules.slate_floor * 10)
        is_close, most_of_others = self._close(ranking)
        close = ranking.reaching(np.flatnonzero(is_close), floor)
        others = ranking.reaching(self._others(ranking, is_close, most_of_others, close.bar), close.bar)
        positions = np.concatenate([close.positions, others.positions])
        totals = np.concatenate([close.totals, others.totals])
        best = np.lexsort((self._pool.tie_order[positions], -totals))[: ranking.size]
        return positions[best], totals[best]

    def reaching(self, asked: Asked, bar: int) -> tuple[Ints, Ints]:
        """The positions of all who score at least `bar` tenths, without excluded ones, and their scores in tenths."""
        credit = self._credit_of_all(asked.parts.get("must"))
        ranking = _Ranking(asked, credit, self._postings_of, len(self._pool) + 1)
        found = ranking.reaching(self._others(ranking, np.zeros(len(self._pool), dtype=bool), {}, bar), bar)
        return found.positions, found.totals

    def count(self, asked: Asked, positions: Sequence[int], least: float) -> int:
        """How many of the candidates at these positions score at least this, excluded ones too."""
        credit = self._credit_of_all(asked.parts.get("must"))
        # With room for more than all of them, none sets a bar for the others.
        ranking = _Ranking(asked, credit, self._postings_of, len(positions) + 1)
        return len(ranking.reaching(np.asarray(positions, dtype=np.int64), ceil(least * 10)).positions)

    def _close(self, ranking: "_Ranking") -> tuple[Bools, dict[str, int]]:
        """The candidates with the most similar titles or nearest places, and the most that others can earn for them."""
        close = np.zeros(len(self._pool), dtype=bool)
        most_of_others = {}
        for name in TELLING:
            part = ranking.asked.parts.get(name)
            if isinstance(part, ByValue):
                people, most_of_others[name] = self._grouped(part).best(ranking.asked.tables[name], self._close_most)
                close[people] = True
        return close, most_of_others

    def _grouped(self, part: ByValue) -> "_Groups":
        if id(part.of) not in self._groups:
            self._groups[id(part.of)] = _Groups(part.of, np.flatnonzero(self._pool.matchable))
        return self._groups[id(part.of)]

    def _others(self, ranking: "_Ranking", close: Bools, most_of_others: dict[str, int], bar: int) -> Ints:
        """The candidates who are not close, but could reach the bar with all remaining points."""
        must, title = ranking.asked.parts.get("must"), ranking.asked.parts.get("title")
        if not isinstance(must, BySkills):
            return np.flatnonzero(self._pool.matchable & ~close)
        most = {**ranking.asked.at_most, **most_of_others}
        likely = np.empty(0, dtype=np.int64)
        if isinstance(title, ByValue):
            likely, most["title"] = self._grouped(title).best(ranking.asked.tables["title"], LIKELY * self._close_most)
        needed = np.asarray(bar - sum(most.values()) + most["must"])
        able = ranking.credit >= ranking.credit_for(must, needed)
        able &= self._pool.matchable
        able[likely] = True
        able &= ~close
        positions = np.flatnonzero(able)
        if isinstance(title, ByValue):
            # Points of the title → the credit that a candidate needs besides.
            least = ranking.credit_for(must, needed + most["title"] - np.arange(ranking.asked.at_most["title"] + 1))
            least_of = least[ranking.asked.tables["title"][: len(title.is_known)]]
            positions = positions[ranking.credit[positions] >= least_of[title.of[positions]]]
        return positions

    def _credit_of_all(self, part: Part | None) -> Sums:
        """The sum of credit × weight by position. The array is reused by the next call in the same thread."""
        total: Sums | None = getattr(self._scratch, "total", None)
        if total is None:
            total = self._scratch.total = np.empty(len(self._pool), dtype=np.int32)
        if isinstance(part, BySkills):
            total.fill(0)
            for posting in self._postings_of(part):
                if posting.candidates is None:
                    np.add(total, posting.credit, out=total)
                else:
                    np.add.at(total, posting.candidates, posting.credit)
        return total

    def _postings_of(self, part: BySkills) -> list["_Posting"]:
        return [self._posting(held, weight) for held, weight in zip(part.holders, part.weights, strict=True)]

    def _posting(self, held: Holders, weight: int) -> "_Posting":
        known = self._postings.get((id(held), weight))
        if known is None:
            credit = (held.credit * weight).astype(np.int32)
            candidates: Ints | None = held.candidates
            if len(held.candidates) * COMMON > len(self._pool):
                column = np.zeros(len(self._pool), dtype=np.int32)
                column[held.candidates] = credit
                candidates, credit = None, column
            known = self._postings[id(held), weight] = _Posting(held, candidates, credit)
        return known


@dataclass(frozen=True)
class _Posting:
    """Credit × weight of a skill, for `candidates`; for the whole pool where that is None."""

    held: Holders
    candidates: Ints | None
    credit: Sums

    def of(self, positions: Ints) -> Ints:
        """Credit × weight of the candidates at these positions."""
        if self.candidates is None:
            return self.credit[positions].astype(np.int64)
        return found(self.candidates, self.credit, positions)


class _Groups:
    """Candidates grouped by their value of a component.

    Args:
        of: The number of the value, for each position of the pool.
        positions: The candidates to group.
    """

    def __init__(self, of: Ints, positions: Ints) -> None:
        self.of = of
        self._people = positions[np.argsort(of[positions], kind="stable")]
        bounds = np.searchsorted(of[self._people], np.arange(of.max(initial=-1) + 2))
        self._starts, self._sizes = bounds[:-1], np.diff(bounds)

    def best(self, earned: Ints, at_most: int) -> tuple[Ints, int]:
        """The candidates whose values earn most, at most this many; and the most that the others earn."""
        # Behind the last value that a candidate has there may be others.
        earned = earned[: len(self._sizes)]
        people_by_points = np.bincount(earned, weights=self._sizes)[::-1].cumsum()[::-1]
        # The fewest points that at most `at_most` candidates earn or exceed; candidates with 0 points never count.
        least = max(1, int(np.count_nonzero(people_by_points > at_most)))
        values = np.flatnonzero(earned >= least)
        sizes = self._sizes[values]
        ends = sizes.cumsum()
        places = np.arange(ends[-1] if len(ends) else 0) + np.repeat(self._starts[values] - ends + sizes, sizes)
        return self._people[places], least - 1


@dataclass(frozen=True)
class _Reaching:
    """The candidates who reach a bar, with their scores, and the bar that they set for others; in tenths."""

    positions: Ints
    totals: Ints
    bar: int


class _Ranking:
    """The ranking of candidates for one requisition.

    Args:
        asked: What it asks for.
        credit: The sum of credit × weight of the must-haves, by position.
        postings_of: Gives the postings of other skills.
        size: How many candidates are wanted.
    """

    def __init__(
        self, asked: Asked, credit: Sums, postings_of: Callable[[BySkills], list[_Posting]], size: int
    ) -> None:
        self.asked, self.credit, self.size = asked, credit, size
        self._postings_of = postings_of

    def reaching(self, positions: Ints, bar: int) -> _Reaching:
        """The candidates whose score reaches the bar. The bar rises to the lowest score of the best `size` of them."""
        totals = np.zeros(len(positions), dtype=np.int64)
        left = sum(self.asked.at_most.values())
        for names in (FIRST, THEN):
            for name in names & self.asked.at_most.keys():
                totals += self._earned(name, positions)
                left -= self.asked.at_most[name]
            if len(totals) >= self.size:
                bar = max(bar, int(np.partition(totals, -self.size)[-self.size]))
            able = totals >= bar - left
            positions, totals = positions[able], totals[able]
            if not len(positions):
                break
        return _Reaching(positions, totals, bar)

    def _earned(self, name: str, positions: Ints) -> Ints:
        part = self.asked.parts[name]
        if isinstance(part, ByValue):
            return self.asked.tables[name][part.places(positions)]
        if isinstance(part, BySkills):
            return points(self.asked.most[name], part.fraction(self._credit(name, part, positions)))
        return points(self.asked.most[name], part.earned(positions))

    def _credit(self, name: str, part: BySkills, positions: Ints) -> Ints:
        if name == "must":
            return self.credit[positions].astype(np.int64)
        return sum((posting.of(positions) for posting in self._postings_of(part)), np.zeros(len(positions), np.int64))

    def credit_for(self, must: BySkills, needed: Ints) -> Ints:
        """The smallest sums of credit × weight that earn the needed tenths of the must-haves."""
        return must.credit_for(fraction_for(self.asked.most["must"], needed)).astype(np.int32)
