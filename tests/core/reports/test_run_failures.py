"""Runs that keep failing: what is counted, and when it is reported."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from automation.core.reports.run_failures import LATE, TOO_MANY, RunRecord, run_troubles

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@given(st.lists(st.sampled_from([0, 65, 70, 75]), max_size=12))
def test_failures_in_a_row_are_reported_from_the_third(codes: list[int]) -> None:
    """A run is reported if its last three or more ended badly, with their number, their beginning and the last code."""
    record = RunRecord("inbox")
    for number, code in enumerate(codes):
        record = record.after(code, NOON + timedelta(hours=number))
    streak = 0
    for code in reversed(codes):
        if code == 0:
            break
        streak += 1
    found = run_troubles([record], None, NOON)
    if streak < TOO_MANY:
        assert found == []
        return
    (trouble,) = found
    assert (trouble.failures, trouble.exit_code) == (streak, codes[-1])
    assert trouble.since == NOON + timedelta(hours=len(codes) - streak)


def test_a_refresh_is_late_after_a_day_without_one_on_any_machine() -> None:
    """The newest refresh counts: of the workbook's log, or of this machine."""
    old, new = NOON - LATE - timedelta(minutes=1), NOON - timedelta(hours=1)
    assert run_troubles([], None, NOON) == []
    assert [one.since for one in run_troubles([], old, NOON)] == [old]
    assert run_troubles([], new, NOON) == []
    assert run_troubles([RunRecord("refresh", succeeded_at=new)], old, NOON) == []
    assert [one.since for one in run_troubles([RunRecord("refresh", succeeded_at=old)], None, NOON)] == [old]
    assert run_troubles([RunRecord("inbox", succeeded_at=old)], new, NOON) == []


def test_its_words() -> None:
    """The sentence names the command as it is typed, the day, and where to look."""
    failing, late = run_troubles([RunRecord("send", 3, 75, NOON, None)], NOON - timedelta(days=2), NOON)
    assert failing.words() == (
        "backpocket outreach send failed 3 times in a row since 24 November 2026, the last time with exit code 75: its "
        "log says why."
    )
    assert late.words() == (
        "backpocket refresh has not run since 22 November 2026, so matches may be old: is the scheduler running?"
    )
