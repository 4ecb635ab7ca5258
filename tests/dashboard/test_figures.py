"""The figures under every filter: filters must not affect each other, and a part of a workbook must fit its people."""

from datetime import date
from pathlib import Path

import pytest

from automation.clock import Clock
from automation.core.follow_ups.todo import needs, of_owner
from automation.core.model import each_row
from automation.core.reports.stays import in_pocket
from automation.readmodel.workbook_view import Reader, View
from automation.settings import Settings
from automation.store.locate import open_store
from dashboard.data.filters import WINDOWS, families, people_named, scoped
from dashboard.data.metric_cache import Figures, figures, warm
from tests.dashboard.driving import TODAY


@pytest.fixture(scope="module")
def view(made: Path) -> View:
    """The sample."""
    return _read(made)


def _read(workbook: Path) -> View:
    clock = Clock(date.fromisoformat(TODAY))
    return Reader(open_store(str(workbook)), Settings(workbook=str(workbook)), clock).read()


def _recorded(found: Figures) -> dict[str, object]:
    parts = (found.now, found)
    return {name: getattr(part, name) for part in parts for name in vars(type(part)) if not name.startswith("_")}


@pytest.mark.long
def test_filters_do_not_mix(view: View, made: Path) -> None:
    """Each choice shows the same figures, whatever was chosen before."""
    warm(view)
    names, departments = ["", *people_named(view)], ["", *families(view)]
    choices = [(name, "", days) for name in names for days in WINDOWS.values()]
    choices += [(name, family, 90) for name in names[:3] for family in departments]
    for choice in (*choices, *reversed(choices)):
        figures(scoped(view, *choice))
    for choice in choices[:: len(choices) // 12]:
        alone = _recorded(figures(scoped(_read(made), *choice)))
        assert repr(_recorded(figures(scoped(view, *choice)))) == repr(alone)
    assert len({repr(_recorded(figures(scoped(view, *choice)))) for choice in choices}) > len(names)


def test_an_owners_figures_are_of_their_rows(view: View) -> None:
    """Counted from the rows that name them, one by one."""
    for owner in people_named(view):
        found = figures(scoped(view, owner))
        owned = [
            row for row in view.people.values() if owner.casefold() in {row.owner.casefold(), row.champion.casefold()}
        ]
        assert [row.Index for row in found.now.pocket] == [
            row.Index for row in in_pocket(view.book, view.today) if row in owned
        ]
        overdue = [plan for plan in view.plans.values() if plan.owner == owner and plan.on and plan.on < view.today]
        assert found.now.overdue.count == len(overdue)


def test_the_list_of_due_items_follows_the_filters(view: View) -> None:
    """A department narrows requisitions alone; an owner sees their own follow-ups."""
    everything = needs(view.book, view.matches, view.follow_ups, view.history, view.today)
    assert figures(scoped(view)).now.needs == everything
    for owner in people_named(view):
        assert figures(scoped(view, owner)).now.needs == of_owner(everything, owner)
    for family in families(view):
        there = set(scoped(view, "", family).book.requisitions.index)
        wanted = [need for need in everything if not need.requisition or need.requisition in there]
        assert figures(scoped(view, "", family)).now.needs == wanted


def test_a_part_of_a_book_has_its_own_people(view: View) -> None:
    """The rows that a part keeps are those of its frame, in its order."""
    for owner in ("", *people_named(view)):
        for family in ("", *families(view)):
            book = scoped(view, owner, family, 30).book
            assert list(book.people.items()) == [(row.Index, row) for row in each_row(book.candidates)]
            assert list(book.requisition_rows) == list(book.requisitions.index)
            assert book is scoped(view, owner, family).book
