"""Changing single cells in the XML of a worksheet, byte for byte the same everywhere else.

Libraries that load and save a workbook drop what they don't know (sparklines, text boxes, cached formula values …).
This splices bytes instead. It relies on one fact: in well-formed XML without comments and CDATA (which are folded away
first), `<` only ever begins a tag.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from xml.sax.saxutils import escape, unescape

from automation.core.model import Cell, Row
from automation.core.tabs.grid import column_letters
from automation.core.text import text_of

# No `<` stands in an attribute: so an expression stops at the next tag, however damaged the document is.
_ATTRIBUTES = rb"""(?:[^<>"']|"[^"<]*"|'[^'<]*')*?"""
_SHEET_DATA = re.compile(rb"<((?:\w+:)?)sheetData\b" + _ATTRIBUTES + rb"(/?)>")
_ROW = re.compile(rb"<(?:\w+:)?row\b(" + _ATTRIBUTES + rb")(/?)>")
_CELL = re.compile(rb"<(?:\w+:)?c\b(" + _ATTRIBUTES + rb")(/?)>")
_COLS = re.compile(rb"<((?:\w+:)?)cols\b" + _ATTRIBUTES + rb">([^<]*(?:<(?!/?(?:\w+:)?cols\b)[^<]*)*)</(?:\w+:)?cols>")
_COL = re.compile(rb"<(?:\w+:)?col\b(" + _ATTRIBUTES + rb")/?>")
_DIMENSION = re.compile(rb"(<(?:\w+:)?dimension\b[^<>]*?\bref=[\"'])([^\"']*)([\"'])")
_AUTO_FILTER = re.compile(rb"(<(?:\w+:)?autoFilter\b[^<>]*?\bref=[\"'])([^\"']*)([\"'])")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^<>]*?\bref=[\"']([^\"']*)[\"']")
_ATTRIBUTE = re.compile(rb"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_FAILED = re.compile(
    rb"<(?:\w+:)?c\b(?=[^<>]*\st=[\"']e[\"'])[^<>]*?\sr=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^<>]*>"
    rb"[^<]*(?:<(?!/?(?:\w+:)?[cv]\b)[^<]*)*<(?:\w+:)?v>([^<]*)</",
)
# What begins without being a tag, and how it ends.
_UNTAGGED = re.compile(rb"<!--|<!\[CDATA\[")
_ENDS = {b"<!--": b"-->", b"<![CDATA[": b"]]>"}
_LOOSE_END = re.compile(rb"(</[\w:.-]+)\s+>")
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\b[^<>]*?\sr=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^<>/]*>\s*<(?:\w+:)?f\b[^<>]*?(?:/>|>([^<]*)<)",
)
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LONGEST_TEXT = 32_767

LAST_COLUMN = 16_384
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def column_index(letters: str) -> int:
    """The index of a column; A is 0."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def normalized(xml: bytes) -> bytes:
    """The same document in UTF-8, without comments, with CDATA written as text and end tags without white space."""
    if xml[:2] in UTF_16:
        text = xml.decode("utf-16")
        xml = re.sub(r"encoding=[\"'][^\"']*[\"']", 'encoding="UTF-8"', text, count=1).encode()
    xml = tags_only(xml)
    if _LOOSE_END.search(xml):
        xml = _LOOSE_END.sub(rb"\1>", xml)
    return xml


def tags_only(xml: bytes) -> bytes:
    """The same without comments, and with CDATA written as text: `<` then only ever begins a tag.

    Raises:
        ValueError: One of them does not end.
    """
    if b"<!--" not in xml and b"<![CDATA[" not in xml:
        return xml
    pieces, at = [], 0
    while match := _UNTAGGED.search(xml, at):
        end = xml.find(_ENDS[match[0]], match.end())
        if end < 0:
            raise ValueError("a comment or CDATA that does not end")
        pieces.append(xml[at : match.start()])
        if match[0] != b"<!--":
            pieces.append(escape(xml[match.end() : end].decode()).encode())
        at = end + 3
    return b"".join([*pieces, xml[at:]])


def rows_of(xml: bytes) -> bytes:
    """The rows of a sheet, as they stand in its XML without comments.

    Raises:
        ValueError: There is no place for rows.
    """
    data = _find_data(xml)
    return xml[data.first : data.last]


def first_rows(beginning: bytes, most: int) -> bytes:
    """The first rows of a sheet, of those that are whole in the beginning of its XML; comments are left out."""
    xml = beginning
    for start, end in _ENDS.items():
        # What is cut off in the middle of a comment ends before it.
        if (last := xml.rfind(start)) > xml.rfind(end):
            xml = xml[:last]
    xml = normalized(xml)
    opening = _SHEET_DATA.search(xml)
    if opening is None or opening[2]:
        return b""
    closing = f"</{opening[1].decode()}row>".encode()
    at = opening.end()
    for _ in range(most):
        row = _ROW.search(xml, at)
        if row is None:
            break
        closed = row.end() if row[2] else xml.find(closing, row.end())
        if closed < 0:
            break
        at = closed if row[2] else closed + len(closing)
    return xml[opening.end() : at]


def failed_formulas(xml: bytes) -> Iterator[tuple[int, int, str]]:
    """The cells that hold an error: row index, column index, code such as `#REF!`."""
    for match in _FAILED.finditer(xml):
        yield int(match[2]) - 1, column_index(match[1].decode()), match[3].decode()


def formulas(xml: bytes) -> Iterator[tuple[int, int, str]]:
    """The cells that hold a formula: row index, column index, the formula with its equals sign."""
    for match in _FORMULA.finditer(xml):
        yield int(match[2]) - 1, column_index(match[1].decode()), f"={unescape((match[3] or b'').decode())}"


def merged_width(xml: bytes) -> int:
    """How many columns, from A on, merged cells reach over."""
    ends = (_REFERENCE.findall(match[1].decode()) for match in _MERGED.finditer(xml))
    return max((column_index(end[-1][0]) + 1 for end in ends if end), default=0)


def filtered_width(xml: bytes) -> int | None:
    """How many columns, from A on, the sheet's filter covers; None without a filter."""
    match = _AUTO_FILTER.search(xml)
    end = _REFERENCE.findall(match[2].decode()) if match else []
    return column_index(end[-1][0]) + 1 if end else None


@dataclass(frozen=True)
class _Data:
    """Where the rows of a sheet stand in its XML."""

    prefix: str
    start: int
    first: int
    last: int
    end: int


def _find_data(xml: bytes) -> _Data:
    match = _SHEET_DATA.search(xml)
    if match is None:
        raise ValueError("no sheetData")
    prefix = match[1].decode()
    if match[2]:
        return _Data(prefix, match.start(), match.end(), match.end(), match.end())
    last = xml.index(f"</{prefix}sheetData".encode(), match.end())
    return _Data(prefix, match.start(), match.end(), last, xml.index(b">", last) + 1)


def _attributes(text: bytes) -> dict[str, str]:
    return {
        match[1].decode(): (match[2] if match[2] is not None else match[3]).decode()
        for match in _ATTRIBUTE.finditer(text)
    }


def cell_xml(prefix: str, row: int, column: int, cell: Cell, style: str | None) -> str:
    """A cell as XML. Text is always text, whatever it begins with; an empty cell without a style is nothing."""
    reference = f'r="{column_letters(column)}{row + 1}"'
    styled = f' s="{style}"' if style else ""
    text = text_of(cell)
    if not text:
        return f"<{prefix}c {reference}{styled}/>" if style else ""
    if isinstance(cell, int | float) and not isinstance(cell, bool) and isfinite(cell):
        return f"<{prefix}c {reference}{styled}><{prefix}v>{cell!r}</{prefix}v></{prefix}c>"
    # "_x0041_" is how a workbook writes an A that it cannot hold; text that looks so is told apart by its underscore.
    literal = _ESCAPED.sub(r"_x005F\g<0>", text)
    shown = escape(_ILLEGAL.sub("", literal)[:_LONGEST_TEXT])
    return (
        f'<{prefix}c {reference}{styled} t="inlineStr"><{prefix}is><{prefix}t xml:space="preserve">{shown}'
        f"</{prefix}t></{prefix}is></{prefix}c>"
    )


Changes = Mapping[int, Mapping[int, Cell]]


class SheetPatch:
    """A worksheet's XML and what is to be different in it.

    Args:
        xml: The part as it is in the file.
    """

    def __init__(self, xml: bytes) -> None:
        self.xml = normalized(xml)
        self._column_styles = self._read_column_styles()

    def set_cells(self, changes: Changes, *, like: int | None = None) -> None:
        """Change cells, given by row and column index; everything else stays byte for byte.

        Args:
            changes: Row index → column index → cell; None empties a cell and keeps its format.
            like: A column whose format new cells of row 1 take over.
        """
        changes = {row: cells for row, cells in changes.items() if cells}
        if not changes:
            return
        data = _find_data(self.xml)
        header_style = self.style_at(0, like) if like is not None else None
        pieces = [self.xml[: data.start], f"<{data.prefix}sheetData>".encode()]
        waiting = sorted(changes, reverse=True)
        at, number = data.first, -1
        for match in _ROW.finditer(self.xml, data.first, data.last):
            attributes = _attributes(match[1])
            number = int(attributes["r"]) - 1 if "r" in attributes else number + 1
            pieces.append(self.xml[at : match.start()])
            while waiting and waiting[-1] < number:
                index = waiting.pop()
                pieces.append(self._new_row(data.prefix, index, changes[index], header_style))
            end = self._row_end(match, data)
            if waiting and waiting[-1] == number:
                waiting.pop()
                pieces.append(self._changed_row(data, match, attributes, number, changes[number], header_style))
            else:
                pieces.append(self.xml[match.start() : end])
            at = end
        pieces.append(self.xml[at : data.last])
        while waiting:
            index = waiting.pop()
            pieces.append(self._new_row(data.prefix, index, changes[index], header_style))
        pieces += [f"</{data.prefix}sheetData>".encode(), self.xml[data.end :]]
        self.xml = b"".join(pieces)
        self._extend_dimension(max(changes), max(max(cells) for cells in changes.values()))

    def _row_end(self, match: re.Match[bytes], data: _Data) -> int:
        if match[2]:
            return match.end()
        closing = f"</{data.prefix}row>".encode()
        return self.xml.index(closing, match.end(), data.last) + len(closing)

    def _new_row(self, prefix: str, index: int, cells: Mapping[int, Cell], header_style: str | None) -> bytes:
        inner = "".join(
            cell_xml(prefix, index, column, cells[column], self._default_style(index, column, None, header_style))
            for column in sorted(cells)
            if text_of(cells[column])
        )
        return f'<{prefix}row r="{index + 1}">{inner}</{prefix}row>'.encode() if inner else b""

    def _changed_row(
        self,
        data: _Data,
        match: re.Match[bytes],
        attributes: Mapping[str, str],
        number: int,
        cells: Mapping[int, Cell],
        header_style: str | None,
    ) -> bytes:
        row_end = self._row_end(match, data)
        closing, cell_closing = f"</{data.prefix}row>".encode(), f"</{data.prefix}c>".encode()
        inner_end = match.end() if match[2] else row_end - len(closing)
        row_style = attributes.get("s") if attributes.get("customFormat") in {"1", "true"} else None
        waiting = sorted(cells, reverse=True)
        pieces: list[bytes] = []

        def write(column: int, style: str | None) -> None:
            pieces.append(cell_xml(data.prefix, number, column, cells[column], style).encode())

        def write_new_before(limit: int) -> None:
            while waiting and waiting[-1] < limit:
                column = waiting.pop()
                if text_of(cells[column]):
                    write(column, self._default_style(number, column, row_style, header_style))

        at = match.end()
        # Cells to the right of the last one need no look at the others.
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
                write(column, _attributes(cell[1]).get("s"))
            else:
                pieces.append(self.xml[cell.start() : end])
            at = end
        pieces.append(self.xml[at:inner_end])
        write_new_before(LAST_COLUMN)
        tag = self.xml[match.start() : match.end()]
        return _spanning(_opened(tag), min(cells), max(cells)) + b"".join(pieces) + closing

    def _last_cell(self, prefix: str, start: int, end: int, *, filled: bool = False) -> int | None:
        """The column of a row's last cell, or of the last that is not empty; None where there is none."""
        tags = [f"<{prefix}c{after}".encode() for after in " \t\r\n/>"]
        at = max(self.xml.rfind(tag, start, end) for tag in tags)
        while at >= 0 and (cell := _CELL.match(self.xml, at, end)):
            reference = _REFERENCE.fullmatch(_attributes(cell[1]).get("r", ""))
            if reference is None:
                break
            if not (filled and cell[2]):
                return column_index(reference[1])
            at = max(self.xml.rfind(tag, start, at) for tag in tags)
        # Cells that don't say where they are stand where they are counted.
        places = [place for place, cell in self._cells(start, end) if not (filled and cell[2])]
        return max(places, default=None)

    def _cells(self, start: int, end: int) -> Iterator[tuple[int, re.Match[bytes]]]:
        """The start tags of a row's cells, each with its column."""
        column = -1
        for cell in _CELL.finditer(self.xml, start, end):
            reference = _REFERENCE.fullmatch(_attributes(cell[1]).get("r", ""))
            column = column_index(reference[1]) if reference else column + 1
            yield column, cell

    def _default_style(self, row: int, column: int, row_style: str | None, header_style: str | None) -> str | None:
        """The format a new cell takes: in row 1 its neighbour's, else the row's, else the column's, as in Excel."""
        if row == 0 and header_style:
            return header_style
        return row_style or self._column_styles.get(column)

    def _read_column_styles(self) -> dict[int, str]:
        styles: dict[int, str] = {}
        match = _COLS.search(self.xml)
        for col in _COL.finditer(match[2]) if match else ():
            known = _attributes(col[1])
            if "style" in known:
                last = min(int(known["max"]), int(known["min"]) + 500)
                styles.update(dict.fromkeys(range(int(known["min"]) - 1, last), known["style"]))
        return styles

    def style_at(self, row: int, column: int) -> str | None:
        """The format of a cell, by row and column index; None where it has none of its own."""
        data, number = _find_data(self.xml), -1
        for match in _ROW.finditer(self.xml, data.first, data.last):
            attributes = _attributes(match[1])
            number = int(attributes["r"]) - 1 if "r" in attributes else number + 1
            if number >= row:
                cells = self._cells(match.end(), self._row_end(match, data)) if number == row else ()
                return next((_attributes(cell[1]).get("s") for place, cell in cells if place == column), None)
        return None

    def _extend_dimension(self, row: int, column: int) -> None:
        def extended(match: re.Match[bytes]) -> bytes:
            corners = _REFERENCE.findall(match[2].decode())
            if not corners:
                return match[0]
            (first, top), (last, bottom) = corners[0], corners[-1]
            right = column_letters(max(column, column_index(last)))
            return match[1] + f"{first}{top}:{right}{max(row + 1, int(bottom))}".encode() + match[3]

        self.xml = _DIMENSION.sub(extended, self.xml, count=1)

    def used_width(self) -> int:
        """How many columns, from A on, hold anything: values, text, formulas that show nothing, merged cells."""
        data = _find_data(self.xml)
        widths = [merged_width(self.xml)]
        for match in _ROW.finditer(self.xml, data.first, data.last):
            last = self._last_cell(data.prefix, match.end(), self._row_end(match, data), filled=True)
            widths.append(0 if last is None else last + 1)
        return max(widths)

    def set_widths(self, widths: Mapping[int, float]) -> None:
        """Give columns (by index) a width in characters, and show them if they are hidden."""
        if not widths:
            return
        match = _COLS.search(self.xml)
        prefix = _find_data(self.xml).prefix
        known = [_attributes(col[1]) for col in _COL.finditer(match[2])] if match else []
        columns = "".join(_col_xml(prefix, attributes) for attributes in _with_widths(known, widths))
        cols = f"<{prefix}cols>{columns}</{prefix}cols>".encode()
        start, end = match.span() if match else (_find_data(self.xml).start,) * 2
        self.xml = self.xml[:start] + cols + self.xml[end:]

    def replace_rows(self, rows: Sequence[Row]) -> None:
        """Give the sheet other rows, from row 1 on; columns, panes and formats stay."""
        data = _find_data(self.xml)
        header = rows[0] if rows else ()
        styles = [self.style_at(0, column) or self._column_styles.get(column) for column in range(len(header))]
        inner = "".join(
            f'<{data.prefix}row r="{number + 1}">'
            + "".join(
                cell_xml(
                    data.prefix,
                    number,
                    column,
                    cell,
                    styles[column] if number == 0 else self._column_styles.get(column),
                )
                for column, cell in enumerate(row)
                if text_of(cell)
            )
            + f"</{data.prefix}row>"
            for number, row in enumerate(rows)
        )
        self.xml = (
            self.xml[: data.start]
            + f"<{data.prefix}sheetData>{inner}</{data.prefix}sheetData>".encode()
            + self.xml[data.end :]
        )
        corner = f"{column_letters(max(len(header) - 1, 0))}{max(len(rows), 1)}".encode()
        for pattern in (_DIMENSION, _AUTO_FILTER):
            self.xml = pattern.sub(lambda match: match[1] + b"A1:" + corner + match[3], self.xml, count=1)


def _opened(tag: bytes) -> bytes:
    """A start tag that is not self-closing."""
    return tag[:-2].rstrip() + b">" if tag.endswith(b"/>") else tag


def _spanning(tag: bytes, left: int, right: int) -> bytes:
    """A row's start tag whose `spans` reach over some columns."""

    def extended(match: re.Match[bytes]) -> bytes:
        first, last = map(int, match[1].split(b":"))
        return b'spans="%d:%d"' % (min(first, left + 1), max(last, right + 1))

    return re.sub(rb"spans=[\"'](\d+:\d+)[\"']", extended, tag)


def _with_widths(known: Sequence[Mapping[str, str]], widths: Mapping[int, float]) -> list[dict[str, str]]:
    """Column definitions in which every given column has one of its own."""
    columns: list[dict[str, str]] = []
    for attributes in known:
        first, last = int(attributes["min"]), int(attributes["max"])
        cuts = sorted(index + 1 for index in widths if first <= index + 1 <= last)
        start = first
        for cut in cuts:
            if start < cut:
                columns.append({**attributes, "min": str(start), "max": str(cut - 1)})
            kept = {name: value for name, value in attributes.items() if name not in {"hidden", "collapsed", "bestFit"}}
            columns.append(kept | _column(cut - 1, widths[cut - 1]))
            start = cut + 1
        if start <= last:
            columns.append({**attributes, "min": str(start), "max": str(last)})
    present = {int(column["min"]) - 1 for column in columns if column["min"] == column["max"]}
    columns += [_column(index, width) for index, width in widths.items() if index not in present]
    return sorted(columns, key=lambda column: int(column["min"]))


def _column(index: int, width: float) -> dict[str, str]:
    return {"min": str(index + 1), "max": str(index + 1), "width": f"{width:g}", "customWidth": "1"}


def _col_xml(prefix: str, attributes: Mapping[str, str]) -> str:
    return f"<{prefix}col " + " ".join(f'{name}="{value}"' for name, value in attributes.items()) + "/>"


def new_sheet(namespace: str, rows: Sequence[Row], widths: Mapping[int, float], header_style: str | None) -> bytes:
    """A worksheet of its own: frozen header with a filter, columns as wide as they need to be."""
    columns = "".join(_col_xml("", _column(index, width)) for index, width in sorted(widths.items()))
    body = "".join(
        f'<row r="{number + 1}">'
        + "".join(
            cell_xml("", number, column, cell, header_style if number == 0 else None) for column, cell in enumerate(row)
        )
        + "</row>"
        for number, row in enumerate(rows)
    )
    corner = f"{column_letters(max(len(widths) - 1, 0))}{max(len(rows), 1)}"
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{namespace}"><dimension ref="A1:{corner}"/><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>{body}</sheetData>'
        f'<autoFilter ref="A1:{corner}"/></worksheet>'
    ).encode()
