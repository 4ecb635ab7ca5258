"""Workbooks as they should not be: every page stays calm, says what is going on, and runs nothing that is in a cell."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect
from streamlit.testing.v1 import AppTest

import dashboard
from automation.core.model import Row
from dashboard.data import start_options
from tests.cli.program import PEOPLE, REQUISITIONS, TODAY, write_workbook
from tests.dashboard.driving import Server, Tab

MAIN = Path(dashboard.__file__).with_name("main.py")
PAGES = sorted(path.name for path in (MAIN.parent / "app_pages").glob("[!_]*.py"))
ODD = (
    "<script>window.hurt = 1</script>",
    '<img src=x onerror="window.hurt = 1">',
    "[x](javascript:window.hurt=1)",
    "{{7*7}} **bold** :red[red] $x^2$ `code`",
    "=HYPERLINK(1)",
    "\u202eevil\u202c مهندس שלום",
    "N" * 300,
)
HEADER = (*PEOPLE[0], "Owner", "Promised", "Promised by")
ODD_PEOPLE: Sequence[Row] = (
    HEADER,
    *(
        (odd, f"odd{number}@mail.example", odd, "Kubernetes, Go", "Senior", "2026-03-01", "Timing", 4, odd, odd, TODAY)
        for number, odd in enumerate(ODD)
    ),
)
ODD_REQUISITIONS: Sequence[Row] = (
    REQUISITIONS[0],
    *(
        (f"REQ-{number} {odd[:40]}", odd, f"Kubernetes, Go, {odd}", "Senior", "2026-11-01", "Open")
        for number, odd in enumerate(ODD)
    ),
)
BROKEN_PEOPLE: Sequence[Row] = (PEOPLE[0], *((None, None, 7, True, "?", "soon", "because", -1) for _ in range(5)))
WORKBOOKS = {
    "headers": (PEOPLE[:1], REQUISITIONS[:1]),
    "broken": (BROKEN_PEOPLE, (REQUISITIONS[0], (None, "?", "?", "?", "?", "?"))),
    "odd": (ODD_PEOPLE, ODD_REQUISITIONS),
    "no requisitions": (PEOPLE, REQUISITIONS[:1]),
    "nobody": (PEOPLE[:1], REQUISITIONS),
}


def shown(workbook: Path, page: str = "", **query: str) -> AppTest:
    """A page as the server would draw it."""
    start_options.begin(str(workbook), date.fromisoformat(TODAY))
    app = AppTest.from_file(str(MAIN), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    # The very first reading may take longer than a page waits for it.
    while app.caption and "Reading the workbook" in app.caption[0].value:
        app.run()
    return app.switch_page(f"app_pages/{page}").run() if page else app


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BACKPOCKET_WORKBOOK", "")


@pytest.mark.long
@pytest.mark.parametrize("kind", WORKBOOKS)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_stands(tmp_path: Path, kind: str, page: str) -> None:
    """No page fails, whatever is in the workbook."""
    people, roles = WORKBOOKS[kind]
    workbook = write_workbook(tmp_path / "odd.xlsx", {"Candidates": people, "Requisitions": roles})
    app = shown(workbook, page, owner="nobody", window="ever", req="REQ-404", person="x", nominee="/", q="<b>")
    assert not app.exception
    assert not app.error


def test_an_empty_workbook_says_what_to_do(tmp_path: Path) -> None:
    """Headers only: what will appear, and how to get it."""
    workbook = write_workbook(tmp_path / "new.xlsx", {"Candidates": PEOPLE[:1], "Requisitions": REQUISITIONS[:1]})
    app = shown(workbook)
    assert app.subheader[0].value == "The pocket is empty"


@pytest.mark.parametrize(
    ("name", "words"), [("missing.xlsx", "missing"), ("notes.txt", "not an"), ("broken.xlsx", "broken")]
)
def test_no_workbook(tmp_path: Path, name: str, words: str) -> None:
    """A workbook that is not there, or is none, is a sentence and a way to try again."""
    (tmp_path / "broken.xlsx").write_bytes(b"PK not a zip")
    app = shown(tmp_path / name)
    assert not app.exception
    assert words in app.error[0].value.replace("\\", "")
    assert app.button(key="try_again").label == "Try again"


def test_settings_that_make_no_sense(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page shows them in the same words as the command line."""
    monkeypatch.setenv("BACKPOCKET_TIME_ZONE", "Atlantis/Capital")
    app = shown(sample)
    assert not app.exception
    assert "is not a time zone" in app.error[0].value


def test_nothing_in_a_cell_runs(tab: Callable[..., Tab], tmp_path: Path) -> None:
    """Scripts, links and markup in names and titles are shown as they were typed."""
    workbook = write_workbook(tmp_path / "odd.xlsx", {"Candidates": ODD_PEOPLE, "Requisitions": ODD_REQUISITIONS})
    with Server(workbook) as server:
        page = tab("/", server=server)
        page.button("Show people").first.click()
        expect(page.drawer().get_by_text(ODD[0]).first).to_be_visible()
        for path in ("/data", "/fairness"):
            page.turn(path)
        assert page.page.evaluate("window.hurt") is None
        assert page.page.locator("a[href^='javascript']").count() == 0
        assert page.wide() == 1280
        page.close()
