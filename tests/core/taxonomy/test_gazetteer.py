import pytest

from automation.core.taxonomy.area_names import COUNTRIES_ABROAD, PART_OF, REGIONS_ABROAD
from automation.core.taxonomy.bundled_data import town_table
from automation.core.taxonomy.distances import area_km
from automation.core.taxonomy.gazetteer import names_between, towns_named, within
from automation.core.taxonomy.local_codes import LOCAL_CODES
from automation.core.taxonomy.location_names import COUNTRY_GROUPS, COUNTRY_NAMES, REGION_NAMES
from automation.core.taxonomy.place_keys import place_key
from automation.core.taxonomy.town_districts import DISTRICTS
from automation.core.taxonomy.town_names import AIRPORTS, MEANT_FIRST, METROS, TOWN_NAMES
from automation.core.taxonomy.town_regions import TOWN_REGIONS


def test_the_gazetteer_is_written_as_places_are_compared() -> None:
    """Every name is its own key, but for codes in capitals; coordinates are on the globe."""
    table = town_table()
    assert all(name == place_key(name) or (len(name) == 3 and name.isupper()) for name in table.called)
    assert all(number in table.called[place_key(name)] for number, name in enumerate(table.names))
    assert all(area[:2].isupper() for area in table.areas)
    assert all(-90 <= degrees <= 90 for degrees in table.latitudes)
    assert all(-180 <= degrees <= 180 for degrees in table.longitudes)
    assert min(table.people) >= 5
    assert len(table.names) == len(table.people) == len(table.latitudes) == len(table.longitudes)


def test_the_words_of_places_lead_somewhere() -> None:
    """Every town of the tables of names is in the gazetteer, in the area that the table names."""
    regions = {**METROS, **TOWN_REGIONS}
    towns = {*TOWN_NAMES.values(), *DISTRICTS, *AIRPORTS, *(town for members in regions.values() for town in members)}
    for town in towns:
        name, _, area = town.partition("@")
        assert any(not area or within(spot.areas, {area}) for spot in towns_named(place_key(name))), town
    for name in (*TOWN_NAMES, *(name for names in regions for name in names)):
        assert towns_named(place_key(name)), name


def test_the_names_of_countries_and_regions_are_written_as_they_are_compared() -> None:
    """Groups and codes are of known countries; no name of a country in another language is a negation."""
    for names in (*COUNTRY_NAMES.values(), *REGION_NAMES.values()):
        assert all(name == place_key(name) for name in names)
    assert all(name == place_key(name) for name in COUNTRY_GROUPS)
    assert {code for codes in COUNTRY_GROUPS.values() for code in codes} <= COUNTRY_NAMES.keys()
    assert COUNTRIES_ABROAD.keys() <= COUNTRY_NAMES.keys()
    assert "no" not in {place_key(name) for names in COUNTRIES_ABROAD.values() for name in names}
    known = {*town_table().areas, *COUNTRY_NAMES}
    assert {*LOCAL_CODES, *MEANT_FIRST.values(), *REGIONS_ABROAD} - known <= {"CH-JU", "US"}
    assert set(PART_OF.values()) <= COUNTRY_NAMES.keys()


@pytest.mark.parametrize(
    ("name", "town"),
    [
        ("saigon", "Ho Chi Minh City"),
        ("frankfurt", "Frankfurt am Main"),
        ("goettingen", "Göttingen"),
        ("biel", "Biel/Bienne"),
        ("kempten", "Kempten (Allgäu)"),
        ("LHR", "London"),
        ("valencia", "Valencia"),
    ],
)
def test_a_town_is_found_under_its_other_names(name: str, town: str) -> None:
    """Old names, names without the river, umlauts as two letters, halves of double names, codes of airports."""
    assert towns_named(name)[0].name == town


def test_a_name_means_the_town_that_is_meant_first() -> None:
    """Valencia is in Spain, though the one in Venezuela is larger."""
    assert towns_named("valencia")[0].areas == frozenset({"ES-60"})


def test_a_shortened_name_is_the_large_town_that_it_fits() -> None:
    """B'ham is Birmingham."""
    assert {spot.name for spot in names_between("b", "ham")} == {"Birmingham"}
    assert names_between("xq", "zzz") == ()


@pytest.mark.parametrize(("area", "near"), [("US-NJ", True), ("FR", False), ("US-CA", False)])
def test_how_far_a_region_is(area: str, near: bool) -> None:
    """New Jersey begins across the river from New York."""
    km = area_km(area, (40.71, -74.01))
    assert km is not None
    assert (km < 40) is near
    assert area_km("XX", (0.0, 0.0)) is None
