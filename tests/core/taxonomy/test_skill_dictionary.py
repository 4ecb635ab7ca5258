from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core.taxonomy.bundled_data import skill_table
from automation.core.taxonomy.skill_aliases import RELATED_SKILLS, SKILL_ALIASES
from automation.core.taxonomy.skill_dictionary import Dictionary
from automation.core.taxonomy.skill_readings import How
from automation.core.taxonomy.skill_words import squash
from tests.core.small_workbooks import TEXTS

PLAIN = Dictionary()
TABLE = skill_table()
KEYS = st.sampled_from(sorted(TABLE.meaning))


@pytest.mark.parametrize(
    ("text", "skill", "how"),
    [
        ("Kubernetes", "kubernetes", How.SAME),
        ("k8s", "kubernetes", How.TABLE),
        ("G Suite", "google workspace", How.TABLE),
        ("Azure AD", "microsoft entra id", How.TABLE),
        ("Microsoft Dynamics NAV", "dynamics 365 business central", How.TABLE),
        ("the MathWorks MATLAB", "matlab", How.TABLE),
        ("Senior Java Developer", "java", How.RULE),
        ("10+ years of experience in Python", "python", How.RULE),
        ("SEO specialist", "search engine optimization", How.TABLE),
        ("Windows Server 2019", "windows server", How.RULE),
        ("roof thatching", "roof thatching", How.UNKNOWN),
    ],
)
def test_a_text_resolves_by_name_alias_or_wording(text: str, skill: str, how: How) -> None:
    """By its name, by an alias, by another wording, or not at all."""
    assert (PLAIN.read(text).key, PLAIN.read(text).how) == (skill, how)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("HR Manager", ("human resources", "manager")),
        ("go to market", ("go", "market")),
        ("web developer", ("web", "developer")),
        ("word of mouth", ("word", "mouth")),
        ("IT and cables", ("it", "cables")),
        ("React Native hooks", ("react native", "hooks")),
        ("Microsoft field service", ("microsoft", "field", "service")),
        ("Apache Quux", ("quux",)),
        ("pension scheme administration PSA", ("pension", "scheme", "administration")),
        ("ISO 9001", ("iso", "9001")),
        ("skills", ("skills",)),
        ("and / or", ()),
    ],
)
def test_unknown_skills_are_read_by_their_words(text: str, term: Any) -> None:
    """Known names in it are one word, words that merely look like aliases stay words, and filler goes."""
    assert PLAIN.term(text) == term


def test_several_known_skills_behind_slashes_are_each_one() -> None:
    """A text that joins known skills is all of them; the last of other words may stand for itself, too."""
    assert [reading.key for reading in PLAIN.readings("C#/.NET")] == ["c#", ".net"]
    assert [reading.key for reading in PLAIN.readings("CI/CD")] == ["ci/cd"]
    assert [reading.key for reading in PLAIN.readings("meat/fish counter")] == ["counter fish meat", "counter fish"]


@given(TEXTS, TEXTS, st.dictionaries(TEXTS, TEXTS, max_size=3))
def test_the_aliases_tab_wins(written: str, meant: str, others: dict[str, str]) -> None:
    """Whatever the tab says a text means, it means; both sides of a row are one skill."""
    aliases = {key: value for key, value in others.items() if squash(key) not in {squash(written), squash(meant)}}
    dictionary = Dictionary({**aliases, written: meant})
    if squash(written) and squash(meant):
        assert dictionary.same(written, meant)
        assert dictionary.read(written).how is How.TAB


@given(KEYS, st.sampled_from(["Pottery", "Kubernetes", "Machine learning"]))
def test_the_aliases_tab_wins_over_the_bundled_table(key: str, meant: str) -> None:
    """A text of the table means what the tab says instead."""
    assert Dictionary({key: meant}).same(key, meant)


def test_the_tab_names_what_it_teaches() -> None:
    """A skill is shown as the tab, else as the table, writes it."""
    dictionary = Dictionary({"OBL": "Oboe lessons", "kube thing": "k8s"})
    assert dictionary.shown(dictionary.read("obl").key) == "Oboe lessons"
    assert dictionary.shown(dictionary.read("Kube-Thing").key) == "Kubernetes"


@given(KEYS)
def test_every_key_of_the_table_means_one_skill(key: str) -> None:
    """A key is as texts are looked up, means a known skill, and that skill's own name means itself."""
    skill = PLAIN.read(key).key
    assert squash(key) == key
    assert skill in PLAIN.known
    assert PLAIN.read(PLAIN.shown(skill)).key == skill


def test_the_table_keeps_apart_what_its_sources_mix_up() -> None:
    """Another product, a common word and a short alias of one source mean no skill of the table."""
    mixed = {"vuex", "bash", "angularjs", "vscode", "node", "visualbasic"}
    assert [key for key in mixed if TABLE.meaning.get(key, "").casefold() in {"vue.js", "shell", "angular"}] == []
    assert not {"quality", "timemanagement", "be", "bro", "net", "rail", "electronic"} & TABLE.meaning.keys()


@given(st.sampled_from(sorted(TABLE.related)))
def test_a_related_skill_is_not_the_same_skill(name: str) -> None:
    """Nothing is both related to a skill and the skill."""
    assert not any(PLAIN.same(name, narrow) for narrow in TABLE.related[name])


@given(st.sampled_from(sorted(RELATED_SKILLS)))
def test_related_skills_are_known_both_ways(wider: str) -> None:
    """What takes some of a skill has it as its wider one, and no skill is related to itself."""
    key = PLAIN.read(wider).key
    for text in RELATED_SKILLS[wider]:
        narrow = PLAIN.read(text).key
        assert narrow != key
        assert narrow in PLAIN.narrower(key)
        assert key in PLAIN.wider(narrow)


def test_no_alias_of_the_list_names_two_skills() -> None:
    """No alias of the list stands for two skills."""
    owners: dict[str, set[str]] = {}
    for name, written in SKILL_ALIASES.items():
        for text in filter(None, (name, *written)):
            owners.setdefault(squash(text), set()).add(name)
    assert {key: names for key, names in owners.items() if len(names) > 1} == {}


@pytest.mark.parametrize(
    ("lighter", "heavier"), [("communication skills", "Kafka"), ("MS Office", "Kafka"), ("sales", "vendor management")]
)
def test_common_skills_weigh_less(lighter: str, heavier: str) -> None:
    """A skill of common words weighs about two thirds of one with a telling word."""
    assert (PLAIN.weight(lighter), PLAIN.weight(heavier)) == (6, 10)


@given(TEXTS)
def test_every_skill_weighs_something(text: str) -> None:
    """Whatever is asked weighs at least half, at most fully."""
    assert 5 <= PLAIN.weight(text) <= 10


def test_typos_are_known_as_such() -> None:
    """Where a skill is read as one that it looks like a typo of, and nowhere else."""
    dictionary = Dictionary({"kubernetis": "Kubernetes"})
    typed = (
        "Kubernets",
        "Terrafrom",
        "kubernetes",
        "k8s",
        "Kubernetis",
        "Playwright",
        "JavaScript ES6",
        "Buchhaltung",
        "",
    )
    assert {text: meant for text in typed if (meant := dictionary.typo_of(text))} == {
        "Kubernets": "Kubernetes",
        "Terrafrom": "Terraform",
    }
