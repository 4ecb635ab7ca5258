"""What surrounds every page: the filters, how old the data is, and the run that a person starts."""

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
from dashboard.data import workbook_source
from dashboard.data.background_jobs import Progress
from dashboard.data.filters import Scope, filters
from dashboard.data.workbook_source import Glance, Source
from dashboard.ui.components import empty, html, md

_SCOPE, _WATCHED = "_scope", "_watched"
# Seconds between two looks: while somebody reads or refreshes, and else.
BUSY, IDLE = 1.0, 20.0
# Seconds for which a page tells what a refresh came to.
TOLD = 60.0
# For those who may not read what stands in the workbook.
UNREADABLE = "The workbook cannot be read right now; a recruiter sees why."


def scope() -> Scope:
    """What this page shows: the reading that it was drawn from, narrowed by the filters."""
    found = st.session_state[_SCOPE]
    assert isinstance(found, Scope)  # noqa: S101  (`open_page` put it there.)
    return found


def view() -> View:
    """The reading that this page was drawn from, as whoever looks may see it."""
    return scope().view


def opened() -> Source:
    """The workbook's source; where the settings make no sense, the page says so and ends."""
    try:
        return workbook_source.current()
    except BackpocketError as error:
        st.error(md(said_to_me(error)))
        st.stop()


def latest(access: Access) -> View | None:
    """The last good reading, as somebody may see it; what they do goes by it."""
    found = opened().look().view
    return seen_by(found, access, workbook_source.secret()) if found else None


def said_to_me(what: object) -> str:
    """What went wrong, for whoever looks: a failure, or a sentence about one.

    Sentences about the workbook may quote headers, keys and cells; those about what somebody asks for are our own.
    """
    if session.may_read_errors():
        return str(what)
    return redacted(str(what)) if isinstance(what, ActionError) else UNREADABLE


def open_page() -> None:
    """Draw what stands above each page; a page without any reading yet ends here, and goes on by itself."""
    here = opened()
    # Always there, whatever they hold: where an element above it comes or goes, the browser draws a field anew, and
    # what somebody is typing into it is lost.
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
        banner.warning(f"{md(said_to_me(glance.error))} What you see is from {at:%H:%M}.")
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="frame"):
        st.session_state[_SCOPE] = filters(seen_by(glance.view, session.shown(), workbook_source.secret()))
        job = here.refreshing.progress
        every = BUSY if glance.reading or job.running else IDLE
        st.fragment(session.watched(_age), run_every=every)(glance.view, reading=glance.reading, job=job)
        _me()
    with st.container():
        _refreshed(here)


def changed() -> None:
    """After an action of one's own: read anew, and draw the page from it."""
    opened().again()
    st.rerun()


def _not_yet(glance: Glance) -> None:
    if glance.error:
        st.error(md(said_to_me(glance.error)))
        st.button("Try again", on_click=_read_again, key="try_again")
        return
    st.skeleton(height=420)
    st.fragment(session.watched(_await_first), run_every=BUSY)()


def _await_first() -> None:
    st.caption("Reading the workbook. This page goes on by itself.")
    glance = opened().look()
    if glance.view or glance.error:
        st.rerun()


def _age(drawn: View, *, reading: bool, job: Progress) -> None:
    """The workbook's name, the age of what is shown, and the two buttons."""
    here = opened()
    glance = here.look()
    newest = glance.view or drawn
    progress = here.refreshing.progress
    if reading and not glance.reading and (newest is not drawn or glance.error):
        # The reading that this page waited for has landed; what is new in it may be a message's state alone.
        st.rerun()
    if (progress.number, progress.running) != (job.number, job.running):
        # Started or ended since the page was drawn: it is drawn anew, to look more or less often.
        if not progress.running:
            here.again()
        st.rerun()
    name = _called(drawn)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="right", gap="small"):
        if progress.running:
            said = f"{progress.step or 'Starting'}…"
        elif newest is not drawn and not newest.workbook.same_as(drawn.workbook):
            said = "the workbook has changed"
        else:
            said = f"as of {workbook_source.local_time(glance.as_of or newest.as_of, newest):%H:%M}"
        st.caption(" · ".join(filter(None, (md(name), said))), width="content")
        if st.button("Reload", key="reload", help="Read the workbook again. Nothing is written."):
            here.again()
            st.rerun()
        if session.may(Right.REFRESH):
            st.button(
                "Refresh matches now",
                key="refresh",
                disabled=progress.running,
                on_click=_start_refresh,
                help="Recalculate matches and update the sheet.",
            )


def _called(view: View) -> str:
    """What the workbook is called, for whoever sees all of it. A key of a spreadsheet is nobody's business."""
    if not session.may(Right.PEOPLE):
        return ""
    return Path(view.locator).name if is_file(view.locator) else "Google Sheet"


def not_mine() -> None:
    """In place of a page that somebody's role does not have."""
    empty(f"This page is not for a {session.shown().role}.", "Choose another one in the menu.")


def _me() -> None:
    """Who is signed in, and the way out."""
    me = session.shown()
    if not me.signed_in:
        return
    with st.popover(md(me.name or me.email), key="me", type="tertiary"):
        st.html(f'<span class="bp-soft">Signed in as {html(me.email)}, {me.role}.</span>')
        st.button("Sign out", key="sign_out", on_click=st.logout)


def _start_refresh() -> None:
    session.require(Right.REFRESH)
    job = opened().refreshing
    job.start()
    st.session_state[_WATCHED] = job.progress.number


def _refreshed(here: Source) -> None:
    """What the refresh came to that this page started or saw under way, for a while: it says the figures."""
    if not session.may(Right.FIGURES):
        return
    progress = here.refreshing.progress
    if progress.running:
        st.session_state[_WATCHED] = progress.number
    elif progress.number == st.session_state.get(_WATCHED) and monotonic() - progress.ended < TOLD:
        if progress.failed:
            st.error(md(said_to_me(progress.said)))
        else:
            st.caption(md(progress.said))


def _read_again() -> None:
    opened().again()
