"""The cells of a row by their headers, without a dictionary for each row."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

from automation.core.model import Cell, Row


class RowCells(Mapping[str, Cell]):
    """Header → cell. A dictionary for each of 20,000 rows would take 9 MB.

    Args:
        places: Header → index in the row, None where the tab lacks the column. All rows of a tab share it.
        row: Its cells; a row that is too short has None there.
    """

    __slots__ = ("places", "row")

    def __init__(self, places: Mapping[str, int | None], row: Row) -> None:
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


def picker(places: Sequence[int | None]) -> Callable[[Row], tuple[Cell, ...]]:
    """Picks the cells at some places of a row; None where there is no place, or the row ends before it.

    Without a call for each cell where the row is long enough, as nearly all are: there are many rows.
    """
    known = [place for place in places if place is not None]
    quick = itemgetter(*known) if len(known) == len(places) > 1 else None
    enough = max(known, default=0)

    def pick(row: Row) -> tuple[Cell, ...]:
        width = len(row)
        if quick and enough < width:
            cells: tuple[Cell, ...] = quick(row)
            return cells
        return tuple([row[place] if place is not None and place < width else None for place in places])

    return pick


class Under:
    """The cells under some headers, for many rows one after the other.

    Args:
        headers: Which, in the order that is wanted.
    """

    def __init__(self, headers: Iterable[str]) -> None:
        self._headers = list(headers)
        # By the identity of the places, which all rows of a tab share; kept here, so that it names no others later.
        self._pickers: dict[int, tuple[Mapping[str, int | None], Callable[[Row], tuple[Cell, ...]]]] = {}

    def __call__(self, cells: Mapping[str, Cell]) -> tuple[Cell, ...]:
        """None where there is no such column."""
        if not isinstance(cells, RowCells):
            return tuple(map(cells.get, self._headers))
        places = cells.places
        found = self._pickers.get(id(places))
        if found is None:
            found = self._pickers[id(places)] = places, picker(list(map(places.get, self._headers)))
        return found[1](cells.row)


def same(one: Sequence[Any], other: Sequence[Any]) -> bool:
    """Whether cells are the same, types included: 1, 1.0 and TRUE are equal, but not the same."""
    return one == other and list(map(type, one)) == list(map(type, other))
