"""What candidates can choose to hear of, and which openings that leaves."""

import pytest

from automation.core.ledger.preferences import REMOTE, Preferences
from automation.core.model import each_row
from automation.core.workbook.choices import MOST, chose, places_of, topics_of
from tests.core.small_workbooks import ANA, PLATFORM, Record, read

BERLIN: Record = {**PLATFORM, "family": "Engineering", "location": "Berlin", "remote": "hybrid"}


def test_names_of_the_requisitions_are_offered_once() -> None:
    """Role families and places as the requisitions write them, whatever case and accents; and remote."""
    roles = [
        {**BERLIN, "req_id": f"REQ-{number}", "family": family, "location": place}
        for number, (family, place) in enumerate(
            [("Data", "Zürich"), ("data", "zurich"), ("", ""), ("Sales", "Berlin")]
        )
    ]
    book = read([ANA], roles)
    assert (topics_of(book), places_of(book)) == (["Data", "Sales"], [REMOTE, "Berlin", "Zürich"])


def test_the_most_common_names_are_offered() -> None:
    """A page with hundreds of names helps no one."""
    roles = [{**BERLIN, "req_id": f"REQ-{number}", "family": f"Team {number:03}"} for number in range(2 * MOST)]
    roles.append({**BERLIN, "req_id": "REQ-last", "family": "Team 029"})
    offered = topics_of(read([ANA], roles))
    assert (len(offered), offered[-1]) == (MOST, "Team 029")


@pytest.mark.parametrize(
    ("topics", "places", "cells", "wanted"),
    [
        ((), (), {}, True),
        (("engineering",), (), {}, True),
        (("Data",), (), {}, False),
        (("Data",), (), {"family": ""}, False),
        ((), ("Berlin, Germany",), {}, True),
        ((), ("Potsdam",), {}, True),
        ((), ("Lisbon",), {}, False),
        ((), (REMOTE,), {}, False),
        ((), (REMOTE,), {"remote": "remote", "location": ""}, True),
        ((), ("Berlin",), {"remote": "remote", "location": ""}, False),
        ((), ("Lisbon", REMOTE), {"remote": "remote"}, True),
        ((), ("Berlin",), {"location": ""}, False),
        (("Engineering", "Data"), ("Lisbon",), {}, False),
    ],
)
def test_an_opening_has_one_of_the_topics_and_one_of_the_places(
    topics: tuple[str, ...], places: tuple[str, ...], cells: Record, wanted: bool
) -> None:
    """No topics are all topics, no places all places; an opening that does not say has none of those chosen."""
    (opening,) = each_row(read([ANA], [{**BERLIN, **cells}]).requisitions)
    assert chose(Preferences(None, topics, places), opening) is wanted
