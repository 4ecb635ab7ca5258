"""The values of an import: tables, records, and remarks for the person who imports."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from automation.core.model import Cell, Row
from automation.core.sentences import and_more
from automation.core.text import text_of

# How many examples a remark names.
NAMED = 20


@dataclass(frozen=True)
class Place:
    """Where a record stands: the file, and the row as people count, or the number of the object in a JSON file."""

    file: str
    row: int

    def __str__(self) -> str:
        return f"row {self.row}" if self.row else self.file


@dataclass(frozen=True)
class Table:
    """The cells of a file or of one of its tabs, from its first row on.

    Attributes:
        file: The name of the file, without folders.
        rows: The cells; row 0 is row 1 of the file.
        tab: The name of the tab; "" for a file without tabs.
        numbers: The number of each row as people count; () where they count from 1 without gaps.
        totals: The indexes of rows that a table of Excel adds up.
        spread: Merged cells whose value was taken for each row, such as "F3:F5".
        formulas: (row index, column index) of formulas without a stored result.
        from_1904: Whether plain numbers count days from 1904.
        remarks: What the reader of the file noticed.
    """

    file: str
    rows: Sequence[Row]
    tab: str = ""
    numbers: Sequence[int] = ()
    totals: AbstractSet[int] = frozenset()
    spread: Sequence[str] = ()
    formulas: AbstractSet[tuple[int, int]] = frozenset()
    from_1904: bool = False
    remarks: Sequence[str] = ()

    def number(self, index: int) -> int:
        """The number of a row as people count."""
        return self.numbers[index] if self.numbers else index + 1

    @property
    def name(self) -> str:
        """The file, and the tab where it has several."""
        return f"{self.file}, tab {self.tab}" if self.tab else self.file


@dataclass(frozen=True)
class Record:
    """One row or object: the values of each role, in the order of the columns.

    Attributes:
        place: Where it stands.
        values: Role → cells that hold something. Roles are the ids of `typed_columns.CANDIDATE_FIELDS` and those of
            `columns.txt`.
    """

    place: Place
    values: Mapping[str, Sequence[Cell]]

    def all(self, role: str) -> Sequence[Cell]:
        """The cells of a role."""
        return self.values.get(role, ())

    def cell(self, role: str) -> Cell:
        """The first cell of a role."""
        cells = self.values.get(role)
        return cells[0] if cells else None

    def text(self, role: str) -> str:
        """The same as a text in one line."""
        return " ".join(text_of(self.cell(role)).split())


@dataclass
class Remarks:
    """Sentences about what was read, each with examples."""

    found: dict[str, dict[str, None]] = field(default_factory=dict)

    def add(self, what: str, example: str = "") -> None:
        """Add a remark, or one more example of it."""
        examples = self.found.setdefault(what, {})
        if example:
            examples[example] = None

    def lines(self) -> list[str]:
        """One sentence per remark: "The file holds no reason.", "Was hired: Ada, Ben and 3 more."."""
        return [
            f"{what}: {and_more(list(examples)[:NAMED], len(examples))}." if examples else f"{what}."
            for what, examples in self.found.items()
        ]
