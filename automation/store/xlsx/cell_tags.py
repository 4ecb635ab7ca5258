"""Finding the cells in the XML of a sheet's rows, however their tags are written."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from automation.core.tabs.grid import column_letters
from automation.store.xlsx.refusals import DAMAGED, NotAWorkbook
from automation.store.xlsx.sheet_xml import column_index

_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_ROW_OR_CELL = re.compile(
    rb"""<(?:[^\s<>/:!?]+:)?(row|c)((?:\s(?:[^<>"']|"[^"<]*"|'[^'<]*')*?)?)(/?)>""",
)
_CELL_END = re.compile(rb"</(?:[^\s<>/:]+:)?c\s*>")
# Finds attributes one after the other, so that a value that looks like an attribute is not taken for one.
ATTRIBUTE = re.compile(rb"""\s([^\s<>/='"]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


@dataclass(frozen=True, slots=True)
class CellXml:
    """A cell: its place in the tab, and where its XML begins and ends.

    Attributes:
        row: 1 is the first.
        column: The index; 0 is A.
        start: Where the start tag begins.
        end: Where the end tag ends.
        body: The XML between the tags.
        kind: The attribute `t`, "n" without one.
    """

    row: int
    column: int
    start: int
    end: int
    body: bytes
    kind: str

    @property
    def name(self) -> str:
        """The reference, such as B7."""
        return f"{column_letters(self.column)}{self.row}"


def _attributes(text: bytes) -> Mapping[bytes, bytes]:
    """The attributes of a start tag: the name, with its prefix, → the value."""
    return {one[1]: one[2] if one[2] is not None else one[3] for one in ATTRIBUTE.finditer(text)}


def reference_of(text: bytes) -> str | None:
    """The attribute `r` in the text of a row's or a cell's start tag; None without one. Fast where it is the first."""
    if text.startswith(b' r="'):
        return text[4 : text.index(b'"', 4)].decode()
    value = _attributes(text).get(b"r") if text else None
    return None if value is None else value.decode()


def tags_in(rows: bytes, start: int = 0) -> Iterator[tuple[int, int, re.Match[bytes]]]:
    """The start tags of all cells from a byte on: the row's number, the column's index, the tag.

    A cell without a reference is placed by counting.
    """
    row, column = 0, -1
    for tag in _ROW_OR_CELL.finditer(rows, start):
        reference = reference_of(tag[2])
        if tag[1] == b"row":
            row, column = row + 1 if reference is None else _number(reference), -1
            continue
        if reference is None:
            row_of_cell, column = max(row, 1), column + 1
        else:
            place = _PLACE.fullmatch(reference)
            if place is None:
                raise NotAWorkbook(DAMAGED)
            row_of_cell, column = int(place[2]), column_index(place[1].upper())
        yield row_of_cell, column, tag


def cells_in(rows: bytes, start: int = 0) -> Iterator[CellXml]:
    """All cells from a byte on, with their bodies."""
    for row, column, tag in tags_in(rows, start):
        body, end = b"", tag.end()
        if not tag[3]:
            closing = _CELL_END.search(rows, end)
            if closing is None:
                raise NotAWorkbook(DAMAGED)
            body, end = rows[end : closing.start()], closing.end()
        yield CellXml(row, column, tag.start(), end, body, _attributes(tag[2]).get(b"t", b"n").decode())


def _number(text: str) -> int:
    if not re.fullmatch("[0-9]{1,7}", text):
        raise NotAWorkbook(DAMAGED)
    return int(text)


def tag_before(rows: bytes, start: int, end: int) -> re.Match[bytes] | None:
    """The start tag of a cell that is the last one between two bytes; None without one."""
    at = rows.rfind(b"<", start, end)
    while at >= 0:
        if (tag := _ROW_OR_CELL.match(rows, at, end)) and tag[1] == b"c":
            return tag
        at = rows.rfind(b"<", start, at)
    return None


def without(rows: bytes, cells: Sequence[CellXml]) -> bytes:
    """The same rows without some cells, which are in order."""
    pieces, at = [], 0
    for cell in cells:
        pieces.append(rows[at : cell.start])
        at = cell.end
    return b"".join([*pieces, rows[at:]])
