"""Words in a note about a person's health, family, age, origin and religion, and that they want no messages.

Only what the words are about is returned, never the words: they are stored nowhere else.
"""

from collections.abc import Mapping, Sequence
from functools import cache

from automation.core.parsing.vocabulary import vocabulary
from automation.core.text import plain

# In the order in which they are named.
TOPICS = ("health", "family", "age", "origin", "religion")
# The most characters of a note that are read.
LONGEST = 10_000
_AGE, _YEAR = range(16, 100), range(1930, 2013)


def sensitive_topics(text: str) -> list[str]:
    """The topics of `TOPICS` that a note speaks of, as far as a small list of phrases in four languages tells."""
    found = _sections(text, "sensitive", "work")
    return [topic for topic in TOPICS if topic in found]


def says_no_contact(text: str) -> bool:
    """Whether a note says that a person wants no messages, as far as a list of phrases in eight languages tells."""
    return bool(_sections(text, "no_contact", "besides"))


def _sections(text: str, name: str, besides: str) -> set[str]:
    """The sections of a vocabulary with a phrase that a text has, unless a word of the section `besides` follows it."""
    # Without the cache of `plain`: it would keep the note.
    words = plain.__wrapped__(text[:LONGEST]).split()
    phrases, others = _phrases(name, besides)
    found = set()
    for place in range(len(words)):
        for key in _keys(words[place]):
            for phrase, section in phrases.get(key, ()):
                end = place + len(phrase)
                if _same(phrase, words[place:end]) and (end >= len(words) or words[end] not in others):
                    found.add(section)
    return found


@cache
def _phrases(name: str, besides: str) -> tuple[Mapping[str, Sequence[tuple[Sequence[str], str]]], frozenset[str]]:
    """First word → phrases that begin with it, with their sections; and the words of the section `besides`."""
    listed = vocabulary(name)
    found: dict[str, list[tuple[Sequence[str], str]]] = {}
    for section in listed.keys() - {besides}:
        for phrase in listed[section]:
            words = [part if part in {"#", "@"} else plain(part) for part in phrase.split()]
            split = [one for word in words for one in word.split()]
            found.setdefault(split[0], []).append((split, section))
    return found, frozenset(plain(word) for word in listed[besides])


def _keys(word: str) -> Sequence[str]:
    return (word, "#") if word.isdecimal() else (word,)


def _same(phrase: Sequence[str], words: Sequence[str]) -> bool:
    return len(phrase) == len(words) and all(map(_fits, phrase, words))


def _fits(wanted: str, word: str) -> bool:
    if wanted in {"#", "@"}:
        return word.isdecimal() and len(word) <= 4 and int(word) in (_AGE if wanted == "#" else _YEAR)
    return wanted == word
