"""How near a person's place is to the one asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from automation.core.parsing.locations.places import Place
from automation.core.parsing.locations.reader import Location, read_location
from automation.core.parsing.locations.state import TODAY, Status
from automation.core.taxonomy.distances import area_km, kilometres
from automation.core.taxonomy.gazetteer import Areas, Point, Spot, may_meet, within

# Towns whose centres are at most this far apart are one place: people commute that far.
NEAR_KM = 40
# A place that is only said to be near, or to lie in a region, is elsewhere if it is farther than this.
CLOSE_KM = 100

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Nearness:
    """How near a person's place is to the one asked.

    Attributes:
        same: Whether it is the same place, or near enough; None if that is unknown.
        km: How far apart the towns are; 0 for the same town, or if it is unknown.
    """

    same: bool | None
    km: int = 0


_UNKNOWN, _ELSEWHERE = Nearness(None), Nearness(same=False)


@lru_cache(maxsize=50_000)
def nearness(place: str, asked: str) -> Nearness:
    """How near a person's place is to the one asked, by the nearest meanings of both.

    A town in the region or country asked is the same place. If a town is asked and only a country around it is
    known, `same` is None. So it is where the cell is not sure, and where the gazetteer does not know the town.
    """
    own, wanted = read_location(place), read_location(asked).named
    aims = [one for one in wanted if one.status in TODAY] or [one for one in wanted if one.status is Status.MAYBE]
    return _best(_to(own, aim.place) for aim in aims) or _UNKNOWN


def _best(found: Iterable[Nearness | None]) -> Nearness | None:
    """The nearest of some; None for none."""
    return min((near for near in found if near is not None), key=_rank, default=None)


def _rank(near: Nearness) -> tuple[int, int]:
    return (0 if near.same else 1 if near.same is None else 2, near.km)


def _to(own: Location, asked: Place) -> Nearness:
    """How near a person is to one place that is asked."""
    nearest: dict[Status, Nearness] = {}
    for one in own.named:
        near = _between(one.place, asked, one.status)
        nearest[one.status] = _best((near, nearest.get(one.status))) or near
    today, maybe = _best(nearest.get(status) for status in TODAY), nearest.get(Status.MAYBE)
    if Status.NOT in nearest and nearest[Status.NOT].same:
        town = _best(nearest.get(status) for status in (Status.HERE, Status.NEAR))
        return _UNKNOWN if (town and town.same) or (maybe and maybe.same) else _ELSEWHERE
    if today is None:
        return _UNKNOWN
    unsure = own.anywhere or (maybe is not None and maybe.same is not False)
    return Nearness(None, today.km) if unsure and not today.same else today


def _between(place: Place, asked: Place, status: Status) -> Nearness:
    """How near two places are, by the nearest of their meanings; a meaning that is hardly meant makes it unknown."""
    spots, first = place.spots, [spots[0] for spots in asked.meanings]
    near = min((_near(spot, other, status) for spot in spots for other in first), key=_rank, default=_UNKNOWN)
    if near.same is not False:
        return near
    if any(_near(spot, other, status).same for spot in spots for others in asked.meanings for other in others[1:]):
        # As large as the town that is likely asked, and called the same.
        return Nearness(None, near.km)
    if place.shared and any(area[:2] in place.shared for spot in asked.spots for area in spot.areas):
        return Nearness(None, near.km)
    # What is asked is meant as it is known best; a person's "Richmond" may be the one at the edge of London.
    hardly = (_near(spot, other, status) for spot in place.lesser for other in asked.spots)
    return Nearness(None, near.km) if any(one.same for one in hardly) else near


def _near(spot: Spot, asked: Spot, status: Status) -> Nearness:
    if not spot.town or not asked.town:
        return _near_area(spot, asked, whole=status is Status.WHOLE)
    if not (spot.at and asked.at):
        if spot.town == asked.town and may_meet(spot.areas, asked.areas):
            return Nearness(same=True)
        return _ELSEWHERE if _apart(spot, asked) else _UNKNOWN
    if spot.others or asked.others:
        away = sorted(kilometres(one, other) for one in spot.points for other in asked.points)
        # All towns of a wide region must be near; of others, one of them.
        return _at_km(away[0], away[-1] if spot.wide or asked.wide else away[0], CLOSE_KM)
    km = kilometres(spot.at, asked.at)
    return _at_km(km, km, CLOSE_KM if status is Status.NEAR else NEAR_KM)


def _at_km(nearest: float, farthest: float, close: float) -> Nearness:
    return Nearness(True if farthest <= NEAR_KM else None if nearest <= close else False, round(nearest))


def _near_area(spot: Spot, asked: Spot, *, whole: bool) -> Nearness:
    """How near two places are of which one is a country or region."""
    if not asked.town and spot.areas and within(spot.areas, asked.areas):
        return Nearness(same=True)
    if whole and spot.areas and asked.areas and within(asked.areas, spot.areas):
        return Nearness(same=True)
    apart = not may_meet(spot.areas, asked.areas) if not asked.town else _apart(spot, asked)
    return _ELSEWHERE if apart else _UNKNOWN


def _apart(spot: Spot, asked: Spot) -> bool:
    """Whether two places are in regions that are far from each other, as far as that is known."""
    if not spot.areas or not asked.areas or may_meet(spot.areas, asked.areas):
        return False
    # A region on the other side of a border may be a commute away.
    return not any(
        _reaches(one.areas, point) for one, other in ((spot, asked), (asked, spot)) for point in other.points
    )


def _reaches(areas: Areas, point: Point) -> bool:
    return any((km := area_km(area, point)) is None or km <= NEAR_KM for area in areas)


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
