"""Workbooks as parts: a small one in plain XML to make odd ones of, and looking into what a refresh wrote."""

import csv
import io
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from python_calamine import CalamineWorkbook

from automation.clock import Clock
from automation.core.model import Conventions
from automation.refresh import Outcome, refresh
from automation.store.xlsx import XlsxStore

TODAY = date(2026, 11, 22)
Parts = dict[str, bytes]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CONTENT_TYPES, WORKBOOK, WORKBOOK_RELS = "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
CANDIDATES, REQUISITIONS, NOTES = (f"xl/worksheets/sheet{number}.xml" for number in (1, 2, 3))
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
PEOPLE = """\
Name,Email,Skills,Level,Shelved on,Shelve reason
Ana Souza,ana@mail.example,"Kubernetes, Go",Senior,2026-03-01,Timing
Ben Okoro,ben@mail.example,Go,Mid,2026-04-01,Location
Cleo Marsh,cleo@mail.example,Excel,Mid,2026-05-01,Too junior"""
REQS = """\
Req ID,Title,Must-have skills,Level,Opened on,Status
REQ-1,Platform Engineer,"Kubernetes, Go",Senior,2026-11-01,Open
REQ-2,Clerk,Excel,Mid,2026-11-02,Open"""
BEST = {
    "ana@mail.example": "REQ-1 Platform Engineer",
    "ben@mail.example": "REQ-1 Platform Engineer",
    "cleo@mail.example": "REQ-2 Clerk",
}


def sheet(rows: str, *, before: str = "", after: str = "") -> bytes:
    """A worksheet of text cells, from comma-separated rows, with other elements around its rows."""
    lines = list(csv.reader(rows.splitlines()))
    body = "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{chr(64 + column)}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
            for column, text in enumerate(cells, start=1)
        )
        + "</row>"
        for number, cells in enumerate(lines, start=1)
    )
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{body}</sheetData>{after}</worksheet>'.encode()


def small() -> Parts:
    """The parts of a small workbook that has never been refreshed."""
    tabs = {"Candidates": sheet(PEOPLE), "Requisitions": sheet(REQS), "My notes": sheet("do not touch")}
    numbered = list(enumerate(tabs, start=1))
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for number, _ in numbered
    )
    listed = "".join(f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>' for number, name in numbered)
    related = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number, _ in numbered
    )
    texts = {
        CONTENT_TYPES: f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/'
        'vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        WORKBOOK: f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{listed}</sheets></workbook>',
        WORKBOOK_RELS: f'<Relationships xmlns="{_PACKAGE}/relationships">{related}</Relationships>',
    }
    sheets = {f"xl/worksheets/sheet{number}.xml": tabs[name] for number, name in numbered}
    return {name: text.encode() for name, text in texts.items()} | sheets


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The bytes of the file that holds these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return buffer.getvalue()


def unpacked(path: Path) -> Parts:
    """The parts of a file, in their order."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def run(path: Path, day: date = TODAY) -> Outcome:
    """Refresh a workbook as of a day."""
    return refresh(XlsxStore(path, day=lambda: day), Clock(day), Conventions())


def values(path: Path, tab: str) -> list[list[object]]:
    """The cells of a tab as a library of others' reads them."""
    with CalamineWorkbook.from_path(str(path)) as book:
        return book.get_sheet_by_name(tab).to_python(skip_empty_area=False)  # type: ignore[return-value]


def best_matches(path: Path) -> dict[object, object]:
    """BP Best match by e-mail, of the rows that have an e-mail."""
    header, *rows = values(path, "Candidates")
    key, best = header.index("Email"), header.index("BP Best match")
    return {row[key]: row[best] for row in rows if row[key]}


def attributes(xml: bytes, tag: str) -> list[dict[str, str]]:
    """The attributes of every element with this name, whatever its namespace."""
    return [dict(element.attrib) for element in ET.fromstring(xml).iter() if element.tag.endswith(f"}}{tag}")]
