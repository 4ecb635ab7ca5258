"""Compares candidates' work with a requisition's: by titles, or by all texts where a title is missing.

A requisition without a title still asks for skills, and a candidate without one still lists some. Then all words of one
side are compared with all words of the other, by the occupations that they speak of and by the words themselves. Only
words that name occupations count here; the skill components score all other skills.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from automation.core.taxonomy.skill_comparison import FULL
from automation.core.taxonomy.skill_index import Ints
from automation.core.taxonomy.sparse import Entries, Postings, product
from automation.core.taxonomy.title_names import compared_words
from automation.core.taxonomy.title_ngrams import dictionaries
from automation.core.taxonomy.title_reasons import LITTLE, why_alike
from automation.core.taxonomy.title_similarity import NAMED, TitleIndex

# What the occupations that words speak of earn, and what the words themselves earn; together at most `FULL`.
IMPLIED = 0.8


class Earned(NamedTuple):
    """What each distinct kind of work earns (0 to `FULL`), whether it is known, and which one each candidate does."""

    fractions: Ints
    known: npt.NDArray[np.bool_]
    of: Ints


class WorkIndex:
    """Candidates' work as their texts describe it; each distinct list of texts is compared once.

    Args:
        texts: Per candidate (by position) the texts that describe their work: skills, and the title if there is one.
    """

    def __init__(self, texts: Sequence[Iterable[str]]) -> None:
        ids: dict[tuple[str, ...], int] = {}
        self.of: Ints = np.asarray([ids.setdefault(tuple(own), len(ids)) for own in texts], dtype=np.int64)
        self._rows = list(ids)

    def __len__(self) -> int:
        """How many distinct lists there are."""
        return len(self._rows)

    @cached_property
    def _bags(self) -> Entries:
        return dictionaries()[0].bags(map(_words, self._rows))

    @cached_property
    def _words(self) -> Postings:
        return Postings(self._bags, len(dictionaries()[0].table.words))

    @cached_property
    def _places(self) -> Postings:
        known = dictionaries()[0]
        return Postings(known.places(self._bags), len(known))

    @cached_property
    def known(self) -> npt.NDArray[np.bool_]:
        """Whether each distinct list of texts has a word that names occupations."""
        known: npt.NDArray[np.bool_] = np.bincount(self._bags.rows, minlength=len(self)) > 0
        return known

    def earned(self, texts: Iterable[str]) -> Ints:
        """How far each distinct list of texts speaks of the same work as these, 0 to `FULL`."""
        known = dictionaries()[0]
        bag = known.bags([_words(texts)])
        by_place = self._places.cosines(known.places(bag).vector())
        by_words = self._words.cosines(bag.vector())
        fractions: Ints = np.rint(FULL * np.minimum(1, IMPLIED * (by_place + by_words))).astype(np.int64)
        return fractions

    def similarity(self, texts: Iterable[str]) -> Ints:
        """How far each candidate's texts speak of the same work as these, 0 to `FULL`, by position."""
        return self.earned(texts)[self.of]


class PeoplesWork:
    """What candidates do, by their titles, or by their skills where they have none.

    Args:
        titles: Per candidate (by position) the title as typed; "" where there is none.
        skills: Per candidate the skills as typed.
    """

    def __init__(self, titles: Sequence[str], skills: Sequence[Iterable[str]]) -> None:
        self._all = [tuple(filter(None, (title, *own))) for title, own in zip(titles, skills, strict=True)]
        names: dict[str, int] = {}
        lists: dict[tuple[str, ...], int] = {}
        of = [
            names.setdefault(title, len(names)) if title else -1 - lists.setdefault(own, len(lists))
            for title, own in zip(titles, self._all, strict=True)
        ]
        self._titles = TitleIndex(list(names))
        self._untitled = WorkIndex(list(lists))
        numbers = np.asarray(of, dtype=np.int64)
        self._of: Ints = np.where(numbers < 0, len(names) - 1 - numbers, numbers)

    @cached_property
    def _texts(self) -> WorkIndex:
        return WorkIndex(self._all)

    @cached_property
    def _known(self) -> npt.NDArray[np.bool_]:
        return np.concatenate([np.ones(len(self._titles), dtype=bool), self._untitled.known])

    def compare(self, title: str, must: Sequence[str]) -> Earned | None:
        """What each candidate's work earns for a requisition; None if it `asks_for_work` of no kind.

        Its title is compared with titles, and with the skills of those who have none. Without a title, its must-haves
        are compared with titles and skills.
        """
        if title:
            return Earned(self._by_title(title, must), self._known, self._of)
        if not asks_for_work(title, must):
            return None
        return Earned(self._texts.earned(must), self._texts.known, self._texts.of)

    def _by_title(self, title: str, must: Sequence[str]) -> Ints:
        named = self._titles.similarity(title)
        if not len(self._untitled):
            return named
        # What skills imply is less sure than a name.
        implied = np.minimum(self._untitled.earned((title, *must)), round(NAMED * FULL))
        return np.concatenate([named, implied])


def asks_for_work(title: str, must: Sequence[str]) -> bool:
    """Whether a requisition says which work it asks for, by a title or by must-haves."""
    return bool(title) or any(must)


def why_same_work(title: str, must: Sequence[str], own_title: str, own_skills: Sequence[str]) -> str:
    """Why a requisition's work and a person's are alike, in words, by the titles or by all texts."""
    if title and own_title:
        return why_alike(title, own_title)
    known = dictionaries()[0]
    asked, own = (known.places(known.bags([_words(texts)])) for texts in ((title, *must), (own_title, *own_skills)))
    shared = product(asked.vector(), own.vector())
    return f"both speak of {known.name(int(shared.at[shared.by.argmax()]))}" if len(shared.at) else LITTLE


def _words(texts: Iterable[str]) -> list[str]:
    """The words of texts, as those of titles are compared."""
    return [word for text in texts for word in compared_words(text)]
