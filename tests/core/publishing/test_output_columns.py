from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core.model import Cell, Conventions, Problem
from automation.core.publishing.output_columns import LONGEST, capped
from automation.core.publishing.plan import make_plan
from automation.core.publishing.rekey import rekeyed
from automation.core.publishing.shown_cells import cell_changes
from automation.core.publishing.validation import problem_lines
from automation.core.schema import (
    BP_DATA,
    BP_MATCHES,
    CANDIDATE_COLUMNS,
    CANDIDATES,
    DATA_COLUMNS,
    LATER_COLUMNS,
    MATCH_COLUMNS,
    REQUISITIONS,
)
from automation.core.tabs.headers import locate
from automation.core.tabs.previous_run import SHELVING
from automation.core.text import text_of
from automation.store.memory import MemoryStore
from tests.core.small_workbooks import (
    ANA,
    PLATFORM,
    TEXTS,
    TODAY,
    Record,
    assembled,
    planned,
    run,
    said_about,
    shown,
    tabs,
)

BO = {**ANA, "name": "Bo Li", "email": "bo@mail.example", "title": "Nurse", "skills": "First aid"}


def published(people: Sequence[Record] = (ANA, BO), roles: Sequence[Record] = (PLATFORM,)) -> MemoryStore:
    """A workbook after its first run."""
    store = MemoryStore(tabs(people, roles))
    run(store)
    return store


def under(store: MemoryStore, header: str, tab: str = CANDIDATES) -> list[str]:
    """What stands under a header."""
    return shown(store.tabs[tab], header)


def put(store: MemoryStore, row: Any, header: str, cell: Cell, tab: str = CANDIDATES) -> None:
    """Type into a cell; row 1 is the header."""
    rows = store.tabs[tab]
    place = rows[0].index(header)
    rows[row - 1].extend([None] * (place + 1 - len(rows[row - 1])))
    rows[row - 1][place] = cell


def test_each_row_shows_its_own_best_match() -> None:
    """Beside a row stand its best match, score, band and reasons; who fits nothing shows none."""
    store = published()
    assert under(store, "BP Best match") == ["REQ-1 Platform Engineer", ""]
    assert [under(store, "BP Score")[0], under(store, "BP Band")[0]] == ["100", "Strong"]
    assert under(store, "BP Why now")[0].startswith("Not free before 1 October 2026")


def test_best_is_the_better_band() -> None:
    """A match with a standing blocker does not hide one without it."""
    roles = [{**PLATFORM, "pay_max": "85k"}, {**PLATFORM, "req_id": "REQ-2", "nice": "Excel"}]
    store = published([{**ANA, "shelve_reason": "Pay too high"}], roles)
    assert under(store, "BP Best match") == ["REQ-2 Platform Engineer"]


def test_a_requisition_shows_its_slate() -> None:
    """Beside a requisition stand its people, best first, and how many are Strong."""
    store = published()
    assert under(store, "BP Slate", REQUISITIONS) == ["1. Ana Souza 100 Strong"]
    assert under(store, "BP Strong matches", REQUISITIONS) == ["1"]


@pytest.mark.parametrize(
    ("cells", "check"),
    [
        ({}, "To do: 1 person on the slate"),
        ({"posted_on": "2026-11-05"}, "To do: 1 person on the slate, posted 2026-11-05"),
        ({"pocket_checked_on": "2026-11-04"}, "Done 2026-11-04"),
        ({"status": "Filled"}, ""),
    ],
)
def test_the_pocket_check_of_a_requisition(cells: Any, check: Any) -> None:
    """Did we look at our own people before posting?"""
    assert under(published([ANA], [{**PLATFORM, **cells}]), "BP Pocket check", REQUISITIONS) == [check]


def test_a_pocket_check_after_posting_says_both_days() -> None:
    """If the pocket was checked only after posting, the dates show it."""
    check = under(
        published([ANA], [{**PLATFORM, "pocket_checked_on": "2026-11-06", "posted_on": "2026-11-05"}]),
        "BP Pocket check",
        REQUISITIONS,
    )[0]
    assert "2026-11-06" in check
    assert check != "Done 2026-11-06"


def test_weak_slates_and_empty_slates_say_so() -> None:
    """A slate of weak names says so, and an empty one is no empty cell."""
    weak = {**ANA, "skills": "Excel", "title": "Clerk", "stage": None, "rating": None, "pay": "90k EUR"}
    assert under(published([weak]), "BP Slate", REQUISITIONS)[0] in {"No match yet", "1. Ana Souza 30.9 weak"}
    assert under(published([BO], [{**PLATFORM, "location": None, "level": None}]), "BP Slate", REQUISITIONS) == [
        "No match yet"
    ]


@pytest.mark.parametrize(
    ("cells", "freshness"),
    [
        ({"shelved_on": "2026-09-01"}, "Fresh until 2027-02-28"),
        ({"shelved_on": "2026-01-01"}, "Stale since 2026-06-30"),
        ({"shelved_on": None}, "Never heard from"),
    ],
)
def test_freshness_is_a_date(cells: Any, freshness: Any) -> None:
    """How long a row can be trusted is a day, not a count of days."""
    assert under(published([{**ANA, **cells}]), "BP Freshness") == [freshness]


def test_a_follow_up_without_owner_is_shown_as_orphaned() -> None:
    """A follow-up without an owner says that it is unassigned."""
    store = published([{**ANA, "owner": None}])
    assert "Unassigned: fill Owner" in under(store, "BP Follow-up reason")[0]
    assert "Unassigned" not in under(published(), "BP Follow-up reason")[0]


def test_bp_check_says_what_is_wrong_with_the_row() -> None:
    """BP Check says in words what is wrong with its row, each issue once."""
    store = published([{**ANA, "level": "ninja", "shelved_on": "03/04/2026"}])
    check = under(store, "BP Check")[0]
    assert check.count("Level 'ninja' is not a level") == 1
    assert "could be two different days" in check


def test_duplicate_addresses_show_no_match() -> None:
    """Two people with one address: neither row shows a match, and both say why."""
    store = published([ANA, {**BO, "email": "Ana@mail.example"}])
    assert under(store, "BP Best match") == ["", ""]
    assert all("more than one row" in check for check in under(store, "BP Check"))
    assert len(store.tabs[BP_MATCHES]) == 1


def test_an_id_equal_to_anothers_address_shows_no_match() -> None:
    """A Candidate ID equal to another's e-mail gives neither of them the other's match."""
    store = published([{**BO, "candidate_id": "ANA@mail.example"}, ANA])
    assert under(store, "BP Best match") == ["", ""]


def test_a_duplicate_made_later_clears_both_rows() -> None:
    """A copied row does not show the match of the row it was copied from."""
    store = published()
    store.tabs[CANDIDATES].append(list(store.tabs[CANDIDATES][1]))
    run(store, force=True)
    assert under(store, "BP Best match") == ["", "", ""]


def test_a_row_that_lost_its_key_shows_nothing() -> None:
    """Without a key, a row's old match is cleared."""
    store = published()
    put(store, 2, "Email", None)
    run(store, force=True)
    assert under(store, "BP Best match") == ["", ""]


def test_rows_take_their_matches_along() -> None:
    """After a sort that did not include our columns, each row shows its own match again."""
    store = published()
    header, ana, bo = store.tabs[CANDIDATES]
    own = header.index("BP Best match")
    store.tabs[CANDIDATES] = [header, [*bo[:own], *ana[own:]], [*ana[:own], *bo[own:]]]
    assert run(store).changed
    assert under(store, "BP Best match") == ["", "REQ-1 Platform Engineer"]


@pytest.mark.parametrize(
    ("tab", "header"), [(CANDIDATES, "BP Why now"), (CANDIDATES, "BP Score"), (REQUISITIONS, "BP Slate")]
)
def test_text_typed_into_a_bp_cell_is_kept_and_reported(tab: str, header: str) -> None:
    """A typed-over BP cell is never overwritten, and the row says so until it is cleared."""
    store = published()
    before = under(store, header, tab)
    put(store, 2, header, "hers", tab)
    plan = run(store)
    assert under(store, header, tab)[0] == "hers"
    assert [(p.column, p.value, p.row) for p in plan.problems if "did not put there" in p.message] == [
        (header, "hers", 2)
    ]
    run(store)
    assert under(store, header, tab)[0] == "hers"
    put(store, 2, header, None, tab)
    assert not [p for p in run(store).problems if "did not put there" in p.message]
    assert under(store, header, tab) == before


@pytest.mark.parametrize("typed", [0, False, 0.0])
def test_a_zero_or_an_empty_box_in_a_bp_cell_of_a_new_row_is_kept(typed: Cell) -> None:
    """It is something, although no other BP cell of the row shows anything yet."""
    store = published([ANA])
    header = store.tabs[CANDIDATES][0]
    people = tabs([ANA, BO], [PLATFORM])[CANDIDATES]
    store.tabs[CANDIDATES].append([dict(zip(people[0], people[2], strict=True)).get(str(name)) for name in header])
    put(store, 3, "BP Why now", typed)
    plan = run(store)
    assert [(p.column, p.row) for p in plan.problems if "did not put there" in p.message] == [("BP Why now", 3)]
    assert store.tabs[CANDIDATES][2][header.index("BP Why now")] is typed


@given(st.sampled_from([column.header for column in CANDIDATE_COLUMNS]), TEXTS.filter(text_of))
def test_any_text_typed_into_a_bp_cell_survives(header: str, text: str) -> None:
    """Whatever a person types beside the first row, unless it stood in that column before, stays as typed."""
    store = published()
    ours = set(under(store, header))
    put(store, 2, header, text)
    run(store)
    assert text_of(text) in ours or store.tabs[CANDIDATES][1][store.tabs[CANDIDATES][0].index(header)] == text


@pytest.mark.parametrize("rename", ["Why now (mine)", None])
def test_a_missing_column_of_ours_is_reported_not_remade(rename: Any) -> None:
    """A BP column that a person renamed or deleted counts as a person's; only `init` adds a new one."""
    store = published()
    put(store, 1, "BP Why now", rename)
    plan = run(store)
    assert [p.column for p in plan.problems if "backpocket init" in p.message] == ["BP Why now"]
    assert "BP Why now" not in store.tabs[CANDIDATES][0]


def test_a_renamed_column_keeps_its_cells() -> None:
    """Under a name of their own, what stands there is left alone."""
    store = published()
    before = under(store, "BP Why now")
    put(store, 1, "BP Why now", "Why now (mine)")
    put(store, 2, "Skills", "Excel")
    run(store, force=True)
    assert under(store, "Why now (mine)") == before


def earlier(store: MemoryStore, header: str) -> None:
    """Turn a refreshed workbook into one of a version that did not know a column."""
    for tab in (CANDIDATES, BP_DATA):
        place = store.tabs[tab][0].index(header)
        for row in store.tabs[tab]:
            del row[place : place + 1]


def test_a_column_of_a_newer_version_is_added_once() -> None:
    """The next run adds it on the right and fills it, whatever the columns in between; deleted, it is reported only."""
    store = published([{**ANA, "shelved_on": "2026-01-01"}])
    want = under(store, "BP Confirm first")
    earlier(store, "BP Confirm first")
    first = run(store)
    assert (first.changed, first.problems) == (True, [])
    assert store.tabs[CANDIDATES][0][-1] == "BP Confirm first"
    assert under(store, "BP Confirm first") == want == ["Still looking? Shelved 2026-01-01."]
    assert not run(store).changed
    put(store, 1, "BP Confirm first", None)
    second = run(store)
    assert "BP Confirm first" not in store.tabs[CANDIDATES][0]
    assert [problem.message for problem in second.problems] == [
        "There is no column BP Confirm first: run `backpocket init` to add it."
    ]


def test_a_newer_column_takes_no_cell_for_typed() -> None:
    """The first run of a newer version keeps every cell of its own, and reports none."""
    store = published()
    earlier(store, "BP Confirm first")
    put(store, 2, "Skills", "Excel")
    plan = run(store, force=True)
    assert not [problem for problem in plan.problems if "did not put there" in problem.message]


def test_what_a_person_typed_under_a_newer_header_is_kept() -> None:
    """Under the name of a later column of ours, cells that a person typed are kept; blank ones are filled."""
    store = published([{**ANA, "shelved_on": "2026-01-01"}, {**ANA, "email": "b@mail.example"}])
    earlier(store, "BP Confirm first")
    for row, cell in zip(store.tabs[CANDIDATES], ("BP Confirm first", None, "call her"), strict=True):
        row.append(cell)
    plan = run(store)
    assert under(store, "BP Confirm first") == ["Still looking? Shelved 2026-01-01.", "call her"]
    assert [problem.row for problem in plan.problems if "did not put there" in problem.message] == [3]


def test_columns_of_bp_data_keep_their_letters() -> None:
    """The formulas of a Google Sheet name them by letter, so later columns stand behind those of version 0.1.0."""
    names = [column.header for column in DATA_COLUMNS]
    at = names.index("Generation") + 1
    assert names[:at] == [
        "Record",
        "Name",
        "BP Best match",
        "BP Score",
        "BP Band",
        "BP Why now",
        "BP Gaps",
        "BP Next follow-up",
        "BP Follow-up reason",
        "BP Last touch",
        "BP Freshness",
        "BP Check",
        "BP Slate",
        "BP Strong matches",
        "BP Pocket check",
        "First seen on",
        "Strong since",
        "Generation",
    ]
    assert names[at:] == [*LATER_COLUMNS, SHELVING]


def test_a_doubled_bp_column_is_not_written() -> None:
    """If two columns have one BP name, neither is written, and this is reported."""
    store = published()
    store.tabs[CANDIDATES][0].append("BP Score")
    put(store, 2, "Skills", "Kubernetes")
    plan = run(store)
    assert [p.column for p in plan.problems if "Two columns are named" in p.message] == ["BP Score"]
    assert under(store, "BP Score")[0] == "100"


def test_a_persons_own_bp_column_is_not_written() -> None:
    """A person's own column "BP Notes" is no column of the program."""
    people = [[*row, cell] for row, cell in zip(tabs([ANA], [])[CANDIDATES], ["BP Notes", "call her"], strict=True)]
    store = MemoryStore({**tabs([ANA], [PLATFORM]), CANDIDATES: people})
    assert not [p for p in run(store).problems if "BP Notes" in p.message]
    assert under(store, "BP Notes") == ["call her"]


def test_the_first_run_adds_the_columns_once() -> None:
    """A first run adds the BP columns on the right; the second finds them."""
    store = published()
    headers = [column.header for column in CANDIDATE_COLUMNS]
    assert store.tabs[CANDIDATES][0][-len(headers) :] == headers
    run(store)
    assert [store.tabs[CANDIDATES][0].count(header) for header in headers] == [1] * len(headers)


def test_bp_matches_reads_as_people_know_it() -> None:
    """BP Matches has the columns of the contract, one row a match, with components that sum to the score."""
    store = published([ANA, {**ANA, "email": "c@mail.example", "name": "Cy"}])
    header, *rows = store.tabs[BP_MATCHES]
    assert (
        header
        == [
            "Req ID",
            "Candidate",
            "Name",
            "Rank",
            "Score",
            "Band",
            "Must-have",
            "Nice-to-have",
            "Title",
            "Level",
            "Location",
            "Pay",
            "Track record",
            "Known",
            "Blocker",
            "Why then",
            "Why now",
            "Gaps",
            "Confirm first",
            "First seen on",
        ]
        == [column.header for column in MATCH_COLUMNS]
    )
    assert [row[3] for row in rows] == [1, 2]
    assert all(round(sum(row[6:13]), 1) == row[4] for row in rows)
    assert {row[14] for row in rows} == {"cleared"}
    assert {row[-1] for row in rows} == {TODAY.isoformat()}


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("phone", "+351 912 345 678", "00351912345678"),
        ("profile_url", "https://www.linkedin.com/in/ana/", "linkedin.com/in/ana?x=1"),
        ("email", "same@mail.example", "Same@mail.example"),
    ],
)
def test_likely_doubles_are_hinted_at_and_never_merged(field: Any, one: Any, other: Any) -> None:
    """The same phone, profile or e-mail under two keys is a hint for a person."""
    rows = [{**ANA, "candidate_id": "C1", field: one}, {**BO, "candidate_id": "C2", field: other}]
    plan = planned(tabs(rows, [PLATFORM]))
    assert any("Same" in message and "C2" in message for message in said_about(plan, "C1"))
    assert len(plan.book.candidates) == 2


def test_a_blank_region_is_flagged_and_matched() -> None:
    """Without a region it is unknown whose rules apply: the row says so, and the candidate is matched all the same."""
    plan = planned(tabs([{**ANA, "region": None}, BO], [PLATFORM]))
    assert "Region is empty: fill it before you write to them." in said_about(plan, "ana@mail.example")
    assert list(plan.slates.matches["candidate_key"]) == ["ana@mail.example"]
    conventions = Conventions(default_region="US")
    plan = make_plan(assembled(tabs([{**ANA, "region": None}, BO], [PLATFORM]), conventions=conventions))
    assert said_about(plan, "ana@mail.example") == []


def test_a_corrected_key_is_pointed_out() -> None:
    """A new key may be the same person if its name was under a key that is gone."""
    store = published()
    put(store, 2, "Email", "ana.souza@mail.example")
    assert any(
        "backpocket rekey ana@mail.example ana.souza@mail.example" in message
        for message in said_about(run(store), "ana.souza@mail.example")
    )


@given(TEXTS | st.text(min_size=490, max_size=520))
def test_shown_text_fits_a_cell(text: str) -> None:
    """What is shown is short, and holds nothing that a sheet cannot."""
    short = capped(text)
    assert len(short) <= LONGEST
    assert all(char.isprintable() or char in "\n\t" for char in short)
    assert short == text or len(text) > LONGEST or not text.isprintable()


def test_the_longest_cells_are_shown_short() -> None:
    """50,000 characters in a person's cells never make a cell of ours long."""
    long = dict.fromkeys(("name", "title", "skills", "reason_detail", "location", "promised"), "word " * 10000)
    plan = planned(tabs([{**ANA, **long, "shelve_reason": "Other"}], [{**PLATFORM, "title": "Engineer " * 5_000}]))
    cells = [cell for rows in plan.publication.columns.values() for row in rows.values() for cell in row.values()]
    assert max(len(cell) for cell in cells if isinstance(cell, str)) <= LONGEST


def test_only_cells_that_differ_change() -> None:
    """A publication that is shown already changes no cell."""
    store = published()
    plan = planned(store.tabs)
    assert list(cell_changes(locate(store.tabs, CANDIDATES), plan.publication)) == []


def test_problems_in_lines() -> None:
    """A line names a tab, and all rows of which the same is said, never a key."""
    odd = [Problem(CANDIDATES, "ana@mail.example", "Level", "x", "Level is odd", row) for row in (7, 2, 4, 3, 9, 10)]
    other = Problem(CANDIDATES, "ana@mail.example", "Level", "y", "Level is even", 7)
    tab = Problem(CANDIDATES, "", "", "", "No column")
    assert problem_lines([odd[0], other, *odd[1:], tab, replace(other, tab=REQUISITIONS)]) == [
        "Candidates rows 2–4, 7, 9–10: Level is odd.",
        "Candidates row 7: Level is even.",
        "Candidates: No column.",
        "Requisitions row 7: Level is even.",
    ]


def test_a_text_that_other_rows_show_is_kept_too() -> None:
    """A person corrects one cell to what another row says: it is kept and reported, not taken for ours."""
    store = MemoryStore(tabs([ANA, {**ANA, "email": "bo@mail.example", "skills": "Kubernetes"}], [PLATFORM]))
    run(store)
    scores = under(store, "BP Score")
    put(store, 3, "BP Score", scores[0])
    plan = run(store)
    assert under(store, "BP Score")[1] == scores[0] != scores[1]
    assert [p.row for p in plan.problems if "did not put there" in p.message] == [3]


def test_a_deletion_that_is_undone_brings_no_strangers() -> None:
    """A row that vanished for a run and came back with its BP cells is updated, not taken for typed."""
    store = published()
    row = list(store.tabs[CANDIDATES][2])
    del store.tabs[CANDIDATES][2]
    run(store, force=True)
    store.tabs[CANDIDATES].append(row)
    assert not [p for p in run(store).problems if "did not put there" in p.message]


def test_without_its_memory_a_run_keeps_what_differs_and_settles() -> None:
    """BP Data deleted: cells that would change are kept and named, and the next run changes nothing."""
    store = published()
    del store.tabs["BP Data"]
    put(store, 2, "BP Score", 12)
    first = run(store)
    assert [p.column for p in first.problems if "did not put there" in p.message] == ["BP Score"]
    second = run(store)
    assert not second.changed
    assert [p.column for p in second.problems if "did not put there" in p.message] == ["BP Score"]


def test_a_rekeyed_row_shows_its_new_match() -> None:
    """After `rekey`, the cells under the old key still count as ours: they are updated, and no issue is reported."""
    store = published()
    store.tabs[CANDIDATES][1][store.tabs[CANDIDATES][0].index("Email")] = "new@mail.example"
    found = rekeyed(assembled(store.read().tabs), "ana@mail.example", "new@mail.example")
    assert found.pairs
    store.publish(found.publication, store.read().version)
    plan = run(store, force=True)
    assert not [p for p in plan.problems if "did not put there" in p.message or "rekey" in p.message]
    assert not run(store).changed
