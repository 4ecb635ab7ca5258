"""Places as people write them: whether two of them are the same."""

import re
from functools import lru_cache

from automation.core.text import plain
from automation.core.vocabulary import COUNTRY_NAMES, PLACE_ALIASES

_MEANT = {written: place for place, names in PLACE_ALIASES.items() for written in names}
_COUNTRIES = {name: code for code, names in COUNTRY_NAMES.items() for name in names}
_PARTS = re.compile(r"[,;/()|]+|\s[-–]\s")
_SUFFIXES = (" area", " metro", " metropolitan", " region")


@lru_cache(maxsize=50_000)
def place_parts(text: str) -> tuple[str, frozenset[str]]:
    """The town of a place and the regions that follow it: "Austin, TX, USA" is ("austin", {"tx", "us"})."""
    parts = [plain(part) for part in _PARTS.split(text) if plain(part)]
    parts = [part for part in parts if part not in {"remote", "hybrid", "onsite"}]
    if not parts:
        return "", frozenset()
    town = parts[0]
    for suffix in (" greater", *_SUFFIXES):
        town = town.removesuffix(suffix)
    town = town.removeprefix("greater ")
    return _MEANT.get(parts[0], _MEANT.get(town, town)), frozenset(_COUNTRIES.get(part, part) for part in parts[1:])


def same_place(one: str, other: str) -> bool | None:
    """Whether two places are the same town; None where either tells none.

    "Austin" and "Austin, TX" are; "London, ON" and "London, UK" are not.
    """
    town, regions = place_parts(one)
    other_town, other_regions = place_parts(other)
    if not town or not other_town:
        return None
    return town == other_town and (not regions or not other_regions or bool(regions & other_regions))
