"""What becomes of values that come in: RAW as they are, USER_ENTERED as if typed into the cell."""

import re
from datetime import date
from typing import Any

from tests.sheets_emulator.locales import date_pattern, decimal_comma, month_first
from tests.sheets_emulator.state import Cell, Scalar

EPOCH = date(1899, 12, 30)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBER = re.compile(r"([-+]?)([$€£¥]?)([-+]?)(\d{1,3}(?:,\d{3})+|\d*)(\.\d*)?([eE][-+]?\d+)?(%?)")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_NUMERIC_DATE = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})")
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([AaPp][Mm]))?")
_WORD_DATE = re.compile(r"(?:(\d{1,2})[\s-]+)?([A-Za-z]{3,9})\.?[\s-]+(?:(\d{1,2})(?:,\s*|\s+))?(\d{4})")

Format = dict[str, Any]


def typed(value: Any, old: Cell, locale: str) -> Cell:
    """The cell after a person typed this into it; its format stays unless the value brings one.

    Args:
        value: A JSON scalar; "" empties the cell.
        old: The cell before.
        locale: The spreadsheet's.
    """
    if not isinstance(value, str):
        return raw(value, old)
    if value.startswith("'"):
        return old.holding(value[1:] or None)
    if value.startswith("=") and len(value) > 1:
        return old.holding(None, value)
    parsed, number_format = parse(value, locale)
    cell = old.holding(parsed)
    plain = (old.format or {}).get("numberFormat", {}).get("type") == "TEXT"
    if plain:
        return cell._replace(value=value or None)
    if number_format and not (old.format or {}).get("numberFormat"):
        return cell._replace(format={**(old.format or {}), "numberFormat": number_format})
    return cell


def raw(value: Any, old: Cell) -> Cell:
    """The cell with the value as it is; "" empties it."""
    return old.holding(None if value == "" else value)


def parse(text: str, locale: str) -> tuple[Scalar, Format | None]:
    """What typing this text means, and the number format that comes with it."""
    stripped = text.strip()
    if not stripped:
        return (text or None), None
    if stripped.upper() in {"TRUE", "FALSE"}:
        return stripped.upper() == "TRUE", None
    return parse_number(stripped, locale) or parse_date(stripped, locale) or (text, None)


def parse_number(text: str, locale: str) -> tuple[float, Format | None] | None:
    """`1,234.50`, `12%`, `$5`, `1e5`; None if it isn't a number."""
    if decimal_comma(locale):
        text = text.translate(str.maketrans(",.", ".,"))
    match = _NUMBER.fullmatch(text)
    if not match or not (match[4] or len(match[5] or "") > 1) or (match[1] and match[3]):
        return None
    sign, currency, inner, whole, decimals, exponent, percent = match.groups()
    number = float((whole.replace(",", "") or "0") + (decimals or "") + (exponent or ""))
    if "-" in (sign, inner):
        number = -number
    places = "0" * (len(decimals) - 1 if decimals else 0)
    if percent:
        return number / 100, {"type": "PERCENT", "pattern": "0.00%" if places else "0%"}
    if currency:
        return number, {"type": "CURRENCY", "pattern": f'"{currency}"#,##0' + (".00" if places else "")}
    if exponent:
        return number, {"type": "SCIENTIFIC", "pattern": "0.00E+00"}
    if "," in whole:
        return number, {"type": "NUMBER", "pattern": "#,##0" + (".00" if places else "")}
    return number, None


def parse_date(text: str, locale: str) -> tuple[float, Format | None] | None:
    """A date, a time or both as days since 1899-12-30; None if it is neither."""
    if match := _TIME.fullmatch(text):
        return _time(match), {"type": "TIME", "pattern": "h:mm:ss" if match[3] else "h:mm"}
    day_text, _, time_text = text.partition(" ")
    if (match := _TIME.fullmatch(time_text)) and (day := _day(day_text, locale)):
        return day[0] + _time(match), {"type": "DATE_TIME", "pattern": f"{day[1]} h:mm:ss"}
    found = _day(text, locale)
    return (found[0], {"type": "DATE", "pattern": found[1]}) if found else None


def _time(match: re.Match[str]) -> float:
    hours, minutes, seconds = int(match[1]), int(match[2]), int(match[3] or 0)
    if match[4]:
        hours = hours % 12 + (12 if match[4].lower() == "pm" else 0)
    return (hours * 3600 + minutes * 60 + seconds) / 86400


def _day(text: str, locale: str) -> tuple[float, str] | None:
    if match := _ISO.fullmatch(text):
        return _serial(int(match[1]), int(match[2]), int(match[3]), "yyyy-mm-dd")
    if match := _NUMERIC_DATE.fullmatch(text):
        first, second = int(match[1]), int(match[2])
        month, day = (first, second) if month_first(locale) else (second, first)
        return _serial(_year(match[3]), month, day, date_pattern(locale))
    if (match := _WORD_DATE.fullmatch(text)) and match[2].lower()[:3] in _MONTHS and (match[1] or match[3]):
        month = _MONTHS.index(match[2].lower()[:3]) + 1
        pattern = "d mmm yyyy" if match[1] else "mmm d, yyyy"
        return _serial(int(match[4]), month, int(match[1] or match[3]), pattern)
    return None


def _year(text: str) -> int:
    """Two digits below 30 are of this century."""
    if len(text) > 2:
        return int(text)
    return int(text) + (2000 if int(text) < 30 else 1900)


def _serial(year: int, month: int, day: int, pattern: str) -> tuple[float, str] | None:
    try:
        return float((date(year, month, day) - EPOCH).days), pattern
    except ValueError:
        return None
