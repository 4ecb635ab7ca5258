"""Workbooks that would take all memory, or hours, or be read as something else than they are."""

import io
import re
import resource
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from automation.core.model import Conventions
from automation.errors import BackpocketError, ConfigError, SchemaError
from automation.refresh import refresh
from automation.store.xlsx import XlsxStore, calamine, extent, package, refusals, tab_reader
from tests.store.contract import CLOCK
from tests.store.parts import (
    BEST,
    CANDIDATES,
    MAIN,
    NOTES,
    PEOPLE,
    RELATIONS,
    REQUISITIONS,
    WORKBOOK,
    WORKBOOK_RELS,
    Parts,
    best_matches,
    packed,
    run,
    sheet,
    small,
    unpacked,
)

# What a reading may take: far more than the program needs for a small workbook, far less than a stray cell asked for.
MEMORY = 2 << 30
READ = """
import sys
from pathlib import Path
from automation.errors import BackpocketError
from automation.store.xlsx import XlsxStore
try:
    XlsxStore(Path(sys.argv[1])).read()
except BackpocketError as error:
    print(type(error).__name__, error)
"""


def _written(tmp_path: Path, parts: Parts) -> Path:
    path = tmp_path / "pocket.xlsx"
    path.write_bytes(packed(parts))
    return path


def _read_apart(path: Path) -> subprocess.CompletedProcess[str]:
    """Read a workbook in a process that gets no more than `MEMORY`."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

    command = [sys.executable, "-c", READ, str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=limit)


def _with_cell(xml: bytes, cell: str, row: int) -> bytes:
    return xml.replace(b"</sheetData>", f'<row r="{row}">{cell}</row></sheetData>'.encode())


def _text(reference: str, text: str = "x") -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


STRAYS = {
    "last cell": (_text("XFD1048576"), 1_048_576),
    "last row": (_text("A1048576"), 1_048_576),
    "far both ways": (_text("ZZ70000"), 70_000),
    "a number": ('<c r="XFD1048576"><v>7</v></c>', 1_048_576),
    "an error": ('<c r="XFD1048576" t="e"><v>#REF!</v></c>', 1_048_576),
    "other quotes": ("<c t='str' r='XFD1048576'><v>x</v></c>", 1_048_576),
    "with a prefix": (f'<q:c xmlns:q="{MAIN}" r="XFD1048576"><q:v>1</q:v></q:c>', 1_048_576),
    "small letters": ('<c r="xfd1048576"><v>1</v></c>', 1_048_576),
}


@pytest.mark.long
@pytest.mark.parametrize("stray", STRAYS)
@pytest.mark.parametrize(("tab", "part"), [("Candidates", CANDIDATES), ("Requisitions", REQUISITIONS)])
def test_a_cell_far_from_the_rest_is_a_sentence(tmp_path: Path, stray: str, tab: str, part: str) -> None:
    """A cell that would make a tab a rectangle of millions of rows is named with its tab, without taking the memory."""
    cell, row = STRAYS[stray]
    parts = small()
    parts[part] = _with_cell(parts[part], cell, row)
    done = _read_apart(_written(tmp_path, parts))
    name = cell.upper().partition("R=")[2][1:].partition(cell[cell.upper().index("R=") + 2])[0]
    assert done.stdout.startswith(f"SchemaError {tab} has something in {name}, far from everything else"), done
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.long
def test_a_reference_beyond_any_sheet_is_damage(tmp_path: Path) -> None:
    """A reference of which a native library's arithmetic runs over is refused before it gets there."""
    for reference in ("ZZZZZZZZZ99999999999999", "A99999999", "$A$1", "1A", ""):
        parts = small()
        parts[CANDIDATES] = _with_cell(parts[CANDIDATES], f'<c r="{reference}"><v>1</v></c>', 9)
        done = _read_apart(_written(tmp_path, parts))
        assert done.stdout.startswith("ConfigError pocket.xlsx is damaged"), (reference, done)
        assert done.stderr == ""


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1048576" s="0"/>',
        _text("A1048576", " "),
        '<c r="A1048576" t="str"><f>IF(1,"","")</f><v></v></c>',
        '<c r="A1048576" t="s"><v>1</v></c>',
    ],
)
def test_a_blank_far_from_the_rest_costs_nothing(tmp_path: Path, cell: str) -> None:
    """Blanks at the end of a sheet are no rows, stay in the file, and a refresh writes beside people as ever."""
    parts = small()
    parts[CANDIDATES] = _with_cell(parts[CANDIDATES], cell, 1_048_576)
    strings = f'<sst xmlns="{MAIN}"><si><t>Name</t></si><si><t xml:space="preserve"> </t></si></sst>'
    related = f'<Relationship Id="rId9" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    parts["xl/sharedStrings.xml"] = strings.encode()
    parts[WORKBOOK_RELS] = parts[WORKBOOK_RELS].replace(b"</Relationships>", related.encode())
    path = _written(tmp_path, parts)
    assert len(XlsxStore(path).read().tabs["Candidates"]) == 4
    run(path)
    assert cell.encode() in unpacked(path)[CANDIDATES]
    assert [row[0] for row in XlsxStore(path).read().tabs["Candidates"]] == [
        "Name",
        "Ana Souza",
        "Ben Okoro",
        "Cleo Marsh",
    ]


STYLES = f"""<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="170" formatCode="[h]:mm:ss"/></numFmts>
<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>""".encode()
DATED = PEOPLE.replace("Shelve reason\n", "Shelve reason,Last contact\n")


def _dated(cell: str) -> Parts:
    """A workbook with formats of dates and durations, in which Ana has a cell G2, under Last contact."""
    parts = small()
    parts[CANDIDATES] = sheet(DATED).replace(b"</row>", cell.encode() + b"</row>", 2).replace(cell.encode(), b"", 1)
    parts["xl/styles.xml"] = STYLES
    related = f'<Relationship Id="rId9" Type="{RELATIONS}/styles" Target="styles.xml"/></Relationships>'
    parts[WORKBOOK_RELS] = parts[WORKBOOK_RELS].replace(b"</Relationships>", related.encode())
    return parts


FALSE_DAYS = [
    '<c r="G2" s="1"><v>-491711234567</v></c>',
    "<q:c t='n' s='1' r='G2'><q:f>A1</q:f><q:v q:x='>'>-491711234567</q:v></q:c>",
    '<c r="G2" s="1"><v>-1e300</v></c>',
    '<c r="G2" s="1"><v>-inf</v></c>',
    '<c r="G2" s="1"><v>nan</v></c>',
    '<c r="G2" s="1"><v>-1</v></c>',
    '<c r="G2" s="1"><v>2958466</v></c>',
    '<c r="G2" s="2"><v>-491711234567</v></c>',
    '<c r="G2" s="2"><v>1e15</v></c>',
]


@pytest.mark.parametrize("cell", FALSE_DAYS)
def test_a_number_that_no_calendar_has_is_a_problem_of_its_row(
    tmp_path: Path, cell: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """A number in the format of a date or a duration that is none stops nothing: BP Check points it out."""
    path = _written(tmp_path, _dated(cell))
    run(path)
    assert best_matches_of(path) == BEST
    header, ana, *_ = XlsxStore(path).read().tabs["Candidates"]
    assert "Last contact" in str(ana[header.index("BP Check")])
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="G2" s="1"><v>45000</v></c>',
        '<c r="G2" s="1" t="n"><f>A1</f><v>45000.25</v></c>',
        '<c r="G2" s="1"><v>4.5E4</v></c>',
        "<c r='G2' s='1'><v>45000</v></c>",
    ],
)
def test_dates_stay_dates(tmp_path: Path, cell: str) -> None:
    """A number that a calendar has is a date, however it is written."""
    cells = XlsxStore(_written(tmp_path, _dated(cell))).read().tabs["Candidates"][1]
    assert str(cells[6]).startswith("2023-03-15")


def test_a_file_that_crashes_the_library_counts_as_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failure inside the native library that is no usual exception is a sentence."""
    # This value crashes the library. Our check, which keeps such values from it, is switched off.
    monkeypatch.setattr(calamine, "_PLAIN_ODD_VALUE", re.compile(b"(?!)"))
    path = _written(tmp_path, _dated('<c r="G2" s="1"><v>-491711234567</v></c>'))
    with pytest.raises(ConfigError, match="is damaged"):
        XlsxStore(path).read()


FAR_ERRORS = {
    "in a comment": '<!--<c r="A3000000" t="e"><v>#REF!</v></c>-->',
    "another attribute": f'<c xmlns:q="{MAIN}" q:r="A3000000" r="A9" t="e"><v>#REF!</v></c>',
    "inside a value": """<c r="A9" t="e" x=' r="A3000000"'><v>#REF!</v></c>""",
    "an attribute of letters": f"""<c r="{"Z" * 3}9" t="e" x=' r="{"Z" * 9}1"'><v>#REF!</v></c>""",
}


@pytest.mark.parametrize("cell", FAR_ERRORS.values(), ids=FAR_ERRORS)
def test_an_error_outside_any_cell_is_ignored(tmp_path: Path, cell: str) -> None:
    """What looks like a failed formula far away, and is no cell there, costs nothing."""
    parts = small()
    parts[CANDIDATES] = _with_cell(parts[CANDIDATES], cell, 9)
    rows = XlsxStore(_written(tmp_path, parts)).read().tabs["Candidates"]
    assert len(rows) <= 9


MISLEADING = {
    "inside another": """<c  r="XFD1048576" x=' r="A9"'><v>1</v></c>""",
    "twice": '<c r="A9" r="XFD1048576"><v>1</v></c>',
    "behind a tag's end": '<c r="A9" x=">" r="XFD1048576"><v>1</v></c>',
    "behind a tag's beginning": '<c r="A9" x="<" r="XFD1048576"><v>1</v></c>',
    "in an instruction": '<?x <c r="A3000000" t="e"><v>#REF!</v></c> ?>',
}


@pytest.mark.long
@pytest.mark.parametrize("cell", MISLEADING.values(), ids=MISLEADING)
def test_a_cell_is_where_the_library_finds_it(tmp_path: Path, cell: str) -> None:
    """A cell whose place two readers could understand differently never reaches the native library."""
    parts = small()
    parts[CANDIDATES] = _with_cell(parts[CANDIDATES], cell, 9)
    done = _read_apart(_written(tmp_path, parts))
    assert done.stdout.startswith(
        ("SchemaError Candidates has something in XFD1048576", "ConfigError pocket.xlsx is damaged")
    )
    assert done.stderr == ""


@pytest.mark.parametrize("prefix", ["", "q:"])
def test_more_blank_cells_than_can_be_held_are_a_sentence(
    tmp_path: Path, prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cells of all tabs together are counted before they are looked at, blank ones and those with prefixes included."""
    # With the real limit, the tabs would take seconds and much memory.
    monkeypatch.setattr(tab_reader, "MOST_CELLS", 5_000)
    cells = f"<{prefix}row>{f'<{prefix}c/>' * 2_600}</{prefix}row></sheetData>".encode()
    parts = small()
    for part in (CANDIDATES, REQUISITIONS):
        XlsxStore(_written(tmp_path, parts)).read()
        parts[part] = parts[part].replace(b"</sheetData>", cells)
    with pytest.raises(SchemaError, match="up to Requisitions have more than the 5,000 cells that are read"):
        XlsxStore(_written(tmp_path, parts)).read()


@pytest.mark.long
def test_blank_cells_are_measured_without_being_kept() -> None:
    """Cells that do not say where they are cost no memory while they are measured."""
    rows = b"<row>" + b"<c/>" * 100 + b"</row>"
    assert _peak(lambda: extent.size_of(rows * 2_000)) < 2 << 20


@pytest.mark.long
def test_an_entry_that_lies_about_its_size_is_not_unpacked(tmp_path: Path) -> None:
    """An entry of which the list of contents says that it is small is unpacked no further."""
    parts = small() | {CANDIDATES: small()[CANDIDATES] + b" " * (100 << 20)}
    path = tmp_path / "pocket.xlsx"
    path.write_bytes(_declared(packed(parts), CANDIDATES, 4_000))

    def read() -> None:
        with pytest.raises(ConfigError, match="is damaged"):
            XlsxStore(path).read()

    assert _peak(read) < 20 << 20


def _peak(work: Callable[[], object]) -> int:
    """The most bytes that some work held at once."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.long
def test_other_tabs_may_hold_anything(tmp_path: Path) -> None:
    """A stray cell in a tab that the program does not work with stops nothing."""
    parts = small()
    parts[NOTES] = _with_cell(parts[NOTES], _text("XFD1048576"), 1_048_576)
    path = _written(tmp_path, parts)
    done = _read_apart(path)
    assert (done.stdout, done.stderr) == ("", "")
    run(path)
    assert best_matches_of(path) == BEST
    assert unpacked(path)[NOTES] == parts[NOTES]


def best_matches_of(path: Path) -> dict[object, object]:
    """BP Best match by e-mail, as our own store reads it."""
    header, *rows = XlsxStore(path).read().tabs["Candidates"]
    key, best = header.index("Email"), header.index("BP Best match")
    return {row[key]: row[best] for row in rows}


def test_a_renamed_tab_is_read_whole(tmp_path: Path) -> None:
    """A tab that is identified only by its headers is read to its end."""
    parts = small()
    people = "\n".join([PEOPLE, *(f"P{n},p{n}@mail.example,Go,Mid,2026-03-01,Timing" for n in range(60))])
    parts[CANDIDATES] = sheet(people)
    parts[WORKBOOK] = parts[WORKBOOK].replace(b'"Candidates"', b'"Pool"')
    assert len(XlsxStore(_written(tmp_path, parts)).read().tabs["Pool"]) == 64


def _zip(edit: Callable[[zipfile.ZipFile], object], parts: Parts | None = None) -> bytes:
    buffer = io.BytesIO(packed(parts or small()))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as file:
        edit(file)
    return buffer.getvalue()


def _declared(data: bytes, name: str, size: int, compressed: int | None = None) -> bytes:
    """The same file, whose list of contents gives an entry another size, and another one compressed."""
    at = data.index(name.encode(), data.index(b"PK\x01\x02")) - 46
    packed_size = data[at + 20 : at + 24] if compressed is None else compressed.to_bytes(4, "little")
    return data[: at + 20] + packed_size + size.to_bytes(4, "little") + data[at + 28 :]


def _flagged(data: bytes) -> bytes:
    at = data.index(b"PK\x01\x02")
    return data[: at + 8] + b"\x01\x00" + data[at + 10 :]


ENTITIES = b'<!DOCTYPE z [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
REFUSED = {
    "thousands of entries": (
        lambda: _zip(lambda file: [file.writestr(f"xl/media/{n}.png", b"") for n in range(10_001)]),
        "parts inside, more than any workbook has",
    ),
    "one name twice": (
        lambda: _zip(lambda file: file.writestr("XL/worksheets/sheet1.xml", sheet("Name"))),
        "two parts of one name",
    ),
    "two tabs of one name": (
        lambda: packed(small() | {WORKBOOK: small()[WORKBOOK].replace(b"My notes", b"Candidates")}),
        "two tabs named 'Candidates'",
    ),
    "too small a size": (lambda: _declared(packed(small()), CANDIDATES, 40), "damaged"),
    "too large a size": (lambda: _declared(packed(small()), CANDIDATES, 4_000), None),
    "a size of gigabytes": (lambda: _declared(packed(small()), CANDIDATES, 3 << 30), "3,072 MB unpacked, more than"),
    "a sheet of 300 MB": (
        lambda: _declared(packed(small()), CANDIDATES, 300 << 20, 100 << 20),
        r"a part \(xl/worksheets/sheet1.xml\) of 300 MB unpacked",
    ),
    "a sheet of 5 MB in 20 kB": (
        lambda: packed(small() | {CANDIDATES: small()[CANDIDATES].replace(b"<row", b" " * (5 << 20) + b"<row", 1)}),
        r"a part \(xl/worksheets/sheet1.xml\) of 5 MB that is nearly all blank",
    ),
    "a picture of 40 MB in 40 kB": (
        lambda: packed(small() | {"xl/media/image1.emf": bytes(40 << 20)}),
        r"a part \(xl/media/image1.emf\) of 40 MB that is nearly all blank",
    ),
    "encrypted entries": (lambda: _flagged(packed(small())), "password"),
    "an entity bomb in the workbook": (lambda: packed(small() | {WORKBOOK: ENTITIES + small()[WORKBOOK]}), "damaged"),
    "an entity in a sheet": (
        lambda: packed(small() | {CANDIDATES: ENTITIES + small()[CANDIDATES].replace(b"Ana Souza", b"&b;")}),
        "damaged",
    ),
    "a comment that does not end": (
        lambda: packed(small() | {CANDIDATES: b"<!--" * 200_000 + small()[CANDIDATES]}),
        "damaged",
    ),
    "tags that do not end": (lambda: packed(small() | {CANDIDATES: small()[CANDIDATES] + b"<row <c " * 50_000}), None),
    "a sheet that is not there": (
        lambda: packed({name: data for name, data in small().items() if name != CANDIDATES}),
        "damaged",
    ),
    "no rows": (lambda: packed(small() | {CANDIDATES: b"<worksheet/>"}), "damaged"),
    "an .ods file": (
        lambda: packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<office/>"}),
        "an OpenDocument file",
    ),
}


@pytest.mark.long
@pytest.mark.parametrize(("make", "said"), REFUSED.values(), ids=REFUSED)
def test_every_trick_is_a_sentence(tmp_path: Path, make: Callable[[], bytes], said: str | None) -> None:
    """A workbook that is made to mislead ends in a sentence, or is read; nothing of it is written or unpacked."""
    path = tmp_path / "pocket.xlsx"
    data = make()
    path.write_bytes(data)
    if said is None:
        XlsxStore(path).read()
    else:
        with pytest.raises(ConfigError, match=rf"pocket\.xlsx .*{said}"):
            XlsxStore(path).read()
    assert path.read_bytes() == data
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_is_too_large_is_not_even_read(tmp_path: Path) -> None:
    """The size of the file is looked at first."""
    path = tmp_path / "pocket.xlsx"
    with path.open("wb") as file:
        file.truncate(refusals.MOST_FILE + 1)
    with pytest.raises(ConfigError, match=r"pocket\.xlsx is 256 MB, more than"):
        XlsxStore(path).read()


@pytest.mark.long
def test_three_gigabytes_of_blanks_are_never_unpacked(tmp_path: Path) -> None:
    """A sheet that is mostly white space is refused by the size that the file declares."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for name, data in small().items():
            if name != CANDIDATES:
                file.writestr(name, data)
        with file.open(CANDIDATES, "w") as part:
            blanks = b" " * (1 << 20)
            for _ in range(package.MOST_PART // len(blanks) + 1):
                part.write(blanks)
    path = tmp_path / "pocket.xlsx"
    path.write_bytes(buffer.getvalue())
    with pytest.raises(ConfigError, match="of 257 MB that is nearly all blank"):
        XlsxStore(path).read()


def test_a_dimension_that_lies_changes_nothing(tmp_path: Path) -> None:
    """The size that a sheet states for itself is not trusted."""
    parts = small()
    parts[CANDIDATES] = sheet(PEOPLE, before='<dimension ref="A1:XFD1048576"/>')
    path = _written(tmp_path, parts)
    assert len(XlsxStore(path).read().tabs["Candidates"]) == 4
    run(path)
    assert best_matches(path) == BEST


def test_tables_as_openpyxl_saves_them_are_read(tmp_path: Path) -> None:
    """A table that is referred to by its whole name is found, and one that ends before our columns is pointed out."""
    path = _written(tmp_path, small())
    run(path)
    book = openpyxl.load_workbook(path)
    book["Candidates"].auto_filter.ref = None
    book["Candidates"].add_table(openpyxl.worksheet.table.Table(displayName="People", ref="A1:F4"))
    book.save(path)
    assert unpacked(path)["xl/worksheets/_rels/sheet1.xml.rels"].count(b'Target="/xl/tables/table1.xml"') == 1
    problems = XlsxStore(path).read().problems
    assert [problem.tab for problem in problems] == ["Candidates"]
    assert "does not reach over the BP columns" in problems[0].message


@pytest.mark.parametrize("how", ["filter", "table"])
def test_the_first_run_says_what_the_second_says(tmp_path: Path, how: str) -> None:
    """That a filter does not reach over the new columns is an issue of the run that adds them, and of the next one."""
    path = _written(tmp_path, small())
    book = openpyxl.load_workbook(path)
    if how == "filter":
        book["Candidates"].auto_filter.ref = "A1:F4"
    else:
        book["Candidates"].add_table(openpyxl.worksheet.table.Table(displayName="People", ref="A1:F4"))
    book.save(path)
    first, second = (set(refresh(XlsxStore(path), CLOCK, Conventions(), force=True).problems) for _ in range(2))
    assert [one.message[:48] for one in first if one.column.startswith("BP ")] == [
        "The filter or table does not reach over the BP c"
    ]
    assert first == second


@pytest.mark.parametrize(
    "relations",
    [
        b"<Relationships",
        b'<Relationships><Relationship Type="x/table" Target="../tables/none.xml"/></Relationships>',
        b'<Relationships><Relationship Type="x/table" Target="/"/></Relationships>',
        b'<Relationships><Relationship Type="x/table"/></Relationships>',
        b'<Relationships><Relationship Type="x/table" TargetMode="External" Target="https://a.b/"/></Relationships>',
        b"<!DOCTYPE a><Relationships/>",
    ],
)
def test_a_table_that_cannot_be_found_stops_nothing(tmp_path: Path, relations: bytes) -> None:
    """What a sheet refers to is only looked at for a hint: where it is missing or damaged, there is none."""
    path = _written(tmp_path, small())
    run(path)
    parts = unpacked(path) | {"xl/worksheets/_rels/sheet1.xml.rels": relations}
    path.write_bytes(packed(parts))
    assert XlsxStore(path).read().problems == []


@pytest.mark.parametrize(
    "before",
    [
        "<sheetViews foo=bar/>",
        "<sheetPr>&nbsp;</sheetPr>",
        '<cols><col style="1"/></cols>',
        '<cols><col min="a" max="b" style="1"/></cols>',
        '<cols><col width="9"/></cols>',
    ],
)
def test_damage_that_only_writing_meets_is_a_sentence(tmp_path: Path, before: str) -> None:
    """XML around the rows that cannot be changed safely leaves the file as it is, and says what to do."""
    path = _written(tmp_path, small() | {CANDIDATES: sheet(PEOPLE, before=before)})
    data = path.read_bytes()
    with pytest.raises(ConfigError, match="is damaged: open it in Excel"):
        run(path)
    assert path.read_bytes() == data


def test_names_that_lead_elsewhere_are_only_names(tmp_path: Path) -> None:
    """Absolute names and names with .. are copied as they are; no file is made of them."""
    odd = {"/etc/backpocket": b"1", "../../outside": b"2", "xl\\media\\a.png": b"3"}
    folder = tmp_path / "in"
    folder.mkdir()
    path = _written(folder, small() | odd)
    run(path)
    after = unpacked(path)
    assert {name: after[name] for name in odd} == odd
    assert not (tmp_path / "outside").exists()
    assert not Path("/etc/backpocket").exists()


def test_macros_and_links_to_other_workbooks_are_kept(tmp_path: Path) -> None:
    """An .xlsm file keeps its macros and external links byte for byte."""
    extras = {
        "xl/vbaProject.bin": bytes(range(256)) * 40,
        "xl/vbaProjectSignature.bin": b"signed",
        "xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{MAIN}"/>'.encode(),
        "xl/externalLinks/_rels/externalLink1.xml.rels": b"<Relationships/>",
    }
    parts = small() | extras
    related = (
        '<Relationship Id="rId8" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
        f'Target="vbaProject.bin"/><Relationship Id="rId9" Type="{RELATIONS}/externalLink" '
        'Target="externalLinks/externalLink1.xml"/></Relationships>'
    )
    parts[WORKBOOK_RELS] = parts[WORKBOOK_RELS].replace(b"</Relationships>", related.encode())
    path = tmp_path / "pocket.xlsm"
    path.write_bytes(packed(parts))
    run(path)
    after = unpacked(path)
    assert {name: after[name] for name in extras} == extras
    assert b"vbaProject.bin" in after[WORKBOOK_RELS]
    assert best_matches(path) == BEST


def test_no_damaged_sheet_is_a_traceback(tmp_path: Path) -> None:
    """Sheets cut off or changed at any byte are read or end in a sentence."""
    path = tmp_path / "pocket.xlsx"
    for part in (CANDIDATES, WORKBOOK, WORKBOOK_RELS):
        whole = small()[part]
        for at in range(0, len(whole), max(len(whole) // 12, 1)):
            for data in (whole[:at], whole[:at] + b"\xff<" + whole[at + 2 :], whole[:at] + whole[at + 9 :]):
                path.write_bytes(packed(small() | {part: data}))
                try:
                    XlsxStore(path).read()
                except BackpocketError as error:
                    assert isinstance(error, ConfigError | SchemaError)  # noqa: PT017
