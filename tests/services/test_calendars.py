"""`nudge --ics`: a calendar file for each owner, with updates and cancellations, and no names."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest

from automation.clock import Clock
from automation.core.model import Row
from automation.errors import ConfigError
from tests.cli.program import write_workbook
from tests.outreach.desk import DAY, NOON, Desk, local_desk

HEADER = ("Name", "Email", "Shelved on", "Shelve reason", "Owner", "Promised", "Promised by", "Notes", "Last contact")
NAME = "followups-dana-acme-example.ics"


def book(*people: tuple[str, str | None]) -> dict[str, Sequence[Row]]:
    """Candidates with the day of a promise to them."""
    rows = [
        (
            name,
            f"p{n}@mail.example",
            "2026-03-01",
            "Timing",
            "dana@acme.example",
            "call" if day else None,
            day,
            "secret",
            "2026-11-23",
        )
        for n, (name, day) in enumerate(people)
    ]
    return {"Candidates": [HEADER, *rows], "Requisitions": [("Req ID", "Title", "Opened on", "Status")]}


def written(desk: Desk, folder: Path, days: int = 0, **options: Any) -> dict[str, int]:
    from automation.services.colleagues.calendars import write_calendars  # noqa: PLC0415  (Needs the library.)

    room = desk.room()
    then = NOON + timedelta(days=days)
    room.clock = Clock(DAY + timedelta(days=days), now=lambda: then)
    return dict(write_calendars(room, folder, **options).files)


def entries(folder: Path) -> list[Any]:
    return list(icalendar.Calendar.from_ical((folder / NAME).read_bytes()).walk("VEVENT"))


def test_entries(tmp_path: Path) -> None:
    """All-day entries with stable IDs, initials only, folded lines that end in CR LF."""
    desk, folder = (
        local_desk(tmp_path, book(("Ana Maria Souza", "2026-12-01"), ("Ben Okoro", "2026-12-02"))),
        tmp_path / "c",
    )
    assert written(desk, folder) == {NAME: 2}
    first, second = entries(folder)
    assert (str(first["SUMMARY"]), first["DTSTART"].dt) == ("Follow up: A.S.", date(2026, 12, 1))
    assert first["TRANSP"] == "TRANSPARENT"
    assert first["UID"] != second["UID"]
    data = (folder / NAME).read_bytes()
    for text in (b"Ana", b"mail.example", b"acme.example", b"secret", b"call"):
        assert text not in data
    assert all(line.endswith(b"\r") and len(line) <= 76 for line in data.split(b"\n")[:-1])
    assert (folder / NAME).stat().st_mode & 0o077 == 0
    written(desk, folder, 1)
    assert (folder / NAME).read_bytes() == data


def test_moved_and_cancelled(tmp_path: Path) -> None:
    """A moved entry keeps its ID and gets the next number; one that is gone is cancelled, and leaves after a month."""
    desk, folder = local_desk(tmp_path, book(("Ana Souza", "2026-12-01"), ("Ben Okoro", "2026-12-02"))), tmp_path / "c"
    written(desk, folder)
    uids = [str(one["UID"]) for one in entries(folder)]
    write_workbook(Path(desk.locator), book(("Ana Souza", "2026-12-05")))
    assert written(desk, folder, 1) == {NAME: 1}
    found = {str(one["UID"]): one for one in entries(folder)}
    moved, gone = (found[uid] for uid in uids)
    assert (moved["DTSTART"].dt, moved["SEQUENCE"], str(moved["STATUS"])) == (date(2026, 12, 5), 1, "CONFIRMED")
    assert (gone["SEQUENCE"], str(gone["STATUS"])) == (1, "CANCELLED")
    written(desk, folder, 2)
    assert len(entries(folder)) == 2
    written(desk, folder, 40)
    assert [str(one["UID"]) for one in entries(folder)] == uids[:1]


def test_rehearsal_and_foreign_files(tmp_path: Path) -> None:
    desk, folder = local_desk(tmp_path, book(("Ana Souza", "2026-12-01"))), tmp_path / "c"
    assert written(desk, folder, dry_run=True) == {NAME: 1}
    assert not folder.exists()
    folder.mkdir()
    (folder / NAME).write_text("no calendar", encoding="utf-8")
    with pytest.raises(ConfigError, match="move it away"):
        written(desk, folder)
