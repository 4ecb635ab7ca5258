"""Who is there, on every run anew: the one place where somebody who signed in becomes an access."""

from collections.abc import Callable
from functools import wraps
from time import time
from typing import Any, ParamSpec

import streamlit as st
import structlog

from automation.core.access.roles import OWNER, Access, Refusal, Right, admitted
from automation.errors import ActionError, BackpocketError
from automation.settings import load
from dashboard.data import workbook_source

_SHOWN = "_access"

log = structlog.get_logger()
P = ParamSpec("P")


def admission() -> Access | Refusal:
    """Whoever is there: by the settings as they are now, and this machine's clock."""
    if workbook_source.signing_in() is None and workbook_source.begun():
        return OWNER
    try:
        settings = load()
        # Started by Streamlit itself, nothing that signing in needs is set up: whoever asks for it gets no open door.
        if workbook_source.signing_in() is None:
            return OWNER if settings.sign_in is None else Refusal.CLOSED
        door = settings.door
    except BackpocketError as error:
        log.error("the settings cannot be read", kind=type(error).__name__)  # noqa: TRY400  (They may hold names.)
        return Refusal.CLOSED
    return admitted(st.user.to_dict(), door, time())


def require(right: Right) -> Access:
    """Whoever acts, if they may, as things are at this moment.

    Raises:
        ActionError: They may not, or not any more.
    """
    found = admission()
    if isinstance(found, Refusal):
        raise ActionError("Your session has expired. Reload the page.")
    if not found.may(right):
        raise ActionError(f"As a {found.role} you may not {right}.")
    return found


def show_to(access: Access) -> None:
    """Note for whom this page is drawn."""
    st.session_state[_SHOWN] = access


def shown() -> Access:
    """For whom this page is drawn. What is done asks `require`."""
    found = st.session_state[_SHOWN]
    assert isinstance(found, Access)  # noqa: S101  (`show_to` put it there.)
    return found


def may(right: Right) -> bool:
    """Whether whoever looks has a right."""
    return shown().may(right)


def may_read_errors() -> bool:
    """Whether errors may be told as they are: they quote cells. Nobody may before it is known who they are."""
    found = st.session_state.get(_SHOWN)
    return workbook_source.signing_in() is None or (isinstance(found, Access) and found.may(Right.PEOPLE))


def with_access_check(draw: Callable[P, None]) -> Callable[P, None]:
    """A part that is drawn by itself, such as a drawer: only for whom its page was drawn, else the page comes anew."""

    @wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> None:
        if admission() != shown():
            st.rerun()
        draw(*args, **kwargs)

    return drawn


def user_claim(claim: str) -> str:
    """What the provider says of whoever is there."""
    said: Any = st.user.to_dict().get(claim)
    return said if isinstance(said, str) else ""
