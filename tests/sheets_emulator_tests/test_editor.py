import pytest

from tests.sheets_emulator.editor import (
    ORDINARY,
    ROUGH,
    TABLES,
    Editor,
    add_footer,
    convert_to_table,
    insert_row_in_table,
    made,
    sort_table,
)
from tests.sheets_emulator.server import Emulator
from tests.sheets_emulator.state import Unknowns
from tests.sheets_emulator.witness import Witness
from tests.sheets_emulator_tests.conftest import Loopback

KEY = 'LOWER(TRIM(B:B&""))'
FOUND = f"IFNA(XLOOKUP({KEY};'BP Data'!A:A;'BP Data'!B:B);)"
DATA = [[f"p{i}@x.example", f"score {i}"] for i in range(20)]
SCORE = f'=ARRAYFORMULA(IF(ROW(B:B)=1;"BP Score";IF(LEN({KEY});{FOUND};)))'


def workbook(emulator: Emulator) -> str:
    people = [["Name", "Email", "Notes", SCORE], *([f"n{i}", f"P{i}@x.example", f"note {i}"] for i in range(20))]
    key = emulator.create({"Candidates": people, "BP Data": DATA, "Notes": [["ours"]]})
    emulator.book(key).sheets[1].properties["hidden"] = True
    return key


SWITCHES = (
    Unknowns(),
    Unknowns("text", "inside", "table only", True, "accents last"),
    Unknowns("refused", "inside", "whole rows", True, "capitals first"),
)


@pytest.mark.parametrize("seed", range(5))
def test_lookups_never_stand_beside_another_person(emulator: Emulator, seed: int) -> None:
    """However people sort, insert, delete and move, a score that shows is the one of the row's own key."""
    key = workbook(emulator)
    editor = Editor(seed, ["Candidates"], ORDINARY)
    for _ in range(40):
        editor.edit(emulator.service.workspace, emulator.book(key))
        header, *rows = emulator.shown(key, "Candidates")
        if "Email" in header and "BP Score" in header:
            pairs = [(row[header.index("Email")], row[header.index("BP Score")]) for row in rows]
            wrong = [pair for pair in pairs if pair[1] and f"P{pair[1].split()[1]}@x.example" != pair[0]]
            assert wrong == [], editor.edits


@pytest.mark.parametrize("unknowns", SWITCHES)
@pytest.mark.parametrize("seed", range(3))
def test_lookups_hold_in_tables(emulator: Emulator, seed: int, unknowns: Unknowns) -> None:
    """The same is true while people convert the tab to a table and back, under each way the service may answer."""
    emulator.service.unknowns = unknowns
    key = workbook(emulator)
    editor = Editor(seed, ["Candidates"], ORDINARY + TABLES * 2)
    shown = 0
    for _ in range(60):
        editor.edit(emulator.service.workspace, emulator.book(key))
        header, *rows = emulator.shown(key, "Candidates")
        if "Email" in header and "BP Score" in header:
            pairs = [(row[header.index("Email")], row[header.index("BP Score")]) for row in rows]
            wrong = [pair for pair in pairs if pair[1] and f"P{str(pair[1]).split()[-1]}@x.example" != pair[0]]
            shown += any(pair[1] for pair in pairs)
            assert [pair for pair in wrong if str(pair[1]).startswith("score")] == [], editor.edits
    assert shown
    assert any("convert_to_table" in edit and edit.count(":") == 1 for edit in editor.edits)


def test_a_seed_repeats_the_edits() -> None:
    """The same seed makes the same edits, so that a run can be looked at again."""

    def run() -> list[str]:
        emulator = Emulator()
        key = workbook(emulator)
        editor = Editor(3)
        for _ in range(30):
            editor.edit(emulator.service.workspace, emulator.book(key))
        emulator.close()
        return editor.edits

    assert run() == run()


@pytest.mark.parametrize("choice", [*ORDINARY, *ROUGH])
def test_every_edit_can_be_made(emulator: Emulator, choice: object) -> None:
    """Each kind of edit changes something on a sheet that has what it needs."""
    key = workbook(emulator)
    before = emulator.book(key).version
    editor = Editor(1)
    editor.edit(emulator.service.workspace, emulator.book(key), choice)
    assert (emulator.book(key).version, "refused" in editor.edits[0]) == (before + 1, False)


@pytest.mark.parametrize("choice", TABLES)
@pytest.mark.parametrize("unknowns", SWITCHES)
def test_every_edit_of_a_table_can_be_made(emulator: Emulator, choice: object, unknowns: Unknowns) -> None:
    """Each kind of edit changes something on a sheet that is a table, or that is to become one."""
    emulator.service.unknowns = unknowns
    key = workbook(emulator)
    editor = Editor(1)
    needed = {"convert_to_table": [], "remove_footer": [convert_to_table, add_footer]}
    for edit in needed.get(getattr(choice, "__name__", ""), [convert_to_table]):
        editor.edit(emulator.service.workspace, emulator.book(key), edit)
    before = emulator.book(key).version
    for _ in range(20):  # One of them is rare.
        editor.edit(emulator.service.workspace, emulator.book(key), choice)
        if emulator.book(key).version > before:
            break
    assert emulator.book(key).version == before + 1, editor.edits
    assert not any("refused" in edit for edit in editor.edits)


@pytest.mark.parametrize("beside", [True, False])
def test_sorting_a_table_moves_what_stands_beside_it_or_not(emulator: Emulator, beside: bool) -> None:
    """The switch decides whether the cells beside a table go along with its rows."""
    emulator.service.unknowns = Unknowns(sort_takes_beside=beside)
    key = emulator.create({"T": [["Name", None, "Beside"], *([f"n{i}", None, f"n{i}"] for i in range(9))]})
    area = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 10, "startColumnIndex": 0, "endColumnIndex": 1}
    book, editor = emulator.book(key), Editor(2)
    made(emulator.service.workspace, book, [{"addTable": {"table": {"range": area}}}])
    for _ in range(3):  # Once in descending order, at least.
        editor.edit(emulator.service.workspace, book, sort_table)
        rows = emulator.shown(key, "T")[1:]
        if rows[0][0] == "n8":
            break
    assert ([row[0] for row in rows] == [row[2] for row in rows]) is beside


@pytest.mark.parametrize("inserted", ["whole rows", "table only"])
def test_inserting_a_row_into_a_table_shifts_whole_rows_or_the_table(emulator: Emulator, inserted: str) -> None:
    """The switch decides whether the cells beside a table stay where they are."""
    emulator.service.unknowns = Unknowns(inserted_row=inserted)
    key = emulator.create({"T": [["Name", None, "Beside"], *([f"n{i}", None, f"n{i}"] for i in range(9))]})
    area = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 10, "startColumnIndex": 0, "endColumnIndex": 1}
    book = emulator.book(key)
    made(emulator.service.workspace, book, [{"addTable": {"table": {"range": area}}}])
    Editor(2).edit(emulator.service.workspace, book, insert_row_in_table)
    rows = emulator.shown(key, "T")
    assert [row[0] for row in rows].count(None) == 1
    assert ([row[0] for row in rows[1:]] == [row[2] for row in rows[1:]]) is (inserted == "whole rows")
    assert book.sheets[0].tables[0]["range"]["endRowIndex"] == 11


def test_people_work_between_any_two_requests(emulator: Emulator) -> None:
    """The hook runs before each request to the Sheets API."""
    key = workbook(emulator)
    editor = emulator.service.between_requests = Editor(1, chance=1)
    with Loopback(emulator.url) as session:
        for _ in range(3):
            session.get(f"{emulator.url}/v4/spreadsheets/{key}")
    assert len(editor.edits) == 3


def test_a_witness_sees_what_the_program_changed(emulator: Emulator) -> None:
    """A witness distinguishes the program's writes on people's tabs from people's own."""
    key = workbook(emulator)
    witness = emulator.service.between_requests = Witness(["Candidates"], Editor(2, chance=1))
    with Loopback(emulator.url) as session:
        url = f"{emulator.url}/v4/spreadsheets/{key}"
        session.get(url)
        assert witness.changes == []
        session.put(f"{url}/values/A1?valueInputOption=RAW", json={"values": [["mine"]]})
    witness.compare(emulator.service.workspace)
    assert [change.endswith("→ 'mine'") for change in witness.changes] == [True]


def test_a_witness_takes_out_what_was_inserted(emulator: Emulator) -> None:
    """Rows and columns that the program inserted do not count as changes of people's cells."""
    key = workbook(emulator)
    witness = emulator.service.between_requests = Witness(["Candidates"])
    sheet_id = emulator.book(key).sheets[0].sheet_id
    with Loopback(emulator.url) as session:
        url = f"{emulator.url}/v4/spreadsheets/{key}"
        for dimension, at in (("ROWS", 3), ("COLUMNS", 1)):
            lines = {"sheetId": sheet_id, "dimension": dimension, "startIndex": at, "endIndex": at + 1}
            cells = {"rows": [{"values": [{"userEnteredValue": {"stringValue": "new"}}]}], "fields": "*"}
            corner = {"sheetId": sheet_id, "rowIndex": 3, "columnIndex": lines["startIndex"] if at == 1 else 0}
            requests = [{"insertDimension": {"range": lines}}, {"updateCells": {**cells, "start": corner}}]
            session.get(url)
            assert session.post(f"{url}:batchUpdate", json={"requests": requests}).ok
    witness.compare(emulator.service.workspace)
    assert [(one.dimension, one.at) for one in witness.inserted] == [("ROWS", 3), ("COLUMNS", 1)]
    # The formula over column B is one over column C now; nothing else of people's is different.
    assert [change.partition(":")[0] for change in witness.changes] == ["Candidates!D1"]
