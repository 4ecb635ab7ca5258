"""What candidates choose to hear of on their page: shown there and beside the row, and obeyed."""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
import requests

from automation.core.languages.catalogue import LANGUAGES, texts_in
from automation.core.ledger.preferences import REMOTE, Often, Preferences, read_line
from automation.core.messages.proposal import Proposal
from automation.core.messages.send_guards import reasons_against
from automation.core.model import Row
from automation.core.reasons import Reason, ReasonKind
from automation.core.text import text_of
from automation.refresh import refresh
from automation.services.init import complete
from tests.answers.site import Site, served
from tests.cli.program import write_workbook
from tests.outreach.desk import DANA, NOON, Desk, key, local_desk, sheet_desk, tabs
from tests.sheets_emulator.server import Emulator

HEADER = ("Req ID", "Title", "Role family", "Must-have skills", "Level", "Location", "Remote", "Opened on", "Status")
WHAT = ("Kubernetes, Go", "Senior")
OPENINGS: list[Row] = [
    HEADER,
    ("REQ-1", "Platform Engineer", "Engineering", *WHAT, "Lisbon", "onsite", "2026-11-01", "Open"),
    ("REQ-2", "Platform Engineer", "Engineering", *WHAT, "Berlin", "hybrid", "2026-11-01", "Open"),
    ("REQ-3", "Platform Engineer", "Data", *WHAT, "Lisbon", "onsite", "2026-11-01", "Open"),
    ("REQ-4", "Platform Engineer", "Engineering", *WHAT, "", "remote", "2026-11-01", "Open"),
]
CHOICE = {"alerts": "yes", "topic1": "Engineering", "place1": REMOTE, "place2": "Lisbon", "often": "weekly"}


def book() -> dict[str, Sequence[Row]]:
    """People who fit four openings of two role families, in two places and remote."""
    return {**tabs(2), "Requisitions": OPENINGS}


@pytest.fixture
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    """The page; its workbook is a spreadsheet if the test asks for one."""
    if getattr(request, "param", "file") == "file":
        with served(lambda url: local_desk(tmp_path, book(), respond_url=url)) as running:
            yield running
        return
    with Emulator() as emulator:

        def make(url: str) -> Desk:
            desk = sheet_desk(tmp_path, emulator, book(), respond_url=url)
            complete(desk.store())
            return desk

        with served(make) as running:
            yield running


def beside_rows(site: Site) -> dict[str, str]:
    """Address → what BP Alerts says after a run."""
    room = site.desk.room()
    refresh(room.store, room.clock, room.settings.conventions, room=room)
    header, *rows = [[text_of(cell) for cell in row] for row in room.store.read().tabs["Candidates"]]
    return {row[header.index("Email")]: (*row, *[""] * len(header))[header.index("BP Alerts")] for row in rows}


@pytest.mark.long
@pytest.mark.parametrize("site", ["file", "sheet"], indirect=True)
def test_a_choice_is_kept_shown_and_obeyed(site: Site) -> None:
    """Topics, places and how often are beside the row; slates and guards leave out what was not chosen."""
    page = site.page_of(site.write_to(req="REQ-2"))
    shown = requests.post(f"{page}/alerts", data=CHOICE, timeout=30).text
    assert sorted(re.findall(r'value="([^"]+)" checked', shown)) == ["Engineering", "Lisbon", "remote"]
    assert '<option value="weekly" selected>' in shown
    assert beside_rows(site)[key(0)] == "yes; weekly; topics: Engineering; places: remote, Lisbon"
    room = site.desk.room()
    state = room.ledger.refresh()
    workbook = room.read(state)
    row = workbook.book.people[key(0)]
    not_chosen = Reason(ReasonKind.NOT_CHOSEN)
    for req, left_out in (("REQ-1", False), ("REQ-2", False), ("REQ-3", True), ("REQ-4", False)):
        proposal = Proposal(key(0), [req], "first note", DANA)
        assert (not_chosen in reasons_against(row, proposal, room.around(workbook, state))) is left_out, req
    matches = room.store.read().tabs["BP Matches"]
    slates = {text_of(line[0]) for line in matches[1:] if text_of(line[1]) == key(0)}
    # REQ-2 is not in the places, but it is the one that we wrote about.
    assert slates == {"REQ-1", "REQ-2", "REQ-4"}
    requests.post(f"{page}/alerts", data={"alerts": "no"}, timeout=30)
    assert beside_rows(site) == {key(0): "no", key(1): ""}


def test_only_what_is_offered_can_be_chosen(site: Site) -> None:
    """A topic, a place or a rhythm that the page does not have is not recorded, and nothing else of that form."""
    page = site.page_of(site.write_to())
    for field, value in (("topic1", "Espionage"), ("place1", "Atlantis"), ("often", "hourly"), ("alerts", "maybe")):
        assert requests.post(f"{page}/alerts", data={**CHOICE, field: value}, timeout=30).status_code == 400
    assert site.answers() == []


def test_it_is_asked_in_every_language(site: Site) -> None:
    """The questions are in the language of the page; names stay as the requisitions have them."""
    page = site.page_of(site.write_to())
    for language in LANGUAGES:
        texts, shown = texts_in(language), requests.get(f"{page}?lang={language}", timeout=30).text
        for name in ("topics", "places", "none_chosen", "often", "weekly", "monthly"):
            assert texts(f"page.alerts.{name}") in shown, (language, name)
        assert texts("opening.remote") in shown
        assert 'value="Engineering"' in shown


def test_a_choice_outlives_its_requisitions(site: Site) -> None:
    """What they chose stays chosen after the last requisition with it is gone, and can still be chosen again."""
    page = site.page_of(site.write_to())
    requests.post(f"{page}/alerts", data=CHOICE, timeout=30)
    changed = {**site.desk.store().read().tabs, "Requisitions": [HEADER]}
    write_workbook(Path(site.desk.locator), changed)
    site.desk.now = NOON + timedelta(minutes=2)
    assert re.findall(r'value="([^"]+)" checked', requests.get(page, timeout=30).text) == [
        "Engineering",
        "remote",
        "Lisbon",
    ]
    requests.post(f"{page}/alerts", data={**CHOICE, "often": "monthly"}, timeout=30)
    chosen = [read_line(one.detail) for one in site.events() if one.state == "alerts"]
    assert chosen == [
        Preferences(often, ("Engineering",), (REMOTE, "Lisbon")) for often in (Often.WEEKLY, Often.MONTHLY)
    ]
