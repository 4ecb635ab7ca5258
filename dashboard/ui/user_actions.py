"""Who acts, and doing it: one click is one line in `BP Actions`, said on the page, and can be taken back there."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any

import streamlit as st

from automation.core.access.roles import Access, Right
from automation.core.workbook.action_log import Action
from automation.errors import ActionError
from automation.outreach.context import Mailroom
from automation.readmodel.workbook_view import View
from automation.services import recruiter_actions
from automation.services.recruiter_actions import Actor
from dashboard.auth import session
from dashboard.data.filters import people_named
from dashboard.data.workbook_source import show, told
from dashboard.ui import page_frame
from dashboard.ui.components import html, md

WHO, _SAID = "who", "_said"
# The field for one's name where the one on top of the page is out of reach.
_WHO_HERE, _NAMED = "who_here", "_named"
# What was chosen in either.
_NAME = "_name"
# How long the page says what was just done, in seconds.
SHOWN_FOR = 30.0
YOUR_NAME = "Choose or type your name"
UNNAMED = "Say who you are first: choose or type your name above."


@dataclass(frozen=True)
class Said:
    """What came of the last click.

    Attributes:
        text: A sentence.
        failed: Whether it did not work.
        action_id: What can be taken back; "" for nothing.
        at: When, on this machine's stopwatch.
    """

    text: str
    failed: bool
    action_id: str
    at: float


def who() -> str:
    """Whoever acts: the one who signed in, else the name that was typed; "" where nobody said."""
    return _name(session.shown())


def by(right: Right) -> str:
    """In whose name something is done, if they may at this moment.

    Raises:
        ActionError: They may not, or not any more.
    """
    return _name(session.require(right))


def _name(access: Access) -> str:
    return access.name if access.signed_in else str(st.session_state.get(_NAME) or "").strip()


def ask_who(view: View) -> str:
    """Draw the field for one's name, unless somebody signed in; what is done is noted under it."""
    if not session.shown().signed_in:
        # Streamlit forgets what the field on the next page holds where a drawer filled it.
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
    """The field for one's name once more, in a drawer that lies over the one on the page; until there is a name."""
    if st.session_state.pop(_NAMED, False):
        # The page under the drawer is drawn anew: its own field would go on to say that there is no name.
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
    """Everybody whom the workbook names as an owner, champion, recruiter or hiring manager."""
    return people_named(view)


def hand(right: Right) -> Actor:
    """Whoever acts, with a store of their own, and what they may do at this moment.

    Raises:
        ActionError: They may not, or not any more.
    """
    access = session.require(right)
    here, keys = page_frame.opened(), None
    if not access.may(Right.PEOPLE):
        seen = page_frame.latest(access)
        keys = (seen.keys if seen else None) or {}
    return Actor(_name(access), here.store(), here.clock, access, keys)


# What each use case asks; `undo` asks again for what it takes back.
_ASKS: dict[Callable[..., Action], Right] = {
    recruiter_actions.follow_up_done: Right.FOLLOW_UP,
    recruiter_actions.snooze: Right.FOLLOW_UP,
    recruiter_actions.reassign: Right.FOLLOW_UP,
}


def do(text: str, use_case: Callable[..., Action], *args: Any) -> None:
    """Do something, in a callback, and say so; the page is then drawn from a reading that knows of it."""

    def work() -> Said:
        action = use_case(hand(_ASKS.get(use_case, Right.DECIDE)), *args)
        undone = "" if use_case is recruiter_actions.undo else action.action_id
        return Said(text, failed=False, action_id=undone, at=monotonic())

    attempt(work)


def decide(text: str, use_case: Callable[[Mailroom, str], object], right: Right = Right.WRITE) -> None:
    """Decide something about messages or replies, in a callback; the page and the workbook show it.

    Args:
        text: What to say once it is done.
        use_case: Does it, in the name of whoever acts.
        right: What it asks.
    """

    def work() -> Said:
        name, here = by(right), page_frame.opened()
        room = here.room(here.store())
        room.ledger.refresh()
        use_case(room, name)
        return Said(" ".join(filter(None, (text, show(room)))), failed=False, action_id="", at=monotonic())

    attempt(work)


def attempt(work: Callable[[], Said]) -> None:
    """Do something in a callback; a failure is a sentence on the page."""
    try:
        said = work()
    except Exception as failure:  # noqa: BLE001  (Whatever it was, the page says it calmly.)
        # Also where nobody is told what it was, the log is.
        sentence = told(failure)
        st.session_state[_SAID] = Said(
            page_frame.said_to_me(failure if isinstance(failure, ActionError) else sentence),
            failed=True,
            action_id="",
            at=monotonic(),
        )
    else:
        # Before the reading is waited for: a second click stops a callback where it next touches the session's state.
        st.session_state[_SAID] = said
        page_frame.opened().again()


def last() -> Said | None:
    """What came of the last click, while the page says so."""
    said = st.session_state.get(_SAID)
    return said if isinstance(said, Said) and monotonic() - said.at <= SHOWN_FOR else None


def say() -> None:
    """Draw what came of the last click, with its undo."""
    said = last()
    # Always there: what comes and goes above a field would make the browser forget what is being typed into it.
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="said"):
        if said is None:
            return
        if said.failed:
            st.error(md(said.text))
            return
        st.html(f'<div role="status">{html(said.text)}</div>', width="content")
        if said.action_id:
            undo_button(said.action_id, key=f"undo_{said.action_id}")


def undo_button(action_id: str, *, key: str, label: str = "Undo") -> None:
    """Takes back one action."""
    st.button(
        label,
        key=key,
        type="tertiary",
        disabled=not who(),
        on_click=do,
        args=("Undone.", recruiter_actions.undo, action_id),
    )


def why_disabled() -> str | None:
    """The tooltip of buttons that need a name; None once there is one."""
    return None if who() else UNNAMED
