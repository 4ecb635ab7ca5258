"""The cells of a row by their headers, without a dictionary for each row."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

from automation.core.model import Cell, Row

# How many rows are picked from at a time.
_BLOCK = 256


class RowCells(Mapping[str, Cell]):
    """Header → cell. A dictionary for each of 20,000 rows would take 9 MB.

    Args:
        places: Header → index in the row, None where the tab lacks the column. All rows of a tab share it.
        row: Its cells; a row that is too short has None there.
    """

    __slots__ = ("places", "row")

    def __init__(self, places: Mapping[str, int | None], row: Row) -> None:
        self.places, self.row = places, row

    def lie_in(self, places: Mapping[str, int | None], row: Row) -> None:
        """Take the same cells from another row, so that they are not in memory twice."""
        self.places, self.row = places, row

    def __getitem__(self, header: str) -> Cell:
        place = self.places[header]
        return self.row[place] if place is not None and place < len(self.row) else None

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)

    def __repr__(self) -> str:
        return repr(dict(self))


class Picker:
    """Picks the cells at some places of rows; None where there is no place, or the row ends before it.

    Without a call for each cell where rows are long enough, as nearly all are: there are many rows.

    Args:
        places: Indexes in a row.
    """

    def __init__(self, places: Iterable[int | None]) -> None:
        self._places = list(places)
        known = [place for place in self._places if place is not None]
        self._quick = itemgetter(*known) if len(known) == len(self._places) > 1 else None
        self._enough = max(known, default=0)

    def __call__(self, row: Row) -> tuple[Cell, ...]:
        """Of one row."""
        width = len(row)
        if self._quick and self._enough < width:
            cells: tuple[Cell, ...] = self._quick(row)
            return cells
        return tuple([row[place] if place is not None and place < width else None for place in self._places])

    def each(self, rows: Sequence[Row]) -> Iterator[tuple[Cell, ...]]:
        """Of many rows, one after the other; without a call for each where they are long enough."""
        for start in range(0, len(rows), _BLOCK):
            block = rows[start : start + _BLOCK]
            try:
                picked = list(map(self._quick or self, block))
            except IndexError:
                picked = list(map(self, block))
            yield from picked


class Under:
    """The cells under some headers, for many rows one after the other.

    Args:
        headers: Which, in the order that is wanted.
    """

    def __init__(self, headers: Iterable[str]) -> None:
        self._headers = list(headers)
        # By the identity of the places, which all rows of a tab share; kept here, so that it names no others later.
        self._pickers: dict[int, tuple[Mapping[str, int | None], Picker]] = {}

    def __call__(self, cells: Mapping[str, Cell]) -> tuple[Cell, ...]:
        """None where there is no such column."""
        if not isinstance(cells, RowCells):
            return tuple(map(cells.get, self._headers))
        places = cells.places
        found = self._pickers.get(id(places))
        if found is None:
            found = self._pickers[id(places)] = places, Picker(map(places.get, self._headers))
        return found[1](cells.row)


def same(one: Sequence[Any], other: Sequence[Any]) -> bool:
    """Whether cells are the same, types included: 1, 1.0 and TRUE are equal, but not the same."""
    return one == other and list(map(type, one)) == list(map(type, other))
