"""The sample workbook, and the year before it."""

from datetime import date, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from automation.core.ledger.events import Notice, State
from automation.core.ledger.open_replies import for_a_person
from automation.core.ledger.state import LedgerState
from automation.core.model import Snapshot
from automation.core.schema import BP_ACTIONS
from automation.core.tabs.previous_run import read_published
from automation.core.tabs.run_log import read_runs
from automation.core.text import text_of
from automation.core.workbook.action_rows import read_actions
from automation.outreach.folders import folder_of, local_log
from automation.services.init import make_workbook
from automation.services.sample_messages import record_sample_messages
from automation.settings import Settings
from automation.store.sample import sample_events, sample_workbook
from tests.support.profile import examples

TODAY = date(2026, 11, 22)


@settings(max_examples=examples(10))
@given(st.dates(date(2020, 1, 1), date(2060, 1, 1)))
def test_the_year_ends_on_the_day_before(today: date) -> None:
    """On any day: one run a day, and everything that happened lies in the year before, told in order."""
    tabs = {name: [[text_of(cell) for cell in row] for row in rows] for name, rows in sample_workbook(today).items()}
    runs = read_runs(tabs)
    days = [today - timedelta(days=back) for back in range(1, 366)]
    assert [run.cells["today"] for run in runs] == [day.isoformat() for day in days]
    actions = read_actions(tabs)
    assert not actions.problems
    assert len(actions.lines) == len(tabs[BP_ACTIONS]) - 1
    pairs = read_published(Snapshot(tabs)).pairs
    events = sample_events(today)
    happened = [*(line.on for line in actions.lines), *(one.at.date() for one in events)]
    happened += [one.first_seen_on for one in pairs.values()]
    assert min(happened) >= days[-1]
    assert max(happened) < today
    assert [one.at for one in events] == sorted(one.at for one in events)


def test_the_messages_are_in_the_ledger(tmp_path: Path) -> None:
    """A new sample begins its ledger with the year's messages, all sent and dealt with; one that is there stays."""
    workbook, settings = tmp_path / "sample.xlsx", Settings(outreach_folder=str(tmp_path / "outreach"))
    make_workbook(workbook, TODAY, sample=True)
    written = record_sample_messages(settings, workbook, TODAY)
    events = local_log(folder_of(settings, str(workbook))).read().events
    assert len(events) == written > 50
    assert events[0].state == Notice.BEGUN
    state = LedgerState.of(events)
    assert {send.state for send in state.sends.values()} == {State.SENT}
    assert for_a_person(state) == []
    assert record_sample_messages(settings, workbook, TODAY) == 0
    assert workbook.stat().st_size < 60_000
