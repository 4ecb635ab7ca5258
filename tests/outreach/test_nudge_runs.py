"""`backpocket nudge` reports the runs that keep failing, to those who can look after them."""

from datetime import timedelta

import pytest

from automation.clock import Clock
from automation.core.model import Conventions
from automation.outreach.context import Mailroom
from automation.refresh import refresh
from automation.run_record import RunRecords
from automation.services.colleagues.nudge import Nudge
from tests.outreach.desk import DAY, NOON, Desk, local_desk
from tests.outreach.test_nudge import DANA, LEE, ROLES, book

ADA = "ada@acme.example"
FAILED = (
    "backpocket inbox failed 3 times in a row since 24 November 2026, the last time with exit code 75: its "
    "log says why."
)


@pytest.fixture
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A refreshed workbook, of whose last three inbox runs each failed."""
    desk = local_desk(tmp_path_factory.mktemp("desk"), book(), roles=ROLES)
    refresh(desk.store(), Clock(DAY, now=lambda: NOON), Conventions(), room=desk.room())
    for hours in (3, 2, 1):
        RunRecords(desk.locator).ended("inbox", 75, NOON - timedelta(hours=hours))
    return desk


def room_of(desk: Desk, days: int = 0, *, admin: bool = False) -> Mailroom:
    """The mailroom with a clock that follows the time, as without `--today`."""
    if admin:
        desk.options |= {"roles": {**ROLES, "admin": [f"Ada Park <{ADA}>"]}, "sign_in_url": "https://bp.acme.example"}
    room = desk.room()
    room.clock = Clock(None, "UTC", lambda: NOON + timedelta(days=days))
    return room


def told(room: Mailroom) -> dict[object, list[str]]:
    """Address → the lines about runs that a rehearsal shows them."""
    found: dict[object, list[str]] = {}
    for mail in Nudge(room, dry_run=True).run().mails:
        lines = [str(line) for line in mail["items"] if str(line).startswith("backpocket ")]  # type: ignore[attr-defined]
        found.setdefault(mail["to"], []).extend(lines)
    return {to: lines for to, lines in found.items() if lines}


def test_a_failing_run_is_in_the_admins_digest(desk: Desk) -> None:
    """Admins alone read of it where there are any, with the page to look at; else each recruiter with a digest does."""
    assert told(room_of(desk)) == {DANA: [FAILED], LEE: [FAILED]}
    room = room_of(desk, admin=True)
    assert told(room) == {ADA: [FAILED]}
    (mail,) = (one for one in Nudge(room, dry_run=True).run().mails if one["to"] == ADA and one["kind"] == "digest")
    assert mail["subject"] == "Backpocket: 1 run that fails"
    assert "  https://bp.acme.example/data\n" in str(mail["text"])


def test_it_is_said_once_until_the_run_has_ended_well(desk: Desk) -> None:
    """A fourth failure is the same news, and the next three in a row are new."""
    assert len(Nudge(room_of(desk, admin=True)).run().mails) > 1
    records = RunRecords(desk.locator)
    records.ended("inbox", 75, NOON)
    assert told(room_of(desk, 1)) == {}
    records.ended("inbox", 0, NOON)
    for hours in (1, 2, 3):
        records.ended("inbox", 70, NOON + timedelta(hours=hours))
    assert told(room_of(desk, 1)) == {ADA: [FAILED.replace("75", "70")]}


def test_a_refresh_that_does_not_run_is_said_after_a_day(desk: Desk) -> None:
    """A day after its last line it is news, whatever this machine knows."""
    RunRecords(desk.locator).ended("inbox", 0, NOON)
    assert told(room_of(desk, 1)) == {}
    late = "backpocket refresh has not run since 24 November 2026, so matches may be old: is the scheduler running?"
    assert told(room_of(desk, 2, admin=True)) == {ADA: [late]}
