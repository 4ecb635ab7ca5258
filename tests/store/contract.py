"""The contract of every store as one class: a test per store is a fixture and a subclass."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import date

import pytest

from automation.clock import Clock
from automation.core.model import Conventions, Row, Snapshot
from automation.core.publishing.plan import final_publication, make_plan
from automation.core.publishing.scaffold import additions
from automation.core.schema import (
    BP_ACTIONS,
    BP_DATA,
    BP_MATCHES,
    BP_RUNS,
    HIDDEN_TABS,
    PROGRAM_TABS,
)
from automation.core.tabs.grid import NewRows
from automation.core.tabs.previous_run import Publication
from automation.core.text import text_of
from automation.core.workbook.assemble import assemble
from automation.core.workbook.history_log import Kind, read_history
from automation.errors import Superseded
from automation.refresh import refresh
from automation.store.base import Store

TODAY = date(2026, 11, 22)
CLOCK = Clock(TODAY)
CANDIDATES: Sequence[Row] = (
    ("Name", "Email", "Skills", "Level", "Shelved on", "Shelve reason", "Our own column"),
    ("Ana Souza", "ana@mail.example", "Kubernetes, Go", "Senior", "2026-03-01", "Timing", "=1+1"),
    ("Ben Okoro", " Ben@Mail.example ", "Go", "Mid", "2026-04-01", "Location", "+49"),
    ("Cleo Marsh", "cleo@mail.example", "Excel", "Mid", "2026-05-01", "Too junior", "-1"),
)
REQUISITIONS: Sequence[Row] = (
    ("Req ID", "Title", "Must-have skills", "Level", "Opened on", "Status"),
    ("REQ-1", "Platform Engineer", "Kubernetes, Go", "Senior", "2026-11-01", "Open"),
    ("REQ-2", "Clerk", "Excel", "Mid", "2026-11-02", "Open"),
)
# As people type them: days, checkboxes and numbers. Revisit on was pasted as text, and the last day was left out.
TYPED: Sequence[Row] = (
    ("Name", "Email", "Shelved on", "Shelve reason", "Revisit on", "Phone", "Do not contact", "Years experience"),
    ("Ana Souza", "ana@mail.example", date(2026, 3, 1), "Timing", "2027-03-01", 4930123, False, 7),
    ("Ben Okoro", "ben@mail.example", date(2026, 4, 1), "Timing", "2027-04-01", 4930124, True, 3.5),
    ("Cleo Marsh", "cleo@mail.example", "in May", "Timing", date(2027, 5, 1), 4930125, False, 2),
)
NOTES: Sequence[Row] = (("do not touch",), (None, 42))


def workbook() -> dict[str, Sequence[Row]]:
    """A small workbook that has never been refreshed."""
    return {"Candidates": CANDIDATES, "Requisitions": REQUISITIONS, "My notes": NOTES}


def shown(snapshot: Snapshot, tab: str, header: str) -> dict[str, str]:
    """What stands under a header, by the text in the tab's second column (candidates) or first (requisitions)."""
    rows = snapshot.tabs[tab]
    headers = [text_of(cell) for cell in rows[0]]
    key, column = (1 if tab == "Candidates" else 0), headers.index(header)
    return {
        text_of(row[key]).lower(): text_of(row[column]) if column < len(row) else ""
        for row in rows[1:]
        if len(row) > key and text_of(row[key])
    }


def peoples_cells(snapshot: Snapshot) -> dict[str, list[list[str]]]:
    """Everything in the workbook that is not the program's, as text."""
    cells = {}
    for tab, rows in snapshot.tabs.items():
        if tab.startswith("BP "):
            continue
        headers = [text_of(cell) for cell in rows[0]] if rows else []
        width = max(map(len, rows), default=0)
        own = [index for index in range(width) if not "".join(headers[index : index + 1]).startswith("BP ")]
        cells[tab] = [_trimmed([text_of(row[index]) if index < len(row) else "" for index in own]) for row in rows]
    return cells


def _trimmed(row: list[str]) -> list[str]:
    while row and not row[-1]:
        row.pop()
    return row


class StoreContract(ABC):
    """Every store, made with nothing but its name, must pass this."""

    @abstractmethod
    def make(self, tabs: dict[str, Sequence[Row]]) -> Store:
        """A store over a workbook with these tabs."""

    def ready(self, tabs: dict[str, Sequence[Row]]) -> Store:
        """Such a store, prepared as far as its first refresh needs it to be."""
        return self.make(tabs)

    @abstractmethod
    def disturb(self, store: Store) -> None:
        """Write behind the store's back."""

    @abstractmethod
    def type_into(self, store: Store, tab: str, row: int, header: str, text: str) -> None:
        """Type into a cell as a person would; row 1 is the header."""

    @abstractmethod
    def reverse_people(self, store: Store) -> None:
        """Turn the order of the candidates' rows round as a person would who sorts, people's own columns only."""

    @pytest.fixture
    def fresh(self) -> Store:
        """A workbook as people have it before they know the program."""
        return self.make(workbook())

    @pytest.fixture
    def store(self) -> Store:
        """A workbook that can be refreshed."""
        return self.ready(workbook())

    def plan(self, store: Store) -> tuple[Publication, Snapshot]:
        snapshot = store.read()
        plan = make_plan(assemble(snapshot, None, None, Conventions(), TODAY))
        publication = final_publication(plan, snapshot, "run", "2026-11-22T08:00:00")
        assert publication is not None
        return publication, snapshot

    def test_read_returns_every_tab_as_it_stands(self, fresh: Store) -> None:
        """A snapshot holds each tab's cells from A1 on, text as typed."""
        snapshot = fresh.read()
        assert list(snapshot.tabs) == ["Candidates", "Requisitions", "My notes"]
        assert [text_of(cell) for cell in snapshot.tabs["Candidates"][1]][:2] == ["Ana Souza", "ana@mail.example"]
        assert snapshot.tabs["My notes"][1][1] == 42

    def test_a_version_is_that_of_a_reading(self, store: Store) -> None:
        """A version that is known without reading is that of a reading, also after a write; else it is ""."""
        publication, snapshot = self.plan(store)
        assert store.version() in {"", snapshot.version}
        store.publish(publication, snapshot.version)
        assert store.written == store.version()
        assert store.version() in {"", store.read().version}
        known = store.version()
        self.disturb(store)
        assert not known or store.version() != known

    def test_publish_shows_columns_by_key(self, store: Store) -> None:
        """Each row shows what was published under its own key."""
        publication, snapshot = self.plan(store)
        store.publish(publication, snapshot.version)
        after = store.read()
        assert shown(after, "Candidates", "BP Best match") == {
            "ana@mail.example": "REQ-1 Platform Engineer",
            "ben@mail.example": "REQ-1 Platform Engineer",
            "cleo@mail.example": "REQ-2 Clerk",
        }
        assert set(PROGRAM_TABS) & set(after.tabs) >= {BP_MATCHES, BP_DATA, BP_RUNS}

    def test_publish_touches_nothing_of_peoples(self, store: Store) -> None:
        """Every cell people typed is as before, formulas-looking text included."""
        before = peoples_cells(store.read())
        publication, snapshot = self.plan(store)
        store.publish(publication, snapshot.version)
        after = peoples_cells(store.read())
        assert after == before
        assert after["Candidates"][1][6] == "=1+1"

    def test_publish_keeps_what_people_typed_into_our_cells(self, store: Store) -> None:
        """A BP cell with text that the program never wrote is kept and reported."""
        refresh(store, CLOCK, Conventions())
        self.type_into(store, "Candidates", 2, "BP Best match", "typed by hand")
        outcome = refresh(store, CLOCK, Conventions())
        assert "BP Best match" in {problem.column for problem in outcome.problems}
        assert shown(store.read(), "Candidates", "BP Best match")["ana@mail.example"] == "typed by hand"

    def test_publish_is_fenced(self, store: Store) -> None:
        """A publication that is based on an older reading is refused, and nothing of it lands."""
        publication, snapshot = self.plan(store)
        self.disturb(store)
        before = store.read()
        with pytest.raises(Superseded):
            store.publish(publication, snapshot.version)
        assert store.read().tabs == before.tabs

    def test_rows_that_move_take_their_matches_along(self, store: Store) -> None:
        """After people sort their own columns, each row shows its own match after the next refresh."""
        refresh(store, CLOCK, Conventions())
        before = shown(store.read(), "Candidates", "BP Best match")
        self.reverse_people(store)
        refresh(store, CLOCK, Conventions())
        after = store.read()
        assert [text_of(row[0]) for row in after.tabs["Candidates"][1:4]] == ["Cleo Marsh", "Ben Okoro", "Ana Souza"]
        assert shown(after, "Candidates", "BP Best match") == before
        assert before["cleo@mail.example"] == "REQ-2 Clerk"

    def test_nothing_new_is_one_read_and_no_write(self, store: Store) -> None:
        """A first refresh is one write; a second one reads once and leaves everything as it is."""
        writes = store.requests.write
        refresh(store, CLOCK, Conventions())
        assert store.requests.write == writes + 1
        before = store.read()
        reads = store.requests.read
        refresh(store, CLOCK, Conventions())
        assert (store.requests.read, store.requests.write) == (reads + 1, writes + 1)
        assert store.read() == before

    def test_first_run_of_a_day_logs_itself_though_nothing_changed(self, store: Store) -> None:
        """BP Runs proves that the scheduler is alive; the calendar alone changes nothing else."""
        refresh(store, CLOCK, Conventions())
        before = store.read()
        outcome = refresh(store, Clock(date(2026, 11, 23)), Conventions())
        after = store.read()
        assert (outcome.plan.changed, outcome.published) == (False, True)
        assert len(after.tabs[BP_RUNS]) == len(before.tabs[BP_RUNS]) + 1 == 3
        assert {tab: rows for tab, rows in after.tabs.items() if tab != BP_RUNS} == {
            tab: rows for tab, rows in before.tabs.items() if tab != BP_RUNS
        }

    def test_a_second_shelving_keeps_the_first(self, store: Store) -> None:
        """A row that says another shelving than at the last refresh leaves the former one in BP History, once."""
        refresh(store, CLOCK, Conventions())
        assert not read_history(store.read().tabs).lines
        self.type_into(store, "Candidates", 2, "Shelved on", "2026-06-01")
        self.type_into(store, "Candidates", 2, "Shelve reason", "Pay too high")
        refresh(store, CLOCK, Conventions())
        after, writes = store.read(), store.requests.write
        lines = read_history(after.tabs).lines
        assert [(line.kind, line.candidate, *line.shelving) for line in lines] == [
            (Kind.SHELVED, "ana@mail.example", "2026-03-01", "", "Timing", "", "")
        ]
        refresh(store, CLOCK, Conventions())
        assert (store.read(), store.requests.write) == (after, writes)
        shown_why = [row[15] for row in after.tabs[BP_MATCHES] if row[0] == "REQ-1" and row[1] == "ana@mail.example"]
        assert shown_why == ["Not the right time in March 2026; pay too high in June 2026"]

    def test_append_adds_below(self, store: Store) -> None:
        """Rows of a log are added in order, and the log is made when it is missing."""
        for number in (1, 2):
            store.append(BP_ACTIONS, [[f"at {number}", "dana", "done"]], store.read().version)
        rows = [[text_of(cell) for cell in row[:2]] for row in store.read().tabs[BP_ACTIONS]]
        assert rows == [["At", "Who"], ["at 1", "dana"], ["at 2", "dana"]]

    def test_shelve_adds_one_row_below_the_people(self, store: Store) -> None:
        """A new person stands in the first free row, each value under its own header."""
        refresh(store, CLOCK, Conventions())
        before = peoples_cells(store.read())
        store.shelve({"name": "Dora =1", "email": "dora@mail.example", "shelve_reason": "Timing"}, store.read().version)
        after = peoples_cells(store.read())
        assert after["Candidates"][:-1] == before["Candidates"]
        assert after["Candidates"][-1][:6] == ["Dora =1", "dora@mail.example", "", "", "", "Timing"]

    def test_new_cells_have_the_types_of_their_columns(self) -> None:
        """A day is a real date where most cells of the column are, so are numbers and checkboxes; text stays text."""
        store = self.ready({**workbook(), "Candidates": TYPED})
        person = {"name": "Dora", "phone": "0049", "do_not_contact": "no", "shelve_reason": "Timing"}
        days = {"shelved_on": "2026-11-02", "revisit_on": "2027-03-01"}
        first = {**person, **days, "email": "d@mail.example", "years": "8"}
        second = {**person, "email": "e@mail.example", "years": "about 8", "shelved_on": "2026-W49-1"}
        assert not store.add_rows(NewRows("Candidates", [first, second]), store.read().version)
        rows = {text_of(row[1]): list(row[2:8]) for row in store.read().tabs["Candidates"]}
        assert rows["d@mail.example"] == [date(2026, 11, 2), "Timing", "2027-03-01", "0049", False, 8]
        assert rows["e@mail.example"] == ["2026-W49-1", "Timing", None, "0049", False, "about 8"]

    def test_add_completes_a_workbook_once(self, fresh: Store) -> None:
        """`init` adds what is missing and finds nothing to do the second time."""
        before = peoples_cells(fresh.read())
        snapshot = fresh.read()
        fresh.add(additions(snapshot), snapshot.version)
        after = fresh.read()
        assert not additions(after)
        assert {tab: cells for tab, cells in peoples_cells(after).items() if tab in before} == before
        assert set(after.tabs) >= {"Settings", "Templates", "Aliases", *PROGRAM_TABS}

    def test_every_setting_and_alias_is_read(self) -> None:
        """However many rows these tabs have: those below the first twenty count, too."""
        many = [(f"word {number}", "Kubernetes") for number in range(60)]
        settings = [(f"Weight: {number}", number) for number in range(60)]
        rows = {"Settings": [("Name", "Value"), *settings], "Aliases": [("Term", "Means"), *many]}
        tabs = self.ready({**workbook(), **rows}).read().tabs
        assert {tab: [text_of(row[0]) for row in tabs[tab]] for tab in rows} == {
            tab: [row[0] for row in given] for tab, given in rows.items()
        }

    def test_hidden_tabs_are_known(self) -> None:
        """Tabs that people need not see are among the program's tabs."""
        assert set(HIDDEN_TABS) < set(PROGRAM_TABS)
