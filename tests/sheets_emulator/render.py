"""What values look like when they go out: formatted text, plain JSON, or the formula."""

import math
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from tests.sheets_emulator.locales import date_pattern, decimal_comma
from tests.sheets_emulator.state import Cell, Failure, Scalar

_DATE_TYPES = {"DATE", "TIME", "DATE_TIME"}
_DATE_TOKEN = re.compile(r'"[^"]*"|\\.|[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|\.0+|[aA][mM]/[pP][mM]|.')
_NUMBER_TOKEN = re.compile(r"[#0][#0,]*(?:\.[#0]+)?(?:[eE]\+0+)?%?")
_EXACT = 10**15


def json_value(value: Scalar) -> Any:
    """The value as JSON: whole numbers without a decimal point, errors as the cell shows them, a blank as ""."""
    if value is None:
        return ""
    if isinstance(value, Failure):
        return value.text
    if isinstance(value, float) and not isinstance(value, bool) and value.is_integer() and abs(value) < _EXACT:
        return int(value)
    return value


def render(cell: Cell, value: Scalar, locale: str, option: str | None, dates: str | None) -> Any:
    """One value of a `ValueRange`.

    Args:
        cell: For its formula and number format.
        value: What it shows: its own value, what its formula gives, or what another formula spilled into it.
        locale: The spreadsheet's.
        option: A `ValueRenderOption`; None is FORMATTED_VALUE.
        dates: A `DateTimeRenderOption`; only matters to UNFORMATTED_VALUE and FORMULA.
    """
    if option == "FORMULA" and cell.formula is not None:
        return cell.formula
    if option not in {"UNFORMATTED_VALUE", "FORMULA"}:
        return formatted(value, cell.format, locale)
    if dates == "FORMATTED_STRING" and is_number(value) and _kind(cell.format) in _DATE_TYPES:
        return formatted(value, cell.format, locale)
    return json_value(value)


def is_number(value: object) -> bool:
    """Whether it is a number; TRUE is none."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _kind(cell_format: Mapping[str, Any] | None) -> str | None:
    kind: str | None = (cell_format or {}).get("numberFormat", {}).get("type")
    return kind


def formatted(value: Scalar, cell_format: Mapping[str, Any] | None, locale: str) -> str:
    """The text that the cell shows."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, Failure):
        return value.text
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    number_format = (cell_format or {}).get("numberFormat") or {}
    pattern, kind = number_format.get("pattern"), number_format.get("type")
    if kind in _DATE_TYPES:
        return format_date(value, pattern or date_pattern(locale))
    if pattern and kind != "TEXT" and "@" not in pattern:
        return format_number(value, pattern.split(";")[0], locale)
    return general(value, locale)


def general(number: float, locale: str = "en_US") -> str:
    """The number without a format: up to ten significant digits, whole ones in full."""
    if float(number).is_integer() and abs(number) < _EXACT:
        return str(int(number))
    if math.isinf(number) or math.isnan(number):
        return "#NUM!"
    text = f"{number:.10g}"
    if "e" in text and 1e-5 <= abs(number) < 1:
        text = f"{number:.14f}".rstrip("0")
    text = text.replace("e-0", "E-").replace("e+0", "E+").replace("e", "E")
    return text.replace(".", ",") if decimal_comma(locale) else text


def format_number(number: float, pattern: str, locale: str) -> str:
    """The number by a pattern such as `#,##0.00`, `0%` or `"$"#,##0`."""
    match = _NUMBER_TOKEN.search(re.sub(r'"[^"]*"', lambda literal: "\x00" * len(literal[0]), pattern))
    if not match:
        return pattern.replace('"', "")
    digits = _digits(number, match[0])
    if decimal_comma(locale):
        digits = digits.translate(str.maketrans(",.", ".,"))
    before, after = pattern[: match.start()], pattern[match.end() :]
    return ("-" if number < 0 else "") + (before + digits + after).replace('"', "").replace("\\", "")


def _digits(number: float, pattern: str) -> str:
    number = abs(number) * (100 if pattern.endswith("%") else 1)
    body = pattern.rstrip("%")
    percent = "%" if pattern.endswith("%") else ""
    mantissa, _, exponent = body.upper().partition("E+")
    whole, _, decimals = mantissa.partition(".")
    places = len(decimals)
    if exponent:
        return f"{number:.{places}E}{percent}"
    text = f"{number:,.{places}f}" if "," in whole else f"{number:.{places}f}"
    optional = len(decimals) - len(decimals.rstrip("#"))
    for _ in range(optional):
        text = text.removesuffix("0")
    padded = text.rstrip(".").zfill(whole.count("0") + (places + 1 if places else 0))
    return padded + percent


def format_date(serial: float, pattern: str) -> str:
    """Days since 1899-12-30 by a pattern such as `yyyy-mm-dd h:mm`."""
    moment = datetime(1899, 12, 30) + timedelta(seconds=round(serial * 86400))  # noqa: DTZ001  # Cells have no zone.
    tokens = _DATE_TOKEN.findall(pattern)
    noon = any(token.lower() == "am/pm" for token in tokens)
    parts, after_hour = [], False
    for index, token in enumerate(tokens):
        letter = token[0].lower()
        following = next((t[0].lower() for t in tokens[index + 1 :] if t[0].lower() in "ymdhs"), "")
        minute = letter == "m" and token.lower() != "am/pm" and (after_hour or following == "s")
        parts.append(_date_part(moment, token, minute=minute, noon=noon))
        if letter in "ymdhs":
            after_hour = letter == "h"
    return "".join(parts)


def _date_part(moment: datetime, token: str, *, minute: bool, noon: bool) -> str:
    letter, width = token[0].lower(), len(token)
    if token.lower() == "am/pm":
        return "AM" if moment.hour < 12 else "PM"
    if letter in {'"', "\\"}:
        return token.strip('"').removeprefix("\\")
    hour = (moment.hour - 1) % 12 + 1 if noon else moment.hour
    numbers = {"h": hour, "s": moment.second, "d": moment.day, "m": moment.minute if minute else moment.month}
    if letter == "y":
        return f"{moment.year % 100:02}" if width <= 2 else f"{moment.year:04}"
    if letter in {"d", "m"} and width > 2 and not minute:
        names = {("d", 3): "%a", ("d", 4): "%A", ("m", 3): "%b", ("m", 4): "%B"}
        return moment.strftime(names.get((letter, width), "%b"))
    return f"{numbers[letter]:0{min(width, 2)}}" if letter in numbers else token
