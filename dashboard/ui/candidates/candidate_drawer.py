"""The drawer with a candidate's whole story, which every page and a link can open."""

from collections.abc import Callable, Container
from datetime import date
from typing import Any

import streamlit as st

from automation.core.access.roles import Right
from automation.core.matching.explanations import Explanation
from automation.core.reason_words import words
from automation.core.text import key_of
from automation.readmodel.workbook_view import View
from dashboard.auth import session
from dashboard.data.names import colleague
from dashboard.ui import user_actions, user_name
from dashboard.ui.candidates import candidate_tools, next_steps
from dashboard.ui.candidates.timeline import shown_line, timeline, to_fix
from dashboard.ui.components import day, due_words, md, person_name, requisition_name, short_dates
from dashboard.ui.match_card import fit_pill, reasons_html, touch
from dashboard.ui.row_list import Button
from dashboard.ui.templating import Markup, element, escape, macro, together

# The parameter in the address with the candidate's key.
PARAM = "person"
# The most lines of a story, and the most requisitions, that are shown.
MOST_LINES, MOST_REQUISITIONS = 40, 8


def story_button(candidate: str, *, key: str) -> None:
    """A button that opens the drawer."""
    st.button("Story", key=key, type="tertiary", on_click=_ask, args=(candidate,))


def story(candidate: str) -> Button:
    """The same as a button of a row."""
    return Button("Story", _ask, (candidate,), plain=True)


def _ask(candidate: str) -> None:
    st.query_params[PARAM] = candidate


def _forget() -> None:
    st.query_params.pop(PARAM, None)


def open_if_asked(view: View) -> None:
    """Open the drawer if the address has a key; say so if no candidate has that key."""
    asked = st.query_params.get(PARAM)
    if not asked or user_name.asking():
        return
    row = view.people.get(key_of(asked))
    if row is None:
        _forget()
        st.toast("The link names a candidate who is not in the workbook any more.", duration="long")
        return
    dialog = st.dialog(md(person_name(row)), width="medium", position="right", on_dismiss=_forget)
    dialog(session.with_access_check(_story))(view, row)


def _story(view: View, row: Any) -> None:
    if PARAM not in st.query_params or user_name.asking():
        # An action in the drawer closed it: the page below shows the outcome.
        st.rerun()
    plan = view.plans.get(row.Index)
    st.html(element(facts(row), "bp-facts"))
    whole = session.may(Right.PEOPLE)
    ahead = next_step(view, plan) if whole else Markup()
    st.html(element(together(ahead, escape(f" {touch(plan, view.today)}"))))
    _next_steps(view, plan, row)
    if whole:
        candidate_tools.draw(view, row, _and_close)
    to_complete = to_fix(view, row) if whole else []
    _openings(view, row)
    st.markdown("**Story**")
    lines = timeline(view, row)
    shown = [shown_line(line, view.today) for line in lines[:MOST_LINES]]
    st.html(macro("story", lines=shown) if shown else element("Nothing has happened yet.", tag="p"))
    if to_complete:
        st.markdown(f"**To fix or complete in row {row.row} of Candidates**")
        cells = [(column, short_dates(message, view.today)) for column, message in to_complete]
        st.html(macro("to_fix", cells=cells))
    if whole:
        st.html(element(contact(row), "bp-small bp-soft"))


def _next_steps(view: View, plan: Any, row: Any) -> None:
    """The buttons for the next steps, right below the next follow-up."""
    if not session.may(Right.WRITE):
        return
    due = plan is not None and plan.on is not None and plan.on <= view.today and session.may(Right.FOLLOW_UP)
    place = next_steps.Place("drawer_", act=_and_close)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if due:
            next_steps.draw(view, plan, row, place)
        else:
            next_steps.draw_write(view, plan, row, place)
    outcome = user_actions.last_outcome()
    if outcome and outcome.failed:
        st.error(md(outcome.text))


def _and_close(candidate: str, act: Callable[..., None], *args: Any) -> None:
    """Act, and close the drawer if that worked."""
    if user_name.asks_first(_and_close, candidate, act, *args):
        return
    act(*args)
    outcome = user_actions.last_outcome()
    if outcome and not outcome.failed:
        _forget()


def facts(row: Any) -> str:
    """A candidate's work, skills and expectations, as one line."""
    work = " at ".join(filter(None, (row.title, row.company))) or "No title"
    level = row.level.label if row.level is not None else ""
    pay = f"expects {row.pay}" if row.pay else ""
    remote = {True: "works remotely", False: "does not work remotely"}.get(row.works_remotely, "")
    rating = f"rating {row.rating} of 5" if row.rating else ""
    champion = f"championed by {row.champion}" if row.champion else ""
    found = (work, level, row.location, remote, pay, rating, champion, ", ".join(map(str, row.skills)))
    return " · ".join(str(part) for part in found if part)


def contact(row: Any) -> str:
    """A candidate's addresses and phone number."""
    return " · ".join(filter(None, (row.email, row.phone, row.profile_url)))


def next_step(view: View, plan: Any) -> Markup:
    """The next follow-up as a sentence, as HTML."""
    today = view.today
    if plan is None or plan.on is None:
        reason = due_words(plan.reason, today) if plan is not None and plan.reason else "none: nothing is planned"
        return escape(f"Next follow-up: {reason[:1].lower() + reason[1:]}.")
    owner = macro("owner", name=colleague(view, plan.owner))
    when = "overdue since" if plan.on < today else "due" if plan.on == today else "on"
    on = "today" if plan.on == today else day(plan.on, today)
    return macro("next_step", when=when, on=on, owner=owner, reason=due_words(plan.reason, today))


def _openings(view: View, row: Any) -> None:
    st.markdown("**Open requisitions now**")
    found = _everywhere(view.stamp, str(row.Index), view)
    if not found:
        st.html(element("No matching openings.", "bp-soft", tag="p"))
        return
    on_slate = set(view.matches.having("candidate_key", row.Index)["req_key"])
    for match in found[:MOST_REQUISITIONS]:
        name = requisition_name(view.requisitions[key_of(match.requisition)])
        pill, reasons = fit_pill(view, match), reasons_html(match, view.today)
        why_not = _off_slate(match, on_slate, view.today)
        st.html(macro("opening", name=name, pill=pill, reasons=reasons, why_not=why_not))
    if len(found) > MOST_REQUISITIONS:
        st.caption(f"and {len(found) - MOST_REQUISITIONS} more that fit less")


def _off_slate(match: Explanation, on_slate: Container[str], today: date) -> str:
    """Why the candidate is not on the slate of a requisition that they fit; "" where they are."""
    if key_of(match.requisition) in on_slate:
        return ""
    why = words(match.excluded) if match.excluded else "others fit better"
    return short_dates(f"{why[0].lower()}{why[1:]}", today)


@st.cache_resource(max_entries=64, show_spinner=False)
def _everywhere(stamp: str, candidate: str, _view: View) -> list[Explanation]:
    del stamp
    return _view.everywhere(candidate)
