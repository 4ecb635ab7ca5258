import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from automation.core.model import Cell
from automation.core.tabs.grid import column_letters
from automation.store.xlsx.sheet_elements import cell_xml
from automation.store.xlsx.sheet_patch import SheetPatch
from automation.store.xlsx.sheet_xml import column_index
from tests.store.parts import CANDIDATES, MAIN, NOTES, packed, small

ROWS, COLUMNS = 7, 40
Grid = dict[tuple[int, int], Cell]

# What can stand in XML and comes back as it went in.
plain_texts = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Cn")) | st.sampled_from("<>&\"'\t\n =+-@"), min_size=1, max_size=12
).filter(str.strip)
any_texts = st.text(st.characters() | st.characters(categories=("Cs", "Cc")), max_size=12)
numbers = st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
places = st.tuples(st.integers(0, ROWS - 1), st.integers(0, COLUMNS - 1))
grids = st.dictionaries(places, plain_texts | numbers, max_size=25)
changes = st.dictionaries(places, plain_texts | numbers | st.none(), min_size=1, max_size=25)
dialects = st.fixed_dictionaries(
    {
        "prefix": st.sampled_from(["", "x:"]),
        "spans": st.booleans(),
        "styled": st.booleans(),
        "formulas": st.booleans(),
        "empty_rows": st.booleans(),
        "comments": st.booleans(),
    }
)
relaxed = settings(suppress_health_check=[HealthCheck.too_slow])


def _sheet(grid: Grid, dialect: Mapping[str, object]) -> bytes:
    """A worksheet with these cells, in one of the ways that programs write them."""
    p, style = dialect["prefix"], "3" if dialect["styled"] else None
    lines = []
    for row in sorted({row for row, _ in grid} | (set(range(ROWS)) if dialect["empty_rows"] else set())):
        inner = "".join(
            cell_xml(str(p), row, column, cell, style) for (at, column), cell in sorted(grid.items()) if at == row
        )
        if dialect["formulas"]:
            inner = inner.replace(f"<{p}v>", f"<{p}f>SUM(A1:B2)</{p}f><{p}v>")
        tag = f'{p}row r="{row + 1}"' + (f' spans="1:{COLUMNS}"' if dialect["spans"] else "")
        lines.append(f"<{tag}>{inner}</{p}row>" if inner else f"<{tag}/>")
    body = "".join(f"{line}<!-- <c r='A1'> -->" if dialect["comments"] else line for line in lines)
    declared = f"xmlns:{p[:-1]}" if isinstance(p, str) and p else "xmlns"
    data = f"<{p}sheetData>{body}</{p}sheetData>" if body else f"<{p}sheetData/>"
    return f'<{p}worksheet {declared}="{MAIN}">{data}<{p}pageMargins left="1"/></{p}worksheet>'.encode()


def _cells(xml: bytes) -> dict[tuple[int, int], str]:
    """Every cell of a sheet as canonical XML, by row and column index."""
    found = {}
    for cell in ET.fromstring(xml).iter(f"{{{MAIN}}}c"):
        letters, number = re.fullmatch(r"([A-Z]+)(\d+)", cell.attrib["r"]).groups()  # type: ignore[union-attr]
        place = (int(number) - 1, column_index(letters))
        assert place not in found, "two cells in one place"
        found[place] = ET.canonicalize(ET.tostring(cell))
    return found


def _nested(flat: Grid) -> dict[int, dict[int, Cell]]:
    return {row: {c: cell for (r, c), cell in flat.items() if r == row} for row in {row for row, _ in flat}}


def _read(xml: bytes) -> list[list[object]]:
    data = packed(small() | {NOTES: xml})
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        return book.get_sheet_by_name("My notes").to_python(skip_empty_area=False)  # type: ignore[return-value]


@relaxed
@given(grids, changes, dialects)
def test_changed_cells_change_and_no_others(grid: Grid, changed: Grid, dialect: Mapping[str, object]) -> None:
    """Every cell that was not named is what it was, formula and format included; no cell stands twice; order holds."""
    before = _sheet(grid, dialect)
    patch = SheetPatch(before)
    patch.set_cells(_nested(changed))
    was, now = _cells(before), _cells(patch.xml)
    assert {place: cell for place, cell in now.items() if place not in changed} == {
        place: cell for place, cell in was.items() if place not in changed
    }
    assert list(now) == sorted(now)
    assert b"pageMargins" in patch.xml


@relaxed
@given(grids, changes, dialects)
def test_changed_cells_read_back(grid: Grid, changed: Grid, dialect: Mapping[str, object]) -> None:
    """Another library finds each new value, text as text and numbers as numbers, and nothing where it was emptied."""
    patch = SheetPatch(_sheet(grid, dialect))
    patch.set_cells(_nested(changed))
    shown = _read(patch.xml)
    for (row, column), cell in changed.items():
        found = shown[row][column] if row < len(shown) and column < len(shown[row]) else ""
        assert found == ("" if cell is None else cell.strip() if isinstance(cell, str) else cell)


@relaxed
@given(grids, dialects)
def test_an_emptied_cell_keeps_its_format(grid: Grid, dialect: Mapping[str, object]) -> None:
    """None takes away value and formula, and leaves the cell's format where it has one."""
    patch = SheetPatch(_sheet(grid, dialect))
    patch.set_cells(_nested(dict.fromkeys(grid)))
    now = {place: ET.fromstring(cell) for place, cell in _cells(patch.xml).items()}
    assert set(now) == (set(grid) if dialect["styled"] else set())
    assert all(cell.get("s") == "3" and not len(cell) for cell in now.values())


@relaxed
@given(grids, changes, dialects)
def test_setting_twice_is_setting_once(grid: Grid, changed: Grid, dialect: Mapping[str, object]) -> None:
    """The same changes again leave every byte as it is."""
    patch = SheetPatch(_sheet(grid, dialect))
    patch.set_cells(_nested(changed))
    once = patch.xml
    patch.set_cells(_nested(changed))
    assert patch.xml == once


@relaxed
@given(grids, changes)
def test_setting_at_once_is_setting_one_by_one(grid: Grid, changed: Grid) -> None:
    """The order in which cells are set does not matter."""
    together, singly = SheetPatch(_sheet(grid, PLAIN)), SheetPatch(_sheet(grid, PLAIN))
    together.set_cells(_nested(changed))
    for place, cell in changed.items():
        singly.set_cells(_nested({place: cell}))
    assert _cells(singly.xml) == _cells(together.xml)


PLAIN = {
    name: "" if name == "prefix" else False for name in ("prefix", "spans", "styled", "formulas", "empty_rows")
} | {"comments": False}


@relaxed
@given(places, st.sampled_from(["=", "+", "-", "@", "\t=", "'=", "{="]), plain_texts)
def test_text_never_becomes_a_formula(place: tuple[int, int], start: str, text: str) -> None:
    """Whatever a text begins with, it is stored as a string, without a formula beside it."""
    patch = SheetPatch(small()[CANDIDATES])
    patch.set_cells(_nested({place: start + text}))
    cell = ET.fromstring(_cells(patch.xml)[place])
    assert cell.get("t") == "inlineStr"
    assert [child.tag for child in cell] == [f"{{{MAIN}}}is"]
    assert not list(cell.iter(f"{{{MAIN}}}f"))


@relaxed
@given(places, any_texts)
def test_no_text_breaks_the_sheet(place: tuple[int, int], text: str) -> None:
    """Control characters and lone surrogates, which XML cannot hold, are left out; the rest of the sheet stays."""
    before = small()[CANDIDATES]
    patch = SheetPatch(before)
    patch.set_cells(_nested({place: text}))
    now, was = _cells(patch.xml), _cells(before)
    assert {at: cell for at, cell in now.items() if at != place} == {at: c for at, c in was.items() if at != place}
    _read(patch.xml)


@relaxed
@given(grids, st.lists(st.lists(plain_texts | numbers | st.none(), max_size=6), max_size=6), dialects)
def test_rows_are_replaced_whole(grid: Grid, rows: list[list[Cell]], dialect: Mapping[str, object]) -> None:
    """A program's tab holds the new rows and nothing of the old ones; what stands around them stays."""
    patch = SheetPatch(_sheet(grid, dialect))
    patch.replace_rows(rows)
    wanted = {(r, c) for r, row in enumerate(rows) for c, cell in enumerate(row) if cell is not None}
    assert set(_cells(patch.xml)) - wanted == set()
    shown = _read(patch.xml)
    assert all(shown[r][c] == (cell.strip() if isinstance(cell := rows[r][c], str) else cell) for r, c in wanted)
    assert b"pageMargins" in patch.xml


@pytest.mark.parametrize("second", ["<c><v>2</v></c>", '<c\tr="B1"><v>2</v></c>', '<c\n s="3"\n><v>2</v></c>', "<c/>"])
def test_a_cell_is_found_however_its_tag_is_written(second: str) -> None:
    """A cell that doesn't say where it stands is the next one, and is replaced, not doubled."""
    row = f'<row r="1" spans="1:2"><c r="A1"><v>1</v></c>{second}</row>'
    patch = SheetPatch(f'<worksheet xmlns="{MAIN}"><sheetData>{row}</sheetData></worksheet>'.encode())
    patch.set_cells({0: {1: "new"}})
    cells = list(ET.fromstring(patch.xml).iter(f"{{{MAIN}}}c"))
    assert ["".join(cell.itertext()) for cell in cells] == ["1", "new"]


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
def test_numbers_that_a_workbook_cannot_hold_are_text(number: float) -> None:
    """Only what Excel knows as a number is written as one."""
    patch = SheetPatch(small()[CANDIDATES])
    patch.set_cells({1: {30: number}})
    assert _read(patch.xml)[1][30] == str(number)


@given(st.integers(0, 16_383))
def test_column_letters_give_the_column_number(index: int) -> None:
    """A column's letters give its number again."""
    assert column_index(column_letters(index)) == index


definitions = st.lists(st.tuples(st.integers(1, 60), st.booleans()), max_size=5)


@relaxed
@given(definitions, st.dictionaries(st.integers(0, 70), st.integers(5, 60), min_size=1, max_size=8))
def test_setting_widths_splits_wider_definitions(spans: list[tuple[int, bool]], widths: dict[int, float]) -> None:
    """Each column given a width has it and shows; every other column is defined as before, once, in order."""
    start, cols = 1, ""
    for length, hidden in spans:
        cols += f'<col min="{start}" max="{start + length - 1}" width="9" style="2" hidden="{int(hidden)}"/>'
        start += length + 1
    before = f'<worksheet xmlns="{MAIN}">{f"<cols>{cols}</cols>" if cols else ""}<sheetData/></worksheet>'.encode()
    patch = SheetPatch(before)
    patch.set_widths(widths)
    was, now = _columns(before), _columns(patch.xml)
    assert {c: look for c, look in now.items() if c - 1 not in widths} == {
        c: look for c, look in was.items() if c - 1 not in widths
    }
    assert {c - 1: float(look["width"]) for c, look in now.items() if c - 1 in widths} == widths
    assert not any("hidden" in now[index + 1] for index in widths)
    assert list(now) == sorted(now)


def _columns(xml: bytes) -> dict[int, dict[str, str]]:
    looks: dict[int, dict[str, str]] = {}
    for col in ET.fromstring(xml).iter(f"{{{MAIN}}}col"):
        look = {name: value for name, value in col.attrib.items() if name not in {"min", "max"}}
        for number in range(int(col.attrib["min"]), int(col.attrib["max"]) + 1):
            assert number not in looks, "two definitions of one column"
            looks[number] = look
    return looks
