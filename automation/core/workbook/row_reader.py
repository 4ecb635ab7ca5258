"""Reads the cells of one row by field id, and collects the problems found."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date

from automation.core import parsing
from automation.core.model import QUOTED, Cell, CellError, Problem, Row
from automation.core.parsing import Unreadable
from automation.core.parsing.exported import restored, restored_row
from automation.core.tabs.header_asides import with_units
from automation.core.tabs.header_words import PAY_FIELDS, units_in
from automation.core.tabs.headers import Located
from automation.core.tabs.shown_headers import header_in, in_their_words
from automation.core.text import cell_at, text_of

# Where FALSE means no, and where TRUE is no term of a list.
_MEANS_NO = frozenset({"remote_ok", "do_not_contact", "alerts", "work_authorisation", "remote", "sponsors"})
_LISTS = frozenset({"skills", "must", "nice"})
# Characters; longer texts are seldom in two rows.
_SHORT = 40


class ReadableTab:
    """One of people's tabs, and the headers of its columns as people wrote them."""

    def __init__(self, located: Located) -> None:
        self.name, self.rows, self.headers, self.key = located.tab, located.rows, located.headers, located.key
        self.names, self.keys = located.names, located.keys
        units = {id_: units_in(self.names[id_]) for id_ in PAY_FIELDS & self.names.keys()}
        self.units = {id_: found for id_, found in units.items() if found}
        # The fields whose values are not simply those of a cell.
        self.made = {*self.units, *(["name"] if self.headers.in_parts else [])}
        self._values: dict[Hashable, tuple[object, str]] = {}

    def value(self, reader: Callable[..., object], cell: Cell, args: tuple[object, ...]) -> tuple[object, str]:
        """What a reader of `parsing` makes of a cell, and "", or None and what is wrong with it.

        A short one is read once, however many rows hold it: a column has fewer values than rows.
        """
        if isinstance(cell, str) and len(cell) > _SHORT:
            return self._value(reader, cell, args)
        # Equal cells of several types are not the same: 1, 1.0 and TRUE.
        known = reader, type(cell), cell, args
        found = self._values.get(known)
        if found is None:
            found = self._values[known] = self._value(reader, cell, args)
        return found

    def _value(self, reader: Callable[..., object], cell: Cell, args: tuple[object, ...]) -> tuple[object, str]:
        try:
            return reader(cell, *args), ""
        except Unreadable as error:
            return None, self.in_their_words(str(error), *error.columns)

    def header(self, field_id: str) -> str:
        """What a message calls a column, as `shown_headers.header_in` gives it."""
        return self.names.get(field_id) or header_in(self.names, self.name, field_id)

    def in_their_words(self, message: str, *field_ids: str) -> str:
        """A message with people's own headers, as `shown_headers.in_their_words` gives it."""
        return in_their_words(message, self.names, self.name, field_ids)


@dataclass
class RowReader:
    """One row: its cells by field id, and the problems found while reading them."""

    tab: ReadableTab
    key: str
    number: int
    cells: Row
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        known, places = restored_row(self.cells), self.tab.headers.fields
        self._cells: dict[str, Cell] = {id_: known[index] for id_, index in places.items() if index < len(known)}
        if self.tab.made:
            self._cells.update((id_, self._made(id_)) for id_ in self.tab.made)

    def cell(self, field_id: str) -> Cell:
        """The cell of a field, None if its column is missing; a number with the unit that its header names."""
        return self._cells.get(field_id)

    def _made(self, field_id: str) -> Cell:
        cell, units = restored(self._written(field_id)), self.tab.units.get(field_id)
        plain = cell is None or cell == "" or isinstance(cell, CellError | bool)
        return with_units(text_of(cell), units) if units and not plain else cell

    def _written(self, field_id: str) -> Cell:
        return self.tab.headers.cell(self.cells, field_id)

    def part(self, part: str) -> str:
        """The text of a column that holds a part of the name, "" where there is none or a formula failed."""
        if part not in self.tab.headers.parts:
            return ""
        cell = restored(cell_at(self.cells, self.tab.headers.parts[part]))
        return "" if isinstance(cell, CellError) or cell == 0 else " ".join(text_of(cell).split())

    def text(self, field_id: str) -> str:
        """The text of a field; "" for FALSE and 0, and for a failed formula, which is reported."""
        return self._text(field_id, self.cell(field_id))

    def _text(self, field_id: str, cell: Cell) -> str:
        if cell is None:
            return ""
        if isinstance(cell, CellError):
            self.problem(field_id, "is a failed formula: fix the formula or type the value")
            return ""
        if cell == 0:
            return ""
        return _in_one_line(text_of(cell))

    def words(self, field_id: str) -> str:
        """The text of a field that only words can fill; "" for "n/a" and the like, and a tick, which is reported."""
        cell = self._cells.get(field_id)
        if cell is None:
            return ""
        if isinstance(cell, str):
            text = text_of(cell)
            return "" if parsing.blank_text(text) else _in_one_line(text)
        if parsing.blank(cell):
            return ""
        if cell is True:
            self.problem(field_id, "is only a tick: write it in words")
            return ""
        return self._text(field_id, cell)

    def read(self, field_id: str, reader: Callable[..., object], *args: object) -> object:
        """The value of a field by a reader of `parsing`; None if it is empty, or unreadable, which is reported.

        The FALSE of a checkbox is empty where it cannot mean no.
        """
        cell = self._cells.get(field_id)
        if cell is None or cell == "" or (cell is False and field_id not in _MEANS_NO):
            return None
        if cell is True and field_id in _LISTS:
            return self.words(field_id) or None
        value, wrong = self.tab.value(reader, cell, args)
        if wrong:
            self.problem(field_id, wrong)
        return value

    def past(self, field_id: str, order: str | None, today: date) -> date | None:
        """A day that must not be in the future; None if it is, which is reported."""
        day = self.read(field_id, parsing.read_date, order)
        if isinstance(day, date) and day > today:
            self.problem(field_id, "lies in the future: correct the date")
            return None
        return day if isinstance(day, date) else None

    def reported(self, field_id: str) -> bool:
        """Whether a problem of a field was reported."""
        return any(problem.column == self.tab.header(field_id) for problem in self.problems)

    def problem(self, field_id: str, message: str, *others: str) -> None:
        """Report a problem of a field.

        Args:
            field_id: The field.
            message: Ends the sentence "Header 'value' …".
            others: The ids of further fields whose columns the message names, by the program's names.
        """
        header = self.tab.header(field_id)
        message = self.tab.in_their_words(message, *others) if others else message
        value = " ".join(text_of(self._written(field_id)).split())
        quoted = value if len(value) <= QUOTED else f"{value[:QUOTED]}…"
        sentence = f"{header} '{quoted}' {message}." if value else f"{header} {message}."
        self.problems.append(Problem(self.tab.name, self.key, header, quoted, sentence, self.number))


def _in_one_line(text: str) -> str:
    """A trimmed text with single blanks. Printable text has no blanks but spaces."""
    return text if text.isprintable() and "  " not in text else " ".join(text.split())
