from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core.taxonomy.role_similarity import PeoplesWork, WorkIndex, why_same_work
from automation.core.taxonomy.skill_comparison import FULL
from automation.core.taxonomy.title_similarity import TitleIndex
from tests.core.small_workbooks import TEXTS

SKILLS = st.sampled_from(["Nursing", "patient care", "Java", "software testing", "forklift", "Excel", "sales"]) | TEXTS
LISTS = st.lists(SKILLS, max_size=4)
TITLES = st.sampled_from(["", "Nurse", "Software Engineer", "SWE", "Forklift Driver"])


def alike(one: list[str], other: list[str]) -> int:
    """How far two lists speak of the same work."""
    return int(WorkIndex([other]).similarity(one)[0])


@pytest.mark.parametrize(
    ("asked", "own", "other"),
    [
        (["fleet management", "logistics operations"], ["Transportation", "Logistics"], ["Nursing", "Patient care"]),
        (["seo specialist", "search engine optimization"], ["Digital marketing", "SEO"], ["Forklift", "Warehouse"]),
        (["nursing", "icu"], ["Critical care", "Patient care nursing"], ["Java", "Spring Boot", "Software testing"]),
        (["accounting", "taxation"], ["Bookkeeping", "Tax returns", "Auditing"], ["Cooking", "Kitchen management"]),
    ],
)
def test_skills_imply_the_work(asked: Any, own: Any, other: Any) -> None:
    """Lists of skills that speak of the same work are far more alike than those that don't."""
    assert alike(asked, own) > 3 * alike(asked, other)


@given(LISTS, LISTS)
def test_lists_are_alike_both_ways_within_bounds(one: Any, other: Any) -> None:
    """Two lists are as alike one way as the other, from nothing to full, and their order doesn't matter."""
    assert 0 <= alike(one, other) <= FULL
    assert alike(one, other) == alike(other, one) == alike(one[::-1], other)


@given(st.lists(st.tuples(TITLES, LISTS), min_size=1, max_size=5), TITLES, LISTS)
def test_work_does_not_depend_on_others_and_unknown_earns_nothing(people: Any, title: Any, must: Any) -> None:
    """Scored together, each candidate earns what they would earn alone, within bounds, and nothing if unknown."""
    titles, skills = zip(*people, strict=True)
    found = PeoplesWork(titles, skills).compare(title, must)
    if found is None:
        assert not title
        assert not any(must)
        return
    assert len(found.of) == len(people)
    for position, (own, listed) in enumerate(people):
        alone = PeoplesWork([own], [listed]).compare(title, must)
        assert alone is not None
        earned, known = int(found.fractions[found.of[position]]), bool(found.known[found.of[position]])
        assert (earned, known) == (int(alone.fractions[alone.of[0]]), bool(alone.known[alone.of[0]]))
        assert 0 <= earned <= (FULL if known else 0)


def test_titles_are_compared_if_both_are_known() -> None:
    """A requisition's title meets a person's title, and the skills of those who have none."""
    work = PeoplesWork(["Registered Nurse", "", "", "Nurse"], [["Java"], ["Nursing", "ICU"], ["Java"], []])
    found = work.compare("Nurse", ["ICU"])
    assert found is not None
    nurse, by_skills, java, same = found.fractions[found.of].tolist()
    assert nurse == TitleIndex(["Registered Nurse"]).similarity("Nurse")[0]
    assert same == FULL
    assert java < 0.1 * FULL < by_skills < FULL


def test_a_requisition_without_a_title_is_compared_with_titles_and_skills() -> None:
    """A requisition without a title is compared with titles and skills together."""
    found = PeoplesWork(["Nurse", "Forklift Driver", ""], [["ICU"], ["ICU"], []]).compare("", ["nursing", "icu"])
    assert found is not None
    nurse, driver, blank = found.fractions[found.of].tolist()
    assert nurse > driver > blank == 0
    assert found.known[found.of].tolist() == [True, True, False]


def test_why_the_work_is_the_same() -> None:
    """The reason is that of the titles, or names the occupation that both sides speak of most."""
    assert why_same_work("Attorney", ["Excel"], "Lawyer", []) == "both are names for 'Lawyers' (O*NET 23-1011)"
    implied = "both speak of 'Data Scientists' (O*NET 15-2051)"
    assert why_same_work("", ["machine learning"], "", ["Data science", "Machine learning"]) == implied
    assert why_same_work("", ["Nursing"], "", ["Java"]) == "little in common"
