import re
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from automation.core.schema import CANDIDATE_COLUMNS
from automation.errors import ConfigError
from automation.store.xlsx.sheet_xml import column_index
from tests.store import features
from tests.store.parts import (
    BEST,
    CANDIDATES,
    CONTENT_TYPES,
    MAIN,
    NOTES,
    PEOPLE,
    RELATIONS,
    REQUISITIONS,
    TODAY,
    WORKBOOK,
    WORKBOOK_RELS,
    Parts,
    attributes,
    best_matches,
    packed,
    run,
    sheet,
    small,
    unpacked,
    values,
)

FIXTURES = Path(__file__).parent / "fixtures"
LISTS = (CONTENT_TYPES, WORKBOOK, WORKBOOK_RELS)
# Where the program's columns begin.
FIRST = {CANDIDATES: len(features.CANDIDATES), REQUISITIONS: len(features.REQUISITIONS[0])}
BANDED = {
    "ana@mail.example": ("REQ-1 Platform Engineer", "Strong"),
    "hana@mail.example": ("REQ-1 Platform Engineer", "Strong"),
    "cléo@mail.example": ("REQ-2 Payroll Clerk", "Strong"),
}


@dataclass(frozen=True)
class Refreshed:
    """A feature-rich workbook before and after its first refresh."""

    path: Path
    before: Parts
    after: Parts
    was: Path


@pytest.fixture(scope="module", params=["made by XlsxWriter", "saved by LibreOffice"])
def done(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Refreshed:
    folder = tmp_path_factory.mktemp("fidelity")
    was, path = folder / "before.xlsx", folder / "pocket.xlsx"
    if request.param == "saved by LibreOffice":
        shutil.copy(FIXTURES / "libreoffice.xlsx", was)
    else:
        features.make(was)
    shutil.copy(was, path)
    run(path)
    return Refreshed(path, unpacked(was), unpacked(path), was)


@pytest.mark.long
@pytest.mark.parametrize(
    ("part", "mark"),
    [
        (CANDIDATES, mark)
        for mark in (
            *(b"sparklineGroup", b"x14:dataBar", b"dataValidation ", b"iconSet", b"colorScale", b"legacyDrawing"),
            *(b'hidden="1"', b"outlineLevel", b"mergeCell", b"autoFilter", b"<pane", b"hyperlink ", b"headerFooter"),
            *(b"rowBreaks", b"ignoredError", b"tabColor", b't="e"', b'cm="1"', b't="array"', b'vm="1"', b't="b"'),
        )
    ]
    + [(REQUISITIONS, mark) for mark in (b"sheetProtection", b"protectedRange", b"tablePart", b"<picture")]
    + [(WORKBOOK, mark) for mark in (b"veryHidden", b'state="hidden"', b"definedName", b"Print_Titles")]
    + [("xl/drawings/drawing1.xml", mark) for mark in (b"xdr:pic", b"graphicFrame", b"xdr:txBody")]
    + [("xl/drawings/vmlDrawing1.vml", b'ObjectType="Button"'), ("xl/sharedStrings.xml", b"<rPr>")]
    + [("xl/featurePropertyBag/featurePropertyBag.xml", b"Checkbox"), ("docProps/custom.xml", b"Cost centre")],
)
def test_the_workbook_has_every_feature_that_the_tests_protect(tmp_path: Path, part: str, mark: bytes) -> None:
    """What the other tests hold to be untouched is really there."""
    features.make(tmp_path / "features.xlsx")
    assert mark in unpacked(tmp_path / "features.xlsx")[part]


def test_parts_that_are_not_ours_stay_byte_for_byte(done: Refreshed) -> None:
    """A refresh changes two sheets and the three lists of parts, and adds only worksheets, behind everything."""
    changed = {name for name, data in done.before.items() if done.after[name] != data}
    assert changed == {*LISTS, CANDIDATES, REQUISITIONS}
    names = list(done.after)
    assert names[: len(done.before)] == list(done.before)
    added = names[len(done.before) :]
    assert added
    assert all(re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name) for name in added)


@pytest.mark.parametrize("part", [CANDIDATES, REQUISITIONS])
def test_sheets_stay_as_they_were_around_our_cells(done: Refreshed, part: str) -> None:
    """Without the program's cells and their widths, a sheet is what it was: every attribute, every stored value."""
    assert _without_ours(done.after[part], FIRST[part]) == _without_ours(done.before[part], FIRST[part])


@pytest.mark.parametrize("part", [CANDIDATES, REQUISITIONS])
def test_everything_before_and_behind_the_rows_stays_byte_for_byte(done: Refreshed, part: str) -> None:
    """Only the dimension and the widths differ outside of the rows."""
    (head, tail), (head_before, tail_before) = (_around(parts[part]) for parts in (done.after, done.before))
    assert (head, tail) == (head_before, tail_before)


def _around(xml: bytes) -> tuple[bytes, bytes]:
    head, _, rest = xml.partition(b"<sheetData>")
    head = re.sub(rb"<cols>.*</cols>|<dimension [^>]*>", b"", head)
    return head, rest.partition(b"</sheetData>")[2]


def _without_ours(xml: bytes, first: int) -> str:
    root = ET.fromstring(xml)
    for row in root.iter(f"{{{MAIN}}}row"):
        row.attrib.pop("spans", None)
        for cell in list(row):
            if column_index(re.sub(r"\d", "", cell.get("r", ""))) >= first:
                row.remove(cell)
    for column in list(root.iter(f"{{{MAIN}}}col")):
        if int(column.get("min", 0)) > first:
            root.find(f"{{{MAIN}}}cols").remove(column)  # type: ignore[union-attr]
    root.remove(root.find(f"{{{MAIN}}}dimension"))  # type: ignore[arg-type]
    return ET.canonicalize(ET.tostring(root))


@pytest.mark.parametrize("part", LISTS)
def test_lists_of_parts_only_gain_entries(done: Refreshed, part: str) -> None:
    """Types, relationships and sheets keep every entry in its order and gain one a new sheet, at the end."""
    before, after = ([_shallow(e) for e in ET.fromstring(parts[part]).iter()] for parts in (done.before, done.after))
    gained = [entry for entry in after if entry not in before]
    assert [entry for entry in after if entry in before] == before
    assert len(gained) == len(done.after) - len(done.before)
    assert after.index(gained[-1]) - after.index(gained[0]) == len(gained) - 1


def _shallow(element: ET.Element) -> tuple[str, tuple[tuple[str, str], ...], str]:
    return element.tag, tuple(sorted(element.attrib.items())), element.text or ""


def test_columns_that_people_hid_stay_hidden_and_ours_show(done: Refreshed) -> None:
    """Where everything on the right was hidden, only the program's columns come to light, each with its own width."""
    columns = [c for c in attributes(done.after[REQUISITIONS], "col") if int(c["max"]) > FIRST[REQUISITIONS]]
    shown = [c for c in columns if c.get("hidden") not in {"1", "true"}]
    assert [int(c["min"]) - FIRST[REQUISITIONS] for c in shown] == [1, 2, 3, 4]
    assert [(c["min"], c["max"]) for c in columns if c not in shown] == [("15", "16384")]


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
def test_other_libraries_read_the_written_workbook(done: Refreshed) -> None:
    """Openpyxl and calamine find the program's text beside the right people, and people's values where they were."""
    with_headers = {"calamine": values(done.path, "Candidates")}
    book = openpyxl.load_workbook(done.path, data_only=True)
    with_headers["openpyxl"] = [list(row) for row in book["Candidates"].iter_rows(values_only=True)]
    for header, *rows in with_headers.values():
        email, best, band = (header.index(name) for name in ("Email", "BP Best match", "BP Band"))
        found = {row[email]: (row[best], row[band]) for row in rows if row[email] in BANDED}
        assert found == BANDED
    was = values(done.was, "Candidates")
    assert [row[: len(was[0])] for row in with_headers["calamine"]][: len(was)] == was


def test_a_second_refresh_does_not_change_the_file(done: Refreshed) -> None:
    """Nothing new is nothing written, byte for byte."""
    before = done.path.read_bytes()
    assert not run(done.path).published
    assert done.path.read_bytes() == before


def _all_sheets(parts: Parts, change: Callable[[str], str]) -> Parts:
    return parts | {name: change(parts[name].decode()).encode() for name in (CANDIDATES, REQUISITIONS, NOTES)}


def _prefixed(parts: Parts) -> Parts:
    def prefix(xml: str) -> str:
        return re.sub(r"<(/?)(\w)", r"<\1x:\2", xml).replace("xmlns=", "xmlns:x=")

    return _all_sheets(parts, prefix) | {WORKBOOK: prefix(parts[WORKBOOK].decode()).encode()}


def _without_references(parts: Parts) -> Parts:
    return _all_sheets(parts, lambda xml: re.sub(r'(<row|<c) r="\w+"', r"\1", xml))


def _some_references(parts: Parts) -> Parts:
    return _all_sheets(parts, lambda xml: re.sub(r'<c r="[BDF]\d+"', "<c", xml))


def _self_closing_rows(parts: Parts) -> Parts:
    rows = '<row r="5" ht="30" customHeight="1"/><row r="6" s="0" customFormat="1" />'
    return parts | {CANDIDATES: parts[CANDIDATES].replace(b"</sheetData>", f"{rows}</sheetData>".encode())}


def _empty_tab(parts: Parts) -> Parts:
    return parts | {NOTES: f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'.encode()}


def _shared_strings(parts: Parts) -> Parts:
    texts: list[str] = []

    def share(match: re.Match[str]) -> str:
        texts.append(match[1])
        return f't="s"><v>{len(texts) - 1}</v></c>'

    parts = _all_sheets(parts, lambda xml: re.sub(r't="inlineStr"><is><t>(.*?)</t></is></c>', share, xml))
    entry = f'<Relationship Id="rId9" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    shared = "".join(f"<si><t>{text}</t></si>" for text in texts)
    return parts | {
        WORKBOOK_RELS: parts[WORKBOOK_RELS].replace(b"</Relationships>", entry.encode()),
        CONTENT_TYPES: parts[CONTENT_TYPES].replace(b"</Types>", override.encode()),
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{shared}</sst>'.encode(),
    }


def _comments_and_cdata(parts: Parts) -> Parts:
    def change(xml: str) -> str:
        xml = xml.replace("<sheetData>", '<!-- <sheetData><row r="1"/> --><sheetData><!--</row>-->')
        return xml.replace("<t>Ana Souza</t>", "<t><![CDATA[Ana <!-- was Lima --> ]]>Souza<![CDATA[ <&> </c>]]></t>")

    return _all_sheets(parts, change)


def _strict(parts: Parts) -> Parts:
    strict = "http://purl.oclc.org/ooxml"
    return {
        name: data.replace(MAIN.encode(), f"{strict}/spreadsheetml/main".encode()).replace(
            RELATIONS.encode(), f"{strict}/officeDocument/relationships".encode()
        )
        for name, data in parts.items()
    }


def _relations_declared_in_each_entry(parts: Parts) -> Parts:
    # As openpyxl writes it where lxml is installed.
    declared = f' xmlns:r="{RELATIONS}"'.encode()
    return parts | {WORKBOOK: parts[WORKBOOK].replace(declared, b"").replace(b"<sheet ", b"<sheet" + declared + b" ")}


def _absolute_targets(parts: Parts) -> Parts:
    return parts | {WORKBOOK_RELS: parts[WORKBOOK_RELS].replace(b'Target="', b'Target="/xl/')}


def _single_quotes(parts: Parts) -> Parts:
    return _all_sheets(parts, lambda xml: xml.replace('"', "'"))


def _white_space_in_tags(parts: Parts) -> Parts:
    return _all_sheets(parts, lambda xml: re.sub(r"(</\w+)>", r"\1\n>", xml).replace("<c r=", "<c\n  r="))


def _escapes(parts: Parts) -> Parts:
    def escape(xml: str) -> str:
        return xml.replace("Ana Souza", "Ana_x0007_ _x005F_x0041_ Souza").replace("Clerk", "Clerk_x000D_&#13;&#10;")

    return _all_sheets(parts, escape)


def _byte_order_mark(parts: Parts) -> Parts:
    return {name: b"\xef\xbb\xbf" + data for name, data in parts.items()}


def _other_folder(parts: Parts) -> Parts:
    moved = {name.replace("xl/", "book/"): data.replace(b"/xl/", b"/book/") for name, data in parts.items()}
    return moved | {"_rels/.rels": parts["_rels/.rels"].replace(b'"xl/', b'"/book/')}


def _macros(parts: Parts) -> Parts:
    entry = f'<Relationship Id="rId9" Type="{RELATIONS}/vbaProject" Target="vbaProject.bin"/></Relationships>'
    default = '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    types = parts[CONTENT_TYPES].replace(
        b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main", b"vnd.ms-excel.sheet.macroEnabled.main"
    )
    return parts | {
        WORKBOOK_RELS: parts[WORKBOOK_RELS].replace(b"</Relationships>", entry.encode()),
        CONTENT_TYPES: types.replace(b"</Types>", default.encode()),
        "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 8,
    }


VARIANTS = (
    *(
        dict,
        _prefixed,
        _without_references,
        _some_references,
        _self_closing_rows,
        _empty_tab,
        _shared_strings,
        _comments_and_cdata,
    ),
    *(
        _strict,
        _relations_declared_in_each_entry,
        _absolute_targets,
        _single_quotes,
        _white_space_in_tags,
        _escapes,
        _byte_order_mark,
        _other_folder,
        _macros,
    ),
)


@pytest.mark.parametrize("change", VARIANTS, ids=[change.__name__.strip("_") for change in VARIANTS])
def test_every_dialect_is_understood(tmp_path: Path, change: Callable[[Parts], Parts]) -> None:
    """However a program writes its XML: matches stand beside their people, people's cells and other parts stay."""
    parts, kind = change(small()), ".xlsm" if change is _macros else ".xlsx"
    path, was = tmp_path / f"pocket{kind}", tmp_path / f"before{kind}"
    for file in (path, was):
        file.write_bytes(packed(parts))
    run(path)
    assert {key: str(best).strip() for key, best in best_matches(path).items()} == BEST
    assert [row[:6] for row in values(path, "Candidates")] == [row[:6] for row in values(was, "Candidates")]
    after = unpacked(path)
    touched = {name.replace("book/", "xl/") for name, data in parts.items() if after[name] != data}
    assert touched == {*LISTS, CANDIDATES, REQUISITIONS}
    assert len(after) == len(parts) + 4
    relations = next(data for name, data in after.items() if name.endswith("workbook.xml.rels"))
    kinds = [entry["Type"] for entry in attributes(relations, "Relationship")]
    assert len({kind for kind in kinds if kind.endswith("/worksheet")}) == 1
    assert not run(path).published


@pytest.mark.parametrize("column", ["H", "K", "AZ", "XA"])
def test_text_right_of_the_last_header_is_not_overwritten(tmp_path: Path, column: str) -> None:
    """The program's columns begin behind everything that stands in a tab, whatever the row."""
    path, parts = tmp_path / "pocket.xlsx", small()
    cell = f'<c r="{column}3" t="inlineStr"><is><t>mine</t></is></c></row><row r="4">'
    parts[CANDIDATES] = parts[CANDIDATES].replace(b'</row><row r="4">', cell.encode())
    path.write_bytes(packed(parts))
    run(path)
    header, *rows = values(path, "Candidates")
    assert rows[1][column_index(column)] == "mine"
    assert header.index("BP Best match") == column_index(column) + 1
    assert best_matches(path) == BEST


FORMULA = b'<f>IF(A3="x","call","")</f><v></v></c>'


def test_a_formula_that_shows_nothing_is_not_overwritten(tmp_path: Path) -> None:
    """A column of people's without a header, whose formulas show nothing for now, is theirs all the same."""
    path, parts = tmp_path / "pocket.xlsx", small()
    cell = b'<c r="H3" t="str">' + FORMULA + b'</row><row r="4">'
    path.write_bytes(packed(parts | {CANDIDATES: parts[CANDIDATES].replace(b'</row><row r="4">', cell)}))
    run(path)
    assert b'<c r="H3" t="str">' + FORMULA in unpacked(path)[CANDIDATES]
    assert values(path, "Candidates")[0].index("BP Best match") == column_index("I")


def test_a_formula_typed_into_a_bp_cell_is_kept_and_reported(tmp_path: Path) -> None:
    """What a person put into a BP cell stays, even while it shows nothing."""
    path = tmp_path / "pocket.xlsx"
    path.write_bytes(packed(small()))
    run(path)
    parts, formula = unpacked(path), b'<c r="G3" t="str">' + FORMULA
    typed = re.sub(rb'<c r="G3".*?</c>', formula, parts[CANDIDATES])
    path.write_bytes(packed(parts | {CANDIDATES: typed}))
    said = [(problem.column, problem.row) for problem in run(path).problems if "did not put there" in problem.message]
    assert said == [("BP Best match", 3)]
    assert formula in unpacked(path)[CANDIDATES]


def test_a_tab_with_the_programs_name_is_reported(tmp_path: Path) -> None:
    """Excel's tab names ignore case: beside a person's `bp runs` no `BP Runs` is made."""
    path, parts = tmp_path / "pocket.xlsx", small()
    path.write_bytes(packed(parts | {WORKBOOK: parts[WORKBOOK].replace(b"My notes", b"bp runs")}))
    before = path.read_bytes()
    with pytest.raises(ConfigError, match="'bp runs' is in the way of 'BP Runs'"):
        run(path)
    assert path.read_bytes() == before


def test_part_names_have_no_case(tmp_path: Path) -> None:
    """Beside a person's `Sheet4.xml` no `sheet4.xml` is made."""
    path = tmp_path / "pocket.xlsx"
    odd = {name.replace("sheet3", "Sheet4"): data.replace(b"sheet3", b"Sheet4") for name, data in small().items()}
    path.write_bytes(packed(odd))
    run(path)
    names = [name.lower() for name in unpacked(path)]
    assert len(set(names)) == len(names) == len(odd) + 4


@pytest.mark.parametrize("part", [CANDIDATES, NOTES])
def test_a_sheet_in_utf_16_is_refused(tmp_path: Path, part: str) -> None:
    """A cell that cannot be read for sure does not count as empty."""
    path, parts = tmp_path / "pocket.xlsx", small()
    wide = ('<?xml version="1.0" encoding="UTF-16"?>' + parts[part].decode()).encode("utf-16")
    path.write_bytes(packed(parts | {part: wide}))
    with pytest.raises(ConfigError, match="UTF-16"):
        run(path)


def test_a_full_sheet_is_reported(tmp_path: Path) -> None:
    """If no column is free, the run says so and writes nothing."""
    path, parts = tmp_path / "pocket.xlsx", small()
    cell = b'<c r="XFD3" t="inlineStr"><is><t>mine</t></is></c></row><row r="4">'
    path.write_bytes(packed(parts | {CANDIDATES: parts[CANDIDATES].replace(b'</row><row r="4">', cell)}))
    before = path.read_bytes()
    with pytest.raises(ConfigError, match="last columns"):
        run(path)
    assert path.read_bytes() == before


def test_a_column_definition_that_spans_everything_is_split(tmp_path: Path) -> None:
    """Columns all hidden by one definition: people's stay hidden, in the same format, and the program's show."""
    path, parts = tmp_path / "pocket.xlsx", small()
    span = '<cols><col min="1" max="16384" width="9" hidden="1" style="0" customWidth="1"/></cols>'
    path.write_bytes(packed(parts | {CANDIDATES: sheet(PEOPLE, before=span)}))
    run(path)
    columns = attributes(unpacked(path)[CANDIDATES], "col")
    covered = [number for c in columns for number in range(int(c["min"]), int(c["max"]) + 1)]
    assert covered == list(range(1, 16_385))
    assert [int(c["min"]) for c in columns if "hidden" not in c] == list(range(7, 7 + len(CANDIDATE_COLUMNS)))
    assert {c["style"] for c in columns} == {"0"}


def test_merged_cells_are_not_written_into(tmp_path: Path) -> None:
    """The program's columns begin behind merged cells too, since only their first cell can be seen."""
    path, parts = tmp_path / "pocket.xlsx", small()
    merged = '<mergeCells count="1"><mergeCell ref="F2:J3"/></mergeCells>'
    path.write_bytes(packed(parts | {CANDIDATES: sheet(PEOPLE, after=merged)}))
    run(path)
    assert values(path, "Candidates")[0].index("BP Best match") == column_index("K")


def test_a_failed_formula_is_seen_and_kept(tmp_path: Path) -> None:
    """A #REF! in a requisition's title is reported, and stays in the sheet."""
    path, parts = tmp_path / "pocket.xlsx", small()
    failed = b'<c r="B3" t="e"><f>Gone!A1</f><v>#REF!</v></c>'
    title = b'<c r="B3" t="inlineStr"><is><t>Clerk</t></is></c>'
    path.write_bytes(packed(parts | {REQUISITIONS: parts[REQUISITIONS].replace(title, failed)}))
    assert "#REF!" in {problem.value for problem in run(path).problems}
    assert failed in unpacked(path)[REQUISITIONS]


@pytest.mark.parametrize("prefix", ["", "x:"])
@pytest.mark.parametrize("formula_in", ["nothing", "a row that changes", "a row that stays"])
def test_a_formula_in_a_tab_of_the_program_goes(tmp_path: Path, formula_in: str, prefix: str) -> None:
    """Though it shows what the program's cell should, and only one row of the tab changes."""
    path = tmp_path / "pocket.xlsx"
    clerks = [f"Clerk {letter},{letter}@mail.example,Excel,Mid,2026-05-01,Too junior" for letter in "bcdefghij"]
    path.write_bytes(packed(small() | {CANDIDATES: sheet("\n".join([PEOPLE, *clerks]))}))
    run(path)
    parts, shown = unpacked(path), values(path, "BP Matches")
    name, score = (shown[0].index(header) for header in ("Name", "Score"))
    row, other = (next(at for at, one in enumerate(shown) if one[name] == who) for who in ("Clerk c", "Clerk f"))
    (part,) = [part for part, xml in parts.items() if b">Clerk f<" in xml and b">Blocker<" in xml]
    xml = parts[part]
    if formula_in != "nothing":
        cell = f"{chr(65 + score)}{(row if formula_in == 'a row that changes' else other) + 1}"
        xml, found = re.subn(rf'(<c r="{cell}"[^>]*>)(<v>)'.encode(), rb"\1<f>40+35</f>\2", xml)
        assert found == 1
    if prefix:
        xml = re.sub(rb"<(/?)(\w)", rb"<\1x:\2", xml).replace(b"xmlns=", b"xmlns:x=", 1)
    renamed = parts[CANDIDATES].replace(b"Clerk c", b"Clerk Cee")
    path.write_bytes(packed(parts | {part: xml, CANDIDATES: renamed}))
    assert run(path).published
    after = values(path, "BP Matches")
    assert after[row] == [*shown[row][:name], "Clerk Cee", *shown[row][name + 1 :]]
    assert [*after[:row], *after[row + 1 :]] == [*shown[:row], *shown[row + 1 :]]
    assert not re.search(rb"<(x:)?f\b", unpacked(path)[part])


def test_the_sheets_added_have_names_and_parts_of_their_own(tmp_path: Path) -> None:
    """A new sheet takes no part name, id or relation that is taken, hidden ones and gaps included."""
    path = tmp_path / "pocket.xlsx"
    path.write_bytes(packed(small()))
    run(path)
    sheets = attributes(unpacked(path)[WORKBOOK], "sheet")
    for name in ("name", "sheetId", f"{{{RELATIONS}}}id"):
        assert len({entry[name].lower() for entry in sheets}) == len(sheets) == 7
    assert [entry["name"] for entry in sheets if entry.get("state") == "hidden"] == ["BP Data", "BP History"]
    assert TODAY.isoformat() in {str(cell) for row in values(path, "BP Runs") for cell in row}
