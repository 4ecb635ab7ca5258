"""A role's rights are checked where the action is carried out, whatever a page offered."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from automation.core.access.roles import OWNER, Access, Role
from automation.core.model import Conventions
from automation.errors import ActionError
from automation.services import recruiter_actions
from automation.services.acting import Actor
from automation.services.shelve import shelve
from tests.cli.program import write_workbook
from tests.services.conftest import ANA, BEN, CANDIDATES, REQUISITIONS, File, Team

PRIYA = Access(Role.MANAGER, "Priya Shah", "priya@acme.example")
VERA = Access(Role.VIEWER, "", "vera@acme.example")
PERSON = {"name": "Cy Lee", "email": "cy@mail.example", "shelve_reason": "Timing", "reason_detail": "Ran our cluster"}


@pytest.fixture
def company(tmp_path: Path) -> Team:
    """REQ-1 is Priya's, by the address that she signs in with; REQ-2 is another manager's."""
    rows = [
        (*row, manager)
        for row, manager in zip(REQUISITIONS, ("Hiring manager", "PRIYA@acme.example", "Tom"), strict=True)
    ]
    path = write_workbook(tmp_path / "pocket.xlsx", {"Candidates": CANDIDATES, "Requisitions": rows})
    team = Team(File(path))
    team.refresh()
    return team


def priya(team: Team) -> Actor:
    return replace(team.hand("Priya Shah"), access=PRIYA, keys={"p1": ANA})


def test_managers_decide_about_their_own(company: Team) -> None:
    """Under the handle that they were given; the workbook gets the key."""
    recruiter_actions.shortlist(priya(company), "p1", "REQ-1")
    recruiter_actions.check_pocket(priya(company), "REQ-1")
    assert company.lines() == [
        ["Priya Shah", "shortlisted", ANA, "REQ-1"],
        ["Priya Shah", "pocket checked", "", "REQ-1"],
    ]


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda hand: recruiter_actions.shortlist(hand, "p1", "REQ-2"), "not yours"),
        (lambda hand: recruiter_actions.check_pocket(hand, "REQ-2"), "not yours"),
        (lambda hand: recruiter_actions.pass_on(hand, "p2", "REQ-1", "no"), "not on a slate of yours"),
        (lambda hand: recruiter_actions.shortlist(hand, ANA, "REQ-1"), "not on a slate of yours"),
        (lambda hand: recruiter_actions.shortlist(hand, BEN, "REQ-1"), "not on a slate of yours"),
        (lambda hand: recruiter_actions.follow_up_done(hand, "p1"), "you may not deal with follow-ups"),
        (lambda hand: recruiter_actions.snooze(hand, "p1", date(2026, 12, 20)), "you may not deal with follow-ups"),
        (lambda hand: recruiter_actions.reassign(hand, "p1", "Priya Shah"), "you may not deal with follow-ups"),
    ],
)
def test_managers_decide_about_nothing_else(company: Team, act: Callable[[Actor], object], said: str) -> None:
    """Others' requisitions, people on none of their slates, keys instead of handles, and follow-ups are refused."""
    with pytest.raises(ActionError, match=said):
        act(priya(company))
    assert company.lines() == []


def test_managers_undo_only_on_their_own_requisitions(company: Team) -> None:
    """An undo needs the same rights as the action: only on their own requisitions."""
    dana = company.hand("Dana")
    own = recruiter_actions.shortlist(dana, ANA, "REQ-1")
    others = recruiter_actions.shortlist(dana, ANA, "REQ-2")
    owed = recruiter_actions.follow_up_done(dana, ANA)
    recruiter_actions.undo(priya(company), own.action_id)
    for action in (others, owed):
        with pytest.raises(ActionError):
            recruiter_actions.undo(priya(company), action.action_id)
    assert [line[1] for line in company.lines()] == ["shortlisted", "shortlisted", "follow-up done", "undone"]


def test_viewers_do_nothing(company: Team) -> None:
    """Not even with a key that they know."""
    vera = replace(company.hand("Vera"), access=VERA, keys={})
    for act in (
        lambda: recruiter_actions.check_pocket(vera, "REQ-1"),
        lambda: recruiter_actions.shortlist(vera, ANA, "REQ-1"),
        lambda: shelve(vera, PERSON, Conventions()),
    ):
        with pytest.raises(ActionError):
            act()
    assert company.lines() == []


def test_managers_shelve_for_themselves_alone(company: Team) -> None:
    """They are the champion, whatever the form says, and own no candidate; the declaration is required."""
    with pytest.raises(ActionError, match="conflict of interest"):
        shelve(priya(company), PERSON, Conventions())
    forged = PERSON | {"champion": "Tom", "owner": "Dana"}
    shelve(priya(company), forged, Conventions(), no_conflict=True)
    assert company.shown("Candidates", "Champion")["cy@mail.example"] == "Priya Shah"
    assert company.shown("Candidates", "Owner")["cy@mail.example"] == ""


def test_managers_do_not_learn_who_is_in_candidates(company: Team) -> None:
    """Shelving a candidate who is in Candidates already reveals nothing about their row."""
    with pytest.raises(ActionError) as caught:
        shelve(priya(company), PERSON | {"email": BEN}, Conventions(), no_conflict=True)
    assert str(caught.value) == "This person cannot be added here: ask a recruiter."


def test_a_requisition_that_changed_hands(company: Team) -> None:
    """Hiring manager is read from the workbook at that moment, not from the page."""
    hand = replace(priya(company), access=replace(PRIYA, name="Tom", email="tom@acme.example"))
    recruiter_actions.shortlist(hand, "p1", "REQ-2")
    with pytest.raises(ActionError, match="not yours"):
        recruiter_actions.shortlist(hand, "p1", "REQ-1")


def test_without_signing_in_everything_is_allowed(company: Team) -> None:
    """Without signing in nothing is refused."""
    assert company.hand().access == OWNER
    recruiter_actions.reassign(company.hand(), BEN, "Lee")
    assert company.lines() == [["Dana", "given", BEN, ""]]
