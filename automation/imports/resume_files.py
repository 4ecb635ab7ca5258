"""The text of a CV: a PDF or a Word document. Called in a process of its own, by `resume_process`."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice

from lxml import etree
from pypdf import PdfReader

from automation.core.imports.resume import LONGEST, UnreadableResume

# The most pages of a CV that are read.
MOST_PAGES = 15
# Bytes of a part of a Word document, unpacked; the text of a CV takes a hundredth of it.
MOST_PART = 16 * 2**20
_PARTS = ("word/header", "word/document", "word/footnotes", "word/footer")
_OLD_WORD = b"\xd0\xcf\x11\xe0"


def text_of_resume(data: bytes) -> str:
    """The text of a CV, in lines, with the addresses of its links.

    Raises:
        UnreadableResume: It is no PDF and no Word document, is damaged or protected, or has no text.
    """
    if data.lstrip()[:5] == b"%PDF-":
        text, what = _of_pdf(data), "PDF"
    elif data.startswith(b"PK"):
        text, what = _of_word(data), "document"
    elif data.startswith(_OLD_WORD):
        raise UnreadableResume("This is an old Word document (.doc): save it as PDF or .docx first.")
    else:
        raise UnreadableResume("This is neither a PDF nor a Word document (.docx).")
    if not any(char.isalpha() for char in text):
        hint = " (a scan)" if what == "PDF" else ""
        raise UnreadableResume(f"There is no text in this {what}{hint}: type what it says, or paste it.")
    return text[:LONGEST]


def _of_pdf(data: bytes) -> str:
    try:
        reader = PdfReader(io.BytesIO(data))
        is_open = not reader.is_encrypted or bool(reader.decrypt(""))
        lines = list(_lines(reader)) if is_open else []
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  (The library raises errors of every kind on damaged files.)
        raise UnreadableResume("This PDF is damaged: open it, and print it as a PDF again.") from None
    if not is_open:
        raise UnreadableResume("This PDF is protected with a password: save it without one first.")
    return "\n".join(lines)


def _lines(reader: PdfReader) -> Iterator[str]:
    length = 0
    for page in islice(reader.pages, MOST_PAGES):
        text = page.extract_text()
        yield text
        yield from _links(page.get("/Annots"))
        length += len(text)
        if length > LONGEST:
            return


def _links(annotations: object) -> Iterator[str]:
    """The addresses behind the words of a page, such as "LinkedIn"."""
    found = getattr(annotations, "get_object", lambda: None)()
    for one in islice(found, 100) if isinstance(found, list) else ():
        action = one.get_object().get("/A")
        address = action.get_object().get("/URI") if action is not None else None
        if isinstance(address, str):
            yield address.removeprefix("mailto:")


def _of_word(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
            wanted = [one for part in _PARTS for one in sorted(names) if one.startswith(part) and one.endswith(".xml")]
            parts = [_part(package, name) for name in wanted]
    except (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, RuntimeError, NotImplementedError, OSError, EOFError):
        raise UnreadableResume("This document is damaged or protected: open it, and save it again.") from None
    if "word/document.xml" not in names:
        raise UnreadableResume("This is neither a PDF nor a Word document (.docx).")
    return "\n".join(parts)


def _part(package: zipfile.ZipFile, name: str) -> str:
    """The paragraphs of a part, those of tables and text boxes included."""
    with package.open(name) as stream:
        data = stream.read(MOST_PART + 1)
    if len(data) > MOST_PART:
        raise UnreadableResume("This document is too large to be a CV.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(data, parser)
    paragraphs: dict[etree._Element, str] = {}
    for one in root.iter("{*}t", "{*}tab", "{*}br"):
        # The nearest one: the paragraphs of a text box stand within another paragraph.
        paragraph = next(one.iterancestors("{*}p"), root)
        shown = {"tab": "\t", "br": "\n"}.get(etree.QName(one).localname, one.text or "")
        paragraphs[paragraph] = paragraphs.get(paragraph, "") + shown
    # Word keeps a text box twice, for older versions of itself.
    return "\n".join(dict.fromkeys(paragraphs.values()))
