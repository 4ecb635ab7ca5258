"""The pocket page: its figures, and what needs attention today."""

from functools import partial
from pathlib import Path

import streamlit as st

from automation.core.access.roles import Right
from automation.core.follow_ups.todo import Need, Urgency
from automation.core.matching.scoring import open_requisitions
from automation.core.model import each_row
from automation.core.reports import pool_health
from automation.core.schema import CANDIDATES, REQUISITIONS
from automation.core.sentences import counted
from automation.core.text import key_of
from automation.core.workbook.contacts import contact_or_shelving
from automation.readmodel.workbook_view import View
from dashboard.auth import session
from dashboard.data.filters import Scope
from dashboard.data.metric_cache import figures
from dashboard.data.names import colleague
from dashboard.ui import page_frame, row_list
from dashboard.ui.candidates import candidate_drawer, next_steps
from dashboard.ui.components import (
    Column,
    bar,
    day,
    definition,
    due_words,
    empty,
    heading,
    person_name,
    requisition_name,
    table,
    to_fill,
)
from dashboard.ui.figures import drilldown, kpi_tiles, usage_ratios
from dashboard.ui.row_list import Button, Menu, Row
from dashboard.ui.templating import Markup, element, macro

MOST_NEEDS = 8
# The smallest count that can have the deepest background.
DEEPEST = 6
PAGES = Path(__file__).parent


def show(scope: Scope) -> None:
    """Draw the page."""
    if not (scope.book.candidates or scope.book.requisitions) or not scope.view.book.candidates:
        _empty_pocket(scope)
        return
    kpi_tiles.draw(scope)
    if session.may(Right.PEOPLE):
        wide, narrow = st.columns([2, 1], gap="large")
        with wide:
            _needs(scope)
        with narrow:
            _freshness(scope)
    else:
        _freshness(scope)
    left, right = st.columns(2, gap="large")
    with left:
        _skills(scope)
    with right:
        _load(scope)
        usage_ratios.draw(scope)
    candidate_drawer.open_if_asked(scope.view)


def _empty_pocket(scope: Scope) -> None:
    if scope.owner and scope.view.book.candidates:
        heading(f"{scope.owner} has no candidates")
        owner, champion = (scope.view.book.header(CANDIDATES, one) for one in ("owner", "champion"))
        empty(f"No row of Candidates names them as {owner} or {champion}.", "Choose Everyone above to see all.")
        return
    heading("The pocket is empty")
    if scope.view.problems:
        empty(f"{counted(len(scope.view.problems), 'issue')} to fix: the page Data says which rows cannot be read.")
    empty(
        "Add a row to Candidates for each good candidate you did not hire: name, e-mail, date and reason.",
        "This page then tells who fits what is open, who is due, and whether you look here before you post.",
    )


# ---- What needs attention today -------------------------------------------------------------------------------------


def _needs(scope: Scope) -> None:
    found = figures(scope).now.needs
    more = f", the first {MOST_NEEDS} of {len(found):,}" if len(found) > MOST_NEEDS else ""
    heading("Needs attention today")
    if not found:
        empty("Nothing is due.", "Promises, new Strong matches and consent that runs out will appear here.")
        return
    st.caption(f"Most urgent first{more}")
    row_list.draw([_need(scope.view, need) for need in found[:MOST_NEEDS]], key="needs", framed=False)


def _need(view: View, need: Need) -> Row:
    if need.requisition:
        name = requisition_name(view.requisitions[need.requisition])
    else:
        name = person_name(view.people[need.candidate])
    waits = (view.today - need.since).days
    shown = macro(
        "need",
        name=name,
        reason=due_words(need.reason, view.today),
        age="today" if waits <= 0 else f"since {day(need.since, view.today)}",
        late=need.urgency is Urgency.PROMISE and waits > 0,
        owner=macro("owner", name=colleague(view, need.owner)),
    )
    return Row(f"item_{need.requisition or need.candidate}", shown, _buttons(view, need))


def _buttons(view: View, need: Need) -> list[Button | Menu]:
    """What to do about it; where another page shows what the user must see first, a button that opens that page."""
    if need.requisition:
        return [_opens("requisitions", "Open slate", req=view.requisitions[need.requisition].key)]
    if need.urgency is Urgency.UNKNOWN:
        return [_opens("outreach", "Resolve", part="Messages")]
    row = view.people[need.candidate]
    story = candidate_drawer.story(row.key)
    if session.may(Right.FOLLOW_UP) and session.may(Right.WRITE):
        return next_steps.for_short_row(view, view.plans[need.candidate], row, story)
    return [story]


def _opens(page: str, label: str, **query: str) -> Button:
    return Button(label, partial(st.switch_page, PAGES / f"{page}.py", query_params=query), leaves=True, plain=True)


# ---- Freshness, skills, load -----------------------------------------------------------------------------


def _freshness(scope: Scope) -> None:
    view = scope.view
    people = figures(scope).now.eligible
    heading("Freshness (by last contact)", definition(pool_health.freshness))
    counts = {label: count for label, count in figures(scope).now.freshness.items() if count or label != "no date"}
    st.caption(f"Last contact of {counted(len(people), 'person', 'people')} you may write to")
    most = max([*counts.values(), 1])
    table(
        "People by how long ago you were in contact",
        ["Last contact", Column("People", number=True), ""],
        [[label.capitalize(), count, bar(count, most)] for label, count in counts.items()],
    )

    def draw() -> None:
        drilldown.people(
            view,
            drilldown.newest_contact_first(people),
            "People you may write to, by last contact",
            "Group",
            lambda row: pool_health.age_label(contact_or_shelving(row), view.today),
        )

    drilldown.opens("Show people", "Freshness of the pocket", draw, "rows_fresh")


def _skills(scope: Scope) -> None:
    found = figures(scope).now.skills
    heading("Skills: wanted and available", definition(pool_health.supply_and_demand))
    if not found:
        empty("No open requisition names a must-have skill.", to_fill(scope.view.book, (REQUISITIONS, "must")))
        return
    st.caption("The skills most asked for, and how many people you may write to have them")
    asked, held = (max([DEEPEST, *(getattr(skill, name) for skill in found)]) for name in ("asked", "held"))
    table(
        "Skills that open requisitions ask for",
        ["Skill", Column("Requisitions", number=True), Column("People", number=True)],
        [[skill.name, _heat(skill.asked, asked), _heat(skill.held, held)] for skill in found],
    )

    def draw() -> None:
        name = st.selectbox("Skill", [skill.name for skill in found])
        asking, holding = pool_health.behind_skill(scope.book, figures(scope).now.eligible, str(name))
        drilldown.requisitions(
            scope.view, asking, "Open requisitions that ask for it", "Manager", lambda row: row.hiring_manager
        )
        drilldown.people(scope.view, drilldown.newest_contact_first(holding), "People you may write to who list it")

    drilldown.opens("Show requisitions and people", "Skills: wanted and available", draw, "rows_skills")


def _heat(count: int, most: int) -> Markup:
    """A number on a background that is deeper for larger numbers; words for 0."""
    if not count:
        return element("no one", "bp-warn", tag="span")
    return macro("heat", depth=f"{round(60 * count / most)}%", count=f"{count:,}")


def _load(scope: Scope) -> None:
    heading("Load per recruiter", definition(pool_health.load))
    found = figures(scope).now.load
    if not found:
        empty(
            "No open requisition or follow-up has a recruiter or an owner.",
            to_fill(scope.view.book, (REQUISITIONS, "recruiter"), (CANDIDATES, "owner")),
        )
        return
    table(
        "Open requisitions and follow-ups per recruiter",
        ["Recruiter", Column("Open requisitions", number=True), Column("Follow-ups due", number=True)],
        [
            [
                macro("owner", name=one.recruiter),
                one.requisitions,
                one.follow_ups,
            ]
            for one in found
        ],
    )
    names = [one.recruiter for one in found]

    def draw() -> None:
        name = st.selectbox("Recruiter", names, format_func=lambda name: name or "Unassigned")

        def theirs(who: str) -> bool:
            return key_of(colleague(scope.view, who)) == key_of(name)

        last = scope.view.today.toordinal() + pool_health.SOON
        due = [
            row
            for row in each_row(scope.follow_ups)
            if row.on is not None and row.on.toordinal() <= last and theirs(row.owner)
        ]
        wanted = [row for row in each_row(open_requisitions(scope.book.requisitions)) if theirs(row.recruiter)]
        drilldown.requisitions(scope.view, wanted, "Their open requisitions", "Manager", lambda row: row.hiring_manager)
        drilldown.follow_ups(scope.view, due, "Their follow-ups")

    drilldown.opens("Show requisitions and follow-ups", "Load per recruiter", draw, "rows_load")


show(page_frame.scope())
