"""The log of actions, who is snoozed, and what the address asks for, in a real browser."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import Locator, expect

from automation.core.workbook.action_log import Action, Kind
from dashboard.ui.candidates.timeline import ACTION_WORDS, done
from tests.dashboard.driving import Tab

Open = Callable[..., Tab]


def row(page: Tab, text: str) -> Locator:
    return page.page.locator("[data-row]").filter(has_text=text)


def test_anything_done_can_be_undone_later(tab: Open) -> None:
    """A snooze is in the list of the snoozed and in the log, by name; the log undoes it."""
    page = tab("/follow-ups").named("Dana Reyes")
    card = page.page.locator("[data-row^=due_]").filter(has_text="Helen Burke")
    card.get_by_role("button", name="Snooze until").click()
    page.button("A month").click()
    expect(page.page.get_by_role("status")).to_contain_text("Helen Burke is snoozed until 22 Dec.")
    expect(card).to_have_count(0)
    page.open("/activity?part=Snoozed")
    expect(page.page.get_by_text("2 people snoozed")).to_be_visible()
    expect(row(page, "Helen Burke")).to_contain_text("until 22 Dec by Dana Reyes")
    page.open("/activity?what=Snoozed")
    line = row(page, "Dana Reyes snoozed Helen Burke until 22 Dec.")
    line.get_by_role("button", name="Undo").click()
    expect(line).to_contain_text("Undone by Dana Reyes.")
    page.open("/activity?part=Snoozed")
    expect(page.page.get_by_text("1 person snoozed")).to_be_visible()


def test_an_interview_process_begins_and_ends(tab: Open) -> None:
    """In process, a candidate is on no slate, and the requisition says so; it can be taken back."""
    page = tab("/").named("Dana Reyes")
    item = page.page.locator("[data-row^=item_]").filter(has_text="Ravi Menon")
    item.get_by_role("button", name="More").click()
    page.button("In process").click()
    expect(page.page.get_by_role("status")).to_contain_text("Ravi Menon is in process for REQ-101.")
    expect(item).to_have_count(0)
    page.open("/requisitions?req=REQ-101")
    expect(page.page.get_by_text("In process: Ravi Menon")).to_be_visible()
    expect(page.page.locator("[class*=st-key-match_]").filter(has_text="Ravi Menon")).to_have_count(0)
    page.button("Not in process").click()
    expect(page.page.locator("[class*=st-key-match_]").filter(has_text="Ravi Menon")).to_have_count(1)


def test_the_address_asks_for_nothing_unsaid(tab: Open) -> None:
    """An unknown parameter and an unknown owner are said, and all is shown."""
    page = tab("/candidates?owner=nobody%40acme.example&colour=red")
    expect(page.page.get_by_text(re.compile("means nothing here: colour"))).to_be_visible()
    expect(page.page.get_by_text(re.compile("owner that is not in the workbook"))).to_be_visible()


def test_every_action_can_be_chosen() -> None:
    """The list of actions names each kind that the log shows."""
    assert set(ACTION_WORDS) == set(Kind) - {Kind.UNDONE}


@pytest.mark.parametrize(
    ("kind", "detail", "said"),
    [
        (Kind.IMPORTED, "export.csv: 4 added", "Dana imported export.csv: 4 added."),
        (Kind.PASSED, "Too junior!", "Dana passed on Ana: Too junior!"),
        (Kind.SHELVED, "“Not now.”", "Dana added Ana here: “Not now.”"),
    ],
)
def test_an_action_is_a_whole_sentence(kind: Kind, detail: str, said: str) -> None:
    """It says what was done, and ends once."""
    on = date(2026, 11, 22)
    assert done(Action(datetime(2026, 11, 22, tzinfo=UTC), "Dana", kind, "a1", on, detail=detail), "Ana", on) == said
