"""Problems that only a Google Sheet has: faults of the service, and colleagues who sort, change and delete lines."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from automation.core.ledger.events import Event, Notice, State
from automation.core.model import Conventions
from automation.core.schema import BP_OUTREACH, BP_SUPPRESSION
from automation.errors import LedgerError, StoreUnavailable, Superseded
from automation.ledger.base import EventLog
from automation.ledger.ledger import Ledger
from automation.ledger.machine import Machine, WitnessedLog
from automation.ledger.sheet import SheetLog, open_log
from automation.refresh import refresh
from automation.services.init import complete
from automation.store.google.connection import Connection, connect
from automation.store.google.fencing import KEPT
from automation.store.google.store import GoogleStore
from tests.ledger.contract import LogContract
from tests.ledger.places import Place, SheetPlace, event, notice
from tests.sheets_emulator.faults import Kind
from tests.sheets_emulator.server import Emulator
from tests.sheets_emulator.service import Service
from tests.store.contract import CANDIDATES, CLOCK, REQUISITIONS
from tests.support.profile import count

SECRET = notice(Notice.SECRET, detail="f1", by="")
STOPPED = notice(Notice.STOPPED)
SUPPRESSED = notice(Notice.SUPPRESSED, detail="9f86d081", subject="asked us to", by="")
# BP Outreach, and BP Suppression; the last line of the five stands in the latter.
LINES = [notice(Notice.BEGUN, detail="workbook"), SECRET, event(1), event(1, state=State.SENDING), SUPPRESSED]


class Sheet:
    """A spreadsheet of a team, logs over it, and a colleague with gspread."""

    def __init__(self, emulator: Emulator, folder: Path) -> None:
        self.emulator, self.service = emulator, emulator.service
        people = [[cell if not str(cell).startswith("=") else "'" for cell in row] for row in CANDIDATES]
        self.key = emulator.create({"Candidates": people, "Requisitions": REQUISITIONS})
        self._key_file = str(emulator.key_file(folder))
        self.place = SheetPlace(emulator.url, self.key, self._key_file)
        complete(GoogleStore(self.connection()))

    def connection(self) -> Connection:
        """One process's own log; it never really waits."""
        connection = connect(self.key, self._key_file, self.emulator.url)
        connection.sleep = lambda _: None
        connection.client.set_timeout((2, 2))
        return connection

    def log(self) -> SheetLog:
        return SheetLog(self.connection())

    def filled(self, events: Sequence[Event] = LINES) -> SheetLog:
        """A log with these events, as the one who wrote them has it."""
        log = self.log()
        version = log.read().version
        for one in events:
            version = log.append([one], version)
        return log

    def tab(self, title: str) -> Any:
        """A tab, opened by a colleague."""
        return self.connection().client.open_by_key(self.key).worksheet(title)

    def delete(self, *titles: str) -> None:
        """A colleague deletes tabs."""
        book = self.connection().client.open_by_key(self.key)
        for title in titles:
            book.del_worksheet(book.worksheet(title))

    def calls(self) -> list[str]:
        """What is asked of the service from now on, by a name."""
        self.service.calls.clear()
        return self.service.calls

    def lines(self) -> list[int]:
        """The numbers in both tabs."""
        return sorted(
            row[-1] for tab in (BP_OUTREACH, BP_SUPPRESSION) for row in self.emulator.shown(self.key, tab)[1:]
        )


@pytest.fixture
def sheet(tmp_path: Path) -> Iterator[Sheet]:
    """A spreadsheet that `init` prepared."""
    with Emulator(Service()) as emulator:
        yield Sheet(emulator, tmp_path)


class TestSheetLog(LogContract):
    rounds = count(8, nightly=500)

    @pytest.fixture
    def place(self, sheet: Sheet) -> Place:
        return sheet.place


def refused(log: EventLog, words: str) -> None:
    """Events that lead to a message are refused; results of messages and suppressions are accepted."""
    reading = log.read()
    for one in (event("new"), event(1, state=State.SENDING)):
        with pytest.raises(LedgerError, match=words):
            log.append([one], reading.version)
    assert words.replace("\\", "") in " ".join(problem.message for problem in reading.problems)
    after = log.append([SUPPRESSED, event(1, state=State.SENT)], reading.version)
    with pytest.raises(LedgerError):
        log.append([event("new")], after)


def test_a_send_costs_two_writes_and_no_read(sheet: Sheet) -> None:
    """In steady state an append is one request, and a reading is one."""
    log = sheet.filled()
    calls = sheet.calls()
    version = log.append([event(2)], "5")
    version = log.append([event(2, state=State.SENDING)], version)
    log.append([event(2, state=State.SENT)], version)
    assert [call.rpartition(":")[2] for call in calls] == ["batchUpdate"] * 3
    calls.clear()
    log.read()
    assert len(calls) == 1


@pytest.mark.long
def test_a_log_that_made_its_tabs_knows_where_they_are(sheet: Sheet) -> None:
    """After the first append of all, too, a reading is one request."""
    sheet.delete(BP_OUTREACH, BP_SUPPRESSION)
    log = sheet.filled()
    calls = sheet.calls()
    assert list(log.read().events) == []
    assert len(calls) == 1


def test_a_missing_line_is_looked_for_twice(sheet: Sheet) -> None:
    """Damage is believed at the second look, and then needs no more of them."""
    log = sheet.filled()
    sheet.tab(BP_OUTREACH).delete_rows(3)
    calls = sheet.calls()
    log.read()
    assert len(calls) == 2
    log.read()
    assert len(calls) == 3


def test_marks_stay_few(sheet: Sheet) -> None:
    """However long the ledger, only the newest marks are kept, and the one that says that it was begun."""
    sheet.filled([event(number) for number in range(3 * KEPT)])
    names = [item["namedRangeId"] for item in sheet.emulator.book(sheet.key).named]
    ours = [name for name in names if name.startswith("bp_led_")]
    assert sorted(ours) == sorted(["bp_led_0", *(f"bp_led_{line}" for line in range(2 * KEPT + 1, 3 * KEPT + 1))])


def test_a_tab_that_goes_away_under_way_is_looked_for_each_time(sheet: Sheet) -> None:
    """The result of a message is written although people repeatedly delete BP Outreach."""
    sheet.filled()
    ledger = Ledger(sheet.log())
    ledger.refresh()
    for state in (State.UNKNOWN, State.SENT):
        sheet.delete(BP_OUTREACH)
        ledger.change(lambda _, state=state: [event(1, state=state)])
        assert [row[5] for row in sheet.emulator.shown(sheet.key, BP_OUTREACH)[1:]] == [state]


def test_store_and_log_share_a_connection_and_disturb_each_other_in_nothing(sheet: Sheet) -> None:
    """A message under way does not stop a refresh, nor the other way round; requests are counted once."""
    store = GoogleStore(sheet.connection())
    log = open_log(store)
    version = log.append([event(1)], log.read().version)
    snapshot = store.read()
    version = log.append([event(1, state=State.SENDING)], version)
    store.append("BP Actions", [["now", "dana", "did"]], snapshot.version)
    log.append([event(1, state=State.SENT)], version)
    refresh(store, CLOCK, Conventions())
    log.read()
    assert [e.state for e in sheet.log().read().events] == ["queued", "sending", "sent"]
    assert (store.requests.read, store.requests.write) == (5, 5)


def test_people_see_the_story(sheet: Sheet) -> None:
    """BP Outreach has a line an event, openings joined; BP Suppression holds hashes and nothing of the person."""
    sheet.filled([event(1, requisitions=("REQ-1", "REQ-2")), SECRET, SUPPRESSED])
    assert sheet.emulator.shown(sheet.key, BP_OUTREACH)[1] == [
        "2026-11-22T08:00:00.000001Z",
        "s1",
        "p1@mail.example",
        "REQ-1; REQ-2",
        "first note",
        "queued",
        "dana",
        None,
        "Hi",
        None,
        1,
    ]
    assert [row[0] for row in sheet.emulator.shown(sheet.key, BP_SUPPRESSION)] == ["Hash", "fingerprint f1", "9f86d081"]


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.DOWN], ids=lambda kind: kind.name)
def test_every_passing_fault_ends_in_exactly_one_append(sheet: Sheet, kind: Kind) -> None:
    """Whatever happens to one request, applied or not, each event is there once, and the log goes on."""
    log = sheet.filled()
    sheet.service.faults.add(kind, on=":batchUpdate", seconds=3)
    ledger = Ledger(log)
    ledger.change(lambda _: [event(2), SUPPRESSED])
    ledger.change(lambda _: [event(2, state=State.SENDING)])
    assert len(sheet.service.faults.happened) == 1
    assert sheet.lines() == list(range(1, 9))
    assert list(sheet.log().read().events) == [*LINES, event(2), SUPPRESSED, event(2, state=State.SENDING)]


@pytest.mark.long
@pytest.mark.parametrize("kind", [Kind.UNAVAILABLE_APPLIED, Kind.UNAVAILABLE], ids=lambda kind: kind.name)
def test_a_lost_reply_is_looked_for_while_others_write(sheet: Sheet, kind: Kind) -> None:
    """Our mark is gone again when we look: the lines themselves show whether we were first."""
    ours, others = sheet.filled(), sheet.log()
    others.read()
    sheet.service.faults.add(kind, on=":batchUpdate")
    real = ours._connection.read

    def busy(parameters: Any) -> Any:
        ours._connection.read = real  # type: ignore[method-assign]
        version = others.read().version
        for number in range(2 * KEPT):
            version = others.append([event(f"other {number}")], version)
        return real(parameters)

    # The others write through the emulator, which answers one request at a time: so they write before ours is sent.
    ours._connection.read = busy  # type: ignore[method-assign]
    if kind is Kind.UNAVAILABLE_APPLIED:
        version = ours.append([event("ours")], "5")
        with pytest.raises(Superseded):
            ours.append([event("more")], version)
    else:
        with pytest.raises(Superseded):
            ours.append([event("ours")], "5")
    news = ours.read()
    assert [e.send_id for e in news.events] == [f"sother {number}" for number in range(2 * KEPT)]
    assert news.continued
    ours.append([event("more")], news.version)
    written = [e.send_id for e in sheet.log().read().events]
    assert written.count("sours") == (kind is Kind.UNAVAILABLE_APPLIED)
    assert written[-1] == "smore"


def test_a_lasting_failure_is_raised_and_writes_nothing(sheet: Sheet) -> None:
    """A service that answers no write is StoreUnavailable (75) after a bounded number of tries."""
    log = sheet.filled()
    sheet.service.faults.add(Kind.UNAVAILABLE, on=":batchUpdate", times=100)
    with pytest.raises(StoreUnavailable, match="nothing was written"):
        log.append([event(2)], "5")
    assert sheet.lines() == [1, 2, 3, 4, 5]


def test_sorting_and_notes_change_nothing(sheet: Sheet) -> None:
    """Lines keep their order whatever people sort; a row that a person adds is a problem, no event; sending goes on."""
    log = sheet.filled()
    tab = sheet.tab(BP_OUTREACH)
    tab.sort((11, "des"))
    tab.append_row(["I rang her up"])
    reading = sheet.log().read()
    assert list(reading.events) == LINES
    assert [problem.row for problem in reading.problems] == [5]
    assert log.append([event(2)], "5") == "6"
    assert list(sheet.log().read().events) == [*LINES, event(2)]


def test_renamed_tabs_are_found(sheet: Sheet) -> None:
    """Tabs are known by their ids; what only bears the name is a copy."""
    log = sheet.filled()
    sheet.tab(BP_OUTREACH).update_title("Our mails")
    sheet.connection().client.open_by_key(sheet.key).add_worksheet(BP_OUTREACH, 5, 5)
    assert list(log.read().events) == []
    assert log.append([event(2)], "5") == "6"
    assert list(sheet.log().read().events) == [*LINES, event(2)]


@pytest.mark.parametrize("row", [2, 3, 4], ids=["begun", "queued", "sending"])
def test_deleted_lines_stop_sending(sheet: Sheet, row: int) -> None:
    """A process that misses a line starts no message, names the line, and goes on once it is back."""
    sheet.filled()
    tab = sheet.tab(BP_OUTREACH)
    cells = tab.row_values(row)
    tab.delete_rows(row)
    refused(sheet.log(), f"lines are missing: {cells[-1]}\\.")
    tab.append_row([*cells[:-1], int(cells[-1])], value_input_option="RAW")
    again = sheet.log()
    reading = again.read()
    assert list(reading.events)[:5] == LINES
    again.append([event("new")], reading.version)


def test_the_last_line_is_missed_too(sheet: Sheet) -> None:
    """Deleting what was added last is noticed, and the next line leaves its number free."""
    sheet.filled(LINES[:4])
    sheet.tab(BP_OUTREACH).delete_rows(4)
    log = sheet.log()
    refused(log, "lines are missing: 4\\.")
    assert sheet.lines() == [1, 2, 3, 5, 6]


def test_a_line_that_was_changed_into_none_is_missing(sheet: Sheet) -> None:
    """A line of which the state is garbled is no event, and its number is missed."""
    sheet.filled()
    sheet.tab(BP_OUTREACH).update_acell("F4", "sent, I think")
    refused(sheet.log(), "lines are missing: 4\\.")


def test_lines_marked_as_lost_are_not_missing(sheet: Sheet) -> None:
    """Once a person has typed the number and 'lost', sending goes on without the line."""
    sheet.filled()
    tab = sheet.tab(BP_OUTREACH)
    tab.delete_rows(3)
    tab.append_row(["", "", "", "", "", "lost", "", "", "", "", 3])
    log = sheet.log()
    reading = log.read()
    assert (list(reading.events), list(reading.problems)) == ([*LINES[:2], *LINES[3:]], [])
    assert log.append([event(2)], reading.version) == "6"


@pytest.mark.parametrize("anew", [False, True], ids=["left", "init"])
@pytest.mark.parametrize("tab", [BP_OUTREACH, BP_SUPPRESSION])
def test_a_deleted_tab_stops_sending(sheet: Sheet, tab: str, anew: bool) -> None:
    """Without one of its tabs, or with an empty one that `init` made, the ledger starts no message."""
    sheet.filled([*LINES, event(2), SUPPRESSED])
    sheet.delete(tab)
    if anew:
        complete(GoogleStore(sheet.connection()))
    refused(sheet.log(), "lines are missing")


@pytest.mark.parametrize("between", [False, True], ids=["at once", "after other lines"])
def test_a_deleted_suppression_tab_stops_sending(sheet: Sheet, between: bool) -> None:
    """The last line was in BP Suppression, with the marks: what was lost is unknown, so nothing is sent."""
    sheet.filled([replace(LINES[0], detail=sheet.key), *LINES[1:]])
    sheet.delete(BP_SUPPRESSION)
    complete(GoogleStore(sheet.connection()))
    log = sheet.log()
    with pytest.raises(LedgerError, match="lines are missing: 2, 5\\."):
        log.append([event("new")], log.read().version)
    if between:
        refused(log, "lines are missing: 2, 5\\.")
    tab = sheet.tab(BP_OUTREACH)
    for number in (2, 5):
        tab.append_row(["", "", "", "", "", "lost", "", "", "", "", number])
    reading = log.read()
    assert not reading.problems
    log.append([event("new")], reading.version)


def test_a_restored_tab_ends_the_doubt(sheet: Sheet, tmp_path: Path) -> None:
    """While a tab is missing this machine remembers no line that it did not see: brought back, all is as it was."""
    sheet.filled([replace(LINES[0], detail=sheet.key), *LINES[1:], event(2)])

    def opened() -> WitnessedLog:
        return WitnessedLog(sheet.log, Machine(tmp_path / "state"), str(tmp_path), sheet.key)

    opened().read()
    whole = sheet.emulator.dump()
    sheet.delete(BP_SUPPRESSION)
    log = opened()
    assert log.read().problems
    assert log.doubts() == []
    sheet.emulator.load(whole)
    log = opened()
    assert not log.read().problems
    assert log.doubts() == []
    log.append([event("new")], "6")


@pytest.mark.long
def test_both_tabs_deleted_is_no_new_beginning(sheet: Sheet) -> None:
    """A spreadsheet that had a ledger never begins another one by itself."""
    sheet.filled([*LINES, *(event(number) for number in range(20, 30))])
    sheet.delete(BP_OUTREACH, BP_SUPPRESSION)
    for prepare in (lambda: None, lambda: complete(GoogleStore(sheet.connection()))):
        prepare()
        log = sheet.log()
        with pytest.raises(LedgerError, match="Version history"):
            log.append([event("new")], log.read().version)


@pytest.mark.parametrize("gone", ["rows", "tab", "both tabs"])
def test_a_worker_under_way_forgets_nothing(sheet: Sheet, gone: str) -> None:
    """What this process has read or written counts, whatever people delete: nothing of it is claimed again."""
    sheet.filled()
    worker, other = Ledger(sheet.log()), Ledger(sheet.log())
    worker.refresh()
    other.change(lambda _: [event(2)])
    worker.refresh()
    if gone == "rows":
        sheet.tab(BP_OUTREACH).delete_rows(2, 5)
    else:
        sheet.delete(BP_OUTREACH, *([BP_SUPPRESSION] if gone == "both tabs" else []))
    state = worker.refresh()
    assert {send.send_id: send.state for send in state.sends.values()} == {"s1": State.SENDING, "s2": State.QUEUED}
    with pytest.raises(LedgerError):
        worker.change(lambda _: [event(2, state=State.SENDING)])
    worker.change(lambda _: [event(1, state=State.SENT)])
    assert worker.refresh().sends["s1"].state is State.SENT


def test_a_changed_line_counts_as_it_was_read_first(sheet: Sheet) -> None:
    """A line changed by a person does not change what this process knows, however often it reads."""
    sheet.filled()
    tab = sheet.tab(BP_OUTREACH)
    cells = tab.row_values(3)
    tab.delete_rows(3)
    log = sheet.log()
    log.read()
    tab.update_acell("F3", "queued")
    tab.append_row([*cells[:-1], int(cells[-1])], value_input_option="RAW")
    assert list(log.read().events) == LINES
    assert list(sheet.log().read().events)[3].state == "queued"


def test_restored_lines_are_read_again(sheet: Sheet) -> None:
    """A process that read the ledger while lines were missing reads all of them again once they are back."""
    sheet.filled()
    tab = sheet.tab(BP_OUTREACH)
    cells = tab.row_values(3)
    tab.delete_rows(3)
    log = sheet.log()
    assert list(log.read().events) == [*LINES[:2], *LINES[3:]]
    tab.append_row([*cells[:-1], int(cells[-1])], value_input_option="RAW")
    reading = log.read()
    assert (list(reading.events), reading.continued) == (LINES, False)
    log.append([event(2)], reading.version)


def test_moved_columns_stop_sending(sheet: Sheet) -> None:
    """Columns in another order are reported, with the order to put them back in; the lines are read all the same."""
    sheet.filled()
    tab = sheet.tab(BP_OUTREACH)
    tab.insert_cols([["Ours"]], 3)
    log = sheet.log()
    assert list(log.read().events) == LINES
    refused(log, "Columns of BP Outreach were moved or renamed")
    tab.delete_columns(3)
    again = sheet.log()
    reading = again.read()
    assert list(reading.events) == [*LINES, SUPPRESSED, event(1, state=State.SENT)]
    again.append([event(2)], reading.version)


def test_a_tab_of_an_older_version_takes_wider_lines(sheet: Sheet) -> None:
    """Where BP Outreach has too few columns, the append adds them; `init` names them afterwards."""
    tab = sheet.tab(BP_OUTREACH)
    tab.delete_columns(9, 11)
    sheet.filled()
    assert sheet.tab(BP_OUTREACH).col_count == 11
    assert list(sheet.log().read().events) == LINES
    complete(GoogleStore(sheet.connection()))
    reading = sheet.log().read()
    assert (list(reading.events), list(reading.problems)) == (LINES, [])


def test_a_tab_that_is_deleted_just_before_the_beginning_is_no_old_ledger(sheet: Sheet) -> None:
    """A first append that finds its tab gone starts over, and makes it."""
    ledger = Ledger(sheet.log())
    ledger.refresh()
    sheet.delete(BP_SUPPRESSION)
    ledger.change(lambda _: LINES)
    assert list(sheet.log().read().events) == LINES


def test_a_tab_that_is_made_between_two_looks_is_read(sheet: Sheet) -> None:
    """While one tab is missing a reading is two requests; a ledger that is begun between them is found."""
    sheet.delete(BP_SUPPRESSION)
    log, first = sheet.log(), sheet.log()
    first.read()
    real, seen = log._connection.read, []

    def watched(parameters: Any) -> Any:
        answer = real(parameters)
        seen.append(parameters)
        if len(seen) == 1:
            first.append(LINES, "0")
        return answer

    log._titles = {}
    # The real reading, and another host that writes after its first request.
    log._connection.read = watched  # type: ignore[method-assign]
    reading = log.read()
    assert (list(reading.events), list(reading.problems)) == (LINES, [])


def test_both_hosts_begin_at_once(sheet: Sheet) -> None:
    """Of two that find no ledger, one begins it, the other goes on in it."""
    sheet.delete(BP_OUTREACH, BP_SUPPRESSION)
    one, two = Ledger(sheet.log()), Ledger(sheet.log())
    begun: Callable[[Any], list[Event]] = lambda state: [] if state.workbook else LINES[:1]  # noqa: E731
    one.refresh()
    two.refresh()
    one.change(begun)
    two.change(begun)
    two.change(lambda _: [STOPPED])
    assert list(sheet.log().read().events) == [LINES[0], STOPPED]
