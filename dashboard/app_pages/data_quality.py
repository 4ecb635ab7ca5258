"""Issues to fix, who is due for deletion, rows that may be one person, the last runs, the settings; and importing."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from itertools import groupby
from typing import Any

import streamlit as st

from automation.core.access.roles import Right
from automation.core.duplicates.detect import Duplicate
from automation.core.publishing.problem_groups import Kind, kinds
from automation.core.rules import Rules
from automation.core.sentences import counted
from automation.core.text import key_of
from automation.readmodel.workbook_view import View
from automation.run_record import troubles_with_runs
from automation.services import recruiter_actions
from dashboard.auth import session
from dashboard.data import workbook_source
from dashboard.data.names import colleague
from dashboard.ui import page_frame, user_actions
from dashboard.ui.candidates import due_for_deletion, legal_hold
from dashboard.ui.components import Column, choice, day, empty, expander, first_few, heading, md, short_dates, table
from dashboard.ui.figures.charts import download
from dashboard.ui.imports import people_import, requisitions_import
from dashboard.ui.templating import Markup, element, macro

ISSUES, IMPORT = "Issues", "Import"
PEOPLE, REQUISITIONS = "People", "Requisitions"
# The most rows of one kind that are shown; others follow as these are fixed.
MOST = 100
# How many groups of rows that may be one person are shown at first, and how many more at each click.
FEW, MORE = 5, 20
MOST_RUNS = 20


def show(view: View) -> None:
    """Draw the page."""
    part = choice(st.segmented_control, "Part", (ISSUES, IMPORT), key="part") if may_import() else ISSUES
    if part == IMPORT:
        heading("Import from another system")
        what = choice(st.segmented_control, "What the files hold", (PEOPLE, REQUISITIONS), key="importing")
        (people_import if what == PEOPLE else requisitions_import).draw(view)
        return
    _last_run(view)
    wide, narrow = st.columns([3, 2], gap="large")
    with wide:
        _to_fix(view)
        due_for_deletion.draw(view)
        legal_hold.list_held(view)
        _duplicates(view)
        _merged(view)
    with narrow:
        _runs(view)
        _rules(view.book.rules)


def may_import() -> bool:
    """Whether this user may add the people of a file: it shows all of them, and is compared with all rows."""
    return session.may(Right.SHELVE) and session.may(Right.PEOPLE)


def _last_run(view: View) -> None:
    if not any(run.at for run in view.runs):
        st.warning(
            "No run has written into this workbook yet, so nothing shows beside people's rows. "
            "Press “Update”, or let cron run backpocket refresh."
        )
    here = page_frame.source()
    # Also where no run has written yet: each one may have failed.
    for trouble in troubles_with_runs(here.settings.workbook or "", view.runs, here.clock):
        st.warning(md(trouble.words()))


def _to_fix(view: View) -> None:
    heading("To fix in the workbook")
    found = kinds(view.problems)
    if not found:
        empty("Nothing is wrong with any row.", "Unreadable cells will appear here.")
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        said = f"{counted(len(view.problems), 'issue')}. Fix them in the workbook; this page updates."
        st.caption(said, width="content")
        download("Issues", ("Tab", "Row", "Who", "Column", "Cell says", "What to do"), lambda: _cells(view))
    for tab, group in groupby(found, key=lambda kind: kind.tab):
        st.markdown(f"**{md(tab)}**")
        for number, kind in enumerate(group):
            _kind(view, kind, open_=number == 0)


def _cells(view: View) -> list[tuple[object, ...]]:
    return [
        (one.tab, one.row, _named(view, one.tab, one.key), one.column, one.value, one.message) for one in view.problems
    ]


def _kind(view: View, kind: Kind, *, open_: bool) -> None:
    count = len(kind.problems)

    def draw() -> None:
        shown = kind.problems[:MOST]
        table(
            kind.message,
            [Column("Row", number=True), "Who", "Cell says", "What to do"],
            [
                [
                    problem.row,
                    _named(view, problem.tab, problem.key),
                    problem.value,
                    short_dates(problem.message, view.today),
                ]
                for problem in shown
            ],
        )
        if count > len(shown):
            st.caption(f"And {count - len(shown):,} more.")

    expander(f"{count:,} × {md(kind.message)}", draw, key=f"kind_{kind.tab}_{kind.message}", opened=open_)


def _named(view: View, tab: str, key: str) -> str:
    row = view.people.get(key_of(key)) if tab == "Candidates" else None
    return str(row.name) if row is not None and row.name else key


def _duplicates(view: View) -> None:
    heading("May be the same person")
    groups = _groups(view.duplicates)
    if not groups:
        empty("No two rows look like one person.")
        return
    first_few(groups, lambda keys: _group(view, keys), key="duplicates", few=FEW, more=MORE)


def _group(view: View, keys: Sequence[str]) -> None:
    """The rows of one group side by side, why they may be one person, and the buttons to merge them."""
    people = sorted((view.people[key] for key in keys if key in view.people), key=lambda person: person.row)
    why = {one for pair in view.duplicates if pair.one in keys for one in pair.evidence}
    st.caption(md(", ".join(sorted(why)).capitalize()))
    columns = ["", *(f"Row {person.row}" for person in people)]
    table(
        "Rows that may be one person",
        columns,
        [
            [
                element(title, "bp-soft", tag="span"),
                *(_shown(person, field, view) for person in people),
            ]
            for field, title in _SIDE_BY_SIDE.items()
        ],
    )
    _merge(people)


def _merge(people: Sequence[Any]) -> None:
    """The choice of the row to show, and a button for each other row of a group."""
    if len(people) < 2 or not session.may(Right.FOLLOW_UP):
        return
    keys = {f"Row {person.row}": str(person.key) for person in people}
    name = "|".join(keys.values())
    with st.container(horizontal=True, vertical_alignment="bottom"):
        shown = st.radio("If they are one person, show", list(keys), horizontal=True, key=f"shown_{name}")
        for row, key in keys.items():
            if row != shown:
                user_actions.button(
                    f"Merge {row.lower()} into {str(shown).lower()}",
                    user_actions.do,
                    f"{row} is merged into {str(shown).lower()}; no cell was changed.",
                    recruiter_actions.merge,
                    key,
                    keys[str(shown)],
                    key=f"merge_{key}_{name}",
                )


def _merged(view: View) -> None:
    """The rows that are merged, each with a button to undo it."""
    shown = [merge for key, merge in view.actions.merged.items() if key in view.people]
    if not shown:
        return
    heading("Merged rows", "One row is shown for both; messages, replies, consent and do-not-contact count for both.")
    for merge in shown:
        with st.container(horizontal=True, vertical_alignment="center"):
            by = f"{colleague(view, merge.who)}, {day(merge.on, view.today)}"
            st.markdown(md(f"{merge.candidate} is merged into {merge.value}, by {by}."), width="content")
            if session.may(Right.FOLLOW_UP):
                user_actions.undo_button(merge.action_id, key=f"unmerge_{merge.action_id}")


_SIDE_BY_SIDE: Mapping[str, str] = {
    "name": "Name",
    "key": "Key",
    "phone": "Phone",
    "title": "Title",
    "company": "Company",
    "location": "Location",
    "shelved_on": "Shelved",
    "owner": "Owner",
}


def _shown(person: Any, field: str, view: View) -> object:
    cell = getattr(person, field)
    return day(cell, view.today) if field.endswith("_on") else cell


def _groups(pairs: Sequence[Duplicate]) -> list[list[str]]:
    """Compared keys that may be one person, in groups."""
    group_of: dict[str, list[str]] = {}
    for pair in pairs:
        one, other = key_of(pair.one), key_of(pair.other)
        merged = list(dict.fromkeys([*group_of.get(one, [one]), *group_of.get(other, [other])]))
        group_of |= dict.fromkeys(merged, merged)
    return list({id(group): group for group in group_of.values()}.values())


def _runs(view: View) -> None:
    heading("The last runs")
    if not view.runs:
        empty("No run yet.", "Every run that changes something is logged, and the first run of each day.")
        return
    table(
        "The last runs",
        ["When", *(Column(title, number=True) for title in ("People", "Open", "Strong", "Due", "To fix"))],
        [
            [
                _when(view, run.at),
                *(_number(run.cells.get(name)) for name in _COUNTS),
            ]
            for run in view.runs[:MOST_RUNS]
        ],
    )


_COUNTS = ("candidates", "requisitions_open", "strong", "follow_ups_due", "problems")


def _when(view: View, at: Any) -> str:
    if at is None:
        return "no time"
    local = workbook_source.local_time(at, view)
    return f"{day(local.date(), view.today)}, {local:%H:%M}"


def _number(text: str | None) -> object:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else text


def _rules(rules: Rules) -> None:
    heading("Settings", "From the tab Settings; what it leaves out keeps its default.")
    own = [rule for rule in fields(rules) if getattr(rules, rule.name) != rule.default]
    st.caption(f"{counted(len(own), 'differs', 'differ')} from the default" if own else "All defaults")
    table(
        "Settings",
        ["Setting", Column("Value", number=True), Column("Default", number=True)],
        [
            [_setting(rule), f"{getattr(rules, rule.name):g}", f"{rule.default:g}"]
            for rule in sorted(fields(rules), key=lambda rule: rule not in own)
        ],
    )


def _setting(rule: Any) -> Markup:
    return macro("hinted", text=rule.metadata["name"], hint=rule.metadata["help"])


show(page_frame.view())
