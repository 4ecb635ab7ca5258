"""Alerts from the invitation to the unsubscribe, over both kinds of ledger and a real mail server."""

import random
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import requests

from automation.cli.options import log_to_stderr
from automation.core.ledger.events import Answer, State, Step
from automation.core.messages.alerts import due_alerts
from automation.core.model import Row, each_row
from automation.core.publishing.plan import make_plan
from automation.errors import ConfigError, UnknownKey
from automation.outreach.alerts import Run, allow, draft_alerts, draft_invitations, revoke, run
from automation.outreach.compose import Queued, propose, queue
from automation.outreach.control import stop
from automation.outreach.drafting import Prepared
from automation.outreach.replies import record
from automation.outreach.sending import send
from automation.services.colleagues.nudge import Nudge
from automation.services.init import complete
from automation.store.google.connection import connect
from tests.answers.site import Site, served
from tests.cli.program import write_workbook
from tests.mail.server import MailServer
from tests.outreach.desk import ALEX, DANA, NOON, Desk, by_mail, give_ids, key, local_desk, sheet_desk, tabs
from tests.sheets_emulator.server import Emulator
from tests.support.forks import forked

HEADER: Row = (
    "Req ID", "Title", "Role family", "Must-have skills", "Level", "Location", "Opened on", "Status",
)  # fmt: skip
PRIYA = "Priya Shah <priya@acme.example>"


def opening(number: int, family: str = "Engineering", title: str = "Platform Engineer", status: str = "Open") -> Row:
    """A requisition that everyone fits."""
    return (f"REQ-{number}", title, family, "Kubernetes, Go", "Senior", "Lisbon", "2026-11-01", status)


def book(*openings: Row, people: int = 3, alerts: str = "") -> dict[str, Sequence[Row]]:
    """People who fit all openings."""
    header, *rows = tabs(people)["Candidates"]
    return {
        "Candidates": [(*header, "Alerts"), *((*row, alerts) for row in rows)],
        "Requisitions": [HEADER, *openings],
    }


def retype(desk: Desk, *openings: Row) -> None:
    """A colleague types these requisitions."""
    if desk.emulator:
        sheet = connect(desk.locator, str(desk.folder / "robot.json"), desk.emulator.url).client
        rows = [list(row) for row in (HEADER, *openings)]
        sheet.open_by_key(desk.locator).worksheet("Requisitions").update(rows, "A1")
    else:
        write_workbook(Path(desk.locator), {**desk.store().read().tabs, "Requisitions": [HEADER, *openings]})


def later(desk: Desk, days: int) -> None:
    """Let it be so many days after the first one."""
    desk.now = NOON + timedelta(days=days)
    desk.today = desk.now.date()


def release(desk: Desk, prepared: Sequence[Prepared], by: str = DANA) -> list[Queued]:
    """Release drafts, and send them."""
    results = queue(desk.room(), [one.draft for one in prepared], by)
    send(desk.room())
    return results


def due(desk: Desk) -> dict[str, tuple[str, ...]]:
    """Candidate → the openings of the alert that is due."""
    return {one.candidate: one.first for one in due_alerts(desk.room().read())}


def standing(desk: Desk) -> Run:
    """A run of the standing releases, then of the worker."""
    outcome = run(desk.room())
    send(desk.room())
    return outcome


def mails(server: MailServer) -> list[Any]:
    """All mails that the server took, in order."""
    return [message_from_bytes(one.data, policy=policy.default) for one in server.received]


def text_of(mail: Any) -> str:
    return str(mail.get_body(("plain",)).get_content())


def link(mail: Any, path: str) -> str:
    found = re.search(rf"http\S+{path}\S+", text_of(mail))
    assert found, text_of(mail)
    return found[0]


def refusals(results: Sequence[Queued]) -> str:
    return " ".join(reason for one in results for reason in one.reasons)


@pytest.fixture(params=["sqlite", "sheet"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Site, MailServer]]:
    """The page of a desk that sends by a mail server."""
    first = book(opening(1), opening(2, "Sales"))
    with ExitStack() as stack:
        server = stack.enter_context(MailServer())
        if request.param == "sqlite":

            def make(url: str) -> Desk:
                return local_desk(tmp_path, first, respond_url=url, **by_mail(server))

        else:
            emulator = stack.enter_context(Emulator())

            def make(url: str) -> Desk:
                desk = sheet_desk(tmp_path, emulator, first, respond_url=url, **by_mail(server))
                complete(desk.store())
                return desk

        yield stack.enter_context(served(make)), server


@pytest.mark.long
def test_from_the_invitation_to_the_unsubscribe(site: tuple[Site, MailServer]) -> None:
    """Each opening comes once, to whom it was chosen for, until they leave by one click."""
    running, server = site
    desk = running.desk
    # Invited once: one says yes, one no, one nothing.
    release(desk, draft_invitations(desk.room(), DANA))
    assert Counter(str(mail["To"]) for mail in mails(server)) == Counter(
        {f"Person {'ABC'[number]} <{key(number)}>": 1 for number in range(3)}
    )
    assert draft_invitations(desk.room(), DANA) == []
    yes, no, _ = (link(mail, "/r/") for mail in mails(server))
    choice = {"alerts": "yes", "topic1": "Engineering", "often": "weekly"}
    assert requests.post(f"{yes}/alerts", data=choice, timeout=30).ok
    assert requests.post(f"{no}/alerts", data={"alerts": "no"}, timeout=30).ok

    # A new requisition: it is drafted, released in one look, and one mail arrives.
    retype(desk, opening(1), opening(2, "Sales"), opening(3))
    server.received.clear()
    assert due(desk) == {key(0): ("REQ-1", "REQ-3")}
    assert refusals(release(desk, draft_alerts(desk.room(), DANA))) == ""
    (mail,) = mails(server)
    assert (mail["To"], mail["Subject"]) == (f"Person A <{key(0)}>", "New: Platform Engineer")
    assert "Backpocket" not in text_of(mail)

    # An answer for one of its openings.
    desk.now = NOON + timedelta(minutes=1)
    assert running.choose(link(mail, "/r/"), "interested", opening=1).ok
    (answer,) = [one for one in running.events() if one.state == Answer.INTERESTED]
    assert answer.requisitions == ("REQ-3",)

    # An edited requisition is not new, and nothing comes within a week.
    later(desk, 6)
    retype(desk, opening(1, title="Site Reliability Engineer"), opening(2, "Sales"), opening(3), opening(4))
    assert (due(desk), draft_alerts(desk.room(), DANA)) == ({}, [])
    later(desk, 7)
    assert due(desk) == {key(0): ("REQ-4",)}

    # By a standing release, which the footer names.
    allow(desk.room(), "Engineering", PRIYA, 5, 90)
    server.received.clear()
    assert standing(desk).left == 0
    assert standing(desk).results == []
    (mail,) = mails(server)
    assert "Priya Shah lets Backpocket send messages like this" in " ".join(text_of(mail).split())
    # The reply still waits for a person: no person wrote since.
    assert [req for req, _ in desk.room().read().book.people[key(0)].said.interested] == ["REQ-3"]

    # They leave by one click; nothing comes any more.
    assert requests.post(link(mail, "/u/"), data={"List-Unsubscribe": "One-Click"}, timeout=30).ok
    later(desk, 30)
    retype(desk, *(opening(number) for number in range(1, 6)))
    server.received.clear()
    assert (due(desk), standing(desk).results, mails(server)) == ({}, [], [])


def test_headers_allow_one_click(tmp_path: Path) -> None:
    """An alert has the headers of RFC 8058, and its own page."""
    desk = local_desk(tmp_path, book(opening(1), people=1, alerts="yes"), respond_url="https://talent.acme.example")
    # The nudge of the morning lists it, and leaves it to a person.
    assert Nudge(desk.room(), dry_run=True).run().record()["alerts"] == [{"candidate": key(0), "openings": ["REQ-1"]}]
    (queued,) = release(desk, draft_alerts(desk.room(), DANA))
    (place,) = desk.folder.glob(f"*/outbox/{queued.send_id}.eml")
    mail = message_from_bytes(place.read_bytes(), policy=policy.default)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert re.search(r"<https://talent\.acme\.example/u/[^>]+>", str(mail["List-Unsubscribe"]))


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"Alerts": "no"}, "did not ask"),
        ({"Alerts": ""}, "did not ask"),
        ({"Do not contact": "yes"}, "Do not contact"),
        ({"Region": "DE"}, "Consent basis is empty"),
        ({"In process": "REQ-9"}, "In process"),
    ],
)
def test_only_who_asked_and_may_be_written_to(tmp_path: Path, cells: dict[str, str], why: str) -> None:
    """Without a yes, a basis, or a free row nothing is due, and a draft made by hand is refused with the reason."""
    made = book(opening(1), people=1, alerts="yes")
    header, row = made["Candidates"]
    record = {**dict(zip(header, row, strict=True)), **cells}
    desk = local_desk(tmp_path, {**made, "Candidates": [tuple(record), tuple(record.values())]})
    assert due(desk) == {}
    with pytest.raises(ConfigError, match="nothing new to tell"):
        draft_alerts(desk.room(), DANA, [key(0)])
    (prepared,) = propose(desk.room(), "REQ-1", [key(0)], DANA, template="Alert")
    assert why in " ".join(prepared.reasons)


def test_an_alert_keeps_its_distance_and_asks_for_none(tmp_path: Path) -> None:
    """14 days after a recruiter's message; a recruiter need not wait after an alert, unless it is the same opening."""
    desk = local_desk(tmp_path, book(opening(1), opening(2), opening(3), people=2, alerts="yes"))
    first = propose(desk.room(), "REQ-1", [key(0)], DANA)
    assert refusals(release(desk, first)) == ""
    assert due(desk) == {key(0): ("REQ-2", "REQ-3"), key(1): ("REQ-1", "REQ-2", "REQ-3")}
    results = release(desk, draft_alerts(desk.room(), ALEX), ALEX)
    assert [bool(one.send_id) for one in results] == [False, True]
    assert "wrote to them on" in refusals(results)
    retype(desk, *(opening(number) for number in range(1, 5)))
    later(desk, 1)
    for req, said in (("REQ-1", "wrote to them on"), ("REQ-4", "")):
        (prepared,) = propose(desk.room(), req, [key(1)], DANA)
        reasons = " ".join(prepared.reasons)
        assert (said in reasons, bool(reasons)) == (True, bool(said)), req


def test_monthly_is_a_month(tmp_path: Path) -> None:
    """Who did not choose gets one a month at most; more openings than fit one message follow in the next."""
    desk = local_desk(tmp_path, book(*map(opening, range(1, 6)), people=1, alerts="yes"))
    release(desk, draft_alerts(desk.room(), DANA))
    later(desk, 29)
    assert due(desk) == {}
    again = propose(desk.room(), "REQ-5", [key(0)], DANA, template="Alert")
    assert "the next one is allowed on 2026-12-24" in " ".join(again[0].reasons)
    later(desk, 30)
    assert due(desk) == {key(0): ("REQ-4", "REQ-5")}


def test_a_standing_release_has_a_family_a_cap_and_an_end(tmp_path: Path) -> None:
    """It covers only its family, so many a week, until its last day; what it does not cover waits for a person."""
    desk = local_desk(tmp_path, book(opening(1), opening(2, "Sales"), opening(3, ""), people=4, alerts="yes"))
    for family, cap, days in (("Legal", 3, 30), ("", 3, 30), ("Sales", 0, 30), ("Sales", 3, 91), ("Sales", 999, 30)):
        with pytest.raises(ConfigError):
            allow(desk.room(), family, PRIYA, cap, days)
    given = allow(desk.room(), "engineering", PRIYA, 3, 30)
    with pytest.raises(ConfigError, match=given.release_id):
        allow(desk.room(), "Engineering", DANA, 3, 30)
    outcome = standing(desk)
    assert ([one.draft.openings for one in outcome.results], outcome.left) == ([("REQ-1",)] * 3, 1)
    assert {one.queued.by for one in desk.sends().values()} == {PRIYA}
    assert standing(desk).results == []
    later(desk, 7)
    assert [one.draft.candidate for one in standing(desk).results] == [key(3)]
    later(desk, 31)
    retype(desk, opening(5))
    assert (standing(desk).results, len(due(desk))) == ([], 3)


@pytest.mark.parametrize(
    ("by", "allowed"), [("priya", True), ("PRIYA SHAH", True), ("priya@acme.example", True), ("dana", False)]
)
def test_a_release_is_of_a_person_however_the_name_is_written(tmp_path: Path, by: str, allowed: bool) -> None:
    """A short name, a name or an address counts as the same colleague, as in caps and threads; another one does not."""
    senders = {"priya": PRIYA, "dana": DANA}
    desk = local_desk(tmp_path, book(opening(1), people=1, alerts="yes"), senders=senders)
    given = allow(desk.room(), "Engineering", "Priya Shah", 5, 30)
    (one,) = draft_alerts(desk.room(), "priya")
    (queued,) = queue(desk.room(), [replace(one.draft, release=given.release_id)], by)
    refused = "The standing release of Priya Shah holds for messages in their own name only"
    assert list(queued.reasons) == ([] if allowed else [refused])
    send(desk.room())
    assert desk.states() == ({State.SENT: 1} if allowed else {})


def test_revoking_stops_what_is_queued(tmp_path: Path) -> None:
    """A message that waits is cancelled with the reason; revoking twice is refused."""
    desk = local_desk(tmp_path, book(opening(1), people=2, alerts="yes"))
    given = allow(desk.room(), "Engineering", PRIYA, 5, 30)
    assert len(run(desk.room()).results) == 2
    revoke(desk.room(), given.release_id, DANA, "she left")
    send(desk.room())
    assert desk.states() == {State.CANCELLED: 2}
    assert {one.detail for one in desk.sends().values()} == {"The standing release was revoked"}
    with pytest.raises(UnknownKey):
        revoke(desk.room(), given.release_id, DANA, "again")
    # What was cancelled is still to be told, now by a person.
    assert len(due(desk)) == 2


def test_an_opening_that_closed_meanwhile_is_not_sent(tmp_path: Path) -> None:
    """What was queued about it is cancelled with the reason."""
    desk = local_desk(tmp_path, book(opening(1), people=1, alerts="yes"))
    queue(desk.room(), [one.draft for one in draft_alerts(desk.room(), DANA)], DANA)
    retype(desk, opening(1, status="Filled"))
    send(desk.room())
    (cancelled,) = desk.sends().values()
    assert (cancelled.state, cancelled.detail) == (State.CANCELLED, "REQ-1 is not open any more")


def test_what_bounced_for_now_is_not_sent_again(tmp_path: Path) -> None:
    """A standing release tells of an opening once, also if the mailbox was full; a person may write about it."""
    desk = local_desk(tmp_path, book(opening(1), people=1, alerts="yes"))
    allow(desk.room(), "Engineering", PRIYA, 5, 90)
    standing(desk)
    (sent,) = desk.sends().values()
    record(desk.room(), key(0), Answer.SOFT_BOUNCE, DANA, send=sent)
    later(desk, 40)
    assert (due(desk), standing(desk).results) == ({}, [])
    assert refusals(release(desk, propose(desk.room(), "REQ-1", [key(0)], DANA))) == ""


def test_the_kill_switch_stops_a_standing_release(tmp_path: Path) -> None:
    """Nothing is queued while sending is stopped."""
    desk = local_desk(tmp_path, book(opening(1), people=1, alerts="yes"))
    allow(desk.room(), "Engineering", PRIYA, 5, 30)
    stop(desk.room(), DANA, "a mistake")
    outcome = run(desk.room())
    assert (outcome.results, outcome.left, desk.sends()) == ([], 1, {})


def test_one_alert_a_person(tmp_path: Path) -> None:
    """Two rows of one person get one alert; a no on one of them counts for both."""
    desk = local_desk(tmp_path, book(opening(1), people=2, alerts="yes"))
    give_ids(desk, 2)
    header, *rows = desk.store().read().tabs["Candidates"]
    write_workbook(
        Path(desk.locator),
        {
            **desk.store().read().tabs,
            "Candidates": [(*header, "Alerts"), *((*row, "yes") for row in rows[:-1]), (*rows[-1], "no")],
        },
    )
    assert due(desk) == {"C-0": ("REQ-1",)}


def test_invitations_go_to_who_did_not_decide(tmp_path: Path) -> None:
    """Not to who said yes or no, and never twice, even a year later."""
    made = book(opening(1), people=3)
    header, *rows = made["Candidates"]
    people = [(*row[:-1], alerts) for row, alerts in zip(rows, ("", "yes", "no"), strict=True)]
    desk = local_desk(tmp_path, {**made, "Candidates": [header, *people]})
    prepared = draft_invitations(desk.room(), DANA)
    assert [one.draft.candidate for one in prepared] == [key(0)]
    release(desk, prepared)
    later(desk, 370)
    assert draft_invitations(desk.room(), DANA) == []
    again = propose(desk.room(), None, [key(0), key(1)], DANA, template="Invitation")
    said = [" ".join(one.reasons) for one in again]
    assert "invitation to alerts, by Dana Reyes" in said[0]
    assert "They said already" in said[1]


def test_alerts_are_no_touches(tmp_path: Path) -> None:
    """However many come without a reply, they pause nothing, and no follow-up counts from them."""
    desk = local_desk(tmp_path, book(opening(1), people=1, alerts="yes"))
    for month in range(5):
        later(desk, 31 * month)
        retype(desk, *map(opening, range(1, month + 2)))
        assert refusals(release(desk, draft_alerts(desk.room(), DANA))) == "", month
    assert [one.queued.step for one in desk.sends().values()] == [Step.ALERT] * 5
    (plan,) = each_row(make_plan(desk.room().read(), force=True).follow_ups)
    assert (plan.last_touch, plan.unanswered) == (None, 0)


@pytest.mark.soak
@pytest.mark.long
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("ledger", ["sqlite", "sheet"])
def test_killed_in_the_middle_and_run_again(tmp_path: Path, ledger: str) -> None:
    """Two machines at once, one killed at a random moment, then a third run: each person gets one alert."""
    chance, people = random.Random(20261129), 6  # noqa: S311  (Moments, not secrets.)
    longest = 0.0
    with Emulator() as emulator:
        for number in range(4):
            folder = tmp_path / str(number)
            folder.mkdir()
            with MailServer() as server:
                made = book(opening(1), people=people, alerts="yes")
                make = partial(sheet_desk, folder, emulator) if ledger == "sheet" else partial(local_desk, folder)
                desk: Desk = make(made, **by_mail(server))
                allow(desk.room(), "Engineering", PRIYA, people, 90)

                def work(desk: Desk = desk) -> None:
                    log_to_stderr("error")
                    standing(desk)

                if not longest:
                    since = time.perf_counter()
                    with forked(work) as calm:
                        assert calm.wait() == 0
                    longest = time.perf_counter() - since
                else:
                    with forked(work) as one, forked(work) as other:
                        time.sleep(chance.uniform(longest / 3, longest))
                        one.kill()
                        other.wait()
                    standing(desk)
                states, arrived = desk.states(), Counter(str(mail["To"]) for mail in mails(server))
                assert set(arrived.values()) <= {1}
                assert states[State.SENT] + states[State.UNKNOWN] == people == len(desk.sends())
                assert states[State.SENT] <= len(arrived)
                assert due(desk) == {}
