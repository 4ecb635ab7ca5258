"""Templates of mails to colleagues: rows of `Templates` with reserved names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core.templates.staff_mails import BUILT_IN, DIGEST, Frame, StaffMailError, frame_of, read_staff_mail
from automation.core.templates.template_tab import read_templates
from automation.core.text import plain

VALUES = {"counts": "2 replies waiting", "name": "Dana", "organisation": "Acme", "date": "24 November 2026"}
HEADER = ("Name", "Subject", "Body")
OWN = (
    "digest mail",
    "{{date}}: {{counts}}",
    "Hello {{Name}},\n\n{{counts}}:\n{{ items }}\n\nSee you at {{organisation}}",
)


def test_a_row_replaces_the_built_in_text() -> None:
    """Subject, the lines before the items and those after them are the row's; it is no template for candidates."""
    found = read_templates([HEADER, OWN])
    assert found.problems == ()
    assert plain(DIGEST) not in {plain(name) for name in found.by_name}
    before, after = ("Hello Dana,", "", "2 replies waiting:"), ("See you at Acme",)
    assert frame_of(DIGEST, found.staff, VALUES) == Frame("24 November 2026: 2 replies waiting", before, after)


def test_empty_cells_stand_for_the_built_in_text() -> None:
    found = read_templates([HEADER, ("Digest mail", "News", None)]).staff
    assert frame_of(DIGEST, found, VALUES) == Frame("News", ("Good morning. 2 replies waiting.",), ())
    for name in BUILT_IN:
        assert frame_of(name, {}, VALUES).subject == "Backpocket: 2 replies waiting"


@pytest.mark.parametrize(
    ("row", "column", "what"),
    [
        (("Digest mail", "{{cuonts}}", ""), "Subject", "The cell Subject of the template 'Digest mail' cannot be used"),
        (("Digest mail", "", "{{items}} {{why_now}}"), "Body", "'{{why_now}}' is not known. Known are {{"),
        (("Digest mail", "", "{{#openings}}{{items}}{{/openings}}"), "Body", "is not known"),
        (("Digest mail", "", "Hello"), "Body", "must hold {{items}} once"),
        (("Digest mail", "", "{{items}} {{items}}"), "Body", "must hold {{items}} once"),
        (("Digest mail", "{{items}}", ""), "Subject", "must not hold {{items}}"),
        (("Digest mail", "", "{{items"), "Body", "lacks a brace"),
    ],
)
def test_what_cannot_be_used_names_the_cell(row: tuple[str, str, str], column: str, what: str) -> None:
    """The issue names cell and row, and the mail goes out with the built-in text."""
    found = read_templates([HEADER, row])
    (problem,) = found.problems
    assert (problem.column, problem.row) == (column, 2)
    assert what in problem.message
    assert "{{#openings}}" not in problem.message.partition("Known are")[2]
    assert frame_of(DIGEST, found.staff, VALUES) == frame_of(DIGEST, {}, VALUES)


def test_of_two_rows_the_first_counts() -> None:
    found = read_templates([HEADER, ("Digest mail", "One", ""), ("DIGEST MAIL", "Two", "")])
    assert frame_of(DIGEST, found.staff, VALUES).subject == "One"
    assert [problem.row for problem in found.problems] == [3]


@given(st.text(max_size=80), st.text(max_size=120), st.text(max_size=30))
def test_any_text_is_used_or_refused(subject: str, body: str, value: str) -> None:
    """No text and no value breaks a mail: a subject is one line, and values are never read as templates."""
    try:
        template = read_staff_mail(DIGEST, subject, f"{body}\n{{{{items}}}}")
    except StaffMailError:
        return
    found = frame_of(DIGEST, {plain(DIGEST): template}, dict.fromkeys(VALUES, value))
    assert "\n" not in found.subject
    assert len(found.subject) <= 200
