"""A team's workbook, in a file and in Google, and what people see in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Protocol

import pytest

from automation.clock import Clock
from automation.core.model import Conventions, Row, Snapshot
from automation.core.text import text_of
from automation.refresh import Outcome, refresh
from automation.services.acting import Actor
from automation.services.init import complete
from automation.store.base import Store
from automation.store.xlsx import XlsxStore
from tests.cli.program import write_workbook
from tests.sheets_emulator.server import Emulator
from tests.sheets_emulator.service import Service
from tests.store.google_sheet import Sheet

TODAY = date(2026, 11, 22)
CLOCK = Clock(TODAY, now=lambda: datetime(2026, 11, 22, 9, tzinfo=UTC))
ANA, BEN = "ana@mail.example", "ben@mail.example"
CANDIDATES: Sequence[Row] = (
    (
        "Name",
        "Email",
        "Current title",
        "Skills",
        "Level",
        "Shelved on",
        "Shelve reason",
        "Reason detail",
        "Owner",
        "Rating",
        "Champion",
    ),
    ("Ana Souza", ANA, "Platform Engineer", "Kubernetes, Go", "Senior", "2026-03-01", "Timing", None, "Dana", 5, None),
    ("Ben Okoro", BEN, "Platform Engineer", "Go", "Senior", "2026-04-01", "Location", None, None, 4, None),
)
REQUISITIONS: Sequence[Row] = (
    ("Req ID", "Title", "Must-have skills", "Level", "Opened on", "Status", "Pocket checked on"),
    ("REQ-1", "Platform Engineer", "Kubernetes, Go", "Senior", "2026-11-01", "Open", None),
    ("REQ-2", "Go Developer", "Go", "Senior", "2026-11-02", "Open", None),
)


class Places(Protocol):
    """Opens the same workbook as often as wanted."""

    def store(self) -> Store:
        """One person's own store."""


@dataclass
class File:
    """A workbook in a file."""

    path: Path

    def store(self) -> Store:
        """One person's own store."""
        return XlsxStore(self.path, lambda: TODAY)


@dataclass
class Team:
    """A workbook that several people work in."""

    place: Places

    def hand(self, who: str = "Dana", clock: Clock = CLOCK) -> Actor:
        """A person who acts, with a store of their own."""
        return Actor(who, self.place.store(), clock)

    def refresh(self) -> Outcome:
        """The main job."""
        return refresh(self.place.store(), CLOCK, Conventions())

    def read(self) -> Snapshot:
        """What stands there now."""
        return self.place.store().read()

    def shown(self, tab: str, header: str) -> dict[str, str]:
        """What stands under a header of people's tabs, by key."""
        rows = self.read().tabs[tab]
        headers = [text_of(cell) for cell in rows[0]]
        key, column = headers.index("Email" if tab == "Candidates" else "Req ID"), headers.index(header)
        return {text_of(row[key]): text_of(row[column]) if column < len(row) else "" for row in rows[1:] if row[key]}

    def lines(self) -> list[list[str]]:
        """The lines of BP Actions: who did what about whom."""
        rows = self.read().tabs.get("BP Actions", ())
        return [[text_of(cell) for cell in row[1:5]] for row in rows[1:] if any(text_of(cell) for cell in row)]


@pytest.fixture(params=["xlsx", "google"])
def team(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Team]:
    """A workbook after its first refresh, in each kind of place."""
    tabs = {"Candidates": CANDIDATES, "Requisitions": REQUISITIONS}
    if request.param == "xlsx":
        team = Team(File(write_workbook(tmp_path / "pocket.xlsx", tabs)))
        team.refresh()
        yield team
        return
    with Emulator(Service()) as emulator:
        sheet = Sheet(emulator, tmp_path, tabs)
        complete(sheet.store())
        team = Team(sheet)
        team.refresh()
        yield team
