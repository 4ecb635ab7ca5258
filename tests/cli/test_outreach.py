"""Reaching out as a recruiter does it, from the sample workbook into the outbox."""

import json
import shutil
from collections import Counter
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from automation.clock import Clock
from automation.core.follow_ups.schedule import add_working_days
from automation.core.ledger.events import PAGE, State
from automation.core.model import Conventions
from automation.ledger.sqlite import SqliteLog
from automation.outreach.context import open_mailroom
from automation.outreach.replies import note, resubscribe_reply, unsubscribe_reply
from automation.refresh import refresh
from automation.secrets import SUPPRESSION_FILE
from automation.services.init import make_workbook
from automation.settings import Settings
from automation.store.xlsx import XlsxStore
from tests.cli.program import Program, read_tab
from tests.cli.test_repeated_run import column, edited
from tests.mail.messages import message

BY = ("--by", "Dana Reyes <dana@acme.example>")
MARA, RAVI = "mara.lindqvist@mail.example", "ravi.menon@mail.example"
# She is in Germany, and her row names no language.
LENA = "lena.fischer@mail.example"
REQ = "REQ-101"


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, refreshed once."""
    path = tmp_path_factory.mktemp("sample") / "pocket.xlsx"
    make_workbook(path, Clock().today(), sample=True)
    refresh(XlsxStore(path), Clock(), Conventions())
    return path


@pytest.fixture
def sample(fresh: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it for one test, and the setting that names it."""
    path = shutil.copy(fresh, tmp_path / "pocket.xlsx")
    monkeypatch.setenv("BACKPOCKET_WORKBOOK", str(path))
    return path


def folder_of(workbook: Path) -> Path:
    """The outbox."""
    return workbook.parent / "backpocket-outreach" / workbook.stem / "outbox"


def outbox(workbook: Path) -> list[Path]:
    return sorted(folder_of(workbook).glob("*.eml"))


def shown(workbook: Path, key: str) -> dict[str, Any]:
    """The row of a person."""
    return next(row for row in read_tab(workbook, "Candidates") if row["Email"] == key)


def queued(backpocket: Program, *keys: str) -> list[str]:
    """Queue first notes; their send IDs."""
    to = [word for key in keys for word in ("--to", key)]
    records = backpocket("outreach", "queue", REQ, *to, *BY, "--json").record["queued"]
    assert [one["refused"] for one in records] == [[] for _ in keys]
    return [one["send_id"] for one in records]


def left_unknown(workbook: Path) -> None:
    """The state after a crash during delivery: a message that is sending, and no worker."""
    log = SqliteLog(workbook.parent / "backpocket-outreach" / workbook.stem / "ledger.sqlite3")
    found = log.read()
    (event,) = [event for event in found.events if event.state == State.QUEUED]
    sending = replace(event, state=State.SENDING, detail="host:gone")
    log.append([sending, replace(event, state=State.UNKNOWN, detail="did it arrive?")], found.version)


@pytest.mark.long
def test_from_draft_to_follow_up(backpocket: Program, sample: Path) -> None:
    """Draft, queue, send and list work into the outbox; the next refresh shows the touch and the new follow-up."""
    drafted = backpocket("outreach", "draft", REQ, *BY, "--json").record["drafts"]
    assert (drafted[0]["candidate"], drafted[0]["refused"]) == (MARA, [])
    assert "Subject: Platform Engineer" in backpocket("outreach", "draft", REQ, "--to", MARA, *BY).out
    ravi = next(one for one in drafted if one["candidate"] == RAVI)
    assert ravi["confirm_first"] == ["Pay expectation."]
    assert "Pay expectation" not in ravi["body"]
    assert "\n  confirm first: Pay expectation.\n" in backpocket("outreach", "draft", REQ, "--to", RAVI, *BY).out
    (send_id,) = queued(backpocket, MARA)
    assert backpocket("outreach", "send", "--dry-run", "--json").record == {
        "due": [send_id],
        "cancelled": {},
        "waiting": "",
        "missing": [],
        "outbox": str(folder_of(sample)),
        "dry_run": True,
    }
    assert outbox(sample) == []
    assert backpocket("outreach", "send", "--json").record["settled"] == {send_id: "sent"}
    assert [place.stem for place in outbox(sample)] == [send_id]
    (sent,) = backpocket("outreach", "list", "--state", "sent", "--json").record["sends"]
    day = datetime.fromisoformat(sent["at"]).date()
    assert (sent["candidate"], sent["requisitions"]) == (MARA, [REQ])
    lines = read_tab(sample, "BP Outreach")
    assert [line["State"] for line in lines if line["Candidate"] == MARA] == ["queued", "sending", "sent"]
    before = shown(sample, MARA)
    assert backpocket("refresh").code == 0
    after = shown(sample, MARA)
    assert str(after["BP Last touch"]) == day.isoformat() != before["BP Last touch"]
    assert str(after["BP Next follow-up"]) == add_working_days(day, 5).isoformat()
    assert after["BP Follow-up reason"] == f"No reply since {day.isoformat()}"


@pytest.mark.long
def test_the_same_people_again(backpocket: Program, sample: Path) -> None:
    """A second queue of the same people is refused with the reason, before and after they were sent to."""
    queued(backpocket, MARA)
    again = ("outreach", "queue", REQ, "--to", MARA, *BY)
    assert "The first note about REQ-101, by Dana Reyes" in backpocket(*again).out
    backpocket("outreach", "send")
    ran = backpocket(*again, "--template", "First note", "--json")
    assert "The first note about REQ-101, by Dana Reyes" in ran.record["queued"][0]["refused"][0]
    assert "the next one is allowed on" in backpocket(*again).out
    assert len(outbox(sample)) == 1


@pytest.mark.long
def test_dry_run_of_queue(backpocket: Program, sample: Path) -> None:
    """`queue --dry-run` says what would be queued, edited or not, and writes nothing."""
    words = ("--to", MARA, "--to", RAVI, *BY)
    assert "2 of 2 would be queued." in backpocket("outreach", "queue", REQ, *words, "--dry-run").out
    twice = backpocket("outreach", "queue", REQ, *words, "--to", MARA, "--dry-run").out
    assert ("in this batch already" in twice, "2 of 3 would be queued." in twice) == (True, True)
    file = sample.with_name("drafts.json")
    file.write_text(backpocket("outreach", "draft", REQ, *words, "--json").out, encoding="utf-8")
    assert "2 of 2 would be queued." in backpocket("outreach", "queue", "--edited", file, *BY, "--dry-run").out
    assert backpocket("outreach", "list", "--json").record["sends"] == []


def test_edited(backpocket: Program, sample: Path) -> None:
    """What a person changed in the drafts' file is what is sent, to the people who are left in it."""
    drafts = backpocket("outreach", "draft", REQ, "--to", MARA, "--to", RAVI, *BY, "--json").record
    mine = drafts["drafts"][0]
    mine["body"] = mine["body"].replace("Hello", "Dear")
    mine["subject"] = "A thought"
    file = sample.with_name("drafts.json")
    file.write_text(json.dumps({"drafts": [mine]}), encoding="utf-8")
    ran = backpocket("outreach", "queue", "--edited", file, *BY, "--json").record
    assert [one["candidate"] for one in ran["queued"]] == [MARA]
    backpocket("outreach", "send")
    (message,) = (place.read_text() for place in outbox(sample))
    assert "Subject: A thought\n" in message
    assert "Dear Mara" in message


@pytest.mark.long
@pytest.mark.usefixtures("sample")
def test_a_draft_about_no_opening_of_the_workbook(backpocket: Program) -> None:
    """The sentence names the key that was meant; an opening without a slate is no error."""
    ran = backpocket("outreach", "draft", "REQ101", *BY)
    assert (ran.code, "Requisitions has no row with the key 'REQ101'. Did you mean REQ-101" in ran.err) == (65, True)
    assert "There is no one to write to." in backpocket("outreach", "draft", "REQ-090", *BY).out


@pytest.mark.long
def test_a_draft_warns_of_a_note_against_messages(backpocket: Program, sample: Path) -> None:
    """The person who reads the draft decides what the note means; only Do not contact stops the message."""

    def note(sheet: Any) -> None:
        emails = column(sheet, "Email")
        (row,) = (number for number in range(2, sheet.max_row + 1) if sheet.cell(number, emails).value == MARA)
        sheet.cell(row, column(sheet, "Reason detail"), "asked to be removed, do not contact")

    edited(sample, note)
    (draft,) = backpocket("outreach", "draft", REQ, "--to", MARA, *BY, "--json").record["drafts"]
    assert "a note in their row seems to say that they want no messages" in draft["warnings"]
    assert draft["refused"] == []


@pytest.mark.long
def test_drafts_name_their_language(backpocket: Program, sample: Path) -> None:
    """A person in Germany gets German, who reads English gets English, unless a template names a language."""
    shown = backpocket("outreach", "draft", REQ, "--to", LENA, "--to", MARA, *BY).out
    assert (f"({LENA}) about {REQ}: first note, in German" in shown, "first note, in English" in shown) == (True, True)
    words = ("--to", MARA, "--template", "First note (de)", *BY)
    drafts = backpocket("outreach", "draft", REQ, *words, "--json").record
    (mine,) = drafts["drafts"]
    assert (mine["template"], mine["language"], mine["body"][:9]) == ("First note (de)", "de", "Guten Tag")
    assert "Language says English, and this is written in German" in mine["warnings"]
    file = sample.with_name("drafts.json")
    file.write_text(json.dumps(drafts), encoding="utf-8")
    assert "1 of 1 would be queued." in backpocket("outreach", "queue", "--edited", file, *BY, "--dry-run").out


@pytest.mark.long
def test_edited_follow_up_stays_in_its_thread(backpocket: Program, sample: Path) -> None:
    """An edited follow-up replies to the message before it."""
    queued(backpocket, MARA)
    backpocket("outreach", "send")
    draft = backpocket("outreach", "draft", REQ, "--to", MARA, *BY, "--json").record
    assert (draft["drafts"][0]["step"], draft["drafts"][0]["subject"][:4]) == ("follow-up 1", "Re: ")
    file = sample.with_name("drafts.json")
    file.write_text(json.dumps(draft), encoding="utf-8")
    ran = backpocket("outreach", "queue", "--edited", file, *BY, "--json").record["queued"][0]
    assert (ran["step"], len(ran["refused"])) == ("follow-up 1", 1)
    assert "the next one is allowed on" in ran["refused"][0]


def test_openings_are_chosen_for_each_message(backpocket: Program, sample: Path) -> None:
    """None, one or several openings: the named ones first, then the best others that fit; --also needs a first one."""
    book = openpyxl.load_workbook(sample)
    rows = book["Requisitions"]
    platform = next(row for row in rows.iter_rows(values_only=True) if row[0] == REQ)
    rows.append(["REQ-108", "Cloud Engineer", *platform[2:]])
    book.save(sample)

    def drafted(*words: str) -> list[str]:
        ran = backpocket("outreach", "draft", *words, "--to", MARA, *BY, "--json").record
        assert not ran["drafts"][0]["refused"]
        return ran["drafts"][0]["requisitions"]  # type: ignore[no-any-return]

    assert drafted(REQ, "--openings", "0") == []
    assert drafted(REQ) == drafted(REQ, "--openings", "1") == [REQ]
    assert drafted(REQ, "--openings", "2") == drafted(REQ, "--several") == [REQ, "REQ-108"]
    assert drafted(REQ, "--also", "REQ-104") == [REQ, "REQ-104"]
    assert set(drafted("--openings", "2")) == {REQ, "REQ-108"}
    refused = backpocket("outreach", "draft", "--also", REQ, "--to", MARA, *BY)
    assert (refused.code, "name REQ-101 as REQ" in refused.err) == (2, True)


def test_a_file_that_is_no_draft_is_refused(backpocket: Program, sample: Path) -> None:
    """A file that is not what `draft --json` prints is named (2)."""
    file = sample.with_name("drafts.json")
    for text in ("", "[]", '{"drafts": [{}]}', '{"drafts": 3}'):
        file.write_text(text, encoding="utf-8")
        ran = backpocket("outreach", "queue", "--edited", file, *BY)
        assert (ran.code, "drafts.json is not what" in ran.err) == (2, True)


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("command", [("draft", REQ), ("queue", REQ, "--to", MARA), ("stop",), ("resume",)])
def test_the_option_by_is_required(backpocket: Program, command: tuple[str, ...]) -> None:
    """Without --by nothing is done, and the message shows how to write it (2)."""
    ran = backpocket("outreach", *command)
    assert (ran.code, '--by "Dana Reyes <dana@acme.example>"' in ran.err) == (2, True)


@pytest.mark.long
@pytest.mark.usefixtures("sample")
def test_sender_without_an_address(backpocket: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """For a mail server a name alone has to be written with its address or put into the settings; there it does (2)."""
    monkeypatch.setenv("BACKPOCKET_MAILER", "smtp")
    for by in ("Dana", "dana@acme.example"):
        ran = backpocket("outreach", "draft", REQ, "--to", MARA, "--by", by)
        assert ran.code == 2
        assert f"'{by}' is not written like Dana Reyes <dana@acme.example>" in ran.err
        assert "senders in backpocket.toml" in ran.err
    monkeypatch.setenv("BACKPOCKET_SENDERS", '{"dana": "Dana Reyes <dana@acme.example>"}')
    for by in ("Dana", "dana@acme.example", "dana reyes"):
        assert backpocket("outreach", "draft", REQ, "--to", MARA, "--by", by).code == 0
    monkeypatch.setenv("BACKPOCKET_SENDERS", '{"Dana Reyes": "dana@acme.example"}')
    for by in ("dana reyes", "dana@acme.example"):
        draft = ("outreach", "draft", REQ, "--to", MARA, "--by", by, "--json")
        assert "Dana Reyes" in backpocket(*draft).record["drafts"][0]["body"]
    monkeypatch.setenv("BACKPOCKET_MAILER", "outbox")
    monkeypatch.setenv("BACKPOCKET_SENDERS", '{"dana": "Dana Reyes", "lee": "lee@acme.example"}')
    for by, mailbox in (("dana", "Dana Reyes"), ("lee", "lee@acme.example")):
        said = f"Setting senders: '{mailbox}' for '{by}' is not written like Dana Reyes <dana@acme.example>."
        assert said in backpocket("outreach", "draft", REQ, "--to", MARA, "--by", by).err
        assert f"fix   Mail: {said}" in backpocket("check").out
    monkeypatch.setenv("BACKPOCKET_SENDERS", '{"Dana Reyes": "dana@acme.example"}')
    assert "Setting senders" not in backpocket("check").out
    assert "'Lee' is not written like" in backpocket("outreach", "draft", REQ, "--to", MARA, "--by", "Lee").err


@pytest.mark.parametrize(
    ("by", "sender", "warned"),
    [
        ("dana@acme.example", "Dana <dana@acme.example>", False),
        ("Sam Jones", "Sam Jones <sam.jones@outbox.example>", True),
    ],
)
def test_the_outbox_accepts_any_sender(backpocket: Program, sample: Path, by: str, sender: str, warned: bool) -> None:
    """Without a setting any name will do, and the draft says where its address is made up."""
    drafted = backpocket("outreach", "draft", REQ, "--to", MARA, "--by", by, "--json").record["drafts"][0]
    assert (drafted["refused"], any("made-up" in one for one in drafted["warnings"])) == ([], warned)
    assert backpocket("outreach", "queue", REQ, "--to", MARA, "--by", by).code == 0
    assert backpocket("outreach", "send").code == 0
    (file,) = outbox(sample)
    assert f"From: {sender}\n" in file.read_text(encoding="utf-8")
    (listed,) = backpocket("outreach", "list", "--json").record["sends"]
    assert listed["detail"] == f"written to outbox/{file.name}"


@pytest.mark.usefixtures("sample")
def test_a_message_without_an_opening_asks_whether_the_data_are_right(backpocket: Program) -> None:
    """Without an opening the message asks whether what we know is still right."""
    (drafted,) = backpocket("outreach", "draft", "--to", MARA, *BY, "--json").record["drafts"]
    assert (drafted["template"], drafted["step"], drafted["refused"]) == (
        "Is it still right?",
        "is it still right?",
        [],
    )


@pytest.mark.parametrize(
    ("choice", "state", "in_outbox"), [("--sent", "sent", 0), ("--again", "queued", 1), ("--drop", "cancelled", 0)]
)
def test_resolve(backpocket: Program, sample: Path, choice: str, state: str, in_outbox: int) -> None:
    """A person resolves an unknown message; it is sent again only if they say so."""
    (send_id,) = queued(backpocket, MARA)
    left_unknown(sample)
    assert backpocket("outreach", "send", "--json").record["settled"] == {}
    ran = backpocket("outreach", "resolve", send_id, choice, *BY, "--reason", "she told me", "--json")
    assert (ran.record["state"], ran.record["send_id"] == send_id) == (state, choice != "--again")
    backpocket("outreach", "send")
    assert len(outbox(sample)) == in_outbox
    assert backpocket("outreach", "resolve", send_id, "--sent", *BY, "--reason", "no").code == 2


@pytest.mark.usefixtures("sample")
def test_resolve_requires_all_arguments(backpocket: Program) -> None:
    """One of the three, who, why, and a message that there is."""
    assert "Give exactly one of --sent, --again, --drop and --about" in backpocket("outreach", "resolve", "x", *BY).err
    assert '--reason "' in backpocket("outreach", "resolve", "x", "--drop", *BY).err
    assert backpocket("outreach", "resolve", "x", "--drop", *BY, "--reason", "no").code == 65


@pytest.mark.long
def test_stop_and_resume(backpocket: Program, sample: Path) -> None:
    """After a stop nothing is queued or sent, and `list` says by whom; after a resume both work again."""
    (send_id,) = queued(backpocket, MARA)
    assert backpocket("outreach", "stop", *BY, "--reason", "wrong template", "--json").record == {"stopped": True}
    assert backpocket("outreach", "send", "--json").record == {
        "settled": {},
        "waiting": "all sending is stopped",
        "missing": [],
        "outbox": str(folder_of(sample)),
    }
    assert "wrong template" in backpocket("outreach", "list").out
    refused = backpocket("outreach", "queue", REQ, "--to", RAVI, *BY, "--json").record["queued"][0]["refused"]
    assert "stopped all sending (wrong template)" in refused[0]
    assert backpocket("outreach", "resume", *BY).code == 0
    assert backpocket("outreach", "send", "--json").record["settled"] == {send_id: "sent"}


@pytest.mark.long
def test_dry_runs_of_decisions_change_nothing(backpocket: Program, sample: Path) -> None:
    """`stop`, `resume`, `suppress` and `resolve` say what they would do, refuse as without it, and write nothing."""
    (send_id,) = queued(backpocket, MARA)
    left_unknown(sample)
    before = backpocket("outreach", "list", "--json").record
    stopped = backpocket("outreach", "stop", *BY, "--dry-run", "--json").record
    assert stopped == {"stopped": True, "dry_run": True}
    assert backpocket("outreach", "resume", *BY, "--dry-run").out == "Would resume sending.\n"
    assert backpocket("outreach", "suppress", MARA, *BY, "--dry-run").code == 0
    assert backpocket("outreach", "suppress", "nobody", *BY, "--dry-run").code != 0
    why = (*BY, "--reason", "she told me", "--dry-run")
    assert backpocket("outreach", "resolve", send_id, "--again", *why).code == 0
    assert backpocket("outreach", "resolve", "x", "--again", *why).code == 65
    assert backpocket("outreach", "list", "--json").record == before
    (again,) = queued(backpocket, RAVI)
    waiting = backpocket("outreach", "suppress", RAVI, *BY, "--dry-run", "--json").record
    assert waiting == {"suppressed": True, "cancelled": [again], "dry_run": True}


@pytest.mark.long
@pytest.mark.parametrize("who", [MARA, MARA.upper()])
def test_suppress(backpocket: Program, sample: Path, who: str) -> None:
    """Messages queued for them are cancelled, no new one is queued, and the sheet holds a hash and no address."""
    queued(backpocket, MARA)
    assert backpocket("outreach", "suppress", who, *BY).code == 0
    assert backpocket("outreach", "send", "--json").record["settled"] == {}
    (cancelled,) = backpocket("outreach", "list", "--json").record["sends"]
    assert cancelled["state"] == "cancelled"
    assert "asked not to be contacted" in backpocket("outreach", "queue", REQ, "--to", MARA, *BY).out
    assert "mara" not in str(read_tab(sample, "BP Suppression")).lower()


@pytest.mark.usefixtures("sample")
def test_an_address_without_a_row_may_be_misspelt(backpocket: Program) -> None:
    """It is on the list all the same, but the person who asked may have another address: the nearest is named."""
    told = "They will get no more messages."
    assert backpocket("outreach", "suppress", "ravi.menon@mail.exmaple", *BY).out == (
        f"{told} Candidates has no row with the key 'ravi.menon@mail.exmaple'. Did you mean {RAVI}?\n"
    )
    assert backpocket("outreach", "suppress", RAVI.replace("@", "+jobs@"), *BY).out == f"{told}\n"


@pytest.mark.long
@pytest.mark.usefixtures("sample")
def test_unsuppress(backpocket: Program) -> None:
    """A suppression by a colleague is lifted with a name and a reason; a dry run writes nothing."""
    words = ("outreach", "unsuppress", MARA.replace("@", "+x@"), *BY, "--reason", "she wrote to us")
    assert backpocket(*words, "--json").record == {"lifted": False, "dry_run": False}
    backpocket("outreach", "suppress", MARA, *BY)
    assert backpocket(*words, "--dry-run").out == "They would be taken off the list.\n"
    assert backpocket("outreach", "unsuppress", MARA, *BY).code == 2
    assert "asked not to be contacted" in backpocket("outreach", "queue", REQ, "--to", MARA, *BY).out
    assert backpocket(*words).out == "They may be written to again.\n"
    queued(backpocket, MARA)


@pytest.mark.long
def test_a_company_is_suppressed_and_listed(backpocket: Program, sample: Path) -> None:
    """By the name in Current company; the list says who decided, until when and why; the tab does not name it."""
    company, key = "Halcyon Robotics", str(read_tab(sample, "Candidates")[0]["Email"])
    book = openpyxl.load_workbook(sample)
    column = next(cell.column for cell in book["Candidates"][1] if cell.value == "Current company")
    book["Candidates"].cell(2, column).value = company
    book.save(sample)
    words = ("outreach", "suppress", f"{company.upper()} Ltd.", "--company", *BY, "--until", "2999-12-31")
    rehearsed = backpocket(*words, "--dry-run", "--json").record
    assert (key in rehearsed["people"], rehearsed["dry_run"]) == (True, True)
    assert "candidate" in backpocket(*words, "--reason", "a client").out
    listed = backpocket("outreach", "list", "--suppressed", "--json").record
    one = next(one for one in listed["suppressed"] if one["candidate"] == key)
    assert (one["by"], one["until"], listed["without_a_row"]) == (BY[1], "2999-12-31", 0)
    assert "a client" in backpocket("outreach", "list", "--suppressed").out
    assert company.lower() not in str(read_tab(sample, "BP Suppression")).lower()
    lift = ("outreach", "unsuppress", company, "--company", *BY, "--reason", "no client any more")
    assert backpocket(*lift, "--json").record["lifted"]
    assert backpocket("outreach", "list", "--suppressed").out == "No candidate is suppressed.\n"


def test_only_the_page_lifts_its_own_unsubscribe(backpocket: Program, sample: Path) -> None:
    """After a candidate unsubscribed on their page, a colleague cannot allow messages again (2); the page can."""
    (send_id,) = queued(backpocket, MARA)
    settings = Settings(workbook=str(sample))
    room = open_mailroom(settings, XlsxStore(sample), Clock())
    room.ledger.refresh()
    note(room, [unsubscribe_reply(room, MARA, PAGE, send_id=send_id)])
    ran = backpocket("outreach", "unsuppress", MARA, *BY, "--reason", "she called")
    assert (ran.code, "only they can undo that" in ran.err) == (2, True)
    assert note(room, [resubscribe_reply(room, MARA, send_id)])
    queued(backpocket, MARA)


@pytest.mark.long
def test_adopt(backpocket: Program, sample: Path) -> None:
    """Every refusal names `outreach adopt`; it shows both histories, joins them, and sending goes on."""
    ledger = sample.parent / "backpocket-outreach" / "pocket" / "ledger.sqlite3"
    queued(backpocket, MARA)
    shutil.copy(ledger, sample.with_name("older"))
    backpocket("outreach", "send")
    shutil.copy(sample.with_name("older"), ledger)
    for command in (("send",), ("queue", REQ, "--to", RAVI, *BY)):
        ran = backpocket("outreach", *command)
        assert (ran.code, "`backpocket outreach adopt`" in ran.err) == (65, True)
    assert backpocket("refresh").code == 0
    dry = backpocket("outreach", "adopt", *BY, "--dry-run", "--json").record
    assert (dry["workbook"] - dry["ledger"], dry["unknown"], dry["dry_run"]) == (2, [], True)
    assert "lines" in dry["differs"]
    assert "added to the ledger" in backpocket("outreach", "adopt", *BY).out
    assert backpocket("outreach", "adopt", *BY, "--dry-run", "--json").record["differs"] == ""
    assert backpocket("outreach", "send").out == "nothing was due.\n"
    assert backpocket("outreach", "list", "--state", "sent", "--json").record["sends"] != []
    queued(backpocket, RAVI)


def two_histories(backpocket: Program, sample: Path) -> None:
    """Queue two messages, send the first, put the ledger of before back, and go on in it."""
    ledger = sample.parent / "backpocket-outreach" / "pocket" / "ledger.sqlite3"
    queued(backpocket, MARA)
    shutil.copy(ledger, sample.with_name("older"))
    backpocket("outreach", "send")
    queued(backpocket, RAVI)
    for ending in ("-wal", "-shm"):
        ledger.with_name(f"{ledger.name}{ending}").unlink(missing_ok=True)
    shutil.copy(sample.with_name("older"), ledger)
    assert backpocket("outreach", "suppress", "else@mail.example", *BY).code == 0


@pytest.mark.long
def test_dry_runs_are_refused_as_well(backpocket: Program, sample: Path) -> None:
    """Commands that are refused because histories differ are refused in a dry run, too."""
    two_histories(backpocket, sample)
    for command in (("send",), ("queue", REQ, "--to", RAVI, *BY)):
        assert backpocket("outreach", *command, "--dry-run").code == backpocket("outreach", *command).code == 65


@pytest.mark.long
def test_adopt_shows_both_histories(backpocket: Program, sample: Path) -> None:
    """Before anything is joined, the lines that only one of both has are shown, with whom they are about."""
    two_histories(backpocket, sample)
    shown = backpocket("outreach", "adopt", *BY, "--dry-run").out
    ledger, _, workbook = shown.partition("Only in the ledger:\n")[2].partition("Only in the workbook:\n")
    assert "UTC: suppressed: asked not to be contacted" in ledger
    assert f"UTC: sent: first note {MARA} about {REQ} (Dana Reyes" in workbook
    assert f"UTC: queued: first note {RAVI} about {REQ}" in workbook
    record = backpocket("outreach", "adopt", *BY, "--dry-run", "--json").record
    states = [[one["state"] for one in record[name]] for name in ("only_ledger", "only_workbook")]
    assert "suppressed" in states[0]
    assert states[1][:2] == ["sending", "sent"]


def test_adopt_where_nothing_differs(backpocket: Program, sample: Path) -> None:
    """If the histories do not differ, nothing is written, and waiting messages stay queued."""
    queued(backpocket, MARA)
    ledger = sample.parent / "backpocket-outreach" / "pocket" / "ledger.sqlite3"
    before = ledger.read_bytes(), sample.read_bytes()
    ran = backpocket("outreach", "adopt", *BY)
    assert (ran.code, ran.out) == (0, "Nothing differs, and nothing was written.\n")
    assert (ledger.read_bytes(), sample.read_bytes()) == before
    assert backpocket("outreach", "send", "--dry-run").out == f"1 message would be written to {folder_of(sample)}.\n"
    assert backpocket("outreach", "send").out == f"1 message written to {outbox(sample)[0]}.\n"


@pytest.mark.long
def test_adopt_while_the_workbook_is_open(backpocket: Program, sample: Path) -> None:
    """The outcome comes first, then why the workbook does not show it; sending goes on, a refresh shows the lines."""
    two_histories(backpocket, sample)
    lock = sample.with_name("~$pocket.xlsx")
    lock.write_bytes(b"\x04Dana" + b" " * 50)
    ran = backpocket("outreach", "adopt", *BY, "--keep-queue", "--json")
    assert (ran.code, ran.record["unknown"], "is done and in the outreach ledger" in ran.err) == (69, [], True)
    assert (backpocket("outreach", "send").code, len(outbox(sample))) == (69, 2)
    lock.unlink()
    assert backpocket("refresh").code == 0
    assert Counter(line["State"] for line in read_tab(sample, "BP Outreach"))["sent"] == 2
    assert backpocket("outreach", "adopt", *BY).out == "Nothing differs, and nothing was written.\n"


def test_a_dry_run_of_adopt_makes_no_secret(backpocket: Program, sample: Path) -> None:
    """Comparing the histories does not create the secret of the suppression list."""
    room = open_mailroom(Settings(workbook=str(sample)), XlsxStore(sample), Clock())
    room.spool.save(message("stray"))
    room.spool.confirm("stray")
    dry = backpocket("outreach", "adopt", *BY, "--dry-run", "--json").record
    assert (dry["recovered"], (room.folder / SUPPRESSION_FILE).exists()) == (["stray"], False)
    real = backpocket("outreach", "adopt", *BY, "--json").record
    assert (real["added"], (room.folder / SUPPRESSION_FILE).exists()) == (dry["added"], True)


@pytest.mark.long
def test_the_outcome_is_printed_before_a_failed_sync(backpocket: Program, sample: Path) -> None:
    """Where only showing it in the sheet fails, the outcome comes first, then the reason, and the code is 69."""
    lock = sample.with_name("~$pocket.xlsx")
    lock.write_bytes(b"\x04Dana" + b" " * 50)
    ran = backpocket("outreach", "queue", REQ, "--to", MARA, *BY, "--json")
    assert (ran.code, len(ran.record["queued"]), "othing was written" in ran.err) == (69, 1, False)
    assert "is done and in the outreach ledger" in ran.err
    assert "again" not in ran.err
    assert "Close it there; if it is not open anywhere" in ran.err
    ran = backpocket("outreach", "send")
    assert (ran.code, ran.out) == (69, f"1 message written to {outbox(sample)[0]}.\n")
    lock.unlink()
    assert backpocket("refresh").code == 0
    assert [line["State"] for line in read_tab(sample, "BP Outreach") if line["Candidate"] == MARA][-1] == "sent"


def test_a_user_name_is_printed_without_control_characters(backpocket: Program, sample: Path) -> None:
    """The name of the user who has the workbook open is printed without control characters."""
    sample.with_name("~$pocket.xlsx").write_bytes(b"\x05Da\x07na" + b" " * 50)
    ran = backpocket("outreach", "stop", *BY)
    assert (ran.code, "\x07" in ran.err, "na" in ran.err) == (69, False, True)


@pytest.mark.long
def test_messages_with_a_lost_text_are_reported(backpocket: Program, sample: Path) -> None:
    """Messages that cannot be sent from here are named, by `send` as by its dry run."""
    (send_id,) = queued(backpocket, MARA)
    shutil.rmtree(sample.parent / "backpocket-outreach" / "pocket" / "spool")
    assert backpocket("outreach", "send", "--dry-run", "--json").record["missing"] == [send_id]
    assert "1 more waits, but the text is not on this machine" in backpocket("outreach", "send").out
    assert backpocket("outreach", "send", "--json").record["missing"] == [send_id]


@pytest.mark.usefixtures("sample")
def test_suppress_refuses_an_unknown_argument(backpocket: Program) -> None:
    """An argument that is neither a key nor an address is an error that says so."""
    assert "neither a key in Candidates nor an address" in backpocket("outreach", "suppress", "Mara", *BY).err


def test_copied_workbook(backpocket: Program, sample: Path) -> None:
    """A copied workbook would write to all candidates again: drafting, queueing and sending refuse (65)."""
    queued(backpocket, MARA)
    copy = shutil.copy(sample, sample.with_name("copy.xlsx"))
    for command in (("draft", REQ, *BY), ("queue", REQ, "--to", RAVI, *BY)):
        ran = backpocket("outreach", *command, "--workbook", copy)
        assert (ran.code, "looks like a copy" in ran.err) == (65, True)
    backpocket("outreach", "send", "--workbook", copy)
    assert outbox(Path(copy)) == []


@pytest.mark.long
def test_lost_secret(backpocket: Program, sample: Path) -> None:
    """Without the secret no candidate can be found in the suppression list, so nothing is queued or sent (65)."""
    queued(backpocket, RAVI)
    backpocket("outreach", "suppress", MARA, *BY)
    key = sample.parent / "backpocket-outreach" / "pocket" / "suppression.key"
    kept = key.read_text()
    for text in (None, "", "0" * len(kept)):
        key.unlink() if text is None else key.write_text(text)
        for command in (("send",), ("queue", REQ, "--to", MARA, *BY)):
            ran = backpocket("outreach", *command)
            assert (ran.code, "suppression.key" in ran.err) == (65, True)
    assert outbox(sample) == []
    key.write_text(kept)
    assert backpocket("outreach", "send").code == 0
    assert len(outbox(sample)) == 1


@pytest.mark.usefixtures("sample")
def test_an_empty_queue_is_no_failure(backpocket: Program) -> None:
    """An empty queue is no failure; an unknown state is an error (2)."""
    assert backpocket("outreach", "send").out == "nothing was due.\n"
    assert backpocket("outreach", "list").out == "No messages yet.\n"
    assert backpocket("outreach", "list", "--state", "gone").code == 2
    assert backpocket("outreach", "queue", REQ, *BY).code == 2


def test_why_a_message_was_not_sent_is_in_the_list(backpocket: Program, sample: Path) -> None:
    """`send` says where the reasons are, not the reasons, because its output may go into a log."""
    queued(backpocket, MARA)
    assert backpocket("outreach", "send", "--dry-run").out.startswith("1 message would be written to ")
    emails = [row["Email"] for row in read_tab(sample, "Candidates")]
    edited(sample, lambda sheet: sheet.cell(emails.index(MARA) + 2, column(sheet, "Do not contact"), "yes"))
    assert backpocket("outreach", "send").out == "1 cancelled.\nWhy they were not sent: `backpocket outreach list`.\n"
    listed = backpocket("outreach", "list").out
    assert ("UTC" in listed, "do not contact" in listed.lower()) == (True, True)


@pytest.mark.parametrize(
    "command",
    [
        ("outreach", "stop", *BY, "--reason", "wrong template"),
        ("outreach", "resume", *BY, "--reason", "settled"),
        ("outreach", "list"),
        ("outreach", "resolve", "abc", "--drop", *BY, "--reason", "no"),
        ("forwarded", "list"),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_a_workbook_that_is_not_there_is_not_stopped(
    backpocket: Program, tmp_path: Path, command: tuple[str, ...]
) -> None:
    """With a misspelt name nothing is stopped, so nothing may say so, and no ledger of that name is made (2)."""
    ran = backpocket(*command, "--workbook", tmp_path / "pokcet.xlsx")
    assert (ran.code, "There is no workbook at" in ran.err, ran.out) == (2, True, "")
    assert not (tmp_path / "backpocket-outreach").exists()


def test_sending_can_be_stopped_while_the_workbook_is_away(backpocket: Program, sample: Path) -> None:
    """The ledger is enough: a file that was moved away for a while does not keep anyone from stopping all messages."""
    queued(backpocket, MARA)
    sample.rename(sample.with_name("away.xlsx"))
    assert "All sending is stopped." in backpocket("outreach", "stop", *BY, "--reason", "wrong template").out
    sample.with_name("away.xlsx").rename(sample)
    assert "all sending is stopped" in backpocket("outreach", "send").out
