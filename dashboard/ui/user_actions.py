"""The user's name and actions. Each action is one line in `BP Actions`; the page shows it, with a button to undo it."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any, Literal

import streamlit as st

from automation.core.access.roles import Access, Right
from automation.core.workbook.action_log import Action
from automation.errors import ActionError
from automation.outreach.context import Mailroom
from automation.readmodel.workbook_view import View
from automation.services import recruiter_actions
from automation.services.recruiter_actions import Actor
from dashboard.auth import session
from dashboard.data.failures import failure_text
from dashboard.data.filters import people_named
from dashboard.data.workbook_source import show_ledger
from dashboard.ui import page_frame
from dashboard.ui.components import html, md

WHO, _OUTCOME = "who", "_outcome"
# The second field for the user's name, in a drawer that covers the one on top of the page.
_WHO_HERE, _NAMED = "who_here", "_named"
# The name from either field.
_NAME = "_name"
# Seconds for which the page shows the outcome of an action.
SHOWN_FOR = 30.0
YOUR_NAME = "Choose or type your name"
UNNAMED = "Say who you are first: choose or type your name above."


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


def who() -> str:
    """The user's name: of the signed-in user, else the one that was chosen or typed; "" for none."""
    return _name(session.shown())


def by(right: Right) -> str:
    """The user's name, for an action that needs a right.

    Raises:
        ActionError: The user does not have the right, or is not signed in any more.
    """
    return _name(session.require(right))


def _name(access: Access) -> str:
    return access.name if access.signed_in else str(st.session_state.get(_NAME) or "").strip()


def ask_who(view: View) -> str:
    """Draw the field for the user's name, unless the user is signed in. Returns the name; "" for none."""
    if not session.shown().signed_in:
        # If the field in a drawer was used, Streamlit does not keep the value of this one on the next page.
        if st.session_state.get(WHO) is None and st.session_state.get(_NAME):
            st.session_state[WHO] = st.session_state[_NAME]
        st.selectbox(
            "You are",
            colleagues(view),
            index=None,
            key=WHO,
            persist_state="session",
            accept_new_options=True,
            on_change=_named,
            args=(WHO,),
            placeholder=YOUR_NAME,
            help="What you do here is noted under this name, in the tab BP Actions.",
            width=260,
        )
    return who()


def ask_who_here(view: View) -> None:
    """Draw a second field for the user's name, in a drawer that covers the one on the page, until there is a name."""
    if st.session_state.pop(_NAMED, False):
        # The page under the drawer is drawn again, so that its own field shows the name, too.
        st.rerun()
    if not who():
        st.selectbox(
            "You are",
            colleagues(view),
            index=None,
            key=_WHO_HERE,
            accept_new_options=True,
            on_change=_named,
            args=(_WHO_HERE,),
            placeholder=YOUR_NAME,
            help="What you do here is noted under this name, in the tab BP Actions.",
        )


def _named(field: str) -> None:
    st.session_state[_NAME] = st.session_state[field]
    if field == _WHO_HERE:
        st.session_state[WHO] = st.session_state[field]
        st.session_state[_NAMED] = True


def colleagues(view: View) -> list[str]:
    """All owners, champions, recruiters and hiring managers in the workbook."""
    return people_named(view)


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
    return Actor(_name(access), store, here.clock, access, keys, conventions, secret)


# The rights of use cases that do not need `Right.DECIDE`; `undo` checks the right of the action that it undoes, too.
_RIGHTS: dict[Callable[..., Action], Right] = {
    recruiter_actions.follow_up_done: Right.FOLLOW_UP,
    recruiter_actions.snooze: Right.FOLLOW_UP,
    recruiter_actions.reassign: Right.FOLLOW_UP,
    recruiter_actions.merge: Right.FOLLOW_UP,
}


def do(text: str, use_case: Callable[..., Action], *args: Any) -> None:
    """In a callback: act, and show the outcome. The page is then drawn from a reading that contains the action."""

    def work() -> Outcome:
        action = use_case(actor(_RIGHTS.get(use_case, Right.DECIDE)), *args)
        undone = "" if use_case is recruiter_actions.undo else action.action_id
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
        name, here = by(right), page_frame.source()
        room = here.room(here.store())
        room.ledger.refresh()
        use_case(room, name)
        return Outcome(" ".join(filter(None, (text, show_ledger(room)))), failed=False, action_id="", at=monotonic())

    attempt(work)


def decide_with_reason(text: str, field: str, use_case: Any, *args: Any, right: Right = Right.WRITE) -> None:
    """As `decide`, with the reason from a text field."""

    def decided(room: Mailroom, by: str) -> None:
        use_case(room, *args, by, str(st.session_state.get(field) or ""))

    decide(text, decided, right)


def attempt(work: Callable[[], Outcome]) -> None:
    """In a callback: act, and keep the outcome for the page. A failure becomes a sentence."""
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
        page_frame.source().again()


def last_outcome() -> Outcome | None:
    """The outcome of the last action, as long as the page shows it; None after that."""
    outcome = st.session_state.get(_OUTCOME)
    return outcome if isinstance(outcome, Outcome) and monotonic() - outcome.at <= SHOWN_FOR else None


def show_outcome() -> None:
    """Draw the outcome of the last action, with a button to undo it."""
    outcome = last_outcome()
    # Always drawn: an element that comes or goes above a field makes the browser lose text that is being typed.
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="outcome"):
        if outcome is None:
            return
        if outcome.failed:
            st.error(md(outcome.text))
            return
        st.html(f'<div role="status">{html(outcome.text)}</div>', width="content")
        if outcome.action_id:
            undo_button(outcome.action_id, key=f"undo_{outcome.action_id}")


def button(
    label: str,
    act: Callable[..., None],
    *args: Any,
    key: str,
    kind: Literal["primary", "secondary", "tertiary"] = "secondary",
) -> None:
    """A button for an action. It is disabled until the user has a name."""
    st.button(label, key=key, type=kind, disabled=not who(), help=why_disabled(), on_click=act, args=args)


def undo_button(action_id: str, *, key: str, label: str = "Undo") -> None:
    """A button that undoes one action."""
    button(label, do, "Undone.", recruiter_actions.undo, action_id, key=key, kind="tertiary")


def why_disabled() -> str | None:
    """The tooltip of buttons that need the user's name; None once there is one."""
    return None if who() else UNNAMED
