from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core.matching.blocker import Ask, Fact, Now, Then
from automation.core.matching.blocker_words import now_words, words
from automation.core.matching.blocker_words import question as question_of
from automation.core.matching.case import similar_requisitions
from automation.core.model import BlockerState, Cell, each_row
from automation.core.reasons import Reason, ReasonKind
from tests.core.small_workbooks import CELLS, ROLES, TODAY, Record, blocker, explained, read

CLEARED, STANDING, UNKNOWN, NONE = BlockerState.CLEARED, BlockerState.STANDING, BlockerState.UNKNOWN, BlockerState.NONE
FORMER = {"req_id": "REQ-1", "title": "Data Engineer", "family": "Data", "level": "Senior", "status": "Filled"}
NEW = {"req_id": "REQ-2", "title": "Data Engineer", "family": "Data", "level": "Senior"}


def state(reason: str, role: Record, *others: Record, today: date = TODAY, **person: Cell) -> BlockerState:
    """Where a reason stands for a requisition."""
    row = {"shelved_on": "2026-03-01", "shelve_reason": reason, **person}
    return blocker(row, role, *others, today=today).state


@pytest.mark.parametrize("reason", ["Lost to another finalist", "Headcount frozen", "Req cancelled"])
@pytest.mark.parametrize(
    ("new", "cleared"),
    [
        (NEW, True),
        ({**NEW, "title": "Analytics Person"}, True),
        ({**NEW, "family": "Nursing", "title": "Nurse"}, False),
        ({**NEW, "level": "VP"}, False),
    ],
)
def test_the_role_that_went_away_is_back(reason: str, new: Any, cleared: Any) -> None:
    """Reasons about the role are cleared by an open role of the same family and level, and by no other."""
    assert (state(reason, new, FORMER, shelved_from="REQ-1") is CLEARED) is cleared


@pytest.mark.parametrize("reason", ["Lost to another finalist", "Headcount frozen", "Req cancelled"])
def test_the_very_same_role_is_back(reason: str) -> None:
    """The requisition it was then, open again, clears it."""
    assert state(reason, {**FORMER, "status": "Open"}, shelved_from="req-1 ") is CLEARED


@pytest.mark.parametrize("former", ["Data Engineer", "REQ 1", "REQ-1 – Data Engineer", "#1"])
def test_the_former_requisition_may_be_named_in_any_way(former: str) -> None:
    """Systems export its title, and people type both; the reason names its ID."""
    new = {**NEW, "title": "Analytics Person"}
    found = blocker({"shelve_reason": "Req cancelled", "shelved_from": former}, new, FORMER)
    assert (found.state, found.then and found.then.former) == (CLEARED, "REQ-1")


@pytest.mark.parametrize("reason", ["Lost to another finalist", "Headcount frozen", "Req cancelled"])
@pytest.mark.parametrize("former", [None, "REQ-404"])
def test_an_unknown_former_requisition_is_unknown(reason: str, former: Any) -> None:
    """Without the requisition of that time, it is unknown whether this one is like it."""
    assert state(reason, NEW, FORMER, shelved_from=former) is UNKNOWN


@pytest.mark.parametrize(
    ("one", "other", "similar"),
    [
        ({}, {}, True),
        ({}, {"title": "Sr. Data Engineer (m/f/d)", "family": None}, True),
        ({}, {"title": "Nurse"}, True),
        ({}, {"title": "Nurse", "family": "Care"}, False),
        ({}, {"title": "Nurse", "family": "Care", "feeders": "REQ-7, req-1"}, True),
        ({}, {"level": "Lead or Staff"}, True),
        ({}, {"level": "Director"}, False),
        ({}, {"feeders": "REQ-1", "level": "Intern"}, False),
        ({}, {"level": None}, True),
    ],
)
def test_similar_requisitions(one: Any, other: Any, similar: Any) -> None:
    """Similar is a feeder, the same family, or nearly the same title, and at most one level apart."""
    rows = list(each_row(read([], [{**FORMER, **one}, {**NEW, **other}]).requisitions))
    assert similar_requisitions(*rows) is similar
    assert similar_requisitions(*reversed(rows)) is similar


@pytest.mark.parametrize(
    ("pay", "top", "expected"),
    [
        ("120k USD", "130k USD", CLEARED),
        ("120k USD", "120k USD", CLEARED),
        ("120k USD", "119k USD", STANDING),
        ("120k USD", "130k EUR", UNKNOWN),
        ("120k", "130k USD", UNKNOWN),
        (None, "130k USD", UNKNOWN),
        ("120k USD", None, UNKNOWN),
    ],
)
def test_pay_too_high(pay: Any, top: Any, expected: BlockerState) -> None:
    """Cleared when the band's top reaches the expectation in the same currency."""
    assert state("Pay too high", {"pay_max": top}, pay=pay) is expected


@pytest.mark.parametrize(
    ("role", "person", "expected"),
    [
        ({"remote": "remote"}, {}, CLEARED),
        ({"remote": "remote", "location": "Paris"}, {"location": "Porto"}, CLEARED),
        ({"remote": "remote"}, {"location": "Porto, office only"}, STANDING),
        ({"remote": "remote"}, {"remote_ok": "no"}, STANDING),
        ({"remote": "onsite", "location": "Lisbon"}, {"location": "ex-Lisbon, now Porto"}, STANDING),
        ({"remote": "onsite", "location": "Lisbon"}, {"location": "Lisbon or Porto"}, CLEARED),
        ({"remote": "onsite", "location": "Lisbon"}, {"location": "Lisbon, Portugal"}, CLEARED),
        ({"remote": "hybrid", "location": "Lisbon"}, {"location": "Porto", "remote_ok": "yes"}, CLEARED),
        ({"remote": "hybrid", "location": "Lisbon"}, {"location": "Porto", "remote_ok": "no"}, STANDING),
        ({"remote": "onsite", "location": "Lisbon"}, {"location": "Porto", "remote_ok": "yes"}, STANDING),
        ({"remote": "onsite", "location": "Lisbon"}, {}, UNKNOWN),
        ({"remote": "onsite"}, {"location": "Porto"}, UNKNOWN),
        ({"remote": "remote"}, {"location": "Porto", "remote_ok": "no"}, STANDING),
        ({"remote": "remote", "location": "Porto"}, {"location": "Porto", "remote_ok": "no"}, CLEARED),
    ],
)
def test_location(role: Record, person: Record, expected: BlockerState) -> None:
    """Cleared by remote work, unless they do not want that, the same place, or Remote OK with hybrid work."""
    assert state("Location", role, **person) is expected


@pytest.mark.parametrize(
    ("reason", "mine", "asked", "expected"),
    [
        ("Too senior", "Senior", "Senior", CLEARED),
        ("Too senior", "Senior", "Mid", STANDING),
        ("Too senior", None, "Senior", UNKNOWN),
        ("Too senior", "Senior", None, UNKNOWN),
        ("Too junior", "Mid", "Mid", CLEARED),
        ("Too junior", "Mid", "Senior", STANDING),
        ("Too junior", None, "Mid", UNKNOWN),
        ("Too junior", "Mid", None, UNKNOWN),
    ],
)
def test_levels(reason: str, mine: Any, asked: str, expected: BlockerState) -> None:
    """Cleared when the requisition's level is the candidate's."""
    assert state(reason, {"level": asked}, level=mine) is expected


@pytest.mark.parametrize(
    ("shelved_on", "expected"), [("2024-11-01", CLEARED), ("2025-01-01", STANDING), (None, STANDING)]
)
def test_too_junior_is_cleared_by_years(shelved_on: Any, expected: BlockerState) -> None:
    """After two years a candidate counts as one level higher, and the level is to be confirmed."""
    row = {"shelve_reason": "Too junior", "shelved_on": shelved_on, "level": "Mid"}
    found = blocker(row, {"level": "Senior"})
    assert found.state is expected
    assert bool(found.ask) is (expected is CLEARED)


@pytest.mark.parametrize(
    ("must", "person", "expected"),
    [
        ("Golang", {"reason_detail": "Kafka"}, CLEARED),
        ("Golang, Kafka", {"reason_detail": "Kafka"}, STANDING),
        ("Golang, Kafka", {"reason_detail": "lacked Kafka", "skills": "Apache Kafka"}, CLEARED),
        ("Golang, Kafka", {"reason_detail": "Strong in Golang, but lacked Kafka", "skills": "Kafka"}, CLEARED),
        ("Golang", {"reason_detail": "Kafka missing, Golang good"}, CLEARED),
        ("Golang", {"reason_detail": "No Kafka, strong Golang"}, CLEARED),
        ("Golang", {"reason_detail": "Strong Golang"}, UNKNOWN),
        ("Golang", {"reason_detail": "Terraform was needed; Golang fine"}, CLEARED),
        ("Golang, Kafka", {"shelved_from": "REQ-1", "skills": "Golang"}, STANDING),
        ("Golang", {"shelved_from": "REQ-1", "skills": "Golang"}, CLEARED),
        ("Golang, Kafka", {"skills": "Golang"}, UNKNOWN),
        # A row without skills does not say what is missing.
        ("Golang, Kafka", {"shelved_from": "REQ-1"}, UNKNOWN),
        # As scores compare them: alternatives, and the title as one more skill.
        ("Golang, Kafka or RabbitMQ", {"reason_detail": "lacked Kafka", "skills": "Golang"}, STANDING),
        ("Golang, Kafka or RabbitMQ", {"reason_detail": "lacked Kafka", "skills": "RabbitMQ"}, CLEARED),
        ("Kafka", {"reason_detail": "lacked Kafka", "skills": "Golang", "title": "Kafka Engineer"}, CLEARED),
        ("Golang, Kafka", {"reason_detail": "lacked Kafka", "skills": "no experience with Kafka so far"}, STANDING),
        ("Golang, Kafka", {"reason_detail": "lacked Kafka", "skills": "keen to learn Kafka"}, STANDING),
        ("Golang, Kafka", {"reason_detail": "lacked Kafka", "skills": "learning Kafka"}, UNKNOWN),
        ("Golang, Kafka", {"reason_detail": "lacked Kafka", "skills": "Kafka? to be checked"}, UNKNOWN),
    ],
)
def test_skill_gap(must: Any, person: Record, expected: BlockerState) -> None:
    """Cleared when the missing skill is not asked for, or the row now lists it; never by "no Kafka"."""
    former = {**FORMER, "must": "Golang, Kafka"}
    assert state("Skill gap", {**NEW, "must": must}, former, **person) is expected


@pytest.mark.parametrize(
    ("revisit_on", "expected"),
    [("2026-11-22", CLEARED), ("2026-01-01", CLEARED), ("2026-11-23", STANDING), (None, UNKNOWN)],
)
def test_timing(revisit_on: Any, expected: BlockerState) -> None:
    """Cleared on the day they named."""
    assert state("Timing", NEW, revisit_on=revisit_on) is expected


@pytest.mark.parametrize(
    ("sponsors", "mine", "expected"),
    [
        ("yes", "needs sponsorship", CLEARED),
        ("no", "citizen", CLEARED),
        ("no", "needs sponsorship", STANDING),
        (None, None, UNKNOWN),
    ],
)
def test_work_authorisation(sponsors: Any, mine: Any, expected: BlockerState) -> None:
    """Cleared when the requisition sponsors, or the row says they may work now."""
    assert state("Work authorisation", {"sponsors": sponsors}, work_authorisation=mine) is expected


@pytest.mark.parametrize(("reason", "days"), [("Declined offer", 180), ("Withdrew", 180), ("Failed assessment", 365)])
def test_time_clears_and_a_person_confirms(reason: str, days: int) -> None:
    """Cleared on the day the setting names, not before, and there is something to confirm first."""
    shelved = TODAY - timedelta(days=days)
    row = {"shelve_reason": reason, "shelved_on": shelved}
    assert blocker(row, NEW).state is CLEARED
    assert blocker(row, NEW).ask
    assert blocker(row, NEW, today=TODAY - timedelta(days=1)).state is STANDING
    assert blocker({**row, "shelved_on": None}, NEW).state is UNKNOWN


@pytest.mark.parametrize(
    ("reason", "setting"),
    [("Withdrew", "Declined or withdrew: clear after"), ("Failed assessment", "Failed assessment: clear after")],
)
def test_the_days_are_a_setting(reason: str, setting: Any) -> None:
    """The waiting time is what Settings says."""
    row = {"shelve_reason": reason, "shelved_on": "2026-10-01"}
    assert explained(row, NEW, Settings=[["Name", "Value"], [setting, 30]]).blocker.state is CLEARED


@pytest.mark.parametrize("reason", ["Other", None, "vibes"])
def test_no_reason_needs_a_person(reason: str) -> None:
    """Other and blank are unknown, and say whom to ask."""
    found = blocker({"shelve_reason": reason, "shelved_on": "2025-05-01", "owner": "Dana"}, NEW)
    assert found.state is UNKNOWN
    assert (words(found.then), now_words(found)) == ("No known reason in 2025", "ask Dana before you write")


@pytest.mark.parametrize(
    ("reason", "cells", "role", "question"),
    [
        ("Work authorisation", {}, {}, "Work authorisation: ask"),
        ("Pay too high", {}, {"pay_max": "90k EUR"}, "Pay too high in March 2026: ask what they expect"),
        (
            "Pay too high",
            {"pay": "90k"},
            {"pay_max": "90k EUR"},
            "Pay too high (expects 90k) in March 2026: ask in which currency",
        ),
        (
            "Pay too high",
            {"pay": "90k USD"},
            {"pay_max": "90k EUR"},
            "Pay too high (expects 90k USD) in March 2026: ask what they expect in EUR",
        ),
        (
            "Pay too high",
            {"pay": "90k EUR"},
            {},
            "Pay too high (expects 90k EUR) in March 2026: ask what this one pays",
        ),
        ("Location", {}, {"location": "Berlin"}, "Location in March 2026: ask whether the place works"),
        ("Too senior", {}, {"level": "Mid"}, "Too senior in March 2026: ask what level they are"),
        ("Too junior", {"level": "Mid"}, {"level": None}, "Too junior in March 2026: ask what level this one is"),
        ("Skill gap", {}, {}, "Skill gap in March 2026: ask which skill was missing"),
        ("Timing", {}, {}, "Not the right time in March 2026: ask whether the time is right"),
        ("Lost to another finalist", {}, {}, "Runner-up in March 2026: ask whether it is the same role as then"),
        ("Withdrew", {"shelved_on": None}, {}, "Withdrew: ask whether they are interested now"),
        ("Failed assessment", {"shelved_on": None}, {}, "Failed the assessment: ask for a new assessment"),
        (None, {"owner": "Dana"}, {}, "No known reason in 2026: ask Dana before you write"),
        ("Other", {"reason_detail": "Cold feet"}, {}, "Other: Cold feet: find out before you write"),
    ],
)
def test_an_unknown_blocker_is_a_question(reason: str | None, cells: Record, role: Record, question: str) -> None:
    """What may stand in the way is asked in the gaps and before the first contact; it is no reason why now."""
    row = {"shelve_reason": reason, "shelved_on": "2026-03-01", **cells}
    found = explained(row, {**NEW, "level": "Senior", **role})
    assert (found.blocker.state, question_of(found.blocker)) == (UNKNOWN, question)
    assert question in found.gaps
    assert words(found.blocker.ask).lower() in found.confirm_first.lower()
    assert not found.why_now
    assert len(found.confirm_first.split(";")) == len(set(found.confirm_first.split(";")))


def test_conduct_excludes() -> None:
    """Nothing clears conduct."""
    explanation = explained({"shelve_reason": "Conduct"}, NEW)
    assert explanation.excluded == Reason(ReasonKind.CONDUCT)
    assert words(explanation.blocker.then).startswith("Conduct")


def test_the_sentence_names_values_of_the_row() -> None:
    """The sentence names the requisition, the month and the amounts of the row."""
    row = {"shelve_reason": "Pay too high", "shelved_on": "2026-03-09", "shelved_from": "REQ-1", "pay": "120k USD"}
    found = blocker(row, {**NEW, "pay_max": "130k USD"})
    assert words(found.then) == "Pay too high (expects 120k USD) for REQ-1 in March 2026"
    assert now_words(found) == "this salary range ends at 130k USD"


REASONS = (
    "Lost to another finalist",
    "Pay too high",
    "Location",
    "Too senior",
    "Too junior",
    "Skill gap",
    "Timing",
    "Headcount frozen",
    "Req cancelled",
    "Work authorisation",
    "Declined offer",
    "Withdrew",
    "Failed assessment",
    "Conduct",
    "Other",
    None,
)
EVIDENCE = ("shelved_on", "shelved_from", "reason_detail", "revisit_on", "level", "pay", "location", "skills", "title")


@given(st.sampled_from(REASONS), st.fixed_dictionaries(dict.fromkeys(EVIDENCE, CELLS)), ROLES)
def test_every_reason_can_be_judged_on_any_row(reason: str, evidence: Any, role: Record) -> None:
    """For any row a reason has a state, and the former situation is stated."""
    found = blocker({**evidence, "shelve_reason": reason}, role, FORMER | {"req_id": "REQ-0"})
    assert found.state in {CLEARED, STANDING, UNKNOWN, NONE}
    assert words(found.then)


@given(st.sampled_from(REASONS), st.dates(date(2026, 11, 22), date(2030, 1, 1)))
def test_time_never_brings_a_blocker_back(reason: str, day: date) -> None:
    """What is cleared stays cleared, if only the calendar moves."""
    row = {"shelve_reason": reason, "shelved_on": "2026-03-01", "revisit_on": "2027-03-01", "level": "Mid"}
    book = read([{"name": "Bo", "email": "bo@x.example", **row}], [])
    assert len(book.candidates) == 1
    before, after = (blocker(row, {**NEW, "remote": "onsite"}, today=on).state for on in (TODAY, day))
    assert before is not CLEARED or after is CLEARED


def test_every_fact_has_words() -> None:
    """Each kind can be put into words, whichever facts the row has."""
    for kind in (*Then, *Now, *Ask):
        assert words(Fact(kind)) or kind is Then.SAID_NO
        assert words(Fact(kind, "this", "that", TODAY, 2, "REQ-1"))
