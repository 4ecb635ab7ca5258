"""Makes files to import: workbooks with openpyxl, and what people have instead of workbooks."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from automation.core.imports.reading import Gathered, Wishes, gather
from automation.core.imports.words import named
from automation.imports.files import read_bytes

TODAY = date(2026, 11, 28)
HEADERS = "Name,Email,Title,Company,Rejected on,Reason\n"
ADA = "Ada Okafor,ada@okafor.example,Engineer,Lagos Demo,2026-02-03,Comp\n"


def gathered(*files: tuple[str, bytes], system: str = "", **wishes: Any) -> Gathered:
    """What files hold."""
    sources = [read_bytes(name, data) for name, data in files]
    return gather(sources, Wishes(named(system) if system else None, **wishes), TODAY)


def of_text(text: str, name: str = "file.csv", encoding: str = "utf-8", **wishes: Any) -> Gathered:
    """What a text holds."""
    return gathered((name, text.encode(encoding)), **wishes)


def people(found: Gathered) -> list[Mapping[str, str]]:
    """The cells of the people to add."""
    return [one.cells for one in found.people if not one.status]


def workbook(
    rows: Sequence[Sequence[Any]],
    then: Callable[[Worksheet], object] = lambda _: None,
    **sheets: Sequence[Sequence[Any]],
) -> bytes:
    """An .xlsx file with a tab People, and further tabs."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "People"
    for row in rows:
        sheet.append(list(row))
    for title, cells in sheets.items():
        other = book.create_sheet(title)
        for row in cells:
            other.append(list(row))
    then(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def without(data: bytes, part: str) -> bytes:
    """The same zip file without a part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            if name != part:
                target.writestr(name, source.read(name))
    return out.getvalue()


def zipped(**parts: bytes) -> bytes:
    """A zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts.items():
            target.writestr(name, data)
    return out.getvalue()
