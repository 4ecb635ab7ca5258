"""A required header that is nearly there is proposed, never doubled."""

import pytest

from automation.core.model import Row, Snapshot
from automation.core.publishing.scaffold import additions
from automation.errors import NearMiss

REQUISITIONS: list[Row] = [["Req ID", "Title", "Opened on", "Status"]]


def lacking(header: str, *cells: str) -> object:
    rows: list[Row] = [["Name", header, "Shelved on", "Shelve reason"]]
    rows += [["Ada", cell, "2026-01-02", "Timing"] for cell in cells]
    return additions(Snapshot({"Candidates": rows, "Requisitions": REQUISITIONS})).headers["Candidates"]


@pytest.mark.parametrize(
    ("header", "cells"),
    [("Emial", ("a@o.example",)), ("Mail of candidate 1", ("a@o.example", "b@o.example", "?")), ("Emaill", ("ask",))],
)
def test_a_filled_column_that_seems_to_be_it(header: str, cells: tuple[str, ...]) -> None:
    with pytest.raises(NearMiss, match=f"'{header}' seems to be 'Email': rename it"):
        lacking(header, *cells)


@pytest.mark.parametrize(
    ("header", "cells"),
    [("Emial", ()), ("Email sent?", ("yes", "no")), ("Team", ("North",)), ("Address", ("a@o.example",))],
)
def test_a_column_that_is_something_else(header: str, cells: tuple[str, ...]) -> None:
    assert "Email" in str(lacking(header, *cells))
