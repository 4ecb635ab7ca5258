"""An .xlsx file as a package of parts: which part holds which sheet, and how a sheet is added."""

import io
import posixpath
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable, Iterable, Iterator
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from automation.store.xlsx.refusals import (
    DAMAGED,
    LARGE_READ,
    MOST_UNPACKED,
    TOO_LARGE,
    UNREADABLE,
    NotAWorkbook,
    as_damage,
    refuse_ratio,
)
from automation.store.xlsx.sheet_xml import normalized

# Makes the bytes of a part, in pieces.
Made = Callable[[], Iterable[bytes | memoryview]]

_TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_SHEET_PART = re.compile(r"/sheet(\d+)\.xml$", re.IGNORECASE)

# The most bytes of one part, and of a part that is small in any workbook.
MOST_PART = 256 * 2**20
MOST_SMALL = 32 * 2**20
# Bytes that are unpacked at a time.
BLOCK = 2**20
# Bytes of a sheet that are unpacked to see its first rows.
BEGINNING = 2 * 2**20


class Package:
    """The parts of a workbook. Parts are read on demand, and only changed ones are written again.

    Args:
        data: The bytes of the file.

    Raises:
        NotAWorkbook: The parts are not those of a workbook.
    """

    def __init__(self, data: bytes) -> None:
        with as_damage():
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._changed: dict[str, bytes] = {}
        self._later: dict[str, Made] = {}
        # The parts that the file did not have, in the order in which they came.
        self._added: list[str] = []
        # Part of a sheet → what follows its rows, where it has been read.
        self.after_rows: dict[str, bytes] = {}
        try:
            self.workbook = self._workbook_part()
            root = _parsed(self.part(self.workbook, MOST_SMALL))
            self.namespace = root.tag[1:].partition("}")[0]
            self.sheets = self._sheet_parts(root)
            sheets = root.iter(f"{{{self.namespace}}}sheet")
            self.hidden = {one.get("name", "") for one in sheets if one.get("state") in {"hidden", "veryHidden"}}
        except (KeyError, StopIteration, ET.ParseError) as error:
            raise NotAWorkbook(DAMAGED) from error
        properties = root.find(f"{{{self.namespace}}}workbookPr")
        self.counts_from_1904 = properties is not None and properties.get("date1904") in {"1", "true"}

    def beginning(self, name: str) -> bytes:
        """The first `BEGINNING` bytes of a part, as they are in the file."""
        with as_damage(), self._zip.open(name) as part:
            return part.read(BEGINNING)

    def related(self, kind: str, most: int = MOST_PART) -> bytes:
        """The workbook's part of a kind, such as its shared strings; empty if there is none."""
        target = next((part for type_, part in self._related_parts() if type_ == kind), None)
        try:
            return self.part(target, most) if target else b""
        except KeyError as error:
            raise NotAWorkbook(DAMAGED) from error

    def names(self) -> list[str]:
        """The names of all parts."""
        return sorted(name for name in self._names() if not name.endswith("/"))

    def related_part(self, kind: str) -> str:
        """The name of the workbook's part of a kind, such as its shared strings; "" if there is none."""
        return next((part for type_, part in self._related_parts() if type_ == kind), "")

    def part(self, name: str, most: int | None = None) -> bytes:
        """The bytes of a part, with its changes.

        Args:
            name: Of the part.
            most: The most bytes it may have; None for a part that is only copied.
        """
        if name in self._later:
            self.replace(name, b"".join(self._later.pop(name)()))
        if name in self._changed:
            return self._changed[name]
        # To read a large part at once takes its size twice.
        out = io.BytesIO()
        for block in self._unpacked(name, most, BLOCK):
            out.write(block)
        return out.getvalue()

    def _limited(self, name: str, most: int | None) -> zipfile.ZipInfo:
        entry = self._zip.getinfo(name)
        size = entry.file_size
        if size > (most or MOST_UNPACKED):
            what = f"has a part ({name}) of"
            raise NotAWorkbook(TOO_LARGE.format(what=what, size=size // 2**20, most=(most or 0) // 2**20))
        if most:
            refuse_ratio(entry, LARGE_READ)
        return entry

    def blocks(self, name: str, most: int, size: int) -> Iterator[bytes]:
        """The bytes of a part, block by block; raises as `part` does.

        Args:
            name: Of the part.
            most: The most bytes that it may have.
            size: Of a block.
        """
        if name in self._changed or name in self._later:
            yield self.part(name)
            return
        yield from self._unpacked(name, most, size)

    def _unpacked(self, name: str, most: int | None, size: int) -> Iterator[bytes]:
        entry = self._limited(name, most)
        # `ZipFile.read` unpacks all there is before it looks at the size.
        left = entry.file_size + 1
        with as_damage(), self._zip.open(entry) as file:
            while left > 0 and (block := file.read(min(size, left))):
                left -= len(block)
                yield block

    def replace(self, name: str, data: bytes) -> None:
        """Change or add a part.

        Raises:
            expat.ExpatError: The data is not well-formed XML, so the workbook would not open.
        """
        expat.ParserCreate().Parse(data, True)
        self._changed[name] = data

    def replace_later(self, name: str, made: Made) -> None:
        """Change a part, which is made when it is needed: the parts of large sheets need not be there together.

        Args:
            name: Of the part.
            made: Makes its bytes, perhaps from the part as it is now.
        """
        if name in self._later:
            self.part(name)
        self._later[name] = made

    def to_bytes(self) -> bytes:
        """The whole file: unchanged parts as they were, in their order, then new ones."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as target:
            entries = {one.filename: one for one in self._zip.infolist() if not one.is_dir()}
            for name in (*entries, *self._added):
                if made := self._later.pop(name, None):
                    _write(target, name, made())
                else:
                    target.writestr(entries.get(name, name), self.part(name), compresslevel=3)
        return out.getvalue()

    def add_sheet(self, name: str, made: Made, *, hidden: bool) -> None:
        """Add a worksheet behind the others, which is made when it is needed."""
        folder = posixpath.join(posixpath.dirname(self.workbook), "worksheets")
        numbers = [int(m[1]) for part in self._names() if (m := _SHEET_PART.search(part))]
        part = f"{folder}/sheet{max(numbers, default=0) + 1}.xml"
        self._added.append(part)
        self.replace_later(part, made)
        self._declare(part)
        relation = self._relate(part)
        self._list(name, relation, hidden=hidden)
        self.sheets[name] = part

    def _names(self) -> set[str]:
        return {*self._zip.namelist(), *self._added}

    def _workbook_part(self) -> str:
        relations = _parsed(self.part("_rels/.rels", MOST_SMALL))
        target = next(r.get("Target", "") for r in relations if r.get("Type", "").endswith("/officeDocument"))
        return target.lstrip("/")

    @property
    def _relations(self) -> str:
        folder, name = posixpath.split(self.workbook)
        return f"{folder}/_rels/{name}.rels"

    def _sheet_parts(self, root: ET.Element) -> dict[str, str]:
        relations = _parsed(self.part(self._relations, MOST_SMALL))
        targets = {r.get("Id"): r.get("Target", "") for r in relations if r.get("Type", "").endswith("/worksheet")}
        sheets: dict[str, str] = {}
        for sheet in root.iter(f"{{{self.namespace}}}sheet"):
            relation = sheet.get(f"{{{_TRANSITIONAL}}}id") or sheet.get(f"{{{_STRICT}}}id")
            if relation in targets:
                name, part = sheet.get("name", ""), _resolved(self.workbook, targets[relation])
                if name in sheets or part in sheets.values():
                    # Reading and writing could mean different ones.
                    raise NotAWorkbook(f"has two tabs named '{name}', so it {DAMAGED}")
                sheets[name] = part
        return sheets

    def _related_parts(self) -> Iterator[tuple[str, str]]:
        """The kind and the name of each part that the workbook refers to; the kind is the last word of the type."""
        for relation in _parsed(self.part(self._relations, MOST_SMALL)):
            if relation.get("TargetMode") != "External":
                yield relation.get("Type", "").rpartition("/")[2], _resolved(self.workbook, relation.get("Target", ""))

    def _declare(self, part: str) -> None:
        entry = f'<Override PartName="/{part}" ContentType="{_SHEET_TYPE}"/>'
        self._insert("[Content_Types].xml", "Types", entry)

    def _relate(self, part: str) -> str:
        known = set(re.findall(r'\bId="([^"]*)"', self.part(self._relations).decode()))
        relation = next(name for number in range(1, 10_000) if (name := f"rIdBackpocket{number}") not in known)
        base = _STRICT if "purl.oclc.org" in self.namespace else _TRANSITIONAL
        entry = f'<Relationship Id="{relation}" Type="{base}/worksheet" Target="/{part}"/>'
        self._insert(self._relations, "Relationships", entry)
        return relation

    def _list(self, name: str, relation: str, *, hidden: bool) -> None:
        text = normalized(self.part(self.workbook)).decode()
        base = _STRICT if "purl.oclc.org" in self.namespace else _TRANSITIONAL
        # Declared in this entry, because some programs declare the prefix only in each of their own entries.
        identifier = f'xmlns:r="{base}" r:id="{relation}"'
        sheet_ids = [int(number) for number in re.findall(r'\bsheetId="(\d+)"', text)]
        state = ' state="hidden"' if hidden else ""
        entry = f'sheet name={quoteattr(name)} sheetId="{max(sheet_ids, default=0) + 1}"{state} {identifier}/>'
        self._insert(self.workbook, "sheets", f"<{{prefix}}{entry}")

    def _insert(self, part: str, element: str, entry: str) -> None:
        """Put an entry at the end of an element, with the prefix the document uses."""
        text = normalized(self.part(part)).decode()
        match = re.search(rf"</((?:\w+:)?){element}\s*>", text)
        if match is None:
            raise NotAWorkbook(DAMAGED)
        prefix = match[1]
        written = entry.replace("{prefix}", prefix)
        if prefix and not entry.startswith("<{prefix}"):
            written = f"<{prefix}{entry[1:]}"
        self.replace(part, f"{text[: match.start()]}{written}{text[match.start() :]}".encode())


def _write(target: zipfile.ZipFile, name: str, pieces: Iterable[bytes | memoryview]) -> None:
    """Write a changed part. Raises `expat.ExpatError` if it is not well-formed."""
    parser = expat.ParserCreate()
    with target.open(name, "w") as part:
        for piece in pieces:
            parser.Parse(piece)
            part.write(piece)
    parser.Parse(b"", True)


def _parsed(xml: bytes) -> ET.Element:
    """Parse a small part. A DOCTYPE is refused, because its entities can turn a few bytes into gigabytes."""
    if b"<!DOCTYPE" in xml or "<!DOCTYPE".encode("utf-16-le") in xml or "<!DOCTYPE".encode("utf-16-be") in xml:
        raise NotAWorkbook(DAMAGED)
    return ET.fromstring(xml)


def sheet_parts(package: Package, part: str, kind: str) -> list[str]:
    """The parts of one kind that a sheet refers to; none if what it refers to cannot be read.

    Args:
        package: The workbook.
        part: Of the sheet.
        kind: The last word of the relation's type, such as "table".
    """
    folder, name = posixpath.split(part)
    try:
        relations = _parsed(package.part(f"{folder}/_rels/{name}.rels", MOST_SMALL))
    except UNREADABLE:
        return []
    return [
        _resolved(part, r.get("Target", ""))
        for r in relations
        if r.get("TargetMode") != "External" and r.get("Type", "").rpartition("/")[2] == kind
    ]


def _resolved(part: str, target: str) -> str:
    """The name of the part that another part refers to; a target with a leading slash is absolute."""
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
