"""What `explain` says of cells whose text is not the value itself."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given

from automation.core.model import Cell
from automation.core.workbook.readings import Reading, readings
from tests.core.small_workbooks import ANA, CELLS, PLATFORM, Record, assembled, tabs

# Every cell here says exactly what it means.
PLAIN: Record = {**ANA, "skills": "kubernetes;  Golang\nTerraform", "work_authorisation": "yes", "remote_ok": True}


def read(person: Record, role: Record = PLATFORM) -> list[Reading]:
    workbook = assembled(tabs([person], [role]))
    return readings(workbook, "ANA@mail.example", "req-1")


def words(person: Record, role: Record = PLATFORM) -> list[str]:
    return [one.words for one in read(person, role)]


@pytest.mark.parametrize(
    ("field", "cell", "words_read"),
    [
        ("level", "Sr.", ["Level 'Sr.' → Senior"]),
        ("level", "6+ yrs", ["Level '6+ yrs' → Senior"]),
        ("level", "ninja", ["Level 'ninja' → unknown"]),
        ("level", None, ["Current title 'Senior Platform Engineer' → level Senior"]),
        ("pay", "€90,000", ["Pay expectation '€90,000' → 90k EUR"]),
        ("pay", "90k", ["Pay expectation '90k' → 90k, currency unknown"]),
        ("pay", "a fair salary", ["Pay expectation 'a fair salary' → unknown"]),
        ("location", "NYC", ["Location 'NYC' → New York City"]),
        ("location", "Lisbon (remote)", ["Location 'Lisbon (remote)' → works remotely"]),
        ("skills", "Kubernetes / Golang", ["Skills 'Kubernetes / Golang' → Kubernetes, Golang"]),
        ("work_authorisation", "needs sponsorship", ["Work authorisation 'needs sponsorship' → no"]),
        ("shelve_reason", "overqualified", ["Shelve reason 'overqualified' → Too senior"]),
        ("revisit_on", "1 October 2026", ["Revisit on '1 October 2026' → 2026-10-01"]),
        ("revisit_on", "03/04/2026", ["Revisit on '03/04/2026' → unknown"]),
    ],
)
def test_a_cell_read_as_something_else_is_shown(field: str, cell: Cell, words_read: list[str]) -> None:
    """The header as the sheet has it, the words in the cell, and what counts."""
    title = {} if cell else {"title": "Senior Platform Engineer"}
    assert words({**PLAIN, **title, field: cell}) == words_read


@pytest.mark.parametrize(
    ("field", "cell"),
    [
        ("level", "senior"),
        ("level", "n/a"),
        ("pay", "90k eur"),
        ("location", "Lisbon, Portugal"),
        ("location", "Lisbon or Porto"),
        ("location", "Portugal"),
        ("location", ""),
        ("skills", "Kubernetes | Golang"),
        ("revisit_on", date(2026, 10, 1)),
        ("remote_ok", False),
    ],
)
def test_a_cell_that_says_what_it_means_is_not_shown(field: str, cell: Cell) -> None:
    """Case, spaces and separators are no reading, nor are empty cells and words for "unknown"."""
    assert words({**PLAIN, field: cell}) == []


def test_the_requisition_is_read_too() -> None:
    """Of a requisition its skills, level, place, pay and status are shown; an amount beside its currency is not."""
    role = {**PLATFORM, "level": "Sr", "pay_max": "€100.000", "status": "opened", "must": "Kubernetes / Golang"}
    assert [(one.tab, one.words) for one in read(PLAIN, role)] == [
        ("Requisitions", "Must-have skills 'Kubernetes / Golang' → Kubernetes, Golang"),
        ("Requisitions", "Level 'Sr' → Senior"),
        ("Requisitions", "Pay max '€100.000' → 100k EUR"),
        ("Requisitions", "Status 'opened' → Open"),
    ]
    assert words(PLAIN, {**PLATFORM, "pay_max": 100_000}) == []


def test_other_headers_are_named_as_the_sheet_has_them() -> None:
    """A column that people call something else is shown under their name."""
    book = tabs([{**PLAIN, "level": "Sr."}], [PLATFORM])
    header = [cell if cell != "Level" else "Seniority" for cell in book["Candidates"][0]]
    workbook = assembled({**book, "Candidates": [header, *book["Candidates"][1:]]})
    assert [one.words for one in readings(workbook, "ana@mail.example", "REQ-1")] == ["Seniority 'Sr.' → Senior"]


@given(CELLS, CELLS, CELLS, CELLS)
def test_any_cell_can_be_shown(level: Any, pay: Any, location: Any, skills: Any) -> None:
    """Whatever people type or compute, a reading is a line with words on both sides."""
    found = read({**ANA, "level": level, "pay": pay, "location": location, "skills": skills})
    assert all(one.text and one.value and "\n" not in one.words for one in found)
