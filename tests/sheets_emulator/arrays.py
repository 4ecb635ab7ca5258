"""Rectangles of computed values, and doing something to them element by element."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat

from tests.sheets_emulator.state import Failure, Scalar

_TOO_SHORT = Failure("N_A", "Argument array is of mismatched size.")


@dataclass(frozen=True, slots=True, eq=False)
class Array:
    """Values row by row; `items` holds height × width of them."""

    height: int
    width: int
    items: Sequence[Scalar]

    def at(self, row: int, column: int) -> Scalar:
        """One value."""
        return self.items[row * self.width + column]

    def stretched(self, height: int, width: int) -> Sequence[Scalar]:
        """The items at a larger size: a single row or column repeats, what else is missing is #N/A."""
        if (self.height, self.width) == (height, width):
            return self.items
        return [self._stretched_at(row, column) for row in range(height) for column in range(width)]

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
    columns = [argument.stretched(height, width) if isinstance(argument, Array) else None for argument in arguments]
    # Below the last row of a tab most arrays repeat one value, mostly a blank, for a thousand rows: computed once.
    alike = min(_alike_at_end(column) for column in columns if column is not None)
    different = height * width - alike + 1
    given: list[Iterable[Scalar]] = [
        repeat(argument) if column is None else column[:different]  # type: ignore[arg-type]
        for column, argument in zip(columns, arguments, strict=True)
    ]
    items = list(map(function, *given))
    return Array(height, width, items + [items[-1]] * (alike - 1))


def _alike_at_end(items: Sequence[Scalar]) -> int:
    """How many items at the end are the same object; at least 1."""
    last = items[-1]
    return next((count for count, item in enumerate(reversed(items)) if item is not last), len(items))


def flat(arguments: Sequence[Value]) -> list[Scalar]:
    """All elements of all arguments."""
    return [item for argument in arguments for item in (argument.items if isinstance(argument, Array) else (argument,))]
