"""Every figure of a small pocket equals the count by hand, and no ratio says more than its counts."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from automation.core.frame import Frame
from automation.core.ledger.events import MAIL, Answer, Event
from automation.core.ledger.persons import History, Persons
from automation.core.ledger.state import LedgerState
from automation.core.model import MatchFrame
from automation.core.reports import hiring_metrics, outreach_metrics, pool_health
from automation.core.reports.funnel import Facts
from automation.core.reports.pool_health import Load, Skill
from automation.core.reports.stays import in_pocket, pool_trend, stays
from automation.core.reports.time_windows import Days, Ratio, Window
from automation.core.schema import BP_RUNS, RUN_COLUMNS
from automation.core.tabs.previous_run import Pair
from automation.core.tabs.run_log import read_runs
from automation.core.workbook.action_state import fold
from automation.core.workbook.parsed_workbook import Book, with_replies
from tests.core.small_workbooks import ANA, PLATFORM, TODAY, Record, planned, read, tabs

WINDOW = Window.ending(TODAY)


def back(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def person(key: str, shelved: int = 200, **cells: object) -> Record:
    known = {
        "name": key.title(),
        "email": f"{key}@mail.example",
        "shelved_on": back(shelved),
        "shelve_reason": "Timing",
    }
    return known | cells  # type: ignore[return-value]


def opening(key: str, opened: int, **cells: object) -> Record:
    known = {"req_id": key, "title": "Clerk", "opened_on": back(opened), "status": "Open"}
    return known | cells  # type: ignore[return-value]


PEOPLE: Sequence[Record] = (
    person("ada", 400, owner="Dana", champion="Priya", skills="k8s, Go", last_contact=back(30)),
    person("ben", 60, skills="Golang", shelve_reason="Other"),
    person("cleo", 20, hired_on=back(10), champion="Priya"),
    person("dov", 300, hired_on=back(40), champion="tom"),
    person("eve", 300, do_not_contact="yes", skills="Go"),
    person("fay", 300, shelve_reason="Conduct"),
    person("gus", 150, in_process="REQ-1", shelve_reason=None),
    person("hal", 50, region="EU", skills="Go", shelve_reason="Location"),
)
OPENINGS: Sequence[Record] = (
    opening("REQ-1", 80, must="Kubernetes, Go", recruiter="Dana", posted_on=back(70), pocket_checked_on=back(70)),
    opening("REQ-2", 60, must="Golang", recruiter="dana", posted_on=back(50), pocket_checked_on=back(49)),
    opening("REQ-3", 30, must="Excel", pocket_checked_on=back(28)),
    opening("REQ-4", 1),
    opening("REQ-5", 89, status="Filled", filled_on=back(5), filled_by="dov@mail.example", slate_presented_on=back(80)),
    opening("REQ-6", 70, status="Filled", filled_on=back(6), filled_by="cleo@mail.example", posted_on=back(60)),
    opening("REQ-7", 70, status="Filled", filled_on=back(6), hire_source="Talent pool", slate_presented_on=back(66)),
    opening("REQ-8", 70, status="Filled", filled_on=back(6), hire_source="Agency"),
    opening("REQ-9", 70, status="Filled", filled_on=back(6)),
    opening("REQ-10", 200, status="Filled", filled_on=back(100), hire_source="Talent pool"),
    opening("REQ-11", 70, status="Cancelled", filled_on=back(6), hire_source="Talent pool"),
)


def book() -> Book:
    return read(PEOPLE, OPENINGS)


def keys(rows: Sequence[object]) -> list[str]:
    return [str(row.Index).removesuffix("@mail.example") for row in rows]  # type: ignore[attr-defined]


def ledger(*sent: tuple[str, int, str], step: str = "first note") -> LedgerState:
    """Messages: to whom, how many days ago, and what came of them."""
    state = LedgerState()
    for number, (key, ago, outcome) in enumerate(sent):
        at = datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=UTC) - timedelta(days=ago)
        for name in ("queued", "sending", outcome):
            state.apply([Event(at, name, f"m{number}", f"{key}@mail.example", ("REQ-1",), step, "Dana")])
    return state


def answer(state: LedgerState, key: str, ago: int, what: Answer, send: str = "") -> None:
    """Something that came back, so many days ago."""
    at = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC) - timedelta(days=ago)
    answered = f"{key}@mail.example"
    state.apply([Event(at, what, send, answered, ("REQ-1",), by=MAIL, message_id=f"{key}{ago}{what}")])


def history(state: LedgerState) -> History:
    """What the ledger holds of these people."""
    return History(Persons(book().people.values()), state)


def responses(state: LedgerState) -> list[tuple[str, bool]]:
    """Who was reached, and whether they replied."""
    return [(keys([row])[0], replied) for row, replied in outreach_metrics.responses(book(), history(state), WINDOW)]


class TestRatio:
    @given(st.integers(0, 2_000), st.integers(0, 2_000))
    def test_says_both_counts_and_a_share_only_where_it_means_something(self, part: int, more: int) -> None:
        """Zero of zero is a dash; below five only the counts are shown; both counts are always given."""
        ratio = Ratio(part, part + more)
        said = str(ratio)
        assert (said == "—") == (ratio.whole == 0)
        assert ("%" in said) == (ratio.share is not None) == (ratio.whole >= 5)
        assert not ratio.whole or said.startswith(f"{part:,} / {part + more:,}")

    @given(st.integers(0, 5_000), st.integers(5, 5_000))
    @example(1, 1_000)
    @example(999, 1_000)
    def test_rounding_never_claims_all_or_none(self, part: int, whole: int) -> None:
        """Only all is 100 %, only none is 0 %."""
        said = str(Ratio(min(part, whole), whole))
        assert ("(100 %)" in said) == (part >= whole)
        assert ("(0 %)" in said) == (part == 0)

    def test_examples(self) -> None:
        """As the tiles show them."""
        assert [str(Ratio(*pair)) for pair in ((9, 14), (0, 0), (1, 4), (1_200, 2_400))] == [
            "9 / 14 (64 %)",
            "—",
            "1 / 4",
            "1,200 / 2,400 (50 %)",
        ]


class TestWindow:
    @given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 1_000))
    def test_windows_follow_on_each_other(self, today: date, days: int) -> None:
        """A window holds so many days, today last; the one before ends the day before, and is as long."""
        window = Window.ending(today, days)
        before = window.before()
        assert window.days == before.days == days
        assert before.last == window.first - timedelta(days=1)
        assert window.holds(today)
        assert not before.holds(window.first)
        assert not window.holds(None)


class TestPool:
    def test_candidates_who_may_be_contacted(self) -> None:
        """Excluded are the hired, do not contact, in process, shelved for conduct, and those without consent."""
        assert keys(pool_health.eligible(book())) == ["ada", "ben"]

    def test_candidates_in_the_pocket(self) -> None:
        """On a day: shelved by then, not hired by then, not marked do not contact; hired the same day is out."""
        assert keys(in_pocket(book(), TODAY)) == ["ada", "ben", "gus", "hal"]
        assert keys(in_pocket(book(), TODAY - timedelta(days=11))) == ["ada", "ben", "cleo", "gus", "hal"]
        assert "cleo" not in keys(in_pocket(book(), TODAY - timedelta(days=10)))
        assert keys(in_pocket(book(), TODAY - timedelta(days=90))) == ["ada", "dov", "gus"]

    def test_trend_ends_at_both_ends_of_the_window(self) -> None:
        """The first point is the size before the window, the last the size now."""
        trend = pool_trend(stays(book()), WINDOW)
        assert (len(trend), trend[0], trend[-1]) == (13, 3, 4)
        assert pool_trend(stays(book()), Window.ending(TODAY, 1)) == [4, 4]

    def test_hired_without_a_day_is_hired_all_along(self) -> None:
        """An unreadable Hired on removes the candidate from the pocket."""
        assert not in_pocket(read([person("ada", hired_on="yes")], []), TODAY - timedelta(days=100))

    def test_freshness_counts_every_candidate_once(self) -> None:
        """By last contact, else the day they were shelved, at the borders too."""
        people = [person("a", 90), person("b", 91), person("c", 365), person("d", 366, last_contact=back(180))]
        rows = pool_health.eligible(read([*people, person("e", 999)], []))
        counts = pool_health.freshness(rows, TODAY)
        assert counts == {"up to 90 days": 1, "up to 180 days": 2, "up to 365 days": 1, "older": 1, "no date": 0}
        assert pool_health.fresh(rows, TODAY) == Ratio(3, 5)

    def test_freshness_counts_replies(self) -> None:
        """A reply makes a row fresh; our messages, automatic replies and bounces do not."""
        state = ledger(*((key, 5, "sent") for key in "abcd"))
        for number, what in enumerate((Answer.REPLIED, Answer.AUTO_REPLY, Answer.HARD_BOUNCE)):
            answer(state, "abc"[number], 4, what, send=f"m{number}")
        rows = read([person(key, 300) for key in "abcd"], [])
        people = with_replies(rows, state, {}, Persons(rows.people.values()))
        counts = pool_health.freshness(pool_health.eligible(people), TODAY)
        assert (counts["up to 90 days"], counts["up to 365 days"]) == (1, 3)

    def test_reason_quality(self) -> None:
        """Other and blank do not count as reasons; only people shelved in the window are asked."""
        # Shelved in the window: ben (Other), cleo (Timing), hal (Location).
        assert pool_health.reason_quality(book(), WINDOW) == Ratio(2, 3)


class TestRequisitions:
    def test_pocket_checks_before_posting(self) -> None:
        """Checked by the day of posting, else within two days; one that still has time is left out."""
        checks = {str(row.key): check for row, check in hiring_metrics.checks(book(), WINDOW)}
        assert checks == {
            "REQ-1": True,
            "REQ-2": False,
            "REQ-3": True,
            "REQ-4": None,
            "REQ-5": False,
            "REQ-6": False,
            "REQ-7": False,
            "REQ-8": False,
            "REQ-9": False,
            "REQ-11": False,
        }
        assert hiring_metrics.looked_before_posting(book(), WINDOW) == Ratio(2, 9)

    def test_rediscovery(self) -> None:
        """Of those filled from a known source: dov and the talent pool, not cleo, who was shelved afterwards."""
        assert hiring_metrics.rediscovery(book(), WINDOW) == Ratio(2, 4)
        same_day = read([person("ada", 70)], [OPENINGS[5] | {"filled_by": "ada@mail.example"}])
        assert hiring_metrics.rediscovery(same_day, WINDOW) == Ratio(0, 1), (
            "shelved on the day it opened is not before it"
        )

    def test_time_to_slate(self) -> None:
        """The middle of 9 and 4 days."""
        assert hiring_metrics.time_to_slate(book(), WINDOW) == Days([9, 4])
        assert hiring_metrics.time_to_slate(read([], []), WINDOW) == Days([])

    def test_good_matches_and_pocket_candidates_on_slates(self) -> None:
        """Good or Strong counts, Possible does not; shelved on the opening day is not before it."""
        roles = [PLATFORM, PLATFORM | {"req_id": "REQ-2", "must": "Sewing, Welding", "title": "Welder"}]
        roles = [role | {"slate_presented_on": back(1)} for role in roles]
        plan = planned(tabs([ANA], roles))
        assert hiring_metrics.somebody_good(plan.book, plan.slates.matches) == Ratio(1, 2)
        assert hiring_metrics.coverage(plan.book, plan.slates.matches) == Ratio(0, 2)
        assert hiring_metrics.pocket_on_slate(plan.book, plan.slates.pairs, WINDOW) == Ratio(2, 2)
        late = planned(tabs([ANA | {"shelved_on": "2026-11-01"}], roles))
        assert hiring_metrics.pocket_on_slate(late.book, late.slates.pairs, WINDOW) == Ratio(0, 2)
        seen_later = {pair: Pair(TODAY) for pair in plan.slates.pairs} | {
            ("req-2", "gone"): Pair(TODAY.replace(month=1))
        }
        assert hiring_metrics.pocket_on_slate(plan.book, seen_later, WINDOW) == Ratio(1, 2), (
            "not on it when it was presented"
        )

    def test_concentration(self) -> None:
        """Only hires from the pocket count, each under its champion."""
        assert hiring_metrics.concentration(book(), WINDOW) == [("tom", Ratio(1, 1))]

    def test_missed_pocket(self) -> None:
        """Strong when it opened, shelved before that, and neither contacted nor written to."""

        def strong(key: str, ago: int, slate: int = 70) -> dict[tuple[str, str], Pair]:
            day, first = TODAY - timedelta(days=ago), TODAY - timedelta(days=slate)
            return {("req-8", f"{key}@mail.example"): Pair(day, day), ("req-8", "other"): Pair(first)}

        assert hiring_metrics.missed_pocket(book(), strong("gus", 70), WINDOW) == Ratio(1, 5)
        assert hiring_metrics.missed_pocket(book(), strong("gus", 69), WINDOW) == Ratio(0, 5), "Strong too late"
        typed_later = strong("gus", 66, slate=66)
        assert hiring_metrics.missed_pocket(book(), typed_later, WINDOW) == Ratio(1, 5), "on its first slate"
        assert hiring_metrics.missed_pocket(book(), strong("gus", 5, 5), WINDOW) == Ratio(0, 5), "filled before that"
        assert hiring_metrics.missed_pocket(book(), strong("ben", 70), WINDOW) == Ratio(0, 5), "shelved after it opened"
        assert hiring_metrics.missed_pocket(book(), strong("ada", 70), WINDOW) == Ratio(0, 5), "in contact since"
        pairs = strong("gus", 70)
        assert hiring_metrics.missed_pocket(book(), pairs, WINDOW, set(pairs)) == Ratio(0, 5), "written to"


class TestWork:
    def test_overdue(self) -> None:
        """Due today is not overdue; without an owner it is orphaned too."""
        people = [
            person("a", 10, promised_by=back(1), promised="Word", owner="Dana"),
            person("b", 10, promised_by=back(5), promised="Word"),
            person("c", 10, promised_by=back(0), promised="Word"),
        ]
        plan = planned(tabs(people, []))
        late = pool_health.overdue(plan.follow_ups, TODAY)
        assert (late.count, late.orphaned, late.median_days) == (2, 1, 3)
        assert late.by_owner == {"Dana": 1, "": 1}
        assert pool_health.overdue(planned(tabs([], [])).follow_ups, TODAY).median_days is None

    def test_alerts_are_counted_apart(self) -> None:
        """They reach no one as a message does; who replies to one counts among those who replied to alerts."""
        sent = ledger(("ada", 20, "sent"), ("ben", 20, "sent"), step="alert")
        answer(sent, "ada", 19, Answer.INTERESTED, send="m0")
        figures = (outreach_metrics.response_rate, outreach_metrics.interested_rate, outreach_metrics.bounce_rate)
        assert [figure(book(), history(sent), WINDOW) for figure in figures] == [Ratio(0, 0)] * 3
        assert outreach_metrics.alert_response_rate(book(), history(sent), WINDOW) == Ratio(1, 2)
        assert not outreach_metrics.first_pocket_contact(book(), history(sent), WINDOW)
        facts = Facts(book(), {}, MatchFrame(Frame({})), history(sent), fold([]), WINDOW)
        assert (set(facts.contacted), len(facts.written)) == ({("req-1", "ada@mail.example")}, 2)

    def test_response_rate(self) -> None:
        """Counts people, not messages; rejected and unknown ones do not count, nor do those before the window."""
        sent = ledger(("ada", 29, "sent"), ("ada", 20, "sent"), ("ben", 8, "sent"), ("hal", 8, "rejected"))
        assert outreach_metrics.response_rate(book(), history(sent), WINDOW) == Ratio(0, 2)
        answer(sent, "ada", 10, Answer.NO_THANKS)
        answer(sent, "ada", 9, Answer.LEFT)
        assert outreach_metrics.response_rate(book(), history(sent), WINDOW) == Ratio(1, 2)
        assert [key for key, replied in responses(sent) if replied] == ["ada"]
        old = ledger(("ada", 95, "sent"), ("ben", 3, "unknown"))
        assert outreach_metrics.response_rate(book(), history(old), WINDOW) == Ratio(0, 0)

    def test_only_replies_of_people_count(self) -> None:
        """An automatic reply, a bounced message and Last contact do not count as replies."""
        sent = ledger(("ada", 40, "sent"), ("ben", 8, "sent"), ("hal", 8, "sent"))
        answer(sent, "ben", 7, Answer.AUTO_REPLY, send="m1")
        answer(sent, "hal", 7, Answer.HARD_BOUNCE, send="m2")
        assert responses(sent) == [("ada", False), ("ben", False)]

    def test_a_reply_before_the_window_does_not_count(self) -> None:
        """A reply counts from the first message of the window on, also if the message was resolved later."""
        sent = ledger(("ada", 5, "sent"), ("ben", 5, "sent"))
        answer(sent, "ada", 6, Answer.INTERESTED)
        answer(sent, "ben", 6, Answer.INTERESTED, send="m1")
        assert responses(sent) == [("ada", False), ("ben", True)]

    def test_unplanned(self) -> None:
        """A next date without an owner is no plan."""
        plan = planned(tabs(PEOPLE, []))
        people = pool_health.eligible(plan.book)
        assert pool_health.unplanned(people, plan.follow_ups) == Ratio(1, 2)

    def test_load(self) -> None:
        """Names are compared without regard to case; unassigned ones are under "", and next month's are not yet due."""
        people = [
            person("a", 10, promised_by=back(-7), promised="Word", owner="DANA"),
            person("b", 10, promised_by=back(-8), promised="Word", owner="Lee"),
            person("c", 10, promised_by=back(1), promised="Word", owner="dana"),
        ]
        plan = planned(tabs(people, OPENINGS))
        assert pool_health.load(plan.book, plan.follow_ups, TODAY) == [Load("Dana", 2, 2, 1), Load("", 2, 0)]
        named = {"dana": "Dana Reyes", "lee": "Dana Reyes"}
        later = date(2026, 11, 24)
        found = pool_health.load(plan.book, plan.follow_ups, later, lambda who: named.get(who.lower(), who))
        assert found[0] == Load("Dana Reyes", 2, 3, 1), "an address and a short name are one recruiter's"

    def test_supply_and_demand(self) -> None:
        """Most asked first; other names of a skill count as the skill; only eligible people supply."""
        people = pool_health.eligible(book())
        found = pool_health.supply_and_demand(book(), people)
        assert found == [Skill("Go", 2, 2), Skill("Excel", 1, 0), Skill("Kubernetes", 1, 1)]
        assert pool_health.supply_and_demand(book(), people, most=1) == found[:1]

    def test_behind_each_skill_are_those_it_counts(self) -> None:
        """As many requisitions ask for it as the figure says, and as many people list it, whatever they call it."""
        people = pool_health.eligible(book())
        for skill in pool_health.supply_and_demand(book(), people):
            asking, holding = pool_health.behind_skill(book(), people, skill.name)
            assert (len(asking), len(holding)) == (skill.asked, skill.held)
        assert pool_health.behind_skill(book(), people, "Cobol") == ([], [])


class TestRuns:
    HEADER = tuple(column.header for column in RUN_COLUMNS)

    def line(self, at: str, today: str, due: object) -> list[object]:
        cells = {"run_id": at, "run_at": at, "today": today, "follow_ups_due": due}
        return [cells.get(column.id) for column in RUN_COLUMNS]

    def test_newest_first_whatever_the_order_of_lines(self) -> None:
        """A sorted log reads the same; lines without an instant come last, blank ones not at all."""
        lines = [
            self.line("2026-11-20T08:00:00+00:00", "2026-11-20", 3),
            self.line("2026-11-22T08:00:00+00:00", "2026-11-22", 5),
            self.line("not a time", "2026-11-21", "many"),
            [None] * len(RUN_COLUMNS),
        ]
        runs = read_runs({BP_RUNS: [self.HEADER, *lines]})  # type: ignore[list-item]
        assert [run.cells["today"] for run in runs] == ["2026-11-22", "2026-11-20", "2026-11-21"]
        assert runs[-1].at is None
        assert pool_health.run_trend(runs, "follow_ups_due", WINDOW) == [3, 5]

    def test_last_run_of_a_day_counts(self) -> None:
        """One point a day, the latest; days before the window are left out."""
        lines = [
            self.line("2026-11-20T08:00:00+00:00", "2026-11-20", 3),
            self.line("2026-11-20T09:00:00+00:00", "2026-11-20", 4),
            self.line("2025-11-20T09:00:00+00:00", "2025-11-20", 9),
        ]
        runs = read_runs({BP_RUNS: [self.HEADER, *lines]})  # type: ignore[list-item]
        assert pool_health.run_trend(runs, "follow_ups_due", WINDOW) == [4]

    def test_no_log(self) -> None:
        """A workbook that was never refreshed has no runs."""
        assert read_runs({}) == []


class TestEmpty:
    def test_nothing_over_nothing_everywhere(self) -> None:
        """An empty pocket gives dashes and zeros, never an error and never 0 %."""
        plan = planned(tabs([], []))
        empty, matches, late = plan.book, plan.slates.matches, plan.follow_ups
        ratios = [
            hiring_metrics.somebody_good(empty, matches),
            hiring_metrics.looked_before_posting(empty, WINDOW),
            hiring_metrics.rediscovery(empty, WINDOW),
            hiring_metrics.pocket_on_slate(empty, {}, WINDOW),
            outreach_metrics.response_rate(empty, History(), WINDOW),
            pool_health.reason_quality(empty, WINDOW),
            pool_health.fresh([], TODAY),
            pool_health.unplanned([], late),
            hiring_metrics.missed_pocket(empty, {}, WINDOW),
        ]
        assert {str(ratio) for ratio in ratios} == {"—"}
        assert pool_health.supply_and_demand(empty, []) == []
        assert pool_health.load(empty, late, TODAY) == []
        assert hiring_metrics.concentration(empty, WINDOW) == []
        assert pool_trend(stays(empty), WINDOW) == [0] * 13


@pytest.mark.parametrize(
    ("typed", "source"),
    [
        *((text, "pocket") for text in ("Backpocket", "our pocket", "From the talent pool", "Silver medallist")),
        *((text, "unknown") for text in ("", "n/a", "-")),
        ("Agency", "agency"),
        ("Pocket Recruiters Ltd", "pocket recruiters ltd"),
    ],
)
def test_the_source_of_a_hire(typed: str, source: str) -> None:
    """What means the pocket, what says nothing, and other words as they are."""
    book = read(PEOPLE, [opening("REQ-1", 70, status="Filled", filled_on=back(6), hire_source=typed)])
    assert hiring_metrics.source_of(book, book.requisition_rows["req-1"]) == source
