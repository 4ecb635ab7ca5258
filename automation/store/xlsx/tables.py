"""Excel's own tables (Insert → Table) on a sheet: where they are, and making one longer for new rows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from automation.store.xlsx.package import MOST_PART, MOST_SMALL, Package, sheet_parts
from automation.store.xlsx.refusals import UNREADABLE
from automation.store.xlsx.sheet_xml import (
    AUTO_FILTER,
    MERGED,
    REFERENCE,
    ROW,
    attributes_of,
    column_index,
    find_sheet_data,
    formulas,
    normalized,
)

_TABLE = re.compile(rb"<(?:\w+:)?table\b([^<>]*)>")
_REF = re.compile(rb"(<(?:\w+:)?table\b[^<>]*?\sref=[\"'])([^\"']*)([\"'])")
_RULES = re.compile(rb"(<(?:\w+:)?(?:dataValidation|conditionalFormatting)\b[^<>]*?\ssqref=[\"'])([^\"'<>]*)([\"'])")
_CONTENT = re.compile(rb"<(?:\w+:)?(?:v|f|is)\b")
_LINK = re.compile(rb"<((?:\w+:)?)c\b([^<>]*?)/>")


@dataclass(frozen=True)
class SheetTable:
    """A table on a sheet; rows and columns are indexes, 0 is the first.

    Attributes:
        part: Its part in the file.
        top: Its row of headers.
        bottom: Its last row, with the totals.
        left: Its first column.
        right: Its last column.
        totals: How many rows at its end hold totals.
    """

    part: str
    top: int
    bottom: int
    left: int
    right: int
    totals: int = 0

    @property
    def end(self) -> int:
        """The index of the row below the last one for people: that of the totals, if there are any."""
        return self.bottom + 1 - self.totals


def tables_on(package: Package, sheet: str) -> Iterator[SheetTable]:
    """The tables of a sheet (by its part); none that cannot be read."""
    for part in sheet_parts(package, sheet, "table"):
        try:
            match = _TABLE.search(package.part(part, MOST_SMALL))
        except UNREADABLE:
            continue
        attributes = attributes_of(match[1]) if match else {}
        corners = REFERENCE.findall(attributes.get("ref", ""))
        totals = attributes.get("totalsRowCount", "0")
        if len(corners) == 2 and totals.isdecimal() and attributes.get("headerRowCount", "1") != "0":
            (left, top), (right, bottom) = corners
            yield SheetTable(part, int(top) - 1, int(bottom) - 1, column_index(left), column_index(right), int(totals))


def table_of_people(package: Package, sheet: str) -> SheetTable | None:
    """The table whose headers are those of the sheet, in row 1; None without one."""
    return next((one for one in tables_on(package, sheet) if one.top == 0), None)


def make_longer(package: Package, table: SheetTable, rows: int) -> None:
    """Let a table and its filter reach so many rows further down."""

    def longer(match: re.Match[bytes]) -> bytes:
        first, _, last = match[2].decode().partition(":")
        corner = REFERENCE.fullmatch(last.replace("$", ""))
        if corner is None:
            return match[0]
        return match[1] + f"{first}:{corner[1]}{int(corner[2]) + rows}".encode() + match[3]

    xml = normalized(package.part(table.part, MOST_SMALL))
    for pattern in (_REF, AUTO_FILTER):
        xml = pattern.sub(longer, xml, count=1)
    package.replace(table.part, xml)


def rules_for_more_rows(xml: bytes, table: SheetTable, rows: int) -> bytes:
    """The XML of a sheet in which the dropdowns and colour rules of a table's rows hold for so many more rows, too."""

    def longer(match: re.Match[bytes]) -> bytes:
        ranges = [_longer(one, table, rows) for one in match[2].decode().split()]
        return match[1] + " ".join(ranges).encode() + match[3]

    return _RULES.sub(longer, xml)


def _longer(reference: str, table: SheetTable, rows: int) -> str:
    """A range that ends with the last row for people, longer; another one as it is."""
    corners = REFERENCE.findall(reference)
    if len(corners) != 2 or int(corners[0][1]) <= table.top + 1 or int(corners[1][1]) != table.end:
        return reference
    (left, first), (right, last) = corners
    return f"{left}{first}:{right}{int(last) + rows}"


def keeps_totals(package: Package, name: str, table: SheetTable, xml: bytes) -> bool:
    """Whether the rows of totals have to stay: merged cells lie in them, or a formula or a name points at them.

    Args:
        package: The workbook.
        name: Of the sheet.
        table: With totals.
        xml: Of the sheet.
    """
    numbers = range(table.end + 1, table.bottom + 2)
    rows = "|".join(map(str, numbers))
    here = re.compile(rf"(?<![A-Za-z!\w.\[])\$?[A-Z]{{1,3}}\$?(?:{rows})(?!\d)")
    elsewhere = re.compile(rf"{re.escape(name)}'?!(?:\$?[A-Z]{{1,3}}\$?\d+:)?\$?[A-Z]{{1,3}}\$?(?:{rows})(?!\d)")
    for merged in MERGED.finditer(xml):
        ends = [int(row) for _, row in REFERENCE.findall(merged[1].decode("ascii", "replace"))]
        if ends and ends[0] <= numbers[-1] and ends[-1] >= numbers[0]:
            return True
    if any(here.search(text) for _, _, text in formulas(xml)):
        return True
    others = [part for sheet, part in package.sheets.items() if sheet != name]
    if any(elsewhere.search(text) for part in others for _, _, text in formulas(package.part(part, MOST_PART))):
        return True
    return bool(elsewhere.search(package.part(package.workbook, MOST_SMALL).decode("utf-8", "replace")))


def moved_rows(xml: bytes, first: int, last: int, down: int) -> tuple[bytes, set[str]] | None:
    """Move rows of a sheet further down, over rows that hold nothing.

    Args:
        xml: Of the sheet.
        first: The index of the first row.
        last: That of the last one.
        down: By how many rows.

    Returns:
        The XML, and the cells that moved by the names that they had, such as "D41"; None if something is in the way.
    """
    data, number = find_sheet_data(xml), -1
    closing = f"</{data.prefix}row>".encode()
    moving: list[tuple[int, int, int]] = []
    end = 0
    for match in ROW.finditer(xml, data.first, data.last):
        attributes = attributes_of(match[1])
        number = int(attributes["r"]) - 1 if "r" in attributes else number + 1
        if not first <= number <= last + down:
            continue
        end = match.end() if match[2] else xml.index(closing, match.end()) + len(closing)
        is_moving = number <= last
        if "r" not in attributes or (not is_moving and _CONTENT.search(xml, match.end(), end)):
            return None
        if is_moving:
            moving.append((number, match.start(), end))
    moved: set[str] = set()
    if not moving:
        return xml, moved
    rows = b"".join(_moved(xml[start:stop], number + 1, down, moved) for number, start, stop in moving)
    return xml[: moving[0][1]] + rows + xml[end:], moved


def _moved(row: bytes, number: int, down: int, moved: set[str]) -> bytes:
    """A row (its number; 1 is the first) with the numbers of one further down; its cells are added to `moved`."""
    old, new = b"%d" % number, b"%d" % (number + down)

    def cell(match: re.Match[bytes]) -> bytes:
        moved.add((match[2] + old).decode())
        return match[1] + match[2] + new + match[3]

    row = re.sub(rb"(<(?:\w+:)?row\b[^<>]*?\sr=[\"'])" + old + rb"([\"'])", rb"\g<1>" + new + rb"\g<2>", row, count=1)
    row = re.sub(rb"(<(?:\w+:)?c\b[^<>]*?\sr=[\"'])([A-Z]{1,3})" + old + rb"([\"'])", cell, row)
    # A formula of several cells names them.
    return re.sub(rb"(<(?:\w+:)?f\b[^<>]*?\sref=[\"'][A-Z]{1,3})" + old + rb"([\"'])", rb"\g<1>" + new + rb"\g<2>", row)


def without_links(chain: bytes, cells: set[str]) -> bytes:
    """The chain of calculation without some cells, such as "D41": Excel adds them again, and takes none too many."""
    sheet = ""

    def link(match: re.Match[bytes]) -> bytes:
        nonlocal sheet
        attributes = attributes_of(match[2])
        # An entry without a sheet is on the sheet of the one before.
        sheet = attributes.get("i", sheet)
        if attributes.get("r") in cells:
            return b""
        texts = "".join(f' {name}="{text}"' for name, text in (attributes | ({"i": sheet} if sheet else {})).items())
        return b"<" + match[1] + b"c" + texts.encode() + b"/>"

    return _LINK.sub(link, chain)
