"""A run that matches only the changed rows shows what one shows that matches all of them."""

import copy
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from automation.clock import Clock
from automation.core.ledger.events import Answer, Event, State
from automation.core.ledger.ledger_tabs import rows_of
from automation.core.model import Cell, CellError, Conventions
from automation.core.publishing.last_run import OWN_FIELDS, LastRun
from automation.core.schema import BP_RUNS, CANDIDATES, REQUISITIONS, SETTINGS
from automation.core.text import text_of
from automation.core.typed_columns import CANDIDATE_FIELDS
from automation.core.workbook.action_log import Action, Kind
from automation.core.workbook.action_rows import HEADERS, action_row
from automation.errors import BackpocketError
from automation.refresh import Outcome, refresh
from automation.store.memory import MemoryStore
from tests.core.small_workbooks import ANA, CELLS, PLATFORM, ROLES, TODAY, Record, people, tabs
from tests.support.profile import examples

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
Tabs = dict[str, list[list[Cell]]]
Edit = Callable[[Tabs], object]

# Every column that matters to its own row alone, and some that others are compared by.
OWN = [field for field in CANDIDATE_FIELDS if field.id in OWN_FIELDS]
SHARED = ["name", "email", "title", "location", "phone", "region", "alerts", "matching"]


def run(store: MemoryStore, last: LastRun | None, today: date = TODAY, region: str | None = None) -> Outcome:
    clock, conventions = Clock(fixed=today, now=lambda: NOW), Conventions(default_region=region)
    return refresh(store, clock, conventions, last=last, keep=True)


def kept(outcome: Outcome) -> LastRun | None:
    """What a run left, as it comes back from a file."""
    if outcome.left is None:
        return None
    return LastRun.of(outcome.left.record(), outcome.counts, outcome.problems)


def record(outcome: Outcome) -> dict[str, Any]:
    return {name: value for name, value in outcome.record().items() if name not in {"run_id", "seconds", "requests"}}


def shown(store: MemoryStore) -> dict[str, list[list[Cell]]]:
    """All cells but the names of runs, with their types: 1, 1.0 and TRUE are equal, but not the same."""
    cells = {name: [[(type(cell), cell) for cell in row] for row in rows] for name, rows in store.tabs.items()}
    return {**cells, BP_RUNS: [row[1:] for row in cells.get(BP_RUNS, [])]}  # type: ignore[dict-item]


# -- What people do to a workbook


def _column(rows: Sequence[Sequence[Cell]], header: str) -> int | None:
    return next((at for at, cell in enumerate(rows[0]) if text_of(cell) == header), None)


def _put(rows: list[list[Cell]], row: int, column: int | None, cell: Cell) -> None:
    if column is not None and row < len(rows):
        rows[row] += [None] * (column + 1 - len(rows[row]))
        rows[row][column] = cell


def _in_cell(tab: str, header: str, row: int, cell: Cell) -> Edit:
    return lambda tabs: _put(tabs[tab], row, _column(tabs[tab], header), cell)


VALUES: Mapping[str, st.SearchStrategy[Cell]] = {
    "skills": st.sampled_from(["Kubernetes, Golang", "Java", "React, SQL?", "basic SQL only", "", "k8s, Golang, SQL"]),
    "level": st.sampled_from(["Senior", "Mid", "Senior?", None]),
    "rating": st.sampled_from([1, 5, 9, None]),
    "last_contact": st.sampled_from(["2026-11-21", "2026-01-01", "2027-01-01", None]),
    "promised_by": st.sampled_from(["2026-11-20", "2026-12-24", None]),
    "shelve_reason": st.sampled_from(["Timing", "Skill gap", "Timing", "Too junior", "because", None]),
    "shelved_on": st.sampled_from(["2026-10-01", "2024-01-01", None]),
    "do_not_contact": st.sampled_from([None, None, None, "yes"]),
    "in_process": st.sampled_from([None, None, None, "REQ-1"]),
    "hired_on": st.sampled_from([None, None, None, "2026-01-01"]),
    "owner": st.sampled_from(["Dana", "Lee", None]),
    "notes": st.sampled_from(["pregnant", "likes trains", None]),
    "consent_on": st.sampled_from(["2026-10-01", "2020-01-01", None]),
}
ROWS = st.integers(1, 7)
OWN_EDITS = st.sampled_from(OWN).flatmap(
    lambda field: st.builds(_in_cell, st.just(CANDIDATES), st.just(field.header), ROWS, VALUES.get(field.id, CELLS))
)
HEADER_OF = {field.id: field.header for field in CANDIDATE_FIELDS}
SHARED_EDITS = st.builds(
    _in_cell,
    st.just(CANDIDATES),
    st.sampled_from([HEADER_OF[name] for name in SHARED]),
    ROWS,
    st.sampled_from(["p1@mail.example", "Person 1", "Platform Engineer", "Lisbon", "by hand", "no", None, "DE"]),
)
TYPED_OVER = st.builds(
    _in_cell,
    st.sampled_from([CANDIDATES, REQUISITIONS, "BP Matches", "BP Data"]),
    st.sampled_from(["BP Gaps", "BP Score", "BP Check", "BP Slate", "Score", "Name", "Why now", "Shelving"]),
    ROWS,
    st.sampled_from([None, "mine", 1, True, 50.0]),
)
REQUISITION_EDITS = st.builds(
    _in_cell,
    st.just(REQUISITIONS),
    st.sampled_from(["Must-have skills", "Title", "Status", "Pay max", "Notes"]),
    st.integers(1, 3),
    st.sampled_from(["Golang", "Accountant", "Open", "Filled", "90k EUR", None]),
)
SETTINGS_EDITS = st.builds(
    lambda name, value: lambda tabs: tabs.__setitem__(SETTINGS, [["Name", "Value"], [name, value]]),
    st.sampled_from(["Slate size", "Minimum score", "Show scores", "Strong"]),
    st.sampled_from([1, 2, 3, 30, 60, "no"]),
)


def _other_rows(what: str, one: int, other: int) -> Edit:
    def edit(tabs: Tabs) -> None:
        rows = tabs[CANDIDATES]
        if max(one, other) >= len(rows):
            return
        if what == "delete":
            del rows[one]
        elif what == "swap":
            rows[one], rows[other] = rows[other], rows[one]
        else:
            rows.append([*rows[one]])
            _put(rows, len(rows) - 1, _column(rows, "Email"), f"new{len(rows)}@mail.example" if one > other else None)

    return edit


ROW_EDITS = st.builds(_other_rows, st.sampled_from(["delete", "swap", "add"]), ROWS, ROWS)


def _acted(kind: Kind, row: int) -> Edit:
    def edit(tabs: Tabs) -> None:
        lines = tabs.setdefault("BP Actions", [list(HEADERS)])
        about = {"candidate": f"p{row - 1}@mail.example", "requisition": "REQ-1"}
        action = Action(NOW, "Dana", kind, f"a{len(lines)}", TODAY, **about, value="2026-12-01")
        lines.append(list(action_row(action)))

    return edit


ACTIONS = st.builds(_acted, st.sampled_from([Kind.PASSED, Kind.SNOOZED, Kind.DONE, Kind.SHORTLISTED]), ROWS)
EDITS = st.one_of(
    # Most of what people do.
    *[OWN_EDITS] * 6,
    SHARED_EDITS,
    TYPED_OVER,
    REQUISITION_EDITS,
    SETTINGS_EDITS,
    ROW_EDITS,
    ACTIONS,
)
ROUNDS = st.lists(
    st.tuples(
        st.lists(EDITS, max_size=3),
        st.sampled_from([TODAY] * 5 + [date(2026, 12, 24)]),
        st.sampled_from([None] * 5 + ["DE"]),
    ),
    min_size=1,
    max_size=4,
)
LEDGER = [
    Event(NOW, State.QUEUED, "s1", "p1@mail.example", ("REQ-1",), "first note", "Dana", subject="Hello"),
    Event(NOW, State.SENDING, "s1"),
    Event(NOW, State.SENT, "s1"),
    Event(NOW, Answer.INTERESTED, "s1", "p1@mail.example", ("REQ-1",), by="page", message_id="m1"),
]


def workbook(candidates: Sequence[Record], roles: Sequence[Record], *, ledger: bool = False, size: int = 2) -> Tabs:
    """A workbook with every column that a test fills, and slates of a size."""
    empty = {field.id: None for field in OWN} | dict.fromkeys(SHARED)
    requisitions = [{**role, "req_id": f"REQ-{number}"} for number, role in enumerate(roles, start=1)]
    more = {SETTINGS: [["Name", "Value"], ["Slate size", size], ["Minimum score", 10]]}
    made = tabs([{**empty, **one} for one in candidates], requisitions, **(more | (rows_of(LEDGER) if ledger else {})))
    return {name: [list(row) for row in rows] for name, rows in made.items()}


def check(made: Tabs, rounds: Sequence[tuple[Sequence[Edit], date, str | None]]) -> None:
    """After each round of edits both kinds of run show the same, or refuse for the same reason."""
    store = MemoryStore(made)
    for _ in range(2):
        last = kept(run(store, None))
    for edits, today, region in rounds:
        for edit in edits:
            edit(store.tabs)
        other = MemoryStore(copy.deepcopy(store.tabs))
        try:
            whole = run(other, None, today, region)
        except BackpocketError as error:
            with pytest.raises(type(error)):
                run(store, last, today, region)
            continue
        found = run(store, last, today, region)
        event(f"changed rows only: {found.plan.known_counts is not None}, which show: {found.changed}")
        assert record(found) == record(whole)
        assert shown(store) == shown(other)
        ours, all_of_it = (run.plan.publication.columns for run in (found, whole))
        assert {tab: set(rows) for tab, rows in ours.items()} == {tab: set(rows) for tab, rows in all_of_it.items()}
        last = kept(found)


@given(people(3, 7), st.lists(ROLES, min_size=1, max_size=3), ROUNDS, st.booleans())
def test_it_shows_what_a_whole_run_shows(
    candidates: Sequence[Record],
    roles: Sequence[Record],
    rounds: Sequence[tuple[Sequence[Edit], date, str | None]],
    ledger: bool,
) -> None:
    """After edits of any kind: the same figures, issues and cells."""
    check(workbook(candidates, roles, ledger=ledger), rounds)


# Skills change places on slates most.
OWN_CELLS = st.sampled_from([*VALUES, *["skills"] * len(VALUES)]).flatmap(
    lambda name: st.builds(_in_cell, st.just(CANDIDATES), st.just(HEADER_OF[name]), st.integers(1, 12), VALUES[name])
)
ASKED = st.sampled_from([PLATFORM, {**PLATFORM, "must": "Java, SQL"}, {**PLATFORM, "must": "React", "level": None}])
FILLED = st.fixed_dictionaries({**VALUES, "region": st.sampled_from(["US", "DE", None])})


@settings(max_examples=examples(40))
@given(
    people(9, 9),
    st.lists(FILLED, min_size=9, max_size=9),
    st.lists(ASKED, min_size=3, max_size=4),
    st.lists(st.lists(OWN_CELLS, min_size=1, max_size=2), min_size=1, max_size=5),
    st.integers(1, 2),
)
def test_what_is_typed_into_a_row(
    candidates: Sequence[Record],
    filled: Sequence[Record],
    roles: Sequence[Record],
    rounds: Sequence[Sequence[Edit]],
    size: int,
) -> None:
    """After edits that matter to their own rows: the same figures, issues and cells."""
    made = [{**one, **other} for one, other in zip(candidates, filled, strict=True)]
    # Rows without a key, and one of failed formulas, have issues among those of others.
    made[3:3] = [{"name": "No Key", "pay": "60k"}, {"name": CellError("#REF!")}]
    made.append({"name": CellError("#N/A")})
    check(workbook(made, roles, size=size), [(edits, TODAY, None) for edits in rounds])


NAMESAKES = ("Ana Souza", "Anna Souza", "Ana Smith", "Bo Smith", "B. Smith", "Smith", "Bo Li", "Cem Kaya", "Dora Weiss")
SAID = {
    "title": ["Platform Engineer", "Data Analyst", None],
    "company": ["Acme", "Initech", None],
    "location": ["Lisbon", "Berlin", None],
    "Agency": ["Northwind", "Contoso Ltd", None],
    "Second phone": ["+49 30 1234567", "+49 30 7654321", None],
}
NAMED = st.fixed_dictionaries({"name": st.sampled_from(NAMESAKES), **{one: st.sampled_from(SAID[one]) for one in SAID}})
# Rows are compared by these only where a part of the name, or a value of an own column, is another row's, too.
COMPARED_CELLS = st.sampled_from([*SAID]).flatmap(
    lambda name: st.builds(
        _in_cell,
        st.just(CANDIDATES),
        st.just(HEADER_OF.get(name, name)),
        st.integers(1, 9),
        st.sampled_from(SAID[name]),
    )
)


@settings(max_examples=examples(60))
@given(
    st.lists(NAMED, min_size=4, max_size=8),
    st.lists(st.lists(COMPARED_CELLS, min_size=1, max_size=2), min_size=1, max_size=4),
)
def test_what_makes_rows_look_alike(named: Sequence[Record], rounds: Sequence[Sequence[Edit]]) -> None:
    """After other titles, places, companies and cells of own columns: the same hints about double rows."""
    own = ("Agency", "Second phone")
    everyone: list[Record] = [
        {**ANA, **{name: one[name] for name in one if name not in own}, "email": f"p{number}@mail.example"}
        for number, one in enumerate(named)
    ]
    made = workbook(everyone, [PLATFORM])
    made[CANDIDATES][0] += own
    for row, one in zip(made[CANDIDATES][1:], named, strict=True):
        row += [one[name] for name in own]
    check(made, [(edits, TODAY, None) for edits in rounds])


@pytest.mark.parametrize(
    ("header", "row", "cell", "few"),
    [
        ("Current title", 1, "Data Analyst", True),
        ("Current title", 1, "Bricklayer", False),
        ("Location", 1, "Porto", True),
        ("Location", 1, "Kyoto", False),
        ("Current company", 3, "Acme", True),
        ("Status", 3, "New", True),
        ("Second phone", 3, "+49 30 1", False),
        ("Second phone", 3, "+49 30 9", False),
    ],
)
def test_a_row_is_compared_again_only_where_names_meet(header: str, row: int, cell: Cell, few: bool) -> None:
    """Smith may be Bo Smith as soon as they share a title or a town; nobody else's name may be another's.

    A column with a value for each row tells them apart, so that it counts for all.
    """
    names = ("Smith", *(f"{first} Smith" for first in ("Bo", "Cem", "Dora", "Emil", "Fay", "Gil", "Ida", "Jo", "Kai")))
    titles, places = ["Engineer", "Bricklayer", *"ABCDEFGH"], ["Lisbon", "Kyoto", *[None] * 8]
    everyone: list[Record] = [
        {
            **ANA,
            "name": name,
            "email": f"p{number}@m{number}.example",
            "title": title,
            "location": place,
            "company": None,
        }
        for number, (name, title, place) in enumerate(zip(names, titles, places, strict=True))
    ]
    made = workbook(everyone, [PLATFORM])
    made[CANDIDATES][0] += ["Second phone", "Status"]
    for number, cells in enumerate(made[CANDIDATES][1:]):
        cells += [f"+49 30 {number}", "Open"]
    store = MemoryStore(made)
    for _ in range(2):
        last = kept(run(store, None))
    _in_cell(CANDIDATES, header, row, cell)(store.tabs)
    other = MemoryStore(copy.deepcopy(store.tabs))
    found = run(store, last)
    assert (record(found), shown(store)) == (record(run(other, None)), shown(other))
    assert (found.plan.known_counts is not None) == few


def test_most_edits_match_only_their_row() -> None:
    """Skills, contacts, notes: such a run need not match the others. A new name or row does."""
    everyone: list[Record] = [
        {**ANA, "name": name, "email": f"{name[0]}@mail.example".lower(), "rating": 3} for name in NAMES
    ]
    weak: list[Record] = [{**one, "skills": "Java"} for one in everyone[4:]]
    store = MemoryStore(workbook([*everyone[:4], *weak], [PLATFORM]))
    store.tabs[SETTINGS][1] = ["Slate size", 4]
    for _ in range(2):
        last = kept(run(store, None))

    def matches_few(field: str, row: int, cell: Cell) -> bool:
        nonlocal last
        _in_cell(CANDIDATES, HEADER_OF[field], row, cell)(store.tabs)
        found = run(store, last)
        last = kept(found)
        assert last is not None
        return found.plan.known_counts is not None

    assert matches_few("notes", 1, "likes trains")
    assert matches_few("last_contact", 2, "2026-11-21")
    assert matches_few("skills", 6, "Kubernetes")
    assert matches_few("rating", 5, 5)
    assert matches_few("skills", 5, "Kubernetes, Golang, Terraform"), "they push one out"
    assert matches_few("skills", 5, "Java"), "the next best takes the place"
    assert not matches_few("name", 3, "Somebody Else")
    assert matches_few("in_process", 5, "REQ-1"), "now they are excluded"
    assert not matches_few("in_process", 5, None), "they were excluded"


@pytest.mark.parametrize("what", ["nothing", "the program's tab was typed over", "a row shares its mailbox"])
def test_what_the_last_run_left_must_hold(what: str) -> None:
    """A slate is put right from what the program's tabs show, and a row alone only where it shares nothing."""
    everyone: list[Record] = [{**ANA, "name": name, "email": f"{name[0]}@mail.example".lower()} for name in NAMES]
    if what == "a row shares its mailbox":
        everyone[1] = {**everyone[1], "email": "a+x@mail.example"}
    store = MemoryStore(workbook(everyone, [PLATFORM]))
    for _ in range(2):
        last = kept(run(store, None))
    if what == "the program's tab was typed over":
        _in_cell("BP Matches", "Score", 1, 12.5)(store.tabs)
    _in_cell(CANDIDATES, HEADER_OF["last_contact"], 1, "2026-11-21")(store.tabs)
    other = MemoryStore(copy.deepcopy(store.tabs))
    found = run(store, last)
    assert (found.plan.known_counts is not None) == (what == "nothing")
    assert record(found) == record(run(other, None))
    assert shown(store) == shown(other)


@pytest.mark.parametrize("shares", [False, True])
def test_one_who_is_pushed_off_a_slate_and_shares_a_mailbox(*, shares: bool) -> None:
    """Only where they share nothing is their row made again by itself."""
    everyone: list[Record] = [
        {**ANA, "name": name, "email": f"{name[0]}@mail.example".lower(), "skills": "Kubernetes"} for name in NAMES
    ]
    if shares:
        everyone[1] = {**everyone[1], "email": "a+x@mail.example"}
    store = MemoryStore(workbook(everyone, [PLATFORM]))
    for _ in range(2):
        last = kept(run(store, None))
    before = {row[1] for row in store.tabs["BP Matches"][1:]}
    _in_cell(CANDIDATES, HEADER_OF["skills"], 6, "Kubernetes, Golang, Terraform")(store.tabs)
    other = MemoryStore(copy.deepcopy(store.tabs))
    found = run(store, last)
    assert before - {row[1] for row in store.tabs["BP Matches"][1:]} == {
        "a@mail.example" if shares else "b@mail.example"
    }
    assert (found.plan.known_counts is None) == shares
    assert record(found) == record(run(other, None))
    assert shown(store) == shown(other)


NAMES = ("Ana Souza", "Bo Li", "Cem Kaya", "Dora Weiss", "Emil Novak", "Fay Ito")


def test_who_would_be_next_on_a_slate() -> None:
    """A run knows five of them. The best takes a place that is free; one whose row changes takes another rank."""
    everyone = [
        {**ANA, "name": f"Ana {letter}", "email": f"{letter}@mail.example".lower(), "rating": 3}
        for letter in "ABCDEFGHIJKLMN"
    ]
    store = MemoryStore(workbook(everyone, [PLATFORM], size=4))
    for _ in range(2):
        last = kept(run(store, None))

    def after(row: int, skills: str) -> tuple[bool, str]:
        """Whether only few rows are matched, and who is on the slate then."""
        nonlocal last
        _in_cell(CANDIDATES, HEADER_OF["skills"], row, skills)(store.tabs)
        other = MemoryStore(copy.deepcopy(store.tabs))
        found, whole = run(store, last), run(other, None)
        assert (record(found), shown(store)) == (record(whole), shown(other))
        last = kept(found)
        return found.plan.known_counts is not None, "".join(text_of(row[1])[0] for row in store.tabs["BP Matches"][1:])

    assert after(5, "Java") == (True, "abcd"), "E was next, and is not any more"
    assert after(1, "Java") == (True, "bcdf")
    assert [after(row, "Java") for row in (2, 3, 4)] == [(True, "cdfg"), (True, "dfgh"), (True, "fghi")]
    assert after(6, "Java") == (False, "ghij"), "J was not known to be next"
    assert after(7, "Java") == (True, "hijk"), "but K is since then"
    assert after(1, text_of(ANA["skills"])) == (True, "ahij")


def test_one_who_was_far_from_a_slate() -> None:
    """Who now scores as much as the last who are known comes before them by name, and is on the slate."""
    everyone = [
        {**ANA, "name": f"Ana {letter}", "email": f"{letter}@mail.example".lower(), "rating": 3}
        for letter in "ABCDEFGHIJKLMN"
    ]
    everyone[0] = {**everyone[0], "skills": "Java"}
    store = MemoryStore(workbook(everyone, [PLATFORM], size=4))
    for _ in range(2):
        last = kept(run(store, None))
    for skills, slate in (("Kubernetes", "bcde"), (ANA["skills"], "abcd")):
        _in_cell(CANDIDATES, HEADER_OF["skills"], 1, skills)(store.tabs)
        other = MemoryStore(copy.deepcopy(store.tabs))
        found, whole = run(store, last), run(other, None)
        assert (record(found), shown(store)) == (record(whole), shown(other))
        assert found.plan.known_counts is not None
        assert "".join(text_of(row[1])[0] for row in store.tabs["BP Matches"][1:]) == slate
        last = kept(found)
