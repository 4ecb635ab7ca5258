from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core.model import each_row
from automation.core.workbook.parsed_workbook import Book
from automation.core.workbook.requisition_names import RequisitionNames
from tests.core.small_workbooks import Record, read

ROLES: list[Record] = [
    {"req_id": "REQ-100", "title": "Data Engineer", "opened_on": "2025-01-01", "filled_on": "2025-06-01"},
    {"req_id": "REQ-101", "title": "Senior Java Developer"},
    {"req_id": "REQ-102", "title": "Nurse (m/f/d)"},
    {"req_id": "REQ-103", "title": "Data Engineer", "opened_on": "2026-01-01"},
    {"req_id": "ENG 2026 17", "title": "Welder"},
    {"req_id": "Sales", "title": "Sales Manager"},
]


def book(*roles: Record) -> Book:
    """A workbook with these requisitions and no one else."""
    return read([], list(roles or ROLES))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        # IDs, as people write them.
        ("REQ-101", "REQ-101"),
        ("req 101", "REQ-101"),
        ("REQ101", "REQ-101"),
        ("101", "REQ-101"),
        ("#101", "REQ-101"),
        ("0101", "REQ-101"),
        ("Req. no. 101", "REQ-101"),
        ("ENG-2026-17", "ENG 2026 17"),
        ("sales", "Sales"),
        # With the title, or in a sentence.
        ("REQ-101 – Senior Java Developer", "REQ-101"),
        ("Data Engineer (REQ-100)", "REQ-100"),
        ("REQ-100, REQ 100", "REQ-100"),
        # Titles that one requisition has.
        ("senior java developer", "REQ-101"),
        ("Nurse (m/f/d)", "REQ-102"),
        ("Sales manager", "Sales"),
        # Several, or none.
        ("Data Engineer", None),
        ("REQ-100 / REQ-101", None),
        ("REQ-999", None),
        ("REQ-999 – Senior Java Developer", None),
        ("Level 101 Welder", None),
        ("101 Dalmatians", None),
        ("17", None),
        ("2026", None),
        ("", None),
    ],
)
def test_a_cell_means_one_requisition(text: str, key: str | None) -> None:
    """By its ID in any writing, with or without its title; else by its title, where no other one has that."""
    found = book().requisition_names.meant(text)
    assert (found and found.key) == key


@pytest.mark.parametrize(
    ("on", "key"),
    [(date(2025, 3, 1), "REQ-100"), (date(2026, 3, 1), "REQ-103"), (date(2025, 9, 1), None), (None, None)],
)
def test_of_several_with_one_title_the_one_that_was_open(on: date | None, key: str | None) -> None:
    """Where the day is known, and one of them was open then."""
    found = book().requisition_names.meant("Data Engineer", on)
    assert (found and found.key) == key


def test_an_id_that_two_may_have_means_neither() -> None:
    """Without a hyphen both are written alike."""
    names = book({"req_id": "REQ-1-01", "title": "A"}, {"req_id": "REQ-10-1", "title": "B"}).requisition_names
    assert names.meant("REQ101") is None
    assert names.meant("REQ-1-01").key == "REQ-1-01"


def test_an_id_that_is_a_number_is_not_looked_for_in_titles() -> None:
    """A title may hold any number."""
    names = book({"req_id": "8", "title": "Clerk"}, {"req_id": "9", "title": "Java 8 Developer"}).requisition_names
    found = [names.meant(text) for text in ("8", "Req 8", "Java 8 Developer", "PHP 8 Developer")]
    assert [row and row.key for row in found] == ["8", "8", "9", None]


def test_feeder_reqs_may_be_titles() -> None:
    """They count like their IDs."""
    found = book({"req_id": "REQ-9", "title": "Java Lead", "feeders": "Senior Java Developer, REQ 102"}, *ROLES)
    assert {"req-101", "req-102"} <= set(found.requisition_rows["req-9"].feeders)


@given(st.text(max_size=60))
def test_any_text_means_one_or_none(text: str) -> None:
    """An ID that is written exactly wins over everything else."""
    rows = {str(row.Index): row for row in each_row(book().requisitions)}
    found = RequisitionNames(rows).meant(text)
    assert found is None or found.key in {row["req_id"] for row in ROLES}
