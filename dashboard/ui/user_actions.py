"""The user's name and actions. Each action is one line in `BP Actions`; the page shows it, with a button to undo it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any, Literal
from urllib.parse import quote, unquote

import streamlit as st

from automation.core.access.roles import Access, Right
from automation.core.text import key_of
from automation.core.workbook.action_log import CAN_BE_UNDONE, Action
from automation.errors import ActionError
from automation.outreach.context import Mailroom
from automation.readmodel.workbook_view import View
from automation.services import recruiter_actions
from automation.services.acting import Actor
from dashboard.auth import session
from dashboard.data.failures import failure_text
from dashboard.data.names import parts, people_named
from dashboard.data.workbook_source import show_ledger
from dashboard.ui import page_frame
from dashboard.ui.components import close_popovers, md
from dashboard.ui.row_list import Button
from dashboard.ui.templating import element

_OUTCOME = "_outcome"
# The user's name; the name that the browser still has to remember; the field that asks for it.
_NAME, _TO_REMEMBER, _FIELD = "_name", "_name_to_remember", "who"
# While the name is asked for: what to do once there is one, or None.
_ASKED = "_asked"
# The browser remembers the name under this cookie, for a year. Sign-in does not use it.
COOKIE, YEAR = "backpocket_name", 365 * 24 * 3600
# Seconds for which the page shows the outcome of an action.
SHOWN_FOR = 30.0
YOUR_NAME = "Choose or type your name"


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
    if access.signed_in:
        return access.name
    if _NAME not in st.session_state:
        st.session_state[_NAME] = unquote(st.context.cookies.get(COOKIE) or "").strip()
    return str(st.session_state[_NAME])


def asks_first(act: Callable[..., None], *args: Any) -> bool:
    """Whether the user's name is unknown. Then the page asks for it, and `act` is called once it is known.

    Callbacks of buttons that need a name begin with this; `attempt` does it for most of them.
    """
    if session.shown().signed_in or who():
        return False
    st.session_state[_ASKED] = (act, args)
    close_popovers()
    return True


def asking() -> bool:
    """Whether the page asks for the user's name now: no other dialog may be open then."""
    return _ASKED in st.session_state


def header() -> None:
    """The button in the page's header with the user's name, which changes it. Users who sign in have another menu."""
    if not session.shown().signed_in:
        st.button(
            md(who()) or "Who are you?",
            key="who_am_i",
            type="tertiary",
            on_click=_ask,
            help="What you do here is recorded under this name. It is asked for at the first action, and remembered.",
        )


def _ask() -> None:
    st.session_state[_ASKED] = None


def ask_if_needed(view: View) -> None:
    """At the end of a page: the dialog that asks for the user's name, if an action or the header wants it."""
    name = st.session_state.pop(_TO_REMEMBER, "")
    if name:
        cookie = f"{COOKIE}={quote(name)}; path=/; max-age={YEAR}; samesite=strict"
        st.html(f"<script>document.cookie = {json.dumps(cookie)}</script>", unsafe_allow_javascript=True)
    if asking():
        st.dialog("Who are you?", on_dismiss=_stop_asking)(_name_field)(view)


def _stop_asking() -> None:
    st.session_state.pop(_ASKED, None)


def _name_field(view: View) -> None:
    if not asking():
        # The name is known, and the action is done: the page shows the outcome.
        st.rerun()
    st.selectbox(
        "You are",
        names_offered(view),
        index=None,
        key=_FIELD,
        accept_new_options=True,
        on_change=_named,
        placeholder=YOUR_NAME,
    )
    then = " Then your action is carried out." if st.session_state[_ASKED] else ""
    st.caption(f"What you do here is recorded under this name, in the tab BP Actions.{then} This browser remembers it.")


def _named() -> None:
    name = " ".join(str(st.session_state.get(_FIELD) or "").split())
    if not name:
        return
    st.session_state[_NAME] = st.session_state[_TO_REMEMBER] = name
    then = st.session_state.pop(_ASKED, None)
    if then:
        act, args = then
        act(*args)


def names_offered(view: View) -> list[str]:
    """The senders in the settings, by name, then the other owners, champions, recruiters and hiring managers."""
    by_short = view.settings.senders.items()
    senders = [parts(mailbox)[0] or short for short, mailbox in by_short]
    known = {key_of(name) for short, mailbox in by_short for name in (short, *parts(mailbox))}
    return [*dict.fromkeys(senders), *(name for name in colleagues(view) if key_of(name) not in known)]


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
        name, here = by(right), page_frame.source()
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
    if asks_first(attempt, work):
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
