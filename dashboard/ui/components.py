"""Elements that pages share: pills, tables, definitions, empty states. All texts from cells are escaped."""

import inspect
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from automation.core.model import Band
from automation.core.reason_words import why_due
from automation.core.reasons import Reason
from automation.core.sentences import MONTHS
from automation.core.workbook.parsed_workbook import Book
from dashboard.ui import templating
from dashboard.ui.templating import Markup

# How often popovers were closed: their keys have this number, so a new one is closed.
_POPOVERS = "_popovers"
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&])")


def md(text: object) -> str:
    """A text from a cell, escaped for Markdown: for labels, captions and buttons."""
    return _MARKDOWN.sub(r"\\\1", " ".join(str(text).split()))


def day(on: date | None, today: date | None = None) -> str:
    """A day such as 12 Mar; with the year unless it is this year; a dash for None."""
    if on is None:
        return "—"
    year = "" if today and on.year == today.year else f" {on.year}"
    return f"{on.day} {MONTHS[on.month - 1][:3]}{year}"


def due_words(reason: Reason | None, today: date) -> str:
    """Why a follow-up is due, with its days as `day` writes them. Not escaped."""
    return why_due(reason, lambda on: day(on, today))


_ISO = re.compile(r"\b(\d{4}-\d\d-\d\d)\b")


def short_dates(text: object, today: date | None = None) -> str:
    """A sentence of the program, with its dates as `day` writes them. Not escaped."""

    def shown(found: re.Match[str]) -> str:
        try:
            return day(date.fromisoformat(found[1]), today)
        except ValueError:
            return found[1]

    return _ISO.sub(shown, str(text))


def pill(band: Band, score: float | None = None) -> Markup:
    """A band as a filled, tinted or outlined pill that holds its word, as HTML."""
    return templating.macro("pill", band=str(band) or "weak", number="" if score is None else f"{score:.0f}")


def requisition_name(row: Any) -> str:
    """REQ-140 Staff Backend Engineer."""
    return f"{row.key} {row.title}".strip()


def person_name(row: Any) -> str:
    """A candidate's name; the key if the row has no name."""
    return str(row.name or row.key)


def definition(metric: Callable[..., Any]) -> str:
    """A figure's definition for a tooltip."""
    return md(definition_text(metric))


def definition_text(metric: Callable[..., Any]) -> str:
    """A figure's definition: the first paragraph of its function's docstring."""
    paragraph = (inspect.getdoc(metric) or "").split("\n\n")[0]
    return " ".join(paragraph.split())


@dataclass(frozen=True)
class Column:
    """A column of a table; numbers are aligned right, and a wide one takes half of the table."""

    title: str
    number: bool = False
    wide: bool = False


def table(caption: str, columns: Sequence[Column | str], rows: Iterable[Sequence[object]]) -> None:
    """A table that a keyboard and a screen reader can read; at phone width each row becomes a card.

    Args:
        caption: What it holds, for screen readers.
        columns: The columns, or their titles.
        rows: The cells of each row: texts, numbers, parts that a macro made; None is a dash.
    """
    wanted = [Column(column) if isinstance(column, str) else column for column in columns]
    cells = [list(zip(wanted, map(_cell, row), strict=False)) for row in rows]
    st.html(templating.macro("table", caption=caption, columns=wanted, rows=cells))


def _cell(cell: object) -> object:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return f"{cell:,}"
    return "—" if cell is None or (cell == "" and not isinstance(cell, Markup)) else cell


def bar(count: int, most: int) -> Markup:
    """A bar for a number in a column before; none for 0."""
    return templating.macro("bar", width=f"{100 * count / most:.1f}%") if count else Markup()


def sparkline(values: Sequence[int], what: str) -> None:
    """A small line chart without axes; nothing for fewer than two values."""
    if len(values) < 2:
        return
    low, high = min(values), max(values)
    step, scale = 100 / (len(values) - 1), 90 / ((high - low) or 1)
    points = [(step * at, 90 - scale * (value - low)) for at, value in enumerate(values)]
    # A band two pixels thick, cut out of a coloured box: Streamlit removes drawings from HTML, but keeps styles.
    upper = [f"{x:.1f}% {y:.1f}%" for x, y in points]
    lower = [f"{x:.1f}% calc({y:.1f}% + 2px)" for x, y in reversed(points)]
    label = f"{what}: from {values[0]:,} to {values[-1]:,}"
    st.html(templating.macro("spark", label=label, polygon=", ".join([*upper, *lower])))


def empty(what: str, how: str = "") -> None:
    """A part of a page that has nothing to show: what it lacks, and what to do about it."""
    st.html(templating.macro("empty", what=what, how=how))


def to_fill(book: Book, *columns: tuple[str, str]) -> str:
    """Which columns to fill, each a tab and a field ID, by the headers of the sheet."""
    return f"Fill {', '.join(f'{book.header(tab, field_id)} in {tab}' for tab, field_id in columns)}."


def heading(text: str, help_text: str | None = None) -> None:
    """The heading of a part of a page."""
    st.subheader(md(text), anchor=False, help=help_text)


def choice(draw: Callable[..., Any], label: str, options: Sequence[str], *, key: str) -> str:
    """Draw a choice of one option, which the address keeps. At first the first option is chosen.

    Args:
        draw: The widget: `st.pills` or `st.segmented_control`.
        label: For screen readers.
        options: To choose from.
        key: The key of the widget, and its name in the address.
    """
    chosen = draw(
        label,
        options,
        default=options[0],
        required=True,
        key=key,
        bind="query-params",
        label_visibility="collapsed",
    )
    return str(chosen)


def popover(label: str, draw: Callable[[], None], *, key: str) -> None:
    """A popover whose content is drawn when it is opened, so that a page with many of them stays fast.

    `close_popovers` closes it.
    """
    number = st.session_state.get(_POPOVERS, 0)
    found = st.popover(label, key=f"{key}_{number}", type="tertiary", on_change="rerun")
    if found.open:
        with found:
            draw()


def expander(label: str, draw: Callable[[], None], *, key: str, opened: bool = False) -> None:
    """A part of a page whose content is drawn while it is open, so that a page with many of them stays fast."""
    found = st.expander(label, key=key, expanded=opened, on_change="rerun")
    if found.open:
        with found:
            draw()


def first_few(rows: Sequence[Any], draw: Callable[[Any], None], *, key: str, few: int, more: int) -> None:
    """Draw the first rows of a list, and a button that shows more of them.

    Args:
        rows: All of them.
        draw: Draws one.
        key: Names the list; a session remembers how much of it is shown.
        few: How many are shown at first.
        more: How many a click adds.
    """
    for row in rows[: number_shown(key, few)]:
        draw(row)
    show_more(key, len(rows), few=few, more=more)


def number_shown(key: str, few: int) -> int:
    """How many rows of a list are shown: a few at first, and what `show_more` added."""
    return int(st.session_state.get(f"_shown_{key}", few))


def show_more(key: str, total: int, *, few: int, more: int) -> None:
    """Draw the button that shows more of a list, unless all of it is shown. Arguments as those of `first_few`."""
    shown = number_shown(key, few)

    def add() -> None:
        st.session_state[f"_shown_{key}"] = shown + more

    if total > shown:
        st.button(f"Show {min(more, total - shown):,} more", on_click=add, key=f"more_{key}")


def close_popovers() -> None:
    """In a callback: close every popover, since its work is done or a dialog is about to open."""
    st.session_state[_POPOVERS] = st.session_state.get(_POPOVERS, 0) + 1
