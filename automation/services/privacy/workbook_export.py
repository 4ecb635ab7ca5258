"""The whole workbook and its ledger as files that any program reads: a CSV for each tab, and the events."""

import csv
import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from io import StringIO
from pathlib import Path

from automation.core.model import Row
from automation.core.text import text_of
from automation.errors import StoreAccess
from automation.files import private_folder, write_durably
from automation.outreach.context import Mailroom

EVENTS = "events.jsonl"
# Kept out of file names.
_UNSAFE = re.compile(r"[^\w .-]+")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*(?:[eE][+-]?\d+)?")


def export_all(room: Mailroom, folder: Path) -> list[Path]:
    """Write every tab as CSV, and the ledger's events as JSON lines. Returns the files.

    Raises:
        StoreAccess: The folder cannot be written.
        StoreError: The workbook or the ledger is out of reach.
    """
    tabs, events = room.store.read().tabs, room.events()
    lines = (json.dumps(asdict(event), default=str, ensure_ascii=False) for event in events)
    contents = {f"{_file_name(tab)}.csv": csv_text(rows) for tab, rows in tabs.items()}
    contents[EVENTS] = "".join(f"{line}\n" for line in lines)
    try:
        private_folder(folder)
        for name, text in contents.items():
            write_durably(folder / name, text.encode())
    except OSError as error:
        raise StoreAccess(f"{folder} cannot be written ({error.strerror}): choose another folder.") from error
    return [folder / name for name in contents]


def write_private(file: Path, text: str) -> None:
    """Write a text file that only its owner can read.

    Raises:
        StoreAccess: It cannot be written.
    """
    try:
        write_durably(file, text.encode())
    except OSError as error:
        raise StoreAccess(f"{file} cannot be written ({error.strerror}): choose another place.") from error


def _file_name(tab: str) -> str:
    return _UNSAFE.sub("_", tab).strip(" .") or "tab"


def csv_text(rows: Sequence[Row]) -> str:
    """Rows as CSV (RFC 4180). Cells that a spreadsheet would take for a formula begin with an apostrophe."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerows([_harmless(text_of(cell)) for cell in row] for row in rows)
    return written.getvalue()


def _harmless(text: str) -> str:
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} and not _NUMBER.fullmatch(text) else text
