"""The rows behind a figure, in a drawer at the side."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import streamlit as st

from automation.core.access.roles import Right
from automation.core.sentences import counted
from automation.core.text import key_of
from automation.core.workbook.contacts import contact_or_shelving, in_contact
from automation.readmodel.workbook_view import View
from dashboard.auth import session
from dashboard.ui.components import Column, day, due_words, empty, person_name, requisition_name, table

# The most rows in a drawer, which is not for exporting a workbook.
MOST = 200


def opens(label: str, title: str, draw: Callable[[], None], key: str) -> None:
    """A button that opens a drawer, for users who may see the candidates in it."""
    if session.may(Right.PEOPLE) and st.button(label, key=key, type="tertiary"):
        st.dialog(title, width="large", position="right")(session.with_access_check(draw))()


def people(
    view: View, rows: Sequence[Any], caption: str, extra: str = "", extra_value: Callable[[Any], object] = str
) -> None:
    """A table of candidates.

    Args:
        view: The reading.
        rows: Of Candidates.
        caption: What they have in common.
        extra: The title of one more column; "" for none.
        extra_value: The text of a row in that column.
    """
    titles: list[Column | str] = ["Name", "Title", "Why not then", "Shelved", "Last contact", "Owner"]
    shown = [
        [
            person_name(row),
            row.title,
            row.shelve_reason,
            day(row.shelved_on, view.today),
            day(in_contact(row), view.today),
            row.owner,
            *([extra_value(row)] if extra else []),
        ]
        for row in rows[:MOST]
    ]
    _listed(caption, [*titles, *([extra] if extra else [])], shown, len(rows), "person", "people")


def people_yes_no(view: View, found: Sequence[tuple[Any, bool]], caption: str, question: str) -> None:
    """A table of candidates, with yes or no in one more column."""
    shown = {row.Index: "yes" if yes else "no" for row, yes in found}
    people(view, [row for row, _ in found], caption, question, lambda row: shown[row.Index])


def requisitions(
    view: View, rows: Sequence[Any], caption: str, extra: str, extra_value: Callable[[Any], object]
) -> None:
    """A table of requisitions, with one more column."""
    titles: list[Column | str] = ["Requisition", "Opened", "Posted", "Pocket checked", "Recruiter", extra]
    shown = [
        [
            requisition_name(row),
            day(row.opened_on, view.today),
            day(row.posted_on, view.today),
            day(row.pocket_checked_on, view.today),
            row.recruiter,
            extra_value(row),
        ]
        for row in rows[:MOST]
    ]
    _listed(caption, titles, shown, len(rows), "requisition", "requisitions")


def follow_ups(view: View, rows: Sequence[Any], caption: str) -> None:
    """A table of follow-ups, those that are overdue longest first."""
    ordered = sorted(rows, key=lambda row: (row.on, row.key))
    shown = [
        [
            person_name(view.people[row.key]),
            day(row.on, view.today),
            (view.today - row.on).days,
            due_words(row.reason, view.today),
            row.owner or "unassigned",
        ]
        for row in ordered[:MOST]
    ]
    _listed(caption, ["Name", "Due", Column("Days over", number=True), "Why", "Owner"], shown, len(rows), "follow-up")


def newest_contact_first(rows: Iterable[Any]) -> list[Any]:
    """Candidates by their last contact, the most recent first; those without one last."""

    def place(row: Any) -> tuple[int, str]:
        contact = contact_or_shelving(row)
        return -contact.toordinal() if contact else 0, key_of(row.key)

    return sorted(rows, key=place)


def _listed(
    caption: str,
    titles: Sequence[Column | str],
    shown: Sequence[Sequence[object]],
    count: int,
    one: str,
    many: str = "",
) -> None:
    if not shown:
        empty("Nothing here.", "The filters above may leave nothing; widen them to see more.")
        return
    more = f", the first {MOST} shown: narrow the filters to see the others" if count > len(shown) else ""
    st.caption(f"{counted(count, one, many)}{more}")
    table(caption, titles, shown)
