from typing import Any

import pytest
from automation.core.taxonomy.locations import (
    NEAR_KM,
    Nearness,
    PlaceIndex,
    mode_in_place,
    names_town,
    nearness,
    place_key,
    place_parts,
    read_place,
    same_place,
)
from hypothesis import given
from hypothesis import strategies as st

from automation.core.model import Remote
from automation.core.taxonomy.bundled_data import towns
from automation.core.taxonomy.location_names import COUNTRY_GROUPS, COUNTRY_NAMES, REGION_NAMES, TOWN_NAMES
from tests.core.small_workbooks import TEXTS

WRITTEN = st.sampled_from(
    [
        "Austin",
        "Austin, TX",
        "London",
        "London, ON",
        "Paris, TX",
        "SF",
        "Bay Area",
        "Croydon",
        "Berlin DE",
        "Kleindorf",
        "Kleindorf, Bayern",
        "Springfield",
        "Newcastle",
        "UK",
        "Remote (US)",
        "EMEA",
        "Georgia",
        "Dallas / Fort Worth",
    ]
)
TOWNS = st.sampled_from(["Austin", "London", "London, ON", "Paris, TX", "SF", "Croydon", "Kleindorf", "Springfield"])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Austin", "Austin, TX", True),
        ("austin", "AUSTIN", True),
        ("NYC", "New York", True),
        ("New York, NY", "NYC", True),
        ("München", "Munich", True),
        ("Bangalore", "Bengaluru", True),
        ("Łódź", "Lodz", True),
        ("St. Louis, MO", "Saint Louis, Missouri", True),
        ("Greater Boston Area", "Boston", True),
        ("Central London", "London", True),
        ("London (hybrid)", "London", True),
        ("London SW1A 1AA", "London", True),
        ("Soho, London", "London", True),
        ("Berlin DE", "Berlin, Germany", True),
        ("USA, Austin", "Austin", True),
        ("London or Berlin", "Berlin", True),
        ("Dallas / Fort Worth", "Fort Worth, TX", True),
        ("Bay Area", "Oakland, CA", True),
        ("Kleindorf", "Kleindorf, Bayern", True),
        ("Kleindorf, Bayern", "Kleindorf, Ontario", False),
        ("London, ON", "London, UK", False),
        ("London", "London, Ontario", False),
        ("Paris, TX", "Paris", False),
        ("Ithaca, New York", "NYC", False),
        ("Lisbon", "Porto", False),
        ("York", "New York", False),
        ("القاهرة", "القاهرة", True),
        ("", "Lisbon", None),
        ("Lisbon", "🚀", None),
        ("Remote", "Lisbon", None),
    ],
)
def test_places_as_people_write_them(one: Any, other: Any, same: Any) -> None:
    """One town with several names is one place, two towns with one name are two, and an empty cell is unknown."""
    assert same_place(one, other) is same
    assert same_place(other, one) is same


@pytest.mark.parametrize(
    ("text", "town", "area"),
    [
        ("London", "london", "GB-ENG"),
        ("Birmingham", "birmingham", "GB-ENG"),
        ("Birmingham, AL", "birmingham", "US-AL"),
        ("Portland", "portland", "US-OR"),
        ("Vancouver, WA", "vancouver", "US-WA"),
        ("Toronto, CA", "toronto", "CA-ON"),
        ("Ontario, CA", "ontario", "US-CA"),
        ("Ontario", "", "CA-ON"),
        ("Melbourne, Victoria", "melbourne", "AU-VIC"),
        ("New York", "new york city", "US-NY"),
        ("Washington", "washington", "US-DC"),
        ("Atlanta, Georgia", "atlanta", "US-GA"),
        ("Tbilisi, Georgia", "tbilisi", "GE"),
        ("Georgia, US", "", "US-GA"),
        ("Billings, MT", "billings", "US-MT"),
        ("BLR", "BLR", "IN-KA"),
        ("CAN", "", "CA"),
        ("Singapore", "singapore", "SG"),
        ("Germany", "", "DE"),
    ],
)
def test_the_nearest_sensible_meaning(text: str, town: str, area: str) -> None:
    """A bare name is the large town of that name; a region or country beside it decides; some names are regions."""
    assert place_parts(text) == (town, frozenset({area}))


@pytest.mark.parametrize(
    ("place", "asked", "same"),
    [
        ("Berlin", "Germany", True),
        ("Berlin", "Remote (EU)", True),
        ("Lisbon", "Remote (US)", False),
        ("US", "Remote (US)", True),
        ("Texas", "US", True),
        ("Germany", "Berlin", None),
        ("US", "Texas", None),
        ("EU", "Germany", None),
        ("California", "Austin, TX", False),
    ],
)
def test_a_country_or_region_takes_in_its_towns(place: str, asked: str, same: bool | None) -> None:
    """A candidate in the country asked for is there; if only a country is known, the town is unknown."""
    assert same_place(place, asked) is same


@pytest.mark.parametrize(
    ("place", "asked", "near", "least", "most"),
    [
        ("Croydon", "London", True, 10, 20),
        ("Round Rock TX", "Austin", True, 20, 35),
        ("Mississauga", "Toronto", True, 15, 30),
        ("Reading, UK", "London", False, 50, 70),
        ("London, ON", "London", False, 5000, 6500),
    ],
)
def test_near_enough_is_the_same_place(place: str, asked: str, near: bool, least: int, most: int) -> None:
    """Towns within a commute are one place, with the distance between them."""
    found = nearness(place, asked)
    assert found.same is near
    assert least <= found.km <= most
    assert near is (found.km <= NEAR_KM)


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Remote", Remote.REMOTE),
        ("Remote (US)", Remote.REMOTE),
        ("Berlin / remote", Remote.REMOTE),
        ("Anywhere", Remote.REMOTE),
        ("London (hybrid)", Remote.HYBRID),
        ("Lisbon", None),
        ("Lisbon, not remote", None),
    ],
)
def test_how_the_work_is_done_may_stand_in_the_place(text: str, mode: Any) -> None:
    """Remote and hybrid are read from the location cell; the rest of it is the place."""
    assert mode_in_place(text) is mode


@given(WRITTEN | TEXTS, WRITTEN | TEXTS)
def test_any_text_is_a_place_or_none(one: str, other: str) -> None:
    """Any two cells can be compared; a place is near itself, and a cell without a place is near nothing."""
    assert isinstance(nearness(one, other), Nearness)
    assert same_place(one, one) is (True if read_place(one) else None)
    if not read_place(one):
        assert same_place(one, other) is same_place(other, one) is None


@given(TOWNS | TEXTS.filter(names_town), TOWNS | TEXTS.filter(names_town))
def test_being_near_is_mutual_between_towns(one: str, other: str) -> None:
    """Two towns are as near one way as the other."""
    assert nearness(one, other) == nearness(other, one)


@given(st.lists(WRITTEN | TEXTS, max_size=6), WRITTEN)
def test_an_index_of_places_agrees_with_single_comparisons(places: list[str], asked: str) -> None:
    """Many places at once are compared as one by one."""
    numbers = {True: 1, False: 0, None: -1}
    assert PlaceIndex(places).same(asked).tolist() == [numbers[same_place(place, asked)] for place in places]


def test_the_gazetteer_is_written_as_places_are_compared() -> None:
    """Every name is its own key, but for codes in capitals; coordinates are on the globe."""
    for name, lines in towns().items():
        assert name == place_key(name) or (len(name) == 3 and name.isupper())
        for line in lines:
            area, latitude, longitude, people = line.split("|")
            assert area[:2].isupper()
            assert -90 <= float(latitude) <= 90
            assert -180 <= float(longitude) <= 180
            assert int(people) >= 50


def test_the_words_of_places_lead_somewhere() -> None:
    """Names are written as they are compared, towns are in the gazetteer, groups are of known countries."""
    for written, meant in TOWN_NAMES.items():
        assert written == place_key(written)
        assert set(meant) <= towns().keys()
    for names in (*COUNTRY_NAMES.values(), *REGION_NAMES.values()):
        assert all(name == place_key(name) for name in names)
    assert {code for codes in COUNTRY_GROUPS.values() for code in codes} <= COUNTRY_NAMES.keys()
