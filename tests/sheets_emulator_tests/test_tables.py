from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import gspread
import pytest

from tests.sheets_emulator.server import Emulator
from tests.sheets_emulator.state import Sheet, Unknowns

AREA = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 4, "startColumnIndex": 0, "endColumnIndex": 3}
FOOTER = {"footerColorStyle": {"rgbColor": {"red": 1}}}
HEADER = '=ARRAYFORMULA(IF(ROW(B:B)=1;"BP Score";B:B))'
FORMULAS = ("kept", "text", "refused")


@pytest.fixture
def sheet(emulator: Emulator, client: gspread.Client) -> gspread.Spreadsheet:
    rows = [["Name", "Mail", None], ["b", 2], ["a", 1], ["c", 3]]
    return client.open_by_key(emulator.create({"T": rows, "U": []}))


def send(sheet: gspread.Spreadsheet, *requests: dict[str, Any]) -> list[dict[str, Any]]:
    return sheet.batch_update({"requests": list(requests)})["replies"]


def refused(sheet: gspread.Spreadsheet, request: dict[str, Any], match: str) -> None:
    with pytest.raises(gspread.exceptions.APIError, match=match):
        send(sheet, request)


def add(*columns: dict[str, Any], **given: Any) -> dict[str, Any]:
    table = {"tableId": "t1", "name": "People", "range": AREA, "columnProperties": list(columns)} | given
    return {"addTable": {"table": {name: value for name, value in table.items() if value is not None}}}


def update(fields: str, **given: Any) -> dict[str, Any]:
    return {"updateTable": {"table": {"tableId": "t1", **given}, "fields": fields}}


def append(*rows: Sequence[object], **given: Any) -> dict[str, Any]:
    lines = [{"values": [value_of(value) for value in row]} for row in rows]
    return {"appendCells": {"tableId": "t1", "rows": lines, "fields": "userEnteredValue"} | given}


def value_of(value: object) -> dict[str, Any]:
    if value is None:
        return {}
    return {"userEnteredValue": {"stringValue" if isinstance(value, str) else "numberValue": value}}


def formula(row: int, column: int, text: str) -> dict[str, Any]:
    cells = [{"values": [{"userEnteredValue": {"formulaValue": text}}]}]
    start = {"sheetId": 0, "rowIndex": row, "columnIndex": column}
    return {"updateCells": {"start": start, "rows": cells, "fields": "userEnteredValue"}}


def tables(sheet: gspread.Spreadsheet, fields: str = "sheets.tables") -> list[dict[str, Any]]:
    tabs = sheet.fetch_sheet_metadata({"fields": fields})["sheets"]
    return [table for tab in tabs for table in tab.get("tables", [])]


def area_of(sheet: gspread.Spreadsheet, identity: str = "t1") -> tuple[int, ...]:
    """The first and last row and column of a table, as a spreadsheet numbers and a range excludes them."""
    table = next(table for table in tables(sheet) if table["tableId"] == identity)
    names = ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")
    return tuple(table["range"][name] for name in names)


def switch(emulator: Emulator, sheet: gspread.Spreadsheet, **switches: Any) -> None:
    emulator.book(sheet.id).unknowns = replace(Unknowns(), **switches)


def first(emulator: Emulator, sheet: gspread.Spreadsheet) -> Sheet:
    return emulator.book(sheet.id).sheets[0]


def test_a_table_shows_its_range_and_columns(sheet: gspread.Spreadsheet) -> None:
    """The reply and a later reading show the table, with names from the header cells and none of zero's sheet ids."""
    rule = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "x"}]}}
    kinds = (
        {"columnIndex": 1, "columnType": "DOUBLE"},
        {"columnIndex": 2, "columnType": "DROPDOWN", "dataValidationRule": rule},
    )
    reply = send(sheet, add(*kinds))[0]["addTable"]["table"]
    assert reply == {
        "tableId": "t1",
        "name": "People",
        "range": {name: value for name, value in AREA.items() if name != "sheetId"},
        "columnProperties": [
            {"columnIndex": 0, "columnName": "Name"},
            {"columnIndex": 1, "columnName": "Mail", "columnType": "DOUBLE"},
            {"columnIndex": 2, "columnName": "Column 3", "columnType": "DROPDOWN", "dataValidationRule": rule},
        ],
    }
    assert (tables(sheet), tables(sheet, "sheets.properties")) == ([reply], [])
    assert tables(sheet, "sheets.tables.name") == [{"name": "People"}]


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (add(name="Other"), "A table with id t1 already exists"),
        (add(tableId="t2", name="people", range={**AREA, "sheetId": 7}), "with the name"),
        (add(tableId="t2", name="B", range={**AREA, "startRowIndex": 3, "endRowIndex": 6}), "must not overlap"),
        (add({"columnType": "DROPDOWN"}, tableId="t2", name="B", range={**AREA, "sheetId": 7}), "ONE_OF_LIST"),
        (update("range", range={**AREA, "endRowIndex": 0}), "room for its header"),
        (update("name", name="Second"), "with the name"),
        ({"deleteTable": {"tableId": "t9"}}, "No table with id: t9"),
    ],
)
def test_what_a_table_may_not_be(sheet: gspread.Spreadsheet, request_: dict[str, Any], message: str) -> None:
    """Ids and names are taken once, tables do not overlap, and dropdowns have a list."""
    second = add(tableId="s", name="Second", range={**AREA, "startRowIndex": 10, "endRowIndex": 12})
    send(sheet, {"addSheet": {"properties": {"sheetId": 7, "title": "V"}}}, add(), second)
    refused(sheet, request_, message)


def test_names_and_ids_are_made_where_none_are_given(sheet: gspread.Spreadsheet) -> None:
    """A table without a name is the next TableN."""
    beside = {**AREA, "startColumnIndex": 5, "endColumnIndex": 7}
    send(sheet, add(tableId=None, name=None), add(tableId=None, name=None, range=beside))
    found = tables(sheet)
    assert [table["name"] for table in found] == ["Table1", "Table2"]
    assert len({table["tableId"] for table in found}) == 2


def test_typed_columns_are_filled_with_their_defaults(sheet: gspread.Spreadsheet, emulator: Emulator) -> None:
    """Blank cells of checkboxes become FALSE and of ratings 0, in the body and nowhere else."""
    area = {**AREA, "endRowIndex": 6, "endColumnIndex": 4}
    kinds = ({"columnIndex": 2, "columnType": "BOOLEAN"}, {"columnIndex": 3, "columnType": "RATINGS_CHIP"})
    sheet.worksheet("T").update([[True, 3]], "C2")
    send(sheet, add({"columnName": "Person"}, *kinds, range=area, rowsProperties=FOOTER))
    names, *rows = emulator.shown(sheet.id, "T")
    assert (names, [row[2:] for row in rows]) == (
        ["Person", "Mail", "Column 3", "Column 4"],
        [[True, 3], *[[False, 0]] * 3],
    )


def test_a_footer_makes_the_table_a_row_longer(sheet: gspread.Spreadsheet) -> None:
    """A footer that is added takes the row below the table, and one that is removed gives it back."""
    send(sheet, add(), update("rowsProperties.footerColorStyle", rowsProperties=FOOTER))
    assert area_of(sheet) == (0, 5, 0, 3)
    assert tables(sheet)[0]["rowsProperties"] == FOOTER
    send(sheet, update("rowsProperties", rowsProperties=FOOTER))
    assert area_of(sheet) == (0, 5, 0, 3)
    send(sheet, update("rowsProperties.footerColorStyle"))
    assert area_of(sheet) == (0, 4, 0, 3)


def test_another_range_and_name(sheet: gspread.Spreadsheet) -> None:
    """Columns that stay keep their types when the range changes; new ones have a name."""
    send(sheet, add({"columnIndex": 1, "columnType": "DOUBLE"}))
    wider = {**AREA, "startColumnIndex": 1, "endColumnIndex": 4, "endRowIndex": 3}
    send(sheet, update("name,range", name="Renamed", range=wider))
    table = tables(sheet)[0]
    assert (table["name"], area_of(sheet)) == ("Renamed", (0, 3, 1, 4))
    assert [(item["columnName"], item.get("columnType")) for item in table["columnProperties"]] == [
        ("Mail", "DOUBLE"),
        ("Column 3", None),
        ("Column 4", None),
    ]


def test_deleting_a_table_leaves_its_cells(sheet: gspread.Spreadsheet, emulator: Emulator) -> None:
    """Only the table goes."""
    send(sheet, add())
    before = emulator.shown(sheet.id, "T")
    send(sheet, {"deleteTable": {"tableId": "t1"}})
    assert (tables(sheet), emulator.shown(sheet.id, "T")) == ([], before)


def test_rows_are_appended_to_the_end_of_the_body(sheet: gspread.Spreadsheet, emulator: Emulator) -> None:
    """Values begin at the table's first column, whatever sheet is named, and the table grows."""
    area = {**AREA, "startColumnIndex": 1, "endColumnIndex": 4}
    send(sheet, add({"columnIndex": 2, "columnType": "BOOLEAN"}, range=area))
    send(sheet, append(["x"], [None, "y"], sheetId=99))
    assert emulator.shown(sheet.id, "T")[4:] == [[None, "x", None, False], [None, None, "y", False]]
    assert area_of(sheet) == (0, 6, 1, 4)
    refused(sheet, append(["x"] * 4), "outside the table")


def test_appending_fills_blank_rows_of_the_body_first(sheet: gspread.Spreadsheet, emulator: Emulator) -> None:
    """The table grows only by the rows for which it has none left, above its footer."""
    send(sheet, add(range={**AREA, "endRowIndex": 7}, rowsProperties=FOOTER), append(["d"], ["e"], ["f"]))
    assert [row[:1] for row in emulator.shown(sheet.id, "T")[3:]] == [["c"], ["d"], ["e"], ["f"]]
    assert area_of(sheet) == (0, 8, 0, 3)


@pytest.mark.parametrize("inserted", ["whole rows", "table only"])
@pytest.mark.parametrize("footer", [True, False])
def test_appending_moves_what_stands_below(
    sheet: gspread.Spreadsheet, emulator: Emulator, inserted: str, footer: bool
) -> None:
    """A footer, or other content below the body, moves down, with what stands beside the table or without."""
    switch(emulator, sheet, inserted_row=inserted)
    sheet.worksheet("T").update([["total", 6, None, None, "beside"]], "A5")
    sheet.worksheet("T").update([["=SUM(B5)"]], "G1", raw=False)
    area = {**AREA, "endRowIndex": 5} if footer else AREA
    send(sheet, add(range=area, rowsProperties=FOOTER if footer else {}), append(["d", 4]))
    rows = emulator.shown(sheet.id, "T")
    assert [row[:2] for row in rows[3:]] == [["c", 3], ["d", 4], ["total", 6]]
    assert [row[4] for row in rows[4:]] == ([None, "beside"] if inserted == "whole rows" else ["beside", None])
    assert (rows[0][6], area_of(sheet)) == (6, (0, 6 if footer else 5, 0, 3))


def test_a_table_at_the_end_of_the_grid_enlarges_it(sheet: gspread.Spreadsheet, emulator: Emulator) -> None:
    """Appending needs no rows that are there already."""
    sheet.worksheet("T").update([["before"]], "A1000")
    send(sheet, add(range={**AREA, "endRowIndex": 1000}), append(["last"]))
    assert (first(emulator, sheet).row_count, area_of(sheet)) == (1001, (0, 1001, 0, 3))


@pytest.mark.parametrize("switched", FORMULAS)
def test_a_header_formula_when_a_range_becomes_a_table(
    sheet: gspread.Spreadsheet, emulator: Emulator, switched: str
) -> None:
    """At conversion a header formula stays or becomes the text that it showed; it is never refused."""
    switch(emulator, sheet, header_formula=switched)
    send(sheet, formula(0, 2, HEADER), add())
    shown = [row[2] for row in emulator.shown(sheet.id, "T")[:4]]
    kept = switched == "kept"
    assert (first(emulator, sheet).get(0, 2).formula == HEADER) is kept
    assert shown == (["BP Score", 2, 1, 3] if kept else ["BP Score", None, None, None])
    assert tables(sheet)[0]["columnProperties"][2]["columnName"] == "BP Score"


@pytest.mark.parametrize("switched", FORMULAS)
@pytest.mark.parametrize("way", ["cells", "values", "moved", "range"])
def test_a_header_formula_that_is_written_into_a_table(
    sheet: gspread.Spreadsheet, emulator: Emulator, switched: str, way: str
) -> None:
    """However a formula gets into the header row, it stays, becomes text, or is refused with the request named."""
    switch(emulator, sheet, header_formula=switched)
    send(sheet, formula(0, 4, HEADER), add())
    column = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 4, "endIndex": 5}
    ways = {
        "cells": lambda: send(sheet, formula(0, 2, HEADER)),
        "values": lambda: sheet.worksheet("T").update([[HEADER]], "C1", raw=False),
        "moved": lambda: send(sheet, {"moveDimension": {"source": column, "destinationIndex": 2}}),
        "range": lambda: send(sheet, update("range", range={**AREA, "endColumnIndex": 5})),
    }
    if switched == "refused" and way != "range":
        with pytest.raises(gspread.exceptions.APIError, match="You can't enter a formula into the header") as error:
            ways[way]()
        names = {"cells": "requests[0].updateCells", "values": "", "moved": "requests[0].moveDimension"}
        assert names[way] in str(error.value)
        return
    ways[way]()
    right = area_of(sheet)[3]
    formulas = [first(emulator, sheet).get(0, column).formula for column in range(right)]
    assert any(formulas) is (switched == "kept")
    assert "BP Score" in [item["columnName"] for item in tables(sheet)[0]["columnProperties"]]


def lines(dimension: str, start: int, end: int) -> dict[str, Any]:
    return {"sheetId": 0, "dimension": dimension, "startIndex": start, "endIndex": end}


def insert(dimension: str, start: int, count: int = 1) -> dict[str, Any]:
    return {"insertDimension": {"range": lines(dimension, start, start + count), "inheritFromBefore": start > 0}}


def delete(dimension: str, start: int, end: int) -> dict[str, Any]:
    return {"deleteDimension": {"range": lines(dimension, start, end)}}


def move(dimension: str, start: int, end: int, to: int) -> dict[str, Any]:
    return {"moveDimension": {"source": lines(dimension, start, end), "destinationIndex": to}}


def kinds(sheet: gspread.Spreadsheet) -> list[str | None]:
    return [item.get("columnType") for item in tables(sheet)[0]["columnProperties"]]


TYPED = (
    {"columnType": "TEXT"},
    {"columnIndex": 1, "columnType": "DOUBLE"},
    {"columnIndex": 2, "columnType": "BOOLEAN"},
)


@pytest.mark.parametrize(
    ("request_", "area", "types"),
    [
        (insert("ROWS", 0), (1, 5, 0, 3), ["TEXT", "DOUBLE", "BOOLEAN"]),
        (insert("ROWS", 2, 2), (0, 6, 0, 3), ["TEXT", "DOUBLE", "BOOLEAN"]),
        (insert("ROWS", 4), (0, 4, 0, 3), ["TEXT", "DOUBLE", "BOOLEAN"]),
        (delete("ROWS", 1, 3), (0, 2, 0, 3), ["TEXT", "DOUBLE", "BOOLEAN"]),
        (insert("COLUMNS", 0), (0, 4, 1, 4), ["TEXT", "DOUBLE", "BOOLEAN"]),
        (insert("COLUMNS", 1, 2), (0, 4, 0, 5), ["TEXT", None, None, "DOUBLE", "BOOLEAN"]),
        (delete("COLUMNS", 0, 2), (0, 4, 0, 1), ["BOOLEAN"]),
        (move("COLUMNS", 0, 1, 2), (0, 4, 0, 3), ["DOUBLE", "TEXT", "BOOLEAN"]),
        (move("COLUMNS", 5, 6, 1), (0, 4, 0, 4), ["TEXT", None, "DOUBLE", "BOOLEAN"]),
        (move("COLUMNS", 1, 2, 7), (0, 4, 0, 2), ["TEXT", "BOOLEAN"]),
    ],
)
def test_tables_follow_rows_and_columns(
    sheet: gspread.Spreadsheet, request_: dict[str, Any], area: tuple[int, ...], types: list[str | None]
) -> None:
    """A table grows, shrinks and moves with its cells, and its columns keep their types."""
    send(sheet, add(*TYPED), request_)
    assert (area_of(sheet), kinds(sheet)) == (area, types)


def test_a_table_can_not_be_moved_into_another(sheet: gspread.Spreadsheet) -> None:
    """Rows with a whole table do not go into the body of another one."""
    send(sheet, add(), add(tableId="t2", name="B", range={**AREA, "startRowIndex": 10, "endRowIndex": 12}))
    refused(sheet, move("ROWS", 10, 12, 2), "into another table")
    send(sheet, move("ROWS", 10, 12, 0))
    assert (area_of(sheet), area_of(sheet, "t2")) == ((2, 6, 0, 3), (0, 2, 0, 3))


@pytest.mark.parametrize("request_", [delete("ROWS", 0, 6), delete("COLUMNS", 0, 3), {"deleteSheet": {"sheetId": 0}}])
def test_a_table_goes_with_its_cells(sheet: gspread.Spreadsheet, request_: dict[str, Any]) -> None:
    """Deleting all of a table's rows, columns or its tab deletes the table; its name and id are free again."""
    send(sheet, add(), request_)
    assert tables(sheet) == []
    send(sheet, add(range={**AREA, "sheetId": sheet.worksheet("U").id}))


def test_inserted_rows_and_columns_belong_to_the_table(sheet: gspread.Spreadsheet, emulator: Emulator) -> None:
    """A new row has the defaults of typed columns, and a new column has a name."""
    send(sheet, add(*TYPED), insert("ROWS", 2), insert("COLUMNS", 1))
    header, _, row, *_ = emulator.shown(sheet.id, "T")
    assert (header, row) == (["Name", "Column 2", "Mail", "Column 3"], [None, None, None, False])


@pytest.mark.parametrize(("edge", "right"), [("beside", 3), ("inside", 5)])
def test_columns_inserted_at_the_right_edge(
    sheet: gspread.Spreadsheet, emulator: Emulator, edge: str, right: int
) -> None:
    """The switch decides whether a column inserted exactly behind the last one belongs to the table."""
    switch(emulator, sheet, edge_column=edge)
    send(sheet, add(*TYPED), insert("COLUMNS", 3, 2))
    assert area_of(sheet) == (0, 4, 0, right)
    assert kinds(sheet) == ["TEXT", "DOUBLE", "BOOLEAN", None, None][:right]


def test_cells_inserted_into_a_table(sheet: gspread.Spreadsheet, emulator: Emulator) -> None:
    """Cells pushed down over a table's whole width lengthen it, and formulas follow; half a table can't be shifted."""
    band = {"startRowIndex": 2, "endRowIndex": 3, "startColumnIndex": 0, "endColumnIndex": 3}
    push = {"range": {"sheetId": 0, **band}, "shiftDimension": "ROWS"}
    sheet.worksheet("T").update([["=B4", "beside", "=H4"]], "G4", raw=False)
    send(sheet, add(*TYPED), {"insertRange": push})
    rows = emulator.shown(sheet.id, "T")
    assert (rows[2], [row[0] for row in rows]) == ([None, None, False, *[None] * 6], ["Name", "b", None, "a", "c"])
    assert (rows[3][6:], area_of(sheet)) == ([3, "beside", "beside"], (0, 5, 0, 3))
    assert first(emulator, sheet).get(3, 6).formula == "=B5"
    send(sheet, {"deleteRange": push})
    assert (area_of(sheet), first(emulator, sheet).get(3, 6).formula) == ((0, 4, 0, 3), "=B4")
    half = {"range": {"sheetId": 0, **band, "endColumnIndex": 1}, "shiftDimension": "ROWS"}
    refused(sheet, {"insertRange": half}, "only a part of the cells of a table")


def test_a_duplicated_tab_has_tables_of_its_own(sheet: gspread.Spreadsheet) -> None:
    """A copied table has another id and name, on the copied tab; in another spreadsheet, too."""
    send(sheet, add(*TYPED), {"duplicateSheet": {"sourceSheetId": 0, "newSheetId": 9}})
    copy, own = tables(sheet)
    assert (copy["name"], copy["range"]["sheetId"], copy["columnProperties"]) == (
        "People_2",
        9,
        own["columnProperties"],
    )
    assert copy["tableId"] != own["tableId"] == "t1"


def test_cut_and_copied_tables(sheet: gspread.Spreadsheet) -> None:
    """A table that is cut whole moves; one that is copied whole is there twice; a part of it is only cells."""
    place = {"sheetId": 0, "rowIndex": 10, "columnIndex": 4}
    send(sheet, add(*TYPED), {"cutPaste": {"source": AREA, "destination": place, "pasteType": "PASTE_NORMAL"}})
    assert area_of(sheet) == (10, 14, 4, 7)
    moved = {**AREA, "startRowIndex": 10, "endRowIndex": 14, "startColumnIndex": 4, "endColumnIndex": 7}
    copy = {"source": moved, "destination": {**AREA, "endRowIndex": 8}, "pasteType": "PASTE_NORMAL"}
    send(sheet, {"copyPaste": copy})
    assert [table["name"] for table in tables(sheet)] == ["People", "People_2", "People_3"]
    send(sheet, {"copyPaste": copy | {"source": {**moved, "endRowIndex": 13}, "destination": AREA}})
    assert kinds(sheet) == ["TEXT", "DOUBLE", "BOOLEAN"]
    assert len(tables(sheet)) == 3
    cut = {"source": moved, "destination": place | {"rowIndex": 2, "columnIndex": 1}, "pasteType": "PASTE_NORMAL"}
    refused(sheet, {"cutPaste": cut}, "onto another table")


def test_switches_belong_to_the_spreadsheet(emulator: Emulator) -> None:
    """The service gives its switches to new spreadsheets; those that are there keep their own."""
    old = emulator.create({"T": []})
    emulator.service.unknowns = Unknowns(edge_column="inside")
    book = emulator.book(emulator.create({"T": []}))
    assert (emulator.book(old).unknowns, book.clone().unknowns) == (Unknowns(), Unknowns(edge_column="inside"))
