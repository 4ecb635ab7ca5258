"""With "Show scores" 0 in the tab Settings, no page and no file shows a score or a point."""

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from automation.clock import Clock
from automation.core.model import each_row
from automation.readmodel.workbook_view import Reader
from automation.settings import Settings
from automation.store.locate import open_store
from dashboard.ui import match_card
from dashboard.ui.requisitions import slate_export
from tests.cli.program import Program
from tests.dashboard.driving import TODAY, Tab

Open = Callable[..., Tab]
NUMBER = re.compile(r"\b(?:Strong|Good|Possible|weak) ?\d|\d of \d+ points|\bPoints\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def shared(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with the setting."""
    path = Path(shutil.copy(made, tmp_path_factory.mktemp("without") / "sample.xlsx"))
    book = openpyxl.load_workbook(path)
    row = next(row for row in book["Settings"].iter_rows(min_row=2) if row[0].value == "Show scores")
    row[1].value = 0
    book.save(path)
    return path


def test_no_page_shows_a_number(same_tab: Open) -> None:
    """Each page that shows matches, a candidate's story and the reasons of a match."""
    page = same_tab("/")
    for path in (
        "/",
        "/requisitions",
        "/candidates",
        "/candidates?look=Table",
        "/follow-ups",
        "/fairness",
        "/outreach",
    ):
        page.turn(path)
        page.settle()
        text = page.page.locator("body").inner_text()
        assert not NUMBER.search(text), (path, NUMBER.search(text))
    page.turn("/requisitions")
    page.settle()
    page.page.get_by_role("button", name="Criteria").first.click()
    page.page.get_by_text("criteria known").wait_for()
    page.page.keyboard.press("Escape")
    page.page.get_by_role("button", name="Story").first.click()
    page.drawer().get_by_text("Open requisitions now").wait_for()
    text = page.page.locator("body").inner_text()
    assert not NUMBER.search(text), NUMBER.search(text)


def test_no_file_shows_a_number(shared: Path) -> None:
    """The slate as CSV, as text and as a page to print; the points of a match are its evidence."""
    clock = Clock(date.fromisoformat(TODAY))
    view = Reader(open_store(str(shared)), Settings(workbook=str(shared)), clock).read()
    row = view.requisitions["req-101"]
    slate = [match for match in each_row(view.matches) if match.req_key == row.Index]
    assert "Score" not in slate_export.columns(view)
    for match in slate:
        cells = slate_export.cells(view, row, match)
        assert len(cells) == len(slate_export.columns(view))
        assert round(match.score) not in cells
    (explained, *_) = view.explained([slate[0].candidate_key], row.Index)
    for text in (
        slate_export.text(view, row, slate),
        slate_export.page(view, row, slate, "Whole slate"),
        match_card.bars_html(view, explained),
    ):
        assert not NUMBER.search(text)


def test_explain_shows_evidence_alone(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The text has no points; `--json` keeps them for programs."""
    backpocket = Program(capsys)
    slate = backpocket("matches", "REQ-101", "--json", "--workbook", shared, "--today", TODAY).record
    who = str(slate["matches"][0]["candidate"])
    which = ("explain", who, "REQ-101", "--workbook", shared, "--today", TODAY)
    text = backpocket(*which).out
    assert not NUMBER.search(text)
    assert "Evidence" in text
    assert backpocket(*which, "--json").record["score"] > 0
