"""The tools in a candidate's story: what they said by phone is recorded, and all that is held about them is saved."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.cli.program import read_tab
from tests.dashboard.driving import Tab

KEY, NAME = "mara.lindqvist@mail.example", "Mara Lindqvist"


def test_a_call_is_recorded_and_the_record_saved(tab: Callable[..., Tab], shared: Path, tmp_path: Path) -> None:
    """A no to an opening, with the reason and a note, has the effects of a reply; the file holds it, too."""
    page = tab("/candidates").named("Dana Reyes")
    page.open(f"/candidates?person={KEY}")
    drawer = page.drawer()
    drawer.get_by_role("button", name="Record contact …").click()
    page.choose(page.page.get_by_role("combobox", name="What did they say?"), "No thanks")
    page.choose(page.page.get_by_role("combobox", name="About"), "REQ-101 Platform Engineer")
    page.choose(page.page.get_by_role("combobox", name="Because of"), "pay")
    page.page.get_by_role("textbox", name="Note").fill("asked for 150k")
    page.button("Record").click()
    expect(page.page.get_by_role("status")).to_contain_text(f"Recorded for {NAME}.")
    lines = [(one["State"], one["Req ID"], one["By"], one["Detail"]) for one in read_tab(shared, "BP Outreach")]
    assert ("no thanks", "REQ-101", "Dana Reyes", "asked for 150k") in lines
    page.open(f"/candidates?person={KEY}")
    expect(drawer).to_contain_text("asked for 150k")
    with page.page.expect_download() as saving:
        drawer.get_by_role("button", name="Save all we hold").click()
    saved = tmp_path / "record.txt"
    saving.value.save_as(saved)
    text = saved.read_text(encoding="utf-8")
    assert "What we hold about Mara Lindqvist" in text
    assert "asked for 150k" in text
