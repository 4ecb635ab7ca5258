import gspread
import pytest

from tests.sheets_emulator.server import Emulator

PEOPLE = {"People": [["Name", "Born"], ["Ada", 1815], ["Bo", 1990]], "D3": [["x"]]}


@pytest.fixture
def sheet(emulator: Emulator, client: gspread.Client) -> gspread.Spreadsheet:
    return client.open_by_key(emulator.create(PEOPLE))


def test_a_tab_reads_as_rows_without_trailing_blanks(sheet: gspread.Spreadsheet) -> None:
    """Reading a tab gives its rows as text up to the last one with content."""
    assert sheet.worksheet("People").get_all_values() == [["Name", "Born"], ["Ada", "1815"], ["Bo", "1990"]]


def test_unformatted_numbers_stay_numbers(sheet: gspread.Spreadsheet) -> None:
    """UNFORMATTED_VALUE gives numbers as JSON numbers."""
    assert sheet.worksheet("People").get("B2:B3", value_render_option="UNFORMATTED_VALUE") == [[1815], [1990]]


def test_a_tab_named_like_a_cell_is_quoted(sheet: gspread.Spreadsheet) -> None:
    """A title that looks like a cell is found by its quotes and echoed with them."""
    reply = sheet.values_get("'D3'")
    assert (reply["range"].partition("!")[0], reply["values"]) == ("'D3'", [["x"]])


def test_raw_keeps_formulas_as_text(sheet: gspread.Spreadsheet) -> None:
    """What is written RAW is never a formula."""
    tab = sheet.worksheet("People")
    tab.update([["=1+1"]], "A4", raw=True)
    assert tab.acell("A4").value == "=1+1"


def test_user_entered_is_read_by_the_locale(emulator: Emulator, client: gspread.Client) -> None:
    """What is typed means what the spreadsheet's locale says."""
    tab = client.open_by_key(emulator.create({"T": []}, locale="de_DE")).sheet1
    tab.update([["1,5", "3.4.2026", "=1,5*2"]], "A1:C1", raw=False)
    assert tab.get("A1:C1", value_render_option="UNFORMATTED_VALUE") == [[1.5, 46115, 3]]


def test_a_decimal_comma_separates_no_arguments(emulator: Emulator, client: gspread.Client) -> None:
    """Where the comma is the decimal sign, arguments are separated by semicolons only; elsewhere by either."""
    formulas = [["=SUM(1;2)", "=SUM(1,A9)"]]
    for locale, shown in (("de_DE", ["3", "#ERROR!"]), ("en_US", ["3", "1"])):
        tab = client.open_by_key(emulator.create({"T": []}, locale=locale)).sheet1
        tab.update(formulas, "A1:B1", raw=False)
        assert tab.row_values(1) == shown


def test_null_keeps_a_cell_and_an_empty_text_clears_it(sheet: gspread.Spreadsheet) -> None:
    """Null skips a cell, "" empties it."""
    tab = sheet.worksheet("People")
    tab.update([[None, ""]], "A2:B2")
    assert tab.get("A2:B2") == [["Ada"]]


def test_a_write_must_fit_its_range(sheet: gspread.Spreadsheet) -> None:
    """More values than the range holds are refused."""
    with pytest.raises(gspread.exceptions.APIError, match="tried writing to column"):
        sheet.worksheet("People").update([[1, 2, 3]], "A1:B1")


def test_a_range_outside_the_grid_is_refused(sheet: gspread.Spreadsheet) -> None:
    """A range that begins outside the grid is an error that gives the grid's size."""
    with pytest.raises(gspread.exceptions.APIError, match=r"exceeds grid limits\. Max rows: 1000, max columns: 26"):
        sheet.worksheet("People").get("A1001")


def test_an_unknown_tab_cannot_be_parsed(sheet: gspread.Spreadsheet) -> None:
    """A range of a tab that doesn't exist is refused in the service's words."""
    with pytest.raises(gspread.exceptions.APIError, match="Unable to parse range: Nope!A1"):
        sheet.values_get("Nope!A1")


def test_append_lands_beside_a_gap(sheet: gspread.Spreadsheet) -> None:
    """Append goes below the last block of cells, which a blank column separates from the first."""
    tab = sheet.worksheet("D3")
    tab.clear()
    tab.append_row(["a", "", "c"])
    tab.append_row(["d"])
    assert tab.get_all_values() == [["a", "", "c"], ["", "", "d"]]


def test_named_ranges_are_value_ranges(sheet: gspread.Spreadsheet) -> None:
    """A named range reads and writes like the cells that it names."""
    sheet.worksheet("People").define_named_range("B2:B3", "born")
    sheet.values_update("born", {"valueInputOption": "RAW"}, {"values": [[1], [2]]})
    assert sheet.values_get("born") == {"range": "People!B2:B3", "majorDimension": "ROWS", "values": [["1"], ["2"]]}


def test_batch_update_counts_distinct_rows_and_columns(sheet: gspread.Spreadsheet) -> None:
    """The totals of a batch count a column once, however many writes touched it."""
    data = [{"range": "People!A1:D1", "values": [[1, 2, 3, 4]]}, {"range": "People!A4:D4", "values": [[1, 2, 3, 4]]}]
    reply = sheet.values_batch_update({"valueInputOption": "RAW", "data": data})
    counts = {name.removeprefix("totalUpdated"): count for name, count in reply.items() if name.startswith("total")}
    assert counts == {"Rows": 2, "Columns": 4, "Cells": 8, "Sheets": 1}


def test_a_protected_range_stops_other_editors(sheet: gspread.Spreadsheet, emulator: Emulator) -> None:
    """Cells protected from an account can't be written by it; a warning doesn't stop it."""
    tab = sheet.worksheet("People")
    area = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 1}
    protect = emulator.book(sheet.id).sheets[0].protected.append
    protect({"protectedRangeId": 1, "range": area, "warningOnly": True})
    tab.update([["Who"]], "A1")
    protect = emulator.book(sheet.id).sheets[0].protected.append
    protect({"protectedRangeId": 2, "range": area, "editors": {"users": ["owner@example.com"]}})
    with pytest.raises(gspread.exceptions.APIError, match="trying to edit a protected cell"):
        tab.update([["Name"]], "A1")
    assert tab.acell("A1").value == "Who"


def test_opening_by_title_and_deleting(client: gspread.Client) -> None:
    """A created spreadsheet is found by its title, and gone once it is deleted."""
    created = client.create("A 'new' one")
    assert client.open("A 'new' one").id == created.id
    client.del_spreadsheet(created.id)
    with pytest.raises(gspread.SpreadsheetNotFound):
        client.open_by_key(created.id)


def test_field_masks_choose_cells_fields(sheet: gspread.Spreadsheet) -> None:
    """A mask in parentheses, with dots or slashes, picks fields of cells."""
    fields = "sheets(properties.title,data/rowData/values(userEnteredValue.numberValue))"
    reply = sheet.fetch_sheet_metadata({"ranges": "People!A1:B2", "fields": fields})
    rows = [{"values": [{"userEnteredValue": {}}] * 2}, {"values": [{"userEnteredValue": {}}, _number(1815)]}]
    assert reply == {"sheets": [{"properties": {"title": "People"}, "data": [{"rowData": rows}]}]}


def _number(value: int) -> dict[str, object]:
    return {"userEnteredValue": {"numberValue": value}}
