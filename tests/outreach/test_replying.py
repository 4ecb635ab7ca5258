"""Replying to a candidate who wrote back: in their thread, at once, and once a day."""

from datetime import timedelta
from pathlib import Path

import pytest

from automation.core.ledger.events import MAIL, Answer, Step
from automation.core.ledger.reply_events import NewReply
from automation.outreach.compose import propose, queue
from automation.outreach.drafting import Prepared
from automation.outreach.replies import new_id, note
from automation.outreach.sending import send
from tests.outreach.desk import DANA, NOON, REQ, Desk, key, local_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Three people got a first note; the first one is interested."""
    desk = local_desk(tmp_path, time_zone="UTC")
    desk.queued(3)
    send(desk.room())
    desk.now = NOON + timedelta(hours=1)
    room = desk.room()
    first = next(one for one in room.ledger.refresh().sends.values() if one.key == key(0))
    assert note(room, [NewReply(Answer.INTERESTED, key(0), MAIL, new_id(), first.send_id, (REQ,), "", "Yes, gladly.")])
    desk.now = NOON + timedelta(hours=2)
    return desk


def reply_to(desk: Desk, number: int, by: str = DANA) -> Prepared:
    (prepared,) = propose(desk.room(), REQ, [key(number)], by, template="Reply")
    return prepared


def test_a_reply_goes_into_their_thread_at_once(desk: Desk) -> None:
    """Although the first note is an hour old, the reply may go out, under the subject of that note."""
    prepared = reply_to(desk, 0)
    assert prepared.draft.step is Step.REPLY
    assert prepared.reasons == []
    assert prepared.draft.subject.startswith("Re: ")
    assert prepared.draft.thread


def test_any_colleague_may_reply_and_one_does(desk: Desk) -> None:
    """A colleague may reply, too; after one reply the other one is refused, and so is a second one."""
    mine, theirs = reply_to(desk, 0), reply_to(desk, 0, "Lee <lee@acme.example>")
    assert theirs.reasons == []
    assert [one.reasons for one in queue(desk.room(), [mine.draft], DANA)] == [()]
    send(desk.room())
    for by in (DANA, "Lee <lee@acme.example>"):
        assert reply_to(desk, 0, by).reasons


def test_without_a_reply_the_other_guards_hold(desk: Desk) -> None:
    """The template does not get around the wait after a first note."""
    assert reply_to(desk, 1).reasons
