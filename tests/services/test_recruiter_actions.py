"""Actions of the dashboard on real workbooks, and the next run after them."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from automation.clock import Clock
from automation.core.text import text_of
from automation.core.workbook.action_log import Action
from automation.core.workbook.action_rows import read_actions
from automation.errors import ActionError, MissingHeaders, UnknownKey
from automation.services.recruiter_actions import (
    Actor,
    check_pocket,
    follow_up_done,
    merge,
    pass_on,
    reassign,
    shortlist,
    snooze,
    undo,
)
from tests.cli.program import write_workbook
from tests.services.conftest import ANA, BEN, CANDIDATES, REQUISITIONS, TODAY, File, Team

FAR = date(2026, 12, 20)


def peoples_cells(team: Team) -> dict[str, list[list[str]]]:
    """Everything that is not the program's."""
    found = {}
    for tab, rows in team.read().tabs.items():
        if not tab.startswith("BP "):
            own = [index for index, cell in enumerate(rows[0]) if not text_of(cell).startswith("BP ")]
            found[tab] = [[text_of(row[index]) if index < len(row) else "" for index in own] for row in rows]
    return found


def matches(team: Team) -> set[tuple[str, str]]:
    """Who is on which slate."""
    return {(text_of(row[0]), text_of(row[1])) for row in team.read().tabs["BP Matches"][1:] if text_of(row[0])}


def test_merged_rows_are_one_until_it_is_undone(team: Team) -> None:
    """One row is shown, the other points to it, no cell of people changes; a second click adds nothing."""
    before, hand = peoples_cells(team), team.hand()
    apart = matches(team)
    done = merge(hand, BEN, ANA)
    assert merge(hand, BEN.upper(), ANA).action_id == done.action_id
    with pytest.raises(ActionError, match="was merged into another row"):
        merge(hand, ANA, BEN)
    with pytest.raises(ActionError, match="Choose two rows"):
        merge(hand, ANA, ANA)
    with pytest.raises(UnknownKey):
        merge(hand, ANA, "no.row@mail.example")
    team.refresh()
    assert matches(team) == {pair for pair in apart if pair[1] != BEN}
    assert team.shown("Candidates", "BP Follow-up reason")[BEN] == f"None: merged into row {ANA}"
    assert peoples_cells(team) == before
    undo(hand, done.action_id)
    team.refresh()
    assert matches(team) == apart
    assert team.lines() == [["Dana", "merged", BEN, ""], ["Dana", "undone", "", ""]]


def test_actions_change_no_cell_of_people(team: Team) -> None:
    """Whatever is done is a line in BP Actions; people's tabs stay as they are."""
    before = peoples_cells(team)
    hand = team.hand()
    shortlist(hand, ANA, "REQ-1")
    pass_on(hand, BEN, "REQ-1", "=1+1")
    follow_up_done(hand, ANA)
    snooze(hand, BEN, FAR)
    reassign(hand, BEN, "Lee")
    check_pocket(hand, "REQ-1")
    assert peoples_cells(team) == before
    assert team.lines() == [
        ["Dana", "shortlisted", ANA, "REQ-1"],
        ["Dana", "passed", BEN, "REQ-1"],
        ["Dana", "follow-up done", ANA, ""],
        ["Dana", "snoozed", BEN, ""],
        ["Dana", "given", BEN, ""],
        ["Dana", "pocket checked", "", "REQ-1"],
    ]
    assert "BP Actions" not in {problem.tab for problem in team.refresh().problems}


def test_snooze_moves_the_next_follow_up(team: Team) -> None:
    """After a refresh the row shows the day and who put it off; undone, it shows the old day again."""
    before = team.shown("Candidates", "BP Next follow-up")
    assert before[ANA] <= TODAY.isoformat()
    done = snooze(team.hand(), ANA, FAR)
    team.refresh()
    assert team.shown("Candidates", "BP Next follow-up") == before | {ANA: FAR.isoformat()}
    assert "Snoozed until 2026-12-20 by Dana" in team.shown("Candidates", "BP Follow-up reason")[ANA]
    undo(team.hand("Lee"), done.action_id)
    team.refresh()
    assert team.shown("Candidates", "BP Next follow-up") == before


def test_a_follow_up_that_is_done_is_not_due(team: Team) -> None:
    """A follow-up that is done is not due any more."""
    due = team.refresh().plan.counts["follow_ups_due"]
    follow_up_done(team.hand(), ANA)
    assert team.refresh().plan.counts["follow_ups_due"] == due - 1


def test_a_reassigned_follow_up_has_its_new_owner(team: Team) -> None:
    """An orphaned candidate has an owner in the follow-ups."""
    assert "Unassigned" in team.shown("Candidates", "BP Follow-up reason")[BEN]
    reassign(team.hand(), BEN, "Lee")
    plan = team.refresh().plan
    assert dict(zip(plan.follow_ups["key"], plan.follow_ups["owner"], strict=True))[BEN] == "Lee"
    assert "Assigned to Lee by Dana" in team.shown("Candidates", "BP Follow-up reason")[BEN]


def test_a_candidate_passed_on_is_hidden_from_that_slate_only(team: Team) -> None:
    """Passing is per requisition, is no loss that stops a run, and can be undone."""
    assert {("REQ-1", ANA), ("REQ-2", ANA)} <= matches(team)
    done = pass_on(team.hand(), ANA, "req-1", "Wants to lead")
    outcome = team.refresh()
    assert ("REQ-1", ANA) not in matches(team)
    assert ("REQ-2", ANA) in matches(team)
    assert outcome.plan.slates.lost == 0
    assert team.shown("Candidates", "BP Best match")[ANA] == "REQ-2 Go Developer"
    undo(team.hand(), done.action_id)
    team.refresh()
    assert ("REQ-1", ANA) in matches(team)


def test_a_pocket_check_is_recorded(team: Team) -> None:
    """BP Pocket check is done by an action as by the cell, and says by whom."""
    assert team.shown("Requisitions", "BP Pocket check")["REQ-1"].startswith("To do")
    done = check_pocket(team.hand(), "REQ-1")
    team.refresh()
    assert team.shown("Requisitions", "BP Pocket check")["REQ-1"] == "Done 2026-11-22 by Dana"
    undo(team.hand(), done.action_id)
    team.refresh()
    assert team.shown("Requisitions", "BP Pocket check")["REQ-1"].startswith("To do")


ACTS: list[Callable[[Actor], Action]] = [
    lambda hand: shortlist(hand, ANA, "REQ-1"),
    lambda hand: pass_on(hand, ANA, "REQ-1", "No"),
    lambda hand: follow_up_done(hand, ANA),
    lambda hand: snooze(hand, ANA, FAR),
    lambda hand: reassign(hand, ANA, "Lee"),
    lambda hand: check_pocket(hand, "REQ-1"),
]


@pytest.mark.long
@pytest.mark.parametrize("act", ACTS)
def test_twice_is_once(team: Team, act: Callable[[Actor], Action]) -> None:
    """A second click by any user adds nothing, nor does a second undo; after an undo the action counts again."""
    first = act(team.hand())
    assert act(team.hand("Lee")) == first
    assert len(team.lines()) == 1
    undone = undo(team.hand(), first.action_id)
    assert undo(team.hand("Lee"), first.action_id) == undone
    assert len(team.lines()) == 2
    assert act(team.hand()).action_id != first.action_id


def test_two_at_the_same_moment(team: Team) -> None:
    """Actions of two people at once are both recorded, and the same action of both is one line."""
    failures: list[Exception] = []

    def act(who: str, what: str) -> None:
        try:
            shortlist(team.hand(who), what, "REQ-1")
        except Exception as error:  # noqa: BLE001
            failures.append(error)

    threads = [threading.Thread(target=act, args=args) for args in (("Dana", ANA), ("Lee", ANA), ("Kim", BEN))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert sorted(line[2] for line in team.lines()) == [ANA, BEN]


def test_a_colleagues_clock_that_is_ahead_is_no_trouble(team: Team) -> None:
    """The later action counts, although another machine's clock gave the earlier one a later instant."""
    ahead = Clock(TODAY, now=lambda: datetime(2026, 11, 22, 21, tzinfo=UTC))
    shortlist(team.hand("Lee", ahead), ANA, "REQ-1")
    pass_on(team.hand(), ANA, "REQ-1", "No")
    assert read_actions(team.read().tabs).passed().keys() == {("req-1", ANA)}


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda hand: pass_on(hand, ANA, "REQ-1", "  "), "why not"),
        (lambda hand: snooze(hand, ANA, TODAY), "after today"),
        (lambda hand: snooze(hand, ANA, date(2999, 1, 1)), "within three years"),
        (lambda hand: reassign(hand, ANA, " "), "who takes it over"),
        (lambda hand: undo(hand, "nothing"), "not there"),
        (lambda hand: follow_up_done(replace(hand, who=" "), ANA), "who you are"),
    ],
)
def test_an_action_that_makes_no_sense_is_refused(team: Team, act: Callable[[Actor], Any], said: str) -> None:
    """The refusal says what to do, and nothing is written."""
    with pytest.raises(ActionError, match=said):
        act(team.hand())
    assert team.lines() == []


def test_a_fault_in_another_tab_stops_no_action(tmp_path: Path) -> None:
    """A header of Requisitions that was renamed is no reason to lose a click about a candidate."""
    path = write_workbook(tmp_path / "pocket.xlsx", {"Candidates": CANDIDATES, "Requisitions": REQUISITIONS})
    team = Team(File(path))
    team.refresh()
    book = openpyxl.load_workbook(path)
    next(cell for cell in book["Requisitions"][1] if cell.value == "Status").value = "How it stands"
    book.save(path)
    follow_up_done(team.hand(), ANA)
    undo(team.hand(), read_actions(team.read().tabs).lines[0].action_id)
    assert [line[1] for line in team.lines()] == ["follow-up done", "undone"]
    with pytest.raises(MissingHeaders, match="Status"):
        check_pocket(team.hand(), "REQ-1")


def test_an_action_about_an_unknown_person_is_refused(team: Team) -> None:
    """An action about a person who is not in the workbook is refused."""
    with pytest.raises(UnknownKey):
        shortlist(team.hand(), "nobody@mail.example", "REQ-1")
    with pytest.raises(UnknownKey):
        check_pocket(team.hand(), "REQ-77")
    assert team.lines() == []
