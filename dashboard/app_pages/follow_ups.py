"""Due follow-ups and their reasons, as a list or one by one."""

from collections import Counter
from collections.abc import Callable, Sequence
from time import monotonic
from typing import Any

import streamlit as st

from automation.core.follow_ups.todo import most_urgent_first
from automation.core.model import each_row
from automation.core.reasons import ReasonKind
from automation.core.schema import CANDIDATES
from automation.core.sentences import counted
from automation.outreach.context import secrets_of
from automation.readmodel.workbook_view import View
from automation.services.colleagues.calendars import calendar_of
from dashboard.data.filters import Scope
from dashboard.data.names import colleague
from dashboard.data.session_values import forget
from dashboard.ui import page_frame, response_labels, row_list
from dashboard.ui.candidates import candidate_drawer, next_steps
from dashboard.ui.candidates.next_steps import WEEK, Place
from dashboard.ui.candidates.timeline import shown_line, timeline, to_fix
from dashboard.ui.components import choice, day, due_words, empty, number_shown, person_name, show_more
from dashboard.ui.figures.charts import download
from dashboard.ui.match_card import fit_pill, reasons_html, sentence, touch
from dashboard.ui.row_list import Row
from dashboard.ui.templating import Markup, element, macro, style

LIST, ONE = "List", "One by one"
DUE, OVERDUE, UNASSIGNED, SOON = "Due", "Overdue", "Unassigned", "Next 7 days"
# How many rows are shown at first, and how many more at each click.
FIRST, MORE = 12, 25
_LIST = "follow_ups"
# Seconds after a card is drawn in which its buttons do nothing: no user decides so fast.
TOO_SOON = 0.4
_QUEUE, _SEEN, _CARD = "_queue", "_seen", "_card"


def page() -> None:
    """Draw the filters and the follow-ups."""
    scope = page_frame.scope()
    st.html(style("rows"))
    with st.container(horizontal=True, gap="medium"):
        which = choice(st.pills, "Which", (DUE, OVERDUE, UNASSIGNED, SOON), key="which")
        way = choice(st.segmented_control, "How to look at them", (LIST, ONE), key="way")
    due = _wanted(scope, DUE)
    plans = due if which == DUE else _wanted(scope, which)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        _summary(scope.view, due)
        if plans:
            _exports(scope.view, plans)
    if way == ONE and which != SOON:
        _one_by_one(scope, which, plans)
    elif plans:
        _list(scope, plans)
    else:
        _nothing(scope, which)
    candidate_drawer.open_if_asked(scope.view)


def _wanted(scope: Scope, which: str) -> list[Any]:
    """The follow-ups of one kind, most urgent first. Kinds other than `SOON` hold due ones only."""
    today = scope.view.today
    plans = (scope.view.plans[key] for key in scope.follow_ups["key"])
    rows = [plan for plan in plans if plan.on is not None]
    if which == SOON:
        rows = [plan for plan in rows if today < plan.on <= today + WEEK]
    else:
        rows = [plan for plan in rows if plan.on <= today]
    if which == OVERDUE:
        rows = [plan for plan in rows if plan.on < today]
    elif which == UNASSIGNED:
        rows = [plan for plan in rows if not plan.owner]
    return sorted(rows, key=lambda plan: plan.on) if which == SOON else most_urgent_first(rows)


def _summary(view: View, due: Sequence[Any]) -> None:
    """How many are due, overdue and unassigned, and how many each owner has."""
    if not due:
        return
    late = sum(plan.on < view.today for plan in due)
    owners = Counter(colleague(view, plan.owner) for plan in due)
    most = ", ".join(f"{owner or 'unassigned'} {count:,}" for owner, count in owners.most_common(6))
    text = f"{counted(len(due), 'follow-up')} due, {late:,} of them overdue, {owners['']:,} unassigned"
    st.html(element(f"{text} · {most}", "bp-soft"), width="content")


def _exports(view: View, plans: Sequence[Any]) -> None:
    """The follow-ups in sight as a calendar file, and as a CSV file."""
    st.download_button(
        "Save as .ics",
        lambda: _calendar(view, plans),
        file_name="follow-ups.ics",
        mime="text/calendar",
        key="ics",
        type="tertiary",
        on_click="ignore",
        help="A calendar file with initials and requisitions, no names. Import it again to update the entries.",
    )
    columns = ("Name", "Due", "Reason", "Owner", "Last contact")
    download("Follow-ups", columns, lambda: [_cells(view, plan) for plan in plans])


def _calendar(view: View, plans: Sequence[Any]) -> bytes:
    # Where nothing was ever sent, there is no secret yet: then the workbook's place tells its entries from others'.
    secret = secrets_of(view.settings, view.locator).known_suppression() or view.locator.encode()
    return calendar_of(view.plan, plans, secret, view.settings, page_frame.source().clock.now())


def _cells(view: View, plan: Any) -> list[object]:
    name, last = person_name(view.people[plan.key]), plan.last_touch.isoformat() if plan.last_touch else ""
    return [name, plan.on.isoformat(), due_words(plan.reason, view.today), colleague(view, plan.owner), last]


def _nothing(scope: Scope, which: str) -> None:
    planned = [plan for plan in each_row(scope.follow_ups) if plan.on is not None and plan.on > scope.view.today]
    if not len(scope.view.book.candidates):
        empty("No candidates yet.", "Every candidate gets a next follow-up, with its reason.")
    elif planned:
        first = min(planned, key=lambda plan: plan.on)
        what = {SOON: "Nothing falls due in the next 7 days.", UNASSIGNED: "Everything due has an owner."}.get(which)
        empty(what or "Nothing is due.", f"The next one comes on {day(first.on, scope.view.today)}.")
    else:
        empty("Nothing is planned here.", "Look at the filters above, or at the Candidates page.")


def _list(scope: Scope, plans: Sequence[Any]) -> None:
    rows = [_row(scope.view, plan) for plan in plans[: number_shown(_LIST, FIRST)]]
    row_list.draw(rows, key="due")
    show_more(_LIST, len(plans), few=FIRST, more=MORE)


def _row(view: View, plan: Any) -> Row:
    row = view.people[plan.key]
    story, buttons = candidate_drawer.story(row.key), []
    if plan.on <= view.today:
        buttons = [*next_steps.for_row(view, plan, row, story), *response_labels.to_read(view, plan.key)]
    return Row(f"due_{row.row}", _line(view, plan, row), buttons or [story])


def _line(view: View, plan: Any, row: Any) -> Markup:
    """A follow-up as HTML: the candidate, the day, the reason, the owner, the last reply."""
    late = (view.today - plan.on).days
    when = (
        f"{counted(late, 'day')} overdue"
        if late > 0
        else "due today"
        if late == 0
        else f"due {day(plan.on, view.today)}"
    )
    work = " at ".join(filter(None, (row.title, row.company)))
    reasons = (plan.reason, *plan.reason.also) if plan.reason else ()
    in_reason = any(reason.kind is ReasonKind.KEPT_WARM for reason in reasons)
    return macro(
        "follow_up",
        name=person_name(row),
        when=when,
        late=late > 0,
        tags=response_labels.tags(view, plan.key),
        reason=sentence(due_words(plan.reason, view.today)),
        work=sentence(work),
        last="" if in_reason else touch(plan, view.today),
        owner=macro("owner", name=colleague(view, plan.owner)),
        quote=response_labels.quoted(view, plan.key),
    )


def _actions(view: View, plan: Any, row: Any) -> None:
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center", width="content"):
        next_steps.draw(view, plan, row, Place(shortcuts=True, act=_of_card))
        candidate_drawer.story_button(row.key, key=f"story_{plan.key}")
        response_labels.link(view, plan.key)


def _one_by_one(scope: Scope, which: str, plans: Sequence[Any]) -> None:
    """One card with all that the user needs for a decision."""
    due = {plan.key: plan for plan in plans}
    queue, place = _place(f"{which}|{scope.owner}|{scope.family}", list(due))
    if place is None:
        if queue:
            empty(f"That was all {len(queue)} of them.", "Begin again for those that were skipped.")
            st.button("Begin again", on_click=_begin_again, key="again")
        else:
            _nothing(scope, which)
        return
    plan = due[queue[place]]
    if st.session_state.get(_CARD, ("", 0.0))[0] != plan.key:
        st.session_state[_CARD] = (plan.key, monotonic())
    row = scope.view.people[plan.key]
    with st.container(border=True, key="card"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.html(element(f"{place + 1} of {len(queue)}", "bp-soft bp-number", tag="span"), width="content")
            st.button("Skip", key=f"skip_{plan.key}", shortcut="n", on_click=_of_card, args=(plan.key, _skip, plan.key))
        st.html(_line(scope.view, plan, row))
        _actions(scope.view, plan, row)
        _card(scope.view, row)


def _place(kind: str, due: Sequence[str]) -> tuple[list[str], int | None]:
    """The queue: its start, then those that fell due since; and the place of the first that is due and not skipped."""
    known = st.session_state.get(_QUEUE)
    if not known or known[0] != kind:
        known = (kind, list(due))
        st.session_state[_SEEN] = set()
    begun = set(known[1])
    queue = [*known[1], *(key for key in due if key not in begun)]
    st.session_state[_QUEUE] = (kind, queue)
    seen = st.session_state.setdefault(_SEEN, set())
    left = set(due) - seen
    return queue, next((place for place, key in enumerate(queue) if key in left), None)


def _of_card(key: str, act: Callable[..., None], *args: Any) -> None:
    """Act only for the card that the user sees.

    Until the page is drawn, shortcuts still press the buttons of the card before; and a shortcut that is pressed twice
    also presses the button of the next card.
    """
    shown, since = st.session_state.get(_CARD, ("", 0.0))
    if shown == key and monotonic() - since > TOO_SOON:
        act(*args)


def _skip(key: str) -> None:
    st.session_state.setdefault(_SEEN, set()).add(key)


def _begin_again() -> None:
    forget(_QUEUE)


def _card(view: View, row: Any) -> None:
    """The candidate's facts, matches, story, cells to fix, and contact."""
    st.html(element(candidate_drawer.facts(row), "bp-facts"))
    for match in next_steps.openings(view, row)[:3]:
        pill, reasons = fit_pill(view, match), reasons_html(match, view.today)
        st.html(macro("opening", name=match.requisition, pill=pill, reasons=reasons))
    st.html(macro("short_story", lines=[shown_line(line, view.today) for line in timeline(view, row)[:5]]))
    to_complete = to_fix(view, row)
    if to_complete:
        columns = ", ".join(dict.fromkeys(column for column, _ in to_complete if column))
        st.html(element(f"To fix in row {row.row} of {CANDIDATES}: {columns}.", "bp-small bp-warn"))
    st.html(element(candidate_drawer.contact(row), "bp-small bp-soft"))


page()
