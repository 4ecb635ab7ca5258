"""Who has which skill, how fully, and by which term: `skill_comparison.compare`, applied to all candidates at once.

What a cell says of a skill decides, too: a little of it earns half of what the skill would, and a skill that is not
held, or in doubt, earns nothing. "No Python" also outweighs what would only be related to Python.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from automation.core.model import Skill, Stance
from automation.core.taxonomy.skill_comparison import (
    FULL,
    LEAST_COVERED,
    NARROWER,
    WIDER,
    Kind,
    Why,
    acronyms,
    best_of,
    by_one_word,
    compare,
    in_words,
    is_number,
    spelled,
)
from automation.core.taxonomy.skill_dictionary import Dictionary
from automation.core.taxonomy.skill_postings import Postings
from automation.core.taxonomy.skill_readings import Reading
from automation.core.taxonomy.skill_words import FULL_WEIGHT, weight

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
# How a requisition asks for a little of a skill.
BASIC = "basic "
# A little of a skill earns this part of what the skill would.
A_LITTLE = 2


def asks_a_little(text: str) -> bool:
    """Whether a requisition asks for a little of a skill only: "basic SQL"."""
    return text.casefold().startswith(BASIC)


@dataclass(frozen=True)
class Holders:
    """Who has a skill: candidates (ascending positions), how fully (0 to `FULL`), and by which of their terms.

    `kind` says in what way, as numbers of `Kind`; `limited` whether the term says that there is only a little of it.
    """

    candidates: Ints
    credit: Ints
    term: Ints
    kind: Ints
    limited: Bools

    @staticmethod
    def none() -> "Holders":
        """No candidates."""
        empty = np.empty(0, dtype=np.int64)
        return Holders(empty, empty, empty, empty, np.empty(0, dtype=np.bool_))

    @property
    def listing(self) -> Ints:
        """Those who list the skill itself as held, not a related one and not a little of it."""
        return self.candidates[(self.kind < Kind.NARROWER) & ~self.limited]

    def place_of(self, candidate: int) -> int | None:
        """Where a candidate is among these, by position; None where they are not."""
        place = int(self.candidates.searchsorted(candidate))
        return place if place < len(self.candidates) and self.candidates[place] == candidate else None


# Readings, credits and kinds.
Way = tuple[Ints, Ints, Ints]
NO_WAY: Way = (np.empty(0, dtype=np.int64),) * 3


class SkillIndex:
    """All candidates' skills as postings, so that an asked skill is compared with each distinct term once.

    Args:
        skills: Per candidate (by position) the skills of the row.
        dictionary: What terms mean.
    """

    def __init__(self, skills: Sequence[Iterable[Skill]], dictionary: Dictionary) -> None:
        self.dictionary = dictionary
        self.skills: list[Skill] = []
        self._asides: dict[int, list[Skill]] = {}
        # A skill that is only named counts as its text, since most are, and a text is found more quickly.
        ids: dict[Skill | str, int] = {}
        candidates: list[int] = []
        terms: list[int] = []
        for position, own in enumerate(skills):
            for skill in own:
                held = skill.stance is Stance.HELD
                if not held and skill.stance is not Stance.LIMITED:
                    self._asides.setdefault(position, []).append(skill)
                elif skill.text:
                    known = skill.text if held and not skill.said else skill
                    number = ids.get(known)
                    if number is None:
                        number = ids[known] = len(ids)
                        self.skills.append(skill)
                    candidates.append(position)
                    terms.append(number)
        order = np.argsort(np.asarray(terms, dtype=np.int64), kind="stable")
        self._holders = np.asarray(candidates, dtype=np.int64)[order]
        self._starts = np.searchsorted(np.asarray(terms, dtype=np.int64)[order], np.arange(len(ids) + 1))
        # "C#/.NET" is one text with two readings.
        read = [
            (number, reading) for number, one in enumerate(self.skills) for reading in dictionary.readings(one.text)
        ]
        readings = [reading for _, reading in read]
        self._postings = Postings(readings, dictionary)
        self._text = np.asarray([number for number, _ in read], dtype=np.int64)
        self._sizes = np.asarray([len(reading.words) for reading in readings], dtype=np.int64)
        self._limited = np.asarray([skill.stance is Stance.LIMITED for skill in self.skills], dtype=bool)
        self._known = np.asarray([reading.known for reading in readings], dtype=bool)
        self._found: dict[tuple[tuple[Reading, ...], bool], Holders] = {}
        self._by_text: dict[str, Holders] = {}
        self._words: dict[tuple[str, int], str] = {}
        self._asked: dict[tuple[str, ...], Sequence[tuple[str, int]]] = {}

    def asked(self, texts: Iterable[str]) -> Sequence[tuple[str, int]]:
        """The distinct skills that a requisition asks for, each with its weight in tenths."""
        key = tuple(texts)
        if key not in self._asked:
            self._asked[key] = [(skill, self.dictionary.weight(skill)) for skill in self.dictionary.distinct(key)]
        return self._asked[key]

    def holders(self, text: str) -> Holders:
        """Who has the skill that a requisition asks for; computed once for each distinct skill."""
        if text not in self._by_text:
            self._by_text[text] = self._holders_of(text)
        return self._by_text[text]

    def _holders_of(self, text: str) -> Holders:
        asked = self.dictionary.alternatives(text)
        key = (asked, asks_a_little(text))
        if key not in self._found:
            ways = [way for either in asked if either.term for way in self._ways(either) if len(way[0])]
            best = self._best_per_candidate(ways, enough=key[1]) if ways else Holders.none()
            self._found[key] = self._without_denied(best, asked)
        return self._found[key]

    def aside(self, text: str, position: int) -> Skill | None:
        """What a candidate's row says against a skill that is asked for, or leaves open; None where it says nothing."""
        asked = self.dictionary.alternatives(text)
        for skill in self._asides.get(position, ()):
            ways = [
                compare(self.dictionary, one, said) for one in asked for said in self.dictionary.readings(skill.text)
            ]
            best = best_of(ways)
            if best is not None and best.kind.listed:
                return skill
        return None

    @cached_property
    def _denied(self) -> dict[str, list[int]]:
        """Key of a skill → the candidates who say that they do not have it."""
        places: dict[str, list[int]] = {}
        for position, asides in self._asides.items():
            for skill in asides:
                for key in self.dictionary.read(skill.text).keys if skill.stance is Stance.NOT_HELD else ():
                    places.setdefault(key, []).append(position)
        return places

    def _without_denied(self, holders: Holders, asked: tuple[Reading, ...]) -> Holders:
        """Holders without those who only have something related, and say that they do not have the skill."""
        denied = [position for key in asked[0].keys for position in self._denied.get(key, ())]
        if len(asked) > 1 or not denied:
            return holders
        kept = (holders.kind < Kind.NARROWER) | ~np.isin(holders.candidates, denied)
        whose, credit, term, kind = (
            one[kept] for one in (holders.candidates, holders.credit, holders.term, holders.kind)
        )
        return Holders(whose, credit, term, kind, holders.limited[kept])

    def why(self, text: str, term: int) -> Why | None:
        """How far a distinct term (by its number in `skills`) is a skill that is asked for; None if it is not."""
        ways = [
            compare(self.dictionary, asked, listed)
            for asked in self.dictionary.alternatives(text)
            for listed in self.dictionary.readings(self.skills[term].text)
        ]
        best = best_of(ways)
        if best is None or not self._limited[term] or asks_a_little(text):
            return best
        return replace(best, credit=best.credit // A_LITTLE)

    def in_words(self, text: str, term: int) -> str:
        """Why that term counts, in the words of `skill_comparison.in_words`; "" if it is the asked text itself."""
        if (text, term) not in self._words:
            self._words[text, term] = self._in_words(text, term)
        return self._words[text, term]

    def _in_words(self, text: str, term: int) -> str:
        listed, why = self.skills[term].text, self.why(text, term)
        if why is None or listed.casefold() == text.casefold():
            return ""
        return in_words(self.dictionary, text, listed, why)

    def _ways(self, asked: Reading) -> list[Way]:
        """The ways in which readings count for a skill, each as reading numbers, credits and kinds."""
        short = [f" {key}" for key in acronyms(asked)]
        return [
            self._covered(asked),
            self._with_one_word((asked.key, FULL_WEIGHT, True), self._readings_named(asked), known=True),
            self._with(self._postings.by_key, asked.keys, FULL, Kind.SAME),
            self._with(self._postings.by_initials, (*short, *spelled(asked)), FULL, Kind.INITIALS),
            self._with(self._postings.by_key, self.dictionary.narrower(asked.key), NARROWER, Kind.NARROWER),
            self._with(self._postings.by_key, self.dictionary.wider(asked.key), WIDER, Kind.WIDER),
        ]

    def _with(self, places: Mapping[str, Sequence[int]], keys: Iterable[str], credit: int, kind: Kind) -> Way:
        """The readings under these keys, all with one credit and kind."""
        numbers = np.asarray([number for key in keys for number in places.get(key, ())], dtype=np.int64)
        if not len(numbers):
            return NO_WAY
        return numbers, np.full(len(numbers), credit, dtype=np.int64), np.full(len(numbers), kind, dtype=np.int64)

    def _covered(self, asked: Reading) -> Way:
        """The readings that have words of a skill, with credits and kinds; the same rule as in `compare`."""
        places = {word: self._postings.with_word(word) for word in asked.words}
        if asked.known:
            places = {word: numbers[~self._known[numbers]] for word, numbers in places.items()}
        weights = {word: weight(word) for word in asked.words}
        if len(places) == 1:
            (only,) = places
            return self._with_one_word((only, weights[only], True), places[only], known=asked.known)
        at = np.concatenate([*places.values()])
        weighs = np.repeat([*weights.values()], [len(found) for found in places.values()])
        by_reading = np.bincount(at, weights=weighs)
        readings = np.flatnonzero(by_reading)
        covered = by_reading[readings].astype(np.int64)
        total = sum(weights.values())
        credit = (2 * FULL * covered + total) // (2 * total)
        in_part = ~self._known[readings] & (not asked.known)
        for word in filter(is_number, places):
            in_part &= np.isin(readings, places[word])
        good = (credit == FULL) | ((credit >= LEAST_COVERED) & in_part)
        return readings[good], credit[good], np.full(int(good.sum()), Kind.WORDS, dtype=np.int64)

    def _readings_named(self, asked: Reading) -> Ints:
        """The readings that name a known skill among their words."""
        return np.asarray(self._postings.by_word.get(asked.key, ()) if asked.known else (), dtype=np.int64)

    def _with_one_word(self, word: tuple[str, int, bool], readings: Ints, *, known: bool) -> Way:
        """`by_one_word` for each of these readings, which all have the word."""
        if not len(readings):
            return NO_WAY
        sizes: list[int] = self._sizes[readings].tolist()
        ways = {size: by_one_word(word, size, known=known) for size in set(sizes)}
        credit = np.asarray([why.credit if why else 0 for why in map(ways.get, sizes)], dtype=np.int64)
        kind = np.asarray([why.kind if why else 0 for why in map(ways.get, sizes)], dtype=np.int64)
        return readings[credit > 0], credit[credit > 0], kind[credit > 0]

    def _best_per_candidate(self, ways: Iterable[Way], *, enough: bool) -> Holders:
        """Per candidate the term with the most credit, the first typed among equals. One reading may count twice.

        Args:
            ways: As of `_ways`.
            enough: Whether a little of the skill is all that is asked for.
        """
        readings, credit, kind = (np.concatenate(parts) for parts in zip(*ways, strict=True))
        if not enough:
            credit = np.where(self._limited[self._text[readings]], credit // A_LITTLE, credit)
        best_first = np.lexsort((kind, readings, -credit))
        readings, credit, kind = readings[best_first], credit[best_first], kind[best_first]
        texts = self._text[readings]
        spans = [self._holders[self._starts[text] : self._starts[text + 1]] for text in texts.tolist()]
        people = np.concatenate(spans)
        by_way = np.repeat(np.arange(len(readings)), [len(span) for span in spans])
        order = np.argsort(people, kind="stable")
        first = order[np.flatnonzero(np.diff(people[order], prepend=-1))]
        best = by_way[first]
        limited = self._limited[texts[best]] & (not enough)
        return Holders(people[first], credit[best], texts[best], kind[best], limited)
