"""Guards of alerts and invitations, besides those of all messages: asked for, not too often, nothing twice.

A candidate asked for alerts. So an alert is not one of the unanswered messages after which we pause, and other messages
need not keep 14 days away from it, unless they are about the same opening.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from automation.core.ledger.events import REACHED, WAITING, Step
from automation.core.ledger.preferences import Often
from automation.core.ledger.replies import ReplySummary
from automation.core.ledger.sends import Send
from automation.core.reasons import Reason, ReasonKind
from automation.core.text import key_of
from automation.core.workbook.consent import add_months

PLANNED = REACHED | WAITING


def is_alert(send: Send) -> bool:
    """Whether a message is an alert."""
    return send.queued.step == Step.ALERT


def wants_alerts(alerts: bool | None, said: ReplySummary, other_rows: Iterable[Any]) -> bool:
    """Whether a candidate wants alerts: by their last reply, else by their row; no other row of theirs says no."""
    own = alerts if said.alerts is None else said.alerts
    return own is True and all(row.alerts is not False for row in other_rows)


def named_before(sends: Iterable[Send]) -> frozenset[str]:
    """The compared keys of the openings that these messages named or will name.

    A message that bounced counts: the program sends nothing again by itself.
    """
    return frozenset(key_of(one) for send in sends if send.state in PLANNED for one in send.queued.requisitions)


def next_alert(sends: Iterable[Send], often: Often | None) -> date | None:
    """The first day on which the next alert may go out; None if there was none. Who did not say gets one a month."""
    last = max((send.at.date() for send in sends if is_alert(send) and send.state in PLANNED), default=None)
    if last is None:
        return None
    return last + timedelta(days=7) if often is Often.WEEKLY else add_months(last, 1)


def against_alert(
    step: str,
    openings: Sequence[str],
    candidate: Any,
    said: ReplySummary,
    sends: Sequence[Send],
    other_rows: Sequence[Any],
    today: date,
) -> Reason | None:
    """Why an alert or an invitation must not go out; None where it may, and for all other messages.

    Args:
        step: Which message it is.
        openings: The keys of the openings in it.
        candidate: The row.
        said: What they said.
        sends: All other messages to the person.
        other_rows: The person's other rows.
        today: The workbook's day.
    """
    if step == Step.INVITATION:
        decided = [one for one in (said.alerts, *(row.alerts for row in (candidate, *other_rows))) if one is not None]
        return Reason(ReasonKind.ALERTS_DECIDED) if decided else None
    if step != Step.ALERT:
        return None
    if not wants_alerts(candidate.alerts, said, other_rows):
        return Reason(ReasonKind.ALERTS_NOT_ASKED)
    again = next((one for one in openings if key_of(one) in named_before(sends)), None)
    if again is not None:
        return Reason(ReasonKind.NAMED_BEFORE, what=again)
    allowed = next_alert(sends, said.preferences.often)
    return Reason(ReasonKind.ALERT_TOO_EARLY, allowed) if allowed and allowed > today else None


def keeps_no_distance(step: str, openings: Iterable[str], send: Send) -> bool:
    """Whether a message need not keep its distance from an earlier one.

    Alerts have a rhythm of their own, and who says yes to an invitation need not wait for the first one.
    """
    if step == Step.ALERT:
        return send.queued.step in {Step.ALERT, Step.INVITATION}
    return is_alert(send) and set(map(key_of, send.queued.requisitions)).isdisjoint(map(key_of, openings))
