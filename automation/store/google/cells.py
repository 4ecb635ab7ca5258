"""Cells as the API returns and takes them."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from automation.core.model import Cell, CellError, Row
from automation.core.text import text_of

_EPOCH = date(1899, 12, 30)
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
_CELL = {"effectiveValue", "userEnteredValue", "effectiveFormat"}


class SlimCell(NamedTuple):
    """The needed part of a cell: what a person sees, and the formula."""

    cell: Cell
    formula: str


Data = Mapping[str, Any] | SlimCell


def slim(data: dict[str, Any]) -> Any:
    """A JSON object of a reply: a cell as `SlimCell`, in a fifth of the memory; any other object unchanged."""
    # A format's condition has a field `userEnteredValue`, too, but as text.
    is_cell = data and data.keys() <= _CELL and not isinstance(data.get("userEnteredValue"), str)
    return SlimCell(_shown(data), formula_of(data)) if is_cell else data


def cell_of(data: Data) -> Cell:
    """What a person sees in a cell: numbers with a date format are days, failed formulas errors."""
    return data.cell if isinstance(data, SlimCell) else _shown(data)


def _shown(data: Mapping[str, Any]) -> Cell:
    value = data.get("effectiveValue") or {}
    if "errorValue" in value:
        return CellError(_ERRORS.get(value["errorValue"].get("type", ""), "#ERROR!"))
    if "stringValue" in value:
        return str(value["stringValue"]) or None
    if "boolValue" in value:
        return bool(value["boolValue"])
    if "numberValue" not in value:
        return None
    number = float(value["numberValue"])
    kind = (data.get("effectiveFormat") or {}).get("numberFormat", {}).get("type")
    if kind in _DATES and 0 < number <= _LAST_SERIAL:
        return _EPOCH + timedelta(days=int(number))
    return int(number) if number.is_integer() else number


def formula_of(data: Data) -> str:
    """The formula in a cell; "" where there is none."""
    if isinstance(data, SlimCell):
        return data.formula
    return str((data.get("userEnteredValue") or {}).get("formulaValue") or "")


def cell_data(cell: Cell) -> dict[str, Any]:
    """A cell to write. Text stays text, even with an equals sign in front."""
    text = text_of(cell)
    if not text:
        return {}
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return {"userEnteredValue": {"numberValue": cell}}
    return {"userEnteredValue": {"stringValue": text[:LONGEST]}}


def row_data(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Rows to write."""
    return [{"values": [cell_data(cell) for cell in row]} for row in rows]
