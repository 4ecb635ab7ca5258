"""The cells of a row by their headers, without a dictionary for each row."""

import pytest

from automation.core.tabs.row_cells import RowCells, Under, picker, same

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
    pick = picker([2, 0])
    assert [pick(row) for row in (("a", "b", "c"), ["a"], ())] == [("c", "a"), (None, "a"), (None, None)]
    assert (picker([])(("a",)), picker([0])(("a",)), picker([None, 0])(("a",))) == ((), ("a",), (None, "a"))


def test_equal_cells_of_other_types_are_not_the_same() -> None:
    """1, 1.0 and TRUE are written in three ways."""
    assert same(["x", 1], ["x", 1])
    assert not any(same([1], [other]) for other in (1.0, True, "1"))
