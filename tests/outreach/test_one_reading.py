"""Every command, the dashboard and the sheet agree about each candidate."""

import shutil
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from contextlib import suppress as suppress_error
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from automation.core.ledger.events import Answer
from automation.core.matching.blocker_words import question
from automation.core.matching.blocker_words import words as words_of
from automation.core.matching.explanations import Explanation
from automation.core.matching.matcher import explain_pair
from automation.core.matching.off_slate import LeftOut
from automation.core.model import BlockerState, Cell, Row, each_row
from automation.core.publishing.plan import Plan, make_plan
from automation.core.reason_words import why_due, words
from automation.core.reasons import Reason, ReasonKind
from automation.core.schema import MATCH_COLUMNS
from automation.errors import ConfigError, LedgerError
from automation.outreach.compose import propose, queue
from automation.outreach.context import Mailroom
from automation.outreach.owner_alerts import notify_owners
from automation.outreach.replies import record
from automation.outreach.sending import send
from automation.outreach.suppression_list import suppress, unsuppress
from automation.readmodel.workbook_view import Reader, View
from automation.refresh import read_workbook, refresh
from automation.services.acting import Actor
from automation.services.recruiter_actions import follow_up_done, pass_on, reassign, shortlist, snooze
from dashboard.ui.candidates import next_steps
from tests.cli.program import Program, changed, read_tab, write_workbook
from tests.mail.server import MailServer
from tests.outreach.desk import ALEX, DANA, DAY, REQ, Desk, by_mail, key
from tests.support.profile import examples

if TYPE_CHECKING:
    from automation.outreach.drafting import Prepared

OWNERS = {"Alex Kim": ALEX, "Dana Reyes": DANA}
PEOPLE = 4
CLERK = "REQ-2"
KEPT = "kept.sqlite3"
# What a candidate of these tests can be excluded for.
EXCLUSIONS = (ReasonKind.SUPPRESSED, ReasonKind.ASKED, ReasonKind.DO_NOT_CONTACT)


def tabs() -> dict[str, Sequence[Row]]:
    """People who are Alex's; he spoke to each of them yesterday."""
    header = (
        "Name",
        "Email",
        "Current title",
        "Skills",
        "Level",
        "Region",
        "Shelved on",
        "Shelve reason",
        "Owner",
        "Last contact",
    )
    what = (
        "Platform Engineer",
        "Kubernetes, Go",
        "Senior",
        "US",
        "2026-03-01",
        "Lost to another finalist",
        "Alex Kim",
        (DAY - timedelta(days=1)).isoformat(),
    )
    roles = [
        (REQ, "Platform Engineer", "Kubernetes, Go", "Senior", "2026-11-01", "Open"),
        (CLERK, "Platform Clerk", "Go", "Mid", "2026-11-01", "Open"),
    ]
    return {
        "Candidates": [header, *((f"Person {chr(65 + one)}", key(one), *what) for one in range(PEOPLE))],
        "Requisitions": [("Req ID", "Title", "Must-have skills", "Level", "Opened on", "Status"), *roles],
    }


# What the people of the property below differ in: each blocker state, stale rows, unknown cells, a snag in every part.
DIFFERENCES: dict[str, Sequence[Cell]] = {
    "Shelve reason": ("Lost to another finalist", "Work authorisation", "Pay too high", "Timing"),
    "Shelved on": ("2026-03-01", "2026-11-20", "2026-01-10", "2026-10-01"),
    "Last contact": ("2026-03-05", "2025-06-01", "2026-02-02", "2026-11-10"),
    "Pay expectation": (None, "90k EUR", "120k EUR", "9k"),
    "Revisit on": (None, None, "2026-10-05", "2026-12-24"),
    "Level": ("Senior", "Sr.", None, "Senior"),
    "Promised by": ("2026-11-20", None, None, None),
}


def varied() -> dict[str, Sequence[Row]]:
    """The same people, with differences; of the roles the one that fits less pays more."""
    book = tabs()
    for header, cells in DIFFERENCES.items():
        book["Candidates"] = changed(book["Candidates"], header, *cells)
    pays = {"Pay max": ("100k", "130k"), "Currency": ("EUR", "EUR"), "Nice-to-have skills": (None, "Excel")}
    for header, cells in pays.items():
        book["Requisitions"] = changed(book["Requisitions"], header, *cells)
    return book


def desk_in(folder: Path, book: Mapping[str, Sequence[Row]] | None = None, **options: Any) -> Desk:
    """A desk of Alex's people; both owners can be written to."""
    file = write_workbook(folder / "pocket.xlsx", book or tabs())
    return Desk(str(file), folder / "outreach", {"senders": OWNERS} | options)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_in(tmp_path)


def hand(room: Mailroom, who: str = "Alex Kim") -> Actor:
    return Actor(who, room.store, room.clock)


def refusals(room: Mailroom, by: str, person: str = key(0)) -> list[str]:
    """Why a first note to one person is refused."""
    (prepared,) = propose(room, REQ, [person], by)
    return list(prepared.reasons)


def test_explain_shows_that_a_candidate_is_suppressed(
    desk: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A person on the suppression list is on no slate, and `explain` says why."""
    suppress(desk.room(), key(0), "Dana", "asked on the telephone")
    monkeypatch.setenv("BACKPOCKET_OUTREACH_FOLDER", str(desk.folder))
    backpocket, which = Program(capsys), ("--workbook", desk.locator, "--json")
    listed = backpocket("matches", REQ, *which).record["matches"]
    assert [one["candidate"] for one in listed] == [key(1), key(2), key(3)]
    assert backpocket("explain", key(0), REQ, *which).record["excluded"] == "Asked not to be contacted"
    assert backpocket("explain", key(1), REQ, *which).record["excluded"] == ""


def test_the_guards_know_the_new_owner(desk: Desk) -> None:
    """After a reassignment to Dana, Dana may write to a candidate whom Alex contacted yesterday, and Alex may not."""
    assert refusals(desk.room(), "Alex Kim") == []
    assert refusals(desk.room(), "Dana Reyes") == ["Alex Kim was in contact on 2026-11-23, less than 14 days ago"]
    reassign(hand(desk.room()), key(0), "Dana Reyes")
    assert refusals(desk.room(), "Dana Reyes") == []
    assert refusals(desk.room(), "Alex Kim") == ["Dana Reyes was in contact on 2026-11-23, less than 14 days ago"]


def test_the_guards_know_an_owner_by_all_their_names(desk: Desk) -> None:
    """The owner, in contact yesterday, may write under a name, a short name or an address; a colleague may not."""
    desk.options["senders"] = {"alex": ALEX, "dana": DANA}
    for by in ("Alex Kim", "alex", "alex@acme.example", ALEX):
        assert refusals(desk.room(), by) == []
    for by in ("Dana Reyes", "dana", DANA):
        assert refusals(desk.room(), by) == ["Alex Kim was in contact on 2026-11-23, less than 14 days ago"]


def test_names_in_two_columns_are_greeted(tmp_path: Path) -> None:
    """First and last name make the name of a message; a note in either refuses it, until Nickname is filled."""
    header, *rows = tabs()["Candidates"]
    names = [("Ada", "Okafor", ""), ("Wei", "Lin", ""), ("Ben", "Hall (dup)", ""), ("Tom", "Hall - HIRED", "Tommy")]
    people = [
        ("First name", "Surname", "Nickname", *header[1:]),
        *((*name, *row[1:]) for name, row in zip(names, rows, strict=True)),
    ]
    write_workbook(tmp_path / "pocket.xlsx", {**tabs(), "Candidates": people})
    desk = Desk(str(tmp_path / "pocket.xlsx"), tmp_path / "outreach", {"senders": OWNERS})
    prepared = propose(desk.room(), REQ, [key(one) for one in range(4)], "Alex Kim")
    found = {one.draft.name: (one.draft.body.partition(",")[0], list(one.reasons)) for one in prepared}
    assert found == {
        "Ada Okafor": ("Hello Ada", []),
        "Wei Lin": ("Hello Wei", []),
        "Ben Hall (dup)": (
            "Hello Ben",
            ["First name + Surname 'Ben Hall (dup)' holds a note: leave only the name there, or fill Nickname"],
        ),
        "Tommy": ("Hello Tommy", []),
    }


def test_guards_name_columns_as_the_sheet_does(tmp_path: Path) -> None:
    """A region, a basis and an address that are missing are asked for under the headers of the sheet."""
    header, *rows = tabs()["Candidates"]
    theirs = {"Region": "Country", "Email": "E-Mail-Adresse"}
    at = header.index("Region")
    regions = ("", "DE", "DE", "US")
    people = [
        (*(theirs.get(str(one), one) for one in header), "Legal basis", "Consent date"),
        *(
            (*row[:at], region, *row[at + 1 :], "consent" if number == 2 else None, None)
            for number, (row, region) in enumerate(zip(rows, regions, strict=False))
        ),
    ]
    write_workbook(tmp_path / "pocket.xlsx", {**tabs(), "Candidates": people})
    desk = Desk(str(tmp_path / "pocket.xlsx"), tmp_path / "outreach", {"senders": OWNERS})
    prepared = propose(desk.room(), REQ, [key(one) for one in range(4)], "Alex Kim")
    assert [list(one.reasons) for one in prepared] == [
        ["Country is empty or not known: whose rules apply?"],
        ["Legal basis is empty: ask whether you may keep them, or remove the row"],
        ["Consent date is empty: type the day they agreed"],
        [],
    ]


def test_the_new_owner_hears_of_a_reply(tmp_path: Path) -> None:
    """If a candidate reassigned to Dana is interested, Dana is notified."""
    with MailServer() as server:
        desk = desk_in(tmp_path, **by_mail(server))
        reassign(hand(desk.room()), key(0), "Dana Reyes")
        record(desk.room(), key(0), Answer.INTERESTED, "Alex Kim")
        assert notify_owners(desk.room()).replies == 1
        assert [one.recipients for one in server.received] == [("dana@acme.example",)]


# -- Any state of ledger and actions


def _sent(room: Mailroom, person: str) -> None:
    (prepared,) = propose(room, REQ, [person], "Alex Kim")
    # A ledger that lacks lines sends nothing.
    with suppress_error(LedgerError):
        if not prepared.reasons:
            queue(room, [prepared.draft], "Alex Kim")
            send(room)


def _let_back(room: Mailroom, person: str) -> None:
    # A candidate who unsubscribed on their own page stays out.
    with suppress_error(ConfigError):
        unsuppress(room, person, "Alex Kim", "a mistake")


def _restore_ledger(room: Mailroom, _person: str) -> None:
    """Show the ledger in the workbook; then put back the ledger file as `_keep_ledger` found it."""
    refresh(room.store, room.clock, room.settings.conventions, room=room)
    for file in room.folder.glob("ledger.sqlite3*"):
        file.unlink()
    shutil.copy(room.folder / KEPT, room.folder / "ledger.sqlite3")


def _keep_ledger(room: Mailroom) -> None:
    """Begin the ledger, and copy its file."""
    suppress(room, key(0), "Alex Kim", "asked")
    unsuppress(room, key(0), "Alex Kim", "a mistake")
    with (
        closing(sqlite3.connect(room.folder / "ledger.sqlite3")) as ledger,
        closing(sqlite3.connect(room.folder / KEPT)) as copy,
    ):
        ledger.backup(copy)


def _answered(answer: Answer, value: str = "") -> Callable[[Mailroom, str], object]:
    return lambda room, person: record(room, person, answer, "Alex Kim", value=value, requisitions=(REQ,))


DOINGS: dict[str, Callable[[Mailroom, str], object]] = {
    "sent": _sent,
    "suppressed": lambda room, person: suppress(room, person, "Alex Kim", "asked"),
    "let back": _let_back,
    "interested": _answered(Answer.INTERESTED),
    "not now": _answered(Answer.NOT_NOW, "2027-03"),
    "no thanks": _answered(Answer.NO_THANKS),
    "left": _answered(Answer.LEFT),
    "bounced": _answered(Answer.HARD_BOUNCE),
    "given": lambda room, person: reassign(hand(room), person, "Dana Reyes"),
    "given back": lambda room, person: reassign(hand(room, "Dana Reyes"), person, "Alex Kim"),
    "done": lambda room, person: follow_up_done(hand(room), person),
    "snoozed": lambda room, person: snooze(hand(room), person, DAY + timedelta(days=9)),
    "passed": lambda room, person: pass_on(hand(room), person, REQ, "another level"),
    "ledger put back": _restore_ledger,
    "shortlisted": lambda room, person: shortlist(hand(room), person, REQ),
}
STEPS = st.lists(st.tuples(st.sampled_from(sorted(DOINGS)), st.integers(0, PEOPLE - 1)), min_size=1, max_size=6)


class Answers:
    """What each part of the program says of one state."""

    def __init__(self, desk: Desk, backpocket: Program) -> None:
        room = desk.room()
        self.workbook = read_workbook(room.store, room.clock, room.settings.conventions, room)
        self.plan: Plan = make_plan(self.workbook, force=True)
        self.view: View = Reader(room.store, room.settings, room.clock).read()
        self.drafts: dict[str, Prepared] = {
            one.draft.candidate: one
            for one in propose(desk.room(), REQ, [key(number) for number in range(PEOPLE)], "Alex Kim")
        }
        which = ("--workbook", desk.locator, "--today", DAY, "--json")
        self.matches = backpocket("matches", *which).record
        self.due = {one["key"]: one for one in backpocket("follow-ups", *which).record["follow_ups"]}
        self.explained = {
            key(number): backpocket("explain", key(number), REQ, *which).record for number in range(PEOPLE)
        }
        refresh(room.store, room.clock, room.settings.conventions, room=desk.room())
        rows = read_tab(Path(desk.locator), "Candidates")
        self.cells = {row["Email"]: row for row in rows}
        self.requisitions = {row["Req ID"]: row for row in read_tab(Path(desk.locator), "Requisitions")}
        self.shown = {(row["Req ID"], row["Candidate"]): row for row in read_tab(Path(desk.locator), "BP Matches")}

    def check(self, person: str) -> None:
        """One person is excluded or not, has one score, one owner and one next date, in the same words."""
        plan = next(row for row in each_row(self.plan.follow_ups) if row.key == person)
        cells, own = self.cells[person], [self._check_pair(person, req) for req in (REQ, CLERK)]
        assert self.view.plans[person].owner == plan.owner
        self._check_follow_up(person, plan)
        self._check_best(person)
        everywhere = [(one.requisition, one.score, one.band, one.excluded) for one in self.view.everywhere(person)]
        assert sorted(everywhere, key=str) == sorted(
            ((one.requisition, one.score, one.band, one.excluded) for one in own if one.score >= 30), key=str
        )
        draft, reasons = self.drafts[person], self.drafts[person].reasons
        excluded = own[0].excluded
        assert draft.confirm_first == ([own[0].confirm_first] if own[0].confirm_first else [])
        assert any("what stood in the way" in one for one in draft.warnings) is (own[0].blocker.state == "standing")
        if excluded and excluded.kind is ReasonKind.PASSED:
            assert words(excluded) in draft.warnings
        elif excluded:
            # The same reason from the list, the row and a reply is given once, in whose letters it came first.
            assert words(excluded).casefold() in {one.casefold() for one in reasons}
        if excluded and excluded.kind not in {ReasonKind.PASSED, ReasonKind.NO_THANKS, ReasonKind.WAIT_UNTIL}:
            assert cells["BP Follow-up reason"] == why_due(excluded)
        if not excluded:
            said = {one.casefold() for one in reasons}
            assert not {words(Reason(kind)).casefold() for kind in EXCLUSIONS} & said
        # In a thread of his own Alex may go on after a reassignment; and one of them was in touch lately.
        if not self.workbook.history.sends.get(person) and cells["Last contact"] == "2026-11-10":
            assert any("was in contact" in one for one in reasons) == (plan.owner != "Alex Kim")

    def _check_pair(self, person: str, req: str) -> Explanation:
        """A pair has one score, band and set of reasons, or one reason why it is on no slate."""
        said = explain_pair(self.workbook.book, person, req, DAY, self.plan.actions.passed())
        rows = self.plan.slates.matches.having("req_id", req).having("candidate", person)
        (everywhere,) = self.view.explained([person], req.lower())
        assert everywhere == said
        assert len(rows) == (0 if said.excluded else 1)
        assert ((req, person) in self.shown) == (len(rows) == 1)
        printed = [one for one in self.matches["matches"] if (one["req_id"], one["candidate"]) == (req, person)]
        for row, one in zip(each_row(rows), printed, strict=True):
            cells = self.shown[req, person]
            for column in MATCH_COLUMNS[4:]:
                if hasattr(said, column.id) and column.id != "blocker":
                    wanted = getattr(said, column.id)
                    assert getattr(row, column.id) == one[column.id] == wanted == (cells[column.header] or "")
            assert row.blocker == one["blocker"] == cells["Blocker"] == said.blocker.state
        if req == REQ:
            record = self.explained[person]
            assert all(record[name] == getattr(said, name) for name in ("score", "band", "why_now", "gaps"))
            assert record["excluded"] == (words(said.excluded) if said.excluded else "")
        self._check_words(said)
        return said

    def _check_words(self, said: Explanation) -> None:
        """The band follows from score and blocker, and what stands in the way is said once, where it belongs."""
        by_score = self.workbook.book.rules.band(said.score)
        standing = said.blocker.state is BlockerState.STANDING
        assert said.band is (by_score.lowered() if standing else by_score)
        assert said.gaps.startswith(("Blocked: ", f"{by_score} by score, ")) is standing
        assert bool(question(said.blocker) and question(said.blocker) in said.gaps) is (
            said.blocker.state is BlockerState.UNKNOWN
        )
        if said.blocker.state in {BlockerState.STANDING, BlockerState.UNKNOWN}:
            assert words_of(said.blocker.then) not in said.why_now
        # A skill is either listed or missing.
        held = said.why_now.partition("Lists ")[2].partition(" (")[0].split(", ")
        missing = said.gaps.partition("Missing: ")[2].partition(".")[0].split(", ")
        assert not set(filter(None, held)) & set(filter(None, missing))

    def _check_follow_up(self, person: str, plan: Any) -> None:
        """One next date and reason; no day before the shelving; a Strong match is named only where there is one."""
        cells, row = self.cells[person], self.workbook.book.people[person]
        assert (cells["BP Next follow-up"] or None) == (plan.on.isoformat() if plan.on else None)
        assert (cells["BP Last touch"] or None) == (plan.last_touch.isoformat() if plan.last_touch else None)
        assert (self.view.plans[person].on, self.view.plans[person].reason) == (plan.on, plan.reason)
        assert (person in self.due) is bool(plan.on and plan.on <= DAY)
        if person in self.due:
            printed = self.due[person]
            assert (printed["on"], printed["owner"]) == (plan.on.isoformat(), plan.owner)
            assert printed["reason"] == why_due(plan.reason)
        reason = cells["BP Follow-up reason"] or ""
        assert reason.startswith(why_due(plan.reason))
        assert plan.on is None or plan.on >= row.shelved_on
        strong = {
            f"{req} {self.requisitions[req]['Title']}"
            for req in (REQ, CLERK)
            if self.shown.get((req, person), {}).get("Band") == "Strong"
        }
        named = reason.partition("New Strong match: ")[2].partition(".")[0]
        assert not named or named in strong

    def _check_best(self, person: str) -> None:
        """The columns beside a candidate are those of their best match; the pages show the same one first."""
        cells = self.cells[person]
        bands = ["Strong", "Good", "Possible", None]
        own = sorted(
            (row for (_, candidate), row in self.shown.items() if candidate == person),
            key=lambda row: (bands.index(row["Band"]), -row["Score"], row["Req ID"]),
        )
        best = own[0] if own else {}
        title = self.requisitions[best["Req ID"]]["Title"] if best else ""
        assert (cells["BP Best match"] or "") == (f"{best['Req ID']} {title}" if best else "")
        for header in ("Score", "Band", "Why now", "Gaps", "Confirm first"):
            assert cells[f"BP {header}"] == best.get(header), header
        first = next(iter(next_steps.openings(self.view, self.view.people[person])), None)
        assert (first.req_id if first else None) == best.get("Req ID")
        if best:
            stale = not cells["BP Freshness"].startswith("Fresh until ")
            assert stale is ("till looking?" in (best["Confirm first"] or ""))

    def check_requisition(self, req: str) -> None:
        """A slate has one order, one count of Strong matches, and one of those who are left out."""
        on_slate = sorted(
            (row for (requisition, _), row in self.shown.items() if requisition == req), key=lambda row: row["Rank"]
        )
        bands = ["Strong", "Good", "Possible", None]
        order = [(bands.index(row["Band"]), -row["Score"], row["Candidate"]) for row in on_slate]
        assert order == sorted(order)
        cells = self.requisitions[req]
        assert cells["BP Strong matches"] == sum(row["Band"] == "Strong" for row in on_slate)
        named = [f"{row['Rank']}. {row['Name']} {row['Score']:g} {row['Band'] or 'weak'}" for row in on_slate]
        said = [explain_pair(self.workbook.book, key(one), req, DAY) for one in range(PEOPLE)]
        left_out = LeftOut(sum(bool(one.excluded) and one.score >= 50 for one in said))
        assert self.matches["excluded_would_fit"][req] == left_out.excluded
        more = str(left_out)
        assert cells["BP Slate"] == "; ".join([*(named or ["No match yet"]), *([more] if more else [])])


@pytest.mark.long
@given(steps=STEPS)
@example(steps=[("left", 0), ("ledger put back", 0)])
@example(steps=[("no thanks", number) for number in range(PEOPLE)])
@settings(max_examples=examples(16), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_all_parts_agree_about_every_candidate(
    tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    steps: list[tuple[str, int]],
) -> None:
    """For any sequence of messages, replies and decisions, about people with every kind of blocker."""
    desk = desk_in(tmp_path_factory.mktemp("agree"), varied())
    monkeypatch.setenv("BACKPOCKET_OUTREACH_FOLDER", str(desk.folder))
    _keep_ledger(desk.room())
    for name, number in steps:
        DOINGS[name](desk.room(), key(number))
    answers = Answers(desk, Program(capsys))
    for number in range(PEOPLE):
        answers.check(key(number))
    for req in (REQ, CLERK):
        answers.check_requisition(req)
