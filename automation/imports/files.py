"""Opens a file that a person imports, whatever its name says it is."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from automation.core.imports.reading import Source, UnreadableFile
from automation.core.imports.records import Table
from automation.errors import SchemaError
from automation.imports.delimited import read_delimited
from automation.imports.encoding import decode
from automation.store.xlsx.foreign import read_workbook
from automation.store.xlsx.refusals import NotAWorkbook

# The largest file that is read. 50,000 applications take 15 MB.
MOST = 100 * 2**20
_PAGE = re.compile(r"\s*(?:<!doctype html|<html|<table|<head|<meta|<body)", re.IGNORECASE)
_XML = re.compile(r"\s*<\?xml|\s*<\w+[\s>]")
_KNOWN = "give a .csv, .tsv, .xlsx or .json file"
# First bytes → what a file is that cannot be imported.
_OTHERS = {
    b"%PDF": "is a PDF",
    b"{\\rtf": "is a Word document (RTF)",
    b"\x1f\x8b": "is compressed (gzip): unpack it first",
    b"7z\xbc\xaf": "is an archive (7z): unpack it first",
    b"Rar!": "is an archive (RAR): unpack it first",
    b"\x89PNG": "is a picture",
    b"\xff\xd8\xff": "is a picture",
    b"GIF8": "is a picture",
    b"SQLite format 3": "is a database",
}


def read_file(path: Path, encoding: str = "") -> Source:
    """What a file holds.

    Args:
        path: Of the file.
        encoding: Of a text file, named by a person; "" finds it.

    Raises:
        UnreadableFile: It cannot be read; the text says why.
    """
    try:
        if path.is_dir():
            raise UnreadableFile(f"{path} is a folder: name the files in it.")
        size = path.stat().st_size
        if size > MOST:
            raise UnreadableFile(f"{path.name} has {size // 2**20:,} MB, more than {MOST // 2**20} MB: split it.")
        data = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFile(f"There is no file {path}.") from None
    except OSError as error:
        raise UnreadableFile(f"{path} cannot be read ({error.strerror}).") from None
    return read_bytes(path.name, data, encoding)


def read_bytes(name: str, data: bytes, encoding: str = "") -> Source:
    """What the bytes of a file hold; see `read_file`."""
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise UnreadableFile(f"{name} is empty ({len(data)} bytes): export it again.")
    if data.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return _workbook(name, data)
    other = next((what for magic, what in _OTHERS.items() if data.startswith(magic)), "")
    if other:
        raise UnreadableFile(f"{name} {other}: {_KNOWN}.")
    text = decode(name, data, encoding)
    if _PAGE.match(text.text[:2_000]):
        raise UnreadableFile(
            f"{name} is a web page (HTML), whatever its name says: open it in Excel and save it as .xlsx or .csv."
        )
    if _XML.match(text.text[:2_000]):
        raise UnreadableFile(f"{name} is XML: open it in Excel and save it as .xlsx or .csv, or {_KNOWN}.")
    if text.text.lstrip()[:1] in ("{", "["):
        return Source(name, value=_json(name, text.text))
    table = read_delimited(name, text.text)
    if not any(any(cell.strip() for cell in map(str, row)) for row in table.rows):
        raise UnreadableFile(f"{name} is empty: it has lines, but no cell holds anything.")
    return Source(name, [_with_remarks(table, text.remarks)])


def _with_remarks(table: Table, remarks: tuple[str, ...]) -> Table:
    return replace(table, remarks=(*table.remarks, *remarks))


def _workbook(name: str, data: bytes) -> Source:
    try:
        return Source(name, read_workbook(name, data))
    except NotAWorkbook as error:
        why = str(error)
        if data.startswith(b"PK") and why == "is not an .xlsx workbook":
            why = "is a zip archive or a document, not an .xlsx workbook: unpack it and import the files in it"
        raise UnreadableFile(f"{name} {why}.") from None
    except SchemaError as error:
        raise UnreadableFile(f"{name}: {error}") from None


def _json(name: str, text: str) -> Any:
    """The value of a JSON file, or the values of its lines.

    Raises:
        UnreadableFile: It is not JSON.
    """
    try:
        return json.loads(text)
    except RecursionError:
        raise UnreadableFile(f"{name} is nested too deep: it is no export of candidates.") from None
    except json.JSONDecodeError as error:
        lines = [line for line in text.splitlines() if line.strip()]
        try:
            values = [json.loads(line) for line in lines]
        except (ValueError, RecursionError):
            values = []
        if len(values) > 1 and all(isinstance(one, dict) for one in values):
            return values
        where = f"line {error.lineno}, column {error.colno}"
        raise UnreadableFile(
            f"{name} is not whole JSON: it breaks off or has a mistake at {where}. Export it again."
        ) from None
    except ValueError:
        raise UnreadableFile(f"{name} is not JSON that can be read: a number in it is too long.") from None
