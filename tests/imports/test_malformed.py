"""Files that cannot be imported: each ends in one sentence that says why, and nothing is read of it."""

import json
import random
import struct
from collections.abc import Callable

import pytest

from automation.core.imports.reading import UnreadableFile
from tests.imports.making import ADA, HEADERS, gathered, of_text, people, without, workbook, zipped

GOOD = workbook([HEADERS.strip().split(","), ADA.strip().split(",")])


def _bomb() -> bytes:
    """A workbook whose sheet is 400 MB of blanks."""
    row = b"<row r='1'><c r='A1'/></row>" + b" " * (400 * 2**20)
    return zipped(
        **{
            "[Content_Types].xml": b"<Types/>",
            "xl/workbook.xml": b"<workbook/>",
            "xl/worksheets/sheet1.xml": b"<worksheet><sheetData>" + row + b"</sheetData></worksheet>",
        }
    )


def _entities() -> bytes:
    lol = "<!ENTITY a 'aaaaaaaaaa'>" + "".join(
        f"<!ENTITY {chr(98 + n)} '{('&' + chr(97 + n) + ';') * 10}'>" for n in range(8)
    )
    xml = f"<?xml version='1.0'?><!DOCTYPE w [{lol}]><workbook>&i;</workbook>".encode()
    return zipped(**{"[Content_Types].xml": b"<Types/>", "_rels/.rels": b"<R/>", "xl/workbook.xml": xml})


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
NOISE = random.Random(7).randbytes(3_000)  # noqa: S311  (Test data.)

# What it is → the file's name, its bytes or what makes them, and a word of the sentence.
MALFORMED: dict[str, tuple[str, bytes | Callable[[], bytes], str]] = {
    "0 bytes": ("a.csv", b"", "empty"),
    "only blanks": ("a.csv", b" \r\n \t\r\n", "empty"),
    "only a byte order mark": ("a.csv", b"\xef\xbb\xbf", "empty"),
    "only delimiters": ("a.csv", b",,,\n,,,\n", "empty"),
    "headers only": ("a.csv", HEADERS.encode(), "no rows"),
    "headers only, xlsx": ("a.xlsx", workbook([["Name", "Email"]]), "no rows"),
    "headers only, json": ("a.json", b'{"candidates": []}', "no candidates"),
    "no headers": ("a.csv", ADA.encode() * 3, "headers"),
    "unknown headers": ("a.csv", "Ägypten,Über,Straße\n1,2,3\n".encode(), "Ägypten"),
    "unclosed quote": ("a.csv", (HEADERS + '"Ada,ada@o.example\n' + ADA * 5).encode(), "quote"),
    "quote that swallows rows": (
        "a.csv",
        (
            HEADERS + 'Bo,b@o.example,"Smith,Co,2026-01-01,Comp\n' + ADA * 3 + 'Cy,c@o.example,x",Co,2026-01-01,Comp\n'
        ).encode(),
        "quote",
    ),
    "stray and unclosed quote": (
        "a.csv",
        (HEADERS + 'Bo "B" X,b@o.example,a,b,,\n"Cy"x,c@o.example,a,b,,\n"Di,d@o.example\n' + ADA).encode(),
        "quote",
    ),
    "HTML named .xls": ("a.xls", b"<html><table><tr><td>Name</td></tr></table></html>", "HTML"),
    "HTML with a mark": ("a.xls", b"\xef\xbb\xbf\r\n<TABLE border=1><tr><td>Name</table>", "HTML"),
    "XML of Excel 2003": ("a.xls", b'<?xml version="1.0"?><Workbook></Workbook>', "XML"),
    "old .xls": ("a.xls", OLE, ".xls"),
    "encrypted xlsx": ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
    "truncated xlsx": ("a.xlsx", GOOD[: len(GOOD) // 2], "xlsx"),
    "xlsx without its sheet": ("a.xlsx", without(GOOD, "xl/worksheets/sheet1.xml"), "damaged"),
    "xlsx without relations": ("a.xlsx", without(GOOD, "xl/_rels/workbook.xml.rels"), "damaged"),
    "zip bomb": ("a.xlsx", _bomb, "blank"),
    "entities": ("a.xlsx", _entities(), "damaged"),
    "zip archive": ("export.zip", zipped(**{"Candidates.csv": b"Name,Email\n"}), "unpack"),
    "Word document": (
        "cv.docx",
        zipped(**{"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}),
        "cv.docx",
    ),
    "OpenDocument": ("a.ods", zipped(**{"mimetype": b"application/x", "content.xml": b"<x/>"}), "OpenDocument"),
    "PDF": ("cv.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
    "picture": ("cv.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "picture"),
    "gzip": ("a.csv.gz", b"\x1f\x8b\x08" + b"\x00" * 50, "gzip"),
    "database": ("a.db", b"SQLite format 3\x00" + b"\x00" * 100, "database"),
    "noise": ("a.csv", NOISE, "no text"),
    "UTF-16 cut in a character": ("a.csv", b"\xff\xfe" + "Name;Email\nAda".encode("utf-16-le")[:-1], "damaged"),
    "truncated JSON": ("a.json", json.dumps([{"name": "Ada", "email": "a@o.example"}])[:-8].encode(), "line 1"),
    "JSON of a number": ("a.json", b"[1, 2, 3]", "no candidates"),
    "JSON of an error": ("a.json", b'{"error": "Unauthorized", "status": 401}', "headers"),
    "deep JSON": ("a.json", b"[" * 200_000 + b"]" * 200_000, "deep"),
    "JSON with a long number": ("a.json", b'[{"id": ' + b"9" * 5_000 + b"}]", "number"),
    "long cell": ("a.csv", b"Name,Email\n" + b"a" * 1_200_000 + b",a@o.example\n", "longer"),
    "every row too long": ("a.csv", b"Name,Email\nAda,ada@o.example,x,y\nBo,bo@o.example,x,y\n", "no row"),
    "bytes of a program": ("a.csv", struct.pack("<200I", *range(200)), "no text"),
}


@pytest.mark.parametrize("what", MALFORMED)
def test_ends_in_a_sentence(what: str) -> None:
    name, data, word = MALFORMED[what]
    with pytest.raises(UnreadableFile) as raised:
        gathered((name, data if isinstance(data, bytes) else data()))
    text = str(raised.value)
    assert word in text
    assert text.startswith(name)
    assert text.endswith(".")
    assert "\n" not in text
    assert len(text) < 500


class TestStillReads:
    """Faults that can be got over."""

    def test_utf_16_without_a_mark(self) -> None:
        found = of_text(HEADERS + ADA, encoding="utf-16-le")
        assert [one["name"] for one in people(found)] == ["Ada Okafor"]
        assert any("UTF-16" in line for line in found.remarks.lines())

    def test_nul_bytes(self) -> None:
        found = of_text(HEADERS + ADA.replace("Lagos", "La\x00gos"))
        assert people(found)[0]["company"] == "Lagos Demo"
        assert any("zero characters" in line for line in found.remarks.lines())

    def test_ragged_rows_are_never_shifted(self) -> None:
        found = of_text(HEADERS + ADA + "Bo,bo@o.example,Dev,Acme, Ltd.,2026-02-03,Comp\nCy,cy@o.example\n")
        assert [one["name"] for one in people(found)] == ["Ada Okafor", "Cy"]
        assert [(one.who, one.place.row) for one in found.left] == [("Bo", 3)]

    def test_quotes_inside_words(self) -> None:
        found = of_text(HEADERS + 'Fionnuala "Fin" Daly,fin@d.example,5" gun,b,2026-01-02,Comp\n' + ADA)
        assert [one["name"] for one in people(found)] == ['Fionnuala "Fin" Daly', "Ada Okafor"]

    def test_backslash_before_quotes(self) -> None:
        found = of_text('Name,Email,Company\n"Ada \\"A\\" Okafor",ada@o.example,"B, C"\n')
        assert people(found)[0]["name"] == 'Ada "A" Okafor'
        assert people(found)[0]["company"] == "B, C"

    @pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^"])
    def test_any_delimiter(self, delimiter: str) -> None:
        text = (HEADERS + ADA * 1 + ADA.replace("Ada", "Bo").replace("ada@", "bo@")).replace(",", delimiter)
        assert len(people(of_text(text))) == 2

    def test_sep_line(self) -> None:
        found = of_text("sep=;\nName;Email\nAda, Dr.;ada@o.example\n")
        assert people(found)[0]["name"] == "Ada, Dr."

    def test_title_rows_above(self) -> None:
        found = of_text("Report of Monday;;\n;;\nName;Email;Ort\nJörg;j@o.example;Fürth\n", encoding="cp1252")
        assert people(found) == [{"name": "Jörg", "email": "j@o.example", "location": "Fürth"}]
        assert any("row 3" in line for line in found.remarks.lines())

    def test_header_again_in_the_middle(self) -> None:
        assert len(people(of_text(HEADERS + ADA + HEADERS))) == 1

    def test_lines_that_are_one_cell(self) -> None:
        """A table that was pasted into one column has quotes around each line."""
        found = people(of_text('"Name,Email,Reason"\n"Ada Ok,ada@o.example,""too, late"""\n'))
        assert found[0]["email"] == "ada@o.example"
        assert found[0]["reason_detail"] == "too, late"

    def test_texts_as_formulas(self) -> None:
        """An export that keeps numbers as they are writes them as formulas; a call is left out of every cell."""
        row = '"=""Ada Ok""",ada@o.example,"=""0049305550100""","=HYPERLINK(""http://x.example"")"\n'
        found = people(of_text(f"Name,Email,Phone,Notes\n{row}=cmd|' /C calc'!A0,b@o.example,,\n"))
        assert (found[0]["name"], found[0]["phone"]) == ("Ada Ok", "0049305550100")
        assert "notes" not in found[0]
        assert "name" not in found[1]

    def test_totals_that_count_addresses(self) -> None:
        """A number below the addresses is no person."""
        found = of_text("Name,Email\nAda Ok,ada@o.example\nTotal,1\n")
        assert [one.cells["name"] for one in found.people] == ["Ada Ok"]

    def test_an_address_in_the_name(self) -> None:
        """It becomes the address where the row has no other."""
        found = people(of_text("Name,Email\nAda Ok <ada@o.example>,\n"))
        assert (found[0]["name"], found[0]["email"]) == ("Ada Ok", "ada@o.example")

    def test_a_date_under_a_group_title(self) -> None:
        """Date means what its group says."""
        rows = [
            ["Contact", None, "Outcome", None],
            ["Name", "Email", "Date", "Reason"],
            ["Ada", "a@o.example", "2026-02-03", "Pay"],
        ]
        assert people(gathered(("a.xlsx", workbook(rows))))[0]["shelved_on"] == "2026-02-03"

    def test_a_few_lines_in_another_encoding(self) -> None:
        """Each line is read as what it is."""
        found = gathered(("a.csv", "Name,Email\nJörg,j@o.example\n".encode() + "Zoë,z@o.example\n".encode("cp1252")))
        assert [one.cells["name"] for one in found.people] == ["Jörg", "Zoë"]
