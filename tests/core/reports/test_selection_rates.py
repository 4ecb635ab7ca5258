"""Selection rates against hand-computed tables, and Fisher's exact p against its definition."""

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from automation.core.reports.selection_rates import Compared, Group, compare, fisher_exact
from tests.support.profile import examples

COUNTS = st.integers(0, 40)


def by_definition(a: int, b: int, c: int, d: int) -> Fraction:
    """Every table with the same margins, its probability as a fraction."""
    row, column, total = a + b, a + c, a + b + c + d

    def chance(k: int) -> Fraction:
        return Fraction(comb(column, k) * comb(total - column, row - k), comb(total, row))

    every = range(max(0, row + column - total), min(row, column) + 1)
    return sum((chance(k) for k in every if chance(k) <= chance(a)), Fraction())


@pytest.mark.parametrize(
    ("table", "p"),
    [
        # The lady tasting tea: all four right, both tails; and three right.
        ((4, 0, 0, 4), 2 / 70),
        ((3, 1, 1, 3), 34 / 70),
        # Every table is as likely.
        ((5, 5, 5, 5), 1.0),
        ((0, 0, 3, 4), 1.0),
        ((0, 0, 0, 0), 1.0),
    ],
)
def test_known_tables(table: tuple[int, int, int, int], p: float) -> None:
    """Worked by hand."""
    assert fisher_exact(*table) == pytest.approx(p, abs=1e-12)


@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_as_defined_and_symmetric(a: int, b: int, c: int, d: int) -> None:
    """The sum over all tables no likelier; turning the table round or over changes nothing."""
    p = fisher_exact(a, b, c, d)
    assert p == pytest.approx(float(by_definition(a, b, c, d)), rel=1e-12)
    assert p == fisher_exact(c, d, a, b) == fisher_exact(b, a, d, c) == fisher_exact(a, c, b, d)
    assert 0 < p <= 1


@settings(max_examples=examples(10))
@given(st.integers(0, 1_500), st.integers(1, 1_500), st.integers(0, 1_500), st.integers(1, 1_500))
def test_large_counts_stay_a_probability(a: int, b: int, c: int, d: int) -> None:
    """No overflow, whatever a person types."""
    assert 0 <= fisher_exact(a, b, c, d) <= 1


def test_each_beside_the_highest_rate() -> None:
    """12 of 80 beside 48 of 120: 0.15 over 0.4; the highest stands as 1 without a p."""
    low, high, none = Group("A", 80, 12), Group("B", 120, 48), Group("C", 0, 0)
    one, best, empty = compare([low, high, none])
    assert one.ratio == pytest.approx(0.375)
    assert one.p == fisher_exact(12, 68, 48, 72)
    assert not one.small
    assert (best.ratio, best.p) == (1.0, None)
    assert empty == Compared(none, None, None, small=True)


def test_small_groups_are_marked() -> None:
    """29 considered is small on either side; 30 is not."""
    assert [one.small for one in compare([Group("A", 29, 5), Group("B", 30, 20)])] == [True, False]
    assert [one.small for one in compare([Group("A", 40, 5), Group("B", 29, 20)])] == [True, True]


def test_nothing_to_compare() -> None:
    """If no one was considered, or no one was selected anywhere, there is no ratio."""
    assert [one.ratio for one in compare([Group("A", 0, 0)])] == [None]
    assert [one.ratio for one in compare([Group("A", 40, 0), Group("B", 50, 0)])] == [None, None]
    assert compare([]) == []


@pytest.mark.parametrize("group", [Group("A", 3, 4), Group("A", 3, -1), Group("A", 10**6, 1)])
def test_counts_that_cannot_be(group: Group) -> None:
    """The message names the group."""
    with pytest.raises(ValueError, match="A: selected"):
        compare([Group("B", 10, 1), group])
