"""The filters above each page: owner, department and window of days."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import streamlit as st

from automation.core.frame import Frame
from automation.core.model import FollowUpFrame, MatchFrame, RequisitionFrame
from automation.core.reports.time_windows import Window
from automation.core.text import key_of
from automation.core.workbook.parsed_workbook import Book
from automation.readmodel.workbook_view import View
from dashboard.data.names import colleague, once, people_named

EVERYONE, EVERYTHING = "Everyone", "Every department"
# The most sets of filters that are kept with a reading.
MOST_KEPT = 100
DAYS = 90
WINDOWS = {"30 days": 30, "90 days": 90, "180 days": 180, "365 days": 365}


@dataclass(frozen=True)
class Scope:
    """A reading and the filters on it.

    An owner's people are those they own or champion. An owner's requisitions are those they recruit or hire for. A
    department (Role family) filters requisitions, and with them matches. People belong to no department.

    Attributes:
        view: The whole reading.
        owner: A name; "" for all.
        family: A department; "" for all.
        days: The window's length.
    """

    view: View
    owner: str = ""
    family: str = ""
    days: int = DAYS

    @property
    def window(self) -> Window:
        """The last `days` days, today included."""
        return Window.ending(self.view.today, self.days)

    @cached_property
    def book(self) -> Book:
        """Only the rows in scope."""
        book = self.view.book
        if not self.owner and not self.family:
            return book
        if self.days != DAYS:
            # It does not depend on the window, so all windows share it.
            return scoped(self.view, self.owner, self.family).book
        people, wanted = None, book.requisitions
        if self.owner:
            people = _names(book.candidates, ("owner", "champion"), self.owner)
            wanted = RequisitionFrame(wanted.where(_names(wanted, ("recruiter", "hiring_manager"), self.owner)))
        if self.family:
            wanted = RequisitionFrame(wanted.where(_names(wanted, ("family",), self.family)))
        return book.narrowed(people, wanted)

    @cached_property
    def matches(self) -> MatchFrame:
        """The complete slates of the requisitions in scope, with other owners' candidates, too."""
        return MatchFrame(self.view.matches.having("req_key", *self.book.requisitions.index))

    @cached_property
    def follow_ups(self) -> FollowUpFrame:
        """The follow-ups in scope: those of the owner."""
        found = self.view.follow_ups
        return FollowUpFrame(found.where(_names(found, ("owner",), self.owner))) if self.owner else found


def _names(frame: Frame, columns: Iterable[str], name: str) -> list[bool]:
    """Which rows have this name in one of these columns, in upper or lower case."""
    wanted = key_of(name)
    return [wanted in map(key_of, cells) for cells in zip(*(frame[column] for column in columns), strict=True)]


def families(view: View) -> list[str]:
    """Every department, each once, in order."""
    return once(view.book.requisitions["family"])


def number_chosen() -> int:
    """How many filters leave something out, as they were chosen last."""
    neutral = {"owner": EVERYONE, "department": EVERYTHING}
    return sum(st.session_state.get(key) not in {None, all_} for key, all_ in neutral.items())


def filters(view: View) -> Scope:
    """Draw the filters, which the address keeps, and return the filtered reading."""
    shown = {name: colleague(view, name) for name in people_named(view)}
    labels = {label: name for name, label in shown.items() if list(shown.values()).count(label) == 1}
    labels |= {name: name for name in shown if name not in labels.values()}
    owner = _name_filter("Owner", EVERYONE, labels, width=210)
    family = _name_filter("Department", EVERYTHING, {name: name for name in families(view)}, width=180)
    window = st.selectbox(
        "Window",
        list(WINDOWS),
        index=1,
        key="window",
        bind="query-params",
        label_visibility="collapsed",
        format_func=lambda name: f"Last {name}",
        width=150,
    )
    return scoped(view, owner, family, WINDOWS.get(str(window), DAYS))


def _name_filter(label: str, everything: str, names: Mapping[str, str], *, width: int) -> str:
    """Draw one filter, which the address keeps. Returns the chosen name; "" for all.

    Args:
        label: For screen readers, and in lower case the name in the address.
        everything: The option for all.
        names: Option → the name that it stands for.
        width: In pixels.
    """
    key, by_name = label.lower(), {name: option for option, name in names.items()}
    asked = st.query_params.get(key)
    if asked and asked not in names and asked != everything:
        if asked in by_name:
            # A link from before the name was known has the address.
            st.query_params[key] = by_name[asked]
        else:
            st.toast(f"The address asks for a {key} that is not in the workbook: all are shown.", duration="long")
    chosen = st.selectbox(
        label,
        [everything, *names],
        key=key,
        bind="query-params",
        label_visibility="collapsed",
        width=width,
    )
    return "" if chosen == everything else names.get(str(chosen), "")


def scoped(view: View, owner: str = "", family: str = "", days: int = DAYS) -> Scope:
    """A reading with filters. The same filters give the same object, so figures are computed once."""
    key = ("scope", owner, family, days)
    found = view.memo.get(key)
    if not isinstance(found, Scope):
        if len(view.memo) > MOST_KEPT:
            view.memo.clear()
        found = view.memo[key] = Scope(view, owner, family, days)
    return found
