from typing import Any

import gspread
import pytest

from tests.sheets_emulator.server import Emulator


@pytest.fixture
def sheet(emulator: Emulator, client: gspread.Client) -> gspread.Spreadsheet:
    return client.open_by_key(emulator.create({"T": [["Name", "Mail"], ["b", 2], ["a", 1], ["c", 3]], "U": []}))


def send(sheet: gspread.Spreadsheet, *requests: dict[str, Any]) -> list[dict[str, Any]]:
    return sheet.batch_update({"requests": list(requests)})["replies"]


def name(identity: str, **area: int) -> dict[str, Any]:
    return {"addNamedRange": {"namedRange": {"namedRangeId": identity, "name": f"n_{identity}", "range": area}}}


def insert(dimension: str, start: int, end: int) -> dict[str, Any]:
    span = {"sheetId": 0, "dimension": dimension, "startIndex": start, "endIndex": end}
    return {"insertDimension": {"range": span, "inheritFromBefore": False}}


def named(sheet: gspread.Spreadsheet) -> dict[str, Any]:
    return {item["namedRangeId"]: item["range"] for item in sheet.list_named_ranges()}


SORT = {
    "sortRange": {
        "range": {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 4, "startColumnIndex": 0, "endColumnIndex": 1},
        "sortSpecs": [{"dimensionIndex": 0, "sortOrder": "ASCENDING"}],
    }
}


def test_a_batch_is_applied_whole_or_not_at_all(sheet: gspread.Spreadsheet, emulator: Emulator) -> None:
    """A failing request undoes those before it, and the error names it."""
    before = emulator.shown(sheet.id, "T")
    with pytest.raises(gspread.exceptions.APIError, match=r"Invalid requests\[1\]\.deleteNamedRange: "):
        send(sheet, insert("ROWS", 0, 2), {"deleteNamedRange": {"namedRangeId": "none"}})
    assert (emulator.shown(sheet.id, "T"), emulator.book(sheet.id).sheets[0].row_count) == (before, 1000)


@pytest.mark.parametrize(
    "request_",
    [
        name("bp_gen_1", sheetId=0),
        {"addSheet": {"properties": {"sheetId": 77, "title": "V"}}},
        {"addProtectedRange": {"protectedRange": {"protectedRangeId": 5, "range": {"sheetId": 0}}}},
        {
            "createDeveloperMetadata": {
                "developerMetadata": {
                    "metadataId": 9,
                    "metadataKey": "k",
                    "visibility": "DOCUMENT",
                    "location": {"spreadsheet": True},
                }
            }
        },
    ],
)
def test_an_explicit_id_that_exists_is_an_error(sheet: gspread.Spreadsheet, request_: dict[str, Any]) -> None:
    """Of two runs that add the same id, only one lands."""
    send(sheet, request_)
    with pytest.raises(gspread.exceptions.APIError, match="already exists"):
        send(sheet, request_)


def test_null_counts_as_a_missing_field(sheet: gspread.Spreadsheet) -> None:
    """Null is accepted wherever a field could stand."""
    given = {"range": {"sheetId": 0}, "description": None, "warningOnly": True, "editors": None}
    reply = send(sheet, {"addProtectedRange": {"protectedRange": given}})
    assert "description" not in reply[0]["addProtectedRange"]["protectedRange"]


def test_inserts_move_names_and_metadata(sheet: gspread.Spreadsheet, emulator: Emulator) -> None:
    """An insert moves what names cells behind it, and a deleted column takes its metadata with it."""
    column = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 1, "endIndex": 2}
    mark = {"metadataKey": "k", "visibility": "DOCUMENT", "location": {"dimensionRange": column}}
    send(sheet, name("a", sheetId=0, startColumnIndex=1, endColumnIndex=2))
    send(sheet, {"createDeveloperMetadata": {"developerMetadata": mark}}, insert("COLUMNS", 0, 2))
    book = emulator.book(sheet.id)
    assert named(sheet)["a"] == {"startColumnIndex": 3, "endColumnIndex": 4}
    assert book.metadata[0]["location"]["dimensionRange"]["startIndex"] == 3
    send(sheet, {"deleteDimension": {"range": column | {"startIndex": 3, "endIndex": 4}}})
    assert (book.metadata, named(sheet)) == ([], {})


def test_a_named_range_whose_cells_are_gone_keeps_its_name(sheet: gspread.Spreadsheet) -> None:
    """Deleting all cells of a named range hides it from replies, but its name and id stay taken until it is deleted."""
    identity = sheet.worksheet("U").id
    send(sheet, name("gone", sheetId=identity), {"deleteSheet": {"sheetId": identity}})
    assert named(sheet) == {}
    with pytest.raises(gspread.exceptions.APIError, match="already exists"):
        send(sheet, name("gone", sheetId=0))
    send(sheet, {"deleteNamedRange": {"namedRangeId": "gone"}}, name("gone", sheetId=0))
    assert list(named(sheet)) == ["gone"]


def test_formats_show_their_colours_in_both_fields(sheet: gspread.Spreadsheet) -> None:
    """A colour given in one field shows in its twin, without channels that are 0."""
    sheet.worksheet("T").format("A1", {"backgroundColor": {"red": 0, "green": 1}, "textFormat": {"bold": True}})
    reply = sheet.fetch_sheet_metadata({"ranges": "T!A1", "fields": "sheets.data.rowData.values.userEnteredFormat"})
    green = {"backgroundColor": {"green": 1}, "backgroundColorStyle": {"rgbColor": {"green": 1}}}
    shown = reply["sheets"][0]["data"][0]["rowData"][0]["values"][0]["userEnteredFormat"]
    assert shown == green | {"textFormat": {"bold": True}}


def test_a_sort_moves_contents_and_nothing_else(sheet: gspread.Spreadsheet, emulator: Emulator) -> None:
    """Sorting part of the columns tears rows apart, and a named range stays where it is."""
    cell = {"startRowIndex": 1, "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 1}
    send(sheet, name("first", sheetId=0, **cell), SORT)
    assert emulator.shown(sheet.id, "T")[1:] == [["a", 2], ["b", 1], ["c", 3]]
    assert (named(sheet)["first"], sheet.values_get("n_first")["values"]) == (cell, [["a"]])


def test_moving_a_column_takes_its_names_along(sheet: gspread.Spreadsheet) -> None:
    """A named range follows its column when that is dragged."""
    column = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}
    send(sheet, name("c", sheetId=0, startRowIndex=0, endRowIndex=2, startColumnIndex=0, endColumnIndex=1))
    send(sheet, {"moveDimension": {"source": column, "destinationIndex": 3}})
    assert sheet.values_get("n_c")["range"] == "T!C1:C2"


def test_metadata_finds_its_column_when_the_write_is_applied(sheet: gspread.Spreadsheet, emulator: Emulator) -> None:
    """A write by data filter lands in the column that carries the metadata, wherever that is now."""
    column = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 2, "endIndex": 3}
    mark = {"metadataId": 7, "metadataKey": "k", "visibility": "DOCUMENT", "location": {"dimensionRange": column}}
    send(sheet, {"createDeveloperMetadata": {"developerMetadata": mark}}, insert("COLUMNS", 0, 1))
    wanted = {"dataFilter": {"developerMetadataLookup": {"metadataId": 7}}, "values": [[None], ["x"]]}
    url = f"https://sheets.googleapis.com/v4/spreadsheets/{sheet.id}/values:batchUpdateByDataFilter"
    body = {"valueInputOption": "RAW", "data": [{**wanted, "majorDimension": "ROWS"}]}
    reply = sheet.client.request("post", url, json=body).json()
    assert reply["responses"][0]["updatedRange"] == "T!D1:D2"
    assert emulator.shown(sheet.id, "T")[1] == [None, "b", 2, "x"]


def test_find_replace_counts_its_changes(sheet: gspread.Spreadsheet) -> None:
    """FindReplace counts what it changed, so that exactly one can be asked for."""
    find = {"find": "A", "replacement": "z", "matchEntireCell": True, "sheetId": 0}
    reply = send(sheet, {"findReplace": find}, {"findReplace": find | {"matchCase": True}})
    counts = {
        "valuesChanged": 1,
        "occurrencesChanged": 1,
        "rowsChanged": 1,
        "sheetsChanged": 1,
    }
    assert reply == [{"findReplace": counts}, {"findReplace": {}}]


def test_copied_formulas_move_their_references_and_cut_ones_keep_them(
    sheet: gspread.Spreadsheet, emulator: Emulator
) -> None:
    """Copying moves relative references along; cutting keeps them, and others follow what was cut."""
    tab = sheet.worksheet("T")
    tab.update([["=B2*2", "=$B$2"]], "C2:D2", raw=False)
    tab.copy_range("C2:D2", "C3:D3")
    tab.cut_range("B2", "F9")
    cells = emulator.book(sheet.id).sheets[0]
    formulas = [cells.get(row, column).formula for row in (1, 2) for column in (2, 3)]
    assert formulas == ["=F9*2", "=$F$9", "=B3*2", "=$F$9"]
