"""The bundled table of skills: names, what else people write for them, and what is related without being the same.

Sources say that one text stands for another; they don't say whether it is the same skill. Topics file Vuex under
Vue.js and editors colour Bash as Shell. So an alias of a source means its name only if

* it is not the name of another skill ("bash" is one), and no more reliable source uses it for another skill;
* it looks like the name (a word, a beginning or the initials in common), or a second source says the same;
* it doesn't merely extend the name by some letters ("vuex"), unless they make no other product ("reactjs", "drupal7");
* it has more than two letters, is no common word and doesn't say less than the name in common words, or a second
  source says the same ("md" may be Markdown or a doctor, "quality" that of code or of cheese, and "time management" is
  no time management game).

An alias that fails the first or the third rule is related to the name; one that fails another rule is a suggestion.
"""

# ruff: noqa: INP001  The folder holds programs, it is no package.
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from skill_sources import FEW_LETTERS, WORDS, Entry, skill_entries

from automation.core.taxonomy.bundled_data import common_words
from automation.core.taxonomy.skill_words import LEAST_WEIGHT, american, form, initials, squash, weight, words_of

# Endings that make no other product of a name: "reactjs", "rustlang", "drupal7".
ENDINGS = re.compile(r"s|es|js|py|db|lang|os|osx|ide|io|ci|ing|apps?|api|sdk|cms|fw|hub|run|(?:js|v)?\d+\w?")


def keys_of(text: str) -> list[str]:
    """A text as it is looked up: as it stands, and with each word in American spelling and singular.

    A word alone keeps its plural: Rails is no rail.
    """
    words = words_of(text)
    plain = "".join(form(word) for word in words) if len(words) > 1 else american(squash(text))
    return [key for key in dict.fromkeys([squash(text), squash(plain)]) if key]


class Concepts:
    """The sources joined: entries that write one concept differently become one."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
        self.named: dict[str, int] = {}
        self._parent = list(range(len(entries)))
        for number, entry in enumerate(entries):
            certain = entry.aliases if entry.source == "own" else ()
            for key in (key for text in (*entry.names, *certain) for key in keys_of(text)):
                self._join(self.named.setdefault(key, number), number)
        for number, alias in self.claims():
            for key in keys_of(alias):
                if key in self.named and self._one(number, self.named[key], alias):
                    self._join(self.named[key], number)

    def claims(self) -> Iterator[tuple[int, str]]:
        """All pairs of an entry and one of its aliases."""
        return ((number, alias) for number, entry in enumerate(self.entries) for alias in entry.aliases)

    def _one(self, number: int, other: int, alias: str) -> bool:
        """Whether an alias that is another entry's name joins the two: each names the other, or contains its name."""
        entry, named = self.entries[number], self.entries[other]
        if {self.entries[self.of(one)].source for one in (number, other)} == {"own"}:
            return False
        mine = {key for name in entry.names for key in keys_of(name)}
        if any(squash(alias) in initials(words_of(name)) for name in entry.names):
            return True
        if any(mine & set(keys_of(back)) for back in named.aliases):
            return True
        pairs = [sorted((alias, name), key=lambda text: len(squash(text))) for name in entry.names]
        return entry.source != "linguist" and any(
            len(short) > FEW_LETTERS and squash(short) in squash(long) and not is_ordinary(short)
            for short, long in pairs
        )

    def of(self, number: int) -> int:
        """The first entry of the concept that an entry belongs to."""
        while self._parent[number] != number:
            number = self._parent[number]
        return number

    def _join(self, one: int, other: int) -> None:
        first, second = sorted((self.of(one), self.of(other)))
        self._parent[second] = first

    def names(self) -> dict[int, list[str]]:
        """Concept → its writings, from the most careful source on."""
        names: dict[int, list[str]] = {}
        for number, entry in enumerate(self.entries):
            names.setdefault(self.of(number), []).extend(entry.names)
        return names


def looks_like(alias: str, names: Sequence[str]) -> bool:
    """Whether an alias has a word, a beginning or the initials in common with a name."""
    key, words = squash(alias), words_of(alias)
    telling = {form(word) for word in words if weight(word) > LEAST_WEIGHT}
    for name in names:
        own, own_words = squash(name), words_of(name)
        within = min(len(key), len(own)) > 2 and (key in own or own in key or key[:4] == own[:4])
        if within or telling & set(map(form, own_words)) or key in initials(own_words) or own in initials(words):
            return True
    return False


def merely_extends(alias: str, names: Sequence[str]) -> bool:
    """Whether an alias is a name and a few letters more, which may make it another product."""
    if len(words_of(alias)) > 1:
        return False
    tails = [squash(alias).removeprefix(squash(name)) for name in names if squash(alias).startswith(squash(name))]
    return any(0 < len(tail) <= FEW_LETTERS and not ENDINGS.fullmatch(tail) for tail in tails)


def is_sure(key: str, alias: str, names: Sequence[str], by: set[str]) -> bool:
    """Whether one source is enough to take an alias for its name."""
    short_for = any(key in initials(words_of(name)) for name in names)
    ordinary = not short_for and by != {"onet"} and is_ordinary(alias)
    wider = ordinary and (len(words_of(alias)) == 1 or any(has_all(name, alias) for name in names))
    return len(key) > 2 and key not in WORDS and not wider and looks_like(alias, names)


def is_within(short: str, long: str) -> bool:
    """Whether one spelling of a name is part of another one, and is no common word."""
    return len(short) > FEW_LETTERS and squash(short) in squash(long) and not is_ordinary(short)


def is_ordinary(text: str) -> bool:
    """Whether all words of a text are common ones."""
    return all(form(word) in common_words() for word in words_of(text))


def has_all(name: str, alias: str) -> bool:
    """Whether a name has all words of an alias and more: time management is no time management game."""
    own, others = ({form(word) for word in words_of(text)} for text in (alias, name))
    return own < others


SAME, RELATED, HINT = "=~?"


def skill_lines(sources: Path) -> list[str]:
    """A concept a line: its name, then what means it, what is related to it, and what may mean it, each by blanks."""
    concepts = Concepts(list(skill_entries(sources)))
    names = concepts.names()
    owner = {key: concepts.of(number) for key, number in concepts.named.items()}
    said: dict[tuple[int, str], set[str]] = defaultdict(set)
    for number, alias in concepts.claims():
        said[concepts.of(number), alias.lower()].add(concepts.entries[number].source)
    how: dict[tuple[int, str], str] = {}
    for (concept, alias), by in said.items():
        for key in keys_of(alias):
            other = concepts.named.get(key)
            if other is not None and concepts.of(other) == concept:
                continue
            if other is not None:
                how[concept, key] = RELATED if by - {"esco"} else HINT
            elif len(by) > 1 or by == {"own"}:
                how[concept, key] = SAME
            elif merely_extends(alias, names[concept]):
                how[concept, key] = RELATED
            else:
                how[concept, key] = SAME if is_sure(key, alias, names[concept], by) else HINT
    for (concept, key), sort in how.items():
        if sort == SAME:
            owner.setdefault(key, concept)
    return sorted(lines_of(names, owner, how, instances_of(concepts, owner)), key=str.casefold)


def instances_of(concepts: Concepts, owner: dict[str, int]) -> dict[int, set[str]]:
    """Concept → keys of the products that are instances of it."""
    found: dict[int, set[str]] = {}
    for number, entry in enumerate(concepts.entries):
        concept = concepts.of(number)
        for key in (squash(product) for product in entry.instances):
            if owner.get(key, concept) != concept:
                found.setdefault(concept, set()).add(key)
    return found


def lines_of(
    names: dict[int, list[str]], owner: dict[str, int], how: dict[tuple[int, str], str], instances: dict[int, set[str]]
) -> Iterator[str]:
    """The lines, unsorted; a key that means something is no hint for something else."""
    keys: dict[tuple[int, str], set[str]] = defaultdict(set)
    for key, concept in owner.items():
        keys[concept, SAME].add(key)
    for (concept, key), sort in how.items():
        if sort == RELATED or owner.get(key) != concept:
            keys[concept, HINT if sort == SAME else sort].add(key)
    for concept, products in instances.items():
        keys[concept, RELATED] |= products
    for concept, written in names.items():
        shown = next((name for name in written if re.search("[A-Z ]", name)), written[0])
        groups = (keys[concept, sort] for sort in (SAME, RELATED, HINT))
        yield "|".join([shown, *(" ".join(sorted(group)) for group in groups)])
