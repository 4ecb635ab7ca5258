"""No thanks to one requisition, with a reason: what it means for similar ones."""

from datetime import date

import pytest

from automation.core.ledger.events import Answer, Event, State, Why
from automation.core.ledger.state import LedgerState
from automation.core.matching import blocker_words
from automation.core.matching.matcher import explain_pair
from automation.core.model import Cell
from automation.core.reason_words import words
from tests.core.matching.test_left_out import BO, OTHER, THEN, plan_of, slate
from tests.core.small_workbooks import ANA, PLATFORM, TODAY, Record, assembled, tabs

SIMILAR = {**OTHER, "req_id": "REQ-2"}
ELSEWHERE = {**SIMILAR, "location": "Berlin"}
NURSE = {**SIMILAR, "title": "Nurse", "must": "First aid"}


def said(*replies: tuple[Answer, str], req: str = "REQ-1") -> LedgerState:
    """A ledger in which Ana replied so about a requisition, in this order."""
    sent = Event(THEN, State.SENT, "s0", "ana@mail.example", (req,), "first note", "Dana")
    heard = [
        Event(THEN, what, "s0", "ana@mail.example", (req,), by="page", subject=value, message_id=f"a{number}")
        for number, (what, value) in enumerate(replies)
    ]
    ledger = LedgerState()
    ledger.apply([sent, *heard])
    return ledger


@pytest.mark.parametrize(
    ("why", "other", "state", "gaps"),
    [
        (Why.PAY, SIMILAR, "standing", "(pay); this salary range ends at 100k EUR"),
        (Why.PAY, {**SIMILAR, "pay_max": "120k"}, "cleared", ""),
        (Why.PAY, {**SIMILAR, "pay_max": None, "pay_min": None}, "unknown", "(pay): ask what they expect"),
        (Why.PLACE, SIMILAR, "standing", "(place); this one is in Lisbon"),
        (Why.PLACE, ELSEWHERE, "cleared", ""),
        (Why.PLACE, {**SIMILAR, "remote": "remote"}, "cleared", ""),
        (Why.ROLE, SIMILAR, "standing", "(role); this one is similar"),
        (Why.ROLE, NURSE, "cleared", ""),
        (Why.TIMING, SIMILAR, "unknown", "(timing): ask whether the time is right"),
        (Why.OTHER, SIMILAR, "unknown", "(other): ask what stood in the way"),
    ],
)
def test_the_reason_is_a_blocker_for_similar_requisitions(why: Why, other: Record, state: str, gaps: str) -> None:
    """Each reason clears as its shelve reason would; a requisition that is not similar is not concerned."""
    book = assembled(tabs([ANA], [PLATFORM, other]), said((Answer.NO_THANKS, ""), (Answer.NO_THANKS, why))).book
    found = explain_pair(book, "ana@mail.example", "REQ-2", TODAY)
    assert found.blocker.state == state
    begins = "aid no thanks to REQ-1 in November 2026 "
    assert (begins in found.gaps) is bool(gaps)
    assert gaps in found.gaps


@pytest.mark.parametrize(
    ("why", "cells", "then"),
    [
        (Why.ROLE, {}, "Said no thanks to REQ-1 in November 2026 (role)"),
        (Why.TIMING, {"shelve_reason": "Pay too high", "pay": "150k EUR"}, "Pay too high"),
        (Why.PLACE, {"shelve_reason": "Other"}, "No known reason in 2026"),
    ],
)
def test_the_strictest_blocker_counts(why: Why, cells: dict[str, Cell], then: str) -> None:
    """A reason that is cleared or a question does not hide a shelve reason that still stands, nor the other way."""
    book = assembled(tabs([{**ANA, **cells}], [PLATFORM, ELSEWHERE]), said((Answer.NO_THANKS, why))).book
    assert blocker_words.words(explain_pair(book, "ana@mail.example", "REQ-2", TODAY).blocker.then).startswith(then)


def test_the_reason_is_shown_and_kept() -> None:
    """`explain` names it, a later no without a reason keeps it, and a later interest takes both back."""
    once = said((Answer.NO_THANKS, Why.PAY), (Answer.NO_THANKS, ""))
    why = explain_pair(plan_of([ANA], once).book, "ana@mail.example", "REQ-1", TODAY).excluded
    assert why
    assert words(why) == "They said no thanks to REQ-1 on 2026-11-20 (pay)"
    after = said((Answer.NO_THANKS, Why.PAY), (Answer.INTERESTED, ""))
    found = explain_pair(plan_of([ANA], after).book, "ana@mail.example", "REQ-2", TODAY)
    assert (found.excluded, found.blocker.state) == (None, "cleared")


def test_not_now_keeps_them_off_that_slate_until_then() -> None:
    """Before the day they are on the slates of other openings only, with a blocker; from the day on they are back."""
    ledger = said((Answer.NOT_NOW, "2027-03"))
    plan = plan_of([ANA, BO], ledger)
    assert (slate(plan), "ana@mail.example" in slate(plan, "req-2")) == (["bo@mail.example"], True)
    why = explain_pair(plan.book, "ana@mail.example", "REQ-1", TODAY).excluded
    assert why
    assert words(why) == "They asked us to wait until March 2027"
    assert explain_pair(plan.book, "ana@mail.example", "REQ-2", TODAY).blocker.state == "standing"
    assert explain_pair(plan.book, "ana@mail.example", "REQ-1", date(2027, 3, 1)).excluded is None
