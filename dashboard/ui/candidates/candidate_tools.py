"""What a user can do for one candidate besides the next step: record contact, save their record, set a legal hold."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from automation.core.access.roles import Right
from automation.core.ledger.events import Why
from automation.core.text import key_of
from automation.outreach.contact import KINDS, log_contact, log_reply
from automation.outreach.context import Mailroom
from automation.readmodel.workbook_view import View
from automation.services.privacy.person_record import in_words, person_record
from dashboard.auth import session
from dashboard.ui import page_frame, user_actions
from dashboard.ui.candidates import legal_hold
from dashboard.ui.components import person_name, popover, requisition_name

# What a candidate said → the word for it in `contact.SAID`; "" for contact without a decision.
SAID: Mapping[str, str] = {
    "We were in contact": "",
    "Interested": "interested",
    "Not now": "not-now",
    "No thanks": "no",
    "No more messages": "leave",
    "You may keep my details": "keep",
    "Delete my details": "erase",
}
_ABOUT_OPENINGS = frozenset({"interested", "not-now", "no"})
OF_LAST_MESSAGE, NO_REASON = "Those of the last message", "no reason"


def draw(view: View, row: Any, act: Callable[..., None]) -> None:
    """Draw the buttons that the user's role allows; `act` is that of a `next_steps.Place`."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="person_tools"):
        if session.may(Right.WRITE):
            popover("Record contact …", lambda: _contact_form(view, row, act), key=f"contact_{row.key}")
        if session.may(Right.PEOPLE):
            _export(row)
        legal_hold.change(view, row, act)


def _contact_form(view: View, row: Any, act: Callable[..., None]) -> None:
    """What they said by phone or in person: it counts like a reply by mail."""
    said = st.selectbox("What did they say?", list(SAID), key=f"said_{row.key}")
    word = SAID[str(said)]
    if not word:
        st.selectbox("How", KINDS, key=f"how_{row.key}")
    if word in _ABOUT_OPENINGS:
        names = {key_of(one.key): requisition_name(one) for one in view.requisitions.values()}
        st.selectbox(
            "About",
            [OF_LAST_MESSAGE, *names],
            key=f"about_{row.key}",
            format_func=lambda one: names.get(one, one),
        )
    if word == "not-now":
        st.text_input("Ask again in", key=f"until_{row.key}", placeholder=f"{view.today.year + 1}-03")
    if word == "no":
        st.selectbox("Because of", [NO_REASON, *Why], key=f"because_{row.key}")
    st.text_input("Note", key=f"note_{row.key}", placeholder="such as: wants to lead a team")
    args = (row.Index, _record, row.key, person_name(row))
    user_actions.button("Record", act, *args, key=f"record_{row.key}", kind="primary")


def _record(key: str, name: str) -> None:
    """In a callback: record what the form says, in the user's name."""

    def typed(field: str) -> str:
        return str(st.session_state.get(f"{field}_{key}") or "").strip()

    said, about = SAID[typed("said")], typed("about").removeprefix(OF_LAST_MESSAGE)

    def recorded(room: Mailroom, by: str) -> None:
        if not said:
            log_contact(room, key, typed("how"), by, typed("note"))
            return
        until = typed("until") if said == "not-now" else ""
        why = typed("because").removeprefix(NO_REASON) if said == "no" else ""
        openings = [about] if about and said in _ABOUT_OPENINGS else []
        log_reply(room, key, said, by, about=openings, until=until, why=why, words=typed("note"))

    user_actions.decide(f"Recorded for {name}.", recorded)


def _export(row: Any) -> None:
    """A button that saves everything that is known about a candidate, as for their request to see it."""

    def text() -> str:
        session.require(Right.PEOPLE)
        here = page_frame.source()
        return in_words(person_record(here.room(here.store()), row.key))

    st.download_button(
        "Save all we hold",
        text,
        file_name="candidate-record.txt",
        mime="text/plain",
        key=f"record_of_{row.key}",
        type="tertiary",
        on_click="ignore",
        help="Rows, scores with every point, messages, replies, actions: for a request to see them",
    )
