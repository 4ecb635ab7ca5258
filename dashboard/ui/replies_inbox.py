"""What people answered and nobody has dealt with yet, one by one."""

import streamlit as st

from automation.core.ledger.events import Answer, Event
from automation.core.ledger.open_replies import for_a_person
from automation.core.ledger.replies import day_of
from automation.core.sentences import counted
from automation.outreach import replies
from automation.outreach.context import Mailroom
from automation.readmodel.workbook_view import View
from dashboard.data.workbook_source import local_time
from dashboard.ui import candidate_drawer, user_actions
from dashboard.ui.components import day, empty, html, person_name
from dashboard.ui.response_labels import where, words

# What a person can note who has read or heard an answer.
NOTED = {
    "Interested": Answer.INTERESTED,
    "Not now": Answer.NOT_NOW,
    "No thanks": Answer.NO_THANKS,
    "Leave the list": Answer.LEFT,
}
# A page is for working through, not for scrolling.
MOST = 25


def draw(view: View) -> None:
    """The answers that wait for a person, oldest first."""
    waiting = for_a_person(view.ledger)
    if not waiting:
        empty(
            "No new replies.",
            "What candidates answer on their page or by mail appears here; `backpocket inbox` reads the mailbox.",
        )
        return
    st.caption(f"{counted(len(waiting), 'answer')} to deal with, oldest first")
    for one in waiting[:MOST]:
        _answer(view, one)
    candidate_drawer.open_if_asked(view)


def _answer(view: View, one: Event) -> None:
    row = view.people.get(view.history.shown_for(one))
    name = person_name(row) if row else one.candidate or "Not in Candidates"
    at, said_at = local_time(one.at, view), where(one) or "by mail"
    about = f" · {', '.join(one.requisitions)}" if one.requisitions else ""
    key = f"{one.message_id}|{'|'.join(one.requisitions)}"
    with st.container(border=True):
        st.html(
            f"<b>{html(name)}</b> {html(words(one))}{html(about)} "
            f'<span class="bp-soft">{html(day(at.date(), view.today))}, {at:%H:%M}, {html(said_at)}</span>'
        )
        if one.detail:
            st.html(f'<div class="bp-letter">{html(one.detail)}</div>')
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.button(
                "Mark done",
                key=f"dealt_{key}",
                disabled=not user_actions.who(),
                help=user_actions.why_disabled(),
                on_click=user_actions.decide,
                args=("Done.", lambda room, by: replies.handle(room, one.message_id, by)),
            )
            if one.state == Answer.AUTO_REPLY and day_of(one.subject):
                st.button(
                    f"Ask again from {day(day_of(one.subject), view.today)}",
                    key=f"return_{key}",
                    disabled=not user_actions.who(),
                    on_click=user_actions.decide,
                    args=("Noted.", lambda room, by: replies.accept_return(room, one.message_id, by)),
                )
            if one.state == Answer.REPLIED:
                _note(view, one, key)
            if row:
                candidate_drawer.story_button(row.key, key=f"story_{key}")


def _note(view: View, one: Event, key: str) -> None:
    """What somebody understood from a message that the program did not."""
    with st.popover("They said", disabled=not user_actions.who(), help=user_actions.why_disabled()):
        meant = st.radio("They said", list(NOTED), key=f"meant_{key}", label_visibility="collapsed")
        if meant == "Not now":
            st.text_input("Ask again in", key=f"month_{key}", placeholder=f"{view.today.year + 1}-03")

        def note(room: Mailroom, by: str) -> None:
            answer = NOTED[str(st.session_state[f"meant_{key}"])]
            send = view.ledger.sends.get(one.send_id)
            month = str(st.session_state.get(f"month_{key}") or "").strip()
            value = month if answer is Answer.NOT_NOW else ""
            replies.record(room, one.candidate, answer, by, send=send, value=value, reply=one.message_id)
            replies.handle(room, one.message_id, by)

        st.button("Note it", key=f"note_{key}", type="primary", on_click=user_actions.decide, args=("Noted.", note))
