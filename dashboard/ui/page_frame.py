"""The frame of every page: the filters, the age of the data, the button that updates it, and the account."""

from collections.abc import Callable
from pathlib import Path
from time import monotonic

import streamlit as st

from automation.core.access.redaction import redacted
from automation.core.access.roles import Access, Right
from automation.errors import ActionError, BackpocketError
from automation.readmodel.role_view import seen_by
from automation.readmodel.workbook_view import View
from automation.store.locate import is_file
from dashboard.auth import session
from dashboard.data import start_options, workbook_source
from dashboard.data.background_jobs import Progress
from dashboard.data.filters import Scope, filters, number_chosen
from dashboard.data.session_values import forget
from dashboard.data.workbook_source import Glance, Source
from dashboard.ui.components import empty, md
from dashboard.ui.templating import element

_SCOPE, _WATCHED, _FILTERS_OPEN = "_scope", "_watched", "_filters_open"
# Seconds between two looks at the workbook: while it is read or refreshed, and otherwise.
BUSY, IDLE = 1.0, 20.0
# Seconds for which a page shows the outcome of a refresh.
OUTCOME_SHOWN_FOR = 60.0
# For users who may not read errors, which quote cells.
UPDATE = "Reads the workbook, recalculates matches and follow-ups, and writes the BP columns."
UNREADABLE = "The workbook cannot be read right now; a recruiter sees why."


def scope() -> Scope:
    """The reading that this page is drawn from, with the filters."""
    found = st.session_state[_SCOPE]
    assert isinstance(found, Scope)  # noqa: S101  (`open_page` put it there.)
    return found


def view() -> View:
    """The reading that this page is drawn from, as the user's role may see it."""
    return scope().view


def source() -> Source:
    """The workbook's source. If the settings are wrong, the page says so and ends here."""
    try:
        return workbook_source.current()
    except BackpocketError as error:
        st.error(md(error_text(error)))
        st.stop()


def latest(access: Access) -> View | None:
    """The last good reading, as a role may see it."""
    found = source().look().view
    return seen_by(found, access, start_options.secret()) if found else None


def error_text(what: object) -> str:
    """An error as this user may read it.

    Args:
        what: A failure, or a sentence about one. One about the workbook may quote headers, keys and cells. The
            sentence of an `ActionError` is the program's own, so it is shown, redacted, to every user.
    """
    if session.may_read_errors():
        return str(what)
    return redacted(str(what)) if isinstance(what, ActionError) else UNREADABLE


def open_page(name_button: Callable[[], None] = lambda: None) -> None:
    """Draw the frame. Before the first reading the page ends here, and goes on by itself once there is one.

    Args:
        name_button: Draws the user's name, where users do not sign in.
    """
    here = source()
    # These two always exist, even if empty. When an element above a field comes or goes, the browser draws the field
    # again, and text that the user is typing is lost.
    waiting, banner = st.empty(), st.container()
    glance = here.look()
    if glance.view is None:
        waiting.skeleton(height=420)
        glance = here.first()
    if glance.view is None:
        with waiting.container():
            _not_yet(glance)
        st.stop()
    waiting.empty()
    if glance.error and glance.as_of:
        at = workbook_source.local_time(glance.as_of, glance.view)
        banner.warning(f"{md(error_text(glance.error))} What you see is from {at:%H:%M}.")
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="frame"):
        _filters(seen_by(glance.view, session.shown(), start_options.secret()))
        job = here.refreshing.progress
        every = BUSY if glance.reading or job.running else IDLE
        st.fragment(session.with_access_check(_age), run_every=every)(glance.view, reading=glance.reading, job=job)
        name_button()
        _account_menu()
    with st.container():
        _refreshed(here)


def _filters(seen: View) -> None:
    """Draw the filters: beside each other, or on a phone in a sheet that a button opens."""
    chosen = number_chosen()
    st.button(f"Filters ({chosen})" if chosen else "Filters", key="filters_button", on_click=_open_filters)
    key = "filters_opened" if st.session_state.get(_FILTERS_OPEN) else "filters"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", width="content", key=key):
        st.session_state[_SCOPE] = filters(seen)
        st.button("Done", key="filters_done", on_click=_close_filters)


def _open_filters() -> None:
    st.session_state[_FILTERS_OPEN] = True


def _close_filters() -> None:
    forget(_FILTERS_OPEN)


def _not_yet(glance: Glance) -> None:
    if glance.error:
        st.error(md(error_text(glance.error)))
        st.button("Try again", on_click=_read_again, key="try_again")
        return
    st.skeleton(height=420)
    st.fragment(session.with_access_check(_await_first), run_every=BUSY)()


def _await_first() -> None:
    st.caption("Reading the workbook. This page goes on by itself.")
    glance = source().look()
    if glance.view or glance.error:
        st.rerun()


def _age(drawn: View, *, reading: bool, job: Progress) -> None:
    """The workbook's name, the age of what is shown, and the button that updates it."""
    here = source()
    glance = here.look()
    newest = glance.view or drawn
    progress = here.refreshing.progress
    if reading and not glance.reading and (newest is not drawn or glance.error):
        # The reading that this page waited for is done. It may differ in no more than a message's state.
        st.rerun()
    if (progress.number, progress.running) != (job.number, job.running):
        # The job has started or ended. The page is drawn again, to look at the workbook more or less often.
        if not progress.running:
            here.again()
        st.rerun()
    name = _workbook_name(drawn)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="right", gap="small"):
        if progress.running:
            state = f"{progress.step or 'Starting'}…"
        elif newest is not drawn and not newest.workbook.same_content(drawn.workbook):
            state = "the workbook has changed"
        else:
            state = f"as of {workbook_source.local_time(glance.as_of or newest.as_of, newest):%H:%M}"
        if name:
            with st.container(width="content", key="workbook_name"):
                st.caption(f"{md(name)} ·", width="content")
        st.caption(state, width="content")
        if session.may(Right.REFRESH):
            st.button(
                "Update",
                key="update",
                disabled=progress.running,
                on_click=_start_refresh,
                help="An update is running." if progress.running else UPDATE,
            )
        elif st.button("Update", key="update", help="Reads the workbook again. Nothing is written."):
            here.again()
            st.rerun()


def _workbook_name(view: View) -> str:
    """The workbook's name, for users who see all of it; "" for others. A spreadsheet's key is never shown."""
    if not session.may(Right.PEOPLE):
        return ""
    return Path(view.locator).name if is_file(view.locator) else "Google Sheet"


# The parameters that pages keep in the address.
_PARAMETERS = frozenset(
    {"owner", "department", "window", "person", "req", "show", "way", "which", "part", "state", "q", "band", "reason"}
    | {"fresh", "sort", "look", "by", "what", "nominee", "rates", "sign_in"}
    | {"funnel_view", "funnel_group", "replies_by", "importing"}
)


def unknown_parameters() -> None:
    """Say once which parameters of the address mean nothing here, and take them out of it."""
    unknown = [name for name in st.query_params if name not in _PARAMETERS and not name.startswith("embed")]
    if unknown:
        for name in unknown:
            del st.query_params[name]
        st.toast(f"The address has a part that means nothing here: {md(', '.join(unknown))}.", duration="long")


def no_access() -> None:
    """The page in place of one that the user's role may not see."""
    empty(f"This page is not for a {session.shown().role}.", "Choose another one in the menu.")


def _account_menu() -> None:
    """The name of the signed-in user, and the button to sign out."""
    me = session.shown()
    if not me.signed_in:
        return
    with st.popover(md(me.name or me.email), key="me", type="tertiary"):
        st.html(element(f"Signed in as {me.email}, {me.role}.", "bp-soft", tag="span"))
        st.button("Sign out", key="sign_out", on_click=st.logout)


def _start_refresh() -> None:
    session.require(Right.REFRESH)
    here = source()
    here.again()
    job = here.refreshing
    job.start()
    st.session_state[_WATCHED] = job.progress.number


def _refreshed(here: Source) -> None:
    """For a while, the outcome of a refresh that this page started or saw running. It holds figures."""
    if not session.may(Right.FIGURES):
        return
    progress = here.refreshing.progress
    if progress.running:
        st.session_state[_WATCHED] = progress.number
    elif progress.number == st.session_state.get(_WATCHED) and monotonic() - progress.ended < OUTCOME_SHOWN_FOR:
        if progress.failed:
            st.error(md(error_text(progress.outcome)))
        else:
            st.caption(md(progress.outcome))


def _read_again() -> None:
    source().again()
