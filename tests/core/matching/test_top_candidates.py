"""The ranking kernel, compared with scoring all candidates and sorting."""

from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from automation.core.matching.candidate_arrays import Pool
from automation.core.matching.parts import BySkills
from automation.core.matching.scoring import Asked, components, fraction_for, points, score
from automation.core.matching.top_candidates import Ranker
from automation.core.rules import Rules
from automation.core.taxonomy.skill_comparison import FULL
from tests.core.small_workbooks import ROLES, Record, matcher, people
from tests.support.profile import examples

RULES = st.builds(
    Rules,
    slate_size=st.integers(1, 50),
    slate_floor=st.sampled_from([0, 30, 55.5, 100]),
    must=st.sampled_from([45, 0]),
    title=st.sampled_from([20, 0, 99]),
)
EXCLUDED = (None, None, None, "yes")
WORDS = ("Kubernetes", "k8s", "Golang", "Java", "React", "JavaScript", "SQL", "Excel", "vendor management", "budgets")
# Some are the same work, some related, some nothing of the kind.
TITLES = tuple(
    f"{field} {kind}"
    for field in ("Platform", "Software", "Data", "Network", "Security", "Claims", "Tax", "Fleet", "Sales")
    for kind in ("Engineer", "Developer", "Analyst", "Manager", "Clerk", "Administrator")
)
PLACES = ("Lisbon", "Porto", "London, UK", "Croydon", "Berlin", "Remote", "Austin, TX", "Kleindorf")


def plain(pool: Pool, asked: Asked, rules: Rules) -> list[int]:
    """The reference: score all candidates, drop the excluded and those below the minimum score, sort."""
    total = score(pool, asked).total
    good = np.flatnonzero((total >= rules.slate_floor * 10) & pool.matchable)
    order = np.lexsort((pool.tie_order[good], -total[good]))
    best: list[int] = good[order[: int(rules.slate_size)]].tolist()
    return best


@given(people(most=12), st.lists(ROLES, min_size=1, max_size=3), st.lists(st.sampled_from(EXCLUDED)), RULES)
def test_the_slate_equals_scoring_all_candidates(
    candidates: list[Record], roles: list[Record], barred: list[str | None], rules: Rules
) -> None:
    """A slate and its order are the same as by scoring all candidates and sorting, ties included."""
    rows = [{**row, "do_not_contact": bar} for row, bar in zip(candidates, [*barred, *[None] * 12], strict=False)]
    prepared, asked = matcher(rows, [{**role, "req_id": f"R{number}"} for number, role in enumerate(roles)])
    wanted = [components(prepared.pool, requisition, rules) for requisition in asked]
    best = [found.tolist() for found, _ in Ranker(prepared.pool, rules).best_of_each(wanted)]
    assert best == [plain(prepared.pool, asks, rules) for asks in wanted]


@given(people(most=12), ROLES, st.sets(st.integers(0, 11)), st.sampled_from([0, 30, 50, 72.5, 100]))
def test_how_many_of_some_score_enough(candidates: list[Record], role: Record, some: set[int], least: float) -> None:
    """The same count as by scoring each of them, whether or not they are excluded."""
    prepared, asked = matcher([{**row, "do_not_contact": "yes"} for row in candidates], [role])
    positions = sorted(some & set(range(len(candidates))))
    wanted = components(prepared.pool, asked[0], Rules())
    enough = [total for total in score(prepared.pool, wanted, positions).total.tolist() if total >= least * 10]
    assert Ranker(prepared.pool, Rules()).count(wanted, positions, least) == len(enough)


def crowd(chance: Random, count: int) -> list[Record]:
    """Many people of few kinds, so that ties abound and most of them are dropped early."""
    return [
        {
            "name": f"Person {number}",
            "email": f"p{number}@mail.example",
            "title": chance.choice(TITLES) if chance.random() < 0.9 else "",
            "skills": ", ".join(chance.sample(WORDS, chance.randrange(5))),
            "location": chance.choice(PLACES),
            "remote_ok": chance.choice([None, "yes", "no"]),
            "level": chance.choice([None, "Junior", "Senior", "Lead or Staff"]),
            "pay": chance.choice([None, "60k EUR", "105k EUR", "80k USD"]),
            "rating": chance.choice([None, 1, 5]),
            "shelved_on": chance.choice([None, "2026-10-01", "2024-01-01"]),
            "do_not_contact": chance.choice(EXCLUDED),
        }
        for number in range(count)
    ]


def opening(chance: Random, number: int) -> Record:
    """A requisition that asks for some of everything."""
    return {
        "req_id": f"R{number}",
        "title": chance.choice([*TITLES, ""]),
        "must": ", ".join(chance.sample(WORDS, chance.randrange(5))),
        "nice": ", ".join(chance.sample(WORDS, chance.randrange(3))),
        "location": chance.choice([*PLACES, ""]),
        "remote": chance.choice([None, "hybrid", "remote"]),
        "level": chance.choice([None, "Senior"]),
        "pay_max": chance.choice([None, "100k EUR"]),
        "opened_on": "2026-11-01",
        "status": "Open",
    }


@settings(max_examples=examples(15))
@given(st.integers(0, 2**32), st.integers(300, 1500), st.integers(1, 100), RULES)
def test_no_candidate_is_lost_in_a_large_pool(seed: int, count: int, at_least: int, rules: Rules) -> None:
    """The same where most people are dropped unscored, over many requisitions, two at a time."""
    chance = Random(seed)  # noqa: S311
    prepared, asked = matcher(crowd(chance, count), [opening(chance, number) for number in range(8)])
    wanted = [components(prepared.pool, requisition, rules) for requisition in asked]
    best = [
        found.tolist()
        for found, _ in Ranker(prepared.pool, rules, worth_threads=0, at_least=at_least).best_of_each(wanted)
    ]
    assert best == [plain(prepared.pool, asks, rules) for asks in wanted]


@given(st.lists(st.integers(1, 10), min_size=1, max_size=8), st.integers(0, FULL))
def test_the_least_credit_for_a_fraction(weights: list[int], fraction: int) -> None:
    """`credit_for` is the turning point of `fraction`: what it says is enough, and one less is not."""
    part = BySkills((), weights, np.ones(0, dtype=bool))
    least = part.credit_for(np.int64(fraction))
    assert part.fraction(least) >= fraction
    assert part.fraction(least - 1) < fraction


@given(st.integers(1, 1000), st.integers(-500, 1000))
def test_the_least_fraction_for_points(most: int, needed: int) -> None:
    """`fraction_for` is the turning point of `points`."""
    least = fraction_for(most, np.int64(needed))
    assert points(most, least) >= needed
    assert points(most, least - 1) < needed
