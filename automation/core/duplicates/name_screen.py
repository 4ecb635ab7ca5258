"""Passes over pairs of rows whose names the letters alone show to be two people's.

Most pairs that share a block have one word of their names in common and another one that is quite different. All pairs
are looked at together, which is much quicker than to compare the names of each.
"""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from automation.core.duplicates.pair_scoring import Row
from automation.core.identity.word_comparison import SAME_ORDER, is_telling, nickname_difference, sound_of
from automation.core.taxonomy.bundled_data import nicknames

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

# How many bits each byte has.
_BITS = np.asarray([byte.bit_count() for byte in range(256)], dtype=np.uint8)


def worth_comparing(rows: Sequence[Row], pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The pairs without those whose names are surely two people's, which `pair_scoring.compared` says, too."""
    known = np.asarray(list(pairs), dtype=np.int64).reshape(-1, 2)
    if not len(known):
        return
    left = known[~_are_two_people(_Words(rows), known[:, 0], known[:, 1])]
    yield from zip(left[:, 0].tolist(), left[:, 1].tolist(), strict=True)


class _Words:
    """The words of the names of some rows, each once.

    Attributes:
        texts: The words; the last one stands for all names that are not simply two words that count.
        first, last: Per row the number of the first word and of the last one.
        letters: Per word which letters it has, one bit each; two letters may have one bit.
        lengths: Per word how many letters it has.
        sounds: Per word a number, the same for all words that sound alike.
        in_nicknames: Per word whether nicknames are known for it, or it is one.
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        numbers: dict[str, int] = {}
        places = []
        for row in rows:
            name = row.names[0] if len(row.names) == 1 and len(row.names[0]) == 2 else ()
            plain = name and is_telling(name[0]) and is_telling(name[1])
            places.append([numbers.setdefault(word, len(numbers)) for word in name] if plain else [-1, -1])
        self.first, self.last = np.asarray(places, dtype=np.int64).reshape(-1, 2).T
        self.texts = list(numbers)
        masks = [sum(1 << bit for bit in {ord(char) & 63 for char in word}) for word in self.texts]
        self.letters = np.asarray(masks, dtype=np.uint64)
        self.lengths = np.asarray(list(map(len, self.texts)), dtype=np.int64)
        sounds: dict[str, int] = {}
        numbered = [sounds.setdefault(sound_of(word), len(sounds)) for word in self.texts]
        self.sounds = np.asarray(numbered, dtype=np.int64)
        formal = nicknames()
        self.in_nicknames = np.asarray([word in formal for word in self.texts], dtype=np.bool_)


def _are_two_people(words: _Words, one: Ints, other: Ints) -> Bools:
    """For each pair of rows whether a word is common to their names, and the other ones are surely not one name."""
    first, last, other_first, other_last = words.first[one], words.last[one], words.first[other], words.last[other]
    family, given, crossed = first == other_first, last == other_last, first == other_last
    sure: Bools = (first >= 0) & (other_first >= 0) & (family | given | crossed | (last == other_first))
    at = np.flatnonzero(sure)
    here = np.where(family | (crossed & ~given), last, first)[at]
    there = np.where(family, other_last, np.where(given | crossed, other_first, other_last))[at]
    differ = _have_other_letters(words, here, there) & (words.sounds[here] != words.sounds[there])
    # Last names have no nicknames.
    ask = np.flatnonzero(differ & ~family[at] & (words.in_nicknames[here] | words.in_nicknames[there]))
    differ[ask] = ~_are_nicknames(words, here[ask], there[ask])
    sure[at] = differ
    return sure


def _have_other_letters(words: _Words, one: Ints, other: Ints) -> Bools:
    """For each pair of words whether one has more letters that the other lacks than slips and jumbled letters explain.

    A slip takes at most one kind of letter from a word, and gives it another one. Words whose letters are much the same
    in any order differ in even fewer kinds.
    """
    letters, others = words.letters[one], words.letters[other]
    lacking = np.maximum(_count_bits(letters & ~others), _count_bits(others & ~letters))
    most = (1 - SAME_ORDER) * np.maximum(words.lengths[one], words.lengths[other])
    # Rounding must not make a pair sure.
    found: Bools = lacking > most + 1e-6
    return found


def _count_bits(masks: npt.NDArray[np.uint64]) -> Ints:
    counts: Ints = _BITS[masks.view(np.uint8).reshape(-1, 8)].sum(axis=1, dtype=np.int64)
    return counts


def _are_nicknames(words: _Words, one: Ints, other: Ints) -> Bools:
    """For each pair of words whether they are a nickname and its name, or two nicknames of a name."""
    pairs, which = np.unique(np.stack([one, other]), axis=1, return_inverse=True)
    found = [
        nickname_difference(words.texts[here], words.texts[there]) is not None
        for here, there in zip(*pairs.tolist(), strict=True)
    ]
    return np.asarray(found, dtype=np.bool_)[which.reshape(-1)]
