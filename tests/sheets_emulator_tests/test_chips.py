from typing import Any

import gspread
import pytest

from tests.sheets_emulator import chips
from tests.sheets_emulator.server import Emulator

ADA = {"chip": {"personProperties": {"email": "ada.lovelace@x.example"}}}
BOB = {"chip": {"personProperties": {"email": "bob.ray@x.example", "displayFormat": "EMAIL"}}}
FILE = {"chip": {"richLinkProperties": {"uri": "https://drive.example/cv"}}}
BOTH = "userEnteredValue,chipRuns"


@pytest.fixture
def sheet(emulator: Emulator, client: gspread.Client) -> gspread.Spreadsheet:
    return client.open_by_key(emulator.create({"T": [["Owner"], ["b"], ["a"], ["c"]]}))


def write(text: str | None, *runs: dict[str, Any], row: int = 1, fields: str = BOTH) -> dict[str, Any]:
    cell: dict[str, Any] = {"chipRuns": list(runs)}
    if text is not None:
        cell["userEnteredValue"] = {"stringValue": text}
    start = {"sheetId": 0, "rowIndex": row, "columnIndex": 0}
    return {"updateCells": {"start": start, "rows": [{"values": [cell]}], "fields": fields}}


def send(sheet: gspread.Spreadsheet, *requests: dict[str, Any]) -> None:
    sheet.batch_update({"requests": list(requests)})


def cell(sheet: gspread.Spreadsheet, name: str = "A2", fields: str = "formattedValue,chipRuns") -> dict[str, Any]:
    wanted = f"sheets.data.rowData.values({fields})"
    reply = sheet.fetch_sheet_metadata({"ranges": f"T!{name}", "fields": wanted})
    return reply["sheets"][0]["data"][0]["rowData"][0]["values"][0]


def test_a_persons_chip_is_text_with_the_address(sheet: gspread.Spreadsheet) -> None:
    """The placeholder becomes what people see; `values` shows only that, and the mask decides about the address."""
    send(sheet, write("@", ADA))
    assert cell(sheet) == {"formattedValue": "Ada Lovelace", "chipRuns": [ADA]}
    assert cell(sheet, fields="formattedValue") == {"formattedValue": "Ada Lovelace"}
    assert sheet.worksheet("T").acell("A2").value == "Ada Lovelace"
    text, runs = chips.person("ada.lovelace@x.example")
    assert (text, runs) == ("Ada Lovelace", [ADA])


def test_several_chips_and_words(sheet: gspread.Spreadsheet) -> None:
    """Every part of the text has a run, counted in UTF-16 units of the text that people see."""
    send(sheet, write("🌵 @, @ and @.", {"startIndex": 3, **ADA}, {"startIndex": 12, **FILE}, {"startIndex": 6, **BOB}))
    text = "🌵 Ada Lovelace, bob.ray@x.example and https://drive.example/cv."
    starts = [3, 15, 17, 34, 39, 63]
    parts = [ADA["chip"], {}, BOB["chip"], {}, FILE["chip"], {}]
    runs = [{"startIndex": start, "chip": chip} for start, chip in zip(starts, parts, strict=True)]
    assert cell(sheet) == {"formattedValue": text, "chipRuns": [{"chip": {}}, *runs]}


@pytest.mark.parametrize(
    ("email", "display_format", "text"),
    [
        ("ada.king.lovelace@x.example", "DEFAULT", "Ada King Lovelace"),
        ("ada.king.lovelace@x.example", "LAST_NAME_COMMA_FIRST_NAME", "Lovelace, Ada King"),
        ("ada.lovelace@x.example", "EMAIL", "ada.lovelace@x.example"),
        ("ada@x.example", "DEFAULT", "ada@x.example"),
    ],
)
def test_a_person_is_shown_as_the_chip_says(email: str, display_format: str, text: str) -> None:
    """By name, by last name first, or by address where no name is known."""
    assert chips.display({"personProperties": {"email": email, "displayFormat": display_format}}) == text


@pytest.mark.parametrize(
    "request_",
    [
        write("Ada", ADA),
        write("ask @", ADA),
        write(None, ADA),
        write("@", {"chip": {"personProperties": {"displayFormat": "EMAIL"}}}),
        write("@", {"chip": {"richLinkProperties": {}}}, {"startIndex": 1, **ADA}),
    ],
)
def test_a_chip_without_its_placeholder_is_refused(sheet: gspread.Spreadsheet, request_: dict[str, Any]) -> None:
    """A run points at an @ of the text, and names a person or a link."""
    with pytest.raises(gspread.exceptions.APIError, match=r"Invalid requests\[0\]\.updateCells: "):
        send(sheet, request_)


@pytest.mark.parametrize("way", ["cells", "values", "clear", "paste values", "runs"])
def test_a_new_value_takes_the_chip_away(sheet: gspread.Spreadsheet, emulator: Emulator, way: str) -> None:
    """However another value is written, the chip is gone; without runs, the text stays."""
    send(sheet, write("@", ADA))
    pair = {"source": _row(2), "destination": _row(1), "pasteType": "PASTE_VALUES"}
    ways = {
        "cells": lambda: send(sheet, write("x", fields="userEnteredValue")),
        "values": lambda: sheet.worksheet("T").update([["x"]], "A2"),
        "clear": lambda: sheet.worksheet("T").batch_clear(["A2"]),
        "paste values": lambda: send(sheet, {"copyPaste": pair}),
        "runs": lambda: send(sheet, write(None, fields="chipRuns")),
    }
    ways[way]()
    assert emulator.book(sheet.id).sheets[0].get(1, 0).chips is None
    assert sheet.worksheet("T").acell("A2").value == {"clear": None, "paste values": "a", "runs": "Ada Lovelace"}.get(
        way, "x"
    )


def _row(row: int) -> dict[str, int]:
    return {"sheetId": 0, "startRowIndex": row, "endRowIndex": row + 1, "startColumnIndex": 0, "endColumnIndex": 1}


def test_marks_do_not_take_the_chip_away(sheet: gspread.Spreadsheet) -> None:
    """A format or a note leaves the chip where it is."""
    note = {"updateCells": {"range": _row(1), "rows": [{"values": [{"note": "n"}]}], "fields": "note"}}
    send(sheet, write("@", ADA), note)
    assert cell(sheet, fields="chipRuns,note") == {"chipRuns": [ADA], "note": "n"}


def test_chips_go_along_with_their_cells(sheet: gspread.Spreadsheet) -> None:
    """Sorting, cutting, copying and duplicating take a chip along with its text."""
    sort = {
        "range": {"sheetId": 0, "startRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 1},
        "sortSpecs": [{"sortOrder": "DESCENDING"}],
    }
    place = {"sheetId": 0, "rowIndex": 6, "columnIndex": 0}
    send(sheet, write("@", ADA), {"sortRange": sort})
    assert [cell(sheet, f"A{row}").get("chipRuns") for row in (2, 3, 4)] == [None, [ADA], None]
    cut = {"source": _row(2), "destination": place, "pasteType": "PASTE_NORMAL"}
    copy = {"source": _row(6), "destination": _row(8), "pasteType": "PASTE_NORMAL"}
    send(sheet, {"cutPaste": cut}, {"copyPaste": copy}, {"duplicateSheet": {"sourceSheetId": 0, "newSheetName": "Two"}})
    assert [cell(sheet, f"{tab}A{row}")["chipRuns"] for tab, row in (("", 7), ("", 9))] == [[ADA], [ADA]]
    reply = sheet.fetch_sheet_metadata({"ranges": "Two!A7", "fields": "sheets.data.rowData.values.chipRuns"})
    assert reply["sheets"][0]["data"][0]["rowData"][0]["values"] == [{"chipRuns": [ADA]}]


def test_chips_are_repeated_and_appended(sheet: gspread.Spreadsheet) -> None:
    """`repeatCell` and `appendCells` write chips as `updateCells` does."""
    person = {"userEnteredValue": {"stringValue": "@"}, "chipRuns": [ADA]}
    area = {**_row(1), "endRowIndex": 3}
    rows = [{"values": [person]}]
    send(
        sheet,
        {"repeatCell": {"range": area, "cell": person, "fields": BOTH}},
        {"appendCells": {"sheetId": 0, "rows": rows, "fields": "*"}},
    )
    shown = [cell(sheet, f"A{row}").get("chipRuns") for row in (2, 3, 4, 5)]
    assert shown == [[ADA], [ADA], None, [ADA]]
