"""Requisitions, candidates and follow-ups over workbooks that are empty, broken or out to harm."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect
from streamlit.testing.v1 import AppTest

from automation.clock import Clock
from automation.core.model import Conventions
from automation.core.workbook.action_rows import read_actions
from automation.refresh import refresh
from automation.run_record import RunRecords
from automation.services.acting import Actor
from automation.services.recruiter_actions import pass_on, shortlist, start_process
from automation.store.locate import open_store
from dashboard.data import start_options, workbook_source
from tests.cli.program import write_workbook
from tests.dashboard.driving import TODAY, Tab

MAIN = Path(__file__).parents[2] / "dashboard" / "main.py"
PAGES = ("requisitions", "candidates", "follow_ups")
HEADERS = ("Name", "Email", "Current title", "Skills", "Shelved on", "Shelve reason", "Reason detail", "Champion")
REQ_HEADERS = ("Req ID", "Title", "Must-have skills", "Opened on", "Status", "Hiring manager")
EVIL = "<img src=x onerror=\"document.title='owned'\"> [click](javascript:alert(1)) {{7*7}} **x**"
LONG, RIGHT_TO_LEFT = "N" * 300, "مهندس برمجيات"


@pytest.fixture
def drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., AppTest]]:
    """Draws a page over a workbook with these rows."""
    monkeypatch.chdir(tmp_path)

    def draw(page: str, people: list[tuple[object, ...]], wanted: list[tuple[object, ...]]) -> AppTest:
        path = tmp_path / f"{page}.xlsx"
        write_workbook(path, {"Candidates": [HEADERS, *people], "Requisitions": [REQ_HEADERS, *wanted]})
        monkeypatch.setenv("BACKPOCKET_WORKBOOK", str(path))
        start_options.begin(str(path), date.fromisoformat(TODAY))
        app = AppTest.from_file(str(MAIN), default_timeout=30).run()
        return app.switch_page(f"app_pages/{page}.py").run()

    yield draw
    start_options.begin(None, None)


def said(app: AppTest) -> str:
    """Everything that a page says in plain pieces."""
    return " ".join(str(piece.proto) for piece in app.get("html")) + " ".join(str(text.value) for text in app.error)


def test_runs_that_keep_failing(drawn: Callable[..., AppTest], tmp_path: Path) -> None:
    """The page Data reports a run that failed three times in a row, even before the first one that ended well."""
    records = RunRecords(str(tmp_path / "data_quality.xlsx"))
    for _ in range(3):
        records.ended("refresh", 75, Clock().now())
    app = drawn("data_quality", [], [])
    first, failed = (str(one.value) for one in app.warning)
    assert "No run has written into this workbook yet" in first
    assert "backpocket refresh failed 3 times in a row" in failed
    assert "exit code 75" in failed


def test_runners_up_of_a_filled_requisition(drawn: Callable[..., AppTest], tmp_path: Path) -> None:
    """The link to a filled requisition shows who is still in process, with a button that shelves them."""
    wanted = [("REQ-1", "Clerk", "Excel", "2026-10-01", "Filled", "Priya Shah")]
    app = drawn("requisitions", [("Ana Lima", "ana@mail.example", "Clerk", "Excel", "2026-05-01", "Other")], wanted)
    store = open_store(str(tmp_path / "requisitions.xlsx"))
    start_process(Actor("Dana", store, Clock(date.fromisoformat(TODAY))), "ana@mail.example", "REQ-1")
    workbook_source.current().again()
    app.query_params["req"] = "REQ-1"
    app.session_state["_name"] = "Dana Reyes"
    app.run()
    app.button(key="runner_up_req-1|ana@mail.example").click().run()
    assert ("req-1", "ana@mail.example") in read_actions(store.read().tabs).runners_up
    assert not [one.key for one in app.button if "runner_up" in str(one.key)]
    assert not app.exception


def test_a_slate_as_a_link(drawn: Callable[..., AppTest], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One click makes the link for the hiring manager, and another one revokes it."""
    monkeypatch.setenv("BACKPOCKET_RESPOND_URL", "https://jobs.acme.example")
    wanted = [("REQ-1", "Clerk", "Excel", "2026-10-01", "Open", "Priya Shah")]
    app = drawn("requisitions", [("Ana Lima", "ana@mail.example", "Clerk", "Excel", "2026-05-01", "Other")], wanted)
    app.session_state["_name"] = "Dana Reyes"
    app.session_state["review_req-1_0"] = True
    app.run()
    app.button(key="issue_req-1").click().run()
    app.session_state["review_req-1_1"] = True
    app.run()
    (link,) = (one.value for one in app.code)
    assert link.startswith("https://jobs.acme.example/v/")
    (review,) = read_actions(open_store(str(tmp_path / "requisitions.xlsx")).read().tabs).reviews
    app.button(key=f"revoke_{review}").click().run()
    assert not read_actions(open_store(str(tmp_path / "requisitions.xlsx")).read().tabs).reviews


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("requisitions", "There are no requisitions yet."),
        ("candidates", "No candidates yet."),
        ("follow_ups", "No candidates yet."),
    ],
)
def test_headers_only(drawn: Callable[..., AppTest], page: str, words: str) -> None:
    """An empty workbook says what will appear here, and how."""
    app = drawn(page, [], [])
    assert not app.exception
    assert words in said(app)


@pytest.mark.parametrize("page", PAGES)
def test_every_row_is_broken(drawn: Callable[..., AppTest], page: str) -> None:
    """Rows that cannot be read make no page fail."""
    people = [(None, "x", None, "TBD", "soon", "because", "#REF!", None), ("A", "a@b.example", *[None] * 6)] * 2
    app = drawn(page, people, [("R", None, None, "TBD", "maybe", None), ("R2", None, None, None, "Open", None)])
    assert not app.exception
    assert not app.error


def test_one_without_matches(drawn: Callable[..., AppTest]) -> None:
    """A requisition without matches says so, and what would help."""
    app = drawn(
        "requisitions",
        [("Ana", "ana@mail.example", "Nurse", "ICU", "2026-01-01", "Timing", None, None)],
        [("R1", "Welder", "TIG welding", "2026-11-01", "Open", None)],
    )
    assert "No match yet." in said(app)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook whose texts try to be code, or are too long, or run from right to left."""
    people = [
        (f"{EVIL} {number}", f"p{number}@mail.example", EVIL, "Go, Kubernetes", "2026-01-01", "Skill gap", EVIL, EVIL)
        for number in range(2)
    ]
    people.append((LONG, "long@mail.example", LONG, "Go", "2026-01-01", "Timing", LONG, None))
    people.append((RIGHT_TO_LEFT, "rtl@mail.example", RIGHT_TO_LEFT, "Go", "2026-01-01", "Timing", None, None))
    wanted = [(f"REQ-1 {EVIL}", EVIL, "Go, Kubernetes", "2026-11-01", "Open", EVIL)]
    path = tmp_path_factory.mktemp("hostile") / "hostile.xlsx"
    write_workbook(path, {"Candidates": [HEADERS, *people], "Requisitions": [REQ_HEADERS, *wanted]})
    day = Clock(date.fromisoformat(TODAY))
    refresh(open_store(str(path)), day, Conventions())
    hand = Actor(EVIL, open_store(str(path)), day)
    shortlist(hand, "p0@mail.example", wanted[0][0])
    pass_on(hand, "p1@mail.example", wanted[0][0], EVIL)
    return path


# Page → what it has that no other page has.
PATHS = {
    "/requisitions": "[class*=st-key-match_]",
    "/candidates?person=p0%40mail.example": "[role=dialog]",
    "/follow-ups": "[data-row^=due_]",
    "/follow-ups?way=One+by+one": ".st-key-card",
}


def test_texts_stay_texts(tab: Callable[..., Tab]) -> None:
    """What looks like code is shown as it was typed, nothing of it runs, and long names do not widen the page."""
    page = tab("/data", viewport={"width": 390, "height": 844})
    for path, own in PATHS.items():
        page.turn(path)
        expect(page.page.locator(own).get_by_text("{{7*7}}").filter(visible=True).first).to_be_visible()
        assert page.page.title() != "owned", path
        assert page.page.locator("img[src='x']").count() == 0, path
        assert page.page.locator("a[href^='javascript']").count() == 0, path
        assert page.wide() <= 390, path


def test_two_rows_are_merged(drawn: Callable[..., AppTest]) -> None:
    """The page shows which rows may be one person; a click merges them, and Candidates shows one."""
    people = [
        ("Ana Souza", "ana@mail.example", "Platform Engineer", "Go", "2026-03-01", "Timing", None, "Dana"),
        ("Ana Souza", "ana.souza@other.example", "Platform Engineer", "Go", "2026-04-01", "Timing", None, None),
    ]
    app = drawn("data_quality", people, [])
    assert not app.exception
    app.session_state["_name"] = "Dana"
    app.run()
    (merge,) = (one for one in app.button if str(one.label).startswith("Merge row"))
    assert merge.label == "Merge row 3 into row 2"
    merge.click().run()
    assert "Row 3 is merged into row 2; no cell was changed." in said(app)
    assert [one.value for one in app.markdown if "is merged into" in str(one.value)]
    app.switch_page("app_pages/candidates.py").run()
    assert "1 of 2 people" in said(app)
