"""Shortlisting and passing keep the numbers of their moment, in a file and in a Google Sheet."""

from datetime import UTC, datetime

import pytest

from automation.clock import Clock
from automation.core.matching.matcher import explain_pair
from automation.core.model import Conventions, Snapshot
from automation.core.publishing.decisions import about_one
from automation.core.schema import BP_ACTIONS, BP_DATA, CANDIDATES
from automation.core.workbook import action_log
from automation.core.workbook.action_log import Action
from automation.core.workbook.action_rows import rows_for
from automation.core.workbook.assemble import assemble
from automation.core.workbook.history_log import Kind, Line, read_history
from automation.refresh import refresh
from automation.services.recruiter_actions import follow_up_done, pass_on, shortlist, undo
from tests.core.small_workbooks import ANA as SOUZA
from tests.core.small_workbooks import PLATFORM, tabs
from tests.services.conftest import ANA, BEN, TODAY, Team


def history(team: Team) -> list[Line]:
    """The lines of BP History."""
    log = read_history(team.read().tabs)
    assert not log.problems
    return list(log.lines)


def test_a_decision_keeps_the_numbers_of_its_moment(team: Team) -> None:
    """Score, points, reasons, weights and the last run, as `explain` gives them before the click."""
    before = team.read()
    found = explain_pair(assemble(before, None, None, Conventions(), TODAY).book, ANA, "REQ-1", TODAY)
    done = shortlist(team.hand(), ANA, "req-1")
    (line,) = history(team)
    assert (line.kind, line.candidate, line.requisition, line.at) == (Kind.SHORTLISTED, ANA, "req-1", done.at)
    assert (line.cell("by"), line.cell("why"), line.cell("decision_id")) == ("Dana", "", done.action_id)
    assert line.cell("score") == f"{found.score:g}"
    assert (line.cell("band"), line.cell("known")) == (str(found.band), found.known)
    points = [part.partition(" of ")[0].rpartition(" ") for part in line.cell("points").split("; ")]
    assert {name: float(earned) for name, _, earned in points} == {one.component: one.points for one in found.parts}
    assert (line.cell("why_now"), line.cell("gaps")) == (found.why_now, found.gaps)
    assert line.cell("confirm_first") == found.confirm_first
    assert "Weight: must-have skills 45;" in line.cell("criteria")
    assert line.cell("run_id") == str(before.tabs["BP Runs"][1][0])
    assert line.cell("computed_at") == "2026-11-22T09:00:00Z"


def test_a_pass_keeps_its_reason_and_only_decisions_are_kept(team: Team) -> None:
    """A pass keeps why, in the recruiter's words; follow-ups and undone clicks add no line."""
    done = pass_on(team.hand("Lee"), BEN, "REQ-2", "=1+1")
    undo(team.hand("Lee"), done.action_id)
    follow_up_done(team.hand(), ANA)
    (line,) = history(team)
    assert (line.kind, line.cell("by"), line.cell("why")) == (Kind.PASSED, "Lee", "=1+1")


def test_a_second_click_adds_no_line(team: Team) -> None:
    """A decision that holds already is recorded once; one that is made again after an undo is another one."""
    done = shortlist(team.hand(), ANA, "REQ-1")
    shortlist(team.hand("Lee"), ANA, "REQ-1")
    assert len(history(team)) == 1
    undo(team.hand(), done.action_id)
    shortlist(team.hand(), ANA, "REQ-1")
    assert len({line.decided for line in history(team)}) == 2


def test_a_decision_is_one_read_and_one_write(team: Team) -> None:
    """Both lines land in one write, and the next run has nothing to add to them."""
    hand = team.hand()
    shortlist(hand, ANA, "REQ-1")
    assert (hand.store.requests.read, hand.store.requests.write) == (1, 1)
    team.refresh()
    before = team.read()
    assert len(history(team)) == 1
    team.refresh()
    assert team.read() == before


@pytest.mark.parametrize(("hour", "completed"), [(12, 1), (8, 0)])
def test_a_click_of_an_older_version_is_completed_by_the_next_run(team: Team, hour: int, completed: int) -> None:
    """A click since the last run gets its line, with the time of its numbers; for older ones none is made up."""
    at = datetime(2026, 11, 22, hour, tzinfo=UTC)
    click = Action(at, "Dana", action_log.Kind.PASSED, "a1", TODAY, BEN, "REQ-2", "Too far")
    store = team.place.store()
    snapshot = store.read()
    store.append(BP_ACTIONS, rows_for([click], snapshot.tabs), snapshot.version)
    later = Clock(TODAY, now=lambda: datetime(2026, 11, 22, 13, tzinfo=UTC))
    for _ in range(2):
        refresh(team.place.store(), later, Conventions())
        lines = history(team)
        assert len(lines) == completed
    for line in lines:
        assert (line.at, line.cell("computed_at"), line.cell("why")) == (at, "2026-11-22T13:00:00Z", "Too far")
        # The pass is no reason for itself.
        assert line.cell("excluded") == ""


def test_the_rows_of_one_person_are_enough() -> None:
    """The numbers from a person's own rows are those of the whole workbook."""
    people = [
        {**SOUZA, "email": f"p{number}@mail.example", "shelved_on": f"2026-0{1 + number % 9}-01", "phone": ""}
        for number in range(20)
    ]
    people[7] |= {"phone": "+49 170 555 12 34"}
    people[9] |= {"phone": "0170 5551234", "skills": "Excel"}
    whole = Snapshot({**tabs(people, [PLATFORM]), BP_DATA: [["Record"], ["Run"], ["Candidates/p7@mail.example"]]})
    part = about_one(whole, " P7@mail.example")
    assert [row[1] for row in part.tabs[CANDIDATES][1:]] == ["p7@mail.example", "p9@mail.example"]
    assert len(part.tabs[BP_DATA]) == 3
    found, wanted = (
        explain_pair(assemble(one, None, None, Conventions(), TODAY).book, "p7@mail.example", "REQ-1", TODAY)
        for one in (part, whole)
    )
    assert found == wanted
