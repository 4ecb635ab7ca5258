"""Elements that pages share: pills, tables, definitions, empty states. All texts from cells are escaped."""

import inspect
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from automation.core.model import Band
from automation.core.reasons import Reason, why_due
from automation.core.sentences import MONTHS
from dashboard.ui import templating
from dashboard.ui.templating import Markup

# Streamlit sets the colour scheme in the browser, so the same rules serve both themes.
STYLE = """<style>
:root { --bp-accent: light-dark(#1f6b4f, #5fbf98); --bp-on: light-dark(#ffffff, #10231b);
  --bp-tint: light-dark(#e1efe8, #1f3a2f); --bp-line: light-dark(#dedad0, #343c38);
  --bp-soft: light-dark(#5c625e, #a5aea9); --bp-warn: light-dark(#9a3412, #f0a37f);
  --bp-ink: light-dark(#1f2421, #e8ebe7); --bp-paper: light-dark(#fcfbf8, #151917); }
.bp-pill { display: inline-block; padding: 0 .55em; border-radius: 1em; font-size: .82em; line-height: 1.6;
  font-weight: 600; white-space: nowrap; border: 1px solid transparent; font-variant-numeric: tabular-nums; }
.bp-strong { background: var(--bp-accent); color: var(--bp-on); }
.bp-good { background: var(--bp-tint); color: var(--bp-accent); }
.bp-possible { border-color: var(--bp-soft); }
.bp-weak { border: 1px dashed var(--bp-line); color: var(--bp-soft); }
.bp-soft { color: var(--bp-soft); }
.bp-warn { color: var(--bp-warn); }
.bp-number { font-variant-numeric: tabular-nums; text-align: right; white-space: nowrap; }
.bp-big { font-size: 1.9rem; font-weight: 600; line-height: 1.15; font-variant-numeric: tabular-nums; }
.bp-small { font-size: .86rem; line-height: 1.4; }
.bp-reasons { margin: 0; padding-left: 1.2em; }
.bp-scroll { overflow-x: auto; }
table.bp { border-collapse: collapse; width: 100%; font-size: .92rem; line-height: 1.4; }
table.bp caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
table.bp th { text-align: left; font-weight: 600; color: var(--bp-soft); font-size: .84rem; white-space: nowrap; }
table.bp th.bp-number { text-align: right; }
table.bp th, table.bp td { padding: .42rem .9rem .42rem 0; border-bottom: 1px solid var(--bp-line);
  vertical-align: top; overflow-wrap: anywhere; }
table.bp tr > :last-child { padding-right: 0; }
table.bp td { min-width: 3.5rem; }
table.bp tbody tr:last-child td { border-bottom: 0; }
.stApp [data-testid="stBaseButton-tertiary"] p, .stApp [data-testid="stPageLink"] a p { color: var(--bp-accent);
  font-size: .92rem; }
.st-key-tiles [data-testid="stMetricDelta"] { max-width: 100%; }
.stApp [data-testid="stCaptionContainer"], .stApp [data-testid="stCaptionContainer"] p { color: var(--bp-soft);
  opacity: 1; }
.stApp [class*="st-key-points_"] summary { color: var(--bp-soft); opacity: 1; }
.stApp [data-testid="stBaseButton-primary"]:enabled p { color: var(--bp-on); }
.bp-bar { height: .7rem; min-width: 2px; border-radius: 3px; background: var(--bp-accent); margin-top: .35em; }
.bp-spark { height: 28px; background: var(--bp-accent); }
.st-key-tiles [data-testid="stMetricLabel"] p { white-space: normal; }
.bp-heat { display: inline-block; min-width: 3.4em; padding: 0 .6em; border-radius: 4px; text-align: right;
  background: color-mix(in srgb, var(--bp-accent) var(--heat), transparent); }
.stApp [class*="st-key-match_"], .stApp [class*="st-key-due_"], .stApp [class*="st-key-person_"] {
  padding: .3rem .7rem; }
.stApp [class*="st-key-person_"] { padding: 0 .6rem; }
.stApp [class*="st-key-person_"] .bp-row { line-height: 1.3; }
[class*="st-key-match_"] .bp-pill, [class*="st-key-person_"] .bp-pill { line-height: 1.3; }
[class*="st-key-match_"] .bp-row, [class*="st-key-due_"] .bp-row, [class*="st-key-person_"] .bp-row {
  font-size: .9rem; line-height: 1.38; }
[class*="st-key-match_"] button, [class*="st-key-due_"] button, [class*="st-key-person_"] button,
[class*="st-key-item_"] button { min-height: 1.8rem; padding: .05rem .5rem; }
@media (min-width: calc(736px + 8rem)) { /* From here on Streamlit leaves 5rem beside the content. */
  .stApp [data-testid="stHeader"] { padding-left: calc(5rem - 15px); }
}
@media (min-width: 900px) {
  [class*="st-key-match_"], [class*="st-key-due_"], [class*="st-key-person_"], [class*="st-key-item_"] {
    flex-wrap: nowrap !important; }
  [class*="st-key-match_"] > :has(> .stHtml), [class*="st-key-due_"] > :has(> .stHtml),
  [class*="st-key-person_"] > :has(> .stHtml), [class*="st-key-item_"] > :has(> .stHtml) {
    flex: 1 1 0 !important; min-width: 0; }
}
.st-key-phone_tabs, .st-key-filters_button, .st-key-filters_done { display: none; }
@media (max-width: 640px) {
  .stApp .st-key-phone_tabs, .stApp [data-testid="stExpandSidebarButton"] { position: fixed; bottom: 0; height: 3.6rem;
    background: var(--bp-paper); border-top: 1px solid var(--bp-line); z-index: 999980; }
  .stApp .st-key-phone_tabs { display: flex; flex-wrap: nowrap; left: 0; width: 80%; padding-top: .35rem; }
  .stApp .st-key-phone_tabs > * { flex: 1 1 0; min-width: 0; }
  .stApp .st-key-phone_tabs :is(div, a) { width: 100%; }
  .stApp .st-key-phone_tabs a { flex-direction: column; align-items: center; justify-content: center; gap: 0;
    height: 3rem; padding: 0; }
  .stApp .st-key-phone_tabs a p, .stApp [data-testid="stExpandSidebarButton"]::after { font-size: .75rem;
    color: var(--bp-soft); }
  .stApp .st-key-phone_tabs [class*="_here"] a * { color: var(--bp-accent); font-weight: 600; }
  .stApp [data-testid="stExpandSidebarButton"] { right: 0; width: 20%; margin: 0; flex-direction: column; gap: 0;
    border-radius: 0; }
  .stApp [data-testid="stExpandSidebarButton"]::after { content: "More"; line-height: 1.5; }
  .stApp [data-testid="stMainBlockContainer"] { padding-bottom: 5rem; }
  .stApp [class*="st-key-bar_"], .stApp [data-testid="stToastContainer"] { bottom: 4.4rem; }
  .stApp [data-testid="stButtonGroup"] > div { flex-wrap: wrap; overflow: visible; }
  .st-key-tiles [data-testid="stMetricDelta"] * { white-space: normal; }
  .st-key-req [role="radiogroup"] { position: relative; flex-direction: row; flex-wrap: nowrap; overflow-x: auto; }
  .st-key-req [role="radiogroup"] > * { flex: 0 0 12rem; }
  .stApp [data-testid="stMainBlockContainer"] { padding-top: 3.4rem; }
  .stApp :is([class*="st-key-match_"], [class*="st-key-person_"]) { position: relative; }
  :is([class*="st-key-match_"], [class*="st-key-person_"]) > :has(> [data-testid="stCheckbox"]) { position: absolute;
    top: .35rem; right: .2rem; width: auto !important; z-index: 1; }
  :is([class*="st-key-match_"], [class*="st-key-person_"]) .bp-row { padding-right: 1.6rem; }
  .stApp .st-key-frame { gap: .4rem; }
  .stApp .st-key-filters, .stApp .st-key-workbook_name { display: none; }
  .stApp .st-key-frame, .stApp .st-key-frame > [data-testid="stLayoutWrapper"] > * { flex-wrap: nowrap; }
  .st-key-filters_button, .st-key-filters_done { display: block; }
  .stApp .st-key-filters_opened { position: fixed; left: 0; right: 0; bottom: 3.6rem; z-index: 999985; width: auto;
    flex-direction: column; align-items: stretch; padding: 1rem; background: var(--bp-paper);
    border-top: 1px solid var(--bp-line); box-shadow: 0 -4px 18px rgb(0 0 0 / .15); }
  .st-key-filters_opened > *, .st-key-filters_done button { flex: none !important; width: 100% !important; }
  .stApp .st-key-tiles { display: flex; overflow-x: auto; padding-bottom: .3rem; }
  .st-key-tiles > * { flex: 0 0 9.5rem; }
  .stApp .st-key-candidate_filters { flex-wrap: nowrap; overflow-x: auto; padding: 3px; }
  .st-key-candidate_filters > * { flex: none; }
  .st-key-candidate_filters [data-testid="stButtonGroup"] > div { flex-wrap: nowrap !important; }
}
[class*="st-key-bar_"] { position: fixed; bottom: 1.1rem; left: 50%; transform: translateX(-50%); z-index: 1000100;
  width: max-content; max-width: min(94vw, 46rem); padding: .55rem 1rem; border-radius: 8px; background: var(--bp-ink);
  color: var(--bp-paper); box-shadow: 0 4px 18px rgb(0 0 0 / .25); animation: bp-away 0s linear 30s forwards; }
[class*="st-key-bar_failed"] { background: var(--bp-warn); color: var(--bp-paper); }
[class*="st-key-bar_"] button p { color: var(--bp-paper) !important; text-decoration: underline; }
@keyframes bp-away { to { visibility: hidden; } }
@media (max-width: 640px) {
  table.bp thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table.bp, table.bp tbody, table.bp tr, table.bp td { display: block; }
  table.bp tr { padding: .5rem 0; border-bottom: 1px solid var(--bp-line); }
  table.bp tbody tr:last-child { border-bottom: 0; }
  table.bp td { border: 0; padding: .1rem 0; text-align: left; white-space: normal; }
  table.bp td:not(:first-child):not([data-label=""])::before { content: attr(data-label) ": "; color: var(--bp-soft); }
  table.bp td:first-child { font-weight: 600; }
}
</style>"""

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
    """A figure's definition for a tooltip: the first paragraph of its function's docstring."""
    paragraph = (inspect.getdoc(metric) or "").split("\n\n")[0]
    return md(" ".join(paragraph.split()))


@dataclass(frozen=True)
class Column:
    """A column of a table; numbers are aligned right."""

    title: str
    number: bool = False


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
    shown = int(st.session_state.get(f"_shown_{key}", few))
    for row in rows[:shown]:
        draw(row)
    if len(rows) > shown:

        def show_more() -> None:
            st.session_state[f"_shown_{key}"] = shown + more

        left = len(rows) - shown
        st.button(f"Show {min(more, left):,} more of {left:,}", on_click=show_more, key=f"more_{key}")


def close_popovers() -> None:
    """In a callback: close every popover, since its work is done or a dialog is about to open."""
    st.session_state[_POPOVERS] = st.session_state.get(_POPOVERS, 0) + 1
