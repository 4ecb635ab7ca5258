"""Open requisitions, and the slate of each."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal

import streamlit as st

from automation.core.access.roles import Right
from automation.core.matching.slates import NONE_LEFT_OUT
from automation.core.model import Band, MatchFrame, Status, each_row
from automation.core.reports.nudge_items import still_in_process
from automation.core.sentences import and_more, counted
from automation.core.text import key_of
from automation.core.workbook.action_log import STAR, Action, Kind
from automation.core.workbook.exclusions import is_by_hand
from automation.readmodel.workbook_view import View
from automation.services import recruiter_actions
from dashboard.auth import session
from dashboard.data.filters import Scope
from dashboard.data.names import colleague
from dashboard.ui import (
    candidate_drawer,
    message_batch,
    nominee_comparison,
    openings,
    page_frame,
    response_labels,
    review_link,
    selection,
    slate_export,
    user_actions,
)
from dashboard.ui.components import choice, day, empty, html, md, person_name, popover, requisition_name, short_dates
from dashboard.ui.match_card import STYLE, bars_html, draw_left_out, explained, match_html, sentence

# The most names of people to look at by hand.
MOST_BY_HAND = 20
ALL, STRONG, TO_CHECK, NO_MATCH = "All open", "Strong waiting", "Not checked", "No match yet"
PASS_REASONS = ("Does not want it now", "Pay too far apart", "Missing a must-have", "Met before, not for this team")
# Texts without characters that Markdown interprets.
_PLAIN = re.compile(r"[\w .\-/]*")


def page() -> None:
    """Draw the list, and the chosen requisition."""
    scope = page_frame.scope()
    st.html(STYLE)
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
        empty("No requisition is yours.", "Those that name you as Hiring manager appear here, with their slates.")
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


def _strong(matches: MatchFrame) -> dict[str, int]:
    found = matches.loc[matches["band"] == Band.STRONG, "req_key"].value_counts()
    return {str(key): int(count) for key, count in found.items()}


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
    st.html(f'<div class="bp-facts">{html(_facts(view, row))}</div>')
    _pocket_check(view, row)
    slate = [match for match in each_row(view.matches) if match.req_key == row.Index]
    if not slate:
        _no_match(view, row)
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
    nominee_comparison.draw(view, row, slate)


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
            by = f", {row.pocket_checked_by}" if row.pocket_checked_by else " (from the sheet)"
            late = row.posted_on and row.pocket_checked_on > row.posted_on
            after = (
                f' <span class="bp-warn">After it was posted on {day(row.posted_on, view.today)}.</span>'
                if late
                else ""
            )
            text = f"Checked on {html(day(row.pocket_checked_on, view.today) + by)}.{after}"
            st.html(f"<div>{text}</div>", width="content")
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
                st.html(
                    f'<span class="bp-warn">It was posted on {html(day(row.posted_on, view.today))}.</span>',
                    width="content",
                )


def _no_match(view: View, row: Any) -> None:
    if row.status is not Status.OPEN:
        empty("It is not open, so it has no matches.", "Set its status to Open in the sheet.")
    elif not row.must and not row.title:
        empty("No candidate can be compared with it.", "Type a title and three to five must-have skills into its row.")
    else:
        score = f"score {view.book.rules.slate_floor:g} or more" if view.shows_scores else "fit"
        empty("No match yet.", f"Candidates who {score} appear here.")


def _why_not_write(view: View, row: Any, slate: Sequence[Any]) -> dict[str, str]:
    """Candidate's compared key → why they cannot be written to about this opening; "" where they can."""
    if not session.may(Right.WRITE):
        return {}
    who = user_actions.who()
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
        tags = f"{_tag(view, listed)}{response_labels.tags(view, match.candidate_key, row.Index)}"
        blocked = f'<div class="bp-small bp-warn">{html(short_dates(sentence(why), view.today))}</div>' if why else ""
        st.html(f"{match_html(view, match, row, plan, tags)}{blocked}", width="stretch")
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


def _points(view: View, key: str, explanation: Any) -> None:
    def draw() -> None:
        st.html(bars_html(view, explanation))

    popover("Points" if view.shows_scores else "Criteria", draw, key=f"points_{key}")


def _safe(key: str) -> str:
    """A key as an element's name: Streamlit makes a CSS class of it."""
    return re.sub(r"[^\w]", "-", key)


def _name(match: Any) -> str:
    return str(match.name or match.candidate)


def _tag(view: View, verdict: Action | None) -> str:
    if verdict is None:
        return ""
    star, note = "★ " if verdict.value == STAR else "", f": {verdict.detail}" if verdict.detail else ""
    by = f"{star}Shortlisted by {colleague(view, verdict.who)}, {day(verdict.on, view.today)}{note}"
    return f'<span class="bp-tag">{html(by)}</span>'


def _write(view: View, match: Any, row: Any, why_not: str) -> None:
    # The accent colour marks the Strong matches.
    strong = match.band is Band.STRONG and not why_not
    looks: Literal["primary", "secondary"] = "primary" if strong else "secondary"
    key, why = f"write_{row.Index}|{match.candidate_key}", md(short_dates(why_not, view.today)) or None
    if st.button("Write", key=key, type=looks, disabled=bool(why_not), help=why):
        message_batch.write_to(view, match.candidate, [row.key])


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
                reason = f"{html(name)}: {html(verdict.detail or 'no reason noted')}"
                by = f'<span class="bp-soft">{html(verdict.who)}, {html(day(verdict.on, view.today))}</span>'
                st.html(f"<div>{reason} {by}</div>", width="content")
                user_actions.undo_button(verdict.action_id, key=f"back_{verdict.action_id}", label="Put back")


def _in_process(view: View, row: Any) -> None:
    """Who is being interviewed: not on any slate meanwhile. Once it is filled, each can be shelved with one click."""
    for person in (view.people[key] for key in still_in_process(view.book, row)):
        action = view.actions.in_process.get((row.Index, str(person.Index)))
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            by = f"{colleague(view, action.who)}, {day(action.on, view.today)}" if action else "from the sheet"
            text = f'In process: {html(person_name(person))} <span class="bp-soft">{html(by)}</span>'
            st.html(f"<div>{text}</div>", width="content")
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


page()
