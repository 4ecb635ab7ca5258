"""Openings of other systems become rows of `Requisitions`."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from automation.core.imports.reading import UnreadableFile
from automation.core.imports.requisitions import gather_openings
from automation.core.model import Conventions
from automation.core.text import text_of
from automation.imports.files import read_bytes
from automation.services.imports.requisitions import ImportedOpenings, import_requisitions
from automation.services.init import complete
from tests.imports.making import TODAY
from tests.imports.test_import_people import CANDIDATES, REQUISITIONS
from tests.outreach.desk import DANA, Desk, local_desk, sheet_desk
from tests.sheets_emulator.server import Emulator

FILE = (
    "Job ID,Job Title,Department,City,State,Status,Hiring Manager,Recruiter,Salary Min,Salary Max,Currency,Opened\n"
    "REQ-1,Platform Engineer,Eng,Erie,PA,Open,Ula,Dana,90000,120000,USD,2026-11-01\n"
    "REQ-2,Clerk,Ops,Erie,PA,Closed,Ula,Dana,,,,2026-10-01\n"
    "REQ-2,Clerk,Ops,Erie,PA,Closed,Ula,Dana,,,,2026-10-01\n"
    ",Nurse,Ops,Erie,PA,Open,Ula,Dana,,,,2026-10-01\n"
)


@pytest.fixture(params=["file", "sheet"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    book = {"Candidates": CANDIDATES, "Requisitions": REQUISITIONS}
    if request.param == "file":
        made = local_desk(tmp_path, dict(book))
        complete(made.store())
        yield made
        return
    with Emulator() as emulator:
        made = sheet_desk(tmp_path, emulator, dict(book))
        complete(made.store())
        yield made


def imported(desk: Desk, *, dry_run: bool = False) -> ImportedOpenings:
    clock = desk.room().clock
    source = read_bytes("jobs.csv", FILE.encode())
    return import_requisitions(desk.store(), clock, Conventions(), [source], DANA, dry_run=dry_run)


def test_openings_are_added_once(desk: Desk) -> None:
    """Rows that are there stay; "Closed" says neither filled nor cancelled."""
    assert imported(desk, dry_run=True).added == 1
    done = imported(desk)
    assert (done.added, done.compared.there, done.compared.different, len(done.found.left)) == (1, 1, 1, 1)
    header, first, second, *_ = desk.store().read().tabs["Requisitions"]
    shown = dict(zip(map(text_of, header), map(text_of, second), strict=False))
    assert (shown["Req ID"], shown["Title"], shown["Location"], shown["Status"]) == ("REQ-2", "Clerk", "Erie, PA", "")
    assert [text_of(cell) for cell in first[:5]] == [text_of(cell) for cell in REQUISITIONS[1]]
    assert any("REQ-1 Location: empty → Erie, PA" in line for line in done.found.remarks.lines())
    before = desk.store().read()
    assert imported(desk).added == 0
    assert desk.store().read().tabs == before.tabs


def test_json_of_systems() -> None:
    greenhouse = {
        "id": 3,
        "name": "Dev",
        "requisition_id": "R-9",
        "status": "open",
        "opened_at": "2026-02-03T12:00:00Z",
        "departments": [{"id": 1, "name": "Eng"}],
        "offices": [{"name": "NY", "location": {"name": "New York"}}],
        "custom_fields": {"salary_range": {"min_value": 90000, "max_value": 120000, "unit": "USD"}},
        "hiring_team": {
            "hiring_managers": [{"name": "Ula"}],
            "recruiters": [{"name": "Ed"}, {"name": "Dana", "responsible": True}],
        },
    }
    lever = {
        "id": "x",
        "requisitionCode": "ENG-1",
        "name": "SRE",
        "status": "closed",
        "team": "Platform",
        "location": "Oulu",
        "compensationBand": {"min": 50, "max": 70, "currency": "EUR", "interval": "per-hour-wage"},
    }
    sources = [read_bytes(f"{n}.json", json.dumps([one]).encode()) for n, one in enumerate((greenhouse, lever))]
    found = gather_openings(sources, None, TODAY)
    assert found.rows == [
        {
            "req_id": "R-9",
            "title": "Dev",
            "family": "Eng",
            "location": "New York",
            "status": "Open",
            "currency": "USD",
            "hiring_manager": "Ula",
            "recruiter": "Dana",
            "pay_min": "90000",
            "pay_max": "120000",
            "opened_on": "2026-02-03",
        },
        {"req_id": "ENG-1", "title": "SRE", "family": "Platform", "location": "Oulu"},
    ]


def test_lines_that_are_no_opening() -> None:
    """Totals, group titles, headers again and what a system writes below its export."""
    text = (
        "Req ID,Title,Status\nR-1,Dev,Open\nEngineering,,\nReq ID,Title,Status\nTotal: 1,,3\nExported on 28.11.2026,,\n"
    )
    found = gather_openings([read_bytes("a.csv", text.encode())], None, TODAY)
    assert [one["req_id"] for one in found.rows] == ["R-1"]
    assert [one.place.row for one in found.left] == [3, 4, 5, 6]


def test_files_without_openings() -> None:
    with pytest.raises(UnreadableFile, match=r"a\.csv has no headers of requisitions"):
        gather_openings([read_bytes("a.csv", b"Name,Email\nAda,a@o.example\n")], None, TODAY)
