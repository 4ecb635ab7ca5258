"""Frames keep rows together: every selection shows the cells of the rows that a list of rows shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core.frame import Frame
from automation.core.model import each_row

ROWS = st.lists(st.tuples(st.sampled_from("abc"), st.none() | st.integers(0, 3)), max_size=8)


@given(ROWS, st.data())
def test_a_selection_shows_the_chosen_rows(rows: list[tuple[str, int | None]], data: st.DataObject) -> None:
    keys = [f"k{number}" for number in range(len(rows))]
    frame = Frame.of(rows, ("word", "number")).under(keys)
    whole = [(key, *row) for key, row in zip(keys, rows, strict=True)]
    assert (len(frame), list(frame.columns), [tuple(row) for row in each_row(frame)]) == (
        len(rows),
        ["word", "number"],
        whole,
    )
    flags = data.draw(st.lists(st.booleans(), min_size=len(rows), max_size=len(rows)))
    chosen = [row for row, flag in zip(whole, flags, strict=True) if flag]
    some = data.draw(st.permutations(chosen))
    assert [tuple(row) for row in each_row(frame.where(flags))] == chosen
    assert [tuple(row) for row in each_row(frame.only(key for key, *_ in some))] == some
    assert list(frame.having("word", "a", "b").index) == [key for key, word, _ in whole if word in {"a", "b"}]
    assert list(frame.having("number", None)["number"]) == [None] * sum(number is None for _, _, number in whole)


def test_columns_belong_to_their_rows() -> None:
    """A copy has other cells and the frame stays; columns of another length and unknown keys are refused."""
    frame = Frame({"word": ["a", "b"]}, ["one", "two"])
    changed = frame.assign(word=["c", "d"], more=[1, 2])
    assert [(row.Index, row.word, row.more) for row in each_row(changed)] == [("one", "c", 1), ("two", "d", 2)]
    assert (list(frame["word"]), frame.columns, [*frame.index]) == (["a", "b"], ["word"], ["one", "two"])
    assert [row.Index for row in each_row(Frame({"word": ["a", "b"]}))] == [0, 1]
    with pytest.raises(ValueError, match="differ in length"):
        frame.assign(word=["c"])
    with pytest.raises(KeyError):
        frame.only(["three"])
