"""Parts of pages that stay short until a user asks for more."""

from datetime import UTC, date, datetime

from streamlit.testing.v1 import AppTest

from automation.core.workbook.action_log import Action, Kind
from dashboard.ui.candidates.timeline import done

_BEGIN = """
import streamlit as st
from dashboard.ui.components import expander, first_few
"""


def drawn(page: str) -> AppTest:
    """A page of a few lines."""
    return AppTest.from_string(f"{_BEGIN}{page}").run()


def test_a_long_list_is_shown_bit_by_bit() -> None:
    """Five, then four more at each click, until all are there; each button says how many it shows."""
    app = drawn("first_few(range(12), lambda number: st.text(str(number)), key='numbers', few=5, more=4)")
    lengths, labels = [len(app.text)], []
    while app.button:
        labels.append(app.button[0].label)
        app = app.button[0].click().run()
        lengths.append(len(app.text))
    assert lengths == [5, 9, 12]
    assert labels == ["Show 4 more", "Show 3 more"]


def test_what_is_closed_is_not_drawn() -> None:
    """A closed part of a page costs nothing."""
    app = drawn(
        "expander('Closed', lambda: st.text('not drawn'), key='closed')\n"
        "expander('Open', lambda: st.text('drawn'), key='open', opened=True)"
    )
    assert [one.value for one in app.text] == ["drawn"]


def test_a_link_to_review_is_made_and_not_sent() -> None:
    """The program makes the link, and a person sends it: the log says only what happened."""
    day = date(2026, 11, 22)
    at = datetime(2026, 11, 22, tzinfo=UTC)
    made = Action(at, "Dana", Kind.REVIEW, "a1", day, requisition="REQ-1", value="Priya")
    assert done(made, "", day) == "Dana made a link to the slate for REQ-1 for Priya."
