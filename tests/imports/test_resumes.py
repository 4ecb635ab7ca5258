"""A CV fills in what it says, within limits, or the reader says why it cannot be read."""

import contextlib
import io
import zlib
from collections.abc import Callable

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from automation.core.imports.resume import UnreadableResume, read_resume
from automation.imports.resume_files import text_of_resume
from automation.imports.resume_process import MOST_BYTES, read_resume_file
from tests.imports.making import zipped

ENGLISH = """Curriculum Vitae
Ada N. Okafor
Staff Platform Engineer
Berlin · +49 30 555 0100 · ada.okafor@okafor.example · linkedin.com/in/ada-okafor
SKILLS
Languages: Python, Go, Rust (basic)
Kubernetes • Terraform • Team leadership
EXPERIENCE
Acme GmbH, 01/2019 - 03/2024: Apache Kafka pipelines, and a go at Excel
"""
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PARAGRAPH = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
BOX = f"<w:p><w:r><w:pict><w:txbxContent>{PARAGRAPH}</w:txbxContent></w:pict><w:t>outside</w:t></w:r></w:p>"


def pdf(*lines: str, link: str = "", more: bytes = b"") -> bytes:
    """A PDF of one page, as programs write it."""
    shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
    content = zlib.compress(f"BT /F1 12 Tf 72 720 Td {shown}ET".encode("latin-1") + more)
    annotation = f"/Annots [<</Type/Annot/Subtype/Link/Rect[0 0 1 1]/A<</S/URI/URI({link})>>>>]" if link else ""
    font = "<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources{font}/Contents 4 0 R{annotation}>>".encode(),
        b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(content), content),
    ]
    data, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj%b endobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + b"xref\n0 5\n0000000000 65535 f \n%btrailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(data),
    )


def word(*paragraphs: str, header: str = "") -> bytes:
    """A Word document."""
    body = f'<w:document xmlns:w="{WORD}"><w:body>{"".join(paragraphs)}</w:body></w:document>'
    top = f'<w:hdr xmlns:w="{WORD}">{PARAGRAPH.format(header)}</w:hdr>'
    return zipped(**{"word/document.xml": body.encode(), "word/header1.xml": top.encode()})


def protected(data: bytes) -> bytes:
    """The same PDF with a password."""
    writer, out = pypdf.PdfWriter(clone_from=io.BytesIO(data)), io.BytesIO()
    writer.encrypt("secret")
    writer.write(out)
    return out.getvalue()


def test_what_a_cv_says() -> None:
    """Skills are those that the program or the workbook knows; a word such as "go" in a sentence is none."""
    assert read_resume(ENGLISH, ["Apache Kafka", "Go", "Excel", "Vendor management"]) == {
        "email": "ada.okafor@okafor.example",
        "phone": "+49 30 555 0100",
        "profile_url": "linkedin.com/in/ada-okafor",
        "skills": "Python, Go, Rust, Kubernetes, Terraform, Apache Kafka, Excel",
        "name": "Ada N. Okafor",
    }


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Lebenslauf\nName: Jörg Müller\nTelefon: 030 / 555 01 00",
            {"name": "Jörg Müller", "phone": "030 / 555 01 00"},
        ),
        # A title, a firm and a street are no names.
        ("Software Engineer\nAcme Ltd\nBaker Street\ncv@x.example", {"email": "cv@x.example"}),
        ("Okafor Adaeze\nokafor@x.example", {"name": "Okafor Adaeze", "email": "okafor@x.example"}),
        # Years and amounts are no phones.
        ("2015 - 2020, 01/2019 - 03/2024, budget 1 200 000, 12345678", {}),
        ("Technical skills: Java, Spring Boot", {"skills": "Java, Spring Boot"}),
        ("see github.com/ada and www.linkedin.com/in/ada.", {"profile_url": "www.linkedin.com/in/ada"}),
        ("", {}),
    ],
)
def test_only_what_is_sure(text: str, wanted: dict[str, str]) -> None:
    """What could be something else stays out."""
    assert read_resume(text) == wanted


def test_a_pdf() -> None:
    """Its lines, and the address behind a word."""
    text = text_of_resume(pdf("Ada Okafor", "ada@okafor.example", link="https://www.linkedin.com/in/ada"))
    found = read_resume(text)
    assert (found["name"], found["profile_url"]) == ("Ada Okafor", "https://www.linkedin.com/in/ada")


def test_a_word_document() -> None:
    """Its header, its paragraphs and its text boxes, each once."""
    text = text_of_resume(word(PARAGRAPH.format("Ada Okafor"), BOX.format("Skills: Go"), header="ada@okafor.example"))
    assert sorted(text.splitlines()) == ["Ada Okafor", "Skills: Go", "ada@okafor.example", "outside"]


FAULTS: dict[str, tuple[Callable[[], bytes], str]] = {
    "a scan": (pdf, r"no text in this PDF \(a scan\)"),
    "an empty document": (lambda: word(""), "no text in this document"),
    "a password": (lambda: protected(pdf("Ada")), "password"),
    "half a PDF": (lambda: b"%PDF-1.4\n1 0 obj <</Type/Catalog", "damaged"),
    "half a document": (lambda: word(PARAGRAPH.format("Ada"))[:-40], "damaged"),
    "a workbook": (lambda: zipped(**{"xl/workbook.xml": b"<x/>"}), "neither"),
    "an old document": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9, r"\.doc"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n", "neither"),
    "nothing": (lambda: b"", "neither"),
    "entities": (
        lambda: zipped(**{"word/document.xml": b'<!DOCTYPE x [<!ENTITY a "Ada">]><x><p><t>&a;</t></p></x>'}),
        "no text",
    ),
    "a document that unpacks to 40 MB": (
        lambda: zipped(**{"word/document.xml": b"<x>" + b" " * 40 * 2**20}),
        "too large",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_faults(fault: str) -> None:
    """Each ends in a sentence."""
    make, why = FAULTS[fault]
    with pytest.raises(UnreadableResume, match=why):
        text_of_resume(make())


@given(st.binary(max_size=300), st.integers(0, 900))
@settings(max_examples=60, deadline=None)
def test_any_bytes(noise: bytes, at: int) -> None:
    """Whatever stands in a PDF, it is read or ends in a sentence."""
    good = pdf("Ada Okafor", link="mailto:ada@okafor.example")
    for data in (b"%PDF-" + noise, good[:at] + noise + good[at + len(noise) :]):
        with contextlib.suppress(UnreadableResume):
            text_of_resume(data)


@given(st.text())
def test_any_text(text: str) -> None:
    """No text of a CV fails."""
    assert all(read_resume(text).values())


@pytest.mark.long
def test_in_a_process_of_its_own() -> None:
    """A good file comes back as its text; one beyond the limits ends only its own reading, in a sentence."""
    assert "Ada Okafor" in read_resume_file(pdf("Ada Okafor"))
    with pytest.raises(UnreadableResume, match="a scan"):
        read_resume_file(pdf())
    with pytest.raises(UnreadableResume, match="too long to read, or too much memory"):
        read_resume_file(pdf(*["(" * 30] * 200, more=b"q " * 30_000_000), seconds=1)
    with pytest.raises(UnreadableResume, match="10 MB"):
        read_resume_file(b"%PDF-" + b" " * MOST_BYTES)
