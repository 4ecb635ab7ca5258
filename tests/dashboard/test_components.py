"""Parts of pages that stay short until a user asks for more."""

from streamlit.testing.v1 import AppTest


def _list() -> None:
    import streamlit as st

    from dashboard.ui.components import first_few

    first_few(range(12), lambda number: st.text(str(number)), key="numbers", few=5, more=4)


def _parts() -> None:
    import streamlit as st

    from dashboard.ui.components import expander

    expander("Closed", lambda: st.text("not drawn"), key="closed")
    expander("Open", lambda: st.text("drawn"), key="open", opened=True)


def test_a_long_list_is_shown_bit_by_bit() -> None:
    """Five, then four more at each click, until all are there; each button says how many it shows."""
    app = AppTest.from_function(_list).run()
    lengths, labels = [len(app.text)], []
    while app.button:
        labels.append(app.button[0].label)
        app = app.button[0].click().run()
        lengths.append(len(app.text))
    assert lengths == [5, 9, 12]
    assert labels == ["Show 4 more of 7", "Show 3 more of 3"]


def test_what_is_closed_is_not_drawn() -> None:
    """A closed part of a page costs nothing."""
    app = AppTest.from_function(_parts).run()
    assert [one.value for one in app.text] == ["drawn"]
