import pytest

from automation.core.schema import CANDIDATES, REQUISITIONS
from automation.core.workbook.nearest_keys import unknown_key
from tests.core.small_workbooks import ANA, PLATFORM, assembled, tabs

BOOK = assembled(
    tabs(
        [
            ANA,
            {**ANA, "name": "Müller, Jürgen", "email": "juergen.mueller@mail.example"},
            {**ANA, "candidate_id": "C-7"},
        ],
        [PLATFORM],
    )
).book


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("juergen.muller@mail.exmple", "juergen.mueller@mail.example"),
        ("juergen", "juergen.mueller@mail.example"),
        ("Jürgen Müller", "juergen.mueller@mail.example"),
        ("jurgen muller", "juergen.mueller@mail.example"),
        ("JUERGEN.MUELLER", "juergen.mueller@mail.example"),
    ],
)
def test_a_mistyped_key_or_a_name_leads_to_the_key(typed: str, meant: str) -> None:
    """The sentence quotes what was typed, and names the key that was probably meant."""
    error = unknown_key(CANDIDATES, typed, BOOK.people.values())
    assert str(error) == f"Candidates has no row with the key '{typed}'. Did you mean {meant}?"


def test_nothing_near_is_not_guessed() -> None:
    """Another person is no guess, and neither is anyone for an empty key."""
    for typed in ("nobody@else.example", "Zed Zoltan", "", "  "):
        assert "Did you mean" not in str(unknown_key(CANDIDATES, typed, BOOK.people.values()))


def test_a_requisition_is_found_by_its_title() -> None:
    """As by a key that lacks a dash."""
    for typed in ("platform engineer", "REQ1"):
        assert "Did you mean REQ-1?" in str(unknown_key(REQUISITIONS, typed, BOOK.requisition_rows.values()))
