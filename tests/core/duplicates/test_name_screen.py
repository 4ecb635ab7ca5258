from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from automation.core.duplicates.blocking import Pairs
from automation.core.duplicates.name_screen import worth_comparing
from automation.core.duplicates.pair_scoring import TWO_PEOPLE, Row, compared
from automation.core.identity.name_comparison import read_name

KNOWN = ["robert", "bob", "bobby", "james", "jim", "mark", "mary", "smith", "smyth", "de", "j", "daniel", "daniela"]
WORDS = st.sampled_from(KNOWN) | st.text("abcdehikmnopsyüł王", min_size=1, max_size=10)
NAMES = st.lists(WORDS, max_size=3).map(" ".join)


def a_row(*names: str) -> Row:
    """A row of which only the names are known."""
    forms = tuple(map(read_name, names))
    return Row(forms, False, "", "", "", frozenset(), "", "", "", "", False, {})


def left_of(names: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs of rows with these names that are worth comparing."""
    rows = [a_row(name) for name in names]
    return sorted(worth_comparing(rows, all_pairs(rows)))


def all_pairs(rows: Sequence[Row]) -> Pairs:
    """Each pair of rows."""
    return np.asarray(list(combinations(range(len(rows)), 2)), dtype=np.int64).reshape(-1, 2)


@given(st.lists(st.tuples(WORDS, WORDS).map(" ".join) | NAMES, min_size=2, max_size=6), WORDS)
@example(["donald roe", "ronald roe", "zacky roe", "saki roe", "roe abcdefghij", "roe abcdefklmn"], "roe")
def test_a_pair_that_is_left_out_is_two_people(names: Sequence[str], shared: str) -> None:
    """Leaving pairs out changes no answer."""
    all_names = [*names, *(f"{name.split()[0]} {shared}" for name in names if name.split())]
    rows = [a_row(name) for name in all_names]
    left = set(worth_comparing(rows, all_pairs(rows)))
    for one, other in set(combinations(range(len(rows)), 2)) - left:
        assert compared(rows[one], rows[other]) is TWO_PEOPLE


@pytest.mark.parametrize(
    ("one", "other", "worth"),
    [
        ("Ann Anderson", "Ann Bucket", False),
        ("James Roe", "Peter Roe", False),
        ("Roe James", "Peter Roe", False),
        ("James Roe", "Roe Peter", False),
        # Nicknames, spellings, typos.
        ("Bob Roe", "Robert Roe", True),
        ("Philip Roe", "Filip Roe", True),
        ("Ann Anderson", "Ann Andresen", True),
        # Much the same letters, in any order.
        ("Ann Liverpool", "Ann Polverilo", True),
        # Initials, particles, more words than two, no word in common: names are compared in full.
        ("A. Roe", "Bernard Roe", True),
        ("Ann De", "Ann Bucket", True),
        ("Ann Maria Bucket", "Ann Souza", True),
        ("Ann Bucket", "Peter Roe", True),
    ],
)
def test_pairs_with_quite_other_words_are_left_out(one: str, other: str, *, worth: bool) -> None:
    """Only a name of two words, of which one is quite different and the other the same, is left out."""
    assert left_of([one, other]) == ([(0, 1)] if worth else [])


def test_a_preferred_name_is_compared_in_full() -> None:
    """A row with two forms of a name may be like another one by either."""
    rows = [a_row("James Roe", "Pete Roe"), a_row("Peter Roe")]
    assert list(worth_comparing(rows, all_pairs(rows))) == [(0, 1)]


def test_no_pairs_are_no_pairs() -> None:
    """A workbook without rows has nothing to compare."""
    assert list(worth_comparing([], all_pairs([]))) == []
