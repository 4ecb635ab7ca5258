"""Which cells a reference means, and how far a result can spill: known without computing anything."""

from tests.sheets_emulator.a1 import Open, Rect
from tests.sheets_emulator.functions import AGGREGATES
from tests.sheets_emulator.references import Reference
from tests.sheets_emulator.state import Failure, Sheet, Spreadsheet
from tests.sheets_emulator.syntax import Call, Name, Node

_SPILLING = {"ARRAYFORMULA", "VSTACK"}
NO_RANGE = Failure("REF", "Reference does not exist.")


def size(rect: Rect) -> tuple[int, int]:
    """Rows and columns."""
    return rect.bottom - rect.top, rect.right - rect.left


def locate(book: Spreadsheet, tree: Node, sheet_id: int) -> tuple[Sheet, Rect] | Failure:
    """The cells that a reference or a name means, seen from a tab; cut off at the grid."""
    if isinstance(tree, Name):
        named = book.named_range(tree.name)
        if named is None:
            return Failure("NAME", f"Unknown range name: '{tree.name.upper()}'.")
        return book.rect_of(named["range"]) if "range" in named else NO_RANGE
    if not isinstance(tree, Reference):
        return NO_RANGE
    sheet = book.sheet(sheet_id) if tree.sheet is None else book.sheet_titled(tree.sheet)
    if sheet is None:
        return Failure("REF", f"Unresolved sheet name '{tree.sheet}'.")
    rect = _within(sheet, tree.area)
    return (sheet, rect) if rect else NO_RANGE


def _within(sheet: Sheet, area: Open) -> Rect | None:
    top, left = area.top or 0, area.left or 0
    bottom = sheet.row_count if area.bottom is None else min(area.bottom, sheet.row_count)
    right = sheet.column_count if area.right is None else min(area.right, sheet.column_count)
    return Rect(top, bottom, left, right) if top < bottom and left < right else None


def extent(book: Spreadsheet, tree: Node | None, sheet_id: int) -> tuple[int, int]:
    """Rows and columns that a formula's result takes at most: what decides who waits for whom."""
    if isinstance(tree, Reference | Name) or (isinstance(tree, Call) and tree.name in _SPILLING):
        return _shape(book, tree, sheet_id)
    return 1, 1


def _shape(book: Spreadsheet, tree: Node, sheet_id: int) -> tuple[int, int]:
    if isinstance(tree, Reference | Name):
        found = locate(book, tree, sheet_id)
        return (1, 1) if isinstance(found, Failure) else size(found[1])
    if not isinstance(tree, Call) or tree.name in AGGREGATES or not tree.arguments:
        return 1, 1
    shapes = [_shape(book, argument, sheet_id) for argument in tree.arguments]
    if tree.name == "XLOOKUP" and len(shapes) >= 3:
        return shapes[0]
    heights = [height for height, _ in shapes]
    return sum(heights) if tree.name == "VSTACK" else max(heights), max(width for _, width in shapes)
