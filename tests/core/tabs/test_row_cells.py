"""The cells of a row by their headers, without a dictionary for each row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core.model import Cell
from automation.core.tabs.row_cells import Picker, RowCells, Under, same

PLACES = {"A": 0, "B": 2, "C": None}


def test_cells_are_read_by_header() -> None:
    """They equal a dictionary; a column that is missing, or beyond the end of a short row, is empty."""
    assert RowCells(PLACES, ("x", "y", 3)) == {"A": "x", "B": 3, "C": None}
    assert RowCells(PLACES, ["x"]) == {"A": "x", "B": None, "C": None}
    with pytest.raises(KeyError):
        RowCells(PLACES, ("x",))["D"]


def test_cells_under_headers_are_those_of_a_dictionary() -> None:
    """Both answer in the order that is asked for, with None for what they do not have."""
    under = Under(["B", "D", "A"])
    for row in (("x", "y", 3), ("x", "y"), ["x", "y", 3, 4]):
        cells = RowCells(PLACES, row)
        assert under(cells) == under(dict(cells)) == (3 if len(row) > 2 else None, None, "x")
    assert under(RowCells({"B": 0, "D": 1, "A": 2}, (1, 2, 3))) == (1, 2, 3), "places of another tab"


def test_a_row_that_ends_early_has_nothing_there() -> None:
    """Whether the row holds all of the places, or only some."""
    pick, rows = Picker([2, 0]), [("a", "b", "c"), ["a"], ()]
    assert [pick(row) for row in rows] == [("c", "a"), (None, "a"), (None, None)]
    assert (Picker([])(("a",)), Picker([0])(("a",)), Picker([None, 0])(("a",))) == ((), ("a",), (None, "a"))


@given(
    st.lists(st.none() | st.integers(0, 4), max_size=4),
    st.lists(st.lists(st.integers(), max_size=6), max_size=3),
    st.integers(0, 300),
)
def test_many_rows_are_picked_from_like_one(places: list[int | None], rows: list[list[Cell]], more: int) -> None:
    """Also where a short one is among hundreds of long ones."""
    pick, found = Picker(places), [*([1, 2, 3, 4, 5] for _ in range(more)), *rows]
    assert list(pick.each(found)) == list(map(pick, found))


def test_equal_cells_of_other_types_are_not_the_same() -> None:
    """1, 1.0 and TRUE are written in three ways."""
    assert same(["x", 1], ["x", 1])
    assert not any(same([1], [other]) for other in (1.0, True, "1"))
