"""Who did what when, with a button to undo it, who is snoozed, and which standing releases are in force."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from automation.core.access.roles import Right
from automation.core.ledger.standing_releases import in_force
from automation.core.sentences import counted
from automation.core.text import key_of
from automation.core.workbook.action_log import CAN_BE_UNDONE, Action, Kind
from automation.readmodel.workbook_view import View
from dashboard.auth import session
from dashboard.data.names import colleague
from dashboard.data.workbook_source import local_time
from dashboard.ui import page_frame, row_list, user_actions
from dashboard.ui.candidates import candidate_drawer
from dashboard.ui.candidates.timeline import ACTION_WORDS, done
from dashboard.ui.components import choice, day, empty, number_shown, person_name, show_more
from dashboard.ui.figures.charts import download
from dashboard.ui.messages import alerts
from dashboard.ui.row_list import Row
from dashboard.ui.templating import element, macro, style

LOG, SNOOZED, RELEASES = "Activity", "Snoozed", "Standing releases"
EVERYONE, EVERYTHING = "Done by anyone", "Every action"
# How many lines are shown at first, and how many more at each click.
MOST = 25
_LIST = "activity"


def page() -> None:
    """Draw the log of actions, the people who are snoozed, or the standing releases."""
    view = page_frame.view()
    st.html(style("rows"))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        # Only those who may write to candidates can revoke a release.
        parts = (LOG, SNOOZED, RELEASES) if session.may(Right.WRITE) else (LOG, SNOOZED)
        part = choice(st.segmented_control, "Part", parts, key="part")
        lines = [line for line in reversed(view.actions.lines) if line.kind is not Kind.UNDONE]
        if part == LOG and lines:
            lines = _filtered(view, lines)
    if part == SNOOZED:
        _snoozed(view)
    elif part == RELEASES:
        alerts.draw_releases(view, in_force(view.ledger.standing, view.today))
    else:
        _log(view, lines)
    candidate_drawer.open_if_asked(view)


def _filtered(view: View, lines: Sequence[Action]) -> list[Action]:
    names = sorted({colleague(view, line.who) for line in lines}, key=str.casefold)
    kinds = [word for kind, word in ACTION_WORDS.items() if any(line.kind is kind for line in lines)]
    who = st.selectbox(
        "Who", (EVERYONE, *names), key="by", bind="query-params", label_visibility="collapsed", width=200
    )
    what = st.selectbox(
        "What", (EVERYTHING, *kinds), key="what", bind="query-params", label_visibility="collapsed", width=180
    )
    return [
        line
        for line in lines
        if who in {EVERYONE, colleague(view, line.who)} and what in {EVERYTHING, ACTION_WORDS.get(line.kind)}
    ]


def _log(view: View, lines: Sequence[Action]) -> None:
    if not lines:
        empty("Nothing yet.", "What you and your colleagues do on these pages appears here, and can be undone here.")
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.html(element(f"{counted(len(lines), 'action')}, latest first", "bp-soft"), width="content")
        download("Activity", ("When", "Who", "What", "Undone by"), lambda: [_cells(view, line) for line in lines])
    row_list.draw([_line(view, line) for line in lines[: number_shown(_LIST, MOST)]], key=_LIST)
    show_more(_LIST, len(lines), few=MOST, more=MOST)


def _cells(view: View, line: Action) -> list[object]:
    undone = view.actions.undone.get(line.action_id)
    at = local_time(line.at, view)
    return [f"{at:%Y-%m-%d %H:%M}", colleague(view, line.who), _said(view, line), undone.who if undone else ""]


def _line(view: View, line: Action) -> Row:
    at, undone = local_time(line.at, view), view.actions.undone.get(line.action_id)
    when = f"{day(at.date(), view.today)}, {at:%H:%M}"
    shown = macro("action", when=when, text=_said(view, line), undone_by=colleague(view, undone.who) if undone else "")
    row = view.people.get(key_of(line.candidate))
    buttons = [] if row is None else [candidate_drawer.story(row.key)]
    if undone is None and line.kind in CAN_BE_UNDONE:
        buttons.append(user_actions.undo(line.action_id))
    return Row(f"action_{line.action_id}", shown, buttons)


def _said(view: View, line: Action) -> str:
    """An action as a sentence, with the names of its people."""
    row = view.people.get(key_of(line.candidate))
    name = person_name(row) if row is not None else line.candidate
    who = colleague(view, line.who)
    if line.kind is Kind.POCKET_CHECKED:
        return f"{who} checked the pocket for {line.requisition}."
    if line.kind is Kind.DONE:
        return f"{who} marked the follow-up of {name} as done."
    to = colleague(view, line.value) if line.kind in {Kind.GIVEN, Kind.REVIEW} else line.value
    return done(replace(line, who=who, value=to), name, view.today)


def _snoozed(view: View) -> None:
    """Everyone who is snoozed until a later day, the next one first."""
    found = sorted(
        (
            (action.until or date.max, key, action)
            for key, action in view.actions.snoozed.items()
            if action.until and action.until > view.today and key in view.people
        ),
        key=lambda one: one[:2],
    )
    if not found:
        empty("No one is snoozed.", "Snooze until, on Pocket and on Follow-ups, puts a follow-up off.")
        return
    st.html(element(f"{counted(len(found), 'person', 'people')} snoozed, the next one first", "bp-soft"))
    row_list.draw([_asleep(view, view.people[key], action) for _, key, action in found], key="snoozed")


def _asleep(view: View, row: Any, action: Action) -> Row:
    by = f"by {colleague(view, action.who)} on {day(action.on, view.today)}"
    until = day(action.until, view.today) if action.until else ""
    buttons = [candidate_drawer.story(row.key)]
    if session.may(Right.FOLLOW_UP):
        buttons.append(user_actions.undo(action.action_id, "End snooze"))
    return Row(f"person_{row.row}", macro("snoozed", name=person_name(row), until=until, by=by), buttons)


page()
