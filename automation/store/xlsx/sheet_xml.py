"""Finding rows, cells and formulas in the XML of a worksheet.

The expressions rely on one fact: in well-formed XML without comments and CDATA (`normalized` removes both), `<` only
ever begins a tag.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, unescape

# An attribute holds no `<`, so that an expression stops at the next tag, even in a damaged document.
_ATTRIBUTES = rb"""(?:[^<>"']|"[^"<]*"|'[^'<]*')*?"""
SHEET_DATA = re.compile(rb"<((?:\w+:)?)sheetData\b" + _ATTRIBUTES + rb"(/?)>")
ROW = re.compile(rb"<(?:\w+:)?row\b(" + _ATTRIBUTES + rb")(/?)>")
CELL = re.compile(rb"<(?:\w+:)?c\b(" + _ATTRIBUTES + rb")(/?)>")
# A cell as programs write it.
PLAIN_CELL = re.compile(rb'<c r="([A-Z]{1,3})[0-9]{1,7}"(?: [a-z]+="[^"<>]*")*(/?)>')
COLS = re.compile(rb"<((?:\w+:)?)cols\b" + _ATTRIBUTES + rb">([^<]*(?:<(?!/?(?:\w+:)?cols\b)[^<]*)*)</(?:\w+:)?cols>")
COL = re.compile(rb"<(?:\w+:)?col\b(" + _ATTRIBUTES + rb")/?>")
DIMENSION = re.compile(rb"(<(?:\w+:)?dimension\b[^<>]*?\bref=[\"'])([^\"']*)([\"'])")
AUTO_FILTER = re.compile(rb"(<(?:\w+:)?autoFilter\b[^<>]*?\bref=[\"'])([^\"']*)([\"'])")
MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^<>]*?\bref=[\"']([^\"']*)[\"']")
_ATTRIBUTE = re.compile(rb"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_FAILED = re.compile(
    rb"<(?:\w+:)?c\b(?=[^<>]*\st=[\"']e[\"'])[^<>]*?\sr=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^<>]*>"
    rb"[^<]*(?:<(?!/?(?:\w+:)?[cv]\b)[^<]*)*<(?:\w+:)?v>([^<]*)</",
)
# The starts that are not tags, and their ends.
_UNTAGGED = re.compile(rb"<!--|<!\[CDATA\[")
_ENDS = {b"<!--": b"-->", b"<![CDATA[": b"]]>"}
_LOOSE_END = re.compile(rb"(</[\w:.-]+)\s+>")
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\b[^<>]*?\sr=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^<>/]*>\s*<(?:\w+:)?f\b[^<>]*?(?:/>|>([^<]*)<)",
)
REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")

LAST_COLUMN = 16_384
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def column_index(letters: str) -> int:
    """The index of a column; A is 0."""
    index = 0
    for char in letters:
        index = index * 26 + ord(char) - 64
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
    """The same without comments, and with CDATA written as text, so that every `<` begins a tag.

    Raises:
        ValueError: A comment or CDATA does not end.
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


def opens(rows: bytes, sign: bytes) -> bool:
    """Whether a `<` stands before a sign. The sign is searched for, which is rare; every tag has a `<`."""
    at = rows.find(sign)
    while at > 0 and rows[at - 1 : at] != b"<":
        at = rows.find(sign, at + 1)
    return at > 0


def rows_of(xml: bytes) -> bytes:
    """The XML of the rows of a sheet, whose XML has no comments.

    Raises:
        ValueError: There is no `sheetData` element.
    """
    data = find_sheet_data(xml)
    return xml[data.first : data.last]


def first_rows(beginning: bytes, most: int) -> bytes:
    """The XML of the first rows, without comments.

    Args:
        beginning: The first bytes of a sheet's XML; a row that is cut off in them is left out.
        most: How many rows at most.
    """
    xml = beginning
    for start, end in _ENDS.items():
        # A comment that is cut off is dropped.
        if (last := xml.rfind(start)) > xml.rfind(end):
            xml = xml[:last]
    xml = normalized(xml)
    opening = SHEET_DATA.search(xml)
    if opening is None or opening[2]:
        return b""
    closing = f"</{opening[1].decode()}row>".encode()
    at = opening.end()
    for _ in range(most):
        row = ROW.search(xml, at)
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


def merged_width(xml: bytes, start: int) -> int:
    """How many columns, from A on, merged cells cover; they stand behind the rows, which end at `start`."""
    ends = (REFERENCE.findall(match[1].decode()) for match in MERGED.finditer(xml, start))
    return max((column_index(end[-1][0]) + 1 for end in ends if end), default=0)


def filtered_width(xml: bytes) -> int | None:
    """How many columns, from A on, the sheet's filter covers; None without a filter."""
    # Found as bytes first: an expression takes ten times as long to pass all the rows before it.
    named = xml.find(b"autoFilter")
    match = AUTO_FILTER.search(xml, max(xml.rfind(b"<", 0, named), 0)) if named >= 0 else None
    end = REFERENCE.findall(match[2].decode()) if match else []
    return column_index(end[-1][0]) + 1 if end else None


@dataclass(frozen=True)
class SheetData:
    """The `sheetData` element: where it begins and ends, and where the rows inside begin (`first`) and end (`last`)."""

    prefix: str
    start: int
    first: int
    last: int
    end: int


def find_sheet_data(xml: bytes) -> SheetData:
    """Where the rows of a sheet are in its XML.

    Raises:
        ValueError: There is no `sheetData` element.
    """
    match = SHEET_DATA.search(xml)
    if match is None:
        raise ValueError("no sheetData")
    prefix = match[1].decode()
    if match[2]:
        return SheetData(prefix, match.start(), match.end(), match.end(), match.end())
    # There is one, and little stands behind the rows.
    last = xml.rindex(f"</{prefix}sheetData".encode(), match.end())
    return SheetData(prefix, match.start(), match.end(), last, xml.index(b">", last) + 1)


def attributes_of(text: bytes) -> dict[str, str]:
    """The attributes in the text of a start tag, by name."""
    return {
        match[1].decode(): (match[2] if match[2] is not None else match[3]).decode()
        for match in _ATTRIBUTE.finditer(text)
    }
