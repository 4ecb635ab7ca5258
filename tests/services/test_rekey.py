"""A corrected key keeps what people did in the dashboard, and earlier shelvings."""

from pathlib import Path

import openpyxl
import pytest

from automation.core.ledger.events import Answer
from automation.core.workbook.action_rows import read_actions
from automation.core.workbook.history_log import Kind, read_history
from automation.outreach.replies import record
from automation.outreach.suppression_list import suppress
from automation.refresh import refresh
from automation.services.recruiter_actions import check_pocket, pass_on
from automation.services.rekey import rekey
from tests.cli.program import write_workbook
from tests.outreach.desk import Desk, key, local_desk
from tests.outreach.desk import tabs as desk_tabs
from tests.services.conftest import ANA, CANDIDATES, REQUISITIONS, File, Team

NEW = "ana.souza@mail.example"


def test_actions_move_to_the_new_key(tmp_path: Path) -> None:
    """A candidate passed on under the old address or Req ID is passed on under the new one."""
    path = write_workbook(tmp_path / "pocket.xlsx", {"Candidates": CANDIDATES, "Requisitions": REQUISITIONS})
    team = Team(File(path))
    team.refresh()
    pass_on(team.hand(), ANA, "REQ-1", "Wants to lead")
    check_pocket(team.hand(), "REQ-1")
    book = openpyxl.load_workbook(path)
    book["Candidates"]["B2"], book["Requisitions"]["A2"] = NEW, "REQ-10"
    book.save(path)
    rekey(team.place.store(), ANA, NEW)
    rekey(team.place.store(), "REQ-1", "REQ-10")
    state = read_actions(team.read().tabs)
    assert (set(state.passed()), set(state.checks), list(state.problems)) == ({("req-10", NEW)}, {"req-10"}, [])
    team.refresh()
    assert team.shown("Requisitions", "BP Pocket check")["REQ-10"] == "Done 2026-11-22 by Dana"


def typed(path: Path, cells: dict[str, str]) -> None:
    """Type into cells of Candidates, by their addresses."""
    book = openpyxl.load_workbook(path)
    for place, text in cells.items():
        book["Candidates"][place] = text
    book.save(path)


def test_earlier_shelvings_move_to_the_new_key(tmp_path: Path) -> None:
    """What is kept under the old address counts under the new one, and so does what only BP Data knew of it."""
    path = write_workbook(tmp_path / "pocket.xlsx", {"Candidates": CANDIDATES, "Requisitions": REQUISITIONS})
    team = Team(File(path))
    team.refresh()
    typed(path, {"F2": "2026-06-01", "G2": "Location"})
    team.refresh()
    # The new row was seen by a run before anybody said that it is the same person.
    typed(path, {"B2": NEW, "F2": "2026-09-01", "G2": "Pay too high"})
    team.refresh()
    rekey(team.place.store(), ANA, NEW)
    log = read_history(team.read().tabs)
    assert [texts[0] for texts in log.shelvings[NEW]] == ["2026-03-01", "2026-06-01"]
    assert [line.kind for line in log.lines] == [Kind.SHELVED, Kind.REKEYED, Kind.SHELVED]
    outcome = team.refresh()
    assert [str(one.reason) for one in outcome.plan.book.people[NEW].earlier] == ["Timing", "Location"]
    assert not log.problems
    assert not team.refresh().plan.changed


def test_a_corrected_requisition_is_named_in_earlier_shelvings(tmp_path: Path) -> None:
    """An earlier shelving names the requisition that it was for by its key of today."""
    rows = [(*row, cell) for row, cell in zip(CANDIDATES, ("Shelved from", "REQ-1", "REQ-2"), strict=True)]
    path = write_workbook(tmp_path / "pocket.xlsx", {"Candidates": rows, "Requisitions": REQUISITIONS})
    team = Team(File(path))
    team.refresh()
    typed(path, {"F2": "2026-06-01", "L2": "REQ-2"})
    book = openpyxl.load_workbook(path)
    book["Requisitions"]["A2"] = "REQ-10"
    book.save(path)
    team.refresh()
    rekey(team.place.store(), "REQ-1", "REQ-10")
    assert read_history(team.read().tabs).shelvings[ANA] == [("2026-03-01", "REQ-10", "Timing", "", "")]


def corrected_without_messages(desk: Desk, **cells: str) -> None:
    """Correct the address of the first person, and empty these cells of the row."""
    tabs = {name: [list(row) for row in rows] for name, rows in desk.store().read().tabs.items()}
    header, row = tabs["Candidates"][0], tabs["Candidates"][1]
    row[header.index("Email")] = NEW
    for name, cell in cells.items():
        row[header.index(name.replace("_", " "))] = cell
    write_workbook(Path(desk.locator), tabs)


def cells_of(desk: Desk) -> dict[str, object]:
    """What a refresh shows beside the corrected row."""
    room = desk.room()
    outcome = refresh(room.store, room.clock, room.settings.conventions, room=room, force=True)
    return dict(outcome.plan.publication.columns["Candidates"][NEW])


def test_consent_is_carried_over_without_a_message(tmp_path: Path) -> None:
    """A consent by phone, under a key that no message was sent to, counts for the new key."""
    book = {name: [list(row) for row in rows] for name, rows in desk_tabs(2).items()}
    book["Candidates"][1][book["Candidates"][0].index("Region")] = "EU"
    desk = local_desk(tmp_path, book)
    room = desk.room()
    refresh(room.store, room.clock, room.settings.conventions, room=room)
    record(desk.room(), key(0), Answer.KEEP, "Dana", value="yes")
    corrected_without_messages(desk)
    assert cells_of(desk)["BP Best match"] is None
    room = desk.room()
    assert rekey(room.store, key(0), NEW, room=room) > 0
    assert str(cells_of(desk)["BP Best match"]).startswith("REQ-1")


@pytest.mark.parametrize("way", ["list", "cell"])
def test_do_not_contact_is_carried_over_without_a_message(tmp_path: Path, way: str) -> None:
    """Suppressed by a colleague or by the cell of the old row: the new key is suppressed, too."""
    book = {name: [list(row) for row in rows] for name, rows in desk_tabs(2).items()}
    for row, cell in zip(book["Candidates"], ("Do not contact", None, None), strict=True):
        row.append(cell)
    desk = local_desk(tmp_path, book)
    room = desk.room()
    # It had a match once, so the run remembers the key.
    refresh(room.store, room.clock, room.settings.conventions, room=room)
    if way == "list":
        suppress(desk.room(), key(0), "Dana", "by phone")
    else:
        tabs = {name: [list(row) for row in rows] for name, rows in desk.store().read().tabs.items()}
        tabs["Candidates"][1][tabs["Candidates"][0].index("Do not contact")] = "yes"
        write_workbook(Path(desk.locator), tabs)
    room = desk.room()
    refresh(room.store, room.clock, room.settings.conventions, room=room, force=True)
    corrected_without_messages(desk, Do_not_contact="")
    room = desk.room()
    assert rekey(room.store, key(0), NEW, room=room) > 0
    assert cells_of(desk)["BP Follow-up reason"] == "None: asked not to be contacted"
