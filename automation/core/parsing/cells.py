"""What all readers share: empty cells, failed formulas, and cells that cannot be read."""

from automation.core.model import Cell, CellError
from automation.core.text import plain, text_of


class Unreadable(ValueError):
    """A cell that cannot be read; the message ends the sentence "Header 'value' …".

    Attributes:
        columns: The ids of the fields whose columns the message names, by the program's names.
    """

    def __init__(self, message: str, *columns: str) -> None:
        self.columns = columns
        super().__init__(message)


BLANK_WORDS = frozenset({"", "n a", "na", "none", "null", "nil", "tbd", "tbc", "unknown", "not known", "not sure"})

_BLANK_BEGINS = frozenset(word[:1] for word in BLANK_WORDS)
# With room for blanks and signs between the words.
_LONGEST_BLANK = 30
_SAYS_NOTHING = frozenset("-–—−_.…?!/\\|,;:'\"() \t\n\xa0")
# What is written in every row by a formula, a dropdown, or a checkbox with words of its own.
_UNUSED = frozenset({"0", "no", "false"})


def blank(cell: Cell) -> bool:
    """Whether a cell has no value: empty, a dash, "n/a", "TBD" and similar. A failed formula is not blank."""
    if cell is None:
        return True
    if isinstance(cell, CellError):
        return False
    return blank_text(text_of(cell))


def blank_text(text: str) -> bool:
    """Whether a trimmed text stands for no value, as `blank` says of its cell."""
    if len(text) > _LONGEST_BLANK and text[0].isalnum():
        return False
    first = text[:1]
    if first.isascii() and first.isalnum() and first.lower() not in _BLANK_BEGINS:
        return False
    words = plain(text)
    # A tick, a star or a currency sign alone is a value.
    return words in BLANK_WORDS if words else not set(text) - _SAYS_NOTHING


def says_nothing(cell: Cell) -> bool:
    """Whether a cell is blank, or says only what rows without a person are filled with: FALSE, 0, no."""
    if cell is None or cell == 0 or blank(cell):
        return True
    text = text_of(cell)
    return len(text) <= _LONGEST_BLANK and plain(text) in _UNUSED


def refuse_error(cell: Cell) -> None:
    """Raise `Unreadable` for a cell whose formula failed."""
    if isinstance(cell, CellError):
        raise Unreadable("is a failed formula: fix the formula or type the value")
