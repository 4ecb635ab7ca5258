"""Runners-up are shelved with one tap: an event that counts like the cells, until a person types there."""

from datetime import date
from pathlib import Path

import pytest

from automation.clock import Clock
from automation.core.model import Conventions, ShelveReason
from automation.core.workbook.assemble import Workbook, assemble
from automation.errors import ActionError
from automation.services.recruiter_actions import shelve_runner_up, start_process, undo
from tests.cli.program import changed, write_workbook
from tests.services.conftest import ANA, BEN, CANDIDATES, REQUISITIONS, TODAY, File, Team

LOST = ShelveReason.LOST_TO_FINALIST


def read(team: Team) -> Workbook:
    return assemble(team.read(), (), None, Conventions(), TODAY)


def shelving(team: Team, key: str) -> tuple[date | None, str, ShelveReason | None, str]:
    row = read(team).book.people[key]
    return row.shelved_on, row.shelved_from, row.shelve_reason, row.in_process


def test_it_counts_like_the_cells(team: Team) -> None:
    """They leave the process and are shelved today; their earlier shelving is history; undo ends it."""
    cells = team.shown("Candidates", "Shelve reason"), team.shown("Candidates", "Shelved on")
    with pytest.raises(ActionError, match="not in process"):
        shelve_runner_up(team.hand(), ANA, "REQ-1")
    start_process(team.hand(), ANA, "REQ-1")
    done = shelve_runner_up(team.hand(), ANA.upper(), "REQ-1")
    assert shelving(team, ANA) == (TODAY, "REQ-1", LOST, "")
    (earlier,) = read(team).book.people[ANA].earlier
    assert (earlier.on, earlier.reason) == (date(2026, 3, 1), ShelveReason.TIMING)
    team.refresh()
    assert (team.shown("Candidates", "Shelve reason"), team.shown("Candidates", "Shelved on")) == cells
    assert shelving(team, BEN) == (date(2026, 4, 1), "", ShelveReason.LOCATION, "")
    undo(team.hand(), done.action_id)
    assert shelving(team, ANA) == (date(2026, 3, 1), "", ShelveReason.TIMING, "REQ-1")


def test_a_second_tap_adds_nothing(team: Team) -> None:
    """Also after they left the process by the first one; a new process is a new occasion."""
    start_process(team.hand(), BEN, "REQ-2")
    first = shelve_runner_up(team.hand(), BEN, "REQ-2")
    assert shelve_runner_up(team.hand("Lee"), BEN, "REQ-2").action_id == first.action_id
    start_process(team.hand(), BEN, "REQ-2")
    assert shelving(team, BEN)[3] == "REQ-2"
    assert shelve_runner_up(team.hand(), BEN, "REQ-2").action_id != first.action_id
    assert shelving(team, BEN)[3] == ""


def in_file(folder: Path, *reasons: str, process: str = "REQ-1") -> Team:
    rows = changed(changed(CANDIDATES, "In process", process), "Shelve reason", *reasons)
    return Team(File(write_workbook(folder / "pocket.xlsx", {"Candidates": rows, "Requisitions": REQUISITIONS})))


def test_what_a_person_types_counts_again(tmp_path: Path) -> None:
    """A cell In process that still names the requisition is over; another reason in the row wins, and all are kept."""
    team = in_file(tmp_path, "Timing")
    assert shelving(team, ANA)[3] == "REQ-1"
    shelve_runner_up(team.hand(), ANA, "REQ-1")
    assert shelving(team, ANA) == (TODAY, "REQ-1", LOST, "")
    tabs = dict(team.read().tabs)
    tabs["Candidates"] = changed(changed(tabs["Candidates"], "Shelved on", "2026-11-23"), "Shelve reason", "Skill gap")
    write_workbook(tmp_path / "pocket.xlsx", tabs)
    later = assemble(team.read(), (), None, Conventions(), date(2026, 11, 24)).book.people[ANA]
    assert (later.shelved_on, later.shelve_reason) == (date(2026, 11, 23), ShelveReason.SKILL_GAP)
    assert [(one.on, one.source, one.reason) for one in later.earlier] == [(TODAY, "REQ-1", LOST)]


def test_it_shows_in_matches(tmp_path: Path) -> None:
    """Back in the pocket, they are on the slate of the next similar opening, with why it was not right then."""
    team = in_file(tmp_path, "Timing")
    team.refresh()
    team.hand()
    assert ANA not in {row[1] for row in team.read().tabs["BP Matches"][1:]}
    shelve_runner_up(team.hand(clock=Clock(date(2026, 10, 1))), ANA, "REQ-1")
    team.refresh()
    (row,) = (row for row in team.read().tabs["BP Matches"][1:] if row[0] == "REQ-2" and row[1] == ANA)
    assert "Not the right time in March 2026; runner-up for REQ-1 in October 2026" in row
