"""Refreshes while colleagues edit between any two requests of ours: nobody's cell changes, nobody sees another's match.

CI runs a sample of the seeds; `python -m tests.store.test_google_soak 500` runs as many as asked for and counts them.
"""

import logging
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

import pytest
import structlog

from automation.core.model import Conventions
from automation.core.text import key_of, text_of
from automation.errors import BackpocketError
from automation.refresh import refresh
from automation.setup import complete
from automation.store.google.connection import connect
from automation.store.google.store import GoogleStore
from tests.sheets_emulator.editor import ORDINARY, ROUGH, Editor
from tests.sheets_emulator.faults import Kind
from tests.sheets_emulator.server import Emulator
from tests.sheets_emulator.service import Service
from tests.sheets_emulator.witness import Witness
from tests.store.contract import CLOCK

SKILLS = ("Kubernetes", "Excel", "Figma", "Python", "Negotiation", "Welding")
PEOPLE = [
    ["Name", "Email", "Skills", "Level", "Shelved on", "Shelve reason", "Our notes"],
    *(
        [f"Person {n}", f"p{n}@mail.example", SKILLS[n % 6], "Senior", "2026-03-01", "Timing", f"note {n}"]
        for n in range(18)
    ),
]
REQUISITIONS = [
    ["Req ID", "Title", "Must-have skills", "Level", "Opened on", "Status"],
    *([f"REQ-{n}", f"Role {n}", skill, "Senior", "2026-11-01", "Open"] for n, skill in enumerate(SKILLS)),
]
REFRESHES = 6
# Tells our column, whatever it shows.
FORMULA = '"BP Best match"'
FAULTS = [kind for kind in Kind if kind not in {Kind.STALL, Kind.DOWN}]


class Soak:
    """One spreadsheet, one seed: refreshes with editors in between, and what went wrong."""

    def __init__(self, seed: int, emulator: Emulator, folder: Path, *, faults: bool) -> None:
        self.emulator, self.landed = emulator, 0
        self.wrong: list[str] = []
        self.told: list[str] = []
        self._key_file = str(emulator.key_file(folder))
        self.key = emulator.create({"Candidates": PEOPLE, "Requisitions": REQUISITIONS})
        complete(self.store())
        refresh(self.store(), CLOCK, Conventions())
        self.editor = Editor(seed, ["Candidates", "Requisitions"], choices=ORDINARY * 5 + ROUGH, chance=0.6)
        self.witness = Witness(["Candidates", "Requisitions"], self.editor)
        self._published: dict[str, set[str]] = defaultdict(set)
        emulator.service.between_requests = self._between
        if faults:
            emulator.service.faults.add(FAULTS[seed % len(FAULTS)], on="/v4/", nth=3 + seed % 5)

    def _between(self, workspace: object) -> None:
        self.look()
        self.witness(workspace)  # type: ignore[arg-type]
        self.look()

    def store(self) -> GoogleStore:
        """A store whose waiting takes no time."""
        connection = connect(self.key, self._key_file, self.emulator.url)
        connection.sleep = lambda _: None
        return GoogleStore(connection)

    def run(self) -> None:
        """Refresh a few times; only failures of ours, which are sentences for a person, are expected."""
        for _ in range(REFRESHES):
            try:
                refresh(self.store(), CLOCK, Conventions(), force=True)
                self.landed += 1
            except BackpocketError as error:
                self.told.append(type(error).__name__)
        self.editor.active = False
        self.emulator.service.between_requests = None
        self.witness.compare(self.emulator.service.workspace)

    def look(self) -> None:
        """Nobody's row may show what was only ever published for somebody else."""
        book = self.emulator.book(self.key)
        data = next((sheet for sheet in book.sheets if sheet.title == "BP Data"), None)
        for row in self.emulator.values_of(book, data) if data else ():
            kind, _, key = text_of(row[0]).partition("/") if row else ("", "", "")
            if kind == "Candidates" and len(row) > 2:
                self._published[key].add(text_of(row[2]))
        for sheet in book.sheets:
            rows = self.emulator.values_of(book, sheet)
            header = [text_of(cell) for cell in rows[0]] if rows else []
            ours = (
                [at for at, cell in enumerate(sheet.cells[0]) if cell and FORMULA in (cell.formula or "")]
                if rows
                else []
            )
            if not ours or "Email" not in header:
                continue
            match, email = ours[0], header.index("Email")
            for number, row in enumerate(rows[1:], start=2):
                seen = text_of(row[match])
                key = key_of(text_of(row[email]))
                if seen.startswith("REQ-") and seen not in self._published[key]:
                    self.wrong.append(f"row {number} of {key} shows {seen} after {self.editor.edits[-3:]}")


def soaked(seed: int, folder: Path, *, faults: bool) -> Soak:
    """One seed, run to its end."""
    with Emulator(Service(seed=seed)) as emulator:
        soak = Soak(seed, emulator, folder, faults=faults)
        soak.run()
    return soak


@pytest.mark.parametrize("faults", [False, True], ids=["calm", "faults"])
@pytest.mark.parametrize("seed", range(12))
def test_editors_between_any_two_requests(tmp_path: Path, seed: int, faults: bool) -> None:
    """Whatever people do and the service fails at: no cell of theirs changes, no match stands beside somebody else."""
    soak = soaked(seed, tmp_path, faults=faults)
    assert soak.witness.changes == []
    assert soak.wrong == []


def main() -> None:
    """Run many seeds and count."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    count = int(sys.argv[1])
    landed = edits = 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(count):
            soak = soaked(seed, Path(folder), faults=bool(seed % 2))
            landed += soak.landed
            edits += len(soak.editor.edits)
            if soak.witness.changes or soak.wrong:
                print(seed, soak.witness.changes[:3], soak.wrong[:3])  # noqa: T201
    print(f"{count} seeds, {count * REFRESHES} refreshes, {landed} landed, {edits} edits")  # noqa: T201


if __name__ == "__main__":
    main()
