from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core.skills import FULL, Dictionary, SkillIndex, squash, stem, typos_of
from tests.core.workbook import TEXTS, Record

PLAIN = Dictionary()


def credit(asked: str, *listed: str, aliases: dict[str, str] | None = None) -> float:
    """How fully (0 to 1) a person who lists these terms has the one asked."""
    held = SkillIndex([listed], Dictionary(aliases)).holders(asked)
    return int(held.credit[0]) / FULL if len(held.credit) else 0


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("Kubernetes", "k8s"),
        ("k8s", "Kubernetes"),
        ("Kubernetes", "Kuberentes"),
        ("Node.js", "nodejs"),
        ("Go", "Golang"),
        ("C++", "cpp"),
        ("C++", "c++"),
        ("CI/CD", "ci cd"),
        ("CI/CD", "Continuous Integration"),
        ("React", "React.js"),
        ("Amazon Web Services", "AWS"),
        ("Python", "5+ years of experience in Python"),
        ("Python", "Python programming"),
        ("Java", "Java Developer"),
        ("negotiation", "Negotiations"),
        ("Vendor management", "vendor-management"),
        ("مهندس", "مهندس"),
    ],
)
def test_the_same_skill_by_another_name(asked: str, listed: str) -> None:
    """Aliases, plurals, filler and a slip of the keyboard do not hide a skill."""
    assert credit(asked, listed) == 1


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("Tform", "platform"),
        ("platform", "Tform"),
        ("Terraform", "Tform"),
        ("Java", "JavaScript"),
        ("JavaScript", "Java"),
        ("React", "React Native"),
        ("React Native", "React"),
        ("React", "Preact"),
        ("C", "C++"),
        ("C++", "C"),
        ("C#", "C"),
        (".NET", "net"),
        ("SQL", "NoSQL"),
        ("SQL", "MySQL"),
        ("R", "React"),
        ("S3", "S4"),
        ("Scrum", "Crum"),
        ("Node.js", "Next.js"),
        ("Ruby", "Ruby on Rails"),
    ],
)
def test_another_skill_that_looks_alike(asked: str, listed: str) -> None:
    """Skills are whole terms, never substrings, and a typo has bounds."""
    assert credit(asked, listed) == 0


def test_free_words_are_compared_by_their_words_rare_ones_weighing_more() -> None:
    """The rare half of "vendor management" earns more than half, the common half nothing."""
    assert 0.5 < credit("vendor management", "managing vendors") < 1
    assert credit("vendor management", "stakeholder management") == 0
    assert credit("vendor management", "vendor management") == 1


def test_the_fullest_term_counts() -> None:
    """Two terms that cover a skill in part do not add up; the fuller one counts."""
    index = SkillIndex([("vendor lists", "vendor management")], PLAIN)
    held = index.holders("vendor management")
    assert (held.credit.tolist(), index.texts[held.term[0]]) == ([FULL], "vendor management")


def test_aliases_of_the_workbook_win() -> None:
    """What the Aliases tab says is meant, also against a built-in meaning."""
    assert credit("Accessibility", "a11y") == 0
    assert credit("Accessibility", "a11y", aliases={"a11y": "Accessibility"}) == 1
    assert credit("Machine learning", "ML", aliases={"ML": "Medical laboratory"}) == 0


def test_one_skill_asked_twice_counts_once() -> None:
    """Two names of one skill are one, under the first."""
    assert sorted(PLAIN.distinct(["Golang", "Python", "Go", "go lang", "!"])) == ["Golang", "Python"]


@pytest.mark.parametrize(
    ("text", "term"),
    [("C++", "c++"), ("CI / CD", "cicd"), ("Node.JS", "nodejs"), (".NET", ".net"), ("Café", "cafe"), ("🚀", "")],
)
def test_spelling_that_does_not_matter(text: str, term: Any) -> None:
    """Terms are compared without case, accents, blanks and punctuation but +, # and a leading dot."""
    assert squash(text) == term


@pytest.mark.parametrize(
    ("word", "singular"), [("skills", "skill"), ("technologies", "technology"), ("css", "css"), ("bus", "bus")]
)
def test_plurals(word: Any, singular: Any) -> None:
    """A plural is its singular; not every s is one."""
    assert stem(word) == singular


@pytest.mark.parametrize(
    ("word", "other", "same"),
    [
        ("kafka", "kafak", False), ("airflow", "airfolw", True),
        ("rust", "ruts", False),
        ("kubernetes", "kubrenetse", True),
        ("react", "preact", False), ("python", "pyhton", True), ("python", "pithoon", False), ("scala", "scale", False),
        ("vue3x", "vue4x", False),
    ],
)  # fmt: skip
def test_typos_have_bounds(word: Any, other: Any, same: Any) -> None:
    """One slip from six letters on, two from ten on, the same first letter, and no digits."""
    assert typos_of(word, [other]) == ([other] if same else [])


@given(TEXTS | st.text(alphabet="ab cC+#./-&", max_size=12))
def test_who_lists_a_skill_as_asked_has_it(text: str) -> None:
    """Whatever a skill is called, somebody who lists it in the same words has it fully."""
    assert credit(text, text) == (1 if PLAIN.term(text) else 0)


@given(TEXTS, st.lists(st.lists(TEXTS, max_size=4), max_size=5))
def test_credit_depends_on_nobody_else(asked: str, everybody: list[Record]) -> None:
    """What a person is credited with is the same alone and among others, between nothing and full."""
    held = SkillIndex(everybody, PLAIN).holders(asked)
    together = dict(zip(held.candidates.tolist(), held.credit.tolist(), strict=True))
    for position, listed in enumerate(everybody):
        assert together.get(position, 0) == credit(asked, *listed) * FULL
    assert all(0 < earned <= FULL for earned in together.values())
