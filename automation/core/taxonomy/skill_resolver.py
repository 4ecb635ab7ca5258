"""Which of a list of skills a text means.

`Resolver.resolve` also says how it found the skill. What it finds exactly, by the `Aliases` tab, by the bundled table,
by a rule of writing or as a typo is the same skill. Anything else is a suggestion for a person to look at; matching
never uses a suggestion.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from automation.core.taxonomy.skill_dictionary import Dictionary
from automation.core.taxonomy.skill_readings import How
from automation.core.taxonomy.skill_words import initials, squash, typos_of, words_of

Floats = npt.NDArray[np.float64]


class Found(StrEnum):
    """How a text was resolved, the surest first."""

    SAME = "same"
    TAB = "Aliases tab"
    TABLE = "alias"
    RULE = "other wording"
    TYPO = "slip of the keyboard"
    SUGGESTION = "suggestion"
    NONE = "not known"

    @property
    def sure(self) -> bool:
        """Whether the text is the skill, not only similar to it."""
        return self not in {Found.SUGGESTION, Found.NONE}


_FOUND = {How.SAME: Found.SAME, How.TAB: Found.TAB, How.TABLE: Found.TABLE, How.RULE: Found.RULE}


@dataclass(frozen=True)
class Resolution:
    """What a text means: one of the skills known, "" if none is near; and how it was found."""

    text: str
    skill: str
    found: Found


class Resolver:
    """Resolves against a list of skills.

    Args:
        skills: The skills known here, as they are written.
        dictionary: What terms mean.
    """

    def __init__(self, skills: Iterable[str], dictionary: Dictionary) -> None:
        self.dictionary = dictionary
        self.skills = list(dict.fromkeys(skills))
        self._exact: dict[str, int] = {}
        self._by_key: dict[str, list[int]] = defaultdict(list)
        for number, skill in enumerate(self.skills):
            self._exact.setdefault(squash(skill), number)
            for key in dictionary.read(skill).keys:
                self._by_key[key].append(number)

    @cached_property
    def _likeness(self) -> "Likeness":
        return Likeness(self.skills)

    def resolve(self, text: str) -> Resolution:
        """The skill that a text means, or the nearest one as a suggestion."""
        reading = self.dictionary.read(text)
        if reading.how is not How.TAB and squash(text) in self._exact:
            return Resolution(text, self.skills[self._exact[squash(text)]], Found.SAME)
        for key in reading.keys:
            if key in self._by_key:
                like = self.dictionary.shown(reading.key) if reading.how is How.TAB else text
                return Resolution(text, self._nearest(like, self._by_key[key]), _FOUND.get(reading.how, Found.RULE))
        slips = [] if self.dictionary.settled(squash(text)) else typos_of(squash(text), list(self._exact))
        if slips:
            return Resolution(text, self._nearest(text, [self._exact[slip] for slip in slips]), Found.TYPO)
        for skill in self._hinted(text):
            return Resolution(text, skill, Found.SUGGESTION)
        for skill, _ in self.suggestions(text, 1):
            return Resolution(text, skill, Found.SUGGESTION)
        return Resolution(text, "", Found.NONE)

    def similar(self, text: str) -> str:
        """The skill that a text may well mean, for a person to look at; "" if none is like enough."""
        for skill, alike in self.suggestions(text, 1):
            # Two known skills are two, however alike they look.
            two = self.dictionary.read(text).known and self.dictionary.read(skill).known
            return skill if alike >= ENOUGH and not two else ""
        return ""

    def suggestions(self, text: str, most: int = 5) -> list[tuple[str, float]]:
        """The skills most like a text, the likest first; with how alike they are, 0 to 1."""
        return [(self.skills[number], alike) for number, alike in self._likeness.best(text, most)]

    def _nearest(self, text: str, numbers: Sequence[int]) -> str:
        """The one that has all words of the text; of several, the one written most like it, the first among equals."""
        words = set(words_of(text))

        def nearness(number: int) -> tuple[bool, float, int]:
            skill = self.skills[number]
            return words.issubset(words_of(skill)), fuzz.ratio(text.casefold(), skill.casefold()), -number

        return self.skills[max(numbers, key=nearness)]

    def _hinted(self, text: str) -> list[str]:
        """The skills that the text may mean, by the bundled table."""
        names = self.dictionary.hints(text)
        numbers = [number for name in names for number in self._by_key.get(self.dictionary.read(name).key, ())]
        return [self.skills[number] for number in numbers]


_ENDINGS = re.compile(
    "(?:i[sz]ation|ational|ation|ating|ated|ates|ate|ition|ities|ity|ions?|ings?|ers?|ors?|ed|es|al|ance|ence|ments?|"
    "able|ability|ical|ic|ive|s|e|y)$"
)
_SEAMS = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])")


def roots(text: str) -> list[str]:
    """The words of a text without their endings; words joined in camel case, and numbers, stand apart."""
    found = []
    for word in words_of(_SEAMS.sub(" ", text)):
        root = _ENDINGS.sub("", word) if len(word) > 4 else word
        root = root if len(root) > 2 else word
        found.append(root[:-1] if len(root) > 3 and root[-1] == root[-2] else root)
    return found


def grams(text: str) -> list[str]:
    """The groups of two to four letters of a text, with the gaps between its words."""
    line = f" {' '.join(words_of(text))} "
    return [line[at : at + size] for size in (2, 3, 4) for at in range(len(line) - size + 1)]


class Postings:
    """Features of texts, weighed by how few texts have them, for cosines."""

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        counts = Counter(feature for features in texts for feature in set(features))
        self._count = len(texts)
        self._rarity = {feature: self._rare(count) for feature, count in counts.items()}
        postings: dict[str, tuple[list[int], list[float]]] = defaultdict(lambda: ([], []))
        for number, features in enumerate(texts):
            for feature, value in self._vector(features).items():
                postings[feature][0].append(number)
                postings[feature][1].append(value)
        self._postings = {feature: (np.asarray(at), np.asarray(values)) for feature, (at, values) in postings.items()}

    def _rare(self, count: int) -> float:
        return math.log((1 + self._count) / (1 + count)) + 1

    def _vector(self, features: Sequence[str]) -> dict[str, float]:
        weights = {
            feature: (1 + math.log(count)) * self._rarity.get(feature, self._rare(0))
            for feature, count in Counter(features).items()
        }
        length = math.sqrt(sum(value * value for value in weights.values()))
        return {feature: value / length for feature, value in weights.items()}

    def cosines(self, features: Sequence[str]) -> Floats:
        """How alike each text is to these features, 0 to 1."""
        alike = np.zeros(self._count)
        for feature, value in self._vector(features).items():
            if feature in self._postings:
                at, values = self._postings[feature]
                alike[at] += value * values
        return alike


# From this likeness on, 0 to 1, 97 of 100 suggestions among ten skills are right (open half of the aliases).
ENOUGH = 0.3
# Hand-set: letters, roots of words, the whole spelling, initials; and that all roots are the same.
LETTERS, ROOTS, SPELLING, INITIALS, SAME_ROOTS = 1.0, 0.5, 1.0, 0.8, 0.4


class Likeness:
    """How alike texts look to skills: for suggestions, never to merge."""

    def __init__(self, skills: Sequence[str]) -> None:
        self._letters = Postings([grams(skill) for skill in skills])
        self._roots = Postings([roots(skill) for skill in skills])
        self._spellings = [squash(skill) for skill in skills]
        self._initials: dict[str, list[int]] = defaultdict(list)
        self._with_roots: dict[frozenset[str], list[int]] = defaultdict(list)
        for number, skill in enumerate(skills):
            if same := frozenset(roots(skill)):
                self._with_roots[same].append(number)
            words = words_of(_SEAMS.sub(" ", skill))
            for letters in initials(words) if len(words) > 1 else ():
                self._initials[letters].append(number)

    def best(self, text: str, most: int) -> list[tuple[int, float]]:
        """Positions of the likest skills, the likest first, with how alike they are, 0 to 1."""
        if not self._spellings:
            return []
        spelling = process.cdist([squash(text)], self._spellings, scorer=fuzz.ratio, dtype=np.float64)[0] / 100
        alike = (
            LETTERS * self._letters.cosines(grams(text))
            + ROOTS * self._roots.cosines(roots(text))
            + SPELLING * spelling
        )
        alike[self._initials.get(squash(text), [])] += INITIALS
        alike[self._with_roots.get(frozenset(roots(text)), [])] += SAME_ROOTS
        order = np.lexsort((np.arange(len(alike)), -alike))[:most]
        most_alike = LETTERS + ROOTS + SPELLING + INITIALS + SAME_ROOTS
        return [(int(at), float(alike[at]) / most_alike) for at in order if alike[at] > 0]
