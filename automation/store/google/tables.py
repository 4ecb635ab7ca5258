"""Native tables of Google Sheets: the table that holds the rows of one of people's tabs, and those rows.

A table is a range of a tab with a header row, a body, and perhaps a footer with totals. Above it may be a banner, and
beside it other tables. Rows keep their numbers, so a message names the row that a person sees.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from automation.core.model import QUOTED, Cell, Problem, Row
from automation.core.schema import PEOPLES_TABS, TabSpec
from automation.core.tabs.header_row import has_headers
from automation.core.text import cell_at, is_typed, text_of
from automation.errors import TwoTables

TABLE_FIELDS = "tables(tableId,name,range,rowsProperties(footerColorStyle),columnProperties)"


@dataclass(frozen=True)
class TableColumn:
    """A column of a table: the type of its cells, and the words of its dropdown."""

    kind: str = "TEXT"
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A native table; all indexes are those of the tab, from 0.

    Attributes:
        table_id: The service's.
        name: As people see it.
        top: The row of the headers.
        bottom: The row after the last one, a footer included.
        left: The first column.
        right: The column after the last one.
        footer: Whether the last row is a footer, which holds totals.
        columns: Column → its type; only those whose type is set.
    """

    table_id: str
    name: str
    top: int
    bottom: int
    left: int
    right: int
    footer: bool = False
    columns: Mapping[int, TableColumn] = field(default_factory=dict)

    @property
    def end(self) -> int:
        """The row after the last one of the body."""
        return self.bottom - self.footer

    def holds(self, column: int) -> bool:
        """Whether a column belongs to the table."""
        return self.left <= column < self.right


def tables_in(sheet: Mapping[str, Any]) -> list[Table]:
    """The tables of a tab, as the API returns them; `sheet` is an item of `sheets`."""
    return [_table(table) for table in sheet.get("tables") or ()]


def _table(table: Mapping[str, Any]) -> Table:
    area = table.get("range") or {}
    left = int(area.get("startColumnIndex") or 0)
    columns = {
        left + int(column.get("columnIndex") or 0): TableColumn(str(column["columnType"]), _choices(column))
        for column in table.get("columnProperties") or ()
        if column.get("columnType")
    }
    return Table(
        str(table["tableId"]),
        str(table.get("name", "")),
        int(area.get("startRowIndex") or 0),
        int(area.get("endRowIndex") or 0),
        left,
        int(area.get("endColumnIndex") or 0),
        bool((table.get("rowsProperties") or {}).get("footerColorStyle")),
        columns,
    )


def _choices(column: Mapping[str, Any]) -> tuple[str, ...]:
    condition = (column.get("dataValidationRule") or {}).get("condition") or {}
    return tuple(str(value.get("userEnteredValue", "")) for value in condition.get("values") or ())


def table_of_people(tab: str, rows: Sequence[Row], tables: Sequence[Table]) -> Table | None:
    """The table of a tab whose headers are those of one of people's tabs; None if there is none.

    Raises:
        TwoTables: Two of them have these headers.
    """
    for spec in PEOPLES_TABS.values():
        found = [table for table in tables if _has_headers(spec, rows, table)]
        if len(found) > 1:
            raise TwoTables(tab, spec.name, [table.name for table in found])
        if found:
            return found[0]
    return None


def _has_headers(spec: TabSpec, rows: Sequence[Row], table: Table) -> bool:
    return table.top < len(rows) and has_headers(spec, rows[table.top][table.left : table.right])


def rows_of(rows: Sequence[Sequence[Cell]], table: Table, others: Sequence[Table]) -> list[list[Cell]]:
    """The rows of a tab as if its table's headers stood in row 1: no banner, no footer, nothing below, no other table.

    Row n of the body stays row n; the rows above it are blank.
    """
    hidden = {column for other in others if other != table for column in range(other.left, other.right)}
    hidden -= set(range(table.left, table.right))
    ratings = {at for at, column in table.columns.items() if column.kind == "RATINGS_CHIP"}
    # A rating of 0 is one that no one has given.
    shown = [
        [None if at in hidden or (at in ratings and cell == 0) else cell for at, cell in enumerate(row)]
        for row in rows[: table.end]
    ]
    body = shown[table.top + 1 :]
    return [shown[table.top], *([] for _ in range(table.top)), *body]


def below(tab: str, rows: Sequence[Row], table: Table) -> list[Problem]:
    """The first row below a table that holds something in its columns: it is not read, so it is reported."""
    for number, row in enumerate(rows[table.bottom :], start=table.bottom + 1):
        cells = [cell for at in range(table.left, table.right) if is_typed(cell := cell_at(row, at))]
        if cells:
            message = (
                f"This row stands below the table '{table.name}', so it is not read: move it into the table, or pull "
                "the table's lower edge over it."
            )
            return [Problem(tab, "", "", text_of(cells[0])[:QUOTED], message, number)]
    return []
