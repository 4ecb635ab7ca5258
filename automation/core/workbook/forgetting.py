"""The cells of the program's tabs from which forgotten people are taken out.

A tab that keeps lines about candidates needs an entry in `TABS`; the ledger's two tabs are read by line. Tabs that a
run writes whole need none: `BP Matches` and `BP Data` follow from the rows of people.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from automation.core.identity.contact_ids import phone_identity, profile_identity
from automation.core.ledger.forgetting import Redactor
from automation.core.ledger.ledger_tabs import LEDGER_TABS, column_places, read_lines, rows_of
from automation.core.model import Row, Snapshot
from automation.core.schema import (
    ACTION_COLUMNS,
    APPENDED_TABS,
    BP_ACTIONS,
    BP_HISTORY,
    BP_IMPORT,
    CANDIDATES,
    HISTORY_COLUMNS,
    IMPORT_COLUMNS,
    PROGRAM_TABS,
)
from automation.core.tabs.headers import Located, locate_all
from automation.core.tabs.previous_run import headers_of, read_published
from automation.core.text import cell_at, key_of, text_of


@dataclass(frozen=True)
class CellChange:
    """A cell of a program's tab that is to hold another text; row and column are indexes, (0, 0) is A1."""

    tab: str
    row: int
    column: int
    old: str
    new: str


@dataclass(frozen=True)
class Lines:
    """A tab of lines about candidates.

    Attributes:
        headers: Its columns, in the order in which the program makes them.
        keys: The columns that may hold a candidate's key. It is replaced by its keyed hash.
        emptied: The columns that are emptied in a line in which one of these keys is a forgotten person's.
    """

    headers: tuple[str, ...]
    keys: tuple[str, ...]
    emptied: tuple[str, ...]


# Append-only tabs besides the ledger's.
TABS: Mapping[str, Lines] = {
    BP_ACTIONS: Lines(tuple(column.header for column in ACTION_COLUMNS), ("Candidate", "Before"), ("Detail",)),
    BP_IMPORT: Lines(tuple(column.header for column in IMPORT_COLUMNS), ("Candidate",), ("Name", "Current", "Offered")),
    BP_HISTORY: Lines(
        tuple(column.header for column in HISTORY_COLUMNS),
        ("Candidate", "Before"),
        (
            *("Reason", "Shelved on", "Shelved from", "Shelve reason", "Reason detail", "Stage reached"),
            *("Why then", "Why now", "Gaps", "Confirm first", "Excluded"),
        ),
    ),
}


def redacted_cells(tabs: Mapping[str, Sequence[Row]], redactor: Redactor) -> list[CellChange]:
    """The cells of all program tabs that still name a forgotten person."""
    found = [change for tab, lines in TABS.items() for change in _in_lines(tab, tabs.get(tab, ()), lines, redactor)]
    return [*found, *_in_ledger(tabs, redactor)]


def _in_lines(tab: str, rows: Sequence[Row], lines: Lines, redactor: Redactor) -> Iterator[CellChange]:
    places = column_places(lines.headers, [text_of(cell) for cell in rows[0]] if rows else [])
    for index, row in enumerate(rows[1:], start=1):
        cells = {header: text_of(cell_at(row, places[header])) for header in (*lines.keys, *lines.emptied)}
        hidden = {header: redactor.hidden(cells[header]) for header in lines.keys if redactor.covers(cells[header])}
        wanted = hidden | dict.fromkeys(lines.emptied, "") if hidden else {}
        for header, new in wanted.items():
            if cells[header] != new:
                yield CellChange(tab, index, places[header], cells[header], new)


def _in_ledger(tabs: Mapping[str, Sequence[Row]], redactor: Redactor) -> Iterator[CellChange]:
    lines = read_lines(tabs)
    made = {number: rows_of([event], number) for number, event in redactor.lines(lines.events).items()}
    for tab in LEDGER_TABS:
        rows, names = tabs.get(tab, ()), [text_of(cell) for cell in headers_of(PROGRAM_TABS[tab])]
        places = lines.places.get(tab) or {name: index for index, name in enumerate(names)}
        for index, row in enumerate(rows[1:], start=1):
            number = text_of(cell_at(row, places["Line"]))
            wanted = made.get(int(number), {}).get(tab) if number.isdecimal() else None
            for name, cell in zip(names, wanted[0], strict=True) if wanted else ():
                old, new = text_of(cell_at(row, places[name])), text_of(cell)
                if old != new:
                    yield CellChange(tab, index, places[name], old, new)


def only_theirs(tabs: Mapping[str, Sequence[Row]], cells: Sequence[CellChange]) -> list[CellChange]:
    """The cells whose text no other line of their column holds. A text that others hold too points to no one person."""
    changed = Counter((one.tab, one.column, one.old) for one in cells)
    shown = {
        place: sum(text_of(cell_at(row, place[1])) == place[2] for row in tabs.get(place[0], ())[1:])
        for place in changed
    }
    return [one for one in cells if one.old and shown[place := (one.tab, one.column, one.old)] <= changed[place]]


_DIGITS = re.compile(r"\D+")
# A shorter text, such as the ID 7, is no sign of a person.
_SHORTEST = 6


@dataclass(frozen=True)
class Traces:
    """The texts by which a person is found: full names, addresses, phone numbers and profiles.

    Attributes:
        texts: In lower case.
        phones: As `phone_identity` gives them.
    """

    texts: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()

    @classmethod
    def of(cls, people: Iterable[object]) -> "Traces":
        """The traces of rows of the candidates' frame."""
        texts: set[str] = set()
        phones: set[str] = set()
        for row in people:
            written = (row.key, row.email, *row.typed_as, row.profile_url, profile_identity(row.profile_url or ""))  # type: ignore[attr-defined]
            named = [name for name in (row.name, row.preferred_name) if name and " " in name]  # type: ignore[attr-defined]
            texts.update(" ".join(text.lower().split()) for text in (*written, *named) if text)
            phones.add(phone_identity(row.phone or ""))  # type: ignore[attr-defined]
        return cls(frozenset(text for text in texts if len(text) >= _SHORTEST), frozenset(phones - {""}))

    def __bool__(self) -> bool:
        return bool(self.texts or self.phones)

    def found_in(self, text: str) -> bool:
        """Whether a text contains one of them."""
        lowered = " ".join(text.lower().split())
        if any(_stands_in(one, lowered) for one in self.texts):
            return True
        digits = _DIGITS.sub("", text) if self.phones else ""
        return any(phone in digits for phone in self.phones)


def _stands_in(wanted: str, text: str) -> bool:
    """Whether a text contains another one, not as a part of longer words."""
    at = text.find(wanted)
    while at >= 0:
        around = text[at - 1 : at] + text[at + len(wanted) : at + len(wanted) + 1]
        if not any(char.isalnum() for char in around):
            return True
        at = text.find(wanted, at + 1)
    return False


@dataclass(frozen=True)
class Mention:
    """A cell that mentions a person.

    Attributes:
        tab: As it is called in the workbook.
        row: Its number, as people count.
        header: Of its column, "" for none.
        namesake: The key of the row, if the cell is the name in a row of Candidates: another person may be called so.
    """

    tab: str
    row: int
    header: str
    namesake: str = ""


def mentions(tabs: Mapping[str, Sequence[Row]], traces: Traces) -> list[Mention]:
    """Where people's tabs, and lines of the program's, mention a person; not the cells that the last run wrote."""
    found = []
    located = {one.name: one for one in locate_all(tabs).values()}
    published = read_published(Snapshot(tabs)).columns
    for tab, rows in tabs.items() if traces else ():
        headers = rows[0] if rows else ()
        at = located.get(tab)
        for index, row in enumerate(rows if tab not in PROGRAM_TABS or tab in APPENDED_TABS else ()):
            key = at.key(row) if at and index else ""
            ours = published.get(at.tab, {}).get(key_of(key), {}) if at and key else {}
            for column, cell in enumerate(row):
                text, header = text_of(cell), text_of(cell_at(headers, column))
                if not traces.found_in(text) or (text and text == text_of(ours.get(header))):
                    continue
                is_name = at is not None and at.tab == CANDIDATES and column in _names_of(at)
                found.append(Mention(tab, index + 1, header, key if is_name else ""))
    return found


def _names_of(located: Located) -> AbstractSet[int]:
    """The columns in which a candidate's name stands."""
    fields = located.headers.fields
    return {*located.headers.parts.values(), *(fields[one] for one in ("name", "preferred_name") if one in fields)}
