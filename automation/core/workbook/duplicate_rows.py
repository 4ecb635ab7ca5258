"""Rows of `Candidates` that may be one person under two keys: a hint on both, never a merge.

Rows that share a key are reported where rows are parsed, in row_parser.py.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice

from automation.core.duplicates.detect import Duplicate, Person
from automation.core.identity.contact_ids import email_identity, phone_identity, profile_identity
from automation.core.ledger.persons import Persons
from automation.core.model import QUOTED, Cell, CellError, Problem
from automation.core.parsing import blank
from automation.core.parsing.exported import restored
from automation.core.parsing.identifiers import lost_digits
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
    own, cells = own_columns(candidates), {}
    for row, key in zip(candidates.rows[1:], candidates.keys, strict=True) if own else ():
        texts = tuple((title, text_of(row[place])) for place, title in own.items() if _says(cell_at(row, place)))
        cells[key] = texts
    return cells


def own_columns(candidates: Located) -> Mapping[int, str]:
    """The columns of people's own: index → header."""
    known = candidates.headers.known
    titles = {place: text_of(cell) for place, cell in enumerate(candidates.rows[0]) if place not in known}
    return {place: title[:QUOTED] for place, title in titles.items() if title and not title.startswith("BP ")}


def _says(cell: Cell) -> bool:
    """Whether a cell is evidence. A tick, a failed formula and a damaged number are not, not even as text."""
    cell = restored(cell)
    if isinstance(cell, CellError | bool) or not _SHORTEST <= len(text_of(cell)) <= _LONGEST:
        return False
    return not blank(cell) and not lost_digits(cell)


def people_of(book: Book, own: OwnCells) -> list[Person]:
    """The candidates of a workbook in the order of rows, as `find_duplicates` takes them."""
    columns = ["key", "name", "preferred_name", "email", "phone", "profile_url", "title", "company", "location"]
    rows = zip(*(book.candidates[column] for column in columns), strict=True)
    return [
        Person(key, name, preferred, email, phone, profile, title, company, place, own.get(index, ()))
        for index, (key, name, preferred, email, phone, profile, title, company, place) in zip(
            book.candidates.index, rows, strict=True
        )
    ]


def undecided(found: Iterable[Duplicate], persons: Persons) -> list[Duplicate]:
    """The pairs without those of rows that a person merged."""
    return [one for one in found if not _merged(one.one, one.other, persons)]


def _merged(one: str, other: str, persons: Persons) -> bool:
    rows = (persons.merged.get(key_of(key), key_of(key)) for key in (one, other))
    return len(set(rows)) == 1


def double_problems(book: Book, duplicates: Iterable[Duplicate], persons: Persons) -> Iterable[Problem]:
    """Hints on both rows: rows that may be one person, and different people with one address, number or profile.

    Args:
        book: The workbook.
        duplicates: The rows that may be one person.
        persons: Which rows are one person.
    """
    people = people_of(book, {})
    rows = dict(zip(book.candidates["key"], book.candidates["row"], strict=True))
    alike: dict[str, dict[str, Duplicate]] = defaultdict(dict)
    for found in undecided(duplicates, persons):
        alike[found.one][found.other] = alike[found.other][found.one] = found
    for person in people:
        if person.key in alike:
            header, message = book.header(CANDIDATES, "name"), _may_be(alike[person.key])
            yield Problem(CANDIDATES, person.key, header, person.name, message, rows[person.key])
    one_person = {person.key: persons.keys_of(key_of(person.key)) for person in people}
    first_row = {key: keys[0] for key, keys in one_person.items()}
    for person, message in _at_one_mailbox(people, alike, one_person, persons):
        yield Problem(CANDIDATES, person.key, "e-mail", person.email, message, rows[person.key])
    for words, values in _identities(people).items():
        for person, message in _shared(people, words, values, alike, first_row):
            value = person.email if words == "e-mail" else person.phone if words == "phone" else person.profile
            yield Problem(CANDIDATES, person.key, words, value, message, rows[person.key])


def _may_be(alike: Mapping[str, Duplicate]) -> str:
    """Rows with evidence of their own come before those that only a third row connects."""
    keys = sorted(alike, key=lambda key: (not alike[key].evidence, key_of(key)))
    shown = [f"{key} ({', '.join(alike[key].evidence)})" if alike[key].evidence else key for key in keys[:NAMED]]
    both = "the two rows" if len(keys) == 1 else "the rows"
    return f"May be the same person as {and_more(shown, len(keys))}: merge {both}, or leave them."


def _at_one_mailbox(
    people: Sequence[Person],
    alike: Mapping[str, Collection[str]],
    one_person: Mapping[str, Sequence[str]],
    persons: Persons,
) -> Iterable[tuple[Person, str]]:
    """Rows that count as one person because of their mailbox, although nothing else on them says so."""
    shown = {key_of(person.key): person.key for person in people}
    for person in people:
        if len(one_person[person.key]) == 1:
            # Most rows are one person each.
            continue
        own = [key for key in one_person[person.key] if not _merged(key, person.key, persons)]
        reported = {key for key in alike.get(person.key, ()) if key_of(key) in own}
        count = len(own) - len(reported)
        if count:
            known = {key_of(key) for key in (person.key, *reported)}
            others = islice((shown.get(key, key) for key in own if key not in known), NAMED)
            same = f"Same e-mail as {and_more(list(others), count)}"
            yield person, f"{same}, so they count as one person: merge the rows, or give each an e-mail of its own."


def _identities(people: Sequence[Person]) -> Mapping[str, Sequence[str]]:
    """What a message calls an identity → its value for each person."""
    return {
        "e-mail": [_mailbox_and_tag(person.email) for person in people],
        "phone": [phone_identity(person.phone) for person in people],
        "profile": [profile_identity(person.profile) for person in people],
    }


def _mailbox_and_tag(email: str) -> str:
    """A mailbox with its tag. An agency's people have tags of their own at one mailbox, which is no mistake."""
    mailbox = email_identity(email)
    return f"{email.partition('@')[0].partition('+')[2]}+{mailbox}" if mailbox else ""


def _shared(
    people: Sequence[Person],
    words: str,
    values: Sequence[str],
    alike: Mapping[str, Collection[str]],
    first_row: Mapping[str, str],
) -> Iterable[tuple[Person, str]]:
    """The same address, number or profile on rows that do not look like one person.

    Args:
        people: The rows.
        words: What the messages call it.
        values: Each row's value; "" for none.
        alike: Key → the rows that a hint on its row names already.
        first_row: Key → the compared key of the first row that counts as the same person.
    """
    rows = Counter(values)
    shared = [(person, value) for person, value in zip(people, values, strict=True) if value and rows[value] > 1]
    value_of = {person.key: value for person, value in shared}
    holders: dict[str, list[str]] = defaultdict(list)
    for key in sorted(value_of):
        holders[value_of[key]].append(key)
    own_rows = Counter((value, first_row[key]) for key, value in value_of.items())
    for person, value in shared:
        keys, own = holders[value], first_row[person.key]
        reported = {key for key in alike.get(person.key, ()) if value_of.get(key) == value and first_row[key] != own}
        count = len(keys) - own_rows[value, own] - len(reported)
        if count > 0:
            others = islice((key for key in keys if first_row[key] != own and key not in reported), NAMED)
            same = f"Same {words} as {and_more(list(others), count)}"
            yield person, f"{same}, but they look like two people: correct it, or merge the rows."
