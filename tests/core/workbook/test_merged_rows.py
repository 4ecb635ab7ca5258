"""Two rows that a person merged: one is shown, the other points to it, and what holds for one holds for both."""

from datetime import date

import pytest

from automation.core.ledger.events import Answer, Event, State
from automation.core.ledger.state import LedgerState
from automation.core.matching.matcher import explain_pair
from automation.core.matching.off_slate import LeftOut
from automation.core.reason_words import words
from automation.core.workbook.action_log import Action, Kind
from automation.core.workbook.action_state import ActionState, fold
from tests.core.matching.test_left_out import THEN, plan_of, slate
from tests.core.small_workbooks import ANA, PLATFORM, TODAY, Record, assembled, said_about, tabs
from tests.core.workbook.test_action_log import did, undo

OLD = "old@mail.example"
FORMER: Record = {**ANA, "email": OLD}
HIDDEN = did(Kind.MERGED, 1, candidate=OLD, requisition="", value=ANA["email"])


def wrote(*replies: tuple[Answer, str], key: str = OLD) -> LedgerState:
    """A ledger in which a message reached the hidden row, and what came back."""
    sent = Event(THEN, State.SENT, "s0", key, ("REQ-1",), "first note", "Dana")
    heard = [
        Event(THEN, what, "s0", key, ("REQ-1",), by="page", subject=value, message_id=f"a{number}")
        for number, (what, value) in enumerate(replies)
    ]
    return LedgerState.of([sent, *heard])


def test_one_row_is_shown_and_the_other_points_to_it() -> None:
    """Only the shown row is on slates; both hints that they may be one person are gone. An undo brings both back."""
    apart, merged = plan_of([ANA, FORMER]), plan_of([ANA, FORMER], actions=fold([HIDDEN]))
    assert (slate(apart), slate(merged)) == ([ANA["email"], OLD], [ANA["email"]])
    assert merged.slates.left_out["req-1"] == LeftOut(1)
    why = explain_pair(merged.book, OLD, "REQ-1", TODAY).excluded
    assert why
    assert words(why) == "Merged into row ana@mail.example"
    cells = merged.publication.columns["Candidates"][OLD]
    assert cells["BP Follow-up reason"] == "None: merged into row ana@mail.example"
    hints = [[len(said_about(plan, str(key))) for key in (ANA["email"], OLD)] for plan in (apart, merged)]
    assert hints == [[1, 1], [0, 0]]
    undone = plan_of([ANA, FORMER], actions=fold([HIDDEN, undo(HIDDEN, 2)]))
    assert slate(undone) == slate(apart)


@pytest.mark.parametrize("other", [OLD, ANA["email"]])
def test_histories_join(other: str) -> None:
    """A reply, a message and what was done about one row count for both, whichever row they were about."""
    actions = fold([did(Kind.PASSED, 0, candidate=other, requisition="REQ-2"), HIDDEN])
    book = assembled(tabs([ANA, FORMER], [PLATFORM]), wrote((Answer.NOT_NOW, "2027-03"), key=other), actions)
    assert {key: one.said.not_now for key, one in book.book.people.items()} == {
        key: {"req-1": date(2027, 3, 1)} for key in (ANA["email"], OLD)
    }
    assert list(book.history.sends) == [ANA["email"], OLD]
    assert list(book.actions.passed()) == [("req-2", ANA["email"])]
    assert [one.kind for one in book.actions.about(str(ANA["email"]))] == [Kind.PASSED, Kind.MERGED]
    assert book.persons.sent_to(book.state.sends["s0"])[0] == ANA["email"]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"do_not_contact": "yes"}, "Do not contact (the same person's row old@mail.example)"),
        ({"hired_on": "2026-10-01"}, "Hired (the same person's row old@mail.example)"),
        (
            {"region": "EU", "consent_basis": "consent", "consent_on": "2025-01-10"},
            "Consent ran out on 2026-01-10: ask again, or remove the row (the same person's row old@mail.example)",
        ),
    ],
)
def test_the_hidden_row_still_counts(cells: Record, reason: str) -> None:
    """Do-not-contact and consent of the row that is not shown hold for the shown one; consent is asked once."""
    plan = plan_of([ANA, {**FORMER, **cells}], actions=fold([HIDDEN]))
    assert slate(plan) == []
    why = explain_pair(plan.book, str(ANA["email"]), "REQ-1", TODAY).excluded
    assert why
    assert words(why) == reason
    shown = plan.publication.columns["Candidates"]
    due = [shown[str(key)]["BP Follow-up reason"] for key in (ANA["email"], OLD)]
    asked = "Consent ran out on 2026-01-10: ask whether you may keep them"
    first = asked if "Consent" in reason else f"None: {reason[0].lower()}{reason[1:]}"
    assert due == [first, "None: merged into row ana@mail.example"]


def test_a_promise_on_the_hidden_row_stays_due() -> None:
    """The shown row says nothing of it."""
    plan = plan_of([ANA, {**FORMER, "promised": "Call", "promised_by": "2026-11-20"}], actions=fold([HIDDEN]))
    assert plan.publication.columns["Candidates"][OLD]["BP Follow-up reason"] == "Promised: Call"


@pytest.mark.parametrize(
    ("lines", "people", "shown"),
    [
        ([HIDDEN], [ANA, FORMER], {OLD: ANA["email"]}),
        ([HIDDEN], [FORMER], {}),
        ([HIDDEN], [ANA], {}),
        ([HIDDEN, did(Kind.MERGED, 2, candidate=ANA["email"], requisition="", value=OLD)], [ANA, FORMER], None),
        ([HIDDEN, did(Kind.MERGED, 2, candidate=ANA["email"], requisition="", value="c-3")], [ANA, FORMER], None),
        (
            [
                did(Kind.MERGED, 0, candidate="was@mail.example", requisition="", value=ANA["email"]),
                did(Kind.REKEYED, 1, candidate=OLD, requisition="", before="was@mail.example"),
            ],
            [ANA, FORMER],
            {OLD: ANA["email"]},
        ),
    ],
)
def test_no_row_is_hidden_behind_one_that_is_not_there(
    lines: list[Action], people: list[Record], shown: dict[str, str] | None
) -> None:
    """A merge into a row that was deleted, or in a circle, hides nothing; a corrected key carries it over."""
    state: ActionState = fold(lines)
    found = assembled(tabs(people, [PLATFORM]), actions=state).persons.merged
    assert found == ({OLD: ANA["email"]} if shown is None else shown)


def test_a_chain_ends_at_the_last_row() -> None:
    """Merged into a row that was merged itself: one row is shown for all three."""
    third = {**ANA, "email": "c3@mail.example"}
    chain = [HIDDEN, did(Kind.MERGED, 2, candidate=ANA["email"], requisition="", value="c3@mail.example")]
    book = assembled(tabs([ANA, FORMER, third], [PLATFORM]), actions=fold(chain))
    assert book.persons.merged == {OLD: "c3@mail.example", ANA["email"]: "c3@mail.example"}
    assert len({book.persons.of(str(key)).keys for key in (ANA["email"], OLD, "c3@mail.example")}) == 1
