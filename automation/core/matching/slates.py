"""The slates: the best candidates of every open requisition, with the reasons in words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from automation.core.frame import Frame
from automation.core.matching import blocker_words
from automation.core.matching.explanations import LABELS, best_first
from automation.core.matching.matcher import NONE_PASSED, Matcher, Passed
from automation.core.matching.off_slate import MORE, LeftOut, NextBest, enough_to_fit
from automation.core.matching.scoring import Asked, Scores, open_requisitions, score, tenths
from automation.core.matching.top_candidates import Ranker
from automation.core.model import Band, MatchFrame, each_row
from automation.core.reasons import ReasonKind
from automation.core.schema import CANDIDATES, MATCH_COLUMNS, REQUISITIONS
from automation.core.tabs.previous_run import Pair, Published
from automation.core.taxonomy.skill_index import Ints
from automation.core.text import natural
from automation.core.workbook.parsed_workbook import Book

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
        lost: How many of `still_there` are on no slate now without a good reason (see `_losses`).
        still_there: How many matches of the last run have a requisition and a candidate that can still be matched.
        open_keys: Compared keys of the open requisitions, by name.
        left_out: Open requisition's compared key → how many excluded candidates would fit it.
        next_best: Open requisition's compared key → who would be next on its slate.
    """

    matches: MatchFrame
    pairs: Mapping[tuple[str, str], Pair]
    lost: int
    still_there: int
    open_keys: Sequence[str]
    left_out: Mapping[str, LeftOut] = field(default_factory=dict)
    next_best: Mapping[str, NextBest] = field(default_factory=dict)

    def with_archive(self, counts: Mapping[str, int]) -> "Slates":
        """The same slates, with how many people of the archive would fit each requisition."""
        both = {key: replace(one, in_archive=counts.get(key, 0)) for key, one in self.left_out.items()}
        return replace(self, left_out=both)


def build_slates(book: Book, previous: Published, today: date, passed: Passed = NONE_PASSED) -> Slates:
    """Match all candidates with every open requisition. Full scores are only computed for slates, old and new.

    Args:
        book: The workbook.
        previous: The last publication.
        today: The date of the run.
        passed: Whom recruiters passed on; the next best take their places.
    """
    matcher = Matcher(book, book.candidates, today, passed)
    rows: list[dict[str, Any]] = []
    positions = {key: position for position, key in enumerate(matcher.keys)}
    shown_before: dict[str, list[str]] = {}
    for req, candidate in previous.scores:
        shown_before.setdefault(req, []).append(candidate)
    # What the matches of the last run score now; those that cannot be matched any more are absent.
    again: dict[tuple[str, str], float] = {}
    left_out: dict[str, LeftOut] = {}
    next_best: dict[str, NextBest] = {}
    for requisition, asked, ranked, others in _ranked(matcher, open_by_name(book)):
        key = str(requisition.Index)
        best = [position for position, _ in ranked[: int(book.rules.slate_size)]]
        more = [(total, matcher.keys[position]) for position, total in ranked[len(best) :]]
        next_best[key] = NextBest(more, len(more) < MORE)
        before = {
            positions[candidate]: candidate
            for candidate in shown_before.get(key, ())
            if candidate in positions and not matcher.excluded(positions[candidate], requisition)
        }
        scores = score(matcher.pool, asked, list(dict.fromkeys([*best, *before])))
        rows += slate_rows(matcher, scores, requisition, best)
        left_out[key] = others
        for position, candidate in before.items():
            again[key, candidate] = tenths(int(scores.total[scores.row(position)]))
    matches, pairs = matches_of(rows, previous, today)
    lost, still_there = _losses(book, previous, again, set(pairs_of(matches)))
    return Slates(matches, pairs, lost, still_there, list(left_out), left_out, next_best)


def open_by_name(book: Book) -> list[Any]:
    """The open requisitions by name, not by row, so that sorting the sheet changes nothing."""
    return sorted(each_row(open_requisitions(book.requisitions)), key=lambda row: natural(str(row.Index)))


def matches_of(
    rows: Sequence[Mapping[str, Any]], previous: Published, today: date
) -> tuple[MatchFrame, Mapping[tuple[str, str], Pair]]:
    """The rows of all slates as a frame, with the day on which each was first seen, and what is remembered of pairs."""
    matches = MatchFrame(Frame({name: [row.get(name) for row in rows] for name in COLUMNS}))
    pairs = remember(matches, previous, today)
    seen = [pairs[pair].first_seen_on for pair in pairs_of(matches)]
    return MatchFrame(matches.assign(first_seen_on=seen)), pairs


def _ranked(matcher: Matcher, wanted: Sequence[Any]) -> Iterator[tuple[Any, Asked, list[tuple[int, int]], LeftOut]]:
    """Each requisition with what it asks for, its best candidates, and how many others would fit.

    The best are positions and scores in tenths, `MORE` than a slate has. `AT_A_TIME` requisitions are ranked at a time.
    Others are candidates who are excluded; those whom a recruiter passed on don't count. They fit with a score that is
    enough for Possible.
    """
    rules = matcher.book.rules
    ranker = Ranker(matcher.pool, rules)
    for start in range(0, len(wanted), AT_A_TIME):
        some = wanted[start : start + AT_A_TIME]
        asked = [matcher.asked(requisition) for requisition in some]
        for requisition, asks, found in zip(some, asked, ranker.best_of_each(asked, MORE), strict=True):
            best, apart = _pairs(found), matcher.apart(requisition)
            if any(position in apart for position, _ in best):
                more = _pairs(ranker.best(asks, MORE + len(apart)))
                best = [one for one in more if one[0] not in apart][: int(rules.slate_size) + MORE]
            unasked = {at for at, why in apart.items() if why.kind is not ReasonKind.PASSED}
            enough = enough_to_fit(rules)
            by_basis = matcher.no_basis.difference(unasked)
            excluded = unasked.union(matcher.barred) - by_basis - matcher.by_hand
            counts = [ranker.count(asks, sorted(some), enough) if some else 0 for some in (excluded, by_basis)]
            yield requisition, asks, best, LeftOut(counts[0], counts[1], len(matcher.by_hand - unasked))


def _pairs(ranked: tuple[Ints, Ints]) -> list[tuple[int, int]]:
    return list(zip(*(numbers.tolist() for numbers in ranked), strict=True))


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
        unreadable = book.requisition_rows[requisition].status is None
    else:
        unreadable = requisition in book.doubled[REQUISITIONS] or book.keyless[REQUISITIONS] > 0
    gone = candidate not in book.candidates.index
    return unreadable or (gone and (candidate in book.doubled[CANDIDATES] or book.keyless[CANDIDATES] > 0))


def slate_rows(matcher: Matcher, scores: Scores, requisition: Any, best: Iterable[int]) -> Iterable[dict[str, Any]]:
    """The rows of one slate: by band, then score, then key."""
    found = [(matcher.keys[position], matcher.explain(scores, position, requisition)) for position in best]
    found.sort(key=lambda one: (*best_first(one[1]), one[0]))
    for rank, (key, match) in enumerate(found, start=1):
        points = {part.component: part.points for part in match.parts}
        yield {
            "req_key": str(requisition.Index),
            "candidate_key": key,
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
            "why_then": blocker_words.story(match.blocker),
            "why_now": match.why_now,
            "gaps": match.gaps,
            "confirm_first": match.confirm_first,
        }


def best_matches(matches: MatchFrame) -> dict[str, Any]:
    """Candidate's compared key → their best match: the best band, then the best score, then the first requisition."""
    best: dict[str, Any] = {}
    for match in each_row(matches):
        known = best.get(match.candidate_key)
        if known is None or best_first(match) < best_first(known):
            best[match.candidate_key] = match
    return best


def remember(matches: MatchFrame, previous: Published, today: date) -> dict[tuple[str, str], Pair]:
    """What is known of pairs after this run. Pairs no longer on a slate are remembered; only `rekey` renames them."""
    pairs = dict(previous.pairs)
    for pair, band in zip(pairs_of(matches), matches["band"], strict=True):
        known = pairs.get(pair, Pair(today))
        strong = known.strong_since or (today if band is Band.STRONG else None)
        pairs[pair] = Pair(known.first_seen_on, strong)
    return pairs


def match_record(match: Any) -> dict[str, Any]:
    """A match as plain data, for `--json`: the columns of `BP Matches` by their IDs."""
    return {column.id: getattr(match, column.id) for column in MATCH_COLUMNS}
