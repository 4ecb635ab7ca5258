"""The user's name: of the signed-in user, else the one that the page asks for and the browser remembers."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, unquote

import streamlit as st

from automation.core.access.roles import Access, Right
from automation.core.messages.colleagues import mailbox_parts
from automation.core.text import key_of
from automation.readmodel.workbook_view import View
from dashboard.auth import session
from dashboard.data.names import people_named
from dashboard.data.session_values import forget, take
from dashboard.ui.components import close_popovers, md

# The user's name; the name that the browser still has to remember; the field that asks for it.
_NAME, _TO_REMEMBER, _FIELD = "_name", "_name_to_remember", "who"
# While the name is asked for: what to do once there is one, or None.
_ASKED = "_asked"
# The browser remembers the name under this cookie, for a year. Sign-in does not use it.
COOKIE, YEAR = "backpocket_name", 365 * 24 * 3600
YOUR_NAME = "Choose or type your name"


def who() -> str:
    """The user's name: of the signed-in user, else the one that was chosen or typed; "" for none."""
    return name_of(session.shown())


def by(right: Right) -> str:
    """The user's name, for an action that needs a right.

    Raises:
        ActionError: The user does not have the right, or is not signed in any more.
    """
    return name_of(session.require(right))


def name_of(access: Access) -> str:
    """The user's name, with the access of the session."""
    if access.signed_in:
        return access.name
    if _NAME not in st.session_state:
        st.session_state[_NAME] = unquote(st.context.cookies.get(COOKIE) or "").strip()
    return str(st.session_state[_NAME])


def asks_first(act: Callable[..., None], *args: Any) -> bool:
    """Whether the user's name is unknown. Then the page asks for it, and `act` is called once it is known.

    Callbacks of buttons that need a name begin with this; `user_actions.attempt` does it for most of them.
    """
    if session.shown().signed_in or who():
        return False
    st.session_state[_ASKED] = (act, args)
    close_popovers()
    return True


def asking() -> bool:
    """Whether the page asks for the user's name now: no other dialog may be open then."""
    return st.session_state.get(_ASKED) is not None


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
    st.session_state[_ASKED] = ()


def ask_if_needed(view: View) -> None:
    """At the end of a page: the dialog that asks for the user's name, if an action or the header wants it."""
    name = take(_TO_REMEMBER)
    if name:
        cookie = f"{COOKIE}={quote(name)}; path=/; max-age={YEAR}; samesite=strict"
        st.html(f"<script>document.cookie = {json.dumps(cookie)}</script>", unsafe_allow_javascript=True)
    if asking():
        st.dialog("Who are you?", on_dismiss=_stop_asking)(_name_field)(view)


def _stop_asking() -> None:
    forget(_ASKED)


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
    then = take(_ASKED)
    if then:
        act, args = then
        act(*args)


def names_offered(view: View) -> list[str]:
    """The senders in the settings, by name, then the other owners, champions, recruiters and hiring managers."""
    by_short = view.settings.senders.items()
    senders = [mailbox_parts(mailbox)[0] or short for short, mailbox in by_short]
    known = {key_of(name) for short, mailbox in by_short for name in (short, *mailbox_parts(mailbox))}
    return [*dict.fromkeys(senders), *(name for name in people_named(view) if key_of(name) not in known)]
