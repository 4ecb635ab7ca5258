"""The slates of a run before which only a few candidates changed, from the slates that the last run left."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import ceil

from automation.core.matching.matcher import Matcher
from automation.core.matching.off_slate import MORE, LeftOut, NextBest
from automation.core.matching.slates import open_by_name, slate_rows
from automation.core.publishing.last_run import said_nothing
from automation.core.publishing.shown_slates import Shown, joined, shown_slates
from automation.core.schema import BP_MATCHES
from automation.core.workbook.assemble import Workbook


@dataclass(frozen=True)
class Ranking:
    """Who is on which slate after some candidates have changed.

    Attributes:
        before: All slates as the last run left them, by the requisition's compared key.
        now: The compared keys of the candidates on each slate on which a changed candidate is or was.
        next_best: Who would be next, for all slates.
        left_out: How many others would fit, for all open requisitions.
        promoted: The compared keys of others who are on a slate now and were not.
        pushed_out: Those of others who were on a slate and are not any more.
        lost: How many matches of changed candidates are on no slate any more because they score less.
    """

    before: Mapping[str, Sequence[Shown]]
    now: Mapping[str, AbstractSet[str]]
    next_best: Mapping[str, NextBest]
    left_out: Mapping[str, LeftOut]
    promoted: AbstractSet[str]
    pushed_out: AbstractSet[str]
    lost: int


def ranked_anew(
    part: Workbook, keys: AbstractSet[str], next_best: Mapping[str, NextBest], left_out: Mapping[str, LeftOut]
) -> Ranking | None:
    """The changed candidates in their new ranks; None where these are not certain.

    Args:
        part: The workbook with these candidates only. The last run matched them; now they may be excluded.
        keys: Their compared keys.
        next_best: Who would have been next on each slate.
        left_out: How many others would have fitted each open requisition.
    """
    book, rules = part.book, part.book.rules
    if not rules.show_scores or keys != book.people.keys() or not all(map(said_nothing, book.people.values())):
        return None
    slates = shown_slates(part.snapshot.tabs.get(BP_MATCHES, ()), book)
    if slates is None:
        return None
    matcher = Matcher(book, book.candidates, part.today, part.actions.passed())
    size, floor, barred = int(rules.slate_size), ceil(rules.slate_floor * 10), set(matcher.barred)
    now, following, others = dict[str, set[str]](), dict[str, NextBest](), dict[str, LeftOut]()
    promoted, pushed_out, lost = set[str](), set[str](), 0
    for requisition in open_by_name(book):
        key = str(requisition.Index)
        if matcher.apart(requisition) or key not in next_best:
            return None
        before, whole = slates.get(key, ()), next_best[key].all_of_them
        known = [*map(_rank, before), *((-total, name) for total, name in next_best[key].ranked)]
        if not (known or whole):
            return None
        # All who are not known rank below the last one who is.
        last = None if whole else max(known)
        least = floor if last is None else max(floor, -last[0])
        if not (barred or keys & {name for _, name in known} or matcher.may_reach(requisition, least)):
            others[key], following[key] = left_out[key], next_best[key]
            continue
        totals = matcher.scores(requisition).total.tolist()
        others[key] = left_out[key].and_of(matcher, totals)
        score_of = {name: totals[at] for at, name in enumerate(matcher.keys) if at not in barred}
        reached = [(-total, name) for name, total in score_of.items() if total >= floor]
        ranked = sorted([*reached, *(one for one in known if one[1] not in keys)])
        ranked = [one for one in ranked if last is None or one <= last]
        if len(ranked) < size and not whole:
            return None
        left = [(-rank, name) for rank, name in ranked[size : size + MORE]]
        following[key] = NextBest(left, whole and len(ranked) <= size + MORE)
        names, were = {name for _, name in ranked[:size]}, {one["candidate_key"] for one in before}
        if not (names.isdisjoint(keys) and were.isdisjoint(keys)):
            now[key] = names
            promoted |= names - were - keys
            pushed_out |= were - names - keys
            lost += sum(-score_of[name] > rank for rank, name in map(_rank, before) if name in score_of.keys() - names)
    return Ranking(slates, now, following, others, promoted, pushed_out, lost)


def _rank(match: Shown) -> tuple[int, str]:
    """A sort key for matches as they are ranked, the best first."""
    return -round(match["score"] * 10), match["candidate_key"]


def slates_anew(part: Workbook, ranking: Ranking, made: AbstractSet[str]) -> Mapping[str, Sequence[Shown]]:
    """All slates of open requisitions, by their compared keys.

    Args:
        part: The workbook with the candidates that are made anew, and possibly others.
        ranking: Who is on which.
        made: The compared keys of the candidates whose matches are made anew; those of others stay.
    """
    book, slates = part.book, dict[str, Sequence[Shown]]()
    matcher = Matcher(book, book.candidates, part.today, part.actions.passed())
    for requisition in open_by_name(book):
        key = str(requisition.Index)
        slates[key] = ranking.before.get(key, ())
        if key in ranking.now:
            new = ranking.now[key] & made
            positions = [at for at, name in enumerate(matcher.keys) if name in new]
            kept = [one for one in slates[key] if one["candidate_key"] in ranking.now[key] - made]
            slates[key] = joined([*kept, *slate_rows(matcher, matcher.scores(requisition), requisition, positions)])
    return slates
