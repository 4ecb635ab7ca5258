"""A corrected key keeps what people did in the dashboard."""

from pathlib import Path

import openpyxl

from automation.core.workbook.action_rows import read_actions
from automation.services.recruiter_actions import check_pocket, pass_on
from automation.services.rekey import rekey
from tests.cli.program import write_workbook
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
