"""The whole state of an emulated service as plain JSON data, and back.

So a later version of the program can be started on what an earlier one left.

Kept are the spreadsheets with everything in them, who may open them, the accounts that are known, and where ids come
from. Not kept is what belongs to a run: tokens, keys, faults, quotas and calls.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from tests.sheets_emulator.service import Service
from tests.sheets_emulator.state import Cell, Failure, Scalar, Sheet, Spreadsheet, Unknowns

FORMAT = 1
_DIMENSIONS = "dimensions"
# What a spreadsheet holds besides its tabs; what it computes is computed again.
_OF_FILES = tuple(field.name for field in fields(Spreadsheet) if field.name not in {"sheets", "calculation"})
_OF_TABS = ("properties", "merges", "protected", "rules", "basic_filter", "groups", "tables")


def dumped(service: Service) -> dict[str, Any]:
    """Everything that a service holds."""
    version, state, rest = service.workspace.ids.getstate()
    return {
        "format": FORMAT,
        "ids": [version, list(state), rest],
        "accounts": sorted(service.accounts.known),
        "files": [_file(book) for book in service.workspace.files.values()],
    }


def load(service: Service, record: Mapping[str, Any]) -> None:
    """Give a service what was dumped, instead of what it holds.

    Raises:
        ValueError: The record is of another format.
    """
    if record.get("format") != FORMAT:
        raise ValueError(f"An emulator's dump of format {FORMAT} was expected, not {record.get('format')}.")
    version, state, rest = record["ids"]
    service.workspace.ids.setstate((version, tuple(state), rest))
    service.accounts.known |= set(record["accounts"])
    books = [_book(file, service.unknowns) for file in record["files"]]
    service.workspace.files = {book.key: book for book in books}


def _file(book: Spreadsheet) -> dict[str, Any]:
    kept = {name: getattr(book, name) for name in _OF_FILES}
    return {**kept, "unknowns": asdict(book.unknowns), "sheets": [_tab(sheet) for sheet in book.sheets]}


def _book(file: Mapping[str, Any], unknowns: Unknowns) -> Spreadsheet:
    """A file; one that was dumped before there were switches has those of the service."""
    switches = Unknowns(**file["unknowns"]) if "unknowns" in file else unknowns
    return Spreadsheet(**{**file, "unknowns": switches, "sheets": [_sheet(tab) for tab in file["sheets"]]})


def _tab(sheet: Sheet) -> dict[str, Any]:
    # The names of JSON objects are text.
    entries = {name: [[at, given] for at, given in kept.items()] for name, kept in sheet.dimensions.items()}
    cells = [[cell and _cell(cell) for cell in line] for line in sheet.cells]
    return {**{name: getattr(sheet, name) for name in _OF_TABS}, _DIMENSIONS: entries, "cells": cells}


def _sheet(tab: Mapping[str, Any]) -> Sheet:
    properties = tab["properties"]
    sheet = Sheet(properties["sheetId"], properties["title"])
    # An older dump knows no tables.
    for name in [name for name in _OF_TABS if name in tab]:
        setattr(sheet, name, tab[name])
    sheet.dimensions = {name: {int(at): given for at, given in kept} for name, kept in tab[_DIMENSIONS].items()}
    sheet.cells = [[None if cell is None else _cell_of(cell) for cell in line] for line in tab["cells"]]
    return sheet


def _cell(cell: Cell) -> dict[str, Any]:
    """What there is of a cell; a cell that was touched and is blank now is an empty object."""
    kept = {name: value for name, value in cell._asdict().items() if value is not None}
    return kept | ({"value": _plain(cell.value)} if cell.value is not None else {})


def _cell_of(kept: Mapping[str, Any]) -> Cell:
    return Cell(**{**kept, "value": _scalar(kept.get("value"))})


def _plain(value: Scalar) -> bool | float | str | Sequence[str] | None:
    return [value.kind, value.message] if isinstance(value, Failure) else value


def _scalar(value: Any) -> Scalar:
    scalar: Scalar = Failure(*value) if isinstance(value, list) else value
    return scalar
