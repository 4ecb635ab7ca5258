"""What looks like a skill that a row lacks is named, and never counted."""

import pytest

from automation.core.matching.similar_skills import Similar, similar_skills
from automation.core.model import Skill
from automation.core.taxonomy.skill_dictionary import Dictionary
from tests.core.small_workbooks import ANA, PLATFORM, explained


@pytest.mark.parametrize(
    ("asked", "listed", "similar"),
    [
        ("Roof thatching", "thatched roofing", ["thatched roofing"]),
        ("Forklift driving", "Excel, fork lift driver", ["fork lift driver"]),
        # Known skills are two, however alike they look.
        ("Java", "JavaScript", []),
        ("Vue.js", "Vuex", []),
        ("Roof thatching", "Bookbinding", []),
        ("Roof thatching", "", []),
        # What counts is not named.
        ("Kubernetes", "k8s", []),
    ],
)
def test_what_looks_alike(asked: str, listed: str, similar: list[str]) -> None:
    """At most one skill of the row for each that it lacks."""
    match = explained({**ANA, "skills": listed}, {**PLATFORM, "must": asked})
    skills = [Skill(text.strip()) for text in listed.split(",") if text]
    assert similar_skills(match, skills, Dictionary()) == [Similar(asked, one) for one in similar]
    if similar:
        assert match.parts[0].points == 0
