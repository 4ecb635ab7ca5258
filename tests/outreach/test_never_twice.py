"""One table: what was lost or added, and then queue, send, send again. No candidate gets a first message twice."""

import json
import os
import shutil
import signal
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from automation.clock import Clock
from automation.core.identity.contact_ids import email_identity
from automation.core.ledger.doubts import ADOPT
from automation.core.ledger.events import Answer, State, Step
from automation.core.ledger.ledger_tabs import read_lines
from automation.core.model import Row
from automation.errors import BackpocketError, ConfigError, LedgerError
from automation.ledger.last_run import NAME
from automation.outreach.adoption import adopt
from automation.outreach.compose import propose, queue
from automation.outreach.control import resume, set_openings, stop
from automation.outreach.replies import record
from automation.outreach.sending import send
from automation.outreach.suppression_list import suppress
from automation.outreach.witnesses import doubts
from automation.outreach.workbook_sync import sync
from automation.refresh import refresh
from automation.secrets import SUPPRESSION_FILE
from automation.store.google.connection import connect
from tests.cli.program import changed, write_workbook
from tests.mail.messages import message
from tests.mail.server import MailServer
from tests.outreach.desk import DANA, NOON, REQ, Desk, by_mail, key, local_desk, sheet_desk, tabs
from tests.sheets_emulator.server import Emulator
from tests.support.programs import BACKPOCKET, environment, started

PEOPLE = 3
# When every guard but the claim has let go.
LATER = NOON + timedelta(days=60)


@dataclass
class World:
    """A desk with three people that first notes are queued for and sent to, and copies of it at each moment.

    Attributes:
        desk: The first one.
        server: Takes all mail.
        folder: Of everything; `home` is the desk's, beside it are copies of it.
        emulator: Behind spreadsheets.
        state: Where this machine remembers its ledgers.
        records: The emulator's state at each moment.
    """

    desk: Desk
    server: MailServer
    folder: Path
    emulator: Emulator
    state: Path
    records: dict[str, Any] = field(default_factory=dict)

    @property
    def home(self) -> Path:
        return self.folder / "home"

    def keep(self, moment: str) -> None:
        """Copy everything as it is now."""
        shutil.copytree(self.home, self.folder / moment)
        self.records[moment] = self.emulator.dump()

    def put_back(self, moment: str, *names: str) -> None:
        """Replace the folder, or files of it, by the copies of a moment."""
        for name in names or (".",):
            here, copy = self.home / name, self.folder / moment / name
            if here.is_dir():
                shutil.rmtree(here)
            here.unlink(missing_ok=True)
            if copy.is_dir():
                shutil.copytree(copy, here)
            elif copy.exists():
                shutil.copy(copy, here)

    def forget(self) -> None:
        """The state directory is gone, or this is another machine."""
        shutil.rmtree(self.state)

    def received(self) -> Counter[str]:
        """Bare mailbox → how many messages the server took for it."""
        to = (str(message_from_bytes(one.data)["To"]) for one in self.server.received)
        return Counter(email_identity(one.rpartition("<")[2].rstrip(">")) for one in to)


def rows_of(desk: Desk) -> list[Row]:
    return [row for row in desk.store().read().tabs["Candidates"] if any(row)]


def retyped(desk: Desk, rows: Sequence[Row]) -> None:
    """A colleague changes the tab of the candidates."""
    if desk.emulator:
        client = connect(desk.locator, str(desk.folder / "robot.json"), desk.emulator.url).client
        sheet = client.open_by_key(desk.locator).worksheet("Candidates")
        sheet.update([["" if cell is None else cell for cell in row] for row in rows], "A1")
    else:
        everything = {**desk.store().read().tabs, "Candidates": rows}
        write_workbook(Path(desk.locator), everything)


def note_all(desk: Desk) -> list[str]:
    """Queue a first note for each row; what was said against it."""
    room = desk.room()
    view = room.read()
    prepared = propose(room, REQ, [row.key for row in view.book.people.values()], DANA, step=Step.FIRST)
    said = [reason for one in queue(room, [one.draft for one in prepared], DANA) for reason in one.reasons]
    sync(room)
    return said


def send_all(desk: Desk) -> list[str]:
    room = desk.room()
    tally = send(room)
    sync(room)
    missing = [f"{len(tally.missing)} missing"] if tally.missing else []
    return [*missing, *(one.detail for one in desk.sends().values() if one.state is State.CANCELLED)]


def tried(desks: Sequence[Desk]) -> str:
    """Queue, send and send again from each desk, soon and when every other guard has let go; all that was said."""
    said = []
    for now in (NOON + timedelta(hours=1), LATER):
        for desk in desks:
            desk.now = now
            for step in (note_all, send_all, send_all):
                try:
                    said += step(desk)
                except BackpocketError as error:
                    said.append(str(error))
    return "\n".join(said)


# -- Who a row is


def _id_column(rows: Sequence[Row]) -> Sequence[Row]:
    return changed(rows, "Candidate ID", "C1", "C2", "C3")


def _spelt_otherwise(rows: Sequence[Row]) -> Sequence[Row]:
    return changed(rows, "Email", "PERSON00@mail.example", "person01+jobs@mail.example", "Person02@MAIL.example.")


def _second_rows(rows: Sequence[Row]) -> Sequence[Row]:
    """The same three people once more, with another tag, under numbers of their own."""
    header, *people = changed(rows, "Candidate ID", "C1", "C2", "C3")
    mail, number = header.index("Email"), header.index("Candidate ID")
    again = [list(row) for row in people]
    for index, row in enumerate(again):
        row[mail], row[number] = str(row[mail]).replace("@", "+again@"), f"D{index}"
    return [header, *people, *again]


def _gmail(rows: Sequence[Row]) -> Sequence[Row]:
    return changed(rows, "Email", "ada.lovelace@gmail.com", "zoë@mail.example", "leo@bücher.example")


def _gmail_again(rows: Sequence[Row]) -> Sequence[Row]:
    return changed(rows, "Email", "adalovelace+x@googlemail.com", "zoë@mail.example", "leo@xn--bcher-kva.example")


IDENTITIES: dict[str, Callable[[Sequence[Row]], Sequence[Row]]] = {
    "a Candidate ID column": _id_column,
    "addresses in another case, with a tag, with a dot at the end": _spelt_otherwise,
    "second rows of the same people": _second_rows,
}


@pytest.fixture(params=["file", "sheet"])
def world(request: pytest.FixtureRequest, tmp_path: Path, _no_memory_of_others: Path) -> Iterator[World]:
    """A desk of either kind, nothing queued yet."""
    (tmp_path / "home").mkdir()
    with MailServer() as server, Emulator() as emulator:
        options = by_mail(server)
        if request.param == "file":
            desk = local_desk(tmp_path / "home", **options)
            write_workbook(Path(desk.locator), tabs(PEOPLE))
        else:
            desk = sheet_desk(tmp_path / "home", emulator, **options)
            desk.locator = emulator.create(tabs(PEOPLE))
        yield World(desk, server, tmp_path, emulator, _no_memory_of_others)


@pytest.mark.parametrize("how", IDENTITIES)
def test_a_person_is_the_same_on_every_row(world: World, how: str) -> None:
    """Whatever key and spelling rows get after a first message, no candidate gets another one."""
    note_all(world.desk)
    send_all(world.desk)
    retyped(world.desk, IDENTITIES[how](rows_of(world.desk)))
    assert "first note about REQ-1, by" in tried([world.desk])
    assert sorted(world.received().values()) == [1, 1, 1]


@pytest.mark.long
def test_a_mailbox_is_the_same_however_it_is_typed(world: World) -> None:
    """Dots and domain of Gmail, and the two ways to write an international domain, make no second person."""
    retyped(world.desk, _gmail(rows_of(world.desk)))
    note_all(world.desk)
    send_all(world.desk)
    retyped(world.desk, _gmail_again(rows_of(world.desk)))
    tried([world.desk])
    assert set(world.received().values()) == {1}
    assert {"adalovelace@gmail.com", "leo@xn--bcher-kva.example"} <= set(world.received())


def test_a_message_queued_under_an_old_key_is_cancelled(world: World) -> None:
    """Messages that were queued before the keys changed are cancelled with the reason, and go out once at most."""
    note_all(world.desk)
    retyped(world.desk, _id_column(rows_of(world.desk)))
    assert "not in Candidates any more" in "\n".join(send_all(world.desk))
    tried([world.desk])
    assert sorted(world.received().values()) == [1, 1, 1]


@pytest.mark.long
def test_an_opt_out_holds_under_every_key_and_row(world: World) -> None:
    """An opt-out, and a "no thanks" to an opening, hold under another key, another spelling and on a second row."""
    note_all(world.desk)
    send_all(world.desk)
    first, second, _ = world.desk.sends().values()
    suppress(world.desk.room(), first.queued.candidate, DANA, "asked")
    record(world.desk.room(), second.queued.candidate, Answer.NO_THANKS, DANA, send=second)
    retyped(world.desk, _second_rows(rows_of(world.desk)))
    said = tried([world.desk])
    assert said.count("They said no thanks to REQ-1") >= 2
    room = world.desk.room()
    assert {key for key, why in room.read().suppressed.items() if why.what == "asked"} == {"c1", "d0"}
    assert sorted(world.received().values()) == [1, 1, 1]


@pytest.mark.long
def test_two_people_share_a_mailbox(world: World) -> None:
    """Where names cannot be one person's, each is written to; who opts out of the mailbox does so for both."""
    rows = changed(rows_of(world.desk), "Email", "both@mail.example", "both@mail.example", "third@mail.example")
    rows = changed(_id_column(rows), "Name", "Ann Smith", "Bob Smith", "Cleo Jones")
    retyped(world.desk, rows)
    tried([world.desk])
    assert world.received() == {"both@mail.example": 2, "third@mail.example": 1}
    suppress(world.desk.room(), "C1", DANA, "asked")
    assert set(world.desk.room().read().suppressed) == {"c1", "c2"}


# -- What is lost, restored, copied and moved

LEDGER = "outreach/pocket/ledger.sqlite3"


def _without_wal(world: World) -> None:
    for ending in ("-wal", "-shm"):
        (world.home / f"{LEDGER}{ending}").unlink(missing_ok=True)


def ledger_put_back(world: World) -> list[Desk]:
    _without_wal(world)
    world.put_back("queued", LEDGER)
    return [world.desk]


def ledger_put_back_and_no_state(world: World) -> list[Desk]:
    world.forget()
    return ledger_put_back(world)


def folder_restored(world: World) -> list[Desk]:
    world.put_back("queued")
    return [world.desk]


def folder_restored_from_the_beginning(world: World) -> list[Desk]:
    world.put_back("empty")
    return [world.desk]


def copied(world: World) -> list[Desk]:
    other = world.folder / "queued"
    return [replace(world.desk, locator=str(other / "pocket.xlsx"), folder=other / "outreach"), world.desk]


def copied_to_another_machine(world: World) -> list[Desk]:
    world.forget()
    return copied(world)


def ledger_lost(world: World) -> list[Desk]:
    _without_wal(world)
    (world.home / LEDGER).unlink()
    return [world.desk]


def ledger_lost_and_the_workbook_of_before(world: World) -> list[Desk]:
    world.put_back("empty", "pocket.xlsx")
    return ledger_lost(world)


def outreach_lost_and_the_workbook_of_before(world: World) -> list[Desk]:
    shutil.rmtree(world.home / "outreach")
    world.put_back("empty", "pocket.xlsx")
    return [world.desk]


def renamed(world: World) -> list[Desk]:
    path = Path(world.desk.locator)
    return [replace(world.desk, locator=str(path.rename(path.with_name("people.xlsx"))))]


def of_one_name(world: World) -> list[Desk]:
    other = world.folder / "empty" / "pocket.xlsx"
    return [replace(world.desk, locator=str(other))]


FILES: dict[str, Callable[[World], list[Desk]]] = {
    "the ledger put back from a copy": ledger_put_back,
    "the ledger put back, no state directory": ledger_put_back_and_no_state,
    "the folder restored from before sending": folder_restored,
    "the folder restored from before queueing": folder_restored_from_the_beginning,
    "the folder copied, and sent from both": copied,
    "the folder copied to another machine": copied_to_another_machine,
    "the ledger lost": ledger_lost,
    "the ledger lost, and the workbook of before": ledger_lost_and_the_workbook_of_before,
    "all outreach lost, and the workbook of before": outreach_lost_and_the_workbook_of_before,
    "the workbook renamed": renamed,
    "two workbooks of one name": of_one_name,
}


def noted_and_sent(world: World) -> None:
    world.keep("empty")
    note_all(world.desk)
    world.keep("queued")
    send_all(world.desk)
    assert sorted(world.received().values()) == [1, 1, 1]


@pytest.mark.parametrize("world", ["file"], indirect=True)
@pytest.mark.parametrize("what", FILES)
def test_a_file_that_lost_its_history_sends_nothing(world: World, what: str) -> None:
    """Where a witness knows more than the ledger, nothing is queued or sent, and the refusal names the way out."""
    noted_and_sent(world)
    desks = FILES[what](world)
    assert ADOPT in tried(desks)
    assert sorted(world.received().values()) == [1, 1, 1]


@pytest.mark.long
@pytest.mark.parametrize("world", ["file"], indirect=True)
@pytest.mark.parametrize(
    "what", [name for name in FILES if "queueing" not in name and "of before" not in name and "of one" not in name]
)
def test_after_an_adoption_no_message_is_sent_twice(world: World, what: str) -> None:
    """Joined by a person, the histories together know who got a message; any other message becomes unknown."""
    noted_and_sent(world)
    desk = FILES[what](world)[0]
    room = desk.room()
    secret = world.home / "outreach" / "pocket" / SUPPRESSION_FILE
    if not (room.folder / SUPPRESSION_FILE).exists():
        room.folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(secret, room.folder / SUPPRESSION_FILE)
    lines = len(room.events())
    adopt(room, DANA)
    assert len(desk.room().events()) > lines
    assert ADOPT not in tried([desk])
    assert sorted(world.received().values()) == [1, 1, 1]


@pytest.mark.long
@pytest.mark.parametrize("world", ["file"], indirect=True)
def test_a_link_to_a_workbook_has_no_outreach_of_its_own(world: World) -> None:
    """Through a link under another name, the same ledger is found."""
    noted_and_sent(world)
    link = world.folder / "link.xlsx"
    link.symlink_to(world.desk.locator)
    assert ", was sent" in tried([replace(world.desk, locator=str(link))])
    assert sorted(world.received().values()) == [1, 1, 1]


@pytest.mark.long
@pytest.mark.parametrize("world", ["file"], indirect=True)
def test_a_folder_that_moves_goes_on(world: World) -> None:
    """A folder that is renamed on its disk is the same one: what waits in it goes out, once."""
    note_all(world.desk)
    moved = world.home.rename(world.folder / "moved")
    desk = replace(world.desk, locator=str(moved / "pocket.xlsx"), folder=moved / "outreach")
    assert ADOPT not in tried([desk])
    assert sorted(world.received().values()) == [1, 1, 1]


def test_messages_with_a_lost_text_are_reported(world: World) -> None:
    """Messages whose text is missing wait, and this is reported; nothing is queued beside them."""
    note_all(world.desk)
    (spool,) = world.home.glob("outreach/*/spool")
    shutil.rmtree(spool)
    assert "3 missing" in tried([world.desk])
    assert world.received() == {}


def spool_of(world: World) -> Path:
    (spool,) = world.home.glob("outreach/*/spool")
    return spool


def test_a_copy_in_the_spool_stops_nothing(world: World) -> None:
    """A file that a service or a person left in the spool or the outbox is no message that the ledger lacks."""
    note_all(world.desk)
    for place in sorted(spool_of(world).glob("*.eml")):
        shutil.copy(place, place.with_name(f"{place.stem} (conflicted copy).eml"))
        shutil.copy(place, place.with_name(f"{place.stem}-2.eml"))
    assert send_all(world.desk) == []
    assert sorted(world.received().values()) == [1, 1, 1]


@pytest.mark.long
def test_a_damaged_message_is_adopted_by_its_line(world: World) -> None:
    """A line that the ledger lost and that cannot be read any more waits for a person, named by the line beside it."""
    world.keep("empty")
    note_all(world.desk)
    spool = shutil.copytree(spool_of(world), world.folder / "spool")
    world.put_back("empty")
    world.emulator.load(world.records["empty"])
    world.forget()
    (folder,) = [world.desk.room().folder]
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(spool, folder / "spool", dirs_exist_ok=True)
    for place in (folder / "spool").glob("*.eml"):
        place.write_bytes(b"")
    with pytest.raises(LedgerError, match="3 messages"):
        send_all(world.desk)
    adopt(world.desk.room(), DANA)
    assert world.desk.states() == {State.UNKNOWN: 3}
    assert ", may have arrived (delivery unknown)" in tried([world.desk])
    assert world.received() == {}


def test_an_unreadable_message_stops_an_adoption(world: World) -> None:
    """A message without its line that cannot be read stops an adoption, which names the file."""
    note_all(world.desk)
    room = world.desk.room()
    room.spool.save(message("stray"))
    room.spool.confirm("stray")
    place = room.spool.path("stray")
    place.write_bytes(place.read_bytes().replace(b"To:", b"X-To:"))
    place.with_suffix(".queued").unlink()
    with pytest.raises(LedgerError, match="1 message "):
        send_all(world.desk)
    with pytest.raises(LedgerError, match=r"stray\.eml cannot be read.* move it elsewhere"):
        adopt(world.desk.room(), DANA)
    place.rename(world.folder / "stray.eml")
    assert send_all(world.desk) == []
    assert sorted(world.received().values()) == [1, 1, 1]


def found_in_the_outbox(world: World) -> str:
    """One message that version 0.1.0 sent into the outbox, of which only the file remains. Returns its send ID."""
    desk = world.desk = replace(world.desk, options={})
    world.keep("empty")
    room = desk.room()
    drafts = propose(room, REQ, [key(0)], DANA, step=Step.FIRST)
    (sent,) = queue(room, [one.draft for one in drafts], DANA)
    send(room)
    text = (room.folder / "outbox" / f"{sent.send_id}.eml").read_bytes()
    world.put_back("empty")
    world.emulator.load(world.records["empty"])
    world.forget()
    (desk.room().folder / "outbox").mkdir(parents=True)
    (desk.room().folder / "outbox" / f"{sent.send_id}.eml").write_bytes(text)
    return sent.send_id


def with_openings(world: World, *openings: Row) -> None:
    rows = {"Requisitions": [*tabs()["Requisitions"], *openings]}
    if world.desk.emulator:
        client = connect(world.desk.locator, str(world.desk.folder / "robot.json"), world.emulator.url).client
        client.open_by_key(world.desk.locator).worksheet("Requisitions").update([list(r) for r in rows["Requisitions"]])
    else:
        write_workbook(Path(world.desk.locator), {**world.desk.store().read().tabs, **rows})


OTHER = ("REQ-2", "Data Analyst", "Go", "Senior", "Lisbon", "2026-11-01", "Open")


def refusals(world: World, requisition: str) -> list[str]:
    world.desk.now = LATER
    (draft,) = propose(world.desk.room(), requisition, [key(0)], DANA, step=Step.FIRST)
    return list(draft.reasons)


def test_a_found_message_claims_the_openings_it_names(world: World) -> None:
    """A message of which only the file remains claims the openings that it names, and no others."""
    with_openings(world, OTHER)
    send_id = found_in_the_outbox(world)
    adopt(world.desk.room(), DANA)
    found = world.desk.sends()[send_id]
    assert (found.state, found.queued.requisitions, found.queued.step) == (State.SENT, (REQ,), Step.FIRST)
    assert ", was sent" in "".join(refusals(world, REQ))
    assert refusals(world, "REQ-2") == []


def test_a_found_message_without_openings_waits_for_a_person(world: World) -> None:
    """Where its text names no opening, it holds back all of them until a person says which it was."""
    with_openings(world, OTHER)
    send_id = found_in_the_outbox(world)
    (place,) = world.home.glob(f"outreach/*/outbox/{send_id}.eml")
    place.write_bytes(place.read_bytes().replace(b"Platform", b"Brilliant"))
    adopt(world.desk.room(), DANA)
    assert [", was sent" in "".join(refusals(world, one)) for one in (REQ, "REQ-2")] == [True, True]
    set_openings(world.desk.room(), send_id, ["req-1"], DANA, "the Sent folder")
    assert [", was sent" in "".join(refusals(world, one)) for one in (REQ, "REQ-2")] == [True, False]
    with pytest.raises(ConfigError, match="is about REQ-1"):
        set_openings(world.desk.room(), send_id, ["REQ-2"], DANA, "a mistake")


# -- What waits through a pause

TUESDAY = NOON
FRIDAY, MONDAY = NOON + timedelta(days=3, hours=6), NOON + timedelta(days=5, hours=19)


def restored_with_everything(world: World, now: datetime) -> Desk:
    """Machine, state directory, folder and spreadsheet as they were when three messages were queued; none shows it."""
    world.desk.now = TUESDAY
    note_all(world.desk)
    world.desk.now = now
    return world.desk


def test_after_a_pause_a_person_confirms_the_queue(world: World) -> None:
    """After a complete restore nothing is sent by itself; if a person keeps the queue, it is sent once."""
    desk = restored_with_everything(world, TUESDAY + timedelta(days=1, hours=3))
    for step in (send_all, send_all, note_all):
        with pytest.raises(LedgerError, match=r"nothing ran here .* while 3 messages waited .*outreach adopt"):
            step(desk)
    assert world.received() == {}
    adopt(desk.room(), DANA, keep_queue=True)
    send_all(desk)
    assert sorted(world.received().values()) == [1, 1, 1]


def test_after_a_pause_an_adoption_makes_waiting_messages_unknown(world: World) -> None:
    """An adoption makes each waiting message unknown, for a person to resolve; messages queued later are sent."""
    desk = restored_with_everything(world, TUESDAY + timedelta(days=1, hours=3))
    adopt(desk.room(), DANA)
    assert desk.states() == {State.UNKNOWN: 3}
    assert send_all(desk) == []
    assert world.received() == {}


def test_an_event_after_a_pause_hides_nothing(world: World) -> None:
    """An opt-out that comes between the restore and the timer leaves the messages to a person."""
    desk = restored_with_everything(world, TUESDAY + timedelta(days=1, hours=3))
    suppress(desk.room(), "else@mail.example", DANA, "asked")
    with pytest.raises(LedgerError, match=ADOPT):
        send_all(desk)
    assert world.received() == {}


@pytest.mark.parametrize("world", ["file"], indirect=True)
def test_a_refresh_is_a_run_and_hides_no_pause(world: World) -> None:
    """After a refresh beyond a pause what waited is still left to a person; daily refreshes leave no pause."""
    desk = restored_with_everything(world, TUESDAY)
    room = desk.room()
    for hours in (20, 40):
        desk.now = TUESDAY + timedelta(hours=hours)
        refresh(desk.store(), desk.room().clock, room.settings.conventions, room=desk.room())
    assert len(doubts(room, read_lines(room.store.read().tabs))) == 0
    desk.now = TUESDAY + timedelta(hours=80)
    refresh(desk.store(), desk.room().clock, room.settings.conventions, room=desk.room())
    with pytest.raises(LedgerError, match=ADOPT):
        send_all(desk)
    assert world.received() == {}


@pytest.mark.long
def test_a_queue_that_waits_while_the_timer_runs_needs_no_confirmation(world: World) -> None:
    """If the timer ran daily, messages that a stop held back for days are sent when it is lifted."""
    note_all(world.desk)
    stop(world.desk.room(), DANA, "a new template")
    for days in range(1, 8):
        world.desk.now = NOON + timedelta(days=days, hours=1)
        send_all(world.desk)
    resume(world.desk.room(), DANA, "approved")
    send_all(world.desk)
    assert sorted(world.received().values()) == [1, 1, 1]


def test_a_weekend_is_no_pause(world: World) -> None:
    """A message queued on Friday evening is sent on Monday morning, by a timer that runs on weekdays."""
    world.desk.now = FRIDAY
    note_all(world.desk)
    world.desk.now = MONDAY
    send_all(world.desk)
    assert sorted(world.received().values()) == [1, 1, 1]


def test_a_folder_that_was_copied_is_confirmed_by_a_person(world: World) -> None:
    """Files that were restored within the day show it: their content is older than their place on the disk."""
    desk = restored_with_everything(world, TUESDAY + timedelta(hours=5))
    (record,) = world.home.glob(f"outreach/*/{NAME}")
    old = record.stat().st_mtime - timedelta(hours=4).total_seconds()
    os.utime(record, (old, old))
    for _ in range(2):
        with pytest.raises(LedgerError, match=r"folder was copied or restored .* while 3 messages"):
            send_all(desk)
    desk.now = TUESDAY + timedelta(hours=6)
    adopt(desk.room(), DANA, keep_queue=True)
    send_all(desk)
    assert sorted(world.received().values()) == [1, 1, 1]


# -- Sheets


def sheet_restored(world: World) -> list[Desk]:
    world.emulator.load(world.records["queued"])
    return [world.desk]


def sheet_copied(world: World) -> list[Desk]:
    everything = world.desk.store().read().tabs
    return [replace(world.desk, locator=world.emulator.create(everything))]


SHEETS = {"the spreadsheet restored to an older version": sheet_restored, "the spreadsheet copied": sheet_copied}


@pytest.mark.long
@pytest.mark.parametrize("world", ["sheet"], indirect=True)
@pytest.mark.parametrize("what", SHEETS)
def test_a_sheet_that_lost_its_history_sends_nothing(world: World, what: str) -> None:
    """Restored as a whole or copied, a spreadsheet is not sent from, and the refusal names the way out."""
    noted_and_sent(world)
    assert ADOPT in tried(SHEETS[what](world))
    assert sorted(world.received().values()) == [1, 1, 1]


@pytest.mark.long
@pytest.mark.parametrize("world", ["sheet"], indirect=True)
def test_a_sheet_without_its_folder_sends_nothing(world: World) -> None:
    """Without the secret no candidate is recognised: nothing is sent, and the file to restore is named."""
    noted_and_sent(world)
    (folder,) = (place for place in world.home.glob("outreach/*") if place.is_dir())
    shutil.rmtree(folder)
    assert SUPPRESSION_FILE in tried([world.desk])
    assert sorted(world.received().values()) == [1, 1, 1]


def moved_to_a_sheet(world: World) -> Desk:
    locator = world.emulator.create(world.desk.store().read().tabs)
    own = world.folder / "moved"
    own.mkdir()
    world.emulator.key_file(own)
    (robot,) = own.glob("*.json")
    robot.rename(own / "robot.json")
    return Desk(locator, own, world.desk.options, world.emulator)


def moved_to_a_file(world: World) -> Desk:
    path = write_workbook(world.folder / "moved.xlsx", world.desk.store().read().tabs)
    return Desk(str(path), world.folder / "moved", world.desk.options)


@pytest.mark.long
def test_from_a_file_to_a_sheet_and_back_nothing_is_forgotten(world: World) -> None:
    """Moved, the tabs are not taken without the secret; with it a person adopts them, and history and opt-outs hold."""
    noted_and_sent(world)
    first = next(iter(world.desk.sends().values()))
    suppress(world.desk.room(), first.queued.candidate, DANA, "asked")
    sync(world.desk.room())
    desk = moved_to_a_file(world) if world.desk.emulator else moved_to_a_sheet(world)
    assert ADOPT in tried([desk])
    with pytest.raises(BackpocketError, match=SUPPRESSION_FILE):
        adopt(desk.room(), DANA)
    (secret,) = world.home.glob(f"outreach/*/{SUPPRESSION_FILE}")
    desk.room().folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(secret, desk.room().folder)
    adopt(desk.room(), DANA)
    said = tried([desk])
    assert (ADOPT in said, ", was sent" in said) == (False, True)
    assert {who: why.what for who, why in desk.room().read().suppressed.items()} == {first.key: "asked"}
    assert sorted(world.received().values()) == [1, 1, 1]


# -- Time


@pytest.mark.long
@pytest.mark.parametrize("world", ["file"], indirect=True)
@pytest.mark.parametrize("zone", ["America/New_York", "Europe/Berlin"])
@pytest.mark.parametrize("day", ["2026-11-24", "2026-10-25", "2026-11-01", "2027-03-14", "2027-03-28"])
def test_midnight_and_the_days_on_which_clocks_change(world: World, zone: str, day: str) -> None:
    """Queued a minute before midnight and tried again through the whole next day, a first note goes out once."""
    midnight = datetime.fromisoformat(day).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    for minutes in (-1, 0, 59, 60, 119, 120, 180, 24 * 60):
        now = midnight + timedelta(minutes=minutes)
        room = world.desk.room()
        room.clock = Clock(None, zone, lambda now=now: now)
        drafts = propose(room, REQ, [row.key for row in room.read().book.people.values()], DANA, step=Step.FIRST)
        queue(room, [one.draft for one in drafts], DANA)
        send(room)
    assert sorted(world.received().values()) == [1, 1, 1]


@pytest.mark.long
def test_a_clock_that_is_set_back_forgets_nothing(world: World) -> None:
    """First messages are not sent again, also if the clock was a year ahead or behind when they were sent."""
    for now in (NOON + timedelta(days=400), NOON - timedelta(days=400), NOON):
        world.desk.now = now
        note_all(world.desk)
        send_all(world.desk)
    tried([world.desk])
    assert sorted(world.received().values()) == [1, 1, 1]


@pytest.mark.parametrize("world", ["file"], indirect=True)
def test_a_message_deferred_by_a_wrong_clock_is_sent(world: World) -> None:
    """A message that was deferred while the clock was a year ahead does not wait for a year."""
    world.desk.now = NOON + timedelta(days=400)
    note_all(world.desk)
    world.server.fails("MAIL", "451 4.3.0 later")
    send_all(world.desk)
    world.desk.now = NOON
    send_all(world.desk)
    assert sorted(world.received().values()) == [1, 1, 1]


@pytest.mark.long
@pytest.mark.parametrize("world", ["file"], indirect=True)
def test_sigterm_finishes_the_message_in_hand(world: World) -> None:
    """`send` that is ended while the server has a message finishes that one, and the rest goes out once, later."""
    world.desk.now = None
    note_all(world.desk)
    world.server.hold()
    options = {name.upper(): str(value) for name, value in world.desk.options.items()}
    settings = options | {"WORKBOOK": world.desk.locator, "OUTREACH_FOLDER": str(world.desk.folder), "PACE": "0"}
    env = environment(**{f"BACKPOCKET_{name}": value for name, value in settings.items()})
    with started(BACKPOCKET, "outreach", "send", "--json", env=env) as running:
        while not world.server.waiting:
            assert running.process.poll() is None, running.err
        running.process.send_signal(signal.SIGTERM)
        world.server.let_go()
        code = running.wait()
    assert (code, list(json.loads(running.out)["settled"].values())) == (0, ["sent"])
    assert world.desk.states() == {State.SENT: 1, State.QUEUED: 2}
    send_all(world.desk)
    assert sorted(world.received().values()) == [1, 1, 1]
