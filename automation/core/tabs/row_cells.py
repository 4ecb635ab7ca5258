"""The cells of a row by their headers, without a dictionary for each row."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from automation.core.model import Cell, Row


class RowCells(Mapping[str, Cell]):
    """Header → cell. A dictionary for each of 20,000 rows would take 9 MB.

    Args:
        places: Header → index in the row, None where the tab lacks the column. All rows of a tab share it.
        row: Its cells; a row that is too short has None there.
    """

    __slots__ = ("_places", "row")

    def __init__(self, places: Mapping[str, int | None], row: Row) -> None:
        self._places, self.row = places, row

    def __getitem__(self, header: str) -> Cell:
        place = self._places[header]
        return self.row[place] if place is not None and place < len(self.row) else None

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __repr__(self) -> str:
        return repr(dict(self))

    def under(self, headers: Iterable[str]) -> list[Cell]:
        """The cells under some headers; None where there is no such column."""
        row, width = self.row, len(self.row)
        places = map(self._places.get, headers)
        return [row[place] if place is not None and place < width else None for place in places]


def under(cells: Mapping[str, Cell], headers: Iterable[str]) -> list[Cell]:
    """The cells under some headers, None where there is none: quicker than to ask for each."""
    return cells.under(headers) if isinstance(cells, RowCells) else list(map(cells.get, headers))


def same(one: Sequence[Any], other: Sequence[Any]) -> bool:
    """Whether cells are the same, types included: 1, 1.0 and TRUE are equal, but not the same."""
    return one == other and list(map(type, one)) == list(map(type, other))
