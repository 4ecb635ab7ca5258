"""Findings about a Google Sheet: access, switches, size, protections."""

import stat
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from automation.core.model import Finding
from automation.core.schema import HIDDEN_TABS
from automation.store.google.connection import Connection
from automation.store.google.reading import names_of

FIELDS = {
    "fields": (
        "properties(title,locale,timeZone,importFunctionsExternalUrlAccessAllowed),sheets(properties(sheetId,title,"
        "gridProperties(rowCount,columnCount)),protectedRanges(range(sheetId),warningOnly,requestingUserCanEdit,editors))"
    )
}
# The most cells of one spreadsheet, blank ones included, and the share from which the size is reported as bad.
MOST_CELLS = 10_000_000
NEARLY_FULL = 0.8

Area = Mapping[str, Any]


def examined(connection: Connection) -> list[Finding]:
    """All findings, good and bad.

    Raises:
        StoreError: The spreadsheet is out of reach; the sentence says what to do.
    """
    answer = connection.read(FIELDS)
    sheets = answer.get("sheets", ())
    areas = dict(zip(names_of(sheets), (sheet.get("protectedRanges", ()) for sheet in sheets), strict=True))
    who = connection.who()
    return [
        *_key_file(connection.key_file),
        *_access(who, areas),
        *_protections(who, areas),
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
            "Key file", False, f"{path} lies inside the git work tree {tree}: move it out, so that it is not committed"
        )
    if open_to_others:
        yield Finding("Key file", False, f"others on this machine can read {path}: run `chmod 600 {path}`")
    if not tree and not open_to_others:
        yield Finding("Key file", True, "accepted; outside git, and only you can read it")


def _access(who: str, areas: Mapping[str, Sequence[Area]]) -> Iterator[Finding]:
    yield Finding("API", True, "the Google Sheets API answers")
    # Areas that every editor may edit: a warning only, or our own locks. People's own locks prove nothing.
    telling = [area for tab in areas for area in areas[tab] if tab in HIDDEN_TABS or area.get("warningOnly")]
    if not telling:
        yield Finding("Sharing", True, f"shared with {who}; `backpocket init` shows whether as an editor")
    elif any(map(_may_edit, telling)):
        yield Finding("Sharing", True, f"shared with {who} as an editor")
    else:
        yield Finding("Sharing", False, f"{who} cannot edit: share the spreadsheet with it as an editor, not a viewer")


def _may_edit(area: Area) -> bool:
    """Whether we may edit a protected area. The API leaves out false, and shows editors only to those who may edit."""
    return bool(area.get("requestingUserCanEdit") or area.get("editors"))


def _protections(who: str, areas: Mapping[str, Sequence[Area]]) -> Iterator[Finding]:
    locks = {tab: [area for area in areas[tab] if not area.get("warningOnly")] for tab in HIDDEN_TABS if tab in areas}
    missing = ", ".join(tab for tab in HIDDEN_TABS if tab not in areas)
    open_tabs = ", ".join(tab for tab, found in locks.items() if not found)
    editor = any(_may_edit(area) for found in areas.values() for area in found)
    closed = ", ".join(tab for tab, found in locks.items() if editor and not all(map(_may_edit, found)))
    if missing:
        yield Finding("Program's tabs", False, f"{missing} missing: run `backpocket init`")
    if open_tabs:
        yield Finding("Protection", False, f"all editors can type into {open_tabs}: run `backpocket init`")
    if closed:
        advice = "ask the owner to allow it there, or use the account that ran `backpocket init`"
        yield Finding("Protection", False, f"{closed} protected against {who}: {advice}")
    if locks and not open_tabs and not closed:
        yield Finding("Protection", True, "the hidden tabs are protected")


def _switches(properties: Mapping[str, Any]) -> Iterator[Finding]:
    if properties.get("importFunctionsExternalUrlAccessAllowed"):
        yield Finding(
            "External data",
            False,
            "formulas may call other sites, so one that a colleague pastes (IMPORTXML, IMAGE …) could send people's "
            "data out: look for such formulas, and work in a copy of the spreadsheet that was never asked to allow it",
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
