"""The page Health in a real browser: each chart with its sentence, its table and its file."""

import csv
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from automation.core.reports.health_report import SECTIONS
from automation.services.sample_messages import record_sample_messages
from automation.settings import Settings
from tests.dashboard.driving import TODAY, Tab

Open = Callable[..., Tab]


@pytest.fixture(scope="module")
def shared(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample workbook with the messages of its year."""
    path = Path(shutil.copy(made, tmp_path_factory.mktemp("year") / "sample.xlsx"))
    record_sample_messages(Settings(), path, date.fromisoformat(TODAY))
    return path


def test_a_chart_says_what_it_shows(same_tab: Open) -> None:
    """Charts are drawn, each with a sentence; the funnel's table has its numbers; no ratio of the sample is a dash."""
    page = same_tab("/health")
    expect(page.page.get_by_text(re.compile(r"^In 90 days \d+ came and \d+ left"))).to_be_visible()
    expect(
        page.page.locator("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg")
    ).not_to_have_count(0)
    table = page.page.get_by_role("region", name="Funnel by cohort")
    expect(table.get_by_role("row", name=re.compile(r"^In the pocket 50 \d+"))).to_be_visible()
    ratios = [page.page.get_by_role("region", name=section, exact=True) for section in SECTIONS]
    figures = [text for one in ratios for text in one.locator("td.bp-number").all_inner_texts()]
    assert len(figures) == 18
    assert "—" not in figures


def test_the_funnel_by_reason_can_be_taken_along(same_tab: Open, tmp_path: Path) -> None:
    """The people of each group, as a table and as a file that spreadsheets open; together they are everyone."""
    page = same_tab("/health")
    page.page.get_by_role("combobox", name="Compare").click()
    page.page.get_by_role("option", name="By shelve reason").click()
    table = page.page.get_by_role("region", name="Funnel by shelve reason")
    expect(table.get_by_role("row", name="Pay too high")).to_be_visible()
    with page.page.expect_download() as saving:
        page.page.locator(".st-key-numbers_funnel-by-shelve-reason").get_by_role("button", name="Save as CSV").click()
    saving.value.save_as(tmp_path / "funnel.csv")
    with (tmp_path / "funnel.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["Shelve reason"] == "none"
    assert sum(int(row["In the pocket"]) for row in rows) == 50
    page.button("Save as CSV").last.click()
    with page.page.expect_download() as saving:
        page.button("Last contact").click()
    assert "Up to 90 days" in Path(saving.value.path()).read_text(encoding="utf-8-sig")
    page.page.keyboard.press("Escape")
    page.page.get_by_text("How each is counted", exact=True).click()
    definitions = page.page.get_by_role("region", name="How each ratio is counted")
    expect(definitions.get_by_role("row")).to_have_count(1 + 18)
