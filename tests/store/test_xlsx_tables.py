"""Rows that are shelved into a workbook whose people stand in an Excel table: they land inside it."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from automation.core.model import Cell
from automation.core.tabs.grid import NewRows
from automation.store.xlsx import XlsxStore
from tests.store.parts import packed, run, unpacked

HEADER = ("Name", "Email", "Skills", "Level", "Rating", "Shelved on", "Shelve reason")
PEOPLE = (
    ("Ana Souza", "ana@mail.example", "Kubernetes, Go", "Senior", 4, "2026-03-01", "Timing"),
    ("Ben Okoro", "ben@mail.example", "Go", "Mid", 3, "2026-04-01", "Location"),
)
REQS = (
    ("Req ID", "Title", "Must-have skills", "Level", "Opened on", "Status"),
    ("REQ-1", "Platform Engineer", "Kubernetes, Go", "Senior", "2026-11-01", "Open"),
)
ADA = {
    "name": "Ada Okafor",
    "email": "ada@okafor.example",
    "skills": "Go",
    "rating": 5,
    "shelved_on": "2026-11-24",
    "shelve_reason": "Timing",
}
TABLE = "xl/tables/table1.xml"


def workbook(
    path: Path,
    *,
    totals: bool = True,
    blank: int = 0,
    summary: str = "",
    below: Mapping[str, Any] | None = None,
) -> XlsxStore:
    """A workbook as Excel writes it, with a table of people in A1:G3, or A1:G4 with its totals.

    Args:
        path: Where.
        totals: Whether the table adds up its ratings.
        blank: Empty rows at the end of the table.
        summary: A formula on another sheet.
        below: Cell → text, below the table.
    """
    with xlsxwriter.Workbook(path) as book:
        sheet, reqs, other = (book.add_worksheet(name) for name in ("Candidates", "Requisitions", "Summary"))
        columns: list[dict[str, Any]] = [{"header": header} for header in HEADER]
        if totals:
            columns[0]["total_string"] = "Average"
            columns[4]["total_function"] = "average"
        last = len(PEOPLE) + blank + totals
        sheet.add_table(
            0, 0, last, len(HEADER) - 1, {"name": "People", "data": PEOPLE, "columns": columns, "total_row": totals}
        )
        for number, row in enumerate(REQS):
            reqs.write_row(number, 0, row)
        sheet.data_validation(1, 3, last - totals, 3, {"validate": "list", "source": ["Mid", "Senior"]})
        sheet.data_validation(20, 3, 30, 3, {"validate": "list", "source": ["a", "b"]})
        sheet.conditional_format(1, 4, last - totals, 4, {"type": "2_color_scale"})
        if summary:
            other.write_formula("A1", summary)
        for place, text in (below or {}).items():
            sheet.write(place, text)
    return XlsxStore(path)


def added(store: XlsxStore, *people: Mapping[str, Cell]) -> Sequence[Any]:
    return store.add_rows(NewRows("Candidates", people or [ADA]), store.read().version)


def table_and_rows(path: Path) -> tuple[Any, list[tuple[Any, ...]]]:
    """The table, and the first columns of all rows, as openpyxl reads them."""
    sheet = openpyxl.load_workbook(path)["Candidates"]
    return sheet.tables["People"], [row[:5] for row in sheet.iter_rows(values_only=True)]


def test_the_table_and_its_filter_get_longer_and_the_totals_move_down(tmp_path: Path) -> None:
    """The new row stands above the totals, whose formulas stay; the row of totals is no person."""
    path = tmp_path / "pocket.xlsx"
    store = workbook(path)
    assert [row[:1] for row in store.read().tabs["Candidates"][1:]] == [["Ana Souza"], ["Ben Okoro"]]
    run(path)
    assert not added(store)
    table, rows = table_and_rows(path)
    assert (table.ref, table.autoFilter.ref, table.totalsRowCount) == ("A1:G5", "A1:G4", 1)
    assert [row[0] for row in rows] == ["Name", "Ana Souza", "Ben Okoro", "Ada Okafor", "Average"]
    assert (rows[3][4], rows[4][4]) == (5, "=SUBTOTAL(101,[Rating])")
    sheet = openpyxl.load_workbook(path)["Candidates"]
    # The dropdown and the colours of the rows hold for the new one, too; those elsewhere stay.
    assert [str(one.sqref) for one in sheet.data_validations.dataValidation] == ["D2:D4", "D21:D31"]
    assert [str(one.sqref) for one in sheet.conditional_formatting] == ["E2:E4"]
    people = store.read().tabs["Candidates"]
    assert [row[0] for row in people[1:]] == ["Ana Souza", "Ben Okoro", "Ada Okafor"]
    # And once more, several at a time; the next run matches them.
    more = [{**ADA, "name": f"P{n}", "email": f"p{n}@mail.example"} for n in range(3)]
    assert not added(store, *more)
    table, rows = table_and_rows(path)
    assert (table.ref, [row[0] for row in rows[-3:]]) == ("A1:G8", ["P1", "P2", "Average"])
    assert run(path).counts["candidates"] == 6


def test_a_table_without_totals_and_one_with_empty_rows(tmp_path: Path) -> None:
    """Empty rows of the table are filled first; only then does it get longer."""
    plain, roomy = tmp_path / "plain.xlsx", tmp_path / "roomy.xlsx"
    assert not added(workbook(plain, totals=False))
    table, rows = table_and_rows(plain)
    assert (table.ref, table.autoFilter.ref, rows[3][0]) == ("A1:G4", "A1:G4", "Ada Okafor")
    store = workbook(roomy, blank=1)
    assert not added(store)
    table, rows = table_and_rows(roomy)
    assert (table.ref, [row[0] for row in rows[3:]]) == ("A1:G5", ["Ada Okafor", "Average"])
    assert not added(store, {**ADA, "name": "Bo", "email": "bo@mail.example"})
    table, rows = table_and_rows(roomy)
    assert (table.ref, [row[0] for row in rows[3:]]) == ("A1:G6", ["Ada Okafor", "Bo", "Average"])


@pytest.mark.parametrize("summary", ["=Candidates!E4", "='Candidates'!$E$4*2", "=SUM(Candidates!E2:E4)"])
def test_totals_that_are_pointed_at_stay(tmp_path: Path, summary: str) -> None:
    """A formula elsewhere must not show a person's cell in place of a total: the row goes below, and that is said."""
    path = tmp_path / "pocket.xlsx"
    before = unpacked_table(path, summary)
    (problem,) = added(XlsxStore(path))
    assert (problem.row, "drag them into it" in problem.message) == (5, True)
    table, rows = table_and_rows(path)
    assert (table.ref, [row[0] for row in rows[3:]]) == ("A1:G4", ["Average", "Ada Okafor"])
    assert unpacked(path)[TABLE] == before


def unpacked_table(path: Path, summary: str) -> bytes:
    workbook(path, summary=summary)
    return unpacked(path)[TABLE]


def test_what_points_at_the_whole_column_stops_nothing(tmp_path: Path) -> None:
    """A reference by name follows the totals, and one to another row is none to them."""
    path = tmp_path / "pocket.xlsx"
    assert not added(workbook(path, summary="=SUM(People[Rating])+Candidates!E44+Requisitions!E4"))
    assert table_and_rows(path)[0].ref == "A1:G5"


def test_rows_below_the_table_stay_below(tmp_path: Path) -> None:
    """People typed something below the table: new rows go below that, and the table stays as it is."""
    path = tmp_path / "pocket.xlsx"
    assert not added(workbook(path, totals=False, below={"A6": "Carl", "B6": "carl@mail.example"}))
    table, rows = table_and_rows(path)
    assert (table.ref, rows[6][0]) == ("A1:G3", "Ada Okafor")


def test_the_chain_of_calculation_names_no_cell_without_a_formula(tmp_path: Path) -> None:
    """Excel takes a workbook for damaged whose chain names one; what is missing in it, Excel adds."""
    path = tmp_path / "pocket.xlsx"
    workbook(path)
    parts = unpacked(path)
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
    chain = b'<calcChain xmlns="%b"><c r="E4" i="1"/><c r="B9"/><c r="E4" i="3"/><c r="A1"/></calcChain>' % main
    relations = "xl/_rels/workbook.xml.rels"
    entry = b'<Relationship Id="rId99" Type="%b" Target="calcChain.xml"/></Relationships>' % kind
    parts |= {
        "xl/calcChain.xml": chain,
        relations: parts[relations].replace(b"</Relationships>", entry),
    }
    path.write_bytes(packed(parts))
    assert not added(XlsxStore(path))
    assert re.findall(rb'r="(\w+)" i="(\d)"', unpacked(path)["xl/calcChain.xml"]) == [(b"B9", b"1"), (b"A1", b"3")]
