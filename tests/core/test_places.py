from typing import Any

import pytest
from hypothesis import given

from automation.core.places import place_parts, same_place
from tests.core.workbook import TEXTS


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Austin", "Austin, TX", True),
        ("austin", "AUSTIN", True),
        ("NYC", "New York", True),
        ("New York, NY", "NYC", True),
        ("München", "Munich", True),
        ("Bangalore", "Bengaluru", True),
        ("Greater Boston Area", "Boston", True),
        ("London (hybrid)", "London", True),
        ("London, ON", "London, UK", False),
        ("Lisbon", "Porto", False),
        ("York", "New York", False),
        ("القاهرة", "القاهرة", True),
        ("", "Lisbon", None),
        ("Lisbon", "🚀", None),
        ("Remote", "Lisbon", None),
    ],
)
def test_places_as_people_write_them(one: Any, other: Any, same: Any) -> None:
    """One town by several names is one place, two towns of one name are two, and nothing told is unknown."""
    assert same_place(one, other) is same
    assert same_place(other, one) is same


@given(TEXTS, TEXTS)
def test_being_the_same_place_is_mutual(one: Any, other: Any) -> None:
    """Two places are the same one way and the other; every place that is told is itself."""
    assert same_place(one, other) is same_place(other, one)
    assert same_place(one, one) is (True if place_parts(one)[0] else None)
