"""Rows of `Candidates` that may be one person under two keys: a hint on both, never a merge.

Rows that share a key are reported where rows are parsed, in row_parser.py.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from operator import attrgetter
from typing import Any

from automation.core.duplicates.detect import Duplicate, Person, find_duplicates
from automation.core.identity.contact_ids import email_identity, phone_identity, profile_identity
from automation.core.model import QUOTED, CellError, Problem
from automation.core.parsing import blank
from automation.core.schema import CANDIDATES
from automation.core.sentences import and_more
from automation.core.tabs.headers import Located
from automation.core.text import cell_at, key_of, text_of
from automation.core.workbook.parsed_workbook import Book

# How many other rows a message names.
NAMED = 3
# Shorter cells are no evidence that two rows are one person, and longer ones are prose.
_SHORTEST, _LONGEST = 4, 100

# Compared key → header and text of the cells in columns that the program does not know.
OwnCells = Mapping[str, tuple[tuple[str, str], ...]]


def own_cells(candidates: Located) -> OwnCells:
    """What people keep about candidates in columns of their own; it is compared between rows, never interpreted."""
    rows, known = candidates.rows, candidates.headers.known
    titles = {place: text_of(cell) for place, cell in enumerate(rows[0]) if place not in known}
    own = {place: title[:QUOTED] for place, title in titles.items() if title and not title.startswith("BP ")}
    cells = {}
    for row in rows[1:] if own else ():
        texts = tuple((title, text_of(row[place])) for place, title in own.items() if _says(cell_at(row, place)))
        cells[key_of(candidates.key(row))] = texts
    return cells


def _says(cell: Any) -> bool:
    return not isinstance(cell, CellError) and _SHORTEST <= len(text_of(cell)) <= _LONGEST and not blank(cell)


def people_of(book: Book, own: OwnCells) -> list[Person]:
    """The candidates of a workbook in the order of rows, as `find_duplicates` takes them."""
    columns = ["key", "name", "preferred_name", "email", "phone", "profile_url", "title", "company", "location"]
    rows = book.candidates[columns].itertuples(name=None)
    return [
        Person(key, name, preferred, email, phone, profile, title, company, place, own.get(index, ()))
        for index, key, name, preferred, email, phone, profile, title, company, place in rows
    ]


def double_problems(book: Book, own: OwnCells) -> Iterable[Problem]:
    """Hints on both rows: rows that may be one person, and different people with one address, number or profile."""
    people = people_of(book, own)
    rows = dict(zip(book.candidates["key"], book.candidates["row"], strict=True))
    alike: dict[str, dict[str, Duplicate]] = defaultdict(dict)
    for found in find_duplicates(people):
        alike[found.one][found.other] = alike[found.other][found.one] = found
    for person in people:
        if person.key in alike:
            yield Problem(CANDIDATES, person.key, "Name", person.name, _may_be(alike[person.key]), rows[person.key])
    for words, cell, identity in _IDENTITIES:
        for person, message in _shared(people, words, [identity(cell(person)) for person in people], alike):
            yield Problem(CANDIDATES, person.key, words, cell(person), message, rows[person.key])


def _may_be(alike: Mapping[str, Duplicate]) -> str:
    """Rows with evidence of their own come before those that only a third row connects."""
    keys = sorted(alike, key=lambda key: (not alike[key].evidence, key_of(key)))
    shown = [f"{key} ({', '.join(alike[key].evidence)})" if alike[key].evidence else key for key in keys[:NAMED]]
    both = "the two rows" if len(keys) == 1 else "the rows"
    return f"May be the same person as {and_more(shown, len(keys))}: merge {both}, or leave them."


_IDENTITIES: Sequence[tuple[str, Callable[[Person], str], Callable[[str], str]]] = (
    ("e-mail", attrgetter("email"), email_identity),
    ("phone", attrgetter("phone"), phone_identity),
    ("profile", attrgetter("profile"), profile_identity),
)


def _shared(
    people: Sequence[Person], words: str, values: Sequence[str], alike: Mapping[str, Mapping[str, Duplicate]]
) -> Iterable[tuple[Person, str]]:
    """The same address, number or profile on rows that do not look like one person."""
    value_of = {person.key: value for person, value in zip(people, values, strict=True)}
    holders: dict[str, list[str]] = defaultdict(list)
    for key in sorted(value_of):
        holders[value_of[key]].append(key)
    for person, value in zip(people, values, strict=True):
        keys = holders[value] if value else ()
        reported = {key for key in alike.get(person.key, ()) if value_of[key] == value}
        count = len(keys) - 1 - len(reported)
        if count > 0:
            others = islice((key for key in keys if key != person.key and key not in reported), NAMED)
            same = f"Same {words} as {and_more(list(others), count)}"
            yield person, f"{same}, but they look like two people: correct it, or merge the rows."
