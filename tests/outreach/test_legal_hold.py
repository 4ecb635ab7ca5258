"""A legal hold on a person: nothing of them is deleted until it ends or is lifted, in either kind of workbook."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from automation.core.follow_ups.retention import hold_on
from automation.core.ledger.events import Answer, Notice
from automation.core.reason_words import words
from automation.core.reasons import ReasonKind
from automation.errors import ActionError, OnHold, UnknownKey
from automation.outreach.replies import record
from automation.services.acting import Actor
from automation.services.init import complete
from automation.services.privacy.forget import forget
from automation.services.privacy.holds import lift_holds, set_hold
from automation.services.privacy.retention import due_now, forget_due
from automation.services.recruiter_actions import hold, lift_hold, merge
from tests.outreach.conftest import MakeDesk
from tests.outreach.desk import DANA, DAY, NOON, Desk, key, tabs

ONE, SAME, OTHER = key(0), key(0).replace("@", "+jobs@"), key(1)
LAST = date(2027, 5, 31)


@pytest.fixture
def desk(make_desk: MakeDesk) -> Desk:
    """Two people, the first one on two rows; no law asks to keep them."""
    header, first, other = tabs(2)["Candidates"]
    europe = [[*row[:5], "DE", *row[6:]] for row in (first, [first[0], SAME, *first[2:]], other)]
    desk = make_desk(book={**tabs(2), "Candidates": [header, *europe]})
    if desk.emulator:
        complete(desk.store())
    return desk


def actor(desk: Desk, who: str = DANA) -> Actor:
    room = desk.room()
    return Actor(who, room.store, room.clock)


def test_who_is_held_is_not_deleted(desk: Desk) -> None:
    """On any row of the person: the refusal says who, why and until when; once it is lifted, by any row, it works."""
    record(desk.room(), ONE, Answer.ERASE, DANA)
    set_hold(desk.room(), SAME, "Lee", "a claim before the tribunal", LAST)
    with pytest.raises(OnHold, match="Legal hold by Lee since 2026-11-24 until 2027-05-31: a claim"):
        forget(desk.room(), ONE, DANA)
    (due,) = due_now(desk.room())
    assert (due.key, due.by, due.hold and due.hold.kind) == (ONE, LAST + timedelta(days=30), ReasonKind.LEGAL_HOLD)
    assert forget_due(desk.room(), DANA).receipts == {}
    assert lift_holds(desk.room(), ONE, "Lee", "settled", dry_run=True) == [SAME]
    assert lift_holds(desk.room(), ONE, "Lee", "settled") == [SAME]
    assert list(forget_due(desk.room(), DANA).receipts) == [ONE]
    if not desk.emulator:
        assert "person00" not in str(desk.store().read().tabs)


def test_a_hold_ends_after_its_last_day(desk: Desk) -> None:
    """On that day it holds; without a day it has no end, and holds longest."""
    set_hold(desk.room(), ONE, DANA, "a claim", LAST)
    workbook = desk.room().read()
    assert hold_on(replace(workbook, today=LAST), [ONE])
    assert hold_on(replace(workbook, today=LAST + timedelta(days=1)), [ONE]) is None
    set_hold(desk.room(), SAME, DANA, "another claim")
    found = hold_on(desk.room().read(), [ONE, SAME])
    assert found is not None
    assert words(found) == f"Legal hold by {DANA} since 2026-11-24: another claim"


def test_a_hold_is_overridden_with_a_reason(desk: Desk) -> None:
    """The ledger keeps the reason."""
    set_hold(desk.room(), ONE, DANA, "a claim")
    forget(desk.room(), ONE, DANA, despite_hold="a court ordered it")
    (event,) = [one for one in desk.room().events() if one.state == Notice.FORGOTTEN]
    assert event.subject == "despite the hold: a court ordered it"


def test_a_hold_stays_through_a_merge(desk: Desk) -> None:
    """On the hidden row it holds the person, and is lifted by the row that is shown."""
    hold(actor(desk), OTHER, "a claim")
    merge(actor(desk), OTHER, ONE)
    with pytest.raises(OnHold):
        forget(desk.room(), ONE, DANA)
    desk.now = NOON + timedelta(hours=1)
    assert lift_holds(desk.room(), OTHER, DANA, "settled") == [ONE]
    assert hold_on(desk.room().read(), [ONE, SAME, OTHER]) is None


def test_what_is_needed(desk: Desk) -> None:
    """A name, a reason, a row, a day that is not past; a second click adds nothing."""
    first = hold(actor(desk), ONE, "a claim", DAY)
    assert hold(actor(desk, "Lee"), ONE.upper(), "a claim", DAY).action_id == first.action_id
    for wrong in (
        lambda: hold(actor(desk, ""), ONE, "a claim"),
        lambda: hold(actor(desk), ONE, " "),
        lambda: hold(actor(desk), ONE, "a claim", DAY - timedelta(days=1)),
        lambda: set_hold(desk.room(), ONE, DANA, "a claim", DAY - timedelta(days=1), dry_run=True),
        lambda: lift_hold(actor(desk), ONE, ""),
        lambda: lift_hold(actor(desk), OTHER, "settled"),
        lambda: lift_holds(desk.room(), OTHER, DANA, "settled", dry_run=True),
    ):
        with pytest.raises(ActionError):
            wrong()
    with pytest.raises(UnknownKey):
        set_hold(desk.room(), "person0", DANA, "a claim")
