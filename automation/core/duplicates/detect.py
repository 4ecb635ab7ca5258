"""Rows that may be the same person, for a recruiter to decide about. Nothing is merged here.

blocking.py chooses the pairs to compare and pair_scoring.py scores them. Pairs with enough points are joined into
groups, the highest score first, unless two rows of the group contradict each other.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from types import MappingProxyType
from typing import NamedTuple

from automation.core.duplicates.blocking import pairs_to_compare, supported_pairs
from automation.core.duplicates.name_screen import worth_comparing
from automation.core.duplicates.pair_scoring import ENOUGH, TWO_PEOPLE, Evidence, Row, compared, in_words, points_of
from automation.core.identity.contact_ids import email_identity, phone_identity, profile_identity
from automation.core.identity.name_comparison import telling
from automation.core.identity.one_person import forms_of
from automation.core.parsing.locations.reader import read_location
from automation.core.taxonomy.title_names import title_words
from automation.core.text import key_of

# A pair with so few points is two people, even if a third row is like both.
CONTRADICTION = -2.0
LARGEST_GROUP = 50
# A value that more rows share (a switchboard, a mailing list) says nothing about any of them.
MOST_SHARED = 12
# A name that more rows have is common.
NAMESAKES = 6
# A column of the user's own identifies rows if each of its values is, on average, on no more rows than this.
TELLS_APART = 3
# Most rows have no other columns, and 20,000 empty dictionaries would take 1 MB.
_NO_CELLS: Mapping[str, str] = MappingProxyType({})


class Person(NamedTuple):
    """What a row says about a candidate's identity, as typed; "" is unknown.

    Attributes:
        key: Names the row; no two rows have the same.
        others: Header and value of columns that the program does not know. They are compared, never interpreted.
    """

    key: str
    name: str = ""
    preferred_name: str = ""
    email: str = ""
    phone: str = ""
    profile: str = ""
    title: str = ""
    company: str = ""
    place: str = ""
    others: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Duplicate:
    """Two rows that may be one person.

    Attributes:
        one: The key that sorts first.
        other: The other key.
        evidence: What speaks for it, such as "same phone", the strongest first; () where only a third row joins them.
    """

    one: str
    other: str
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Compared:
    """What a comparison of rows found.

    Attributes:
        duplicates: The pairs of rows that may be one person, by key.
        together: The keys of the rows that may be one person with another one, depending on more than names.
        identifying: The headers of the user's own columns that identify rows.
    """

    duplicates: Sequence[Duplicate]
    together: AbstractSet[str]
    identifying: AbstractSet[str]


def find_duplicates(people: Iterable[Person]) -> Sequence[Duplicate]:
    """The pairs of rows that may be one person, by key; the order of the rows does not matter."""
    return compare_people(people).duplicates


def compare_people(people: Iterable[Person]) -> Compared:
    """Compare rows; their order does not matter."""
    ordered = sorted(people, key=lambda person: (key_of(person.key), person.key))
    cells = [compared_cells(person.others) for person in ordered]
    identifying = identifying_columns(cells)
    rows, keys = _prepared(ordered, _telling_cells(cells, identifying)), [person.key for person in ordered]
    # What follows takes most memory.
    del people, ordered, cells
    pairs, together = pairs_to_compare(rows)
    found = {}
    for one, other in worth_comparing(rows, pairs):
        evidence = compared(rows[one], rows[other])
        if evidence is not TWO_PEOPLE:
            together |= {one, other}
        if points_of(evidence) >= ENOUGH:
            found[one, other] = evidence
    joined = {pair for group in _groups(rows, found) for pair in combinations(group, 2)}
    duplicates = [
        Duplicate(keys[one], keys[other], in_words(found.get((one, other), ())))
        for one, other in sorted(joined | found.keys())
    ]
    return Compared(duplicates, {keys[number] for number in together}, identifying.keys())


def may_meet(people: Sequence[Person]) -> set[str]:
    """The keys of the rows that another title, town or company could have made one person with another of these."""
    rows = _prepared(people, [{}] * len(people))
    pairs, together = supported_pairs(rows)
    for one, other in worth_comparing(rows, pairs):
        if compared(rows[one], rows[other]) is not TWO_PEOPLE:
            together |= {one, other}
    return {people[number].key for number in together}


def identifying_columns(cells: Iterable[Mapping[str, str]]) -> Mapping[str, Counter[str]]:
    """The user's own columns that identify rows: header → how many rows have each value.

    Args:
        cells: For each row header → compared value, as `compared_cells` gives them.
    """
    columns: dict[str, Counter[str]] = defaultdict(Counter)
    for own in cells:
        for header, value in own.items():
            columns[header][value] += 1
    return {header: counts for header, counts in columns.items() if counts.total() <= TELLS_APART * len(counts)}


def compared_cells(own: Sequence[tuple[str, str]]) -> Mapping[str, str]:
    """The cells of a row in the user's own columns, as they are compared, by header."""
    return {header: key_of(value) for header, value in own} if own else _NO_CELLS


def _prepared(people: Sequence[Person], own: Sequence[Mapping[str, str]]) -> list[Row]:
    names = [forms_of(person.name, person.preferred_name) for person in people]
    namesakes = Counter(tuple(sorted(forms[0])) for forms in names)
    columns = zip(
        people,
        names,
        _telling_values([email_identity(person.email) for person in people]),
        _telling_values([phone_identity(person.phone) for person in people]),
        _telling_values([profile_identity(person.profile) for person in people]),
        own,
        strict=True,
    )
    return [
        Row(
            forms,
            bool(forms[0]) and namesakes[tuple(sorted(forms[0]))] > NAMESAKES,
            email,
            phone,
            profile,
            *_title(person.title),
            key_of(person.company),
            person.place,
            *_town(person.place),
            cells,
        )
        for person, forms, email, phone, profile, cells in columns
    ]


@lru_cache(maxsize=50_000)
def _title(text: str) -> tuple[frozenset[str], str]:
    """The telling words of a title, and all of them in one text."""
    words = frozenset(title_words(text))
    return words, " ".join(sorted(words))


@lru_cache(maxsize=50_000)
def _town(text: str) -> tuple[str, bool]:
    """The first town that a place may mean, and whether it is in the gazetteer."""
    spots = (spot for place in read_location(text).here for spot in place.spots)
    return next(((spot.town, spot.at is not None) for spot in spots if spot.town), ("", False))


def _telling_values(values: Sequence[str]) -> list[str]:
    counts = Counter(values)
    return [value if counts[value] <= MOST_SHARED else "" for value in values]


def _telling_cells(
    cells: Sequence[Mapping[str, str]], identifying: Mapping[str, Counter[str]]
) -> list[Mapping[str, str]]:
    """Per row, the cells of the columns that identify rows, without values that too many rows share."""
    return [
        {
            header: value
            for header, value in own.items()
            if header in identifying and identifying[header][value] <= MOST_SHARED
        }
        if own
        else own
        for own in cells
    ]


def _groups(rows: Sequence[Row], found: Mapping[tuple[int, int], Evidence]) -> list[list[int]]:
    """Groups of rows, joined pair by pair, the highest score first."""
    groups: dict[int, list[int]] = {}
    for one, other in sorted(found, key=lambda pair: (-points_of(found[pair]), pair)):
        ours, theirs = groups.get(one, [one]), groups.get(other, [other])
        if ours is theirs or len(ours) + len(theirs) > LARGEST_GROUP:
            continue
        if not any(_contradict(rows[a], rows[b]) for a in ours for b in theirs):
            together = sorted([*ours, *theirs])
            groups.update(dict.fromkeys(together, together))
    return [members for number, members in groups.items() if number == members[0]]


def _contradict(one: Row, other: Row) -> bool:
    """Whether two rows cannot be one person. One-word names may be two halves of one name."""
    evidence = compared(one, other)
    if evidence is TWO_PEOPLE:
        return all(len(telling(row.names[0])) > 1 for row in (one, other))
    return points_of(evidence) <= CONTRADICTION
