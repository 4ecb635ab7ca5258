"""The part of a workbook that a hiring manager or viewer gets: no contact details, and no names of other people."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core.access.pseudonyms import Handles
from automation.core.access.redaction import Redactor
from automation.core.access.role_filter import FilteredPlan, filtered_for
from automation.core.access.roles import Access, Role
from automation.core.ledger.events import Answer, Event, Notice, State
from automation.core.ledger.persons import History, Persons
from automation.core.ledger.state import LedgerState
from automation.core.matching.matcher import explain_people
from automation.core.model import Cell, Snapshot, each_row
from automation.core.publishing.plan import Plan, make_plan
from automation.core.reports import hiring_metrics, outreach_metrics, pool_health
from automation.core.reports.stays import in_pocket
from automation.core.reports.time_windows import Window
from automation.core.text import key_of
from automation.core.workbook.action_log import Action, Kind
from automation.core.workbook.action_state import fold
from automation.store.memory import MemoryStore
from tests.core.small_workbooks import ANA, PLATFORM, TODAY, Record, assembled, planned, run, tabs

VIEWER, PRIYA = Access(Role.VIEWER), Access(Role.MANAGER, "Priya Shah", "priya@acme.example")
HANDLES = Handles(b"a secret of this server")
REACHES = ("ana@mail.example", "+49 170 555 12 34", "linkedin.com/in/ana-souza", "home@private.example", "4711")
OWN: Record = ANA | {
    "phone": REACHES[1],
    "profile_url": f"https://{REACHES[2]}",
    "notes": REACHES[3],
    "candidate_id": REACHES[0],
}
OTHER: Record = {
    "name": "Ben Okoro",
    "email": "ben@mail.example",
    "title": "Accountant",
    "skills": "Excel",
    "shelved_on": "2026-04-01",
    "shelve_reason": "Timing",
    "hired_on": "2026-05-01",
}
ROLES: Sequence[Record] = (
    PLATFORM | {"hiring_manager": "priya shah"},
    {
        "req_id": "REQ-2",
        "title": "Bookkeeper",
        "hiring_manager": "Tom Berg",
        "opened_on": "2026-11-02",
        "status": "Filled",
        "filled_by": "ben@mail.example",
        "filled_on": "2026-11-10",
    },
)
# Where people write whatever they like.
FREE = (
    "reason_detail",
    "promised",
    "notes",
    "title",
    "company",
    "location",
    "skills",
    "name",
    "source",
    "shelved_from",
    "consent_basis",
    "region",
    "in_process",
    "preferred_name",
    "work_authorisation",
)


def plan_of(person: Record = OWN) -> Plan:
    snapshot = Snapshot(tabs([person, OTHER], ROLES))
    return planned(snapshot.tabs, force=True)


def held(left: FilteredPlan) -> str:
    """All texts in the filtered ledger."""
    history = left.plan.history
    return f"{history.state!r} {vars(history.persons)!r}"


def everything(left: FilteredPlan) -> str:
    """Each cell and text that a page could get hold of."""
    plan = left.plan
    frames = (plan.book.candidates, plan.book.requisitions, plan.slates.matches, plan.follow_ups)
    cells = [str(list(each_row(frame))) for frame in frames]
    rest = (plan.problems, plan.publication, plan.actions, plan.slates.pairs, plan.book.problems, plan.book.doubled)
    return "\n".join([*cells, *map(repr, rest), held(left)]).casefold()


def left_for(access: Access, plan: Plan, ledger: LedgerState | None = None) -> FilteredPlan:
    if ledger:
        plan = replace(plan, history=History(plan.history.persons, ledger))
    return filtered_for(plan, access, HANDLES)


@given(
    st.sampled_from(FREE), st.sampled_from(REACHES[:4]), st.sampled_from(["{}", "Ring {} at noon", "({}).", "{}; x"])
)
@pytest.mark.parametrize("access", [VIEWER, PRIYA], ids=["viewer", "manager"])
def test_no_contact_details_are_shown(access: Access, field: str, reach: str, text: str) -> None:
    """An address, number or link is removed, wherever it was typed."""
    cells: dict[str, Cell] = dict(OWN) | {field: text.format(reach)}
    said = everything(left_for(access, plan_of(cells)))
    assert [one for one in (*REACHES[:4], "ben@mail.example") if one.casefold() in said] == []


def test_viewers_get_the_same_figures() -> None:
    """The counts include all candidates, and no one is named."""
    plan = plan_of()
    ledger = LedgerState()
    at = datetime(2026, 11, 20, 9, tzinfo=UTC)
    sent = Event(at, State.QUEUED, "one", str(OWN["candidate_id"]), ("REQ-1",), "first note", "Dana", subject="Ana?")
    ledger.apply([sent, Event(at, State.SENDING, "one"), Event(at, State.SENT, "one", detail="to ana@mail.example")])
    left = left_for(VIEWER, plan, ledger)
    window = Window.ending(TODAY, 90)
    for part, whole in ((left.plan, plan),):
        assert len(in_pocket(part.book, TODAY)) == len(in_pocket(whole.book, TODAY)) == 1
        assert hiring_metrics.somebody_good(part.book, part.slates.matches).part == 1
        assert hiring_metrics.rediscovery(part.book, window) == hiring_metrics.rediscovery(whole.book, window)
        assert hiring_metrics.rediscovery(part.book, window).part == 1
        assert pool_health.overdue(part.follow_ups, TODAY) == pool_health.overdue(whole.follow_ups, TODAY)
    assert outreach_metrics.response_rate(left.plan.book, left.plan.history, window).whole == 1
    said = everything(left)
    assert not [name for name in ("ana souza", "ben okoro") if name in said]


def test_viewers_get_the_same_response_rate() -> None:
    """Replies and bounces count for them as for recruiters; the text of a reply is not shown."""
    key, plan, ledger, window = str(OWN["candidate_id"]), plan_of(), LedgerState(), Window.ending(TODAY, 90)
    at = datetime(2026, 11, 20, 9, tzinfo=UTC)

    def event(state: str, message_id: str = "") -> Event:
        return Event(at, state, "one", key, ("REQ-1",), "", "page", "Ring 4711", "Ana", message_id)

    rates = []
    for events in (
        [event(State.QUEUED), event(State.SENDING), event(State.SENT)],
        [event(Answer.AUTO_REPLY, "answer.1")],
        [event(Answer.INTERESTED, "answer.2")],
        [event(Answer.HARD_BOUNCE, "answer.3")],
    ):
        ledger.apply(events)
        left = left_for(VIEWER, plan, ledger)
        rate = outreach_metrics.response_rate(plan.book, History(plan.history.persons, ledger), window)
        assert outreach_metrics.response_rate(left.plan.book, left.plan.history, window) == rate
        assert not [one for one in (key, "4711", "answer.", "page") if one in held(left)]
        rates.append((rate.part, rate.whole))
    assert rates == [(0, 1), (0, 1), (1, 1), (0, 0)]


def test_viewers_see_whose_each_message_is_and_nothing_else_of_whom() -> None:
    """Events under keys that no row has any more count for their person; no key, address or hash is shown."""
    rows = [OWN | {"candidate_id": "C-9"}, OWN | {"candidate_id": "C-10"}, OTHER]
    plan = planned(tabs(rows, ROLES), force=True)
    ledger, at, old = LedgerState(), datetime(2026, 11, 20, 9, tzinfo=UTC), str(OWN["email"])
    states = (State.QUEUED, State.SENDING, State.SENT)
    ledger.apply(
        [
            *(Event(at, state, "m1", old, ("REQ-1",), "first note", "Dana") for state in states),
            Event(at, Notice.MAILBOX, "m1", detail="hash-of-ana"),
            Event(at, Notice.REKEYED, candidate="C-8", detail=old),
            Event(at, Answer.INTERESTED, "m1", "C-8", ("REQ-1",), message_id="answer.1"),
        ]
    )
    persons = Persons(plan.book.people.values(), lambda mailbox: "hash-of-ana" if mailbox == old else "another")
    whole, window = replace(plan, history=History(persons, ledger)), Window.ending(TODAY, 90)
    left = left_for(VIEWER, whole)
    rates = [outreach_metrics.response_rate(one.book, one.history, window) for one in (whole, left.plan)]
    assert [(rate.part, rate.whole) for rate in rates] == [(1, 1), (1, 1)]
    assert not [one for one in (old, "hash-of-ana", "c-8", "c-9") if one in everything(left)]


def test_managers_get_their_own() -> None:
    """Their requisitions, the people on those slates, and what was done about both together."""
    plan = plan_of()
    about = {"candidate": str(OWN["candidate_id"]), "requisition": "REQ-1"}
    at = datetime(2026, 11, 20, 9, tzinfo=UTC)
    lines = [
        Action(at, "Dana", Kind.SHORTLISTED, "one", TODAY, **about, detail="Ring +49 170 555 12 34"),
        Action(at, "Dana", Kind.SNOOZED, "two", TODAY, about["candidate"], value="2026-12-01"),
        Action(at, "Dana", Kind.PASSED, "three", TODAY, "ben@mail.example", "REQ-2", detail="Ben"),
        Action(at, "Dana", Kind.UNDONE, "four", TODAY, value="three"),
    ]
    left = left_for(PRIYA, Plan(**(vars(plan) | {"actions": fold(lines)})))
    handle = HANDLES.of(about["candidate"])
    assert list(left.plan.book.requisitions.index) == ["req-1"]
    assert list(left.plan.book.candidates.index) == list(left.plan.slates.matches["candidate_key"]) == [handle]
    assert left.keys == {handle: about["candidate"]}
    assert [(line.action_id, line.candidate) for line in left.plan.actions.lines] == [("one", handle)]
    assert left.plan.book.people[handle].name == "Ana Souza"
    assert "ben okoro" not in everything(left)
    assert (len(left.plan.follow_ups), left.plan.history.state) == (0, LedgerState())
    stranger = left_for(Access(Role.MANAGER, "Somebody Else", "else@acme.example"), plan)
    assert len(stranger.plan.book.requisitions) == len(stranger.plan.book.candidates) == len(stranger.keys) == 0


@pytest.mark.parametrize("access", [VIEWER, PRIYA], ids=["viewer", "manager"])
def test_colleagues_have_no_address(access: Access) -> None:
    """Champions, owners, recruiters and hiring managers are named; their addresses and numbers are not shown."""
    person: Record = {**OWN, "champion": "Kim <kim@private.example>, +49 170 999 88 77", "owner": "lee@acme.example"}
    role: Record = {
        **ROLES[0],
        "recruiter": "sam@acme.example",
        "family": "Platform (ask lee@acme.example)",
        "hiring_manager": "priya@acme.example",
    }
    plan = planned(tabs([person, OTHER], [role]), force=True)
    members = {"lee@acme.example": Access(Role.RECRUITER, "Lee Park", "lee@acme.example")}
    left = filtered_for(plan, access, HANDLES, members)
    ana, wanted = next(each_row(left.plan.book.candidates)), next(each_row(left.plan.book.requisitions))
    assert (ana.champion, ana.owner) == ("Kim", "Lee Park")
    assert (wanted.recruiter, wanted.hiring_manager, wanted.family) == ("sam", "priya", "Platform (ask …)")
    assert not [one for one in ("@acme", "@private", "999") if one in everything(left)]


@pytest.mark.parametrize(
    ("owner", "shown"),
    [("lee@acme.example", "Lee Park"), ("Kim <kim@x.example>", "Kim"), ("sam@acme.example", "sam"), ("Dana", "Dana")],
)
def test_whom_to_ask_is_named(owner: str, shown: str) -> None:
    """A sentence that says to ask the owner names them as the column does, without their address."""
    plan = plan_of({**OWN, "shelve_reason": "Other", "owner": owner})
    members = {"lee@acme.example": Access(Role.RECRUITER, "Lee Park", "lee@acme.example")}
    left = filtered_for(plan, PRIYA, HANDLES, members)
    (gaps,) = [str(match.gaps) for match in each_row(left.plan.slates.matches)]
    assert f"ask {shown} before you write" in gaps


@given(
    *[
        st.sampled_from(
            [
                "Kim",
                "kim",
                "Kim <kim@x.example>",
                "kim@x.example",
                "KIM@y.example",
                "+49 170 555 12 34",
                "0170 5551235",
                "@kim",
                "",
            ]
        )
    ]
    * 2
)
def test_nominees_stay_nominees(champion: str, manager: str) -> None:
    """A champion is the hiring manager for a viewer exactly where they are in the workbook."""
    person: Record = {**OWN, "champion": champion}
    role: Record = {**ROLES[0], "hiring_manager": manager}
    plan = planned(tabs([person], [role]), force=True)
    left = left_for(VIEWER, plan).plan.book
    shown = left.candidates["champion"][0], left.requisitions["hiring_manager"][0]
    assert (key_of(shown[0]) == key_of(shown[1])) == (key_of(champion) == key_of(manager))
    assert [bool(one) for one in shown] == [bool(champion), bool(manager)]


def test_names_of_others_are_taken_out() -> None:
    """Free text about a candidate on the slate may name others: names that the role may not see are removed."""
    plan = plan_of(OWN | {"reason_detail": "Lost to BEN OKORO by a hair, see Ben Okorowski"})
    detail = left_for(PRIYA, plan).plan.book.candidates["reason_detail"][0]
    assert "okoro by" not in detail.casefold()
    assert detail.startswith("Lost to … by a hair")


@pytest.mark.parametrize(
    "name",
    [
        "Ben Okoro",
        "Ben  Okoro",
        "ben\nokoro",
        "Ben\u00a0Okoro",
        "Okoro, Ben",
        "Okoro Ben",
        "B. Okoro",
        "B Okoro",
        "Ben-Okoro",
        "Okoro, B.",
    ],
)
def test_names_are_taken_out_however_they_are_written(name: str) -> None:
    """Blanks, order and initials do not hide whose name it is; a name that only begins alike stays."""
    plan = plan_of(OWN | {"reason_detail": f"Lost to {name} by a hair"})
    assert left_for(PRIYA, plan).plan.book.candidates["reason_detail"][0] == "Lost to … by a hair"
    plan = plan_of(OWN | {"reason_detail": "Ben knows b okoro, Okorowski"})
    assert left_for(PRIYA, plan).plan.book.candidates["reason_detail"][0] == "Ben knows b okoro, Okorowski"


def test_explanations_keep_their_points() -> None:
    """Points stay as they are; contact details are removed from the words."""
    plan = plan_of(OWN | {"reason_detail": "Ask home@private.example", "title": "Platform Engineer (0170 5551234)"})
    key = str(OWN["candidate_id"])
    said = explain_people(plan.book, [key], "req-1", TODAY)[0]
    shown = Redactor(plan.book.candidates, {key: HANDLES.of(key)}, str).explanation(said, HANDLES.of(key), key)
    assert (shown.score, shown.band, [part.points for part in shown.parts]) == (
        said.score,
        said.band,
        [part.points for part in said.parts],
    )
    assert not [one for one in (key, "5551234", "private.example") if one in repr(shown)]


@given(st.text(), st.text())
def test_handles_reveal_no_key(one: str, other: str) -> None:
    """A handle is the same for a key however it is written, another one under another secret."""
    assert HANDLES.of(one) == HANDLES.of(f" {one.upper().lower()} ") or one.upper().lower() != one.lower()
    assert Handles(other.encode(errors="replace") + b"!").of(one) != HANDLES.of(one)
    assert len(HANDLES.of(one)) == 17


@pytest.mark.parametrize("access", [VIEWER, PRIYA])
def test_exclusions_by_consent_and_other_rows_are_the_same(access: Access) -> None:
    """Without a basis, and with another row that is do-not-contact: excluded for each role, and no key is named."""
    people = [
        OWN | {"candidate_id": "P-1", "region": "EU"},
        OWN | {"candidate_id": "P-2", "email": "cy@mail.example", "region": "EU", "consent_basis": "consent"},
        OWN | {"candidate_id": "P-3", "email": "di@mail.example"},
        OWN | {"candidate_id": "P-4", "email": "di+2@mail.example", "do_not_contact": "yes"},
        OWN | {"candidate_id": "P-5", "email": "eve@mail.example"},
    ]
    plan = planned(tabs(people, ROLES), force=True)
    left = filtered_for(plan, access, HANDLES)
    whole = [one.key for one in pool_health.eligible(plan.book)]
    assert whole == ["P-5"]
    assert [left.keys[str(one.Index)] for one in pool_health.eligible(left.plan.book)] == ["p-5"]
    assert not [key for key in ("P-3", "P-4", "p-3", "p-4") if key in everything(left)]


def test_earlier_shelvings_are_shown_to_managers_only_and_redacted() -> None:
    """A manager sees why a candidate was shelved each time, without contact details; a viewer sees none of it."""
    store = MemoryStore(tabs([{**OWN, "reason_detail": "Ring +49 170 555 12 34, beat Ben Okoro"}, OTHER], ROLES))
    run(store)
    again = {**OWN, "shelved_on": "2026-10-01", "shelve_reason": "Location"}
    store.tabs["Candidates"] = [list(row) for row in tabs([again, OTHER], ROLES)["Candidates"]]
    plan = make_plan(assembled(store.read().tabs), force=True)
    assert plan.overwritten
    seen, counted = left_for(PRIYA, plan), left_for(VIEWER, plan)
    ((shelving,),) = seen.plan.book.candidates["earlier"]
    assert (str(shelving.reason), shelving.detail) == ("Timing", "Ring …, beat …")
    assert not any(counted.plan.book.candidates["earlier"])
    assert (dict(seen.plan.overwritten), dict(counted.plan.overwritten)) == ({}, {})
    assert [one for one in REACHES[:4] if one in everything(seen)] == []
