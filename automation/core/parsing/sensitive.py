"""Words about a person's health, family, age, origin and religion, which a note must not hold.

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
    # Without the cache of `plain`: it would keep the note.
    words = plain.__wrapped__(text[:LONGEST]).split()
    phrases, work = _phrases()
    found = set()
    for place in range(len(words)):
        for key in _keys(words[place]):
            for phrase, topic in phrases.get(key, ()):
                end = place + len(phrase)
                if _same(phrase, words[place:end]) and (end >= len(words) or words[end] not in work):
                    found.add(topic)
    return [topic for topic in TOPICS if topic in found]


@cache
def _phrases() -> tuple[Mapping[str, Sequence[tuple[Sequence[str], str]]], frozenset[str]]:
    """First word → phrases that begin with it, with their topics; and the words that make a phrase one about work."""
    listed = vocabulary("sensitive")
    found: dict[str, list[tuple[Sequence[str], str]]] = {}
    for topic in TOPICS:
        for phrase in listed[topic]:
            words = [part if part in {"#", "@"} else plain(part) for part in phrase.split()]
            split = [one for word in words for one in word.split()]
            found.setdefault(split[0], []).append((split, topic))
    return found, frozenset(plain(word) for word in listed["work"])


def _keys(word: str) -> Sequence[str]:
    return (word, "#") if word.isdecimal() else (word,)


def _same(phrase: Sequence[str], words: Sequence[str]) -> bool:
    return len(phrase) == len(words) and all(map(_fits, phrase, words))


def _fits(wanted: str, word: str) -> bool:
    if wanted in {"#", "@"}:
        return word.isdecimal() and len(word) <= 4 and int(word) in (_AGE if wanted == "#" else _YEAR)
    return wanted == word
