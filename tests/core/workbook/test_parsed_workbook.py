"""What a workbook adds up to about persons: who filled a requisition, and whose names say nothing."""

import pytest

from automation.core.reports.hiring_metrics import concentration, from_pocket, rediscovery
from automation.core.reports.time_windows import Window
from automation.core.schema import CANDIDATES
from automation.core.workbook.assemble import Workbook
from tests.core.small_workbooks import ANA, PLATFORM, TODAY, Record, assembled, tabs

PEOPLE: list[Record] = [
    {**ANA, "candidate_id": "C1", "champion": "Tom"},
    {**ANA, "candidate_id": "C2", "name": "Ben Okoro", "email": "agency+ben@x.example"},
    {**ANA, "candidate_id": "C3", "name": "Cleo Marsh", "email": "agency+cleo@x.example"},
    *({**ANA, "candidate_id": key, "name": "Dana Kim", "email": f"{key}@x.example".lower()} for key in ("C4", "C5")),
]


def filled(by: str) -> Workbook:
    """A workbook with one requisition that someone filled."""
    role = {**PLATFORM, "status": "Filled", "filled_on": "2026-11-20", "filled_by": by}
    return assembled(tabs(PEOPLE, [role]))


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("C1", "C1"),
        ("ana@mail.example", "C1"),
        ("ANA+jobs@mail.example", "C1"),
        ("mailto:ana@mail.example", "C1"),
        ("agency+cleo@x.example", "C3"),
        ("agency@x.example", "agency@x.example"),
        ("eve@mail.example", "eve@mail.example"),
        ("a recruiter", "a recruiter"),
        ("Ben Okoro", "C2"),
        ("OKORO, Ben", "C2"),
        ("Ben Okoro (agency+ben@x.example)", "C2"),
        ("Ben", "Ben"),
        ("Dana Kim", "Dana Kim"),
        ("Eve Lund", "Eve Lund"),
    ],
)
def test_filled_by_names_a_person(written: str, key: str) -> None:
    """An ID, any spelling of an address, or a full name names the candidate; what two share names neither."""
    book = filled(written).book
    assert list(book.requisitions["filled_by"]) == [key]
    assert from_pocket(book, book.requisition_rows["req-1"]) == (key in {"C1", "C2", "C3"})


def test_a_hire_by_address_counts_as_from_the_pocket() -> None:
    """The figures know who was hired, whatever the key of the row."""
    book, window = filled("ana@mail.example").book, Window.ending(TODAY)
    assert rediscovery(book, window).part == 1
    assert [name for name, _ in concentration(book, window)] == ["Tom"]


@pytest.mark.parametrize("name", ["unknown", "n/a", "#N/A", False, "-"])
def test_a_name_that_says_nothing_may_be_anyones(name: object) -> None:
    """At one mailbox, such a row is not another person."""
    other = {**ANA, "name": name, "email": "ana+jobs@mail.example"}
    workbook = assembled(tabs([ANA, other], [PLATFORM]))
    assert workbook.persons.of("ana@mail.example").keys == ("ana@mail.example", "ana+jobs@mail.example")


def test_a_name_in_two_columns_is_restored_in_each() -> None:
    """A failed formula or a FALSE that an export made text of is no part of a name, and is no unit's number."""
    header = ["First name", "Last name", "Email", "Shelved on", "Shelve reason"]
    parts = [("#N/A", "Souza"), ("FALSE", "FALSE"), ("Ana", "#REF!"), (False, "Marsh"), (0, 0)]
    people = [[*names, f"p{number}@mail.example", "2026-03-01", "Timing"] for number, names in enumerate(parts)]
    blank = [[False, "FALSE"], ["-", 0], ["FALSE", False]]
    workbook = assembled({**tabs([], [PLATFORM]), CANDIDATES: [header, *people, *blank]})
    assert list(workbook.book.candidates["name"]) == ["", "", "", "Marsh", ""]
    assert list(workbook.book.candidates["given_name"]) == ["", "", "Ana", "", ""]
    assert [(one.row, one.message.partition(" ")[0]) for one in workbook.book.problems] == [
        (row, "First") for row in (2, 3, 4, 6)
    ]
