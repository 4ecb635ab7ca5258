"""Which pairs of rows are worth comparing; comparing all with all would take too long.

Rows that share a value are in one block, and the pairs of each block are compared. A block that grows too large is
skipped: a value that so many rows share says little about any two of them.
"""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from itertools import chain, combinations

import numpy as np
import numpy.typing as npt

from automation.core.duplicates.pair_scoring import Row
from automation.core.identity.name_comparison import Name, telling
from automation.core.identity.word_comparison import is_telling
from automation.core.taxonomy.bundled_data import nicknames

# Loose blocks share only something like a name, so they must be smaller.
LARGEST_BLOCK, LARGEST_LOOSE_BLOCK = 50, 8


# Two columns: the numbers of the rows of a pair, the smaller one first. As tuples, 100,000 pairs would take 10 MB.
Pairs = npt.NDArray[np.int64]


def pairs_to_compare(rows: Sequence[Row]) -> tuple[Pairs, set[int]]:
    """The pairs that share a block. Other pairs hardly ever reach `ENOUGH` points: they would need typos everywhere.

    Returns:
        The pairs, and the rows in blocks that are too large, but not loose.
    """
    alone = _single_words(rows)
    # One after the other: the values take 10 MB for 20,000 rows.
    pairs, crowded = _pairs_in_blocks(rows, alone)
    return _each_once(np.concatenate([pairs, _pairs_in_loose_blocks(rows, alone)])), crowded


def supported_pairs(rows: Sequence[Row]) -> tuple[Pairs, set[int]]:
    """Those of `pairs_to_compare` that share a part of a name, and with it a town, a company or a title."""
    blocks, alone = _Blocks(LARGEST_BLOCK), _single_words(rows)
    for number, row in enumerate(rows):
        for name in row.names:
            blocks.add(number, _supported(row, [*_name_keys(name), *_heads(name, alone)]))
    return blocks.pairs(), blocks.crowded()


def _single_words(rows: Sequence[Row]) -> set[str]:
    """The names that are one word."""
    return {words[0] for row in rows for words in [telling(row.names[0])] if len(words) == 1}


def _pairs_in_blocks(rows: Sequence[Row], alone: AbstractSet[str]) -> tuple[Pairs, set[int]]:
    blocks = _Blocks(LARGEST_BLOCK)
    for number, row in enumerate(rows):
        blocks.add(number, _identity_blocks(row))
        for name in row.names:
            blocks.add(number, _supported(row, [*_name_keys(name), *_heads(name, alone)]))
    return blocks.pairs(), blocks.crowded()


def _pairs_in_loose_blocks(rows: Sequence[Row], alone: AbstractSet[str]) -> Pairs:
    loose = _Blocks(LARGEST_LOOSE_BLOCK)
    for number, row in enumerate(rows):
        for name in row.names:
            loose.add(number, [" ".join(sorted(name)), *_consonants(name), *_frames(name), *_heads(name, alone)])
        if row.email:
            loose.add(number, ["@" + row.email.partition("@")[2]])
    return loose.pairs()


def _heads(name: Name, alone: AbstractSet[str]) -> list[str]:
    """The words of a name that are another row's whole name."""
    return [word for word in name if word in alone]


class _Blocks:
    """Rows by shared value. Rows must be added in order; a value that only one row has gets no list."""

    def __init__(self, largest: int) -> None:
        self._largest = largest
        self._first: dict[str, int] = {}
        self._members: dict[str, list[int]] = {}

    def add(self, number: int, blocks: Iterable[str]) -> None:
        for block in blocks:
            first = self._first.setdefault(block, number)
            if first != number:
                members = self._members.setdefault(block, [first])
                if members[-1] != number:
                    members.append(number)

    def crowded(self) -> set[int]:
        """The rows in blocks that are too large."""
        return set[int]().union(*(members for members in self._members.values() if len(members) > self._largest))

    def pairs(self) -> Pairs:
        """Each pair once, in order."""
        shared = (members for members in self._members.values() if len(members) <= self._largest)
        numbers = chain.from_iterable(combinations(members, 2) for members in shared)
        return _each_once(np.fromiter(chain.from_iterable(numbers), dtype=np.int64).reshape(-1, 2))


def _each_once(pairs: Pairs) -> Pairs:
    """The pairs in order; as single numbers they are sorted ten times as fast."""
    found = np.unique(pairs[:, 0] << _HALF | pairs[:, 1])
    return np.stack([found >> _HALF, found & ((1 << _HALF) - 1)], axis=1)


# Bits of half a number.
_HALF = 32


def _identity_blocks(row: Row) -> list[str]:
    own = [f"{header}: {value}" for header, value in row.others.items()]
    return [*filter(None, (row.email, row.email.partition("@")[0], row.phone, row.profile)), *own]


def _supported(row: Row, keys: Sequence[str]) -> list[str]:
    """Each part of the name with the town, the company and the title, which would support it."""
    return [f"{key}/{support}" for support in (row.town, row.company, row.work) if support for key in keys]


def _name_keys(name: Name) -> list[str]:
    """Each word of a name with the initial of another: "smith j"."""
    initials = list(map(_initials, name))
    return [
        f"{word} {initial}"
        for place, word in enumerate(name)
        if is_telling(word)
        for other, found in enumerate(initials)
        if other != place
        for initial in found
    ]


@lru_cache(maxsize=50_000)
def _initials(word: str) -> frozenset[str]:
    """The initial of a word, and of the full names that it is short for; none for a number."""
    if not word[0].isalpha():
        return frozenset()
    full = nicknames().get(word)
    return frozenset([word[0], *(name[0] for name in full)]) if full else _only(word[0])


@cache
def _only(initial: str) -> frozenset[str]:
    return frozenset([initial])


_VOWELS = frozenset("aeiouy")


def _consonants(name: Name) -> Iterator[str]:
    """All the consonants of a name, which typos and order rarely change; also with the full names of nicknames."""
    words, formal = telling(name), nicknames()
    yield "".join(sorted({*"".join(words)} - _VOWELS))
    for place, word in enumerate(words):
        for full in formal.get(word, ()):
            yield "".join(sorted({*"".join([*words[:place], full, *words[place + 1 :]])} - _VOWELS))


def _frames(name: Name) -> list[str]:
    """Each word of a name with both ends of another, where typos are rare: "smith j…n"."""
    return [
        f"{word} {other[0]}…{other[-1]}"
        for word in name
        if is_telling(word)
        for other in name
        if other != word and other[0].isalpha()
    ]
