"""Which towns, regions and countries a name may mean.

Towns come from the bundled gazetteer, with their names in other languages; `town_names`, `town_districts` and
`town_regions` add nicknames, parts of cities, and regions as lists of towns.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial

from automation.core.taxonomy.area_names import COUNTRIES_ABROAD, PART_OF, REGIONS_ABROAD
from automation.core.taxonomy.bundled_data import town_table
from automation.core.taxonomy.local_codes import LOCAL_CODES
from automation.core.taxonomy.location_names import COUNTRY_GROUPS, COUNTRY_NAMES, REGION_NAMES
from automation.core.taxonomy.place_keys import place_key
from automation.core.taxonomy.town_districts import DISTRICTS
from automation.core.taxonomy.town_names import AIRPORTS, MEANT_FIRST, METROS, TOWN_NAMES
from automation.core.taxonomy.town_regions import TOWN_REGIONS

# A name of a town and a country or region means the town only if at least so many thousand people live there.
RATHER_TOWN = 500
# Of a town that has another name in full, a short name that means it before the region of that name.
_TOWNS_FIRST = frozenset({"new york", "ny", "dc", "district of columbia", "la", "fra"})
# Countries that are a town.
_CITY_STATES = frozenset({"SG", "HK", "MO", "MC"})
# Codes of countries that are rather other words: TT is "télétravail".
_OTHER_WORDS = frozenset({"TT"})
# As people say it, the province and not its capital.
_AREAS_FIRST = frozenset({"quebec"})
# A bare name means the largest town of that name, and others with at least a third of its people.
SENSIBLE = 3
# Thousands of people of a part of a city, which the gazetteer does not count: less than of a town of that name.
DISTRICT_PEOPLE = 20
# Thousands of people of a town that people shorten ("B'ham").
LARGE_PEOPLE = 200

Areas = frozenset[str]
Point = tuple[float, float]
NOWHERE: Areas = frozenset()


@dataclass(frozen=True)
class Spot:
    """One meaning of a place: a town, or a country or region where `town` is "".

    Attributes:
        town: Its name, as compared.
        areas: Where it lies, or may lie: "FR", "US-TX"; else the words that follow the town; empty if unknown.
        at: Latitude and longitude in degrees, for towns of the gazetteer.
        people: Thousands who live there, for towns of the gazetteer.
        name: Its name, as shown.
        others: Further points of a region of several towns.
        wide: Whether a region is so wide that its towns are not one place.
    """

    town: str
    areas: Areas
    at: Point | None = None
    people: int = 0
    name: str = ""
    others: tuple[Point, ...] = ()
    wide: bool = False

    @property
    def points(self) -> tuple[Point, ...]:
        """Where it lies; () if that is unknown."""
        return () if self.at is None else (self.at, *self.others)


def _area_names() -> dict[str, Areas]:
    named: dict[str, set[str]] = {}
    for codes in (COUNTRY_NAMES, REGION_NAMES):
        for code, names in codes.items():
            for name in (*names, code.casefold()) if code in COUNTRY_NAMES and code not in _OTHER_WORDS else names:
                named.setdefault(name, set()).add(code)
    for abroad in (COUNTRIES_ABROAD, REGIONS_ABROAD):
        for code, names in abroad.items():
            for name in names:
                named.setdefault(place_key(name), set()).add(code)
    for name, members in COUNTRY_GROUPS.items():
        named.setdefault(name, set()).update(members)
    return {name: frozenset(codes) for name, codes in named.items()}


_AREAS = _area_names()


@lru_cache(maxsize=50_000)
def _town(number: int) -> Spot:
    table = town_table()
    at, name = (float(table.latitudes[number]), float(table.longitudes[number])), table.names[number]
    return Spot(place_key(name), _one_area(table.areas[number]), at, int(table.people[number]), name)


@cache
def _one_area(area: str) -> Areas:
    return frozenset({area})


def _towns_called(name: str) -> list[Spot]:
    """The towns of the gazetteer of a name, the largest first."""
    return sorted(map(_town, town_table().called.get(name, ())), key=lambda spot: -spot.people)


@lru_cache(maxsize=10_000)
def _one_town(name: str) -> Spot:
    """The largest town of a name, within the area that may follow it: "valencia@ES"."""
    called, _, area = name.partition("@")
    return next(spot for spot in _towns_called(place_key(called)) if not area or within(spot.areas, {area}))


@cache
def _more_names() -> Mapping[str, Sequence[Callable[[], Spot]]]:
    """What the gazetteer does not have: nicknames, parts of cities, regions as towns. Each is made when asked for."""
    found: dict[str, list[Callable[[], Spot]]] = {}
    for written, town in TOWN_NAMES.items():
        found.setdefault(place_key(written), []).append(partial(_one_town, town))
    for town, districts in DISTRICTS.items():
        for name in districts:
            key = place_key(name)
            found.setdefault(key, []).append(partial(_district, key, town))
    for town, codes in AIRPORTS.items():
        found.update({code: [partial(_one_town, town)] for code in codes.split()})
    for wide, regions in ((False, METROS), (True, TOWN_REGIONS)):
        for names, members in regions.items():
            for name in names:
                found.setdefault(place_key(name), []).append(partial(_region, name, members, wide=wide))
    return found


def _district(key: str, town: str) -> Spot:
    city = _one_town(town)
    return Spot(key, city.areas, city.at, DISTRICT_PEOPLE, city.name)


def _region(name: str, members: Sequence[str], *, wide: bool) -> Spot:
    towns = [_one_town(town) for town in members]
    areas = frozenset[str]().union(*(town.areas for town in towns))
    points = tuple(town.at for town in towns if town.at)
    people = max(town.people for town in towns)
    return Spot(place_key(name), areas, points[0], people, name, points[1:], wide)


def towns_named(key: str) -> tuple[Spot, ...]:
    """Every town, part of a city or region of towns that a name may mean, the most sensible first."""
    more = [made() for made in _more_names().get(key, ())]
    numbers = town_table().called.get(key, ())
    if not more and len(numbers) <= 1:
        return tuple(map(_town, numbers))
    towns = _towns_called(key)
    # A nickname that is no name of its own: "Saigon" of the gazetteer is not a second town.
    known = {(spot.at, spot.name) for spot in towns}
    found = [*towns, *(spot for spot in more if (spot.at, spot.name) not in known)]
    if key in MEANT_FIRST:
        most = max((spot.people for spot in found), default=0)
        # As large as it takes to be meant first, and alone.
        found = [
            replace(spot, people=SENSIBLE * most + 1) if within(spot.areas, {MEANT_FIRST[key]}) else spot
            for spot in found
        ]
    return tuple(sorted(found, key=lambda spot: -spot.people))


def areas_named(key: str) -> Areas:
    """The countries or regions that a name may mean; empty for none."""
    return _AREAS.get(key, NOWHERE)


def rather_town(key: str, towns: Sequence[Spot], areas: Areas) -> bool:
    """Whether a name that towns and a country or region have means the largest town: "Salvador", but not "Bahia"."""
    if towns[0].people < RATHER_TOWN or key in _AREAS_FIRST:
        return False
    return key in _TOWNS_FIRST or areas <= _CITY_STATES or place_key(towns[0].name) == key


@cache
def local_areas(code: str) -> Areas:
    """The regions of which some capitals are a code within their country: "MI" of Lombardy."""
    return frozenset(area for area, codes in LOCAL_CODES.items() if code in codes)


@cache
def first_words() -> Mapping[str, int]:
    """First word of every name → the most words of a name that begins with it."""
    longest: dict[str, int] = {}
    for names in (town_table().called, _more_names(), _AREAS):
        for name in names:
            if " " in name:
                first, count = name[: name.index(" ")], name.count(" ") + 1
                if count > longest.get(first, 1):
                    longest[first] = count
    return longest


@cache
def _shared_names() -> frozenset[str]:
    return frozenset(town_table().shared)


def sharing_countries(key: str, spots: Iterable[Spot]) -> frozenset[str]:
    """Of the countries of some towns, those in which so many others have the same name that any may be meant."""
    shared = _shared_names()
    return frozenset([area[:2] for spot in spots for area in spot.areas if f"{area[:2]} {key}" in shared])


def names_between(head: str, tail: str) -> tuple[Spot, ...]:
    """The large towns that have a name which begins and ends so: "b" and "ham" for Birmingham."""
    people = town_table().people
    numbers = {
        number
        for name, called in town_table().called.items()
        if name.startswith(head) and name.endswith(tail) and len(name) > len(head) + len(tail)
        for number in called
        if people[number] >= LARGE_PEOPLE
    }
    found = sorted((_town(number) for number in numbers), key=lambda spot: -spot.people)
    return sensible(found)


def sensible(spots: Sequence[Spot]) -> tuple[Spot, ...]:
    """Of the meanings of one name, the first, and those that are not much smaller."""
    if len(spots) <= 1:
        return tuple(spots)
    return tuple(spot for spot in spots if spot.people * SENSIBLE >= spots[0].people)


def within(areas: Iterable[str], others: Iterable[str]) -> bool:
    """Whether all of some areas lie within others."""
    return all(
        any(area == other or area.startswith(f"{other}-") or PART_OF.get(area) == other for other in others)
        for area in areas
    )


def may_meet(areas: Areas, others: Areas) -> bool:
    """Whether a place in one of some areas may lie in one of the others; True if either is unknown."""
    return not areas or not others or any(within({a}, {b}) or within({b}, {a}) for a in areas for b in others)


def common_areas(named: Sequence[Areas]) -> Areas:
    """The areas within all that are named: the state for "Georgia, US"; every one if no area is within all."""
    every = frozenset[str]().union(*named)
    fitting = frozenset(area for area in every if all(within({area}, areas) for areas in named))
    return fitting or every
