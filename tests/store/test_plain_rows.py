"""Rows that are taken for plain are well-formed, reach as far as is said, and hide nothing."""

from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core.tabs.grid import column_letters
from automation.store.xlsx.calamine import CellReader
from automation.store.xlsx.extent import Size, plain_size
from automation.store.xlsx.package import Package
from automation.store.xlsx.plain_rows import plain_rows
from automation.store.xlsx.tab_reader import Tab, well_formed
from tests.store.parts import packed, small

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=6)
VALUES = st.one_of(
    TEXTS.map(lambda text: f' t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'),
    st.integers(0, 99).map(lambda at: f' t="s"><v>{at}</v></c>'),
    st.sampled_from(["/>", ' s="4"/>', "><v>7</v></c>", ' s="2"><v>45000.25</v></c>', ' t="b"><v>1</v></c>']),
    st.sampled_from(["><v>15550100101</v></c>", ' t="n"><v>-1.5E-7</v></c>', ' t="inlineStr" />', ' s="3" t="n" />']),
    st.sampled_from([' s="2"><v>1E7</v></c>', ' s="2"><v>-1</v></c>', ' t="e"><v>#REF!</v></c>', "><f>A1</f></c>"]),
)
ENDS = st.sampled_from(["", ' spans="1:9"', ' ht="15.75" customHeight="1"', ' x14ac:dyDescent="0.25"'])


@st.composite
def rows(draw: st.DrawFn) -> bytes:
    """The XML of a few rows, most of which is plain."""
    made = ""
    for number in sorted(draw(st.sets(st.integers(1, 2_000), max_size=4))):
        columns = sorted(draw(st.sets(st.integers(0, 30) | st.sampled_from([701, 702]), max_size=4)))
        cells = "".join(f'<c r="{column_letters(column)}{number}"{draw(VALUES)}' for column in columns)
        made += f'<row r="{number}"{draw(ENDS)}>{cells}</row>'
    return made.encode()


# What breaks rows, or what a cell holds.
BREAKS = st.sampled_from(
    'Z|9|-|E|<|&|"|]|]]>|x:|<c/>|<row>|</row>|<!---->|<c r="B1"/>| r="1"|&amp;|&#7;|&#55296;|&#8211;|&#x2013;|&#xD800;|'
    "&#xFFFF;|&#x10FFFF;|\uffff|\uffe5|\x07|\n| ".encode().split(b"|")
) | st.sampled_from([b"\xff", b"\xc3"])


def check(xml: bytes) -> bool:
    """Whether rows are taken for plain. If so, they are what that promises."""
    size = plain_rows(xml)
    if size is None:
        return False
    assert well_formed(xml) == xml
    exact = plain_size(xml)
    assert exact is not None
    assert (size.rows, size.cells) == (exact.rows, exact.cells)
    assert size.columns[-1:] == exact.columns[-1:]
    tab = Tab()
    tab.note_hidden(xml)
    assert (tab.failed, tab.formulas) == ([], [])
    assert CellReader(Package(packed(small()))).without_false_days(xml) == xml
    return True


@given(rows(), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 3), BREAKS | st.just(b"")), max_size=2))
def test_what_is_taken_for_plain_is_plain(xml: bytes, changes: list[tuple[float, int, bytes]]) -> None:
    """Rows as programs write them, and the same with some bytes changed, taken out or added."""
    for place, out, new in changes:
        at = round(place * len(xml))
        xml = xml[:at] + new + xml[at + out :]
    check(xml)


PLAIN = '<row r="3" spans="1:2"><c r="A3" t="inlineStr"><is><t>Zoë &amp; ]] ￥</t></is></c><c r="AB3" s="1"/></row>'


@pytest.mark.parametrize(
    ("xml", "plain"),
    [
        (PLAIN, True),
        ("", True),
        ('<row r="3"/>', True),
        (PLAIN + PLAIN.replace("3", "4"), True),
        (PLAIN + "\n" + PLAIN, False),
        (PLAIN.replace("A3", "A4"), False),
        (PLAIN.replace("AB3", "ZZ3"), True),
        (PLAIN.replace("AB3", "AAA3"), False),
        (PLAIN.replace("spans", "r"), False),
        (PLAIN.replace('spans="1:2"', 'ht="1" ht="2"'), False),
        (PLAIN.replace(" ]] ", " ]]> "), False),
        (PLAIN.replace("￥", "\uffff"), False),
        (PLAIN.replace("&amp;", "&copy;"), False),
        (PLAIN.replace("&amp;", "&#10;&#33;&#8211;&#49999;&#128512;&#xe9;&#x20AC;&#x1F600;"), False),
        (PLAIN.replace("&amp;", "&#10;&#33;&#8211;&#49999;&#128512;&#x20AC;&#x1F600;"), True),
        *((PLAIN.replace("&amp;", f"&#{code};"), False) for code in (0, 8, 31, 55296, 65535, "x0000", "xDFFF", "x8")),
        (PLAIN.replace(' s="1"/>', "><v>-1E7</v></c>"), True),
        (PLAIN.replace("/>", "><v>-1E7</v></c>"), False),
        (PLAIN.replace("/>", "><v>1234567</v></c>"), False),
        (PLAIN.replace("&amp;", "\x0b"), False),
        (PLAIN.replace('s="1"/>', 't="s"><f>A1</f><v>1</v></c>'), False),
    ],
)
def test_which_rows_are_plain(xml: str, plain: bool) -> None:
    """Each way to break a row, and the least that differs from it."""
    assert check(xml.encode()) == plain


def test_text_in_no_encoding_is_not_plain() -> None:
    """Bytes that are no UTF-8, as an old program may write them."""
    assert not check(PLAIN.encode("latin-1", "replace"))


def test_the_size_is_that_of_all_rows() -> None:
    """Rows are numbers from 1, columns indexes from 0; a row without cells reaches nowhere."""
    xml = PLAIN + '<row r="9"/>' + PLAIN.replace("3", "12").replace("AB", "C")
    assert plain_rows(xml.encode()) == Size([3, 12], [2, 27], 4)
