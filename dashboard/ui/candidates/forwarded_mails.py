"""Candidates from mails that colleagues forwarded: what each mail says for sure, to confirm, change or drop."""

from functools import partial
from time import monotonic

import streamlit as st

from automation.core.access.roles import Right
from automation.core.imports.forwarded import Draft
from automation.core.model import ShelveReason
from automation.core.sentences import listed
from automation.core.text import key_of
from automation.outreach.folders import folder_of
from automation.outreach.forwarded_drafts import ForwardedDrafts
from automation.readmodel.workbook_view import View
from automation.services.imports.forwarded import confirm
from automation.services.shelve import HEADERS
from dashboard.auth import session
from dashboard.data.names import colleague
from dashboard.ui import page_frame, user_actions
from dashboard.ui.candidates import add_candidate
from dashboard.ui.components import day
from dashboard.ui.templating import Markup, macro
from dashboard.ui.user_actions import Outcome

# The most drafts that are shown; others follow as these are dealt with. More than a few are folded away at first.
MOST, FEW = 20, 3
_REASON = "forwarded_reason"


def draw(view: View) -> None:
    """Draw the drafts that wait, for users who see all candidates and may add some."""
    if not (session.may(Right.SHELVE) and session.may(Right.PEOPLE)):
        return
    # Always drawn: an element that comes or goes above a field makes the browser lose text that is being typed.
    with st.container():
        drafts = ForwardedDrafts(folder_of(view.settings, view.locator))
        found = drafts.waiting(view.today)
        if not found:
            return
        with st.expander(f"From forwarded mails, to confirm ({len(found)})", expanded=len(found) <= FEW):
            for one in found[:MOST]:
                _draft(view, drafts, one)
            if len(found) > MOST:
                st.caption(f"And {len(found) - MOST:,} more.")


def _draft(view: View, drafts: ForwardedDrafts, draft: Draft) -> None:
    one = draft.draft_id
    reason, missing = f"{_REASON}_{one}", [name for name in draft.lacks({}) if name != "shelve_reason"]
    with st.container(
        border=True, horizontal=True, vertical_alignment="center", gap="small", key=f"forwarded_{draft.draft_id}"
    ):
        st.html(_line(view, draft, missing), width="stretch")
        with st.container(horizontal=True, gap="xsmall", vertical_alignment="center", width="content"):
            if not missing:
                known = draft.cells.get("shelve_reason", "")
                options = [str(one) for one in ShelveReason]
                st.selectbox(
                    "Reason",
                    options,
                    index=options.index(known) if known in options else None,
                    key=reason,
                    placeholder="Reason (required)",
                    label_visibility="collapsed",
                    width=190,
                )
                user_actions.button("Confirm", _confirm, drafts, one, reason, key=f"confirm_{one}", kind="primary")
            st.button("Change", key=f"change_{one}", on_click=_change, args=(drafts, draft))
            user_actions.button("Drop", _drop, drafts, draft, key=f"drop_{one}", kind="tertiary")


def _line(view: View, draft: Draft, missing: list[str]) -> Markup:
    shown = {name: text for name, text in draft.cells.items() if name not in {"name", "shelve_reason"}}
    by = f"Forwarded by {colleague(view, draft.sender)} on {day(draft.on, view.today)}, kept until {day(draft.until)}."
    notes = list(draft.remarks)
    if missing:
        notes.append(f"Missing: {listed([HEADERS[name] for name in missing])}.")
    row = next((row for row in view.people.values() if _is_theirs(row.email, draft)), None)
    if row is not None:
        notes.append(f"{row.name or row.key} has this address already, in row {row.row}.")
    return macro("forwarded", name=draft.called, facts=" · ".join(shown.values()), by=by, notes=" ".join(notes))


def _is_theirs(email: str, draft: Draft) -> bool:
    own = key_of(draft.cells.get("email", ""))
    return bool(own) and key_of(email) == own


def _confirm(drafts: ForwardedDrafts, draft_id: str, field: str) -> None:
    reason = str(st.session_state.get(field) or "")

    def work() -> Outcome:
        session.require(Right.PEOPLE)
        settings = page_frame.source().settings
        changes = {"shelve_reason": reason} if reason else {}
        done = confirm(user_actions.actor(Right.SHELVE), drafts, draft_id, settings, changes)
        notes = " ".join(problem.message for problem in done.problems)
        return Outcome(f"{done.key} is in the pocket. {notes}".strip(), failed=False, action_id="", at=monotonic())

    user_actions.attempt(work)


def _change(drafts: ForwardedDrafts, draft: Draft) -> None:
    """In a callback: open the form with what the draft holds. Shelving from there deletes the draft."""
    add_candidate.ask_with(draft.cells, partial(drafts.settle, draft.draft_id))


def _drop(drafts: ForwardedDrafts, draft: Draft) -> None:
    def work() -> Outcome:
        session.require(Right.PEOPLE)
        drafts.settle(draft.draft_id)
        text = f"{draft.called} is dropped; nothing of the mail is kept here."
        return Outcome(text, failed=False, action_id="", at=monotonic())

    user_actions.attempt(work)
