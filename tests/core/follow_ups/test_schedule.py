from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core.follow_ups.schedule import add_working_days, due, schedule
from automation.core.ledger.events import Answer, Event, State
from automation.core.ledger.state import LedgerState
from automation.core.matching.slates import build_slates
from automation.core.model import each_row
from automation.core.reason_words import why_due
from automation.core.tabs.previous_run import Published
from automation.core.workbook.action_log import Action, Kind
from automation.core.workbook.action_state import ActionState, fold
from tests.core.small_workbooks import ANA, PLATFORM, TODAY, Record, assembled, tabs

# Shelved two months ago, nothing else to do but to keep warm.
CALM = {
    "name": "Bo Li",
    "email": "bo@mail.example",
    "shelved_on": "2026-09-01",
    "shelve_reason": "Too junior",
    "owner": "Dana",
}
FIT = {**ANA, **CALM, "level": "Senior", "revisit_on": None}


def sent(*days: str, key: str = "bo@mail.example", state: str = "sent") -> LedgerState:
    """What the ledger says after messages on some days, about two openings each."""
    ledger = LedgerState()
    for day in days:
        at = datetime.fromisoformat(f"{day}T09:00:00+00:00")
        ledger.apply([Event(at, State(state), f"s{day}", key, ("REQ-1", "REQ-2"), "first note", "Dana")])
    return ledger


def said(plan: Any) -> Any:
    """A row of the follow-ups, its reason as the sheet says it."""
    return plan._replace(reason=why_due(plan.reason))


def follow_up(person: Record = CALM, roles: Sequence[Record] = (), outreach: LedgerState | None = None) -> Any:
    """The next follow-up of one person; matches of today are new."""
    workbook = assembled(tabs([person], list(roles)), outreach)
    slates = build_slates(workbook.book, Published(), TODAY)
    return said(next(each_row(schedule(workbook, slates.matches, slates.pairs))))


def test_untouched_people_are_kept_warm() -> None:
    """Without anything else, the follow-up is 180 days after they were shelved."""
    assert follow_up().on == date(2027, 2, 28)
    assert follow_up({**CALM, "last_contact": "2026-10-01"}).on == date(2027, 3, 30)


@pytest.mark.parametrize(
    ("messages", "on"),
    [
        (["2026-11-13"], date(2026, 11, 20)),
        (["2026-11-02", "2026-11-13"], date(2026, 12, 1)),
    ],
)
def test_unanswered_messages_are_followed_by_working_days(messages: Any, on: date) -> None:
    """The second touch comes 5 working days after the first, the third 12 after the second."""
    assert follow_up(outreach=sent(*messages)).on == on


def test_three_unanswered_messages_pause_follow_ups() -> None:
    """After three unanswered touches there is no follow-up until something changes."""
    plan = follow_up(outreach=sent("2026-10-01", "2026-10-10", "2026-10-20"))
    assert (plan.on, plan.unanswered) == (None, 3)
    assert "without a reply: paused" in plan.reason


@pytest.mark.parametrize(
    ("change", "on"),
    [
        ({"revisit_on": "2027-01-15"}, date(2027, 1, 15)),
        ({"promised": "Call", "promised_by": "2026-12-01"}, date(2026, 12, 1)),
        ({"last_contact": "2026-11-01"}, date(2027, 4, 30)),
    ],
)
def test_a_change_resumes_paused_follow_ups(change: Any, on: date) -> None:
    """A date, a promise or a reply resumes the follow-ups of a paused candidate."""
    messages = sent("2026-10-01", "2026-10-10", "2026-10-20")
    assert follow_up({**CALM, **change}, outreach=messages).on == on


def test_a_new_strong_match_brings_the_retired_back() -> None:
    """A Strong match is something that changes."""
    messages = sent("2026-10-01", "2026-10-10", "2026-10-20")
    plan = follow_up(FIT, [PLATFORM], messages)
    assert (plan.on, plan.reason) == (TODAY, "New Strong match: REQ-1 Platform Engineer")


def test_a_reply_ends_the_count() -> None:
    """A candidate who replied after the last message does not count as unanswered."""
    plan = follow_up({**CALM, "last_contact": "2026-11-14"}, outreach=sent("2026-11-13"))
    assert (plan.unanswered, plan.last_touch) == (0, date(2026, 11, 14))


@pytest.mark.parametrize("state", ["queued", "sending", "deferred", "rejected", "cancelled"])
def test_only_a_sent_message_is_a_touch(state: str) -> None:
    """A message that was not sent does not count as unanswered."""
    assert follow_up(outreach=sent("2026-11-13", state=state)).last_touch is None


def test_one_message_about_several_openings_is_one_touch() -> None:
    """A message is one touch, however many openings it names; keys are compared without regard to case."""
    assert follow_up(outreach=sent("2026-11-13", key="BO@mail.example")).unanswered == 1


def test_a_message_that_may_have_arrived_is_a_touch() -> None:
    """A candidate without a known last contact is not followed up too soon."""
    assert follow_up(outreach=sent("2026-11-13", state="unknown")).last_touch == date(2026, 11, 13)


def test_a_promise_comes_on_its_day() -> None:
    """What we promised is due when we promised it, in the words of the row."""
    plan = follow_up({**CALM, "promised": "Send the JD", "promised_by": "2026-12-01"})
    assert (plan.on, plan.reason, plan.owner) == (date(2026, 12, 1), "Promised: Send the JD", "Dana")


def test_a_new_strong_match_comes_that_day() -> None:
    """A Strong match that is new since the last touch is due on the day it appeared."""
    assert follow_up(FIT, [PLATFORM]).on == TODAY
    assert follow_up({**FIT, "last_contact": TODAY}, [PLATFORM]).on == date(2027, 5, 21)


def test_a_new_strong_match_shows_where_keep_warm_is_overdue() -> None:
    """The reason names both, the match first; the earlier day stays, and so does what is due for longer."""
    overdue = {**FIT, "shelved_on": "2025-09-01", "last_contact": "2026-03-01"}
    plan = follow_up(overdue, [PLATFORM])
    assert (plan.on, plan.reason) == (
        date(2026, 8, 28),
        "New Strong match: REQ-1 Platform Engineer. Keep warm: last in contact 2026-03-01",
    )
    plan = follow_up(FIT, [PLATFORM], sent("2026-11-02"))
    assert (plan.on, plan.reason) == (
        date(2026, 11, 9),
        "New Strong match: REQ-1 Platform Engineer. No reply since 2026-11-02",
    )


@pytest.mark.parametrize(
    ("cells", "on", "first"),
    [
        ({"promised": "Call", "promised_by": "2026-11-02"}, date(2026, 11, 2), "Promised: Call"),
        (
            {"region": "EU", "consent_basis": "consent", "consent_on": "2025-12-10"},
            date(2026, 11, 10),
            "Consent runs out on 2026-12-10: ask whether you may keep them",
        ),
    ],
)
def test_a_new_strong_match_is_never_hidden(cells: Record, on: date, first: str) -> None:
    """A promise and consent come first, and the new match is named behind them."""
    plan = follow_up({**FIT, **cells}, [PLATFORM])
    assert (plan.on, plan.reason) == (on, f"{first}. New Strong match: REQ-1 Platform Engineer")


def test_a_match_that_is_not_due_is_not_named() -> None:
    """A snoozed match waits, although something else is due; so does every match while their own date is ahead."""
    snoozed = acting(Kind.SNOOZED, value="2026-12-20")
    assert planned(snoozed, promised="Call", promised_by="2026-11-25").reason == "Promised: Call"
    assert "Strong" not in follow_up({**FIT, "revisit_on": "2026-11-25"}, [PLATFORM]).reason


def test_a_shelving_counts_as_a_contact() -> None:
    """The cadence counts from the shelving, what was due before it is over, and messages before it were answered."""
    again = {**CALM, "shelved_on": "2026-11-01", "last_contact": "2025-06-01"}
    plan = follow_up(again)
    assert (plan.on, plan.reason) == (date(2027, 4, 30), "Keep warm: shelved 2026-11-01")
    before = {"promised": "Call", "promised_by": "2026-10-20", "revisit_on": "2026-10-25"}
    assert follow_up({**again, **before}).on == date(2027, 4, 30)
    plan = follow_up(again, outreach=sent("2026-08-01", "2026-08-10", "2026-08-20"))
    assert (plan.on, plan.unanswered, plan.last_touch) == (date(2027, 4, 30), 0, date(2026, 8, 20))


def test_what_falls_due_on_the_day_of_shelving_is_due() -> None:
    """A candidate shelved today can be a new Strong match today, and can have been promised something for today."""
    today = {**FIT, "shelved_on": TODAY}
    assert follow_up(today, [PLATFORM]).reason == "New Strong match: REQ-1 Platform Engineer"
    assert follow_up({**today, "promised": "Call", "promised_by": TODAY}).reason == "Promised: Call"


DAYS = st.none() | st.dates(date(2025, 1, 1), date(2027, 6, 1))


@given(
    st.fixed_dictionaries(
        {
            "shelved_on": st.dates(date(2025, 1, 1), TODAY),
            "last_contact": st.none() | st.dates(date(2025, 1, 1), TODAY),
            "revisit_on": DAYS,
            "promised_by": DAYS,
            "consent_on": st.none() | st.dates(date(2025, 1, 1), TODAY),
            "region": st.sampled_from(["EU", "DE", "US"]),
            "consent_basis": st.sampled_from(["consent", "legitimate interest"]),
        }
    ),
    st.lists(st.dates(date(2025, 1, 1), TODAY).map(date.isoformat), max_size=3, unique=True),
)
def test_nothing_is_due_from_before_the_shelving(cells: dict[str, Any], messages: list[str]) -> None:
    """Whatever was promised, asked or sent before: no follow-up is overdue from before the candidate was shelved."""
    plan = follow_up({**FIT, **cells}, [PLATFORM], sent(*sorted(messages)))
    assert plan.on is None or plan.on >= cells["shelved_on"]


def test_their_own_date_beats_the_cadence_and_every_match() -> None:
    """A candidate who said "ask me in March" is asked in March, Strong match or not."""
    plan = follow_up({**FIT, "revisit_on": "2027-03-01"}, [PLATFORM], sent("2026-10-01"))
    assert (plan.on, plan.reason) == (date(2027, 3, 1), "Revisit on 2027-03-01")


def test_only_consent_running_out_comes_before_their_own_date() -> None:
    """Consent that runs out before the stated date is asked about 30 days ahead."""
    row = {**FIT, "revisit_on": "2027-03-01", "region": "EU", "consent_basis": "consent", "consent_on": "2026-01-10"}
    plan = follow_up(row, [PLATFORM])
    assert plan.on == date(2026, 12, 11)
    assert "2027-01-10" in plan.reason


ENDING = {"region": "EU", "consent_basis": "consent", "consent_on": "2025-12-01"}


def test_a_reply_is_named_before_consent_that_has_been_ending_for_longer() -> None:
    """It waits for a recruiter, whatever else does; the earlier day stays."""
    ledger = sent("2026-11-10")
    at = datetime(2026, 11, 20, 9, tzinfo=UTC)
    ledger.apply([Event(at, Answer.INTERESTED, "s2026-11-10", CALM["email"], ("REQ-1",), by="page", message_id="m1")])
    plan = follow_up({**CALM, **ENDING}, (), ledger)
    consent = "Consent runs out on 2026-12-01: ask whether you may keep them"
    assert (plan.on, plan.reason) == (date(2026, 11, 1), f"Interested in REQ-1: get back to them. {consent}")


def test_consent_that_runs_out_later_waits() -> None:
    """Consent that runs out after everything else is not the next thing."""
    row = {**CALM, "revisit_on": "2027-03-01", "region": "FR", "consent_basis": "consent", "consent_on": "2026-10-01"}
    assert follow_up(row).on == date(2027, 3, 1)


def test_a_touch_settles_earlier_dates() -> None:
    """A date before the last contact is settled."""
    row = {**CALM, "revisit_on": "2026-10-01", "promised_by": "2026-10-02", "last_contact": "2026-10-05"}
    assert follow_up(row).on == date(2027, 4, 3)
    assert follow_up({**row, "last_contact": "2026-09-05"}).on == date(2026, 10, 1)


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"hired_on": "2026-10-01"}, "hired"),
        ({"do_not_contact": "yes"}, "do not contact"),
        ({"in_process": "REQ-3"}, "in process for REQ-3"),
        ({"shelve_reason": "Conduct"}, "conduct"),
    ],
)
def test_the_excluded_have_no_follow_up(cells: Any, why: Any) -> None:
    """A candidate who must not be contacted has no follow-up, and the row says why."""
    plan = follow_up({**CALM, "promised_by": "2026-12-01", **cells})
    assert plan.on is None
    assert why in plan.reason


def test_nothing_is_known_and_nothing_is_due() -> None:
    """A row without any date has no follow-up."""
    assert follow_up({**CALM, "shelved_on": None}).on is None


def test_due_is_today_or_before_earliest_first() -> None:
    """What lies ahead is not due."""
    rows = [
        {**CALM, "email": f"{day}@mail.example", "promised_by": day}
        for day in ("2026-11-22", "2026-11-23", "2026-10-01")
    ]
    workbook = assembled(tabs(rows, []))
    slates = build_slates(workbook.book, Published(), TODAY)
    plans = schedule(workbook, slates.matches, slates.pairs)
    assert list(due(plans, TODAY)["key"]) == ["2026-10-01@mail.example", "2026-11-22@mail.example"]


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 60))
def test_working_days_are_monday_to_friday(day: date, count: int) -> None:
    """So many working days later lie exactly so many weekdays ahead, and never on a weekend."""
    later = add_working_days(day, count)
    weekdays = sum(
        date.fromordinal(number).weekday() < 5 for number in range(day.toordinal() + 1, later.toordinal() + 1)
    )
    assert weekdays == count
    assert not count or later.weekday() < 5


def acting(kind: Kind, **fields: Any) -> ActionState:
    """What Dana did about Bo, today by default."""
    made = Action(datetime(2026, 11, 22, 8, tzinfo=UTC), "Dana", kind, "a1", TODAY, "bo@mail.example")
    return fold([replace(made, **fields)])


def planned(actions: ActionState, outreach: LedgerState | None = None, today: date = TODAY, **cells: Any) -> Any:
    """Bo's next follow-up after these actions; he fits REQ-1."""
    workbook = assembled(tabs([{**FIT, **cells}], [PLATFORM]), outreach, actions, today)
    slates = build_slates(workbook.book, Published(), TODAY, actions.passed())
    plans = schedule(workbook, slates.matches, slates.pairs)
    return said(next(each_row(plans)))


def test_a_follow_up_done_is_over() -> None:
    """The due follow-up is closed, and the cadence starts again; the last touch stays."""
    plan = planned(acting(Kind.DONE))
    assert (plan.on, plan.reason) == (date(2027, 5, 21), "Keep warm: followed up 2026-11-22")
    assert plan.last_touch is None


def test_a_later_promise_still_becomes_due() -> None:
    """A promise for a later day stays open after an earlier follow-up was done."""
    assert planned(acting(Kind.DONE), promised="Call", promised_by="2026-12-01").on == date(2026, 12, 1)
    assert planned(acting(Kind.DONE), promised="Call", promised_by="2026-11-20").on == date(2027, 5, 21)


def test_a_message_still_owes_its_next_after_it_was_done() -> None:
    """An unanswered message is followed up five working days after a recruiter marked the last follow-up done."""
    plan = planned(acting(Kind.DONE), sent("2026-11-13"))
    assert (plan.on, plan.reason) == (date(2026, 11, 27), "No reply since 2026-11-13")


def test_a_done_consent_notice_comes_back_on_its_last_day() -> None:
    """The notice can be called done; the cell still says so on the day itself, and then no more."""
    cells = {"region": "EU", "consent_basis": "consent", "consent_on": "2025-12-10"}
    assert planned(ActionState(), **cells).on == date(2026, 11, 10)
    assert planned(acting(Kind.DONE), **cells).on == date(2026, 12, 10)
    after = acting(Kind.DONE, on=date(2026, 12, 10))
    over = planned(after, today=date(2026, 12, 11), **cells)
    assert (over.on, over.reason) == (None, "None: consent ran out on 2026-12-10: ask again, or remove the row")


def test_a_snoozed_follow_up_comes_on_the_day_named() -> None:
    """The due follow-up waits until the day; its reason says who snoozed it and what it is about."""
    plan = planned(acting(Kind.SNOOZED, value="2026-12-20"))
    why = "New Strong match: REQ-1 Platform Engineer. Snoozed until 2026-12-20 by Dana"
    assert (plan.on, plan.reason) == (date(2026, 12, 20), why)


def test_a_snooze_puts_off_the_cadence() -> None:
    """Keeping warm waits for the end of a snooze; before it, a snooze that ends earlier changes nothing."""
    strong_gone = {"skills": None, "title": None}
    assert planned(acting(Kind.SNOOZED, value="2027-06-01"), **strong_gone).on == date(2027, 6, 1)
    assert planned(acting(Kind.SNOOZED, value="2026-12-20"), **strong_gone).reason == "Keep warm: shelved 2026-09-01"


@pytest.mark.parametrize(
    "cells",
    [
        {"promised": "Call", "promised_by": "2026-12-01"},
        {"revisit_on": "2026-12-01"},
        {"region": "EU", "consent_basis": "consent", "consent_on": "2025-12-31"},
    ],
)
def test_a_promise_and_their_own_date_come_through_a_snooze(cells: Any) -> None:
    """A follow-up that becomes due after a snooze comes on its own day."""
    assert planned(acting(Kind.SNOOZED, value="2026-12-20"), **cells).on == date(2026, 12, 1)


def test_a_new_strong_match_comes_through_a_snooze() -> None:
    """A match that became Strong after the snooze is due that day; one that was Strong before waits."""
    snoozed = acting(Kind.SNOOZED, value="2026-12-20", on=date(2026, 11, 10))
    assert planned(snoozed).on == TODAY
    assert planned(acting(Kind.SNOOZED, value="2026-12-20")).on == date(2026, 12, 20)


def test_a_touch_ends_a_snooze() -> None:
    """After a contact during a snooze the follow-up comes as after any contact."""
    early = acting(Kind.SNOOZED, value="2026-12-20", on=date(2026, 11, 10))
    assert planned(early, sent("2026-11-13")).on == date(2026, 11, 20)


def test_a_reassigned_follow_up_belongs_to_its_new_owner() -> None:
    """The new owner has the follow-up, none is orphaned, and the reason names who reassigned it."""
    plan = planned(acting(Kind.GIVEN, value="Lee", before="Dana"))
    assert (plan.owner, plan.on) == ("Lee", TODAY)
    assert plan.reason.endswith("Assigned to Lee by Dana")
    assert planned(acting(Kind.GIVEN, value="Lee"), owner=None).owner == "Lee"


def test_a_candidate_passed_on_is_no_new_match() -> None:
    """A Strong match that a recruiter passed on causes no follow-up."""
    passed = acting(Kind.PASSED, requisition="REQ-1", detail="Wants to lead")
    assert planned(passed).reason == "Keep warm: shelved 2026-09-01"


@given(
    st.sampled_from([Kind.DONE, Kind.SNOOZED, Kind.GIVEN]),
    st.dates(date(2026, 9, 1), TODAY),
    st.dates(date(2026, 9, 1), date(2027, 9, 1)),
)
def test_no_action_brings_a_follow_up_forward(kind: Kind, on: date, until: date) -> None:
    """Whatever is done in the dashboard, nothing becomes due before it would have been."""
    value = {Kind.SNOOZED: until.isoformat(), Kind.GIVEN: "Lee"}.get(kind, "")
    assert planned(acting(kind, on=on, value=value, before="Dana")).on >= planned(ActionState()).on
