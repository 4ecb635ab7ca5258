"""Who is to be written to next, and about which openings: chosen on any page, drafted on the page Outreach."""

from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import streamlit as st

from automation.core.ledger.events import Step
from automation.core.templates.template_tab import template_of
from automation.readmodel.workbook_view import View
from dashboard.data.session_values import forget, take

OUTREACH = Path(__file__).parents[1] / "app_pages" / "outreach.py"
# Session state with the recipients: (candidate's key, requisition keys, best first) for each.
_PICKED = "picked"
# Session state that says that recipients were chosen just now, perhaps on the page Outreach itself.
_JUST_PICKED = "just_picked"
# The field with the template, and the option with which the program chooses it.
TEMPLATE, BY_STEP = "template", "Automatic"

Picked = Sequence[tuple[str, Sequence[str]]]


def write_to(view: View, candidate: str, requisitions: Sequence[str], step: Step | None = None) -> NoReturn:
    """Go to the outreach page with this recipient, these openings, and the template of a step."""
    st.session_state[_PICKED] = [(candidate, list(requisitions))]
    st.session_state[TEMPLATE] = (step and template_of(step, view.templates)) or BY_STEP
    st.session_state[_JUST_PICKED] = True
    # Without new parameters Streamlit would refuse to drop those that this page keeps in the address.
    st.switch_page(OUTREACH, query_params={})


def write_to_all(recipients: Picked) -> NoReturn:
    """Go to the outreach page with several recipients, each with the openings to write about."""
    st.session_state[_PICKED] = list(recipients)
    st.session_state[TEMPLATE] = BY_STEP
    st.session_state[_JUST_PICKED] = True
    st.switch_page(OUTREACH, query_params={})


def just_picked() -> bool:
    """Whether recipients were chosen since this was last asked."""
    return bool(take(_JUST_PICKED))


def picked() -> Picked:
    """The recipients that were chosen on another page and have no draft yet."""
    found: Picked = st.session_state.get(_PICKED) or ()
    return found


def choose_others() -> None:
    """In a callback: forget the recipients that were chosen on another page, and their template."""
    forget(_PICKED)
    st.session_state[TEMPLATE] = BY_STEP
