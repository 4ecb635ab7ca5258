"""A cell that names places, cut into items: known names, known words, numbers, and what is neither."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from automation.core.parsing.locations.lexicon import Known, known, longest_runs, word_kinds
from automation.core.parsing.locations.text import Word, words_of
from automation.core.parsing.locations.words import Kind
from automation.core.taxonomy.gazetteer import (
    NOWHERE,
    Areas,
    Spot,
    areas_named,
    local_areas,
    names_between,
    towns_named,
    within,
)
from automation.core.taxonomy.place_keys import place_key, written_out

# Words of more letters are no codes of countries, regions or airports.
CODE_LETTERS, LOCAL_CODE_LETTERS = 3, 4
# Lower-case codes that are read wherever they stand.
_PLAIN_CODES = frozenset({"uk", "eu", "us", "usa", "uae", "emea", "apac", "eea"})
# Everyday abbreviations in capitals that are also codes.
_NO_CODES = frozenset({"NA", "AM", "PM", "IT", "NO", "OK", "CV", "TO"})
# Parts of a city: "SE London".
_COMPASS = frozenset({"N", "S", "E", "W", "NE", "NW", "SE", "SW", "SO"})
# Signs that may stand within a name: "Halle (Saale)", "Frankfurt/Main".
_CROSSED = frozenset({"(", "/"})
# "A'dam": at most so many letters before the apostrophe, at least so many behind it.
_HEAD, _TAIL = 2, 3
# The most letters of a name in a script without blanks.
_GLUED_LONGEST = 9
_WITH_DIGITS = re.compile(r"(\d+(?:[.,]\d+)?)([^\W\d_]*)")


class Item(NamedTuple):
    """What some words of a cell are.

    Attributes:
        text: The words as typed.
        kind: What the words do, if they are known words.
        towns: The towns that they may name, the most sensible first.
        areas: The countries or regions that they may name.
        number: The number that they are.
        cut: The sign between two parts of the cell that stands here, such as "," or "(".
        local: The regions of which they are a code that counts behind a town there only.
    """

    text: str
    kind: Kind | None = None
    towns: tuple[Spot, ...] = ()
    areas: Areas = NOWHERE
    number: float | None = None
    cut: str = ""
    local: Areas = NOWHERE

    @property
    def names(self) -> bool:
        """Whether the words may name a place."""
        return bool(self.towns or self.areas or self.local)

    @property
    def unknown(self) -> bool:
        """Whether nothing is known of the words."""
        return not (self.kind or self.names or self.cut or self.number is not None)


def items_of(text: str) -> list[Item]:
    """The items of a cell."""
    words = words_of(text)
    found: list[Item] = []
    at = 0
    while at < len(words):
        if words[at].cut:
            item, count = Item(words[at].text, cut=words[at].cut), 1
        else:
            item, count = _longest(words, at, found)
        found.append(item)
        at += count
    return found


def _longest(words: Sequence[Word], at: int, before: Sequence[Item]) -> tuple[Item, int]:
    """The item that the longest known run of words from a place makes, and how many words that takes."""
    most = _GLUED_LONGEST if words[at].glued else longest_runs().get(written_out(words[at].key), 1)
    for count in range(min(most, len(words) - at), 1, -1):
        run = _Run(words, at, count, before)
        crossed = [word.cut for word in run.words if word.cut]
        if run.words[-1].cut or len(crossed) > 1 or not _CROSSED.issuperset(crossed):
            continue
        means = known(run.key)
        if means is None or (crossed and not means[1]):
            continue
        item = run.item((None, means[1], NOWHERE) if crossed else means)
        if item is not None:
            closes = crossed == ["("] and at + count < len(words) and words[at + count].cut == ")"
            return item, count + closes
    run = _Run(words, at, 1, before)
    means = known(words[at].key)
    return (means and run.item(means)) or run.odd_word(), 1


@dataclass(slots=True)
class _Run:
    """A run of words that may be one name or phrase, and what stands around it.

    Attributes:
        every: All words of the cell.
        at: Where the run begins.
        count: How many words it has.
        before: The items before it.
    """

    every: Sequence[Word]
    at: int
    count: int
    before: Sequence[Item]

    @property
    def words(self) -> Sequence[Word]:
        """The words of the run."""
        return self.every[self.at : self.at + self.count]

    @property
    def key(self) -> str:
        """The run as places are compared."""
        return _joined(self.words)

    @property
    def text(self) -> str:
        """The run as typed."""
        if self.count == 1:
            return self.every[self.at].text
        words = self.words
        return ("" if words[0].glued else " ").join(word.text for word in words if not word.cut)

    @property
    def begins(self) -> bool:
        """Whether a part of the cell begins with it."""
        return not self.at or bool(self.every[self.at - 1].cut)

    @property
    def ends(self) -> bool:
        """Whether a part of the cell ends with it."""
        end = self.at + self.count
        return end >= len(self.every) or bool(self.every[end].cut)

    def item(self, means: Known) -> Item | None:
        """The item, as its surroundings decide; None if it is nothing here."""
        kind, towns, areas = means
        text = self.text
        if kind is None and len(text) > CODE_LETTERS:
            return Item(text, None, towns, areas)
        if len(text) <= LOCAL_CODE_LETTERS:
            return self._short(text, kind, towns, areas)
        if areas:
            return Item(text, areas=areas)
        return self._word_or_town(text, kind, towns)

    def _short(self, text: str, kind: Kind | None, towns: tuple[Spot, ...], areas: Areas) -> Item | None:
        """The item of a word so short that it may be a code."""
        alone = self.begins and self.ends
        if areas and len(text) <= CODE_LETTERS and not self._is_code(text, kind, areas):
            areas = NOWHERE
        local = local_areas(text) if text.isupper() else NOWHERE
        if self._follows(local) and not self._follows(areas):
            return Item(text, local=local)
        if text in _COMPASS and not alone and not self._follows(areas):
            return Item(text, Kind.NOISE)
        if areas:
            return Item(text, None, towns if kind is None or alone else (), areas)
        if alone and text.isupper() and kind in {None, Kind.NOISE}:
            # "LA" is not the article, and "MUC" is an airport.
            towns = towns or towns_named(text)
            kind = None if towns else kind
        if len(text) < CODE_LETTERS and text.isascii() and not text.isupper() and not alone:
            towns = ()
        return self._word_or_town(text, kind, towns)

    def _word_or_town(self, text: str, kind: Kind | None, towns: tuple[Spot, ...]) -> Item | None:
        if kind is None or not towns:
            return Item(text, kind, towns) if kind or towns else None
        # A word that is also the name of a town, such as "Mobile", is one only before a region that has it.
        after = self._area_after() if self.begins and text[:1].isupper() else NOWHERE
        if after and any(within(spot.areas, after) for spot in towns):
            return Item(text, towns=towns)
        return Item(text, kind)

    def odd_word(self) -> Item:
        """A word that is in no table: a code, a number, a shortened name, or unknown."""
        text = self.text
        local = local_areas(text) if text.isupper() else NOWHERE
        if self._follows(local):
            return Item(text, local=local)
        if len(text) == CODE_LETTERS and text.isupper() and self.begins and self.ends:
            return Item(text, towns=towns_named(text))
        if "'" in text or "’" in text:
            return Item(text, towns=_shortened(text))
        return _numbered(text) or Item(text)

    def _is_code(self, text: str, kind: Kind | None, areas: Areas) -> bool:
        """Whether two or three letters are a code of a country or region here."""
        fits = self._follows(areas)
        if text in _NO_CODES:
            return fits and self.ends
        if kind is not None:
            # "Warsaw, IN" is in Indiana, and "(DE)" is Germany; "Berlin in" is nothing.
            behind = self.begins or self._is_behind_name()
            return (self.ends or self._is_before_noise()) and (fits or (text.isupper() and behind))
        if text.casefold() in _PLAIN_CODES or text.isupper():
            return True
        return fits or (self.begins and self.ends)

    def _is_before_noise(self) -> bool:
        """Whether a word without meaning follows a code in capitals: "London, ON area"."""
        after = self.every[self.at + self.count]
        return self.text.isupper() and after.text.islower() and word_kinds().get(after.key) in {Kind.NOISE, Kind.NEAR}

    def _is_behind_name(self) -> bool:
        """Whether a comma or bracket behind a name or an unknown word comes just before."""
        if len(self.before) < len(("Warsaw", ",")) or self.before[-1].cut not in {",", "("}:
            return False
        return self.before[-2].names or self.before[-2].unknown

    def _follows(self, areas: Areas) -> bool:
        """Whether the run follows a place that may lie in some areas."""
        if not areas:
            return False
        place = next((item for item in reversed(self.before) if not item.cut or item.cut == ";"), None)
        return place is not None and any(within(spot.areas, areas) for spot in place.towns)

    def _area_after(self) -> Areas:
        """The country or region behind the next comma."""
        end = self.at + self.count
        if end + 1 >= len(self.every) or self.every[end].cut not in {",", "("}:
            return NOWHERE
        until = next((at for at in range(end + 1, len(self.every)) if self.every[at].cut), len(self.every))
        return areas_named(_joined(self.every[end + 1 : until]))


def _joined(run: Sequence[Word]) -> str:
    if len(run) == 1:
        return run[0].key
    parts = [written_out(run[0].key)]
    for number, (last, word) in enumerate(pairwise(run), start=2):
        if not word.cut:
            key = word.key if number == len(run) else written_out(word.key)
            parts.append(key if last.glued and word.glued else f" {key}")
    return "".join(parts)


def _numbered(text: str) -> Item | None:
    """A number, also with what it counts ("30min")."""
    if not any(map(str.isdecimal, text)):
        return None
    found = _WITH_DIGITS.fullmatch(text)
    if not found:
        return Item(text, Kind.NOISE)
    kind = word_kinds().get(found.group(2).casefold()) if found.group(2) else None
    counts = kind if kind in {Kind.MINUTES, Kind.HOURS, Kind.DAYS} else None
    return Item(text, counts, number=float(found.group(1).replace(",", ".")))


@lru_cache(maxsize=1_000)
def _shortened(text: str) -> tuple[Spot, ...]:
    """The large town that a name with an apostrophe shortens: "A'dam", "B'ham"."""
    head, _, tail = (place_key(part) for part in text.replace("’", "'").partition("'"))
    return names_between(head, tail) if 1 <= len(head) <= _HEAD and len(tail) >= _TAIL else ()
