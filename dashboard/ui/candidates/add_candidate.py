"""The form that adds a candidate: typed, or filled in from a CV or a pasted text."""

from collections.abc import Callable, Mapping
from datetime import date
from time import monotonic
from typing import Any

import streamlit as st

from automation.core.access.roles import Right
from automation.core.imports.capture import captured
from automation.core.imports.resume import UnreadableResume, read_resume
from automation.core.model import LEVEL_LABELS, ShelveReason, Stage, names_held
from automation.core.sentences import listed
from automation.imports.resume_process import MOST_BYTES, read_resume_file
from automation.readmodel.workbook_view import View
from automation.services.imports.order import BASES
from automation.services.shelve import shelve
from dashboard.auth import session
from dashboard.data import uploads
from dashboard.data.session_values import forget, take
from dashboard.ui import user_actions, user_name
from dashboard.ui.components import md
from dashboard.ui.templating import element
from dashboard.ui.user_actions import Outcome

_FORM = "_form_candidate"
MANAGERS_REASON = "What in their work makes you want them (required)"
REASON_DETAIL = "Reason detail; for a skill gap, the skill"
# How many CVs were read, and what to say about the last one, and whether it failed.
_RESUMES, _RESUME_SAID = "_resumes", "_resume_said"
# What to do once the candidate is shelved, where the form was filled in from somewhere.
_AFTER = "_after_shelving"
# Field → the key of its widget in the form, for what a pasted text can fill.
_KEYS = {
    **{
        name: f"f_{name}"
        for name in ("name", "email", "title", "company", "skills", "location", "pay", "phone", "level")
    },
    "shelve_reason": "f_reason",
    "reason_detail": "f_detail",
    "region": "f_region",
    "profile_url": "f_profile",
}
# What a CV fills, as the form calls it.
_LABELS = {"name": "name", "email": "email", "phone": "phone", "profile_url": "profile", "skills": "skills"}
_CHOICES = {"level": frozenset(LEVEL_LABELS.values()), "shelve_reason": frozenset(map(str, ShelveReason))}


def ask() -> None:
    """In a callback: open the form, once the user's name is known."""
    if not user_name.asks_first(ask):
        st.session_state[_FORM] = True
        forget(_AFTER)


def ask_with(cells: Mapping[str, str], after: Callable[[], None]) -> None:
    """In a callback: open the form with some fields filled in.

    Args:
        cells: Field ID → text; fields that the form does not have are left out.
        after: Called once the candidate is shelved.
    """
    if not user_name.asks_first(ask_with, cells, after):
        st.session_state[_FORM], st.session_state[_AFTER] = True, after
        _fill(cells)


def draw_if_asked(view: View) -> bool:
    """Draw the form if it was asked for. Returns whether it is there."""
    asked = bool(take(_FORM))
    if asked:
        st.dialog("Add candidate", width="medium", position="right")(session.with_access_check(_shelve))(view)
    return asked


def _shelve(view: View) -> None:
    """The form that adds a row to Candidates, in the user's name."""
    # Hiring managers can only add candidates for their own team.
    manager = not session.may(Right.PEOPLE) or st.toggle(
        "I am adding this person for my own team",
        key="f_manager",
        help="Then you are their champion, and the reason must be one of the work.",
    )
    _resume(view)
    _paste()
    # Not one st.form: its fields would reach the server at the end only, and a CV would overwrite what is typed.
    person = _fields(view, manager=manager)
    declared = manager and st.checkbox(
        "I have no conflict of interest: we are not related and have no financial ties.", key="f_declared"
    )
    # Above the button: what is below it may be out of sight.
    wrong = st.container()
    submitted = st.button("Shelve", type="primary", key="shelve_now")
    if not submitted:
        return
    user_actions.attempt(lambda: _shelved(view, person, manager=manager, declared=declared))
    outcome = user_actions.last_outcome()
    if outcome and outcome.failed:
        wrong.error(md(outcome.text))
    else:
        st.rerun()


def _resume(view: View) -> None:
    """Draw the box for a CV, which fills fields that are still empty. Nothing of the file is kept."""
    key = f"resume_{st.session_state.get(_RESUMES, 0)}"
    st.file_uploader(
        "Drop a CV: PDF or Word",
        max_upload_size=MOST_BYTES // 2**20,
        key=key,
        on_change=_read,
        args=(view, key),
        help="Fills in the address, phone, profile and skills that it finds. The file is not kept.",
    )
    said, failed = st.session_state.get(_RESUME_SAID) or ("", False)
    # Always drawn: an element that comes or goes above a field makes the browser lose text that is being typed.
    with st.container():
        if failed:
            st.error(md(said))
        elif said:
            st.html(element(said, role="status"))


def _read(view: View, key: str) -> None:
    """In a callback: take from a CV what it says, and forget the file."""
    file = st.session_state.get(key)
    if file is None:
        return
    st.session_state[_RESUME_SAID] = _filled_from(view, file.getvalue())
    uploads.forget(file)
    # The next box is another one, which holds no file.
    st.session_state[_RESUMES] = st.session_state.get(_RESUMES, 0) + 1


def _filled_from(view: View, data: bytes) -> tuple[str, bool]:
    """Fill empty fields from a CV. Returns what to say, and whether it could not be read."""
    try:
        text = read_resume_file(data)
    except UnreadableResume as error:
        return str(error), True
    # A role that sees few people learns nothing of the skills of others.
    people = view.people.values() if session.may(Right.PEOPLE) else ()
    found = read_resume(text, {skill for row in people for skill in names_held(row.skills)})
    new = {name: value for name, value in found.items() if not st.session_state.get(_KEYS[name])}
    for name, value in new.items():
        st.session_state[_KEYS[name]] = value
    if not new:
        return "The CV says nothing that is not here already.", False
    labels = listed([_LABELS[name] for name in _LABELS if name in new])
    return f"From the CV: {labels}. Check them before you shelve.", False


def _paste() -> None:
    """Draw the box for a pasted line or block; the button fills the form's fields from it."""
    text = st.text_area(
        "Paste a line or a block",
        key="f_pasted",
        height=68,
        placeholder="Ada Okafor, ada@okafor.example, Staff Platform Engineer, asked 120k",
    )
    if not st.button("Fill in the form", key="f_fill"):
        return
    _fill(captured(text or ""))


def _fill(cells: Mapping[str, str]) -> None:
    for name, value in cells.items():
        if name == "revisit_on":
            st.session_state["f_revisit"] = date.fromisoformat(value)
        elif name in _KEYS and (name not in _CHOICES or value in _CHOICES[name]):
            st.session_state[_KEYS[name]] = value


def _fields(view: View, *, manager: bool) -> dict[str, str]:
    """Draw the fields. Returns those that are filled, by field id."""
    # In rows of two columns, so that fields keep their order on a phone.
    cells = (cell for _ in range(9) for cell in st.columns(2))
    person: dict[str, Any] = {
        "name": next(cells).text_input("Name (required)", key="f_name"),
        "email": next(cells).text_input("Email (required)", key="f_email"),
        "title": next(cells).text_input("Current title", key="f_title"),
        "company": next(cells).text_input("Current company", key="f_company"),
        "skills": st.text_input("Skills, separated by commas", key="f_skills"),
    }
    person |= {
        "level": next(cells).selectbox("Level", list(LEVEL_LABELS.values()), index=None, key="f_level"),
        "location": next(cells).text_input("Location", key="f_location"),
        "pay": next(cells).text_input("Pay expectation, per year", key="f_pay", placeholder="65k EUR"),
        "region": next(cells).text_input("Privacy region", key="f_region", placeholder="EU, UK, US, DE …"),
        "shelve_reason": next(cells).selectbox(
            "Reason (required)", [str(reason) for reason in ShelveReason], index=None, key="f_reason"
        ),
        "stage": next(cells).selectbox("Stage reached", [str(stage) for stage in Stage], index=None, key="f_stage"),
        "shelved_from": next(cells).selectbox(
            "Shelved from", [row.key for row in view.requisitions.values()], index=None, key="f_from"
        ),
        "rating": next(cells).selectbox(
            "Rating, 5 is outstanding", ["1", "2", "3", "4", "5"], index=None, key="f_rating"
        ),
        "revisit_on": next(cells).date_input("Revisit on", value=None, min_value=view.today, key="f_revisit"),
        "consent_basis": next(cells).selectbox("Consent basis", BASES, index=None, key="f_basis"),
        "consent_on": next(cells).date_input("Consent on", value=None, max_value=view.today, key="f_consent"),
        "phone": next(cells).text_input("Phone", key="f_phone"),
        "profile_url": next(cells).text_input("Profile URL", key="f_profile"),
        "language": next(cells).text_input("Language of messages", key="f_language", placeholder="English, German …"),
        "reason_detail": st.text_area(MANAGERS_REASON if manager else REASON_DETAIL, key="f_detail", height=80),
    }
    return {name: str(value) for name, value in person.items() if value}


def _shelved(view: View, person: Mapping[str, str], *, manager: bool, declared: bool) -> Outcome:
    conventions = view.settings.conventions
    done = shelve(user_actions.actor(Right.SHELVE), person, conventions, as_manager=manager, no_conflict=declared)
    if after := take(_AFTER):
        after()
    notes = " ".join(problem.message for problem in done.problems)
    text = f"{person.get('name', 'They')} is in the pocket. {notes}".strip()
    for name in list(st.session_state):
        if str(name).startswith("f_"):
            del st.session_state[name]
    forget(_RESUME_SAID)
    return Outcome(text, failed=False, action_id="", at=monotonic())
