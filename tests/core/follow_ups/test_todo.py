"""The items that need attention today, from the real schedule, whose reasons must be recognised."""

from datetime import UTC, datetime, timedelta

import pytest

from automation.core.follow_ups.schedule import schedule
from automation.core.follow_ups.todo import Need, Urgency, needs, of_owner
from automation.core.ledger.events import PAGE, Answer, Event
from automation.core.ledger.persons import History
from automation.core.ledger.state import LedgerState
from automation.core.model import MatchFrame
from tests.core.small_workbooks import ANA, PLATFORM, TODAY, Record, assembled, planned, tabs

CLERK: Record = {"title": "Clerk", "level": "Junior", "skills": "Filing", "revisit_on": None}


def found(person: Record, *roles: Record, state: LedgerState | None = None) -> list[Need]:
    plan = planned(tabs([person], roles))
    return needs(
        plan.book, plan.slates.matches, plan.follow_ups, History(plan.history.persons, state or LedgerState()), TODAY
    )


def back(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


@pytest.mark.parametrize(
    ("cells", "urgency"),
    [
        ({"promised": "A word", "promised_by": back(1)}, Urgency.PROMISE),
        ({"promised_by": back(1)}, Urgency.PROMISE),
        ({"region": "EU", "consent_basis": "consent", "consent_on": "2024-12-01"}, Urgency.CONSENT),
        ({"revisit_on": back(1)}, Urgency.STATED),
        ({"revisit_on": back(1), "shelve_reason": "Location"}, Urgency.STATED),
        ({"shelved_on": back(400)}, Urgency.OTHER),
    ],
)
def test_each_kind_of_follow_up_is_recognised(cells: Record, urgency: Urgency) -> None:
    """A reason, as the cadence words it, shows which kind of follow-up is due."""
    assert [need.urgency for need in found(ANA | CLERK | cells)] == [urgency]


def test_a_new_strong_match_and_an_unchecked_requisition() -> None:
    """The match comes before looking in the pocket; once checked, only the match is left."""
    person = ANA | {"revisit_on": None}
    assert [need.urgency for need in found(person, PLATFORM)] == [Urgency.STRONG, Urgency.CHECK]
    assert [need.urgency for need in found(person, PLATFORM | {"pocket_checked_on": back(2)})] == [Urgency.STRONG]


def test_an_empty_slate_needs_no_check() -> None:
    """A requisition with an empty slate asks for no check; tomorrow's follow-up asks for nothing."""
    assert not found(ANA | CLERK | {"revisit_on": back(-1)}, PLATFORM | {"location": "Oslo", "level": "VP"})


def test_an_unknown_message_comes_after_promises() -> None:
    """A promise that is due comes before a message of unknown delivery, which comes before looking in the pocket."""
    state, at = LedgerState(), datetime(2026, 11, 20, 9, tzinfo=UTC)
    for name in ("queued", "sending", "unknown"):
        state.apply([Event(at, name, "m1", "ana@mail.example", ("REQ-1",), "first note", "Dana")])
    promise, unknown, *_ = found(ANA | CLERK | {"promised_by": back(9)}, PLATFORM, state=state)
    assert promise.urgency is Urgency.PROMISE
    assert (unknown.urgency, unknown.candidate, unknown.owner) == (Urgency.UNKNOWN, "ana@mail.example", "Dana")


@pytest.mark.parametrize(
    ("answer", "urgency"),
    [
        (Answer.INTERESTED, [Urgency.ANSWER, Urgency.PROMISE]),
        (Answer.REPLIED, [Urgency.ANSWER, Urgency.PROMISE]),
        (Answer.HARD_BOUNCE, [Urgency.PROMISE]),
    ],
)
def test_a_reply_comes_before_promises(answer: Answer, urgency: list[Urgency]) -> None:
    """Candidates who are interested or replied come first, before what was promised to others."""
    other = CLERK | {"name": "Ben", "email": "ben@mail.example", "shelved_on": back(30), "promised_by": back(9)}
    state, at = LedgerState(), datetime(2026, 11, 20, 9, tzinfo=UTC)
    state.apply([Event(at, "sent", "m1", "ana@mail.example", ("REQ-1",), "first note", "Dana")])
    state.apply([Event(at + timedelta(hours=1), answer, "m1", "ana@mail.example", ("REQ-1",), by=PAGE, message_id="1")])
    workbook = assembled(tabs([ANA | {"revisit_on": None}, other], []), state)
    matches = MatchFrame(planned(tabs([], [])).slates.matches)
    plans = schedule(workbook, matches, {})
    assert [need.urgency for need in needs(workbook.book, matches, plans, workbook.history, TODAY)] == urgency


def test_an_owner_sees_their_own() -> None:
    """Names are compared without regard to case; without an owner all owners' follow-ups are shown."""
    mine = found(ANA, PLATFORM | {"recruiter": "Lee"})
    assert {need.owner for need in mine} == {"Dana Reyes", "Lee"}
    assert {need.owner for need in of_owner(mine, "dana REYES")} == {"Dana Reyes"}
    assert of_owner(mine, "") == mine
