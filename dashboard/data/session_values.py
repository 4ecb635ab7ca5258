"""What a page remembers for its session, apart from the values of its fields.

Nothing is deleted from `st.session_state`: a run that a newer one replaces may still go through it, and would fail at a
name that is gone.
"""

from typing import Any

import streamlit as st


def take(name: str) -> Any:
    """Return what is remembered under a name, None for nothing, and forget it."""
    value = st.session_state.get(name)
    if value is not None:
        st.session_state[name] = None
    return value


def forget(*names: str) -> None:
    """Remember nothing under these names."""
    for name in names:
        take(name)
