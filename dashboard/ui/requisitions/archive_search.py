"""People of the archive who would fit a requisition: searched when asked, chosen one by one, added in a user's name."""

from dataclasses import dataclass
from time import monotonic
from typing import Any

import streamlit as st

from automation.core.access.roles import Right
from automation.core.matching.explanations import LABELS
from automation.core.matching.scoring import scaled_weights, tenths
from automation.core.model import Status
from automation.core.sentences import counted, listed
from automation.readmodel.workbook_view import View
from automation.services import archive
from automation.services.archive import Found, Shown
from automation.services.imports.order import Imported
from dashboard.auth import session
from dashboard.data.failures import failure_text
from dashboard.data.session_values import forget
from dashboard.ui import page_frame, user_actions, user_name
from dashboard.ui.candidates import selection
from dashboard.ui.components import empty, heading, md, popover
from dashboard.ui.templating import Markup, element, macro
from dashboard.ui.user_actions import Outcome

# The last search of this session; the most people of it that are shown.
_SEARCH, MOST = "_archive_search", 20
_PART = "archive"
COST = "A search takes about ten seconds, and one more for each million rows; longer where the machine is busy."


@dataclass(frozen=True)
class _Search:
    """A search that was done.

    Attributes:
        req: The requisition's compared key.
        found: What it found.
        seconds: How long it took.
    """

    req: str
    found: Found
    seconds: float


def draw(view: View, row: Any) -> None:
    """Draw the button that searches, and whom the last search found; nothing where the settings name no archive."""
    named = page_frame.source().settings.archive
    if not named or row.status is not Status.OPEN or not (session.may(Right.SHELVE) and session.may(Right.PEOPLE)):
        return
    heading("In the archive")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        searched = st.button("Search the archive", key=f"archive_{row.Index}")
        st.caption(COST)
    if searched:
        _search(row)
    last = st.session_state.get(_SEARCH)
    if isinstance(last, _Search) and last.req == row.Index:
        _found(view, row, last)


def _search(row: Any) -> None:
    here, began = page_frame.source(), monotonic()
    forget(_SEARCH)
    step = st.empty()

    def say(text: str) -> None:
        step.caption(md(f"{text}…"))

    try:
        room = here.room(here.store())
        found = archive.search(room, [row.key], top=MOST, on_step=say)
    except Exception as failure:  # noqa: BLE001  (The page shows every failure, and goes on.)
        step.error(md(page_frame.error_text(failure_text(failure))))
        return
    step.empty()
    st.session_state[_SEARCH] = _Search(row.Index, found, monotonic() - began)


def _found(view: View, row: Any, last: _Search) -> None:
    people = [one for some in last.found.people.values() for one in some]
    searched = f"Searched {counted(last.found.index.people, 'row')} in {counted(round(last.seconds), 'second')}."
    if not people:
        empty("No one in the archive fits.", searched)
        return
    st.html(element(f"{searched} The best {counted(len(people), 'person', 'people')}:", role="status"))
    new = [one.hit.key for one in people if not one.in_sheet]
    chosen = selection.chosen(_part(row), new)
    for number, one in enumerate(people):
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"person_archived_{number}"):
            there = "Has a row in the sheet" if one.in_sheet else ""
            selection.checkbox(_part(row), one.hit.key, one.hit.name or one.hit.key, there)
            st.html(_line(view, one), width="stretch")
    if chosen:
        label = f"Add {len(chosen)} to the sheet"
        popover(label, lambda: _confirm(last.found, chosen), key=f"archive_add_{row.Index}")


def _part(row: Any) -> str:
    return f"{_PART}_{row.Index}"


def _line(view: View, one: Shown) -> Markup:
    points = one.hit.points
    most = scaled_weights({name: view.book.rules.weights[name] for name in points})
    where = f"{one.file}, row {one.row}" + ("; has a row in the sheet" if one.in_sheet else "")
    if view.shows_scores:
        why = ", ".join(f"{LABELS[name]} {tenths(own):g} of {tenths(most[name]):g}" for name, own in points.items())
        return macro(
            "archived", name=one.hit.name or one.hit.key, score=f"{tenths(one.hit.score):g}", why=why, where=where
        )
    fits = listed([LABELS[name] for name, own in points.items() if own and 2 * own >= most[name]])
    why = f"Fits by {fits}" if fits else "Fits in part"
    return macro("archived", name=one.hit.name or one.hit.key, score="", why=why, where=where)


def _confirm(found: Found, keys: list[str]) -> None:
    """What adding them would do, and the button that does it."""
    try:
        with st.spinner("Comparing with the workbook"):
            looked = _shelved(found, keys, "", dry_run=True)
    except Exception as failure:  # noqa: BLE001  (The page shows every failure, and goes on.)
        st.error(md(page_frame.error_text(failure_text(failure))))
        return
    st.markdown(f"{counted(len(looked.new), 'new row', 'new rows')} in Candidates; {looked.there} there already.")
    if looked.columns:
        st.caption(f"Candidates gets new columns on the right: {md(', '.join(looked.columns))}.")
    if looked.new:
        label = f"Add {counted(len(looked.new), 'person', 'people')}"
        user_actions.button(label, _add, found, keys, key="archive_add_now", kind="primary")


def _add(found: Found, keys: list[str]) -> None:
    def work() -> Outcome:
        session.require(Right.PEOPLE)
        done = _shelved(found, keys, user_name.by(Right.SHELVE), dry_run=False)
        forget(_SEARCH)
        said = f"{counted(done.added, 'person is', 'people are')} in the pocket. Press Update at the top to match them."
        return Outcome(said, failed=False, action_id="", at=monotonic())

    user_actions.attempt(work)


def _shelved(found: Found, keys: list[str], by: str, *, dry_run: bool) -> Imported:
    here = page_frame.source()
    return archive.shelve_found(here.room(here.store()), found, keys, by, dry_run=dry_run)
