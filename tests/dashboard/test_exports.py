"""What can be taken along from the pages: files for calendars and spreadsheets, a slate to print, text to paste."""

from datetime import date
from pathlib import Path

import pytest

from automation.clock import Clock
from automation.core.model import each_row
from automation.readmodel.workbook_view import Reader, View
from automation.settings import Settings
from automation.store.locate import open_store
from dashboard.data.search import Search
from dashboard.ui import slate_export
from dashboard.ui.calendar_file import calendar
from tests.dashboard.driving import TODAY


@pytest.fixture(scope="module")
def view(made: Path) -> View:
    """The sample."""
    clock = Clock(date.fromisoformat(TODAY))
    return Reader(open_store(str(made)), Settings(workbook=str(made)), clock).read()


def test_follow_ups_for_a_calendar(view: View) -> None:
    """Each is an event of a day; an overdue one is today; no line is longer than calendars take."""
    plans = [plan for plan in view.plans.values() if plan.on is not None]
    lines = calendar(view, plans).split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert lines.count("BEGIN:VEVENT") == len(plans)
    assert "SUMMARY:Follow up: Owen Price" in lines
    assert max(len(line.encode()) for line in lines) <= 75
    starts = [line.partition(":")[2] for line in lines if line.startswith("DTSTART")]
    assert min(starts) == TODAY.replace("-", "")


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
