"""Taking texts out of a workbook file that no cell shows any more.

A spreadsheet program keeps the texts of cells in one list for the whole file, and links, notes and comments beside the
cells. They stay there when a cell is emptied.
"""

import re
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from html import unescape
from posixpath import split
from xml.etree import ElementTree as ET

from automation.store.xlsx.package import Package, sheet_parts
from automation.store.xlsx.refusals import UNREADABLE
from automation.store.xlsx.sheet_xml import attributes_of, normalized

_ATTRIBUTES = rb"""(?:[^<>"']|"[^"<]*"|'[^'<]*')*?"""
_STRING = re.compile(rb"<((?:\w+:)?)si\b" + _ATTRIBUTES + rb"(?:/>|>[^<]*(?:<(?!/(?:\w+:)?si>)[^<]*)*</(?:\w+:)?si>)")
_USED = re.compile(
    rb"<(?:\w+:)?c\b(?=[^<>]*\st=[\"']s[\"'])[^<>]*>[^<]*(?:<(?!/?(?:\w+:)?[cv]\b)[^<]*)*<(?:\w+:)?v>\s*(\d+)"
)
_LINK = re.compile(rb"<(?:\w+:)?hyperlink\b(" + _ATTRIBUTES + rb")(?:/>|>[^<]*</(?:\w+:)?hyperlink>)")
_LINKS = re.compile(rb"<((?:\w+:)?)hyperlinks\b" + _ATTRIBUTES + rb">\s*</(?:\w+:)?hyperlinks>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b(" + _ATTRIBUTES + rb")(?:/>|>[^<]*</(?:\w+:)?Relationship>)")
# A note, or a comment of a thread, with its text.
_NOTE = re.compile(rb"(<(?:\w+:)?(comment|threadedComment)\b(" + _ATTRIBUTES + rb")>)(.*?)(</(?:\w+:)?\2>)", re.DOTALL)
_TEXT = re.compile(rb"(<(?:\w+:)?t(?:ext)?\b(?:\s[^<>]*)?>)[^<]+(</)")
_ROWS = re.compile(r"[A-Z]+(\d+)")
_STRUCTURE = re.compile(
    r"(?:\[Content_Types\]\.xml|.*/styles\.xml|.*/theme\d*\.xml|.*\.(?:png|jpe?g|gif|emf|wmf|bin))$"
)


def drop_unused_strings(package: Package) -> None:
    """Empty the shared strings that no cell refers to. The others keep their numbers."""
    name = package.related_part("sharedStrings")
    if not name:
        return
    used = {int(number) for part in package.sheets.values() for number in _USED.findall(normalized(package.part(part)))}
    number = -1

    def kept(match: re.Match[bytes]) -> bytes:
        nonlocal number
        number += 1
        return match[0] if number in used else b"<%ssi><%st/></%ssi>" % (match[1], match[1], match[1])

    strings = normalized(package.part(name))
    emptied = _STRING.sub(kept, strings)
    if emptied != strings:
        package.replace(name, emptied)


def empty_beside(package: Package, sheet: str, rows: AbstractSet[int]) -> None:
    """Take links, notes and comments away from rows (indexes; 0 is row 1) of a sheet."""
    _drop_links(package, sheet, rows)
    for kind in ("comments", "threadedComment"):
        for part in sheet_parts(package, sheet, kind):
            xml = normalized(package.part(part))
            emptied = _NOTE.sub(lambda match: _emptied(match, rows), xml)
            if emptied != xml:
                package.replace(part, emptied)


def _emptied(match: re.Match[bytes], rows: AbstractSet[int]) -> bytes:
    if not _touches(attributes_of(match[3]).get("ref", ""), rows):
        return match[0]
    return match[1] + _TEXT.sub(rb"\1\2", match[4]) + match[5]


def _drop_links(package: Package, sheet: str, rows: AbstractSet[int]) -> None:
    xml = normalized(package.part(sheet))
    dropped: set[str] = set()

    def kept(match: re.Match[bytes]) -> bytes:
        attributes = attributes_of(match[1])
        if not _touches(attributes.get("ref", ""), rows):
            return match[0]
        dropped.update(value for name, value in attributes.items() if name.endswith(":id"))
        return b""

    without = _LINKS.sub(b"", _LINK.sub(kept, xml))
    if without == xml:
        return
    package.replace(sheet, without)
    folder, name = split(sheet)
    relations = f"{folder}/_rels/{name}.rels"
    unused = {one for one in dropped if f'"{one}"'.encode() not in without}
    if unused:
        known = normalized(package.part(relations))
        package.replace(
            relations, _RELATION.sub(lambda m: b"" if attributes_of(m[1]).get("Id") in unused else m[0], known)
        )


def _touches(reference: str, rows: AbstractSet[int]) -> bool:
    """Whether a reference, such as B5 or B5:C7, covers one of these rows."""
    numbers = [int(number) - 1 for number in _ROWS.findall(reference)]
    return bool(numbers) and any(min(numbers) <= row <= max(numbers) for row in rows)


def parts_with(package: Package, found_in: Callable[[str], bool], *, everywhere: bool = False) -> list[str]:
    """The parts in whose text something is found, such as a pivot table's copy.

    Args:
        package: The workbook.
        found_in: Looks at one text.
        everywhere: Whether to look into sheets and their strings, too.
    """
    ours = set() if everywhere else {*package.sheets.values(), package.related_part("sharedStrings")}
    found = []
    for name in package.names():
        if name in ours or _STRUCTURE.fullmatch(name):
            continue
        try:
            text = package.part(name).decode("utf-8", "replace")
            root = ET.fromstring(text.encode())
            values = [value for one in root.iter() for value in (one.text or "", one.tail or "", *one.attrib.values())]
        except UNREADABLE:
            values = [unescape(text)]
        if any(found_in(value) for value in values):
            found.append(name)
    return found
