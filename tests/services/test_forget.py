"""`forget`: a person's details are gone from every place, and nothing else has changed."""

import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any
from unittest import mock

import openpyxl
import pytest
import xlsxwriter

from automation.core.ledger.doubts import mark_of
from automation.core.ledger.events import MAIL, Answer, Event, Notice, State
from automation.core.ledger.reply_events import NewReply
from automation.core.model import Row
from automation.core.schema import BP_ACTIONS, BP_DATA, BP_MATCHES, BP_OUTREACH
from automation.core.text import text_of
from automation.errors import BackpocketError, OnHold, UnknownKey
from automation.outreach.compose import propose, queue
from automation.outreach.contact import log_reply
from automation.outreach.owner_alerts import notify_owners
from automation.outreach.replies import handle, note, record
from automation.outreach.sending import send
from automation.outreach.suppression_list import unsuppress
from automation.refresh import refresh
from automation.services.acting import Actor
from automation.services.init import complete
from automation.services.privacy import forget as forgetting
from automation.services.privacy.forget import forget
from automation.services.privacy.retention import due_now, forget_due
from automation.services.recruiter_actions import follow_up_done, pass_on
from tests.cli.program import write_workbook
from tests.outreach.desk import DANA, NOON, REQ, Desk, local_desk, sheet_desk
from tests.sheets_emulator.server import Emulator
from tests.store.saves import watched

ANA, BEN = "ana.souza@mail.example", "ben@mail.example"
HER_TEXTS = ("ana souza", "ana.souza", "998 877", "998877", "anasouza-dev", "my mother is ill", "lovely ana")
HEADER = (
    "Name", "Email", "Phone", "Profile URL", "Current title", "Skills", "Level", "Region", "Shelved on",
    "Shelve reason", "Owner", "Notes", "Their own column",
)  # fmt: skip
WHAT = (
    "Platform Engineer",
    "Kubernetes, Go",
    "Senior",
    "Brazil",
    "2026-03-01",
    "Lost to another finalist",
    "Dana Reyes",
)


def book() -> dict[str, list[Row]]:
    """Ana, who has two rows, and three others, one of them without a key."""
    rows = [
        ("Ana Souza", ANA, "+351 912 998 877", "https://linkedin.com/in/anasouza-dev", *WHAT, "lovely Ana", "blue"),
        ("Ben Okoro", BEN, "+351 912 111 222", None, *WHAT, None, "red"),
        ("Ana Souza", "ana.souza+jobs@mail.example", None, None, *WHAT, None, None),
        ("Cleo Marsh", "cleo@mail.example", None, None, *WHAT, None, "green"),
        # While a row has no key, a run keeps what it last saw of rows that are gone: they may come back.
        ("Dov Levin", None, None, None, *WHAT, None, None),
    ]
    opening = (REQ, "Platform Engineer", "Kubernetes, Go", "Senior", "Lisbon", "2026-11-01", "Open", None)
    titles = ("Req ID", "Title", "Must-have skills", "Level", "Location", "Opened on", "Status", "Description")
    return {"Candidates": [HEADER, *rows], "Requisitions": [titles, opening]}


@dataclass
class Case:
    """A desk at which much is known of Ana and of Ben."""

    desk: Desk
    folder: Path

    def refresh(self) -> Any:
        room = self.desk.room()
        return refresh(room.store, room.clock, room.settings.conventions, room=room, force=True)

    def tab(self, name: str) -> list[list[str]]:
        return [[text_of(cell) for cell in row] for row in self.desk.store().read().tabs.get(name, ())]

    def events(self) -> list[Event]:
        return list(self.desk.room().events())

    def delete_rows(self) -> None:
        """As a person in a Google Sheet: each row with her name."""
        (sheet,) = [one for one in self.book.sheets if one.title == "Candidates"]
        rows = [row for row in range(1, sheet.row_count) if (sheet.get(row, 0).value or "") == "Ana Souza"]
        body = {
            "requests": [
                {
                    "deleteDimension": {
                        "range": {
                            "sheetId": sheet.sheet_id,
                            "dimension": "ROWS",
                            "startIndex": row,
                            "endIndex": row + 1,
                        }
                    }
                }
                for row in reversed(rows)
            ]
        }
        store: Any = self.desk.store()
        store.connection.write(body)

    @property
    def book(self) -> Any:
        assert self.desk.emulator
        return self.desk.emulator.service.workspace.files[self.desk.locator]


def prepare(case: Case) -> None:
    """Ana and Ben were written to and answered; recruiters passed on Ana; there are backups."""
    case.refresh()
    desk = case.desk
    room = desk.room()
    drafts = [one.draft for one in propose(room, REQ, [ANA, BEN], DANA)]
    queued = queue(room, drafts, DANA)
    assert not [one.reasons for one in queued if one.reasons]
    send(desk.room())
    room = desk.room()
    state = room.ledger.refresh()
    record(
        room, ANA, Answer.NOT_NOW, DANA, send=state.sends[queued[0].send_id], value="2027-03", words="my mother is ill"
    )
    record(room, BEN, Answer.INTERESTED, DANA, send=state.sends[queued[1].send_id], words="call me")
    mailed = NewReply(
        Answer.REPLIED, ANA, MAIL, f"<x1.{ANA}>#00ff", queued[0].send_id, words="my mother is ill, Ana Souza"
    )
    note(room, [mailed], room.read().persons)
    handle(room, mailed.answer_id, DANA, "told Ana Souza")
    record(desk.room(), ANA, Answer.INTERESTED, DANA, send=state.sends[queued[0].send_id])
    notify_owners(desk.room())
    actor = Actor("Dana", desk.store(), room.clock)
    pass_on(actor, ANA, REQ, "lovely Ana, but no")
    follow_up_done(actor, BEN)
    case.refresh()


@pytest.fixture(params=["sqlite", "sheet"])
def case(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Case]:
    """Over both stores."""
    options = {"senders": {"Dana Reyes": "dana@acme.example"}}
    if request.param == "sqlite":
        made = Case(local_desk(tmp_path, book(), **options), tmp_path)
        prepare(made)
        yield made
        return
    with Emulator() as emulator:
        made = Case(sheet_desk(tmp_path, emulator, book(), **options), tmp_path)
        complete(made.desk.store())
        prepare(made)
        yield made


@pytest.fixture
def local(tmp_path: Path) -> Case:
    """In a file alone."""
    made = Case(local_desk(tmp_path, book(), senders={"Dana Reyes": "dana@acme.example"}), tmp_path)
    prepare(made)
    return made


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of a folder, and what is inside zips and messages; and the names of the files."""
    for place in sorted(folder.rglob("*")):
        if not place.is_file():
            continue
        data = place.read_bytes()
        yield str(place), data
        yield str(place), place.name.encode()
        if zipfile.is_zipfile(place):
            with zipfile.ZipFile(place) as package:
                yield from ((f"{place}/{name}", package.read(name)) for name in package.namelist())
        if place.suffix == ".eml":
            for part in message_from_bytes(data).walk():
                payload = part.get_payload(decode=True)
                yield str(place), payload if isinstance(payload, bytes) else b""


def traces(folder: Path, texts: tuple[str, ...] = HER_TEXTS) -> set[str]:
    """The files in which one of the texts stands, in any of the usual codes."""
    wanted = {one.encode(code) for one in texts for code in ("utf-8", "utf-16-le", "utf-16-be")}
    return {name for name, data in contents(folder) if any(one in data.lower() for one in wanted)}


def everything(case: Case) -> str:
    """All cells of a Google Sheet as the service has them, and what a reading returns of its named ranges."""
    return "\n".join(
        f"{sheet.title}!{row},{column} {cell.value} {cell.formula}"
        for sheet in case.book.sheets
        for row, column, cell in sheet.filled(sheet.everything)
    ).lower()


def test_nothing_names_them_any_more(case: Case) -> None:
    """No byte of the folder, inside zips, messages and SQLite, and no cell; Ben's row and history stay."""
    before = case.tab("Candidates")
    assert traces(case.folder), "there has to be something to delete"
    receipt = forget(case.desk.room(), ANA, DANA)
    if case.desk.emulator:
        rows = [one.place for one in receipt.left if one.place.startswith("Candidates")]
        assert rows == ["Candidates, row 2", "Candidates, row 4"]
        case.delete_rows()
        case.refresh()
        found = everything(case)
        assert [one for one in HER_TEXTS if one in found] == []
    else:
        after = case.tab("Candidates")
        hers, others = (1, 3), (0, 2, 4, 5)
        assert [[cell for cell in after[row] if cell] for row in hers] == [[], []]
        assert [after[row][: len(HEADER)] for row in others] == [before[row][: len(HEADER)] for row in others]
    assert traces(case.folder) == set()
    assert traces(case.folder, ("ben okoro",)) or case.desk.emulator
    assert "Ben Okoro" in str(case.tab(BP_MATCHES))
    assert BEN in str(case.tab(BP_OUTREACH))


def test_the_receipt(case: Case) -> None:
    """What was erased, by place, and what a person has to do elsewhere."""
    planned = forget(case.desk.room(), ANA, DANA, dry_run=True)
    receipt = forget(case.desk.room(), "ana.souza+jobs@mail.example", DANA)
    assert {**planned.erased, "outreach ledger": 0, BP_OUTREACH: 0} == {
        **receipt.erased,
        "outreach ledger": 0,
        BP_OUTREACH: 0,
    }
    assert planned.left == receipt.left, "nothing is left to people that the run does itself"
    wanted = {"spool": 1, "outbox": 2, BP_ACTIONS: 1}
    assert {place: receipt.erased.get(place) for place in wanted} == wanted
    assert receipt.erased.get("Candidates") == (None if case.desk.emulator else 2)
    places = " ".join(one.place for one in receipt.left)
    assert ("version history" in places, "Mailboxes" in places) == (bool(case.desk.emulator), True)
    again = forget(case.desk.room(), ANA, DANA)
    assert again.erased.keys() <= {"outreach ledger", BP_DATA}


def test_a_dry_run_writes_nothing(local: Case) -> None:
    """Not a byte of any file."""
    before = dict(contents(local.folder))
    assert forget(local.desk.room(), ANA, DANA, dry_run=True).erased["Candidates"] == 2
    assert dict(contents(local.folder)) == before


def test_claims_and_counts_hold(case: Case) -> None:
    """Every line keeps its number, instant, state, step, sender, openings and send ID; sending goes on."""
    before = case.events()
    forget(case.desk.room(), ANA, DANA)
    after = case.events()

    def kept(event: Event) -> tuple[object, ...]:
        return event.at, event.state, event.step, event.by, event.requisitions, mark_of(event)

    assert list(map(kept, after[: len(before)])) == list(map(kept, before))
    state = case.desk.room().ledger.refresh()
    (hers,) = [one for one in state.sends.values() if one.key.startswith("forgotten ")]
    assert hers.state is State.SENT
    assert len(state.sends) == 2
    assert {one.state for one in state.answers[hers.key]} == {Answer.NOT_NOW, Answer.REPLIED, Answer.INTERESTED}
    (mailed,) = [one for one in state.answers[hers.key] if one.state == Answer.REPLIED]
    assert mailed.message_id in state.handled
    assert mailed.message_id.startswith("id.")
    room = case.desk.room()
    room.read(sending=True)
    case.desk.now = (case.desk.now or room.clock.now()) + timedelta(days=20)
    (prepared,) = propose(case.desk.room(), REQ, ["cleo@mail.example"], DANA)
    (queued,) = queue(case.desk.room(), [prepared.draft], DANA)
    assert not queued.reasons


def test_a_retyped_row_is_stopped(case: Case) -> None:
    """It is not matched and not written to, and BP Check says why."""
    forget(case.desk.room(), ANA, DANA)
    if not case.desk.emulator:
        workbook = openpyxl.load_workbook(case.desk.locator)
        sheet = workbook["Candidates"]
        for column, cell in enumerate(book()["Candidates"][1], start=1):
            sheet.cell(2, column).value = cell  # type: ignore[assignment]
        workbook.save(case.desk.locator)
    case.refresh()
    rows = case.tab("Candidates")
    check = rows[0].index("BP Check")
    assert "Their details were deleted on 2026-11-24 by Dana Reyes" in rows[1][check]
    assert ANA not in str(case.tab(BP_MATCHES))
    (drafted,) = propose(case.desk.room(), REQ, [ANA], DANA)
    assert "their details were deleted" in " ".join(drafted.reasons)


def test_a_killed_run_ends_the_same_when_repeated(tmp_path: Path) -> None:
    """After a kill at each of its steps."""
    steps = ("redact_ledger", "remove_files", "landed", "make_plan")
    for number, step in enumerate(steps):
        folder = tmp_path / str(number)
        folder.mkdir()
        case = Case(local_desk(folder, book(), senders={"Dana Reyes": "dana@acme.example"}), folder)
        prepare(case)
        # Each step once: a real kill at random would need hundreds of runs to hit them all.
        with mock.patch.object(forgetting, step, side_effect=BackpocketError("killed")), pytest.raises(BackpocketError):
            forget(case.desk.room(), ANA, DANA)
        forget(case.desk.room(), ANA, DANA)
        assert traces(folder) == set(), step
    case = Case(local_desk(tmp_path, book(), senders={"Dana Reyes": "dana@acme.example"}), tmp_path / "last")
    prepare(case)
    store = type(case.desk.store())
    # Likewise: at its last step.
    with (
        mock.patch.object(store, "erase_copies", side_effect=BackpocketError("killed")),
        pytest.raises(BackpocketError),
    ):
        forget(case.desk.room(), ANA, DANA)
    forget(case.desk.room(), ANA, DANA)
    assert traces(tmp_path / "backpocket-backups") == set()


def test_what_another_process_writes_later_goes_at_the_next_run(case: Case) -> None:
    """A worker that read the ledger before adds a line with her key."""
    late = case.desk.room()
    sends = late.ledger.refresh().sends
    (queued,) = [one.queued for one in sends.values() if one.key == ANA]
    forget(case.desk.room(), ANA, DANA)
    if case.desk.emulator:
        case.delete_rows()
    late.ledger.refresh()
    late.ledger.change(lambda _: [Event(late.clock.now(), Notice.HANDLED, queued.send_id, ANA, message_id="answer.1")])
    case.refresh()
    assert ANA not in str(case.events())
    assert ANA not in str(case.tab(BP_OUTREACH))


def saved_by_a_spreadsheet_program(case: Case) -> None:
    """The same cells with their texts in one list, and with links and notes on the rows of Ana and Ben."""
    tabs = case.desk.store().read().tabs
    with xlsxwriter.Workbook(case.desk.locator) as workbook:
        for name, rows in tabs.items():
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, str):
                        sheet.write_string(number, column, cell)
                    else:
                        sheet.write(number, column, cell)
            for number, who in ((1, "Ana Souza"), (2, "Ben Okoro")) if name == "Candidates" else ():
                sheet.write_url(number, 1, f"mailto:{rows[number][1]}", string=str(rows[number][1]))
                sheet.write_comment(number, 11, f"{who} called")


def test_a_file_of_a_spreadsheet_program_keeps_no_text(local: Case) -> None:
    """Its list of texts, links and notes beside the row go too; those of others stay."""
    saved_by_a_spreadsheet_program(local)
    assert any("sharedStrings" in name for name in traces(local.folder))
    forget(local.desk.room(), ANA, DANA)
    assert traces(local.folder) == set()
    workbook = openpyxl.load_workbook(local.desk.locator)
    sheet = workbook["Candidates"]
    assert sheet.cell(3, 2).hyperlink.target == f"mailto:{BEN}"
    assert "Ben Okoro called" in sheet.cell(3, 12).comment.text
    assert [sheet.cell(row, 1).value for row in range(1, 6)] == ["Name", None, "Ben Okoro", None, "Cleo Marsh"]
    assert "BP Actions" in workbook.sheetnames


def test_a_pivot_tables_copy_is_named(local: Case) -> None:
    """A part of the file that is no sheet is left to a person."""
    saved_by_a_spreadsheet_program(local)
    with zipfile.ZipFile(local.desk.locator, "a") as package:
        package.writestr("xl/pivotCache/pivotCacheRecords1.xml", "<r><s v='Ana Souza'/></r>")
    receipt = forget(local.desk.room(), ANA, DANA)
    assert "xl/pivotCache/pivotCacheRecords1.xml in the workbook file" in [one.place for one in receipt.left]


def test_others_at_the_mailbox_stay(tmp_path: Path) -> None:
    """An agency's two people share a mailbox: the other one is matched and written to as before."""
    tabs = book()
    header, *rows = tabs["Candidates"]
    agency = [
        (name, f"agency+{tag}@mail.example", *rows[3][2:]) for name, tag in (("Ana Souza", "ana"), ("Max Frei", "max"))
    ]
    desk = local_desk(tmp_path, {**tabs, "Candidates": [header, *agency]})
    forget(desk.room(), "agency+ana@mail.example", DANA)
    (drafted,) = propose(desk.room(), REQ, ["agency+max@mail.example"], DANA)
    assert drafted.reasons == []


def test_who_applies_again_comes_back(case: Case) -> None:
    """After `unsuppress`, by a person."""
    forget(case.desk.room(), ANA, DANA)
    if not case.desk.emulator:
        workbook = openpyxl.load_workbook(case.desk.locator)
        for column, cell in enumerate(book()["Candidates"][1], start=1):
            workbook["Candidates"].cell(2, column).value = cell  # type: ignore[assignment]
        workbook.save(case.desk.locator)
    assert unsuppress(case.desk.room(), ANA, DANA, "applied again")
    case.refresh()
    rows = case.tab("Candidates")
    assert "deleted" not in rows[1][rows[0].index("BP Check")]
    assert ANA in str(case.tab(BP_DATA))
    case.refresh()
    assert f"Candidates/{ANA}" in str(case.tab(BP_DATA))


def test_other_peoples_cells_are_listed(case: Case) -> None:
    """A cell that names her is left to a person, by tab, row and column."""
    tabs = {tab: list(rows) for tab, rows in case.desk.store().read().tabs.items()}
    if case.desk.emulator:
        (sheet,) = [one for one in case.book.sheets if one.title == "Requisitions"]
        area = {"sheetId": sheet.sheet_id, "rowIndex": 1, "columnIndex": 7}
        cell = {"userEnteredValue": {"stringValue": "Ask Ana Souza"}}
        store: Any = case.desk.store()
        body = {"updateCells": {"start": area, "rows": [{"values": [cell]}], "fields": "userEnteredValue"}}
        store.connection.write({"requests": [body]})
    else:
        tabs["Requisitions"][1] = [*tabs["Requisitions"][1][:7], "Ask Ana Souza", *tabs["Requisitions"][1][8:]]
        write_workbook(Path(case.desk.locator), {**tabs, "Ideas": [("Who",), ("call ANA.SOUZA@mail.example",)]})
    receipt = forget(case.desk.room(), ANA, DANA)
    listed = [one.place for one in receipt.left if "row" in one.place and "Candidates" not in one.place]
    assert listed == (
        ["Requisitions, row 2, Description"]
        if case.desk.emulator
        else ["Requisitions, row 2, Description", "Ideas, row 2, Who"]
    )


def test_a_namesake_keeps_their_name(local: Case) -> None:
    """Another person of the same name is pointed out as such; what the program shows about them needs no hand."""
    tabs = {tab: list(rows) for tab, rows in local.desk.store().read().tabs.items()}
    other = ("Ana Souza", "a.souza@other.example", "+351 900 000 111", None, *WHAT, "wrote to Ana Souza", None)
    write_workbook(Path(local.desk.locator), {**tabs, "Candidates": [*tabs["Candidates"], other]})
    local.refresh()
    assert "Ana Souza" in str(local.tab("Requisitions")), "the slate has to name her"
    planned = forget(local.desk.room(), ANA, DANA, dry_run=True)
    receipt = forget(local.desk.room(), ANA, DANA)
    named = {one.place: one.how for one in receipt.left if ", row " in one.place}
    assert named == {one.place: one.how for one in planned.left if ", row " in one.place}
    assert list(named) == ["Candidates, row 7, Name", "Candidates, row 7, Notes"]
    assert "If it is the same person, delete a.souza@other.example, too." in named["Candidates, row 7, Name"]
    assert "Take their name" in named["Candidates, row 7, Notes"]


def test_the_sqlite_file_is_sound(local: Case) -> None:
    """After it was written anew; other processes that have it open go on."""
    (place,) = local.folder.glob("outreach/*/ledger.sqlite3")
    with closing(sqlite3.connect(place, isolation_level=None)) as db:
        # As after a deletion by any program: pages that are free, with their old contents.
        db.execute("CREATE TABLE notes (text TEXT)")
        db.execute("INSERT INTO notes VALUES (?)", ("lovely Ana " * 2_000,))
        db.execute("DROP TABLE notes")
    other = local.desk.room()
    other.ledger.refresh()
    log_reply(local.desk.room(), ANA, "interested", DANA)
    other.ledger.refresh()
    forget(local.desk.room(), ANA, DANA)
    assert other.ledger.refresh().forgotten
    assert traces(local.folder) == set()
    with closing(sqlite3.connect(place, isolation_level=None)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA freelist_count").fetchone() == (0,)


def test_an_unknown_key_is_refused(case: Case) -> None:
    """With the keys that are like it; nothing is written."""
    before = len(case.events())
    with pytest.raises(UnknownKey):
        forget(case.desk.room(), "ana.souza", DANA)
    assert len(case.events()) == before


def test_waiting_until_the_row_is_gone(case: Case) -> None:
    """In a Google Sheet; the command goes on when a person has deleted the rows."""
    looks: list[float] = []

    def pause(seconds: float) -> None:
        looks.append(seconds)
        case.delete_rows()

    forget(case.desk.room(), ANA, DANA, wait=True, pause=pause)
    assert len(looks) == (1 if case.desk.emulator else 0)
    assert ANA not in str(case.tab(BP_DATA))


def test_records_on_hold_are_refused(tmp_path: Path) -> None:
    """With the day; a reason overrides it, and the ledger keeps the reason."""
    tabs = book()
    header, *rows = tabs["Candidates"]
    tabs["Candidates"] = [header, *([*row[:7], "California", *row[8:]] for row in rows)]
    desk = local_desk(tmp_path, tabs)
    with pytest.raises(OnHold, match="2030-03-01"):
        forget(desk.room(), ANA, DANA)
    assert "Ana Souza" in str(desk.store().read().tabs["Candidates"])
    forget(desk.room(), ANA, DANA, despite_hold="a court ordered it")
    (event,) = [one for one in desk.room().events() if one.state == Notice.FORGOTTEN]
    assert event.subject == "despite the hold until 2030-03-01: a court ordered it"


def test_all_who_are_due_are_forgotten(case: Case) -> None:
    """Those who asked; Ben stays."""
    room = case.desk.room()
    room.ledger.refresh()
    record(room, ANA, Answer.ERASE, DANA)
    case.desk.now = NOON + timedelta(days=3)
    assert [one.key for one in due_now(case.desk.room())] == [ANA]
    done = forget_due(case.desk.room(), DANA)
    assert (list(done.receipts), done.due[0].by) == ([ANA], date(2026, 12, 24))
    if case.desk.emulator:
        case.delete_rows()
        case.refresh()
    assert due_now(case.desk.room()) == []
    assert BEN in str(case.tab("Candidates"))


@pytest.mark.parametrize("moment", [".lock", ".tmp"])
def test_a_colleagues_save_is_not_lost(local: Case, moment: str) -> None:
    """Saved after our reading, before we hold the file or while we write: both are in the file afterwards."""
    place, saved = Path(local.desk.locator), []

    def look(_: str, touched: str) -> None:
        name = Path(touched).name
        if saved or not (name.startswith(f".{place.name}") and name.endswith(moment)):
            return
        saved.append(True)
        workbook = openpyxl.load_workbook(place)
        workbook["Candidates"].insert_rows(2)
        workbook["Candidates"]["A2"], workbook["Candidates"]["B2"] = "Dora Lind", "dora@mail.example"
        workbook.save(place)

    with watched(look):
        forget(local.desk.room(), ANA, DANA)
    names = [row[0] for row in local.tab("Candidates")]
    assert names == ["Name", "Dora Lind", "", "Ben Okoro", "", "Cleo Marsh", "Dov Levin"]
    assert traces(local.folder) == set()


def test_a_message_being_sent_goes_with_the_next_run(case: Case) -> None:
    """Its file stays while a worker has it, which the receipt says; what waits is cancelled."""
    case.desk.now = NOON + timedelta(days=20)
    room = case.desk.room()
    (prepared, other) = propose(room, None, [ANA, BEN], DANA, template="Is it still right?")
    (queued, waiting) = queue(room, [prepared.draft, other.draft], DANA)
    assert not queued.reasons
    room = case.desk.room()
    taken = room.ledger.refresh().sends[queued.send_id].queued
    room.ledger.change(lambda _: [replace(taken, state=State.SENDING, detail="a worker")])
    assert "A message that is being sent now" in [one.place for one in forget(case.desk.room(), ANA, DANA).left]
    assert case.desk.room().spool.path(queued.send_id).exists()
    assert "a worker" in {one.detail for one in case.desk.room().ledger.refresh().sends.values()}
    room.ledger.refresh()
    room.ledger.change(lambda _: [replace(taken, state=State.SENT, detail=f"250 {ANA}")])
    case.refresh()
    assert not case.desk.room().spool.path(queued.send_id).exists()
    assert ANA not in str(case.events())
    forget(case.desk.room(), BEN, DANA)
    assert case.desk.sends()[waiting.send_id].state is State.CANCELLED


def test_backups_without_the_person_stay(local: Case) -> None:
    """Also one whose headers cannot be read; another program's save is left to a person."""
    folder = local.folder / "backpocket-backups"
    others = {**book(), "Candidates": [HEADER, *book()["Candidates"][2:3]]}
    kept = write_workbook(folder / "pocket 2026-01-01.xlsx", others)
    odd = write_workbook(folder / "pocket 2026-01-02.xlsx", {"Candidates": [("Who", "Who"), ("Ben Okoro", None)]})
    save = write_workbook(folder / "pocket saved meanwhile 12345678.xlsx", book())
    gone = write_workbook(folder / "pocket 2026-01-03.xlsx", book())
    receipt = forget(local.desk.room(), ANA, DANA)
    assert [place.exists() for place in (kept, odd, save, gone)] == [True, True, True, False]
    assert "backpocket-backups/pocket saved meanwhile 12345678.xlsx" in [one.place for one in receipt.left]
