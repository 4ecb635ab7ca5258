"""Take a slate or its shortlist along: as a printed page, as text to paste, as a CSV file."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from automation.core.text import key_of
from automation.core.workbook.action_log import Kind
from automation.readmodel.workbook_view import View
from dashboard.data.names import colleague
from dashboard.ui import templating
from dashboard.ui.components import day, requisition_name, short_dates
from dashboard.ui.figures.charts import download
from dashboard.ui.match_card import sentence

SHORTLIST, SLATE = "Shortlist", "Whole slate"
_SCORE = "Score"
COLUMNS = (
    "Name",
    "Band",
    _SCORE,
    "Title",
    "Company",
    "Why now",
    "Missing",
    "Confirm first",
    "Last contact",
    "Shortlisted by",
)


def draw(view: View, row: Any, slate: Sequence[Any]) -> None:
    """Draw who is on the shortlist, and the ways to take the shortlist or the slate along."""
    listed = [match for match in slate if shortlisted_by(view, row, match)]
    names = ", ".join(str(match.name or match.candidate) for match in listed)
    st.html(templating.element(f"Shortlisted: {names}." if listed else "No one is shortlisted yet."))
    options = [SHORTLIST, SLATE] if listed else [SLATE]
    which = st.radio(
        "Take along", options, key=f"export_which_{row.Index}", horizontal=True, label_visibility="collapsed"
    )
    chosen = listed if which == SHORTLIST else slate
    name = f"{row.key} {which}"
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            "Page to print",
            page(view, row, chosen, str(which)),
            file_name=f"{row.key}-{str(which).lower().replace(' ', '-')}.html",
            mime="text/html",
            key=f"print_{row.Index}_{which}",
            type="primary",
            on_click="ignore",
        )
        download(name, columns(view), [cells(view, row, match) for match in chosen])
    st.code(text(view, row, chosen), language=None, height=180, wrap_lines=True)


def shortlisted_by(view: View, row: Any, match: Any) -> str:
    """Who shortlisted a candidate of a slate; "" for no one."""
    verdict = view.actions.verdicts.get((row.Index, key_of(match.candidate_key)))
    return colleague(view, verdict.who) if verdict and verdict.kind is Kind.SHORTLISTED else ""


def columns(view: View) -> tuple[str, ...]:
    """The headers of the CSV file; without the score where scores are not shown."""
    return COLUMNS if view.shows_scores else tuple(name for name in COLUMNS if name != _SCORE)


def cells(view: View, row: Any, match: Any) -> list[object]:
    """One candidate of a slate: the cells under `columns`."""
    person, plan = view.people[match.candidate_key], view.plans.get(match.candidate_key)
    texts = (short_dates(text, view.today) for text in (match.why_now, match.gaps, match.confirm_first))
    return [
        str(match.name or match.candidate),
        str(match.band or "weak"),
        *([round(match.score)] if view.shows_scores else []),
        person.title,
        person.company,
        *texts,
        day(plan.last_touch) if plan is not None and plan.last_touch else "",
        shortlisted_by(view, row, match),
    ]


def _named(view: View, row: Any, match: Any) -> dict[str, str]:
    """The cells by their headers, as texts."""
    return dict(zip(columns(view), map(str, cells(view, row, match)), strict=True))


def text(view: View, row: Any, matches: Sequence[Any]) -> str:
    """A slate as lines of text to paste into a message."""
    lines = [requisition_name(row)]
    for number, match in enumerate(matches, start=1):
        shown = _named(view, row, match)
        work = " at ".join(filter(None, (shown["Title"], shown["Company"])))
        said = " ".join(sentence(one) for one in (shown["Why now"], shown["Missing"]) if one)
        first = f" Confirm first: {sentence(shown['Confirm first'])}" if shown["Confirm first"] else ""
        lines.append(f"{number}. {shown['Name']}{f', {work}' if work else ''} ({view.fit(match)}). {said}{first}")
    return "\n".join(lines)


def page(view: View, row: Any, matches: Sequence[Any], which: str) -> str:
    """A slate as a page to print, in HTML."""
    facts = (
        which,
        f"hiring manager {colleague(view, row.hiring_manager)}" if row.hiring_manager else "",
        day(view.today),
    )
    people = [_printed(view, row, match) for match in matches]
    return templating.page("slate", title=requisition_name(row), about=" · ".join(filter(None, facts)), people=people)


def _printed(view: View, row: Any, match: Any) -> dict[str, Any]:
    shown = _named(view, row, match)
    ask, last, by = shown["Confirm first"], shown["Last contact"], shown["Shortlisted by"]
    notes = (f"Last contact {last}" if last else "", f"Shortlisted by {by}" if by else "")
    return {
        "name": shown["Name"],
        "work": " at ".join(filter(None, (shown["Title"], shown["Company"]))),
        "fit": view.fit(match),
        "lines": [shown["Why now"], shown["Missing"], f"Confirm first: {ask}" if ask else ""],
        "notes": " · ".join(filter(None, notes)),
    }
