"""Candidates whom a recruiter passed on, and slates."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from automation.core.matching.matcher import explain_everywhere, explain_pair
from automation.core.matching.slates import build_slates
from automation.core.model import each_row
from automation.core.reason_words import words
from automation.core.schema import BP_ACTIONS
from automation.core.tabs.previous_run import Published
from automation.core.workbook.action_log import Kind
from automation.core.workbook.action_rows import rows_for
from automation.store.memory import MemoryStore
from tests.core.small_workbooks import ANA, PLATFORM, ROLES, TODAY, people, read, run, tabs
from tests.core.workbook.test_action_log import did


def slate(matches: Any) -> list[tuple[str, float, int]]:
    return [(row.candidate_key, row.score, row.rank) for row in each_row(matches)]


@given(people(), ROLES, st.data())
def test_a_passed_candidate_counts_as_absent_from_the_slate(crowd: Any, role: Any, data: st.DataObject) -> None:
    """Without a candidate who is passed on, the slate is the same as if they were not there."""
    names = [person["email"] for person in crowd]
    passed = data.draw(st.sets(st.sampled_from(names)))
    some = build_slates(read(crowd, [role]), Published(), TODAY, {("req-1", name): did(Kind.PASSED) for name in passed})
    rest = [person for person in crowd if person["email"] not in passed]
    without = build_slates(read(rest, [role]), Published(), TODAY)
    assert sorted(slate(some.matches)) == sorted(slate(without.matches))


def test_passing_is_no_loss_and_is_remembered() -> None:
    """The run does not take it for damage, and the pair keeps the day it was first seen."""
    store = MemoryStore(tabs([ANA, {**ANA, "email": "bo@mail.example"}], [PLATFORM]))
    run(store)
    passed = did(Kind.PASSED, detail="No")
    store.append(BP_ACTIONS, rows_for([passed], {}), store.read().version)
    # The row lost what earned points, too.
    store.tabs["Candidates"][1][store.tabs["Candidates"][0].index("Skills")] = "Excel"
    plan = run(store)
    assert (plan.slates.lost, set(plan.slates.matches["candidate_key"])) == (0, {"bo@mail.example"})
    assert ("req-1", "ana@mail.example") in plan.slates.pairs


def test_a_candidate_passed_on_can_still_be_explained() -> None:
    """Every candidate has all points, on the slate or not, best first over all open requisitions."""
    other = {**PLATFORM, "req_id": "REQ-2", "must": "Excel"}
    book = read([ANA], [other, PLATFORM])
    passed = {("req-1", "ana@mail.example"): did(Kind.PASSED, detail="Wants to lead")}
    found = explain_everywhere(book, "ana@mail.example", TODAY, passed)
    assert [said.requisition for said in found] == ["REQ-1", "REQ-2"]
    assert found[0] == explain_pair(book, "ana@mail.example", "REQ-1", TODAY, passed)
    reasons = [words(one.excluded) if one.excluded else "" for one in found]
    assert reasons == ["Passed on by Dana on 2026-11-22: Wants to lead", ""]
