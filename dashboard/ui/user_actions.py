"""The user's actions. Each is one line in `BP Actions`; the page shows it, with a button to undo it."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any, Literal

import streamlit as st

from automation.core.access.roles import Right
from automation.core.workbook.action_log import CAN_BE_UNDONE, Action
from automation.errors import ActionError
from automation.outreach.context import Mailroom
from automation.services import recruiter_actions
from automation.services.acting import Actor
from dashboard.auth import session
from dashboard.data.failures import failure_text
from dashboard.data.workbook_source import show_ledger
from dashboard.ui import page_frame, user_name
from dashboard.ui.components import close_popovers
from dashboard.ui.row_list import Button
from dashboard.ui.templating import element

_OUTCOME = "_outcome"
# Seconds for which the page shows the outcome of an action.
SHOWN_FOR = 30.0


@dataclass(frozen=True)
class Outcome:
    """The outcome of the last action.

    Attributes:
        text: A sentence.
        failed: Whether the action failed.
        action_id: The action that can be undone; "" for none.
        at: When, in seconds of `time.monotonic`.
    """

    text: str
    failed: bool
    action_id: str
    at: float


def actor(right: Right) -> Actor:
    """The user and their access, with a store of their own, for an action that needs a right.

    Raises:
        ActionError: The user does not have the right, or is not signed in any more.
    """
    access = session.require(right)
    here, keys = page_frame.source(), None
    if not access.may(Right.PEOPLE):
        seen = page_frame.latest(access)
        keys = (seen.keys if seen else None) or {}
    store, conventions = here.store(), here.settings.conventions
    secret = here.room(store).secrets.known_suppression()
    return Actor(user_name.name_of(access), store, here.clock, access, keys, conventions, secret)


# The rights of use cases that do not need `Right.DECIDE`; `undo` checks the right of the action that it undoes, too.
_RIGHTS: dict[Callable[..., Action], Right] = {
    recruiter_actions.follow_up_done: Right.FOLLOW_UP,
    recruiter_actions.snooze: Right.FOLLOW_UP,
    recruiter_actions.reassign: Right.FOLLOW_UP,
    recruiter_actions.merge: Right.FOLLOW_UP,
    recruiter_actions.hold: Right.FORGET,
    recruiter_actions.lift_hold: Right.FORGET,
}


def do(text: str, use_case: Callable[..., Action], *args: Any) -> None:
    """In a callback: act, and show the outcome. The page is then drawn from a reading that contains the action."""

    def work() -> Outcome:
        action = use_case(actor(_RIGHTS.get(use_case, Right.DECIDE)), *args)
        undone = action.action_id if action.kind in CAN_BE_UNDONE else ""
        return Outcome(text, failed=False, action_id=undone, at=monotonic())

    attempt(work)


def decide(text: str, use_case: Callable[[Mailroom, str], object], right: Right = Right.WRITE) -> None:
    """In a callback: decide about messages or replies. The page shows the outcome, and the workbook the ledger.

    Args:
        text: The sentence to show after success.
        use_case: Called with the user's name.
        right: The right that it needs.
    """

    def work() -> Outcome:
        name, here = user_name.by(right), page_frame.source()
        room = here.room(here.store())
        room.ledger.refresh()
        use_case(room, name)
        return Outcome(" ".join(filter(None, (text, show_ledger(room)))), failed=False, action_id="", at=monotonic())

    attempt(work)


def decide_with_reason(text: str, field: str, use_case: Any, *args: Any, right: Right = Right.WRITE) -> None:
    """As `decide`, with the reason from a text field."""
    reason = str(st.session_state.get(field) or "")

    def decided(room: Mailroom, by: str) -> None:
        use_case(room, *args, by, reason)

    decide(text, decided, right)


def attempt(work: Callable[[], Outcome]) -> None:
    """In a callback: act, and keep the outcome for the page. A failure becomes a sentence.

    If the user's name is unknown, the page asks for it first.
    """
    if user_name.asks_first(attempt, work):
        return
    try:
        outcome = work()
    except Exception as failure:  # noqa: BLE001  (The page shows every failure, and goes on.)
        # Logs the failure, even if this user may not read it.
        sentence = failure_text(failure)
        st.session_state[_OUTCOME] = Outcome(
            page_frame.error_text(failure if isinstance(failure, ActionError) else sentence),
            failed=True,
            action_id="",
            at=monotonic(),
        )
    else:
        # Before the wait for the reading: a second click stops a callback where it next touches the session's state.
        st.session_state[_OUTCOME] = outcome
        close_popovers()
        page_frame.source().again()


def last_outcome() -> Outcome | None:
    """The outcome of the last action, as long as the page shows it; None after that."""
    outcome = st.session_state.get(_OUTCOME)
    return outcome if isinstance(outcome, Outcome) and monotonic() - outcome.at <= SHOWN_FOR else None


def show_outcome() -> None:
    """Draw the outcome of the last action, with a button to undo it, in a bar at the lower edge of the window."""
    outcome = last_outcome()
    # Always drawn: an element that comes or goes above a field makes the browser lose text that is being typed.
    with st.container(key="outcome"):
        if outcome is None:
            return
        # Each outcome has a bar of its own, which goes after a while.
        kind = "failed" if outcome.failed else "done"
        with st.container(
            horizontal=True, vertical_alignment="center", gap="small", key=f"bar_{kind}_{int(outcome.at * 1000)}"
        ):
            role = "alert" if outcome.failed else "status"
            st.html(element(outcome.text, role=role), width="content")
            if outcome.action_id:
                undo_button(outcome.action_id, key=f"undo_{outcome.action_id}")


def button(
    label: str,
    act: Callable[..., None],
    *args: Any,
    key: str,
    kind: Literal["primary", "secondary", "tertiary"] = "secondary",
) -> None:
    """A button for an action."""
    st.button(label, key=key, type=kind, on_click=act, args=args)


def undo_button(action_id: str, *, key: str, label: str = "Undo") -> None:
    """A button that undoes one action."""
    found = undo(action_id, label)
    button(found.label, found.act, *found.args, key=key, kind="tertiary")


def undo(action_id: str, label: str = "Undo") -> Button:
    """The same as a button of a row."""
    return Button(label, do, ("Undone.", recruiter_actions.undo, action_id), plain=True)
