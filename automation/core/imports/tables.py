"""Makes records of the rows of tables, and says which rows are none."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from automation.core.imports import cells
from automation.core.imports.headers import APPLICATION, Columns, read_columns
from automation.core.imports.people import Left
from automation.core.imports.records import Place, Record, Remarks, Table
from automation.core.imports.side_rows import is_note, is_total
from automation.core.imports.words import DROP, SALUTATION, UNREAD, Preset
from automation.core.model import Cell, Row
from automation.core.parsing import says_nothing
from automation.core.tabs.grid import column_letters
from automation.core.text import cell_at, text_of

_UNUSED = frozenset({DROP, UNREAD, SALUTATION, "tags"})


@dataclass
class Rows:
    """The records of a table.

    Attributes:
        columns: What its columns hold.
        records: Its rows.
        left: Rows that are none.
    """

    columns: Columns
    records: list[Record] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)


def read_rows(table: Table, preset: Preset | None, own: Mapping[str, str], remarks: Remarks) -> Rows | None:
    """The records of a table; None where it has no row of headers."""
    columns = read_columns(table, preset, own)
    if columns is None:
        return None
    for what, examples in columns.remarks.found.items():
        for example in examples or [""]:
            remarks.add(what, example)
    found = Rows(columns)
    if table.spread:
        remarks.add("Of merged cells the value was taken for each row", ", ".join(table.spread))
    for index, row in enumerate(table.rows[columns.row + 1 :], start=columns.row + 1):
        _read_row(table, index, row, found, remarks)
    return found


def _read_row(table: Table, index: int, row: Row, found: Rows, remarks: Remarks) -> None:
    place = Place(table.file, table.number(index))
    headers = found.columns.headers
    texts = [text_of(cell) for cell in row]
    if not any(texts) or all(map(says_nothing, row)):
        return
    if index in table.totals:
        found.left.append(Left(place, _first(texts), "the totals row of the table"))
        return
    if [text for text in texts if text] == [text for text in map(text_of, table.rows[found.columns.row]) if text]:
        return
    width = max((at + 1 for at, header in enumerate(headers) if header), default=0)
    filled = max(at + 1 for at, text in enumerate(texts) if text)
    if filled > max(width, len(headers)) and not table.tab:
        why = f"line {place.row} has {filled} cells where the header has {width}: a comma without quotes?"
        found.left.append(Left(place, _first(texts), why))
        return
    if len(row) < width and not table.tab and not table.file.endswith(".json"):
        remarks.add("Rows end early, so their last columns are empty", f"{_first(texts)} (line {place.row})")
    record = Record(place, _values(table, index, row, found.columns, remarks))
    if is_total(record, texts):
        found.left.append(Left(place, _first(texts), "a totals row"))
    elif is_note(texts, found.columns.roles):
        found.left.append(Left(place, _first(texts), "the only cell of its row, and names no person"))
    elif record.values:
        found.records.append(record)


def _first(texts: Sequence[str]) -> str:
    return cells.shown(next((text for text in texts if text), ""))


def _values(table: Table, index: int, row: Row, columns: Columns, remarks: Remarks) -> dict[str, list[Cell]]:
    values: dict[str, list[Cell]] = {}
    for column, role in columns.roles.items():
        if role in _UNUSED:
            continue
        cell = cells.cleaned(cell_at(row, column))
        if (index, column) in table.formulas and not text_of(cell):
            where = f"{columns.headers[column]} in {column_letters(column)}{table.number(index)}"
            remarks.add("Formulas without a stored result count as empty: save the file in Excel once", where)
        if text_of(cell):
            values.setdefault(role, []).append(cell)
    return values


def is_of_applications(columns: Columns) -> bool:
    """Whether the rows of a table are applications."""
    return not columns.preset.person_status and columns.has(*APPLICATION)


def choose(tables: Sequence[Rows]) -> Iterator[Rows]:
    """Of the tabs of a workbook, the one that tells most, and those with the same columns."""
    best = max(tables, key=lambda one: (_weight(one.columns), len(one.records)))
    wanted = _roles(best.columns)
    for one in tables:
        if one is best or (len(_roles(one.columns) & wanted) >= max(3, len(wanted) * 0.6)):
            yield one


def _weight(columns: Columns) -> int:
    return len(_roles(columns))


def _roles(columns: Columns) -> set[str]:
    return set(columns.roles.values()) - _UNUSED
