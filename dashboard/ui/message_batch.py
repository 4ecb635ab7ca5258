"""A batch of messages: choose the recipients, draft the messages, read and change them, queue them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import NoReturn

import streamlit as st

from automation.core.access.roles import Right
from automation.core.ledger.events import Step
from automation.core.messages.drafts import Draft, edited
from automation.core.sentences import counted
from automation.core.templates.template_tab import template_of
from automation.errors import ConfigError, NobodyChosen
from automation.outreach.compose import Prepared, Queued, propose, queue
from automation.readmodel.workbook_view import View
from dashboard.ui import page_frame, user_actions
from dashboard.ui.user_actions import Outcome

OUTREACH = Path(__file__).parents[1] / "app_pages" / "outreach.py"
# Session state with the recipients: (candidate's key, requisition keys, best first) for each.
_PICKED = "picked"
# The field with the template, and the option with which the program chooses it.
TEMPLATE, BY_STEP = "template", "Automatic"
_DRAFTS, _REFUSED, _ROUND = "_drafts", "_refused", "_drafts_round"
# The most openings in one message.
MOST_OPENINGS = 3

Picked = Sequence[tuple[str, Sequence[str]]]


@dataclass(frozen=True)
class Refused:
    """A person to whom a message was refused, and why."""

    name: str
    reasons: Sequence[str]


@dataclass
class Batch:
    """Drafts that a user reads together and sends once.

    At a second click Streamlit stops the callback of the first one, as soon as that touches the session's state. By
    then messages may be queued. So the outcome is kept here, where the second callback finds it.

    Attributes:
        drafts: The drafts.
        lock: Held while the messages are queued.
        outcome: Of sending; None before.
        refused: Who got no message.
    """

    drafts: list[Prepared]
    lock: Lock = field(default_factory=Lock)
    outcome: Outcome | None = None
    refused: list[Refused] = field(default_factory=list)


def write_to(view: View, candidate: str, requisitions: Sequence[str], step: Step | None = None) -> NoReturn:
    """Go to the outreach page with this recipient, these openings, and the template of a step."""
    st.session_state[_PICKED] = [(candidate, list(requisitions))]
    st.session_state[TEMPLATE] = (step and template_of(step, view.templates)) or BY_STEP
    # Without new parameters Streamlit would refuse to drop those that this page keeps in the address.
    st.switch_page(OUTREACH, query_params={})


def write_to_all(recipients: Picked) -> NoReturn:
    """Go to the outreach page with several recipients, each with the openings to write about."""
    st.session_state[_PICKED] = list(recipients)
    st.session_state[TEMPLATE] = BY_STEP
    st.switch_page(OUTREACH, query_params={})


def picked() -> Picked:
    """The recipients that were chosen on another page and have no draft yet."""
    found: Picked = st.session_state.get(_PICKED, ())
    return found


def choose_others() -> None:
    """In a callback: forget the recipients that were chosen on another page, and their template."""
    st.session_state.pop(_PICKED, None)
    st.session_state[TEMPLATE] = BY_STEP


def drafts() -> list[Prepared]:
    """The drafts of the present batch."""
    batch = _batch()
    return batch.drafts if batch else []


def _batch() -> Batch | None:
    found: Batch | None = st.session_state.get(_DRAFTS)
    return found


def refused() -> list[Refused]:
    """Who got no message of the last batch."""
    found: list[Refused] = st.session_state.get(_REFUSED, [])
    return found


def field_of(number: int, name: str) -> str:
    """The key of a widget for one draft. It differs from batch to batch."""
    return f"draft_{st.session_state.get(_ROUND, 0)}_{number}_{name}"


def discard() -> None:
    """Forget the drafts, but not the recipients that were chosen since."""
    for key in (_DRAFTS, _REFUSED):
        st.session_state.pop(key, None)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def draft(chosen: Picked, template: str | None, *, several: bool) -> None:
    """In a callback: draft a message to each recipient. Those with the same openings are drafted together."""

    def work() -> Outcome:
        if not chosen:
            raise NobodyChosen
        here, by = page_frame.source(), user_actions.by(Right.WRITE)
        room = here.room(here.store())
        together: dict[tuple[str, ...], list[str]] = {}
        most = MOST_OPENINGS if template is None or _mentions_opening(template) else 0
        for candidate, openings in chosen:
            together.setdefault(tuple(openings[:most]), []).append(candidate)
        prepared = [
            one
            for openings, people in together.items()
            for one in propose(
                room,
                openings[0] if openings else None,
                people,
                by,
                template=template,
                several=several,
                others=openings[1:],
            )
        ]
        discard()
        choose_others()
        st.session_state[_DRAFTS] = Batch(prepared)
        return Outcome(f"{counted(len(prepared), 'draft')} to read. Nothing is sent yet.", False, "", monotonic())

    user_actions.attempt(work)


def _mentions_opening(template: str) -> bool:
    """Whether a template mentions openings. If not, its messages are drafted without any."""
    found = page_frame.view().templates.by_name.get(template)
    return found is None or found.mentions_opening


def final_draft(number: int, prepared: Prepared) -> Draft | None:
    """A draft with the changes that the user made; None if it is not to be sent."""
    state = st.session_state
    if not state.get(field_of(number, "wanted"), not prepared.reasons):
        return None
    subject = state.get(field_of(number, "subject"), prepared.draft.subject)
    body = state.get(field_of(number, "body"), prepared.draft.body)
    same = (subject, body) == (prepared.draft.subject, prepared.draft.body)
    return prepared.draft if same else edited(prepared.draft, subject, body)


def send() -> None:
    """In a callback: queue the messages that are to be sent, and start sending. A second call does nothing more."""
    batch = _batch()
    if batch is None:
        return

    def work() -> Outcome:
        with batch.lock:
            outcome = batch.outcome = batch.outcome or _queued(batch)
        discard()
        st.session_state[_REFUSED] = batch.refused
        return outcome

    user_actions.attempt(work)


def _queued(batch: Batch) -> Outcome:
    """Queue the messages and start sending. Once the ledger has a line, this no longer touches the session's state."""
    by = user_actions.by(Right.WRITE)
    here = page_frame.source()
    room = here.room(here.store())
    chosen = [one for one in (final_draft(*pair) for pair in enumerate(batch.drafts)) if one is not None]
    if not chosen:
        raise ConfigError("None of these messages is to go out.")
    results = queue(room, chosen, by)
    batch.refused = [Refused(one.draft.name, one.reasons) for one in results if one.reasons]
    not_sent = len(batch.refused)
    if not_sent < len(results):
        here.sending.again()
    return Outcome(_summary(results, not_sent), not_sent == len(results), "", monotonic())


def _summary(results: Sequence[Queued], not_sent: int) -> str:
    queued = f"{counted(len(results) - not_sent, 'message')} queued" if len(results) > not_sent else "Nothing queued"
    return f"{queued}; {counted(not_sent, 'message')} refused, see below." if not_sent else f"{queued}."
