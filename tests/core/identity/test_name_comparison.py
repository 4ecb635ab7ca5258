from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core.identity.name_comparison import Name, differences, read_name
from automation.core.identity.word_comparison import Difference, jumbled, word_difference
from tests.core.small_workbooks import TEXTS

NICKNAME, SLIP, INITIAL, PART = Difference.NICKNAME, Difference.SLIP, Difference.INITIAL, Difference.PART
OTHER, JUMBLED, KINDRED, MIDDLE = Difference.OTHER, Difference.JUMBLED, Difference.KINDRED, Difference.MIDDLE

WORDS = st.sampled_from(
    [
        "robert",
        "bob",
        "rob",
        "smith",
        "smyth",
        "smit",
        "maria",
        "mario",
        "m",
        "s",
        "de",
        "van",
        "o",
        "7",
        "lindqvist",
        "lindquist",
        "daniel",
        "daniela",
        "al",
        "王伟",
        "李",
        "علي",
    ]
)
NAMES: st.SearchStrategy[Name] = st.lists(WORDS | st.text(max_size=8), max_size=4).map(" ".join).map(read_name)


def apart(one: str, other: str) -> tuple[Difference, ...]:
    """How two names differ, as typed."""
    return differences(read_name(one), read_name(other))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Müller, Dr. Hans-J. (Hansi)", ("hans", "j", "muller")),
        ('Prof. Robert "Bob" SMITH, PhD', ("robert", "smith")),
        ("Seán O’Neill", ("sean", "oneill")),
        ("J.R. Łukasz", ("j", "r", "lukasz")),
        ("王伟", ("王伟",)),
        ("प्रिया शर्मा", ("प्रिया", "शर्मा")),
        ("(Bob)", ("bob",)),
        ("Ma, Jack", ("jack", "ma")),
        (" - ", ()),
    ],
)
def test_a_name_is_its_words(text: str, words: Name) -> None:
    """Titles, degrees, asides, accents and case are taken off; first names come first."""
    assert read_name(text) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana Souza", "SOUZA, Ana"),
        ("Mara van der Ven", "Vanderven, Mara"),
        ("Ana da Silva", "Ana Silva"),
        ("Ikshita Narayanan", "Ikshita K. Narayanan"),
        ("Ana M. Silva", "Ana Maria Silva"),
        ("Jean-Luc Petit", "Jeanluc Petit"),
        ("محمد علي", "مُحَمَّد علي"),
        ("王伟", "王伟"),
    ],
)
def test_one_name_in_two_forms(one: str, other: str) -> None:
    """Order, particles, joints, points and a middle initial make no other name."""
    assert apart(one, other) == ()


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("Robert Smith", "Bob Smith", (NICKNAME,)),
        ("Smith, Bill", "Will Smith", (NICKNAME,)),
        ("Robert Smith", "Bob Smyth", (NICKNAME, SLIP)),
        ("Bobby Hall", "Robby Hall", (KINDRED,)),
        ("Doanld Graves", "Don Graves", (KINDRED,)),
        ("Mara Lindqvist", "Mara Lindquist", (SLIP,)),
        ("Hans Müller", "Hans Mueller", (SLIP,)),
        ("Katherine Hill", "Catherine Hill", (SLIP,)),
        ("Corey Hall", "Cory Hall", (SLIP,)),
        ("T. Lloyd", "Tara Lloyd", (INITIAL,)),
        ("Victor Manuel Hervás", "Victor Hervás", (MIDDLE,)),
        ("John A. Smith", "John B. Smith", (Difference.OTHER_MIDDLE,)),
        ("Evie Dean", "Dean", (PART,)),
        ("Anna", "Anna", (PART,)),
        ("A. Souza", "Souza, A", (INITIAL,)),
        ("Isabella Fletcher", "Isabella Fltceer", (JUMBLED,)),
        ("Carol Hoover", "Cark Hoover", (JUMBLED,)),
        ("", "Ana Souza", (Difference.BLANK,)),
    ],
)
def test_the_kind_of_difference_between_two_names(one: str, other: str, found: Any) -> None:
    """Nicknames, typing errors, initials and parts of a name are different results."""
    assert apart(one, other) == found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mark Lee", "Mary Lee"),
        ("Roe Mark", "Mary Roe"),
        ("Jan Roe", "Jon Roe"),
        ("Daniel Roe", "Daniela Roe"),
        ("Mario Rossi", "Maria Rossi"),
        ("Jan Kowalski", "Jan Kowalska"),
        ("Anna Schmidt", "Anna Weber"),
        ("Maria Garcia Lopez", "Maria Garcia Ruiz"),
        ("A. Smith", "B. Smith"),
        ("Person 1", "Person 11"),
        ("王伟", "王芳"),
    ],
)
def test_two_names_are_two_people(one: str, other: str) -> None:
    """Two real first names, a man's and a woman's form, another surname, another number: not one person."""
    assert apart(one, other) == (OTHER,)


def test_a_last_name_may_be_misspelt_as_a_first_name() -> None:
    """Rules for first names do not apply to last names."""
    assert apart("Ana Donald", "Ana Ronald") == (SLIP,)
    assert apart("Donald Roe", "Ronald Roe") == (OTHER,)


@given(NAMES, NAMES)
def test_differences_are_the_same_both_ways(one: Name, other: Name) -> None:
    """Who is compared with whom does not matter, and a different name is never mixed with what it has in common."""
    found = differences(one, other)
    assert sorted(found) == sorted(differences(other, one))
    assert OTHER not in found or found == (OTHER,)


@given(NAMES, st.randoms(use_true_random=False))
def test_the_order_of_a_name_does_not_matter(name: Name, chance: Any) -> None:
    """Any order of the same words is the same name."""
    shuffled = list(name)
    chance.shuffle(shuffled)
    assert set(differences(name, tuple(shuffled))) <= {PART, INITIAL, Difference.BLANK}


@given(WORDS, WORDS)
def test_words_differ_the_same_both_ways(one: str, other: str) -> None:
    """Two words differ in one way, whichever comes first."""
    if one != other:
        assert word_difference(one, other) is word_difference(other, one)
        assert jumbled(one, other) == jumbled(other, one)


@given(TEXTS | st.text(max_size=2000))
def test_any_text_is_read_as_a_name(text: str) -> None:
    """Whatever is in the cell, a name is at most eight words without spaces, and never two people's."""
    name = read_name(text)
    assert len(name) <= 8
    assert all(word and not word.isspace() for word in name)
    assert OTHER not in differences(name, name)
