"""The results on the pocket page: figures about the use of the pocket, and the rows behind each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from automation.core.reports import hiring_metrics, pool_health
from automation.core.sentences import counted
from automation.core.workbook.contacts import contact_or_shelving
from dashboard.data.filters import Scope
from dashboard.data.metric_cache import figures
from dashboard.ui.components import definition, heading, md, person_name
from dashboard.ui.figures import drilldown
from dashboard.ui.templating import element


@dataclass(frozen=True)
class _Figure:
    """One figure.

    Attributes:
        name: Its label.
        value: Its text.
        metric: The function that computes it; the docstring is the definition.
        draw: Draws the rows behind it.
    """

    name: str
    value: str
    metric: Callable[..., Any]
    draw: Callable[[Scope], None]


def draw(scope: Scope) -> None:
    """Draw one line per figure, and a button for the rows behind them."""
    heading("Results")
    st.caption(f"In the last {scope.days} days, or today")
    found = _figures(scope)
    for one in found:
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap="small"):
            st.markdown(md(one.name), help=definition(one.metric), width="content")
            st.html(element(one.value, "bp-number"), width="content")

    def behind() -> None:
        by_name = {one.name: one for one in found}
        first = next((place for place, one in enumerate(found) if one.value != "—"), 0)
        name = st.selectbox("Figure", list(by_name), index=first)
        by_name[str(name)].draw(scope)

    drilldown.opens("Show details", "Results", behind, "rows_quality")


def _figures(scope: Scope) -> list[_Figure]:
    found = figures(scope)
    days = found.time_to_slate
    middle = "—" if days.median is None else f"{days.median:g} (of {counted(len(days), 'slate')})"
    return [
        _Figure("Filled from the pocket", str(found.rediscovery), hiring_metrics.rediscovery, _filled),
        _Figure("Strong matches never contacted", str(found.missed_ratio), hiring_metrics.missed_pocket, _missed),
        _Figure("A pocket candidate on the slate", str(found.pocket_on_slate), hiring_metrics.pocket_on_slate, _slates),
        _Figure("Reason recorded", str(found.reason_quality), pool_health.reason_quality, _reasons),
        _Figure("In contact within 180 days", str(found.now.fresh), pool_health.fresh, _contact),
        _Figure("Without a next date or an owner", str(found.now.unplanned), pool_health.unplanned, _unplanned),
        _Figure("Median days to slate", middle, hiring_metrics.time_to_slate, _presented),
    ]


def _filled(scope: Scope) -> None:
    drilldown.requisitions(
        scope.view,
        hiring_metrics.filled(scope.book, scope.window),
        "Requisitions filled in the window",
        "Filled by",
        lambda row: row.filled_by or row.hire_source or "unknown",
    )


def _missed(scope: Scope) -> None:
    names = {
        row.Index: ", ".join(person_name(scope.view.people[key]) for key in keys) for row, keys in figures(scope).missed
    }
    drilldown.requisitions(
        scope.view,
        hiring_metrics.filled(scope.book, scope.window),
        "Requisitions filled in the window",
        "Strong, and never contacted",
        lambda row: names.get(row.Index) or "no one",
    )


def _slates(scope: Scope) -> None:
    found = hiring_metrics.slates_from_pocket(scope.book, scope.view.plan.slates.pairs, scope.window)
    drilldown.requisitions(
        scope.view,
        [scope.view.requisitions[key] for key in found],
        "Slates presented in the window",
        "Has a candidate who was shelved before",
        lambda row: "yes" if found[row.Index] else "no",
    )


def _reasons(scope: Scope) -> None:
    found = pool_health.shelved_in(scope.book, scope.window)
    drilldown.people_yes_no(scope.view, found, "People shelved in the window", "Reason recorded")


def _contact(scope: Scope) -> None:
    drilldown.people(
        scope.view,
        drilldown.newest_contact_first(figures(scope).now.eligible),
        "People you may write to, by last contact",
        "Group",
        lambda row: pool_health.age_label(contact_or_shelving(row), scope.view.today),
    )


def _unplanned(scope: Scope) -> None:
    def missing(row: Any) -> str:
        plan = scope.view.plans.get(row.Index)
        dated = plan is not None and plan.on is not None
        return "an owner" if dated else "a next date"

    drilldown.people(
        scope.view,
        pool_health.without_plan(figures(scope).now.eligible, scope.view.follow_ups),
        "Candidates without a next date or an owner",
        "Lacks",
        missing,
    )


def _presented(scope: Scope) -> None:
    found = hiring_metrics.slates_presented(scope.book, scope.window)
    days = {row.Index: count for row, count in found}
    drilldown.requisitions(
        scope.view,
        [row for row, _ in found],
        "Slates presented in the window",
        "Days",
        lambda row: days[row.Index],
    )
