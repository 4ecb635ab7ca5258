from typing import Any

import gspread
import pytest

from tests.sheets_emulator.server import Emulator

DATA = [["key", "score"], ["ada@x.example", 91], ["7", "seven"], ["gap", None], ["a*", "star"]]
KEY = 'LOWER(TRIM(A:A&""))'
SAFE = f"""=ARRAYFORMULA(IF(ROW(A:A)=1;"BP Score";IF(LEN({KEY});IFNA(XLOOKUP({KEY};'BP Data'!A:A;'BP Data'!B:B););)))"""
REFUSED = "Array result was not expanded because it would overwrite data in C4."


@pytest.fixture
def sheet(emulator: Emulator, client: gspread.Client) -> gspread.Spreadsheet:
    people = [["Mail", "Note", SAFE], [" ADA@x.example "], [7], ["nobody"], ["gap"], ["ab"], ["a*"]]
    return client.open_by_key(emulator.create({"People": people, "BP Data": DATA}))


def column(emulator: Emulator, key: str, index: int) -> list[Any]:
    return [row[index] for row in emulator.shown(key, "People")]


def insert(at: int) -> dict[str, Any]:
    span = {"sheetId": 0, "dimension": "ROWS", "startIndex": at, "endIndex": at + 1}
    return {"requests": [{"insertDimension": {"range": span}}]}


def error(sheet: gspread.Spreadsheet, cell: str) -> dict[str, str]:
    fields = "sheets.data.rowData.values.effectiveValue"
    reply = sheet.fetch_sheet_metadata({"ranges": f"People!{cell}", "fields": fields})
    return reply["sheets"][0]["data"][0]["rowData"][0]["values"][0]["effectiveValue"]["errorValue"]


def test_a_header_formula_looks_every_row_up_by_its_own_key(sheet: gspread.Spreadsheet, emulator: Emulator) -> None:
    """Keys are compared as text, without regard to case, never as patterns; what is missing is a true blank."""
    assert column(emulator, sheet.id, 2) == ["BP Score", 91, "seven", None, None, None, "star"]


def test_true_blanks_do_not_lengthen_the_sheet(sheet: gspread.Spreadsheet) -> None:
    """A formula that gives blanks down to the end of the grid leaves the last row where the data end."""
    assert len(sheet.worksheet("People").get_all_values()) == 7


@pytest.mark.long
def test_spilled_empty_texts_count_as_content(sheet: gspread.Spreadsheet) -> None:
    """A spilled "" drags the detection of the last row to the end of the grid."""
    tab = sheet.worksheet("People")
    tab.update([['=ARRAYFORMULA(IF(LEN(A:A);"x";""))']], "D1", raw=False)
    tab.append_row(["late"])
    assert sheet.fetch_sheet_metadata()["sheets"][0]["properties"]["gridProperties"]["rowCount"] == 1001


def test_typing_into_a_spill_breaks_the_whole_column_loudly(sheet: gspread.Spreadsheet, emulator: Emulator) -> None:
    """A spill that would overwrite a cell shows #REF! with that cell's name, and nothing else."""
    sheet.worksheet("People").update([["mine"]], "C4")
    assert column(emulator, sheet.id, 2) == ["#REF!", None, None, "mine", None, None, None]
    assert error(sheet, "C1") == {"type": "REF", "message": REFUSED}


def test_whole_columns_survive_a_row_inserted_below_the_header(sheet: gspread.Spreadsheet, emulator: Emulator) -> None:
    """Whole-column references don't shift, so every match stays with its person."""
    sheet.batch_update(insert(1))
    assert column(emulator, sheet.id, 2) == ["BP Score", None, 91, "seven", None, None, None, "star"]


def test_a2_becomes_a3_when_a_row_is_inserted_below_the_header(sheet: gspread.Spreadsheet, emulator: Emulator) -> None:
    """The trap: an open range that begins in row 2 begins in row 3 after the insert, one row off."""
    tab = sheet.worksheet("People")
    tab.update([['=ARRAYFORMULA(A2:A&"!")']], "D2", raw=False)
    tab.update([["=ARRAYFORMULA(LEN(A2:A))"]], "E1", raw=False)
    sheet.batch_update(insert(1))
    cells = emulator.book(sheet.id).sheets[0]
    assert (cells.get(2, 3).formula, cells.get(0, 4).formula) == ('=ARRAYFORMULA(A3:A&"!")', "=ARRAYFORMULA(LEN(A3:A))")
    assert column(emulator, sheet.id, 4)[:2] == [15, 1]


def test_a_stacked_header_over_a2_shows_the_row_below(sheet: gspread.Spreadsheet, emulator: Emulator) -> None:
    """VSTACK puts a header over `A2:A`: right, until a row inserted below the header leaves every match one row off."""
    below = KEY.replace("A:A", "A2:A")
    found = f"IFNA(XLOOKUP({below};'BP Data'!A:A;'BP Data'!B:B);)"
    stacked = f'=VSTACK("BP Score";ARRAYFORMULA(IF(LEN({below});{found};)))'
    sheet.sheet1.update([[stacked]], "C1", raw=False)
    before = ["BP Score", 91, "seven", None, None, None, "star"]
    assert column(emulator, sheet.id, 2) == before
    sheet.batch_update(insert(1))
    assert column(emulator, sheet.id, 2) == [*before, None]


def test_a_row_above_the_header_breaks_whole_column_arrays(sheet: gspread.Spreadsheet) -> None:
    """An array over whole columns doesn't fit when it no longer begins in row 1: an error, not a wrong match."""
    sheet.batch_update(insert(0))
    assert error(sheet, "C2")["message"] == "Result was not automatically expanded, please insert more rows (1)."


def test_renaming_a_tab_renames_it_in_formulas(sheet: gspread.Spreadsheet, emulator: Emulator) -> None:
    """A formula follows the tab that it names."""
    sheet.worksheet("BP Data").update_title("It's new")
    assert "'It''s new'!A:A" in (emulator.book(sheet.id).sheets[0].get(0, 2).formula or "")
    assert column(emulator, sheet.id, 2)[1] == 91


def test_a_deleted_tab_or_column_breaks_what_named_it(sheet: gspread.Spreadsheet, emulator: Emulator) -> None:
    """Deleting what a formula names leaves #REF! in its text."""
    sheet.del_worksheet(sheet.worksheet("BP Data"))
    assert "XLOOKUP" in (emulator.book(sheet.id).sheets[0].get(0, 2).formula or "")
    assert "#REF!" in (emulator.book(sheet.id).sheets[0].get(0, 2).formula or "")


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("=1+2*3-4/2", 5),
        ('="a"&1.5&TRUE', "a1.5TRUE"),
        ('="A"="a"', True),
        ('="5"=5', False),
        ('=IF("x"<>"y",1,2)', 1),
        ("=IF(FALSE;1;)", None),
        ("=IFERROR(1/0;)", None),
        ("=1/0", "#DIV/0!"),
        ("=NOPE(1)", "#NAME?"),
        ('=LEN(TRIM("  a   b "))', 3),
        ("=ROW()", 20),
        ("=ROW($B$7)", 7),
        ("=A2:A", "#REF!"),
        ("=A20", "#REF!"),
        ("=(1", "#ERROR!"),
        ("=XLOOKUP(\"nobody\"; 'BP Data'!A:A; 'BP Data'!B:B; \"none\")", "none"),
        ("=XLOOKUP(7; 'BP Data'!A:A; 'BP Data'!B:B)", "#N/A"),
        ("=-2^2", 4),
        ("=50%", 0.5),
    ],
)
def test_what_a_formula_shows(sheet: gspread.Spreadsheet, emulator: Emulator, formula: str, shown: object) -> None:
    """Operators and functions give what Sheets gives."""
    sheet.worksheet("People").update([[formula]], "A20", raw=False)
    rows = emulator.shown(sheet.id, "People")
    assert (rows[19][0] if len(rows) > 19 else None) == shown


def test_formulas_see_each_others_results(sheet: gspread.Spreadsheet, emulator: Emulator) -> None:
    """A formula reads what others show and spill, whatever the order; one that needs itself is an error."""
    tab = sheet.worksheet("People")
    tab.update(
        [["=SUM(F1:F3)", "=ARRAYFORMULA(G1:G3*2)", 1], [None, None, 2], ["=E3", None, "=G1+G2"]], "E1", raw=False
    )
    assert [row[4:7] for row in emulator.shown(sheet.id, "People")[:3]] == [[12, 2, 1], [None, 4, 2], ["#REF!", 6, 3]]
