"""The outreach page: write messages, release alerts, read replies, and see the state of each message."""

import streamlit as st

from dashboard.data.session_values import forget
from dashboard.ui import page_frame, recipients
from dashboard.ui.components import choice
from dashboard.ui.messages import alerts, message_batch, message_composer, message_list, replies_inbox, sending_status
from dashboard.ui.templating import style

WRITE, ALERTS, REPLIES, MESSAGES = "Write", "Alerts", "Replies", "Messages"
_PART = "part"


def page() -> None:
    """Draw the switch that stops all sending and the notices, then the chosen part."""
    view = page_frame.view()
    st.html(style("outreach"))
    if recipients.just_picked():
        # From another part of this page, which would else stay in sight; the first part is the default.
        forget(_PART)
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        with st.container(width="content"):
            part = choice(st.segmented_control, "Part", (WRITE, ALERTS, REPLIES, MESSAGES), key=_PART)
        with st.container(width="content"):
            sending_status.switch(view)
    # In a container of their own: an element that comes or goes above a field makes the browser lose text that is being
    # typed.
    with st.container():
        sending_status.outbox_note(view)
        sending_status.stop_notice(view)
        sending_status.progress_line(view)
        sending_status.refusals()
    if part == MESSAGES:
        message_list.draw(view)
    elif part == ALERTS and not message_batch.drafts():
        alerts.draw(view)
    elif part == REPLIES:
        replies_inbox.draw(view)
    else:
        message_composer.draw(view)


page()
