"""What a run leaves for the next one."""

from hypothesis import given
from hypothesis import strategies as st

from automation.core.model import Cell
from automation.core.publishing.last_run import shown_digest
from automation.core.schema import BP_DATA, BP_MATCHES
from automation.core.text import text_of

CELLS = st.none() | st.sampled_from(["", "a", "b c", "0", "1"]) | st.integers(0, 2) | st.floats(0, 2) | st.booleans()


@given(st.lists(st.lists(CELLS, max_size=4), max_size=3), st.data())
def test_a_digest_is_of_the_texts_that_a_tab_shows(rows: list[list[Cell]], data: st.DataObject) -> None:
    """Numbers count as they are shown, blanks on the right do not count, and every other text does."""
    texts = [[text_of(cell) for cell in row] for row in rows]
    wider = [[*row, *data.draw(st.lists(st.sampled_from([None, ""]), max_size=2))] for row in rows]
    known = shown_digest({BP_MATCHES: [], BP_DATA: rows})
    assert shown_digest({BP_DATA: texts}) == shown_digest({BP_DATA: wider}) == known
    if any(map(any, texts)):
        row, column = data.draw(
            st.sampled_from([(r, c) for r, cells in enumerate(texts) for c, text in enumerate(cells) if text])
        )
        other = [list(cells) for cells in texts]
        other[row][column] += "!"
        assert shown_digest({BP_DATA: other}) != known
        assert shown_digest({BP_MATCHES: rows}) != known
