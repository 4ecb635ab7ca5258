"""The best of everybody, exactly, without scoring everybody in full.

The credit of the must-haves is added up for everybody, skill by skill. Those with the likest titles and nearest places
are scored first: the last of their best sets the bar. Of the others, whoever cannot reach the bar with all that is left
to earn is dropped, and only the rest is scored. What comes out is what scoring everybody and sorting gives, ties
included.
"""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from math import ceil

import numpy as np
import numpy.typing as npt

from automation.core.matching.candidate_arrays import Bools, Pool
from automation.core.matching.scoring import Asked, BySkills, ByValue, Part, found, fraction_for, points
from automation.core.rules import Rules
from automation.core.taxonomy.skill_index import Holders, Ints

# numpy lets go of the interpreter while it works, so two requisitions are ranked at a time, where that is work enough.
THREADS, WORTH_THREADS = 2, 50_000
# Those who earn most of these components are scored first: at most one in so many people, or so many.
TELLING, CLOSE, AT_LEAST = ("title", "location"), 128, 256
# Of others, those with the likest titles are looked at whatever skills they have: so many times as many.
LIKELY = 4
# A skill that more than one in so many have is added as a whole column.
COMMON = 24
# What is quick to score, and what is worth scoring only for those who still may reach the bar.
FIRST, THEN = frozenset({"must", "title", "level", "location", "pay"}), frozenset({"nice", "track"})

Sums = npt.NDArray[np.int32]


class Ranker:
    """Finds the best of a pool for requisitions.

    Memory stays with the pool: a sum for each candidate and thread, and a column for each of the commonest skills.

    Args:
        pool: Everybody.
        rules: How many a slate shows, and from which score on.
        worth_threads: The size of a pool from which on two requisitions are ranked at a time.
        at_least: How many may be scored first, however small the pool.
    """

    def __init__(self, pool: Pool, rules: Rules, worth_threads: int = WORTH_THREADS, at_least: int = AT_LEAST) -> None:
        self._pool, self._rules, self._worth_threads = pool, rules, worth_threads
        self._close_most = max(at_least, len(pool) // CLOSE)
        self._groups: dict[int, _Groups] = {}
        self._postings: dict[tuple[int, int], _Posting] = {}
        self._scratch = threading.local()

    def best_of_each(self, requisitions: Sequence[Asked]) -> list[Ints]:
        """For each requisition the positions of its best, best first."""
        if len(self._pool) < self._worth_threads:
            return [self.best(asked) for asked in requisitions]
        with ThreadPoolExecutor(THREADS) as threads:
            return list(threads.map(self.best, requisitions))

    def best(self, asked: Asked) -> Ints:
        """At most `slate_size` positions, nobody below `slate_floor`, nobody who is excluded; best first."""
        credit = self._everybodys_credit(asked.parts.get("must"))
        ranking = _Ranking(asked, credit, self._postings_of, int(self._rules.slate_size))
        floor = ceil(self._rules.slate_floor * 10)
        is_close, most_of_others = self._close(ranking)
        close = ranking.reaching(np.flatnonzero(is_close), floor)
        others = ranking.reaching(self._others(ranking, is_close, most_of_others, close.bar), close.bar)
        positions = np.concatenate([close.positions, others.positions])
        totals = np.concatenate([close.totals, others.totals])
        return positions[np.lexsort((self._pool.tie_order[positions], -totals))[: ranking.size]]

    def _close(self, ranking: "_Ranking") -> tuple[Bools, dict[str, int]]:
        """Whether each has one of the likest titles or nearest places; and what anybody else can earn of these."""
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
        """Who is not close, but can reach the bar by must-haves and title if they earn all the rest."""
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
            # By the points of a title, the credit that somebody needs besides.
            least = ranking.credit_for(must, needed + most["title"] - np.arange(ranking.asked.at_most["title"] + 1))
            least_of = least[ranking.asked.tables["title"]]
            positions = positions[ranking.credit[positions] >= least_of[title.of[positions]]]
        return positions

    def _everybodys_credit(self, part: Part | None) -> Sums:
        """The sum of credit × weight by position; good until the thread asks again."""
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
    """Credit × weight of a skill: of everybody where it is common, else of these candidates."""

    held: Holders
    candidates: Ints | None
    credit: Sums

    def of(self, positions: Ints) -> Ints:
        """What candidates have of it."""
        if self.candidates is None:
            return self.credit[positions].astype(np.int64)
        return found(self.candidates, self.credit, positions)


class _Groups:
    """Who has which value of a component: candidates by value."""

    def __init__(self, of: Ints, everybody: Ints) -> None:
        self.of = of
        self._people = everybody[np.argsort(of[everybody], kind="stable")]
        bounds = np.searchsorted(of[self._people], np.arange(of.max(initial=-1) + 2))
        self._starts, self._sizes = bounds[:-1], np.diff(bounds)

    def best(self, earned: Ints, at_most: int) -> tuple[Ints, int]:
        """Those with the values that earn most, at most so many people; and what others earn at most."""
        people_by_points = np.bincount(earned, weights=self._sizes)[::-1].cumsum()[::-1]
        # The least points that few enough people earn; nothing is no sign of anything.
        least = max(1, int(np.count_nonzero(people_by_points > at_most)))
        values = np.flatnonzero(earned >= least)
        sizes = self._sizes[values]
        ends = sizes.cumsum()
        places = np.arange(ends[-1] if len(ends) else 0) + np.repeat(self._starts[values] - ends + sizes, sizes)
        return self._people[places], least - 1


@dataclass(frozen=True)
class _Reaching:
    """Who reaches a bar, with their scores; and the bar that this sets for others, all in tenths."""

    positions: Ints
    totals: Ints
    bar: int


class _Ranking:
    """One requisition while it is ranked: what each component earns at most, and what candidates earn of it.

    Args:
        asked: What it asks for.
        credit: Everybody's sum of credit × weight of the must-haves, by position.
        postings_of: How to come by the postings of other skills.
        size: How many are looked for.
    """

    def __init__(
        self, asked: Asked, credit: Sums, postings_of: Callable[[BySkills], list[_Posting]], size: int
    ) -> None:
        self.asked, self.credit, self.size = asked, credit, size
        self._postings_of = postings_of

    def reaching(self, positions: Ints, bar: int) -> _Reaching:
        """Those of some candidates whose score reaches the bar, which rises to the last of the best of them."""
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
            return self.asked.tables[name][part.of[positions]]
        if isinstance(part, BySkills):
            return points(self.asked.most[name], part.fraction(self._credit(name, part, positions)))
        return points(self.asked.most[name], part.earned(positions))

    def _credit(self, name: str, part: BySkills, positions: Ints) -> Ints:
        if name == "must":
            return self.credit[positions].astype(np.int64)
        return sum((posting.of(positions) for posting in self._postings_of(part)), np.zeros(len(positions), np.int64))

    def credit_for(self, must: BySkills, needed: Ints) -> Ints:
        """The least sums of credit × weight that earn so many tenths of the must-haves."""
        return must.credit_for(fraction_for(self.asked.most["must"], needed)).astype(np.int32)
