"""Choose several people of a list by their checkboxes, and write to them."""

import re
from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard.ui import recipients
from dashboard.ui.components import md
from dashboard.ui.row_list import Tick


def field(part: str, key: str) -> str:
    """The key of the checkbox of a person in a list."""
    return f"pick_{part}_{re.sub(r'[^a-zA-Z0-9_]', lambda found: f'-{ord(found[0])}', key)}"


def chosen(part: str, keys: Sequence[str]) -> list[str]:
    """The people whose checkbox is ticked, in the order of the list."""
    return [key for key in keys if st.session_state.get(field(part, key))]


def checkbox(part: str, key: str, name: str, why_not: str = "") -> None:
    """The checkbox of a person; disabled with the reason if no message may go to them.

    Args:
        part: Names the list.
        key: The person's key.
        name: The person's name, for screen readers.
        why_not: Why they cannot be written to; "" if they can.
    """
    st.checkbox(
        f"Choose {md(name)}",
        key=field(part, key),
        disabled=bool(why_not),
        help=md(why_not) or None,
        label_visibility="collapsed",
        width=28,
    )


def tick(part: str, key: str, name: str, why_not: str = "") -> Tick:
    """The same as a part of a row."""

    def ticked(value: bool) -> None:
        st.session_state[field(part, key)] = value

    return Tick(f"Choose {name}", bool(st.session_state.get(field(part, key))), ticked, why_not)


def bar(part: str, about: Mapping[str, Sequence[str]], keys: Mapping[str, str]) -> None:
    """Above a list: select all who can be written to, and write to the chosen ones.

    Args:
        part: Names the list.
        about: Key of each person on the list who can be written to → the openings to write about.
        keys: The same keys → the key to write to.
    """
    ticked = chosen(part, list(about))

    def select(value: bool) -> None:
        for key in about:
            st.session_state[field(part, key)] = value

    every = len(ticked) == len(about) and bool(about)
    label = "Clear selection" if every else f"Select all {len(about)}"
    if about:
        st.button(label, key=f"all_{part}", type="tertiary", on_click=select, args=(not every,))
    if ticked and st.button(f"Write to {len(ticked)}", key=f"write_all_{part}", type="primary"):
        recipients.write_to_all([(keys[key], list(about[key])) for key in ticked])
