"""Reading the cells of tabs, of large ones piece by piece: the XML of a tab is never in memory as a whole.

python-calamine lays rows out as a rectangle from its first to its last cell: one stray character in XFD1048576 asks
for 550 GB, and a native library that gets no memory ends the process. So the references of the cells are read first,
and the library gets only rows that can be laid out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from automation.core.model import Cell
from automation.errors import SchemaError
from automation.store.xlsx.calamine import CellReader
from automation.store.xlsx.extent import Size, count_cells, plain_size, without_strays
from automation.store.xlsx.package import MOST_PART, Package
from automation.store.xlsx.plain_rows import plain_rows
from automation.store.xlsx.refusals import DAMAGED, NotAWorkbook
from automation.store.xlsx.sheet_xml import (
    SHEET_DATA,
    UTF_16,
    failed_formulas,
    formulas,
    opens,
    rows_of,
    tags_only,
)

# Bytes of XML that are read at a time. The library's copies and cells of them take several times as much.
PIECE = 2 * 2**20
# The most cells that are read of all tabs together, blank ones with a format included. 20,000 candidates have less
# than a million.
MOST_CELLS = 4_000_000
_ROW_END, _DATA_END = b"</row>", b"</sheetData"


@dataclass
class Tab:
    """A tab as it is read.

    Attributes:
        rows: The cells from A1 on; all rows are as wide as the widest.
        failed: The cells with failed formulas: row index, column index, code.
        formulas: The cells with formulas: row index, column index, formula.
        cells: How many there are, blank ones included.
    """

    rows: list[list[Cell]] = field(default_factory=list)
    failed: list[tuple[int, int, str]] = field(default_factory=list)
    formulas: list[tuple[int, int, str]] = field(default_factory=list)
    cells: int = 0

    def note_hidden(self, xml: bytes) -> None:
        """Find in the XML of rows what their values hide."""
        if b't="e"' in xml or b"t='e'" in xml:
            self.failed += failed_formulas(xml)
        if b"<f" in xml or b":f" in xml:
            self.formulas += formulas(xml)


class _NotRegularError(Exception):
    """The rows of a tab have to be read at once, for example because they are in no order."""


class TabReader:
    """Reads tabs of a workbook. Their cells are there after `finish`.

    Args:
        package: The workbook.
        piece: How many bytes of XML are read at a time.
    """

    def __init__(self, package: Package, piece: int = PIECE) -> None:
        self._package, self._reader, self._piece = package, CellReader(package), piece
        self._cells_left = MOST_CELLS
        # XML whose cells are read together, as the library reads the workbook's strings each time.
        self._waiting: list[tuple[Tab, bytes]] = []
        # Tabs of which pieces are read that may differ in width.
        self._ragged: dict[int, Tab] = {}

    def whole(self, name: str) -> Tab:
        """All rows of a tab.

        Raises:
            NotAWorkbook: They are not well-formed.
            SchemaError: The tab cannot be laid out as a rectangle, or the tabs have too many cells.
        """
        tab = Tab()
        try:
            self._in_pieces(name, tab)
        except _NotRegularError:
            self._waiting = [(one, rows) for one, rows in self._waiting if one is not tab]
            tab = self._at_once(name)
        self._cells_left -= tab.cells
        return tab

    def rows(self, xml: bytes) -> Tab:
        """The tab of some rows of XML that can be laid out as a rectangle."""
        tab = Tab()
        self._add(tab, self._reader.without_false_days(xml))
        return tab

    def finish(self) -> None:
        """Read the cells that are not read yet.

        Raises:
            NotAWorkbook: The library cannot read them.
        """
        self._read_waiting()
        for tab in self._ragged.values():
            width = max(map(len, tab.rows), default=0)
            for row in tab.rows:
                if len(row) < width:
                    row.extend([None] * (width - len(row)))
        self._ragged.clear()

    def _read_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        for (tab, _), area in zip(waiting, self._reader.areas([rows for _, rows in waiting]), strict=True):
            tab.rows += ([] for _ in range(len(tab.rows), area.first))
            tab.rows += area.rows
            self._ragged[id(tab)] = tab
            del area

    def _add(self, tab: Tab, rows: bytes) -> None:
        self._waiting.append((tab, rows))
        # Half as much again as strings, where these are read each time.
        many = 1.5 if any(b't="s"' in one for _, one in self._waiting) else 1
        if sum(len(one) for _, one in self._waiting) >= max(self._piece, many * self._reader.size_of_strings):
            self._read_waiting()

    def _in_pieces(self, name: str, tab: Tab) -> None:
        rows, columns = list[int](), set[int]()
        for xml in _pieces(self._package, self._package.sheets[name], self._piece):
            plain = plain_rows(xml)
            size = plain or _size_of_checked(xml)
            if size is None or (size.cells and rows and size.rows[0] <= rows[-1]):
                raise _NotRegularError
            rows += size.rows
            columns.update(size.columns)
            tab.cells += size.cells
            # Each piece has to fit by itself and together with those before it.
            if not (size.fits and Size(rows, sorted(columns), tab.cells).fits and tab.cells <= self._cells_left):
                raise _NotRegularError
            if not plain:
                tab.note_hidden(xml)
            self._add(tab, xml if plain else self._reader.without_false_days(xml))
        if Size(rows, sorted(columns), tab.cells).far_row is not None:
            raise _NotRegularError

    def _at_once(self, name: str) -> Tab:
        xml = checked_rows(self._package, name)
        cells = count_cells(xml)
        if cells > self._cells_left:
            raise SchemaError(
                f"The tabs up to {name} have more than the {MOST_CELLS:,} cells that are read, blank ones with a "
                "format included: delete the empty rows below and the empty columns beside what you typed, save, and "
                "run this again."
            )
        xml = without_strays(name, xml, self._package)
        tab = self.rows(xml)
        tab.cells = cells
        tab.note_hidden(xml)
        return tab


def _pieces(package: Package, part: str, size: int) -> Iterator[bytes]:
    """The XML of a sheet's rows, in pieces that end with a row. They are not checked.

    Raises:
        _NotRegularError: The sheet is not written as usual.
    """
    blocks, rest, first = package.blocks(part, MOST_PART, size), b"", True
    for block in blocks:
        rest += block
        if first:
            opening = SHEET_DATA.search(rest)
            if opening is None or opening[1] or opening[2] or rest[:2] in UTF_16 or opens(rest[: opening.end()], b"!"):
                raise _NotRegularError
            rest, first = rest[opening.end() :], False
        end = rest.find(_DATA_END)
        row_end = rest.rfind(_ROW_END)
        cut = end if end >= 0 else row_end + len(_ROW_END)
        piece, rest = rest[:cut], rest[cut:]
        if end < 0 and row_end < 0:
            raise _NotRegularError
        yield piece
        if end >= 0:
            package.after_rows[part] = b"".join([rest, *blocks])
            return
    raise _NotRegularError


def _size_of_checked(rows: bytes) -> Size | None:
    """The size of some rows of XML; None if they are not well-formed, or a cell has no plain reference."""
    try:
        return plain_size(well_formed(rows))
    except NotAWorkbook:
        return None


def checked_rows(package: Package, name: str) -> bytes:
    """The XML of the rows of a tab.

    Raises:
        NotAWorkbook: They are not well-formed.
    """
    return well_formed(rows_of(tags_only(in_utf_8(package.part(package.sheets[name], MOST_PART)))))


def in_utf_8(xml: bytes) -> bytes:
    """The same XML. Raises `NotAWorkbook` if it is in UTF-16."""
    if xml[:2] in UTF_16:
        raise NotAWorkbook("is written in UTF-16: open it in Excel or LibreOffice and save it again")
    return xml


def well_formed(rows: bytes) -> bytes:
    """The same rows.

    The library accepts what XML forbids, such as two references in one cell, and might use another one than we do.

    Raises:
        NotAWorkbook: They are not well-formed, or hold more than tags and text.
    """
    if opens(rows, b"!") or opens(rows, b"?"):
        raise NotAWorkbook(DAMAGED)
    parser = expat.ParserCreate("utf-8")
    try:
        parser.Parse(b"<sheetData>")
        parser.Parse(rows)
        parser.Parse(b"</sheetData>", True)
    except expat.ExpatError as error:
        raise NotAWorkbook(DAMAGED) from error
    return rows
