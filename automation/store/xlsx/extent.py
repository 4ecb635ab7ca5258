"""How far the cells of a tab reach, and whether the tab can be laid out as a rectangle."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from automation.errors import SchemaError
from automation.store.xlsx.cell_tags import CellXml, cells_in, tags_in, without
from automation.store.xlsx.package import Package
from automation.store.xlsx.refusals import DAMAGED, NotAWorkbook
from automation.store.xlsx.sheet_xml import column_index

# The most cells of a tab as a rectangle, and its most rows; each existing cell or row adds SHARE.
ROOM = 8_000_000
ROOM_ROWS = 50_000
SHARE = 4
# A row or column is far from the others if more than half of those before it are empty, plus this many.
GAP_ROWS, GAP_COLUMNS = 1_000, 50

_REFERENCE = re.compile(rb'<c r="([A-Z]{1,3}[0-9]{1,7})"')
_PREFIXED = re.compile(rb":c[\s/>]")
_DIGITS, _LETTERS = b"0123456789", b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def count_cells(rows: bytes) -> int:
    """An upper bound of the number of cells."""
    return rows.count(b"<c") + (sum(1 for _ in _PREFIXED.finditer(rows)) if b":c" in rows else 0)


@dataclass(frozen=True)
class Size:
    """How far a tab reaches, and how many cells it has.

    Attributes:
        rows: The numbers of its rows, sorted; 1 is the first.
        columns: The indexes of its columns, sorted; 0 is A.
        cells: How many cells there are, blank ones included.
    """

    rows: Sequence[int]
    columns: Sequence[int]
    cells: int

    @property
    def fits(self) -> bool:
        """Whether the tab can be laid out as a rectangle."""
        if not self.cells:
            return True
        height, width = self.rows[-1], self.columns[-1] + 1
        return height <= ROOM_ROWS + SHARE * len(self.rows) and height * width <= ROOM + SHARE * self.cells

    @property
    def far_row(self) -> int | None:
        """The first row that is far below the others; None without one."""
        return _far(self.rows, GAP_ROWS)

    @property
    def far_column(self) -> int | None:
        """The first column that is far to the right of the others; None without one."""
        return _far(self.columns, GAP_COLUMNS)


def _far(places: Sequence[int], gap: int) -> int | None:
    return next((place for count, place in enumerate(places) if place > 2 * count + gap), None)


def size_of(rows: bytes) -> Size:
    """The size of some rows of XML. Fast where every cell has a plain reference, as usual."""
    return plain_size(rows) or _exact_size(rows)


def plain_size(rows: bytes) -> Size | None:
    """The size of some rows of XML in which every cell has a plain reference; None for others."""
    references = _REFERENCE.findall(rows)
    if len(references) != rows.count(b"<c") or (b":c" in rows and _PREFIXED.search(rows)):
        return None
    joined = b" ".join(references)
    columns = {column_index(letters.decode()) for letters in set(joined.translate(None, _DIGITS).split())}
    numbers = map(int, set(joined.translate(None, _LETTERS).split()))
    return Size(sorted(numbers), sorted(columns), len(references))


def _exact_size(rows: bytes) -> Size:
    numbers, columns, cells = set[int](), set[int](), 0
    for row, column, _ in tags_in(rows):
        numbers.add(row)
        columns.add(column)
        cells += 1
    return Size(sorted(numbers), sorted(columns), cells)


def without_strays(tab: str, rows: bytes, package: Package) -> bytes:
    """The same rows without blank cells that are far from the others, so that they fit a rectangle.

    Raises:
        SchemaError: A cell that is not blank is too far from the rest.
    """
    size = size_of(rows)
    far_row, far_column = size.far_row, size.far_column
    if size.fits and far_row is None:
        return rows
    begin = _first_far(rows, far_row) if far_column is None and far_row else 0
    strays = [
        cell
        for cell in cells_in(rows, begin)
        if (far_row and cell.row >= far_row) or (far_column and cell.column >= far_column)
    ]
    blank = _blank_strings(package) if any(cell.kind == "s" for cell in strays) else frozenset()
    dropped = [cell for cell in strays if _is_blank(cell, blank)]
    kept = [cell for cell in strays if not _is_blank(cell, blank)]
    rows = without(rows, dropped)
    if not size_of(rows).fits:
        farthest = max(kept, key=lambda cell: cell.row * (cell.column + 1), default=None)
        where = f"something in {farthest.name}" if farthest else "cells in too many rows and columns"
        raise SchemaError(
            f"{tab} has {where}, far from everything else, so it cannot be read: delete "
            f"{'that cell' if farthest else 'the empty rows and columns'}, save, and run this again."
        )
    return rows


def _first_far(rows: bytes, far_row: int) -> int:
    """The byte at which the first far row begins; 0 if the rows have no plain references to find it by.

    Only the cells after this byte are searched, so that one stray cell at the end costs almost nothing.
    """
    places = list(re.finditer(rb'<row\b[^<>]*?\sr="([0-9]{1,7})"', rows))
    index = next((index for index, match in enumerate(places) if int(match[1]) >= far_row), None)
    if index is None or any(int(match[1]) < far_row for match in places[index:]):
        return 0
    before = size_of(rows[: places[index].start()])
    return places[index].start() if not before.rows or before.rows[-1] < far_row else 0


def _is_blank(cell: CellXml, blank_strings: frozenset[str]) -> bool:
    """Whether a cell shows nothing."""
    if cell.kind == "s":
        value = re.search(rb"<(?:[^\s<>/:]+:)?v(?:\s[^<>]*)?>([^<]*)<", cell.body)
        return value is None or value[1].decode().strip() in blank_strings
    if cell.kind == "inlineStr":
        shown = b"".join(re.findall(rb"<(?:[^\s<>/:]+:)?t(?:\s[^<>]*)?>([^<]*)<", cell.body))
    else:
        shown = b"".join(re.findall(rb"<(?:[^\s<>/:]+:)?v(?:\s[^<>]*)?>([^<]*)<", cell.body))
    return not shown.decode(errors="replace").strip()


def _blank_strings(package: Package) -> frozenset[str]:
    """The numbers of the shared strings that show nothing, as cells refer to them."""
    strings = package.related("sharedStrings")
    if not strings:
        return frozenset()
    blank: set[str] = set()
    number = 0
    try:
        for _, element in ET.iterparse(io.BytesIO(strings)):
            if element.tag.rpartition("}")[2] == "si":
                if not "".join(element.itertext()).strip():
                    blank.add(str(number))
                number += 1
                element.clear()
    except ET.ParseError as error:
        raise NotAWorkbook(DAMAGED) from error
    return frozenset(blank)
