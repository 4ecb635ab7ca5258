"""Imports into a Google Sheet in which people work at the same moment, and which are stopped: no row is lost."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from automation.core.imports.reading import Wishes
from automation.core.text import text_of
from automation.imports.files import read_bytes
from automation.services.import_people import import_people
from automation.services.init import complete
from tests.imports.test_import_people import CANDIDATES, ORDER, REQUISITIONS
from tests.outreach.desk import Desk, sheet_desk
from tests.sheets_emulator.server import Emulator
from tests.support.profile import count

SEEDS = range(count(4, nightly=200))


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator() as running:
        yield running


def shown(desk: Desk) -> list[dict[str, str]]:
    header, *body = desk.store().read().tabs["Candidates"]
    names = [text_of(cell) for cell in header]
    return [dict(zip(names, map(text_of, row), strict=False)) for row in body if any(map(text_of, row))]


@pytest.mark.soak
@pytest.mark.parametrize("seed", SEEDS)
def test_editors_and_stops(seed: int, emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(seed)  # noqa: S311  (Test data.)
    desk = sheet_desk(tmp_path, emulator, {"Candidates": CANDIDATES, "Requisitions": REQUISITIONS})
    complete(desk.store())
    text = "Name,Email,Phone,Rejected on\n" + "".join(
        f"Person{n} Surname{n},p{n}@mail.example,+1 555 01{n:05},2026-01-02\n" for n in range(12)
    )
    typed: list[str] = []

    def work() -> None:
        """What an editor does between our reading and our writing."""
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
        store: Any = type(room.store)
        real = store.add_rows

        def watched(self: Any, new: Any, version: str, real: Any = real) -> Any:
            if rng.random() < 0.6:
                work()
            if rng.random() < 0.3:
                raise KeyboardInterrupt
            done = real(self, new, version)
            if rng.random() < 0.2:
                raise KeyboardInterrupt
            return done

        with monkeypatch.context() as patched:
            patched.setattr(store, "rows_at_once", 5)
            patched.setattr(store, "add_rows", watched)
            try:
                import_people(room, [read_bytes("pool.csv", text.encode())], Wishes(), ORDER)
            except KeyboardInterrupt:
                continue
        break
    emails = [row["Email"] for row in shown(desk)]
    assert sorted(emails) == sorted(
        ["ana@mail.example", "ben@mail.example", *typed, *(f"p{n}@mail.example" for n in range(12))]
    )
    mine = {row["Email"]: row for row in shown(desk)}
    assert (mine["ana@mail.example"]["Mine"], mine["ben@mail.example"]["Shelve reason"]) == ("kept", "Location")
    assert all(mine[f"p{n}@mail.example"]["Phone"] == f"+1 555 01{n:05}" for n in range(12))
