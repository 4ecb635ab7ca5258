from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core.model import Row, each_row
from automation.core.schema import BP_ACTIONS
from automation.core.workbook.action_log import CAN_BE_UNDONE, Action, Kind, after
from automation.core.workbook.action_rows import HEADERS, cleaned, read_actions, rows_for
from automation.core.workbook.action_state import ActionState, fold
from automation.core.workbook.applied_actions import acted
from tests.core.small_workbooks import ANA, CELLS, PLATFORM, TODAY, read

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ANA_KEY, REQ = "ana@mail.example", "REQ-1"


def did(kind: Kind, minute: int = 0, **fields: Any) -> Action:
    """Something that Dana did to Ana for REQ-1."""
    action = Action(NOON + timedelta(minutes=minute), "Dana", kind, f"a{minute}", TODAY, ANA_KEY, REQ)
    return replace(action, **fields)


def undo(action: Action, minute: int) -> Action:
    return did(Kind.UNDONE, minute, value=action.action_id)


def slots(state: ActionState) -> tuple[Any, ...]:
    """What counts, apart from the history."""
    return state.checks, state.verdicts, state.done, state.snoozed, state.given, state.merged


def tab(rows: Sequence[Row], header: Sequence[str] = HEADERS) -> dict[str, Sequence[Row]]:
    return {BP_ACTIONS: [list(header), *rows]}


TEXTS = st.text(max_size=20)
KEYS = st.sampled_from(["ana@mail.example", "ANA@mail.example", "bo@mail.example", "C-7"])
REQS = st.sampled_from(["REQ-1", "req-1", "REQ-2"])
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@st.composite
def actions(draw: st.DrawFn) -> list[Action]:
    """Any history, without corrected keys; undos are of anything before, after or not there at all."""
    kinds = draw(st.lists(st.sampled_from([kind for kind in Kind if kind is not Kind.REKEYED]), max_size=12))
    found = []
    for number, kind in enumerate(kinds):
        value = {
            Kind.SNOOZED: draw(DAYS).isoformat(),
            Kind.GIVEN: draw(st.sampled_from(["Lee", "Dana"])),
            Kind.MERGED: draw(KEYS),
            Kind.UNDONE: f"a{draw(st.integers(0, 14))}",
        }.get(kind, "")
        at = NOON + timedelta(seconds=draw(st.integers(0, 5)))
        texts = {"detail": draw(TEXTS), "before": draw(TEXTS)}
        one = Action(at, draw(TEXTS), kind, f"a{number}", draw(DAYS), draw(KEYS), draw(REQS), value=value, **texts)
        found.append(cleaned(one))
    return found


@given(st.data(), actions())
def test_the_order_of_rows_does_not_matter(data: st.DataObject, history: list[Action]) -> None:
    """However people sort the tab, the actions add up to the same."""
    shuffled = data.draw(st.permutations(history))
    assert slots(fold(shuffled)) == slots(fold(history))


@given(actions())
def test_actions_survive_writing_and_reading(history: list[Action]) -> None:
    """What is written as rows is read back as it was."""
    assert read_actions(tab(rows_for(history, {}))) == fold(
        history, (), {a.action_id: n for n, a in enumerate(history, 2)}
    )


@given(actions(), st.integers(0, 11))
def test_undo_takes_back_one(history: list[Action], place: int) -> None:
    """After an undo the state is as without the action, so that the one before counts again."""
    if place >= len(history) or history[place].kind not in CAN_BE_UNDONE:
        return
    one = history[place]
    rest = [line for line in history if line is not one]
    assert slots(fold([*history, undo(one, 99)])) == slots(fold(rest))


@given(st.lists(st.lists(CELLS, max_size=12), max_size=6), actions())
def test_a_damaged_row_is_reported_and_the_rest_counts(damage: list[list[Any]], history: list[Action]) -> None:
    """Each row is read, is blank, or is a problem; what can be read counts all the same."""
    state = read_actions(tab([*rows_for(history, {}), *damage]))
    assert {line.action_id for line in fold(history).lines} <= {line.action_id for line in state.lines}
    assert all(problem.tab == BP_ACTIONS and problem.message for problem in state.problems)


@pytest.mark.parametrize(
    ("column", "cell"),
    [("At", "soon"), ("Action", "promoted"), ("On", "TBD"), ("Action ID", None), ("Candidate", None)],
)
def test_a_damaged_line_is_a_problem(column: str, cell: str | None) -> None:
    """A damaged line counts for nothing, and its row number is reported."""
    row = list(rows_for([did(Kind.SHORTLISTED)], {})[0])
    row[HEADERS.index(column)] = cell
    state = read_actions(tab([row]))
    assert (state.lines, [problem.row for problem in state.problems]) == ([], [2])


def test_the_latest_verdict_counts() -> None:
    """A candidate shortlisted and then passed on is passed on, for that requisition alone."""
    state = fold([did(Kind.SHORTLISTED), did(Kind.PASSED, 1, detail="Wants to lead")])
    assert set(state.passed()) == {("req-1", ANA_KEY)}
    assert fold([did(Kind.PASSED), did(Kind.SHORTLISTED, 1)]).passed() == {}


def test_the_first_check_counts_until_it_is_undone() -> None:
    """The first valid check decides whether the pocket was checked in time."""
    first, second = did(Kind.POCKET_CHECKED), did(Kind.POCKET_CHECKED, 1, who="Lee")
    assert fold([second, first]).checks["req-1"] == first
    assert fold([first, second, undo(first, 2)]).checks["req-1"] == second


def test_a_follow_up_done_ends_the_snooze_before_it() -> None:
    """A snooze counts unless the follow-up was done since; a later one counts again."""
    snooze = did(Kind.SNOOZED, 1, value="2026-12-01")
    assert fold([snooze, did(Kind.DONE)]).snoozed
    done = did(Kind.DONE, 2)
    assert not fold([snooze, done]).snoozed
    assert fold([snooze, done, undo(done, 3)]).snoozed


def test_an_undo_without_an_action_is_reported() -> None:
    """An undo that names nothing is a problem, not a silence."""
    state = read_actions(tab(rows_for([did(Kind.UNDONE, 3, value="a7")], {})))
    assert [problem.row for problem in state.problems] == [2]


def test_a_row_pasted_twice_counts_once() -> None:
    """A copy of a line changes nothing; another line under its ID is a problem."""
    rows = rows_for([did(Kind.SHORTLISTED)], {})
    assert read_actions(tab([*rows, *rows])) == read_actions(tab(rows))
    other = rows_for([did(Kind.PASSED, action_id="a0")], {})
    state = read_actions(tab([*rows, *other]))
    assert (state.verdicts["req-1", ANA_KEY].kind, len(state.problems)) == (Kind.SHORTLISTED, 1)


def test_moved_columns_are_followed() -> None:
    """Where people moved columns of the tab, lines are read and written under their headers."""
    header = [*HEADERS[::-1], "Ours"]
    rows = rows_for([did(Kind.SHORTLISTED)], tab([], header))
    assert [rows[0][header.index(name)] for name in ("Who", "Candidate")] == ["Dana", ANA_KEY]
    assert read_actions(tab(rows, header)).verdicts


def test_a_tab_with_the_first_columns_only_is_read() -> None:
    """A tab from before a column was added is read where the columns were made."""
    assert read_actions(tab(rows_for([did(Kind.SNOOZED, value="2026-12-01")], {}), HEADERS[:6])).snoozed


@pytest.mark.parametrize(
    ("action", "again"),
    [
        (did(Kind.SHORTLISTED), did(Kind.SHORTLISTED, 1, who="Lee")),
        (did(Kind.PASSED, detail="No"), did(Kind.PASSED, 1, detail="No")),
        (did(Kind.DONE), did(Kind.DONE, 1)),
        (did(Kind.SNOOZED, value="2026-12-01"), did(Kind.SNOOZED, 1, value="2026-12-01")),
        (did(Kind.GIVEN, value="Lee"), did(Kind.GIVEN, 1, value="Lee")),
        (did(Kind.POCKET_CHECKED), did(Kind.POCKET_CHECKED, 1)),
    ],
)
def test_the_same_again_is_known(action: Action, again: Action) -> None:
    """An action that already holds is recognised, also from another person; once undone, it is new."""
    assert fold([action]).holding(again) == action
    assert fold([action, undo(action, 5)]).holding(again) is None


def test_another_reason_or_day_is_new() -> None:
    """Another reason, day or owner is something else."""
    assert fold([did(Kind.PASSED, detail="No")]).holding(did(Kind.PASSED, 1, detail="Too far")) is None
    assert fold([did(Kind.DONE)]).holding(did(Kind.DONE, 1, on=date(2026, 11, 23))) is None
    assert fold([did(Kind.SHORTLISTED)]).holding(did(Kind.PASSED, 1)) is None


def test_a_corrected_key_carries_what_was_done_before() -> None:
    """Earlier actions under the old key count for the new one; later ones do not."""
    moved = did(Kind.REKEYED, 2, candidate="ana@new.example", requisition="", before="ANA@mail.example")
    later = did(Kind.SNOOZED, 3, value="2026-12-01")
    state = fold([did(Kind.SHORTLISTED), moved, later])
    assert set(state.verdicts) == {("req-1", "ana@new.example")}
    assert set(state.snoozed) == {ANA_KEY}


def test_an_owner_typed_since_comes_first() -> None:
    """A candidate assigned to a recruiter stays theirs until Owner is changed in the sheet."""
    given_to_lee = fold([did(Kind.GIVEN, value="Lee", before="Dana Reyes")])
    assert list(acted(read([ANA], []), given_to_lee).candidates["owner"]) == ["Lee"]
    assert list(acted(read([{**ANA, "owner": "Kim"}], []), given_to_lee).candidates["owner"]) == ["Kim"]


@pytest.mark.parametrize(
    ("typed", "on", "by"),
    [(None, TODAY, "Dana"), ("2026-11-25", TODAY, "Dana"), ("2026-11-03", date(2026, 11, 3), "")],
)
def test_the_earlier_check_counts(typed: str | None, on: date, by: str) -> None:
    """A look into the pocket is the action's day or the cell's, whichever came first."""
    book = acted(read([], [{**PLATFORM, "pocket_checked_on": typed}]), fold([did(Kind.POCKET_CHECKED)]))
    row = next(each_row(book.requisitions))
    assert (row.pocket_checked_on, row.pocket_checked_by) == (on, by)


def test_the_story_of_a_person_keeps_what_was_undone() -> None:
    """The history shows every action about a candidate, in order, undone or not."""
    one, other = did(Kind.SHORTLISTED), did(Kind.PASSED, 1)
    state = fold([other, one, undo(one, 2), did(Kind.DONE, 3, candidate="bo@mail.example")])
    assert state.about("Ana@mail.example") == [one, other]
    assert state.about(requisition="REQ-2") == []


def test_what_is_done_now_comes_last() -> None:
    """An action is later than those it is based on, whatever this machine's clock says."""
    assert after(None, NOON) == after(NOON - timedelta(1), NOON) == NOON
    assert after(NOON + timedelta(1), NOON) > NOON + timedelta(1)
