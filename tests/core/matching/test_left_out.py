"""Candidates who are on no slate, or not on one, and what a requisition says of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from automation.core.ledger.events import Answer, Event, State
from automation.core.ledger.state import LedgerState
from automation.core.matching.matcher import explain_everywhere, explain_pair
from automation.core.matching.off_slate import LeftOut
from automation.core.model import Cell
from automation.core.publishing.output_columns import LONGEST
from automation.core.publishing.plan import Plan, make_plan
from automation.core.reason_words import words
from automation.core.schema import REQUISITIONS
from automation.core.workbook.action_log import Kind
from automation.core.workbook.action_state import ActionState, fold
from tests.core.small_workbooks import ANA, PLATFORM, TODAY, Record, assembled, tabs
from tests.core.workbook.test_action_log import did

THEN = datetime(2026, 11, 20, 10, tzinfo=UTC)
OTHER = {**PLATFORM, "req_id": "REQ-2"}
BO = {**ANA, "name": "Bo Li", "email": "bo@mail.example"}


def no_thanks(*candidates: str, req: str = "REQ-1", later: Answer | None = None) -> LedgerState:
    """A ledger in which candidates said no thanks to a requisition, and perhaps something else later."""
    ledger = LedgerState()
    for number, key in enumerate(candidates):
        send_id = f"s{number}"
        sent = Event(THEN, State.SENT, send_id, key, (req,), "first note", "Dana")
        replies = [
            Event(THEN, what, send_id, key, (req,), by="page", message_id=f"{what} {number}")
            for what in (Answer.NO_THANKS, later)
            if what
        ]
        ledger.apply([sent, *replies])
    return ledger


def plan_of(
    people: Sequence[Record],
    ledger: LedgerState | None = None,
    actions: ActionState | None = None,
    roles: Sequence[Record] = (PLATFORM, OTHER),
    **more: Any,
) -> Plan:
    return make_plan(assembled(tabs(people, list(roles), **more), ledger, actions))


def slate(plan: Plan, req: str = "req-1") -> list[str]:
    """The keys on a slate, best first."""
    matches = plan.slates.matches
    return list(matches.having("req_key", req)["candidate_key"])


def test_no_thanks_takes_a_candidate_off_that_slate() -> None:
    """A candidate who said no thanks is not on that slate, in no Strong match of it, and still on all others."""
    plan = plan_of([ANA, BO], no_thanks("ana@mail.example"))
    assert slate(plan) == ["bo@mail.example"]
    assert slate(plan, "req-2") == ["ana@mail.example", "bo@mail.example"]
    cells = plan.publication.columns
    assert cells["Candidates"]["ana@mail.example"]["BP Best match"] == "REQ-2 Platform Engineer"
    assert cells["Candidates"]["ana@mail.example"]["BP Follow-up reason"] == "New Strong match: REQ-2 Platform Engineer"
    assert cells[REQUISITIONS]["req-1"]["BP Strong matches"] == 1


def test_the_last_word_about_an_opening_counts() -> None:
    """A candidate who is interested after all is on the slate again."""
    assert slate(plan_of([ANA], no_thanks("ana@mail.example", later=Answer.INTERESTED))) == ["ana@mail.example"]


def test_explain_says_who_said_no_thanks_and_when() -> None:
    """`explain` gives the points and the reason why they are not on the slate; for another opening there is none."""
    workbook = assembled(tabs([ANA], [PLATFORM, OTHER]), no_thanks("ana@mail.example"))
    one, other = (explain_pair(workbook.book, "ana@mail.example", req, TODAY) for req in ("REQ-1", "REQ-2"))
    assert one.excluded
    assert words(one.excluded) == "They said no thanks to REQ-1 on 2026-11-20"
    assert (other.excluded, one.score, one.band) == (None, other.score, other.band)
    assert one in explain_everywhere(workbook.book, "ana@mail.example", TODAY)


def test_explain_says_that_a_requisition_is_not_open() -> None:
    """Any pair can be explained; a closed requisition has no slate, and what was frozen is not open again."""
    frozen = {**ANA, "shelve_reason": "Headcount frozen", "shelved_from": "REQ-1"}
    workbook = assembled(tabs([frozen], [{**PLATFORM, "status": "On hold"}]))
    found = explain_pair(workbook.book, "ana@mail.example", "REQ-1", TODAY)
    assert found.excluded
    assert words(found.excluded) == "REQ-1 is not open, so it has no slate"
    assert (found.blocker.state, "open again" in found.why_now) == ("standing", False)


def test_the_next_best_take_the_place() -> None:
    """Behind those who said no thanks, the best of the others fill the slate."""
    crowd = [{**ANA, "name": f"P {n}", "email": f"p{n:02}@mail.example"} for n in range(13)]
    gone = [f"p{n:02}@mail.example" for n in (0, 4, 12)]
    plan = plan_of(crowd, no_thanks(*gone))
    assert slate(plan) == [f"p{n:02}@mail.example" for n in range(12) if n not in {0, 4}]
    assert plan.slates.left_out == {"req-1": LeftOut(3), "req-2": LeftOut()}


def test_no_thanks_is_no_loss() -> None:
    """Matches that vanish because candidates said no thanks are not taken for a damaged sheet."""
    before = plan_of([ANA, BO])
    shown = {**tabs([ANA, BO], [PLATFORM, OTHER]), **before.publication.tabs}
    ledger = no_thanks("ana@mail.example", "bo@mail.example")
    assert make_plan(assembled(shown, ledger)).slates.lost == 0


@pytest.mark.parametrize(
    "cells",
    [
        {"hired_on": "2026-10-01"},
        {"do_not_contact": "yes"},
        {"in_process": "REQ-2"},
        {"shelve_reason": "Conduct"},
    ],
)
def test_a_requisition_says_how_many_of_the_excluded_would_fit(cells: dict[str, Cell]) -> None:
    """The excluded who score enough for Possible are counted, never named; those who would not fit are not counted."""
    weak = {**BO, **cells, "email": "weak@mail.example", "title": "Nurse", "skills": "First aid"}
    plan = plan_of([ANA, {**BO, **cells}, weak])
    assert plan.publication.columns[REQUISITIONS]["req-1"]["BP Slate"] == (
        "1. Ana Souza 100 Strong; 1 would fit, but is excluded"
    )


def test_excluded_twice_counts_once() -> None:
    """A candidate who said no thanks and was hired since is one."""
    ledger = no_thanks("ana@mail.example", "bo@mail.example")
    plan = plan_of([{**ANA, "hired_on": "2026-11-21"}, BO], ledger)
    assert plan.slates.left_out == {"req-1": LeftOut(2), "req-2": LeftOut(1)}
    assert plan.publication.columns[REQUISITIONS]["req-1"]["BP Slate"] == (
        "No match yet; 2 would fit, but are excluded"
    )


def test_whom_a_recruiter_passed_on_is_not_counted() -> None:
    """A recruiter who passed on a candidate has decided that they don't fit."""
    assert plan_of([ANA, BO], actions=fold([did(Kind.PASSED)])).slates.left_out == {
        "req-1": LeftOut(),
        "req-2": LeftOut(),
    }


def test_the_count_is_never_cut_off() -> None:
    """A long slate is shortened, and still says how many would fit."""
    crowd = [{**ANA, "name": "Maximiliane " * 5, "email": f"p{n}@mail.example"} for n in range(12)]
    cell = plan_of(crowd, no_thanks("p3@mail.example")).publication.columns[REQUISITIONS]["req-1"]["BP Slate"]
    assert isinstance(cell, str)
    assert cell.endswith("…; 1 would fit, but is excluded")
    assert len(cell) <= LONGEST


def test_a_closed_requisition_says_nothing() -> None:
    """Only open requisitions have a slate."""
    plan = plan_of([{**ANA, "hired_on": "2026-11-01"}], roles=[{**PLATFORM, "status": "Filled"}])
    assert plan.publication.columns[REQUISITIONS]["req-1"]["BP Slate"] is None


def only_these(*, about: str = "", wanted: str = "no") -> LedgerState:
    """A ledger in which Ana said whether she wants to hear of others, perhaps after a note about a requisition."""
    queued = Event(THEN, State.QUEUED, "s0", ANA["email"], (about,) if about else (), "first note", "Dana")
    said = Event(THEN, Answer.ALERTS, "s0", ANA["email"], by="page", subject=wanted, message_id="a1")
    return LedgerState.of([queued, replace(queued, state=State.SENT), said])


@pytest.mark.parametrize(
    ("ledger", "row", "slates"),
    [
        (only_these(about="REQ-1"), ANA, (True, False)),
        (only_these(about="REQ-1", wanted="yes"), ANA, (True, True)),
        (only_these(), ANA, (False, False)),
        (None, {**ANA, "alerts": "no"}, (False, False)),
        (None, {**ANA, "alerts": "yes"}, (True, True)),
        (None, ANA, (True, True)),
    ],
)
def test_who_wants_only_these_openings_is_proposed_for_no_other(
    ledger: LedgerState | None, row: Record, slates: tuple[bool, bool]
) -> None:
    """By their page or the Alerts column: they stay on the slates of what we wrote about, and on no other."""
    plan = plan_of([row, BO], ledger)
    assert tuple(ANA["email"] in slate(plan, req) for req in ("req-1", "req-2")) == slates
    assert plan.slates.left_out["req-2"] == LeftOut(int(not slates[1]))
    explained = explain_pair(plan.book, str(ANA["email"]), "REQ-2", TODAY)
    assert (explained.excluded is None) == slates[1]
    if explained.excluded:
        assert words(explained.excluded) == "Wants to hear only about the openings we wrote to them about"


AGREED = {"region": "EU", "consent_basis": "consent", "consent_on": "2026-06-01"}


@pytest.mark.parametrize(
    ("cells", "words_of_it"),
    [
        ({"region": "EU"}, "Consent basis is empty: ask whether you may keep them, or remove the row"),
        ({**AGREED, "consent_on": None}, "Consent on is empty: type the day they agreed"),
        ({**AGREED, "consent_on": "2025-01-10"}, "Consent ran out on 2026-01-10: ask again, or remove the row"),
        (AGREED, ""),
        ({"region": "US"}, ""),
        ({"region": ""}, ""),
    ],
)
def test_without_a_basis_nobody_is_matched(cells: Record, words_of_it: str) -> None:
    """Where the region asks for a basis, a candidate without one is on no slate; each requisition counts them apart."""
    weak = {**BO, **cells, "email": "weak@mail.example", "title": "Nurse", "skills": "First aid"}
    plan = plan_of([{**ANA, "hired_on": "2026-10-01"}, {**BO, **cells}, weak])
    more = "1 would fit, but is excluded"
    one = "No match yet; " + more + "; 1 would fit, but there is no basis to contact them"
    shown = one if words_of_it else f"1. Bo Li 100 Strong; {more}"
    assert plan.publication.columns[REQUISITIONS]["req-1"]["BP Slate"] == shown
    assert plan.slates.left_out["req-1"] == LeftOut(1, int(bool(words_of_it)))
    why = explain_pair(plan.book, "bo@mail.example", "REQ-1", TODAY).excluded
    assert (words(why) if why else "") == words_of_it


def test_without_a_basis_only_the_question_of_consent_is_due() -> None:
    """A consent that ended is followed up, so that they can be asked; keeping warm and matches are not."""
    over = {**BO, **AGREED, "consent_on": "2025-01-10", "revisit_on": "2026-11-01"}
    asked = {**over, "email": "asked@mail.example", "consent_basis": None, "consent_on": None}
    cells = plan_of([over, asked]).publication.columns["Candidates"]
    found = [(cells[key]["BP Next follow-up"], cells[key]["BP Follow-up reason"]) for key in sorted(cells)]
    assert found == [
        (None, "None: consent basis is empty: ask whether you may keep them, or remove the row"),
        ("2026-09-01", "Consent ran out on 2026-01-10: ask whether you may keep them"),
    ]


@pytest.mark.parametrize(
    ("cells", "words_of_it", "left_out"),
    [
        ({"do_not_contact": "yes"}, "Do not contact (the same person's row P-2)", LeftOut(2)),
        ({"region": "EU"}, "Consent basis is empty: ask whether you may keep them, or remove the row", LeftOut(0, 2)),
        ({}, "", LeftOut()),
    ],
)
def test_the_strictest_row_of_a_person_counts(cells: Record, words_of_it: str, left_out: LeftOut) -> None:
    """Do-not-contact and consent hold for all rows of a person, not only for the one where they stand."""
    rows = [{**ANA, "candidate_id": "P-1"}, {**ANA, "candidate_id": "P-2", "email": "Ana+jobs@mail.example", **cells}]
    plan = plan_of(rows)
    why = explain_pair(plan.book, "P-1", "REQ-1", TODAY).excluded
    assert (words(why) if why else "").startswith(words_of_it)
    assert plan.slates.left_out["req-1"] == left_out
    assert len(slate(plan)) == (0 if words_of_it else 2)
