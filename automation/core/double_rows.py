"""Rows of `Candidates` that may be one person under two keys: a hint on both, never a merge.

Rows with one key are told where rows are read, in frames.py.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from automation.core.duplicates import Duplicate, Person, find_duplicates
from automation.core.frames import QUOTED, Book
from automation.core.headers import match_headers, require_tab, row_key
from automation.core.identities import email_identity, phone_identity, profile_identity
from automation.core.model import CellError, Problem, Snapshot, each_row
from automation.core.normalize import blank
from automation.core.schema import CANDIDATES, PEOPLES_TABS
from automation.core.text import cell_at, key_of, text_of

# How many other rows a message names.
NAMED = 3
# Shorter cells say too little to tell that two rows are one person, and longer ones are prose.
_SHORTEST, _LONGEST = 4, 100

# Compared key → header and text of the cells in columns that the program does not know.
OwnCells = Mapping[str, tuple[tuple[str, str], ...]]


def own_cells(snapshot: Snapshot) -> OwnCells:
    """What people keep about candidates in columns of their own; it is compared between rows, never interpreted."""
    rows = require_tab(snapshot.tabs, CANDIDATES)
    headers = match_headers(PEOPLES_TABS[CANDIDATES], rows)
    known = set(headers.fields.values())
    titles = {place: text_of(cell) for place, cell in enumerate(rows[0]) if place not in known}
    own = {place: title[:QUOTED] for place, title in titles.items() if title and not title.startswith("BP ")}
    cells = {}
    for row in rows[1:] if own else ():
        texts = tuple((title, text_of(row[place])) for place, title in own.items() if _says(cell_at(row, place)))
        cells[key_of(row_key(CANDIDATES, headers, row))] = texts
    return cells


def _says(cell: Any) -> bool:
    return not isinstance(cell, CellError) and _SHORTEST <= len(text_of(cell)) <= _LONGEST and not blank(cell)


def people_of(book: Book, own: OwnCells) -> list[Person]:
    """Everybody in a workbook, as duplicates are looked for."""
    return [
        Person(
            row.key, row.name, row.preferred_name, row.email, row.phone, row.profile_url, row.title, row.company,
            row.location, own.get(row.Index, ()),
        )
        for row in each_row(book.candidates)
    ]  # fmt: skip


def double_problems(book: Book, own: OwnCells) -> Iterable[Problem]:
    """Hints on both rows, in the order of rows: who may be the same person, and who shares what only one can have."""
    alike: dict[str, dict[str, Duplicate]] = defaultdict(dict)
    for found in find_duplicates(people_of(book, own)):
        alike[found.one][found.other] = alike[found.other][found.one] = found
    for candidate in each_row(book.candidates):
        if candidate.key in alike:
            yield _problem(candidate, "Name", candidate.name, _may_be(alike[candidate.key]))
    for field_id, words, identity in _IDENTITIES:
        yield from _shared(book, field_id, words, identity, alike)


def _problem(candidate: Any, column: str, value: str, message: str) -> Problem:
    return Problem(CANDIDATES, candidate.key, column, value, message, candidate.row)


def _may_be(alike: Mapping[str, Duplicate]) -> str:
    """Rows that speak for themselves come before those that only a third row joins."""
    keys = sorted(alike, key=lambda key: (not alike[key].evidence, key_of(key)))
    shown = [f"{key} ({', '.join(alike[key].evidence)})" if alike[key].evidence else key for key in keys[:NAMED]]
    both = "the two rows" if len(keys) == 1 else "the rows"
    return f"May be the same person as {_listed(shown, len(keys))}: merge {both}, or leave them."


def _listed(shown: Sequence[str], count: int) -> str:
    """The first ones, and how many more."""
    return f"{', '.join(shown)} and {count - len(shown)} more" if count > len(shown) else ", ".join(shown)


_IDENTITIES: Sequence[tuple[str, str, Callable[[str], str]]] = (
    ("email", "e-mail", email_identity),
    ("phone", "phone", phone_identity),
    ("profile_url", "profile", profile_identity),
)


def _shared(
    book: Book, field_id: str, words: str, identity: Callable[[str], str], alike: Mapping[str, Mapping[str, Duplicate]]
) -> Iterable[Problem]:
    """The same address, number or profile on rows that do not look like one person."""
    values = {row.key: identity(getattr(row, field_id)) for row in each_row(book.candidates)}
    holders: dict[str, list[str]] = defaultdict(list)
    for key in sorted(values):
        if values[key]:
            holders[values[key]].append(key)
    for candidate in each_row(book.candidates):
        own = candidate.key
        told = {key for key in alike.get(own, ()) if values[key] == values[own]}
        keys = holders.get(values[own], ())
        count = len(keys) - 1 - len(told)
        if count > 0:
            others = list(islice((key for key in keys if key != own and key not in told), NAMED))
            same = f"Same {words} as {_listed(others, count)}"
            message = f"{same}, but they look like two people: correct it, or merge the rows."
            yield _problem(candidate, words, getattr(candidate, field_id), message)
