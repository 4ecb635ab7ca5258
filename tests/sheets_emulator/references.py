"""The references inside formulas: finding them, and rewriting them when cells move."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.sheets_emulator.a1 import Open, column_index, column_name, quote

_SHEET = r"(?P<sheet>'(?:[^']|'')+'!|[A-Za-z_][A-Za-z0-9_.]*!)?"
_CELLS = (
    r"(?P<c0>\$?[A-Za-z]{1,3})(?P<r0>\$?[0-9]+)(?::(?:(?P<c1>\$?[A-Za-z]{1,3})(?P<r1>\$?[0-9]+)?|(?P<r1b>\$?[0-9]+)))?"
    r"|(?P<c0w>\$?[A-Za-z]{1,3}):(?P<c1w>\$?[A-Za-z]{1,3})(?P<r1w>\$?[0-9]+)?"
    r"|(?P<r0w>\$?[0-9]+):(?P<r1x>\$?[0-9]+)"
)
_REFERENCE = re.compile(f"{_SHEET}(?:{_CELLS})(?![A-Za-z0-9_(!])")
# Text in quotes is no reference; names are skipped whole, so that the A1 in DATA1 isn't one.
_PIECE = re.compile(rf'"(?:[^"]|"")*"|{_REFERENCE.pattern}|[A-Za-z_][A-Za-z0-9_.]*|.', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Reference:
    """Cells that a formula names.

    Attributes:
        sheet: The tab's title as written, or None for the formula's own.
        area: What it covers; open ends reach to the grid's.
        single: One cell, written without a colon.
        fixed: `$` before the left column, top row, right column and bottom row.
    """

    sheet: str | None
    area: Open
    single: bool
    fixed: tuple[bool, bool, bool, bool] = (False, False, False, False)

    def __str__(self) -> str:
        prefix = f"{quote(self.sheet)}!" if self.sheet is not None else ""
        top, bottom, left, right = self.area
        first = _corner(left, top, self.fixed[0], self.fixed[1])
        if self.single:
            return prefix + first
        last_row = None if bottom is None else bottom - 1
        last_column = None if right is None else right - 1
        return f"{prefix}{first}:{_corner(last_column, last_row, self.fixed[2], self.fixed[3])}"


def _corner(column: int | None, row: int | None, fixed_column: bool, fixed_row: bool) -> str:
    text = "" if column is None else ("$" if fixed_column else "") + column_name(column)
    return text if row is None else text + ("$" if fixed_row else "") + str(row + 1)


def match_reference(text: str, position: int) -> tuple[Reference, int] | None:
    """The reference that begins here, and where it ends."""
    match = _REFERENCE.match(text, position)
    return (_reference(match), match.end()) if match else None


def _reference(match: re.Match[str]) -> Reference:
    g = match.groupdict()
    sheet = g["sheet"][:-1] if g["sheet"] else None
    if sheet and sheet.startswith("'"):
        sheet = sheet[1:-1].replace("''", "'")
    c0, r0 = g["c0"] or g["c0w"], g["r0"] or g["r0w"]
    c1, r1 = g["c1"] or g["c1w"], g["r1"] or g["r1b"] or g["r1w"] or g["r1x"]
    single = c1 is None and r1 is None
    if single:
        c1, r1 = c0, r0
    fixed = tuple(bool(part and part.startswith("$")) for part in (c0, r0, c1, r1))
    top, bottom = _ends(r0 and int(r0.strip("$")) - 1, r1 and int(r1.strip("$")) - 1)
    left, right = _ends(c0 and column_index(c0.strip("$")), c1 and column_index(c1.strip("$")))
    return Reference(sheet, Open(top, bottom, left, right), single, fixed)  # type: ignore[arg-type]


def _ends(first: int | str | None, last: int | str | None) -> tuple[int | None, int | None]:
    start = first if isinstance(first, int) else None
    end = last if isinstance(last, int) else None
    if start is not None and end is not None:
        return min(start, end), max(start, end) + 1
    return start, None if end is None else end + 1


Change = Callable[[Reference], "Reference | None"]


def rewrite(formula: str, change: Change) -> str:
    """The formula with every reference changed; None makes it `#REF!`."""
    if not _REFERENCE.search(formula):
        return formula

    def piece(match: re.Match[str]) -> str:
        if match["c0"] is None and match["c0w"] is None and match["r0w"] is None:
            return match[0]
        reference = _reference(match)
        changed = change(reference)
        if changed == reference:
            return match[0]
        return "#REF!" if changed is None else str(changed)

    return _PIECE.sub(piece, formula)


def translated(formula: str, rows: int, columns: int) -> str:
    """The formula after it was copied this far: what isn't fixed by `$` moves along."""

    def moved(value: int | None, by: int, fixed: bool) -> int | None:
        return value if value is None or fixed else value + by

    def change(reference: Reference) -> Reference | None:
        top, bottom, left, right = reference.area
        f = reference.fixed
        area = Open(
            moved(top, rows, f[1]), moved(bottom, rows, f[3]), moved(left, columns, f[0]), moved(right, columns, f[2])
        )
        if any(value is not None and value < 0 for value in area):
            return None
        return replace(reference, area=area)

    return rewrite(formula, change)


def renamed(formula: str, old: str, new: str) -> str:
    """The formula after a tab got another title."""

    def change(reference: Reference) -> Reference:
        if reference.sheet is None or reference.sheet.casefold() != old.casefold():
            return reference
        return replace(reference, sheet=new)

    return rewrite(formula, change)
