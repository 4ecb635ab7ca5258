"""The XML of a new cell, a column's definition, a row's start tag and a new worksheet."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import isfinite
from xml.sax.saxutils import escape

from automation.core.model import Cell, Row
from automation.core.tabs.grid import column_letters
from automation.core.text import text_of
from automation.store.xlsx.sheet_xml import DIMENSION, REFERENCE, attributes_of, column_index

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
# Blanks inside a text that a program might make one of.
_BLANKS = re.compile(r"\s\s|[\n\r\t]")
_SPANS = re.compile(rb"spans=[\"'](\d+):(\d+)[\"']")
_LONGEST_TEXT = 32_767
Bytes = bytes | memoryview
# Shorter pieces are joined until they have so many bytes.
_SHORT = 2**16
# How many rows of a new sheet are one piece of its XML.
ROWS_AT_ONCE = 1_000


def cell_xml(prefix: str, row: int, column: int, cell: Cell, style: str | None, *, blanks: bool = True) -> str:
    """A cell as XML; "" for an empty cell without a style. Text stays text, even with an equals sign in front.

    Without `blanks` an empty cell is "" even with a style.
    """
    styled = f' s="{style}"' if style else ""
    tag = f'<{prefix}c r="{column_letters(column)}{row + 1}"{styled}'
    # What `text_of` gives, sooner for most texts.
    text = cell.strip() if isinstance(cell, str) and cell.isprintable() else text_of(cell)
    if not text:
        return f"{tag}/>" if style and blanks else ""
    if not isinstance(cell, str):
        if isinstance(cell, bool):
            return f'{tag} t="b"><{prefix}v>{cell:d}</{prefix}v></{prefix}c>'
        if isinstance(cell, int | float) and isfinite(cell):
            return f"{tag}><{prefix}v>{cell!r}</{prefix}v></{prefix}c>"
    # Most texts have no blanks but single spaces, and are written as they are.
    plain = text.isprintable() and "  " not in text and "_x" not in text
    # Only where blanks could be lost the text says that they count: there are many texts.
    kept = "" if plain or not _BLANKS.search(text) else ' xml:space="preserve"'
    shown = (text if plain else _written(text))[:_LONGEST_TEXT]
    if "&" in shown or "<" in shown or ">" in shown:
        shown = escape(shown)
    return f'{tag} t="inlineStr"><{prefix}is><{prefix}t{kept}>{shown}</{prefix}t></{prefix}is></{prefix}c>'


def row_xml(prefix: str, number: int, row: Row, styles: Sequence[str | None], *, blanks: bool) -> bytes:
    """A row as XML.

    Args:
        prefix: Of the namespace.
        number: Its index; 0 is the first.
        row: Its cells from A on.
        styles: The format of each column's cell.
        blanks: Whether a cell without content is written where it has a format.
    """
    cells: list[str] = []
    for column, cell in enumerate(row):
        style = styles[column]
        # Most cells of the program's tabs are None.
        if cell is not None or style:
            cells.append(cell_xml(prefix, number, column, cell, style, blanks=blanks))
    return f'<{prefix}row r="{number + 1}">{"".join(cells)}</{prefix}row>'.encode()


def _written(text: str) -> str:
    """A text as a workbook writes it, before it is escaped as XML, without characters that XML does not allow.

    There "_x0041_" means the character A, so the underscore of such a text is written in that way itself.
    """
    return _ILLEGAL.sub("", _ESCAPED.sub(r"_x005F\g<0>", text))


def column_definition(index: int, width: float) -> dict[str, str]:
    """The attributes of a `col` element for one column, its width in characters."""
    return {"min": str(index + 1), "max": str(index + 1), "width": f"{width:g}", "customWidth": "1"}


def column_xml(prefix: str, attributes: Mapping[str, str]) -> str:
    """A `col` element with these attributes."""
    return f"<{prefix}col " + " ".join(f'{name}="{value}"' for name, value in attributes.items()) + "/>"


def new_sheet(
    namespace: str, rows: Sequence[Row], widths: Mapping[int, float], header_style: str | None
) -> Iterator[bytes]:
    """A new worksheet with a frozen header and a filter, in pieces: as a whole it may be large.

    Args:
        namespace: Of the worksheet.
        rows: The first one is the header.
        widths: Column index → width in characters.
        header_style: The format of the header cells.
    """
    columns = "".join(column_xml("", column_definition(index, width)) for index, width in sorted(widths.items()))
    width = max(map(len, rows), default=0)
    header, others = [header_style] * width, [None] * width
    corner = f"{column_letters(max(len(widths) - 1, 0))}{max(len(rows), 1)}"
    yield (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{namespace}"><dimension ref="A1:{corner}"/><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>'
    ).encode()
    for start in range(0, len(rows), ROWS_AT_ONCE):
        some = enumerate(rows[start : start + ROWS_AT_ONCE], start)
        yield b"".join([row_xml("", number, row, others if number else header, blanks=True) for number, row in some])
    yield f'</sheetData><autoFilter ref="A1:{corner}"/></worksheet>'.encode()


def spanning(tag: bytes, left: int, right: int) -> bytes:
    """A row's start tag whose `spans` cover these columns, too."""
    spans = _SPANS.search(tag)
    if spans is None:
        return tag
    first, last = min(int(spans[1]), left + 1), max(int(spans[2]), right + 1)
    return b"%b%d:%d%b" % (tag[: spans.start(1)], first, last, tag[spans.end(2) :])


def with_widths(known: Sequence[Mapping[str, str]], widths: Mapping[int, float]) -> list[dict[str, str]]:
    """Column definitions in which each column of `widths` has its own."""
    columns: list[dict[str, str]] = []
    for attributes in known:
        first, last = int(attributes["min"]), int(attributes["max"])
        cuts = sorted(index + 1 for index in widths if first <= index + 1 <= last)
        start = first
        for cut in cuts:
            if start < cut:
                columns.append({**attributes, "min": str(start), "max": str(cut - 1)})
            kept = {name: value for name, value in attributes.items() if name not in {"hidden", "collapsed", "bestFit"}}
            columns.append(kept | column_definition(cut - 1, widths[cut - 1]))
            start = cut + 1
        if start <= last:
            columns.append({**attributes, "min": str(start), "max": str(last)})
    present = {int(column["min"]) - 1 for column in columns if column["min"] == column["max"]}
    columns += [column_definition(index, width) for index, width in widths.items() if index not in present]
    return sorted(columns, key=lambda column: int(column["min"]))


def reaching(head: bytes, row: int, column: int) -> bytes:
    """What comes before the rows of a sheet, with a dimension that reaches to a row and a column (indexes)."""

    def extended(match: re.Match[bytes]) -> bytes:
        corners = REFERENCE.findall(match[2].decode())
        if not corners:
            return match[0]
        (first, top), (last, bottom) = corners[0], corners[-1]
        right = column_letters(max(column, column_index(last)))
        return match[1] + f"{first}{top}:{right}{max(row + 1, int(bottom))}".encode() + match[3]

    return DIMENSION.sub(extended, head, count=1)


def opened(tag: bytes) -> bytes:
    """A start tag that is not self-closing."""
    return tag[:-2].rstrip() + b">" if tag.endswith(b"/>") else tag


def row_style_of(text: bytes) -> str | None:
    """The format that a row gives its new cells, by the text of its start tag; None without one."""
    attributes = attributes_of(text) if b"customFormat" in text else {}
    return attributes.get("s") if attributes.get("customFormat") in {"1", "true"} else None


def joined(pieces: Iterable[Bytes]) -> Iterator[Bytes]:
    """Pieces of which short ones are joined; long ones are not copied."""
    short, size = list[Bytes](), 0
    for piece in pieces:
        short.append(piece)
        size += len(piece)
        if size >= _SHORT:
            if len(short) > 1 and len(piece) < _SHORT:
                yield b"".join(short)
            else:
                yield from short
            short, size = [], 0
    yield b"".join(short)
