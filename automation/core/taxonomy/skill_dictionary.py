"""What skills mean: which texts are one skill, how that was found, and which skills need some of another.

A text is looked up in this order: the workbook's `Aliases` tab, the program's own list, the bundled table; then the
same for other ways to write it (`skill_writings`). A text that is still unknown is compared by its words. Two skills
are never taken for one because they look alike.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property, lru_cache

from automation.core.taxonomy.bundled_data import common_words, skill_table
from automation.core.taxonomy.skill_aliases import (
    FILLER_WORDS,
    RELATED_SKILLS,
    SKILL_ALIASES,
    STOP_WORDS,
)
from automation.core.taxonomy.skill_words import FULL_WEIGHT, form, initials, squash, weight, words_of
from automation.core.taxonomy.skill_writings import Term, without_acronym, without_filler, without_vendor, writings

# A known skill inside a longer text is looked for up to this many words.
_LONGEST_KNOWN = 4
_JOINED = re.compile(r"(?<!\s)(?:\s*/\s*|\s+(?:&|and)\s+)")
_OR = re.compile(r"(?<!\s)(?:\s*/\s*|\s+or\s+)", re.IGNORECASE)


class How(StrEnum):
    """How the skill that a text means was found."""

    SAME = "same"
    TAB = "Aliases tab"
    TABLE = "alias"
    RULE = "other wording"
    UNKNOWN = "words"


@dataclass(frozen=True)
class Reading:
    """A skill as typed, and what it means.

    Attributes:
        term: Its words, where a known skill is one word; () for an empty skill.
        how: How the meaning was found.
        key: Equal for texts that are one skill, whatever the order and spelling of their words.
        joined: The same without blanks, so that "data base" equals "database".
        words: The words by which it is compared in part: those of `term`, but a known skill that describes itself
            ("search engine optimization") is split into its own words, or those that were typed.
    """

    term: Term
    how: How
    key: str
    joined: str
    words: Term

    @property
    def known(self) -> bool:
        """Whether the text means a known skill."""
        return self.how is not How.UNKNOWN

    @property
    def keys(self) -> tuple[str, ...]:
        """Two texts are one skill if they share one of these; () for an empty skill."""
        return (self.key, f" {self.joined}") if self.joined else ()

    def same(self, other: "Reading") -> bool:
        """Whether both are one skill."""
        return not set(self.keys).isdisjoint(other.keys)


@cache
def _bundled() -> Mapping[str, str]:
    """Key → the known skill that it means; the program's own list wins over the bundled table."""
    own = {squash(text): name for name, written in SKILL_ALIASES.items() for text in (name, *written) if squash(text)}
    return {**skill_table().meaning, **own}


@cache
def _own_keys() -> frozenset[str]:
    """The keys in the program's own list."""
    return frozenset(squash(text) for name, written in SKILL_ALIASES.items() for text in (name, *filter(None, written)))


@cache
def _acronyms() -> frozenset[str]:
    """Known acronyms that are not words: "seo", but not "it"."""
    named = ((key, words_of(name)) for key, name in _bundled().items() if key in _own_keys())
    return frozenset(key for key, words in named if key in initials(words) and len(words) > 1) - STOP_WORDS - {"it"}


@cache
def _shown() -> Mapping[str, str]:
    """Known skill, lower case → as it is shown."""
    return {name.casefold(): name for name in _bundled().values()}


@cache
def _wider() -> Mapping[str, tuple[str, ...]]:
    """Key of a skill → keys of the wider skills that it needs some of: Django → Python."""
    plain = Dictionary()
    wider: dict[str, dict[str, None]] = {}
    for source in (RELATED_SKILLS, skill_table().related):
        for name, narrower in source.items():
            broad = plain.read(name).key
            for narrow in (plain.read(text).key for text in narrower):
                if narrow != broad:
                    wider.setdefault(narrow, {})[broad] = None
    return {narrow: tuple(broad) for narrow, broad in wider.items()}


@cache
def _narrower() -> Mapping[str, tuple[str, ...]]:
    """Key of a skill → keys of the narrower skills that need some of it: Python → Django."""
    narrower: dict[str, list[str]] = {}
    for narrow, broad in _wider().items():
        for skill in broad:
            narrower.setdefault(skill, []).append(narrow)
    return {skill: tuple(narrow) for skill, narrow in narrower.items()}


@lru_cache(maxsize=100_000)
def _describes_itself(skill: str) -> bool:
    """Whether a known skill is named by common words ("machine learning"), not by a proper name ("Visual Studio")."""
    *_, last = words = _shown().get(skill, skill).split()
    return len(words) > 1 and last.islower() and all(form(word.casefold()) in common_words() for word in words)


class Dictionary:
    """What terms mean: the bundled aliases and, winning over them, those of the workbook."""

    def __init__(self, aliases: Mapping[str, str] | None = None) -> None:
        self._own: dict[str, str] = {}
        for word, meant in (aliases or {}).items():
            if squash(word) and squash(meant):
                target = self._own.get(squash(meant)) or _bundled().get(squash(meant)) or meant
                self._own[squash(word)] = target
                self._own.setdefault(squash(meant), target)
        self._readings: dict[str, Reading] = {}

    @cached_property
    def known(self) -> AbstractSet[str]:
        """The known skills, lower case."""
        mine = {name.casefold() for name in self._own.values()}
        return _shown().keys() | mine if mine else _shown().keys()

    def term(self, text: str) -> Term:
        """The words of a skill as typed, where a known skill is one word; () for an empty skill."""
        return self.read(text).term

    def read(self, text: str) -> Reading:
        """What a skill as typed means."""
        if text not in self._readings:
            self._readings[text] = self._read(text)
        return self._readings[text]

    def weight(self, text: str) -> int:
        """The weight of a skill in tenths: half is fixed, half depends on its heaviest word."""
        return (FULL_WEIGHT + max(map(weight, self.read(text).words), default=FULL_WEIGHT)) // 2

    def settled(self, word: str) -> bool:
        """Whether a word is a known skill or a common word, and so no typo, whatever it looks like."""
        return word in self.known or form(word) in common_words()

    def form(self, word: str) -> str:
        """A word as it is compared; the name of a known skill has no plural ("pandas")."""
        return word if word in self.known else form(word)

    def readings(self, text: str) -> tuple[Reading, ...]:
        """What a listed text means: one skill, or as many known ones as it joins by slashes, as "C#/.NET" does."""
        parts = [self.read(part) for part in _JOINED.split(text)]
        joins = len(parts) > 1 and all(part.known for part in parts) and not self._is_one(text)
        return tuple(parts) if joins else (self.read(text),)

    def alternatives(self, text: str) -> tuple[Reading, ...]:
        """What an asked text means: one skill, and any of those it joins by slashes or "or", as "AWS / GCP" does.

        Unknown parts count only if they are single words: "sales/business development manager" does not ask for sales.
        """
        parts = [self.read(part) for part in _OR.split(text)]
        either = all(
            len(part.term) == 1 and (part.known or (part.key.isalpha() and len(part.key) > 1)) for part in parts
        )
        joins = len(parts) > 1 and either and not self._is_one(text)
        return (self.read(text), *parts) if joins else (self.read(text),)

    def _is_one(self, text: str) -> bool:
        """Whether a text is a known skill as a whole: "CI/CD" is, "AWS / GCP" is not GCP of the vendor AWS."""
        return self._look_up(squash(text)) is not None if "/" in text else self.read(text).known

    def shown(self, skill: str) -> str:
        """A known skill as it is written: "kubernetes" → "Kubernetes"."""
        mine = next((name for name in self._own.values() if name.casefold() == skill), None)
        return mine or _shown().get(skill, skill)

    def same(self, one: str, other: str) -> bool:
        """Whether two texts are one skill: by alias or by a rule of writing."""
        return self.read(one).same(self.read(other))

    def wider(self, skill: str) -> tuple[str, ...]:
        """The wider known skills that this one needs some of: "django" → ("python",)."""
        return _wider().get(skill, ())

    def narrower(self, skill: str) -> tuple[str, ...]:
        """The narrower known skills that need some of this one: "python" → ("django", …)."""
        return _narrower().get(skill, ())

    def hints(self, text: str) -> tuple[str, ...]:
        """The skills that a text may mean by the bundled table; for suggestions only."""
        return tuple(skill_table().hints.get(squash(text), ()))

    def distinct(self, texts: Iterable[str]) -> list[str]:
        """The skills among texts, each once under its first name; "SEO" and "search engine optimisation" are one."""
        kept: list[str] = []
        for text in texts:
            if self.term(text) and not any(self.same(text, other) for other in kept):
                kept.append(text)
        return kept

    def _look_up(self, key: str) -> tuple[str, How] | None:
        """The known skill that a key means, lower case."""
        if key in self._own:
            return self._own[key].casefold(), How.TAB
        name = _bundled().get(key)
        if name is None:
            return None
        return name.casefold(), How.SAME if squash(name) == key else How.TABLE

    def _read(self, text: str) -> Reading:
        found = self._look_up(squash(text))
        if found:
            return _known_reading(*found)
        tried: set[tuple[Term, bool]] = set()
        for words, names_only in writings(text):
            if (words, names_only) in tried:
                continue
            tried.add((words, names_only))
            found = self._look_up(squash("".join(words))) or self._look_up(squash("".join(map(form, words))))
            if found and not (names_only and _ordinary(words)):
                return _known_reading(found[0], How.RULE if found[1] is How.SAME else found[1])
        parts = self._join_known(without_vendor(without_acronym(without_filler(words_of(text)))))
        telling = {part: typed for part, typed in parts if part not in STOP_WORDS and any(map(str.isalnum, part))}
        specific = {part: typed for part, typed in telling.items() if part not in FILLER_WORDS}
        return _reading_of(specific or telling)

    def _join_known(self, words: Sequence[str]) -> list[tuple[str, Term]]:
        """The words, each with what was typed; the longest known skills in them become one word."""
        joined: list[tuple[str, Term]] = []
        at = 0
        while at < len(words):
            for size in range(min(_LONGEST_KNOWN, len(words) - at), 0, -1):
                typed = tuple(words[at : at + size])
                found = self._look_up(squash("".join(typed)))
                if found and (size > 1 or self._means_itself(words[at], found[0])):
                    joined.append((found[0], typed))
                    at += size
                    break
            else:
                joined.append((words[at], (words[at],)))
                at += 1
        return joined

    def _means_itself(self, word: str, skill: str) -> bool:
        """Whether a word among others means the skill that it means alone; "it", "go" and "word" do not."""
        key = squash(word)
        sure = key in self._own or (form(key) not in common_words() and (len(key) > 2 or not key.isalpha()))
        return skill == word or sure or key in _acronyms()


def _known_reading(skill: str, how: How) -> Reading:
    words = [word for word in words_of(skill) if word not in STOP_WORDS] if _describes_itself(skill) else [skill]
    distinct = tuple(dict.fromkeys(words))
    return Reading((skill,), how, skill, squash(skill), distinct if len(distinct) == len(words) else (skill,))


def _reading_of(parts: Mapping[str, Term]) -> Reading:
    """The reading of a text that is no known skill: `parts` are its words → what was typed for each."""
    words: dict[str, None] = {}
    for part, typed in parts.items():
        own = (
            [word for word in typed if word not in STOP_WORDS] if len(typed) > 1 and _describes_itself(part) else [part]
        )
        words.update(dict.fromkeys(own))
    forms = [form(part) for part in parts]
    return Reading(tuple(parts), How.UNKNOWN, " ".join(sorted(set(forms))), squash("".join(forms)), tuple(words))


def _ordinary(words: Term) -> bool:
    """Whether a skill is written in common words only, so that the words dropped beside them may matter."""
    return squash("".join(words)) not in _own_keys() and all(form(word) in common_words() for word in words)
