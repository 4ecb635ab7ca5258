"""The slate of a requisition: its people as cards with their actions, and who is not on it and why."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import streamlit as st

from automation.core.access.roles import Right
from automation.core.matching.off_slate import NONE_LEFT_OUT
from automation.core.model import Band, Status
from automation.core.reasons import TO_FIX
from automation.core.reports.closing_items import still_in_process
from automation.core.sentences import and_more
from automation.core.text import key_of
from automation.core.workbook.action_log import STAR, Action, Kind
from automation.core.workbook.exclusions import is_by_hand
from automation.readmodel.workbook_view import View
from automation.services import recruiter_actions
from dashboard.auth import session
from dashboard.data.names import colleague
from dashboard.ui import recipients, response_labels, user_actions, user_name
from dashboard.ui.candidates import candidate_drawer, selection
from dashboard.ui.components import day, md, person_name, popover, short_dates
from dashboard.ui.match_card import bars_html, draw_left_out, explained, match_html, sentence
from dashboard.ui.requisitions import review_link, slate_export
from dashboard.ui.templating import Markup, element, macro, together

# The most names of people to look at by hand.
MOST_BY_HAND = 20
PASS_REASONS = ("Does not want it now", "Pay too far apart", "Missing a must-have", "Met before, not for this team")


def draw(view: View, row: Any, slate: Sequence[Any]) -> None:
    """Draw the slate of a requisition, and below it who is not on it."""
    points = explained(view, [match.candidate_key for match in slate], row.Index)
    why_not = _why_not_write(view, row, slate)
    if slate:
        _tools(view, row, slate, why_not)
    with st.container(gap="xsmall", key="slate"):
        for match in slate:
            _match(view, row, match, view.plans.get(match.candidate_key), points, why_not)
    draw_left_out(view.plan.slates.left_out.get(row.Index, NONE_LEFT_OUT))
    by_hand = [person_name(one) for one in view.people.values() if is_by_hand(one)]
    if by_hand:
        st.caption(md(f"By hand: {and_more(by_hand[:MOST_BY_HAND], len(by_hand))}."))
    _passed(view, row)
    _in_process(view, row)


def _why_not_write(view: View, row: Any, slate: Sequence[Any]) -> dict[str, str]:
    """Candidate's compared key → why they cannot be written to about this opening; "" where they can."""
    if not session.may(Right.WRITE):
        return {}
    who = user_name.who()
    return {one.candidate_key: view.why_not_write(one.candidate_key, [row.key], who) for one in slate}


def _tools(view: View, row: Any, slate: Sequence[Any], why_not: Mapping[str, str]) -> None:
    """Above the slate: choose people and write to them, and take the slate along."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="slate_tools"):
        if why_not:
            free = {match.candidate_key: match.candidate for match in slate if not why_not[match.candidate_key]}
            selection.bar(str(row.Index), {key: [row.key] for key in free}, free)
        popover("Shortlist and export", lambda: slate_export.draw(view, row, slate), key=f"export_{row.Index}")
        if session.may(Right.FOLLOW_UP):
            popover("Review by link", lambda: review_link.draw(view, row), key=f"review_{row.Index}")


def _match(view: View, row: Any, match: Any, plan: Any, points: Mapping[str, Any], why_not: Mapping[str, str]) -> None:
    key, verdict = f"{row.Index}|{match.candidate_key}", view.actions.verdicts.get((row.Index, match.candidate_key))
    listed = verdict if verdict and verdict.kind is Kind.SHORTLISTED else None
    why = why_not.get(match.candidate_key, "")
    with st.container(
        border=True, horizontal=True, vertical_alignment="center", gap="small", key=f"match_{_safe(key)}"
    ):
        if why_not:
            selection.checkbox(str(row.Index), match.candidate_key, _name(match), why)
        tags = together(_tag(view, listed), response_labels.tags(view, match.candidate_key, row.Index))
        st.html(together(match_html(view, match, row, plan, tags), _blocked(view, row, match, why)), width="stretch")
        with st.container(horizontal=True, gap="xsmall", vertical_alignment="center", width="content"):
            if why_not:
                _write(view, match, row, why)
            if listed:
                user_actions.undo_button(listed.action_id, key=f"off_{listed.action_id}", label="Take off")
            else:
                user_actions.button(
                    "Shortlist",
                    user_actions.do,
                    f"{_name(match)} is on {row.key}'s shortlist.",
                    recruiter_actions.shortlist,
                    match.candidate,
                    row.key,
                    key=f"short_{key}",
                )
            _pass(row, match, key)
            if match.candidate_key in points:
                _points(view, key, points[match.candidate_key])
            candidate_drawer.story_button(match.candidate_key, key=f"story_{key}")
            response_labels.link(view, match.candidate_key)


def _blocked(view: View, row: Any, match: Any, why: str) -> Markup:
    """Why no message may go to them, in the colour of an issue only where there is something to do."""
    against = view.against_writing(match.candidate_key, [row.key], user_name.who()) if why else None
    looks = "bp-warn" if against and against.kind in TO_FIX else "bp-soft"
    return element(short_dates(sentence(why), view.today), f"bp-small {looks}") if why else Markup()


def _points(view: View, key: str, explanation: Any) -> None:
    def draw() -> None:
        st.html(bars_html(view, explanation))

    popover("Points" if view.shows_scores else "Criteria", draw, key=f"points_{key}")


def _safe(key: str) -> str:
    """A key as an element's name: Streamlit makes a CSS class of it."""
    return re.sub(r"[^\w]", "-", key)


def _name(match: Any) -> str:
    return str(match.name or match.candidate)


def _tag(view: View, verdict: Action | None) -> Markup:
    if verdict is None:
        return Markup()
    star, note = "★ " if verdict.value == STAR else "", f": {verdict.detail}" if verdict.detail else ""
    by = f"{star}Shortlisted by {colleague(view, verdict.who)}, {day(verdict.on, view.today)}{note}"
    return element(by, "bp-tag", tag="span")


def _write(view: View, match: Any, row: Any, why_not: str) -> None:
    # The accent colour marks the Strong matches.
    strong = match.band is Band.STRONG and not why_not
    looks: Literal["primary", "secondary"] = "primary" if strong else "secondary"
    key, why = f"write_{row.Index}|{match.candidate_key}", md(short_dates(why_not, view.today)) or None
    if st.button("Write", key=key, type=looks, disabled=bool(why_not), help=why):
        recipients.write_to(view, match.candidate, [row.key])


def _pass(row: Any, match: Any, key: str) -> None:
    def reasons() -> None:
        field = f"why_{key}"
        st.markdown(f"Why is {md(_name(match))} not right for {md(row.key)}?")
        for number, reason in enumerate(PASS_REASONS):
            st.button(reason, key=f"pass_{number}_{key}", on_click=_pass_because, args=(row, match, reason))
        st.text_input("Another reason", key=field)
        st.caption("Hidden from this slate only.")
        st.button(
            "Pass on this candidate", key=f"pass_{key}", type="primary", on_click=_pass_on, args=(row, match, field)
        )

    popover("Pass", reasons, key=f"passing_{key}")


def _pass_on(row: Any, match: Any, field: str) -> None:
    _pass_because(row, match, str(st.session_state.get(field) or ""))


def _pass_because(row: Any, match: Any, reason: str) -> None:
    user_actions.do(
        f"Passed on {_name(match)} for {row.key}.", recruiter_actions.pass_on, match.candidate, row.key, reason
    )


def _passed(view: View, row: Any) -> None:
    """The candidates whom a colleague passed on: not on the slate, but still listed here."""
    found = [
        verdict
        for (requisition, candidate), verdict in view.actions.verdicts.items()
        if requisition == row.Index and verdict.kind is Kind.PASSED and candidate in view.people
    ]
    if not found:
        return
    with st.expander(f"Passed on: {len(found)}", key=f"passed_{row.Index}"):
        for verdict in found:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                name = person_name(view.people[key_of(verdict.candidate)])
                reason = f"{name}: {verdict.detail or 'no reason noted'}"
                by = f"{colleague(view, verdict.who)}, {day(verdict.on, view.today)}"
                st.html(macro("said", text=reason, note=by), width="content")
                user_actions.undo_button(verdict.action_id, key=f"back_{verdict.action_id}", label="Put back")


def _in_process(view: View, row: Any) -> None:
    """Who is being interviewed: not on any slate meanwhile. Once it is filled, each can be shelved with one click."""
    for person in (view.people[key] for key in still_in_process(view.book, row)):
        action = view.actions.in_process.get((row.Index, str(person.Index)))
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            by = f"{colleague(view, action.who)}, {day(action.on, view.today)}" if action else "from the sheet"
            st.html(macro("said", text=f"In process: {person_name(person)}", note=by), width="content")
            if row.status is Status.FILLED and session.may(Right.FOLLOW_UP):
                user_actions.button(
                    "Shelve: lost to another finalist",
                    user_actions.do,
                    f"{person_name(person)} is shelved as runner-up for {row.key}.",
                    recruiter_actions.shelve_runner_up,
                    person.key,
                    row.key,
                    key=f"runner_up_{row.Index}|{person.Index}",
                )
            if action:
                user_actions.undo_button(action.action_id, key=f"process_{action.action_id}", label="Not in process")
