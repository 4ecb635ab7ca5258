"""The cells of a row by their headers, without a dictionary for each row."""

import pytest

from automation.core.tabs.row_cells import RowCells, same, under

PLACES = {"A": 0, "B": 2, "C": None}


def test_cells_are_read_by_header() -> None:
    """They equal a dictionary; a column that is missing, or beyond the end of a short row, is empty."""
    assert RowCells(PLACES, ("x", "y", 3)) == {"A": "x", "B": 3, "C": None}
    assert RowCells(PLACES, ["x"]) == {"A": "x", "B": None, "C": None}
    with pytest.raises(KeyError):
        RowCells(PLACES, ("x",))["D"]


def test_cells_under_headers_are_those_of_a_dictionary() -> None:
    """Both answer in the order that is asked for, with None for what they do not have."""
    cells = RowCells(PLACES, ("x", "y", 3))
    assert under(cells, ["B", "D", "A"]) == under(dict(cells), ["B", "D", "A"]) == [3, None, "x"]


def test_equal_cells_of_other_types_are_not_the_same() -> None:
    """1, 1.0 and TRUE are written in three ways."""
    assert same(["x", 1], ["x", 1])
    assert not any(same([1], [other]) for other in (1.0, True, "1"))
