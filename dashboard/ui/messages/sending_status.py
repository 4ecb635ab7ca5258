"""The state of sending: the outbox, the switch that stops all sending, its progress, and refused messages."""

from time import monotonic

import streamlit as st

from automation.core.access.roles import Right
from automation.core.ledger.events import WAITING
from automation.core.sentences import counted
from automation.outreach import control
from automation.outreach.context import outbox_of
from automation.readmodel.workbook_view import View
from dashboard.auth import session
from dashboard.data.names import colleague
from dashboard.ui import page_frame, user_actions, user_name
from dashboard.ui.components import md, table
from dashboard.ui.messages import message_batch
from dashboard.ui.templating import element, macro

# Seconds for which the page shows the outcome of sending.
SHOWN_FOR = 60.0


def switch(view: View) -> None:
    """The button that stops the sending of all users, or resumes it; asks for confirmation."""
    stopped = view.ledger.stopped is not None
    label, right = ("Resume sending", Right.RESUME) if stopped else ("Stop all sending", Right.WRITE)
    act = control.resume if stopped else control.stop
    if stopped and not session.may(right):
        return
    # Stop and resume have different keys, so that the popover closes after the action.
    with st.popover(label, key=f"switch_{act.__name__}"):
        st.markdown("For all users of this workbook. Any message being sent will finish.")
        field = f"why_{act.__name__}"
        st.text_input("Why", key=field, placeholder="so that others know")
        done = "Sending is resumed." if stopped else "All sending is stopped."
        st.button(
            label,
            key=f"do_{act.__name__}",
            type="primary",
            on_click=user_actions.decide_with_reason,
            args=(done, field, act),
            kwargs={"right": right},
        )


def outbox_note(view: View) -> None:
    """The outbox folder, which takes all messages while no mail server is set, to be read or sent by hand."""
    outbox = outbox_of(view.settings, view.locator)
    if outbox is not None:
        st.html(macro("outbox", folder=outbox))


def stop_notice(view: View) -> None:
    """Who stopped all sending, and why, while it is stopped."""
    event = view.ledger.stopped
    if event is not None:
        why = f": {event.detail}" if event.detail else ""
        asked = "" if session.may(Right.RESUME) else " Ask an admin to resume it."
        by = colleague(view, event.by) or "A colleague"
        st.warning(md(f"{by} stopped all sending{why}. The queue waits until it is resumed.{asked}"))


def progress_line(view: View) -> None:
    """The progress of sending; its outcome; the messages that wait, with a button to send them."""
    here = page_frame.source()
    if here.sending.begins_in > 0:
        st.fragment(session.with_access_check(_hold), run_every=1.0)()
        return
    due = sum(send.state in WAITING for send in view.ledger.sends.values())
    if here.sending.progress.running or st.session_state.get("_sending_seen") != here.sending.progress.number:
        st.fragment(session.with_access_check(_progress), run_every=1.0)()
        return
    progress = here.sending.progress
    if (
        progress.number
        and not progress.failed
        and not message_batch.drafts()
        and monotonic() - progress.ended < SHOWN_FOR
    ):
        st.html(element(progress.outcome, "bp-path", role="status"))
    if due and view.ledger.stopped is None:
        if here.sending.progress.failed:
            st.error(md(here.sending.progress.outcome))
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.html(element(f"{counted(due, 'message')} waiting to be sent."), width="content")
            user_actions.button("Send what is waiting", _start, key="send_waiting")


def _hold() -> None:
    """The seconds until messages go out, and for their sender the buttons to cancel them or not to wait."""
    left, mine = page_frame.source().sending.begins_in, message_batch.held()
    if left <= 0:
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="hold"):
        what = counted(mine, "message") if mine else "Messages"
        st.html(element(f"{what} will go out in {counted(round(left) or 1, 'second')}."), width="content")
        if mine:
            st.button("Cancel", key="cancel_sending", type="primary", on_click=message_batch.cancel)
            st.button("Send now", key="send_now", type="tertiary", on_click=message_batch.send_at_once)


def _start() -> None:
    if user_name.asks_first(_start):
        return
    session.require(Right.WRITE)
    page_frame.source().sending.again()


def _progress() -> None:
    here = page_frame.source()
    progress = here.sending.progress
    if progress.running:
        st.caption(f"{md(progress.step or 'Starting')}… You may leave this page; the sending goes on.")
    elif st.session_state.get("_sending_seen") != progress.number:
        st.session_state["_sending_seen"] = progress.number
        here.again()
        st.rerun()


def refusals() -> None:
    """Who got no message of the last batch, and why."""
    found = message_batch.refused()
    if not found:
        return
    with st.container(border=True):
        st.markdown(f"**Not sent to {counted(len(found), 'person', 'people')}**")
        table("People who got no message", ["Name", "Why not"], [[one.name, "; ".join(one.reasons)] for one in found])
