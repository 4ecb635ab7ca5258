"""Importing people from the exports of other systems: what was recognised, what would be added, and the result."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from time import monotonic
from typing import Any

import streamlit as st

from automation.core.access.roles import Right
from automation.core.imports.reading import Wishes
from automation.core.sentences import counted
from automation.readmodel.workbook_view import View
from automation.services.imports.order import BASES, Imported, Order
from automation.services.imports.people import import_people
from dashboard.auth import session
from dashboard.data.session_values import forget, take
from dashboard.ui import page_frame, user_actions, user_name
from dashboard.ui.components import empty, heading, md
from dashboard.ui.imports import import_files, import_mapping, import_report
from dashboard.ui.imports.import_files import ORDERS, Upload
from dashboard.ui.templating import element
from dashboard.ui.user_actions import Outcome

CANDIDATES = "app_pages/candidates.py"
# The import that is being prepared, the one that was done, whether it is to be done now, and how many were begun.
_DRAFT, _DONE, _ADDING, _NUMBER = "_import", "_imported", "_import_now", "_imports"
_SHOWN = {
    "name": "Name",
    "email": "Email",
    "title": "Current title",
    "shelved_from": "Shelved from",
    "stage": "Stage reached",
    "shelve_reason": "Shelve reason",
    "shelved_on": "Shelved on",
}


@dataclass(frozen=True)
class Answers:
    """What the user says about the files.

    Attributes:
        columns: Header → header of a column of Candidates; "" leaves the column out.
        order: Of dates such as 03/04/2026; None leaves them out.
        basis: Of all new rows; "" for none.
        basis_on: Its day.
        region: Of all new rows; "" for none.
    """

    columns: dict[str, str] = field(default_factory=dict)
    order: str | None = None
    basis: str = ""
    basis_on: date | None = None
    region: str = ""


@dataclass
class Draft(Upload):
    """An import that is being prepared.

    Attributes:
        fixed: Headers whose column cannot be changed.
        answers: What the user said last.
    """

    looked: Imported | None = None
    fixed: frozenset[str] = frozenset()
    answers: Answers = field(default_factory=Answers)


def draw(view: View) -> None:
    """Draw the upload, what was found in the files, and the button that adds it; after that, the result."""
    done = st.session_state.get(_DONE)
    if isinstance(done, Imported):
        _result(done)
        return
    files = import_files.upload(f"import_files_{st.session_state.get(_NUMBER, 0)}")
    if not files:
        forget(_DRAFT)
        return
    draft = _draft(view, files)
    _add_if_asked(draft)
    if draft.problem:
        st.error(md(draft.problem))
    if draft.recognised:
        _questions(view, draft)
    if draft.looked:
        _preview(draft.looked)


def _draft(view: View, files: Sequence[Any]) -> Draft:
    """The import of these files; they are read when they change."""
    kept = st.session_state.get(_DRAFT)
    names = import_files.ids_of(files)
    if isinstance(kept, Draft) and kept.files == names:
        return kept
    draft = Draft(names, answers=Answers(order=view.settings.conventions.date_order))
    st.session_state[_DRAFT] = draft
    import_files.read_and_look(draft, files, lambda: _imported(draft, "", dry_run=True))
    if draft.looked:
        found = draft.looked.gathered
        draft.recognised = dict(found.columns)
        draft.fixed = frozenset({*found.dropped, *(one for one in found.columns if one not in found.roles)})
    return draft


def _imported(draft: Draft, by: str, *, dry_run: bool) -> Imported:
    here, said = page_frame.source(), draft.answers
    wishes = Wishes(columns=said.columns, order=said.order)
    order = Order(by, said.basis, said.basis_on, said.region, dry_run)
    return import_people(here.room(here.store()), draft.sources, wishes, order)


def _questions(view: View, draft: Draft) -> None:
    """The columns and what else only the user knows, as one form."""
    found = draft.looked.gathered if draft.looked else None
    with st.form("import_questions", border=False, enter_to_submit=False):
        heading("What the columns hold")
        columns = import_mapping.draw(
            draft.files[0], draft.recognised, found.examples if found else {}, draft.answers.columns, draft.fixed
        )
        heading("What no file says", "It counts for all new rows. Leave out what you do not know.")
        # In rows of two columns, so that fields keep their order on a phone.
        cells = (cell for _ in range(2) for cell in st.columns(2))
        basis = next(cells).selectbox("Consent basis", BASES, index=None, key="import_basis")
        since = next(cells).date_input("Since", value=None, max_value=view.today, key="import_since")
        region = next(cells).text_input("Privacy region", key="import_region", placeholder="EU, UK, US, DE …")
        orders = list(ORDERS)
        order = next(cells).selectbox(
            "Dates such as 03/04/2026",
            orders,
            index=list(ORDERS.values()).index(draft.answers.order),
            key="import_order",
        )
        submitted = st.form_submit_button("Look again")
    if submitted:
        draft.answers = Answers(columns, ORDERS[str(order)], basis or "", since, (region or "").strip())
        import_files.look(draft, lambda: _imported(draft, "", dry_run=True))
        st.rerun()


def _preview(looked: Imported) -> None:
    """What would be added, what is there already, and what cannot be imported, with the button that adds it."""
    heading("What will happen")
    st.html(element(_sums(looked), role="status"))
    if looked.columns:
        st.caption(f"Candidates gets new columns on the right: {md(', '.join(looked.columns))}.")
    if label := _label(looked):
        st.button(label, type="primary", key="import_add", on_click=_ask)
    else:
        empty("There is nothing to add.", "Everyone in these files has a row, or is left out for a reason below.")
    import_report.remarks([*looked.remarks, *looked.problems])
    if looked.new:
        rows = [[one.cells.get(name, "") for name in _SHOWN] for one in looked.new]
        import_report.rows(f"People to add ({len(rows):,})", "People to add", tuple(_SHOWN.values()), rows)
    import_report.left(looked.left)


def _sums(looked: Imported) -> str:
    there = counted(looked.there, "has a row already", "have a row already")
    different = f", {looked.different} of them with differences" if looked.there else ""
    return (
        f"{counted(len(looked.new), 'new person', 'new people')} in {counted(looked.gathered.read, 'record')} "
        f"({looked.gathered.format}). {there}{different}. "
        f"{len(looked.left)} cannot be imported."
    )


def _label(looked: Imported) -> str:
    if looked.new:
        return f"Add {counted(len(looked.new), 'person', 'people')}"
    return "List the differences in BP Import" if looked.different else ""


def _ask() -> None:
    """In a callback: add the people when the page is drawn, where it can show that this goes on."""
    if not user_name.asks_first(_ask):
        st.session_state[_ADDING] = True


def _add_if_asked(draft: Draft) -> None:
    if not take(_ADDING) or draft.looked is None:
        return

    def work() -> Outcome:
        session.require(Right.PEOPLE)
        done = _imported(draft, user_name.by(Right.SHELVE), dry_run=False)
        st.session_state[_DONE] = done
        text = f"{counted(done.added, 'person is', 'people are')} in the pocket."
        return Outcome(text, failed=False, action_id="", at=monotonic())

    with st.spinner("Adding to the workbook"):
        user_actions.attempt(work)
    outcome = user_actions.last_outcome()
    if outcome and outcome.failed:
        draft.problem = outcome.text
        return
    st.rerun()


def _result(done: Imported) -> None:
    """What was added, and what to do next."""
    heading("Imported")
    said = f"{counted(done.added, 'person was', 'people were')} added; {done.there} already had a row."
    if done.different:
        said += f" {done.different} of those differ: the tab BP Import shows what the file offers."
    st.html(element(said, role="status"))
    if done.added:
        st.caption("Press Update at the top to match them.")
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.page_link(CANDIDATES, label="See the candidates")
        st.button("Import other files", on_click=_begin_again, key="import_again")
    import_report.remarks([*done.remarks, *done.problems])
    import_report.left(done.left)


def _begin_again() -> None:
    forget(_DONE, _DRAFT)
    for name in [one for one in st.session_state if str(one).startswith("import_")]:
        del st.session_state[name]
    # Another uploader, which holds no files.
    st.session_state[_NUMBER] = st.session_state.get(_NUMBER, 0) + 1
