"""What `init` makes and fixes in a Google Sheet, and the fence behind it."""

from pathlib import Path
from typing import Any

import pytest

from automation.core.schema import APPENDED_TABS, CANDIDATE_COLUMNS, HIDDEN_TABS, PROGRAM_TABS
from automation.core.typed_columns import CANDIDATE_FIELDS
from automation.errors import NotInstalled, StoreUnavailable, Superseded
from automation.retry import landed
from automation.services.init import complete
from automation.store.google.places import SHEET_IDS
from automation.store.google.store import GoogleStore
from tests.sheets_emulator.auth import ROBOT
from tests.sheets_emulator.faults import Kind
from tests.sheets_emulator.server import Emulator
from tests.sheets_emulator.state import Sheet as Tab
from tests.store.contract import REQUISITIONS
from tests.store.google_sheet import BEST, PEOPLE, Sheet, delete_column, delete_tab, rename_tab

WRITE = ":batchUpdate"
BP_HEADERS = [column.header for column in CANDIDATE_COLUMNS]


def acted(store: GoogleStore, who: str) -> None:
    """Append an action; start over if another writer was first."""
    landed(lambda: store.append("BP Actions", [["now", who, "did it"]], store.read().version))


def actions(sheet: Sheet) -> list[str]:
    """Who did what, in order."""
    return [row[1] for row in sheet.tab("BP Actions")[1:]]


def generation(sheet: Sheet) -> int:
    """The newest generation, according to a reading."""
    return int(sheet.store().read().version)


def tab(sheet: Sheet, title: str) -> Tab:
    """A tab, to look into."""
    found = sheet.emulator.book(sheet.key).sheet_titled(title)
    assert found is not None
    return found


# Once, and only what is missing


def test_a_second_init_finds_nothing(installed: Sheet) -> None:
    """What is complete is read once and not written."""
    before, store = installed.version, installed.store()
    assert complete(store) == []
    assert (installed.version, vars(store.requests)) == (before, {"read": 1, "write": 0})


def test_a_dry_run_lists_and_writes_nothing(sheet: Sheet) -> None:
    """`--dry-run` lists what would be added, one per line, and does not change the spreadsheet."""
    before = sheet.version
    said = complete(sheet.store(), dry_run=True)
    assert said[0] == f"add to Candidates the columns {', '.join(BP_HEADERS)}"
    assert "add the tab BP Data (hidden)" in said
    assert sheet.version == before
    assert sheet.init() == said


def test_everything_is_one_batch(sheet: Sheet) -> None:
    """Whatever is missing is added in one write, so that no one sees half of it, and then read back."""
    store = sheet.store()
    complete(store)
    assert vars(store.requests) == {"read": 2, "write": 1}


# Tabs made new


@pytest.fixture
def bare(emulator: Emulator, tmp_path: Path) -> Sheet:
    """A spreadsheet in which there was nothing of ours, after `init`."""
    sheet = Sheet(emulator, tmp_path, {"Sheet1": []})
    sheet.init()
    return sheet


@pytest.mark.long
def test_new_tabs_explain_their_columns(bare: Sheet) -> None:
    """Every header of a tab made new carries a note that says what the column is for."""
    notes = [bare_cell.note for bare_cell in map(tab(bare, "Candidates").get, [0] * 30, range(30))]
    assert notes == [field.help for field in (*CANDIDATE_FIELDS, *CANDIDATE_COLUMNS)][:30]


def test_new_tabs_offer_choices(bare: Sheet) -> None:
    """Where a column has words to choose from, every row below the header offers them, and takes others."""
    column = bare.column("Shelve reason")
    rules = [tab(bare, "Candidates").get(row, column).validation for row in (0, 1, 999)]
    assert rules[0] is None
    for rule in rules[1:]:
        assert rule is not None
        assert "Timing" in [value["userEnteredValue"] for value in rule["condition"]["values"]]
        assert (rule["condition"]["type"], rule.get("strict", False)) == ("ONE_OF_LIST", False)


def test_new_tabs_colour_the_bands(bare: Sheet) -> None:
    """Strong, Good and Possible have a colour each, under BP Band."""
    column = bare.column("BP Band")
    rules = tab(bare, "Candidates").rules
    words = [rule["booleanRule"]["condition"]["values"][0]["userEnteredValue"] for rule in rules]
    assert sorted(words) == ["Good", "Possible", "Strong"]
    assert {rule["ranges"][0]["startColumnIndex"] for rule in rules} == {column}


def test_our_columns_warn_and_never_lock(bare: Sheet) -> None:
    """Typing into a BP column shows a warning and is not blocked; people's own columns have none."""
    width = len(CANDIDATE_FIELDS)
    areas = tab(bare, "Candidates").protected
    assert [area["range"]["startColumnIndex"] for area in areas] == list(range(width, width + len(BP_HEADERS)))
    assert all(area["warningOnly"] for area in areas)


def test_hidden_tabs_are_locked_to_the_account(bare: Sheet) -> None:
    """What people need not see is hidden, and only the account (and the owner) can write there."""
    for title in HIDDEN_TABS:
        (area,) = tab(bare, title).protected
        assert (tab(bare, title).properties["hidden"], area["editors"]["users"]) == (True, [ROBOT])
        assert "warningOnly" not in area


@pytest.mark.long
def test_a_new_spreadsheet_is_ready_for_its_first_person(bare: Sheet) -> None:
    """After `init` of an empty spreadsheet, a person and a requisition are all that a match takes."""
    person = {"Name": "Ana", "Email": "ana@mail.example", "Skills": "Go", "Shelved on": "2026-03-01"}
    requisition = {"Req ID": "R", "Title": "Gopher", "Must-have skills": "Go", "Opened on": "2026-11-01"}
    for title, row in (("Candidates", person), ("Requisitions", requisition | {"Status": "Open"})):
        for header, text in row.items():
            bare.type(title, 1, bare.column(header, title), text)
    bare.refresh()
    assert bare.seen("BP Best match") == {"ana@mail.example": "R Gopher"}


# What was broken


def test_a_deleted_data_tab_is_made_anew(refreshed: Sheet) -> None:
    """Without BP Data the columns have nothing to look up; init makes it again and fixes them, a refresh fills it."""
    refreshed.edit(delete_tab(refreshed, "BP Data"))
    assert set(refreshed.seen("BP Best match").values()) == {"#REF!"}
    said = refreshed.init()
    assert said[0] == "add the tab BP Data (hidden)"
    assert said[1].startswith("fix the formulas of BP Best match, ")
    assert refreshed.init() == []
    outcome = refreshed.refresh()
    assert not [problem for problem in outcome.problems if problem.column.startswith("BP ")]
    assert refreshed.seen("BP Best match") == BEST


def test_a_refresh_without_the_data_tab_asks_for_init(refreshed: Sheet) -> None:
    """Without BP Data neither a refresh nor an action can land; both say what to run, and write nothing."""
    refreshed.edit(delete_tab(refreshed, "BP Data"))
    before = refreshed.version
    for run in (refreshed.refresh, lambda: acted(refreshed.store(), "dana")):
        with pytest.raises(NotInstalled, match="run `backpocket init`"):
            run()
    assert refreshed.version == before


@pytest.mark.long
@pytest.mark.parametrize("published", [1, 3, 7])
def test_marks_of_a_deleted_data_tab_are_skipped(refreshed: Sheet, published: int) -> None:
    """The generations' marks go with BP Data, but their ids stay taken: writing goes on past them, in order."""
    for number in range(published):
        acted(refreshed.store(), f"before {number}")
    refreshed.edit(delete_tab(refreshed, "BP Data"))
    refreshed.init()
    seen = [generation(refreshed)]
    for number in range(published + 7):
        acted(refreshed.store(), f"after {number}")
        seen.append(generation(refreshed))
    assert seen == sorted(set(seen))
    expected = [f"before {number}" for number in range(published)] + [
        f"after {number}" for number in range(published + 7)
    ]
    assert actions(refreshed) == expected


@pytest.mark.parametrize("before", range(4))
def test_one_of_two_lands_also_among_skipped_marks(refreshed: Sheet, before: int) -> None:
    """After BP Data was made anew, of two writes from one generation still exactly one lands at once."""
    for number in range(3):
        acted(refreshed.store(), f"{number}")
    refreshed.edit(delete_tab(refreshed, "BP Data"))
    refreshed.init()
    for number in range(before):
        acted(refreshed.store(), f"new {number}")
    one, two = refreshed.store(), refreshed.store()
    versions = one.read().version, two.read().version
    one.append("BP Actions", [["now", "one"]], versions[0])
    with pytest.raises(Superseded):
        two.append("BP Actions", [["now", "two"]], versions[1])
    acted(two, "two")
    assert actions(refreshed)[-2:] == ["one", "two"]


@pytest.mark.parametrize("late", range(1, 6))
def test_a_late_write_of_our_own_among_skipped_marks(refreshed: Sheet, late: int) -> None:
    """If the reply to a write is lost, at any mark, the program finds that it landed and does not repeat it."""
    for _ in range(3):
        acted(refreshed.store(), "early")
    refreshed.edit(delete_tab(refreshed, "BP Data"))
    refreshed.init()
    refreshed.service.faults.add(Kind.RESET_AFTER, on=WRITE, nth=late)
    acted(refreshed.store(), "late")
    assert actions(refreshed).count("late") == 1


def test_a_data_tab_that_goes_before_we_write(refreshed: Sheet) -> None:
    """BP Data is deleted between reading and writing: nothing is written, and what to run is said."""
    gone = delete_tab(refreshed, "BP Data")
    refreshed.before(2, lambda: refreshed.edit(gone))
    with pytest.raises(NotInstalled, match="run `backpocket init`"):
        acted(refreshed.store(), "dana")
    assert actions(refreshed) == []


def test_a_mark_deleted_before_the_write_is_no_failure(refreshed: Sheet) -> None:
    """An old mark that we meant to drop is gone: the write starts over once, and lands."""
    for number in range(5):
        acted(refreshed.store(), f"{number}")
    book, writes = refreshed.emulator.book(refreshed.key), len([c for c in refreshed.service.calls if WRITE in c])
    refreshed.before(2, lambda: book.named.pop(1))
    acted(refreshed.store(), "dana")
    assert actions(refreshed) == [*map(str, range(5)), "dana"]
    assert len([call for call in refreshed.service.calls if WRITE in call]) == writes + 2


def test_a_publication_into_a_deleted_log_makes_it_anew(refreshed: Sheet) -> None:
    """BP Runs and BP Matches are made again by the next run that has something to show there."""
    refreshed.edit(delete_tab(refreshed, "BP Runs"), delete_tab(refreshed, "BP Matches"))
    refreshed.refresh()
    assert len(refreshed.tab("BP Runs")) == 2
    assert [row[0] for row in refreshed.tab("BP Matches")[1:]] == ["REQ-1", "REQ-1", "REQ-2"]


@pytest.mark.parametrize("title", PROGRAM_TABS)
def test_a_renamed_program_tab_is_renamed_back(refreshed: Sheet, title: str) -> None:
    """Program tabs are known by their ids: under another name they go on working, and init renames them back."""
    refreshed.edit(rename_tab(refreshed, title, "Robot's notes"))
    outcome = refreshed.refresh()
    assert (outcome.published, refreshed.seen("BP Best match")) == (False, BEST)
    assert not [problem for problem in outcome.problems if problem.column.startswith("BP ")]
    assert refreshed.init() == [f"rename the tab Robot's notes back to {title}"]
    assert title in refreshed.titles()
    assert refreshed.init() == []


def test_a_data_tab_renamed_to_one_word(refreshed: Sheet) -> None:
    """A title that needs no quotes stands without them in the formulas, which are right all the same."""
    refreshed.edit(rename_tab(refreshed, "BP Data", "Data"))
    formulas = {cell.formula for cell in map(tab(refreshed, "Candidates").get, [0] * 20, range(20)) if cell.formula}
    assert all("Data!" in formula and "'Data'!" not in formula for formula in formulas)
    assert not [problem for problem in refreshed.refresh().problems if problem.column in BP_HEADERS]
    assert refreshed.init() == ["rename the tab Data back to BP Data"]
    assert refreshed.seen("BP Best match") == BEST


@pytest.mark.parametrize("left", [[], [{"warningOnly": True}]], ids=["none", "a warning"])
@pytest.mark.parametrize("title", HIDDEN_TABS)
def test_an_unprotected_hidden_tab_is_protected(refreshed: Sheet, title: str, left: list[dict[str, Any]]) -> None:
    """A hidden tab that has lost its protection is protected again, once."""
    place = {"protectedRangeId": 1, "range": {"sheetId": SHEET_IDS[title]}}
    tab(refreshed, title).protected[:] = [place | area for area in left]
    assert refreshed.init() == [f"protect {title}"]
    assert tab(refreshed, title).protected[-1]["editors"]["users"] == [ROBOT]
    assert refreshed.init() == []


@pytest.mark.parametrize("title", APPENDED_TABS)
def test_a_log_of_an_older_version_gets_its_new_headers(refreshed: Sheet, title: str) -> None:
    """Columns that a log lacks on the right are added; its rows stay as they are."""
    before = refreshed.tab(title)
    last = len(PROGRAM_TABS[title]) - 1
    refreshed.edit(delete_column(refreshed, last, title))
    assert refreshed.init() == [f"add to {title} the columns {PROGRAM_TABS[title][-1].header}"]
    assert refreshed.tab(title) == [before[0], *([*row[:last], None] for row in before[1:])]
    assert refreshed.init() == []


@pytest.mark.parametrize("index", [0, 9], ids=["before it", "behind it"])
def test_a_duplicate_of_our_data_is_harmless(refreshed: Sheet, index: int) -> None:
    """A person's copy of BP Data is theirs: neither read nor written, and the run goes on."""
    refreshed.edit({"duplicateSheet": {"sourceSheetId": refreshed.id_of("BP Data"), "insertSheetIndex": index}})
    copy = refreshed.tab("Copy of BP Data")
    for column, text in enumerate(["Dora", "dora@mail.example", "Excel", "Mid", "2026-03-01"]):
        refreshed.type("Candidates", 4, column, text)
    assert refreshed.refresh().published
    assert refreshed.seen("BP Best match") == BEST | {"dora@mail.example": "REQ-2 Clerk"}
    assert (refreshed.tab("Copy of BP Data"), refreshed.init()) == (copy, [])


def test_a_copy_takes_the_place_of_our_data(refreshed: Sheet) -> None:
    """If BP Data is deleted and a copy gets its name, the columns are fixed to look there, and show everything."""
    refreshed.edit(
        {"duplicateSheet": {"sourceSheetId": refreshed.id_of("BP Data"), "newSheetName": "Backup"}},
        delete_tab(refreshed, "BP Data"),
    )
    refreshed.edit(rename_tab(refreshed, "Backup", "BP Data"))
    refreshed.init()
    refreshed.refresh()
    assert refreshed.seen("BP Best match") == BEST
    assert refreshed.init() == []


@pytest.mark.long
def test_headers_are_added_where_people_work_meanwhile(emulator: Emulator, tmp_path: Path) -> None:
    """A column that a colleague fills while init runs stays theirs: our columns are inserted, never written over."""
    rows = [[*PEOPLE[0], *[None] * 15], *PEOPLE[1:]]
    sheet = Sheet(emulator, tmp_path, {"Candidates": rows, "Requisitions": REQUISITIONS})
    last = tab(sheet, "Candidates").column_count - 1
    sheet.before(2, lambda: sheet.type("Candidates", 1, last, "mine"))
    sheet.init()
    assert sheet.tab("Candidates")[1][last] == "mine"
    sheet.refresh()
    assert sheet.seen("BP Best match") == BEST


def test_when_every_mark_is_taken_nothing_is_written(refreshed: Sheet) -> None:
    """Where no mark is free, nothing is written and the next run is asked to try again (75)."""
    book = refreshed.emulator.book(refreshed.key)
    first = generation(refreshed) + 1
    for step in range(20):
        book.named.append({"namedRangeId": f"bp_gen_{first - 1 + 2**step}", "name": f"taken_{step}"})
    before = refreshed.version
    with pytest.raises(StoreUnavailable):
        acted(refreshed.store(), "nobody")
    assert refreshed.version == before


def test_credentials_without_an_address_still_lock_the_hidden_tabs(sheet: Sheet) -> None:
    """If the credentials do not show whose they are, the hidden tabs are locked to their account all the same."""
    store = sheet.store()
    store.connection.account = ""
    complete(store)
    (area,) = tab(sheet, "BP Data").protected
    assert (area["editors"]["users"], area.get("warningOnly")) == ([ROBOT], None)
    assert complete(store) == []
