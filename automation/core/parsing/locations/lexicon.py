"""What is known of a word or phrase in a cell of locations."""

from collections.abc import Mapping
from functools import cache, lru_cache

from automation.core.parsing.locations.notes import NOTE_WORDS
from automation.core.parsing.locations.remote_words import MORE_NEGATIONS, REMOTE_WORDS
from automation.core.parsing.locations.text import YEARS
from automation.core.parsing.locations.words import PLACE_WORDS, Kind
from automation.core.parsing.words.negation import NEGATIONS
from automation.core.taxonomy.gazetteer import Areas, Spot, areas_named, first_words, towns_named
from automation.core.taxonomy.place_keys import place_key

# Kinds that give way to the others where a word has two meanings, those that give way to all first.
_GIVE_WAY = (Kind.NOISE, Kind.AND, Kind.ONSITE, Kind.YES, Kind.DAYS, Kind.HOURS, Kind.MINUTES, Kind.TIME, Kind.FULL)

Known = tuple[Kind | None, tuple[Spot, ...], Areas]


@cache
def word_kinds() -> Mapping[str, Kind]:
    """Every known word or phrase, as places are compared → what it does."""
    tables = {**NOTE_WORDS, **PLACE_WORDS, **REMOTE_WORDS}
    others = [kind for kind in tables if kind not in _GIVE_WAY]
    found = {
        place_key(word): kind for kind in (*_GIVE_WAY, *others) for words in tables[kind].values() for word in words
    }
    for words in (*NEGATIONS.values(), *MORE_NEGATIONS.values()):
        # "Mai" is a month more often than the Italian "never".
        found.update({key: Kind.NOT for word in words if found.get(key := place_key(word)) is not Kind.TIME})
    found[YEARS] = Kind.UNTIL
    return found


@cache
def longest_runs() -> Mapping[str, int]:
    """First word of every known name and phrase → the most words of one that begins with it."""
    longest = dict(first_words())
    for phrase in word_kinds():
        if " " in phrase:
            first = phrase[: phrase.index(" ")]
            longest[first] = max(longest.get(first, 1), phrase.count(" ") + 1)
    return longest


@lru_cache(maxsize=100_000)
def known(key: str) -> Known | None:
    """What a word or phrase may be: a known word, towns, countries or regions; None for none of them."""
    kind, towns, areas = word_kinds().get(key), towns_named(key), areas_named(key)
    return (kind, towns, areas) if kind or towns or areas else None
