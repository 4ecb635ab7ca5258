"""People's tabs as native tables, under every answer to what is not known of the service."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from automation.core.model import Cell, Conventions
from automation.core.text import text_of
from automation.errors import ActionError, TwoTables
from automation.refresh import refresh
from automation.retry import landed
from automation.store.google.connection import Requests
from tests.sheets_emulator import chips
from tests.sheets_emulator.server import Emulator
from tests.sheets_emulator.service import Service
from tests.sheets_emulator.state import Unknowns
from tests.store.contract import CANDIDATES, CLOCK, REQUISITIONS
from tests.store.google_sheet import BEST, TABS, Request, Sheet, lines, named, unknowns

WIDTH = len(CANDIDATES[0])
PERSON: Mapping[str, Cell] = {"name": "Dee Fox", "email": "dee@mail.example", "shelved_on": "2026-11-22"}


@pytest.fixture(params=unknowns(), ids=named)
def switched(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Sheet]:
    """A team's spreadsheet under one combination of the switches."""
    with Emulator(Service(unknowns=request.param)) as emulator:
        yield Sheet(emulator, tmp_path)


@pytest.fixture(params=["kept", "text", "refused"])
def sheet(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Sheet]:
    """A team's spreadsheet; header formulas of tables are kept, become text, or are refused."""
    with Emulator(Service(unknowns=Unknowns(request.param))) as emulator:
        yield Sheet(emulator, tmp_path)


def area(sheet: Sheet, top: int, bottom: int, left: int, right: int, tab: str = "Candidates") -> dict[str, int]:
    """A `GridRange`."""
    ends = {"startRowIndex": top, "endRowIndex": bottom, "startColumnIndex": left, "endColumnIndex": right}
    return {"sheetId": sheet.id_of(tab), **ends}


def table(sheet: Sheet, width: int = WIDTH, tab: str = "Candidates", **more: Any) -> Request:
    """Convert the first columns of a tab to a table, from its row of headers to its last row."""
    top = more.pop("top", 0)
    rows = more.pop("rows", len(TABS[tab]))
    made = {"tableId": tab, "name": f"{tab} table", "range": area(sheet, top, top + rows, 0, width, tab), **more}
    return {"addTable": {"table": made}}


def our_columns(sheet: Sheet) -> list[int]:
    """Where our formulas stand in row 1 of Candidates."""
    book = sheet.emulator.book(sheet.key)
    tab = book.sheet_titled("Candidates")
    assert tab is not None
    return [at for at, cell in enumerate(tab.cells[0]) if cell and cell.formula and '"BP ' in cell.formula]


def end_of_table(sheet: Sheet) -> int:
    """The column after the table of Candidates."""
    found = sheet.emulator.book(sheet.key).sheet_titled("Candidates")
    assert found is not None
    return int(found.tables[0]["range"]["endColumnIndex"])


def best(sheet: Sheet) -> dict[str, Any]:
    """What people see as best match, by e-mail."""
    return {who: what for who, what in sheet.seen("BP Best match").items() if "@" in who}


class TestBeside:
    def test_init_puts_columns_beside_a_table(self, switched: Sheet) -> None:
        """One narrow empty column lies between a table and our columns, and every match is by its person."""
        switched.edit(table(switched), table(switched, len(REQUISITIONS[0]), "Requisitions"))
        before = switched.people()
        switched.init()
        outcome = switched.refresh()
        assert [str(problem) for problem in outcome.problems if problem.column.startswith("BP ")] == []
        assert our_columns(switched)[0] == end_of_table(switched) + 1 == WIDTH + 1
        assert best(switched) == BEST
        assert switched.people() == before
        assert switched.init() == []

    def test_a_refresh_costs_the_same(self, sheet: Sheet) -> None:
        """Two reads and a write; one read if nothing is new."""
        sheet.edit(table(sheet), table(sheet, len(REQUISITIONS[0]), "Requisitions"))
        sheet.init()
        first, second = sheet.store(), sheet.store()
        refresh(first, CLOCK, Conventions())
        refresh(second, CLOCK, Conventions())
        assert (first.requests, second.requests) == (Requests(2, 1), Requests(1, 0))

    def test_at_the_edge_of_the_grid(self, switched: Sheet) -> None:
        """Where a table reaches to the last column of the grid, a narrow one is added first."""
        columns = {"sheetId": switched.id_of("Candidates"), "gridProperties": {"columnCount": WIDTH}}
        switched.edit({"updateSheetProperties": {"properties": columns, "fields": "gridProperties.columnCount"}})
        switched.edit(table(switched))
        switched.init()
        switched.refresh()
        assert our_columns(switched)[0] == end_of_table(switched) + 1 == WIDTH + 1
        assert best(switched) == BEST

    def test_a_table_without_a_required_header_at_the_edge_of_the_grid(self, switched: Sheet) -> None:
        """`init` adds the header and our columns apart from the table, and is not refused."""
        switched.init()
        switched.refresh()
        last = our_columns(switched)[-1] + 1
        columns = {"sheetId": switched.id_of("Candidates"), "gridProperties": {"columnCount": last}}
        switched.edit({"updateSheetProperties": {"properties": columns, "fields": "gridProperties.columnCount"}})
        switched.edit(table(switched, last))
        switched.type("Candidates", 0, 1, "Address")
        switched.init()
        assert end_of_table(switched) == last
        headers = switched.tab("Candidates")[0]
        assert (headers[1], headers[last + 1]) == ("Address", "Email")

    def test_people_keep_what_stands_beside_a_table(self, switched: Sheet) -> None:
        """With notes right beside the table, our columns go to the end of the grid."""
        switched.edit(table(switched))
        switched.type("Candidates", 2, WIDTH, "a note beside")
        switched.init()
        switched.refresh()
        assert switched.tab("Candidates")[2][WIDTH] == "a note beside"
        assert best(switched) == BEST

    @pytest.mark.parametrize("convert", [WIDTH, None], ids=["theirs only", "ours, too"])
    def test_a_tab_that_is_converted_later(self, switched: Sheet, convert: int | None) -> None:
        """The next run says which columns stopped, `init` puts them beside the table, and what people typed stays."""
        switched.init()
        switched.refresh()
        last = our_columns(switched)[-1] + 1
        switched.edit(table(switched, convert or last))
        before = [row[:WIDTH] for row in switched.tab("Candidates")]
        said = [problem for problem in switched.refresh().problems if problem.column.startswith("BP ")]
        assert bool(said) == (convert is None)
        assert all("backpocket init" in problem.message for problem in said)
        wrong = {who: what for who, what in best(switched).items() if what and what != BEST[who]}
        assert wrong == {}
        switched.init()
        outcome = switched.refresh()
        assert [str(problem) for problem in outcome.problems if problem.column.startswith("BP ")] == []
        assert all(column >= end_of_table(switched) for column in our_columns(switched))
        assert best(switched) == BEST
        assert [row[:WIDTH] for row in switched.tab("Candidates")] == before
        headers = switched.tab("Candidates")[0]
        assert len([one for one in headers if one == "BP Best match"]) == 1
        assert switched.init() == []

    def test_a_hidden_tab_that_was_renamed_too(self, switched: Sheet) -> None:
        """One `init` is enough, although giving BP Data its name back changes the text of every formula."""
        switched.init()
        switched.refresh()
        title = {"sheetId": switched.id_of("BP Data"), "title": "BP Data 191"}
        switched.edit({"updateSheetProperties": {"properties": title, "fields": "title"}})
        switched.edit(table(switched, our_columns(switched)[-1] + 1))
        switched.init()
        switched.refresh()
        assert switched.init() == []
        assert best(switched) == BEST

    def test_what_was_typed_into_a_stopped_column_stays(self, sheet: Sheet) -> None:
        """A column of ours that a table took keeps what people typed there, under another name."""
        sheet.init()
        sheet.refresh()
        column = sheet.column("BP Best match")
        sheet.edit(table(sheet, our_columns(sheet)[-1] + 1))
        sheet.type("Candidates", 2, column, "my own note")
        sheet.type("Candidates", 2, 6, "BP Best match")
        sheet.init()
        sheet.refresh()
        rows = sheet.tab("Candidates")
        assert (rows[0][column], rows[2][column]) == ("BP Best match (old)", "my own note")
        assert rows[2][6] == "BP Best match"
        assert best(sheet) == BEST

    def test_sorted_and_with_rows_inserted(self, switched: Sheet) -> None:
        """A table that is sorted or gets a row still shows each match by its person."""
        switched.edit(table(switched))
        switched.init()
        switched.refresh()
        unknowns = switched.emulator.book(switched.key).unknowns
        body = area(switched, 1, len(CANDIDATES), 0, WIDTH)
        if unknowns.sort_takes_beside:
            body["endColumnIndex"] = our_columns(switched)[-1] + 1
        spec = {"dimensionIndex": 1, "sortOrder": "DESCENDING"}
        switched.edit({"sortRange": {"range": body, "sortSpecs": [spec]}})
        assert best(switched) == BEST
        if unknowns.inserted_row == "whole rows":
            switched.edit({"insertDimension": {"range": lines(switched, "ROWS", 2), "inheritFromBefore": False}})
        else:
            part = area(switched, 2, 3, 0, WIDTH)
            switched.edit({"insertRange": {"range": part, "shiftDimension": "ROWS"}})
        assert best(switched) == BEST
        assert switched.refresh().plan.counts["candidates"] == 3


class TestNew:
    def test_init_makes_tables_and_reads_them(self, switched: Sheet) -> None:
        """Dropdowns, dates and people chips; our columns beside them; then people are shelved, matched and shown."""
        key = switched.emulator.create({"Sheet1": ()})
        new = Sheet.over(switched, key)
        lines_done = new.init(tables=True)
        assert "add the tab Candidates as a table" in lines_done
        store = new.store()
        person = {**PERSON, "skills": "Go", "level": "Senior", "shelve_reason": "Timing", "owner": "dana@acme.example"}
        assert store.shelve(person, store.read().version) == []
        # Into the blank row that a new table has, so that the list begins right below its header.
        assert [row[0] for row in new.tab("Candidates")[:2]] == ["Name", "Dee Fox"]
        req = ["REQ-1", "Go Developer", None, None, "Go"]
        for at, text in enumerate(req):
            if text:
                new.type("Requisitions", 1, at, text)
        headers = new.tab("Requisitions")[0]
        for header, text in (("Level", "Senior"), ("Opened on", "2026-11-01"), ("Status", "Open")):
            new.type("Requisitions", 1, headers.index(header), text)
        outcome = new.refresh()
        assert [str(problem) for problem in outcome.problems if problem.row] == []
        assert new.seen("BP Best match") == {"dee@mail.example": "REQ-1 Go Developer"}
        columns = new.table_of("Candidates")["columnProperties"]
        kinds = {header: one.get("columnType") for header, one in zip(new.tab("Candidates")[0], columns, strict=False)}
        assert (kinds["Owner"], kinds["Shelve reason"], kinds["Shelved on"]) == ("PEOPLE_CHIP", "DROPDOWN", "DATE")
        assert new.init() == []


class TestReading:
    def test_a_banner_and_a_footer_are_no_people(self, sheet: Sheet) -> None:
        """Rows above the headers and the totals below are not read; problems name the row that people see."""
        sheet.edit({"insertDimension": {"range": lines(sheet, "ROWS", 0, 2), "inheritFromBefore": False}})
        sheet.type("Candidates", 0, 1, "our people, spring list")
        footer = {"rowsProperties": {"footerColorStyle": {"rgbColor": {"red": 1}}}}
        sheet.edit(table(sheet, top=2, rows=len(CANDIDATES) + 1, **footer))
        sheet.type("Candidates", 2 + len(CANDIDATES), 1, "3")
        sheet.type("Candidates", 3, 4, "someday")
        sheet.init()
        outcome = sheet.refresh()
        assert outcome.plan.counts["candidates"] == 3
        assert [(problem.row, problem.column) for problem in outcome.problems if problem.row] == [(4, "Shelved on")]
        rows = sheet.tab("Candidates")
        column, email = rows[2].index("BP Best match"), rows[2].index("Email")
        seen = {text_of(row[email]).lower(): row[column] for row in rows[3:6]}
        assert seen == BEST
        assert not any(row[column] for row in [*rows[:2], *rows[6:]] if column < len(row))

    def test_a_row_below_the_table_is_reported(self, sheet: Sheet) -> None:
        """It is not read, and not lost without a word."""
        sheet.edit(table(sheet, rows=len(CANDIDATES) - 1))
        sheet.init()
        outcome = sheet.refresh()
        assert outcome.plan.counts["candidates"] == 2
        (said,) = [problem for problem in outcome.problems if problem.row]
        assert (said.row, said.value) == (len(CANDIDATES), "Cleo Marsh")
        assert "stands below the table" in said.message

    def test_defaults_of_checkboxes_and_ratings_are_no_people(self, sheet: Sheet) -> None:
        """Blank rows with FALSE and 0 are no candidates, in a table and in a column of checkboxes."""
        kinds = [{"columnIndex": 6, "columnType": "BOOLEAN", "columnName": "Our own column"}]
        for row in range(1, 4):
            start = {"sheetId": sheet.id_of("Candidates"), "rowIndex": row, "columnIndex": 6}
            sheet.edit({"updateCells": {"start": start, "rows": [{"values": [{}]}], "fields": "userEnteredValue"}})
        sheet.edit(table(sheet, rows=30, columnProperties=kinds))
        assert sheet.tab("Candidates")[20][6] is False
        sheet.init()
        outcome = sheet.refresh()
        assert outcome.plan.counts["candidates"] == 3
        assert [problem for problem in outcome.problems if problem.row] == []

    def test_ratings_are_read_and_a_blank_one_is_none(self, sheet: Sheet) -> None:
        """The stars of a rating chip are a number; the 0 of a row without stars is no rating."""
        sheet.type("Candidates", 0, 6, "Rating")
        blank = {"range": area(sheet, 1, len(CANDIDATES), 6, 7), "fields": "userEnteredValue"}
        kinds = [{"columnIndex": 6, "columnType": "RATINGS_CHIP", "columnName": "Rating"}]
        sheet.edit({"updateCells": blank}, table(sheet, columnProperties=kinds))
        stars = [{"values": [{"userEnteredValue": {"numberValue": 4}}]}]
        sheet.edit({"updateCells": {"range": area(sheet, 1, 2, 6, 7), "rows": stars, "fields": "userEnteredValue"}})
        sheet.init()
        outcome = sheet.refresh()
        assert [problem for problem in outcome.problems if problem.row] == []
        assert [row[6] for row in sheet.store().read().tabs["Candidates"][1:4]] == [4, None, None]

    def test_checkboxes_below_a_table_are_not_reported(self, sheet: Sheet) -> None:
        """Someone inserted checkboxes down a whole column: those below the table are no rows to move."""
        sheet.edit(table(sheet))
        start = {"sheetId": sheet.id_of("Candidates"), "rowIndex": len(CANDIDATES), "columnIndex": 0}
        boxes = [{"values": [{"userEnteredValue": {"boolValue": False}}]}] * 5
        sheet.edit({"updateCells": {"start": start, "rows": boxes, "fields": "userEnteredValue"}})
        sheet.init()
        assert [problem for problem in sheet.refresh().problems if problem.row] == []

    def test_another_table_beside_ours_does_not_matter(self, sheet: Sheet) -> None:
        """The table with our headers is read; a second one with other headers on the tab is not."""
        sheet.edit(table(sheet))
        for at, text in enumerate(("Name", "Status", "Email")):
            sheet.type("Candidates", 0, WIDTH + 2 + at, text)
            sheet.type("Candidates", 1, WIDTH + 2 + at, f"other {at}")
        other = {"tableId": "other", "range": area(sheet, 0, 2, WIDTH + 2, WIDTH + 5)}
        sheet.edit({"addTable": {"table": other}})
        sheet.init()
        assert sheet.refresh().plan.counts["candidates"] == 3

    def test_two_tables_with_our_headers_are_said(self, sheet: Sheet) -> None:
        """Which of them holds the people is a question for a person."""
        sheet.edit(table(sheet, tab="Requisitions", width=len(REQUISITIONS[0])))
        book = sheet.emulator.book(sheet.key)
        for row, cells in enumerate(REQUISITIONS):
            for at, text in enumerate(cells):
                sheet.type("Requisitions", row + 10, at, str(text))
        second = area(sheet, 10, 10 + len(REQUISITIONS), 0, len(REQUISITIONS[0]), "Requisitions")
        sheet.edit({"addTable": {"table": {"tableId": "second", "name": "Second", "range": second}}})
        before = book.version
        with pytest.raises(TwoTables, match="'Requisitions table' and 'Second' both have the headers"):
            sheet.init()
        assert sheet.emulator.book(sheet.key).version == before

    def test_people_chips_are_read_with_their_address(self, sheet: Sheet) -> None:
        """An owner's chip counts as name and address; a key stays as it is shown."""
        sheet.type("Candidates", 0, 6, "Owner")
        tab = sheet.emulator.book(sheet.key).sheet_titled("Candidates")
        assert tab is not None
        text, runs = chips.person("dana.reyes@acme.example")
        tab.put(1, 6, tab.get(1, 6)._replace(value=text, chips=runs))
        sheet.edit(table(sheet))
        sheet.init()
        people = sheet.refresh().plan.follow_ups
        assert people["owner"][0] == "Dana Reyes <dana.reyes@acme.example>"


class TestShelving:
    def shelve(self, sheet: Sheet, **more: str) -> list[str]:
        """Add a person; what the program says of it."""
        store = sheet.store()
        return [str(one) for one in store.shelve({**PERSON, **more}, store.read().version)]

    def test_a_new_person_goes_into_the_table_above_its_footer(self, switched: Sheet) -> None:
        """The table grows by the row, and what stands below it stays."""
        footer = {"rowsProperties": {"footerColorStyle": {"rgbColor": {"red": 1}}}}
        switched.edit(table(switched, rows=len(CANDIDATES) + 1, **footer))
        switched.type("Candidates", len(CANDIDATES), 1, "3")
        switched.type("Candidates", len(CANDIDATES) + 2, 0, "a note below")
        switched.init()
        assert self.shelve(switched) == []
        rows = switched.tab("Candidates")
        assert rows[len(CANDIDATES)][:2] == ["Dee Fox", "dee@mail.example"]
        assert text_of(rows[len(CANDIDATES) + 1][1]) == "3"
        assert [row[0] for row in rows if row and row[0] == "a note below"] == ["a note below"]
        assert switched.refresh().plan.counts["candidates"] == 4

    def test_cells_have_the_types_of_their_columns(self, sheet: Sheet) -> None:
        """A date is a date, an owner with an address a chip, and a listed word as it is listed."""
        sheet.type("Candidates", 0, 6, "Owner")
        listed = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "Bad timing"}]}}
        kinds = [
            {"columnIndex": 4, "columnType": "DATE", "columnName": "Shelved on"},
            {"columnIndex": 5, "columnType": "DROPDOWN", "columnName": "Shelve reason", "dataValidationRule": listed},
            {"columnIndex": 6, "columnType": "PEOPLE_CHIP", "columnName": "Owner"},
        ]
        sheet.edit(table(sheet, columnProperties=kinds))
        sheet.init()
        assert self.shelve(sheet, shelve_reason="bad timing", owner="Dana <dana.reyes@acme.example>") == []
        tab = sheet.emulator.book(sheet.key).sheet_titled("Candidates")
        assert tab is not None
        row = len(CANDIDATES)
        assert tab.get(row, 4).value == 46348
        assert tab.get(row, 5).value == "Bad timing"
        assert tab.get(row, 6).chips is not None

    def test_a_word_that_is_not_listed_is_answered_with_the_nearest(self, sheet: Sheet) -> None:
        """Nothing is added."""
        listed = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "Bad timing"}]}}
        kinds = [
            {"columnIndex": 5, "columnType": "DROPDOWN", "columnName": "Shelve reason", "dataValidationRule": listed}
        ]
        sheet.edit(table(sheet, columnProperties=kinds))
        sheet.init()
        before = sheet.emulator.book(sheet.key).version
        with pytest.raises(ActionError, match="'Timing' is not in the dropdown list of column F: choose 'Bad timing'"):
            self.shelve(sheet, shelve_reason="Timing")
        assert sheet.emulator.book(sheet.key).version == before

    def test_a_column_beside_the_table_is_filled_too(self, switched: Sheet) -> None:
        """With Shelved on outside the table, the row is inserted above the table's last one."""
        switched.edit(table(switched, 4))
        switched.init()
        assert self.shelve(switched) == []
        assert switched.refresh().plan.counts["candidates"] == 4

    def test_a_table_that_goes_meanwhile(self, sheet: Sheet) -> None:
        """The row is added to the tab after a fresh reading."""
        sheet.edit(table(sheet))
        sheet.init()
        store = sheet.store()
        sheet.before(2, lambda: sheet.edit({"deleteTable": {"tableId": "Candidates"}}))
        said = landed(lambda: store.shelve(PERSON, store.read().version))
        assert (said, sheet.tab("Candidates")[len(CANDIDATES)][0]) == ([], "Dee Fox")
