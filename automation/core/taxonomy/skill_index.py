"""Who has which skill, how fully, and why.

Skills are whole terms: "React" is never found inside "React Native", nor "Java" inside "JavaScript". Two texts that
mean one skill are the same. Else a skill counts in part: by the words of it that one term of the row has, or because
the row lists a related one. `compare` is the rule for one pair; `SkillIndex` applies it to everybody at once.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

import numpy as np
import numpy.typing as npt

from automation.core.taxonomy.skill_dictionary import Dictionary, How, Reading, Term
from automation.core.taxonomy.skill_words import (
    FULL_WEIGHT,
    initials,
    squash,
    stem,
    typos_of,
    weight,
    word_weight,
)

__all__ = [
    "FULL",
    "Dictionary",
    "Holders",
    "How",
    "Ints",
    "Kind",
    "SkillIndex",
    "Term",
    "Why",
    "compare",
    "squash",
    "stem",
    "typos_of",
    "word_weight",
]

# A phrase this long is somebody's sentence; a skill named in it as a whole word counts.
SENTENCE = 4
# Credits are kept in 1/10,000, so that sums and products are exact wherever they are computed.
FULL = 10_000
# Half of a must-have's words and less is no sign of it.
LEAST_COVERED = FULL // 2 + 1
# A word that a shorter term names ("payroll" in "payroll processing") is half of it: it may be about something else.
NAMED = FULL // 2
# Who lists a skill that takes some of the one asked (React for JavaScript) has half of it, as one step of the ladder of
# levels has. The other way round it is the ground to start from: a quarter.
NARROWER, WIDER = FULL // 2, FULL // 4
# Shorter acronyms stand for too much.
SHORTEST_ACRONYM = 3

Ints = npt.NDArray[np.int64]


class Kind(IntEnum):
    """In what way a term counts for a skill; of equal credits the first one is told."""

    SAME = 0
    WORDS = 1
    NAMED = 2
    INITIALS = 3
    NARROWER = 4
    WIDER = 5

    @property
    def listed(self) -> bool:
        """Whether the row lists the skill itself, in whole or in part, not a related one."""
        return self < Kind.NARROWER


@dataclass(frozen=True)
class Why:
    """How far a term of a row is a skill that is asked for.

    Attributes:
        kind: In what way.
        credit: How fully, 0 to `FULL`.
        words: For `WORDS`: each word of the skill asked, its weight in tenths, and whether the term has it. The credit
            is the share of the weights.
    """

    kind: Kind
    credit: int
    words: tuple[tuple[str, int, bool], ...] = ()


def compare(dictionary: Dictionary, asked: Reading, listed: Reading) -> Why | None:
    """How far a listed term is the skill asked; None where it isn't."""
    if not asked.term or not listed.term:
        return None
    if asked.same(listed):
        return Why(Kind.SAME, FULL)
    named = (asked.key, FULL_WEIGHT, asked.known and asked.key in listed.words)
    ways = [
        _by_words(dictionary, asked, listed),
        _by_one_word(named, len(listed.words), known=True),
        Why(Kind.INITIALS, FULL) if acronyms(asked) & spelled(listed) or acronyms(listed) & spelled(asked) else None,
        Why(Kind.NARROWER, NARROWER) if asked.key in dictionary.wider(listed.key) else None,
        Why(Kind.WIDER, WIDER) if listed.key in dictionary.wider(asked.key) else None,
    ]
    return max(filter(None, ways), key=lambda why: (why.credit, -why.kind), default=None)


def _by_words(dictionary: Dictionary, asked: Reading, listed: Reading) -> Why | None:
    if asked.known and listed.known:
        # Two known skills are two, whatever words they share: business to business, and to consumers.
        return None
    words = tuple(
        (word, weight(word), any(_same_word(dictionary, word, other) for other in listed.words)) for word in asked.words
    )
    if len(words) == 1:
        return _by_one_word(words[0], len(listed.words), known=asked.known)
    covered = sum(weighs for _, weighs, found in words if found)
    total = sum(weighs for _, weighs, _ in words)
    credit = (2 * FULL * covered + total) // (2 * total)
    # A known skill is had or not, whatever words it is named by; and ISO 9001 is not ISO 27001.
    whole = asked.known or listed.known or any(_is_number(word) for word, _, found in words if not found)
    return Why(Kind.WORDS, credit, words) if credit == FULL or (credit >= LEAST_COVERED and not whole) else None


def _by_one_word(word: tuple[str, int, bool], size: int, *, known: bool) -> Why | None:
    """A single word is the whole term, or named by a longer one; letters alone are not ("vitamin C")."""
    text, weighs, found = word
    if not found:
        return None
    if size == 1:
        return Why(Kind.WORDS, FULL, (word,))
    if len(text) < SHORTEST_ACRONYM and text.isalpha():
        return None
    return Why(Kind.NAMED, FULL if size >= SENTENCE and (known or weighs == FULL_WEIGHT) else NAMED)


def _is_number(word: str) -> bool:
    return any(map(str.isdigit, word))


def _same_word(dictionary: Dictionary, one: str, other: str) -> bool:
    """Whether two words are one, but for plural, spelling and slips; two that are right are two, however alike."""
    if dictionary.form(one) == dictionary.form(other):
        return True
    return not (dictionary.settled(one) and dictionary.settled(other)) and bool(typos_of(one, [other]))


def acronyms(reading: Reading) -> frozenset[str]:
    """A skill that may be short for something: one unknown word of three letters and more."""
    word = reading.key
    short = reading.how is How.UNKNOWN and word.isalpha() and word.isascii() and len(word) >= SHORTEST_ACRONYM
    return frozenset({word} if short else ())


def spelled(reading: Reading) -> frozenset[str]:
    """What a skill of several words may be shortened to."""
    several = len(reading.words) >= SHORTEST_ACRONYM
    return frozenset(initials(reading.words) if several else ())


@dataclass(frozen=True)
class Holders:
    """Who has a skill: candidates (ascending positions), how fully (0 to `FULL`), and by which of their terms.

    `kind` says in what way, as numbers of `Kind`.
    """

    candidates: Ints
    credit: Ints
    term: Ints
    kind: Ints

    @staticmethod
    def none() -> "Holders":
        """Nobody."""
        empty = np.empty(0, dtype=np.int64)
        return Holders(empty, empty, empty, empty)

    @property
    def listing(self) -> Ints:
        """Those who list the skill itself, not a related one."""
        return self.candidates[self.kind < Kind.NARROWER]


class SkillIndex:
    """Everybody's skills as postings, so that a requisition's skill meets each distinct term once.

    Args:
        skills: Per candidate (by position) the skills as typed.
        dictionary: What terms mean.
    """

    def __init__(self, skills: Sequence[Iterable[str]], dictionary: Dictionary) -> None:
        self.dictionary = dictionary
        self.texts: list[str] = []
        ids: dict[str, int] = {}
        candidates: list[int] = []
        terms: list[int] = []
        for position, texts in enumerate(skills):
            for text in filter(None, texts):
                number = ids.get(text)
                if number is None:
                    number = ids[text] = len(ids)
                    self.texts.append(text)
                candidates.append(position)
                terms.append(number)
        order = np.argsort(np.asarray(terms, dtype=np.int64), kind="stable")
        self._holders = np.asarray(candidates, dtype=np.int64)[order]
        self._starts = np.searchsorted(np.asarray(terms, dtype=np.int64)[order], np.arange(len(ids) + 1))
        # "C#/.NET" is two readings of one text.
        read = [(number, reading) for number, text in enumerate(self.texts) for reading in dictionary.readings(text)]
        self._readings = [reading for _, reading in read]
        self._text = np.asarray([number for number, _ in read], dtype=np.int64)
        self._sizes = np.asarray([len(reading.words) for reading in self._readings], dtype=np.int64)
        self._known = np.asarray([reading.known for reading in self._readings], dtype=bool)
        self._places: dict[str, Ints] = {}
        self._found: dict[tuple[Reading, ...], Holders] = {}

    @cached_property
    def _by_key(self) -> dict[str, list[int]]:
        """Key, or joined words behind a blank → the readings."""
        places: dict[str, list[int]] = {}
        for number, reading in enumerate(self._readings):
            for key in reading.keys:
                places.setdefault(key, []).append(number)
        return places

    @cached_property
    def _by_word(self) -> dict[str, list[int]]:
        """Word as it is compared → the readings that have it."""
        places: dict[str, list[int]] = {}
        for number, reading in enumerate(self._readings):
            for word in dict.fromkeys(map(self.dictionary.form, reading.words)):
                places.setdefault(word, []).append(number)
        return places

    @cached_property
    def _by_initial(self) -> dict[str, tuple[list[str], list[str]]]:
        """First letter → the words of readings, those that are no slip in the second list."""
        groups: dict[str, tuple[list[str], list[str]]] = {}
        for word in dict.fromkeys(word for reading in self._readings for word in reading.words):
            groups.setdefault(word[0], ([], []))[self.dictionary.settled(word)].append(word)
        return groups

    @cached_property
    def _by_initials(self) -> dict[str, list[int]]:
        """Acronyms, and behind a blank what may be shortened to them → the readings."""
        places: dict[str, list[int]] = {}
        for number, reading in enumerate(self._readings):
            for key in (*acronyms(reading), *(f" {letters}" for letters in spelled(reading))):
                places.setdefault(key, []).append(number)
        return places

    def _readings_with(self, word: str) -> Ints:
        """The readings in which a word stands, in the plural or with a slip of the keyboard."""
        if word not in self._places:
            unsure, settled = self._by_initial.get(word[0], ([], []))
            slips = typos_of(word, unsure if self.dictionary.settled(word) else [*unsure, *settled])
            forms = dict.fromkeys(map(self.dictionary.form, [word, *slips]))
            numbers = sorted({number for own in forms for number in self._by_word.get(own, ())})
            self._places[word] = np.asarray(numbers, dtype=np.int64)
        return self._places[word]

    def holders(self, text: str) -> Holders:
        """Who has the skill that a requisition asks for, compared once a distinct skill."""
        asked = self.dictionary.alternatives(text)
        if asked not in self._found:
            ways = [way for either in asked if either.term for way in self._ways(either)]
            self._found[asked] = self._best_per_candidate(ways) if ways else Holders.none()
        return self._found[asked]

    def why(self, text: str, term: int) -> Why | None:
        """How far a distinct term of somebody's row (by its number in `texts`) is a skill that is asked for."""
        ways = [
            compare(self.dictionary, asked, listed)
            for asked in self.dictionary.alternatives(text)
            for listed in self.dictionary.readings(self.texts[term])
        ]
        return max(filter(None, ways), key=lambda why: (why.credit, -why.kind), default=None)

    def told(self, text: str, term: int) -> str:
        """The same in words: "k8s → Kubernetes (alias)", "React (related to JavaScript)"; "" where it is the text."""
        listed, why = self.texts[term], self.why(text, term)
        if why is None or listed.casefold() == text.casefold():
            return ""
        if why.kind is Kind.SAME and len(self.dictionary.alternatives(text)) > 1:
            return f"{listed}, one of {text}"
        return _TOLD[why.kind](self.dictionary, text, listed, why)

    def _ways(self, asked: Reading) -> list[tuple[Ints, Ints, Ints]]:
        """In which ways readings are the skill: their numbers, how fully they are it, and the kinds."""
        short = [f" {key}" for key in acronyms(asked)]
        return [
            self._covered(asked),
            self._with_one_word((asked.key, FULL_WEIGHT, True), self._readings_named(asked), known=True),
            self._with(self._by_key, asked.keys, FULL, Kind.SAME),
            self._with(self._by_initials, (*short, *spelled(asked)), FULL, Kind.INITIALS),
            self._with(self._by_key, self.dictionary.narrower(asked.key), NARROWER, Kind.NARROWER),
            self._with(self._by_key, self.dictionary.wider(asked.key), WIDER, Kind.WIDER),
        ]

    def _with(
        self, places: Mapping[str, Sequence[int]], keys: Iterable[str], credit: int, kind: Kind
    ) -> tuple[Ints, Ints, Ints]:
        """The readings under these keys, all with one credit and kind."""
        numbers = np.asarray([number for key in keys for number in places.get(key, ())], dtype=np.int64)
        return numbers, np.full(len(numbers), credit, dtype=np.int64), np.full(len(numbers), kind, dtype=np.int64)

    def _covered(self, asked: Reading) -> tuple[Ints, Ints, Ints]:
        """The readings that have words of a skill, how fully they are it, and in what way; see `compare`."""
        places = {word: self._readings_with(word) for word in asked.words}
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
        for word in filter(_is_number, places):
            in_part &= np.isin(readings, places[word])
        good = (credit == FULL) | ((credit >= LEAST_COVERED) & in_part)
        return readings[good], credit[good], np.full(int(good.sum()), Kind.WORDS, dtype=np.int64)

    def _readings_named(self, asked: Reading) -> Ints:
        """The readings that name a known skill among their words."""
        return np.asarray(self._by_word.get(asked.key, ()) if asked.known else (), dtype=np.int64)

    def _with_one_word(self, word: tuple[str, int, bool], readings: Ints, *, known: bool) -> tuple[Ints, Ints, Ints]:
        """As `_by_one_word` has it, for these readings, which all have the word."""
        sizes = self._sizes[readings]
        ways = {size: _by_one_word(word, size, known=known) for size in np.unique(sizes).tolist()}
        credit = np.asarray([why.credit if why else 0 for why in map(ways.get, sizes.tolist())], dtype=np.int64)
        kind = np.asarray([why.kind if why else 0 for why in map(ways.get, sizes.tolist())], dtype=np.int64)
        return readings[credit > 0], credit[credit > 0], kind[credit > 0]

    def _best_per_candidate(self, ways: Iterable[tuple[Ints, Ints, Ints]]) -> Holders:
        """Per person the fullest term, the first one typed among equals. A reading may stand there in several ways."""
        readings, credit, kind = (np.concatenate(parts) for parts in zip(*ways, strict=True))
        if not len(readings):
            return Holders.none()
        best_first = np.lexsort((kind, readings, -credit))
        readings, credit, kind = readings[best_first], credit[best_first], kind[best_first]
        texts = self._text[readings]
        spans = [self._holders[self._starts[text] : self._starts[text + 1]] for text in texts.tolist()]
        people = np.concatenate(spans)
        by_way = np.repeat(np.arange(len(readings)), [len(span) for span in spans])
        order = np.argsort(people, kind="stable")
        first = order[np.flatnonzero(np.diff(people[order], prepend=-1))]
        best = by_way[first]
        return Holders(people[first], credit[best], texts[best], kind[best])


def _told_same(dictionary: Dictionary, asked: str, listed: str, _why: Why) -> str:
    """Which of the two texts means the skill by another name."""
    said = []
    for text in (listed, asked):
        reading = dictionary.read(text)
        shown = dictionary.shown(reading.key)
        if reading.known and reading.how is not How.SAME and shown.casefold() != text.casefold():
            said.append(f"{text} → {shown} ({reading.how})")
    return "; ".join(said) or f"{listed} (other wording)"


def _told_words(_dictionary: Dictionary, _asked: str, listed: str, why: Why) -> str:
    """Which of the words asked it has, with their weights."""
    words = (f"{'' if found else 'not '}{word} ({weighs / FULL_WEIGHT:g})" for word, weighs, found in why.words)
    return f"{listed}: {', '.join(words)}"


_TOLD: Mapping[Kind, Callable[[Dictionary, str, str, Why], str]] = {
    Kind.SAME: _told_same,
    Kind.WORDS: _told_words,
    Kind.NAMED: lambda _dictionary, asked, listed, _why: f"{asked} is named in '{listed}'",
    Kind.INITIALS: lambda _dictionary, asked, listed, _why: (
        f"{listed} (initials of {asked})" if len(listed) < len(asked) else f"{asked} (initials of {listed})"
    ),
    Kind.NARROWER: lambda _dictionary, asked, listed, _why: f"{listed} (related to {asked})",
    Kind.WIDER: lambda _dictionary, asked, listed, _why: f"{listed} (related to {asked})",
}
