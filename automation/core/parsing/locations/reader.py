"""Which places a cell of locations means, and what it says about remote work.

A cell is cut into known names, known words and the rest (`location_tokens`). Names beside each other are put together
(`location_groups`): "Austin, TX" is one place. Then each clause is read word by word (`location_clauses`), so that
"not", "ex" or "moving to" act on the names beside them.
"""

from dataclasses import dataclass
from functools import lru_cache

from automation.core.model import Remote
from automation.core.parsing.locations.clauses import Reading
from automation.core.parsing.locations.groups import HARDLY, grouped
from automation.core.parsing.locations.lexicon import word_kinds
from automation.core.parsing.locations.places import Place
from automation.core.parsing.locations.state import TODAY, Named, Status
from automation.core.parsing.locations.tokens import CODE_LETTERS, Item, items_of
from automation.core.parsing.locations.words import Kind
from automation.core.taxonomy.gazetteer import (
    NOWHERE,
    Areas,
    Spot,
    areas_named,
    sensible,
    sharing_countries,
    towns_named,
    within,
)
from automation.core.taxonomy.place_keys import place_key

# What to do about a town that may be in either of two countries, as the end of a sentence.
IN_TWO_COUNTRIES = "may be in either of two countries: write the country, too"
# Signs and words that only join places.
_PLAIN_CUTS = frozenset({",", "/", "(", ")", ";", "-", "&", "+"})
_PLAIN_WORDS = frozenset({Kind.NOISE, Kind.AND})


@dataclass(frozen=True)
class Location:
    """What a cell says.

    Attributes:
        named: The places, in the order of the cell, and how each stands to the person.
        anywhere: Whether it may be any place, or they would move to any.
        remote: Whether they would work remotely; None if the cell does not say so.
        mode: How the work is done, if the cell says so: "Remote (US)", "London (hybrid)".
    """

    named: tuple[Named, ...] = ()
    anywhere: bool = False
    remote: bool | None = None
    mode: Remote | None = None

    @property
    def names_town(self) -> bool:
        """Whether a town is named, not only a country or region."""
        return any(place.is_town for place in self.here)

    @property
    def in_two_countries(self) -> bool:
        """Whether a town is named that may be in either of two countries."""
        return any(one.place.in_two for one in self.named)

    @property
    def here(self) -> list[Place]:
        """The places where the person is, or the job: any of them."""
        return [one.place for one in self.named if one.status in TODAY]


@lru_cache(maxsize=50_000)
def read_location(text: str) -> Location:
    """What a cell says."""
    plain = _plain_town(text)
    if plain is not None:
        return Location((Named(plain, Status.HERE),))
    parts = grouped(_without_papers(items_of(text)))
    if all(isinstance(part, Place) or _is_plain(part) for part in parts):
        named = [Named(part, Status.HERE if part.sure else Status.MAYBE) for part in parts if isinstance(part, Place)]
        return Location(tuple(_kept(named)))
    reading = Reading.of(parts)
    votes = {vote.would for vote in reading.remote}
    remote = votes.pop() if len(votes) == 1 else None
    if any(vote.would for vote in reading.onsite_only):
        remote = False if not reading.remote or remote is False else None
    return Location(tuple(_kept(reading.named)), reading.anywhere, remote, _mode(reading, remote))


def _is_plain(item: Item) -> bool:
    """Whether a word or sign only joins places, or is a post code."""
    return item.cut in _PLAIN_CUTS or item.kind in _PLAIN_WORDS or (item.number is not None and not item.kind)


def _plain_town(text: str) -> Place | None:
    """The place of a cell that is only the name of a town, which most are."""
    if not text.replace(" ", "").replace("-", "").isalpha():
        return None
    key = place_key(text)
    towns = () if key in word_kinds() or areas_named(key) else towns_named(key)
    if not towns or len(key) <= CODE_LETTERS:
        return None
    chosen = sensible(towns)
    lesser = tuple(spot for spot in towns[len(chosen) :] if spot.people * HARDLY >= chosen[0].people)
    return Place(text.strip(), (chosen,), lesser, shared=sharing_countries(key, chosen))


def _without_papers(items: list[Item]) -> list[Item]:
    """The items without the clauses about passports and visas, whose countries are no places."""
    if not any(item.kind is Kind.AUTHORISED for item in items):
        return items
    found: list[Item] = []
    clause: list[Item] = []
    for item in [*items, Item("", cut=";")]:
        if not item.cut:
            clause.append(item)
            continue
        if not any(one.kind is Kind.AUTHORISED for one in clause):
            found += clause
        found.append(item)
        clause = []
    return found


def _kept(named: list[Named]) -> list[Named]:
    """The places without countries and regions that only say where a town is, or within which they work remotely."""
    if len(named) == 1:
        return named
    towns = [one for one in named if one.place.is_town and one.status in TODAY]
    return [
        one
        for one in named
        if one.place.is_town
        or one.status is not Status.HERE
        or not any(one.by_remote or _is_in(town.place, one.place.spots[0].areas) for town in towns)
    ]


def _is_in(place: Place, areas: Areas) -> bool:
    return any(not spot.areas or within(spot.areas, areas) for spot in place.spots)


def _mode(reading: Reading, remote: bool | None) -> Remote | None:
    if any(vote.would for vote in reading.hybrid):
        return Remote.HYBRID
    if any(vote.would for vote in reading.onsite_only):
        return Remote.ONSITE
    bare = reading.anywhere and not reading.named and not reading.remote
    return Remote.REMOTE if remote or bare else None


@lru_cache(maxsize=50_000)
def read_as(text: str) -> str:
    """What a cell was read as, where its words are not the name of the town: " (read as Prague)"; else ""."""
    names = renamed_towns(text)
    return f" (read as {', '.join(names)})" if names else ""


def renamed_towns(text: str) -> list[str]:
    """The towns that a cell means, of which its words are not the name."""
    names = [_shown(place) for place in read_location(text).here]
    return list(dict.fromkeys(name for name in names if name and place_key(name) not in place_key(text)))


def _shown(place: Place) -> str:
    """The name of the first town that a place may mean; "" for a region, and for an unknown town."""
    spot = place.meanings[0][0]
    return spot.name if spot.at else ""


def names_town(text: str) -> bool:
    """Whether a cell names a town, not only a country or region."""
    return read_location(text).names_town


def place_parts(text: str) -> tuple[str, Areas]:
    """The first town that a cell names, as compared, "" where none; and where it lies: "FR", "US-TX"."""
    spot = next((spot for place in read_location(text).here for spot in place.spots), Spot("", NOWHERE))
    return spot.town, spot.areas
