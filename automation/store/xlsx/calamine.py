"""The cells of rows of XML, read by python-calamine. The one place that hands bytes to a native library.

The library is given a plain workbook that is made for it and holds only the rows that are needed.
"""

import io
import re
import zipfile
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, time
from functools import cached_property
from math import isfinite
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from automation.core.model import Cell
from automation.store.xlsx.cell_tags import ATTRIBUTE, tag_before
from automation.store.xlsx.package import MOST_SMALL, Package
from automation.store.xlsx.refusals import DAMAGED, NotAWorkbook

# The first day after Excel's calendar, counted from 1899-12-30: 10000-01-01. The calendar of 1904 begins later.
_END_OF_DAYS, DAYS_TO_1904 = 2_958_466, 1_462
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_NO_STRINGS = f'<sst xmlns="{_MAIN}"/>'.encode()
_NO_STYLES = f'<styleSheet xmlns="{_MAIN}"/>'.encode()


class Cells(dict[object, Cell]):
    """What the library gives for a cell → the cell. Texts are kept, and numbers that are equal to no TRUE or FALSE.

    So text that many cells share is kept once.
    """

    def __missing__(self, found: object) -> Cell:
        if isinstance(found, float) and isfinite(found):
            # 1 and TRUE are equal, but not the same.
            if found not in (0.0, 1.0):
                self[found] = found
            return found
        if not isinstance(found, str):
            return _cell(found)
        # An empty text is an empty cell.
        self[found] = cell = found or None
        return cell


@dataclass(frozen=True)
class Area:
    """The rows of a sheet from the first to the last that holds anything.

    Attributes:
        first: The index of the first row; 0 is the sheet's.
        rows: The cells of each row, from column A on. All rows are of the same width.
    """

    first: int
    rows: list[list[Cell]]


class CellReader:
    """Reads rows of XML of one workbook, with its strings and number formats."""

    def __init__(self, package: Package) -> None:
        self._package, self._cells = package, Cells()

    @cached_property
    def _strings(self) -> bytes:
        return self._package.related("sharedStrings") or _NO_STRINGS

    @cached_property
    def _styles(self) -> bytes:
        return self._package.related("styles", MOST_SMALL) or _NO_STYLES

    @property
    def size_of_strings(self) -> int:
        """How many bytes of strings the library may have to read each time."""
        return len(self._strings)

    def without_false_days(self, rows: bytes) -> bytes:
        """The same rows of XML, in which no number that cannot be a date has the format of one."""
        return _without_false_days(rows, _END_OF_DAYS - (DAYS_TO_1904 if self._package.counts_from_1904 else 0))

    def areas(self, sheets: Sequence[bytes]) -> list[Area]:
        """The cells of rows of XML `without_false_days`, one area for each.

        Raises:
            NotAWorkbook: The library cannot read them.
        """
        if not sheets:
            return []
        # Strings take as long to read as many rows, and many tabs have their texts in their cells.
        if not any(b't="s"' in one for one in sheets):
            # However this is written, the library finds that a string is missing.
            with suppress(NotAWorkbook):
                return self._areas(sheets, _NO_STRINGS)
        return self._areas(sheets, self._strings)

    def _areas(self, rows: Sequence[bytes], strings: bytes) -> list[Area]:
        plain = _plain_workbook(rows, strings, self._styles, from_1904=self._package.counts_from_1904)
        try:
            with CalamineWorkbook.from_filelike(plain) as book:
                return [_area(book, index, self._cells) for index in range(len(rows))]
        except (CalamineError, ValueError, OverflowError) as error:
            raise NotAWorkbook(DAMAGED) from error
        except (KeyboardInterrupt, SystemExit, GeneratorExit):
            raise
        except BaseException as error:
            # A panic in the library is a BaseException, not an Exception.
            raise NotAWorkbook(DAMAGED) from error


def read_cells(package: Package, rows: Mapping[str, bytes]) -> dict[str, list[list[Cell]]]:
    """The cells of rows of XML, by tab, from A1 on.

    Raises:
        NotAWorkbook: The library cannot read them.
    """
    found: dict[str, list[list[Cell]]] = {}
    reader = CellReader(package)
    for name, area in zip(rows, reader.areas(list(map(reader.without_false_days, rows.values()))), strict=True):
        width = len(area.rows[0]) if area.rows else 0
        above: list[list[Cell]] = [[None] * width for _ in range(area.first)]
        found[name] = above + area.rows
    return found


# Any value but a number of up to six digits without a sign. Nearly all dates and numbers of shared strings are such.
_ODD = rb"(?![0-9]{1,6}(?:\.[0-9]*)?<)([^<]+)<"
_ODD_VALUE = re.compile(rb"""<(?:[^\s<>/:!?]+:)?v(?:\s(?:[^<>"']|"[^"<]*"|'[^'<]*')*)?>""" + _ODD)
# The same where every such tag is written without prefix and attributes, as usual: it is found several times faster.
_PLAIN_ODD_VALUE = re.compile(rb"<v>" + _ODD)
# Two expressions, because both begin with what can be searched for; as one they would take as long as the general one.
_NOT_PLAIN = (re.compile(rb"<v\s"), re.compile(rb":v[\s>]"))


def _without_false_days(rows: bytes, end: int) -> bytes:
    """The same rows, in which a number that cannot be a date has lost its cell's format.

    Such a number in the format of a date overflows inside the library. Without the format it is read as a number, and
    becomes a Problem of its row.

    Args:
        rows: The XML.
        end: The first number after the calendar.
    """
    pieces, at, floor = [], 0, 0
    odd = _ODD_VALUE if any(one.search(rows) for one in _NOT_PLAIN) else _PLAIN_ODD_VALUE
    for value in odd.finditer(rows):
        if not _is_day(value[1], end) and (tag := tag_before(rows, floor, value.start())):
            for one in ATTRIBUTE.finditer(rows, tag.start(2), tag.end(2)):
                if one[1] == b"s":
                    pieces.append(rows[at : one.start()])
                    at = one.end()
        floor = value.end() - 1
    return b"".join([*pieces, rows[at:]])


def _is_day(text: bytes, end: int) -> bool:
    """Whether a value can be a date. True for text, too, which needs no change."""
    try:
        return 0 <= float(text) < end
    except ValueError:
        return True


def _plain_workbook(sheets: Sequence[bytes], strings: bytes, styles: bytes, *, from_1904: bool) -> "_Joined":
    """An uncompressed workbook of these rows, with these parts for strings and number formats."""
    numbers = range(1, len(sheets) + 1)
    listed = "".join(f'<sheet name="{number}" sheetId="{number}" r:id="r{number}"/>' for number in numbers)
    related = "".join(
        f'<Relationship Id="r{number}" Type="{_TYPE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in numbers
    )
    related += f'<Relationship Id="s" Type="{_TYPE}/sharedStrings" Target="sharedStrings.xml"/>'
    related += f'<Relationship Id="t" Type="{_TYPE}/styles" Target="styles.xml"/>'
    era = ' date1904="1"' if from_1904 else ""
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    parts: dict[str, bytes] = {
        "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'{relations}<Relationship Id="r1" Type="{_TYPE}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>".encode(),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_TYPE}"><workbookPr{era}/><sheets>{listed}</sheets>'
        "</workbook>".encode(),
        "xl/_rels/workbook.xml.rels": f"{relations}{related}</Relationships>".encode(),
        "xl/sharedStrings.xml": strings,
        "xl/styles.xml": styles,
    }
    out = _Joined()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target:
        for name, data in parts.items():
            target.writestr(name, data)
        for number, rows in zip(numbers, sheets, strict=True):
            # Piece by piece: a tab may have hundreds of megabytes, of which no copy is made.
            with target.open(f"xl/worksheets/sheet{number}.xml", "w") as part:
                part.write(b"<worksheet><sheetData>")
                part.write(rows)
                part.write(b"</sheetData></worksheet>")
    return out


class _Joined(io.RawIOBase):
    """A file of what is written to it, of which no copy is made, to be read once."""

    def __init__(self) -> None:
        super().__init__()
        self._parts = deque[memoryview]()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        """Keep some bytes, which must not change."""
        self._parts.append(memoryview(data))
        return len(data)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """The next bytes, no more than are in one part; b"" at the end."""
        while self._parts:
            part = self._parts.popleft()
            found = part[:size] if 0 <= size < len(part) else part
            if len(found) < len(part):
                self._parts.appendleft(part[len(found) :])
            if found:
                return bytes(found)
        return b""


def _area(book: CalamineWorkbook, index: int, cells: Cells) -> Area:
    """The cells of a sheet, which replace the library's own row by row."""
    sheet = book.get_sheet_by_index(index)
    first, column = sheet.start or (0, 0)
    rows: list[Any] = sheet.to_python(skip_empty_area=True)
    # Without a call of Python for each cell: there can be millions, and most of them are texts that are known.
    known, left = cells.__getitem__, [None] * column
    for row in rows:
        # In the list that there is, which has just the room that it needs; one that grows has a tenth more.
        row[:] = map(known, row)
    return Area(first, [left + row for row in rows] if left else rows)


def _cell(cell: object) -> Cell:
    """A cell without text; times and durations, which no column has, become text."""
    if cell == time.min:
        # The 0 of a formula that refers to an empty cell, in a column of days.
        return 0
    return cell if isinstance(cell, int | bool | date) else str(cell)
