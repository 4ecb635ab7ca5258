"""Reading the tabs of a workbook: which of them are read, and how their cells are meant."""

from xml.parsers import expat

from automation.core.model import Cell, CellError
from automation.core.parsing.dates.reader import LATEST
from automation.core.schema import ALIASES, PEOPLES_TABS, PROGRAM_TABS, SETTINGS, TEMPLATES
from automation.core.tabs.header_row import HEADER_SEARCH_ROWS, recognise
from automation.core.tabs.headers import find_tab, spec_of
from automation.core.text import cell_at, plain, text_of
from automation.core.typed_columns import DATE_FIELDS
from automation.errors import DoubledHeader, SchemaError
from automation.store.xlsx.calamine import DAYS_TO_1904
from automation.store.xlsx.extent import size_of
from automation.store.xlsx.package import Package
from automation.store.xlsx.refusals import NotAWorkbook
from automation.store.xlsx.sheet_xml import first_rows
from automation.store.xlsx.tab_reader import Tab, TabReader, in_utf_8, well_formed
from automation.store.xlsx.tables import table_of_people

Tabs = dict[str, list[list[Cell]]]


def read_tabs(package: Package) -> Tabs:
    """All rows of the tabs that the program works with, and the first rows of people's other tabs.

    A tab with the headers of a people's tab is such a tab under another name. Blank rows at the end are left out.

    Raises:
        NotAWorkbook: The parts cannot be read.
        SchemaError: A tab has a cell so far from the rest that reading it would take all memory, or too many cells.
    """
    reader = TabReader(package)
    whole = {name: reader.whole(name) for name in package.sheets if _is_ours(name)}
    heads = {name: reader.rows(_head(package, name)) for name in package.sheets if name not in whole}
    reader.finish()
    tabs = {name: (whole.get(name) or heads[name]).rows for name in package.sheets}
    renamed = {name for wanted in PEOPLES_TABS if (name := find_tab(tabs, wanted)) and name not in whole}
    whole |= {name: reader.whole(name) for name in sorted(renamed)}
    reader.finish()
    tabs |= {name: tab.rows for name, tab in whole.items()}
    for name, tab in whole.items():
        _add_what_values_hide(tab, tabs, name)
        if package.counts_from_1904:
            _count_from_1900(tabs, name)
    for wanted in PEOPLES_TABS:
        if name := find_tab(tabs, wanted):
            _leave_out_totals(package, tabs, name)
    return {name: _without_blank_end(rows) for name, rows in tabs.items()}


def _leave_out_totals(package: Package, tabs: Tabs, name: str) -> None:
    """Blank the rows in which a table adds up its columns: they are no person and no requisition."""
    table = table_of_people(package, package.sheets[name])
    for index in range(table.end, table.bottom + 1) if table else ():
        if index < len(tabs[name]):
            tabs[name][index] = []


def read_others(package: Package, tabs: Tabs) -> Tabs:
    """All rows of the tabs that the program does not work with; without those that cannot be read.

    Args:
        package: The workbook.
        tabs: As `read_tabs` gives them.
    """
    found: Tabs = {}
    ours = {name for wanted in PEOPLES_TABS if (name := find_tab(tabs, wanted))}
    for name in tabs:
        if _is_ours(name) or name in ours:
            continue
        try:
            reader = TabReader(package)
            tab = reader.whole(name)
            reader.finish()
            found[name] = tab.rows
        except (NotAWorkbook, SchemaError, ValueError, expat.ExpatError):
            continue
    return found


_OUR_NAMES = frozenset(plain(name) for name in (*PEOPLES_TABS, SETTINGS, TEMPLATES, ALIASES, *PROGRAM_TABS))


def _is_ours(name: str) -> bool:
    """Whether the program works with a tab of this name."""
    return plain(name) in _OUR_NAMES


def _head(package: Package, name: str) -> bytes:
    """The XML of the first rows of a tab; empty if they cannot be read or reach too far, as the tab is not ours."""
    xml = in_utf_8(package.beginning(package.sheets[name]))
    try:
        rows = well_formed(first_rows(xml, HEADER_SEARCH_ROWS))
        return rows if size_of(rows).fits else b""
    except NotAWorkbook:
        return b""


def _add_what_values_hide(tab: Tab, tabs: Tabs, name: str) -> None:
    """Put failed formulas into a tab as errors, and people's formulas in the program's columns as their text.

    Args:
        tab: What was read.
        tabs: The cells; those of one tab are changed.
        name: Of the tab.
    """
    rows, spec = tabs[name], spec_of(tabs, name)
    width = max(map(len, rows), default=0)
    for row, column, code in tab.failed:
        if row < len(rows) and column < width:
            grow(rows, row, column)[column] = CellError(code)
    if spec is None or not rows:
        return
    ours = {index for index, cell in enumerate(rows[0]) if text_of(cell) in spec.column_headers}
    for row, column, formula in tab.formulas:
        # Below the last row that shows something, a formula belongs to no candidate.
        if column in ours and row < len(rows):
            grow(rows, row, column)[column] = formula


def _count_from_1900(tabs: Tabs, name: str) -> None:
    """Turn the plain numbers in people's columns of days into those that mean the same days in a usual workbook.

    Args:
        tabs: The cells of a workbook whose calendar begins in 1904; those of one tab are changed.
        name: Of the tab.
    """
    rows, spec = tabs[name], spec_of(tabs, name)
    if spec is None or not rows:
        return
    try:
        fields = recognise(spec, [text_of(cell) for cell in rows[0]]).fields
    except DoubledHeader:
        # The run stops and says so.
        return
    days = [column for field_id, column in fields.items() if field_id in DATE_FIELDS]
    for row in rows[1:]:
        for column in days:
            cell = cell_at(row, column)
            # A number up to 2100 is a year that was typed, whatever the calendar.
            if isinstance(cell, int | float) and cell > LATEST.year:
                row[column] = cell + DAYS_TO_1904


def grow(rows: list[list[Cell]], row: int, column: int) -> list[Cell]:
    """The row at an index, extended so that it has a cell at `column`."""
    while len(rows) <= row:
        rows.append([])
    rows[row].extend([None] * (column + 1 - len(rows[row])))
    return rows[row]


def _without_blank_end(rows: list[list[Cell]]) -> list[list[Cell]]:
    """The rows up to the last one that shows something."""
    last = next((index for index in range(len(rows), 0, -1) if any(map(text_of, rows[index - 1]))), 0)
    return rows[:last]
