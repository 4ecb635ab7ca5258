"""`backpocket nudge`: each piece of news once, to the right colleague, over both stores, by a real mail server."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from automation.cli.printing.nudge import print_nudged
from automation.clock import Clock
from automation.core.ledger.events import Answer
from automation.core.model import Conventions, Row
from automation.core.schema import BP_NOTICES
from automation.core.workbook.notice_log import Kind, State, read_notices
from automation.errors import ConfigError, StoreUnavailable
from automation.outreach.context import Mailroom
from automation.outreach.control import stop
from automation.outreach.replies import record
from automation.refresh import refresh
from automation.services.colleagues.nudge import Nudge
from automation.services.colleagues.nudge_mails import Nudged
from automation.services.colleagues.staff_mails import leave_by_notice, set_mails
from automation.services.init import complete
from automation.services.privacy.holds import lift_holds, set_hold
from tests.mail.server import DROP, LOSE_THE_ANSWER, MailServer
from tests.outreach.conftest import MakeDesk
from tests.outreach.desk import DAY, NOON, Desk, by_mail, local_desk

# DAY is a Tuesday.
ANA, DANA, LEE, PRIYA = "ana@acme.example", "dana@acme.example", "lee@acme.example", "priya@acme.example"
ROLES = {"recruiter": [f"Dana Reyes <{DANA}>", f"Lee Wong <{LEE}>"], "hiring_manager": [f"Priya Shah <{PRIYA}>"]}
HEADER = (
    *("Name", "Email", "Current title", "Skills", "Level", "Region", "Shelved on", "Shelve reason", "Owner"),
    *("Champion", "Promised", "Promised by", "In process", "Phone", "Last contact"),
)
WHAT = ("Platform Engineer", "Kubernetes, Go", "Senior", "US", "2026-03-01", "Lost to another finalist")
REQUISITIONS = (
    "Req ID",
    *("Title", "Must-have skills", "Level", "Opened on", "Status", "Hiring manager", "Recruiter", "Filled on"),
    "Hire source",
)


def person(number: int, owner: str, champion: str = "", promised: str = "", in_process: str = "") -> Row:
    by = "2026-11-20" if promised else None
    contact = ("+49 30 1234567", "2026-10-01")
    return (
        f"Ana Number{number}",
        f"p{number}@mail.example",
        *WHAT,
        owner,
        champion,
        promised,
        by,
        in_process,
        *contact,
    )


def book(people: Sequence[Row] = (), requisitions: Sequence[Row] = ()) -> dict[str, Sequence[Row]]:
    people = people or [person(1, "Dana Reyes", "Priya Shah", "Send the salary table"), person(2, "Lee Wong")]
    opening = ("REQ-1", "Platform Engineer", "Kubernetes, Go", "Senior", "2026-11-20", "Open", "Priya Shah")
    requisitions = requisitions or [(*opening, "Dana Reyes", None, None)]
    return {"Candidates": [HEADER, *people], "Requisitions": [REQUISITIONS, *requisitions]}


@pytest.fixture
def make(make_desk: MakeDesk) -> Callable[..., Desk]:
    def made(*args: Sequence[Row], **options: Any) -> Desk:
        desk: Desk = make_desk(book=book(*args), **({"roles": ROLES} | options))
        complete(desk.store(), dry_run=False)
        refresh(desk.store(), Clock(DAY), Conventions(), room=desk.room())
        return desk

    return made


def on(desk: Desk, days: int = 0, hours: float = 0) -> Mailroom:
    """The mailroom of a new process, so many days after `DAY` at noon."""
    room = desk.room()
    then = NOON + timedelta(days=days, hours=hours)
    room.clock = Clock(DAY + timedelta(days=days), now=lambda: then)
    return room


def nudged(desk: Desk, days: int = 0, *, dry_run: bool = False) -> Nudged:
    return Nudge(on(desk, days), dry_run=dry_run).run()


def kinds(found: Nudged) -> list[tuple[object, object]]:
    return [(mail["to"], mail["kind"]) for mail in found.mails]


def messages(server: MailServer) -> list[EmailMessage]:
    return [message_from_bytes(one.data, policy=policy.default) for one in server.received]  # type: ignore[arg-type]


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body
    return str(body.get_content()).replace("\r\n", "\n")


def test_a_morning(make: Callable[..., Desk], server: MailServer, capsys: pytest.CaptureFixture[str]) -> None:
    """Owner, recruiter, hiring manager and champion get their own mails, and nothing the second time."""
    desk = make(**by_mail(server))
    first = nudged(desk)
    capsys.readouterr()
    print_nudged(first)
    assert capsys.readouterr().out == "Sent 5 mails.\n"
    assert kinds(first) == [
        (DANA, "digest"),
        (DANA, "shortlist"),
        (LEE, "digest"),
        (PRIYA, "shortlist"),
        (PRIYA, "champion"),
    ]
    digest, shortlist, _, managers, liked = messages(server)
    assert digest["Subject"] == "Backpocket: 1 promise due, 1 new Strong match, 1 pocket to check"
    assert digest["To"] == digest["From"].replace("Backpocket", "Dana Reyes")
    assert digest["Auto-Submitted"] == "auto-generated"
    assert text_of(digest).index("Send the salary table") < text_of(digest).index("fits REQ-1")
    assert "Runner-up" in text_of(digest)
    assert "Candidates, row 2" in text_of(digest)
    assert "Ana Number1, Strong" in text_of(shortlist)
    assert "Last contact: 1 October 2026." in text_of(shortlist)
    assert "Ana Number1, Strong" in text_of(managers)
    assert "A person you liked fits REQ-1 Platform Engineer." in text_of(liked)
    assert "Ana" not in text_of(liked)
    assert kinds(nudged(desk)) == []
    assert kinds(nudged(desk, 1)) == []
    assert len(server.received) == 5


def test_who_is_due_for_deletion_is_in_the_digest(make: Callable[..., Desk], server: MailServer) -> None:
    """Once, with the day, to the owner; the number goes to managers; not while a legal hold lasts."""
    asked = ["DE" if cell == "US" else cell for cell in person(1, "Dana Reyes")]
    desk = make([asked, person(2, "Lee Wong")], **by_mail(server), nudge_managers=[LEE], nudge_report_day="Tuesday")
    record(desk.room(), str(asked[1]), Answer.ERASE, DANA)
    set_hold(desk.room(), str(asked[1]), DANA, "a claim")
    assert "deletion" not in str(nudged(desk, dry_run=True).mails)
    lift_holds(desk.room(), str(asked[1]), DANA, "settled")
    (mine,) = [one for one in nudged(desk).mails if one["to"] == DANA and one["kind"] == "digest"]
    assert "Delete by 24 December 2026." in str(mine["items"])
    digest, *others = messages(server)
    assert "1 person due for deletion" in digest["Subject"]
    assert any("People due for deletion: 1; overdue: 0." in text_of(one) for one in others)
    assert "Delete by" not in str(nudged(desk, 1).mails)


def test_plain_text_comes_first(make: Callable[..., Desk], server: MailServer) -> None:
    """Each mail has a text part, and behind it HTML without pictures, scripts or candidates' cells as markup."""
    people = [person(1, "Dana Reyes", promised="<b>call</b> & write")]
    desk = make(people, **by_mail(server))
    nudged(desk)
    digest = messages(server)[0]
    assert [part.get_content_type() for part in digest.iter_parts()] == ["text/plain", "text/html"]
    html = digest.get_body(("html",))
    assert html
    content = str(html.get_content())
    assert "&lt;b&gt;call&lt;/b&gt; &amp; write" in content
    assert not re.search(r"<(img|script|link)\b", content)


def test_subject_names_no_candidate(make: Callable[..., Desk], server: MailServer) -> None:
    nudged(make(**by_mail(server)))
    assert not [one["Subject"] for one in messages(server) if "Ana" in one["Subject"]]


def test_ten_lines_and_the_others_later(make: Callable[..., Desk], server: MailServer) -> None:
    """A digest has ten lines and the number of the others, which follow in the next ones."""
    desk = make([person(number, "Lee Wong", promised=f"call {number}") for number in range(12)], **by_mail(server))
    seen: list[str] = []
    for days in (0, 1, 2, 3):
        found = nudged(desk, days)
        lines = [line for mail in found.mails if mail["to"] == LEE for line in mail["items"]]  # type: ignore[attr-defined]
        assert len(lines) <= 10
        seen += lines
    assert len(seen) == len(set(seen)) == 22
    first = next(one for one in messages(server) if LEE in one["To"])
    assert first["Subject"] == "Backpocket: 12 promises due, 10 new Strong matches"
    assert "+12 more:" in text_of(first)


def test_nothing_is_written_by_a_rehearsal(make: Callable[..., Desk], server: MailServer) -> None:
    desk = make(chat_hooks={"team": "https://hooks.slack.com/services/T1/B1/secret"}, **by_mail(server))
    before = desk.store().read().tabs
    found = nudged(desk, dry_run=True)
    subject = "Backpocket: 1 promise due, 1 new Strong match, 1 pocket to check"
    assert found.mails[0]["subject"] == subject
    assert found.hooks[0]["payload"]
    assert desk.store().read().tabs == before
    assert not server.received
    kept = ["mails", "hooks", "alerts", "unsent", "without_address", "unassigned", "stopped", "outbox", "dry_run"]
    assert list(found.record()) == kept
    assert found.record()["outbox"] is None


def test_manager_sees_what_the_role_may(make: Callable[..., Desk], server: MailServer) -> None:
    """The hiring manager's shortlist has no address and no phone number, whatever the cells say."""
    people = [(*person(1, "Dana Reyes")[:7], "Pay too high", *person(1, "Dana Reyes")[8:])]
    desk = make(people, **by_mail(server))
    nudged(desk)
    own = next(one for one in messages(server) if PRIYA in one["To"])
    assert "Ana Number1" in text_of(own)
    assert "@mail.example" not in text_of(own)
    assert "1234567" not in text_of(own)


def test_another_managers_requisition_is_not_shown(make: Callable[..., Desk], server: MailServer) -> None:
    other = ("REQ-1", "Platform Engineer", "Kubernetes, Go", "Senior", "2026-11-20", "Open", "Tom Ito", "Dana Reyes")
    found = nudged(make((), [(*other, None, None)], **by_mail(server)))
    assert (PRIYA, "shortlist") not in kinds(found)
    assert found.without_address == ["Tom Ito"]


def test_names_without_an_address_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """The person who runs it reads which names, and where to add the addresses."""
    print_nudged(Nudged(dry_run=False, without_address=["Lee", "Tom Ito"], unassigned=1))
    assert capsys.readouterr().err == (
        "No address is known for Lee and Tom Ito. Add it to senders or roles in backpocket.toml (docs/nudge.md).\n"
        "1 item has no owner, so no one gets them: assign them, or name an admin or a recruiter in the setting roles.\n"
    )


def test_what_has_no_owner_reaches_the_admin(make: Callable[..., Desk], server: MailServer) -> None:
    """Follow-ups, matches and pocket checks without an owner are in the admin's digest, once, marked as unassigned."""
    opening = ("REQ-1", "Platform Engineer", "Kubernetes, Go", "Senior", "2026-11-20", "Open", "Priya Shah")
    people = [person(1, "", promised="Call"), person(2, "Lee Wong")]
    desk = make(
        people, [(*opening, "", None, None)], roles=ROLES | {"admin": [f"Ana Silva <{ANA}>"]}, **by_mail(server)
    )
    assert (ANA, "digest") in kinds(nudged(desk))
    digest = next(one for one in messages(server) if ANA in one["To"] and "report" not in one["Subject"])
    assert digest["Subject"] == "Backpocket: 1 promise due, 1 new Strong match, 1 pocket to check"
    assert re.findall(r"^\* (\S+ \w+).*(Unassigned: fill \w+\.)$", text_of(digest), re.MULTILINE) == [
        ("Ana Number1", "Unassigned: fill Owner."),
        ("Ana Number1", "Unassigned: fill Owner."),
        ("REQ-1 Platform", "Unassigned: fill Recruiter."),
    ]
    assert (ANA, "digest") not in kinds(nudged(desk, 1))


def test_what_an_owner_without_an_address_owns(make: Callable[..., Desk], server: MailServer) -> None:
    """It is in the admin's digest with the owner's name, and the person who runs it reads the name, too."""
    opening = ("REQ-1", "Platform Engineer", "Kubernetes, Go", "Senior", "2026-11-20", "Open", "Priya Shah")
    people = [person(1, "Tom  Ito", "Mia Champ", promised="Call"), person(2, "Lee Wong")]
    desk = make(
        people, [(*opening, "Lee Wong", None, None)], roles=ROLES | {"admin": [f"Ana Silva <{ANA}>"]}, **by_mail(server)
    )
    found = nudged(desk)
    assert found.without_address == ["Mia Champ", "Tom Ito"]
    assert found.unassigned == 0
    digest = next(one for one in messages(server) if ANA in one["To"] and "report" not in one["Subject"])
    assert re.findall(r"^\* (\S+ \w+).*(No address .*)$", text_of(digest), re.MULTILINE) == [
        ("Ana Number1", "No address is known for Tom Ito: add it to the settings, or change Owner."),
        ("Ana Number1", "No address is known for Tom Ito: add it to the settings, or change Owner."),
    ]
    assert (ANA, "digest") not in kinds(nudged(desk, 1))


@pytest.mark.parametrize(
    ("roles", "managers", "readers"),
    [
        (ROLES | {"viewer": ["Vic Ray <vic@acme.example>"]}, [], {DANA, LEE}),
        (ROLES | {"viewer": ["Vic Ray <vic@acme.example>"]}, [LEE, "vic@acme.example"], {LEE}),
        ({"viewer": ["Vic Ray <vic@acme.example>"]}, ["vic@acme.example"], set()),
        ({}, ["vic@acme.example"], set()),
    ],
    ids=["recruiters", "a manager", "viewers only", "no one"],
)
def test_who_gets_what_has_no_owner(tmp_path: Path, roles: Any, managers: list[str], readers: set[str]) -> None:
    """Only people who may see all candidates; if there is no one, the count is reported."""
    desk = local_desk(tmp_path, book=book([person(1, "", promised="Call")]), roles=roles, nudge_managers=managers)
    complete(desk.store(), dry_run=False)
    found = nudged(desk, dry_run=True)
    assert {mail["to"] for mail in found.mails if "Unassigned" in str(mail["text"])} == readers
    assert (found.unassigned > 0) is not bool(readers)


def test_closing(make: Callable[..., Desk], server: MailServer) -> None:
    """When a requisition is filled, its recruiter hears of the people who are still in process for it."""
    filled = ("REQ-1", "Platform Engineer", "Kubernetes, Go", "Senior", "2026-08-20", "Filled", "Priya Shah")
    people = [person(1, "Lee Wong", in_process="REQ-1")]
    found = nudged(make(people, [(*filled, "Dana Reyes", "2026-11-20", "agency")], **by_mail(server)))
    assert (DANA, "closing") in kinds(found)
    closing = next(one for one in messages(server) if "filled" in one["Subject"])
    assert "Ana Number1 is still in process" in text_of(closing)
    assert "Lost to another finalist" in text_of(closing)


def test_weekly_report(make: Callable[..., Desk], server: MailServer) -> None:
    """Managers get six lines once a week, on the day of the setting or the next day that is not quiet."""
    desk = make(roles=ROLES | {"admin": ["Ana Silva <ana@acme.example>"]}, **by_mail(server))
    sent = [kinds(nudged(desk, days)).count(("ana@acme.example", "health")) for days in range(8)]
    # Tuesday, since Monday was missed; then Monday.
    assert sent == [1, 0, 0, 0, 0, 0, 1, 0]
    report = next(one for one in messages(server) if "report" in one["Subject"])
    assert len(re.findall(r"^  .+\.$", text_of(report), re.MULTILINE)) == 6


def test_quiet_days_hours_and_channels(make: Callable[..., Desk], server: MailServer) -> None:
    people = {"Dana Reyes": {"quiet_days": ["Tuesday"]}, LEE: {"from_hour": 14}, "Priya Shah": {"channel": "chat"}}
    desk = make(nudge_people=people, **by_mail(server))
    assert kinds(nudged(desk)) == [(LEE, "digest")]
    assert {to for to, _ in kinds(nudged(desk, 1))} == {DANA}
    assert kinds(nudged(desk, 4)) == []


def test_hours(make: Callable[..., Desk], server: MailServer) -> None:
    """Before the hour of a colleague nothing goes to them."""
    desk = make(nudge_people={LEE: {"from_hour": 14}}, **by_mail(server))
    room = on(desk)
    room.clock = Clock(time_zone="UTC", now=lambda: NOON)
    assert LEE not in {to for to, _ in kinds(Nudge(room).run())}
    room = on(desk)
    room.clock = Clock(time_zone="UTC", now=lambda: NOON + timedelta(hours=2))
    assert {to for to, _ in kinds(Nudge(room).run())} == {LEE}


def test_leaving(make: Callable[..., Desk], server: MailServer) -> None:
    desk = make(**by_mail(server))
    nudged(desk)
    notices = read_notices(desk.store().read().tabs)
    own = next(key for key, one in notices.messages.items() if one.to == LEE)
    assert leave_by_notice(on(desk), own)
    assert not leave_by_notice(on(desk), "n0000")
    assert read_notices(desk.store().read().tabs).off == {LEE}
    assert not set_mails(on(desk), LEE, wanted=False)
    assert set_mails(on(desk, hours=1), LEE.upper(), wanted=True)
    assert not read_notices(desk.store().read().tabs).off
    with pytest.raises(ConfigError, match="nowhere"):
        set_mails(on(desk), "nowhere", wanted=False)


def test_off_means_no_mail(make: Callable[..., Desk], server: MailServer) -> None:
    desk = make(**by_mail(server))
    set_mails(on(desk), LEE, wanted=False)
    assert LEE not in {to for to, _ in kinds(nudged(desk))}


def test_kill_switch(make: Callable[..., Desk], server: MailServer) -> None:
    desk = make(**by_mail(server))
    stop(desk.room(), DANA, "a mistake")
    found = nudged(desk)
    assert found.stopped
    assert not server.received


def test_refused_mail_goes_again(make: Callable[..., Desk], server: MailServer) -> None:
    """A mail that provably did not leave is sent by the next run, on the same day, without a mark."""
    desk = make(**by_mail(server))
    server.fails("RCPT", "450 later", 5)
    assert len(nudged(desk).unsent) == 5
    assert not server.received
    assert len(nudged(desk).mails) == 5
    assert not [one for one in messages(server) if "you may know this" in text_of(one)]


def test_unknown_delivery_stands_again_marked(make: Callable[..., Desk], server: MailServer) -> None:
    """What may or may not have arrived is in the next day's digest, marked, whatever mail it was in."""
    desk = make(**by_mail(server))
    server.fails("TEXT", LOSE_THE_ANSWER, 5)
    first = nudged(desk)
    assert [one["state"] for one in first.unsent] == ["unknown"] * 5
    assert not nudged(desk).mails
    assert kinds(nudged(desk, 1)) == [(DANA, "digest"), (LEE, "digest"), (PRIYA, "digest")]
    for one in messages(server)[5:]:
        assert "(you may know this from a mail of 24 November 2026)" in text_of(one)
    assert not nudged(desk, 2).mails


def test_two_machines_at_once(make: Callable[..., Desk], server: MailServer) -> None:
    """A run that another one overtakes while it decides sends nothing that the other has sent."""
    desk = make(**by_mail(server))
    slow = Nudge(on(desk))
    # The real run of another machine, at exactly that moment.
    send = slow._send
    slow._send = lambda *found: (nudged(desk), send(*found))  # type: ignore[assignment, method-assign, func-returns-value]
    assert not slow.run().mails
    assert max(Counter((one["To"], one["Subject"]) for one in messages(server)).values()) == 1
    assert len(server.received) == 5


def test_workbook_out_of_reach_after_a_mail(make: Callable[..., Desk], server: MailServer) -> None:
    """If the outcome cannot be written, the delivery is unknown, and the next digest says so."""
    desk = make(**by_mail(server))
    room = on(desk)
    # Exactly the second write fails; a real fault would hit any.
    append, calls = room.store.append, []

    def failing(*args: object) -> None:
        calls.append(args)
        if len(calls) > 1:
            raise StoreUnavailable("away")
        append(*args)  # type: ignore[arg-type]

    room.store.append = failing  # type: ignore[assignment, method-assign]
    with pytest.raises(StoreUnavailable):
        Nudge(room).run()
    assert len(server.received) == 1
    second = nudged(desk)
    assert (DANA, "digest") not in kinds(second)
    assert (DANA, "digest") in kinds(nudged(desk, 1))
    assert "you may know this" in text_of(messages(server)[-1])


def test_nothing_of_candidates_in_the_tab(make: Callable[..., Desk], server: MailServer) -> None:
    desk = make(**by_mail(server))
    nudged(desk)
    cells = "\n".join(str(cell) for row in desk.store().read().tabs[BP_NOTICES][1:] for cell in row)
    assert "mail.example" not in cells
    assert "Ana" not in cells
    states = Counter(one.state for one in read_notices(desk.store().read().tabs).messages.values())
    assert states == {State.SENT: 5}


def test_link_that_leaves(make: Callable[..., Desk], server: MailServer) -> None:
    """With `respond_url`, each mail has a link of one click (RFC 8058)."""
    desk = make(respond_url="https://talent.acme.example", **by_mail(server))
    nudged(desk)
    one = messages(server)[0]
    assert re.fullmatch(r"<https://talent\.acme\.example/n/\S+>", one["List-Unsubscribe"].strip())
    assert one["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_links_to_the_dashboard(make: Callable[..., Desk], server: MailServer) -> None:
    desk = make(sign_in_url="https://pocket.acme.example", **by_mail(server))
    nudged(desk)
    text = text_of(messages(server)[0])
    assert "https://pocket.acme.example/candidates?person=p1%40mail.example" in text
    assert "https://pocket.acme.example/requisitions?req=REQ-1" in text


def test_columns_that_people_moved(make: Callable[..., Desk], server: MailServer) -> None:
    """Lines are read whatever the order of rows; a row that is none is reported."""
    desk = make(**by_mail(server))
    nudged(desk)
    tabs = dict(desk.store().read().tabs)
    header, *rows = tabs[BP_NOTICES]
    again = read_notices({BP_NOTICES: [header, *reversed(rows), ["nonsense"]]})
    assert again.messages == read_notices(tabs).messages
    assert [one.row for one in again.problems] == [len(rows) + 2]
    assert {one.kind for one in again.messages.values()} == {Kind.DIGEST, Kind.SHORTLIST, Kind.CHAMPION}
    assert replace(next(iter(again.messages.values())), state=State.SENDING).items


def test_dropped_connection_is_not_unknown(make: Callable[..., Desk], server: MailServer) -> None:
    """A connection that ends before the text of a mail leaves nothing in doubt."""
    desk = make(**by_mail(server))
    server.fails("MAIL", DROP, 5)
    assert {one["state"] for one in nudged(desk).unsent} == {"deferred"}


def test_people_change_the_words_of_the_mails(make_desk: MakeDesk, server: MailServer) -> None:
    """A row of Templates gives subject, opening and closing of its mails; one with a fault is reported."""
    rows = [("Name", "Subject", "Body"), ("Digest mail", "{{counts}} at Acme", "Hi {{name}}\n{{items}}\nYours, <Ops>")]
    tabs = {**book(), "Templates": [*rows, ("Shortlist mail", "{{who}}", "")]}
    desk = make_desk(book=tabs, roles=ROLES, **by_mail(server))
    complete(desk.store(), dry_run=False)
    first, shortlist = (nudged(desk), messages(server))[1][:2]
    assert first["Subject"] == "1 promise due, 1 new Strong match, 1 pocket to check at Acme"
    assert text_of(first).startswith("Hi Dana Reyes\n\n* ")
    assert "\nYours, <Ops>\n\nBackpocket sends this" in text_of(first)
    html = first.get_body(("html",))
    assert html
    assert "Yours, &lt;Ops&gt;" in str(html.get_content())
    assert shortlist["Subject"].startswith("Backpocket: ")
    problems = refresh(desk.store(), Clock(DAY), Conventions(), room=desk.room()).problems
    assert [one.message for one in problems if "The cell Subject of the template 'Shortlist mail'" in one.message]
