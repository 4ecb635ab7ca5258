"""Data, *Due for deletion*: who is listed, and what the button does."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.cli.program import read_tab
from tests.dashboard.driving import Tab

NAME, KEY = "Colin Frost", "colin.frost@mail.example"


def test_a_legal_hold_is_set_and_lifted_on_the_page(tab: Callable[..., Tab], shared: Path) -> None:
    """Set with a reason where the person is due, it takes the button to delete away until it is lifted."""
    page = tab("/data")
    row = page.page.locator("[class*='st-key-due_for_deletion']").filter(has_text=NAME)
    page.named("Dana Reyes")
    row.get_by_role("button", name="Legal hold …").click()
    page.page.get_by_role("textbox", name="Why").fill("a claim")
    page.button("Set legal hold").click()
    expect(page.page.get_by_role("status")).to_contain_text(f"{NAME} is under a legal hold.")
    expect(row).to_contain_text("Legal hold by Dana Reyes")
    expect(row.get_by_role("button", name="Delete …")).to_have_count(0)
    expect(page.heading("Legal holds")).to_be_visible()
    page.page.locator("[class*='st-key-held']").get_by_role("button", name="Lift hold …").click()
    page.page.get_by_role("textbox", name="Why").fill("settled")
    page.button("Lift the hold").click()
    expect(page.page.get_by_role("status")).to_contain_text(f"The legal hold on {NAME} is lifted.")
    expect(row.get_by_role("button", name="Delete …")).to_be_visible()
    expect(page.heading("Legal holds")).to_have_count(0)
    lines = [(line["Action"], line["Who"], line["Detail"]) for line in read_tab(shared, "BP Actions")]
    assert lines[-2:] == [("legal hold", "Dana Reyes", "a claim"), ("legal hold lifted", "Dana Reyes", "settled")]


def test_a_person_is_deleted_from_the_page(tab: Callable[..., Tab], shared: Path) -> None:
    """Only by name, and after a second click; the receipt says what is gone and what is not within reach."""
    page = tab("/data")
    expect(page.heading("Due for deletion")).to_be_visible()
    row = page.page.locator("[class*='st-key-due_for_deletion']").filter(has_text=NAME)
    expect(row).to_contain_text("Consent or basis ended on 16 Oct")
    expect(row).to_contain_text("Delete by 15 Nov (late)")
    page.named("Dana Reyes")
    row.get_by_role("button", name="Delete …").click()
    page.button("Delete for good").click()
    expect(page.page.get_by_role("status")).to_contain_text(f"{NAME} is deleted, except for what the receipt names.")
    expect(page.page.get_by_text("Receipt of the last deletion")).to_be_visible()
    expect(page.page.get_by_text("Mailboxes of recruiters")).to_be_visible()
    expect(row).to_have_count(0)
    assert KEY not in str(read_tab(shared, "Candidates"))
    assert any(line["State"] == "forgotten" and line["By"] == "Dana Reyes" for line in read_tab(shared, "BP Outreach"))
