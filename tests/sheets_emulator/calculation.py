"""What the cells of a spreadsheet show: every formula computed once for one state of it.

An array result spills over the cells to the right and below. Where one of those has content, or the grid ends, the
formula's own cell shows `#REF!` and nothing spills. A true blank in a result leaves its cell blank.
"""

from bisect import bisect_left, insort
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from tests.sheets_emulator.a1 import Rect, cell_name
from tests.sheets_emulator.arrays import Array, Value, elementwise, flat
from tests.sheets_emulator.extents import NO_RANGE, extent, locate, size
from tests.sheets_emulator.functions import AGGREGATES, ELEMENTWISE, NOT_FOUND
from tests.sheets_emulator.locales import decimal_comma
from tests.sheets_emulator.references import Reference
from tests.sheets_emulator.searching import SEARCH_MODES, Search, searching
from tests.sheets_emulator.state import Failure, Scalar, Sheet, Spreadsheet
from tests.sheets_emulator.syntax import Broken, Call, FormulaError, Literal, Name, Node, parse

_CIRCULAR = Failure("REF", "Circular dependency detected. To resolve with iterative calculation, see File > Settings.")
_PARSE_ERROR = Failure("ERROR", "Formula parse error.")

# Column → row → what shows there, for cells with a formula and cells that one spilled into.
Overlay = dict[int, dict[int, Scalar]]
Place = tuple[int, int, int]  # sheetId, row, column


class _Circular(Exception):
    """A formula needs its own result."""


class Calculation:
    """All formulas of one state of a spreadsheet."""

    def __init__(self, book: Spreadsheet) -> None:
        self._book = book
        self._overlays: dict[int, Overlay] = {sheet.sheet_id: {} for sheet in book.sheets}
        self._trees: dict[Place, Node | None] = {}
        self._single: dict[tuple[int, int], list[int]] = {}
        self._spilling: list[tuple[int, Rect, Place]] = []
        self._done: set[Place] = set()
        self._running: set[Place] = set()
        self._settled: set[tuple[int, Rect]] = set()
        self._memo: dict[tuple[int, Node, bool], Value] = {}
        self._searches: dict[tuple[int, Node, int], Search] = {}
        self._collect()
        for place in self._trees:
            self._compute(place)

    def overlay(self, sheet: Sheet) -> Mapping[int, Mapping[int, Scalar]]:
        """Column → row → what shows, for cells with a formula and cells that one spilled into."""
        return self._overlays[sheet.sheet_id]

    def value(self, sheet: Sheet, row: int, column: int) -> Scalar:
        """What the cell shows."""
        computed = self._overlays[sheet.sheet_id].get(column, {})
        return computed[row] if row in computed else sheet.get(row, column).value

    def _collect(self) -> None:
        comma = decimal_comma(self._book.properties.get("locale", "en_US"))
        for sheet in self._book.sheets:
            for row, column, cell in sheet.filled(sheet.everything):
                if cell.formula is not None:
                    self._add((sheet.sheet_id, row, column), cell.formula, comma)

    def _add(self, place: Place, formula: str, comma: bool) -> None:
        try:
            tree = parse(formula, comma=comma)
        except FormulaError:
            tree = None
        self._trees[place] = tree
        sheet_id, row, column = place
        height, width = extent(self._book, tree, sheet_id)
        if (height, width) == (1, 1):
            insort(self._single.setdefault((sheet_id, column), []), row)
        else:
            self._spilling.append((sheet_id, Rect(row, row + height, column, column + width), place))

    def _compute(self, place: Place) -> None:
        if place in self._done:
            return
        self._running.add(place)
        tree = self._trees[place]
        try:
            value = _PARSE_ERROR if tree is None else self._evaluate(tree, place, array=isinstance(tree, Reference))
        except _Circular:
            value = _CIRCULAR
        finally:
            self._running.discard(place)
        self._done.add(place)
        self._show(place, value)

    def _show(self, place: Place, value: Value) -> None:
        sheet_id, row, column = place
        overlay = self._overlays[sheet_id]
        if isinstance(value, Array):
            rect = Rect(row, row + value.height, column, column + value.width)
            blocked = self._blocked(self._book.sheet(sheet_id), rect, row, column)
            if blocked is None:
                for offset in range(value.width):
                    items = enumerate(value.items[offset :: value.width], row)
                    overlay.setdefault(column + offset, {}).update((r, v) for r, v in items if v is not None)
                value = value.items[0]
            else:
                value = blocked
        overlay.setdefault(column, {})[row] = value

    def _blocked(self, sheet: Sheet, rect: Rect, row: int, column: int) -> Failure | None:
        missing = rect.bottom - sheet.row_count
        if missing > 0:
            return Failure("REF", f"Result was not automatically expanded, please insert more rows ({missing}).")
        missing = rect.right - sheet.column_count
        if missing > 0:
            return Failure("REF", f"Result was not automatically expanded, please insert more columns ({missing}).")
        hit = next(((r, c) for r, c, cell in sheet.filled(rect) if cell.filled and (r, c) != (row, column)), None)
        if hit is None:
            hit = self._spilled_into(sheet, rect)
        if hit is None:
            return None
        return Failure("REF", f"Array result was not expanded because it would overwrite data in {cell_name(*hit)}.")

    def _spilled_into(self, sheet: Sheet, rect: Rect) -> tuple[int, int] | None:
        overlay = self._overlays[sheet.sheet_id]
        for column in range(rect.left, rect.right):
            for row in overlay.get(column, ()):
                if rect.top <= row < rect.bottom:
                    return row, column
        return None

    def _evaluate(self, tree: Node, place: Place, *, array: bool) -> Value:
        if isinstance(tree, Literal):
            return tree.value
        if isinstance(tree, Broken):
            return Failure(tree.kind, "Reference does not exist." if tree.kind == "REF" else "")
        if not _depends_on_place(tree) and array:
            key = (place[0], tree, array)
            if key not in self._memo:
                self._memo[key] = self._fresh(tree, place, array=array)
            return self._memo[key]
        return self._fresh(tree, place, array=array)

    def _fresh(self, tree: Node, place: Place, *, array: bool) -> Value:
        if not isinstance(tree, Call):
            return self._read(tree, place[0])
        if tree.name in _SPECIAL and tree.arguments:
            return _SPECIAL[tree.name](self, tree, place, array)
        values = [self._evaluate(argument, place, array=array) for argument in tree.arguments]
        if tree.name in AGGREGATES:
            items = flat(values)
            return next((item for item in items if isinstance(item, Failure)), None) or AGGREGATES[tree.name](items)
        if not array:
            values = [self._intersect(v, argument, place) for v, argument in zip(values, tree.arguments, strict=True)]
        return place[1] + 1 if tree.name == "ROW" else _apply(tree.name, values)

    def _array(self, tree: Call, place: Place, _array: bool) -> Value:
        return self._evaluate(tree.arguments[0], place, array=True)

    def _intersect(self, value: Value, tree: Node, place: Place) -> Value:
        """Outside ARRAYFORMULA a column means its cell in the formula's row, and a row the one in its column."""
        if not isinstance(value, Array):
            return value
        found = locate(self._book, tree, place[0]) if isinstance(tree, Reference | Name) else NO_RANGE
        if isinstance(found, Failure):
            return value.items[0]
        rect = found[1]
        if value.width == 1 and rect.top <= place[1] < rect.bottom:
            return value.at(place[1] - rect.top, 0)
        if value.height == 1 and rect.left <= place[2] < rect.right:
            return value.at(0, place[2] - rect.left)
        return Failure("VALUE", "An array value could not be found.")

    def _row(self, tree: Call, place: Place, array: bool) -> Value:
        target = tree.arguments[0]
        found = locate(self._book, target, place[0]) if isinstance(target, Reference | Name) else NO_RANGE
        if isinstance(found, Failure):
            return found
        rect = found[1]
        if not array or rect.bottom - rect.top == 1:
            return rect.top + 1
        return Array(rect.bottom - rect.top, 1, range(rect.top + 1, rect.bottom + 1))

    def _xlookup(self, tree: Call, place: Place, array: bool) -> Value:
        if len(tree.arguments) < 3:
            return Failure("N_A", "Wrong number of arguments to XLOOKUP. Expected between 3 and 6 arguments.")
        key = self._evaluate(tree.arguments[0], place, array=array)
        if not array:
            key = self._intersect(key, tree.arguments[0], place)
        lookup = self._evaluate(tree.arguments[1], place, array=True)
        result = self._evaluate(tree.arguments[2], place, array=True)
        missing = self._evaluate(tree.arguments[3], place, array=array) if len(tree.arguments) > 3 else NOT_FOUND
        for part in (lookup, result):
            if isinstance(part, Failure):
                return part
        search = self._search(tree.arguments[1], place, lookup, tree.arguments[4:6])
        if isinstance(search, Failure):
            return search
        items = result.items[:: result.width] if isinstance(result, Array) else [result]

        def find(wanted: Scalar, otherwise: Scalar) -> Scalar:
            if isinstance(wanted, Failure):
                return wanted
            position = search(wanted)
            if position is None:
                return otherwise
            return items[position] if position < len(items) else NOT_FOUND

        return elementwise(find, [key, missing])

    def _search(self, cells: Node, place: Place, lookup: Value, modes: Sequence[Node]) -> Search | Failure:
        """How XLOOKUP finds a value in these cells; `modes` are match_mode and search_mode."""
        given = [self._evaluate(mode, place, array=False) for mode in modes]
        match = given[0] if given else None
        mode = (given[1] if len(given) > 1 else None) or 1
        if (match or 0) != 0 or mode not in SEARCH_MODES:
            return Failure("VALUE", "The emulator knows match_mode 0 with search_mode 1, -1, 2 and -2.")
        key = (place[0], cells, next(one for one in SEARCH_MODES if one == mode))
        if key not in self._searches:
            items = lookup.items if isinstance(lookup, Array) else (lookup,)
            self._searches[key] = searching(items, key[2], self._book.unknowns.collation)
        return self._searches[key]

    def _vstack(self, tree: Call, place: Place, _array: bool) -> Value:
        """One below the other; what is narrower than the widest is filled up with #N/A."""
        parts = [self._evaluate(argument, place, array=True) for argument in tree.arguments]
        arrays = [part if isinstance(part, Array) else Array(1, 1, (part,)) for part in parts]
        width = max(array.width for array in arrays)
        items = [
            array.at(row, column) if column < array.width else NOT_FOUND
            for array in arrays
            for row in range(array.height)
            for column in range(width)
        ]
        return Array(sum(array.height for array in arrays), width, items)

    def _read(self, tree: Node, sheet_id: int) -> Value:
        found = locate(self._book, tree, sheet_id)
        if isinstance(found, Failure):
            return found
        sheet, rect = found
        self._settle(sheet.sheet_id, rect)
        if size(rect) == (1, 1):
            return self.value(sheet, rect.top, rect.left)
        columns = [self._column(sheet, column, rect) for column in range(rect.left, rect.right)]
        if len(columns) == 1:
            return Array(rect.bottom - rect.top, 1, columns[0])
        items = [item for row in zip(*columns, strict=True) for item in row]
        return Array(rect.bottom - rect.top, len(columns), items)

    def _column(self, sheet: Sheet, column: int, rect: Rect) -> list[Scalar]:
        items: list[Scalar] = [None] * (rect.bottom - rect.top)
        for offset, line in enumerate(sheet.cells[rect.top : rect.bottom]):
            if column < len(line):
                cell = line[column]
                if cell is not None:
                    items[offset] = cell.value
        for row, value in self._overlays[sheet.sheet_id].get(column, {}).items():
            if rect.top <= row < rect.bottom:
                items[row - rect.top] = value
        return items

    def _settle(self, sheet_id: int, rect: Rect) -> None:
        """Compute first what shows in these cells."""
        if (sheet_id, rect) in self._settled:
            return
        for home, covered, place in self._spilling:
            if home == sheet_id and covered.meets(rect):
                self._need(place)
        for column in range(rect.left, rect.right):
            rows = self._single.get((sheet_id, column), [])
            for row in rows[bisect_left(rows, rect.top) : bisect_left(rows, rect.bottom)]:
                self._need((sheet_id, row, column))
        self._settled.add((sheet_id, rect))

    def _need(self, place: Place) -> None:
        if place in self._running:
            raise _Circular
        self._compute(place)


# Functions that see their arguments as references, or decide themselves how to take them.
_SPECIAL: Mapping[str, Callable[[Calculation, Call, Place, bool], Value]] = {
    "ARRAYFORMULA": Calculation._array,
    "ROW": Calculation._row,
    "VSTACK": Calculation._vstack,
    "XLOOKUP": Calculation._xlookup,
}


def _apply(name: str, values: list[Value]) -> Value:
    if name not in ELEMENTWISE:
        return Failure("NAME", f"Unknown function: '{name}'.")
    function, fewest, most = ELEMENTWISE[name]
    if not fewest <= len(values) <= most:
        return Failure("N_A", f"Wrong number of arguments to {name}.")
    return elementwise(function, values)


@lru_cache(maxsize=4096)
def _depends_on_place(tree: Node) -> bool:
    if not isinstance(tree, Call):
        return False
    return (tree.name == "ROW" and not tree.arguments) or any(map(_depends_on_place, tree.arguments))


def calculated(book: Spreadsheet) -> Calculation:
    """What the spreadsheet shows now; computed at most once a version."""
    if book.calculation is None:
        book.calculation = Calculation(book)
    return book.calculation
