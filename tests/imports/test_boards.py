"""Public job boards are read as documented, shown in `BP Openings`, and taken over by a person."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from html import escape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.clock import Clock
from automation.core.board_hosts import Board, is_name
from automation.core.imports.boards import UnreadableBoard, objects_of, postings
from automation.core.text import text_of
from automation.errors import ConfigError
from automation.imports.boards import MOST_BYTES, read_board
from automation.services.imports.openings import BoardsRead, new_openings, take_over, update_openings
from automation.services.init import complete
from automation.settings import Settings, load
from automation.store.base import Store
from automation.store.locate import open_store
from tests.cli.program import PEOPLE, REQUISITIONS, TODAY, Program, read_tab, write_workbook
from tests.imports import board_server as at
from tests.imports.board_server import BoardServer
from tests.outreach.desk import local_desk, sheet_desk
from tests.sheets_emulator.server import Emulator

DANA = "Dana Reyes <dana@acme.example>"


@pytest.fixture
def boards() -> Iterator[BoardServer]:
    with BoardServer() as server:
        yield server


@pytest.fixture
def backpocket(capsys: pytest.CaptureFixture[str]) -> Program:
    return Program(capsys)


def job(own: int, **changes: Any) -> dict[str, Any]:
    """An opening as Greenhouse writes it."""
    return {
        "id": own,
        "internal_job_id": own * 10,
        "title": "Data Engineer",
        "first_published": "2026-10-02T09:00:00-04:00",
        "updated_at": "2026-11-20T09:00:00-04:00",
        "location": {"name": "Berlin"},
        "departments": [{"id": 1, "name": "Data"}],
        "absolute_url": f"https://boards.greenhouse.io/acme/jobs/{own}",
        "content": escape(escape("<p>Build &amp; run pipelines.</p><p>In Go.</p>")),
    } | changes


# Board → what it answers, and the openings.
ANSWERS: dict[Board, tuple[str, Any, list[dict[str, str]]]] = {
    Board.GREENHOUSE: (
        at.GREENHOUSE,
        {
            "jobs": [
                job(1),
                # The same job in another place, a post that only collects prospects, and pay in cents.
                job(2, internal_job_id=10, location={"name": "Oslo"}),
                job(3, internal_job_id=None),
                job(
                    4,
                    requisition_id="R-4",
                    title="Nurse",
                    content="&lt;p&gt;Ward 3&lt;/p&gt;",
                    pay_input_ranges=[
                        {
                            "min_cents": 5_000_000,
                            "max_cents": 6_000_000,
                            "currency_type": "EUR",
                            "title": "Annual salary",
                        }
                    ],
                ),
                job(
                    5,
                    pay_input_ranges=[
                        {"min_cents": 2_500, "max_cents": 3_000, "currency_type": "USD", "title": "Hourly"}
                    ],
                ),
            ],
            "meta": {"total": 5},
        },
        [
            {
                "req_id": "gh:acme:10",
                "title": "Data Engineer",
                "family": "Data",
                "location": "Berlin; Oslo",
                "opened_on": "2026-10-02",
                "description": "Build & run pipelines.\nIn Go.",
            },
            {"req_id": "R-4", "pay_min": "50000", "pay_max": "60000", "currency": "EUR", "description": "Ward 3"},
            {"req_id": "gh:acme:50", "pay_min": "", "pay_max": "", "currency": ""},
        ],
    ),
    Board.LEVER: (
        at.LEVER,
        [
            {
                "id": "u-1",
                "text": "Data Engineer",
                "categories": {"location": "Berlin", "team": "Data", "department": "Tech"},
                "workplaceType": "onsite",
                "salaryRange": {"currency": "EUR", "interval": "per-year-salary", "min": 70000, "max": 90000},
                "createdAt": 1759392000000,
                "descriptionPlain": "Build pipelines.",
                "lists": [{"text": "You bring", "content": "<li>Go</li><li>SQL</li>"}],
                "additionalPlain": "",
                "hostedUrl": "https://jobs.lever.co/acme/u-1",
            },
            {
                "id": "u-2",
                "text": "Clerk",
                "workplaceType": "unspecified",
                "salaryRange": {"interval": "per-hour-wage", "min": 20},
            },
        ],
        [
            {
                "req_id": "lever:acme:u-1",
                "family": "Data",
                "remote": "onsite",
                "pay_min": "70000",
                "opened_on": "2025-10-02",
                "description": "Build pipelines.\nYou bring\nGo\nSQL",
            },
            {"req_id": "lever:acme:u-2", "remote": "", "pay_min": ""},
        ],
    ),
    Board.ASHBY: (
        at.ASHBY,
        {
            "apiVersion": "1",
            "jobs": [
                {
                    "id": "a-1",
                    "title": "Data Engineer",
                    "department": "Data",
                    "location": "Berlin",
                    "secondaryLocations": [{"location": "Oslo"}],
                    "isRemote": True,
                    "workplaceType": "Hybrid",
                    "publishedAt": "2026-10-02T10:00:00.000+00:00",
                    "isListed": True,
                    "jobUrl": "https://jobs.ashbyhq.com/acme/a-1",
                    "descriptionPlain": "Build pipelines.",
                    "compensation": {
                        "summaryComponents": [
                            {"compensationType": "EquityPercentage", "interval": "NONE", "minValue": 0.1},
                            {
                                "compensationType": "Salary",
                                "interval": "1 YEAR",
                                "currencyCode": "USD",
                                "minValue": 120000,
                                "maxValue": 150000,
                            },
                        ]
                    },
                },
                {"id": "a-2", "title": "Secret", "isListed": False},
            ],
        },
        [
            {
                "req_id": "ashby:acme:a-1",
                "location": "Berlin; Oslo",
                "remote": "hybrid",
                "pay_max": "150000",
                "currency": "USD",
                "opened_on": "2026-10-02",
            }
        ],
    ),
    Board.WORKABLE: (
        at.WORKABLE,
        {
            "name": "Acme",
            "jobs": [
                {
                    "shortcode": "ABC",
                    "code": "",
                    "title": "Data Engineer",
                    "department": "Data",
                    "telecommuting": True,
                    "city": "Athens",
                    "state": "",
                    "country": "Greece",
                    "url": "https://apply.workable.com/acme/j/ABC/",
                    "published_on": "2026-10-02",
                    "description": "<p>Build pipelines.</p>",
                }
            ],
        },
        [
            {
                "req_id": "workable:acme:ABC",
                "location": "Athens, Greece",
                "remote": "remote",
                "opened_on": "2026-10-02",
                "description": "Build pipelines.",
            }
        ],
    ),
    Board.SMARTRECRUITERS: (
        at.SMARTRECRUITERS,
        {
            "totalFound": 1,
            "content": [
                {
                    "id": "s1",
                    "name": "Data Engineer",
                    "refNumber": "REF12",
                    "releasedDate": "2026-10-02T10:00:00.000Z",
                    "location": {"city": "Berlin", "country": "de", "remote": True, "hybrid": True},
                    "department": {"label": "Data"},
                }
            ],
        },
        [
            {
                "req_id": "REF12",
                "location": "Berlin, de",
                "remote": "hybrid",
                "family": "Data",
                "opened_on": "2026-10-02",
            }
        ],
    ),
    Board.RECRUITEE: (
        at.RECRUITEE,
        {
            "offers": [
                {
                    "id": 7,
                    "title": "Data Engineer",
                    "department": "Data",
                    "city": "Delft",
                    "country": "Netherlands",
                    "remote": False,
                    "hybrid": False,
                    "on_site": True,
                    "status": "published",
                    "published_at": "2026-10-02 10:00:00 UTC",
                    "salary": {"min": "4000", "max": "5000", "period": "month", "currency": "EUR"},
                    "description": "<p>Build pipelines.</p>",
                    "requirements": "<ul><li>Go</li></ul>",
                    "careers_url": "https://acme.recruitee.com/o/data-engineer",
                },
                {"id": 8, "title": "Old", "status": "closed"},
            ]
        },
        [
            {
                "req_id": "recruitee:acme:7",
                "location": "Delft, Netherlands",
                "remote": "onsite",
                "pay_min": "",
                "opened_on": "2026-10-02",
                "description": "Build pipelines.\nGo",
            }
        ],
    ),
}


@pytest.mark.parametrize("board", ANSWERS)
def test_what_a_board_answers(board: Board, boards: BoardServer) -> None:
    """One request; what is not said stays empty, and pay counts only where it is that of a year."""
    place, answer, wanted = ANSWERS[board]
    boards.answers[place] = answer
    found = read_board(board, "acme", boards.url)
    assert [{name: one.cells.get(name, "") for name in each} for one, each in zip(found, wanted, strict=True)] == wanted
    assert len(boards.asked) == 1


def test_pages(boards: BoardServer) -> None:
    """A board without a total is asked until a page is not full."""
    every = [{"id": f"u{number}", "text": "Clerk"} for number in range(230)]
    boards.answers[at.LEVER] = lambda asked: every[int(asked["skip"]) :][: int(asked["limit"])]
    assert len(read_board(Board.LEVER, "acme", boards.url)) == 230
    assert len(boards.asked) == 3


FAULTS: dict[str, tuple[Any, str]] = {
    "an unknown company": (404, "check its name"),
    "too many questions": (429, "asked too often"),
    "an error": (503, r"refuses \(503\)"),
    "nothing": ({"jobs": [], "meta": {"total": 0}}, "no openings"),
    "prospects only": ({"jobs": [job(1, internal_job_id=None)]}, "no openings"),
    "something else": ({"error": "x"}, "something else than a list"),
    "no JSON": (b"<html>", "something else than JSON"),
    "deep JSON": (b"[" * 100_000, "something else than JSON"),
    "a redirect": (at.REDIRECT, "not followed"),
    "no answer": (at.DROP, "out of reach"),
    "an answer without an end": (at.ENDLESS, f"more than {MOST_BYTES // 2**20} MB"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_faults(fault: str, boards: BoardServer) -> None:
    """Each ends in a sentence, and nothing else is asked."""
    boards.answers[at.GREENHOUSE], why = FAULTS[fault]
    with pytest.raises(UnreadableBoard, match=why):
        read_board(Board.GREENHOUSE, "acme", boards.url)
    assert not boards.elsewhere


def test_a_board_without_openings_is_a_note(boards: BoardServer, tmp_path: Path) -> None:
    """Between two hires that is usual: each refresh says it, and warns of nothing."""
    boards.answers[at.GREENHOUSE] = {"jobs": [], "meta": {"total": 0}}
    desk = local_desk(tmp_path, boards={"greenhouse": "acme"}, boards_endpoint=boards.url)
    room = desk.room()
    found = update_openings(desk.store(), room.clock, room.settings)
    assert (found.openings, found.problems) == ({"greenhouse/acme": 0}, [])
    assert found.notes == [
        "The job board greenhouse/acme has no openings: if there are some, check the company's name."
    ]


@pytest.mark.parametrize("name", ["", "acme/../x", "a..b", "acme?x=1", "acme.example", "a@b", "x" * 64, "-acme"])
def test_names_that_would_lead_elsewhere(name: str) -> None:
    """A company's name becomes a label of a host, and nothing else."""
    assert not is_name(Board.RECRUITEE, name)
    with pytest.raises(ConfigError, match="no name of a company"):
        load(boards={"recruitee": name})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["id", "internal_job_id", "title", "text", "location", "salary", "lists", "jobs", "createdAt", "name"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@given(st.sampled_from(Board), JSON)
def test_any_answer(board: Board, value: Any) -> None:
    """Whatever a board answers, it is read or refused."""
    try:
        found = objects_of(board, value)
    except UnreadableBoard:
        found = [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, dict)]
    for one in postings(board, "acme", found):
        assert one.cells["req_id"]


def test_html_that_never_ends() -> None:
    """Taking tags away takes time in proportion to the text."""
    (found,) = postings(Board.GREENHOUSE, "acme", [job(1, content="<" * 150_000)])
    assert found.req_id == "gh:acme:10"


class Desk:
    """A workbook, and the day."""

    def __init__(self, folder: Path, boards: BoardServer) -> None:
        self.path = write_workbook(folder / "pocket.xlsx", {"Candidates": PEOPLE, "Requisitions": REQUISITIONS})
        self.today = date.fromisoformat(TODAY)
        self.settings = Settings(boards={Board.GREENHOUSE: "acme"}, boards_endpoint=boards.url)

    def store(self) -> Store:
        return open_store(str(self.path))

    def read(self) -> BoardsRead:
        return update_openings(self.store(), Clock(self.today), self.settings)

    def states(self) -> dict[str, str]:
        return {row["Req ID"]: row["State"] for row in read_tab(self.path, "BP Openings")}


@pytest.fixture
def desk(tmp_path: Path, boards: BoardServer) -> Desk:
    return Desk(tmp_path, boards)


def test_openings_are_shown(desk: Desk, boards: BoardServer) -> None:
    """A board that fails keeps its lines; what two readings in a row do not have is no longer posted, and goes."""
    boards.answers[at.GREENHOUSE] = {"jobs": [job(1), job(2, title="Clerk"), job(3, requisition_id="REQ-1")]}
    done = desk.read()
    assert (done.openings, done.new, done.problems) == ({"greenhouse/acme": 3}, 2, [])
    assert desk.states() == {
        "gh:acme:10": "new",
        "gh:acme:20": "new; REQ-2 has the same title",
        "REQ-1": "in Requisitions",
    }
    before = desk.path.read_bytes()
    assert desk.read().new == 2
    assert desk.path.read_bytes() == before
    boards.answers[at.GREENHOUSE] = 500
    failed = desk.read()
    assert [failed.openings, failed.new] == [{}, 2]
    assert "The job board greenhouse/acme refuses (500)." in failed.problems[0]
    assert desk.path.read_bytes() == before
    boards.answers[at.GREENHOUSE] = {"jobs": [job(1)]}
    desk.read()
    assert desk.states()["gh:acme:20"] == "new; REQ-2 has the same title"
    desk.read()
    assert desk.states() == {
        "gh:acme:10": "new",
        "gh:acme:20": "no longer posted",
        "REQ-1": "in Requisitions; no longer posted",
    }
    desk.today += timedelta(days=70)
    desk.read()
    assert desk.states() == {"gh:acme:10": "new", "REQ-1": "in Requisitions; no longer posted"}
    boards.answers[at.GREENHOUSE] = {"jobs": [job(1), job(2, title="Clerk")]}
    desk.read()
    assert desk.states()["gh:acme:20"] == "new; REQ-2 has the same title"


def test_in_a_google_sheet(tmp_path: Path, boards: BoardServer) -> None:
    """The tab is made where it is missing; a take-over adds one row, also among what people type."""
    with Emulator() as emulator:
        made = sheet_desk(tmp_path, emulator, {"Candidates": PEOPLE, "Requisitions": REQUISITIONS})
        boards.answers[at.GREENHOUSE] = {"jobs": [job(1)]}
        settings, clock = Settings(boards={Board.GREENHOUSE: "acme"}, boards_endpoint=boards.url), made.room().clock
        complete(made.store())
        assert update_openings(made.store(), clock, settings).new == 1
        assert take_over(made.store(), clock, "gh:acme:10", DANA)
        header, *rows = made.store().read().tabs["Requisitions"]
        assert [text_of(row[header.index("Title")]) for row in rows if any(map(text_of, row))][-1] == "Data Engineer"
        assert update_openings(made.store(), clock, settings).new == 0


def test_taking_over(desk: Desk, boards: BoardServer) -> None:
    """One row, once; a description is no formula."""
    boards.answers[at.GREENHOUSE] = {"jobs": [job(1, title='=HYPERLINK("http://x.example")', content="+1+1")]}
    desk.read()
    clock = Clock(desk.today)
    assert take_over(desk.store(), clock, "GH:acme:10", DANA)
    assert not take_over(desk.store(), clock, "gh:acme:10", DANA)
    row = read_tab(desk.path, "Requisitions")[-1]
    assert (row["Req ID"], row["Status"], row["Description"]) == ("gh:acme:10", "Open", "+1+1")
    assert new_openings(desk.store().read()) == []
    tab = desk.store().read().tabs["Requisitions"]
    assert not any(text_of(cell).startswith("#") for cell in tab[-1])


def test_a_board_never_fails_a_refresh(
    desk: Desk, boards: BoardServer, backpocket: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run goes on, says so, and ends with 0; `openings` lists and takes over."""
    monkeypatch.setenv("BACKPOCKET_BOARDS", '{"greenhouse": "acme", "lever": "acme"}')
    monkeypatch.setenv("BACKPOCKET_BOARDS_ENDPOINT", boards.url)
    boards.answers[at.GREENHOUSE] = {"jobs": [job(1)]}
    where = ("--workbook", desk.path, "--today", TODAY)
    ran = backpocket("refresh", *where)
    assert ran.code == 0
    assert "The job board lever/acme has no such company" in ran.err
    assert "Job boards: greenhouse/acme 1; 1 without a requisition" in ran.out
    found = json.loads(backpocket("openings", "--json", *where).out)
    assert [one["req_id"] for one in found["openings"]] == ["gh:acme:10"]
    assert (
        backpocket("openings", "--take", "gh:acme:10", "--by", DANA, *where).out
        == "gh:acme:10 is in Requisitions now.\n"
    )
    ran = backpocket("refresh", "--json", *where)
    assert json.loads(ran.out)["openings"]["new"] == 0
    assert read_tab(desk.path, "Requisitions")[-1]["Title"] == "Data Engineer"
    assert "no opening NONE" in backpocket("openings", "--take", "NONE", "--by", DANA, *where).err


def test_without_boards_the_command_says_what_to_set(desk: Desk, backpocket: Program) -> None:
    """An empty list would look as if the boards were read."""
    assert "No job boards are set" in backpocket("openings", "--workbook", desk.path).out
