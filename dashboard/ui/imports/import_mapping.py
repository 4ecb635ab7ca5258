"""The columns of imported files: what each holds, three examples of it, and the choice of another column."""

from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from automation.core.imports.reading import HEADERS
from dashboard.ui.components import md
from dashboard.ui.templating import Markup, element, macro, style

RECOGNISED, LEAVE_OUT = "recognised", "Leave out"


def draw(
    name: str,
    recognised: Mapping[str, str],
    examples: Mapping[str, Sequence[str]],
    chosen: Mapping[str, str],
    fixed: frozenset[str],
    headers: Sequence[str] = tuple(HEADERS.values()),
) -> dict[str, str]:
    """Draw one line a column.

    Args:
        name: Of the import, so that another one begins with no choices.
        recognised: Header → the column that it was recognised as; "" for none.
        examples: Header → texts below it.
        chosen: Header → the column that the user chose before; "" leaves it out.
        fixed: Headers whose column cannot be changed.
        headers: The columns to choose from; by default those of Candidates.

    Returns:
        Header → column, "" to leave it out, for each header that is not as it was recognised.
    """
    st.html(style("import_mapping"))
    wanted: dict[str, str] = {}
    for number, (header, shown) in enumerate(recognised.items()):
        key = f"{name}_{number}"
        with st.container(key=f"import_column_{key}"):
            left, right = st.columns([3, 2], vertical_alignment="center")
            left.html(_line(header, examples.get(header)))
            if header in fixed:
                right.html(element(shown.strip("()").capitalize() or "Not imported", "bp-soft", tag="span"))
            elif (choice := _choice(right, key, header, shown, chosen.get(header), headers)) != RECOGNISED:
                wanted[header] = "" if choice == LEAVE_OUT else choice
    return wanted


def _line(header: str, examples: Sequence[str] | None) -> Markup:
    shown = "not shown" if examples is None else " · ".join(examples) or "empty"
    return macro("imported_column", header=header, examples=shown)


def _choice(
    where: DeltaGenerator, key: str, header: str, shown: str, chosen: str | None, headers: Sequence[str]
) -> str:
    options = [RECOGNISED, LEAVE_OUT, *headers]
    before = RECOGNISED if chosen is None else chosen or LEAVE_OUT
    words = {RECOGNISED: f"{shown} (recognised)" if shown else "Not imported (not recognised)"}
    found = where.selectbox(
        f"{md(header)} is",
        options,
        index=options.index(before),
        format_func=lambda one: words.get(one, one),
        key=f"import_map_{key}",
        label_visibility="collapsed",
    )
    return str(found)
