"""Finding the cells in the XML of a sheet's rows, however their tags are written."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from automation.core.tabs.grid import column_letters
from automation.store.xlsx.package import DAMAGED, NotAWorkbook
from automation.store.xlsx.sheet_xml import column_index

_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_ROW_OR_CELL = re.compile(
    rb"""<(?:[^\s<>/:!?]+:)?(row|c)((?:\s(?:[^<>"']|"[^"<]*"|'[^'<]*')*?)?)(/?)>""",
)
_CELL_END = re.compile(rb"</(?:[^\s<>/:]+:)?c\s*>")
# Whole, from one to the next: a value may look like another attribute.
ATTRIBUTE = re.compile(rb"""\s([^\s<>/='"]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


@dataclass(frozen=True, slots=True)
class CellXml:
    """A cell: where it is in the tab, and where its XML begins and ends."""

    row: int
    column: int
    start: int
    end: int
    body: bytes
    kind: str

    @property
    def name(self) -> str:
        """As people call it."""
        return f"{column_letters(self.column)}{self.row}"


def _attributes(text: bytes) -> Mapping[bytes, bytes]:
    """What the start of a tag says: the name of each attribute, with its prefix, and its value."""
    return {one[1]: one[2] if one[2] is not None else one[3] for one in ATTRIBUTE.finditer(text)}


def _reference(text: bytes) -> str | None:
    """Where a row or a cell says that it is; None where it does not say it."""
    if text.startswith(b' r="'):
        return text[4 : text.index(b'"', 4)].decode()
    said = _attributes(text).get(b"r") if text else None
    return None if said is None else said.decode()


def tags_in(rows: bytes, start: int = 0) -> Iterator[tuple[int, int, re.Match[bytes]]]:
    """The start tags of all cells from a byte on, each with its row's number and its column's index.

    Cells that do not say where they are stand where they are counted.
    """
    row, column = 0, -1
    for tag in _ROW_OR_CELL.finditer(rows, start):
        reference = _reference(tag[2])
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
    """Every cell from a byte on, with what is in it."""
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
    """The start tag of the cell that a value stands in; None where a stretch has none."""
    at = rows.rfind(b"<", start, end)
    while at >= 0:
        if (tag := _ROW_OR_CELL.match(rows, at, end)) and tag[1] == b"c":
            return tag
        at = rows.rfind(b"<", start, at)
    return None


def without(rows: bytes, places: Sequence[CellXml]) -> bytes:
    """The same rows without some cells."""
    pieces, at = [], 0
    for place in places:
        pieces.append(rows[at : place.start])
        at = place.end
    return b"".join([*pieces, rows[at:]])
