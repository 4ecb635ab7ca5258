"""Which rows with one mailbox are one person, by their names and by the tags of their addresses.

Most mailboxes have one owner, so rows are one person unless their names contradict that. An agency gives its people
addresses with tags of their own (agency+ana@, agency+ben@), so with two tags more of the names must agree.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, combinations, product

from automation.core.identity.name_comparison import Name, differences, read_name
from automation.core.identity.word_comparison import Difference, is_telling, sound_of, word_difference
from automation.core.taxonomy.bundled_data import nicknames

# Differences of words that are nearly the same.
_CLOSE = frozenset({Difference.NICKNAME, Difference.SLIP, Difference.KINDRED, Difference.INITIAL})


@dataclass(frozen=True)
class Namesake:
    """What a row at a mailbox says about who it is.

    Attributes:
        forms: The name, and the name with the preferred first name; () for none.
        tag: What stands after the + in the address; "" for nothing.
    """

    forms: tuple[Name, ...]
    tag: str = ""


def namesake(name: str, preferred: str = "", address: str = "") -> Namesake:
    """A row by its name, its preferred name and its address."""
    forms = tuple(form for form in forms_of(name, preferred) if form)
    return Namesake(forms, address.partition("@")[0].partition("+")[2].lower())


def forms_of(name: str, preferred: str) -> tuple[Name, ...]:
    """The name, and the name with the preferred first name."""
    full, called = read_name(name), read_name(preferred)
    if len(called) == 1 and len(full) > 1 and called[0] not in full:
        return full, (*called, *full[1:])
    return (full,)


def may_be_one(one: Namesake, other: Namesake) -> bool:
    """Whether two rows with one mailbox can be one person.

    The same first name is enough, since last names change; not so with two different tags. An empty name may be
    anyone's.
    """
    if not one.forms or not other.forms:
        return True
    tagged = bool(one.tag and other.tag and one.tag != other.tag)
    return any(_agree(first, second, tagged=tagged) for first, second in product(one.forms, other.forms))


def _agree(one: Name, other: Name, *, tagged: bool) -> bool:
    found = differences(one, other)
    if Difference.OTHER not in found and (
        Difference.JUMBLED not in found or (not tagged and _close(one, other, found))
    ):
        return True
    if tagged:
        return False
    if _is_latin(one) != _is_latin(other):
        # Names in two scripts cannot be compared.
        return True
    return one[0] == other[0] or word_difference(one[0], other[0]) in _CLOSE


def _close(one: Name, other: Name, found: Iterable[Difference]) -> bool:
    """Whether more agrees than letters in any order."""
    return not _CLOSE.isdisjoint(found) or any(map(is_telling, set(one) & set(other)))


@lru_cache(maxsize=50_000)
def _is_latin(name: Name) -> bool:
    return any("LATIN" in unicodedata.name(char, "") for char in "".join(name))


def people_at(rows: Sequence[Namesake]) -> list[list[int]]:
    """The numbers of the rows with one mailbox, by person. Where one row fits two others, all three are one person."""
    if not all(row.forms for row in rows):
        return [list(range(len(rows)))]
    leader = list(range(len(rows)))

    def lead(number: int) -> int:
        while leader[number] != number:
            leader[number] = number = leader[leader[number]]
        return number

    for one, other in _worth_comparing(rows):
        first, second = sorted((lead(one), lead(other)))
        if first != second and may_be_one(rows[one], rows[other]):
            leader[second] = first
    groups: dict[int, list[int]] = defaultdict(list)
    for number in range(len(rows)):
        groups[lead(number)].append(number)
    return list(groups.values())


def _worth_comparing(rows: Sequence[Namesake]) -> Iterator[tuple[int, int]]:
    """The pairs of rows with a word in common, or two that are nearly the same. No other pair may be one person."""
    if len(rows) < 3:
        return combinations(range(len(rows)), 2)
    blocks: dict[str, list[int]] = defaultdict(list)
    initials: dict[str, list[int]] = defaultdict(list)
    beginnings: dict[str, list[int]] = defaultdict(list)
    latin: list[int] = []
    foreign: list[int] = []
    for number, row in enumerate(rows):
        words = {word for form in row.forms for word in form}
        for block in {"".join(form) for form in row.forms}.union(*map(_kin, words)):
            blocks[block].append(number)
        for letter in {word[0] for word in words}:
            beginnings[letter].append(number)
        for letter in {word for word in words if len(word) == 1}:
            initials[letter].append(number)
        (latin if any(map(_is_latin, row.forms)) else foreign).append(number)
    return chain(
        # Most blocks of a word have the same rows.
        chain.from_iterable(combinations(members, 2) for members in set(map(tuple, blocks.values()))),
        chain.from_iterable(product(ones, beginnings[letter]) for letter, ones in initials.items()),
        product(latin, foreign),
    )


@lru_cache(maxsize=50_000)
def _kin(word: str) -> frozenset[str]:
    """Texts of which two words have one in common if they are equal, nicknames, spellings or typos of each other."""
    words = {word, *nicknames().get(word, ())}
    return frozenset(chain(words, (f"{sound_of(one)}~" for one in words), *(map(_without_letters, words))))


def _without_letters(word: str) -> Iterable[str]:
    """A word without one letter, and a long word without two. Two words with a typo between them share one."""
    if len(word) < 4:
        return ()
    shorter = {word[:at] + word[at + 1 :] for at in range(len(word))}
    if len(word) >= 8:
        shorter |= {one[:at] + one[at + 1 :] for one in shorter for at in range(len(one))}
    return (f"{one}-" for one in (*shorter, word))
