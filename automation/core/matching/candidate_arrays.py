"""Candidates as arrays for scoring: every distinct title, place and pay once, skills as postings.

Scoring sees no name, address, phone, photo, age, school, champion or owner: `Pool` has no field for them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from automation.core.model import CandidateFrame, Pay, Skill, Stage, Stance, names_counted
from automation.core.parsing import inferred_level
from automation.core.parsing.locations.nearness import PlaceIndex
from automation.core.reasons import Reason
from automation.core.taxonomy.role_similarity import PeoplesWork
from automation.core.taxonomy.skill_comparison import FULL
from automation.core.taxonomy.skill_dictionary import Dictionary
from automation.core.taxonomy.skill_index import Ints, SkillIndex
from automation.core.workbook.exclusions import exclusion

Bools = npt.NDArray[np.bool_]
T = TypeVar("T")

UNKNOWN = -1


@dataclass(frozen=True)
class Pool:
    """Candidates as arrays for scoring, by position. `UNKNOWN` is -1.

    Attributes:
        skills: Who has which skill.
        has_skills: Whether the row lists any.
        work: The kind of work, by title, or by skills where there is no title.
        levels: The level.
        level_from_title: Whether the level comes from the title, not from the row's Level.
        places: The distinct places; a place appears again where candidates say something else about remote work.
        place_remote: For each distinct place, whether its candidates would work remotely: 1 yes, 0 no.
        place_of: Number of the candidate's place.
        pays: The distinct expectations: the least asked per year, 0 for unknown.
        currencies: For each expectation, the number of its currency in `currency_names`, where "" is unknown.
        pay_of: Number of the candidate's expectation.
        record: The sum of what rating and stage reached earn, each 0 to `FULL`; `UNKNOWN` where both are unknown.
        contacts: Ordinal of the last day of contact, else of the day they were shelved, else `UNKNOWN`.
        excluded: Why a candidate is not matched with any requisition; None for all others.
        matchable: Whether `excluded` is None.
        tie_order: Rank by compared key, which breaks ties.
    """

    skills: SkillIndex
    has_skills: Bools
    work: PeoplesWork
    levels: Ints
    level_from_title: Bools
    places: PlaceIndex
    place_remote: Ints
    place_of: Ints
    pays: npt.NDArray[np.float64]
    currencies: Ints
    currency_names: Mapping[str, int]
    pay_of: Ints
    record: Ints
    contacts: Ints
    excluded: Sequence[Reason | None]
    matchable: Bools
    tie_order: Ints

    def __len__(self) -> int:
        return len(self.matchable)


def prepare(candidates: CandidateFrame, rows: Sequence[Any], dictionary: Dictionary) -> Pool:
    """The arrays for parsed rows, which are given as columns and as rows. They serve any number of requisitions."""
    titles = [str(title) for title in candidates["title"]]
    own_levels = list(candidates["level"])
    levels = [inferred_level(level, title) for level, title in zip(own_levels, titles, strict=True)]
    contacts = [
        max((day.toordinal() for day in (*days, replies.replied_on) if day is not None), default=UNKNOWN)
        for *days, replies in zip(candidates["last_contact"], candidates["shelved_on"], candidates["said"], strict=True)
    ]
    excluded = [exclusion(row) for row in rows]
    places, place_of = _numbered(zip(candidates["location"], candidates["works_remotely"], strict=True))
    pays, pay_of = _numbered(
        (pay.low, pay.currency) if isinstance(pay, Pay) and pay.currency else (0.0, "") for pay in candidates["pay"]
    )
    currency_names, currencies = _numbered(currency or "" for _, currency in pays)
    return Pool(
        skills=SkillIndex([listed_terms(row) for row in rows], dictionary),
        has_skills=np.asarray([says_skills(skills) for skills in candidates["skills"]], dtype=bool),
        work=PeoplesWork(titles, [names_counted(skills) for skills in candidates["skills"]]),
        levels=_numbers(levels),
        level_from_title=np.asarray(
            [own is None and level is not None for own, level in zip(own_levels, levels, strict=True)], dtype=bool
        ),
        places=PlaceIndex([place for place, _ in places]),
        place_remote=_numbers([remote for _, remote in places]),
        place_of=place_of,
        pays=np.asarray([least for least, _ in pays], dtype=np.float64),
        currencies=currencies,
        currency_names={name: number for number, name in enumerate(currency_names)},
        pay_of=pay_of,
        record=_record(candidates),
        contacts=np.asarray(contacts, dtype=np.int64),
        excluded=excluded,
        matchable=np.asarray([not why for why in excluded], dtype=bool),
        tie_order=_tie_order(list(candidates.index)),
    )


def says_skills(skills: Iterable[Skill]) -> bool:
    """Whether a row says anything about its skills: "no Python" does, a question does not."""
    return any(skill.stance is not Stance.DOUBTFUL for skill in skills)


def listed_terms(candidate: Any) -> Sequence[Skill]:
    """The terms of a row that are compared with the skills that a requisition asks for.

    A title counts as one more skill ("Java Developer" has Java), but not where the row lists no skills.
    """
    skills = tuple(candidate.skills)
    return (*skills, Skill(str(candidate.title))) if says_skills(skills) else skills


def _numbered(values: Iterable[T]) -> tuple[list[T], Ints]:
    """The distinct values in the order of their first appearance, and the number of each."""
    numbers: dict[T, int] = {}
    of = [numbers.setdefault(value, len(numbers)) for value in values]
    return list(numbers), np.asarray(of, dtype=np.int64)


def _numbers(values: Any) -> Ints:
    return np.asarray([UNKNOWN if value is None else int(value) for value in values], dtype=np.int64)


def _record(candidates: CandidateFrame) -> Ints:
    ratings = _numbers(candidates["rating"])
    steps = {stage: number for number, stage in enumerate(Stage)}
    stages = _numbers([None if stage is None else steps[stage] for stage in candidates["stage"]])
    known = (ratings != UNKNOWN) | (stages != UNKNOWN)
    return np.where(known, track_rating(ratings) + track_stage(stages), UNKNOWN)


def track_rating(ratings: Ints) -> Ints:
    """What ratings earn: 1 nothing, 5 everything; unknown ones nothing."""
    return np.where(ratings == UNKNOWN, 0, (ratings - 1) * FULL // 4)


def track_stage(stages: Ints) -> Ints:
    """What the furthest stages earn: Applied nothing, Offer everything; unknown ones nothing."""
    return np.where(stages == UNKNOWN, 0, stages * FULL // (len(Stage) - 1))


def _tie_order(keys: Sequence[str]) -> Ints:
    """The rank of each compared key among all."""
    ranks = np.empty(len(keys), dtype=np.int64)
    ranks[sorted(range(len(keys)), key=keys.__getitem__)] = np.arange(len(keys))
    return ranks
