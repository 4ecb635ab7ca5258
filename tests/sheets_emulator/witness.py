"""Somebody who watches what the program does to people's cells, whatever people do in between."""

from collections.abc import Callable, Collection

from tests.sheets_emulator.a1 import cell_name
from tests.sheets_emulator.state import Cell, Spreadsheet
from tests.sheets_emulator.workspace import Workspace

Hook = Callable[[Workspace], None]


class Witness:
    """A hook for `Service.between_requests` around another: remembers people's tabs after each edit.

    Args:
        tabs: The titles of people's tabs, as they begin.
        other: What people do between two requests, such as an `Editor`.

    Attributes:
        changes: Cells of people's tabs that differ from what people left, as "Candidates!B2: old → new". Whoever
            asks decides which of them the program was allowed to change.
    """

    def __init__(self, tabs: Collection[str], other: Hook | None = None) -> None:
        self.tabs = tuple(tabs)
        self.other = other
        self.changes: list[str] = []
        self._left: dict[tuple[str, int], list[list[Cell | None]]] = {}

    def __call__(self, workspace: Workspace) -> None:
        """Compare, let people work, remember."""
        self.compare(workspace)
        if self.other is not None:
            self.other(workspace)
        self._left = {}
        for book in workspace.files.values():
            self._remember(book)

    def compare(self, workspace: Workspace) -> None:
        """Note what was changed since people last worked; call it once more at the end."""
        for (key, sheet_id), old in self._left.items():
            book = workspace.files.get(key)
            sheets = [sheet for sheet in book.sheets if sheet.sheet_id == sheet_id] if book else []
            new = sheets[0].cells if sheets else []
            if new != old:
                self._differences(sheets[0].title if sheets else "(a deleted tab)", old, new)

    def _remember(self, book: Spreadsheet) -> None:
        for sheet in book.sheets:
            if sheet.title.startswith(self.tabs):
                self._left[book.key, sheet.sheet_id] = [line[:] for line in sheet.cells]

    def _differences(self, title: str, old: list[list[Cell | None]], new: list[list[Cell | None]]) -> None:
        for row in range(max(len(old), len(new))):
            before, after = (lines[row] if row < len(lines) else [] for lines in (old, new))
            for column in range(max(len(before), len(after))):
                was, now = (_content(line[column] if column < len(line) else None) for line in (before, after))
                if was != now:
                    self.changes.append(f"{title}!{cell_name(row, column)}: {was!r} → {now!r}")


def _content(cell: Cell | None) -> object:
    if cell is None:
        return None
    return cell.formula if cell.formula is not None else cell.value
