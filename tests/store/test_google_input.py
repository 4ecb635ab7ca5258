"""Edits by people in a Google Sheet, and the next run after them."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from gspread.utils import ValueRenderOption, rowcol_to_a1

from automation.clock import Clock
from automation.core.model import Conventions, Pay, Problem
from automation.core.parsing.identifiers import NO_IDS
from automation.core.schema import CANDIDATE_COLUMNS
from automation.errors import MissingHeaders, MissingTab
from automation.refresh import Outcome, refresh
from tests.sheets_emulator.server import Emulator
from tests.store.contract import CANDIDATES, REQUISITIONS
from tests.store.google_sheet import BEST, Sheet, delete_column, lines, move_column, rename_tab

BP_HEADERS = [column.header for column in CANDIDATE_COLUMNS]


def of(outcome: Outcome, column: str) -> list[Problem]:
    """What a run said of a column."""
    return [problem for problem in outcome.problems if problem.column == column]


# Locale, time zone, dates


@pytest.fixture
def german(emulator: Emulator, tmp_path: Path) -> Sheet:
    """A spreadsheet in German into which people typed."""
    sheet = Sheet(emulator, tmp_path, {"Candidates": [], "Requisitions": REQUISITIONS}, locale="de_DE")
    rows = [
        ["Name", "Email", "Skills", "Level", "Shelved on", "Shelve reason", "Pay expectation", "Currency"],
        ["Ana", "ana@mail.example", "Kubernetes, Go", "Senior", "1.3.2026", "Timing", "80.000,50", "EUR"],
        ["Ben", "ben@mail.example", "Go", "Mid", "2026-04-01", "Location", "'80.000,50 €", ""],
        ["Cleo", "cleo@mail.example", "Excel", "Mid", "'2026-05-01", "Too junior", "40000,5", ""],
    ]
    sheet.worksheet("Candidates").update(rows, "A1", raw=False)
    sheet.init()
    return sheet


def test_amounts_with_a_decimal_comma(german: Sheet) -> None:
    """80.000,50 is eighty thousand (cents don't count), a number or text; without a symbol it has no currency."""
    people = german.refresh().plan.book.people
    assert people["ana@mail.example"].pay == Pay(80_000, 80_000, "EUR")
    assert people["ben@mail.example"].pay == Pay(80_000, 80_000, "EUR")
    assert people["cleo@mail.example"].pay == Pay(40_000, 40_000, None)


def test_dates_as_serial_numbers_and_as_text(german: Sheet) -> None:
    """A day is a day, whether the sheet keeps it as a number with a date format or as text."""
    people = german.refresh().plan.book.people
    assert [people[key].shelved_on for key in BEST] == [date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)]


def test_formulas_work_in_every_locale(german: Sheet) -> None:
    """In a locale with a decimal comma the columns show their matches as elsewhere."""
    german.refresh()
    assert german.seen("BP Best match") == BEST
    assert not german.refresh().published


def test_a_date_without_its_format(installed: Sheet) -> None:
    """A date that was made a plain number is read as the day that it is."""
    worksheet = installed.worksheet("Candidates")
    worksheet.update_cell(2, installed.column("Shelved on") + 1, 46082)
    assert installed.refresh().plan.book.people["ana@mail.example"].shelved_on == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("zone", "setting", "today"),
    [
        ("Pacific/Kiritimati", None, date(2026, 11, 23)),
        ("Pacific/Honolulu", None, date(2026, 11, 22)),
        ("Pacific/Honolulu", "Pacific/Kiritimati", date(2026, 11, 23)),
        ("GMT+14:00", None, date(2026, 11, 23)),
        ("GMT-12:00", None, date(2026, 11, 22)),
    ],
)
def test_whose_midnight_decides(
    emulator: Emulator, tmp_path: Path, zone: str, setting: str | None, today: date
) -> None:
    """A day begins when it begins in the spreadsheet's time zone, unless the settings name another."""
    sheet = Sheet(emulator, tmp_path, timeZone=zone)
    sheet.init()
    clock = Clock(time_zone=setting, now=lambda: datetime(2026, 11, 22, 12, tzinfo=UTC))
    assert refresh(sheet.store(), clock, Conventions()).plan.today == today
    assert sheet.tab("BP Runs")[1][2] == today.isoformat()


def test_an_unknown_time_zone_does_not_stop_a_run(emulator: Emulator, tmp_path: Path) -> None:
    """A time zone that this machine does not know does not stop a run: the machine's own counts."""
    sheet = Sheet(emulator, tmp_path, timeZone="Mars/Olympus_Mons")
    sheet.init()
    assert refresh(sheet.store(), Clock(), Conventions()).published


# Tabs


@pytest.mark.parametrize("tab", ["Candidates", "Requisitions"])
def test_a_renamed_tab_is_found_by_its_headers(refreshed: Sheet, tab: str) -> None:
    """A renamed tab is read all the same, and the run reports it."""
    refreshed.edit(rename_tab(refreshed, tab, "Our pool"))
    outcome = refreshed.refresh()
    (problem,) = (problem for problem in outcome.problems if problem.value == "Our pool")
    assert f"There is no tab '{tab}'; 'Our pool' has its headers" in problem.message
    assert (outcome.plan.counts["candidates"], outcome.plan.counts["requisitions_open"]) == (3, 2)
    assert not of(outcome, "BP Best match")


def test_people_are_shelved_into_a_renamed_tab(refreshed: Sheet) -> None:
    """A new person goes into the tab that is read, whatever it is called."""
    refreshed.edit(rename_tab(refreshed, "Candidates", "Our pool"))
    store = refreshed.store()
    assert store.shelve({"name": "Dora", "email": "dora@mail.example"}, store.read().version) == []
    assert refreshed.tab("Our pool")[4][:2] == ["Dora", "dora@mail.example"]


def test_of_two_tabs_alike_none_is_guessed(refreshed: Sheet) -> None:
    """Two tabs with the same headers and none with the right name: both are named, by a refresh and by init."""
    copy = {"duplicateSheet": {"sourceSheetId": refreshed.id_of("Candidates"), "newSheetName": "2025"}}
    refreshed.edit(copy, rename_tab(refreshed, "Candidates", "2026"))
    before = refreshed.version
    for run in (refreshed.refresh, refreshed.init):
        with pytest.raises(MissingTab, match=r"'2025' and '2026' both have the headers of Candidates: rename"):
            run()
    assert refreshed.version == before


def test_a_copy_beside_the_right_tab_is_ignored(refreshed: Sheet) -> None:
    """A person's backup of Candidates is theirs: it is neither read nor completed."""
    refreshed.edit({"duplicateSheet": {"sourceSheetId": refreshed.id_of("Candidates"), "insertSheetIndex": 0}})
    assert refreshed.titles()[0] == "Copy of Candidates"
    for column, text in enumerate(("Eve", "eve@mail.example", "Go", "Mid", "2026-03-01")):
        refreshed.type("Copy of Candidates", 4, column, text)
    outcome = refreshed.refresh()
    assert (outcome.plan.counts["candidates"], outcome.published) == (3, False)
    assert refreshed.init() == []


def test_headers_below_row_1(refreshed: Sheet) -> None:
    """Rows above the header stop the run, which says where the headers are; without them all is well again."""
    refreshed.edit({"insertDimension": {"range": lines(refreshed, "ROWS", 0, 2)}})
    before = refreshed.version
    with pytest.raises(MissingHeaders, match="headers seem to be in row 3: delete the rows above it"):
        refreshed.refresh()
    assert refreshed.version == before
    refreshed.edit({"deleteDimension": {"range": lines(refreshed, "ROWS", 0, 2)}})
    assert (refreshed.refresh().published, refreshed.seen("BP Best match")) == (False, BEST)


@pytest.mark.long
def test_twenty_five_columns_and_thousands_of_rows(emulator: Emulator, tmp_path: Path) -> None:
    """A reply of several megabytes is read right: the last row shows its own match."""
    rows = 2_000
    header = [*CANDIDATES[0], *(f"Note {number}" for number in range(18))]
    people: list[list[Any]] = [
        [f"Person {n}", f"p{n}@mail.example", "Knitting", "Junior", "2026-03-01", "Timing", *["x" * 50] * 19]
        for n in range(rows - 1)
    ]
    people.append(["Last", "last@mail.example", "Kubernetes, Go", "Senior", "2026-03-01", "Timing", *["y"] * 19])
    sheet = Sheet(emulator, tmp_path, {"Candidates": [header, *people], "Requisitions": REQUISITIONS})
    sheet.init()
    outcome = sheet.refresh()
    assert (outcome.plan.counts["candidates"], vars(outcome.requests)) == (rows, {"read": 2, "write": 1})
    assert sheet.seen("BP Best match")["last@mail.example"] == BEST["ana@mail.example"]
    assert not sheet.refresh().published


# Our columns


def hide(sheet: Sheet) -> dict[str, Any]:
    """Every BP column is hidden."""
    span = lines(sheet, "COLUMNS", sheet.column(BP_HEADERS[0]), len(BP_HEADERS))
    return {"updateDimensionProperties": {"range": span, "properties": {"hiddenByUser": True}, "fields": "*"}}


def whole_table(sheet: Sheet) -> dict[str, int]:
    """The rows below the header, ours and theirs."""
    width = len(sheet.tab("Candidates")[0])
    return {
        "sheetId": sheet.id_of("Candidates"),
        "startRowIndex": 1,
        "endRowIndex": 4,
        "startColumnIndex": 0,
        "endColumnIndex": width,
    }


def sort(sheet: Sheet) -> dict[str, Any]:
    """The table is sorted by BP Score."""
    spec = {"dimensionIndex": sheet.column("BP Score"), "sortOrder": "DESCENDING"}
    return {"sortRange": {"range": whole_table(sheet), "sortSpecs": [spec]}}


def filter_(sheet: Sheet) -> dict[str, Any]:
    """A filter shows the rows of one band."""
    column = sheet.column("BP Band")
    shown = {str(column): {"hiddenValues": ["", "Possible", "Good"]}}
    area = whole_table(sheet) | {"startRowIndex": 0}
    return {"setBasicFilter": {"filter": {"range": area, "criteria": shown}}}


def move(sheet: Sheet) -> dict[str, Any]:
    """BP Best match goes to the left edge."""
    return move_column(sheet, sheet.column("BP Best match"), 0)


@pytest.mark.parametrize("edit", [hide, sort, filter_, move], ids=lambda edit: edit.__name__)
def test_what_people_may_do_with_our_columns(refreshed: Sheet, edit: Callable[[Sheet], dict[str, Any]]) -> None:
    """Hidden, sorted by, filtered or moved, the columns show each row its own, and there is nothing to fix."""
    refreshed.edit(edit(refreshed))
    assert refreshed.seen("BP Best match") == BEST
    outcome = refreshed.refresh()
    assert (outcome.published, [problem for problem in outcome.problems if problem.column in BP_HEADERS]) == (False, [])
    assert refreshed.init() == []


def test_a_deleted_column_is_reported_and_added_again(refreshed: Sheet) -> None:
    """A deleted BP column is a Problem that asks for init, which adds it again."""
    refreshed.edit(delete_column(refreshed, refreshed.column("BP Best match")))
    (problem,) = of(refreshed.refresh(), "BP Best match")
    assert problem.message == "There is no column BP Best match: run `backpocket init` to add it."
    assert refreshed.init() == ["add to Candidates the columns BP Best match"]
    assert refreshed.seen("BP Best match") == BEST
    assert not of(refreshed.refresh(), "BP Best match")


def test_a_renamed_bp_column_counts_as_a_persons(refreshed: Sheet) -> None:
    """A BP column with another header counts as a person's and stays; init adds ours again."""
    column = refreshed.column("BP Best match")
    refreshed.type("Candidates", 0, column, "Who fits")
    assert of(refreshed.refresh(), "BP Best match")
    refreshed.init()
    assert refreshed.tab("Candidates")[0][column] == "Who fits"
    assert refreshed.seen("BP Best match") == BEST
    assert not of(refreshed.refresh(), "BP Best match")


def test_a_bp_column_pasted_as_values_counts_as_a_persons(refreshed: Sheet) -> None:
    """A BP column that was pasted over itself as values is old: it counts as a person's, and init is asked for ours."""
    column = refreshed.column("BP Best match")
    for row, text in enumerate(["BP Best match", "REQ-9 Old", "", ""]):
        refreshed.type("Candidates", row, column, text)
    (problem,) = of(refreshed.refresh(), "BP Best match")
    assert "run `backpocket init`" in problem.message
    refreshed.init()
    assert refreshed.tab("Candidates")[1][column] == "REQ-9 Old"
    assert BEST["ana@mail.example"] in refreshed.tab("Candidates")[1]


def test_a_column_without_room(refreshed: Sheet) -> None:
    """Something stands in the way of a column, which shows #REF!: the run names the cell, and heals when it is gone."""
    column = refreshed.column("BP Band")
    refreshed.type("Candidates", 3, column, "-")
    assert refreshed.tab("Candidates")[0][column] == "#REF!"
    blocked, kept = of(refreshed.refresh(), "BP Band")
    assert (blocked.row, "shows nothing, because there is something in" in blocked.message) == (4, True)
    assert (kept.row, "so it is kept" in kept.message) == (4, True)
    refreshed.type("Candidates", 3, column, "")
    assert not of(refreshed.refresh(), "BP Band")


def test_a_failed_formula_is_a_problem_of_its_row_only(refreshed: Sheet) -> None:
    """`#REF!` in a cell of people's is a Problem of that row; the others are read."""
    start = {"sheetId": refreshed.id_of("Candidates"), "rowIndex": 1, "columnIndex": refreshed.column("Shelved on")}
    cell = {"userEnteredValue": {"formulaValue": "=#REF!"}}
    refreshed.edit({"updateCells": {"start": start, "rows": [{"values": [cell]}], "fields": "userEnteredValue"}})
    (problem,) = of(refreshed.refresh(), "Shelved on")
    assert (problem.row, problem.value) == (2, "#REF!")
    assert refreshed.seen("BP Best match")["cleo@mail.example"] == BEST["cleo@mail.example"]


def test_a_candidate_id_that_people_add_later(refreshed: Sheet) -> None:
    """Rows get IDs: the columns still look up the addresses, so the run asks for init, which fixes them in place."""
    worksheet = refreshed.worksheet("Candidates")
    worksheet.insert_cols([["Candidate ID", 7, "C-2", ""]], 1)
    outcome = refreshed.refresh()
    assert all("run `backpocket init` to fix it" in of(outcome, header)[0].message for header in BP_HEADERS)
    assert refreshed.init() == [f"fix the formulas of {', '.join(BP_HEADERS)}"]
    outcome = refreshed.refresh()
    assert not [problem for problem in outcome.problems if problem.column in BP_HEADERS]
    assert refreshed.seen("BP Best match") == BEST
    assert refreshed.init() == []


@pytest.mark.parametrize("written", [True, *NO_IDS])
def test_what_is_no_id_is_skipped_by_the_formulas_too(written: bool | str, refreshed: Sheet) -> None:
    """A tick, a dash and the like under Candidate ID: the row goes by its address, and shows its match."""
    refreshed.worksheet("Candidates").insert_cols([["Candidate ID", "C-1", "", ""]], 1)
    refreshed.init()
    refreshed.refresh()
    refreshed.type("Candidates", 2, 0, written)
    problems = [problem for problem in refreshed.refresh().problems if problem.column in BP_HEADERS]
    assert (problems, refreshed.seen("BP Best match")) == ([], BEST)


def test_formulas_of_earlier_versions_work_until_a_row_needs_the_new_ones(refreshed: Sheet) -> None:
    """They skip nothing under Candidate ID. Only where that matters, the run asks for init."""
    worksheet = refreshed.worksheet("Candidates")
    worksheet.insert_cols([["Candidate ID", "C-1", "", ""]], 1)
    refreshed.init()
    for header in BP_HEADERS:
        at = rowcol_to_a1(1, refreshed.column(header) + 1)
        formula = str(worksheet.acell(at, ValueRenderOption.formula).value)
        worksheet.update([[re.sub(r'\*ISERROR\(FIND\(.*?\|"\)\)', "", formula)]], at, raw=False)
    assert not [problem for problem in refreshed.refresh().problems if problem.column in BP_HEADERS]
    refreshed.type("Candidates", 2, 0, "-")
    asked = [problem.column for problem in refreshed.refresh().problems if "run `backpocket init`" in problem.message]
    assert asked == BP_HEADERS
    assert refreshed.init() == [f"fix the formulas of {', '.join(BP_HEADERS)}"]
    refreshed.refresh()
    assert refreshed.seen("BP Best match") == BEST


def test_a_key_with_more_than_the_key_is_reported_with_its_cell(refreshed: Sheet) -> None:
    """The formulas look up what is typed: the run names the cell, and what to leave in it."""
    refreshed.type("Candidates", 1, 1, "mailto:ana@mail.example")
    for _ in range(2):
        (problem,) = (problem for problem in refreshed.refresh().problems if problem.column in BP_HEADERS)
        assert problem.row == 2
        assert problem.message.endswith("Email is 'mailto:ana@mail.example': leave only ana@mail.example there.")


def test_each_row_with_such_a_key_is_reported_once(refreshed: Sheet) -> None:
    """Rows that show something else are named one by one, each under another column, so that the list stays short."""
    for row, name in enumerate(("ana", "ben", "cleo"), start=1):
        refreshed.type("Candidates", row, 1, f"{name}@mail.example\u00a0")
    problems = [problem for problem in refreshed.refresh().problems if problem.column in BP_HEADERS]
    assert ([problem.row for problem in problems], len({problem.column for problem in problems})) == ([2, 3, 4], 3)


def test_a_key_with_invisible_characters_is_reported(refreshed: Sheet) -> None:
    """A formula that doesn't find its row's key shows nothing: every run says so, also one that has nothing new."""
    refreshed.type("Candidates", 1, 1, "ana@mail.example\u00a0")
    for _ in range(2):
        outcome = refreshed.refresh()
        (problem,) = (problem for problem in outcome.problems if problem.column in BP_HEADERS)
        assert (problem.row, "retype the key in that row" in problem.message) == (2, True)
    assert refreshed.seen("BP Best match")["ana@mail.example"] is None
    refreshed.type("Candidates", 1, 1, "ana@mail.example")
    assert not [problem for problem in refreshed.refresh().problems if problem.column in BP_HEADERS]
