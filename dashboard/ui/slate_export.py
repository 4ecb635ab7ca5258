"""Take a slate or its shortlist along: as a printed page, as text to paste, as a CSV file."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from automation.core.text import key_of
from automation.core.workbook.action_log import Kind
from automation.readmodel.workbook_view import View
from dashboard.data.names import colleague
from dashboard.ui.charts import download
from dashboard.ui.components import day, html, requisition_name, short_dates
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
_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title><style>
@page {{ size: A4; margin: 16mm; }} body {{ font: 11pt/1.4 sans-serif; max-width: 180mm; margin: 1rem auto; }}
h1 {{ font-size: 15pt; margin: 0 0 2mm; }} p {{ margin: 0; }} .soft {{ color: #555; }}
article {{ border-top: 1px solid #bbb; padding: 2.2mm 0; break-inside: avoid; }} b {{ font-size: 12pt; }}
</style><h1>{title}</h1><p class="soft">{about}</p>{people}</html>
"""


def draw(view: View, row: Any, slate: Sequence[Any]) -> None:
    """Draw who is on the shortlist, and the ways to take the shortlist or the slate along."""
    listed = [match for match in slate if shortlisted_by(view, row, match)]
    names = ", ".join(str(match.name or match.candidate) for match in listed)
    st.html(f"<div>{html(f'Shortlisted: {names}.' if listed else 'No one is shortlisted yet.')}</div>")
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
    people = []
    for match in matches:
        shown = _named(view, row, match)
        work = " at ".join(filter(None, (shown["Title"], shown["Company"])))
        ask, last, by = shown["Confirm first"], shown["Last contact"], shown["Shortlisted by"]
        lines = [shown["Why now"], shown["Missing"], f"Confirm first: {ask}" if ask else ""]
        notes = " · ".join(filter(None, (f"Last contact {last}" if last else "", f"Shortlisted by {by}" if by else "")))
        people.append(
            f"<article><p><b>{html(shown['Name'])}</b> {html(work)} · {html(view.fit(match))}</p>"
            + "".join(f"<p>{html(line)}</p>" for line in lines if line)
            + (f'<p class="soft">{html(notes)}</p>' if notes else "")
            + "</article>"
        )
    facts = (
        which,
        f"hiring manager {colleague(view, row.hiring_manager)}" if row.hiring_manager else "",
        day(view.today),
    )
    about = " · ".join(filter(None, facts))
    return _PAGE.format(title=html(requisition_name(row)), about=html(about), people="".join(people))
