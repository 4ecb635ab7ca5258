"""What we promise a candidate, from the question of consent to its end, over both kinds of workbook."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests

from automation.core.follow_ups.retention import due_for_deletion
from automation.core.model import Cell
from automation.core.text import key_of
from automation.outreach.compose import propose, queue
from automation.outreach.sending import send
from automation.refresh import refresh
from automation.services.init import complete
from automation.services.privacy.forget import forget
from tests.answers.site import Site, served
from tests.outreach.desk import DANA, NOON, key, local_desk, sheet_desk, tabs
from tests.sheets_emulator.server import Emulator

# In Germany a consent of 5 June holds until 5 December.
ENDS = date(2026, 12, 5)
YES, NO, SILENT = map(key, range(3))


@pytest.fixture(params=["sqlite", "sheet"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    """Three people whose consent ends soon, and their page."""
    book = tabs(3)
    header, *rows = book["Candidates"]
    region = header.index("Region")
    asked = [(*row[:region], "DE", *row[region + 1 :], "consent", "2026-06-05") for row in rows]
    book |= {"Candidates": [(*header, "Consent basis", "Consent on"), *asked]}
    with ExitStack() as stack:
        if request.param == "sqlite":
            made = stack.enter_context(served(lambda url: local_desk(tmp_path, book, respond_url=url)))
        else:
            emulator = stack.enter_context(Emulator())
            made = stack.enter_context(served(lambda url: sheet_desk(tmp_path, emulator, book, respond_url=url)))
            complete(made.desk.store())
        yield made


def refreshed(site: Site) -> Any:
    """A run; its plan."""
    room = site.desk.room()
    return refresh(room.store, room.clock, room.settings.conventions, room=room, force=True).plan


def cell(plan: Any, person: str, header: str) -> Cell:
    """What is shown beside a row."""
    found: Cell = plan.publication.columns["Candidates"][key_of(person)][header]
    return found


def on(site: Site, day: date) -> None:
    """Let it be that day, at noon."""
    site.desk.now = NOON + timedelta(days=(day - NOON.date()).days)
    site.desk.today = day


def delete_row(site: Site, person: str) -> None:
    """As a person does in a Google Sheet."""
    emulator = site.desk.emulator
    assert emulator
    (sheet,) = [one for one in emulator.service.workspace.files[site.desk.locator].sheets if one.title == "Candidates"]
    (row,) = [row for row in range(1, sheet.row_count) if sheet.get(row, 1).value == person]
    where = {"sheetId": sheet.sheet_id, "dimension": "ROWS", "startIndex": row, "endIndex": row + 1}
    store: Any = site.desk.store()
    store.connection.write({"requests": [{"deleteDimension": {"range": where}}]})


def due(site: Site) -> list[str]:
    """Who is on the list of those due for deletion."""
    room = site.desk.room()
    return [str(one.key) for one in due_for_deletion(room.read(room.ledger.refresh()))]


def test_yes_no_and_silence(site: Site) -> None:
    """Yes dates a new consent, no ends all use at once and is followed by deletion, silence ends it on the day."""
    plan = refreshed(site)
    assert [cell(plan, one, "BP Consent until") for one in (YES, NO, SILENT)] == [ENDS.isoformat()] * 3
    assert all(cell(plan, one, "BP Best match") for one in (YES, NO, SILENT))
    pages = {}
    for person in (YES, NO, SILENT):
        room = site.desk.room()
        (prepared,) = propose(room, None, [person], DANA, template="Consent renewal")
        (queued,) = queue(room, [prepared.draft], DANA)
        assert not queued.reasons
        pages[person] = queued.send_id
    send(site.desk.room())

    # Yes: a new date, in the sheet and for every rule.
    requests.post(f"{site.page_of(pages[YES])}/keep", timeout=30)
    assert cell(refreshed(site), YES, "BP Consent until") == "2027-05-24"

    # No: not matched and not written to from this moment; a person deletes.
    requests.post(f"{site.page_of(pages[NO])}/erase", timeout=30)
    plan = refreshed(site)
    assert cell(plan, NO, "BP Best match") is None
    assert due(site) == [NO]
    forget(site.desk.room(), NO, DANA)
    if site.desk.emulator:
        delete_row(site, NO)
    plan = refreshed(site)
    assert NO not in str(site.desk.store().read().tabs)
    assert due(site) == []
    # A row that is typed again is stopped, and BP Check says why.
    store = site.desk.store()
    again = {"name": "Person B", "email": NO, "title": "Platform Engineer", "skills": "Kubernetes, Go"}
    store.shelve({**again, "region": "DE", "shelved_on": "2026-11-24"}, store.read().version)
    plan = refreshed(site)
    assert cell(plan, NO, "BP Best match") is None
    assert "deleted" in str(cell(plan, NO, "BP Check"))

    # Silence: matched until the last day, not after it, and then due for deletion.
    on(site, ENDS)
    assert cell(refreshed(site), SILENT, "BP Best match")
    on(site, ENDS + timedelta(days=1))
    plan = refreshed(site)
    assert cell(plan, SILENT, "BP Best match") is None
    assert cell(plan, YES, "BP Best match")
    assert SILENT in due(site)
