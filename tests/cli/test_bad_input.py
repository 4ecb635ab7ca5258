"""Bad input gets a clear sentence, and nothing is lost."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from automation.core.model import Row
from tests.cli.program import PEOPLE, REQUISITIONS, TODAY, Program, Ran, changed, read_tab, write_workbook


def refresh(backpocket: Program, path: Path, *options: str) -> Ran:
    return backpocket("refresh", "--workbook", path, "--today", TODAY, "--json", *options)


def messages(ran: Ran) -> list[str]:
    return [problem["message"] for problem in ran.record["problems"]]


def with_people(path: Path, people: list[Row] | tuple[Row, ...]) -> Path:
    return write_workbook(path, {"Candidates": people, "Requisitions": REQUISITIONS})


def columns_of_people(path: Path, width: int) -> list[list[object]]:
    sheet = openpyxl.load_workbook(path)["Candidates"]
    return [[cell.value for cell in row[:width]] for row in sheet.iter_rows()]


def test_missing_header_names_tab_header_and_the_nearest(backpocket: Program, tmp_path: Path) -> None:
    """A missing required header is a SchemaError (65) that says what to rename."""
    people = [["Name", "Shelved at", "Email", "Shelve reason"], ["Ana", "2026-03-01", "ana@mail.example", "Timing"]]
    ran = refresh(backpocket, with_people(tmp_path / "w.xlsx", people))
    assert ran.code == 65
    assert ran.record["error"]["kind"] == "MissingHeaders"
    assert "Candidates: row 1 has no header 'Shelved on'" in ran.err
    assert "'Shelved at' for 'Shelved on'" in ran.err


def test_both_tabs_are_reported_at_once(backpocket: Program, tmp_path: Path) -> None:
    """Errors that stop a run are reported for both tabs at once."""
    ran = refresh(
        backpocket, write_workbook(tmp_path / "w.xlsx", {"Candidates": [["Who"]], "Requisitions": [["What"]]})
    )
    assert ran.code == 65
    assert "Candidates: row 1" in ran.err
    assert "Requisitions: row 1" in ran.err


def test_headers_in_another_row_are_pointed_at(backpocket: Program, tmp_path: Path) -> None:
    """Headers below row 1 are a SchemaError that names the likely row."""
    ran = refresh(backpocket, with_people(tmp_path / "w.xlsx", [["Our people"], [None], *PEOPLE]))
    assert (ran.code, "headers seem to be in row 3" in ran.err) == (65, True)


def test_headers_in_another_row_of_another_tab_are_pointed_at(backpocket: Program, tmp_path: Path) -> None:
    """A tab with another name and a title above its headers is named, with both things to do."""
    tabs = {"Pool": [["Our people"], *PEOPLE], "Requisitions": REQUISITIONS}
    ran = refresh(backpocket, write_workbook(tmp_path / "w.xlsx", tabs))
    assert (ran.code, "'Pool' seems to have its headers in row 2." in ran.err) == (65, True)
    assert "Make that row the first one, and rename the tab to 'Candidates'" in ran.err


def test_doubled_required_header_is_never_guessed(backpocket: Program, tmp_path: Path) -> None:
    """Two headers that could both be the e-mail stop the run and are both named."""
    ran = refresh(backpocket, with_people(tmp_path / "w.xlsx", changed(PEOPLE, "E-mail", "x@mail.example")))
    assert ran.code == 65
    assert "'Email' and 'E-mail' could both be 'Email'" in ran.err


def test_a_doubled_optional_header_is_reported_and_not_read(backpocket: Program, tmp_path: Path) -> None:
    """Two headers that could both be the place are reported, and neither is read."""
    people = changed(changed(PEOPLE, "City", "Berlin"), "Based in", "Paris")
    ran = refresh(backpocket, with_people(tmp_path / "w.xlsx", people))
    assert ran.code == 0
    assert any("'City' and 'Based in' could both be 'Location'" in message for message in messages(ran))


def test_a_missing_tab_is_reported_with_the_existing_ones(backpocket: Program, tmp_path: Path) -> None:
    """A workbook without Requisitions says which tabs it has."""
    ran = refresh(backpocket, write_workbook(tmp_path / "w.xlsx", {"Candidates": PEOPLE, "Jobs": [["Job", "Since"]]}))
    assert (ran.code, "its tabs: Candidates, Jobs" in ran.err) == (65, True)


def test_empty_tab_has_no_header(backpocket: Program, tmp_path: Path) -> None:
    """A tab without a single cell is a SchemaError."""
    assert refresh(backpocket, with_people(tmp_path / "w.xlsx", [])).code == 65


def test_only_headers_is_nothing_to_do(backpocket: Program, tmp_path: Path) -> None:
    """A new workbook without people or requisitions is fine."""
    path = write_workbook(tmp_path / "w.xlsx", {"Candidates": PEOPLE[:1], "Requisitions": REQUISITIONS[:1]})
    ran = refresh(backpocket, path)
    assert (ran.code, ran.record["candidates"], ran.record["matches"]) == (0, 0, 0)


def test_rows_of_empty_cells_are_no_people(backpocket: Program, tmp_path: Path) -> None:
    """Blank lines are skipped without a word, and people below them are read."""
    people = [*PEOPLE[:2], [" "] * 8, [None] * 8, ["\u00a0"], *PEOPLE[2:]]
    ran = refresh(backpocket, with_people(tmp_path / "w.xlsx", people))
    assert (ran.code, ran.record["candidates"], [p for p in ran.record["problems"] if p["key"] == ""]) == (
        0,
        3,
        [p for p in ran.record["problems"] if p["column"] == "Region"],
    )


@pytest.mark.long
def test_ten_thousand_rows_of_junk_do_not_stop_the_run(backpocket: Program, tmp_path: Path) -> None:
    """A row that cannot be read is a Problem, and all other candidates are matched."""
    junk = [[f"#{n}", "@@", "???", ";;;", "Grand Wizard", "soon", "because", "lots"] for n in range(10_000)]
    ran = refresh(backpocket, with_people(tmp_path / "w.xlsx", [*PEOPLE, *junk]))
    assert ran.code == 0
    assert len(ran.record["problems"]) >= 10_000
    assert read_tab(tmp_path / "w.xlsx", "Candidates")[0]["BP Best match"] == "REQ-1 Platform Engineer"


def test_duplicate_addresses_get_no_match(backpocket: Program, tmp_path: Path) -> None:
    """Two people with one e-mail: neither is matched, and both rows say so."""
    people = [
        *PEOPLE,
        ("Ana's sister", " ANA@mail.example", "Platform Engineer", "Kubernetes", "Senior", "2026-03-01", "Timing"),
    ]
    path = with_people(tmp_path / "w.xlsx", people)
    assert refresh(backpocket, path).code == 0
    rows = read_tab(path, "Candidates")
    assert [row["BP Best match"] for row in (rows[0], rows[3])] == [None, None]
    assert all("names more than one row" in row["BP Check"] for row in (rows[0], rows[3]))
    assert rows[1]["BP Best match"] == "REQ-1 Platform Engineer"


def test_an_id_equal_to_anothers_address_is_a_duplicate(backpocket: Program, tmp_path: Path) -> None:
    """A Candidate ID that equals another person's e-mail names two rows."""
    path = with_people(tmp_path / "w.xlsx", changed(PEOPLE, "Candidate ID", None, "ana@mail.example", None))
    assert refresh(backpocket, path).code == 0
    rows = read_tab(path, "Candidates")
    assert [row["BP Best match"] for row in rows] == [None, None, "REQ-2 Clerk"]


def test_formula_and_error_cells(backpocket: Program, tmp_path: Path) -> None:
    """A formula counts by its stored value; a failed one is a Problem; neither is changed."""
    path = tmp_path / "w.xlsx"
    book = xlsxwriter.Workbook(path)
    for name, rows in {"Candidates": PEOPLE, "Requisitions": REQUISITIONS}.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        if name == "Candidates":
            sheet.write_formula("D2", '="Kubernetes"&", Go"', None, "Kubernetes, Go")
            sheet.write_formula("E3", "=NoSuchTab!A1", None, "#REF!")
            sheet.write_formula("B4", "=1/0", None, "#DIV/0!")
    book.close()
    ran = refresh(backpocket, path)
    assert ran.code == 0
    said = messages(ran)
    assert "Level '#REF!' is a failed formula: fix the formula or type the value." in said
    assert any(message.startswith("Email '#DIV/0!' is a failed formula") for message in said)
    assert read_tab(path, "Candidates")[0]["BP Best match"] == "REQ-1 Platform Engineer"
    formulas = openpyxl.load_workbook(path)["Candidates"]
    assert (formulas["D2"].value, formulas["E3"].value) == ('="Kubernetes"&", Go"', "=NoSuchTab!A1")


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("Shelved on", "03/04/2026", "could be two different days"),
        ("Shelved on", date(1900, 1, 1), "is not a plausible date"),
        ("Shelved on", "2999-12-31", "is not a plausible date"),
        ("Shelved on", "2027-01-01", "lies in the future"),
        ("Pay expectation", -65_000, "is negative"),
        ("Pay expectation", "65k", "has no currency"),
        ("Rating", "great", "is not a rating"),
        ("Level", "Grand Wizard", "is not a level"),
        ("Shelve reason", "bad vibes", "is not a shelve reason"),
        ("Email", "not an address", "is not an e-mail address"),
        ("Email", None, "is empty, so this person cannot be matched"),
    ],
)
def test_an_unreadable_cell_is_reported_with_what_to_type(
    backpocket: Program, tmp_path: Path, column: str, cell: object, said: str
) -> None:
    """Each bad cell becomes one sentence with header and value, in the run's problems and beside the row."""
    path = with_people(tmp_path / "w.xlsx", changed(PEOPLE, column, cell))
    ran = refresh(backpocket, path)
    assert ran.code == 0
    (message,) = (message for message in messages(ran) if said in message)
    assert message.startswith(column)
    if column != "Email" or cell:
        assert message in read_tab(path, "Candidates")[0]["BP Check"]


@pytest.mark.parametrize(
    "text",
    ["=IMPORTXML(1)", "+1 strong", "-- call", "@home", "مريم الخطيب", "👩‍💻 emoji", "a\u202eb", "x" * 32_000, "\ttab"],
)
def test_any_text_survives_and_is_shown_as_text(backpocket: Program, tmp_path: Path, text: str) -> None:
    """Names of every kind stay as they are, and are written as text where the program shows them."""
    path = with_people(tmp_path / "w.xlsx", changed(PEOPLE, "Name", text))
    before = columns_of_people(path, 8)
    assert refresh(backpocket, path).code == 0
    assert columns_of_people(path, 8) == before
    sheet = openpyxl.load_workbook(path)["BP Matches"]
    shown = [cell for cell in sheet["C"] if cell.row > 1]
    assert all(cell.data_type == "s" for cell in shown)
    if len(text) < 100 and text.isprintable():
        assert text in [cell.value for cell in shown]


def test_numbers_stored_as_text_are_read(backpocket: Program, tmp_path: Path) -> None:
    """A rating of "4" and a pay of "65000" are what they look like."""
    people = changed(changed(PEOPLE, "Rating", "4"), "Pay expectation", "65000 EUR")
    ran = refresh(backpocket, with_people(tmp_path / "w.xlsx", people))
    assert not [message for message in messages(ran) if "Ana" in message or "Rating" in message or "Pay" in message]


def test_merged_cells_stay_merged(backpocket: Program, tmp_path: Path) -> None:
    """Columns are added to the right of whatever merged cells reach over."""
    path = with_people(tmp_path / "w.xlsx", PEOPLE)
    book = openpyxl.load_workbook(path)
    book["Candidates"].merge_cells("H3:K5")
    book.save(path)
    assert refresh(backpocket, path).code == 0
    sheet = openpyxl.load_workbook(path)["Candidates"]
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["H3:K5"]
    assert sheet["L1"].value == "BP Best match"


def test_suddenly_empty_is_not_published(backpocket: Program, pocket: Path) -> None:
    """A tab that lost its rows is UnsafePublish (3), unless --force."""
    assert refresh(backpocket, pocket).code == 0
    book = openpyxl.load_workbook(pocket)
    book["Candidates"].delete_rows(2, 10)
    book.save(pocket)
    before = pocket.read_bytes()
    ran = refresh(backpocket, pocket)
    assert (ran.code, pocket.read_bytes() == before) == (3, True)
    assert "backpocket refresh --force" in ran.err
    assert refresh(backpocket, pocket, "--force").record["matches"] == 0


def test_a_cleared_column_is_not_published(backpocket: Program, pocket: Path) -> None:
    """Matches that vanish because their cells were cleared are UnsafePublish (3), unless --force."""
    assert refresh(backpocket, pocket).record["matches"] == 3
    book = openpyxl.load_workbook(pocket)
    for row in range(2, 5):
        for column in (3, 4, 5, 8):
            book["Candidates"].cell(row, column).value = None
    book.save(pocket)
    before = pocket.read_bytes()
    ran = refresh(backpocket, pocket)
    assert (ran.code, pocket.read_bytes() == before) == (3, True)
    assert "3 of 3 matches would vanish" in ran.err
    assert refresh(backpocket, pocket, "--force").code == 0
