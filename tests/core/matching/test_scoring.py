from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core.matching.matcher import Matcher, explain_pair
from automation.core.matching.scoring import known_words, open_requisitions, scaled_weights
from automation.core.matching.top_candidates import Ranker
from automation.core.model import Band
from automation.core.rules import COMPONENTS, Rules
from automation.core.taxonomy.skill_comparison import FULL
from tests.core.small_workbooks import (
    ANA,
    PLATFORM,
    ROLES,
    TODAY,
    Record,
    explained,
    matcher,
    people,
    planned,
    read,
    tabs,
)

IDENTITIES = (
    "name",
    "email",
    "phone",
    "profile_url",
    "champion",
    "owner",
    "company",
    "notes",
    "preferred_name",
    "source",
)
WEIGHTS = st.dictionaries(st.sampled_from(COMPONENTS), st.floats(0, 100), min_size=1)


def points(person: Record, role: Record) -> dict[str, Any]:
    """Component → points, known and most of one person for one requisition."""
    return {part.component: part for part in explained(person, role).parts}


def totals(candidates: list[Record], role: Record) -> list[int]:
    """All candidates' scores in tenths, in the order of the sheet."""
    prepared, roles = matcher(candidates, [role])
    return prepared.scores(roles[0]).total.tolist()


@given(WEIGHTS)
def test_scaled_weights_sum_to_a_hundred(weights: dict[str, float]) -> None:
    """What isn't asked drops out and the rest is scaled to exactly 100 points, each within a tenth of its share."""
    scaled = scaled_weights(weights)
    whole = sum(weights.values())
    assert sum(scaled.values()) == (1000 if whole else 0)
    assert all(abs(scaled[name] - weights[name] * 1000 / whole) <= 1 for name in scaled)


@given(people(), ROLES)
def test_points_sum_to_the_score(candidates: list[Record], role: Record) -> None:
    """Points are most × fraction to a tenth, they sum exactly to the score, and the score stays within 0 and 100."""
    prepared, roles = matcher(candidates, [role])
    scores = prepared.scores(roles[0])
    assert sum(scores.most.values()) == (1000 if scores.most else 0)
    for position, total in enumerate(scores.total.tolist()):
        earned = {name: int(points[position]) for name, points in scores.points.items()}
        assert sum(earned.values()) == total
        assert 0 <= total <= 1000
        for name, most in scores.most.items():
            exact = Decimal(most) * int(scores.fractions[name][position]) / FULL
            assert earned[name] == int(exact.quantize(Decimal(1), ROUND_HALF_UP))
            assert 0 <= earned[name] <= most


@given(people(), ROLES)
def test_an_unknown_component_earns_nothing(candidates: list[Record], role: Record) -> None:
    """Unknown is not agreement: a component that the row does not state has 0 points and counts as unknown."""
    prepared, roles = matcher(candidates, [role])
    scores = prepared.scores(roles[0])
    for position in range(len(candidates)):
        unknown = [name for name, known in scores.known.items() if not known[position]]
        assert [scores.points[name][position] for name in unknown if name != "track"] == [0] * len(
            set(unknown) - {"track"}
        )
        assert known_words(scores, position) == f"{len(scores.most) - len(unknown)} of {len(scores.most)}"


@given(people(), ROLES)
def test_a_score_does_not_depend_on_other_candidates(candidates: list[Record], role: Record) -> None:
    """Scoring one candidate alone gives the same as scoring all together, component by component."""
    prepared, roles = matcher(candidates, [role])
    scores = prepared.scores(roles[0])
    book = read(candidates, [role])
    for position, person in enumerate(candidates):
        alone = explain_pair(book, person["email"], "REQ-1", TODAY)
        assert round(alone.score * 10) == scores.total[position]
        assert [round(part.points * 10) for part in alone.parts] == [
            scores.points[name][position] for name in scores.most
        ]


@given(people(least=2), ROLES, st.data())
def test_personal_traits_change_neither_scores_nor_order(candidates: list[Record], role: Record, data: Any) -> None:
    """Swapping names, addresses, phones, profiles, champions, owners, companies and notes changes nothing but names."""
    who = [
        {field: f"{field}{number}@x.example" for field in IDENTITIES} | {"email": f"p{number}@mail.example"}
        for number in range(len(candidates))
    ]
    # Equal scores are ordered by key, which is the ID.
    candidates = [{**row, "candidate_id": f"C-{number}"} for number, row in enumerate(candidates)]
    swapped = data.draw(st.permutations(who))
    before = planned(tabs([{**row, **one} for row, one in zip(candidates, who, strict=True)], [role])).slates.matches
    after = planned(tabs([{**row, **one} for row, one in zip(candidates, swapped, strict=True)], [role])).slates.matches
    assert list(before["candidate_key"]) == list(after["candidate_key"])
    for column in ("score", "band", *COMPONENTS):
        assert list(before[column]) == list(after[column])


@pytest.mark.parametrize("field", [*IDENTITIES, "candidate_id"])
@pytest.mark.parametrize("text", ["Zoë", "Platform Engineer", "Kubernetes, Golang", "Lisbon", "🚀"])
def test_identity_is_not_scored(field: Any, text: str) -> None:
    """No text about personal traits earns or costs a point."""
    assert explained({**ANA, field: text, "candidate_id": text}, PLATFORM).score == explained(ANA, PLATFORM).score


@given(ROLES, st.sampled_from(["Platform Engineer", "Senior Platform Engineer", "Staff Nurse", "SWE"]))
def test_a_title_alone_is_never_strong(role: Record, title: str) -> None:
    """A row with a title and nothing else is never Strong for a requisition that asks for skills."""
    asked = {**role, "title": title, "must": "Kubernetes"}
    assert explained({"title": title}, asked).band is not Band.STRONG


def test_meeting_every_criterion_earns_100_points() -> None:
    """A candidate who meets everything a requisition asks for has 100 points."""
    match = explained({**ANA, "last_contact": "2026-10-30"}, PLATFORM)
    assert (match.score, match.band, match.known) == (100.0, Band.STRONG, "7 of 7")


def test_criteria_that_are_not_asked_for_are_left_out() -> None:
    """Components that the requisition doesn't ask for are named, and the rest still reaches 100."""
    role = {"title": "Platform Engineer", "must": "Kubernetes"}
    match = explained({**ANA, "last_contact": "2026-10-30"}, role)
    assert match.not_asked == ["Nice-to-have", "Level", "Location", "Pay"]
    assert (match.score, match.known) == (100.0, "3 of 3")


def test_an_empty_row_knows_nothing() -> None:
    """A row without anything to compare has no points and says so."""
    match = explained({}, PLATFORM)
    assert (match.score, match.band, match.known) == (0.0, Band.NONE, "0 of 7")


@pytest.mark.parametrize(
    ("level", "left"),
    [("Senior", 1), (None, 1), ("Mid", 0.6667), ("Staff", 0.6667), ("Junior", 0.3333), ("VP", 0.3333)],
)
def test_a_title_earns_less_the_further_away_the_level_is(level: Any, left: float) -> None:
    """The same title a level away earns two thirds, further away a third; an unknown level takes nothing off."""
    person = {**ANA, "level": level}
    assert points(person, PLATFORM)["Title"].fraction == left
    assert points(person, {**PLATFORM, "level": None})["Title"].fraction == 1


@pytest.mark.parametrize(("level", "left"), [("Mid", 1), ("Staff", 1), ("Senior", 0.6667), ("VP", 0.3333)])
def test_the_level_that_the_title_names_is_asked_for_too(level: str, left: float) -> None:
    """Where a requisition's title names another level than its Level, a title at either of them earns everything."""
    role = {**PLATFORM, "title": "Lead Platform Engineer", "level": "Mid"}
    assert points({**ANA, "level": level}, role)["Title"].fraction == left


@pytest.mark.parametrize("level", ["Intern", "Junior", "Manager", "Director"])
def test_two_levels_away_is_not_strong(level: str) -> None:
    """Who meets everything else, but two or more levels away, is Good at most."""
    match = explained({**ANA, "level": level, "last_contact": "2026-10-30"}, PLATFORM)
    assert (match.score, match.band) == (78.7, Band.GOOD)


@pytest.mark.parametrize(
    ("level", "share"), [("Senior", 1), ("Mid", 0.5), ("Staff", 0.5), ("Junior", 0), ("VP", 0), (None, 0)]
)
def test_one_level_apart_earns_half(level: Any, share: Any) -> None:
    """The same level earns all, one step half, more steps nothing, and an unknown level nothing."""
    part = points({"level": level}, PLATFORM)["Level"]
    assert (part.fraction, part.known) == (share, level is not None)


@pytest.mark.parametrize(
    ("pay", "share", "known"),
    [
        ("100k EUR", 1, True),
        ("60k EUR", 1, True),
        ("95k-120k EUR", 1, True),
        ("105k EUR", 0.5, True),
        ("150k EUR", 0, True),
        ("60k USD", 0, False),
        ("60k", 0, False),
        (None, 0, False),
    ],
)
def test_pay_is_compared_in_one_currency(pay: Any, share: Any, known: Any) -> None:
    """An expectation within the band earns all; in another or no currency it is unknown, never converted."""
    part = points({"pay": pay}, PLATFORM)["Pay"]
    assert (part.fraction, part.known) == (share, known)


@pytest.mark.parametrize(
    ("person", "mode", "share", "known"),
    [
        ({"location": "Lisbon, Portugal"}, "onsite", 1, True),
        ({"location": "Porto"}, "onsite", 0, True),
        ({"location": "Porto", "remote_ok": "yes"}, "onsite", 0, True),
        ({"location": "Porto", "remote_ok": "yes"}, "hybrid", 0.5, True),
        ({"location": "Remote"}, "hybrid", 0.5, True),
        ({"location": "Porto (remote)"}, "hybrid", 0.5, True),
        ({"location": "Porto (remote)", "remote_ok": "no"}, "hybrid", 0, True),
        ({"location": "Porto (no WFH)"}, "hybrid", 0, True),
        ({"location": "Porto (no WFH)", "remote_ok": "yes"}, "hybrid", 0, True),
        ({"location": "moving to Lisbon in May"}, "onsite", 0, False),
        ({"location": "not Lisbon"}, "onsite", 0, True),
        ({"location": "Kleindorf"}, "onsite", 0, False),
        ({"location": "Amadora"}, "onsite", 1, True),
        ({"location": "Portugal"}, "onsite", 0, False),
        ({"location": "Spain"}, "onsite", 0, True),
        ({}, "onsite", 0, False),
    ],
)
def test_location_is_the_same_town_or_near_enough(person: Record, mode: Any, share: Any, known: Any) -> None:
    """The same town earns all, hybrid work something for those who work remotely; a country alone says no town."""
    part = points(person, {**PLATFORM, "remote": mode})["Location"]
    assert (part.fraction, part.known) == (share, known)


@pytest.mark.parametrize(
    ("location", "mode", "person", "share"),
    [
        ("Remote (Portugal)", None, {"location": "Lisbon"}, 1),
        ("Remote (US)", None, {"location": "Lisbon"}, 0),
        ("Remote (Portugal)", None, {"location": "Lisbon, cannot work remotely"}, 0),
        ("Remote (US)", "remote", {"location": "Lisbon"}, 0),
        ("Germany", "remote", {"location": "Lisbon"}, 0),
        ("Lisbon", "remote", {"location": "Berlin"}, None),
        ("Remote", None, {"location": "Berlin"}, None),
        ("London (remote)", None, {"location": "Berlin"}, None),
    ],
)
def test_a_remote_requisition_may_ask_for_a_country(location: Any, mode: Any, person: Record, share: Any) -> None:
    """Remote work asks for no town; a country or region that it names is asked."""
    part = points(person, {**PLATFORM, "location": location, "remote": mode}).get("Location")
    assert (None if part is None else part.fraction) == share


def test_a_remote_requisition_does_not_ask_for_a_place() -> None:
    """For remote work the candidate's town does not count."""
    assert "Location" not in points(ANA, {**PLATFORM, "remote": "remote"})


@pytest.mark.parametrize(("better", "worse"), [(5, 4), (2, 1)])
def test_a_better_rating_earns_more(better: Any, worse: Any) -> None:
    """The track record rises with the rating."""
    assert (
        points({"rating": better}, PLATFORM)["Track record"].points
        > points({"rating": worse}, PLATFORM)["Track record"].points
    )


@given(people(most=8), st.sampled_from(["hired_on", "do_not_contact", "in_process", "shelve_reason"]), ROLES)
def test_the_excluded_are_on_no_slate(candidates: list[Record], field: Any, role: Record) -> None:
    """Hired, do-not-contact, in process and conduct: never matched, whatever the score."""
    values = {"hired_on": "2026-01-01", "do_not_contact": "yes", "in_process": "REQ-3", "shelve_reason": "Conduct"}
    barred = {**candidates[0], field: values[field]}
    plan = planned(tabs([barred, *candidates[1:]], [role]))
    assert barred["email"] not in set(plan.slates.matches["candidate_key"])


@given(people(most=12), ROLES, st.integers(1, 5))
def test_a_slate_is_the_best_few(candidates: list[Record], role: Record, size: int) -> None:
    """A slate is the best by score, at most so many, none below the floor, best first."""
    prepared, roles = matcher(candidates, [role])
    scores = prepared.scores(roles[0])
    ranked = Ranker(prepared.pool, Rules(slate_size=size)).best(prepared.asked(roles[0]))
    best, totals = (numbers.tolist() for numbers in ranked)
    good = sorted((total for total in scores.total.tolist() if total >= 300), reverse=True)
    assert [scores.total[position] for position in best] == totals == good[:size]
    assert len(set(best)) == len(best)


def test_ties_go_by_key() -> None:
    """Of equal scores those with the first keys are on the slate, whatever the order of the rows."""
    rows = [{**ANA, "email": f"p{number}@mail.example"} for number in range(29, 9, -1)]
    plan = planned(tabs(rows, [PLATFORM]))
    assert list(plan.slates.matches["candidate_key"]) == [f"p{number}@mail.example" for number in range(10, 20)]


def test_a_slate_is_the_best_by_score_shown_by_band() -> None:
    """A candidate whose blocker stands is on the slate by score, but stands below those of a better band."""
    held = {**ANA, "email": "held@mail.example", "shelve_reason": "Timing", "revisit_on": "2027-03-01"}
    free = [{**ANA, "email": f"{name}@mail.example", "pay": "105k EUR"} for name in "zya"]
    matches = planned(tabs([held, *free], [PLATFORM])).slates.matches
    assert list(matches["score"]) == [97.0, 97.0, 97.0, 100.0]
    assert [key[0] for key in matches["candidate_key"]] == ["a", "y", "z", "h"]
    assert (list(map(str, matches["band"])), list(matches["rank"])) == (["Strong"] * 3 + ["Good"], [1, 2, 3, 4])
    few = planned(tabs([held, *free], [PLATFORM], Settings=[["Name", "Value"], ["Slate size", 2]])).slates.matches
    assert [key[0] for key in few["candidate_key"]] == ["a", "h"]


@pytest.mark.parametrize("status", ["On hold", "Filled", "Cancelled", None, "maybe"])
def test_only_open_requisitions_are_matched(status: Any) -> None:
    """A requisition that is not clearly open has no slate."""
    book = read([ANA], [{**PLATFORM, "status": status}])
    assert len(open_requisitions(book.requisitions)) == 0


def test_recency_is_counted_from_the_opening_not_from_today() -> None:
    """The calendar alone changes no score."""
    days = [date(2026, 11, 22), date(2027, 11, 22), date(2030, 1, 1)]
    assert len({explained(ANA, PLATFORM, today=day).score for day in days}) == 1


@given(people(most=4), ROLES, st.fixed_dictionaries(dict.fromkeys(COMPONENTS, st.sampled_from([0, 5, 20, 45]))))
def test_the_most_that_anyone_may_score(candidates: list[Record], role: Record, weights: dict[str, float]) -> None:
    """Without comparing titles, the most is what would be scored if each did the very work that is asked for."""
    book = replace(read(candidates, [role]), rules=Rules(**weights))
    matched, (asked,) = Matcher(book, book.candidates, TODAY), book.requisition_rows.values()
    scores = matched.scores(asked)
    titles = scores.most.get("title", 0) - scores.points.get("title", 0 * scores.total)
    most = int((scores.total + titles).max(initial=-1))
    assert matched.may_reach(asked, most) == bool(candidates)
    assert not matched.may_reach(asked, most + 1)
