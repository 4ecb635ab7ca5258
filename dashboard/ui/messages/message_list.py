"""All messages that were ever queued, with their states, and actions for those that wait or are of unknown delivery."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from automation.core.ledger.events import WAITING, State
from automation.core.ledger.sends import Send
from automation.outreach import control
from automation.outreach.control import Resolution
from automation.readmodel.workbook_view import View
from dashboard.data.names import colleague
from dashboard.data.workbook_source import local_time
from dashboard.ui import response_labels, user_actions
from dashboard.ui.components import day, empty, heading, md, short_dates, table

# The field with the message to take out of the queue.
_WAITING = "waiting"
# The most messages in the list; older ones are in the workbook.
MOST = 200
STATES = {
    State.UNKNOWN: "Unknown",
    State.QUEUED: "Queued",
    State.SENDING: "Sending",
    State.DEFERRED: "Trying again",
    State.SENT: "Sent",
    State.REJECTED: "Rejected",
    State.CANCELLED: "Cancelled",
}


def draw(view: View) -> None:
    """Draw the messages. Those of unknown delivery are on top, with the ways to resolve them."""
    sends = sorted(view.ledger.sends.values(), key=lambda send: send.at, reverse=True)
    if not sends:
        empty("Nothing was ever queued.", "Whatever is sent from here or the command line will be listed.")
        return
    for send in sends:
        if send.state is State.UNKNOWN:
            _unknown(view, send)
    counts = Counter(send.state for send in sends)
    there = [state for state in STATES if counts[state]]
    label = {STATES[state]: f"{STATES[state]} {counts[state]}" for state in there}
    wanted = st.pills(
        "State",
        list(label),
        selection_mode="multi",
        key="state",
        bind="query-params",
        format_func=lambda name: label[name],
        label_visibility="collapsed",
    )
    shown = [send for send in sends if not wanted or STATES[send.state] in wanted]
    if len(shown) > MOST:
        st.caption(f"The latest {MOST} of {len(shown):,}; all are in the tab BP Outreach.")
    heading("Messages", "One line a message, as it stands now.")
    table(
        "Messages",
        ["When", "Person", "About", "Message", "State", "Reply", "Sent by", "Delivery note"],
        [_line(view, send) for send in shown[:MOST]],
    )
    _drop(view, [send for send in sends if send.state in WAITING])


def _line(view: View, send: Send) -> list[object]:
    at = local_time(send.at, view)
    return [
        f"{day(at.date(), view.today)}, {at:%H:%M}",
        response_labels.person_of(view, send),
        ", ".join(send.queued.requisitions),
        send.queued.step,
        STATES[send.state],
        response_labels.reply_to(view, send),
        colleague(view, send.queued.by),
        short_dates(send.detail, view.today),
    ]


def _unknown(view: View, send: Send) -> None:
    """A message of unknown delivery, and the buttons to resolve it."""
    about = ", ".join(send.queued.requisitions) or send.queued.step
    with st.container(border=True):
        name, at = md(response_labels.person_of(view, send)), local_time(send.at, view)
        st.markdown(
            f"**Delivery unknown: message to {name} about {md(about)}** "
            f"({day(at.date(), view.today)}, {at:%H:%M}). Look into your sent mail, or ask; "
            "it is not sent again by itself."
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            field = f"why_{send.send_id}"
            st.text_input("How you know", key=field, placeholder="such as: it is in the sent folder", width=320)
            for text, resolution in (("It was sent", "sent"), ("Send it again", "again"), ("Drop it", "drop")):
                key = f"{resolution}_{send.send_id}"
                user_actions.button(text, _resolve, send.send_id, resolution, field, key=key)


def _resolve(send_id: str, resolution: Resolution, field: str) -> None:
    result = {"sent": "Noted as sent.", "again": "Queued again, as a new message.", "drop": "Dropped."}[resolution]
    user_actions.decide_with_reason(result, field, control.resolve, send_id, resolution)


def _drop(view: View, waiting: Sequence[Send]) -> None:
    """Take messages out of the queue."""
    if not waiting:
        return
    names = {
        send.send_id: f"{response_labels.person_of(view, send)} · {', '.join(send.queued.requisitions)}"
        for send in waiting
    }
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox("Waiting", list(names), key=_WAITING, format_func=lambda one: names[one], width=340)
        user_actions.button("Take it out of the queue", _drop_chosen, key="drop")


def _drop_chosen() -> None:
    _resolve(st.session_state[_WAITING], "drop", "why_drop")
