"""A workbook file while it is changed: its cells, and the patches of its sheets."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import zip_longest

from automation.core.model import Cell, Problem, Row
from automation.core.publishing.scaffold import fields_of
from automation.core.publishing.shown_cells import cell_changes, not_same
from automation.core.schema import CANDIDATES, HIDDEN_TABS
from automation.core.tabs.grid import added_rows, columns_to_install, used_height
from automation.core.tabs.headers import find_tab, locate, require_tab, spec_of
from automation.core.tabs.previous_run import Publication, headers_of
from automation.core.tabs.typed_rows import in_types_of_columns
from automation.core.workbook.forgetting import CellChange
from automation.errors import ConfigError
from automation.store.xlsx.package import Package
from automation.store.xlsx.purging import drop_unused_strings, empty_beside
from automation.store.xlsx.reading import Tabs
from automation.store.xlsx.sheet_elements import Bytes, new_sheet
from automation.store.xlsx.sheet_patch import Changes, SheetPatch
from automation.store.xlsx.sheet_xml import LAST_COLUMN
from automation.store.xlsx.tables import (
    SheetTable,
    keeps_totals,
    make_longer,
    moved_rows,
    rules_for_more_rows,
    table_of_people,
    without_links,
)
from automation.store.xlsx.typed_rows import stored, usual_styles

# If one row in this many changes, a tab is written anew.
MANY = 8


class Draft:
    """A workbook that is being changed.

    Attributes:
        package: The file.
        tabs: Name of a tab → its cells, as they are now.
    """

    def __init__(self, tabs: Tabs, package: Package) -> None:
        self.package = package
        self.tabs: dict[str, list[Row]] = {name: list(rows) for name, rows in tabs.items()}
        self._patches: dict[str, SheetPatch] = {}
        # Name of a tab → changes of its XML that wait until it is needed, so that large sheets are not there together.
        self._waiting: dict[str, list[Callable[[SheetPatch], None]]] = {}
        # Name of a tab → the indexes of its rows that were emptied.
        self._emptied: dict[str, set[int]] = {}

    def _patch(self, name: str) -> SheetPatch:
        """The XML of a tab with all changes up to now."""
        patch = self._unpacked(name)
        for change in self._waiting.pop(name, ()):
            change(patch)
        return patch

    def _unpacked(self, name: str) -> SheetPatch:
        """The XML of a tab without the changes that wait."""
        if name not in self._patches:
            self._patches[name] = SheetPatch(self.package.part(self.package.sheets[name]))
        return self._patches[name]

    def _later(self, name: str, change: Callable[[SheetPatch], None]) -> None:
        """Change the XML of a tab when it is needed."""
        self._waiting.setdefault(name, []).append(change)

    def _set_cells(self, name: str, changes: Changes) -> None:
        self._later(name, lambda patch: patch.set_cells(changes))

    def publish(self, publication: Publication) -> None:
        """Show a publication: the columns by key, the replaced tabs, and the appended rows."""
        for tab in publication.columns:
            self._show(tab, publication)
        for tab, rows in publication.tabs.items():
            self.put_tab(tab, rows)
        for tab, rows in publication.appends.items():
            self.append(tab, rows)

    def _show(self, tab: str, publication: Publication) -> None:
        """Write the program's cells beside people's rows."""
        located = locate(self.tabs, tab)
        new = columns_to_install(tab, located.rows, publication.install)
        if new:
            self.add_headers(located.name, new)
            located = locate(self.tabs, tab)
        changes: dict[int, dict[int, Cell]] = {}
        for row, column, cell in cell_changes(located, publication):
            changes.setdefault(row, {})[column] = cell
        self._set_cells(located.name, changes)

    def add_headers(self, name: str, headers: Sequence[str]) -> None:
        """Add headers to the right of everything in a tab."""
        if not headers:
            return
        rows, patch = self.tabs[name], self._patch(name)
        first = patch.used_width()
        if first + len(headers) > LAST_COLUMN:
            raise ConfigError(f"{name} has something in its last columns, so no column can be added: clear them.")
        cells: dict[int, Cell] = dict(enumerate(headers, start=first))
        like = max((index for index, cell in enumerate(rows[0] if rows else []) if cell is not None), default=None)
        patch.set_cells({0: cells}, like=like)
        spec = spec_of(self.tabs, name)
        widths = {field.header: field.width for field in (*spec.fields, *spec.columns)} if spec else {}
        patch.set_widths({index: widths[str(header)] for index, header in cells.items()})
        head = rows[0] if rows else []
        rows[:1] = [[*head[:first], *[None] * (first - len(head)), *headers, *head[first + len(headers) :]]]

    def put_tab(self, tab: str, rows: Sequence[Row]) -> None:
        """Replace the rows of a tab; make the tab if it is missing."""
        if self._has(tab):
            self._later(tab, partial(_put, self.tabs[tab], rows))
        else:
            widths = dict(enumerate(field.width for field in fields_of(tab)))
            style = self._header_style()
            made = partial(new_sheet, self.package.namespace, rows, widths, style)
            self.package.add_sheet(tab, made, hidden=tab in HIDDEN_TABS)
        self.tabs[tab] = list(rows)

    def _has(self, tab: str) -> bool:
        """Whether a program tab exists.

        Raises:
            ConfigError: People have a tab of the same name in other case, which Excel allows only once.
        """
        alike = next((name for name in self.package.sheets if name.casefold() == tab.casefold()), tab)
        if alike != tab:
            raise ConfigError(f"The tab '{alike}' is in the way of '{tab}', which the program keeps: rename yours.")
        return tab in self.package.sheets

    def _header_style(self) -> str | None:
        """The format of the first header of Candidates, so that new tabs look like the rest."""
        name = find_tab(self.tabs, CANDIDATES)
        # Only cells below the header wait to be changed.
        return self._unpacked(name).style_at(0, 0) if name else None

    def append(self, tab: str, rows: Sequence[Row]) -> None:
        """Add rows below the last one of a program tab; make the tab if it is missing."""
        if not self._has(tab):
            self.put_tab(tab, [headers_of(fields_of(tab))])
        known = self.tabs[tab]
        start = used_height(known)
        changes = {start + offset: dict(enumerate(row)) for offset, row in enumerate(rows)}
        self._set_cells(tab, changes)
        known[start:] = [list(row) for row in rows]

    def add_rows(self, tab: str, records: Sequence[Mapping[str, Cell]]) -> list[Problem]:
        """Add rows to one of people's tabs; a table gets longer by them, and its totals move down.

        Returns:
            What a person should put right: the rows are below the table's totals.
        """
        if not records:
            return []
        rows, name = require_tab(self.tabs, tab), find_tab(self.tabs, tab) or tab
        first, placed = added_rows(tab, rows, in_types_of_columns(tab, rows, records))
        table = table_of_people(self.package, self.package.sheets[name])
        problems = []
        if table and first <= table.end and any(table.left <= column <= table.right for column in placed[0]):
            more = first + len(placed) - table.end
            if more > 0 and not self._make_room(name, table, more):
                first = table.bottom + 1
                message = "The new rows are below the totals of the table: drag them into it, above the totals."
                problems = [Problem(tab, "", "", "", message, first + 1)]
            elif more > 0:
                make_longer(self.package, table, more)
                patch = self._patch(name)
                patch.xml = rules_for_more_rows(patch.xml, table, more)
        era = self.package.counts_from_1904
        changes = {index: stored(cells, from_1904=era) for index, cells in enumerate(placed, start=first)}
        self._later(name, lambda patch: patch.set_cells(changes, styles=usual_styles(patch, rows, placed)))
        return problems

    def _make_room(self, name: str, table: SheetTable, more: int) -> bool:
        """Move a table's totals so many rows down. Returns False where they have to stay."""
        if not table.totals:
            return True
        patch = self._patch(name)
        if keeps_totals(self.package, name, table, patch.xml):
            return False
        found = moved_rows(patch.xml, table.end, table.bottom, more)
        if found is None:
            return False
        patch.xml, moved = found
        chain = self.package.related_part("calcChain")
        if chain and moved:
            self.package.replace(chain, without_links(self.package.part(chain), moved))
        return True

    def empty_rows(self, indexes: Sequence[int]) -> None:
        """Empty rows of Candidates; they stay, so that nothing moves."""
        if not indexes:
            return
        name = find_tab(self.tabs, CANDIDATES) or CANDIDATES
        patch, rows = self._patch(name), self.tabs[name]
        width = patch.used_width()
        patch.set_cells({index: dict.fromkeys(range(width)) for index in indexes})
        self._emptied.setdefault(name, set()).update(indexes)
        for index in indexes:
            rows[index] = [None] * len(rows[index])

    def change(self, cells: Sequence[CellChange]) -> None:
        """Change cells of program tabs."""
        changes: dict[str, dict[int, dict[int, Cell]]] = {}
        for one in cells:
            changes.setdefault(one.tab, {}).setdefault(one.row, {})[one.column] = one.new or None
        for tab, rows in changes.items():
            self._set_cells(tab, rows)
            known = self.tabs[tab]
            for index, row in rows.items():
                known[index] = [row.get(column, cell) for column, cell in enumerate(known[index])]

    def to_bytes(self, *, purge: bool = False) -> bytes:
        """The whole file with all changes; with `purge` without texts that no cell shows any more."""
        for name in {**self._patches, **self._waiting}:
            self.package.replace_later(self.package.sheets[name], partial(self._xml, name))
        if purge:
            for name, indexes in self._emptied.items():
                empty_beside(self.package, self.package.sheets[name], indexes)
            drop_unused_strings(self.package)
        return self.package.to_bytes()

    def _xml(self, name: str) -> Iterable[Bytes]:
        """The changed XML of a tab in pieces, which are not kept."""
        patch = self._patch(name)
        del self._patches[name]
        return patch.taken()


def _put(known: Sequence[Row], rows: Sequence[Row], patch: SheetPatch) -> None:
    """Make a tab that shows some rows show others."""
    changes = _few_changes(known, rows, patch.xml)
    if changes is None:
        patch.replace_rows(rows)
    else:
        patch.set_cells(changes)


def _few_changes(known: Sequence[Row], rows: Sequence[Row], xml: bytes) -> dict[int, dict[int, Cell]] | None:
    """The cells that make a tab show other rows, where few of its rows change; else None, so that all are replaced.

    Most rows of the program's tabs stay as they are from run to run, and writing them again takes longest.
    """
    # A formula may show what is wanted, and would stay.
    if len(known) != len(rows) or b"<f" in xml or b":f" in xml:
        return None
    differing = [index for index, (one, other) in enumerate(zip(known, rows, strict=True)) if not_same(one, other)]
    if len(differing) * MANY > len(rows):
        return None
    return {
        index: {
            column: cell
            for column, (was, cell) in enumerate(zip_longest(known[index], rows[index]))
            if not_same((was,), (cell,))
        }
        for index in differing
    }
