"""Leaves out pairs of rows whose names are plainly two people's, before the pairs are compared one by one.

Most pairs that share a block have one word of their names in common and another one that is quite different. All pairs
are looked at together, which is much quicker than to compare the names of each.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA, Indel
from rapidfuzz.process import cpdist

from automation.core.duplicates.blocking import Pairs
from automation.core.duplicates.pair_scoring import Row
from automation.core.identity.word_comparison import SAME_LETTERS, SAME_ORDER, is_telling, nickname_difference, sound_of
from automation.core.taxonomy.bundled_data import nicknames

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


def worth_comparing(rows: Sequence[Row], pairs: Pairs) -> Iterator[tuple[int, int]]:
    """The pairs without those whose names are surely two people's, which `pair_scoring.compared` says, too."""
    if not len(pairs):
        return iter(())
    left = pairs[~_are_two_people(_Words(rows), pairs[:, 0], pairs[:, 1])]
    return zip(left[:, 0].tolist(), left[:, 1].tolist(), strict=True)


class _Words:
    """The words of the names of some rows, each once.

    Attributes:
        texts: The words.
        first, last: Per row the number of the first word and of the last one; -1 where the name is not simply two
            words that count.
        letters: Per word its letters in alphabetical order.
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
        self.letters = ["".join(sorted(word)) for word in self.texts]
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
    differ = ~_are_misspelt(words, here, there) & (words.sounds[here] != words.sounds[there])
    # Last names have no nicknames.
    ask = np.flatnonzero(differ & ~family[at] & (words.in_nicknames[here] | words.in_nicknames[there]))
    differ[ask] = ~_are_nicknames(words, here[ask], there[ask])
    sure[at] = differ
    return sure


def _are_misspelt(words: _Words, one: Ints, other: Ints) -> Bools:
    """For each pair of words whether they have much the same letters, in order or not, as `jumbled` says.

    One slip in four letters is less than that allows, and so are two in eight.
    """
    ones, others = ([words.texts[number] for number in numbers] for numbers in (one.tolist(), other.tolist()))
    slips = cpdist(ones, others, scorer=OSA.distance, dtype=np.int64)
    in_order = 1 - slips / np.maximum(words.lengths[one], words.lengths[other]) >= SAME_ORDER
    ones, others = ([words.letters[number] for number in numbers] for numbers in (one.tolist(), other.tolist()))
    alike = cpdist(ones, others, scorer=Indel.normalized_similarity, dtype=np.float64)
    # Rounding must not make a pair sure.
    found: Bools = in_order | (alike > SAME_LETTERS - 1e-6)
    return found


def _are_nicknames(words: _Words, one: Ints, other: Ints) -> Bools:
    """For each pair of words whether they are a nickname and its name, or two nicknames of a name."""
    pairs, which = np.unique(np.stack([one, other]), axis=1, return_inverse=True)
    found = [
        nickname_difference(words.texts[here], words.texts[there]) is not None
        for here, there in zip(*pairs.tolist(), strict=True)
    ]
    return np.asarray(found, dtype=np.bool_)[which.reshape(-1)]
