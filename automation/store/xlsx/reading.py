"""What is in the tabs of a workbook. The one place that hands bytes to a native library, once they were looked at.

python-calamine lays a tab out as a rectangle from its first to its last cell: one stray character in XFD1048576 asks
for 550 GB, and a native library that gets no memory ends the process. So the references are read first, and the library
is given a plain workbook that is made for it and holds nothing but the rows that are needed.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite
from xml.etree import ElementTree as ET
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook

from automation.core.model import Cell, CellError
from automation.core.schema import PEOPLES_TABS, PROGRAM_TABS
from automation.core.tabs.grid import column_letters
from automation.core.tabs.headers import HEADER_SEARCH_ROWS, find_tab, spec_of
from automation.core.text import plain, text_of
from automation.errors import SchemaError
from automation.store.xlsx.package import DAMAGED, MOST_PART, MOST_SMALL, NotAWorkbook, Package
from automation.store.xlsx.sheet_xml import (
    UTF_16,
    column_index,
    failed_formulas,
    first_rows,
    formulas,
    rows_of,
    tags_only,
)

Tabs = dict[str, list[list[Cell]]]

# Cells of all tabs that are read, blank ones with a format included. 20,000 candidates have less than a million.
MOST_CELLS = 4_000_000
# A tab may be a rectangle of so many cells, plus a few for each that is there; as rows, likewise.
ROOM = 8_000_000
ROOM_ROWS = 50_000
SHARE = 4
# The first day that Excel has no more, counted from 1899-12-30: 10000-01-01. Those of 1904 begin later.
_END_OF_DAYS, _DAYS_TO_1904 = 2_958_466, 1_462
# A row or column is far from the others when more than half of what is before it is empty, and this much.
GAP_ROWS, GAP_COLUMNS = 1_000, 50

_REFERENCE = re.compile(rb'<c r="([A-Z]{1,3}[0-9]{1,7})"')
_PREFIXED = re.compile(rb":c[\s/>]")
_DIGITS, _LETTERS = b"0123456789", b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_NO_STRINGS = f'<sst xmlns="{_MAIN}"/>'.encode()
_NO_STYLES = f'<styleSheet xmlns="{_MAIN}"/>'.encode()


def read_tabs(package: Package) -> Tabs:
    """The tabs that the program works with, whole; of people's other tabs the first rows, which tell what they are.

    Rows end with the last one that shows something.

    Raises:
        NotAWorkbook: The parts cannot be read.
        SchemaError: A tab holds something so far from the rest that reading it would take all memory.
    """
    whole = _whole(package, [name for name in package.sheets if _is_ours(name)])
    heads = {name: _head(package, name) for name in package.sheets if name not in whole}
    found = _cells_of(package, whole | heads)
    renamed = {name for wanted in PEOPLES_TABS if (name := find_tab(found, wanted)) and name not in whole}
    if renamed:
        more = _whole(package, sorted(renamed))
        found |= _cells_of(package, more)
        whole |= more
    tabs = {name: found[name] for name in package.sheets}
    for name, rows in whole.items():
        _add_what_values_hide(rows, tabs, name)
    return {name: _without_blank_end(rows) for name, rows in tabs.items()}


_OUR_NAMES = frozenset(plain(name) for name in (*PEOPLES_TABS, *PROGRAM_TABS))


def _is_ours(name: str) -> bool:
    """Whether the program works with a tab of this name."""
    return plain(name) in _OUR_NAMES


def _whole(package: Package, names: Sequence[str]) -> dict[str, bytes]:
    """The XML of all rows of some tabs, if each can be laid out as a rectangle, and all can be held."""
    found: dict[str, bytes] = {}
    left = MOST_CELLS
    for name in names:
        rows = _plain(rows_of(tags_only(_utf_8(package.part(package.sheets[name], MOST_PART)))))
        left -= _count(rows)
        if left < 0:
            raise SchemaError(
                f"The tabs up to {name} have more than the {MOST_CELLS:,} cells that are read, blank ones with a "
                "format included: delete the empty rows below and the empty columns beside what you typed, save, and "
                "run this again."
            )
        found[name] = _checked(name, rows, package)
    return found


def _head(package: Package, name: str) -> bytes:
    """The XML of the first rows of a tab; of none, where they cannot be read or reach too far: the tab is not ours."""
    xml = _utf_8(package.beginning(package.sheets[name]))
    try:
        rows = _plain(first_rows(xml, HEADER_SEARCH_ROWS))
        return rows if _size(rows).fits else b""
    except NotAWorkbook:
        return b""


def _utf_8(xml: bytes) -> bytes:
    if xml[:2] in UTF_16:
        raise NotAWorkbook("is written in UTF-16: open it in Excel or LibreOffice and save it again")
    return xml


def _plain(rows: bytes) -> bytes:
    """The same rows, if they are well-formed and hold tags and text only.

    The library forgives what XML forbids, such as two references of one cell, and might take another one than we do.

    Raises:
        NotAWorkbook: They are not.
    """
    if b"<!" in rows or b"<?" in rows:
        raise NotAWorkbook(DAMAGED)
    parser = expat.ParserCreate("utf-8")
    try:
        parser.Parse(b"<sheetData>")
        parser.Parse(rows)
        parser.Parse(b"</sheetData>", True)
    except expat.ExpatError as error:
        raise NotAWorkbook(DAMAGED) from error
    return rows


def _count(rows: bytes) -> int:
    """How many cells there are, at most."""
    return rows.count(b"<c") + (sum(1 for _ in _PREFIXED.finditer(rows)) if b":c" in rows else 0)


@dataclass(frozen=True)
class _Size:
    """How far a tab reaches, and how much is there.

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


def _size(rows: bytes) -> _Size:
    """How far the cells of some rows reach, at least; exactly, where every cell says where it is, as usual."""
    references = _REFERENCE.findall(rows)
    if len(references) != rows.count(b"<c") or (b":c" in rows and _PREFIXED.search(rows)):
        return _exact_size(rows)
    joined = b" ".join(references)
    columns = {column_index(letters.decode()) for letters in set(joined.translate(None, _DIGITS).split())}
    numbers = map(int, set(joined.translate(None, _LETTERS).split()))
    return _Size(sorted(numbers), sorted(columns), len(references))


def _exact_size(rows: bytes) -> _Size:
    numbers, columns, cells = set[int](), set[int](), 0
    for row, column, _ in _tags(rows):
        numbers.add(row)
        columns.add(column)
        cells += 1
    return _Size(sorted(numbers), sorted(columns), cells)


@dataclass(frozen=True, slots=True)
class _Place:
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


_ROW_OR_CELL = re.compile(
    rb"""<(?:[^\s<>/:!?]+:)?(row|c)((?:\s(?:[^<>"']|"[^"<]*"|'[^'<]*')*?)?)(/?)>""",
)
_CELL_END = re.compile(rb"</(?:[^\s<>/:]+:)?c\s*>")
# Whole, from one to the next: a value may look like another attribute.
_ATTRIBUTE = re.compile(rb"""\s([^\s<>/='"]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def _attributes(text: bytes) -> Mapping[bytes, bytes]:
    """What the start of a tag says: the name of each attribute, with its prefix, and its value."""
    return {one[1]: one[2] if one[2] is not None else one[3] for one in _ATTRIBUTE.finditer(text)}


def _reference(text: bytes) -> str | None:
    """Where a row or a cell says that it is; None where it does not say it."""
    if text.startswith(b' r="'):
        return text[4 : text.index(b'"', 4)].decode()
    said = _attributes(text).get(b"r") if text else None
    return None if said is None else said.decode()


def _tags(rows: bytes, start: int = 0) -> Iterator[tuple[int, int, re.Match[bytes]]]:
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


def _places(rows: bytes, start: int = 0) -> Iterator[_Place]:
    """Every cell from a byte on, with what is in it."""
    for row, column, tag in _tags(rows, start):
        body, end = b"", tag.end()
        if not tag[3]:
            closing = _CELL_END.search(rows, end)
            if closing is None:
                raise NotAWorkbook(DAMAGED)
            body, end = rows[end : closing.start()], closing.end()
        yield _Place(row, column, tag.start(), end, body, _attributes(tag[2]).get(b"t", b"n").decode())


def _number(text: str) -> int:
    if not re.fullmatch("[0-9]{1,7}", text):
        raise NotAWorkbook(DAMAGED)
    return int(text)


def _checked(tab: str, rows: bytes, package: Package) -> bytes:
    """Rows that can be laid out as a rectangle: without the blank cells that lie far from the others.

    Raises:
        SchemaError: Something that is not blank lies too far from the rest.
    """
    size = _size(rows)
    far_row, far_column = size.far_row, size.far_column
    if size.fits and far_row is None:
        return rows
    begin = _first_far(rows, far_row) if far_column is None and far_row else 0
    strays = [
        place
        for place in _places(rows, begin)
        if (far_row and place.row >= far_row) or (far_column and place.column >= far_column)
    ]
    blank = _blank_strings(package) if any(place.kind == "s" for place in strays) else frozenset()
    dropped = [place for place in strays if _is_blank(place, blank)]
    kept = [place for place in strays if not _is_blank(place, blank)]
    rows = _without(rows, dropped)
    if not _size(rows).fits:
        farthest = max(kept, key=lambda place: place.row * (place.column + 1), default=None)
        where = f"something in {farthest.name}" if farthest else "cells in too many rows and columns"
        raise SchemaError(
            f"{tab} has {where}, far from everything else, so it cannot be read: delete "
            f"{'that cell' if farthest else 'the empty rows and columns'}, save, and run this again."
        )
    return rows


def _first_far(rows: bytes, far_row: int) -> int:
    """Where the first row begins that lies far down, by what the rows themselves say; 0 where they do not say it.

    Cells are looked at from there on, so that one stray cell at the end costs next to nothing.
    """
    places = list(re.finditer(rb'<row\b[^<>]*?\sr="([0-9]{1,7})"', rows))
    index = next((index for index, match in enumerate(places) if int(match[1]) >= far_row), None)
    if index is None or any(int(match[1]) < far_row for match in places[index:]):
        return 0
    before = _size(rows[: places[index].start()])
    return places[index].start() if not before.rows or before.rows[-1] < far_row else 0


def _is_blank(place: _Place, blank_strings: frozenset[str]) -> bool:
    """Whether a cell shows nothing."""
    if place.kind == "s":
        value = re.search(rb"<(?:[^\s<>/:]+:)?v(?:\s[^<>]*)?>([^<]*)<", place.body)
        return value is None or value[1].decode().strip() in blank_strings
    if place.kind == "inlineStr":
        shown = b"".join(re.findall(rb"<(?:[^\s<>/:]+:)?t(?:\s[^<>]*)?>([^<]*)<", place.body))
    else:
        shown = b"".join(re.findall(rb"<(?:[^\s<>/:]+:)?v(?:\s[^<>]*)?>([^<]*)<", place.body))
    return not shown.decode(errors="replace").strip()


def _blank_strings(package: Package) -> frozenset[str]:
    """The numbers of the shared strings that show nothing, as cells write them."""
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


def _without(rows: bytes, places: Sequence[_Place]) -> bytes:
    """The same rows without some cells."""
    pieces, at = [], 0
    for place in places:
        pieces.append(rows[at : place.start])
        at = place.end
    return b"".join([*pieces, rows[at:]])


def _cells_of(package: Package, rows: Mapping[str, bytes]) -> Tabs:
    """The cells of rows, by tab, as the library reads them from a workbook that holds nothing else."""
    days = _END_OF_DAYS - (_DAYS_TO_1904 if package.counts_from_1904 else 0)
    plain_rows = [_without_false_days(one, days) for one in rows.values()]
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(_plain_workbook(package, plain_rows))) as book:
            sheets = (book.get_sheet_by_index(index) for index in range(len(rows)))
            read = [[_cells(row) for row in sheet.to_python(skip_empty_area=False)] for sheet in sheets]
    except (CalamineError, ValueError, OverflowError) as error:
        raise NotAWorkbook(DAMAGED) from error
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:
        # What goes wrong inside the library in a way that it did not foresee is no `Exception`.
        raise NotAWorkbook(DAMAGED) from error
    return dict(zip(rows, read, strict=True))


# A value that is no small number without a sign, as nearly all days and the numbers of shared strings are.
_ODD_VALUE = re.compile(
    rb"""<(?:[^\s<>/:!?]+:)?v(?:\s(?:[^<>"']|"[^"<]*"|'[^'<]*')*)?>(?![0-9]{1,6}(?:\.[0-9]*)?<)([^<]+)<"""
)


def _without_false_days(rows: bytes, end: int) -> bytes:
    """The same rows, in which numbers that no calendar has are plain numbers, whatever format their cells have.

    The library's arithmetic runs over with such a number in the format of a date; as a number it is a Problem of its
    row.

    Args:
        rows: The XML.
        end: The first number that is no day any more.
    """
    pieces, at, floor = [], 0, 0
    for value in _ODD_VALUE.finditer(rows):
        if not _is_day(value[1], end) and (tag := _tag_before(rows, floor, value.start())):
            for one in _ATTRIBUTE.finditer(rows, tag.start(2), tag.end(2)):
                if one[1] == b"s":
                    pieces.append(rows[at : one.start()])
                    at = one.end()
        floor = value.end() - 1
    return b"".join([*pieces, rows[at:]])


def _is_day(text: bytes, end: int) -> bool:
    """Whether a value is one that a date can have; or text, which is none."""
    try:
        return 0 <= float(text) < end
    except ValueError:
        return True


def _tag_before(rows: bytes, start: int, end: int) -> re.Match[bytes] | None:
    """The start tag of the cell that a value stands in; None where a stretch has none."""
    at = rows.rfind(b"<", start, end)
    while at >= 0:
        if (tag := _ROW_OR_CELL.match(rows, at, end)) and tag[1] == b"c":
            return tag
        at = rows.rfind(b"<", start, at)
    return None


def _plain_workbook(package: Package, sheets: Sequence[bytes]) -> bytes:
    """A workbook of these rows, with the strings and number formats of another one; not compressed."""
    numbers = range(1, len(sheets) + 1)
    listed = "".join(f'<sheet name="{number}" sheetId="{number}" r:id="r{number}"/>' for number in numbers)
    related = "".join(
        f'<Relationship Id="r{number}" Type="{_TYPE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in numbers
    )
    related += f'<Relationship Id="s" Type="{_TYPE}/sharedStrings" Target="sharedStrings.xml"/>'
    related += f'<Relationship Id="t" Type="{_TYPE}/styles" Target="styles.xml"/>'
    era = ' date1904="1"' if package.counts_from_1904 else ""
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    parts: dict[str, bytes] = {
        "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'{relations}<Relationship Id="r1" Type="{_TYPE}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>".encode(),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_TYPE}"><workbookPr{era}/><sheets>{listed}</sheets>'
        "</workbook>".encode(),
        "xl/_rels/workbook.xml.rels": f"{relations}{related}</Relationships>".encode(),
        "xl/sharedStrings.xml": package.related("sharedStrings") or _NO_STRINGS,
        "xl/styles.xml": package.related("styles", MOST_SMALL) or _NO_STYLES,
    }
    for number, rows in zip(numbers, sheets, strict=True):
        body = b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>"
        parts[f"xl/worksheets/sheet{number}.xml"] = body
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target:
        for name, data in parts.items():
            target.writestr(name, data)
    return out.getvalue()


def _cells(row: Sequence[object]) -> list[Cell]:
    """A row as read; times and durations, which nothing of ours is, as text."""
    return [_known(cell) for cell in row]


def _known(cell: object) -> Cell:
    if cell == "":
        return None
    if isinstance(cell, float) and not isfinite(cell):
        return str(cell)
    return cell if isinstance(cell, str | int | float | bool | date) else str(cell)


def _add_what_values_hide(xml: bytes, tabs: Tabs, name: str) -> None:
    """Failed formulas as errors; formulas in the program's own columns, which a person put there, as their text.

    Args:
        xml: The rows that the cells were read from: what is elsewhere in the file is no cell.
        tabs: The cells; those of one tab are changed.
        name: Of the tab.
    """
    rows, spec = tabs[name], spec_of(tabs, name)
    width = max(map(len, rows), default=0)
    if b't="e"' in xml or b"t='e'" in xml:
        for row, column, code in failed_formulas(xml):
            if row < len(rows) and column < width:
                grow(rows, row, column)[column] = CellError(code)
    if spec is None or not rows:
        return
    ours = {index for index, cell in enumerate(rows[0]) if text_of(cell) in spec.column_headers}
    if ours and (b"<f" in xml or b":f" in xml):
        for row, column, formula in formulas(xml):
            # Below the last row that shows something there is nobody whom it could be about.
            if column in ours and row < len(rows):
                grow(rows, row, column)[column] = formula


def grow(rows: list[list[Cell]], row: int, column: int) -> list[Cell]:
    """The row at an index, made so long that it has a cell at `column`."""
    while len(rows) <= row:
        rows.append([])
    rows[row].extend([None] * (column + 1 - len(rows[row])))
    return rows[row]


def _without_blank_end(rows: list[list[Cell]]) -> list[list[Cell]]:
    """The rows up to the last one that shows something."""
    last = next((index for index in range(len(rows), 0, -1) if any(map(text_of, rows[index - 1]))), 0)
    return rows[:last]
