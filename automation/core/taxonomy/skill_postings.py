"""Which readings of listed skills have a key, a word, or an acronym."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from automation.core.taxonomy.skill_comparison import acronyms, spelled
from automation.core.taxonomy.skill_dictionary import Dictionary
from automation.core.taxonomy.skill_readings import Reading
from automation.core.taxonomy.skill_words import typos_of


class Postings:
    """Readings, by what they have; each is made when it is first asked for.

    Args:
        readings: Of listed skills. Their numbers are their positions.
        dictionary: What terms mean.
    """

    def __init__(self, readings: Sequence[Reading], dictionary: Dictionary) -> None:
        self._readings, self._dictionary = readings, dictionary
        self._places: dict[str, npt.NDArray[np.int64]] = {}

    @cached_property
    def by_key(self) -> dict[str, list[int]]:
        """Key, or a blank and the joined words → the readings."""
        places: dict[str, list[int]] = {}
        for number, reading in enumerate(self._readings):
            for key in reading.keys:
                places.setdefault(key, []).append(number)
        return places

    @cached_property
    def by_word(self) -> dict[str, list[int]]:
        """Word as it is compared → the readings that have it."""
        places: dict[str, list[int]] = {}
        for number, reading in enumerate(self._readings):
            for word in dict.fromkeys(map(self._dictionary.form, reading.words)):
                places.setdefault(word, []).append(number)
        return places

    @cached_property
    def _by_initial(self) -> dict[str, tuple[list[str], list[str]]]:
        """First letter → the words of readings: in the first list those that may be typos, in the second the others."""
        groups: dict[str, tuple[list[str], list[str]]] = {}
        for word in dict.fromkeys(word for reading in self._readings for word in reading.words):
            groups.setdefault(word[0], ([], []))[self._dictionary.settled(word)].append(word)
        return groups

    @cached_property
    def by_initials(self) -> dict[str, list[int]]:
        """Acronym, or a blank and an acronym that the words may be shortened to → the readings."""
        places: dict[str, list[int]] = {}
        for number, reading in enumerate(self._readings):
            for key in (*acronyms(reading), *(f" {letters}" for letters in spelled(reading))):
                places.setdefault(key, []).append(number)
        return places

    def with_word(self, word: str) -> npt.NDArray[np.int64]:
        """The readings that have a word, plurals and typos included."""
        if word not in self._places:
            unsure, settled = self._by_initial.get(word[0], ([], []))
            slips = typos_of(word, unsure if self._dictionary.settled(word) else [*unsure, *settled])
            forms = dict.fromkeys(map(self._dictionary.form, [word, *slips]))
            numbers = sorted({number for own in forms for number in self.by_word.get(own, ())})
            self._places[word] = np.asarray(numbers, dtype=np.int64)
        return self._places[word]
