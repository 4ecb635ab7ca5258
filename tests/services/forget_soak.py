"""`forget` on a Google Sheet while people edit it between any two requests.

    python -m tests.services.forget_soak 500 [--from 0]

plays so many seeds, and prints what was found; it exits with 1 if anything was wrong.
"""

import argparse
import logging
import os
import random
import sys
import tempfile
import traceback
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import structlog

from automation.clock import Clock
from automation.core.ledger.events import Answer, Event, Notice, State
from automation.core.ledger.suppression import mailbox_hash
from automation.core.schema import BP_ACTIONS, BP_DATA
from automation.errors import BackpocketError, UnknownKey
from automation.ledger.sheet import SheetLog
from automation.outreach.context import Mailroom
from automation.refresh import refresh
from automation.services.init import complete
from automation.services.privacy.forget import forget
from automation.settings import Settings
from automation.store.google.store import GoogleStore
from tests.sheets_emulator.editor import ORDINARY, Editor, insert_rows, sort_all
from tests.sheets_emulator.service import Service
from tests.sheets_emulator.witness import Witness
from tests.sheets_emulator.workspace import Workspace
from tests.store import team
from tests.store.direct import connected
from tests.store.soak import hurried

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
DANA = "Dana Reyes <dana@acme.example>"
WHO, KEY = "Person 4", "p4@mail.example"
# What people do in the tab of messages: it is the program's, but they see it.
IN_OUTREACH = (sort_all, sort_all, insert_rows)


class Play:
    """One spreadsheet and one seed.

    Attributes:
        found: What must never be.
        did: What came of it.
    """

    def __init__(self, seed: int, folder: Path) -> None:
        self.found: list[str] = []
        self.did: Counter[str] = Counter()
        self.dice = random.Random(seed)  # noqa: S311  # Repeatable on purpose.
        self.service, self.folder = Service(seed=seed), folder
        self.book = team.spreadsheet(self.service, with_ids=False)
        self.editors = [
            Editor(seed, ["Candidates", "Requisitions", "Our notes"], choices=ORDINARY, chance=0.6),
            Editor(seed, ["BP Outreach"], choices=IN_OUTREACH, chance=0.4),
        ]
        self._switch(on=False)
        self.witness = Witness([""], self._edit, but=["BP "])
        complete(self._room().store)
        self._history()
        self._refresh()
        self.service.between_requests = self.witness

    def _edit(self, workspace: Workspace) -> None:
        for editor in self.editors:
            editor(workspace)

    def _switch(self, *, on: bool) -> None:
        for editor in self.editors:
            editor.active = on

    def _room(self) -> Mailroom:
        store = GoogleStore(connected(self.service, self.book.key))
        settings = Settings(workbook=self.book.key, outreach_folder=str(self.folder), default_region="US-CA")
        clock = Clock(date(2026, 11, 22), now=lambda: NOW)
        return Mailroom(store, lambda: SheetLog(store.connection), settings, clock, self.folder, workbook=self.book.key)

    def _history(self) -> None:
        """Messages to three people with one subject, a reply of each in words of their own, and a line of actions."""
        room = self._room()
        secret = room.secret()
        lines = []
        for number in (3, 4, 5):
            key, send = f"p{number}@mail.example", f"s{number}"
            sent = Event(
                NOW, State.SENT, send, key, ("REQ-1",), "first note", DANA, f"250 {key}", "A role", f"<bp.{send}@a.b>"
            )
            reply = Event(
                NOW,
                Answer.REPLIED,
                send,
                key,
                ("REQ-1",),
                "",
                "mail",
                f"I am Person {number}",
                "",
                f"<m{key}>#0{number}",
            )
            handled = Event(NOW, Notice.HANDLED, send, key, by=DANA, detail="done", message_id=f"<m{key}>#0{number}")
            mailbox = Event(NOW, Notice.MAILBOX, send, detail=mailbox_hash(secret, key))
            lines += [sent, mailbox, reply, handled]
        room.ledger.change(lambda state: [*room.beginning(state), *lines])
        action = [
            "2026-11-22T08:00:00Z",
            "Dana",
            "passed",
            KEY,
            "REQ-1",
            "Person 4 is too far",
            "2026-11-22",
            "",
            "",
            "a1",
        ]
        room.store.append(BP_ACTIONS, [action], room.store.read().version)

    def _refresh(self) -> None:
        room = self._room()
        refresh(room.store, room.clock, room.settings.conventions, room=room, force=True)

    def play(self) -> list[str]:
        """Forget the person while people work; then they delete the rows, and a last run finishes."""
        self.witness.remember(self.service.workspace)
        self._switch(on=True)
        self._attempt()
        self._switch(on=False)
        self._attempt()
        self.witness.compare(self.service.workspace)
        changed = [*self.witness.changes, *map(str, self.witness.inserted), *map(str, self.witness.became)]
        self.found += [f"changed: {one}" for one in changed]
        self.service.between_requests = lambda _: None
        self._delete_rows()
        try:
            self._refresh()
        except BackpocketError as error:
            # People took a column away that must be there.
            self.did[f"last run: {type(error).__name__}"] += 1
        else:
            self.did["finished"] += 1
            # Where two rows have the key, the order is refused.
            left = self._traces("BP ") if self.did["forgotten"] else []
            self.found += [f"still there: {one}" for one in left]
        return self.found

    def _attempt(self) -> None:
        """One order to forget; what it raises is a sentence, and a row that is still there is named."""
        room = self._room()
        try:
            receipt = forget(room, KEY, DANA, despite_hold="tried")
        except UnknownKey:
            self.did["no such row"] += 1
        except BackpocketError as error:
            self.did[type(error).__name__] += 1
        except Exception:  # noqa: BLE001  # Whatever it is, it is a finding.
            self.found.append(traceback.format_exc()[-1500:])
        else:
            self.did["forgotten"] += 1
            named = any(one.place.startswith("Candidates, row") for one in receipt.left)
            quiet = not self.editors[0].active
            if quiet and self._has_row() and not named:
                self.found.append("the receipt does not name the row that is still there")

    def _has_row(self) -> bool:
        sheet = next(sheet for sheet in self.book.sheets if sheet.title.startswith("Candidates"))
        headers = {str(cell.value): column for column, cell in enumerate(sheet.cells[0]) if cell}
        at = headers.get("Email", -1)
        return any(
            str(cell.value).lower() == KEY for row, column, cell in sheet.filled(sheet.everything) if column == at
        )

    def _delete_rows(self) -> None:
        """Every row of people's tabs that names the person goes."""
        for sheet in self.book.sheets:
            if sheet.title.startswith("BP "):
                continue
            rows = {row for row, _, cell in sheet.filled(sheet.everything) if self._names(cell.value)}
            for row in sorted(rows, reverse=True):
                lines = {"sheetId": sheet.sheet_id, "dimension": "ROWS", "startIndex": row, "endIndex": row + 1}
                team.made(self.service.workspace, self.book, [{"deleteDimension": {"range": lines}}])

    @staticmethod
    def _names(value: object) -> bool:
        return any(one in str(value).lower() for one in (WHO.lower(), KEY))

    def _traces(self, tabs: str) -> list[str]:
        """Where tabs name the person. A sort of some columns alone gives a name to another key; BP Data keeps that."""
        return [
            f"{sheet.title}!{row},{column}: {cell.value}"
            for sheet in self.book.sheets
            if sheet.title.startswith(tabs)
            for row, column, cell in sheet.filled(sheet.everything)
            if self._names(cell.value) and (sheet.title != BP_DATA or KEY in str(sheet.get(row, 0).value))
        ]


def played(seed: int, folder: Path) -> Play:
    """One seed, to its end."""
    with hurried():
        play = Play(seed, folder / str(seed))
        play.play()
    return play


def main() -> None:
    """Play as many seeds as asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.services.forget_soak")
    parser.add_argument("count", type=int)
    parser.add_argument("--from", dest="first", type=int, default=0)
    options = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    did, wrong = Counter[str](), 0
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_STATE_HOME"] = folder
        for seed in range(options.first, options.first + options.count):
            play = played(seed, Path(folder))
            did += play.did
            wrong += bool(play.found)
            for one in play.found[:3]:
                print(f"seed {seed}: {one}", file=sys.stderr)  # noqa: T201
    print(dict(did), f"{wrong} seeds with findings")  # noqa: T201
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
