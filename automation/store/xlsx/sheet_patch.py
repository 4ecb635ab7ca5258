"""Changing single cells in the XML of a worksheet; every other byte stays the same.

Libraries that load and save a workbook drop what they don't know (sparklines, text boxes, cached formula values …).
This splices bytes instead.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache

from automation.core.model import Cell, Row
from automation.core.tabs.grid import column_letters
from automation.store.xlsx.cell_tags import reference_of
from automation.store.xlsx.sheet_elements import (
    Bytes,
    cell_xml,
    column_xml,
    joined,
    opened,
    reaching,
    row_style_of,
    row_xml,
    spanning,
    with_widths,
)
from automation.store.xlsx.sheet_xml import (
    AUTO_FILTER,
    CELL,
    COL,
    COLS,
    DIMENSION,
    LAST_COLUMN,
    PLAIN_CELL,
    REFERENCE,
    ROW,
    SHEET_DATA,
    SheetData,
    attributes_of,
    column_index,
    find_sheet_data,
    merged_width,
    normalized,
)

Changes = Mapping[int, Mapping[int, Cell]]


class SheetPatch:
    """The XML of a worksheet, which can be changed.

    Args:
        xml: The part from the file.
    """

    def __init__(self, xml: bytes) -> None:
        self._base = normalized(xml)
        # The XML with changed cells, as far as it is not made yet: a sheet can be large.
        self._changed: Iterator[Bytes] | None = None
        self._column_styles = self._read_column_styles()
        self._given_styles: dict[int, str] = {}

    @property
    def xml(self) -> bytes:
        """The XML as it is now."""
        if self._changed:
            self._base = b"".join(self.taken())
        return self._base

    @xml.setter
    def xml(self, xml: bytes) -> None:
        self._base, self._changed = xml, None

    def taken(self) -> Iterable[Bytes]:
        """The XML in pieces, which are made one after another. After this the patch must not be used."""
        changed, self._changed = self._changed, None
        return changed or [self._base]

    def set_cells(self, changes: Changes, *, like: int | None = None, styles: Mapping[int, str] | None = None) -> None:
        """Change cells; every other byte stays the same.

        Args:
            changes: Row index → column index → cell; None empties a cell and keeps its format.
            like: The index of a column whose format new cells of row 1 take over.
            styles: Column index → the format of its changed cells.
        """
        changes = {row: cells for row, cells in changes.items() if cells}
        self._given_styles |= styles or {}
        if changes:
            header_style = self.style_at(0, like) if like is not None else None
            self._changed = joined(self._with_cells(changes, find_sheet_data(self.xml), header_style))

    def _with_cells(self, changes: Changes, data: SheetData, header_style: str | None) -> Iterator[Bytes]:
        xml = memoryview(self.xml)
        yield reaching(self.xml[: data.start], max(changes), max(max(cells) for cells in changes.values()))
        yield f"<{data.prefix}sheetData>".encode()
        waiting = sorted(changes, reverse=True)
        at = data.first
        for number, match in self._rows(data):
            if not waiting:
                break
            if waiting[-1] > number:
                continue
            yield xml[at : match.start()]
            at = match.start()
            while waiting and waiting[-1] < number:
                index = waiting.pop()
                yield self._new_row(data.prefix, index, changes[index], header_style)
            if waiting and waiting[-1] == number:
                waiting.pop()
                at = self._row_end(match, data)
                yield self._changed_row(data, match, at, number, changes[number], header_style)
        yield xml[at : data.last]
        while waiting:
            index = waiting.pop()
            yield self._new_row(data.prefix, index, changes[index], header_style)
        yield f"</{data.prefix}sheetData>".encode()
        yield xml[data.end :]

    def _rows(self, data: SheetData) -> Iterator[tuple[int, re.Match[bytes]]]:
        """The start tags of the rows, each with its index."""
        number = -1
        for match in ROW.finditer(self.xml, data.first, data.last):
            reference = reference_of(match[1])
            number = number + 1 if reference is None else int(reference) - 1
            yield number, match

    def _row_end(self, match: re.Match[bytes], data: SheetData) -> int:
        if match[2]:
            return match.end()
        closing = f"</{data.prefix}row>".encode()
        return self.xml.index(closing, match.end(), data.last) + len(closing)

    def _new_row(self, prefix: str, index: int, cells: Mapping[int, Cell], header_style: str | None) -> bytes:
        styles = {column: self._default_style(index, column, None, header_style) for column in sorted(cells)}
        inner = "".join(
            cell_xml(prefix, index, column, cells[column], style, blanks=False) for column, style in styles.items()
        )
        return f'<{prefix}row r="{index + 1}">{inner}</{prefix}row>'.encode() if inner else b""

    def _changed_row(
        self,
        data: SheetData,
        match: re.Match[bytes],
        row_end: int,
        number: int,
        cells: Mapping[int, Cell],
        header_style: str | None,
    ) -> bytes:
        closing, cell_closing = f"</{data.prefix}row>".encode(), f"</{data.prefix}c>".encode()
        inner_end = match.end() if match[2] else row_end - len(closing)
        row_style = row_style_of(match[1])
        waiting = sorted(cells, reverse=True)
        pieces: list[bytes] = []

        def write_new_before(limit: int) -> None:
            new = []
            while waiting and waiting[-1] < limit:
                column = waiting.pop()
                style = self._default_style(number, column, row_style, header_style)
                new.append(cell_xml(data.prefix, number, column, cells[column], style, blanks=False))
            pieces.append("".join(new).encode())

        at = match.end()
        # Cells to the right of the last one can be added without reading the others.
        last = self._last_cell(data.prefix, match.end(), inner_end)
        start = inner_end if last is not None and last < min(cells) else match.end()
        for column, cell in self._cells(start, inner_end):
            end = cell.end()
            if not cell[2]:
                end = self.xml.index(cell_closing, end, inner_end) + len(cell_closing)
            pieces.append(self.xml[at : cell.start()])
            write_new_before(column)
            if waiting and waiting[-1] == column:
                waiting.pop()
                style = self._given_styles.get(column) or attributes_of(cell[1]).get("s")
                pieces.append(cell_xml(data.prefix, number, column, cells[column], style).encode())
            else:
                pieces.append(self.xml[cell.start() : end])
            at = end
        pieces.append(self.xml[at:inner_end])
        write_new_before(LAST_COLUMN)
        return b"".join([spanning(opened(match[0]), min(cells), max(cells)), *pieces, closing])

    def _last_cell(self, prefix: str, start: int, end: int, *, filled: bool = False) -> int | None:
        """The column of a row's last cell, or of the last that is not empty; None where there is none."""
        tag = f"<{prefix}c".encode()
        at = self.xml.rfind(tag, start, end)
        while at >= 0:
            if (plain := PLAIN_CELL.match(self.xml, at, end)) and not (filled and plain[2]):
                return _column(plain[1])
            cell = CELL.match(self.xml, at, end)
            reference = REFERENCE.fullmatch(reference_of(cell[1]) or "") if cell else None
            if cell and reference is None:
                break
            if cell and reference and not (filled and cell[2]):
                return column_index(reference[1])
            at = self.xml.rfind(tag, start, at)
        # A cell without a reference is placed by counting.
        places = [place for place, cell in self._cells(start, end) if not (filled and cell[2])]
        return max(places, default=None)

    def _cells(self, start: int, end: int) -> Iterator[tuple[int, re.Match[bytes]]]:
        """The start tags of a row's cells, each with its column."""
        column = -1
        for cell in CELL.finditer(self.xml, start, end):
            reference = REFERENCE.fullmatch(reference_of(cell[1]) or "")
            column = column_index(reference[1]) if reference else column + 1
            yield column, cell

    def _default_style(self, row: int, column: int, row_style: str | None, header_style: str | None) -> str | None:
        """The format of a new cell: in row 1 the header's, else the row's, else the column's, as in Excel."""
        if row == 0 and header_style:
            return header_style
        return self._given_styles.get(column) or row_style or self._column_styles.get(column)

    def _read_column_styles(self) -> dict[int, str]:
        styles: dict[int, str] = {}
        match = self._columns()
        for col in COL.finditer(match[2]) if match else ():
            known = attributes_of(col[1])
            if "style" in known:
                last = min(int(known["max"]), int(known["min"]) + 500)
                styles.update(dict.fromkeys(range(int(known["min"]) - 1, last), known["style"]))
        return styles

    def _columns(self) -> re.Match[bytes] | None:
        """The definitions of columns. They stand before the rows, which are many."""
        rows = SHEET_DATA.search(self.xml)
        return COLS.search(self.xml, 0, rows.start() if rows else len(self.xml))

    def style_at(self, row: int, column: int) -> str | None:
        """The format of a cell, by row and column index; None if it has none of its own."""
        data = find_sheet_data(self.xml)
        for number, match in self._rows(data):
            if number >= row:
                cells = self._cells(match.end(), self._row_end(match, data)) if number == row else ()
                return next((attributes_of(cell[1]).get("s") for place, cell in cells if place == column), None)
        return None

    def styles_in(self, indexes: Collection[int]) -> Iterator[tuple[int, int, str]]:
        """The formats of the cells of some rows: row index, column index, format; cells without one are left out."""
        data = find_sheet_data(self.xml)
        for number, match in self._rows(data):
            for column, cell in self._cells(match.end(), self._row_end(match, data)) if number in indexes else ():
                if style := attributes_of(cell[1]).get("s"):
                    yield number, column, style

    def used_width(self) -> int:
        """How many columns, from A on, hold anything: values, text, formulas that show nothing, merged cells."""
        xml, data = self.xml, find_sheet_data(self.xml)
        width, at, closing = merged_width(xml, data.end), data.first, f"</{data.prefix}row>".encode()
        # A row without an end tag of its own has no cells.
        while (end := xml.find(closing, at, data.last)) >= 0:
            last = self._last_cell(data.prefix, at, end, filled=True)
            width, at = max(width, 0 if last is None else last + 1), end + len(closing)
        return width

    def set_widths(self, widths: Mapping[int, float]) -> None:
        """Give columns (by index) a width in characters, and show them if they are hidden."""
        if not widths:
            return
        match, prefix = self._columns(), find_sheet_data(self.xml).prefix
        known = [attributes_of(col[1]) for col in COL.finditer(match[2])] if match else []
        columns = "".join(column_xml(prefix, attributes) for attributes in with_widths(known, widths))
        cols = f"<{prefix}cols>{columns}</{prefix}cols>".encode()
        start, end = match.span() if match else (find_sheet_data(self.xml).start,) * 2
        self.xml = b"".join([memoryview(self.xml)[:start], cols, memoryview(self.xml)[end:]])

    def replace_rows(self, rows: Sequence[Row]) -> None:
        """Replace all rows of the sheet; columns, panes and formats stay."""
        data = find_sheet_data(self.xml)
        header = rows[0] if rows else ()
        styles = [self.style_at(0, column) or self._column_styles.get(column) for column in range(len(header))]
        columns = [self._column_styles.get(column) for column in range(max(map(len, rows), default=0))]
        # A cell without content gets no format here: the column has it.
        inner = [
            row_xml(data.prefix, number, row, columns if number else styles, blanks=False)
            for number, row in enumerate(rows)
        ]
        begin, end = self.xml[: data.start], self.xml[data.end :]
        corner = f"{column_letters(max(len(header) - 1, 0))}{max(len(rows), 1)}".encode()
        for pattern in (DIMENSION, AUTO_FILTER):
            begin, end = (
                pattern.sub(lambda match: match[1] + b"A1:" + corner + match[3], one, count=1) for one in (begin, end)
            )
        opening, closing = f"<{data.prefix}sheetData>".encode(), f"</{data.prefix}sheetData>".encode()
        self.xml = b"".join([begin, opening, *inner, closing, end])


@cache
def _column(letters: bytes) -> int:
    return column_index(letters.decode())
