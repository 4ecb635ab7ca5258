"""Buttons for a due follow-up: in the list of follow-ups, on a card, and in the drawer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

import streamlit as st

from automation.core.follow_ups.todo import Urgency, urgency_of
from automation.core.ledger.events import Step
from automation.core.matching.explanations import best_first
from automation.core.model import MatchFrame, each_row
from automation.core.text import key_of
from automation.core.workbook.consent import consent_of
from automation.readmodel.workbook_view import View
from automation.services import recruiter_actions
from dashboard.ui import message_batch, user_actions
from dashboard.ui.components import day, person_name, popover

WEEK = timedelta(days=7)
# The snoozes that are offered besides a day of the user's choice.
SNOOZES = {"A week": 7, "A month": 30, "A quarter": 91}


def _at_once(_: str, act: Callable[..., None], *args: Any) -> None:
    act(*args)


@dataclass(frozen=True)
class Place:
    """The place of the buttons.

    Attributes:
        name: A prefix for widget keys, since a drawer may lie over a list with the same buttons.
        shortcuts: Whether the buttons have keyboard shortcuts, and the first one the accent colour.
        why: The tooltip of buttons that wait for the user's name; None if the page says it in one place.
        act: Called by every button with the person's compared key, the function to call, and its arguments.
    """

    name: str = ""
    shortcuts: bool = False
    why: str | None = None
    act: Callable[..., None] = _at_once


def openings(view: View, row: Any) -> list[Any]:
    """A candidate's matches with open requisitions, best first."""
    found = MatchFrame(view.matches[view.matches["candidate_key"] == row.Index])
    return sorted(each_row(found), key=best_first)


def buttons(view: View, plan: Any, row: Any, place: Place) -> None:
    """Write, done, snooze and reassign, for a candidate whose follow-up is due."""
    write_button(view, plan, row, place)
    st.button(
        "Done",
        key=f"{place.name}done_{plan.key}",
        shortcut="d" if place.shortcuts else None,
        disabled=not user_actions.who(),
        help=place.why,
        on_click=place.act,
        args=(
            plan.key,
            user_actions.do,
            f"Done: {person_name(row)}.",
            recruiter_actions.follow_up_done,
            row.key,
            plan.on,
        ),
    )
    _snooze(view, row, place)
    _reassign(view, plan, row, place)


def write_button(view: View, plan: Any, row: Any, place: Place) -> None:
    """A button to the outreach page, with the openings and the template that fit the follow-up's reason."""
    looks: Literal["primary", "secondary"] = "primary" if place.shortcuts else "secondary"
    key = f"{place.name}write_{row.Index}"
    if st.button("Write", key=key, type=looks, shortcut="w" if place.shortcuts else None):
        message_batch.write_to(view, row.key, *message_for(view, plan, row))


def message_for(view: View, plan: Any, row: Any) -> tuple[list[str], Step | None]:
    """What to write to a candidate about.

    Returns:
        The openings that fit, best first, and the step that the follow-up asks for; None for a step that depends on
        the openings.
    """
    about = [match.req_id for match in openings(view, row) if match.band]
    urgency = urgency_of(plan.reason) if plan is not None and plan.on is not None else None
    until = consent_of(row, view.settings.conventions, view.today, view.book.rules).until
    if urgency is Urgency.CONSENT or (until and until < view.today):
        # We must ask for consent first, and that message mentions no opening.
        return [], Step.CONSENT
    return about, Step.PROMISE if urgency is Urgency.PROMISE and row.promised and about else None


def _snooze(view: View, row: Any, place: Place) -> None:
    if place.shortcuts:
        st.button(
            "Snooze a week",
            key=f"{place.name}week_{row.Index}",
            shortcut="s",
            disabled=not user_actions.who(),
            help=place.why,
            on_click=place.act,
            args=(row.Index, _snooze_for, view, row, 7),
        )

    def draw() -> None:
        with st.container(horizontal=True, gap="small"):
            for label, days in SNOOZES.items():
                st.button(
                    label,
                    key=f"{place.name}snooze{days}_{row.Index}",
                    on_click=place.act,
                    args=(row.Index, _snooze_for, view, row, days),
                )
        field = f"{place.name}until_{row.Index}"
        st.date_input(
            "Or until",
            value=view.today + WEEK,
            min_value=view.today + timedelta(days=1),
            max_value=view.today + recruiter_actions.LONGEST_SNOOZE,
            key=field,
        )
        st.button(
            "Snooze",
            key=f"{place.name}snooze_{row.Index}",
            on_click=place.act,
            args=(row.Index, _snooze_until_chosen, view, row, field),
        )
        st.caption("Promises, dates they named, consent and new Strong matches still appear.")

    popover(
        "Snooze until",
        draw,
        key=f"{place.name}snoozing_{row.Index}",
        disabled=not user_actions.who(),
        help_text=place.why,
    )


def _snooze_for(view: View, row: Any, days: int) -> None:
    _snooze_until(view, row, view.today + timedelta(days=days))


def _snooze_until_chosen(view: View, row: Any, field: str) -> None:
    until = st.session_state.get(field)
    if until:
        _snooze_until(view, row, until)


def _snooze_until(view: View, row: Any, until: date) -> None:
    user_actions.do(
        f"{person_name(row)} is snoozed until {day(until, view.today)}.", recruiter_actions.snooze, row.key, until
    )


def _reassign(view: View, plan: Any, row: Any, place: Place) -> None:
    def draw() -> None:
        field = f"{place.name}to_{row.Index}"
        others = [name for name in user_actions.colleagues(view) if key_of(name) != key_of(plan.owner)]
        st.selectbox("Assign to", others, index=None, key=field, accept_new_options=True, placeholder="Their name")
        st.button(
            "Assign", key=f"{place.name}assign_{row.Index}", on_click=place.act, args=(row.Index, _assign, row, field)
        )
        st.caption("Until Owner is changed in the sheet.")

    popover(
        "Reassign",
        draw,
        key=f"{place.name}reassign_{row.Index}",
        disabled=not user_actions.who(),
        help_text=place.why,
    )


def _assign(row: Any, field: str) -> None:
    owner = str(st.session_state.get(field) or "")
    user_actions.do(f"{person_name(row)} is assigned to {owner}.", recruiter_actions.reassign, row.key, owner)
