"""Rectangles of computed values, and doing something to them element by element."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat

from tests.sheets_emulator.state import Failure, Scalar

_TOO_SHORT = Failure("N_A", "Argument array is of mismatched size.")


@dataclass(slots=True, eq=False)
class Array:
    """Values row by row; `items` holds height × width of them, and is not changed."""

    height: int
    width: int
    items: Sequence[Scalar]
    _alike: int = 0

    @property
    def alike_at_end(self) -> int:
        """How many items at the end are the same object; at least 1."""
        if not self._alike:
            last = self.items[-1]
            found = (count for count, item in enumerate(reversed(self.items)) if item is not last)
            self._alike = next(found, len(self.items))
        return self._alike

    def at(self, row: int, column: int) -> Scalar:
        """One value."""
        return self.items[row * self.width + column]

    def stretched(self, height: int, width: int) -> "Array":
        """The array at a larger size: a single row or column repeats, what else is missing is #N/A."""
        if (self.height, self.width) == (height, width):
            return self
        items = [self._stretched_at(row, column) for row in range(height) for column in range(width)]
        return Array(height, width, items)

    def _stretched_at(self, row: int, column: int) -> Scalar:
        row = 0 if self.height == 1 else row
        column = 0 if self.width == 1 else column
        return self.at(row, column) if row < self.height and column < self.width else _TOO_SHORT


Value = Scalar | Array


def elementwise(function: Callable[..., Scalar], arguments: Sequence[Value]) -> Value:
    """The function of each element; single values go with every element."""
    arrays = [argument for argument in arguments if isinstance(argument, Array)]
    if not arrays:
        return function(*arguments)
    height = max(array.height for array in arrays)
    width = max(array.width for array in arrays)
    # Below the last row of a tab most arrays repeat one value, mostly a blank, for a thousand rows: computed once.
    arrays = [array.stretched(height, width) for array in arrays]
    alike = min(array.alike_at_end for array in arrays)
    different = height * width - alike + 1
    stretched = iter(arrays)
    columns: list[Iterable[Scalar]] = [
        next(stretched).items[:different] if isinstance(argument, Array) else repeat(argument) for argument in arguments
    ]
    items = list(map(function, *columns))
    return Array(height, width, items + [items[-1]] * (alike - 1), alike)


def flat(arguments: Sequence[Value]) -> list[Scalar]:
    """All elements of all arguments."""
    return [item for argument in arguments for item in (argument.items if isinstance(argument, Array) else (argument,))]
