"""Parts of pages that stay short until a user asks for more."""

from streamlit.testing.v1 import AppTest

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
