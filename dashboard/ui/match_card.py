"""A match on a page: a row of sentences, and the points behind the score as bars."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from automation.core.matching.explanations import Explanation, Part
from automation.core.matching.off_slate import LeftOut
from automation.core.model import Band
from automation.readmodel.workbook_view import View
from dashboard.ui import templating
from dashboard.ui.components import day, pill, short_dates
from dashboard.ui.templating import Markup


def sentence(text: str) -> str:
    """The text with a full stop at its end, unless it has one or is empty."""
    text = text.strip()
    return text if not text or text[-1] in ".!?…" else f"{text}."


def touch(plan: Any, today: date) -> str:
    """The last contact, from a row of the follow-ups; "" if this user may not see the follow-up."""
    if plan is None:
        return ""
    if plan.last_touch is None:
        return "Not in contact since they were shelved."
    if plan.unanswered:
        times = "" if plan.unanswered == 1 else f", {plan.unanswered} messages unanswered"
        return f"Last touch {day(plan.last_touch, today)}, no reply yet{times}."
    return f"Last in contact {day(plan.last_touch, today)}."


def fit_pill(view: View, match: Any) -> Markup:
    """The band of a match as a pill, with the score where scores are shown, as HTML."""
    return pill(match.band, match.score if view.shows_scores else None)


def match_html(view: View, match: Any, row: Any, plan: Any, tags: Markup) -> Markup:
    """One match of a requisition (`row`): name, band, why now, what is missing, what to ask first, last contact."""
    meets = "Meets all must-haves." if row.must and match.band is Band.STRONG else ""
    return templating.macro(
        "match",
        name=match.name or match.candidate,
        pill=fit_pill(view, match),
        tags=tags,
        why=short_dates(sentence(match.why_now), view.today),
        lacks=short_dates(sentence(match.gaps or meets), view.today),
        ask=_ask(match, view.today),
        contact=None if _is_dated(plan, match.confirm_first) else touch(plan, view.today),
    )


def _is_dated(plan: Any, said: str) -> bool:
    """Whether a sentence names the day of the last contact, so that it need not be said again."""
    return plan is not None and plan.last_touch is not None and plan.last_touch.isoformat() in said


def reasons_html(match: Any, today: date) -> Markup:
    """What a match or an explanation says: why now, what is missing, what to confirm first."""
    why, gaps = (short_dates(text, today) for text in (match.why_now, match.gaps))
    return templating.macro("reasons", why=why, gaps=gaps, ask=_ask(match, today))


def _ask(match: Any, today: date) -> str:
    """What to ask before anything else, as a sentence; "" for nothing."""
    return short_dates(sentence(f"{match.confirm_first[:1].lower()}{match.confirm_first[1:]}"), today)


def draw_left_out(left_out: LeftOut) -> None:
    """Draw how many excluded candidates would fit, below a slate; nothing for none."""
    if left_out.count:
        st.html(templating.element(sentence(str(left_out)), "bp-soft"))


def bars_html(view: View, explanation: Explanation) -> Markup:
    """Each component: a bar, its points, and the evidence for them; only the evidence where scores are not shown."""
    not_asked = ", ".join(explanation.not_asked).lower()
    notes = [f"Not asked: {not_asked}." if not_asked else "", f"{explanation.known} criteria known."]
    if view.shows_scores:
        notes.append(f"Points add up to {explanation.score:.1f}.")
    parts = [_part(part, view.today) for part in explanation.parts]
    return templating.macro(
        "points" if view.shows_scores else "criteria", parts=parts, notes=" ".join(filter(None, notes))
    )


def _part(part: Part, today: date) -> dict[str, str]:
    return {
        "component": part.component,
        "share": f"{max(0.0, min(1.0, part.fraction)):.0%}",
        "points": part.earned,
        "evidence": short_dates(part.known_evidence, today),
    }


def explained(view: View, candidates: Sequence[str], requisition: str) -> dict[str, Explanation]:
    """Candidate's compared key → the explanation of the score for one requisition. It is computed once per reading."""
    there = tuple(key for key in candidates if key in view.people)
    return _explained(view.stamp, there, requisition, view) if there else {}


@st.cache_resource(max_entries=64, show_spinner=False)
def _explained(stamp: str, there: tuple[str, ...], requisition: str, _view: View) -> dict[str, Explanation]:
    del stamp
    return dict(zip(there, _view.explained(there, requisition), strict=True))
