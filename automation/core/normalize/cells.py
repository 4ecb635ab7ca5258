"""What all readers share: empty cells, failed formulas, and cells that cannot be read."""

from automation.core.model import Cell, CellError
from automation.core.schema import plain, text_of


class Unreadable(ValueError):
    """A cell that cannot be read; the message ends the sentence "Header 'value' …"."""


BLANK_WORDS = frozenset({"", "n a", "na", "none", "null", "nil", "tbd", "tbc", "unknown", "not known", "not sure"})


def blank(cell: Cell) -> bool:
    """Whether a cell says nothing: empty, a dash, "n/a", "TBD" and the like. A failed formula is not blank."""
    return not isinstance(cell, CellError) and plain(text_of(cell)) in BLANK_WORDS


def refuse_error(cell: Cell) -> None:
    """Raise `Unreadable` for a cell whose formula failed."""
    if isinstance(cell, CellError):
        raise Unreadable("is a failed formula: mend the formula or type the value")
