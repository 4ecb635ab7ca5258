"""Titles as kinds of work: how alike two of them are, and why.

A title is cleaned ("Sr. SWE (m/f/d) – remote" is "software engineer"; the level is compared for itself) and seen in
three ways: where it lies among O*NET's occupations, where among ESCO's, and by its wording, in which rare words weigh
more than common ones. Each is evidence that two titles mean the same work, and their evidence is combined.
"""

from collections.abc import Sequence
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from automation.core.taxonomy.foreign_titles import Reading, foreign_titles
from automation.core.taxonomy.occupations import Place, Words
from automation.core.taxonomy.skill_comparison import FULL
from automation.core.taxonomy.skill_index import Ints
from automation.core.taxonomy.sparse import Entries, Floats, Postings, Vector, unit
from automation.core.taxonomy.title_names import Name
from automation.core.taxonomy.title_ngrams import Wordings, dictionaries, wording

# How far one view alone is trusted.
TRUST = 0.9
# What two titles earn at least if both name one occupation and no other. Experts called about two thirds of such pairs
# the same or related work, and had not judged many of the others.
NAMED = 0.8
# Across languages: how far it is trusted that one title lies at an occupation that the other names, and how far what
# translations say.
NAMED_TRUST = 0.8
WORK_TRUST = 0.3
# Work and wording alike enough to be nearly the same title.
NEARLY_SAME = 8_500
# Wording less alike than this makes another title, though it may be the same work: iOS and Android developers.
SAME_WORDING = 0.6


class TitleReader:
    """Reads titles by the dictionaries. One that was given what others have read need not read it again."""

    def name(self, title: str) -> Name:
        """A title as it is compared."""
        return Name.of(title)

    def places(self, words: Words) -> Sequence[Place]:
        """Where English words lie, a dictionary of occupations after the other."""
        return [known.place(words) for known in dictionaries()]

    def reading(self, foreign: Words) -> Reading:
        """How stems in another language are read."""
        return foreign_titles().read(foreign)

    def crossing(self, name: Name) -> tuple[Vector, Vector]:
        """Where a title in whatever language lies among ESCO's occupations and groups, and which it names."""
        if name.foreign:
            reading = self.reading(name.foreign)
            return reading.near, reading.named
        return foreign_titles().of_english(name.words, self.places(name.words)[1])

    def work(self, name: Name) -> Vector:
        """Where a title in whatever language lies among O*NET's occupations."""
        return self.reading(name.foreign).work if name.foreign else self.places(name.words)[0].near


READER = TitleReader()


class TitleIndex:
    """All candidates' titles; each distinct title is compared once.

    Args:
        titles: Per candidate (by position) the title as typed; "" where there is none.
        also: Per position other names of the same work, where they are known, such as an occupation's.
        reader: Reads them.
    """

    def __init__(self, titles: Sequence[str], also: Sequence[Sequence[str]] = (), reader: TitleReader = READER) -> None:
        self._reader = reader
        others = also or [()] * len(titles)
        named = [tuple(map(reader.name, (title, *more))) for title, more in zip(titles, others, strict=True)]
        ids: dict[tuple[Name, ...], int] = {}
        self._ids = np.asarray([ids.setdefault(names, len(ids)) for names in named], dtype=np.int64)
        # An everyday title in another language is compared as it is, and as the English one.
        english = {names: tuple(name.in_english for name in names) for names in ids}
        self._as_english = np.arange(len(english), dtype=np.int64)
        for number, names in enumerate(english.values()):
            self._as_english[number] = ids.setdefault(names, len(ids))
        self._works = list(ids)
        self._found: dict[Name, tuple[Floats, Ints]] = {}

    def __len__(self) -> int:
        return len(self._ids)

    def similarity(self, title: str) -> Ints:
        """How far each candidate's title is the same work, 0 to `FULL`, by position.

        The same title earns `FULL`, another name of the same occupation most of it, a related title about half, and
        any other little or nothing.
        """
        fractions = self._compared(title)[1]
        return np.maximum(fractions[self._ids], fractions[self._as_english[self._ids]])

    def closeness(self, title: str) -> Floats:
        """How close each candidate's title is, 0 to 1, by position.

        For searching: it distinguishes more titles than `similarity`, which is mostly its square.
        """
        close = self._compared(title)[0]
        return np.maximum(close[self._ids], close[self._as_english[self._ids]])

    def _compared(self, title: str) -> tuple[Floats, Ints]:
        name = Name.of(title)
        if name not in self._found:
            close, fractions = self._compare(name)
            if name.in_english is not name:
                closer, more = self._compare(name.in_english)
                # Where ESCO has the title for a label, the occupations that it names come first in a search.
                close = close if len(self._reader.reading(name.foreign).named.at) else np.maximum(close, closer)
                fractions = np.maximum(fractions, more)
            self._found[name] = close, fractions
        return self._found[name]

    def _compare(self, name: Name) -> tuple[Floats, Ints]:
        """How close each distinct title is to this one, and how far it is the same work."""
        if not name.words or not self._works:
            return np.zeros(len(self._works)), np.zeros(len(self._works), dtype=np.int64)
        left_open = 1 - TRUST * self._alike(name)
        named = np.zeros(len(self._works))
        if name.foreign:
            occupations, named = self._across(name)
            left_open *= occupations
        else:
            places = zip(dictionaries(), self._reader.places(name.words), self._places, strict=True)
            for known, place, (nears, meant) in places:
                left_open *= 1 - TRUST * nears.cosines(place.near)
                named = np.maximum(named, known.meant_alike(meant, known.meant(name.words, place)))
            if self._is_foreign.any():
                occupations, names_too = self._across(name)
                wording = 1 - TRUST * self._alike(name)
                left_open = np.where(self._is_foreign, wording * occupations, left_open)
                named = np.where(self._is_foreign, names_too, named)
        close: Floats = 1 - left_open
        # Experts' judgements of titles follow the square of closeness, or less; a known name earns more than a guess.
        guessed = np.where(self._better_in_english(name), 0, close * close)
        fractions = np.rint(FULL * np.maximum(guessed, NAMED * named)).astype(np.int64)
        # The same words are the same work, whether a dictionary knows them or not.
        fractions[self._with_name.get(frozenset(name.compared), [])] = FULL
        return close, fractions

    def _across(self, name: Name) -> tuple[Floats, Floats]:
        """What other occupations leave open for each title across languages, and how far it names the same one."""
        here, names = self._reader.crossing(name)
        nears, named, works = self._crossings
        by_name = np.maximum(named.cosines(here), nears.cosines(names))
        work = self._reader.work(name)
        left_open = (1 - TRUST * nears.cosines(here)) * (1 - NAMED_TRUST * by_name)
        return left_open * (1 - WORK_TRUST * works.cosines(work)), named.cosines(names)

    def _better_in_english(self, name: Name) -> npt.NDArray[np.bool_]:
        """The distinct titles that letters say nothing about beside this one: "Chef de projet" beside "Chef".

        They are compared by what both are in English, if that is known.
        """
        if name.is_chef:
            return self._is_everyday | self._heads_others
        if not name.foreign:
            return self._is_everyday
        cooks = self._is_chef if name.heads_others else False
        return ((~self._is_foreign | self._is_everyday) & name.is_everyday) | cooks

    @cached_property
    def _is_chef(self) -> npt.NDArray[np.bool_]:
        """Whether each distinct title is English for a cook."""
        return np.asarray([any(name.is_chef for name in names) for names in self._works], dtype=bool)

    @cached_property
    def _heads_others(self) -> npt.NDArray[np.bool_]:
        """Whether each distinct title is the head of something in another language."""
        return np.asarray([names[0].heads_others for names in self._works], dtype=bool)

    @cached_property
    def _is_everyday(self) -> npt.NDArray[np.bool_]:
        """Whether each distinct title is an everyday one in another language, without other names of its work."""
        return np.asarray([len(names) == 1 and names[0].is_everyday for names in self._works], dtype=bool)

    @cached_property
    def _is_foreign(self) -> npt.NDArray[np.bool_]:
        """Whether each distinct title has a name in another language than English."""
        return np.asarray([any(name.foreign for name in names) for names in self._works], dtype=bool)

    @cached_property
    def _crossings(self) -> tuple[Postings, Postings, Postings]:
        """Where each title lies among occupations and groups of ESCO, which it names, and where it lies in O*NET."""
        labels, work = len(foreign_titles()), len(dictionaries()[0])
        places = [[self._reader.crossing(name) for name in names] for names in self._works]
        nears = [_sum([near for near, _ in own], labels) for own in places]
        named = [_sum([named for _, named in own], labels) for own in places]
        works = [_sum([self._reader.work(name) for name in names], work) for names in self._works]
        return (
            Postings(Entries.of(nears), labels),
            Postings(Entries.of(named), labels),
            Postings(Entries.of(works), work),
        )

    @cached_property
    def _with_name(self) -> dict[frozenset[str], list[int]]:
        """Words → the distinct titles that have them for a name, in whatever order."""
        with_name: dict[frozenset[str], list[int]] = {}
        for number, names in enumerate(self._works):
            for name in names:
                if name.compared:
                    with_name.setdefault(frozenset(name.compared), []).append(number)
        return with_name

    @cached_property
    def _places(self) -> list[tuple[Postings, Postings]]:
        """Where each title lies and what it means, a dictionary of occupations after the other."""
        found = []
        for number, known in enumerate(dictionaries()):
            nears, meant = [], []
            for names in self._works:
                places = [self._reader.places(name.words)[number] for name in names]
                means = [known.meant(name.words, place) for name, place in zip(names, places, strict=True)]
                nears.append(_sum([place.near for place in places], len(known)))
                meant.append(means[0] if len(means) == 1 else known.in_length(_sum(means, len(known))))
            found.append((Postings(Entries.of(nears), len(known)), Postings(Entries.of(meant), len(known))))
        return found

    @cached_property
    def _wordings(self) -> tuple[Wordings, Ints]:
        """The wordings of all names, and where those of each title begin."""
        sizes = [len(names) for names in self._works]
        return Wordings([wording_of(name) for names in self._works for name in names]), np.cumsum([0, *sizes])[:-1]

    def wording_alike(self, title: str) -> Floats:
        """How alike each candidate's title is by its wording alone, 0 to 1, by position."""
        name = Name.of(title)
        either = np.maximum(self._alike(name), self._alike(name.in_english))
        alike: Floats = np.maximum(either[self._ids], either[self._as_english[self._ids]])
        return alike

    def _alike(self, name: Name) -> Floats:
        wordings, starts = self._wordings
        alike: Floats = np.maximum.reduceat(wordings.alike(wording_of(name)), starts)
        return alike


def wording_of(name: Name) -> dict[str, float]:
    """What the words of a title are made of, and what each piece weighs."""
    return wording(name.foreign, foreign_titles().rarity) if name.foreign else wording(name.words)


@lru_cache(maxsize=100_000)
def nearly_same_title(one: str, other: str) -> bool:
    """Whether two titles are nearly the same: the same work, in much the same words."""
    index = _index_of(other)
    # The words first: they are compared sooner, and most titles have others.
    wording = np.rint(min(1.0, index.wording_alike(one)[0] / SAME_WORDING) * FULL)
    return bool(wording >= NEARLY_SAME and index.similarity(one)[0] >= NEARLY_SAME)


@lru_cache(maxsize=32)
def _index_of(title: str) -> TitleIndex:
    """One title to compare others with: a slate compares its requisition with those that its people came from."""
    return TitleIndex([title])


def _sum(vectors: Sequence[Vector], width: int) -> Vector:
    """The sum of some vectors, as a unit vector; a single one stays as it is."""
    if len(vectors) == 1:
        return vectors[0]
    total = np.zeros(width)
    for vector in vectors:
        total[vector.at] += vector.by
    at = np.flatnonzero(total)
    return unit(at, total[at])
