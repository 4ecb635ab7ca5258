"""What can be taken along from the pages: files for calendars and spreadsheets, a slate to print, text to paste."""

from datetime import date, timedelta
from pathlib import Path

import icalendar
import pytest

from automation.clock import Clock
from automation.core.model import each_row
from automation.core.reasons import TO_FIX, ReasonKind
from automation.readmodel.workbook_view import Reader, View
from automation.services.colleagues.calendars import calendar_of
from automation.settings import Settings
from automation.store.locate import open_store
from dashboard.data.search import Search
from dashboard.ui.requisitions import slate_export
from tests.dashboard.driving import TODAY


@pytest.fixture(scope="module")
def view(made: Path) -> View:
    """The sample."""
    clock = Clock(date.fromisoformat(TODAY))
    return Reader(open_store(str(made)), Settings(workbook=str(made)), clock).read()


def test_follow_ups_for_a_calendar(view: View) -> None:
    """Each is an event of a day, the same one when it is saved again; an overdue one is today; no name is in it."""
    plans = [plan for plan in view.plans.values() if plan.on is not None]
    files = [calendar_of(view.plan, plans, b"secret", view.settings, view.as_of + timedelta(days=n)) for n in (0, 1)]
    first, again = (icalendar.Calendar.from_ical(file).walk("VEVENT") for file in files)
    assert len(first) == len({event["UID"] for event in first}) == len(plans)
    assert [event["UID"] for event in first] == [event["UID"] for event in again]
    assert min(event["DTSTART"].dt for event in first) == date.fromisoformat(TODAY)
    assert any(str(event["SUMMARY"]).startswith("Follow up: O.P.") for event in first)
    assert not any(row.name.split()[-1] in files[0].decode() for row in view.people.values())
    assert max(map(len, files[0].split(b"\r\n"))) <= 75


def test_a_slate_as_page_and_text(view: View) -> None:
    """Everyone on it is named, with why now; what looks like markup stays text."""
    row = view.requisitions["req-101"]
    slate = [match for match in each_row(view.matches) if match.req_key == row.Index]
    page, text = slate_export.page(view, row, slate, "Whole slate"), slate_export.text(view, row, slate)
    for match in slate:
        assert match.name in page
        assert match.name in text
    assert "a similar role is open now" in page
    odd = row._replace(title="<script>")
    assert "<script>" not in slate_export.page(view, odd, slate, "Whole slate")


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("k8s", "Chidi Okafor"),
        ("kuberneets", "Chidi Okafor"),
        ("k8s, berlin", "Jonas Weber"),
        ("REQ-104", "Zoë Clarke"),
    ],
)
def test_a_search_finds_what_is_meant(view: View, query: str, name: str) -> None:
    """Abbreviations, slips of the keyboard, several terms and requisitions."""
    found, hint = Search(view).find(query)
    names = {view.people[key].name for key in found}
    assert name in names
    assert len(found) < len(view.people) / 2
    assert bool(hint) == (query == "kuberneets") or not hint


def test_a_message_is_refused_with_its_reason(view: View) -> None:
    """A candidate shelved for conduct cannot be written to; one on a slate can."""
    refused = next(key for key, row in view.people.items() if row.name == "Colin Frost")
    allowed = next(key for key, row in view.people.items() if row.name == "Mara Lindqvist")
    assert "conduct" in view.why_not_write(refused, ["REQ-101"], "Dana")
    assert view.why_not_write(allowed, ["REQ-101"], "dana@acme.example") == ""


def test_issues_differ_from_how_things_stand(view: View) -> None:
    """Only where there is something to do has a reason against a message the colour of an issue."""
    found = {why.kind for key in view.people if (why := view.against_writing(key, ["REQ-101"], "Dana"))}
    assert found & TO_FIX == {ReasonKind.REGION_UNKNOWN, ReasonKind.CONSENT_OVER}
    assert {ReasonKind.IN_PROCESS, ReasonKind.DO_NOT_CONTACT, ReasonKind.HIRED} <= found - TO_FIX
