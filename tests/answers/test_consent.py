"""The question whether details may be kept: what the candidate's page says, and what a yes and a no do."""

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests

from automation.core.ledger.events import Step
from automation.core.ledger.replies import summary_of
from automation.core.messages.proposal import Proposal
from automation.core.messages.send_guards import reasons_against
from automation.core.model import Row
from automation.core.reasons import Reason, ReasonKind
from automation.core.text import key_of
from automation.core.workbook.consent import consent_of
from automation.outreach.compose import propose, queue
from automation.outreach.sending import send
from tests.answers.site import Site, served
from tests.outreach.desk import DANA, NOON, REQ, key, local_desk, sheet_desk, tabs
from tests.sheets_emulator.server import Emulator

WAIT = 30
ASKED = "Consent renewal"


def agreed() -> dict[str, Sequence[Row]]:
    """A workbook of people who agreed in Germany in August, which holds for six months; they read English."""
    book = tabs(2)
    header, *rows = book["Candidates"]
    region = header.index("Region")
    kept = [(*row[:region], "DE", *row[region + 1 :], "consent", "2026-08-01", "English") for row in rows]
    return {**book, "Candidates": [(*header, "Consent basis", "Consent on", "Language"), *kept]}


@pytest.fixture(params=["sqlite", "sheet"])
def asked(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Site, str]]:
    """A site over either kind of workbook, and the page of a candidate who was asked."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            site = stack.enter_context(served(lambda url: local_desk(tmp_path, agreed(), respond_url=url)))
        else:
            emulator = stack.enter_context(Emulator())
            site = stack.enter_context(served(lambda url: sheet_desk(tmp_path, emulator, agreed(), respond_url=url)))
        room = site.desk.room()
        (prepared,) = propose(room, None, [key(0)], DANA, template=ASKED)
        (queued,) = queue(room, [prepared.draft], DANA)
        assert not queued.reasons, queued.reasons
        send(site.desk.room())
        yield site, site.page_of(queued.send_id)


def row_of(site: Site) -> Any:
    """The candidate's row, as every command reads it."""
    room = site.desk.room()
    return room.read(room.ledger.refresh()).book.people[key_of(key(0))]


def post(url: str) -> requests.Response:
    return requests.post(url, timeout=WAIT)


def test_the_message_and_the_page_say_what_happens(asked: tuple[Site, str]) -> None:
    """Both name the day and what a no and silence lead to; the page asks nothing about openings."""
    _, page = asked
    text = requests.get(page, timeout=WAIT).text
    assert "May we keep your details for another 6 months?" in text
    assert "That ends on 1 February 2027." in text
    assert "we stop using them at once, and a person deletes them within 30 days" in text
    assert "Is now a good time?" not in text


def test_a_yes_dates_a_new_consent(asked: tuple[Site, str]) -> None:
    """The consent runs from the day of the tap, wherever it is used; a second tap on that day adds nothing."""
    site, page = asked
    site.desk.now = NOON + timedelta(days=7)
    said = post(f"{page}/keep").text
    post(f"{page}/keep")
    assert "You agreed on 1 December 2026, so we keep them until 1 June 2027." in said
    assert [kind for kind, _, _ in site.answers()] == ["may be kept"]
    row = row_of(site)
    conventions = site.desk.room().settings.conventions
    assert consent_of(row, conventions, date(2026, 12, 1)).until == date(2027, 6, 1)
    later = consent_of(row, conventions, date(2027, 6, 2)).lacking
    assert later
    assert later.kind is ReasonKind.CONSENT_OVER


def test_a_no_stops_everything_at_once(asked: tuple[Site, str]) -> None:
    """They are suppressed and the request to be erased is recorded, once; no message can be queued any more."""
    site, page = asked
    said = post(f"{page}/erase")
    assert said.status_code == 200
    assert "We do not use your details any more" in said.text
    assert "A person does that within 30 days" in requests.get(page, timeout=WAIT).text
    post(f"{page}/erase")
    assert [kind for kind, _, _ in site.answers()] == ["asked to be erased", "suppressed"]
    assert row_of(site).suppressed
    site.desk.now = NOON + timedelta(days=30)
    (drafted,) = propose(site.desk.room(), REQ, [key(0)], DANA)
    assert "asked not to be contacted" in drafted.reasons


def test_who_unsubscribed_before_can_still_ask_to_be_erased(asked: tuple[Site, str]) -> None:
    """The link of an earlier message is enough."""
    site, page = asked
    post(page.replace("/r/", "/u/"))
    post(f"{page}/erase")
    assert [kind for kind, _, _ in site.answers()] == ["left the list", "suppressed", "asked to be erased"]


def test_back_on_the_list_withdraws_the_request(asked: tuple[Site, str]) -> None:
    """Only they can do that, with the button of their page."""
    site, page = asked
    post(f"{page}/erase")
    assert "Hello" in post(f"{page}/back").text
    room = site.desk.room()
    state = room.ledger.refresh()
    summary = summary_of(state, room.read(state).persons, key_of(key(0)))
    assert (summary.left, summary.erase_on) == (False, None)


def test_the_page_about_their_details_erases_too(any_site: Site) -> None:
    """Any message leads there, not only the question of consent."""
    page = any_site.page_of(any_site.write_to())
    text = requests.get(f"{page}/about", timeout=WAIT).text
    (target,) = re.findall(r'action="([^"]+/erase)"', text)
    assert "We do not use your details any more" in post(f"{any_site.url}{target}").text
    assert row_of(any_site).suppressed


def test_only_about_this_one_is_obeyed(any_site: Site) -> None:
    """No message about another opening can be queued, until they say yes."""
    page = any_site.page_of(any_site.write_to())
    requests.post(f"{page}/alerts", data={"alerts": "no"}, timeout=WAIT)
    any_site.desk.now = NOON + timedelta(days=30)
    (again,) = propose(any_site.desk.room(), None, [key(0)], DANA, template="Is it still right?")
    assert not again.reasons
    room = any_site.desk.room()
    state = room.ledger.refresh()
    workbook = room.read(state)
    proposal = Proposal(key(0), ("REQ-9",), Step.FIRST, DANA)
    row = workbook.book.people[key(0)]
    assert Reason(ReasonKind.ONLY_THESE) in reasons_against(row, proposal, room.around(workbook, state))
    requests.post(f"{page}/alerts", data={"alerts": "yes"}, timeout=WAIT)
    state = room.ledger.refresh()
    workbook = room.read(state)
    row = workbook.book.people[key(0)]
    assert Reason(ReasonKind.ONLY_THESE) not in reasons_against(row, proposal, room.around(workbook, state))
