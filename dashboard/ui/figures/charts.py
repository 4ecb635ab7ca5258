"""Charts: each with a sentence for those who cannot see it, and its numbers as a table and as a CSV file.

This module and Altair are loaded only by pages with charts. Streamlit gives the charts the colours of the theme.
"""

from collections.abc import Callable, Sequence
from copy import deepcopy
from functools import lru_cache
from typing import Any, NamedTuple

import altair as alt
import pandas as pd
import streamlit as st

from automation.services.privacy.workbook_export import csv_text
from dashboard.ui.components import Column, bar, expander, popover, table
from dashboard.ui.templating import element

_LEGEND = alt.Legend(orient="top", columns=2)
# Whole numbers, and no more of them than can be read at a glance.
_COUNTS = alt.Axis(tickMinStep=1, tickCount=6, format="d")
# Altair takes 20 milliseconds for a chart, and only the rows change with a filter. So each kind of chart is made once
# for its columns and its height, with this name in place of the rows, which are drawn in the order they come in.
_ROWS, _SPECS = alt.NamedData("rows"), 64
Rows = Sequence[Sequence[object]]
Spec = dict[str, Any]
# The rows of a chart, and the chart.
Drawing = tuple[pd.DataFrame, Spec]
Draw = Callable[[pd.DataFrame], Drawing]


class Table(NamedTuple):
    """A table that can be saved.

    Attributes:
        name: Its name, and that of its file.
        columns: The titles of its columns.
        rows: Its cells.
    """

    name: str
    columns: Sequence[str]
    rows: Rows


# Pixels for one bar, and for a chart whose height does not depend on its rows.
BAR, HEIGHT = 30, 260
# Both themes: readable on paper and on ink.
COLOURS = ("#2f8f6b", "#d08a4e", "#7a8f9c", "#b0574f")


def shown(
    name: str,
    says: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[object]],
    draw: Draw,
) -> None:
    """Draw a chart with its sentence, its table and its file.

    Args:
        name: Names the chart, its table and its file.
        says: What it shows, in a sentence above the drawing, which has the name alone for screen readers.
        columns: The titles of its columns; the first one names the rows.
        rows: Its numbers.
        draw: Makes the chart of a frame with these columns.
    """
    frame = pd.DataFrame([list(row) for row in rows], columns=list(columns))
    data, spec = draw(frame)
    # Text that changes with every filter: as Markdown, it would take the browser 3 milliseconds.
    st.html(element(says, "bp-small bp-soft"))
    # While all but the rows stays, the browser moves the bars instead of making the chart anew. Streamlit writes into
    # what it is given.
    own = deepcopy({name: part for name, part in spec.items() if name != "data"})
    st.vega_lite_chart(data, own, width="stretch", key=f"chart_{_slug(name)}", alt=name)
    numbers(name, columns, rows)


def bars(name: str, says: str, columns: Sequence[str], rows: Sequence[tuple[str, *tuple[int, ...]]]) -> Table:
    """Draw counts of a few kinds as a table with a bar in each row, for the first number.

    Args:
        name: Names the table and its file.
        says: What it shows, in a sentence above it.
        columns: The titles of its columns; the first one names the rows.
        rows: The rows' names and numbers.

    Returns:
        The table, for `downloads`.
    """
    st.html(element(says, "bp-small bp-soft"))
    first, *others = columns
    most = max([*(counts[0] for _, *counts in rows), 1])
    titles = [Column(first), *(Column(title, number=True) for title in others), Column("", wide=True)]
    table(name, titles, [[label, *counts, bar(counts[0], most)] for label, *counts in rows])
    return Table(name, columns, rows)


def numbers(name: str, columns: Sequence[str], rows: Sequence[Sequence[object]], *, opened: bool = False) -> None:
    """The numbers of a chart: as a table that opens, and as a CSV file."""

    def draw() -> None:
        first, *others = columns
        table(name, [first, *(Column(title, number=True) for title in others)], rows)
        download(name, columns, rows)

    expander("As a table", draw, key=f"numbers_{_slug(name)}", opened=opened)


def downloads(tables: Sequence[Table]) -> None:
    """A popover with a button for each table that saves it as a CSV file."""

    def draw() -> None:
        for one in tables:
            download(one.name, one.columns, one.rows, label=one.name)

    popover("Save as CSV", draw, key="tables")


def download(name: str, columns: Sequence[str], rows: Rows | Callable[[], Rows], label: str = "Save as CSV") -> None:
    """A button that saves rows as a CSV file, which spreadsheets open. A function is called at the click."""

    def text() -> str:
        cells = rows() if callable(rows) else rows
        # With the mark by which Excel knows the encoding.
        return "\ufeff" + csv_text([list(columns), *([_plain(cell) for cell in row] for row in cells)])

    st.download_button(
        label,
        text if callable(rows) else text(),
        file_name=f"{_slug(name)}.csv",
        mime="text/csv",
        key=f"csv_{_slug(name)}",
        type="tertiary",
        on_click="ignore",
    )


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")


def _plain(cell: object) -> Any:
    return cell if cell is None or isinstance(cell, str | int | float | bool) else str(cell)


def stacked(parts: str) -> Draw:
    """Horizontal bars, one a row, each of several parts: the columns after the first.

    Args:
        parts: What the parts are, for the legend and the hint.
    """

    def draw(frame: pd.DataFrame) -> Drawing:
        first, *others = map(str, frame.columns)
        return _long(frame, parts), _stacked(parts, first, tuple(others), len(frame))

    return draw


@lru_cache(maxsize=_SPECS)
def _stacked(parts: str, first: str, others: tuple[str, ...], rows: int) -> Spec:
    colour = alt.Color(
        f"{parts}:N",
        sort=list(others),
        title=None,
        legend=_LEGEND,
        scale=alt.Scale(domain=list(others), range=list(COLOURS[: len(others)])),
    )
    bars = (
        alt.Chart(_ROWS)
        .mark_bar(cornerRadiusEnd=3)
        .encode(
            y=alt.Y(f"{first}:N", sort=None, title=None, axis=alt.Axis(labelLimit=240)),
            x=alt.X("Count:Q", title=None, axis=_COUNTS),
            color=colour,
            order=alt.Order("part:Q"),
            tooltip=[alt.Tooltip(f"{first}:N"), alt.Tooltip(f"{parts}:N"), alt.Tooltip("Count:Q")],
        )
        .transform_calculate(part=f"indexof({list(others)!r}, datum['{parts}'])")
    )
    return _spec(bars.properties(height=BAR * max(rows, 1) + 150))


def beside(kinds: str, *, lying: bool = False) -> Draw:
    """Bars beside each other: the columns after the first, for each row.

    Args:
        kinds: What the columns are, for the hint.
        lying: Whether bars lie, so that long names of rows can be read.
    """

    def draw(frame: pd.DataFrame) -> Drawing:
        first, *others = map(str, frame.columns)
        return _long(frame, kinds), _beside(kinds, first, tuple(others), len(frame) if lying else 0, lying=lying)

    return draw


@lru_cache(maxsize=_SPECS)
def _beside(kinds: str, first: str, others: tuple[str, ...], rows: int, *, lying: bool) -> Spec:
    scale = alt.Scale(domain=list(others), range=list(COLOURS[: len(others)]))
    bars = (
        alt.Chart(_ROWS)
        .mark_bar(cornerRadiusEnd=2)
        .encode(
            color=alt.Color(f"{kinds}:N", sort=list(others), title=None, legend=_LEGEND, scale=scale),
            tooltip=[alt.Tooltip(f"{first}:N"), alt.Tooltip(f"{kinds}:N"), alt.Tooltip("Count:Q")],
        )
    )
    if lying:
        drawn = bars.encode(
            y=alt.Y(f"{first}:N", sort=None, title=None, axis=alt.Axis(labelLimit=240)),
            x=alt.X("Count:Q", title=None, axis=_COUNTS),
            yOffset=alt.YOffset(f"{kinds}:N", sort=list(others)),
        )
        return _spec(drawn.properties(height=BAR * max(rows, 1) + 90))
    drawn = bars.encode(
        x=alt.X(f"{first}:N", sort=None, title=None, axis=alt.Axis(labelAngle=-45)),
        y=alt.Y("Count:Q", title=None, axis=_COUNTS),
        xOffset=alt.XOffset(f"{kinds}:N", sort=list(others)),
    )
    return _spec(drawn.properties(height=HEIGHT))


def dots(of: str, value: str, kind: str) -> Draw:
    """A dot for each row, by its day, and a line at the median.

    Args:
        of: The column with the day.
        value: The column with the number.
        kind: The column by which dots are coloured.
    """

    def draw(frame: pd.DataFrame) -> Drawing:
        others = [str(name) for name in frame.columns if name not in {of, value}]
        return frame, _dots(of, value, kind, tuple(others))

    return draw


@lru_cache(maxsize=_SPECS)
def _dots(of: str, value: str, kind: str, others: tuple[str, ...]) -> Spec:
    hints = [*(alt.Tooltip(f"{name}:N") for name in others), alt.Tooltip(f"{of}:T"), alt.Tooltip(f"{value}:Q")]
    points = (
        alt.Chart(_ROWS)
        .mark_circle(size=110, opacity=0.85)
        .encode(
            x=alt.X(f"{of}:T", title=None),
            y=alt.Y(f"{value}:Q", title=value),
            color=alt.Color(f"{kind}:N", title=None, legend=_LEGEND, scale=alt.Scale(range=list(COLOURS))),
            tooltip=hints,
        )
    )
    middle = alt.Chart(_ROWS).mark_rule(strokeDash=[6, 4], color=COLOURS[2]).encode(y=f"median({value}):Q")
    return _spec(alt.layer(points, middle).properties(height=HEIGHT))


def _long(frame: pd.DataFrame, parts: str) -> pd.DataFrame:
    """A line for each number: its row, its column under `parts`, and the number under Count."""
    first, *others = frame.columns
    names, counts = list(frame[first]), [frame[one] for one in others]
    return pd.DataFrame(
        {
            first: names * len(others),
            parts: [one for one in others for _ in names],
            "Count": [count for column in counts for count in column],
        }
    )


def _spec(chart: Any) -> Spec:
    """A chart as Vega-Lite has it, without its rows: `shown` adds them."""
    # Altair's own sizes would win over Streamlit's.
    return {**chart.to_dict(), "config": {"view": {"stroke": None}}}
