from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core.taxonomy.bundled_data import common_words
from automation.core.taxonomy.skill_words import (
    FULL_WEIGHT,
    LEAST_WEIGHT,
    form,
    initials,
    squash,
    stem,
    typos_of,
    weight,
    words_of,
)
from tests.core.small_workbooks import TEXTS


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
        ("kafka", "kafak", False),
        ("airflow", "airfolw", True),
        ("rust", "ruts", False),
        ("kubernetes", "kubrenetse", True),
        ("react", "preact", False),
        ("python", "pyhton", True),
        ("python", "pithoon", False),
        ("scala", "scale", False),
        ("vue3x", "vue4x", False),
        ("docker", "rocker", False),
    ],
)
def test_typos_have_bounds(word: Any, other: Any, same: Any) -> None:
    """One typing error from six letters on, two from ten on, the same first letter, and no digits."""
    assert typos_of(word, [other]) == ([other] if same else [])


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("optimisation", "optimization"),
        ("analyse", "analyze"),
        ("behaviour", "behavior"),
        ("licence", "license"),
        ("centres", "center"),
        ("modelling", "modeling"),
        ("programmes", "program"),
        ("colours", "color"),
        ("injection", "injection"),
        ("four", "four"),
        ("software", "software"),
        ("selling", "selling"),
    ],
)
def test_british_and_american_spelling(british: str, american: str) -> None:
    """Both spellings of a word have one form, singular and plural alike; other words keep theirs."""
    assert form(british) == form(american)


@pytest.mark.parametrize("pair", [("filling", "filing"), ("hour", "hor"), ("marketing", "market")])
def test_the_rules_of_spelling_join_no_two_words(pair: tuple[str, str]) -> None:
    """Two words stay two."""
    assert form(pair[0]) != form(pair[1])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Node.js, vendor-management", ["node.js", "vendor", "management"]),
        ("“Excel”; (advanced)", ["excel”;", "advanced"]),
        (".NET/C#", [".net", "c#"]),
        ("...", ["..."]),
    ],
)
def test_words_of_a_text(text: str, words: list[str]) -> None:
    """Blanks, hyphens, slashes and brackets separate; punctuation around a word goes, but for the dot of .NET."""
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("text", "letters"),
    [("visual studio 2012", "vs2012"), ("point of sale", "pos"), ("point of sale", "ps"), ("quality assurance", "qa")],
)
def test_initials(text: str, letters: str) -> None:
    """The first letter of each word, with and without "of"; numbers whole."""
    assert letters in initials(text.split())


def test_common_words_weigh_less() -> None:
    """A common word weighs least, a rare one most, and one between them something between."""
    assert [weight(word) for word in ("management", "senior", "oracle", "marketing", "forklift")] == [3, 3, 3, 9, 10]
    assert LEAST_WEIGHT < weight("maintenance") < FULL_WEIGHT


@given(TEXTS)
def test_weights_are_within_bounds_whatever_the_word(text: str) -> None:
    """Every word weighs from the least to the full weight, in its plural too."""
    assert all(LEAST_WEIGHT <= weight(word) <= FULL_WEIGHT for word in words_of(text))


@given(TEXTS)
def test_a_form_is_its_own_form_as_aliases_are_compared(text: str) -> None:
    """Squashing twice changes nothing."""
    assert squash(squash(text)) == squash(text)


@given(st.sampled_from(sorted(common_words())), st.sampled_from(sorted(common_words())))
def test_a_slip_is_mutual(one: str, other: str) -> None:
    """If one word may be a slip for another, so may the other for the one."""
    assert bool(typos_of(one, [other])) == bool(typos_of(other, [one]))
