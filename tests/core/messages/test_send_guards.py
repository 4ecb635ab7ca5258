from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from automation.core.ledger.events import Event, Notice, State, Step
from automation.core.ledger.persons import Persons
from automation.core.ledger.sends import Limits
from automation.core.ledger.state import LedgerState
from automation.core.messages.colleagues import Colleagues
from automation.core.messages.proposal import Circumstances, Proposal
from automation.core.messages.send_guards import brake
from automation.core.messages.send_guards import reasons_against as found_against
from automation.core.model import Cell, Conventions, each_row
from automation.core.reason_words import words
from automation.core.reasons import Reason, ReasonKind
from automation.core.rules import Rules
from tests.core.small_workbooks import ANA, PLATFORM, TODAY, read

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
FIRST = Proposal("ana@mail.example", ("REQ-1",), Step.FIRST, "Dana Reyes")


def person(**cells: Cell) -> Any:
    """Ana's row, with other cells."""
    (row,) = each_row(read([{**ANA, **cells}], [PLATFORM]).candidates)
    return row


def events(*states: State, step: str = Step.FIRST, days: int = 3, send_id: str = "a") -> list[Event]:
    """A message to Ana that went through these states so many days ago."""
    at = NOW - timedelta(days=days)
    return [Event(at, state, send_id, "ana@mail.example", ("REQ-1",), step, "Dana Reyes") for state in states]


SENT = (State.QUEUED, State.SENDING, State.SENT)


def around(*log: Event, suppressed: Mapping[str, Reason] | None = None, today: date = TODAY) -> Circumstances:
    """Circumstances after these lines of the ledger."""
    state = LedgerState()
    state.apply(log)
    now = NOW + (today - TODAY)
    return Circumstances(state, Conventions(), Rules(), Limits(), now, today, suppressed or {}, Persons(()), {})


def reasons_against(row: Any, proposal: Proposal, around: Circumstances) -> list[str]:
    """What stands against a message, in words."""
    return [words(one) for one in found_against(row, proposal, around)]


def test_an_ordinary_first_note_is_allowed() -> None:
    """A candidate in the pocket, in a known region, who got no message yet, may be written to."""
    assert reasons_against(person(), FIRST, around()) == []


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"do_not_contact": "yes"}, "Do not contact"),
        ({"hired_on": "2026-10-01"}, "Hired"),
        ({"in_process": "REQ-7"}, "In process for REQ-7"),
        ({"shelve_reason": "Conduct"}, "conduct"),
        ({"region": ""}, "Region is empty"),
        ({"region": "DE"}, "Consent basis is empty"),
        ({"region": "DE", "consent_basis": "consent", "consent_on": "2020-01-01"}, "Consent ran out on 2020-07-01"),
        ({"last_contact": "2026-11-20", "owner": "Lee"}, "Lee was in contact on 2026-11-20"),
        ({"name": "Smith John - HIRED"}, "Name 'Smith John - HIRED' holds a note"),
        ({"name": "Ana / Ben"}, "Name 'Ana / Ben' names more than one person"),
        ({"name": "asdf"}, "Name 'asdf' is not a name"),
        ({"preferred_name": "Ana (call her)"}, "Preferred name 'Ana (call her)' holds a note"),
    ],
)
def test_each_guard_gives_its_reason(cells: dict[str, Cell], said: str) -> None:
    """Each guard gives its reason in words."""
    (reason,) = reasons_against(person(**cells), FIRST, around())
    assert said in reason


def test_a_preferred_name_lifts_a_note_in_the_name() -> None:
    """Only the preferred name goes into the message."""
    assert reasons_against(person(name="Smith John - HIRED", preferred_name="John"), FIRST, around()) == []


def test_a_deleted_candidate_is_not_written_to() -> None:
    """Between queue and send the row may be deleted."""
    assert reasons_against(None, FIRST, around()) == ["ana@mail.example is not in Candidates any more"]


def test_a_suppressed_candidate_is_not_written_to() -> None:
    """A candidate who asked not to be contacted gets no message, whatever else is true."""
    reasons = reasons_against(
        person(), FIRST, around(suppressed={"ana@mail.example": Reason(ReasonKind.ASKED, what="asked us to stop")})
    )
    assert reasons == ["asked us to stop"]


def test_a_stop_blocks_every_message() -> None:
    """After sending was stopped, nothing goes out until it is resumed."""
    stopped = Event(NOW, Notice.STOPPED, by="Lee", detail="wrong template")
    assert "Lee stopped all sending (wrong template)" in reasons_against(person(), FIRST, around(stopped))[0]
    assert reasons_against(person(), FIRST, around(stopped, Event(NOW, Notice.RESUMED))) == []


@pytest.mark.parametrize("state", [State.QUEUED, State.SENDING, State.SENT, State.UNKNOWN])
def test_the_same_message_is_never_queued_twice(state: State) -> None:
    """A step about an opening is claimed from the moment it is queued, for any recruiter and any bundle."""
    path = {
        State.QUEUED: SENT[:1],
        State.SENDING: SENT[:2],
        State.SENT: SENT,
        State.UNKNOWN: (*SENT[:2], State.UNKNOWN),
    }
    both = replace(FIRST, requisitions=("REQ-2", "req-1"), by="Lee")
    assert any(
        "first note about REQ-1, by" in why for why in reasons_against(person(), both, around(*events(*path[state])))
    )


@pytest.mark.parametrize("end", [State.REJECTED, State.CANCELLED])
def test_a_message_provably_not_sent_may_be_sent_again(end: State) -> None:
    """A rejected or cancelled message gives its claim back."""
    before = SENT[:2] if end is State.REJECTED else SENT[:1]
    assert reasons_against(person(), FIRST, around(*events(*before, end))) == []


def test_another_recruiters_message_blocks_for_fourteen_days() -> None:
    """About another opening, by another recruiter: not within 14 days, and then again."""
    other = Proposal("ana@mail.example", ("REQ-2",), Step.FIRST, "Lee")
    (reason,) = reasons_against(person(), other, around(*events(*SENT, days=13)))
    assert "Dana Reyes wrote to them on 2026-11-09, less than 14 days ago" in reason
    assert reasons_against(person(), other, around(*events(*SENT, days=14))) == []


def test_next_step_of_the_thread_waits_for_its_day_only() -> None:
    """The same owner follows up after five working days, though others have to wait for fourteen days."""
    follow_up = replace(FIRST, step=Step.FOLLOW_UP_1)
    log = events(*SENT, days=0)
    (early,) = reasons_against(person(), follow_up, around(*log))
    assert "allowed on 2026-11-27" in early
    assert reasons_against(person(), follow_up, around(*log, today=date(2026, 11, 27))) == []
    (others,) = reasons_against(person(), replace(follow_up, by="Lee"), around(*log, today=date(2026, 11, 27)))
    assert "less than 14 days ago" in others


def test_three_unanswered_messages_are_enough() -> None:
    """Then a candidate gets no message, until they reply or a promise is due."""
    log = [event for n in range(3) for event in events(*SENT, step=f"note {n}", days=30 + n, send_id=str(n))]
    again = replace(FIRST, requisitions=("REQ-5",))
    assert reasons_against(person(), again, around(*log)) == ["3 messages without a reply: paused"]
    assert reasons_against(person(last_contact="2026-11-01"), again, around(*log)) == []
    assert reasons_against(person(), replace(again, step=Step.PROMISE), around(*log)) == []


def test_a_message_does_not_stand_in_its_own_way() -> None:
    """The guards are checked again when a message is sent; its own lines in the ledger do not block it."""
    own = replace(FIRST, send_id="a")
    assert reasons_against(person(), own, around(*events(State.QUEUED, days=0))) == []


def test_consent_may_be_asked_for_without_consent() -> None:
    """The message that asks whether consent goes on needs none."""
    ran_out = person(region="DE", consent_basis="consent", consent_on="2020-01-01")
    assert reasons_against(ran_out, Proposal(FIRST.candidate, (), Step.CONSENT, "Dana Reyes"), around()) == []


def test_caps_are_a_brake_over_twenty_four_hours() -> None:
    """Per recruiter and for all: the rest waits, and goes on when the day is over."""
    now = around(*(event for n in range(3) for event in events(*SENT, days=0, send_id=str(n))))
    own, all_of_them = replace(now, limits=Limits(recruiter_cap=3)), replace(now, limits=Limits(daily_cap=3))
    assert brake("Dana Reyes", own).startswith("Dana Reyes sent 3 messages")
    assert brake("Lee", own) == ""
    assert brake("Lee", all_of_them).startswith("3 messages went out within 24 hours")
    assert brake("Lee", replace(all_of_them, now=NOW + timedelta(hours=25))) == ""


@pytest.mark.parametrize("by", ["dana", "Dana Reyes", "DANA@acme.example", "Dana R. <dana@acme.example>"])
def test_a_colleague_is_one_however_they_are_named(by: str) -> None:
    """A short name, a name and an address share one cap, and continue the same thread."""
    colleagues = Colleagues(
        dict.fromkeys(["dana", "dana reyes"], "dana@acme.example"), {"dana@acme.example": "Dana Reyes"}
    )
    today = replace(around(*events(*SENT, days=0)), colleagues=colleagues, limits=Limits(recruiter_cap=1))
    assert brake(by, today) == "Dana Reyes sent 1 message within 24 hours, which is the cap: the rest waits"
    assert brake("Lee", today) == ""
    later = replace(around(*events(*SENT, days=12)), colleagues=colleagues)
    assert reasons_against(person(), replace(FIRST, step=Step.FOLLOW_UP_1, by=by), later) == []
    assert reasons_against(person(), replace(FIRST, step=Step.FOLLOW_UP_1, by="Lee"), later) != []


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("anna", "Anna Klein"),
        ("ANNA@acme.example", "Anna Klein"),
        ("A. Klein <anna@acme.example>", "Anna Klein"),
        ("Lee Wong <lee@acme.example>", "Lee Wong"),
        ("lee", "lee"),
    ],
)
def test_a_refusal_has_the_full_name(typed: str, shown: str) -> None:
    """A short name or an address is the name of the team list; other people are shown by the name that is typed."""
    known = Colleagues({"anna": "anna@acme.example"}, {"anna@acme.example": "Anna Klein"})
    busy = replace(around(), colleagues=known)
    assert reasons_against(person(last_contact="2026-11-20", owner=typed), FIRST, busy) == [
        f"{shown} was in contact on 2026-11-20, less than 14 days ago"
    ]
    stopped = replace(around(Event(NOW, Notice.STOPPED, by=typed)), colleagues=known)
    assert reasons_against(person(), FIRST, stopped)[0].startswith(f"{shown} stopped all sending")


@pytest.mark.parametrize(
    ("release", "by", "said"),
    [
        ("r1", "anna", "The standing release was revoked"),
        ("r2", "Lee", "The standing release of Anna Klein holds for messages in their own name only"),
        ("r3", "anna", "The record of messages has no such standing release"),
    ],
)
def test_why_a_standing_release_does_not_hold(release: str, by: str, said: str) -> None:
    """What was revoked, what another person gave, and what was never given are three things."""
    terms = {"by": "anna", "subject": "Backend", "detail": "at most 5 a week until 2027-01-01"}
    given = [Event(NOW, Notice.STANDING, message_id=one, **terms) for one in ("r1", "r2")]
    known = Colleagues({"anna": "anna@acme.example"}, {"anna@acme.example": "Anna Klein"})
    now = replace(around(*given, Event(NOW, Notice.REVOKED, by="anna", message_id="r1")), colleagues=known)
    assert said in reasons_against(person(), replace(FIRST, step=Step.ALERT, by=by, release=release), now)
