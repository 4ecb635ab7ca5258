"""Titles as kinds of work: how alike two of them are, and why.

A title is cleaned ("Sr. SWE (m/f/d) – remote" is "software engineer"; the level is compared for itself) and seen in
three ways: where it lies among O*NET's occupations, where among ESCO's, and by its wording, in which rare words weigh
more than common ones. Each is evidence that two titles mean the same work, and their evidence is combined.
"""

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache

import numpy as np

from automation.core.taxonomy.occupations import Place, Words
from automation.core.taxonomy.skill_aliases import STOP_WORDS
from automation.core.taxonomy.skill_comparison import FULL
from automation.core.taxonomy.skill_index import Ints
from automation.core.taxonomy.skill_words import form
from automation.core.taxonomy.sparse import Entries, Floats, Postings, Vector, unit
from automation.core.taxonomy.title_ngrams import Wordings, dictionaries, spelled
from automation.core.taxonomy.title_words import (
    ABBREVIATIONS,
    FIRST_WORDS,
    JOINED,
    LAST_WORDS,
    LEVEL_WORDS,
    NOISE,
    NOISE_PHRASES,
    SYMBOLS,
    TELL_BEFORE,
    TELL_LAST,
)
from automation.core.text import plain

# How far one view alone is trusted.
TRUST = 0.9
# What two titles earn at least if both name one occupation and no other. Experts called about two thirds of such pairs
# the same or related work, and had not judged many of the others.
NAMED = 0.8
# Alike enough to be "nearly the same title", by `title_similarity`.
NEARLY_SAME = 8_500
# Wording less alike than this makes another title, though it may be the same work: iOS and Android developers.
SAME_WORDING = 0.6

_SYMBOL = re.compile("|".join(rf"(?<!\w){re.escape(symbol)}(?!\w)" for symbol in SYMBOLS))
_EMPLOYER = re.compile(r"(?<=\w)\s+(?:@|at\s).*$")
_PHRASES = re.compile(rf"\b(?:{'|'.join(NOISE_PHRASES)})\b")
_JOINED = re.compile(rf"\b(?:{'|'.join(JOINED)})s?\b")
_LEVELS_BEHIND = LEVEL_WORDS - TELL_LAST - LAST_WORDS.keys()


@lru_cache(maxsize=100_000)
def title_words(title: str) -> Words:
    """The telling words of a title, each once; () where there are none."""
    lowered = _SYMBOL.sub(lambda found: SYMBOLS[found[0]], _EMPLOYER.sub("", title.casefold()))
    text = _JOINED.sub(lambda found: found[0].replace(" ", ""), _PHRASES.sub(" ", plain(lowered)))
    words = [part for word in text.split() for part in ABBREVIATIONS.get(word, (word,))]
    work = _ended([word for at, word in enumerate(words) if _tells(words, at, NOISE)])
    telling = [word for at, word in enumerate(work) if word not in STOP_WORDS and _tells(work, at, LEVEL_WORDS)]
    return tuple(dict.fromkeys(telling or work))


def _ended(words: Sequence[str]) -> list[str]:
    """The words without levels at the end ("Tech II"), and with "tech" and "lead" spelled out by their place."""
    kept = list(words)
    while len(kept) > 1 and kept[-1] in _LEVELS_BEHIND:
        kept.pop()
    return [*(FIRST_WORDS.get(word, word) for word in kept[:-1]), *(LAST_WORDS.get(word, word) for word in kept[-1:])]


def _tells(words: Sequence[str], at: int, silent: frozenset[str]) -> bool:
    """Whether a word says what work it is: not a silent one, unless it stands at the end or before certain words."""
    word = words[at]
    following = words[at + 1] if at + 1 < len(words) else ""
    tells = word not in silent or (word in TELL_LAST and not following) or following in TELL_BEFORE.get(word, ())
    return tells and not word.isdecimal()


def name_words(title: str) -> Words:
    """The telling words of a title as they are compared: singular, in American spelling, each once."""
    return tuple(dict.fromkeys(form(word) for word in title_words(title)))


@lru_cache(maxsize=100_000)
def compared_words(title: str) -> Words:
    """The same as `name_words`, without typos."""
    return tuple(dict.fromkeys(spelled(word) for word in name_words(title)))


class TitleIndex:
    """All candidates' titles; each distinct title is compared once.

    Args:
        titles: Per candidate (by position) the title as typed; "" where there is none.
        also: Per position other names of the same work, where they are known, such as an occupation's.
    """

    def __init__(self, titles: Sequence[str], also: Sequence[Sequence[str]] = ()) -> None:
        others = also or [()] * len(titles)
        ids: dict[tuple[Words, ...], int] = {}
        self._ids = np.asarray(
            [
                ids.setdefault(tuple(map(compared_words, (title, *more))), len(ids))
                for title, more in zip(titles, others, strict=True)
            ],
            dtype=np.int64,
        )
        self._works = list(ids)
        self._found: dict[Words, tuple[Floats, Ints]] = {}

    def __len__(self) -> int:
        return len(self._ids)

    def similarity(self, title: str) -> Ints:
        """How far each candidate's title is the same work, 0 to `FULL`, by position.

        The same title earns `FULL`, another name of the same occupation most of it, a related title about half, and
        any other little or nothing.
        """
        return self._compared(title)[1][self._ids]

    def closeness(self, title: str) -> Floats:
        """How close each candidate's title is, 0 to 1, by position.

        For searching: it distinguishes more titles than `similarity`, which is mostly its square.
        """
        return self._compared(title)[0][self._ids]

    def _compared(self, title: str) -> tuple[Floats, Ints]:
        words = compared_words(title)
        if words not in self._found:
            self._found[words] = self._compare(words)
        return self._found[words]

    def _compare(self, words: Words) -> tuple[Floats, Ints]:
        """How close each distinct title is to these words, and how far it is the same work."""
        if not words or not self._works:
            return np.zeros(len(self._works)), np.zeros(len(self._works), dtype=np.int64)
        places = [known.place(words) for known in dictionaries()]
        left_open = 1 - TRUST * self._alike(words)
        named = np.zeros(len(self._works))
        for place, (nears, names) in zip(places, self._places, strict=True):
            left_open *= 1 - TRUST * nears.cosines(place.near)
            named = np.maximum(named, names.cosines(place.named))
        close: Floats = 1 - left_open
        # Experts' judgements of titles follow the square of closeness, or less; a known name earns more than a guess.
        fractions = np.rint(FULL * np.maximum(close * close, NAMED * named)).astype(np.int64)
        # The same words are the same work, whether a dictionary knows them or not.
        fractions[self._with_name.get(frozenset(words), [])] = FULL
        return close, fractions

    @cached_property
    def _with_name(self) -> dict[frozenset[str], list[int]]:
        """Words → the distinct titles that have them for a name, in whatever order."""
        with_name: dict[frozenset[str], list[int]] = {}
        for number, names in enumerate(self._works):
            for words in filter(None, names):
                with_name.setdefault(frozenset(words), []).append(number)
        return with_name

    @cached_property
    def _places(self) -> list[tuple[Postings, Postings]]:
        """Where each title lies and what it names, a dictionary of occupations after the other."""
        found = []
        for known in dictionaries():
            places = [_between([known.place(words) for words in names], len(known)) for names in self._works]
            nears, named = zip(*places, strict=True)
            found.append((Postings(Entries.of(nears), len(known)), Postings(Entries.of(named), len(known))))
        return found

    @cached_property
    def _wordings(self) -> tuple[Wordings, Ints]:
        """The wordings of all names, and where those of each title begin."""
        sizes = [len(names) for names in self._works]
        return Wordings([words for names in self._works for words in names]), np.cumsum([0, *sizes])[:-1]

    def wording_alike(self, title: str) -> Floats:
        """How alike each candidate's title is by its wording alone, 0 to 1, by position."""
        alike: Floats = self._alike(compared_words(title))[self._ids]
        return alike

    def _alike(self, words: Words) -> Floats:
        wordings, starts = self._wordings
        alike: Floats = np.maximum.reduceat(wordings.alike(words), starts)
        return alike


@lru_cache(maxsize=100_000)
def title_similarity(one: str, other: str) -> int:
    """How nearly two titles are the same, 0 to `FULL`: the same work, in much the same words."""
    index = TitleIndex([other])
    wording = index.wording_alike(one)[0] / SAME_WORDING
    return min(int(index.similarity(one)[0]), int(np.rint(min(1.0, wording) * FULL)))


def _between(places: Sequence[Place], width: int) -> Place:
    """The place of something with names at these places."""
    if len(places) == 1:
        return places[0]
    return Place(*(_sum(vectors, width) for vectors in zip(*places, strict=True)))


def _sum(vectors: Sequence[Vector], width: int) -> Vector:
    total = np.zeros(width)
    for vector in vectors:
        total[vector.at] += vector.by
    at = np.flatnonzero(total)
    return unit(at, total[at])
