"""Imports into a Google Sheet in which people work at the same moment, and which are stopped again and again.

`python -m tests.imports.editors 0 2000` plays a range of seeds, and prints the figures as one JSON object.
"""

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from automation.cli.options import log_to_stderr
from automation.core.imports.reading import Wishes
from automation.core.text import text_of
from automation.imports.files import read_bytes
from automation.services.imports.people import import_people
from automation.services.init import complete
from tests.imports.test_import_people import CANDIDATES, ORDER, REQUISITIONS
from tests.outreach.desk import Desk, sheet_desk
from tests.sheets_emulator.server import Emulator

PEOPLE = 12
FILE = "Name,Email,Phone,Rejected on\n" + "".join(
    f"Person{n} Surname{n},p{n}@mail.example,+1 555 01{n:05},2026-01-02\n" for n in range(PEOPLE)
)


def played(seed: int, emulator: Emulator, folder: Path) -> Counter[str]:
    """Import until it comes through, and look at every row.

    Args:
        seed: Of what editors do, and of the moments at which the import is stopped.
        emulator: Of the spreadsheets.
        folder: For the outreach.

    Returns:
        How often editors worked, and how often the import was stopped.

    Raises:
        AssertionError: A row was lost, doubled, or changed.
    """
    rng, seen = random.Random(seed), Counter[str]()  # noqa: S311  (Test data.)
    desk = sheet_desk(folder, emulator, {"Candidates": CANDIDATES, "Requisitions": REQUISITIONS})
    complete(desk.store())
    typed: list[str] = []

    def work() -> None:
        """What an editor does between our reading and our writing."""
        seen["edits"] += 1
        sheet: Any = desk.store()
        tab = sheet.connection.client.open_by_key(desk.locator).worksheet("Candidates")
        kind = rng.randrange(3)
        if kind == 0:
            typed.append(f"typed{len(typed)}@mail.example")
            tab.insert_row([f"Typed {len(typed)}", typed[-1]], 2)
        elif kind == 1:
            tab.update_cell(2, 6, f"note {rng.random()}")
        else:
            tab.insert_row([], 3)

    while True:
        room = desk.room()
        store: Any = room.store
        real = store.add_rows

        def watched(new: Any, version: str, real: Any = real) -> Any:
            if rng.random() < 0.6:
                work()
            if rng.random() < 0.3:
                raise KeyboardInterrupt
            done = real(new, version)
            if rng.random() < 0.2:
                raise KeyboardInterrupt
            return done

        # Of this store alone: five rows at once, and what people do meanwhile.
        store.rows_at_once, store.add_rows = 5, watched
        try:
            import_people(room, [read_bytes("pool.csv", FILE.encode())], Wishes(), ORDER)
        except KeyboardInterrupt:
            seen["stops"] += 1
            continue
        break
    _check(desk, typed)
    return seen


def _check(desk: Desk, typed: list[str]) -> None:
    header, *body = desk.store().read().tabs["Candidates"]
    names = [text_of(cell) for cell in header]
    rows = [dict(zip(names, map(text_of, row), strict=False)) for row in body if any(map(text_of, row))]
    wanted = ["ana@mail.example", "ben@mail.example", *typed, *(f"p{n}@mail.example" for n in range(PEOPLE))]
    assert sorted(row["Email"] for row in rows) == sorted(wanted)
    own = {row["Email"]: row for row in rows}
    assert (own["ana@mail.example"]["Mine"], own["ben@mail.example"]["Shelve reason"]) == ("kept", "Location")
    assert all(own[f"p{n}@mail.example"]["Phone"] == f"+1 555 01{n:05}" for n in range(PEOPLE))


def main() -> None:
    """Play a range of seeds, and print what was seen."""
    parser = argparse.ArgumentParser(prog="python -m tests.imports.editors", description=__doc__)
    parser.add_argument("first", type=int)
    parser.add_argument("last", type=int, help="Not played itself.")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="Stop after the seed that is played then.")
    options = parser.parse_args()
    log_to_stderr("error")
    began, seen, failed = time.monotonic(), Counter[str](), []
    with tempfile.TemporaryDirectory() as folder, Emulator() as emulator:
        os.environ["XDG_STATE_HOME"] = f"{folder}/state"
        for seed in range(options.first, options.last):
            own = Path(folder) / str(seed)
            own.mkdir()
            try:
                seen += played(seed, emulator, own)
            except AssertionError:
                failed.append(seed)
            seen["imports"] += 1
            if time.monotonic() - began > options.seconds:
                break
    figures = {"first": options.first, **seen, "failed": failed, "seconds": round(time.monotonic() - began)}
    sys.stdout.write(f"{json.dumps(figures)}\n")


if __name__ == "__main__":
    main()
