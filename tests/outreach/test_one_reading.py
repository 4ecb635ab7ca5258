"""Every command, the dashboard and the sheet agree about each candidate."""

import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from contextlib import suppress as suppress_error
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from automation.core.ledger.events import Answer
from automation.core.matching.slates import explain_pair
from automation.core.model import Row
from automation.core.publishing.plan import Plan, make_plan
from automation.core.reasons import Reason, ReasonKind, why_due, words
from automation.errors import ConfigError, LedgerError
from automation.outreach.compose import Prepared, propose, queue
from automation.outreach.context import Mailroom
from automation.outreach.control import suppress, unsuppress
from automation.outreach.owner_alerts import notify_owners
from automation.outreach.replies import record
from automation.outreach.sending import send
from automation.readmodel.workbook_view import Reader, View
from automation.refresh import read_workbook, refresh
from automation.services.recruiter_actions import Actor, follow_up_done, pass_on, reassign, shortlist, snooze
from tests.cli.program import Program, read_tab, write_workbook
from tests.mail.server import MailServer
from tests.outreach.desk import ALEX, DANA, DAY, REQ, Desk, by_mail, key
from tests.support.profile import examples

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


def desk_in(folder: Path, **options: Any) -> Desk:
    """A desk of Alex's people; both owners can be written to."""
    return Desk(str(write_workbook(folder / "pocket.xlsx", tabs())), folder / "outreach", {"senders": OWNERS} | options)


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


def test_names_in_two_columns_are_greeted(tmp_path: Path) -> None:
    """First and last name make the name of a message; a note in either refuses it, until Preferred name is filled."""
    header, *rows = tabs()["Candidates"]
    names = [("Ada", "Okafor", ""), ("Wei", "Lin", ""), ("Ben", "Hall (dup)", ""), ("Tom", "Hall - HIRED", "Tommy")]
    people = [
        ("First name", "Surname", "Preferred name", *header[1:]),
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
            ["Name 'Ben Hall (dup)' holds a note: leave only the name there, or fill Preferred name"],
        ),
        "Tommy": ("Hello Tommy", []),
    }


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

    def __init__(self, desk: Desk) -> None:
        room = desk.room()
        self.workbook = read_workbook(room.store, room.clock, room.settings.conventions, room)
        self.plan: Plan = make_plan(self.workbook, force=True)
        self.view: View = Reader(room.store, room.settings, room.clock).read()
        self.drafts: dict[str, Prepared] = {
            one.draft.candidate: one
            for one in propose(desk.room(), REQ, [key(number) for number in range(PEOPLE)], "Alex Kim")
        }
        refresh(room.store, room.clock, room.settings.conventions, room=desk.room())
        rows = read_tab(Path(desk.locator), "Candidates")
        self.cells = {row["Email"]: row for row in rows}
        self.shown = {(row["Req ID"], row["Candidate"]): row for row in read_tab(Path(desk.locator), "BP Matches")}

    def check(self, person: str) -> None:
        """One person is excluded or not, has one score, one owner and one next date."""
        plan = next(row for row in self.plan.follow_ups.itertuples() if row.key == person)
        assert self.view.plans[person].owner == plan.owner
        assert (self.cells[person]["BP Next follow-up"] or None) == (plan.on.isoformat() if plan.on else None)
        assert self.view.plans[person].on == plan.on
        for req in (REQ, CLERK):
            self._check_pair(person, req)
        excluded = explain_pair(self.workbook.book, person, REQ, DAY).excluded
        reasons = self.drafts[person].reasons
        if excluded:
            assert words(excluded) in reasons
            assert self.cells[person]["BP Follow-up reason"] == why_due(excluded)
        else:
            assert not {words(Reason(kind)) for kind in EXCLUSIONS} & set(reasons)
        # In a thread of his own Alex may go on after a reassignment.
        if not self.workbook.history.sends.get(person):
            assert any("was in contact" in one for one in reasons) == (plan.owner != "Alex Kim")

    def _check_pair(self, person: str, req: str) -> None:
        said = explain_pair(self.workbook.book, person, req, DAY)
        slate = self.plan.slates.matches
        rows = slate[(slate["req_id"] == req) & (slate["candidate"] == person)]
        (everywhere,) = self.view.explained([person], req.lower())
        assert (everywhere.excluded, everywhere.score, everywhere.band) == (said.excluded, said.score, said.band)
        passed = (req.lower(), person) in self.plan.actions.passed()
        assert len(rows) == (0 if said.excluded or passed else 1)
        assert ((req, person) in self.shown) == (len(rows) == 1)
        for row in rows.itertuples():
            assert (row.score, row.band, row.blocker) == (said.score, said.band, said.blocker.state)
            assert self.shown[req, person]["Score"] == said.score


@pytest.mark.long
@given(steps=STEPS)
@example(steps=[("left", 0), ("ledger put back", 0)])
@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_all_parts_agree_about_every_candidate(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    """For any sequence of messages, replies and decisions."""
    desk = desk_in(tmp_path_factory.mktemp("agree"))
    _keep_ledger(desk.room())
    for name, number in steps:
        DOINGS[name](desk.room(), key(number))
    answers = Answers(desk)
    for number in range(PEOPLE):
        answers.check(key(number))
