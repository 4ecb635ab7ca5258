"""Hires by champion, a nominee's slate, and selection rates side by side. Only counts, no verdicts."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from automation.core.access.roles import Right
from automation.core.model import each_row
from automation.core.reports import hiring_metrics, time_windows
from automation.core.reports.selection_rates import SMALL, Compared, Group, compare
from automation.core.schema import CANDIDATES, MATCH_COLUMNS, REQUISITIONS
from automation.core.sentences import counted
from dashboard.auth import session
from dashboard.data.filters import Scope
from dashboard.data.names import colleague
from dashboard.ui import page_frame
from dashboard.ui.components import Column, definition, empty, heading, md, requisition_name, table
from dashboard.ui.match_card import fit_pill
from dashboard.ui.requisitions import nominee_comparison

COMPONENTS = ("must", "nice", "title", "level", "location", "pay", "track")
_TITLES = {column.id: column.header for column in MATCH_COLUMNS}


def show(scope: Scope) -> None:
    """Draw the page."""
    if session.may(Right.PEOPLE):
        _concentration(scope)
        _peers(scope)
    _rates()


def _concentration(scope: Scope) -> None:
    heading("Whose people were hired", definition(hiring_metrics.concentration))
    found = hiring_metrics.concentration(scope.book, scope.window)
    if not found:
        filled_on, filled_by = (scope.view.book.header(REQUISITIONS, one) for one in ("filled_on", "filled_by"))
        empty(
            f"No one was hired from the pocket in the last {scope.days} days.",
            f"Appears after a hire: once a requisition is Filled, with {filled_on} and {filled_by}.",
        )
        return
    table(
        "Hires from the pocket by champion",
        ["Champion", Column("Hires", number=True), Column("Of all from the pocket", number=True)],
        [[colleague(scope.view, name) or "No champion", ratio.part, str(ratio)] for name, ratio in found],
    )


def _peers(scope: Scope) -> None:
    heading(
        "Nominee comparison", "A nominee is a candidate on a slate whose champion is that requisition's hiring manager."
    )
    found = _nominees(scope)
    if not found:
        book = scope.view.book
        champion, manager = book.header(CANDIDATES, "champion"), book.header(REQUISITIONS, "hiring_manager")
        empty(
            "No slate has a candidate whose champion is its hiring manager.",
            f"It shows where {champion} in Candidates and {manager} in Requisitions name the same person.",
        )
        return
    chosen = st.selectbox(
        "Nominee",
        sorted(found),
        format_func=lambda key: _nominee_name(scope, *found[key]),
        key="nominee",
        bind="query-params",
        label_visibility="collapsed",
        width=520,
    )
    nominee, slate = found[str(chosen)]
    table(
        "The slate on the same criteria",
        ["Name", "Band", *(Column(_TITLES[name], number=True) for name in _shown(scope)), "Known"],
        [_peer(scope, row, nominee.candidate_key) for row in slate],
    )
    what = "Points per criterion, the same for all" if scope.view.shows_scores else "The same criteria for all"
    st.caption(f"{what}; the nomination itself earns none.")


def _shown(scope: Scope) -> Sequence[str]:
    """The criteria whose points are shown."""
    return COMPONENTS if scope.view.shows_scores else ()


def _nominees(scope: Scope) -> dict[str, tuple[Any, Sequence[Any]]]:
    """Requisition/candidate, as compared keys → the nominee's match and the whole slate."""
    slates: dict[str, list[Any]] = {}
    for row in each_row(scope.matches):
        slates.setdefault(row.req_key, []).append(row)
    return {
        f"{req}/{row.candidate_key}": (row, slate)
        for req, slate in slates.items()
        for row in nominee_comparison.nominees_on(scope.view, scope.view.requisitions[req], slate)
    }


def _nominee_name(scope: Scope, nominee: Any, slate: Sequence[Any]) -> str:
    requisition = requisition_name(scope.view.requisitions[nominee.req_key])
    others = counted(len(slate) - 1, "peer")
    return f"{nominee.name or nominee.candidate} for {requisition}, with {others}"


def _peer(scope: Scope, row: Any, nominee: str) -> list[object]:
    name = row.name or row.candidate
    mark = " (nominee)" if row.candidate_key == nominee else ""
    points = [getattr(row, component) for component in _shown(scope)]
    return [f"{name}{mark}", fit_pill(scope.view, row), *points, row.known]


def _rates() -> None:
    heading(
        "Selection rates",
        "Each group's rate beside the highest one. p: how often chance alone gives counts as uneven as these two "
        "groups' (Fisher's exact test, two-sided).",
    )
    st.caption("Type in counts from elsewhere. Nothing is kept, and no row says to which group a candidate belongs.")
    blank = pd.DataFrame(
        {"Group": ["Group A", "Group B", ""], "Considered": [None] * 3, "Selected": [None] * 3},
    ).astype({"Group": "string", "Considered": "Int64", "Selected": "Int64"})
    typed = st.data_editor(
        blank,
        key="rates",
        num_rows="dynamic",
        hide_index=True,
        width=520,
        column_config={
            "Considered": st.column_config.NumberColumn(min_value=0, step=1),
            "Selected": st.column_config.NumberColumn(min_value=0, step=1),
        },
    )
    groups = [
        Group(str(name) if pd.notna(name) and name else "no name", int(considered), int(selected))
        for name, considered, selected in typed.astype(object).itertuples(index=False, name=None)
        if pd.notna(considered) and pd.notna(selected)
    ]
    if len(groups) < 2:
        empty("Two groups with both counts give a comparison.")
        return
    try:
        found = compare(groups)
    except ValueError as error:
        st.error(md(str(error)))
        return
    table(
        "Selection rates side by side",
        ["Group", *(Column(title, number=True) for title in ("Selected", "To the highest", "p")), "Note"],
        [_rate_row(one) for one in found],
    )


def _rate_row(one: Compared) -> list[object]:
    ratio = None if one.ratio is None or one.group.considered < time_windows.LEAST else f"{one.ratio:.2f}"
    chance = None if one.p is None else "< 0.001" if one.p < 0.001 else f"{one.p:.3f}"
    note = f"Fewer than {SMALL} considered: one person more or less changes it" if one.small else " "
    return [one.group.name, str(one.group.rate), ratio, chance, note]


show(page_frame.scope())
