"""The next steps for a candidate whose follow-up is due: as buttons of a row, on a card, and in the drawer."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

import streamlit as st

from automation.core.access.roles import Right
from automation.core.follow_ups.todo import Urgency, urgency_of
from automation.core.ledger.events import Step
from automation.core.matching.explanations import best_first
from automation.core.model import each_row
from automation.core.schema import CANDIDATES
from automation.core.text import key_of
from automation.core.workbook.action_log import Kind
from automation.core.workbook.consent import consent_of
from automation.readmodel.workbook_view import View
from automation.services import recruiter_actions
from dashboard.auth import session
from dashboard.data.names import colleague, people_named
from dashboard.ui import recipients, user_actions
from dashboard.ui.components import day, md, person_name, popover
from dashboard.ui.row_list import Button, Copied, Menu, Note

WEEK = timedelta(days=7)
# The snoozes that are offered besides a day of the user's choice.
SNOOZES = {"A week": 7, "A month": 30, "A quarter": 91}
STILL_APPEAR = "Promises, dates they named, consent and new Strong matches still appear."
# How many colleagues a row's menu offers.
MOST_COLLEAGUES = 6


def at_once(_: str, act: Callable[..., None], *args: Any) -> None:
    """Act; the simplest `Place.act`."""
    act(*args)


@dataclass(frozen=True)
class Place:
    """The place of buttons that Streamlit draws.

    Attributes:
        name: A prefix for widget keys, since a drawer may lie over a card with the same buttons.
        shortcuts: Whether the buttons have keyboard shortcuts, and the first one the accent colour.
        act: Called by every button with the person's compared key, the function to call, and its arguments.
    """

    name: str = ""
    shortcuts: bool = False
    act: Callable[..., None] = at_once

    def draw(self, button: Button, key: str, shortcut: str = "") -> None:
        """Draw a button with Streamlit; one with the accent colour has the shortcut "w"."""
        looks: Literal["primary", "secondary"] = "primary" if self.shortcuts and shortcut == "w" else "secondary"
        pressed = st.button(
            md(button.label),
            key=f"{self.name}{key}",
            type=looks,
            shortcut=shortcut if self.shortcuts and shortcut else None,
            help=md(button.help) or None,
            on_click=None if button.leaves else self.act,
            args=None if button.leaves else (button.about, button.act, *button.args),
        )
        if pressed and button.leaves:
            button.act(*button.args)


def openings(view: View, row: Any) -> list[Any]:
    """A candidate's matches with open requisitions, best first."""
    return sorted(each_row(view.matches.having("candidate_key", row.Index)), key=best_first)


def draw(view: View, plan: Any, row: Any, place: Place) -> None:
    """Draw the next steps with Streamlit; for an interested candidate, done comes last."""
    draw_write(view, plan, row, place)
    if interest(view, row):
        for button in _decide(view, row):
            place.draw(button, f"{button.label}_{row.Index}")
        popover(
            "Contact and hand over", lambda: _contact(view, plan, row, place), key=f"{place.name}contact_{row.Index}"
        )
    place.draw(_done(plan, row), f"done_{row.Index}", "d")
    if place.shortcuts:
        place.draw(_snooze(view, row, "Snooze a week", 7), f"week_{row.Index}", "s")
    popover("Snooze until", lambda: _snooze_fields(view, row, place), key=f"{place.name}snoozing_{row.Index}")
    popover("Reassign", lambda: _reassign(view, plan, row, place), key=f"{place.name}reassign_{row.Index}")


def draw_write(view: View, plan: Any, row: Any, place: Place) -> None:
    """Draw the button that opens the outreach page."""
    place.draw(write(view, plan, row), f"write_{row.Index}", "w")


def for_row(view: View, plan: Any, row: Any, story: Button) -> list[Button | Menu]:
    """The next steps as buttons of a row; `story` opens the drawer, where another day or name can be chosen."""
    done, handing = _done(plan, row), _contact_items(view, plan, row)
    first: list[Button | Menu] = [write(view, plan, row)]
    if interest(view, row):
        first += [*_decide(view, row), *([Menu("Contact and hand over", handing)] if handing else ())]
    snooze, reassign = _snooze_items(view, row, story), _reassign_items(view, plan, row, story)
    return [*first, done, Menu("Snooze until", snooze), Menu("Reassign", reassign), story]


def for_short_row(view: View, plan: Any, row: Any, story: Button) -> list[Button | Menu]:
    """The same in less room: the two likeliest steps, and the others in a menu."""
    decide, done = _decide(view, row), _done(plan, row)
    first, others = (decide, [done]) if interest(view, row) else ([done], decide)
    more = [
        *others,
        story,
        *_contact_items(view, plan, row),
        Note("Snooze until", title=True),
        *_snooze_items(view, row, story),
        Note("Reassign", title=True),
        *_reassign_items(view, plan, row, story),
    ]
    return [write(view, plan, row), *first, Menu("More", more)]


def interest(view: View, row: Any) -> str:
    """The requisition (compared key) that a candidate is interested in, not dealt with yet; "" for none."""
    named = (key_of(requisition) for requisition, _ in row.said.interested)
    return next((key for key in named if key in view.requisitions), "")


def _done(plan: Any, row: Any) -> Button:
    said = f"Done: {person_name(row)}."
    return Button("Done", user_actions.do, (said, recruiter_actions.follow_up_done, row.key, plan.on), about=plan.key)


def _decide(view: View, row: Any) -> list[Button]:
    """Shortlist for the requisition that they are interested in, else the one that fits best; and start the process."""
    about = _best_opening(view, row)
    if not about or not session.may(Right.DECIDE):
        return []
    requisition, name, pair = view.requisitions[about].key, person_name(row), (about, str(row.Index))
    verdict, found = view.actions.verdicts.get(pair), []
    if verdict is None or verdict.kind is not Kind.SHORTLISTED:
        args = (f"{name} is on {requisition}'s shortlist.", recruiter_actions.shortlist, row.key, requisition)
        found.append(Button("Shortlist", user_actions.do, args, about=row.Index, help=f"For {requisition}"))
    if pair not in view.actions.in_process:
        args = (f"{name} is in process for {requisition}.", recruiter_actions.start_process, row.key, requisition)
        begun = f"Interviews for {requisition} have begun"
        found.append(Button("In process", user_actions.do, args, about=row.Index, help=begun))
    return found


def _best_opening(view: View, row: Any) -> str:
    """The requisition (compared key) that they are interested in, else the one that fits best; "" for none."""
    return interest(view, row) or next((match.req_key for match in openings(view, row) if match.band), "")


def _contact(view: View, plan: Any, row: Any, place: Place) -> None:
    """Mail and phone to copy, and a button that assigns the follow-up to the hiring manager."""
    for item in _contact_items(view, plan, row):
        if isinstance(item, Copied):
            st.code(item.text, language=None)
        else:
            place.draw(item, f"hand_{row.Index}")


def _contact_items(view: View, plan: Any, row: Any) -> list[Button | Copied]:
    found: list[Button | Copied] = [Copied(str(text)) for text in (row.email, row.phone) if text]
    about = _best_opening(view, row)
    manager = view.requisitions[about].hiring_manager if about else ""
    if not manager or plan is None or key_of(manager) == key_of(plan.owner):
        return found
    name = colleague(view, manager)
    args = (f"{person_name(row)} is handed to {name}.", recruiter_actions.reassign, row.key, manager)
    why = f"Assigns the follow-up to the hiring manager of {view.requisitions[about].key}"
    return [*found, Button(f"Hand to {name}", user_actions.do, args, about=row.Index, help=why)]


def write(view: View, plan: Any, row: Any) -> Button:
    """Opens the outreach page with the openings and the template that fit the follow-up's reason."""
    about, step = message_for(view, plan, row)
    label = "Reply" if step is Step.REPLY else "Write"
    return Button(label, recipients.write_to, (view, row.key, about, step), leaves=True)


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


def _snooze(view: View, row: Any, label: str, days: int) -> Button:
    return Button(label, _snooze_until, (view, row, view.today + timedelta(days=days)), about=row.Index)


def _snooze_items(view: View, row: Any, story: Button) -> list[Button | Note]:
    offered = [_snooze(view, row, label, days) for label, days in SNOOZES.items()]
    return [*offered, replace(story, label="Another day…"), Note(STILL_APPEAR)]


def _snooze_fields(view: View, row: Any, place: Place) -> None:
    with st.container(horizontal=True, gap="small"):
        for label, days in SNOOZES.items():
            place.draw(_snooze(view, row, label, days), f"snooze{days}_{row.Index}")
    field = f"{place.name}until_{row.Index}"
    st.date_input(
        "Or until",
        value=view.today + WEEK,
        min_value=view.today + timedelta(days=1),
        max_value=view.today + recruiter_actions.LONGEST_SNOOZE,
        key=field,
    )
    chosen = Button("Snooze", _snooze_until_chosen, (view, row, field), about=row.Index)
    place.draw(chosen, f"snooze_{row.Index}")
    st.caption(STILL_APPEAR)


def _snooze_until_chosen(view: View, row: Any, field: str) -> None:
    until = st.session_state.get(field)
    if until:
        _snooze_until(view, row, until)


def _snooze_until(view: View, row: Any, until: date) -> None:
    user_actions.do(
        f"{person_name(row)} is snoozed until {day(until, view.today)}.", recruiter_actions.snooze, row.key, until
    )


def _until_changed(view: View) -> str:
    """How long an assignment holds."""
    return f"Until {view.book.header(CANDIDATES, 'owner')} is changed in the sheet."


def _others(view: View, plan: Any) -> list[str]:
    """The colleagues that a follow-up can be assigned to."""
    return [name for name in people_named(view) if key_of(name) != key_of(plan.owner)]


def _reassign_items(view: View, plan: Any, row: Any, story: Button) -> list[Button | Note]:
    offered = [
        # The hint tells two colleagues of one name apart, for people and for the click.
        Button(f"To {colleague(view, name)}", _assign, (view, row, name), about=row.Index, help=name)
        for name in _others(view, plan)[:MOST_COLLEAGUES]
    ]
    return [*offered, replace(story, label="Another name…"), Note(_until_changed(view))]


def _reassign(view: View, plan: Any, row: Any, place: Place) -> None:
    field = f"{place.name}to_{row.Index}"
    st.selectbox(
        "Assign to",
        _others(view, plan),
        index=None,
        key=field,
        accept_new_options=True,
        placeholder="Their name",
        format_func=lambda name: colleague(view, name),
    )
    place.draw(Button("Assign", _assign_chosen, (view, row, field), about=row.Index), f"assign_{row.Index}")
    st.caption(md(_until_changed(view)))


def _assign_chosen(view: View, row: Any, field: str) -> None:
    _assign(view, row, str(st.session_state.get(field) or ""))


def _assign(view: View, row: Any, owner: str) -> None:
    text = f"{person_name(row)} is assigned to {colleague(view, owner)}."
    user_actions.do(text, recruiter_actions.reassign, row.key, owner)
