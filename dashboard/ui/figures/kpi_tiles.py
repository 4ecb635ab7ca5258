"""The five figures on top of the first page."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from automation.core.matching.scoring import open_requisitions
from automation.core.model import Band, each_row
from automation.core.reports import hiring_metrics, outreach_metrics, pool_health, time_windows
from automation.core.reports.stays import in_pocket
from automation.core.reports.time_windows import Ratio
from automation.core.sentences import counted
from dashboard.data.filters import Scope
from dashboard.data.metric_cache import figures
from dashboard.ui.components import definition, sparkline
from dashboard.ui.figures import drilldown


def draw(scope: Scope) -> None:
    """Draw the tiles, each with a button that shows its rows."""
    tiles = (_pool_tile, _good_tile, _checked_tile, _overdue_tile, _replies_tile)
    with st.grid(len(tiles), min_column_width=160, gap="small", key="tiles"):
        for tile in tiles:
            with st.container(border=True, height="stretch", gap="xsmall"):
                tile(scope)


def _figure(
    label: str,
    value: str,
    metric: Callable[..., Any],
    note: str | int = "",
    since: str = "",
    chart: Sequence[int] = (),
) -> None:
    moved = isinstance(note, int)
    st.metric(
        label,
        value,
        note if moved else note or None,
        delta_color="off",
        delta_arrow="auto" if moved else "off",
        delta_description=since or None,
        help=definition(metric),
    )
    sparkline(chart, f"{label} over time")
    # The button that shows the rows is at the foot of each tile.
    st.space("stretch")


def _pool_tile(scope: Scope) -> None:
    people, trend = figures(scope).now.pocket, figures(scope).trend
    _figure("In the pocket", f"{len(people):,}", in_pocket, figures(scope).growth.net, f"in {scope.days} days", trend)

    def behind() -> None:
        drilldown.people(scope.view, drilldown.newest_contact_first(people), "People in the pocket")

    drilldown.opens("Show people", "In the pocket", behind, "rows_pool")


def _good_tile(scope: Scope) -> None:
    ratio = figures(scope).now.good
    strong = len(scope.matches.having("band", Band.STRONG))
    _figure(
        "Openings with a good match",
        _counts(ratio),
        hiring_metrics.somebody_good,
        f"{counted(strong, 'Strong match', 'Strong matches')}",
        chart=[] if scope.owner or scope.family else pool_health.run_trend(scope.view.runs, "strong", scope.window),
    )
    wanted = list(each_row(open_requisitions(scope.book.requisitions)))
    best = {row.req_key: row for row in each_row(scope.matches) if row.rank == 1}

    def best_match(row: Any) -> object:
        first = best.get(row.Index)
        return f"{first.name or first.candidate}, {scope.view.fit(first)}" if first else "No one yet"

    drilldown.opens(
        "Show requisitions",
        "Open requisitions",
        lambda: drilldown.requisitions(
            scope.view, wanted, "Open requisitions and the best match of each", "Best", best_match
        ),
        "rows_good",
    )


def _checked_tile(scope: Scope) -> None:
    ratio, before = figures(scope).checked, figures(scope).checked_before
    earlier = f"{before} before that" if before.whole else "no earlier period"
    note = f"{_share(ratio)}{earlier}"
    _figure("Checked before posting", _counts(ratio), hiring_metrics.looked_before_posting, note)
    found = hiring_metrics.checks(scope.book, scope.window)
    words = {True: "In time", False: "Not in time", None: "Still time"}
    checked = {row.Index: words[in_time] for row, in_time in found}
    drilldown.opens(
        "Show requisitions",
        f"Opened in {scope.days} days",
        lambda: drilldown.requisitions(
            scope.view,
            [row for row, _ in found],
            "Requisitions opened in the window, and whether the pocket was checked in time",
            "Checked",
            lambda row: checked[row.Index],
        ),
        "rows_checked",
    )


def _overdue_tile(scope: Scope) -> None:
    late = figures(scope).now.overdue
    note = f"{late.orphaned:,} unassigned" if late.count else "nothing is late"
    _figure("Follow-ups overdue", f"{late.count:,}", pool_health.overdue, note)

    def behind() -> None:
        found = [row for row in each_row(scope.follow_ups) if row.on is not None and row.on < scope.view.today]
        if late.median_days is not None:
            st.caption(f"Median {late.median_days:g} days late")
        drilldown.follow_ups(scope.view, found, "Follow-ups whose day has passed")

    drilldown.opens("Show follow-ups", "Follow-ups overdue", behind, "rows_overdue")


def _replies_tile(scope: Scope) -> None:
    ratio = figures(scope).response_rate
    note = f"{_share(ratio)}reached in {scope.days} days" if ratio.whole else f"no one reached in {scope.days} days"
    _figure("Answered", _counts(ratio), outreach_metrics.response_rate, note)

    def behind() -> None:
        found = outreach_metrics.responses(scope.book, scope.view.history, scope.window)
        drilldown.people_yes_no(scope.view, found, "People whom a message reached in the window", "Answered")

    drilldown.opens("Show people", "Reached, and answered", behind, "rows_answered")


def _counts(ratio: Ratio) -> str:
    return f"{ratio.part:,} / {ratio.whole:,}" if ratio.whole else "—"


def _share(ratio: Ratio) -> str:
    return "" if ratio.share is None else f"{time_windows.percent(ratio.share)} · "
