"""Who fits what: every shelved person against every open requisition, by components with visible weights.

The scorer sees no name, address, phone, photo, age, school, champion or owner: `Pool` has no field for them. What a
requisition doesn't ask for drops out and the rest is scaled to 100; what it asks and a row doesn't tell earns nothing.

Points are exact: weights are scaled in tenths, fractions are kept in 1/10,000, and a component's points are
`max × fraction`, rounded to a tenth. A score is the sum of its points.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from automation.core.frames import inferred_level
from automation.core.model import CandidateFrame, Pay, Remote, RequisitionFrame, ShelveReason, Stage, Status, each_row
from automation.core.places import same_place
from automation.core.rules import COMPONENTS, Rules
from automation.core.skills import FULL, Dictionary, Ints, SkillIndex
from automation.core.titles import TitleIndex

Bools = npt.NDArray[np.bool_]

UNKNOWN = -1
# An expectation this much above the band's top earns half.
PAY_STRETCH = 1.1
HALF = FULL // 2
# Days between the last contact and the opening of the requisition → what recency earns.
RECENCY = ((180, FULL), (365, 6_667), (730, 3_333))


@dataclass(frozen=True)
class Pool:
    """Candidates, prepared for scoring. Arrays are by position; `UNKNOWN` (-1) is "not told".

    Attributes:
        keys: Compared keys, in the order of the sheet.
        levels: Steps of the ladder.
        level_from_title: Whether the level is the title's, not the row's own.
        places: Number of the distinct place in `place_names`.
        remote_ok: 1 yes, 0 no.
        pay: The least a person asks per year, 0 where not told.
        currencies: The currency of it, "" where not told.
        ratings: 1 to 5.
        stages: Position in `Stage`.
        contacts: Ordinal of the day they were last in contact, or else were shelved.
        excluded: Why a person is matched with nothing; "" for everybody else.
        matchable: Whether that is "".
        tie_order: Position in the order that breaks ties, which knows nothing of who somebody is.
    """

    keys: Sequence[str]
    skills: SkillIndex
    has_skills: Bools
    titles: TitleIndex
    has_title: Bools
    levels: Ints
    level_from_title: Bools
    places: Ints
    place_names: Sequence[str]
    remote_ok: Ints
    pay: npt.NDArray[np.float64]
    currencies: npt.NDArray[np.object_]
    ratings: Ints
    stages: Ints
    contacts: Ints
    excluded: Sequence[str]
    matchable: Bools
    tie_order: Ints


def prepare(candidates: CandidateFrame, dictionary: Dictionary) -> Pool:
    """Turn parsed rows into arrays; everything is read once, whatever the number of requisitions."""
    titles = [str(title) for title in candidates["title"]]
    own_levels = list(candidates["level"])
    levels = [inferred_level(level, title) for level, title in zip(own_levels, titles, strict=True)]
    names = {name: number for number, name in enumerate(dict.fromkeys(candidates["location"]))}
    contacts = [
        max((day.toordinal() for day in days if day is not None), default=UNKNOWN)
        for days in zip(candidates["last_contact"], candidates["shelved_on"], strict=True)
    ]
    stages = {stage: number for number, stage in enumerate(Stage)}
    excluded = [exclusion(row) for row in each_row(candidates)]
    pays = [pay if isinstance(pay, Pay) and pay.currency else None for pay in candidates["pay"]]
    return Pool(
        keys=list(candidates.index),
        # A title is one more thing the row lists ("Java Developer" is Java), but alone it is no list of skills.
        skills=SkillIndex(
            [(*skills, title) if skills else () for skills, title in zip(candidates["skills"], titles, strict=True)],
            dictionary,
        ),
        has_skills=np.asarray([bool(skills) for skills in candidates["skills"]], dtype=bool),
        titles=TitleIndex(titles),
        has_title=np.asarray([bool(title) for title in titles], dtype=bool),
        levels=_numbers(levels),
        level_from_title=np.asarray(
            [own is None and level is not None for own, level in zip(own_levels, levels, strict=True)], dtype=bool
        ),
        places=np.asarray([names[place] for place in candidates["location"]], dtype=np.int64),
        place_names=list(names),
        remote_ok=_numbers(
            [
                True if remote else ok
                for remote, ok in zip(candidates["place_remote"], candidates["remote_ok"], strict=True)
            ]
        ),
        pay=np.asarray([pay.low if pay else 0 for pay in pays], dtype=np.float64),
        currencies=np.asarray([pay.currency if pay else "" for pay in pays], dtype=object),
        ratings=_numbers(candidates["rating"]),
        stages=_numbers([None if stage is None else stages[stage] for stage in candidates["stage"]]),
        contacts=np.asarray(contacts, dtype=np.int64),
        excluded=excluded,
        matchable=np.asarray([not why for why in excluded], dtype=bool),
        tie_order=_tie_order(candidates, contacts),
    )


def _numbers(values: Any) -> Ints:
    return np.asarray([UNKNOWN if value is None else int(value) for value in values], dtype=np.int64)


def exclusion(candidate: Any) -> str:
    """Why a person is matched with nothing, in words; "" where they may be."""
    if candidate.hired_on:
        return "Hired"
    if candidate.do_not_contact:
        return "Do not contact"
    if candidate.suppressed:
        return "Asked not to be contacted"
    if candidate.in_process:
        ticked = candidate.in_process.lower() in {"yes", "true", "x", "1"}
        return "In process" if ticked else f"In process for {candidate.in_process}"
    if candidate.shelve_reason is ShelveReason.CONDUCT:
        return "Shelved for conduct"
    return ""


def _tie_order(candidates: CandidateFrame, contacts: Sequence[int]) -> Ints:
    """Equal scores: the one heard from last comes first, then by what the rows say of the work, then as they stand."""
    what = zip(candidates["title"], candidates["skills"], candidates["location"], strict=True)
    keys = [(-contact, *row) for contact, row in zip(contacts, what, strict=True)]
    order = sorted(range(len(keys)), key=keys.__getitem__)
    places = np.empty(len(order), dtype=np.int64)
    places[order] = np.arange(len(order))
    return places


def open_requisitions(requisitions: RequisitionFrame) -> RequisitionFrame:
    """Those that are matched, in the order of the sheet."""
    return RequisitionFrame(requisitions[requisitions["status"] == Status.OPEN])


@dataclass(frozen=True)
class Scores:
    """One requisition against everybody.

    Attributes:
        most: Component → the points it can earn here, in tenths; they sum to 1,000. Components not asked are absent.
        fractions: Component → how much of that each candidate earns, 0 to `FULL`.
        known: Component → whether the row tells it.
        points: Component → points in tenths.
        total: Scores in tenths.
    """

    most: Mapping[str, int]
    fractions: Mapping[str, Ints]
    known: Mapping[str, Bools]
    points: Mapping[str, Ints]
    total: Ints

    def known_count(self, position: int) -> int:
        """How many of the components asked a candidate's row tells."""
        return sum(bool(known[position]) for known in self.known.values())


def score(pool: Pool, requisition: Any, rules: Rules) -> Scores:
    """Score everybody against one row of the requisitions' frame."""
    parts = {
        name: part
        for name, part in (
            ("must", _skills(pool, requisition.must)),
            ("nice", _skills(pool, requisition.nice)),
            ("title", _title(pool, requisition.title)),
            ("level", _level(pool, requisition.level)),
            ("location", _location(pool, requisition)),
            ("pay", _pay(pool, requisition.pay)),
            ("track", _track(pool, requisition.opened_on)),
        )
        if part is not None
    }
    if parts.keys() <= {"track"}:
        # A requisition that asks nothing fits nobody.
        parts = {}
    most = scaled_weights({name: rules.weights[name] for name in COMPONENTS if name in parts})
    points = {name: (most[name] * parts[name][0] + HALF) // FULL for name in most}
    total = np.zeros(len(pool.keys), dtype=np.int64)
    for earned in points.values():
        total += earned
    return Scores(
        most,
        {name: parts[name][0] for name in most},
        {name: parts[name][1] for name in most},
        points,
        total,
    )


def scaled_weights(weights: Mapping[str, float]) -> dict[str, int]:
    """Weights scaled to 100 points, in tenths; the largest remainders are rounded up so that they sum exactly."""
    whole = sum(weights.values())
    if not whole:
        return {}
    exact = {name: weight * 1000 / whole for name, weight in weights.items()}
    tenths = {name: int(share) for name, share in exact.items()}
    by_remainder = sorted(exact, key=lambda name: tenths[name] - exact[name])
    for name in by_remainder[: 1000 - sum(tenths.values())]:
        tenths[name] += 1
    return tenths


Part = tuple[Ints, Bools] | None


def _skills(pool: Pool, asked: Sequence[str]) -> Part:
    asked = pool.skills.dictionary.distinct(asked)
    if not asked:
        return None
    total = np.zeros(len(pool.keys), dtype=np.int64)
    for skill in asked:
        holders = pool.skills.holders(skill)
        total[holders.candidates] += holders.credit
    count = len(asked)
    return (2 * total + count) // (2 * count), pool.has_skills


def _title(pool: Pool, asked: str) -> Part:
    return (pool.titles.similarity(asked), pool.has_title) if asked else None


def _level(pool: Pool, asked: int | None) -> Part:
    if asked is None:
        return None
    steps = np.abs(pool.levels - int(asked))
    known = pool.levels != UNKNOWN
    return np.where(known, np.where(steps == 0, FULL, np.where(steps == 1, HALF, 0)), 0).astype(np.int64), known


def _location(pool: Pool, requisition: Any) -> Part:
    if requisition.remote is Remote.REMOTE or not requisition.location:
        return None
    same = [same_place(place, requisition.location) for place in pool.place_names]
    earned = np.asarray([FULL if is_same else 0 for is_same in same], dtype=np.int64)[pool.places]
    known = np.asarray([is_same is not None for is_same in same], dtype=bool)[pool.places]
    if requisition.remote is Remote.HYBRID:
        by_remote = (earned == 0) & (pool.remote_ok == 1)
        earned = np.where(by_remote, HALF, earned)
        known = known | by_remote
    return earned, known


def _pay(pool: Pool, band: Pay | None) -> Part:
    if band is None:
        return None
    known = pool.currencies == band.currency
    within = np.where(pool.pay <= band.high, FULL, np.where(pool.pay <= band.high * PAY_STRETCH, HALF, 0))
    return np.where(known, within, 0).astype(np.int64), known


def _track(pool: Pool, opened_on: date | None) -> Part:
    rating, stage = track_rating(pool.ratings), track_stage(pool.stages)
    since = UNKNOWN if opened_on is None else opened_on.toordinal()
    recency = np.zeros(len(pool.keys), dtype=np.int64)
    if since != UNKNOWN:
        for days, earned in reversed(RECENCY):
            recency[(pool.contacts != UNKNOWN) & (since - pool.contacts <= days)] = earned
    known = (pool.ratings != UNKNOWN) | (pool.stages != UNKNOWN)
    # Recency alone tells nothing of somebody's record: everybody was shelved some day.
    return np.where(known, (2 * (rating + stage + recency) + 3) // 6, 0), known


def track_rating(ratings: Ints) -> Ints:
    """What ratings earn: 1 nothing, 5 everything; nothing where not told."""
    return np.where(ratings == UNKNOWN, 0, (ratings - 1) * FULL // 4)


def track_stage(stages: Ints) -> Ints:
    """What the furthest stage earns: Applied nothing, Offer everything."""
    return np.where(stages == UNKNOWN, 0, stages * FULL // (len(Stage) - 1))


def slate(pool: Pool, scores: Scores, rules: Rules) -> Ints:
    """The positions of the best, best first: at most `rules.slate_size`, none below `rules.slate_floor`."""
    size = int(rules.slate_size)
    good = np.flatnonzero((scores.total >= rules.slate_floor * 10) & pool.matchable)
    if len(good) > 4 * size:
        # All who tie with the last one stay, so that ties are broken by their own order.
        totals = scores.total[good]
        least = np.partition(totals, -size)[-size]
        good = good[totals >= least]
    order = np.lexsort((pool.tie_order[good], -scores.total[good]))
    return good[order[:size]]


def tenths(value: int) -> float:
    """Tenths as points."""
    return round(int(value) / 10, 1)


def known_words(scores: Scores, position: int) -> str:
    """How many of the things asked the row tells, such as "4 of 6"."""
    return f"{scores.known_count(position)} of {len(scores.known)}"
