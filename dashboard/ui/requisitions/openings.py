"""The openings on the company's job boards that have no requisition yet, each with a button to take it over."""

from time import monotonic

import streamlit as st

from automation.core.access.roles import Right
from automation.core.imports.openings_tab import Shown
from automation.readmodel.workbook_view import View
from automation.services.imports.openings import new_openings, take_over
from dashboard.auth import session
from dashboard.ui import page_frame, user_actions, user_name
from dashboard.ui.templating import Markup, macro
from dashboard.ui.user_actions import Outcome

# The most openings that are shown; others follow as these are taken over.
MOST = 30


def draw(view: View) -> None:
    """Draw them, for users who see the whole workbook; nothing where there are none."""
    if not (session.may(Right.SHELVE) and session.may(Right.PEOPLE)):
        return
    found = new_openings(view.snapshot)
    if not found:
        return
    with st.expander(f"On your job boards, without a requisition ({len(found)})"):
        for one in found[:MOST]:
            with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"opening_{one.req_id}"):
                st.html(_line(one), width="stretch")
                if link := one.cells["link"]:
                    st.link_button("Open", link, type="tertiary")
                user_actions.button("Take over", _take_over, one.req_id, one.cells["title"], key=f"take_{one.req_id}")
        if len(found) > MOST:
            st.caption(f"And {len(found) - MOST:,} more, in the tab BP Openings.")


def _line(one: Shown) -> Markup:
    where = " · ".join(filter(None, (one.cells[name] for name in ("family", "location", "remote", "board"))))
    _, _, same = one.cells["state"].partition("; ")
    return macro("job", title=one.cells["title"], where=where, same=same)


def _take_over(req_id: str, title: str) -> None:
    def work() -> Outcome:
        session.require(Right.PEOPLE)
        here = page_frame.source()
        added = take_over(here.store(), here.clock, req_id, user_name.by(Right.SHELVE))
        said = "is in Requisitions now. Add its must-have skills there" if added else "is in Requisitions already"
        return Outcome(f"{title} {said}.", failed=False, action_id="", at=monotonic())

    user_actions.attempt(work)
