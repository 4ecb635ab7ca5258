"""Who was written to about which opening, and why, stays in BP History: with either kind of ledger."""

from datetime import timedelta
from pathlib import Path

import pytest

from automation.core.model import each_row
from automation.core.workbook.history_log import Kind, Line, read_history
from automation.outreach.compose import propose, queue
from automation.outreach.control import resolve
from automation.outreach.sending import send
from automation.refresh import Outcome, read_workbook, refresh
from automation.services.init import complete
from automation.services.privacy.audit import audit_in_words, audit_record
from tests.outreach.conftest import MakeDesk
from tests.outreach.desk import DANA, NOON, REQ, Desk, key
from tests.sheets_emulator.errors import forbidden
from tests.sheets_emulator.wire import refusal


def history(desk: Desk) -> list[Line]:
    """The lines of BP History."""
    log = read_history(desk.store().read().tabs)
    assert not log.problems
    return list(log.lines)


def run(desk: Desk) -> Outcome:
    """The main job."""
    room = desk.room()
    return refresh(room.store, room.clock, room.settings.conventions, room=room)


@pytest.fixture
def desk(make_desk: MakeDesk) -> Desk:
    """A workbook after its first run."""
    desk = make_desk()
    if desk.emulator:
        complete(desk.store())
    run(desk)
    desk.now = NOON + timedelta(hours=1)
    return desk


def test_each_message_is_one_decision_for_each_opening(desk: Desk) -> None:
    """The line has who decided, the numbers of that moment, and the message's Send ID."""
    ids = desk.queued(3)
    lines = history(desk)
    assert [(line.kind, line.candidate, line.requisition, line.cell("by")) for line in lines] == [
        (Kind.CONTACTED, key(number), REQ, DANA) for number in range(3)
    ]
    assert [line.cell("decision_id") for line in lines] == ids
    match = next(each_row(run(desk).plan.slates.matches))
    assert lines[0].cell("score") == f"{match.score:g}"
    assert lines[0].cell("computed_at") == "2026-11-24T13:00:00Z"


def test_a_message_that_is_refused_is_no_decision(desk: Desk) -> None:
    """Queued twice, the second message is refused and leaves no line; a run adds none, either."""
    desk.queued(1)
    room = desk.room()
    (prepared,) = propose(room, REQ, [key(0)], DANA)
    (result,) = queue(room, [prepared.draft], DANA)
    assert result.reasons
    run(desk)
    assert len(history(desk)) == 1
    before = desk.store().read()
    run(desk)
    assert desk.store().read() == before


def test_who_was_not_written_to_in_the_end_was_not_contacted(desk: Desk) -> None:
    """A message that is cancelled before it was sent is corrected by the next run, once, and in `audit` at once."""
    cancelled, _ = desk.queued(2)
    resolve(desk.room(), cancelled, "drop", DANA, "a mistake")
    send(desk.room())
    room = desk.room()
    decided = audit_record(read_workbook(room.store, room.clock, room.settings.conventions, room), REQ)["decisions"]
    assert [(one["decision"], one["message"]) for one in decided] == [("not sent", "cancelled"), ("contacted", "sent")]
    run(desk)
    (line,) = [line for line in history(desk) if line.kind is Kind.NOT_SENT]
    assert (line.candidate, line.decided, line.cell("why")) == (key(0), (cancelled, REQ.lower()), f"{DANA}: a mistake")
    before = desk.store().read()
    run(desk)
    assert desk.store().read() == before
    room = desk.room()
    again = audit_record(read_workbook(room.store, room.clock, room.settings.conventions, room), REQ)
    assert again["decisions"] == decided
    assert f"wanted to contact Person A ({key(0)})" in audit_in_words(again)


def test_the_next_run_adds_what_could_not_be_written(desk: Desk) -> None:
    """A workbook that is busy loses neither the message nor its line, which says that the numbers are later ones."""
    room = desk.room()
    (prepared,) = propose(room, REQ, [key(4)], DANA)
    if desk.emulator:
        # The first write is the message; then the program may only read.
        faults = desk.emulator.service.faults
        faults.add(refusal(forbidden()), on=":batchUpdate", nth=2)
        (result,) = queue(room, [prepared.draft], DANA)
        assert faults.happened
        faults.script.clear()
    else:
        place = Path(desk.locator)
        lock = place.with_name(f".~lock.{place.name}#")
        lock.write_text(",Dana,,,;", encoding="utf-8")
        (result,) = queue(room, [prepared.draft], DANA)
        lock.unlink()
    assert result.send_id
    assert history(desk) == []
    desk.now = NOON + timedelta(hours=3)
    run(desk)
    (line,) = history(desk)
    assert (line.candidate, line.cell("decision_id"), line.at.hour) == (key(4), result.send_id, 13)
    assert line.cell("computed_at") == "2026-11-24T15:00:00Z"
    before = desk.store().read()
    run(desk)
    assert desk.store().read() == before


def test_a_decision_lands_although_others_write(desk: Desk) -> None:
    """If another person's write comes first, the line is added to a fresh reading."""
    room = desk.room()
    (prepared,) = propose(room, REQ, [key(5)], DANA)
    ledger = room.ledger
    change = ledger.change

    # The real ledger; the other write follows at once.
    def disturbed(decide: object) -> object:
        events = change(decide)  # type: ignore[arg-type]
        store = desk.store()
        store.append("BP Runs", [["another"]], store.read().version)
        return events

    ledger.change = disturbed  # type: ignore[method-assign, assignment]
    queue(room, [prepared.draft], DANA)
    assert [line.candidate for line in history(desk)] == [key(5)]


def test_decisions_before_the_last_run_are_not_made_up(desk: Desk) -> None:
    """A message from before the last run without a line is an earlier version's: its numbers are not known any more."""
    desk.now = NOON - timedelta(days=3)
    desk.queued_by_an_earlier_version(0)
    desk.now = NOON + timedelta(hours=3)
    run(desk)
    assert history(desk) == []
