"""Scores candidates against requisitions, by components with visible weights.

Components that a requisition does not ask for are left out, and the others are scaled to 100. A component that a row
leaves unknown earns nothing. Candidates are a `candidate_arrays.Pool`, which has no field for who they are.

Points are exact: weights are scaled in tenths, fractions are kept in 1/10,000, and a component's points are
`max × fraction`, rounded to a tenth. A score is the sum of its points.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from automation.core.matching.candidate_arrays import UNKNOWN, Bools, Pool
from automation.core.matching.parts import HALF, ByRecord, BySkills, ByValue, ByWork, Part
from automation.core.model import Level, Pay, Remote, RequisitionFrame, Status
from automation.core.parsing import level_in_title
from automation.core.parsing.locations.reader import names_town
from automation.core.rules import COMPONENTS, Rules
from automation.core.taxonomy.role_similarity import asks_for_work
from automation.core.taxonomy.skill_comparison import FULL
from automation.core.taxonomy.skill_index import Ints

# An expectation up to this factor above the top of the pay band earns half.
PAY_STRETCH = 1.1
# What each pair of asked level and candidate's level earns. `UNKNOWN`, -1, is the last column, which earns nothing.
_STEPS = np.abs(np.arange(len(Level))[:, None] - np.arange(len(Level) + 1)[None, :])
_LEVEL_KNOWN = np.arange(len(Level) + 1) < len(Level)
_LEVEL_EARNS = np.where(_LEVEL_KNOWN, np.where(_STEPS == 0, FULL, np.where(_STEPS == 1, HALF, 0)), 0)
# What is left of the title's fraction where the level is so many steps away; the last counts for more steps, too. A
# title two steps away is another job: with everything else, it must not be Strong.
WORK_LEFT: Ints = np.asarray([FULL, 6_667, 3_333], dtype=np.int64)


def open_requisitions(requisitions: RequisitionFrame) -> RequisitionFrame:
    """The open requisitions, in the order of the sheet; only these are matched."""
    return RequisitionFrame(requisitions.having("status", Status.OPEN))


@dataclass(frozen=True)
class Asked:
    """What one requisition asks for.

    Attributes:
        parts: Component → what candidates earn of it, in the order the components are shown.
        most: Component → the most points, in tenths; together 1,000. Components that are not asked for are absent.
        tables: Component of type `ByValue` → the points, in tenths, of each distinct value.
        at_most: Component → the most points, in tenths, that any candidate of the pool may earn.
    """

    parts: Mapping[str, Part]
    most: Mapping[str, int]
    tables: Mapping[str, Ints]
    at_most: Mapping[str, int]


def components(pool: Pool, requisition: Any, rules: Rules, *, same_work: bool = False) -> Asked:
    """What one row of the requisitions' frame asks for, compared once with each skill, title, place and pay.

    Args:
        pool: The candidates.
        requisition: The row.
        rules: The weights.
        same_work: Whether to take all candidates' work for the one asked for. To compare titles takes longest.
    """
    made = {
        "must": _skills(pool, requisition.must),
        "nice": _skills(pool, requisition.nice),
        "title": _same_work(pool, requisition) if same_work else _title(pool, requisition),
        "level": _level(pool, requisition.level),
        "location": _location(pool, requisition),
        "pay": _pay(pool, requisition.pay),
        "track": ByRecord(pool, requisition.opened_on),
    }
    parts = {name: part for name in COMPONENTS if (part := made[name]) is not None}
    if parts.keys() <= {"track"}:
        # A requisition that asks for nothing matches no candidate.
        parts = {}
    most = scaled_weights({name: rules.weights[name] for name in parts})
    parts = {name: parts[name] for name in most}
    tables = {name: points(most[name], part.fractions) for name, part in parts.items() if isinstance(part, ByValue)}
    at_most = {name: int(tables[name].max(initial=0)) if name in tables else most[name] for name in most}
    return Asked(parts, most, tables, at_most)


def points(most: int, fractions: Ints) -> Ints:
    """Points in tenths: most × fraction; halves are rounded up."""
    return (most * fractions + HALF) // FULL


def fraction_for(most: int, needed: Ints) -> Ints:
    """The smallest fraction that earns the needed points; more than `FULL` where none does."""
    return -((HALF - needed * FULL) // most) if most else np.where(needed > 0, FULL + 1, 0)


@dataclass(frozen=True)
class Scores:
    """The scores of some candidates for one requisition; the arrays are in the order of `positions`.

    Attributes:
        positions: The candidates' positions in the pool.
        most: Component → the most points, in tenths; together 1,000. Components that are not asked for are absent.
        fractions: Component → the share of that which each candidate earns, 0 to `FULL`.
        known: Component → whether the row holds what is compared.
        points: Component → the points earned, in tenths.
        total: The scores, in tenths.
        work: How far it is the same kind of work, whatever its level, 0 to `FULL`; 0 where that is not asked for.
    """

    positions: Ints
    most: Mapping[str, int]
    fractions: Mapping[str, Ints]
    known: Mapping[str, Bools]
    points: Mapping[str, Ints]
    total: Ints
    work: Ints

    @cached_property
    def _rows(self) -> dict[int, int]:
        return {position: row for row, position in enumerate(self.positions.tolist())}

    def row(self, position: int) -> int:
        """The index of a candidate in the arrays."""
        return self._rows[position]

    def known_count(self, position: int) -> int:
        """How many of the asked components are known for a candidate."""
        return sum(bool(known[self.row(position)]) for known in self.known.values())


def score(pool: Pool, asked: Asked, positions: Sequence[int] | None = None) -> Scores:
    """The scores of these candidates, or of the whole pool, for a requisition."""
    who = np.arange(len(pool)) if positions is None else np.asarray(positions, dtype=np.int64)
    fractions = {name: part.earned(who) for name, part in asked.parts.items()}
    earned = {name: points(asked.most[name], fractions[name]) for name in asked.parts}
    total = np.zeros(len(who), dtype=np.int64)
    for tenths_earned in earned.values():
        total += tenths_earned
    known = {name: part.known(who) for name, part in asked.parts.items()}
    title = asked.parts.get("title")
    work = title.fractions[title.of[who]] if isinstance(title, ByValue) else np.zeros(len(who), dtype=np.int64)
    return Scores(who, asked.most, fractions, known, earned, total, work)


def scaled_weights(weights: Mapping[str, float]) -> dict[str, int]:
    """Weights scaled to 100 points, in tenths; the largest remainders are rounded up, so that the sum is exact."""
    whole = sum(weights.values())
    if not whole:
        return {}
    exact = {name: weight * 1000 / whole for name, weight in weights.items()}
    tenths = {name: int(share) for name, share in exact.items()}
    by_remainder = sorted(exact, key=lambda name: tenths[name] - exact[name])
    for name in by_remainder[: 1000 - sum(tenths.values())]:
        tenths[name] += 1
    return tenths


def _skills(pool: Pool, asked: Sequence[str]) -> BySkills | None:
    dictionary = pool.skills.dictionary
    skills = dictionary.distinct(asked)
    if not skills:
        return None
    weights = [dictionary.weight(skill) for skill in skills]
    return BySkills([pool.skills.holders(skill) for skill in skills], weights, pool.has_skills)


def _title(pool: Pool, requisition: Any) -> ByValue | None:
    """The kind of work, by the title of the requisition, or by its must-haves where it has none; and its level."""
    earned = pool.work.compare(requisition.title, requisition.must)
    if earned is None or requisition.level is None:
        return None if earned is None else ByValue(*earned)
    left = (np.outer(WORK_LEFT, earned.fractions) + HALF) // FULL
    begins = len(earned.fractions) * work_steps(requisition)
    return ByWork(left.ravel(), earned.known, earned.of, pool.levels, begins)


def _same_work(pool: Pool, requisition: Any) -> ByValue | None:
    """The most that a kind of work can earn, for all candidates; None where `_title` is None."""
    if not asks_for_work(requisition.title, requisition.must):
        return None
    return ByValue(np.full(1, FULL), np.ones(1, dtype=np.bool_), np.zeros(len(pool), dtype=np.int64))


def work_steps(requisition: Any) -> Ints:
    """How many steps each level is away from a requisition that asks for one, as `WORK_LEFT` counts them.

    A level that its title names is asked for, too: "Operations Manager" may be asked for at the level Senior.
    """
    named = level_in_title(requisition.title)
    asked = [int(level) for level in (requisition.level, named) if level is not None]
    steps = np.minimum(_STEPS[asked].min(axis=0), len(WORK_LEFT) - 1)
    return np.where(_LEVEL_KNOWN, steps, 0)


def _level(pool: Pool, asked: int | None) -> ByValue | None:
    return None if asked is None else ByValue(_LEVEL_EARNS[int(asked)], _LEVEL_KNOWN, pool.levels)


def _location(pool: Pool, requisition: Any) -> ByValue | None:
    if not requisition.location or (requisition.remote is Remote.REMOTE and names_town(requisition.location)):
        return None
    same = pool.places.same(requisition.location)
    by_remote = (same != 1) & (pool.place_remote == 1) & (requisition.remote is Remote.HYBRID)
    earned = np.where(same == 1, FULL, np.where(by_remote, HALF, 0))
    # A remote job in the right country is no place for those who do not work remotely.
    refused = (pool.place_remote == 0) & (requisition.remote is Remote.REMOTE)
    return ByValue(np.where(refused, 0, earned), (same != UNKNOWN) | by_remote | refused, pool.place_of)


def _pay(pool: Pool, band: Pay | None) -> ByValue | None:
    if band is None:
        return None
    known = pool.currencies == pool.currency_names.get(band.currency or "", UNKNOWN)
    within = np.where(pool.pays <= band.high, FULL, np.where(pool.pays <= band.high * PAY_STRETCH, HALF, 0))
    return ByValue(np.where(known, within, 0), known, pool.pay_of)


def tenths(value: int) -> float:
    """Tenths as points."""
    return round(int(value) / 10, 1)


def known_words(scores: Scores, position: int) -> str:
    """How many of the asked components are known, such as "4 of 6"."""
    return f"{scores.known_count(position)} of {len(scores.known)}"
