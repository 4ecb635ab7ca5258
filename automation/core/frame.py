"""Rows in memory, column by column: what the core needs of a data frame.

A run that matches a workbook needs no more, and pandas would take 80 MB and most of a second to import.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import compress
from typing import Any


class Frame:
    """Columns of the same length by name, and a key for each row. It is never changed, only copied.

    Args:
        columns: Name → a cell for each row.
        keys: A different key for each row; None numbers the rows from 0.
    """

    def __init__(self, columns: Mapping[str, Sequence[Any]], keys: Iterable[Any] | None = None) -> None:
        self._columns = dict(columns)
        length = len(next(iter(self._columns.values()), ()))
        self._keys: Sequence[Any] = range(length) if keys is None else list(keys)
        lengths = {len(self._keys), *map(len, self._columns.values())}
        if len(lengths) > 1:
            raise ValueError(f"columns and keys differ in length: {sorted(lengths)}")

    @classmethod
    def of(cls, rows: Iterable[Sequence[Any]], names: Sequence[str]) -> "Frame":
        """The frame of some rows, whose cells are in the order of the names."""
        columns = list(zip(*rows, strict=True)) or [()] * len(names)
        return cls(dict(zip(names, columns, strict=True)))

    def __len__(self) -> int:
        return len(self._keys)

    def __getitem__(self, name: str) -> Sequence[Any]:
        return self._columns[name]

    @property
    def columns(self) -> Sequence[str]:
        """The names of the columns."""
        return list(self._columns)

    @cached_property
    def index(self) -> Mapping[Any, int]:
        """Key of a row → its position, in the order of the rows."""
        return {key: place for place, key in enumerate(self._keys)}

    def assign(self, **columns: Sequence[Any]) -> "Frame":
        """The same rows with some columns replaced, or added behind the others."""
        return Frame({**self._columns, **columns}, self._keys)

    def under(self, keys: Sequence[Any]) -> "Frame":
        """The same rows under other keys."""
        return Frame(self._columns, keys)

    def at(self, places: Sequence[int]) -> "Frame":
        """The rows at some positions, in that order."""
        columns = {name: [cells[place] for place in places] for name, cells in self._columns.items()}
        return Frame(columns, [self._keys[place] for place in places])

    def where(self, chosen: Iterable[bool]) -> "Frame":
        """The rows for which a flag is true; there is one for each row."""
        return self.at(list(compress(range(len(self)), chosen)))

    def only(self, keys: Iterable[Any]) -> "Frame":
        """The rows of some keys, in that order. Raises `KeyError` where there is no such row."""
        return self.at([self.index[key] for key in keys])

    def having(self, name: str, *cells: object) -> "Frame":
        """The rows with one of these cells in a column."""
        wanted = frozenset(cells)
        return self.where([cell in wanted for cell in self[name]])
