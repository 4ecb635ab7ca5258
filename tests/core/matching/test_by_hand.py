"""People whom the program never scores, because Matching says so: a person looks at them."""

import pytest

from automation.core.matching.matcher import explain_everywhere, explain_pair
from automation.core.matching.off_slate import LeftOut
from automation.core.model import Band, Cell
from automation.core.parsing import Unreadable, read_by_hand
from automation.core.reason_words import words
from automation.core.schema import REQUISITIONS
from tests.core.matching.test_left_out import BO, plan_of, slate
from tests.core.small_workbooks import ANA, TODAY, said_about


def test_by_hand_is_never_scored() -> None:
    """On no slate, without a point in `explain`; each requisition says how many there are, and never that they fit."""
    plan = plan_of([{**ANA, "matching": "by hand"}, BO])
    assert slate(plan) == ["bo@mail.example"]
    assert plan.slates.left_out["req-1"] == LeftOut(0, 0, 1)
    cell = plan.publication.columns[REQUISITIONS]["req-1"]["BP Slate"]
    assert cell == "1. Bo Li 100 Strong; 1 person to look at by hand"
    found = explain_pair(plan.book, "ana@mail.example", "REQ-1", TODAY)
    assert (found.score, found.band, found.known, found.parts, found.why_now) == (0, Band.NONE, "", (), "")
    assert found.excluded
    assert words(found.excluded) == "Matching by hand: the program does not score them"
    assert explain_everywhere(plan.book, "ana@mail.example", TODAY) == []


def test_their_follow_ups_go_on() -> None:
    """Only the scoring stops: revisit days, promises and keeping warm stay due."""
    plan = plan_of([{**ANA, "matching": "by hand"}])
    cells = plan.publication.columns["Candidates"]["ana@mail.example"]
    assert cells["BP Follow-up reason"] == "Free from 2026-10-01"


def test_it_counts_for_all_rows_of_a_person() -> None:
    """A second row of the same person is not scored either."""
    rows = [{**ANA, "candidate_id": "P-1", "matching": "by hand"}, {**ANA, "candidate_id": "P-2"}]
    assert slate(plan_of(rows)) == []


@pytest.mark.parametrize(
    ("cell", "by_hand"),
    [
        ("By hand", True),
        ("manual", True),
        ("manuell", True),
        ("à la main", True),
        ("a mano", True),
        ("no", True),
        (False, True),
        ("automatic", False),
        ("automatisch", False),
        (True, False),
        ("", None),
        (None, None),
        ("–", None),
    ],
)
def test_what_the_cell_may_say(cell: Cell, by_hand: bool | None) -> None:
    """A few words in the languages that templates are written in."""
    assert read_by_hand(cell) is by_hand


def test_anything_else_is_by_hand_and_asked_about() -> None:
    """Doubt keeps a person off the scores, and BP Check says how to write it."""
    with pytest.raises(Unreadable):
        read_by_hand("only for Berlin")
    plan = plan_of([{**ANA, "matching": "only for Berlin"}])
    assert slate(plan) == []
    assert any("read as by hand, to be safe" in message for message in said_about(plan, "ana@mail.example"))
