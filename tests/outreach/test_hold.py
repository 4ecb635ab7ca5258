"""A message that its sender can still cancel is left alone by every worker, in either kind of ledger."""

from datetime import timedelta

import pytest

from automation.core.ledger.events import State
from automation.core.ledger.sends import HOLD
from automation.outreach.compose import propose, queue
from automation.outreach.control import resolve
from automation.outreach.sending import rehearsed, send
from tests.outreach.conftest import MakeDesk
from tests.outreach.desk import DANA, NOON, REQ, Desk, key

SECOND = timedelta(seconds=1)


@pytest.fixture
def held(make_desk: MakeDesk) -> tuple[Desk, list[str]]:
    """Two messages that were sent in the dashboard just now."""
    desk = make_desk()
    room = desk.room()
    drafts = [one.draft for one in propose(room, REQ, [key(0), key(1)], DANA)]
    return desk, [one.send_id for one in queue(room, drafts, DANA, hold=True)]


def test_another_process_waits_until_it_cannot_be_cancelled_any_more(held: tuple[Desk, list[str]]) -> None:
    """`outreach send` sends neither, says why, and sends what was not cancelled when the time is over."""
    desk, (cancelled, sent) = held
    desk.now = NOON + HOLD - SECOND
    assert "2 messages can be cancelled" in rehearsed(desk.room()).waiting
    assert "2 messages can be cancelled" in send(desk.room()).waiting
    assert desk.states() == {State.QUEUED.value: 2}
    resolve(desk.room(), cancelled, "drop", DANA, "not yet")
    desk.now = NOON + HOLD
    assert send(desk.room()).settled == {sent: State.SENT}
    assert desk.outbox == [sent]


def test_their_sender_need_not_wait(held: tuple[Desk, list[str]]) -> None:
    """Send now sends the sender's own message and leaves the other one alone."""
    desk, (mine, other) = held
    assert send(desk.room(), at_once=[mine]).settled == {mine: State.SENT}
    assert desk.sends()[other].state is State.QUEUED


def test_a_wrong_clock_holds_no_message_back(held: tuple[Desk, list[str]]) -> None:
    """A time far ahead was written by a machine whose clock is wrong."""
    desk, both = held
    desk.now = NOON - timedelta(hours=1)
    assert sorted(send(desk.room()).settled) == sorted(both)
