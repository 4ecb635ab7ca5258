"""Buttons for a due follow-up: in the list of follow-ups, on a card, and in the drawer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

import streamlit as st

from automation.core.access.roles import Right
from automation.core.follow_ups.todo import Urgency, urgency_of
from automation.core.ledger.events import Step
from automation.core.matching.explanations import best_first
from automation.core.model import MatchFrame, each_row
from automation.core.text import key_of
from automation.core.workbook.action_log import Action, Kind
from automation.core.workbook.consent import consent_of
from automation.readmodel.workbook_view import View
from automation.services import recruiter_actions
from dashboard.auth import session
from dashboard.data.names import colleague
from dashboard.ui import recipients, user_actions
from dashboard.ui.components import day, md, person_name, popover

WEEK = timedelta(days=7)
# The snoozes that are offered besides a day of the user's choice.
SNOOZES = {"A week": 7, "A month": 30, "A quarter": 91}


def at_once(_: str, act: Callable[..., None], *args: Any) -> None:
    """Act; the simplest `Place.act`."""
    act(*args)


@dataclass(frozen=True)
class Place:
    """The place of the buttons.

    Attributes:
        name: A prefix for widget keys, since a drawer may lie over a list with the same buttons.
        shortcuts: Whether the buttons have keyboard shortcuts, and the first one the accent colour.
        act: Called by every button with the person's compared key, the function to call, and its arguments.
    """

    name: str = ""
    shortcuts: bool = False
    act: Callable[..., None] = at_once


def openings(view: View, row: Any) -> list[Any]:
    """A candidate's matches with open requisitions, best first."""
    found = MatchFrame(view.matches[view.matches["candidate_key"] == row.Index])
    return sorted(each_row(found), key=best_first)


def buttons(view: View, plan: Any, row: Any, place: Place) -> None:
    """The next steps for a candidate whose follow-up is due; for an interested one, done comes last."""
    write_button(view, plan, row, place)
    if interest(view, row):
        _decide(view, row, place)
        popover(
            "Contact and hand over",
            lambda: contact_and_hand_over(view, plan, row, place),
            key=f"{place.name}contact_{row.Index}",
        )
    _done(plan, row, place)
    _snooze(view, row, place)
    popover("Reassign", lambda: _reassign(view, plan, row, place), key=f"{place.name}reassign_{row.Index}")


def short_buttons(view: View, plan: Any, row: Any, place: Place, story: Callable[[], None]) -> None:
    """The same as `buttons` in less room: the two likeliest steps, and the others in a popover.

    Args:
        view: The reading.
        plan: The row of the follow-ups.
        row: The row of the candidates.
        place: Where the buttons are.
        story: Draws the button that opens the candidate's story.
    """
    write_button(view, plan, row, place)
    interested = interest(view, row)
    if interested:
        _decide(view, row, place)
    else:
        _done(plan, row, place)

    def others() -> None:
        with st.container(horizontal=True, gap="small"):
            if interested:
                _done(plan, row, place)
            else:
                _decide(view, row, place)
            story()
        contact_and_hand_over(view, plan, row, place)
        st.markdown("**Snooze until**")
        _snooze_fields(view, row, place)
        st.markdown("**Reassign**")
        _reassign(view, plan, row, place)

    popover("More", others, key=f"{place.name}more_{row.Index}")


def interest(view: View, row: Any) -> str:
    """The requisition (compared key) that a candidate is interested in, not dealt with yet; "" for none."""
    named = (key_of(requisition) for requisition, _ in row.said.interested)
    return next((key for key in named if key in view.requisitions), "")


def _done(plan: Any, row: Any, place: Place) -> None:
    st.button(
        "Done",
        key=f"{place.name}done_{plan.key}",
        shortcut="d" if place.shortcuts else None,
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


def _decide(view: View, row: Any, place: Place) -> None:
    """Shortlist for the requisition that they are interested in, else the one that fits best; and start the process."""
    about = interest(view, row) or next((match.req_key for match in openings(view, row) if match.band), "")
    if not about or not session.may(Right.DECIDE):
        return
    requisition, name, pair = view.requisitions[about].key, person_name(row), (about, str(row.Index))
    verdict = view.actions.verdicts.get(pair)
    if verdict is None or verdict.kind is not Kind.SHORTLISTED:
        said = f"{name} is on {requisition}'s shortlist."
        _about("Shortlist", f"For {md(requisition)}", said, recruiter_actions.shortlist, (place, row, requisition))
    if pair not in view.actions.in_process:
        begun, said = f"Interviews for {md(requisition)} have begun", f"{name} is in process for {requisition}."
        _about("In process", begun, said, recruiter_actions.start_process, (place, row, requisition))


def _about(
    label: str, help_text: str, said: str, use_case: Callable[..., Action], pair: tuple[Place, Any, str]
) -> None:
    """A button that decides about a candidate and a requisition."""
    place, row, requisition = pair
    st.button(
        label,
        key=f"{place.name}{label}_{requisition}|{row.Index}",
        help=help_text,
        on_click=place.act,
        args=(row.Index, user_actions.do, said, use_case, row.key, requisition),
    )


def contact_and_hand_over(view: View, plan: Any, row: Any, place: Place) -> None:
    """Mail and phone to copy, and a button that assigns the follow-up to the hiring manager."""
    for text in filter(None, (row.email, row.phone)):
        st.code(str(text), language=None)
    about = interest(view, row) or next((match.req_key for match in openings(view, row) if match.band), "")
    manager = view.requisitions[about].hiring_manager if about else ""
    if not manager or plan is None or key_of(manager) == key_of(plan.owner):
        return
    name = colleague(view, manager)
    st.button(
        f"Hand to {md(name)}",
        key=f"{place.name}hand_{row.Index}",
        help=f"Assigns the follow-up to the hiring manager of {md(view.requisitions[about].key)}",
        on_click=place.act,
        args=(
            row.Index,
            user_actions.do,
            f"{person_name(row)} is handed to {name}.",
            recruiter_actions.reassign,
            row.key,
            manager,
        ),
    )


def write_button(view: View, plan: Any, row: Any, place: Place) -> None:
    """A button to the outreach page, with the openings and the template that fit the follow-up's reason."""
    looks: Literal["primary", "secondary"] = "primary" if place.shortcuts else "secondary"
    about, step = message_for(view, plan, row)
    label = "Reply" if step is Step.REPLY else "Write"
    if st.button(label, key=f"{place.name}write_{row.Index}", type=looks, shortcut="w" if place.shortcuts else None):
        recipients.write_to(view, row.key, about, step)


def message_for(view: View, plan: Any, row: Any) -> tuple[list[str], Step | None]:
    """What to write to a candidate about.

    Returns:
        The openings that fit, best first, and the step that the follow-up asks for; None for a step that depends on
        the openings.
    """
    about = [match.req_id for match in openings(view, row) if match.band]
    urgency = urgency_of(plan.reason) if plan is not None and plan.on is not None else None
    if row.said.interested or row.said.waiting:
        return _wrote_about(view, row), Step.REPLY
    until = consent_of(row, view.settings.conventions, view.today, view.book.rules).until
    if urgency is Urgency.CONSENT or (until and until < view.today):
        # We must ask for consent first, and that message mentions no opening.
        return [], Step.CONSENT
    return about, Step.PROMISE if urgency is Urgency.PROMISE and row.promised and about else None


def _wrote_about(view: View, row: Any) -> list[str]:
    """The openings that a reply of the candidate's is about, as shown; else those of the last message to them."""
    named = [requisition for requisition, _ in row.said.interested if requisition]
    sends = view.history.sends.get(str(row.Index), ())
    last = next((send.queued.requisitions for send in reversed(sends) if send.queued.requisitions), ())
    return list(dict.fromkeys(named or last))


def _snooze(view: View, row: Any, place: Place) -> None:
    if place.shortcuts:
        st.button(
            "Snooze a week",
            key=f"{place.name}week_{row.Index}",
            shortcut="s",
            on_click=place.act,
            args=(row.Index, _snooze_for, view, row, 7),
        )

    popover("Snooze until", lambda: _snooze_fields(view, row, place), key=f"{place.name}snoozing_{row.Index}")


def _snooze_fields(view: View, row: Any, place: Place) -> None:
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
    field = f"{place.name}to_{row.Index}"
    others = [name for name in user_actions.colleagues(view) if key_of(name) != key_of(plan.owner)]
    st.selectbox(
        "Assign to",
        others,
        index=None,
        key=field,
        accept_new_options=True,
        placeholder="Their name",
        format_func=lambda name: colleague(view, name),
    )
    st.button(
        "Assign", key=f"{place.name}assign_{row.Index}", on_click=place.act, args=(row.Index, _assign, view, row, field)
    )
    st.caption("Until Owner is changed in the sheet.")


def _assign(view: View, row: Any, field: str) -> None:
    owner = str(st.session_state.get(field) or "")
    text = f"{person_name(row)} is assigned to {colleague(view, owner)}."
    user_actions.do(text, recruiter_actions.reassign, row.key, owner)
