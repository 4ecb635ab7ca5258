"""Cells as the API returns and takes them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple, cast

from automation.core.model import Cell, CellError, Row
from automation.core.text import text_of

EPOCH = date(1899, 12, 30)
_LAST_SERIAL = 2_958_465
_DATES = {"DATE", "DATE_TIME"}
_ERRORS = {
    "REF": "#REF!",
    "N_A": "#N/A",
    "NAME": "#NAME?",
    "VALUE": "#VALUE!",
    "DIVIDE_BY_ZERO": "#DIV/0!",
    "NUM": "#NUM!",
    "NULL_VALUE": "#NULL!",
}
LONGEST = 50_000
_encode = json.JSONEncoder(allow_nan=False, separators=(",", ":")).encode
# Characters of a piece of a request.
_PIECE = 2**15
# Of so many texts the same one is kept once.
_KNOWN = 10_000


class RichCell(NamedTuple):
    """A cell with a formula or chips: what a person sees, the formula, and what is behind its chips."""

    cell: Cell
    formula: str
    chips: "Chips | None" = None


class Chips(NamedTuple):
    """What is behind the chips of a cell.

    Attributes:
        people: The text with the address after each people chip, "Dana Reyes <dana@acme.example>"; "" without one.
        link: The address behind the first file, place or other link chip; "" without one.
    """

    people: str
    link: str


# A cell as JSON; or what a person sees of it, where that is all there is to it.
Data = dict[str, Any] | RichCell | Cell
_NOT_PLAIN = frozenset({dict, RichCell})


class SlimRows:
    """Makes rows of cells of the JSON of rows, which need a tenth of the memory."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def __call__(self, row: Any) -> list[Data]:
        """The cells of a `RowData`, as `cell_of`, `formula_of` and `chips_of` take them."""
        if len(self._known) > _KNOWN:
            self._known.clear()
        return list(map(self._slim, row.get("values") or ()))

    def _slim(self, data: dict[str, Any]) -> Data:
        cell = _shown(data)
        if isinstance(cell, str):
            cell = self._known.setdefault(cell, cell)
        formula, chips = formula_of(data), chips_of(data)
        return RichCell(cell, formula, chips) if formula or chips else cell


def shown_row(row: list[Data]) -> list[Cell]:
    """What a person sees in a row: the row itself where that is all there is to its cells, as in most rows."""
    return cast("list[Cell]", row) if _NOT_PLAIN.isdisjoint(map(type, row)) else list(map(cell_of, row))


def cell_of(data: Data) -> Cell:
    """What a person sees in a cell: numbers with a date format are days, failed formulas errors."""
    if isinstance(data, RichCell):
        return data.cell
    return _shown(data) if isinstance(data, dict) else data


def _shown(data: Mapping[str, Any]) -> Cell:
    value = data.get("effectiveValue") or {}
    if "stringValue" in value:
        return str(value["stringValue"]) or None
    if "errorValue" in value:
        return CellError(_ERRORS.get(value["errorValue"].get("type", ""), "#ERROR!"))
    if "boolValue" in value:
        return bool(value["boolValue"])
    if "numberValue" not in value:
        return None
    number = float(value["numberValue"])
    kind = (data.get("effectiveFormat") or {}).get("numberFormat", {}).get("type")
    if kind in _DATES and 0 < number <= _LAST_SERIAL:
        return EPOCH + timedelta(days=int(number))
    return int(number) if number.is_integer() else number


def chips_of(data: Data) -> Chips | None:
    """What is behind the chips of a cell; None where it has none."""
    if not isinstance(data, dict):
        return data.chips if isinstance(data, RichCell) else None
    runs = data.get("chipRuns")
    if not runs:
        return None
    text = str((data.get("effectiveValue") or {}).get("stringValue") or "")
    links = ((run.get("chip") or {}).get("richLinkProperties") or {} for run in runs)
    return Chips(_with_addresses(text, runs), next((str(link["uri"]) for link in links if link.get("uri")), ""))


def _with_addresses(text: str, runs: Sequence[Mapping[str, Any]]) -> str:
    # The API counts UTF-16 code units.
    units, starts = text.encode("utf-16-le"), [2 * int(run.get("startIndex") or 0) for run in runs]
    parts, found = [units[: starts[0]].decode("utf-16-le", errors="replace")], False
    for run, start, end in zip(runs, starts, [*starts[1:], len(units)], strict=True):
        shown = units[start:end].decode("utf-16-le", errors="replace")
        email = ((run.get("chip") or {}).get("personProperties") or {}).get("email") or ""
        found |= bool(email)
        parts.append(f"{shown} <{email}>" if email and email not in shown else shown)
    return "".join(parts) if found else ""


def formula_of(data: Data) -> str:
    """The formula in a cell; "" where there is none."""
    if not isinstance(data, dict):
        return data.formula if isinstance(data, RichCell) else ""
    entered = data.get("userEnteredValue")
    return str(entered.get("formulaValue") or "") if entered else ""


def cell_data(cell: Cell) -> dict[str, Any]:
    """A cell to write. Text stays text, even with an equals sign in front; a day is a number, without its format."""
    text = text_of(cell)
    if not text:
        return {}
    if isinstance(cell, bool):
        return {"userEnteredValue": {"boolValue": cell}}
    if isinstance(cell, date) and not isinstance(cell, datetime):
        return {"userEnteredValue": {"numberValue": (cell - EPOCH).days}}
    if isinstance(cell, int | float):
        return {"userEnteredValue": {"numberValue": cell}}
    return {"userEnteredValue": {"stringValue": text[:LONGEST]}}


@dataclass(frozen=True, slots=True)
class RowData:
    """A row to write, which becomes JSON only when it is sent: see `RequestBody`."""

    row: Row


def row_data(rows: Sequence[Row]) -> list[RowData]:
    """Rows to write."""
    return list(map(RowData, rows))


class RequestBody:
    """The JSON of a request, in pieces that fit between what is in memory already.

    The cells of rows are made one row at a time: all of them need much more memory. It can be sent more than once.
    """

    def __init__(self, body: Mapping[str, Any]) -> None:
        self._pieces: list[bytes] = []
        parts, size = list[str](), 0
        for part in _parts(body):
            parts.append(part)
            size += len(part)
            if size >= _PIECE:
                self._pieces.append("".join(parts).encode())
                parts, size = [], 0
        self._pieces.append("".join(parts).encode())

    def __len__(self) -> int:
        """How many bytes."""
        return sum(map(len, self._pieces))

    def __iter__(self) -> Iterator[bytes]:
        """The pieces."""
        return iter(self._pieces)


def _parts(value: Any) -> Iterator[str]:
    if isinstance(value, RowData):
        yield _encode({"values": list(map(cell_data, value.row))})
    elif isinstance(value, Mapping):
        mark = "{"
        for name, one in value.items():
            yield f"{mark}{_encode(name)}:"
            yield from _parts(one)
            mark = ","
        yield "}" if value else "{}"
    elif isinstance(value, list):
        mark = "["
        for one in value:
            yield mark
            yield from _parts(one)
            mark = ","
        yield "]" if value else "[]"
    else:
        yield _encode(value)
