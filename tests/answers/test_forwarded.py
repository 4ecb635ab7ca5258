"""Mails that recruiters forward, on a real IMAP server: each becomes a draft once, for a person to confirm or drop."""

import json
import random
from collections.abc import Iterator, Sequence
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from automation.core.model import Row
from automation.core.text import text_of
from automation.errors import ActionError
from automation.outreach.forwarded_drafts import ForwardedDrafts
from automation.outreach.inbox import PLACE, Sorted, read_inbox
from automation.outreach.suppression_list import suppress
from automation.services.acting import Actor
from automation.services.colleagues.nudge import Nudge
from automation.services.imports.forwarded import confirm
from automation.services.init import complete
from automation.services.privacy.forget import forget
from tests.answers.imap_server import PASSWORD, USER, ImapServer
from tests.answers.test_inbox import settings
from tests.cli.program import Program
from tests.imports.making import zipped
from tests.imports.test_resumes import PARAGRAPH, WORD, pdf, word
from tests.outreach.desk import DANA, DAY, NOON, Desk, key, local_desk, sheet_desk, tabs
from tests.sheets_emulator.server import Emulator

SHELVE = "replies+shelve@acme.example"
ROLES = {"recruiter": [DANA], "hiring_manager": ["Priya Shah <priya@acme.example>"]}
CV = pdf("Ada Okafor", "Staff Platform Engineer", "+49 30 555 0100", "Skills: Python, Kubernetes")
BODY = """Asked 120k EUR, free from 2027-03-01
We had no staff role then.

---------- Forwarded message ---------
From: Ada Okafor <ada@okafor.example>
Date: Mon, 23 Nov 2026 at 09:00
Subject: My application
To: Dana Reyes <dana@acme.example>

Dear Dana,
my CV is attached. linkedin.com/in/ada-okafor
Ada
"""
CELLS = {
    "name": "Ada Okafor",
    "email": "ada@okafor.example",
    "phone": "+49 30 555 0100",
    "profile_url": "linkedin.com/in/ada-okafor",
    "skills": "Python, Kubernetes",
    "pay": "120k EUR",
    "revisit_on": "2027-03-01",
    "reason_detail": "We had no staff role then.",
}


@pytest.fixture
def imap() -> Iterator[ImapServer]:
    with ImapServer() as running:
        yield running


def options(imap: ImapServer) -> dict[str, Any]:
    return {**settings(imap), "forward_address": SHELVE, "roles": ROLES}


@pytest.fixture(params=["sqlite", "sheet"])
def desk(request: pytest.FixtureRequest, tmp_path: Path, imap: ImapServer) -> Iterator[Desk]:
    if request.param == "sqlite":
        yield local_desk(tmp_path, owned(), **options(imap))
        return
    with Emulator() as emulator:
        yield sheet_desk(tmp_path, emulator, owned(), **options(imap))


def owned() -> dict[str, Sequence[Row]]:
    """The workbook of desks, with a column for owners."""
    book = tabs(2)
    return {**book, "Candidates": [(*row, "" if number else "Owner") for number, row in enumerate(book["Candidates"])]}


@pytest.fixture
def local(tmp_path: Path, imap: ImapServer) -> Desk:
    return local_desk(tmp_path, **options(imap))


def mail(
    body: str = BODY,
    *files: tuple[bytes, str],
    sender: str = DANA,
    to: str = SHELVE,
    subject: str = "Fwd: My application",
    number: int = 1,
    **headers: str,
) -> bytes:
    """A mail with files attached, each with its name."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Message-ID"] = f"<{number}@acme.example>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(body)
    for data, name in files:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def drafts(desk: Desk) -> ForwardedDrafts:
    return ForwardedDrafts(desk.room().folder)


def arrived(desk: Desk, imap: ImapServer, *mails: bytes) -> Sorted:
    imap.deliver(*mails, at=NOON - timedelta(hours=1))
    return read_inbox(desk.room())


def people(desk: Desk) -> list[dict[str, str]]:
    header, *rows = desk.store().read().tabs["Candidates"]
    return [dict(zip(map(text_of, header), map(text_of, row), strict=False)) for row in rows]


def test_a_forwarded_cv_becomes_a_draft_once_and_a_row_by_a_person(desk: Desk, imap: ImapServer) -> None:
    """Two copies and a second reading make one draft; confirmed, it is a row of the forwarder's, and gone for good."""
    complete(desk.store())
    sent = mail(BODY, (CV, "cv.pdf"))
    found = arrived(desk, imap, sent, sent.replace(b"\nTo: ", b"\nX-Spam: no\nTo: "))
    assert (found.read, found.drafts, found.known, found.others) == (2, 1, 1, 0)
    (draft,) = drafts(desk).waiting(DAY)
    assert (draft.cells, draft.remarks, draft.sender) == (CELLS, [], "dana@acme.example")
    assert not any(b"%PDF" in place.read_bytes() for place in desk.folder.rglob("*") if place.is_file())
    assert [place.stat().st_mode & 0o777 for place in desk.folder.rglob("forwarded/*")] == [0o600]
    room = desk.room()
    alex = Actor("Alex Kim", desk.store(), room.clock)
    with pytest.raises(ActionError, match="Missing: Shelve reason"):
        confirm(alex, drafts(desk), draft.draft_id, room.settings, {})
    done = confirm(alex, drafts(desk), draft.draft_id, room.settings, {"shelve_reason": "Headcount frozen"})
    ada = next(one for one in people(desk) if one["Email"] == "ada@okafor.example")
    shown = ("Name", "Skills", "Shelve reason", "Owner")
    assert [ada[name] for name in shown] == ["Ada Okafor", "Python, Kubernetes", "Headcount frozen", "Dana Reyes"]
    assert [problem.column for problem in done.problems] == [
        *("Phone", "Profile URL", "Pay expectation", "Reason detail", "Revisit on")
    ]
    assert drafts(desk).waiting(DAY) == []
    (kept,) = desk.folder.rglob("forwarded/*")
    assert kept.read_bytes() == b""
    (place,) = desk.folder.rglob(PLACE)
    place.unlink()
    assert (again := read_inbox(desk.room())).known == again.read == 2
    # Nor does a run bring it back that read the mail before it was confirmed.
    assert not drafts(desk).add(draft)
    assert kept.read_bytes() == b""


def test_only_known_colleagues_may_forward(local: Desk, imap: ImapServer) -> None:
    """No stranger, hiring manager or automatic reply makes a draft; with `authserv_id`, From alone is no proof."""
    strangers = [
        mail(sender="Eve <eve@evil.example>", number=1),
        mail(sender="Priya Shah <priya@acme.example>", number=2),
        mail(sender=DANA, number=3, Auto_Submitted="auto-replied"),
        mail(sender=DANA, number=4, to="dana@acme.example", subject="Fwd: My application"),
    ]
    found = arrived(local, imap, *strangers)
    assert (found.read, found.drafts, found.refused, found.others) == (4, 0, 2, 4)
    assert not drafts(local).waiting(DAY)
    local.options["authserv_id"] = "mx.acme.example"
    proof = "mx.acme.example; dkim=pass header.d=acme.example"
    found = arrived(local, imap, mail(number=5), mail(number=6, Authentication_Results=proof))
    assert (found.drafts, found.refused) == (1, 1)


def test_the_first_word_of_the_subject_does_as_well(local: Desk, imap: ImapServer) -> None:
    """Without an address of its own; "Shelved" is another word. Word documents are read, others are remarked."""
    at = "dana@acme.example"
    cv = word(PARAGRAPH.format("Ada Okafor"), PARAGRAPH.format("ada@okafor.example"))
    found = arrived(
        local,
        imap,
        mail("", (cv, "Ada.docx"), (b"\xd0\xcf\x11\xe0", "old.doc"), to=at, subject="shelve: CV of Ada", number=1),
        mail("", to=at, subject="Shelved people of November", number=2),
    )
    assert (found.drafts, found.others) == (1, 1)
    (draft,) = drafts(local).waiting(DAY)
    assert draft.cells == {"name": "Ada Okafor", "email": "ada@okafor.example"}
    assert [one.partition(".")[0] for one in draft.remarks] == ["The attached file was not read"]


def test_a_large_cv_is_fetched_whole(local: Desk, imap: ImapServer) -> None:
    """A reply's first bytes are enough; of a forwarded mail all are read, and what is too large is remarked."""
    text = "".join(map(PARAGRAPH.format, ("Ada Okafor", "ada@okafor.example")))
    photo = random.Random(1).randbytes(1_000_000)  # noqa: S311  (Test data.)
    document = f'<w:document xmlns:w="{WORD}"><w:body>{text}</w:body></w:document>'.encode()
    large = zipped(**{"word/document.xml": document, "word/media/photo.jpg": photo})
    arrived(local, imap, mail("", (large, "cv.docx")))
    (draft,) = drafts(local).waiting(DAY)
    assert draft.cells == {"name": "Ada Okafor", "email": "ada@okafor.example"}


def test_nothing_is_kept_of_whom_must_not_be_contacted(local: Desk, imap: ImapServer) -> None:
    """Of a person who was suppressed or deleted, the draft says only that."""
    suppress(local.room(), "ada@okafor.example", "she asked", DANA)
    arrived(local, imap, mail(BODY, (CV, "cv.pdf")))
    (draft,) = drafts(local).waiting(DAY)
    assert (draft.cells, draft.subject) == ({}, "")
    assert "nothing of the mail was kept" in draft.remarks[0]


def test_drafts_are_deleted_with_their_person_or_after_thirty_days(local: Desk, imap: ImapServer) -> None:
    """`forget` and a refresh clear the draft of a person; the mail never becomes one again."""
    ours = BODY.replace("ada@okafor.example", key(0)).replace("Ada Okafor", "Person A")
    arrived(local, imap, mail(ours, number=1), mail(BODY, number=2))
    assert len(drafts(local).waiting(DAY)) == 2
    assert forget(local.room(), key(0), DANA, despite_hold="she asked").erased["forwarded mails"] == 1
    (left,) = drafts(local).waiting(DAY + timedelta(days=30))
    assert left.called == "Ada Okafor"
    assert not drafts(local).waiting(DAY + timedelta(days=31))
    assert {place.read_bytes() for place in local.folder.rglob("forwarded/*")} == {b""}


def test_the_digest_of_who_forwarded_it_says_so_once(local: Desk, imap: ImapServer) -> None:
    """It is Dana's alone, said once, and above what has no owner."""
    complete(local.store())
    arrived(local, imap, mail(BODY, (CV, "cv.pdf")))
    (shown,) = Nudge(local.room(), dry_run=True).run().mails
    assert "  backpocket forwarded list\n" in str(shown["text"])
    (sent,) = Nudge(local.room()).run().mails
    wanted = "Ada Okafor, from a mail that you forwarded: confirm or drop it by 24 December 2026."
    first, *others = sent["items"]
    assert (sent["to"], first) == ("dana@acme.example", wanted)
    assert all(one.endswith("Unassigned: fill Owner.") for one in others)
    local.now = NOON + timedelta(days=1)
    assert not any(wanted in mail["items"] for mail in Nudge(local.room()).run().mails)


def test_the_command_line_lists_confirms_and_drops(
    backpocket: Program, imap: ImapServer, local: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is missing is said, `--set` fills it in, and a draft that is gone is a sentence."""
    stranger = mail(BODY, sender="eve@evil.example", number=3)
    imap.deliver(mail(BODY, (CV, "cv.pdf")), mail(BODY, number=2), stranger, at=NOON)
    names = {"HOST": "127.0.0.1", "PORT": imap.port, "SECURITY": "none", "USER": USER, "PASSWORD": PASSWORD}
    environment = {f"IMAP_{name}": str(value) for name, value in names.items()}
    environment |= {"FORWARD_ADDRESS": SHELVE, "ROLES": json.dumps(ROLES), "OUTREACH_FOLDER": str(local.folder)}
    for name, value in environment.items():
        monkeypatch.setenv(f"BACKPOCKET_{name}", value)
    own = ("--workbook", local.locator, "--today", DAY.isoformat())
    shown = backpocket("inbox", *own, "--dry-run").out
    assert "Would draft 2 forwarded mails: " in shown
    assert "1 mail not drafted: From is no recruiter of the settings.\n" in shown
    assert backpocket("inbox", *own, "--json").record["drafts"] == 2
    assert "  Missing: Shelve reason" in backpocket("forwarded", "list", *own).out
    first, second = (one["draft_id"] for one in backpocket("forwarded", "list", *own, "--json").record["drafts"])
    ran = backpocket("forwarded", "confirm", first, "--by", DANA, *own)
    assert (ran.code, "Missing: Shelve reason." in ran.err) == (65, True)
    ran = backpocket("forwarded", "confirm", first, "--by", DANA, *own, "--set", "Reasn=Timing")
    assert (ran.code, "names no column of Candidates" in ran.err) == (2, True)
    confirmed = backpocket("forwarded", "confirm", first, "--by", DANA, *own, "--set", "shelve reason=Timing")
    assert (confirmed.code, confirmed.out) == (0, "ada@okafor.example is in the pocket.\n"), confirmed.err
    assert backpocket("forwarded", "drop", second, *own).out == "The draft is deleted.\n"
    again = backpocket("forwarded", "drop", second, *own)
    assert (again.code, "any more" in again.err) == (65, True)
    assert backpocket("forwarded", "list", *own).out == "No forwarded mail waits.\n"
