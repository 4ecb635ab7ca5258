"""What a person should know of a Google Sheet before they rely on it: access, switches, size, protections."""

import stat
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from automation.core.model import Finding
from automation.core.schema import BP_DATA, HIDDEN_TABS
from automation.store.google.connection import Connection
from automation.store.google.reading import SHEET_IDS

FIELDS = {
    "fields": (
        "properties(title,locale,timeZone,importFunctionsExternalUrlAccessAllowed),sheets(properties(sheetId,title,"
        "gridProperties(rowCount,columnCount)),protectedRanges(range(sheetId),warningOnly,requestingUserCanEdit))"
    )
}
# Cells that one spreadsheet may have, blank ones included, and the share from which a person should know.
MOST_CELLS = 10_000_000
NEARLY_FULL = 0.8


def examined(connection: Connection) -> list[Finding]:
    """Everything worth knowing, good or bad; the trouble that makes a reading impossible is raised.

    Raises:
        StoreError: The spreadsheet is out of reach; the sentence says what to do.
    """
    answer = connection.read(FIELDS)
    sheets = answer.get("sheets", ())
    return [
        *_key_file(connection.key_file),
        *_access(connection.account, sheets),
        *_protections(sheets),
        *_switches(answer.get("properties") or {}),
        *_size(sheets),
    ]


def _key_file(path: str | None) -> Iterator[Finding]:
    if path is None:
        yield Finding("Credentials", True, "Application Default Credentials are accepted")
        return
    file = Path(path).resolve()
    tree = next((folder for folder in file.parents if (folder / ".git").exists()), None)
    open_to_others = file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    if tree:
        yield Finding(
            "Key file", False, f"{path} lies inside the git work tree {tree}: move it out, so that nobody commits it"
        )
    if open_to_others:
        yield Finding("Key file", False, f"others on this machine can read {path}: run `chmod 600 {path}`")
    if not tree and not open_to_others:
        yield Finding("Key file", True, "accepted; outside git, and only you can read it")


def _access(account: str, sheets: Sequence[Mapping[str, Any]]) -> Iterator[Finding]:
    who = account or "the account of these credentials"
    yield Finding("API", True, "the Google Sheets API answers")
    ours = [
        area for sheet in sheets if _id_of(sheet) == SHEET_IDS[BP_DATA] for area in sheet.get("protectedRanges", ())
    ]
    if any(area.get("requestingUserCanEdit") is False for area in ours):
        yield Finding("Sharing", False, f"{who} cannot edit: share the spreadsheet with it as an editor, not a viewer")
    elif ours:
        yield Finding("Sharing", True, f"shared with {who} as an editor")
    else:
        yield Finding("Sharing", True, f"shared with {who}; `backpocket init` shows whether as an editor")


def _protections(sheets: Sequence[Mapping[str, Any]]) -> Iterator[Finding]:
    names = {SHEET_IDS[tab]: tab for tab in HIDDEN_TABS}
    there = [sheet for sheet in sheets if _id_of(sheet) in names]
    missing = [tab for tab in HIDDEN_TABS if SHEET_IDS[tab] not in map(_id_of, there)]
    open_tabs = [
        names[_id_of(sheet)]
        for sheet in there
        if not any(not area.get("warningOnly") for area in sheet.get("protectedRanges", ()))
    ]
    if missing:
        yield Finding("Program's tabs", False, f"{', '.join(missing)} missing: run `backpocket init`")
    if open_tabs:
        yield Finding("Protection", False, f"anybody can type into {', '.join(open_tabs)}: run `backpocket init`")
    if there and not open_tabs:
        yield Finding("Protection", True, "the hidden tabs are protected")


def _switches(properties: Mapping[str, Any]) -> Iterator[Finding]:
    if properties.get("importFunctionsExternalUrlAccessAllowed"):
        yield Finding(
            "External data",
            False,
            "formulas may call other sites, so one that somebody pastes (IMPORTXML, IMAGE …) could send people's data "
            "out: look for such formulas, and work in a copy of the spreadsheet that was never asked to allow it",
        )
    else:
        yield Finding("External data", True, "formulas may not call other sites")
    locale, zone = properties.get("locale", "unknown"), properties.get("timeZone", "unknown")
    yield Finding("Locale", True, f"{locale}, time zone {zone}")


def _size(sheets: Sequence[Mapping[str, Any]]) -> Iterator[Finding]:
    sizes = [sheet["properties"].get("gridProperties", {}) for sheet in sheets]
    cells = sum(int(size.get("rowCount", 0)) * int(size.get("columnCount", 0)) for size in sizes)
    used = f"{cells:,} of {MOST_CELLS:,} cells are used, blank ones included"
    if cells >= NEARLY_FULL * MOST_CELLS:
        yield Finding("Size", False, f"{used}: delete empty rows, empty columns and old tabs")
    else:
        yield Finding("Size", True, used)


def _id_of(sheet: Mapping[str, Any]) -> int:
    return int(sheet["properties"].get("sheetId", 0))
