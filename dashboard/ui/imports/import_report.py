"""What an import says about its files: remarks, rows as a table and as a CSV file, and what becomes no row."""

from collections.abc import Sequence

import streamlit as st

from automation.core.imports.people import Left
from dashboard.ui.components import Column, md, table
from dashboard.ui.figures.charts import download
from dashboard.ui.templating import macro

# The most rows of a table here; the CSV files have all.
MOST_ROWS = 100


def remarks(lines: Sequence[str]) -> None:
    """Draw what to know and to check."""
    if lines:
        with st.expander(f"To know and to check ({len(lines)})", expanded=True):
            st.html(macro("listed", items=lines, look="bp-reasons"))


def rows(title: str, caption: str, columns: Sequence[str | Column], cells: Sequence[Sequence[object]]) -> None:
    """Draw rows of cells in a box that opens, with a CSV file of all.

    Args:
        title: Of the box.
        caption: Of the table, and the name of the file.
        columns: The headers.
        cells: Of each row.
    """
    with st.expander(md(title)):
        table(caption, columns, cells[:MOST_ROWS])
        if len(cells) > MOST_ROWS:
            st.caption(f"And {len(cells) - MOST_ROWS:,} more.")
        download(caption, [str(getattr(one, "title", one)) for one in columns], cells)


def left(found: Sequence[Left]) -> None:
    """Draw what becomes no row, and why."""
    if found:
        cells = [[one.place.file, one.place.row, one.who, one.why] for one in found]
        columns: list[str | Column] = ["File", Column("Row", number=True), "Who", "Why"]
        rows(f"Not imported ({len(cells):,})", "Not imported", columns, cells)
