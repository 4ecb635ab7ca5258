"""Which rows of people's tabs hold a candidate or a requisition, and which are only filled with defaults."""

from collections.abc import Sequence

from automation.core.model import CellError, Problem, Row
from automation.core.parsing import says_nothing
from automation.core.parsing.exported import restored
from automation.core.schema import PEOPLES_TABS
from automation.core.sentences import counted
from automation.core.text import cell_at
from automation.core.typed_columns import YES_NO
from automation.core.workbook.row_reader import ReadableTab

# A row's key as it is shown, its number (1 is the header), and its cells.
FilledRow = tuple[str, int, Row]


def filled_rows(tab: ReadableTab) -> tuple[list[FilledRow], list[Problem]]:
    """The rows in which any of people's known columns says something.

    Rows of checkboxes, zeros and dashes say nothing. Rows that hold only failed formulas are no candidates either; of
    all of them, one problem is returned.
    """
    fields = tab.headers.fields
    # Alone, neither yes nor no makes a row a candidate or a requisition.
    checkboxes = {field.id for field in PEOPLES_TABS[tab.name].fields if field.choices == YES_NO}
    indexes = [index for field_id, index in fields.items() if field_id not in checkboxes]
    indexes += tab.headers.parts.values()
    # An address is recognised fastest.
    indexes.sort(key=lambda index: index != fields.get("email"))
    rows, failed = [], []
    for number, cells in enumerate(tab.rows[1:], start=2):
        filled, error = _content(cells, indexes) if cells else (False, None)
        if filled:
            rows.append((tab.key(cells), number, cells))
        elif error:
            failed.append((number, error))
    return rows, _only_formulas(tab, failed)


def _content(cells: Row, indexes: Sequence[int]) -> tuple[bool, CellError | None]:
    """Whether a row says something; else a failed formula in it, if there is one."""
    error = None
    for index in indexes:
        cell = cell_at(cells, index)
        if isinstance(cell, str):
            if "@" in cell:
                return True, None
            cell = restored(cell)
        if isinstance(cell, CellError):
            error = cell
        elif not says_nothing(cell):
            return True, None
    return False, error


def _only_formulas(tab: ReadableTab, failed: Sequence[tuple[int, CellError]]) -> list[Problem]:
    if not failed:
        return []
    number, error = failed[0]
    rows = "This row holds" if len(failed) == 1 else f"{counted(len(failed), 'row')}, from this one on, hold"
    message = f"{rows} nothing but failed formulas ({error}), which are not read: fix the formulas, or clear the cells."
    return [Problem(tab.name, "", "", str(error), message, number)]
