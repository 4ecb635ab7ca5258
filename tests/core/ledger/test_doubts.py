"""Histories that differ, and how they are joined."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core.ledger.doubts import (
    Witness,
    further_lines,
    in_words,
    is_pause,
    lines_doubt,
    mark_of,
    numbered_otherwise,
    stray,
    union,
    waiting,
)
from automation.core.ledger.events import PAGE, Answer, Event, Notice, State
from automation.core.ledger.replies import choices, has_unsubscribed
from automation.core.ledger.state import LedgerState

AT = datetime(2026, 11, 22, 8, tzinfo=UTC)


def event(number: int, state: str = State.QUEUED, **changes: str) -> Event:
    made = Event(
        AT + timedelta(seconds=number), state, f"s{number}", f"p{number}@mail.example", ("REQ-1",), "first note"
    )
    return replace(made, **changes)


def notice(number: int, kind: Notice, detail: str = "") -> Event:
    return Event(AT + timedelta(seconds=number), kind, detail=detail, by="dana", subject="asked")


def state_of(*events: Event) -> LedgerState:
    state = LedgerState()
    state.apply(events)
    return state


def test_lines_that_the_ledger_lacks_or_has_otherwise() -> None:
    """Extra lines and different lines are reported with their numbers; words that people changed in a cell are not."""
    ours = [event(1), event(2)]
    shown = {1: event(1, detail="a note of mine"), 2: event(9), 3: event(3)}
    assert further_lines(ours, shown) == [2, 3]
    assert lines_doubt(ours, {1: event(1)}) == []
    assert "lines 2–3" in in_words(lines_doubt(ours, shown), "pocket.xlsx")


def test_lines_under_other_numbers() -> None:
    """Lines that the ledger has under other numbers raise no doubt, and must be shown again."""
    ours = [event(1), event(3), event(2)]
    assert (lines_doubt(ours, {1: event(1), 2: event(2)}), numbered_otherwise(ours, {1: event(1), 2: event(2)})) == (
        [],
        True,
    )
    assert not numbered_otherwise(ours, {1: event(1), 2: event(3)})
    assert not numbered_otherwise(ours, {1: event(2), 2: event(9)})


def test_messages_that_only_a_folder_knows() -> None:
    """What is kept and not in the ledger is counted."""
    (doubt,) = stray(Witness.SPOOL, {"s1", "s2"}, state_of(event(1)))
    assert doubt.what == "1 message"
    assert stray(Witness.OUTBOX, {"s1"}, state_of(event(1))) == []


lines = st.lists(
    st.one_of(
        st.builds(event, st.integers(0, 9), st.sampled_from(list(State))),
        st.builds(notice, st.integers(0, 9), st.sampled_from([Notice.STOPPED, Notice.RESUMED])),
        st.builds(
            notice,
            st.integers(0, 9),
            st.sampled_from([Notice.SUPPRESSED, Notice.UNSUPPRESSED]),
            st.sampled_from(["h1", "h2"]),
        ),
    ),
    max_size=8,
)


@given(lines, lines)
def test_a_union_has_every_line_and_the_stricter_of_both(ours: list[Event], theirs: list[Event]) -> None:
    """No line is lost; a suppression or a stop in one history holds for both."""
    joined = [*ours, *union(ours, theirs)]
    assert {mark_of(one) for one in joined} >= {mark_of(one) for one in [*ours, *theirs]}
    state, further = state_of(*joined), [one for one in theirs if mark_of(one) not in set(map(mark_of, ours))]
    if set(map(mark_of, ours)) <= set(map(mark_of, theirs)):
        return
    assert set(state.suppressed) >= set(state_of(*ours).suppressed) | set(state_of(*further).suppressed)
    if state_of(*ours).stopped or state_of(*further).stopped:
        assert state.stopped


def answer(number: int, kind: Answer, **changes: Any) -> Event:
    made = Event(
        AT + timedelta(seconds=number), kind, "s1", "p1@mail.example", ("REQ-1",), by=PAGE, message_id=f"a{number}"
    )
    return replace(made, **changes)


@pytest.mark.parametrize(
    ("refusal", "earlier"),
    [
        (answer(8, Answer.NO_THANKS), answer(4, Answer.INTERESTED)),
        (answer(8, Answer.NOT_NOW, subject="2027-03"), answer(4, Answer.INTERESTED)),
        (answer(8, Answer.LEFT), answer(4, Answer.BACK)),
    ],
)
def test_a_union_keeps_the_later_refusal(refusal: Event, earlier: Event) -> None:
    """A candidate's latest refusal holds, in whichever history it is; a later reply lifts it."""
    sent = event(1, State.SENT)
    for ours, theirs in (([sent, refusal], [sent, earlier]), ([sent, earlier], [sent, refusal])):
        state = state_of(*ours, *union(ours, theirs))
        heard = state.answers["p1@mail.example"]
        assert sorted(one.message_id for one in heard) == ["a4", "a8"]
        assert (choices(heard).get("req-1") or heard[-1]).state == refusal.state
        assert has_unsubscribed(heard) is (refusal.state == Answer.LEFT)
    later = replace(earlier, at=AT + timedelta(seconds=9))
    heard = state_of(sent, refusal, *union([sent, refusal], [sent, later])).answers["p1@mail.example"]
    assert heard[-1] == later
    assert not has_unsubscribed(heard)


def test_a_history_that_went_on_is_taken_as_it_is() -> None:
    """If the other history is ours plus more lines, later lifts and resumes stay valid."""
    ours = [notice(1, Notice.STOPPED), notice(2, Notice.SUPPRESSED, "h1")]
    theirs = [*ours, notice(3, Notice.RESUMED), notice(4, Notice.UNSUPPRESSED, "h1")]
    assert union(ours, theirs) == theirs[2:]


@pytest.mark.parametrize(
    ("before", "hours", "pause"),
    [
        ("2026-11-24T08:00", 25, False),
        ("2026-11-24T08:00", 27, True),
        ("2026-11-27T18:00", 62, False),
        ("2026-11-27T18:00", 77, True),
        ("2026-11-28T10:00", 40, False),
        ("2026-11-24T08:00", 24 * 400, True),
        ("2026-11-24T08:00", -24 * 400, False),
    ],
)
def test_pauses(before: str, hours: int, *, pause: bool) -> None:
    """A pause is more than 26 hours without a run; Saturdays and Sundays do not count."""
    start = datetime.fromisoformat(before).replace(tzinfo=UTC)
    assert is_pause(start, start + timedelta(hours=hours)) is pause


def test_queued_and_deferred_messages_wait() -> None:
    """Queued and deferred messages wait; a message may become unknown from there."""
    state = state_of(event(1), event(2), event(3), event(3, State.SENDING), event(3, State.SENT))
    assert waiting(state) == ["s1", "s2"]
    state.apply([event(1, State.UNKNOWN)])
    assert state.sends["s1"].state is State.UNKNOWN
