"""What a page remembers for its session."""

from streamlit.testing.v1 import AppTest

_PAGE = """
import streamlit as st
from dashboard.data.session_values import forget, take

if "runs" not in st.session_state:
    st.session_state["runs"] = 0
    st.session_state["asked"], st.session_state["draft"] = "yes", [1]
st.text(str(take("asked")))
forget("draft", "never set")
"""


def test_what_was_taken_is_gone_but_its_name_stays() -> None:
    """A second run finds nothing; names stay, since a run that is being replaced may still go through them."""
    app = AppTest.from_string(_PAGE).run()
    assert [one.value for one in app.text] == ["yes"]
    assert {name: app.session_state[name] for name in ("asked", "draft")} == {"asked": None, "draft": None}
    assert "never set" not in app.session_state
    assert [one.value for one in app.run().text] == ["None"]
