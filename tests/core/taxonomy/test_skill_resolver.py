import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core.taxonomy.skill_dictionary import Dictionary
from automation.core.taxonomy.skill_resolver import Found, Resolver
from tests.core.small_workbooks import TEXTS

KNOWN = (
    "Kubernetes",
    "JavaScript",
    "Vue.js",
    "version control system",
    "amazon redshift",
    "WordPress",
    "authentication",
    "Shell",
    "visual studio 2012",
    "data warehouse",
    "sparse matrix",
    "Roof thatching",
    "Spreadsheets",
)
RESOLVER = Resolver(KNOWN, Dictionary({"RT": "Roof thatching"}))


@pytest.mark.parametrize(
    ("text", "skill", "found"),
    [
        ("kubernetes", "Kubernetes", Found.SAME),
        ("k8s", "Kubernetes", Found.TABLE),
        ("RT", "Roof thatching", Found.TAB),
        ("JavaScript programming", "JavaScript", Found.RULE),
        ("AWS Redshift", "amazon redshift", Found.RULE),
        ("data ware houses", "data warehouse", Found.RULE),
        ("authentification", "authentication", Found.TYPO),
        ("bash", "Shell", Found.SUGGESTION),
        ("VCS", "version control system", Found.SUGGESTION),
        ("vs2012", "visual studio 2012", Found.SUGGESTION),
        ("wordpress plugin", "WordPress", Found.SUGGESTION),
        ("sparse arrays", "sparse matrix", Found.SUGGESTION),
        ("", "", Found.NONE),
        ("🚀", "", Found.NONE),
    ],
)
def test_the_surest_way_resolves_a_text(text: str, skill: str, found: Found) -> None:
    """The surest way answers, and says which it was."""
    resolution = RESOLVER.resolve(text)
    assert (resolution.skill, resolution.found) == (skill, found)


def test_the_aliases_tab_wins_over_a_known_skill() -> None:
    """A text that is one of the skills means another where the tab says so."""
    resolution = Resolver(KNOWN, Dictionary({"Shell": "Kubernetes"})).resolve("Shell")
    assert (resolution.skill, resolution.found) == ("Kubernetes", Found.TAB)


def test_a_suggestion_is_not_resolved() -> None:
    """Suggestions are for a person to look at."""
    assert [found for found in Found if not found.sure] == [Found.SUGGESTION, Found.NONE]


@pytest.mark.parametrize(
    ("text", "skills", "skill"),
    [
        ("compiling", ["cross compiling", "Compilation"], "Compilation"),
        ("spark", ["pyspark", "Apache Spark"], "Apache Spark"),
        ("Snowflake", ["SQL", "snowflake cloud data platform"], "snowflake cloud data platform"),
    ],
)
def test_the_nearest_skill_is_suggested(text: str, skills: list[str], skill: str) -> None:
    """The same words in another form, and a name that holds the text, come before a name that only looks like it.

    A wider skill is not what a text means.
    """
    assert Resolver(skills, Dictionary()).resolve(text).skill == skill


@given(st.lists(TEXTS, unique=True, max_size=6))
def test_every_known_skill_is_itself(skills: list[str]) -> None:
    """A text that is one of the skills resolves to a skill that is written the same."""
    resolver = Resolver(skills, Dictionary())
    for skill in skills:
        resolution = resolver.resolve(skill)
        assert resolution.found in {Found.SAME, Found.NONE}
        assert resolution.skill in ("", *skills)


@given(TEXTS | st.sampled_from(["js", "vue 3", "spread sheet", "Redshift"]))
def test_a_resolved_skill_is_the_skill_that_matching_uses(text: str) -> None:
    """What is resolved by name, alias, tab or rule is the same skill to the dictionary; nothing else is."""
    resolution = RESOLVER.resolve(text)
    is_same = any(RESOLVER.dictionary.same(text, skill) for skill in KNOWN)
    assert is_same == (resolution.found.sure and resolution.found is not Found.TYPO)


@given(TEXTS | st.sampled_from(["script", "word press", "system"]), st.integers(1, 5))
def test_suggestions_are_known_skills_the_likest_first(text: str, most: int) -> None:
    """At most as many as asked for, each once, from like to less like, between 0 and 1."""
    suggested = RESOLVER.suggestions(text, most)
    alike = [likeness for _, likeness in suggested]
    assert len(suggested) <= most
    assert len({skill for skill, _ in suggested} & set(KNOWN)) == len(suggested)
    assert alike == sorted(alike, reverse=True)
    assert all(0 < likeness <= 1 for likeness in alike)


def test_without_skills_nothing_is_known() -> None:
    """An empty list resolves nothing and suggests nothing."""
    assert Resolver([], Dictionary()).resolve("Java").found is Found.NONE
