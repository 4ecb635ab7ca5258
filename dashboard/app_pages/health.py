"""Pipeline health: how far people get from the pocket to a hire, and every figure behind it as a chart and a table."""

from dataclasses import replace
from typing import Any

import streamlit as st

from automation.core.access.roles import Right
from automation.core.reports import funnel, hiring_metrics, outreach_metrics, pool_changes, pool_health
from automation.core.reports.health_report import COUNTED_BY, SECTIONS, STEPS, HealthReport
from automation.core.reports.outreach_metrics import Responses
from automation.core.schema import CANDIDATES, REQUISITIONS
from automation.core.sentences import MONTHS, counted
from dashboard.auth import session
from dashboard.data.filters import Scope
from dashboard.data.metric_cache import figures
from dashboard.ui import page_frame
from dashboard.ui.components import (
    Column,
    choice,
    day,
    definition,
    definition_text,
    empty,
    expander,
    heading,
    requisition_name,
    table,
    to_fill,
)
from dashboard.ui.figures import charts
from dashboard.ui.figures.charts import Table

COHORT, ACTIVITY = "By cohort", "By activity"
WHOLE = "Everyone"
GROUPS = {"Shelve reason": "shelve_reason", "Owner": "owner", "Department": "role_family", "Source": "source"}
REPLIES = {"Month": "month", "Message": "step", "Shelve reason": "reason"}


def show(scope: Scope) -> None:
    """Draw the page."""
    report = _report(scope)
    tables = _funnel(scope, report)
    left, right = st.columns(2, gap="large")
    with left:
        _growth(scope)
        _replies(scope)
        _time_to_slate(scope)
        if session.may(Right.PEOPLE):
            _load(scope)
    with right:
        tables.append(_contact(scope, report))
        _skills(scope)
        tables.append(_consent(scope))
    tables.append(_ratios(scope, report))
    charts.downloads(tables)


def _report(scope: Scope) -> HealthReport:
    """The report of the rows in scope, made once for a reading and its filters."""
    key = ("report", scope.owner, scope.family, scope.days)
    found = scope.view.memo.get(key)
    if not isinstance(found, HealthReport):
        plan = scope.view.plan
        slates = replace(plan.slates, matches=scope.matches)
        plan = replace(plan, book=scope.book, slates=slates, follow_ups=scope.follow_ups)
        found = HealthReport(plan, scope.window)
        scope.view.memo[key] = found
    return found


def _funnel(scope: Scope, report: HealthReport) -> list[Table]:
    heading(
        "From the pocket to a hire",
        "By cohort: of the matches first seen in the window, how many got how far since. By activity: what happened in "
        "the window. On a slate: shortlisted, or on a slate that was presented.",
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        way = choice(st.segmented_control, "View", [COHORT, ACTIVITY], key="funnel_view")
        group = st.selectbox(
            "Compare",
            [WHOLE, *(f"By {name.lower()}" for name in GROUPS)] if way == COHORT else [WHOLE],
            key="funnel_group",
            label_visibility="collapsed",
            width=200,
        )
    if not scope.book.people:
        empty("No one is in the pocket yet.", "Add a row to Candidates for each good person you did not hire.")
        return []
    if way == COHORT and group != WHOLE:
        _funnel_by(report, str(group).removeprefix("By "))
        return []
    steps = (funnel.cohort if way == COHORT else funnel.activity)(report.facts)
    shown = charts.bars(
        f"Funnel {way.lower()}",
        f"In the last {scope.days} days.",
        ["Step", "People", "Matches"],
        [(STEPS[one.name], one.people, one.pairs) for one in steps],
    )
    return [shown]


def _funnel_by(report: HealthReport, name: str) -> None:
    """The people at each step for each group, as a table: groups are too small for charts."""
    group = next(key for label, key in GROUPS.items() if label.lower() == name)
    found = funnel.by_group(report.facts)[group]
    rows = [[label or "none", *(step.people for step in steps)] for label, steps in found.items()]
    charts.numbers(f"Funnel by {name}", [name.capitalize(), *STEPS.values()], rows, opened=True)


def _growth(scope: Scope) -> None:
    heading("Came and left", definition(pool_changes.growth))
    weeks, growth = figures(scope).weeks, figures(scope).growth
    net = f": {growth.net:+,}" if growth.net else ""
    charts.shown(
        "Pocket by week",
        f"In {scope.days} days {growth.added:,} came and {growth.left:,} left{net}.",
        ["Week from", "Came", "Left"],
        [[day(week.monday), week.added, week.left] for week in weeks],
        charts.beside("Change"),
    )


def _contact(scope: Scope, report: HealthReport) -> Table:
    heading("Last contact", definition(pool_health.freshness))
    counts = figures(scope).now.freshness
    fresh = report.ratios["pool_freshness"]
    return charts.bars(
        "Last contact",
        f"In contact within 180 days: {fresh} of the people you may write to.",
        ["Last contact", "People"],
        [(label.capitalize(), count) for label, count in counts.items()],
    )


def _skills(scope: Scope) -> None:
    heading("Skills: wanted and available", definition(pool_health.supply_and_demand))
    found = sorted(figures(scope).now.skills, key=lambda one: (one.held - one.asked, one.name))
    if not found:
        empty("No open requisition asks for a skill.", to_fill(scope.view.book, (REQUISITIONS, "must")))
        return
    first = found[0]
    charts.shown(
        "Skills",
        f"The scarcest: {first.name}, asked for by {counted(first.asked, 'requisition')}, listed by {first.held:,}.",
        ["Skill", "Requisitions", "People"],
        [[one.name, one.asked, one.held] for one in found],
        charts.beside("Counted", lying=True),
    )


def _load(scope: Scope) -> None:
    heading("Load per recruiter", definition(pool_health.load))
    found = figures(scope).now.load
    if not found:
        empty(
            "No open requisition has a recruiter.",
            to_fill(scope.view.book, (REQUISITIONS, "recruiter"), (CANDIDATES, "owner")),
        )
        return
    capacity = scope.book.rules.capacity
    names = [one.recruiter or "unassigned" for one in found]
    over = [name for name, one in zip(names, found, strict=True) if one.requisitions > capacity]
    rows = [
        [name, one.overdue, one.follow_ups - one.overdue, one.requisitions]
        for name, one in zip(names, found, strict=True)
    ]
    says = (
        f"More open requisitions than {capacity:g}: {', '.join(over)}."
        if over
        else (f"No one has more open requisitions than {capacity:g}, the capacity in Settings.")
    )
    charts.shown(
        "Load",
        says,
        ["Recruiter", "Overdue", "Due within 7 days", "Open requisitions"],
        rows,
        charts.stacked("Work"),
    )


def _time_to_slate(scope: Scope) -> None:
    heading("Days to a slate", definition(hiring_metrics.time_to_slate))
    found, days = figures(scope).slates, figures(scope).time_to_slate
    if days.median is None:
        empty(
            f"No slate was presented in {scope.days} days.",
            to_fill(scope.view.book, (REQUISITIONS, "slate_presented_on")),
        )
        return
    rows = [
        [
            requisition_name(row),
            row.slate_presented_on,
            count,
            "Pocket checked first" if hiring_metrics.pocket_first(row, scope.view.today) else "Not checked first",
        ]
        for row, count in found
    ]
    charts.shown(
        "Days to a slate",
        f"{counted(len(days), 'slate')}: {days.median:g} days (median), {days.p90:g} days (90th percentile).",
        ["Requisition", "Presented", "Days", "Pocket"],
        rows,
        charts.dots("Presented", "Days", "Pocket"),
    )


def _replies(scope: Scope) -> None:
    heading("Replies", definition(outreach_metrics.response_rate))
    by = REPLIES[choice(st.segmented_control, "Replies by", list(REPLIES), key="replies_by")]
    found = outreach_metrics.responses_by(scope.book, scope.view.history, scope.window, _group(by))
    if not found:
        empty(f"No message reached anyone in {scope.days} days.", "Write to people on the page Outreach.")
        return
    reached, replied = sum(one.reached for one in found), sum(one.replied for one in found)
    charts.shown(
        f"Replies by {by}",
        f"{counted(replied, 'reply', 'replies')} of {counted(reached, 'person', 'people')} reached.",
        [{"month": "Month", "step": "Message", "reason": "Shelve reason"}[by], "Reached", "Replied", "Interested"],
        [[_named(by, one), one.reached, one.replied, one.interested] for one in found],
        charts.beside("Counted"),
    )


def _group(by: str) -> Any:
    if by == "month":
        return lambda _, send: f"{send.at:%Y-%m}"
    if by == "step":
        return lambda _, send: send.queued.step
    return lambda row, _: str(row.shelve_reason or "none")


def _named(by: str, found: Responses) -> str:
    if by != "month":
        return found.group.capitalize()
    year, month = found.group.split("-")
    return f"{MONTHS[int(month) - 1][:3]} {year}"


def _consent(scope: Scope) -> Table:
    heading("Basis to keep people", definition(pool_changes.consents))
    counts = figures(scope).now.consents
    names = {"valid": "Valid", "expiring": "Ends within 30 days", "expired": "Ended", "none": "None, and one is needed"}
    return charts.bars(
        "Basis",
        f"{counts['expiring']:,} end within 30 days, {counts['expired']:,} have ended, {counts['none']:,} have none.",
        ["Basis", "People"],
        [(names[name], count) for name, count in counts.items()],
    )


def _ratios(scope: Scope, report: HealthReport) -> Table:
    heading(f"Every ratio, last {scope.days} days")
    rows: list[list[object]] = []
    for column, (title, ratios) in zip(st.columns(len(SECTIONS), gap="large"), SECTIONS.items(), strict=True):
        with column:
            table(
                title,
                [title, Column("", number=True)],
                [[label, report.ratios[name]] for name, label in ratios.items()],
            )
            rows += ([label, report.ratios[name].part, report.ratios[name].whole] for name, label in ratios.items())
    expander("How each is counted", _definitions, key="ratio_definitions")
    return Table("Ratios", ["Figure", "Counted", "Of"], rows)


def _definitions() -> None:
    found = [
        [label, definition_text(COUNTED_BY[name])] for ratios in SECTIONS.values() for name, label in ratios.items()
    ]
    table("How each ratio is counted", ["Ratio", "How it is counted"], found)


show(page_frame.scope())
