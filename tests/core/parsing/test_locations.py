from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core.model import Remote
from automation.core.parsing.locations.nearness import NEAR_KM, Nearness, PlaceIndex, nearness, same_place
from automation.core.parsing.locations.reader import place_parts, read_as, read_location
from automation.core.parsing.locations.remote_words import REMOTE_WORDS
from automation.core.parsing.locations.words import Kind
from automation.core.parsing.words.negation import NEGATIONS
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
        ("BLR", "bengaluru", "IN-KA"),
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
        # A code alone may be one of a country, of a region within another one, or a short name of a town.
        ("BH", "Manama", None),
        ("BH", "Belo Horizonte", True),
        ("BH", "Dubai", False),
        ("BH, MG", "Belo Horizonte", True),
        ("BH, MG", "Manama", False),
        ("Manama, BH", "Belo Horizonte", False),
        ("SG", "Singapore", True),
        ("SG", "St. Gallen", None),
        ("SG", "Berlin", False),
        ("LA", "New Orleans", None),
        ("MI", "Milan", None),
        ("MI", "Detroit", None),
        ("MI", "Rome", False),
        # Behind a town it is the one of its country, unless there is such a town in the other country, too.
        ("Milan, MI", "Milan", None),
        ("Milan MI", "Detroit", None),
        ("Milan, MI", "Berlin", None),
        ("Milan, MI, Italy", "Milan", True),
        ("Milan, MI 48160, USA", "Milan", False),
        ("Milan (MI)", "Milan", True),
        ("Milano, MI", "Milan", True),
        ("Palermo, PA", "Palermo", True),
        ("Palermo, ME", "Palermo", None),
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
    ("place", "asked", "same"),
    [
        ("Madrid (willing to relocate)", "Barcelona", None),
        ("Madrid (willing to relocate)", "Madrid", True),
        ("Madrid, won't relocate", "Barcelona", False),
        ("Berlin but open to Munich", "Munich", None),
        ("Berlin but open to Munich", "Berlin", True),
        ("Berlin but open to Munich", "Hamburg", False),
        ("Berlin, moving to Munich", "Berlin", None),
        ("ex-Berlin, now Munich", "Berlin", False),
        ("anywhere but London", "London", False),
        ("anywhere but London", "Leeds", None),
        ("anywhere in the UK", "Leeds", True),
        ("UK", "Leeds", None),
        ("Berlin, Germany, Austria", "Berlin", True),
        ("Berlin, Germany, Austria", "Vienna", None),
        ("Ruhrgebiet", "Essen", True),
        ("Ruhrgebiet", "Dortmund", None),
        ("Ruhrgebiet", "Munich", False),
        ("New Jersey", "New York", None),
        ("New Jersey", "Chicago", False),
        ("Richmond", "London", None),
        ("Richmond, VA", "London", False),
        ("Santiago del Foo", "Santiago", None),
        ("Kleindorf, Germany", "Berlin", None),
        ("Kleindorf, Germany", "Madrid", False),
        ("Zürich", "EU", False),
        ("A'dam", "Amsterdam", True),
    ],
)
def test_notes_and_regions_leave_open_what_they_leave_open(place: str, asked: str, same: Any) -> None:
    """A place is elsewhere only where the cell is sure of it, and near only where all of a region is."""
    assert same_place(place, asked) is same


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Remote", Remote.REMOTE),
        ("Remote (US)", Remote.REMOTE),
        ("Berlin / remote", Remote.REMOTE),
        ("Anywhere", Remote.REMOTE),
        ("Berlin, 2 days remote", Remote.HYBRID),
        ("London (hybrid)", Remote.HYBRID),
        ("London, onsite only", Remote.ONSITE),
        ("Lisbon", None),
        ("Lisbon, not remote", None),
        ("anywhere in the UK", None),
    ],
)
def test_how_the_work_is_done_may_stand_in_the_place(text: str, mode: Any) -> None:
    """Remote and hybrid are read from the location cell; the rest of it is the place."""
    assert read_location(text).mode is mode


@pytest.mark.parametrize(
    ("text", "remote"),
    [
        ("WFH", True),
        ("London, remote or hybrid", True),
        ("Leeds; cannot work remotely", False),
        ("no WFH", False),
        ("office only", False),
        ("remote: no", False),
        ("tired of remote", None),
        ("not fully remote", None),
        ("remote not required", None),
        ("remote?", None),
        ("hybrid", None),
        ("remote, not remote", None),
    ],
)
def test_whether_they_would_work_remotely(text: str, remote: Any) -> None:
    """A clear yes, a clear no, and unknown for doubts and contradictions."""
    assert read_location(text).remote is remote


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Praha 5", " (read as Prague)"),
        ("Saigon", " (read as Ho Chi Minh City)"),
        ("Koramangala", " (read as Bengaluru)"),
        ("東京都渋谷区", " (read as Tokyo)"),
        ("München", " (read as Munich)"),
        ("Berlin", ""),
        ("Berlin, Germany", ""),
        ("Bay Area", ""),
        ("Germany", ""),
        ("Kleindorf", ""),
        ("not Berlin", ""),
    ],
)
def test_what_a_cell_was_read_as(text: str, shown: str) -> None:
    """A town under another name is said by its own; a name that is read as it stands is not repeated."""
    assert read_as(text) == shown


# -- Properties

_DENIALS = {"en": "not", "de": "nicht", "fr": "pas", "es": "no", "it": "non", "nl": "niet", "pl": "nie", "sv": "inte"}
_REMOTE = sorted(
    word for language, words in REMOTE_WORDS[Kind.REMOTE].items() if language in _DENIALS for word in words
)
_NOISE = st.sampled_from(["", " ", ".", "!", "  ", " (based there)", " - based", " area", ", flexible hours"])


@given(TOWNS, st.sampled_from(sorted(_DENIALS.values())), st.booleans())
def test_a_negation_never_leaves_a_place(town: str, denial: str, before: bool) -> None:
    """A town that is denied is not the place, whatever the language; it becomes unknown, or "no"."""
    text = f"{denial} {town}" if before else f"{town}: {denial}"
    assert same_place(town, town)
    assert not same_place(text, town)


@given(st.sampled_from(_REMOTE), st.sampled_from(sorted(_DENIALS.values())))
def test_a_negation_never_leaves_remote_work(word: str, denial: str) -> None:
    """Remote work that is denied is never read as wanted."""
    assert read_location(word).remote is True
    assert read_location(f"{denial} {word}").remote is not True
    assert read_location(f"Leeds ({denial} {word})").remote is not True


@given(st.sampled_from(sorted({word for words in NEGATIONS.values() for word in words})), TOWNS)
def test_no_negation_of_any_language_is_read_over(denial: str, town: str) -> None:
    """Every known negation counts before a place, but for words that are also months or short codes."""
    assert read_location(f"{denial} {town}").here == [] or denial in {"mai", "en", "ne"}


@given(TOWNS | st.sampled_from(["not Berlin", "Remote", "no WFH, Leeds", "ex-Berlin, now Munich"]), _NOISE, TOWNS)
def test_noise_changes_nothing(text: str, noise: str, asked: str) -> None:
    """Blanks, punctuation, case and harmless notes leave the reading as it was."""
    read = nearness(text, asked).same, read_location(text).remote
    for noisy in (f"{text}{noise}", f" {text} ", text.upper() if "," not in text else text):
        assert (nearness(noisy, asked).same, read_location(noisy).remote) == read


@given(TEXTS, TEXTS)
def test_unknown_stays_unknown(text: str, note: str) -> None:
    """A cell that names nothing says nothing about any town, nor about remote work."""
    read = read_location(text)
    if not read.named and read.remote is None:
        assert same_place(text, "Lisbon") is None
    assert read_location(f"{text} {note}") == read_location(f"{text} {note}")


@given(WRITTEN | TEXTS, WRITTEN | TEXTS)
def test_any_text_is_a_place_or_none(one: str, other: str) -> None:
    """Any two cells can be compared; a cell without a place is near nothing."""
    assert isinstance(nearness(one, other), Nearness)
    if not read_location(one).named:
        assert same_place(one, other) is same_place(other, one) is None


@given(WRITTEN)
def test_a_place_is_near_itself(place: str) -> None:
    """A cell that names a place is near the same cell."""
    assert same_place(place, place) is True


@given(TOWNS.filter("Springfield".__ne__), TOWNS.filter("Springfield".__ne__))
def test_being_near_is_mutual_between_towns(one: str, other: str) -> None:
    """Two towns are as near one way as the other, if each name is known to mean one."""
    assert nearness(one, other) == nearness(other, one)


@given(st.lists(WRITTEN | TEXTS, max_size=6), WRITTEN)
def test_an_index_of_places_agrees_with_single_comparisons(places: list[str], asked: str) -> None:
    """Many places at once are compared as one by one."""
    numbers = {True: 1, False: 0, None: -1}
    assert PlaceIndex(places).same(asked).tolist() == [numbers[same_place(place, asked)] for place in places]
