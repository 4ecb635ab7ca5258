"""Messages on their way from somebody's choice to their decision: drafted, read, changed, queued."""

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
from dashboard.ui.user_actions import Said

OUTREACH = Path(__file__).parents[1] / "app_pages" / "outreach.py"
# Whom to write to, about which openings: (candidate's key, requisition keys), best first.
_PICKED = "picked"
# The field with the template, and its choice that leaves it to the program.
TEMPLATE, BY_STEP = "template", "Automatic"
_LETTERS, _REFUSED, _ROUND = "_letters", "_refused", "_letters_round"
# One message tells of so many openings at most.
MOST_OPENINGS = 3

Picked = Sequence[tuple[str, Sequence[str]]]


@dataclass(frozen=True)
class Refused:
    """Somebody who got no message, and why not."""

    name: str
    reasons: Sequence[str]


@dataclass
class Batch:
    """Letters that are read together, and decided on once.

    A second click stops the callback of the first one where that next touches the session's state, whatever it has
    done by then. So what came of the decision is kept here, for the callback that goes on.

    Attributes:
        letters: The drafts.
        lock: Held by whoever decides.
        said: What came of it; None before.
        refused: Who got no message.
    """

    letters: list[Prepared]
    lock: Lock = field(default_factory=Lock)
    said: Said | None = None
    refused: list[Refused] = field(default_factory=list)


def write_to(view: View, candidate: str, requisitions: Sequence[str], step: Step | None = None) -> NoReturn:
    """Go to the outreach page with somebody chosen, about these openings, and the template of a step."""
    st.session_state[_PICKED] = [(candidate, list(requisitions))]
    st.session_state[TEMPLATE] = (step and template_of(step, view.templates)) or BY_STEP
    # Streamlit refuses to drop what this page keeps in the address, unless it is told what comes instead.
    st.switch_page(OUTREACH, query_params={})


def picked() -> Picked:
    """Whom somebody chose on another page, and has no draft for yet."""
    found: Picked = st.session_state.get(_PICKED, ())
    return found


def choose_others() -> None:
    """Forget whom somebody chose on another page, and the template for them. In a callback."""
    st.session_state.pop(_PICKED, None)
    st.session_state[TEMPLATE] = BY_STEP


def letters() -> list[Prepared]:
    """The drafts that are being read."""
    batch = _batch()
    return batch.letters if batch else []


def _batch() -> Batch | None:
    found: Batch | None = st.session_state.get(_LETTERS)
    return found


def refused() -> list[Refused]:
    """Whom the last decision did not reach."""
    found: list[Refused] = st.session_state.get(_REFUSED, [])
    return found


def field_of(number: int, name: str) -> str:
    """The key of a widget of one letter; another one for the next letters."""
    return f"letter_{st.session_state.get(_ROUND, 0)}_{number}_{name}"


def put_away() -> None:
    """Forget the drafts. Who was chosen since is drafted for next."""
    for key in (_LETTERS, _REFUSED):
        st.session_state.pop(key, None)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def draft(chosen: Picked, template: str | None, *, several: bool) -> None:
    """Draft a message to each, in a callback. People with the same openings are drafted together."""

    def work() -> Said:
        if not chosen:
            raise NobodyChosen
        here, by = page_frame.opened(), user_actions.by(Right.WRITE)
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
        put_away()
        choose_others()
        st.session_state[_LETTERS] = Batch(prepared)
        return Said(f"{counted(len(prepared), 'draft')} to read. Nothing is sent yet.", False, "", monotonic())

    user_actions.attempt(work)


def _mentions_opening(template: str) -> bool:
    """Whether a template has a place for openings; those that have none are sent without."""
    found = page_frame.view().templates.by_name.get(template)
    return found is None or found.mentions_opening


def decided(number: int, letter: Prepared) -> Draft | None:
    """A letter in the words of whoever read it; None where it is not to go out."""
    state = st.session_state
    if not state.get(field_of(number, "wanted"), not letter.reasons):
        return None
    subject = state.get(field_of(number, "subject"), letter.draft.subject)
    body = state.get(field_of(number, "body"), letter.draft.body)
    same = (subject, body) == (letter.draft.subject, letter.draft.body)
    return letter.draft if same else edited(letter.draft, subject, body)


def send() -> None:
    """Queue every letter that is to go out, in a callback, and let the worker send them; once, however often."""
    batch = _batch()
    if batch is None:
        return

    def work() -> Said:
        with batch.lock:
            said = batch.said = batch.said or _sent(batch)
        put_away()
        st.session_state[_REFUSED] = batch.refused
        return said

    user_actions.attempt(work)


def _sent(batch: Batch) -> Said:
    """Queue them, and have them sent. From the first line in the ledger on, nothing touches the session's state."""
    by = user_actions.by(Right.WRITE)
    here = page_frame.opened()
    room = here.room(here.store())
    chosen = [one for one in (decided(*pair) for pair in enumerate(batch.letters)) if one is not None]
    if not chosen:
        raise ConfigError("None of these messages is to go out.")
    results = queue(room, chosen, by)
    batch.refused = [Refused(one.draft.name, one.reasons) for one in results if one.reasons]
    not_sent = len(batch.refused)
    if not_sent < len(results):
        here.sending.again()
    return Said(_told(results, not_sent), not_sent == len(results), "", monotonic())


def _told(results: Sequence[Queued], not_sent: int) -> str:
    queued = f"{counted(len(results) - not_sent, 'message')} queued" if len(results) > not_sent else "Nothing queued"
    return f"{queued}; {counted(not_sent, 'message')} refused, see below." if not_sent else f"{queued}."
