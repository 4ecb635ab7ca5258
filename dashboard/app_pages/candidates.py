"""All candidates: search, filters, and each one's story."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from automation.core.access.roles import Right
from automation.core.matching.explanations import best_first
from automation.core.matching.slates import best_matches
from automation.core.model import Band, ShelveReason
from automation.core.reports.pool_health import age_label, freshness
from automation.core.workbook.action_log import Kind
from automation.core.workbook.contacts import contact_or_shelving
from automation.core.workbook.exclusions import merged
from automation.readmodel.workbook_view import View
from automation.services import recruiter_actions
from dashboard.auth import session
from dashboard.data import search
from dashboard.data.filters import Scope
from dashboard.data.names import colleague
from dashboard.ui import page_frame, recipients, row_list, user_actions, user_name
from dashboard.ui.candidates import add_candidate, candidate_drawer, forwarded_mails, selection
from dashboard.ui.components import (
    choice,
    day,
    due_words,
    empty,
    number_shown,
    person_name,
    short_dates,
    show_more,
    table,
)
from dashboard.ui.figures.charts import download
from dashboard.ui.match_card import fit_pill
from dashboard.ui.row_list import Button, Row
from dashboard.ui.templating import Markup, element, escape, macro, style, together

# How many candidates are shown at first, as many as a large screen has room for, and how many more at each click.
FIRST, MORE = 15, 25
UNBANDED = "No band"
BANDS = (str(Band.STRONG), str(Band.GOOD), str(Band.POSSIBLE), UNBANDED)
ANY_REASON, ANY_AGE, NO_REASON = "Any shelve reason", "Any freshness", "No known reason"
CARDS, TABLE = "Cards", "Table"
COLUMNS = (
    "Name",
    "Title",
    "Company",
    "Location",
    "Skills",
    "Best match",
    "Shelve reason",
    "Last contact",
    "Next follow-up",
    "Owner",
)
_LIST = "candidates"


def page() -> None:
    """Draw the filters, the candidates that match them, and the button that opens the form."""
    scope = page_frame.scope()
    st.html(style("rows"))
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="candidate_filters"):
        query = st.text_input(
            "Search",
            key="q",
            bind="query-params",
            type="search",
            placeholder="Name, skill, place, REQ-101",
            label_visibility="collapsed",
            width=215,
            live=True,
        )
        bands = st.pills(
            "Band", BANDS, selection_mode="multi", key="band", bind="query-params", label_visibility="collapsed"
        )
        reason = _choose("Shelve reason", (ANY_REASON, *map(str, ShelveReason), NO_REASON), "reason", 160)
        ages = tuple(freshness([], scope.view.today))
        age = _choose(
            "Freshness", (ANY_AGE, *ages), "fresh", 145, lambda one: one if one == ANY_AGE else f"In contact: {one}"
        )
        order = _choose("Sort by", tuple(ORDERS), "sort", 135)
        way = choice(st.segmented_control, "How to look at them", (CARDS, TABLE), key="look")
        st.button("Add candidate", key="shelve", on_click=add_candidate.ask)
    forwarded_mails.draw(scope.view)
    best = best_matches(scope.matches)
    found, hint = _found(scope, best, str(query or ""), list(bands or ()), reason, age)
    found.sort(key=ORDERS[order](scope.view, best))
    _people(scope, found, best, hint, way)
    if not add_candidate.draw_if_asked(scope.view):
        candidate_drawer.open_if_asked(scope.view)


def _choose(label: str, options: Sequence[str], key: str, width: int, shown: Callable[[str], str] = str) -> str:
    """One filter, which the address keeps."""
    return str(
        st.selectbox(
            label,
            options,
            key=key,
            bind="query-params",
            label_visibility="collapsed",
            width=width,
            format_func=shown,
        )
    )


def _found(
    scope: Scope, best: Mapping[str, Any], query: str, bands: Sequence[str], reason: str, age: str
) -> tuple[list[Any], str]:
    """The candidates that match the filters, and how the search understood the words, if not as typed."""
    # A merged row is shown as the row that it was merged into.
    rows = [row for key in scope.book.candidates.index if not merged(row := scope.view.people[str(key)])]
    hint = ""
    if query.strip():
        keys, hint = search.of(scope.view).find(query)
        rows = [row for row in rows if row.Index in keys]
    if bands:
        rows = [row for row in rows if _band(best.get(row.Index)) in bands]
    if reason != ANY_REASON:
        wanted = "" if reason == NO_REASON else reason
        rows = [row for row in rows if str(row.shelve_reason or "") == wanted]
    if age != ANY_AGE:
        rows = [row for row in rows if age_label(contact_or_shelving(row), scope.view.today) == age]
    return rows, hint


Order = Callable[[View, Mapping[str, Any]], Callable[[Any], Any]]


def _by_match(_: View, best: Mapping[str, Any]) -> Callable[[Any], Any]:
    """The best matches first, by band and score, then by name; those without a match come last."""
    places = {key: (False, best_first(match)) for key, match in best.items()}
    return lambda row: (*places.get(row.Index, (True, (0, 0.0))), person_name(row))


def _by_name(_: View, __: Mapping[str, Any]) -> Callable[[Any], Any]:
    return lambda row: person_name(row).casefold()


def _by_contact(_: View, __: Mapping[str, Any]) -> Callable[[Any], Any]:
    return lambda row: (-(contact_or_shelving(row) or date.min).toordinal(), person_name(row).casefold())


def _by_next(view: View, _: Mapping[str, Any]) -> Callable[[Any], Any]:
    def key(row: Any) -> tuple[date, str]:
        plan = view.plans.get(row.Index)
        return (plan.on if plan is not None and plan.on else date.max, person_name(row).casefold())

    return key


def _by_shelving(_: View, __: Mapping[str, Any]) -> Callable[[Any], Any]:
    return lambda row: (-(row.shelved_on or date.min).toordinal(), person_name(row).casefold())


ORDERS: Mapping[str, Order] = {
    "Best match": _by_match,
    "Name": _by_name,
    "Latest contact": _by_contact,
    "Next follow-up": _by_next,
    "Latest shelved": _by_shelving,
}


def _band(match: Any) -> str:
    return str(match.band) or UNBANDED if match is not None else UNBANDED


def _people(scope: Scope, found: Sequence[Any], best: Mapping[str, Any], hint: str, way: str) -> None:
    total = len(scope.book.candidates)
    if not total and not session.may(Right.PEOPLE):
        empty("No candidate is on a slate of yours yet.", "Candidates who fit a requisition of yours appear here.")
        return
    if not total:
        empty("No candidates yet.", "Add a candidate above, or type a row into Candidates.")
        return
    if not found:
        empty("No candidates match.", "Clear a filter, or search for fewer words.")
        return
    shown = number_shown(_LIST, FIRST)
    view, may_write = scope.view, session.may(Right.WRITE)
    about = {row.Index: _about(best.get(row.Index)) for row in found[:shown]}
    who = user_name.who()
    why_not = {key: view.why_not_write(key, openings, who) for key, openings in about.items()} if may_write else {}
    strong = sum(_band(best.get(row.Index)) == Band.STRONG for row in found)
    of = "" if len(found) == total else f" of {total:,}"
    people = "person" if total == 1 else "people"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="candidate_tools"):
        said = f"{len(found):,}{of} {people} · {strong} Strong for something open{f' · {hint}' if hint else ''}"
        st.html(element(said, "bp-soft"), width="content")
        if may_write and way == CARDS:
            free = {key: view.people[key].key for key in about if not why_not[key]}
            selection.bar("people", {key: about[key] for key in free}, free)
        download("Candidates", COLUMNS, lambda: [_cells(view, row, best.get(row.Index)) for row in found])
    if way == TABLE:
        rows = [_cells(view, row, best.get(row.Index)) for row in found[:shown]]
        table("Candidates", COLUMNS, rows)
    else:
        cards = [_card(scope, row, best.get(row.Index), about[row.Index], why_not) for row in found[:shown]]
        row_list.draw(cards, key="people")
    show_more(_LIST, len(found), few=FIRST, more=MORE)


def _about(match: Any) -> list[str]:
    """The opening to write to a candidate about."""
    return [match.req_id] if match is not None and match.band else []


def _card(scope: Scope, row: Any, match: Any, about: Sequence[str], why_not: Mapping[str, str]) -> Row:
    view, why = scope.view, short_dates(why_not.get(row.Index, ""), scope.view.today)
    buttons = []
    if why_not:
        buttons.append(Button("Write", recipients.write_to, (view, row.key, about), why_not=why, leaves=True))
    if match is not None and session.may(Right.DECIDE):
        buttons.append(_shortlist(view, row, match))
    buttons.append(candidate_drawer.story(row.key))
    tick = selection.tick("people", row.Index, person_name(row), why) if why_not else None
    return Row(f"person_{row.row}", _line(view, row, match, view.plans.get(row.Index)), buttons, tick)


def _shortlist(view: View, row: Any, match: Any) -> Button:
    verdict = view.actions.verdicts.get((match.req_key, row.Index))
    if verdict is not None and verdict.kind is Kind.SHORTLISTED:
        return user_actions.undo(verdict.action_id, "Take off")
    text = f"{person_name(row)} is on {match.req_id}'s shortlist."
    args = (text, recruiter_actions.shortlist, row.key, match.req_id)
    return Button("Shortlist", user_actions.do, args, help=f"For {match.req_id}")


def _cells(view: View, row: Any, match: Any) -> list[object]:
    """A candidate as a row of the table and of the CSV file: the cells under `COLUMNS`."""
    plan, contact = view.plans.get(row.Index), contact_or_shelving(row)
    return [
        person_name(row),
        row.title,
        row.company,
        row.location,
        ", ".join(map(str, row.skills)),
        f"{view.fit(match)} {match.requisition}" if match is not None else "",
        str(row.shelve_reason or ""),
        day(contact) if contact else "",
        day(plan.on) if plan is not None and plan.on else "",
        colleague(view, plan.owner) if plan is not None and plan.owner else "",
    ]


def _line(view: View, row: Any, match: Any, plan: Any) -> Markup:
    """A candidate in two lines: their work, their best match, and their next follow-up."""
    work = " at ".join(filter(None, (row.title, row.company))) or "no title"
    skills = ", ".join(map(str, row.skills[:6])) + (f" and {len(row.skills) - 6} more" if len(row.skills) > 6 else "")
    facts = " · ".join(filter(None, (work, row.location, skills)))
    fit = together(fit_pill(view, match), escape(f" {match.requisition}")) if match is not None else _unmatched(row)
    return macro("candidate", name=person_name(row), facts=facts, fit=fit, next=_next(plan, view.today))


def _unmatched(row: Any) -> Markup:
    why = str(row.shelve_reason) if row.shelve_reason else "no known reason"
    return element(f"No open match. Shelved: {why}.", "bp-soft", tag="span")


def _next(plan: Any, today: date) -> str:
    if plan is None or plan.on is None:
        return due_words(plan.reason, today) if plan is not None else ""
    return f"Next {day(plan.on, today)}: {due_words(plan.reason, today)}"


page()
