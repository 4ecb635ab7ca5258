"""The report of a small workbook equals what is counted by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from automation.core.frame import Frame
from automation.core.ledger.events import MAIL, Answer, Event
from automation.core.ledger.state import LedgerState
from automation.core.model import FollowUpFrame
from automation.core.publishing.plan import Plan, make_plan
from automation.core.reports import follow_up_metrics, outreach_metrics, pool_changes
from automation.core.reports.health_report import HealthReport
from automation.core.reports.outreach_metrics import Responses
from automation.core.reports.stays import in_pocket, pool_trend, stays
from automation.core.reports.time_windows import Days, Ratio, Window
from automation.core.tabs.previous_run import Pair
from automation.core.workbook.action_log import Action, Kind
from automation.core.workbook.action_state import fold
from automation.core.workbook.assemble import Workbook
from tests.core.small_workbooks import TODAY, Record, assembled, tabs


def back(days: int) -> date:
    return TODAY - timedelta(days=days)


def at(days: int) -> datetime:
    return datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=UTC) - timedelta(days=days)


def person(key: str, shelved: int, **cells: object) -> Record:
    known = {"name": key.title(), "email": f"{key}@mail.example", "shelved_on": back(shelved).isoformat()}
    return {**known, "shelve_reason": "Timing", **cells}  # type: ignore[dict-item]


def opening(key: str, opened: int, **cells: object) -> Record:
    known = {"req_id": key, "title": "Platform Engineer", "opened_on": back(opened).isoformat(), "status": "Open"}
    return {**known, **cells}  # type: ignore[dict-item]


PEOPLE: Sequence[Record] = (
    # Contacted about two openings, interested in one, hired for it.
    person("ada", 300, owner="Dana", source="Referral", champion="Priya", hired_on=back(4).isoformat()),
    # Contacted, replied "not now". Promise kept: written to between shelving and the promised day.
    person("ben", 200, owner="Dana", promised="A word", promised_by=back(20).isoformat(), shelve_reason="Other"),
    # The message bounced. A promise broken, and no contact since.
    person("cleo", 150, owner="Lee", promised="A word", promised_by=back(40).isoformat()),
    # Contacted and unsubscribed.
    person("dov", 60, owner="Lee", source="referral"),
    # Never contacted; in touch on the revisit day.
    person("eve", 30, revisit_on=back(10).isoformat(), last_contact=back(9).isoformat()),
    # Shelved after everything opened, in a region with rules; without a basis.
    person("fay", 1, region="Germany", shelve_reason=None),
    # The same, with one that ended in the window; and one that ends soon.
    person("gus", 250, region="DE", consent_basis="consent", consent_on="2026-05-10"),
    person("hal", 250, region="DE", consent_basis="consent", consent_on="2026-06-10"),
)
OPENINGS: Sequence[Record] = (
    # Checked before posting; the slate took 6 days, the hire 46.
    opening(
        "REQ-1",
        50,
        posted_on=back(45).isoformat(),
        pocket_checked_on=back(48).isoformat(),
        slate_presented_on=back(44).isoformat(),
        status="Filled",
        filled_on=back(4).isoformat(),
        filled_by="ada@mail.example",
        family="Platform",
    ),
    # Not checked; the slate took 20 days, the hire 30, from outside.
    opening(
        "REQ-2",
        60,
        posted_on=back(60).isoformat(),
        slate_presented_on=back(40).isoformat(),
        status="Filled",
        filled_on=back(30).isoformat(),
        hire_source="Agency",
    ),
    opening("REQ-3", 55, recruiter="Dana", family="Platform"),
    # Before the window.
    opening("REQ-4", 400, status="Filled", filled_on=back(200).isoformat(), hire_source="Agency"),
)
PAIRS = {
    ("req-1", "ada@mail.example"): Pair(back(49)),
    ("req-1", "ben@mail.example"): Pair(back(49)),
    ("req-1", "cleo@mail.example"): Pair(back(43)),
    ("req-2", "fay@mail.example"): Pair(back(41)),
    ("req-2", "eve@mail.example"): Pair(back(39), back(39)),
    ("req-3", "ada@mail.example"): Pair(back(54)),
    ("req-3", "dov@mail.example"): Pair(back(20)),
    ("req-4", "dov@mail.example"): Pair(back(210)),
}


def ledger() -> LedgerState:
    state = LedgerState()
    sent = (
        ("m1", "ada", 47, ("REQ-1", "REQ-3")),
        ("m2", "ben", 30, ("REQ-1",)),
        ("m3", "cleo", 30, ("REQ-1",)),
        ("m4", "dov", 15, ("REQ-3",)),
        ("m5", "eve", 120, ("REQ-4",)),
    )
    for send_id, key, ago, openings in sent:
        for name in ("queued", "sending", "sent"):
            state.apply([Event(at(ago), name, send_id, f"{key}@mail.example", openings, "first note", "Dana")])
    replies = (
        ("m1", "ada", 46, Answer.INTERESTED, ("REQ-1",)),
        ("m2", "ben", 29, Answer.NOT_NOW, ("REQ-1",)),
        ("m3", "cleo", 30, Answer.HARD_BOUNCE, ()),
        ("m4", "dov", 14, Answer.LEFT, ()),
        ("m4", "dov", 13, Answer.AUTO_REPLY, ()),
    )
    for send_id, key, ago, what, openings in replies:
        who = f"{key}@mail.example"
        state.apply([Event(at(ago), what, send_id, who, openings, by=MAIL, message_id=f"<{send_id}{what}>")])
    return state


ACTIONS = (
    Action(at(8), "Dana", Kind.DONE, "a1", back(8), "cleo@mail.example", value=back(25).isoformat()),
    Action(at(8), "Dana", Kind.DONE, "a2", back(8), "gus@mail.example", value=back(9).isoformat()),
    Action(at(12), "Dana", Kind.SHORTLISTED, "a3", back(12), "dov@mail.example", "REQ-3"),
    Action(at(12), "Dana", Kind.SHORTLISTED, "a4", back(12), "eve@mail.example", "REQ-3"),
    Action(at(11), "Dana", Kind.UNDONE, "a5", back(11), value="a4"),
)


def workbook() -> Workbook:
    return assembled(tabs(PEOPLE, OPENINGS), ledger(), fold(ACTIONS))


@pytest.fixture(scope="module")
def report() -> Mapping[str, Any]:
    plan = make_plan(workbook())
    # What runs of earlier days remembered.
    remembered = replace(plan, slates=replace(plan.slates, pairs=PAIRS, matches=plan.slates.matches.at([])))
    return HealthReport(remembered, Window.ending(TODAY)).record()


def ratio(part: int, whole: int) -> dict[str, Any]:
    return {"numerator": part, "denominator": whole, "value": part / whole if whole else None}


@pytest.mark.parametrize(
    ("name", "part", "whole"),
    [
        ("rediscovery_rate", 1, 2),
        # Ada was on REQ-1's slate by the day it was presented. Of REQ-2's, fay was shelved later, eve seen later.
        ("pocket_candidate_on_slate", 1, 2),
        # REQ-3 was neither checked nor posted.
        ("pocket_check_rate", 1, 3),
        ("coverage", 0, 1),
        # Ada, ben and dov were reached, cleo was not; eve's message is older than the window.
        ("response_rate", 3, 3),
        ("alert_response_rate", 0, 0),
        ("interested_rate", 1, 3),
        ("not_now_rate", 1, 3),
        ("bounce_rate", 1, 4),
        ("unsubscribe_rate", 1, 3),
        # Ben, cleo and eve: in contact 29, 150 and 9 days ago; hal 250 days ago. Others may not be written to.
        ("pool_freshness", 3, 4),
        ("stale_share", 0, 4),
        ("promise_kept_rate", 1, 2),
        # Of those shelved in the window: dov and eve have a reason, fay has none.
        ("reason_quality", 2, 3),
        ("concentration", 1, 1),
        # REQ-2 was filled from elsewhere; eve, Strong since, was shelved after it opened.
        ("missed_pocket", 0, 2),
    ],
)
def test_ratios(report: Mapping[str, Any], name: str, part: int, whole: int) -> None:
    """Each ratio has its three keys."""
    assert report["metrics"][name] == ratio(part, whole)


def test_follow_ups_on_time() -> None:
    """Dealt with on the day or up to three days later; one that still has time does not count."""
    people = [
        person("ada", 90, promised="A word", promised_by=back(20).isoformat(), last_contact=back(17).isoformat()),
        person("ben", 90, revisit_on=back(20).isoformat(), last_contact=back(16).isoformat()),
        person("cleo", 90, revisit_on=back(3).isoformat()),
        person("dov", 90, revisit_on=back(40).isoformat(), hired_on=back(50).isoformat()),
    ]
    done = fold(
        [
            Action(at(8), "Dana", Kind.DONE, "a1", back(8), "dov@mail.example", value=back(10).isoformat()),
            Action(at(8), "Dana", Kind.DONE, "a2", back(8), "dov@mail.example"),
        ]
    )
    found = assembled(tabs(people, []), LedgerState(), done)
    book, window = found.book, Window.ending(TODAY)
    days = follow_up_metrics.touched(book, found.history, done)
    none_due = FollowUpFrame(Frame({"key": (), "on": ()}))
    assert follow_up_metrics.on_time(book, none_due, done, days, window) == Ratio(2, 3)


def test_days(report: Mapping[str, Any]) -> None:
    """The middle, the slowest tenth, how many; and apart for the two ways that are compared."""
    metrics = report["metrics"]
    assert metrics["time_to_slate"] == {
        "median": 13,
        "p90": 18.6,
        "n": 2,
        "unit": "days",
        "pocket_first": {"median": 6, "n": 1},
        "other": {"median": 20, "n": 1},
    }
    assert metrics["time_to_fill"] == {
        "median": 38,
        "p90": 44.4,
        "n": 2,
        "unit": "days",
        "pocket": {"median": 46, "n": 1},
        "other": {"median": 30, "n": 1},
    }
    # REQ-1 opened 50 days ago, REQ-3 55 days ago; both were written about first 47 days ago.
    assert metrics["time_to_first_pocket_contact"] == {"median": 5.5, "p90": 7.5, "n": 2, "unit": "days"}


def test_mappings(report: Mapping[str, Any]) -> None:
    """Sources, growth and consent."""
    metrics = report["metrics"]
    assert metrics["source_of_hire"] == {"pocket": 1, "agency": 1}
    assert metrics["requisition_load"] == {"Dana": 1}
    # Dov, eve and fay came. Ada was hired, dov unsubscribed, gus's consent ended.
    assert metrics["pool_growth"] == {"added": 3, "left": 3, "net": 0}
    weeks = pool_changes.by_week(workbook().book, workbook().history, Window.ending(TODAY))
    assert {(week.monday, week.added, week.left) for week in weeks if week.added or week.left} == {
        (date(2026, 9, 21), 1, 0),
        (date(2026, 10, 19), 1, 0),
        (date(2026, 11, 2), 0, 1),
        (date(2026, 11, 9), 0, 1),
        (date(2026, 11, 16), 1, 1),
    }
    assert len(weeks) == 13
    # Ben, cleo and eve; hal's ends on 10 December; gus's ended; fay has none.
    assert metrics["consent_health"] == {"valid": 3, "expiring": 1, "expired": 1, "none": 1}
    assert metrics["impact_ratios"] == {}


def test_responses_by_group() -> None:
    """Each group counts its people once; a reply counts for the groups of the messages before it."""
    book, history, window = workbook().book, workbook().history, Window.ending(TODAY)
    by_reason = outreach_metrics.responses_by(book, history, window, lambda row, _: str(row.shelve_reason))
    assert by_reason == [Responses("Other", 1, 1, 0), Responses("Timing", 2, 2, 1)]
    by_month = outreach_metrics.responses_by(book, history, window, lambda _, send: f"{send.at:%Y-%m}")
    assert by_month == [Responses("2026-10", 2, 2, 1), Responses("2026-11", 1, 1, 0)]


def steps(*counts: tuple[int, int]) -> list[dict[str, Any]]:
    names = ("pocket", "matched", "contacted", "replied", "interested", "slate", "hired")
    return [
        {"step": name, "people": people, "pairs": pairs} for name, (people, pairs) in zip(names, counts, strict=True)
    ]


def test_funnel(report: Mapping[str, Any]) -> None:
    """By cohort what became of the pairs seen first in the window, by activity what happened in it."""
    # Ada is in the pocket until hired, dov until unsubscribed, gus until consent ended; seven of the eight pairs are of
    # the window.
    cohort = steps((7, 7), (6, 7), (3, 4), (3, 3), (1, 1), (4, 4), (1, 1))
    assert report["funnel"]["cohort"] == cohort
    assert report["funnel"]["activity"][2:] == cohort[2:], "nothing but the old message happened before"
    assert report["today"] == "2026-11-22"
    assert report["window_days"] == 90


def test_groups(report: Mapping[str, Any]) -> None:
    """The same by shelve reason, owner, role family and source, whatever the case of letters."""
    by = report["by"]
    assert list(by) == ["shelve_reason", "owner", "role_family", "source"]
    assert set(by["owner"]) == {"Dana", "Lee", ""}
    assert by["owner"]["Dana"][1:3] == steps(*[(0, 0)] * 1, (2, 3), (2, 3), *[(0, 0)] * 4)[1:3]
    assert by["shelve_reason"]["Other"][2] == {"step": "contacted", "people": 1, "pairs": 1}
    assert by["source"]["Referral"][1] == {"step": "matched", "people": 2, "pairs": 3}
    assert by["role_family"]["Platform"][-1] == {"step": "hired", "people": 1, "pairs": 1}


def test_the_pocket_changes_by_who_came_and_left() -> None:
    """The size on a page and the change beside it are counted by the same days as who came and left."""
    found = workbook()
    for days, net in ((2, 1), (30, -2), (60, -1), (200, 1), (400, 5)):
        window = Window.ending(TODAY, days)
        sizes = pool_trend(stays(found.book, found.history), window)
        assert sizes[-1] - sizes[0] == pool_changes.growth(found.book, found.history, window).net == net
        assert sizes[-1] == len(in_pocket(found.book, TODAY)) == 5


def test_only_who_was_in_the_pocket_came_into_it() -> None:
    """Shelved for conduct, to be left alone, or hired before: none of these comes, on either page."""
    people = [
        person("ann", 10),
        person("bea", 10, shelve_reason="Conduct"),
        person("cid", 10, do_not_contact="yes"),
        person("dee", 10, hired_on=back(20).isoformat()),
    ]
    found, window = assembled(tabs(people, [])), Window.ending(TODAY)
    assert pool_changes.growth(found.book, found.history, window) == pool_changes.Growth(1, 0, 1)
    assert pool_trend(stays(found.book, found.history), window)[-1] == 1


def test_nothing_of_nothing() -> None:
    """An empty workbook has no ratio, no days and no one."""
    plan: Plan = make_plan(assembled(tabs([], [])))
    found = HealthReport(plan, Window.ending(TODAY)).record()
    ratios = [value for value in found["metrics"].values() if isinstance(value, dict) and "denominator" in value]
    assert len(ratios) == 18
    assert all(value == ratio(0, 0) for value in ratios)
    assert found["funnel"]["cohort"] == found["funnel"]["activity"] == steps(*[(0, 0)] * 7)


@pytest.mark.parametrize(
    ("days", "p90"), [([], None), ([3], 3), ([1, 2], 1.9), (list(range(1, 11)), 9.1), (list(range(11)), 9)]
)
def test_percentile(days: list[int], p90: float | None) -> None:
    """As spreadsheets' PERCENTILE gives it."""
    assert Days(days).p90 == (None if p90 is None else pytest.approx(p90))
