from hypothesis import given
from hypothesis import strategies as st

from tests.sheets_emulator.references import Reference, match_reference, rewrite, translated
from tests.sheets_emulator.structure import Shift, deleting, inserting, moving

INDEX = st.integers(0, 12)
SPANS = st.tuples(INDEX, st.integers(1, 5)).map(lambda pair: (pair[0], sum(pair)))


@given(SPANS, INDEX, st.integers(1, 4))
def test_deleting_an_insert_restores_every_span(span: tuple[int, int], at: int, count: int) -> None:
    """An insert and its deletion leave all positions as they were."""
    inserted = inserting("ROWS", at, count).span(span)
    assert inserted is not None
    assert deleting("ROWS", at, at + count).span(inserted) == span


@given(SPANS, INDEX, INDEX)
def test_moving_keeps_every_row(block: tuple[int, int], to: int, row: int) -> None:
    """A move is a permutation: no row is lost, and moving back restores each."""
    first, last = block
    if first < to < last:
        return
    landing = to - (last - first) if to >= last else to
    there = moving("ROWS", first, last, to).index(row)
    back = moving("ROWS", landing, landing + last - first, last if to < first else first)
    assert there is not None
    assert back.index(there) == row


def shifted(formula: str, shift: Shift) -> str:
    """The formula with its rows shifted."""

    def change(reference: Reference) -> Reference | None:
        moved = shift.span((reference.area.top, reference.area.bottom))
        area = reference.area
        if moved is None:
            return None
        return Reference(
            reference.sheet, area._replace(top=moved[0], bottom=moved[1]), reference.single, reference.fixed
        )

    return rewrite(formula, change)


def test_whole_columns_stand_still_and_open_ranges_do_not() -> None:
    """A row inserted below the header leaves B:B alone, and makes A2:A into A3:A and B1:B9 into B1:B10."""
    old = "=A2:A&B:B&$C$2&'My tab'!B1:B9&\"A2:A\"&LOG10(2)&A2_x"
    assert shifted(old, inserting("ROWS", 1, 1)) == "=A3:A&B:B&$C$3&'My tab'!B1:B10&\"A2:A\"&LOG10(2)&A2_x"


def test_a_reference_to_deleted_cells_breaks() -> None:
    """Deleting all that a reference names leaves #REF!; deleting a part shortens it."""
    assert shifted("=A2+SUM(A1:A3)", deleting("ROWS", 1, 2)) == "=#REF!+SUM(A1:A2)"


def test_copying_moves_relative_references() -> None:
    """Relative references move with a copy, fixed ones and whole columns' rows don't."""
    assert translated("=A1+$B1+C$1+$D$1+E:E+2:2", 2, 1) == "=B3+$B3+D$1+$D$1+F:F+4:4"


def test_references_are_written_as_they_were_read() -> None:
    """Reading a reference and writing it again changes nothing."""
    for text in ("A1", "$B$2", "A:A", "$A:$C", "2:3", "A2:A", "B3:5", "'It''s'!C4:D9", "Data!A:A"):
        found = match_reference(text, 0)
        assert found is not None
        assert (str(found[0]), found[1]) == (text, len(text))
