"""A team's workbook, in a file or in a Google Sheet, as its people and every process of the program reach it."""

import json
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
from playwright.sync_api import Locator

from automation.core.text import text_of
from tests.cli.program import write_workbook
from tests.mail.server import MailServer
from tests.sheets_emulator.server import Emulator
from tests.store.google_sheet import Sheet
from tests.support.programs import BACKPOCKET, environment, finished, started

# The address of the candidates' page in messages; a web server would pass it on to the one on this machine.
PUBLIC = "https://talent.acme.example"
DANA = "Dana Reyes <dana@acme.example>"
TODAY = date.today()  # noqa: DTZ011  (The candidates' page goes by this machine's day.)
SHELVED = (TODAY - timedelta(days=100)).isoformat()
HEADER = ("Name", "Email", "Current title", "Skills", "Level", "Region", "Shelved on", "Shelve reason", "Owner")
_ENGINEER = ("Platform Engineer", "Kubernetes, Go", "Senior", "US", SHELVED, "Lost to another finalist", "Dana Reyes")
ANA, BEN, CLEO = "ana@mail.example", "ben@mail.example", "cleo@mail.example"
TABS = {
    "Candidates": [HEADER, *((key.partition("@")[0].title(), key, *_ENGINEER) for key in (ANA, BEN, CLEO))],
    "Requisitions": [
        ("Req ID", "Title", "Must-have skills", "Level", "Opened on", "Status"),
        ("REQ-1", "Clerk", "Excel", "Mid", SHELVED, "Open"),
    ],
}


class Team(ABC):
    """A workbook and those who use it.

    Args:
        folder: For everything that is kept.
        locator: Of the workbook.
        environment: What leads every process to it.
    """

    def __init__(self, folder: Path, locator: str, **environment: str) -> None:
        self.folder, self.locator = folder, locator
        self.environment = {
            "BACKPOCKET_OUTREACH_FOLDER": str(folder / "outreach"),
            "BACKPOCKET_SENDERS": json.dumps({"Dana Reyes": DANA}),
            "BACKPOCKET_POSTAL_ADDRESS": "Acme, 1 Dock Street",
            "BACKPOCKET_ORGANISATION": "Acme",
            "BACKPOCKET_RESPOND_URL": PUBLIC,
            "BACKPOCKET_PACE": "0",
            **environment,
        }

    @abstractmethod
    def add(self, tab: str, row: Sequence[str]) -> None:
        """A colleague types a row below the others."""

    @abstractmethod
    def shown(self, tab: str) -> list[list[Any]]:
        """What a tab shows."""

    def rows(self, tab: str, key: str) -> dict[str, dict[str, str]]:
        """What a tab shows, by the column `key` and the header."""
        header, *rows = [[text_of(cell) for cell in row] for row in self.shown(tab)]
        at = header.index(key)
        return {row[at]: dict(zip(header, row, strict=False)) for row in rows if len(row) > at and row[at]}

    def mails_by(self, server: MailServer) -> None:
        """Messages go to a mail server of this machine, and may follow on each other at once."""
        self.environment |= {
            "BACKPOCKET_MAILER": "smtp",
            "BACKPOCKET_SMTP_HOST": "127.0.0.1",
            "BACKPOCKET_SMTP_PORT": str(server.port),
            "BACKPOCKET_SMTP_SECURITY": "none",
            "BACKPOCKET_COLLISION_DAYS": "0",
        }

    def runs(self, *words: str) -> str:
        """A command, in a process of its own; what it says."""
        command = (BACKPOCKET, *words, "--workbook", self.locator)
        return finished(*command, env=self._all(), cwd=self.folder, check=True).out

    @contextmanager
    def respond(self) -> Iterator[str]:
        """`backpocket respond`, in a process of its own; where it listens."""
        command = (BACKPOCKET, "respond", "--port", "0", "--workbook", self.locator)
        with started(*command, env=self._all(), cwd=self.folder) as program:
            printed = program.line().split()
            assert printed[:3] == ["Candidates'", "pages", "are"], program.err
            yield printed[4].rstrip(".,")
            assert program.stop() == 0, program.err
        assert "Traceback" not in program.err

    def _all(self) -> dict[str, str]:
        return environment(HOME=str(self.folder), **self.environment)


class FileTeam(Team):
    """Their workbook is a file."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, str(write_workbook(folder / "pocket.xlsx", TABS)))

    def add(self, tab: str, row: Sequence[str]) -> None:
        book = openpyxl.load_workbook(self.locator)
        book[tab].append(list(row))
        # No process may read half a file.
        book.save(self.folder / "saving.xlsx")
        (self.folder / "saving.xlsx").replace(self.locator)

    def shown(self, tab: str) -> list[list[Any]]:
        return [list(row) for row in openpyxl.load_workbook(self.locator, data_only=True)[tab].values]


class SheetTeam(Team):
    """Their workbook is a Google Sheet."""

    def __init__(self, folder: Path, emulator: Emulator) -> None:
        self._emulator, self._sheet = emulator, Sheet(emulator, folder, TABS)
        self._sheet.init()
        super().__init__(
            folder,
            self._sheet.key,
            BACKPOCKET_SHEETS_ENDPOINT=emulator.url,
            BACKPOCKET_SERVICE_ACCOUNT_FILE=str(emulator.key_file(folder)),
        )

    def add(self, tab: str, row: Sequence[str]) -> None:
        below = 1 + max(at for at, line in enumerate(self.shown(tab)) if line[0])
        cells = [{"userEnteredValue": {"stringValue": cell}} for cell in row]
        start = {"sheetId": self._sheet.id_of(tab), "rowIndex": below, "columnIndex": 0}
        with self._emulator._lock:
            self._sheet.edit(
                {"updateCells": {"start": start, "rows": [{"values": cells}], "fields": "userEnteredValue"}}
            )

    def shown(self, tab: str) -> list[list[Any]]:
        return self._sheet.tab(tab)

    def pressed_while_silent(self, button: Locator) -> None:
        """A user presses three times while the sheet does not answer."""
        with self._emulator._lock:
            for _ in range(3):
                button.click()
                # So long that the click before is at work.
                button.page.wait_for_timeout(400)
