"""Legal holds: setting one on a candidate, the candidates under one, and lifting it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st

from automation.core.access.roles import Right
from automation.readmodel.workbook_view import View
from automation.services import recruiter_actions
from dashboard.auth import session
from dashboard.data.names import colleague
from dashboard.ui import user_actions
from dashboard.ui.candidates.next_steps import at_once
from dashboard.ui.components import day, heading, person_name, popover
from dashboard.ui.templating import macro


def list_held(view: View) -> None:
    """The candidates under a legal hold, each with a way to lift it; nothing where there is none."""
    held = [(view.people[key], action) for key, action in view.actions.held.items() if key in view.people]
    if not held:
        return
    heading("Legal holds", "Nothing of these candidates is deleted until the hold ends or is lifted.")
    for row, action in held:
        until = f", until {day(action.until, view.today)}" if action.until else ""
        ended = " (ended)" if action.until and action.until < view.today else ""
        with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"held_{row.key}"):
            by = f"by {colleague(view, action.who)}, {day(action.on, view.today)}{until}{ended}"
            st.html(macro("noted", name=person_name(row), text=action.detail, note=by))
            change(view, row)


def change(view: View, row: Any, act: Callable[..., None] = at_once) -> None:
    """A popover that sets a legal hold on a candidate, or lifts the one that there is; `act` is a `Place.act`."""
    if not session.may(Right.FORGET):
        return
    if str(row.Index) in view.actions.held:
        popover("Lift hold …", lambda: _lift(row, act), key=f"lift_hold_{row.key}")
    else:
        popover("Legal hold …", lambda: _set(view, row, act), key=f"hold_{row.key}")


def _set(view: View, row: Any, act: Callable[..., None]) -> None:
    why, until = f"hold_why_{row.key}", f"hold_until_{row.key}"
    st.markdown("Nothing of this candidate is deleted while the hold lasts.")
    st.text_input("Why", key=why, placeholder="such as: a claim before the tribunal")
    st.date_input("Until (empty: no end)", value=None, min_value=view.today, key=until)
    args = (row.Index, _hold, row.key, person_name(row), why, until)
    user_actions.button("Set legal hold", act, *args, key=f"do_hold_{row.key}")


def _hold(key: str, name: str, why: str, until: str) -> None:
    last = st.session_state.get(until)
    text = f"{name} is under a legal hold."
    reason = str(st.session_state.get(why) or "")
    user_actions.do(text, recruiter_actions.hold, key, reason, last if isinstance(last, date) else None)


def _lift(row: Any, act: Callable[..., None]) -> None:
    why = f"lift_why_{row.key}"
    st.text_input("Why", key=why, placeholder="such as: the claim is settled")
    args = (row.Index, _lifted, row.key, person_name(row), why)
    user_actions.button("Lift the hold", act, *args, key=f"do_lift_{row.key}")


def _lifted(key: str, name: str, why: str) -> None:
    reason = str(st.session_state.get(why) or "")
    user_actions.do(f"The legal hold on {name} is lifted.", recruiter_actions.lift_hold, key, reason)
