from datetime import UTC, datetime, timedelta

from automation.core.ledger.events import Answer, Event, State
from automation.core.ledger.state import LedgerState
from automation.core.model import each_row
from automation.core.publishing.plan import make_plan
from automation.core.reports.nudge_items import shortlist
from tests.core.small_workbooks import ANA, PLATFORM, assembled, tabs


def test_a_shortlist_knows_of_replies() -> None:
    """The last contact is the later of what the row says and their last reply."""
    at, ledger = datetime(2026, 11, 20, 9, tzinfo=UTC), LedgerState()
    ledger.apply(
        [Event(at - timedelta(days=1), State.SENT, "s1", "ana@mail.example", ("REQ-1",), "first note", "Dana")]
    )
    for replied, said in ((None, "Last contact: 1 October 2026."), (at, "Last contact: 20 November 2026.")):
        if replied:
            ledger.apply(
                [Event(replied, Answer.INTERESTED, "s1", "ana@mail.example", ("REQ-1",), by="page", message_id="m")]
            )
        plan = make_plan(assembled(tabs([{**ANA, "last_contact": "2026-10-01"}], [PLATFORM]), ledger))
        (requisition,) = each_row(plan.book.requisitions)
        (line,) = shortlist(requisition, plan.book, plan.slates.matches).more
        assert line.endswith(said)
