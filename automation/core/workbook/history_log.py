"""The lines of `BP History`: earlier shelvings, the decisions of recruiters with their numbers, and corrected keys.

Lines are only ever added. A line about a corrected key moves the lines before it to the new key.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from automation.core.ledger.ledger_tabs import arranged, column_places, instant_text, read_instant
from automation.core.model import Problem, Row
from automation.core.schema import BP_HISTORY, HISTORY_COLUMNS
from automation.core.text import cell_at, key_of, text_of
from automation.core.workbook.shelvings import FIELDS, Texts

HEADERS = tuple(column.header for column in HISTORY_COLUMNS)
_IDS = {column.header: column.id for column in HISTORY_COLUMNS}
# The longest text of a cell, in characters.
LONGEST = 2_000


class Kind(StrEnum):
    """What a line is about."""

    SHELVED = "shelved before"
    SHORTLISTED = "shortlisted"
    PASSED = "passed"
    CONTACTED = "contacted"
    NOT_SENT = "not sent"  # The message was cancelled or rejected: the candidate was not contacted.
    REKEYED = "rekeyed"


DECISIONS = frozenset({Kind.SHORTLISTED, Kind.PASSED, Kind.CONTACTED, Kind.NOT_SENT})


@dataclass(frozen=True)
class Line:
    """One line.

    Attributes:
        at: When it was decided, or when a run saw it, UTC.
        kind: What it is about.
        candidate: The key of the candidate's row, as shown; "" only for a requisition's corrected key.
        cells: The other cells that are not empty, by the ids of `schema.HISTORY_COLUMNS`.
    """

    at: datetime
    kind: Kind
    candidate: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)

    def cell(self, name: str) -> str:
        """A cell by its id; "" for an empty one."""
        return self.cells.get(name, "")

    @property
    def requisition(self) -> str:
        """The key of the requisition, as shown; "" for a shelving."""
        return self.cell("req_id")

    @property
    def shelving(self) -> Texts:
        """The shelving in it, as it was typed."""
        return tuple(self.cell(name) for name in FIELDS)

    @property
    def decided(self) -> tuple[str, str]:
        """The decision that it records: its ID, and the requisition's compared key."""
        return self.cell("decision_id"), key_of(self.requisition)


@dataclass(frozen=True)
class HistoryLog:
    """What `BP History` holds.

    Attributes:
        lines: All lines under the keys of today, in the order of their times.
        problems: Rows that are ignored, and why.
    """

    lines: Sequence[Line] = ()
    problems: Sequence[Problem] = ()

    @cached_property
    def shelvings(self) -> Mapping[str, Sequence[Texts]]:
        """Candidate's compared key → the earlier shelvings, in the order in which runs saw them."""
        found: dict[str, list[Texts]] = {}
        for line in self.lines:
            if line.kind is Kind.SHELVED:
                found.setdefault(key_of(line.candidate), []).append(line.shelving)
        return found

    @cached_property
    def decided(self) -> Collection[tuple[str, str]]:
        """The decisions that are recorded, as `Line.decided` names them."""
        return {line.decided for line in self.lines if line.kind in DECISIONS}

    @cached_property
    def contacted(self) -> Mapping[tuple[str, str], Line]:
        """The decisions to contact a candidate, by what `Line.decided` names them, whether or not they were sent."""
        return {line.decided: line for line in self.lines if line.kind is Kind.CONTACTED}

    @cached_property
    def not_sent(self) -> Collection[tuple[str, str]]:
        """The decisions whose message was not sent, as `Line.decided` names them."""
        return {line.decided for line in self.lines if line.kind is Kind.NOT_SENT}

    def decisions(self, requisition: str) -> list[Line]:
        """The decisions for a requisition, oldest first, each once: that a message was not sent is no further one."""
        wanted = key_of(requisition)
        lines = (line for line in self.lines if line.kind in DECISIONS and key_of(line.requisition) == wanted)
        return [line for line in lines if line.kind is not Kind.NOT_SENT or line.decided not in self.contacted]

    def about(self, keys: Collection[str]) -> list[Line]:
        """The lines about candidates, by their compared keys."""
        return [line for line in self.lines if key_of(line.candidate) in keys]


def shelving_line(at: datetime, candidate: str, texts: Texts) -> Line:
    """The line of an earlier shelving."""
    return Line(at, Kind.SHELVED, candidate, dict(zip(FIELDS, (text or "" for text in texts), strict=True)))


def rekeyed_line(at: datetime, candidate: str, requisition: str, old: str) -> Line:
    """The line of a corrected key: of a candidate or of a requisition, whose new key is not ""."""
    return Line(at, Kind.REKEYED, candidate, {"req_id": requisition, "before": old})


def rows_for(lines: Iterable[Line], tabs: Mapping[str, Sequence[Row]]) -> list[Row]:
    """Lines as rows, with their cells in the present order of the columns of `BP History`."""
    rows = [_row(line) for line in lines]
    header = _header(tabs)
    moved = header and list(HEADERS[: len(header)]) != header[: len(HEADERS)]
    return arranged(rows, column_places(HEADERS, header) if moved else None)


def _row(line: Line) -> Row:
    own = {"at": instant_text(line.at), "kind": str(line.kind), "candidate": line.candidate}
    cells = {**line.cells, **own}
    return [text_of(cells.get(column.id, "")[:LONGEST]) or None for column in HISTORY_COLUMNS]


def _header(tabs: Mapping[str, Sequence[Row]]) -> list[str]:
    rows = tabs.get(BP_HISTORY, ())
    return [text_of(cell) for cell in rows[0]] if rows else []


def read_history(tabs: Mapping[str, Sequence[Row]]) -> HistoryLog:
    """What the rows of `BP History` hold; a row that cannot be read is ignored and reported."""
    places = column_places(HEADERS, _header(tabs))
    lines, problems = [], []
    for number, row in enumerate(tabs.get(BP_HISTORY, ())[1:], start=2):
        cells = {_IDS[name]: text_of(cell_at(row, index)) for name, index in places.items()}
        if not any(cells.values()):
            continue
        line = _read({name: text for name, text in cells.items() if text})
        if line:
            lines.append(line)
        else:
            message = "This row is no line of the history, so it is ignored: undo the change, or delete the row."
            problems.append(Problem(BP_HISTORY, "", "", "", message, number))
    return HistoryLog(_rekeyed(sorted(lines, key=lambda line: line.at)), problems)


def _read(cells: dict[str, str]) -> Line | None:
    at = read_instant(cells.pop("at", ""))
    try:
        kind = Kind(cells.pop("kind", ""))
    except ValueError:
        return None
    line = Line(at, kind, cells.pop("candidate", ""), cells) if at else None
    if line is None or (kind in DECISIONS and not all(line.decided)):
        return None
    if kind is Kind.REKEYED:
        return line if line.cell("before") and bool(line.candidate) != bool(line.requisition) else None
    return line if line.candidate else None


def _rekeyed(lines: Iterable[Line]) -> list[Line]:
    found: list[Line] = []
    for line in lines:
        if line.kind is Kind.REKEYED:
            old = key_of(line.cell("before"))
            moved = _with_candidate if line.candidate else _with_requisition
            found = [moved(one, old, line) for one in found]
        found.append(line)
    return found


def _with_candidate(line: Line, old: str, corrected: Line) -> Line:
    return replace(line, candidate=corrected.candidate) if key_of(line.candidate) == old else line


def _with_requisition(line: Line, old: str, corrected: Line) -> Line:
    named = {name: corrected.requisition for name in ("req_id", "shelved_from") if key_of(line.cell(name)) == old}
    return replace(line, cells={**line.cells, **named}) if named and line.kind is not Kind.REKEYED else line
