"""Which message to a candidate comes next, and which thread it continues."""

from collections.abc import Sequence

from automation.core.ledger.events import THREAD, State, Step
from automation.core.ledger.sends import Send
from automation.core.ledger.state import LedgerState
from automation.core.messages.colleagues import Colleagues
from automation.core.messages.drafts import Thread
from automation.core.text import key_of


def next_step(
    sends: Sequence[Send], state: LedgerState, requisitions: Sequence[str], by: str, colleagues: Colleagues
) -> Step:
    """The next step to a person: the first note, or what follows the same recruiter's messages about these openings.

    Without an opening, the first message asks whether their row is still right.

    Args:
        sends: All messages to the person.
        state: The ledger.
        requisitions: Keys of the openings.
        by: Who would send it.
        colleagues: The people in whose name messages are sent.
    """
    done = {
        send.queued.step
        for send in sends
        if send.state is State.SENT
        and state.reached(send)
        and colleagues.same(send.queued.by, by)
        and {key_of(req) for req in requisitions} <= {key_of(req) for req in send.queued.requisitions}
    }
    if Step.FIRST in done:
        return next((step for step in THREAD if step not in done), THREAD[-1])
    return Step.FIRST if requisitions else Step.FRESHNESS


def thread_of(sends: Sequence[Send], state: LedgerState, requisitions: Sequence[str], step: Step) -> Thread | None:
    """The thread that a follow-up or a reply continues, of all messages to the person; None if there is none."""
    steps = {*THREAD, Step.PROMISE, Step.MANAGER, Step.REPLY} if step is Step.REPLY else set(THREAD)
    if step is not Step.REPLY and step not in THREAD[1:]:
        return None
    wanted = {key_of(req) for req in requisitions}
    sent = [
        send
        for send in sends
        if send.state is State.SENT
        and state.reached(send)
        and send.queued.step in steps
        and wanted <= {key_of(req) for req in send.queued.requisitions}
    ]
    if not sent:
        return None
    ids = tuple(send.queued.message_id for send in sent if send.queued.message_id)
    return Thread(sent[0].queued.subject, ids, sent[-1].at.date())
