"""What a row of headers means, and which row of a tab seems to hold them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from automation.core.model import Cell, CellError, Problem, Row
from automation.core.parsing.exported import restored
from automation.core.schema import CANDIDATES, TabSpec
from automation.core.tabs.header_words import FAMILY_NAME, GIVEN_NAME, meanings
from automation.core.tabs.name_columns import name_parts, parts_among, whole_name
from automation.core.text import cell_at, text_of
from automation.errors import DoubledHeader

# A header row below row 1 is looked for down to this row, and further down if it holds every required header.
HEADER_SEARCH_ROWS = 20
# So many headers are no chance: a person may live in "Position", but has no title "Email" as well.
_SURELY_HEADERS = 3


@dataclass(frozen=True)
class Headers:
    """Which column of a tab is which.

    Attributes:
        fields: Field id → column index (0 is A), of people's columns that were recognised.
        columns: Exact header → column index, of the program's own columns that occur once.
        problems: Headers that could be meant in two ways.
        parts: `GIVEN_NAME` and `FAMILY_NAME` → column index. Where `fields` has no Name, the name is made of both.
    """

    fields: Mapping[str, int]
    columns: Mapping[str, int]
    problems: tuple[Problem, ...] = ()
    parts: Mapping[str, int] = field(default_factory=dict)

    @property
    def known(self) -> frozenset[int]:
        """The indexes of people's columns that the program reads."""
        return frozenset((*self.fields.values(), *self.parts.values()))

    def missing(self, spec: TabSpec) -> list[str]:
        """The required headers that a tab lacks."""
        return [one.header for one in spec.fields if one.required and not self.has(one.id)]

    def has(self, field_id: str) -> bool:
        """Whether the tab has a column for a field, or two for a name."""
        return field_id in self.fields or (field_id == "name" and self.in_parts)

    @property
    def in_parts(self) -> bool:
        """Whether given and last name stand in columns of their own, and no column has both."""
        return "name" not in self.fields and len(self.parts) == 2

    def placed(self, record: Mapping[str, Cell]) -> dict[int, Cell]:
        """Column index → cell of a new row. A name whose parts have columns is typed as `name_parts` parts it."""
        cells = {self.fields[one]: cell for one, cell in record.items() if one in self.fields}
        if self.in_parts and "name" in record:
            cells |= dict(zip(self.parts.values(), name_parts(text_of(record["name"])), strict=True))
        return cells

    def cell(self, row: Row, field_id: str) -> Cell:
        """The cell of a field; a name that stands in two columns is put together, given name first."""
        if field_id != "name" or not self.in_parts:
            return cell_at(row, self.fields.get(field_id))
        given, family = (restored(cell_at(row, self.parts[part])) for part in (GIVEN_NAME, FAMILY_NAME))
        failed = next((cell for cell in (given, family) if isinstance(cell, CellError)), None)
        return failed or whole_name(*("" if part == 0 else text_of(part) for part in (given, family)))


def recognise(spec: TabSpec, headers: Sequence[str]) -> Headers:
    """People's columns among headers, and the headers that could be meant in two ways.

    Raises:
        DoubledHeader: Two headers could be meant for a required column.
    """
    meant = [(index, header, meanings(spec.name, header)) for index, header in enumerate(headers) if header]
    parts = parts_among(meant) if spec.name == CANDIDATES else {}
    fields: dict[str, int] = {}
    problems: list[Problem] = []
    for own in spec.fields:
        named = [
            (one.rank, index, header)
            for index, header, found in meant
            for one in found
            if one.field == own.id and index not in parts.values()
        ]
        best = min((rank for rank, _, _ in named), default=0)
        chosen = [(index, header) for rank, index, header in named if rank == best]
        if len(chosen) == 1:
            (fields[own.id], taken) = chosen[0]
            problems += [_unread(spec, header, taken) for rank, _, header in named if rank > best]
        elif chosen:
            names = [header for _, header in chosen]
            if own.required:
                raise DoubledHeader(spec.name, own.header, names)
            listed = " and ".join(f"'{name}'" for name in names)
            message = f"{listed} could both be '{own.header}', so neither is read: rename all but one."
            problems.append(Problem(spec.name, "", own.header, listed, message, 1))
    return Headers(fields, {}, tuple(problems), parts)


def _unread(spec: TabSpec, header: str, taken: str) -> Problem:
    message = f"'{header}' is not read, because '{taken}' is there too: merge the two, or rename this one."
    return Problem(spec.name, "", header, header, message, 1)


def likely_header_row(spec: TabSpec, rows: Sequence[Row]) -> int | None:
    """The number of a later row that seems to be the headers, such as one below a title; None if there is none.

    It holds every required header, or several headers of which the first row holds hardly any. Where a person sorted a
    tab with its headers, they may be anywhere.
    """
    known = [_count_headers(spec, row) for row in rows[:HEADER_SEARCH_ROWS]]
    best = max(range(1, len(known)), key=lambda at: (has_headers(spec, rows[at]), known[at]), default=0)
    if best and (has_headers(spec, rows[best]) or (known[0] <= 1 and known[best] >= _SURELY_HEADERS)):
        return best + 1
    later = range(HEADER_SEARCH_ROWS, len(rows))
    return next((at + 1 for at in later if has_headers(spec, rows[at])), None)


def are_titles(rows: Sequence[Row]) -> bool:
    """Whether rows above the headers hold nothing but a title each, so that no person is lost with them."""
    return all(sum(bool(text_of(cell)) for cell in row) <= 1 for row in rows)


def _count_headers(spec: TabSpec, row: Row) -> int:
    """How many of the tab's fields the cells of a row may be headers of."""
    return len({one.field for cell in row if (text := text_of(cell)) for one in meanings(spec.name, text)})


def has_headers(spec: TabSpec, row: Row) -> bool:
    """Whether a row holds every required header, each once."""
    try:
        return not recognise(spec, [text_of(cell) for cell in row]).missing(spec)
    except DoubledHeader:
        return False
