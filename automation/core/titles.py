"""Titles as kinds of work: how alike two of them are, by their telling words.

Level words ("Senior", "II") and noise ("m/f/d", "remote") are not compared: the level has a component of its own.
Common words ("manager") weigh less than telling ones ("forklift").
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA, Prefix

from automation.core.skills import FULL, Ints, word_weight
from automation.core.text import plain
from automation.core.vocabulary import STOP_WORDS, TITLE_ABBREVIATIONS, TITLE_LEVEL_WORDS, TITLE_NOISE

Floats = npt.NDArray[np.float64]

# Alike enough to be "nearly the same title".
NEARLY_SAME = 8_000
# Titles that share less say nothing about each other.
LEAST_ALIKE = 0.35
# "Accountant" and "Accounting" are the same work in other words.
KINDRED = 0.85


def title_words(title: str) -> tuple[str, ...]:
    """The telling words of a title; () where there are none."""
    words: list[str] = []
    for word in plain(title).split():
        words += TITLE_ABBREVIATIONS.get(word, word).split()
    skipped = TITLE_LEVEL_WORDS | TITLE_NOISE | STOP_WORDS
    telling = [word for word in words if word not in skipped]
    return tuple(dict.fromkeys(telling or [word for word in words if word not in TITLE_NOISE]))


class TitleIndex:
    """Everybody's titles, each distinct one once.

    Args:
        titles: Per candidate (by position) the title as typed; "" where there is none.
    """

    def __init__(self, titles: Sequence[str]) -> None:
        ids: dict[tuple[str, ...], int] = {}
        self._ids = np.asarray([ids.setdefault(title_words(title), len(ids)) for title in titles], dtype=np.int64)
        self._titles = list(ids)
        self._vocabulary = sorted({word for words in self._titles for word in words})
        numbers = {word: number for number, word in enumerate(self._vocabulary)}
        self._flat = np.asarray([numbers[word] for words in self._titles for word in words], dtype=np.int64)
        sizes = np.asarray([len(words) for words in self._titles], dtype=np.int64)
        self._spans = np.repeat(np.arange(len(self._titles)), sizes)
        self._weights = np.asarray([word_weight(word) for word in self._vocabulary])
        self._alike: dict[tuple[str, ...], Ints] = {}

    def similarity(self, title: str) -> Ints:
        """How alike each candidate's title is to one, 0 to `FULL`, by position."""
        asked = title_words(title)
        if asked not in self._alike:
            self._alike[asked] = self._compare(asked)
        alike: Ints = self._alike[asked][self._ids]
        return alike

    def _compare(self, asked: tuple[str, ...]) -> Ints:
        count = len(self._titles)
        if not asked or not self._vocabulary:
            return np.zeros(count, dtype=np.int64)
        alike = _words_alike(asked, self._vocabulary)
        asked_weights = np.asarray([word_weight(word) for word in asked])
        covered = np.zeros(count)
        for row, weight in zip(alike, asked_weights, strict=True):
            best = np.zeros(count)
            np.maximum.at(best, self._spans, row[self._flat])
            covered += weight * best
        recall = covered / asked_weights.sum()
        # The other way round: how much of the candidate's title the asked one explains.
        own = self._weights[self._flat]
        total = np.bincount(self._spans, weights=own, minlength=count)
        explained = np.bincount(self._spans, weights=own * alike.max(axis=0)[self._flat], minlength=count)
        precision = np.divide(explained, total, out=np.zeros(count), where=total > 0)
        both = recall + precision
        harmonic = np.divide(2 * recall * precision, both, out=np.zeros(count), where=both > 0)
        harmonic[harmonic < LEAST_ALIKE] = 0
        rounded: Ints = np.floor(harmonic * FULL + 0.5).astype(np.int64)
        return rounded


def _words_alike(asked: Sequence[str], words: Sequence[str]) -> Floats:
    """Asked words × words: 1 for the same or a slip of the keyboard, `KINDRED` for a shared root, else 0."""
    edits = process.cdist(asked, words, scorer=OSA.distance, score_cutoff=1)
    shared = process.cdist(asked, words, scorer=Prefix.similarity)
    lengths = np.asarray([len(word) for word in words])[None, :]
    asked_lengths = np.asarray([len(word) for word in asked])[:, None]
    longest = np.maximum(lengths, asked_lengths)
    shortest = np.minimum(lengths, asked_lengths)
    same = (edits == 0) | ((edits <= 1) & (shortest >= 5) & (shared >= 1))
    kindred = (shared >= 5) & (shared >= 0.6 * longest)
    return np.where(same, 1.0, np.where(kindred, KINDRED, 0.0))


def title_similarity(one: str, other: str) -> int:
    """How alike two titles are, 0 to `FULL`; the same measure as `TitleIndex`."""
    return int(TitleIndex([other]).similarity(one)[0])
