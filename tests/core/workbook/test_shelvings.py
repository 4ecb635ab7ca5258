"""Earlier shelvings: what counts as another one, what is kept, and what matching says of them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from automation.core.matching.blocker_words import story as story_of
from automation.core.matching.matcher import explain_pair
from automation.core.model import BlockerState, CellError, Conventions, ShelveReason
from automation.core.schema import BP_DATA, BP_HISTORY, CANDIDATES
from automation.core.tabs.previous_run import SHELVING, read_published
from automation.core.workbook.history_log import read_history
from automation.core.workbook.shelvings import Shelving, as_cell, overwritten, texts_in
from automation.store.memory import MemoryStore
from tests.core.small_workbooks import ANA, PLATFORM, TODAY, Record, assembled, run, tabs

KEY = "ana@mail.example"
RUNNER_UP: Record = {
    **ANA,
    "shelved_on": "2025-03-01",
    "shelved_from": "REQ-1",
    "shelve_reason": "Lost to another finalist",
    "reason_detail": "Second to Bo",
    "stage": "Final",
}
FIRST = ("2025-03-01", "REQ-1", "Lost to another finalist", "Second to Bo", "Final")
PAY: Record = {
    "shelved_on": "2026-06-01",
    "shelved_from": "REQ-7",
    "shelve_reason": "Pay too high",
    "reason_detail": "",
}
# The opening that Ana was shelved from in March 2025, still open.
OPEN_SINCE = {**PLATFORM, "opened_on": "2025-01-10"}


def shelved_again(*steps: Record, person: Record = RUNNER_UP, role: Record = OPEN_SINCE) -> MemoryStore:
    """A workbook after one run, and one more after each change of the row."""
    store = MemoryStore(tabs([person], [role]))
    run(store)
    for number in range(len(steps)):
        row = person | {name: cell for step in steps[: number + 1] for name, cell in step.items()}
        store.tabs[CANDIDATES] = [list(one) for one in tabs([row], [role])[CANDIDATES]]
        run(store)
    return store


def typed(store: MemoryStore, *people: Record) -> None:
    """Put these rows in place of those of Candidates, without BP columns, as if people had pasted them."""
    store.tabs[CANDIDATES] = [list(row) for row in tabs(people, [OPEN_SINCE])[CANDIDATES]]


def kept(store: MemoryStore) -> list[tuple[str, ...]]:
    """The shelvings in BP History, oldest first."""
    return [tuple(map(str, line.shelving)) for line in read_history(store.tabs).lines]


def earlier(store: MemoryStore, key: str = KEY) -> Sequence[Shelving]:
    """What matching knows of a candidate's earlier shelvings."""
    found: Sequence[Shelving] = assembled(store.read().tabs).book.people[key].earlier
    return found


@pytest.mark.parametrize(
    "change", [{"shelved_on": "2026-06-01"}, {"shelved_from": "REQ-7"}, {"shelve_reason": "Location"}]
)
def test_another_day_requisition_or_reason_keeps_the_former(change: Record) -> None:
    """The former shelving is kept as it was typed, with its detail and stage."""
    assert kept(shelved_again(change)) == [FIRST]


@pytest.mark.parametrize(
    "change",
    [
        {"shelved_on": "1 March 2025"},
        {"shelved_on": date(2025, 3, 1)},
        {"shelved_on": 45717},
        {"shelved_from": " req-1 "},
        {"shelve_reason": "Runner-up"},
        {"reason_detail": "A close call", "stage": "Offer"},
        {"skills": "Go"},
    ],
)
def test_other_words_for_the_same_are_no_second_shelving(change: Record) -> None:
    """What is only written otherwise, and details of the same shelving, keep nothing."""
    assert kept(shelved_again(change)) == []


def test_what_was_empty_and_is_filled_is_no_second_shelving() -> None:
    """Completing a row loses nothing, so nothing is kept."""
    bare = {**ANA, "shelved_on": "2025-03-01", "shelved_from": "", "shelve_reason": ""}
    assert kept(shelved_again({"shelved_from": "REQ-1", "shelve_reason": "Timing"}, person=bare)) == []


def test_a_shelving_is_kept_once() -> None:
    """A row that goes back and forth keeps each shelving once, and a run without a change adds nothing."""
    store = shelved_again(PAY, RUNNER_UP, PAY, {})
    assert kept(store) == [FIRST, ("2026-06-01", "REQ-7", "Pay too high", "", "Final")]


def test_the_detail_that_is_kept_is_the_last_one() -> None:
    """A detail that was added later belongs to the shelving that it was added to."""
    assert kept(shelved_again({"reason_detail": "Second to Bo, by one vote"}, PAY))[0][3] == "Second to Bo, by one vote"


def test_a_missing_column_is_no_change() -> None:
    """A column that people deleted or renamed for a while takes nothing away."""
    store = shelved_again()
    whole = tabs([RUNNER_UP], [OPEN_SINCE])[CANDIDATES]
    at = list(whole[0]).index("Shelved from")
    store.tabs[CANDIDATES] = [[cell for index, cell in enumerate(row) if index != at] for row in whole]
    run(store)
    assert kept(store) == []
    assert texts_in(read_published(store.read()).shelvings[KEY]) == FIRST
    typed(store, {**RUNNER_UP, **PAY})
    run(store)
    assert kept(store) == [FIRST]


# Fits nothing open, so that no slate remembers her.
NURSE: Record = {**RUNNER_UP, "title": "Nurse", "skills": "Care", "location": "Oslo"}
RUST: Record = {**PLATFORM, "must": "Rust, C", "nice": ""}


@pytest.mark.parametrize(
    ("person", "between"),
    [
        (RUNNER_UP, [{**ANA, "email": "bo@mail.example"}]),
        (NURSE, [NURSE, {**NURSE, **PAY}]),
        (NURSE, [{**NURSE, "email": ""}, {**ANA, "email": "bo@mail.example"}]),
    ],
    ids=["deleted", "doubled", "without a key"],
)
def test_a_row_that_is_away_for_a_run_keeps_its_shelving(person: Record, between: list[Record]) -> None:
    """A deleted row of a slate, a key that is there twice, a wiped key: the next shelving still finds the former."""
    role = OPEN_SINCE if person is RUNNER_UP else RUST
    store = shelved_again(person=person, role=role)
    typed(store, *between)
    run(store, force=True)
    typed(store, {**person, **PAY})
    run(store, force=True)
    assert kept(store) == [FIRST]


def test_a_deleted_candidate_who_was_on_no_slate_is_forgotten() -> None:
    """BP Data does not go on holding people whom nothing else remembers."""
    store = shelved_again(
        person={**RUNNER_UP, "title": "Nurse", "skills": "Care"}, role={**PLATFORM, "must": "Rust, C"}
    )
    assert KEY in read_published(store.read()).shelvings
    typed(store, {**ANA, "email": "bo@mail.example"})
    run(store, force=True)
    assert KEY not in str(store.tabs[BP_DATA])


def test_the_story_names_each_shelving_and_gaps_what_still_stands() -> None:
    """The newest shelving decides the band; an earlier blocker that still stands is said in Gaps."""
    store = shelved_again(PAY)
    workbook = assembled(store.read().tabs)
    found = explain_pair(workbook.book, KEY, "REQ-1", TODAY)
    story = "Runner-up for REQ-1 in March 2025; pay too high (expects 90k EUR) for REQ-7 in June 2026"
    assert (found.blocker.state, story_of(found.blocker)) == (BlockerState.CLEARED, story)
    assert found.why_now.startswith(f"{story}; this salary range ends at 100k EUR.")
    assert found.gaps.startswith("Still stands: runner-up for REQ-1 in March 2025; this is the same opening.")
    alone = explain_pair(assembled(tabs([{**RUNNER_UP, **PAY}], [OPEN_SINCE])).book, KEY, "REQ-1", TODAY)
    assert (found.band, found.score) == (alone.band, alone.score)


def test_an_earlier_blocker_says_nothing_that_the_row_says_only_today() -> None:
    """What a row expects now is not what it said when it was shelved the first time; a day to revisit is neither."""
    person = {**ANA, "shelved_on": "2025-03-01", "shelve_reason": "Pay too high", "revisit_on": None}
    store = shelved_again({"shelved_on": "2026-03-01", "shelve_reason": "Location", "pay": "140k EUR"}, person=person)
    found = explain_pair(assembled(store.read().tabs).book, KEY, "REQ-1", TODAY)
    assert story_of(found.blocker) == "Pay too high in March 2025; location (Lisbon) in March 2026"
    assert "Still stands: pay too high in March 2025; this salary range ends at 100k EUR." in found.gaps


def test_a_day_to_revisit_belongs_to_the_newest_shelving() -> None:
    """An earlier shelving for timing does not take the day that was typed for a later one."""
    store = shelved_again(
        {"shelved_on": "2026-10-01", "shelve_reason": "Location", "revisit_on": "2027-04-01"}, person=ANA
    )
    found = explain_pair(assembled(store.read().tabs).book, KEY, "REQ-1", TODAY)
    assert story_of(found.blocker) == "Not the right time in September 2026; location (Lisbon) in October 2026"


def test_what_stands_for_the_same_reason_is_said_once() -> None:
    """Twice too expensive is one gap."""
    person = {**ANA, "shelved_on": "2025-03-01", "shelve_reason": "Pay too high", "pay": "140k EUR"}
    store = shelved_again({"shelved_on": "2026-06-01"}, person=person)
    found = explain_pair(assembled(store.read().tabs).book, KEY, "REQ-1", TODAY)
    assert found.blocker.earlier[0].state is BlockerState.STANDING
    assert "Still stands" not in found.gaps


def test_earlier_conduct_is_said_and_excludes_nobody() -> None:
    """The newest shelving decides who is matched; that there was an issue of conduct is not lost."""
    store = shelved_again(
        {"shelved_on": "2026-06-01", "shelve_reason": "Location"}, person={**RUNNER_UP, "shelve_reason": "Conduct"}
    )
    found = explain_pair(assembled(store.read().tabs).book, KEY, "REQ-1", TODAY)
    assert found.excluded is None
    assert "Still stands: conduct for REQ-1 in March 2025; ask before you write." in found.gaps


def test_a_correction_is_no_earlier_shelving() -> None:
    """On the same day, another reason or requisition is a correction: it is kept in the tab, and not shown."""
    store = shelved_again({"shelve_reason": "Location"}, {"shelved_from": "REQ-9"})
    assert (kept(store)[0], len(kept(store)), earlier(store)) == (FIRST, 2, ())


def test_without_a_day_another_requisition_is_another_occasion() -> None:
    """Where one of the days is missing, the requisitions tell shelvings apart; without them nothing does."""
    undated = Shelving(None, "REQ-1")
    assert undated.is_another(Shelving(TODAY, "REQ-2"))
    assert not undated.is_another(Shelving(TODAY, "req-1 "))
    assert not undated.is_another(Shelving(TODAY))


def test_of_one_occasion_the_last_version_counts() -> None:
    """A shelving that was corrected before the next one counts as it was corrected."""
    store = shelved_again({"shelve_reason": "Location"}, PAY)
    assert [one.reason for one in earlier(store)] == [ShelveReason.LOCATION]


def test_the_rows_of_one_person_share_their_history() -> None:
    """Earlier shelvings of one row, and the older shelving of another row, are the person's."""
    store = shelved_again(PAY)
    both = [{**RUNNER_UP, **PAY}, {**ANA, "candidate_id": "C-7", "shelved_on": "2026-09-01", "shelve_reason": "Timing"}]
    store.tabs[CANDIDATES] = [
        list(row) for row in tabs([{"candidate_id": "", **one} for one in both], [OPEN_SINCE])[CANDIDATES]
    ]
    assert [one.on for one in earlier(store, "c-7")] == [date(2025, 3, 1), date(2026, 6, 1)]
    assert [one.on for one in earlier(store)] == [date(2025, 3, 1)]


def test_a_workbook_of_an_older_version_begins_with_its_next_run() -> None:
    """Without the column Shelving nothing was seen before, so nothing is kept; from then on it is."""
    store = shelved_again()
    at = store.tabs[BP_DATA][0].index(SHELVING)
    store.tabs[BP_DATA] = [row[:at] for row in store.tabs[BP_DATA]]
    del store.tabs[BP_HISTORY]
    typed(store, {**RUNNER_UP, **PAY})
    assert run(store).changed
    assert kept(store) == []
    assert len(store.tabs[BP_HISTORY]) == 1


def test_the_tab_comes_once() -> None:
    """A run does not add the tab again that a person deleted, until there is something to keep."""
    store = shelved_again()
    del store.tabs[BP_HISTORY]
    typed(store, {**RUNNER_UP, "skills": "Go"})
    assert run(store).changed
    assert BP_HISTORY not in store.tabs
    typed(store, {**RUNNER_UP, **PAY})
    run(store)
    assert kept(store) == [FIRST]


@pytest.mark.parametrize("cell", ["", "[", "{}", '["a"]', "[1,2,3,4,5]", "null", '"x"'])
def test_a_damaged_cell_holds_nothing(cell: str) -> None:
    """What people did to BP Data is no shelving."""
    now: dict[str, str] = {KEY: as_cell(FIRST)}
    assert texts_in(cell) == ("",) * 5
    assert overwritten({KEY: cell}, now, now, Conventions()) == {}


def test_a_failed_formula_for_one_run() -> None:
    """The former shelving is kept when a formula fails, and its return is no other occasion."""
    broken: Any = CellError("#REF!")
    store = shelved_again({"shelved_on": broken}, RUNNER_UP)
    assert (kept(store), earlier(store)) == ([FIRST], ())
