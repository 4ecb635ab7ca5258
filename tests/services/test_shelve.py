"""Shelve a candidate with the dashboard's form."""

from datetime import date
from typing import Any

import pytest

from automation.core.model import Conventions
from automation.core.text import text_of
from automation.errors import ActionError
from automation.services.acting import Actor
from automation.services.shelve import Shelved, shelve
from automation.store.memory import MemoryStore
from tests.services.conftest import ANA, CLOCK, REQUISITIONS, Team

DORA = {
    "name": "Dora Blum",
    "email": "Dora@mail.example",
    "title": "Platform Engineer",
    "skills": "Kubernetes, Go",
    "level": "Senior",
    "shelve_reason": "Timing",
    "reason_detail": "Free in spring",
}


def shelved(team: Team, who: str = "Dana", *, changed: Any = None, **options: bool) -> Shelved:
    return shelve(team.hand(who), DORA | (changed or {}), Conventions(), **options)


def names(team: Team) -> list[str]:
    return [text_of(row[0]) for row in team.read().tabs["Candidates"][1:] if text_of(row[0])]


def test_one_row_below_the_others(team: Team) -> None:
    """The row has the day and the owner besides what was typed; the user is recorded; the next run matches the row."""
    done = shelved(team)
    assert (done.key, done.added, list(done.problems)) == ("dora@mail.example", True, [])
    assert names(team) == ["Ana Souza", "Ben Okoro", "Dora Blum"]
    assert team.shown("Candidates", "Shelved on")["Dora@mail.example"] == "2026-11-22"
    assert team.shown("Candidates", "Owner")["Dora@mail.example"] == "Dana"
    assert team.lines() == [["Dana", "shelved", "dora@mail.example", ""]]
    team.refresh()
    assert team.shown("Candidates", "BP Best match")["Dora@mail.example"] == "REQ-1 Platform Engineer"


def test_a_second_click_adds_no_row(team: Team) -> None:
    """The same form sent twice is one row, and one line."""
    shelved(team)
    assert shelved(team).added is False
    assert (len(names(team)), len(team.lines())) == (3, 1)


def test_a_second_click_finds_real_days_and_checkboxes() -> None:
    """A row in the types of its columns is recognised as the one that was just added."""
    row = ["Ana Souza", ANA, date(2026, 3, 1), "Timing", True]
    headers = ["Name", "Email", "Shelved on", "Shelve reason", "Remote OK"]
    store = MemoryStore({"Candidates": [headers, row], "Requisitions": REQUISITIONS})
    person = {"name": "Dora Blum", "email": "d@mail.example", "shelve_reason": "Timing", "remote_ok": "no"}
    assert [shelve(Actor("Dana", store, CLOCK), person, Conventions()).added for _ in range(2)] == [True, False]
    assert store.tabs["Candidates"][2] == ["Dora Blum", "d@mail.example", date(2026, 11, 22), "Timing", False]


@pytest.mark.parametrize("change", [{"email": ANA.upper()}, {"email": ANA, "candidate_id": "C-9"}])
def test_a_candidate_is_not_added_twice(team: Team, change: Any) -> None:
    """A candidate whose key or address exists already is to be changed in their row."""
    with pytest.raises(ActionError, match="row 2 of Candidates"):
        shelved(team, changed=change)
    assert len(names(team)) == 2


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": ""}, "Name"),
        ({"email": "dora"}, "not an e-mail address"),
        ({"shelve_reason": ""}, "why it was not right then"),
        ({"rating": "9"}, "Rating"),
        ({"name": "Dora Blum (dup)"}, "holds a note"),
    ],
)
def test_a_form_with_an_unreadable_value_is_not_added(team: Team, change: Any, said: str) -> None:
    """The form says what to fix, and nothing is written."""
    with pytest.raises(ActionError, match=said):
        shelved(team, changed=change)
    assert (len(names(team)), team.lines()) == (2, [])


def test_a_manager_declares(team: Team) -> None:
    """A hiring manager gives a reason in terms of the work and has no conflict of interest; they are the champion."""
    with pytest.raises(ActionError, match="conflict of interest"):
        shelved(team, "Priya", as_manager=True)
    with pytest.raises(ActionError, match="terms of the work"):
        shelved(team, "Priya", as_manager=True, no_conflict=True, changed={"reason_detail": " "})
    assert len(names(team)) == 2
    shelved(team, "Priya", as_manager=True, no_conflict=True)
    assert team.shown("Candidates", "Champion")["Dora@mail.example"] == "Priya"
    assert team.shown("Candidates", "Owner")["Dora@mail.example"] == ""


def test_a_value_without_a_column_is_refused(team: Team) -> None:
    """A value for which the tab has no column is not dropped silently."""
    assert [problem.column for problem in shelved(team, changed={"phone": "+49 30 1"}).problems] == ["Phone"]


def test_long_texts_are_cut(team: Team) -> None:
    """A text longer than people type is refused: every later reading would have to go through it."""
    shelved(team, changed={"title": "T" * 30_000})
    assert team.shown("Candidates", "Current title")["Dora@mail.example"] == "T" * 2_000


def test_text_stays_text(team: Team) -> None:
    """What looks like a formula is text in the sheet."""
    shelved(team, changed={"title": '=HYPERLINK("https://evil.example")'})
    assert team.shown("Candidates", "Current title")["Dora@mail.example"] == '=HYPERLINK("https://evil.example")'


@pytest.mark.parametrize(
    ("change", "added"),
    [
        ({"name": "Ana Souza", "email": "ANA+jobs@mail.example"}, False),
        ({"name": "Souza, Ana", "email": "mailto:ana@mail.example"}, False),
        ({"name": "Dora Blum", "email": "ana+dora@mail.example"}, True),
    ],
)
def test_a_mailbox_is_the_same_however_it_is_typed(team: Team, change: Any, added: bool) -> None:
    """Another spelling of a mailbox is the same person, unless the names cannot be one person's."""
    if added:
        assert shelved(team, changed=change).added
        return
    with pytest.raises(ActionError, match="row 2 of Candidates"):
        shelved(team, changed=change)
    assert len(names(team)) == 2
