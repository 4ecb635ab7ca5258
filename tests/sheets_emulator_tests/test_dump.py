import json

import gspread
import pytest

from tests.sheets_emulator.editor import Editor
from tests.sheets_emulator.server import Emulator
from tests.sheets_emulator.service import Service
from tests.sheets_emulator.state import Cell, Failure, Unknowns
from tests.sheets_emulator_tests.conftest import Loopback
from tests.sheets_emulator_tests.test_editor import workbook


def edited(emulator: Emulator, seed: int) -> str:
    """A spreadsheet after forty edits, with kinds of cells and marks that the edits leave out; its key."""
    key = workbook(emulator)
    book = emulator.book(key)
    editor = Editor(seed)
    for _ in range(40):
        editor.edit(emulator.service.workspace, book)
    sheet = book.sheets[-1]
    sheet.put(3, 1, Cell(Failure("REF", "gone"), format={"numberFormat": {"type": "DATE"}}, note="look"))
    sheet.put(4, 1, Cell(True, validation={"condition": {"type": "BOOLEAN"}}))
    sheet.put(5, 1, Cell(5.0))
    sheet.put(6, 1, Cell("Ada", chips=[{"chip": {"personProperties": {"email": "ada@x.example"}}}]))
    sheet.dimensions["COLUMNS"][2] = {"hiddenByUser": True, "pixelSize": 40}
    area = {"sheetId": sheet.sheet_id, "startRowIndex": 1, "endRowIndex": 2}
    sheet.merges.append(area)
    sheet.protected.append({"protectedRangeId": 3, "range": area, "warningOnly": True})
    sheet.rules.append({"ranges": [area], "booleanRule": {}})
    sheet.basic_filter = {"range": area}
    lines = {"sheetId": sheet.sheet_id, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
    sheet.groups["ROWS"].append({"range": lines, "depth": 1})
    table = {"startRowIndex": 1, "endRowIndex": 4, "startColumnIndex": 0, "endColumnIndex": 1}
    sheet.tables.append({"tableId": "t", "name": "T", "range": area | table, "columnProperties": [{}]})
    assert all(vars(sheet).values())
    book.unknowns = Unknowns(header_formula="text", sort_takes_beside=True)
    book.named.append({"namedRangeId": "1", "name": "kept", "range": {"sheetId": sheet.sheet_id}})
    book.metadata.append({"metadataId": 7, "metadataKey": "k", "location": {"spreadsheet": True}})
    book.touch()
    return key


@pytest.mark.parametrize("seed", range(3))
def test_a_dump_loads_back_unchanged(emulator: Emulator, seed: int) -> None:
    """A dump goes through JSON into a new emulator that holds, shows, shares and numbers the same."""
    key = edited(emulator, seed)
    emulator.share(key, "reader@example.com", "reader")
    text = json.dumps(emulator.dump())
    other = Emulator()
    try:
        other.load(json.loads(text))
        assert json.dumps(other.dump()) == text
        old, new = emulator.book(key), other.book(key)
        assert {**vars(new), "sheets": 0, "calculation": None} == {**vars(old), "sheets": 0, "calculation": None}
        assert [vars(sheet) for sheet in new.sheets] == [vars(sheet) for sheet in old.sheets]
        titles = [sheet.title for sheet in old.sheets]
        assert [other.shown(key, title) for title in titles] == [emulator.shown(key, title) for title in titles]
        assert other.create({"New": []}) == emulator.create({"New": []})
    finally:
        other.close()


def test_a_loaded_emulator_serves(emulator: Emulator) -> None:
    """A spreadsheet that was loaded is read and written by gspread under its old key, as an account that may do so."""
    key = workbook(emulator)
    with Emulator() as other, Loopback(other.url) as session:
        other.load(json.loads(json.dumps(emulator.dump())))
        sheet = gspread.authorize(None, session=session).open_by_key(key).worksheet(other.book(key).sheets[-1].title)
        sheet.update_acell("A9", "written")
        assert sheet.acell("A9").value == "written"


def test_a_dump_from_before_tables_loads(emulator: Emulator) -> None:
    """A dump that an emulator without tables and switches made has none, and answers as the service it is loaded in."""
    key = workbook(emulator)
    record = emulator.dump()
    for file in record["files"]:
        del file["unknowns"]
        for tab in file["sheets"]:
            del tab["tables"]
    other = Emulator(Service(unknowns=Unknowns(edge_column="inside")))
    try:
        other.load(record)
        book = other.book(key)
        assert ([sheet.tables for sheet in book.sheets], book.unknowns.edge_column) == ([[], [], []], "inside")
    finally:
        other.close()


def test_another_format_is_refused() -> None:
    """A record that is no dump of this format is refused by name."""
    emulator = Emulator()
    try:
        with pytest.raises(ValueError, match="format 1 was expected, not 2"):
            emulator.load({**emulator.dump(), "format": 2})
    finally:
        emulator.close()
