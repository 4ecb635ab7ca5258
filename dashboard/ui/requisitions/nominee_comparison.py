"""Compares nominees with the others on a slate. A nominee is championed by the requisition's hiring manager."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from automation.readmodel.workbook_view import View
from automation.services.colleagues.reviews import is_nominee
from dashboard.ui.components import Column, table

_CRITERIA = {
    "Score": "score",
    "Must-have": "must",
    "Nice": "nice",
    "Title": "title",
    "Level": "level",
    "Location": "location",
    "Pay": "pay",
    "Track record": "track",
}


def nominees_on(view: View, requisition: Any, slate: Sequence[Any]) -> list[Any]:
    """The matches of the nominees on a slate."""
    return [match for match in slate if is_nominee(view.people[match.candidate_key], requisition)]


def draw(view: View, requisition: Any, slate: Sequence[Any]) -> None:
    """Draw the bands and points of all on the slate, if there are both nominees and others."""
    nominees = {match.candidate_key for match in nominees_on(view, requisition, slate)}
    if not nominees or len(nominees) == len(slate):
        return
    with st.expander("Compare nominees", key=f"peers_{requisition.Index}"):
        st.caption("The same criteria for all. Who champions a candidate is no part of any score.")
        points = _CRITERIA if view.shows_scores else {}
        columns: list[Column | str] = [
            "Person",
            "Nominee",
            "Band",
            *(Column(title, number=True) for title in points),
            "Known",
        ]
        table(
            f"All on the slate of {requisition.key}",
            columns,
            [
                [
                    match.name or match.candidate,
                    "yes" if match.candidate_key in nominees else "no",
                    str(match.band or "weak"),
                    *(f"{getattr(match, field):.1f}" for field in points.values()),
                    match.known,
                ]
                for match in slate
            ],
        )
