"""A slate as a link for its hiring manager: make one, take it along, revoke it."""

from typing import Any
from urllib.parse import quote

import streamlit as st

from automation.core.access.roles import Role
from automation.core.schema import REQUISITIONS
from automation.core.text import key_of
from automation.core.workbook.action_log import REVIEW_VALID, Action
from automation.outreach.context import secrets_of
from automation.readmodel.workbook_view import View
from automation.services.colleagues import reviews
from automation.services.colleagues.staff import Staff
from dashboard.data.names import colleague
from dashboard.ui import page_frame, user_actions
from dashboard.ui.components import day, md


def draw(view: View, row: Any) -> None:
    """Draw the links of a requisition that are valid, each with a button that revokes it, and one for a new link.

    Args:
        view: The reading.
        row: The requisition's row.
    """
    if not view.settings.respond_url:
        st.caption("Set respond_url in backpocket.toml first: the link leads to the pages of `backpocket respond`.")
        return
    if not row.hiring_manager:
        header = view.book.header(REQUISITIONS, "hiring_manager")
        st.caption(md(f"Fill {header} in the requisition's row first."))
        return
    name, now = colleague(view, row.hiring_manager), page_frame.source().clock.now()
    valid = [
        one
        for one in view.actions.reviews.values()
        if key_of(one.requisition) == row.Index and not reviews.is_over(one, now)
    ]
    for review in valid:
        _link(view, row, review)
    if any(one.value == row.hiring_manager for one in valid):
        return
    days = REVIEW_VALID.days
    st.caption(md(f"{name} answers yes, no or star on one page, without an account. The link works for {days} days."))
    user_actions.button(
        "Make a link",
        user_actions.do,
        f"Link made: the slate of {row.key}, for {name}.",
        reviews.issue,
        row.key,
        row.hiring_manager,
        key=f"issue_{row.Index}",
        kind="primary",
    )


def _link(view: View, row: Any, review: Action) -> None:
    link = reviews.link_of(view.settings, secrets_of(view.settings, view.locator), review)
    until, name = day(review.on + REVIEW_VALID, view.today), colleague(view, review.value)
    st.caption(md(f"Only for {name}, until {until}. Copy the link, or write a mail."))
    st.code(link, language=None)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.link_button("Write a mail", _mail(view, row, review, link))
        user_actions.undo_button(review.action_id, key=f"revoke_{review.action_id}", label="Revoke")


def _mail(view: View, row: Any, review: Action, link: str) -> str:
    """A mail to the manager in the user's own mail program."""
    found = Staff(view.settings).find(review.value, Role.MANAGER)
    subject, body = f"{row.key} {row.title}: who do you want to meet?", f"Yes, no or star, on one page:\n\n{link}\n"
    address = quote(found.sender.address, safe="@") if found else ""
    return f"mailto:{address}?subject={quote(subject, safe='')}&body={quote(body, safe='')}"
