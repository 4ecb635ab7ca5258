"""A tab that is read piece by piece shows the cells that it shows when it is read at once, however it is written."""

from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.errors import SchemaError
from automation.store.xlsx.package import Package
from automation.store.xlsx.tab_reader import TabReader
from tests.store.parts import MAIN, NOTES, WORKBOOK_RELS, Parts, packed, sheet, small
from tests.store.test_sheet_patch import Grid, _sheet, dialects, grids, relaxed


def _row(number: int, content: str = "<v>7</v>") -> bytes:
    return f'<row r="{number}"><c r="A{number}">{content}</c></row>'.encode()


# What makes rows irregular, or shows something else than values.
ODD: Mapping[str, Callable[[bytes], bytes]] = {
    "nothing": lambda xml: xml,
    "failed formula": lambda xml: xml.replace(b"</row>", b'<c r="BZ3" t="e"><v>#REF!</v></c></row>', 1),
    "first row last": lambda xml: xml.replace(b"</sheetData>", _row(1) + b"</sheetData>"),
    "a row twice": lambda xml: xml.replace(b"</row>", b"</row>" + _row(3)),
    "no references": lambda xml: xml.replace(b"</row>", b"<c><v>7</v></c></row>"),
    "blank, far away": lambda xml: xml.replace(b"</sheetData>", _row(900_000, "") + b"</sheetData>"),
    "formula far away": lambda xml: xml.replace(b"</sheetData>", _row(5_000, "<f>1</f>") + b"</sheetData>"),
    "last rows swapped": lambda xml: xml.replace(b"</sheetData>", _row(9) + _row(8) + b"</sheetData>"),
    "wide at the top": lambda xml: xml.replace(b"</row>", b'<c r="XFD1"><v>7</v></c></row>', 1),
    "an instruction": lambda xml: xml.replace(b"</row>", b"</row><?skip <row?>", 1),
    "not well-formed": lambda xml: xml.replace(b"</row>", b"</row></row>", 1),
    "no end": lambda xml: xml.replace(b"</sheetData>", b""),
    "shared, written oddly": lambda xml: xml.replace(b"</row>", b"<c r=\"CA5\" t = 's'><v>0</v></c></row>", 1),
    "shared strings": lambda xml: xml.replace(b"</row>", b'<c r="CA5" t="s"><v>0</v></c></row>', 1),
}


def _with_strings() -> Parts:
    """The parts of a small workbook with one shared string."""
    parts, of = small(), "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    related = f'<Relationship Id="strings" Type="{of}" Target="sharedStrings.xml"/></Relationships>'
    return parts | {
        WORKBOOK_RELS: parts[WORKBOOK_RELS].replace(b"</Relationships>", related.encode()),
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"><si><t>shared</t></si></sst>'.encode(),
    }


def _read(xml: bytes, piece: int = 0) -> object:
    """What is read of a tab, in pieces or at once, or the error where it cannot be read."""
    reader = TabReader(Package(packed(_with_strings() | {NOTES: xml})), piece)
    try:
        tab = reader.whole("My notes") if piece else reader._at_once("My notes")
        reader.finish()
    except Exception as error:  # noqa: BLE001  (Which error it is has to be the same.)
        return type(error).__name__, str(error)
    # Below the last row, a formula belongs to no one.
    return repr((tab.rows, tab.failed, [one for one in tab.formulas if one[0] < len(tab.rows)])), tab.cells


@relaxed
@given(grids, dialects, st.booleans(), st.integers(150, 400))
def test_pieces_show_what_the_whole_shows(grid: Grid, dialect: Mapping[str, object], usual: bool, piece: int) -> None:
    written = _sheet(grid, {**dialect, "prefix": "", "comments": False} if usual else dialect)
    for odd, change in ODD.items():
        xml = change(written)
        read = _read(xml)
        assert (odd, _read(xml, piece)) == (odd, read)
        assert ("shared" in str(read)) == (odd.startswith("shared") and xml != written)


def test_a_large_tab_is_read_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library never gets much more than a piece, and what follows the rows is kept for who asks for the filter."""
    rows = "\n".join(f"P{n},p{n}@mail.example" for n in range(500))
    package = Package(packed(small() | {NOTES: sheet(rows, after="<autoFilter ref='A1:B500'/>")}))
    reader, sizes = TabReader(package, 2_000), list[int]()
    areas = reader._reader.areas
    monkeypatch.setattr(reader._reader, "areas", lambda xml: sizes.append(sum(map(len, xml))) or areas(xml))
    tab = reader.whole("My notes")
    reader.finish()
    assert tab.rows == [[f"P{n}", f"p{n}@mail.example"] for n in range(500)]
    assert (max(sizes) < 6_000, len(sizes) > 10, tab.cells) == (True, True, 1_000)
    assert package.after_rows == {NOTES: b"</sheetData><autoFilter ref='A1:B500'/></worksheet>"}


def test_pieces_that_make_no_rectangle_together_are_no_tab() -> None:
    """Each piece of a long tab could be laid out with a cell in the last column, but not all of them."""
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(2, 1_500))
    wide = f'<row r="1"><c r="XFD1"><v>7</v></c></row>{rows}'
    xml = f'<worksheet xmlns="{MAIN}"><sheetData>{wide}</sheetData></worksheet>'.encode()
    reader = TabReader(Package(packed(small() | {NOTES: xml})), 4_000)
    with pytest.raises(SchemaError, match="My notes has something in XFD1"):
        reader.whole("My notes")
