"""Importing requisitions from the exports of other systems, in the steps in which people are imported."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import Any

import streamlit as st

from automation.core.access.roles import Right
from automation.core.imports.requisitions import HEADERS
from automation.core.sentences import counted
from automation.readmodel.workbook_view import View
from automation.services.imports.requisitions import ImportedOpenings, import_requisitions
from dashboard.auth import session
from dashboard.data.session_values import forget, take
from dashboard.ui import page_frame, user_actions, user_name
from dashboard.ui.components import empty, heading, md
from dashboard.ui.imports import import_files, import_mapping, import_report
from dashboard.ui.imports.import_files import ORDERS, Upload
from dashboard.ui.templating import element
from dashboard.ui.user_actions import Outcome

REQUISITIONS = "app_pages/requisitions.py"
# The import that is being prepared, the one that was done, whether it is to be done now, and how many were begun.
_DRAFT, _DONE, _ADDING, _NUMBER = "_openings", "_openings_done", "_openings_now", "_openings_begun"
_SHOWN = ("req_id", "title", "family", "location", "status", "opened_on")


@dataclass
class Draft(Upload):
    """An import that is being prepared.

    Attributes:
        order: Of dates such as 03/04/2026; None leaves them out.
        chosen: Header → the column that the user chose; "" leaves it out.
    """

    looked: ImportedOpenings | None = None
    order: str | None = None
    chosen: dict[str, str] = field(default_factory=dict)


def draw(view: View) -> None:
    """Draw the upload, what was found in the files, and the button that adds it; after that, the result."""
    done = st.session_state.get(_DONE)
    if isinstance(done, ImportedOpenings):
        _result(done)
        return
    files = import_files.upload(f"openings_files_{st.session_state.get(_NUMBER, 0)}")
    if not files:
        forget(_DRAFT)
        return
    draft = _draft(view, files)
    _add_if_asked(draft)
    if draft.problem:
        st.error(md(draft.problem))
    if draft.recognised:
        _questions(draft)
    if draft.looked:
        _preview(draft.looked)


def _draft(view: View, files: Sequence[Any]) -> Draft:
    """The import of these files; they are read when they change."""
    kept, names = st.session_state.get(_DRAFT), import_files.ids_of(files)
    if isinstance(kept, Draft) and kept.files == names:
        return kept
    draft = st.session_state[_DRAFT] = Draft(names, order=view.settings.conventions.date_order)
    import_files.read_and_look(draft, files, lambda: _imported(draft, "", dry_run=True))
    if draft.looked:
        draft.recognised = dict(draft.looked.found.columns)
    return draft


def _imported(draft: Draft, by: str, *, dry_run: bool) -> ImportedOpenings:
    here = page_frame.source()
    conventions = replace(here.settings.conventions, date_order=draft.order)
    return import_requisitions(
        here.store(), here.clock, conventions, draft.sources, by, chosen=draft.chosen, dry_run=dry_run
    )


def _questions(draft: Draft) -> None:
    """The columns, and how dates are meant, as one form."""
    examples = draft.looked.found.examples if draft.looked else {}
    # The columns of JSON of a known system have no examples, and cannot be changed.
    fixed = frozenset(one for one in draft.recognised if draft.looked and one not in examples)
    with st.form("openings_questions", border=False, enter_to_submit=False):
        heading("What the columns hold")
        columns = import_mapping.draw(
            draft.files[0], draft.recognised, examples, draft.chosen, fixed, tuple(HEADERS.values())
        )
        order = st.selectbox(
            "Dates such as 03/04/2026",
            list(ORDERS),
            index=list(ORDERS.values()).index(draft.order),
            key="openings_order",
        )
        submitted = st.form_submit_button("Look again")
    if submitted:
        draft.chosen, draft.order = columns, ORDERS[str(order)]
        import_files.look(draft, lambda: _imported(draft, "", dry_run=True))
        st.rerun()


def _preview(looked: ImportedOpenings) -> None:
    """What would be added, what is there already, and what cannot be imported, with the button that adds it."""
    heading("What will happen")
    there, new = looked.compared.there, looked.compared.new
    different = f", {looked.compared.different} of them with differences" if there else ""
    said = (
        f"{counted(len(new), 'new requisition')} in {counted(looked.found.read, 'record')}. "
        f"{counted(there, 'has a row already', 'have a row already')}{different}. "
        f"{len(looked.found.left)} cannot be imported."
    )
    st.html(element(said, role="status"))
    if new:
        label = f"Add {counted(len(new), 'requisition')}"
        st.button(label, type="primary", key="openings_add", on_click=_ask)
    else:
        empty(
            "There is nothing to add.", "Each requisition in these files has a row, or is left out for a reason below."
        )
    import_report.remarks(looked.found.remarks.lines())
    if new:
        cells = [[one.get(name, "") for name in _SHOWN] for one in new]
        headers = [HEADERS[name] for name in _SHOWN]
        import_report.rows(f"Requisitions to add ({len(cells):,})", "Requisitions to add", headers, cells)
    import_report.left(looked.found.left)


def _ask() -> None:
    """In a callback: add the requisitions when the page is drawn, where it can show that this goes on."""
    if not user_name.asks_first(_ask):
        st.session_state[_ADDING] = True


def _add_if_asked(draft: Draft) -> None:
    if not take(_ADDING) or draft.looked is None:
        return

    def work() -> Outcome:
        session.require(Right.PEOPLE)
        done = st.session_state[_DONE] = _imported(draft, user_name.by(Right.SHELVE), dry_run=False)
        text = f"{counted(done.added, 'requisition is', 'requisitions are')} in Requisitions now."
        return Outcome(text, failed=False, action_id="", at=monotonic())

    with st.spinner("Adding to the workbook"):
        user_actions.attempt(work)
    outcome = user_actions.last_outcome()
    if outcome and outcome.failed:
        draft.problem = outcome.text
        return
    st.rerun()


def _result(done: ImportedOpenings) -> None:
    """What was added, and what to do next."""
    heading("Imported")
    was = counted(done.added, "requisition was", "requisitions were")
    st.html(element(f"{was} added; {done.compared.there} already had a row.", role="status"))
    if done.added:
        st.caption("Add must-have skills where the files say none, and press Update at the top to match them.")
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.page_link(REQUISITIONS, label="See the requisitions")
        st.button("Import other files", on_click=_begin_again, key="openings_again")
    import_report.remarks(done.found.remarks.lines())
    import_report.left(done.found.left)


def _begin_again() -> None:
    forget(_DONE, _DRAFT)
    # Another uploader, which holds no files.
    st.session_state[_NUMBER] = st.session_state.get(_NUMBER, 0) + 1
