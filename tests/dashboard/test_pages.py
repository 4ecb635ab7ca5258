"""The data and fairness pages, and what surrounds every page, in a real browser."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from automation.services.init import make_workbook
from tests.cli.program import read_tab
from tests.dashboard.driving import TODAY, Server, Tab

Open = Callable[..., Tab]
# As many as the page Data shows.
MOST_RUNS = 20


def test_the_page_lists_what_to_fix(same_tab: Open) -> None:
    """Each kind says how many rows it has and what to type instead; doubles stand side by side; the run is there."""
    page = same_tab("/data")
    expect(page.page.get_by_text("2 × Pay expectation … has no currency: write it with one")).to_be_visible()
    side_by_side = page.page.get_by_role("region", name="Rows that may be one person")
    expect(side_by_side.get_by_role("columnheader", name=re.compile("^Row "))).to_have_count(3)
    expect(page.page.get_by_role("region", name="The last runs").get_by_role("row")).to_have_count(MOST_RUNS + 1)


def test_peers_stand_beside_a_nominee(same_tab: Open) -> None:
    """The whole slate, each with the same criteria, the nominee marked once."""
    page = same_tab("/fairness")
    peers = page.page.get_by_role("region", name="The slate on the same criteria")
    expect(peers.get_by_text("(nominee)")).to_have_count(1)
    expect(peers.get_by_role("columnheader")).to_have_count(10)


def test_the_name_is_asked_for_once_and_remembered(tab: Open) -> None:
    """Every button can be pressed; the first action asks for the name, and a new visit still knows it."""
    page = tab("/follow-ups")
    rows, done = page.page.locator("[data-row^=due_]"), page.page.get_by_role("button", name="Done", exact=True)
    expect(rows).to_have_count(12)
    for number in range(12):
        expect(done.nth(number)).to_be_enabled()
    # Tooltips on each button cost a third of the redraw.
    expect(rows.get_by_test_id("stTooltipHoverTarget")).to_have_count(0)
    # Who closes the dialog has done nothing.
    done.first.click()
    page.drawer().get_by_role("button", name="Close").click()
    expect(page.drawer()).to_have_count(0)
    expect(page.button("Who are you?")).to_be_visible()
    page.named("Dana Reyes")
    page.page.reload()
    page.settle()
    expect(page.button("Dana Reyes")).to_be_visible()
    page.page.get_by_role("button", name="Show 5 more").click()
    expect(rows).to_have_count(17)


def test_refresh_from_the_page(tab: Open, tmp_path: Path) -> None:
    """A workbook that was never refreshed says so; the button runs the main job, and the page shows its outcome."""
    workbook = tmp_path / "new.xlsx"
    make_workbook(workbook, date.fromisoformat(TODAY), sample=True, dry_run=False)
    book = openpyxl.load_workbook(workbook)
    book["BP Runs"].delete_rows(2, book["BP Runs"].max_row)
    book.save(workbook)
    with Server(workbook) as server:
        page = tab("/data", server=server)
        expect(page.page.get_by_text("No run has written into this workbook yet")).to_be_visible()
        page.button("Update").click()
        expect(page.page.get_by_text("The workbook is up to date: 32 matches, 10 of them Strong.")).to_be_visible()
        expect(page.page.get_by_role("region", name="The last runs").get_by_role("row")).to_have_count(2)
        expect(page.page.get_by_text("No run has written into this workbook yet")).to_have_count(0)
        page.close()
    assert len(read_tab(workbook, "BP Runs")) == 1


@pytest.mark.long
def test_nothing_but_loopback_listens(served: Server) -> None:
    """The server says where it is, and says it of this machine alone."""
    assert f"http://127.0.0.1:{served.port}" in served.printed


def test_a_notice_above_the_form_keeps_the_typed_text(tab: Open, sample: Path) -> None:
    """While a user types, the workbook vanishes and comes back: the page says so, and the field keeps the text."""
    away = sample.with_suffix(".away")
    with Server(sample) as server:
        page = tab("/outreach", server=server)
        field = page.page.get_by_role("combobox", name="Requisition")
        field.fill("")
        field.press_sequentially("REQ-10")
        sample.rename(away)
        # Not a click, which would end the typing; and an open list hides the rest of the page from roles.
        reload = page.page.locator(".st-key-update button").first
        reload.dispatch_event("click")
        expect(page.page.get_by_text("What you see is from")).to_be_visible()
        page.settle()
        away.rename(sample)
        reload.dispatch_event("click")
        expect(page.page.get_by_text("What you see is from")).to_have_count(0)
        field.press_sequentially("4")
        field.press("Enter")
        expect(field).to_have_value(re.compile("REQ-104"))
        page.close()
