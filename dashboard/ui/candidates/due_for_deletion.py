"""Whose details are due for deletion, with a button for each person, and the receipt of the last deletion."""

import streamlit as st

from automation.core.access.roles import Right
from automation.core.follow_ups.retention import Due
from automation.core.reason_words import words
from automation.core.sentences import counted, sentence
from automation.outreach.context import Mailroom
from automation.readmodel.workbook_view import View
from automation.services.privacy.forget import forget
from automation.services.privacy.receipt import Receipt
from automation.store.locate import is_file
from dashboard.auth import session
from dashboard.ui import user_actions
from dashboard.ui.candidates import legal_hold
from dashboard.ui.components import day, empty, first_few, heading, md, popover, short_dates, table
from dashboard.ui.templating import macro

# The receipt of the last deletion, as long as the user stays in this session.
_RECEIPT = "_receipt"
# How many people are shown at first, and how many more at each click.
FEW, MORE = 8, 25


def draw(view: View) -> None:
    """Draw who is due, those who have waited longest first."""
    heading("Due for deletion", "Asked to be deleted, or consent is over. The tab Settings has the months by region.")
    _receipt()
    due = view.due_for_deletion
    if not due:
        empty(
            "No candidate is due for deletion.",
            "Candidates who ask for it, and those whose consent is over, appear here.",
        )
        return
    first_few(due, lambda one: _person(view, one), key="due_for_deletion", few=FEW, more=MORE)


def _person(view: View, one: Due) -> None:
    late = " (late)" if one.by < view.today else ""
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"due_for_deletion_{one.key}"):
        why, by = short_dates(sentence(words(one.why)), view.today), f"Delete by {day(one.by, view.today)}{late}."
        st.html(macro("noted", name=one.name or one.key, text=why, note=by))
        if one.hold:
            st.caption(md(f"{words(one.hold, lambda on: day(on, view.today))}."))
        elif session.may(Right.FORGET):
            popover(
                "Delete …",
                lambda: _confirm(one, in_file=is_file(view.locator)),
                key=f"delete_{one.key}",
            )
            legal_hold.change(view, view.people[one.rows[0]])


def _confirm(one: Due, *, in_file: bool) -> None:
    rows, texts = counted(len(one.rows), "row"), "the messages, the texts in the ledger"
    if in_file:
        what = f"This deletes {rows}, {texts}, and backups of the workbook that hold them."
    else:
        what = f"This deletes {texts}, and decisions. You delete {rows} in the Google Sheet afterwards."
    st.markdown(f"{what} It cannot be undone.")
    user_actions.button(
        "Delete for good", _delete, one.key, one.name or one.key, key=f"really_{one.key}", kind="primary"
    )


def _delete(key: str, name: str) -> None:
    def deleted(room: Mailroom, by: str) -> None:
        st.session_state[_RECEIPT] = forget(room, key, by)

    user_actions.decide(f"{name} is deleted, except for what the receipt names.", deleted, Right.FORGET)


def _receipt() -> None:
    receipt = st.session_state.get(_RECEIPT)
    if not isinstance(receipt, Receipt):
        return
    with st.expander("Receipt of the last deletion", expanded=True):
        table("Deleted", ["Place", "Deleted"], [[place, count] for place, count in receipt.erased.items()])
        table("Not within reach", ["Where", "What to do"], [[one.place, one.how] for one in receipt.left])
