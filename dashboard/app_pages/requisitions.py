"""Open requisitions, and the slate of each."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from automation.core.access.roles import Right
from automation.core.model import Band, MatchFrame, Status, each_row
from automation.core.schema import REQUISITIONS
from automation.core.sentences import counted
from automation.core.text import key_of
from automation.readmodel.workbook_view import View
from automation.services import recruiter_actions
from dashboard.auth import session
from dashboard.data.filters import Scope
from dashboard.data.names import colleague
from dashboard.ui import page_frame, user_actions
from dashboard.ui.candidates import candidate_drawer
from dashboard.ui.components import choice, day, empty, md, requisition_name
from dashboard.ui.requisitions import archive_search, nominee_comparison, openings, slate_cards
from dashboard.ui.templating import element, macro, style

ALL, STRONG, TO_CHECK, NO_MATCH = "All open", "Strong waiting", "Not checked", "No match yet"
# Texts without characters that Markdown interprets.
_PLAIN = re.compile(r"[\w .\-/]*")


def page() -> None:
    """Draw the list, and the chosen requisition."""
    scope = page_frame.scope()
    st.html(style("rows"))
    # In a container of its own: what comes or goes above a field makes the browser lose text that is being typed.
    with st.container():
        openings.draw(scope.view)
    show = choice(st.pills, "Show", (ALL, STRONG, TO_CHECK, NO_MATCH), key="show")
    rows = _wanted(scope, show) or _named(scope.view)
    if not rows:
        _nothing(scope, show)
        return
    left, right = st.columns([1, 3.4], gap="medium")
    with left:
        chosen = _chosen(scope, rows)
    with right:
        _requisition(scope.view, chosen)
    candidate_drawer.open_if_asked(scope.view)


def _nothing(scope: Scope, show: str) -> None:
    if not len(scope.view.book.requisitions) and not session.may(Right.PEOPLE):
        manager = scope.view.book.header(REQUISITIONS, "hiring_manager")
        empty("No requisition is yours.", f"Those that name you as {manager} appear here, with their slates.")
    elif show != ALL:
        empty(f"No open requisition here: {show.lower()}.", "Choose All open above.")
    elif len(scope.view.book.requisitions):
        empty("No requisition is open here.", "Only those with the status Open are matched; look at the filters, too.")
    else:
        empty(
            "There are no requisitions yet.", "Type one into the tab Requisitions: an ID, a title and the status Open."
        )


def _named(view: View) -> list[Any]:
    """The requisition that the address names: where none is open, a link to a filled one still shows it."""
    row = view.requisitions.get(key_of(str(st.query_params.get("req") or "")))
    return [] if row is None else [row]


def _wanted(scope: Scope, show: str) -> list[Any]:
    """The open requisitions of the chosen kind: most Strong matches first, then the oldest."""
    strong, matched = _strong(scope.matches), set(scope.matches["req_key"])
    rows = [row for row in each_row(scope.book.requisitions) if row.status is Status.OPEN]
    if show == STRONG:
        rows = [row for row in rows if strong.get(row.Index, 0)]
    elif show == TO_CHECK:
        rows = [row for row in rows if row.pocket_checked_on is None]
    elif show == NO_MATCH:
        rows = [row for row in rows if row.Index not in matched]
    return sorted(rows, key=lambda row: (-strong.get(row.Index, 0), row.opened_on or date.max, row.Index))


def _strong(matches: MatchFrame) -> Counter[str]:
    return Counter(matches.having("band", Band.STRONG)["req_key"])


def _label(row: Any) -> str:
    """The key as the option's label, which the address shows, too; escaped only if Markdown would change it."""
    return str(row.key) if _PLAIN.fullmatch(row.key) and "__" not in row.key else md(row.key)


def _chosen(scope: Scope, rows: Sequence[Any]) -> Any:
    """Draw the list. The address keeps the choice, and may name a requisition that the filters leave out."""
    view = scope.view
    named = key_of(str(st.session_state.get("req") or st.query_params.get("req") or ""))
    if named in view.requisitions and all(row.Index != named for row in rows):
        rows = [view.requisitions[named], *rows]
    elif named and all(_label(row) != st.query_params.get("req") for row in rows) and "req" not in st.session_state:
        st.caption(f"There is no requisition {md(st.query_params.get('req', ''))} here; this is the first of the list.")
    if named in view.requisitions and "req" not in st.session_state:
        # A link may have the key in upper or lower case, but the widget's value must be one of its options.
        st.session_state["req"] = _label(view.requisitions[named])
    strong = _strong(view.matches)
    by_label = {_label(row): row for row in rows}
    with st.container(height=640 if len(rows) > 9 else "content", border=False):
        label = st.radio(
            "Requisition",
            list(by_label),
            key="req",
            bind="query-params",
            label_visibility="collapsed",
            captions=[_caption(row, strong.get(row.Index, 0), view.today) for row in by_label.values()],
        )
    return by_label[str(label)]


def _caption(row: Any, strong: int, today: date) -> str:
    opened = counted((today - row.opened_on).days, "day") + " open" if row.opened_on else "no opening day"
    state = opened if row.status is Status.OPEN else str(row.status or "no status").lower()
    check = "checked" if row.pocket_checked_on else "not checked"
    return f"{md(row.title or 'No title')}  \n{state} · {strong} Strong · {check}"


def _requisition(view: View, row: Any) -> None:
    st.subheader(md(requisition_name(row)), anchor=False)
    st.html(element(_facts(view, row), "bp-facts"))
    _pocket_check(view, row)
    slate = [match for match in each_row(view.matches) if match.req_key == row.Index]
    if not slate:
        _no_match(view, row)
    slate_cards.draw(view, row, slate)
    nominee_comparison.draw(view, row, slate)
    archive_search.draw(view, row)


def _facts(view: View, row: Any) -> str:
    today = view.today
    place = ", ".join(filter(None, (row.location, str(row.remote or ""))))
    asked = f"needs {', '.join(row.must)}" if row.must else "no must-have skills"
    facts = (
        place,
        row.level.label if row.level is not None else "",
        f"salary {row.pay}" if row.pay else "",
        f"opened {day(row.opened_on, today)}" if row.opened_on else "",
        f"posted {day(row.posted_on, today)}" if row.posted_on else "not posted",
        f"hiring manager {colleague(view, row.hiring_manager)}" if row.hiring_manager else "",
        f"recruiter {colleague(view, row.recruiter)}" if row.recruiter else "no recruiter",
        asked,
    )
    return " · ".join(filter(None, facts))


def _pocket_check(view: View, row: Any) -> None:
    """When and by whom the pocket was checked, or the button that marks it as checked."""
    check = view.actions.checks.get(row.Index)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if row.pocket_checked_on:
            by = f", {colleague(view, row.pocket_checked_by)}" if row.pocket_checked_by else " (from the sheet)"
            after = row.posted_on and row.pocket_checked_on > row.posted_on
            late = day(row.posted_on, view.today) if after else ""
            text = f"Checked on {day(row.pocket_checked_on, view.today)}{by}."
            st.html(macro("checked", text=text, late=late), width="content")
            if check and row.pocket_checked_by:
                user_actions.undo_button(check.action_id, key=f"unchecked_{check.action_id}")
        elif row.status is Status.OPEN:
            user_actions.button(
                "Mark as checked",
                user_actions.do,
                f"Checked the pocket for {row.key}.",
                recruiter_actions.check_pocket,
                row.key,
                key=f"checked_{row.Index}",
                kind="primary",
            )
            if row.posted_on:
                posted = f"It was posted on {day(row.posted_on, view.today)}."
                st.html(element(posted, "bp-warn", tag="span"), width="content")


def _no_match(view: View, row: Any) -> None:
    if row.status is not Status.OPEN:
        empty("It is not open, so it has no matches.", "Set its status to Open in the sheet.")
    elif not row.must and not row.title:
        empty("No candidate can be compared with it.", "Type a title and three to five must-have skills into its row.")
    else:
        score = f"score {view.book.rules.slate_floor:g} or more" if view.shows_scores else "fit"
        empty("No match yet.", f"Candidates who {score} appear here.")


page()
