"""Places as people write them: which town, country or region a cell means, and how near two of them are.

A town is looked up in a bundled gazetteer, the most sensible meaning first: "London" is in England unless the cell says
otherwise, "Paris, TX" is not in France, "SF" is San Francisco. Other towns are compared by name and region.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt
from unicodedata import combining, normalize

import numpy as np
import numpy.typing as npt

from automation.core.model import Remote
from automation.core.taxonomy.bundled_data import towns
from automation.core.taxonomy.location_names import (
    AROUND_AFTER,
    AROUND_BEFORE,
    COUNTRY_GROUPS,
    COUNTRY_NAMES,
    PLACE_NOISE,
    REGION_NAMES,
    TOWN_NAMES,
)

# Towns whose centres are at most this far apart are one place: people commute that far.
NEAR_KM = 40
# A bare name means the largest town of that name, and others with at least a third of its people.
SENSIBLE = 3
# A name of a town and a region, such as "New York", means the town if at least so many thousand people live there.
RATHER_TOWN = 500
_EARTH_KM = 6371.0

Areas = frozenset[str]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Spot:
    """One meaning of a place: a town, or a country or region where `town` is "".

    Attributes:
        town: Its name, as compared.
        areas: Where it lies, or may lie: "FR", "US-TX"; else the words that follow the town; empty if unknown.
        at: Latitude and longitude in degrees, for towns of the gazetteer.
        people: Thousands who live there, for towns of the gazetteer.
    """

    town: str
    areas: Areas
    at: tuple[float, float] | None = None
    people: int = 0


@dataclass(frozen=True)
class Nearness:
    """How near a person's place is to the one asked.

    Attributes:
        same: Whether it is the same place, or near enough; None if that is unknown.
        km: How far apart the towns are; 0 for the same town, or if it is unknown.
    """

    same: bool | None
    km: int = 0


_LETTERS = str.maketrans("łøđðıħ", "lodoih")
_SHORT = {"st": "saint", "ft": "fort", "mt": "mount"}


def place_key(name: str) -> str:
    """The name of a place as places are compared: lower case, words only, "St" and its like written out."""
    folded = normalize("NFKD", name.replace("'", "").replace("’", "")).casefold().translate(_LETTERS)
    kept = "".join(char if char.isalnum() else " " for char in folded if not combining(char))
    words = kept.split()
    # "St" before a name; alone, "MT" is Montana.
    return " ".join([*(_SHORT.get(word, word) for word in words[:-1]), *words[-1:]])


def _area_names() -> dict[str, Areas]:
    named: dict[str, set[str]] = {}
    for codes in (COUNTRY_NAMES, REGION_NAMES):
        for code, names in codes.items():
            for name in (*names, code.casefold()) if code in COUNTRY_NAMES else names:
                named.setdefault(name, set()).add(code)
    for name, members in COUNTRY_GROUPS.items():
        named.setdefault(name, set()).update(members)
    return {name: frozenset(codes) for name, codes in named.items()}


_AREAS = _area_names()
_ALTERNATIVES = re.compile(r"[;/|\n]+|\s(?:or|OR)\s")
_PARTS = re.compile(r"[,()\[\]:]+|\s[-–—]\s")
_REMOTE = re.compile(r"\b(?:remote(?:ly)?|wfh|anywhere|worldwide|home ?office|work(?:ing)? from home)\b", re.IGNORECASE)
_NOT_REMOTE = re.compile(r"\b(?:no|not|non|never)[ -](?:fully )?remote", re.IGNORECASE)
_HYBRID = re.compile(r"\bhybrid\b", re.IGNORECASE)


def mode_in_place(text: str) -> Remote | None:
    """How the work is done, if the cell of a place says so: "Remote (US)", "London (hybrid)"."""
    if _HYBRID.search(text):
        return Remote.HYBRID
    return Remote.REMOTE if _REMOTE.search(text) and not _NOT_REMOTE.search(text) else None


@lru_cache(maxsize=50_000)
def read_place(text: str) -> tuple[Spot, ...]:
    """What a cell means: several spots where it names several towns or its town may be one of several; () for none."""
    spots = dict.fromkeys(spot for piece in _ALTERNATIVES.split(text) for spot in _read(piece))
    # "London / UK" is one place: a country beside a town of its own says where the town is.
    return tuple(
        spot
        for spot in spots
        if spot.town or not any(other.town and _may_meet(spot.areas, other.areas) for other in spots)
    )


def names_town(text: str) -> bool:
    """Whether a cell names a town, not only a country or region."""
    return any(spot.town for spot in read_place(text))


def place_parts(text: str) -> tuple[str, Areas]:
    """The first town that a cell names, as compared, "" where none; and where it lies: "FR", "US-TX"."""
    spot = next(iter(read_place(text)), Spot("", frozenset()))
    return spot.town, spot.areas


@dataclass(frozen=True)
class _Part:
    """What stands between two commas: its words, the areas that they name, and groups of towns that they may name."""

    key: str
    areas: Areas
    towns: Sequence[Sequence[Spot]]

    @property
    def is_town(self) -> bool:
        """Whether it is a town before it is a region."""
        return any(spot.people >= RATHER_TOWN for group in self.towns for spot in group) or not self.areas


def _read(text: str) -> Sequence[Spot]:
    """One place, such as "Austin, TX, USA"."""
    parts = [part for piece in _PARTS.split(text) for part in _parts(piece)]
    for number, part in enumerate(parts):
        around = [other.areas for other in parts if other is not part and other.areas]
        # Behind a town, "New York" is the state; alone it is the town, but "Ontario" is not the one in California.
        if part.areas and (number or not (around or part.is_town)):
            continue
        found = [spot for group in part.towns for spot in _sensible(group, around)]
        if found:
            return found
    areas = _common_areas([part.areas for part in parts if part.areas])
    unknown = [part.key for part in parts if not part.areas]
    if unknown:
        return [Spot(unknown[0], areas or frozenset(unknown[1:]))]
    return [Spot("", areas)] if areas else []


def _parts(text: str) -> list[_Part]:
    """One part; two where the area follows without a comma ("Round Rock TX"); none for mere noise."""
    part = _part(text)
    if part.areas or part.towns:
        return [part]
    words = text.split()
    for at in range(max(1, len(words) - 3), len(words)):
        head, tail = " ".join(words[:at]), " ".join(words[at:])
        areas = _part(tail).areas
        if areas and (len(tail) > 3 or tail.isupper() or any(_sensible(group, [areas]) for group in _part(head).towns)):
            return [*_parts(head), _part(tail)]
    bare = " ".join(word for word in part.key.split() if word not in PLACE_NOISE)
    return [_part(bare)] if bare else []


def _part(text: str) -> _Part:
    # Words with digits are post codes, which are not looked at.
    words = " ".join(word for word in text.split() if not any(map(str.isdigit, word)))
    key = place_key(words)
    names = [key, *_without_surroundings(key)]
    areas = next((_AREAS[name] for name in names if name in _AREAS), frozenset[str]())
    codes = [words] if len(words) == 3 and words.isupper() and not areas else []
    return _Part(key, areas, next(filter(None, map(_towns_named, [*names, *codes])), ()))


def _without_surroundings(key: str) -> Iterable[str]:
    """The name without what surrounds it, as in "Greater Boston area" and "central London"."""
    core = key
    for after in AROUND_AFTER:
        core = core.removesuffix(f" {after}")
    yield core
    for before in AROUND_BEFORE:
        core = core.removeprefix(f"{before} ")
    yield core


def _towns_named(name: str) -> Sequence[Sequence[Spot]]:
    """The towns of a name: one group, or one for each town of a wider name such as "Bay Area"."""
    meant = TOWN_NAMES.get(name, ())
    if len(meant) > 1:
        return [[max(_towns_called(town), key=lambda spot: spot.people)] for town in meant]
    group = [spot for called in (name, *meant) for spot in _towns_called(called)]
    return [group] if group else []


def _towns_called(name: str) -> Iterable[Spot]:
    for line in towns().get(name, ()):
        area, latitude, longitude, people = line.split("|")
        yield Spot(name, frozenset({area}), (float(latitude), float(longitude)), int(people))


def _sensible(towns_called: Iterable[Spot], around: Iterable[Areas]) -> list[Spot]:
    """Of the towns of one name, the largest within all areas around it, and those that are not much smaller."""
    inside = [spot for spot in towns_called if all(_within(spot.areas, areas) for areas in around)]
    most = max((spot.people for spot in inside), default=0)
    return [spot for spot in inside if spot.people * SENSIBLE >= most]


def _common_areas(named: Sequence[Areas]) -> Areas:
    """The areas within all that are named: the state for "Georgia, US"; every one if no area is within all."""
    every = frozenset[str]().union(*named)
    fitting = frozenset(area for area in every if all(_within({area}, areas) for areas in named))
    return fitting or every


def _within(areas: Iterable[str], others: Iterable[str]) -> bool:
    """Whether all of some areas lie within others."""
    return all(any(area == other or area.startswith(f"{other}-") for other in others) for area in areas)


def _may_meet(areas: Areas, others: Areas) -> bool:
    """Whether a place in one of some areas may lie in one of the others; True if either is unknown."""
    return not areas or not others or any(_within({a}, {b}) or _within({b}, {a}) for a in areas for b in others)


@lru_cache(maxsize=50_000)
def nearness(place: str, asked: str) -> Nearness:
    """How near a person's place is to the one asked, by the nearest meanings of both.

    A town in the region or country asked is the same place. If a town is asked and only a country around it is
    known, `same` is None.
    """
    pairs = [_near(spot, other) for spot in read_place(place) for other in read_place(asked)]
    return min(pairs, key=_rank, default=Nearness(None))


def _rank(near: Nearness) -> tuple[int, int]:
    return (0 if near.same else 1 if near.same is None else 2, near.km)


def _near(spot: Spot, asked: Spot) -> Nearness:
    if not (spot.town and asked.town):
        if not _may_meet(spot.areas, asked.areas):
            return Nearness(same=False)
        return Nearness(True if not asked.town and _within(spot.areas, asked.areas) else None)
    if spot.at and asked.at:
        km = _kilometres(spot.at, asked.at)
        return Nearness(km <= NEAR_KM, round(km))
    return Nearness(spot.town == asked.town and _may_meet(spot.areas, asked.areas))


def _kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The way between two points as the crow flies (haversine, a round earth)."""
    (lat, lon), (other_lat, other_lon) = ((radians(a), radians(b)) for a, b in (one, other))
    chord = sin((lat - other_lat) / 2) ** 2 + cos(lat) * cos(other_lat) * sin((lon - other_lon) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(chord)))


def same_place(one: str, other: str) -> bool | None:
    """Whether a person's place is the one asked, or near enough; None if that is unknown."""
    return nearness(one, other).same


class PlaceIndex:
    """All candidates' places; each distinct place is compared once.

    Args:
        places: As typed; "" where there is none.
    """

    def __init__(self, places: Sequence[str]) -> None:
        self._places = places
        self._same: dict[str, Ints] = {}

    def same(self, asked: str) -> Ints:
        """Whether each is the place asked, or near enough: 1 yes, 0 no, -1 unknown."""
        if asked not in self._same:
            same = [same_place(place, asked) for place in self._places]
            self._same[asked] = np.asarray([-1 if one is None else int(one) for one in same], dtype=np.int64)
        return self._same[asked]
