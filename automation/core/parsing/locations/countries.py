"""The countries and regions that a text names, by whatever name: "Francja", "Berlin, Germany", "Nordics"."""

from functools import lru_cache
from string import ascii_lowercase
from typing import NamedTuple

from automation.core.parsing.locations.reader import read_location
from automation.core.text import plain, table_in

_NONE = frozenset[str]()
# The letters of which flags are made: 🇩🇪 is DE.
_FLAGS = {0x1F1E6 + at: letter for at, letter in enumerate(ascii_lowercase)}
# Codes of three letters (ISO 3166) → those of two. The gazetteer lacks them.
_SHORT = table_in("""
    aut: at; bel: be; bgr: bg; hrv: hr; cyp: cy; cze: cz; dnk: dk; est: ee; fin: fi; fra: fr; deu: de; ger: de; grc: gr;
    hun: hu; isl: is; irl: ie; ita: it; lva: lv; lie: li; ltu: lt; lux: lu; mlt: mt; nld: nl; nor: no; pol: pl; prt: pt;
    rou: ro; svk: sk; svn: si; esp: es; swe: se; gbr: gb; che: ch; can: ca; mex: mx; bra: br; ind: in; aus: au; nzl: nz;
    sgp: sg; jpn: jp; zaf: za; are: ae; isr: il
""")


def country_key(text: str) -> str:
    """The name or code of a country as it is compared: "uk" for "U.K." and "the UK", "de" for "DEU" or a flag."""
    name = plain(text.translate(_FLAGS)).removeprefix("the ")
    name = name.replace(" ", "") if max(map(len, name.split()), default=0) == 1 else name
    return _SHORT.get(name, name)


class Whereabouts(NamedTuple):
    """Where the places of a text are.

    Attributes:
        areas: Codes of all countries ("FR") and regions ("FR-11") that they may be in; empty if one is not known.
        is_town: Whether a town is named, too: there may be others of its name.
    """

    areas: frozenset[str]
    is_town: bool

    @property
    def countries(self) -> frozenset[str]:
        """The codes of the countries."""
        return frozenset(area[:2] for area in self.areas)


@lru_cache(maxsize=20_000)
def areas_in(text: str) -> Whereabouts:
    """Where the places of a text are."""
    places = read_location(text).here
    spots = [spot for place in places for spot in (*place.spots, *place.lesser)]
    areas = _NONE.union(*(spot.areas for spot in spots)) if all(spot.areas for spot in spots) else _NONE
    return Whereabouts(areas, any(place.is_town for place in places))
