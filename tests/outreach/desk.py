"""A recruiter's desk: a workbook with twenty people and an opening, and everything that outreach needs for it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email import message_from_bytes
from pathlib import Path
from typing import Any

from automation.clock import Clock
from automation.core.ledger.events import Event, State, Step
from automation.core.ledger.sends import Send
from automation.core.model import Row
from automation.outreach.compose import propose, queue
from automation.outreach.context import Mailroom, open_mailroom
from automation.settings import Settings
from automation.store.base import Store
from automation.store.google.connection import connect
from automation.store.google.store import GoogleStore
from automation.store.xlsx import XlsxStore
from tests.cli.program import write_workbook
from tests.mail.server import MailServer
from tests.sheets_emulator.server import Emulator

DAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
DANA, ALEX = "Dana Reyes <dana@acme.example>", "Alex Kim <alex@acme.example>"
REQ = "REQ-1"
BATCH = 20


def key(number: int) -> str:
    """The address, and so the key, of one of the people."""
    return f"person{number:02}@mail.example"


def tabs(people: int = BATCH) -> dict[str, Sequence[Row]]:
    """People who can all be written to about the one opening."""
    header = ("Name", "Email", "Current title", "Skills", "Level", "Region", "Shelved on", "Shelve reason")
    what = ("Platform Engineer", "Kubernetes, Go", "Senior", "US", "2026-03-01", "Lost to another finalist")
    rows = [(f"Person {chr(65 + number % 26)}", key(number), *what) for number in range(people)]
    opening = (REQ, "Platform Engineer", "Kubernetes, Go", "Senior", "Lisbon", "2026-11-01", "Open")
    return {
        "Candidates": [header, *rows],
        "Requisitions": [("Req ID", "Title", "Must-have skills", "Level", "Location", "Opened on", "Status"), opening],
    }


@dataclass
class Desk:
    """One workbook; each `room` is that of another process.

    Attributes:
        locator: Path of the workbook, or the spreadsheet's key.
        folder: Where the outreach is kept.
        options: Further settings.
        emulator: Behind a spreadsheet.
        now: The time that the clock shows; None for this machine's.
        today: The day in the workbook's time zone.
    """

    locator: str
    folder: Path
    options: dict[str, Any] = field(default_factory=dict)
    emulator: Emulator | None = None
    now: datetime | None = NOON
    today: date = DAY

    def room(self) -> Mailroom:
        """Everything outreach needs, as in a process that has not read anything yet."""
        settings = Settings(
            workbook=self.locator,
            outreach_folder=str(self.folder),
            organisation="Acme",
            postal_address="Acme, 1 Street, Lisbon",
            pace=0,
            **self.options,
        )
        clock = Clock(self.today, now=lambda: self.now or datetime.now(UTC))
        return open_mailroom(settings, self.store(), clock)

    def store(self) -> Store:
        """The workbook."""
        if self.emulator:
            return GoogleStore(connect(self.locator, str(self.folder / "robot.json"), self.emulator.url))
        return XlsxStore(Path(self.locator), day=lambda: self.today)

    def queued(self, count: int = BATCH, by: str = DANA, first: int = 0) -> list[str]:
        """Queue a first note to so many people; their send IDs."""
        room = self.room()
        prepared = propose(room, REQ, [key(number) for number in range(first, first + count)], by)
        results = queue(room, [one.draft for one in prepared], by)
        assert [one.reasons for one in results if one.reasons] == []
        return [one.send_id for one in results]

    def queued_by_an_earlier_version(self, number: int) -> None:
        """A first note in the ledger alone: earlier versions kept no history of decisions."""
        room = self.room()
        event = Event(room.clock.now(), State.QUEUED, f"old{number}", key(number), (REQ,), Step.FIRST, DANA)
        room.ledger.refresh()
        room.ledger.change(lambda state: [*room.beginning(state), event])

    def sends(self) -> dict[str, Send]:
        """Send ID → the message as the ledger has it."""
        return self.room().ledger.refresh().sends

    def states(self) -> Counter[str]:
        """How many messages are where."""
        return Counter(send.state.value for send in self.sends().values())

    @property
    def outbox(self) -> list[str]:
        """The send IDs of the messages in the outbox."""
        return sorted(place.stem for place in self.folder.glob("*/outbox/[!.]*.eml"))


def local_desk(folder: Path, book: dict[str, Sequence[Row]] | None = None, **options: Any) -> Desk:
    """A workbook in a file, its ledger beside it; by default the one of `tabs`."""
    return Desk(str(write_workbook(folder / "pocket.xlsx", book or tabs())), folder / "outreach", options)


def give_ids(desk: Desk, people: int = 3) -> None:
    """Give a workbook in a file a Candidate ID column, and each person a second row with a tag in their address.

    Person 0 has the rows c-0 and c-3 then, where there are three people.
    """
    header, *rows = tabs(people)["Candidates"]
    tagged = [(row[0], str(row[1]).replace("@", "+x@"), *row[2:]) for row in rows]
    numbered = [(f"C-{number}", *row) for number, row in enumerate([*rows, *tagged])]
    changed = {**desk.store().read().tabs, "Candidates": [("Candidate ID", *header), *numbered]}
    write_workbook(Path(desk.locator), changed)


def sheet_desk(folder: Path, emulator: Emulator, book: dict[str, Sequence[Row]] | None = None, **options: Any) -> Desk:
    """A spreadsheet with its ledger inside; by default the workbook of `tabs`."""
    own = folder / "outreach"
    own.mkdir()
    emulator.key_file(own)
    (robot,) = own.glob("*.json")
    robot.rename(own / "robot.json")
    return Desk(emulator.create(book or tabs()), own, options, emulator)


def by_mail(server: MailServer) -> dict[str, Any]:
    """The settings that lead to a mail server of this machine."""
    return {"mailer": "smtp", "smtp_host": "127.0.0.1", "smtp_port": server.port, "smtp_security": "none"}


def delivered(server: MailServer) -> Counter[str]:
    """Message-ID → how often the server took a message with it."""
    return Counter(str(message_from_bytes(one.data)["Message-ID"]) for one in server.received)
