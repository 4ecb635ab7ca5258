"""The current user and their access. It is checked on every run, and only here."""

from collections.abc import Callable
from functools import wraps
from time import time
from typing import Any, ParamSpec

import streamlit as st
import structlog

from automation.core.access.roles import OWNER, Access, Refusal, Right, admitted
from automation.errors import ActionError, BackpocketError
from dashboard.data import start_options
from dashboard.data.current_settings import load

_SHOWN = "_access"

log = structlog.get_logger()
P = ParamSpec("P")


def admission() -> Access | Refusal:
    """The current user's access, from the settings as they are now and this machine's clock; or why there is none."""
    if start_options.signing_in() is None and start_options.begun():
        return OWNER
    try:
        settings = load()
        # The dashboard was started by Streamlit itself, which prepares no sign-in. If the settings ask for sign-in,
        # the dashboard stays closed.
        if start_options.signing_in() is None:
            return OWNER if settings.sign_in is None else Refusal.CLOSED
        door = settings.door
    except BackpocketError as error:
        log.error("the settings cannot be read", kind=type(error).__name__)  # noqa: TRY400  (They may hold names.)
        return Refusal.CLOSED
    return admitted(st.user.to_dict(), door, time())


def require(right: Right) -> Access:
    """The current user's access, for an action that needs a right.

    Raises:
        ActionError: The user does not have the right, or is not signed in any more.
    """
    found = admission()
    if found in {Refusal.SIGNED_OUT, Refusal.EXPIRED}:
        raise ActionError("Your session has expired. Reload the page.")
    if isinstance(found, Refusal):
        raise ActionError("You cannot do this any more. Reload the page to see why.")
    if not found.may(right):
        raise ActionError(f"As a {found.role} you may not {right}.")
    return found


def show_to(access: Access) -> None:
    """Remember for whom this page is drawn."""
    st.session_state[_SHOWN] = access


def shown() -> Access:
    """For whom this page is drawn. Actions ask `require` instead."""
    found = st.session_state[_SHOWN]
    assert isinstance(found, Access)  # noqa: S101  (`show_to` put it there.)
    return found


def may(right: Right) -> bool:
    """Whether the user for whom this page is drawn has a right."""
    return shown().may(right)


def may_read_errors() -> bool:
    """Whether this user may read errors in full: they quote cells. Before sign-in no user may."""
    found = st.session_state.get(_SHOWN)
    return start_options.signing_in() is None or (isinstance(found, Access) and found.may(Right.PEOPLE))


def with_access_check(draw: Callable[P, None]) -> Callable[P, None]:
    """For a part that is drawn without its page, such as a drawer: if the access has changed, draw the page instead."""

    @wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> None:
        if admission() != shown():
            st.rerun()
        draw(*args, **kwargs)

    return drawn


def user_claim(claim: str) -> str:
    """A claim of the provider about the current user; "" if it is missing or no text."""
    value: Any = st.user.to_dict().get(claim)
    return value if isinstance(value, str) else ""
