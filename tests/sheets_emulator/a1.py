"""A1 notation: reading ranges that requests name, and writing those that replies echo."""

import re
from typing import TYPE_CHECKING, NamedTuple

from tests.sheets_emulator.errors import invalid

if TYPE_CHECKING:
    from tests.sheets_emulator.state import Sheet, Spreadsheet

_CORNERS = re.compile(r"\$?([A-Za-z]{1,3})?\$?([0-9]+)?(?::\$?([A-Za-z]{1,3})?\$?([0-9]+)?)?")
_PLAIN_TITLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LOOKS_LIKE_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc][0-9]*")


class Rect(NamedTuple):
    """A rectangle of cells; 0-based, the ends are exclusive."""

    top: int
    bottom: int
    left: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Whether the cell lies inside."""
        return self.top <= row < self.bottom and self.left <= column < self.right

    def meets(self, other: "Rect") -> bool:
        """Whether the two share a cell."""
        return (
            self.top < other.bottom and other.top < self.bottom and self.left < other.right and other.left < self.right
        )

    def covers(self, other: "Rect") -> bool:
        """Whether the other lies wholly inside."""
        return (
            self.top <= other.top
            and other.bottom <= self.bottom
            and self.left <= other.left
            and other.right <= self.right
        )


class Open(NamedTuple):
    """A rectangle whose sides may be None: as far as the grid goes."""

    top: int | None
    bottom: int | None
    left: int | None
    right: int | None


def column_name(index: int) -> str:
    """0 → A, 26 → AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_index(name: str) -> int:
    """A → 0, AA → 26."""
    index = 0
    for letter in name.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


def cell_name(row: int, column: int) -> str:
    """(0, 0) → A1."""
    return f"{column_name(column)}{row + 1}"


def quote(title: str) -> str:
    """The title as formulas and echoed ranges write it: quoted only when it must be."""
    if _PLAIN_TITLE.fullmatch(title) and not _LOOKS_LIKE_CELL.fullmatch(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def echo(sheet: "Sheet", rect: Rect) -> str:
    """The range as replies write it: `Sheet1!A1:B2`, one cell as `Sheet1!A1`."""
    first = cell_name(rect.top, rect.left)
    last = cell_name(rect.bottom - 1, rect.right - 1)
    return f"{quote(sheet.title)}!{first}" + (f":{last}" if last != first else "")


def parse_cells(text: str) -> Open | None:
    """The part behind the `!`, or None if it isn't A1 notation.

    A side that is not given reaches to the end of the grid: `A1:C`, `A2:2`, `A:A`, `1:2`.
    """
    match = _CORNERS.fullmatch(text)
    if not match:
        return None
    column0, row0, column1, row1 = match.groups()
    if ":" not in text:
        if not (column0 and row0):
            return None
        column1, row1 = column0, row0
    if not (column0 or row0) or not (column1 or row1) or "0" in (row0, row1):
        return None
    top, bottom = _span(int(row0) - 1 if row0 else None, int(row1) - 1 if row1 else None)
    left, right = _span(column_index(column0) if column0 else None, column_index(column1) if column1 else None)
    return Open(top, bottom, left, right)


def _span(first: int | None, last: int | None) -> tuple[int | None, int | None]:
    if first is not None and last is not None:
        return min(first, last), max(first, last) + 1
    return (first if first is not None else last), None


def split_title(text: str) -> tuple[str | None, str | None]:
    """The tab's title and what follows the `!`; either may be None. Quotes are taken off."""
    if text.startswith("'"):
        match = re.match(r"'((?:[^']|'')*)'(?:!(.*))?$", text, re.DOTALL)
        return (match[1].replace("''", "'"), match[2]) if match else (None, None)
    if "!" in text:
        title, _, cells = text.rpartition("!")
        return title, cells
    return None, text


def resolve(book: "Spreadsheet", text: str, *, grow: bool = False) -> tuple["Sheet", Rect]:
    """The tab and the cells that a range of a request means.

    A range may be a tab's title, cells, both, a named range, or a tab's title with a named range.

    Args:
        book: Where to look.
        text: As it came, decoded.
        grow: Allow rows and columns below and beside the grid instead of an error.

    Raises:
        ApiError: 400 when it can't be parsed or begins outside the grid.
    """
    title, cells = split_title(text)
    sheet = book.first_sheet() if title is None else book.sheet_titled(title)
    if sheet is None or (title is None and cells is None):
        raise invalid(f"Unable to parse range: {text}")
    if cells is None:
        return sheet, bind(sheet, Open(None, None, None, None), text)
    corners = parse_cells(cells)
    if corners is not None:
        return sheet, bind(sheet, corners, text, grow=grow)
    named = book.named_range(cells)
    if named is not None and "range" in named:
        return book.rect_of(named["range"])
    whole = book.sheet_titled(text)
    if whole is None:
        raise invalid(f"Unable to parse range: {text}")
    return whole, bind(whole, Open(None, None, None, None), text)


def bind(sheet: "Sheet", corners: Open, text: str, *, grow: bool = False) -> Rect:
    """The rectangle within this tab's grid; what reaches over its end is cut off.

    Raises:
        ApiError: 400 when it begins outside the grid.
    """
    top, left = corners.top or 0, corners.left or 0
    if not grow and (top >= sheet.row_count or left >= sheet.column_count):
        raise exceeds(sheet, text)
    bottom = sheet.row_count if corners.bottom is None else corners.bottom
    right = sheet.column_count if corners.right is None else corners.right
    if not grow:
        bottom, right = min(bottom, sheet.row_count), min(right, sheet.column_count)
    return Rect(top, max(bottom, top + 1), left, max(right, left + 1))


def exceeds(sheet: "Sheet", text: str) -> Exception:
    """400: outside the grid."""
    return invalid(
        f"Range ({text}) exceeds grid limits. Max rows: {sheet.row_count}, max columns: {sheet.column_count}"
    )
