"""The replies that no recruiter has marked as done yet."""

from functools import partial

import streamlit as st

from automation.core.access.roles import Right
from automation.core.ledger.events import Answer, Event, Seems, Step, Why
from automation.core.ledger.open_replies import for_a_person
from automation.core.ledger.replies import day_of
from automation.core.sentences import counted
from automation.outreach import replies
from automation.outreach.context import Mailroom
from automation.readmodel.workbook_view import View
from dashboard.auth import session
from dashboard.data.names import colleague
from dashboard.data.workbook_source import local_time
from dashboard.ui import user_actions
from dashboard.ui.candidates import candidate_drawer, next_steps
from dashboard.ui.components import day, empty, person_name
from dashboard.ui.response_labels import where, words
from dashboard.ui.templating import element, macro

# What a user can record about a reply after reading it.
NOTED = {
    "Interested": Answer.INTERESTED,
    "Not now": Answer.NOT_NOW,
    "No thanks": Answer.NO_THANKS,
    "Leave the list": Answer.LEFT,
}
# And about a message that asks whether they may be kept.
NOTED_OF_CONSENT = {"Yes, keep them": Answer.KEEP, "No, delete them": Answer.ERASE}
NO_REASON = "no reason"
# Replies that wait for an answer of ours.
_TO_REPLY_TO = frozenset({Answer.INTERESTED, Answer.REPLIED})
# The most replies on the page; the next ones follow as these are done.
MOST = 25


def draw(view: View) -> None:
    """Draw the replies that wait for a recruiter, oldest first."""
    waiting = for_a_person(view.ledger)
    if not waiting:
        empty(
            "No new replies.",
            "Replies from the candidates' page or by mail appear here; `backpocket inbox` reads the mailbox.",
        )
        return
    st.caption(f"{counted(len(waiting), 'reply', 'replies')} to deal with, oldest first")
    for one in waiting[:MOST]:
        _reply(view, one)
    candidate_drawer.open_if_asked(view)


def _reply(view: View, one: Event) -> None:
    row = view.people.get(view.history.shown_for(one))
    name = person_name(row) if row else one.candidate or "Not in Candidates"
    at, source = local_time(one.at, view), where(one, partial(colleague, view)) or "by mail"
    about = f" · {', '.join(one.requisitions)}" if one.requisitions else ""
    key = f"{one.message_id}|{'|'.join(one.requisitions)}"
    with st.container(border=True):
        when = f"{day(at.date(), view.today)}, {at:%H:%M}, {source}"
        st.html(macro("noted", name=name, text=f"{words(one)}{about}", note=when))
        if one.detail:
            st.html(element(one.detail, "bp-message"))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            user_actions.button(
                "Mark done",
                user_actions.decide,
                "Done.",
                lambda room, by: replies.handle(room, one.message_id, by),
                key=f"done_{key}",
            )
            if one.state == Answer.AUTO_REPLY and day_of(one.subject):
                user_actions.button(
                    f"Ask again from {day(day_of(one.subject), view.today)}",
                    user_actions.decide,
                    "Noted.",
                    lambda room, by: replies.accept_return(room, one.message_id, by),
                    key=f"return_{key}",
                )
            if one.state == Answer.REPLIED:
                _note(view, one, key)
            if row and one.state in _TO_REPLY_TO and session.may(Right.WRITE):
                plan = view.plans.get(str(row.Index))
                next_steps.draw_write(view, plan, row, next_steps.Place(f"reply_{key}_"))
            if row:
                candidate_drawer.story_button(row.key, key=f"story_{key}")


def _note(view: View, one: Event, key: str) -> None:
    """The form to record what a reply means that the program could not classify."""
    with st.popover("They said"):
        send = view.ledger.sends.get(one.send_id)
        asked = send is not None and send.queued.step == Step.CONSENT
        offered = {**NOTED_OF_CONSENT, **NOTED} if asked else NOTED
        likely = list(offered.values()).index(Answer.NOT_NOW) if one.subject == Seems.NOT_NOW else 0
        meant = st.radio("They said", list(offered), index=likely, key=f"meant_{key}", label_visibility="collapsed")
        if meant == "Not now":
            st.text_input("Ask again in", key=f"month_{key}", placeholder=f"{view.today.year + 1}-03")
        if meant == "No thanks":
            st.selectbox("Because of", [NO_REASON, *Why], key=f"why_{key}")

        def note() -> None:
            answer = offered[str(st.session_state[f"meant_{key}"])]
            month = str(st.session_state.get(f"month_{key}") or "").strip()
            why = str(st.session_state.get(f"why_{key}") or "").removeprefix(NO_REASON)
            value = {Answer.NOT_NOW: month, Answer.NO_THANKS: why, Answer.KEEP: "yes"}.get(answer, "")

            def noted(room: Mailroom, by: str) -> None:
                replies.record(room, one.candidate, answer, by, send=send, value=value, reply=one.message_id)
                replies.handle(room, one.message_id, by)

            user_actions.decide("Noted.", noted)

        st.button("Note it", key=f"note_{key}", type="primary", on_click=note)
