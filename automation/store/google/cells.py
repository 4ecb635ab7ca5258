"""Cells as the API tells and takes them."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from automation.core.model import Cell, CellError, Row
from automation.core.text import text_of

_EPOCH = date(1899, 12, 30)
_LAST_SERIAL = 2_958_465
_DATES = {"DATE", "DATE_TIME"}
_ERRORS = {
    "REF": "#REF!", "N_A": "#N/A", "NAME": "#NAME?", "VALUE": "#VALUE!", "DIVIDE_BY_ZERO": "#DIV/0!", "NUM": "#NUM!",
    "NULL_VALUE": "#NULL!",
}  # fmt: skip
LONGEST = 50_000


def cell_of(data: Mapping[str, Any]) -> Cell:
    """What a person sees in a cell: numbers with a date format are days, failed formulas errors."""
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


def formula_of(data: Mapping[str, Any]) -> str:
    """The formula in a cell; "" where there is none."""
    return str((data.get("userEnteredValue") or {}).get("formulaValue") or "")


def cell_data(cell: Cell) -> dict[str, Any]:
    """A cell to write: text is always text, whatever it begins with."""
    text = text_of(cell)
    if not text:
        return {}
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return {"userEnteredValue": {"numberValue": cell}}
    return {"userEnteredValue": {"stringValue": text[:LONGEST]}}


def row_data(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Rows to write."""
    return [{"values": [cell_data(cell) for cell in row]} for row in rows]
