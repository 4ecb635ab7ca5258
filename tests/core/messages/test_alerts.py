"""Which openings the next alert to a candidate names: for every state of ledger and rows."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from automation.core.ledger.events import Answer, Event, State, Step
from automation.core.ledger.preferences import Often, Preferences
from automation.core.ledger.sends import hold_detail
from automation.core.ledger.standing_releases import (
    MOST_A_WEEK,
    MOST_DAYS,
    StandingRelease,
    against,
    detail_of,
    release_in,
    released_by,
)
from automation.core.ledger.state import LedgerState
from automation.core.matching.matcher import explain_pair
from automation.core.messages.alerts import Alert, due_alerts, to_invite
from automation.core.messages.openings import MOST_OPENINGS, WORTH
from automation.core.model import BlockerState
from automation.core.text import key_of
from automation.core.workbook.assemble import Workbook
from tests.core.small_workbooks import ANA, PLATFORM, TODAY, assembled, tabs

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PEOPLE = ("ana@mail.example", "bo@mail.example", "ana+x@mail.example")
REQS = ("REQ-1", "REQ-2", "REQ-3", "REQ-4")
PERSON_OF = {PEOPLE[0]: PEOPLE[0], PEOPLE[1]: PEOPLE[1], PEOPLE[2]: PEOPLE[0]}

# Most people want alerts and fit most openings, so that one thing decides.
cells = st.fixed_dictionaries(
    {
        "alerts": st.sampled_from(["yes", "yes", "yes", "no", ""]),
        "do_not_contact": st.sampled_from([*[""] * 7, "yes"]),
        "region": st.sampled_from([*["US"] * 7, "DE"]),
        "revisit_on": st.sampled_from(["2026-10-01", "2026-10-01", "2027-03-01"]),
    }
)
roles = st.fixed_dictionaries(
    {
        "status": st.sampled_from(["Open", "Open", "Open", "Filled"]),
        "family": st.sampled_from(["Engineering", "Engineering", "Data", ""]),
        "must": st.sampled_from(["Kubernetes, Golang", "Kubernetes, Golang", "Cobol"]),
    }
)
choices = st.builds(
    Preferences,
    st.sampled_from([None, *Often]),
    st.sampled_from([(), (), ("Engineering",), ("Data", "Sales")]),
    st.sampled_from([(), (), ("Berlin",)]),
)
people_named = st.sampled_from([PEOPLE[0], PEOPLE[0], *PEOPLE[1:]])
sent = st.tuples(
    st.just("sent"),
    people_named,
    st.sampled_from([Step.ALERT, Step.ALERT, Step.FIRST, Step.INVITATION]),
    st.sampled_from([State.SENT, State.SENT, State.QUEUED, State.UNKNOWN, State.CANCELLED, State.REJECTED]),
    st.lists(st.sampled_from(REQS), max_size=2, unique=True).map(tuple),
)
said = st.one_of(
    st.tuples(st.just("alerts"), people_named, st.sampled_from([True, True, False]), choices),
    st.tuples(st.just("no thanks"), people_named, st.sampled_from(REQS), st.none()),
    st.tuples(st.sampled_from(["no thanks", "no thanks", "left"]), people_named, st.sampled_from(REQS), st.none()),
)
histories = st.lists(st.tuples(st.sampled_from([0, 5, 8, 20, 29, 31, 45]), st.one_of(sent, said)), max_size=4)


def events_of(history: list[Any]) -> list[Event]:
    """The lines of a history, oldest first."""
    found = []
    for number, (days, (kind, person, *rest)) in enumerate(sorted(history, key=lambda one: -one[0])):
        at, answer_id = NOW - timedelta(days=days, minutes=-number), f"answer.{number}"
        if kind == "sent":
            step, state, reqs = rest
            about = () if step == Step.INVITATION else reqs or REQS[:1]
            queued = Event(at, State.QUEUED, f"s{number}", person, about, step, "Dana")
            between = {State.SENT: [State.SENDING], State.REJECTED: [State.SENDING]}.get(state, [])
            moves = [*between, *([state] if state is not State.QUEUED else [])]
            found += [queued, *(Event(at, one, f"s{number}", person, about, step, "Dana") for one in moves)]
        elif kind == "alerts":
            wanted, chosen = rest
            detail = chosen.as_line() if wanted else ""
            yes = "yes" if wanted else "no"
            found.append(Event(at, Answer.ALERTS, "", person, detail=detail, subject=yes, message_id=answer_id))
        elif kind == "left":
            found.append(Event(at, Answer.LEFT, "", person, message_id=answer_id))
        else:
            found.append(Event(at, Answer.NO_THANKS, "", person, (rest[0],), message_id=answer_id))
    return found


def made(people: list[Any], openings: list[Any], history: list[Any]) -> tuple[Workbook, list[Event]]:
    events = events_of(history)
    names = ("Ana Souza", "Bo Li", "Ana Souza")
    rows = [{**ANA, "name": name, "email": key, **own} for name, key, own in zip(names, PEOPLE, people, strict=True)]
    reqs = [{**PLATFORM, "req_id": req, **own} for req, own in zip(REQS, openings, strict=True)]
    return assembled(tabs(rows, reqs), LedgerState.of(events)), events


three, four = st.lists(cells, min_size=3, max_size=3), st.lists(roles, min_size=4, max_size=4)


def expected(workbook: Workbook, events: list[Event], key: str) -> set[str]:
    """What the next alert to a row's person may name, said once more: openings, by their compared keys."""
    own = [one for one in events if PERSON_OF.get(one.candidate) == PERSON_OF[key]]
    rows = [workbook.book.people[other] for other in PEOPLE if PERSON_OF[other] == PERSON_OF[key]]
    alerts = [one for one in own if one.state == Answer.ALERTS]
    wants = alerts[-1].subject == "yes" if alerts else workbook.book.people[key].alerts
    typed = [row.alerts for row in rows]
    last = {one.send_id: one for one in own if one.send_id}
    there = [one for one in last.values() if one.state in {State.SENT, State.QUEUED, State.UNKNOWN}]
    often = alerts[-1].detail.startswith("weekly") if alerts and wants else False
    # A month before TODAY is 31 days before it.
    least = 7 if often else 31
    for one in there:
        if one.step == Step.ALERT and (TODAY - one.at.date()).days < least:
            return set()
    if wants is not True or (not alerts and False in typed) or any(one.state == Answer.LEFT for one in own):
        return set()
    named = {key_of(req) for one in there for req in one.requisitions}
    found = set()
    for req in REQS:
        match = explain_pair(workbook.book, key, req, workbook.today)
        fits = match.band in WORTH and match.blocker.state is not BlockerState.STANDING and match.excluded is None
        if fits and key_of(req) not in named:
            found.add(key_of(req))
    return found


@pytest.mark.long
@given(three, four, histories)
@settings(deadline=None)
def test_an_alert_names_what_is_new_and_wanted_and_nothing_else(
    people: list[Any], openings: list[Any], history: list[Any]
) -> None:
    """One a person, never early, with all that fits, is open, is chosen, and was neither named nor declined before."""
    workbook, events = made(people, openings, history)
    found = {one.candidate: one for one in due_alerts(workbook)}
    assert len({PERSON_OF[key] for key in found}) == len(found)
    for key, alert in found.items():
        assert set(map(key_of, alert.openings)) == expected(workbook, events, key), key
        assert 1 <= len(alert.first) <= MOST_OPENINGS
        assert len(set(alert.openings)) == len(alert.openings)
    for key in PEOPLE:
        if PERSON_OF[key] not in {PERSON_OF[one] for one in found}:
            assert expected(workbook, events, key) == set(), key


@pytest.mark.long
@given(three, four, histories)
@settings(deadline=None)
def test_an_invitation_goes_to_who_did_not_decide_and_was_not_invited(
    people: list[Any], openings: list[Any], history: list[Any]
) -> None:
    """One a person, for ever; not to who said yes or no on any row or page, nor to who may not be written to."""
    workbook, events = made(people, openings, history)
    found = to_invite(workbook)
    assert len({PERSON_OF[key] for key in found}) == len(found)
    for key in found:
        own = [one for one in events if PERSON_OF.get(one.candidate) == PERSON_OF[key]]
        last = {one.send_id: one for one in own if one.send_id}
        assert not [one for one in own if one.state in {Answer.ALERTS, Answer.LEFT}]
        alive = {State.SENT, State.QUEUED, State.UNKNOWN}
        assert not [one for one in last.values() if one.step == Step.INVITATION and one.state in alive]
        rows = [workbook.book.people[other] for other in PEOPLE if PERSON_OF[other] == PERSON_OF[key]]
        assert all(row.alerts is None and not row.do_not_contact for row in rows)


releases = st.builds(
    StandingRelease,
    st.text("0123456789abcdef", min_size=8, max_size=8),
    st.sampled_from(["Dana Reyes", "Priya Shah <priya@acme.example>"]),
    st.sampled_from(["Engineering", "R&D; Labs"]),
    st.integers(1, MOST_A_WEEK),
    st.integers(0, MOST_DAYS).map(lambda days: TODAY + timedelta(days=days)),
    st.just(NOW),
)


@given(releases, st.lists(st.sampled_from(["Engineering", "ENGINEERING", "Data", ""]), max_size=3), st.integers(0, 250))
def test_a_release_reads_back_and_allows_no_more_than_it_says(
    release: StandingRelease, families: list[str], used: int
) -> None:
    """Its family alone, below its cap, until its day; a changed line is no release."""
    assert release_in(release.as_event()) == release
    allowed = against(release, families, used, TODAY) is None
    covered = bool(families) and {one.lower() for one in families} == {release.family.lower()}
    assert allowed is (covered and used < release.cap and release.until >= TODAY)
    assert released_by(detail_of(release.release_id)) == release.release_id
    assert released_by(hold_detail(NOW)) == released_by("") == detail_of("") == ""


def test_a_release_holds_no_longer_than_it_may() -> None:
    """A line that a person changed by hand gives no more than the program does."""
    line = StandingRelease("r1", "Dana", "Engineering", 20, TODAY, NOW).as_event()
    state = LedgerState.of(
        [
            Event(
                NOW, line.state, by="Dana", detail="at most 9999 a week until 2030-01-01", subject="X", message_id="r1"
            ),
            Event(NOW, line.state, by="Dana", detail="at most many", subject="X", message_id="r2"),
            Event(NOW, line.state, by="", detail=line.detail, subject="X", message_id="r3"),
        ]
    )
    (only,) = state.standing.values()
    assert (only.cap, only.until) == (MOST_A_WEEK, NOW.date() + timedelta(days=MOST_DAYS))


def test_the_openings_of_a_family() -> None:
    """A standing release takes its own openings from an alert."""
    release = StandingRelease("r1", "Dana", "Engineering", 20, TODAY, NOW)
    alert = Alert("ana", ("REQ-1", "REQ-2", "REQ-3"), ("Data", "engineering", ""))
    assert alert.first_of(release) == ("REQ-2",)
