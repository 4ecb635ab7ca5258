"""The slates: the best candidates of every open requisition, with the reasons in words."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from automation.core.matching.blockers import Blocker, Case, judge
from automation.core.matching.candidate_arrays import Pool, prepare
from automation.core.matching.explanations import LABELS, Explanation, explain
from automation.core.matching.scoring import Asked, Scores, components, open_requisitions, score, tenths
from automation.core.matching.top_candidates import Ranker
from automation.core.model import Band, CandidateFrame, MatchFrame, each_row
from automation.core.reasons import words
from automation.core.schema import CANDIDATES, MATCH_COLUMNS, REQUISITIONS
from automation.core.tabs.previous_run import Pair, Published
from automation.core.taxonomy.skill_index import Ints
from automation.core.text import key_of
from automation.core.workbook.parsed_workbook import Book
from automation.errors import DoubledKey, UnknownKey

# How many requisitions are ranked at a time; more take more memory.
AT_A_TIME = 64

COLUMNS = (
    "req_key",
    "candidate_key",
    "requisition",
    "req_id",
    "candidate",
    "name",
    "rank",
    "score",
    "band",
    *LABELS,
    "known",
    "blocker",
    "why_then",
    "why_now",
    "gaps",
    "confirm_first",
    "first_seen_on",
)


@dataclass(frozen=True)
class Slates:
    """All slates, and what became of the matches of the last run.

    Attributes:
        matches: One row per match, requisitions by name, best first. Columns: `COLUMNS`; keys are the
            compared ones, `score` and the seven components are points (0 for those not asked for), dates are dates.
        pairs: What is remembered of pairs, old and new.
        lost: How many of `still_there` are on no slate now without a good reason (see `_lost`).
        still_there: How many matches of the last run have a requisition and a candidate that can still be matched.
        open_keys: Compared keys of the open requisitions, by name.
    """

    matches: MatchFrame
    pairs: Mapping[tuple[str, str], Pair]
    lost: int
    still_there: int
    open_keys: Sequence[str]


class Matcher:
    """A workbook prepared for matching: the pool, the dictionary, and the candidates' keys by position."""

    def __init__(self, book: Book, candidates: CandidateFrame, today: date) -> None:
        self.book, self.today = book, today
        self.dictionary = book.dictionary
        self.pool: Pool = prepare(candidates, self.dictionary)
        self.keys: Sequence[str] = list(candidates.index)
        self._rows = list(each_row(candidates))
        self._former = book.requisition_rows

    def asked(self, requisition: Any) -> Asked:
        """What one row of the requisitions' frame asks for."""
        return components(self.pool, requisition, self.book.rules)

    def scores(self, requisition: Any) -> Scores:
        """All candidates' scores for one row of the requisitions' frame."""
        return score(self.pool, self.asked(requisition))

    def blocker(self, candidate: Any, requisition: Any) -> Blocker:
        """The candidate's blocker for a requisition."""
        former = self._former.get(key_of(candidate.shelved_from))
        return judge(Case(candidate, requisition, former, self.dictionary, self.book.rules, self.today))

    def explain(self, scores: Scores, position: int, requisition: Any) -> Explanation:
        """The explanation of a match."""
        candidate = self._rows[position]
        blocker = self.blocker(candidate, requisition)
        pair = (candidate, requisition)
        return explain(self.pool, scores, position, pair, blocker, self.book.rules, self.today)


def build_slates(
    book: Book, previous: Published, today: date, passed: AbstractSet[tuple[str, str]] = frozenset()
) -> Slates:
    """Match all candidates with every open requisition. Full scores are only computed for slates, old and new.

    Args:
        book: The workbook.
        previous: The last publication.
        today: The date of the run.
        passed: Pairs (compared keys: requisition, candidate) that a person passed on; the next best take their places.
    """
    matcher = Matcher(book, book.candidates, today)
    rows: list[dict[str, Any]] = []
    positions = {key: position for position, key in enumerate(matcher.keys)}
    shown_before: dict[str, list[str]] = {}
    for req, candidate in previous.scores:
        shown_before.setdefault(req, []).append(candidate)
    # What the matches of the last run score now; those that cannot be matched any more are absent.
    again: dict[tuple[str, str], float] = {}
    # By name, not by row, so that sorting the sheet changes nothing.
    wanted = sorted(each_row(open_requisitions(book.requisitions)), key=lambda row: natural(str(row.Index)))
    left_out: dict[str, list[int]] = {}
    for req, candidate in passed:
        if candidate in positions:
            left_out.setdefault(req, []).append(positions[candidate])
    for requisition, asked, best in _ranked(matcher, wanted, left_out):
        key = str(requisition.Index)
        before = {
            positions[candidate]: candidate
            for candidate in shown_before.get(key, ())
            if candidate in positions
            and not matcher.pool.excluded[positions[candidate]]
            and (key, candidate) not in passed
        }
        scores = score(matcher.pool, asked, list(dict.fromkeys([*best, *before])))
        rows += _slate_rows(matcher, scores, requisition, best)
        for position, candidate in before.items():
            again[key, candidate] = tenths(int(scores.total[scores.row(position)]))
    matches = MatchFrame(pd.DataFrame(rows, columns=list(COLUMNS), dtype=object))
    pairs = remember(matches, previous, today)
    matches["first_seen_on"] = [pairs[pair].first_seen_on for pair in pairs_of(matches)]
    lost, still_there = _losses(book, previous, again, set(pairs_of(matches)))
    open_keys = [str(requisition.Index) for requisition in wanted]
    return Slates(matches, pairs, lost, still_there, open_keys)


def _ranked(
    matcher: Matcher, wanted: Sequence[Any], left_out: Mapping[str, Sequence[int]]
) -> Iterator[tuple[Any, Asked, list[int]]]:
    """Each requisition with what it asks for and the positions of its best candidates, `AT_A_TIME` at a time."""
    ranker = Ranker(matcher.pool, matcher.book.rules)
    for start in range(0, len(wanted), AT_A_TIME):
        some = wanted[start : start + AT_A_TIME]
        asked = [matcher.asked(requisition) for requisition in some]
        for requisition, asks, best in zip(some, asked, ranker.best_of_each(asked), strict=True):
            without = left_out.get(str(requisition.Index))
            yield requisition, asks, (_best_without(matcher, asks, without) if without else best).tolist()


def _best_without(matcher: Matcher, asked: Asked, positions: Sequence[int]) -> Ints:
    """The best candidates for a requisition, without those at these positions."""
    matchable = matcher.pool.matchable.copy()
    matchable[list(positions)] = False
    return Ranker(replace(matcher.pool, matchable=matchable), matcher.book.rules).best(asked)


def natural(key: str) -> list[tuple[int, str]]:
    """A sort key that orders keys as people do: REQ-9 before REQ-10."""
    return [(len(part), part) if part.isdecimal() else (0, part) for part in re.split(r"0*(\d+)", key)]


def pairs_of(matches: MatchFrame) -> Iterable[tuple[str, str]]:
    """The compared keys of each match: requisition, candidate."""
    return zip(matches["req_key"], matches["candidate_key"], strict=True)


def _losses(
    book: Book, previous: Published, again: Mapping[tuple[str, str], float], now: AbstractSet[tuple[str, str]]
) -> tuple[int, int]:
    """How many matches of the last run are lost without a good reason, and how many of them could still be there.

    Good reasons: the requisition was closed or removed, the candidate was hired, excluded or removed, or better ones
    took the place. A wiped key or status, and a lower score, are not good reasons.
    """
    lost = still_there = 0
    for pair, old_score in previous.scores.items():
        wiped = _wiped(book, *pair)
        if pair in again or wiped:
            still_there += 1
            lost += pair not in now and (wiped or again[pair] < old_score)
    return lost, still_there


def _wiped(book: Book, requisition: str, candidate: str) -> bool:
    """Whether a requisition or a candidate is probably still there, but with an unreadable key or status."""
    if requisition in book.requisitions.index:
        unreadable = book.requisitions.loc[requisition, "status"] is None
    else:
        unreadable = requisition in book.doubled[REQUISITIONS] or book.keyless[REQUISITIONS] > 0
    gone = candidate not in book.candidates.index
    return unreadable or (gone and (candidate in book.doubled[CANDIDATES] or book.keyless[CANDIDATES] > 0))


def _slate_rows(matcher: Matcher, scores: Scores, requisition: Any, best: Iterable[int]) -> Iterable[dict[str, Any]]:
    for rank, position in enumerate(best, start=1):
        match = matcher.explain(scores, position, requisition)
        points = {part.component: part.points for part in match.parts}
        yield {
            "req_key": str(requisition.Index),
            "candidate_key": matcher.keys[position],
            "requisition": f"{requisition.key} {requisition.title}".strip(),
            "req_id": requisition.key,
            "candidate": match.candidate,
            "name": match.name,
            "rank": rank,
            "score": match.score,
            "band": match.band,
            **{name: points.get(label, 0.0) for name, label in LABELS.items()},
            "known": match.known,
            "blocker": match.blocker.state,
            "why_then": match.blocker.then,
            "why_now": match.why_now,
            "gaps": match.gaps,
            "confirm_first": match.confirm_first,
        }


def remember(matches: MatchFrame, previous: Published, today: date) -> dict[tuple[str, str], Pair]:
    """What is known of pairs after this run. Pairs no longer on a slate are remembered; only `rekey` renames them."""
    pairs = dict(previous.pairs)
    for pair, band in zip(pairs_of(matches), matches["band"], strict=True):
        known = pairs.get(pair, Pair(today))
        strong = known.strong_since or (today if band is Band.STRONG else None)
        pairs[pair] = Pair(known.first_seen_on, strong)
    return pairs


def explain_pair(book: Book, candidate_key: str, requisition_key: str, today: date) -> Explanation:
    """Any candidate against any requisition, on a slate or not.

    Raises:
        UnknownKey: The workbook has no such row.
        DoubledKey: It has more than one.
    """
    candidate, requisition = key_of(candidate_key), key_of(requisition_key)
    for tab, key, frame in ((CANDIDATES, candidate, book.candidates), (REQUISITIONS, requisition, book.requisitions)):
        if key in book.doubled[tab]:
            raise DoubledKey(tab, key)
        if key not in frame.index:
            near = [shown for shown in frame["key"] if key and key in key_of(shown)][:3]
            raise UnknownKey(tab, key, near)
    return explain_people(book, [candidate], requisition, today)[0]


def explain_people(book: Book, candidates: Sequence[str], requisition: str, today: date) -> list[Explanation]:
    """Some candidates against one requisition, all by compared keys that exist."""
    # A score does not depend on other candidates, so a pool of these rows is enough.
    matcher = Matcher(book, CandidateFrame(book.candidates.loc[list(candidates)]), today)
    asked = next(each_row(book.requisitions.loc[[requisition]]))
    scores = matcher.scores(asked)
    return [matcher.explain(scores, position, asked) for position in range(len(candidates))]


def explain_everywhere(book: Book, candidate: str, today: date) -> list[Explanation]:
    """One candidate (a compared key that exists) against the open requisitions they score enough for, best first.

    Enough is the minimum score of a slate; the slate may still be full of better candidates.
    """
    matcher = Matcher(book, CandidateFrame(book.candidates.loc[[candidate]]), today)
    found = []
    for asked in each_row(open_requisitions(book.requisitions)):
        scores = matcher.scores(asked)
        if tenths(int(scores.total[0])) >= book.rules.slate_floor:
            found.append(matcher.explain(scores, 0, asked))
    return sorted(found, key=lambda one: -one.score)


def explanation_record(explanation: Explanation) -> dict[str, Any]:
    """An explanation as plain data, for `--json`."""
    record = asdict(explanation)
    record["band"] = str(explanation.band)
    record["excluded"] = words(explanation.excluded) if explanation.excluded else ""
    return record


def match_record(match: Any) -> dict[str, Any]:
    """A match as plain data, for `--json`: the columns of `BP Matches` by their IDs."""
    return {column.id: getattr(match, column.id) for column in MATCH_COLUMNS}
