"""Problems of the real checks, gathered by kind."""

from collections.abc import Sequence

from automation.core.model import Problem
from automation.core.publishing.problem_groups import kind_of, kinds
from tests.core.small_workbooks import ANA, PLATFORM, Record, planned, tabs

PEOPLE: Sequence[Record] = (
    ANA | {"pay": "60k"},
    ANA | {"name": "Bo Li", "email": "bo@mail.example", "pay": "65k", "phone": "+49 170 1234567", "title": "Clerk"},
    ANA
    | {"name": "Cy Oh", "email": "cy@mail.example", "shelve_reason": "", "phone": "+49 170 1234567", "title": "Cook"},
)


def test_one_kind_whatever_the_cells_say() -> None:
    """Two rows without a currency are one kind of issue, without either's cell; a shared phone is one kind too."""
    plan = planned(tabs(PEOPLE, [PLATFORM | {"must": None}]))
    found = {(kind.tab, kind.message): len(kind.problems) for kind in kinds(plan.problems)}
    assert found == {
        ("Candidates", "Pay expectation … has no currency: write it with one, such as 65k GBP."): 2,
        ("Candidates", "Same phone as another row: correct it, or merge the rows."): 2,
        ("Candidates", "Shelve reason is empty: type why it was not right then."): 1,
        ("Requisitions", next(said for tab, said in found if tab == "Requisitions")): 1,
    }


def test_nothing_is_lost_and_the_most_common_comes_first() -> None:
    """Each problem is in one kind; the tab with most leads, and in it the most common kind."""
    plan = planned(tabs(PEOPLE, [PLATFORM | {"must": None}]))
    found = kinds(plan.problems)
    assert sorted(id(one) for kind in found for one in kind.problems) == sorted(map(id, plan.problems))
    assert [kind.tab for kind in found] == ["Candidates"] * 3 + ["Requisitions"]
    counts = [len(kind.problems) for kind in found if kind.tab == "Candidates"]
    assert counts == sorted(counts, reverse=True)


def test_dates_and_keys_do_not_separate_problem_groups() -> None:
    """Consent that ran out on different days, and keys that were corrected, are one kind each."""
    said = "Consent ran out on {}: ask again, or remove the row."
    one, other = (Problem("Candidates", "a", "", "", said.format(day)) for day in ("2026-01-02", "2025-03-04"))
    assert kind_of(one) == kind_of(other) == "Consent ran out on …: ask again, or remove the row."
    typed = Problem("Candidates", "a", "", "", "Revisit on 'May 27' is not a date: write it as 2026-11-30.")
    assert kind_of(typed) == "Revisit on … is not a date: write it as 2026-11-30."
    gone = "'a@x.example' is gone and had the same name: if it is the same person, run `backpocket rekey a b`."
    assert "a@x" not in kind_of(Problem("Candidates", "b", "", "", gone))
    assert kinds([]) == []
