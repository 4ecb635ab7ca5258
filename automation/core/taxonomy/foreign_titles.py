"""Titles in other languages than English, placed among ESCO's occupations by its labels in nine languages.

A title is compared with all labels of all languages: its language need not be known. Words are compared by their
trigrams, so that compounds and endings match too; a rare word of a language weighs more than a common one. Besides,
each word is translated, and the translations are compared with the English names of occupations.
"""

from collections.abc import Sequence
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from automation.core.taxonomy.bundled_data import LabelTable, label_table
from automation.core.taxonomy.foreign_words import stem
from automation.core.taxonomy.occupations import HUNDREDTHS, OWN, Occupations, Place, Words
from automation.core.taxonomy.sparse import NOTHING, UNIT, Floats, Ints, Vector, largest, unit
from automation.core.taxonomy.title_ngrams import dictionaries

# A word of a label is compared with a title's word from this likeness on, and with so many of the likest at most.
ALIKE, MOST_ALIKE = 0.35, 120
# A word that is unknown means what a known one means that is this like it.
MEANS_SAME = 0.6
# No part of a compound is shorter.
PART = 4
LINKS = ("", "s", "n", "en", "es", "e", "er")
# What translations add to what labels say.
TRANSLATED = 0.4
# How many concepts make up the place of a title, and the power that makes the best ones stand out.
PLACES, POWER = 20, 4
# What a group lends to all its occupations together.
GROUP = 0.6
# What an occupation lends to the smallest group that it is of.
UNIT_GROUP = 0.25

# Trigrams are numbered by their three characters: a space, a digit or a letter.
_CHARACTERS = " 0123456789abcdefghijklmnopqrstuvwxyz"
_BASE = len(_CHARACTERS)
_CODES = np.zeros(256, dtype=np.uint16)
_CODES[[ord(char) for char in _CHARACTERS]] = np.arange(_BASE)


class Reading(NamedTuple):
    """How a title in another language is read.

    Attributes:
        near: How much it looks like names of each of ESCO's occupations and groups: a unit vector, or empty.
        named: The occupations and groups that have it as a label: a unit vector, or empty.
        work: Where its translation lies among O*NET's occupations.
        likeness: How like its likest label is, 0 to 1.
    """

    near: Vector
    named: Vector
    work: Vector
    likeness: float


def trigrams(words: Sequence[str]) -> tuple[Ints, npt.NDArray[np.uint16]]:
    """The trigrams of some folded words: which word each is of, and its number."""
    text = np.frombuffer(f" {'  '.join(words)} ".encode("ascii"), dtype=np.uint8)
    codes = _CODES[text]
    numbers = (codes[:-2] * _BASE + codes[1:-1]) * _BASE + codes[2:]
    # Two spaces part two words; a trigram with both of them is of neither.
    spaces = text == ord(" ")
    both = spaces[:-1] & spaces[1:]
    of = np.cumsum(np.concatenate([[False], both]))[:-2]
    inside = ~(both[:-1] | both[1:])
    return of[inside], numbers[inside]


class ForeignTitles:
    """ESCO's labels in nine languages, ready to compare titles with."""

    def __init__(self, table: LabelTable, english: Occupations) -> None:
        self._table = table
        self._english = english
        self._numbers = {word: number for number, word in enumerate(table.words)}
        self._index_words()
        self._index_labels()
        self.read = lru_cache(maxsize=100_000)(self._read)
        self._similar = lru_cache(maxsize=100_000)(self._most_similar)
        # Few, as each may be of thousands of labels.
        self._sharing = lru_cache(maxsize=300)(self._labels_sharing)

    def __len__(self) -> int:
        """How many occupations and groups there are."""
        return len(self._english) + len(self._table.groups)

    def _index_words(self) -> None:
        """Where each trigram stands, and what it weighs."""
        rows, codes = trigrams(self._table.words)
        order = np.argsort(codes, kind="stable")
        counts = np.bincount(codes, minlength=_BASE**3)
        self._with = rows[order].astype(np.int32)
        self._starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
        self._weights = np.log((1 + len(self._table.words)) / (1 + counts)).astype(np.float32)
        self._lengths = np.sqrt(np.bincount(rows, weights=self._weights[codes] ** 2)).astype(np.float32)

    def _index_labels(self) -> None:
        """Where each word stands, and what it weighs in each language."""
        table = self._table
        sizes = table.label_sizes
        label_of = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
        language = table.label_languages[label_of]
        width = len(table.words)
        counts = np.bincount(
            language.astype(np.int64) * width + table.label_words, minlength=len(table.languages) * width
        )
        labels = np.bincount(table.label_languages, minlength=len(table.languages))[:, None]
        self._rarity = (1 + np.log((1 + labels) / (1 + counts.reshape(-1, width)))).astype(np.float32)
        weights = self._rarity[language, table.label_words]
        order = np.argsort(table.label_words, kind="stable")
        self._labels, self._label_weights = label_of[order], weights[order]
        self._word_starts = np.concatenate([[0], np.cumsum(np.bincount(table.label_words, minlength=width))])
        starts = np.cumsum(sizes, dtype=np.int64) - sizes
        self._label_lengths = np.sqrt(np.add.reduceat(weights**2, starts))
        self._unknown = (1 + np.log(1 + labels[:, 0])).astype(np.float32)
        self._meaning_starts = np.concatenate([[0], np.cumsum(table.meanings_each, dtype=np.int64)])
        count = len(self._english)
        groups, members = table.members.T.astype(np.int64)
        self._members = np.split(members, np.cumsum(np.bincount(groups - count, minlength=len(table.groups)))[:-1])
        # The smallest group of each occupation is the one with the fewest members.
        self._group_of = np.full(count, count)
        for group in sorted(range(len(self._members)), key=lambda group: -len(self._members[group])):
            self._group_of[self._members[group]] = count + group

    def _most_similar(self, word: str) -> tuple[Ints, Floats]:
        """The known words like a word, and how like they are, 0 to 1."""
        codes = np.unique(trigrams([word])[1])
        spans = [slice(self._starts[code], self._starts[code + 1]) for code in codes.tolist()]
        squares = self._weights[codes] ** 2
        rows = np.concatenate([self._with[span] for span in spans])
        by = np.repeat(squares, [span.stop - span.start for span in spans])
        length = float(np.sqrt(squares.sum())) or 1.0
        alike = np.bincount(rows, weights=by, minlength=len(self._lengths)) / (self._lengths * length)
        found = np.flatnonzero(alike >= ALIKE)
        best = found[np.argsort(-alike[found], kind="stable")[:MOST_ALIKE]]
        return best, np.minimum(alike[best], 1)

    def known(self, word: str) -> float:
        """How like a stem is to the likest word of labels, 0 to 1."""
        if word in self._numbers:
            return 1
        alike = self._similar(word)[1]
        return float(alike[0]) if len(alike) else 0

    def _label_likeness(self, words: Sequence[str]) -> tuple[Ints, Floats]:
        """The labels that have something in common with these words, some several times, and how like they are, 0 to 1.

        They are a small part of all.
        """
        weights = np.stack([self._word_rarity(word) for word in words])
        lengths = np.sqrt((weights**2).sum(axis=0))
        total = np.zeros(len(self._label_lengths))
        shared = [self._sharing(word) for word in words]
        for labels, by in shared:
            if len(labels):
                total += np.bincount(labels, weights=by, minlength=len(total))
        touched = np.concatenate([labels for labels, _ in shared])
        languages = self._table.label_languages[touched]
        likeness: Floats = np.minimum(total[touched] / (self._label_lengths[touched] * lengths[languages]), 1)
        return touched, likeness

    def _labels_sharing(self, word: str) -> tuple[npt.NDArray[np.int32], Floats]:
        """The labels with a word like this one, and what each has in common with it."""
        numbers, alike = self._similar(word)
        first, end = self._word_starts[numbers], self._word_starts[numbers + 1]
        sizes = end - first
        at = np.repeat(first - (np.cumsum(sizes) - sizes), sizes) + np.arange(sizes.sum())
        labels = self._labels[at]
        weights = self._word_rarity(word)[self._table.label_languages[labels]]
        return labels, np.repeat(alike, sizes) * self._label_weights[at] * weights

    def likeness(self, words: Words) -> float:
        """How like the likest label some stems are, 0 to 1: that of their reading."""
        return float(self._label_likeness(words)[1].max(initial=0)) if words else 0

    def _word_rarity(self, word: str) -> npt.NDArray[np.float32]:
        """What a word weighs in each language."""
        return self._rarity[:, self._numbers[word]] if word in self._numbers else self._unknown

    def _read(self, words: Words) -> Reading:
        if not words:
            return Reading(NOTHING, NOTHING, NOTHING, 0)
        labels, alike = self._label_likeness(words)
        likeness = np.zeros(len(self))
        np.maximum.at(likeness, self._table.labels_of[labels], alike)
        own = np.flatnonzero(likeness >= OWN)
        best = float(likeness.max())
        english, known = self._translated(words)
        likeness[: len(self._english)] += TRANSLATED * np.sqrt(known) * self._english.likest(english)
        work = dictionaries()[0].near(english, known)
        return Reading(self._place(likeness), unit(own, np.ones(len(own))), work, best)

    def of_english(self, words: Words, place: Place) -> tuple[Vector, Vector]:
        """Where a title in English lies among ESCO's occupations and groups, and which of them it names.

        Args:
            words: Of the title.
            place: Where they lie among the occupations.
        """
        groups = np.asarray(self._group_names.get(frozenset(words), ()), dtype=np.int64)
        if not len(groups):
            return place.near, place.named
        near, named = (
            unit(np.concatenate([vector.at, groups]), np.concatenate([vector.by, np.full(len(groups), float(UNIT))]))
            for vector in place
        )
        return near, named

    @cached_property
    def _group_names(self) -> dict[frozenset[str], list[int]]:
        """The words of groups' English names, and the numbers of the groups."""
        named: dict[frozenset[str], list[int]] = {}
        for number, words in enumerate(self._table.group_words, len(self._english)):
            named.setdefault(frozenset(words.split()), []).append(number)
        return named

    def name(self, number: int) -> str:
        """An occupation or a group as it is shown."""
        titles = self._english.table.titles
        return titles[number] if number < len(titles) else self._table.groups[number - len(titles)]

    def rarity(self, word: str) -> float:
        """What a stem weighs in titles, in hundredths: the least that it weighs in a language."""
        return float(np.rint(HUNDREDTHS * self._word_rarity(word).min()))

    def _place(self, likeness: Floats) -> Vector:
        """The likest concepts, and what groups and their occupations lend to each other, as a unit vector."""
        best = largest(likeness, PLACES)
        if not len(best):
            return NOTHING
        shares = (likeness[best] / likeness[best[0]]) ** POWER
        total = np.zeros(len(likeness))
        total[best] = shares
        for concept, share in zip(best.tolist(), shares.tolist(), strict=True):
            if concept >= len(self._english):
                members = self._members[concept - len(self._english)]
                total[members] += GROUP * share / np.sqrt(max(1, len(members)))
            else:
                total[self._group_of[concept]] += UNIT_GROUP * share
        at = np.flatnonzero(total)
        return unit(at, np.rint(UNIT * total[at]))

    def _translated(self, words: Sequence[str]) -> tuple[dict[str, float], float]:
        """The English words that some words stand for, with how likely each is; and the share that has a meaning."""
        english: dict[str, float] = {}
        parts = [part for word in words for part in self._parts(word)]
        found = [self._meanings(part) for part in parts]
        for meanings in found:
            for meaning, likely in meanings:
                english[meaning] = max(english.get(meaning, 0), likely)
        return english, sum(map(bool, found)) / len(found)

    def _meanings(self, word: str) -> Sequence[tuple[str, float]]:
        """What a word means, or the known word that is most like it; empty if there is none."""
        if self._has_meaning(word):
            return self._listed(self._numbers[word])
        numbers, alike = self._similar(word)
        close = numbers[(alike >= MEANS_SAME) & (self._table.meanings_each[numbers] > 0)]
        return self._listed(int(close[0])) if len(close) else ()

    def _listed(self, number: int) -> Sequence[tuple[str, float]]:
        own = slice(self._meaning_starts[number], self._meaning_starts[number + 1])
        shares = (self._table.likely[own] / 255).tolist()
        return [
            (self._table.english[meant], share) for meant, share in zip(self._table.meanings[own], shares, strict=True)
        ]

    def _parts(self, word: str) -> Sequence[str]:
        """The known parts of a compound that is unknown itself; else the word."""
        if self._has_meaning(word) or len(word) < 2 * PART:
            return (word,)
        best: tuple[str, ...] = ()
        for at in range(PART, len(word) - PART + 1):
            for link in LINKS:
                first, last = stem(word[: at - len(link)]), word[at:]
                if len(first) >= PART and word[:at].endswith(link) and self._has_meaning(first):
                    rest = (last,) if self._has_meaning(last) else ()
                    if rest and (not best or min(len(first), len(last)) > min(map(len, best))):
                        best = (first, *rest)
        return best or (word,)

    def _has_meaning(self, word: str) -> bool:
        number = self._numbers.get(word)
        return number is not None and bool(self._table.meanings_each[number])


@cache
def foreign_titles() -> ForeignTitles:
    """The labels, read when the first title is compared that English does not know."""
    return ForeignTitles(label_table(), dictionaries()[1])
