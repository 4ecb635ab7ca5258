"""Reads .xlsx files of others, for imports: every tab that people see, with what its values hide."""

import re
from collections.abc import Iterator
from xml.parsers import expat

from automation.core.imports.records import Table
from automation.core.model import CellError
from automation.errors import SchemaError
from automation.store.xlsx.calamine import read_cells
from automation.store.xlsx.extent import count_cells, without_strays
from automation.store.xlsx.package import MOST_PART, Package
from automation.store.xlsx.reading import grow
from automation.store.xlsx.refusals import DAMAGED, UNREADABLE, NotAWorkbook, refuse
from automation.store.xlsx.sheet_xml import MERGED, REFERENCE, column_index, failed_formulas, formulas
from automation.store.xlsx.tab_reader import MOST_CELLS, checked_rows
from automation.store.xlsx.tables import tables_on

_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\b[^<>]*\shidden=[\"'](?:1|true)[\"'][^<>]*>(?!</)")
# Merged cells that reach over more cells than this are a picture's frame, not a value for each row.
_MOST_MERGED = 10_000


def read_workbook(file: str, data: bytes) -> list[Table]:
    """The tabs of a workbook that are not hidden; all of them where every one is.

    Raises:
        NotAWorkbook: It cannot be read; the text ends a sentence about the file.
        SchemaError: A tab has too many cells.
    """
    refuse(data)
    try:
        package = Package(data)
        names = [name for name in package.sheets if name not in package.hidden] or list(package.sheets)
        return _tables(file, package, names)
    except NotAWorkbook:
        raise
    except (*UNREADABLE, expat.ExpatError) as error:
        raise NotAWorkbook(DAMAGED) from error


def _tables(file: str, package: Package, names: list[str]) -> list[Table]:
    xmls, left = {}, MOST_CELLS
    for name in names:
        rows = checked_rows(package, name)
        left -= count_cells(rows)
        if left < 0:
            raise SchemaError(
                f"it has more than the {MOST_CELLS:,} cells that are read: delete empty rows and columns."
            )
        xmls[name] = without_strays(name, rows, package)
    found = read_cells(package, xmls)
    return [_table(file, package, name, found[name], xmls[name]) for name in names]


def _table(file: str, package: Package, name: str, rows: list, xml: bytes) -> Table:  # type: ignore[type-arg]
    part = package.sheets[name]
    width = max(map(len, rows), default=0)
    for row, column, code in failed_formulas(xml):
        if row < len(rows) and column < width:
            grow(rows, row, column)[column] = CellError(code)
    empty = {
        (row, column)
        for row, column, _ in formulas(xml)
        if row < len(rows) and (column >= len(rows[row]) or rows[row][column] is None)
    }
    spread = []
    for first, last, reference in _merged(package.part(part, MOST_PART)):
        if _spread(rows, first, last):
            spread.append(reference)
    return Table(
        file,
        rows,
        name,
        totals=frozenset(_totals(package, part)),
        remarks=_hidden(file, package, name, xml),
        spread=spread,
        formulas=frozenset(empty),
        from_1904=package.counts_from_1904,
    )


def _hidden(file: str, package: Package, name: str, xml: bytes) -> list[str]:
    """What people do not see: other tabs, which are not read, and rows, which are."""
    remarks = []
    if package.hidden and name not in package.hidden:
        remarks.append(f"Hidden tabs of {file} were not read: {', '.join(sorted(package.hidden))}")
    count = len(_HIDDEN_ROW.findall(xml))
    if count:
        remarks.append(f"{count} hidden rows of {file}, tab {name}, were read like the others")
    return remarks


def _merged(xml: bytes) -> Iterator[tuple[tuple[int, int], tuple[int, int], str]]:
    """The merged cells of a sheet: row and column index of the first and the last, and the reference."""
    for match in MERGED.finditer(xml):
        text = match[1].decode("ascii", "replace")
        ends = [(int(row) - 1, column_index(letters)) for letters, row in REFERENCE.findall(text)]
        if len(ends) == 2:
            yield ends[0], ends[1], text


def _spread(rows: list, first: tuple[int, int], last: tuple[int, int]) -> bool:  # type: ignore[type-arg]
    """Put the value of merged cells into each of their rows. Returns whether rows below the headers got one."""
    (top, left), (bottom, right) = first, last
    bottom = min(bottom, len(rows) - 1)
    if top > bottom or left >= len(rows[top]) or (bottom - top) * (right - left + 1) > _MOST_MERGED:
        return False
    value = rows[top][left]
    if value is None or bottom == top:
        return False
    for row in range(top + 1, bottom + 1):
        grow(rows, row, left)[left] = value
    return True


def _totals(package: Package, part: str) -> Iterator[int]:
    """The indexes of the rows that the tables of a sheet add up."""
    for table in tables_on(package, part):
        yield from range(table.end, table.bottom + 1)
