"""Write to people, and see what came of it."""

import streamlit as st

from dashboard.ui import message_composer, message_list, page_frame, replies_inbox, sending_status, user_actions
from dashboard.ui.components import choice

WRITE, ANSWERS, MESSAGES = "Write", "Answers", "Messages"
STYLE = """<style>
.bp-message { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid var(--bp-line); border-radius: 6px;
  padding: .9rem 1.1rem; max-width: 46rem; line-height: 1.5; }
.bp-path { overflow-wrap: anywhere; user-select: all; }
.bp-reasons { margin: 0; padding-left: 1.2em; }
</style>"""


def page() -> None:
    """The switch that stops all sending on top, then the part that was chosen."""
    view = page_frame.view()
    st.html(STYLE)
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        with st.container(width="content"):
            part = choice(st.segmented_control, "Part", (WRITE, ANSWERS, MESSAGES), key="part")
        with st.container(width="content"):
            user_actions.ask_who(view)
        with st.container(width="content"):
            sending_status.switch(view)
    # In a place of their own: what comes and goes above a field would make the browser forget what is being typed.
    with st.container():
        sending_status.outbox_note(view)
        sending_status.stop_notice(view)
        user_actions.show_outcome()
        sending_status.progress_line(view)
        sending_status.refusals()
    if part == MESSAGES:
        message_list.draw(view)
    elif part == ANSWERS:
        replies_inbox.draw(view)
    else:
        message_composer.draw(view)


page()
