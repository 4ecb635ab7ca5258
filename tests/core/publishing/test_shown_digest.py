"""The digest of what the program's tabs show."""

from hypothesis import given
from hypothesis import strategies as st

from automation.core.model import Cell, Row
from automation.core.publishing.shown_digest import BLOCK, ShownDigest
from automation.core.schema import BP_DATA, BP_MATCHES
from automation.core.text import text_of

CELLS = st.none() | st.sampled_from(["", "a", "b c", "0", "1"]) | st.integers(0, 2) | st.floats(0, 2) | st.booleans()


@given(st.lists(st.lists(CELLS, max_size=4), max_size=3), st.data())
def test_a_digest_is_of_the_texts_that_a_tab_shows(rows: list[list[Cell]], data: st.DataObject) -> None:
    """Numbers count as they are shown, blanks on the right do not count, and every other text does."""
    texts = [[text_of(cell) for cell in row] for row in rows]
    wider = [[*row, *data.draw(st.lists(st.sampled_from([None, ""]), max_size=2))] for row in rows]
    known = ShownDigest().of({BP_MATCHES: [], BP_DATA: rows})
    assert ShownDigest().of({BP_DATA: texts}) == ShownDigest().of({BP_DATA: wider}) == known
    if any(map(any, texts)):
        row, column = data.draw(
            st.sampled_from([(r, c) for r, cells in enumerate(texts) for c, text in enumerate(cells) if text])
        )
        other = [list(cells) for cells in texts]
        other[row][column] += "!"
        assert ShownDigest().of({BP_DATA: other}) != known
        assert ShownDigest().of({BP_MATCHES: rows}) != known


@given(st.lists(st.integers(0, 3 * BLOCK), max_size=4), st.sampled_from(["changed", "taken out", "added"]))
def test_rows_that_were_seen_before_change_no_digest(places: list[int], what: str) -> None:
    """One that has seen the tab before some rows changed gives the digest of one that has not."""
    rows: list[Row] = [[str(number), number] for number in range(2 * BLOCK + 7)]
    seen = ShownDigest()
    before = seen.of({BP_DATA: rows})
    other = list(rows)
    for place in places:
        at = place % len(other)
        other[at : at + (what != "added")] = [] if what == "taken out" else [["new", place]]
    now = seen.of({BP_DATA: other})
    assert now == ShownDigest().of({BP_DATA: other})
    assert (now == before) == (not places)
    assert seen.of({BP_DATA: rows}) == before
