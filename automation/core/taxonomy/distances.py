"""How far towns, and towns and regions, are apart."""

from functools import cache, lru_cache
from math import asin, cos, radians, sin, sqrt

import numpy as np
import numpy.typing as npt

from automation.core.taxonomy.bundled_data import town_table
from automation.core.taxonomy.gazetteer import Point

_EARTH_KM = 6371.0

Numbers = npt.NDArray[np.float64]


def kilometres(one: Point, other: Point) -> float:
    """The way between two points as the crow flies (haversine, a round earth)."""
    (lat, lon), (other_lat, other_lon) = ((radians(a), radians(b)) for a, b in (one, other))
    chord = sin((lat - other_lat) / 2) ** 2 + cos(lat) * cos(other_lat) * sin((lon - other_lon) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(chord)))


@lru_cache(maxsize=20_000)
def area_km(area: str, at: Point) -> float | None:
    """How far the nearest town of a country or region is from a point; None if it has no town in the gazetteer."""
    latitudes, longitudes = _area_points(area)
    if not len(latitudes):
        return None
    # Near enough to find the nearest town: the earth is flat there, and a degree of longitude shrinks to the poles.
    far = (latitudes - at[0]) ** 2 + ((longitudes - at[1]) * cos(radians(at[0]))) ** 2
    nearest = int(np.argmin(far))
    return kilometres(at, (float(latitudes[nearest]), float(longitudes[nearest])))


@cache
def _area_points(area: str) -> tuple[Numbers, Numbers]:
    table = town_table()
    begins = f"{area}-"
    inside = [number for number, own in enumerate(table.areas) if own == area or own.startswith(begins)]
    return table.latitudes[inside], table.longitudes[inside]
