"""Yearly amounts and currencies."""

import re
from datetime import date
from functools import lru_cache

from automation.core.model import Cell, Pay
from automation.core.parsing.cells import Unreadable, blank, refuse_error
from automation.core.text import names_in, table_in, text_of

_CURRENCIES = frozenset(
    names_in("""
        USD, EUR, GBP, CHF, CAD, AUD, NZD, INR, JPY, CNY, HKD, SGD, SEK, NOK, DKK, PLN, CZK, HUF, RON, BGN, ZAR, BRL,
        MXN, ARS, CLP, COP, ILS, AED, SAR, TRY, KRW, TWD, THB, MYR, IDR, PHP, VND, NGN, KES, EGP, UAH, ISK
    """)
)
_SYMBOLS = table_in("""
    us$: USD; ca$: CAD; c$: CAD; a$: AUD; au$: AUD; nz$: NZD; s$: SGD; hk$: HKD; r$: BRL; mx$: MXN; £: GBP; €: EUR;
    ₹: INR; ¥: JPY; zł: PLN; ₪: ILS; ₩: KRW; euro: EUR; euros: EUR; pounds: GBP; dollars: $; rs: INR; $: $
""")
_SYMBOL = re.compile(
    "|".join(
        f"{'(?<![a-z])' if symbol[0].isalpha() else ''}{re.escape(symbol)}{'(?![a-z])' if symbol[-1].isalpha() else ''}"
        for symbol in sorted(_SYMBOLS, key=len, reverse=True)
    )
)
_CODE = re.compile(f"(?<![A-Za-z])({'|'.join(sorted(_CURRENCIES))})(?![A-Za-z])")
_CODE_BESIDE = re.compile(
    r"(?<=[\dkm.,+]) ?({0})(?![a-z])|(?<![a-z])({0}) ?(?=\d)".format("|".join(_CURRENCIES).lower())
)
_AMOUNT = re.compile(r"(\d[\d.,' ]*)(k|m|lpa|lakhs?|lacs?|l|cr)?(?![a-z])")
_UNITS = {"k": 1e3, "m": 1e6, "lpa": 1e5, "lakh": 1e5, "lakhs": 1e5, "lac": 1e5, "lacs": 1e5, "l": 1e5, "cr": 1e7}
_YEARLY = re.compile(
    r"(\bper|\ba|/|\bp\.?) ?(year|yr|annum|a\.?)\b\.?|\b(yearly|annual(ly)?|pa|gross|base|brutto|total|ote|ctc)\b"
)
_MONTHLY = re.compile(r"(\bper|\ba|/|\bp\.?) ?(month|mo|m)\b\.?|\b(monthly|pcm|pm)\b")
_SHORTER = re.compile(r"(\bper|\ban?|/) ?(hour|hr|h|day|d|week|wk)\b|\b(hourly|daily|weekly|day rate|pd|ph)\b")
_NEGOTIABLE = re.compile(r"negotiable|open|flexible|market|competitive|doe|depends|ask|discuss|any")
_LEAST_YEARLY = 1000
WRITE_PAY = "write it per year, such as 65k GBP"


def read_currency(cell: Cell) -> str | None:
    """An ISO currency code from a Currency column. Raises `Unreadable` if it names no known currency."""
    if blank(cell):
        return None
    refuse_error(cell)
    text = text_of(cell)
    code = _SYMBOLS.get(text.casefold(), text.upper())
    if code not in _CURRENCIES:
        raise Unreadable("is not a currency: write its code, such as USD, EUR or GBP")
    return code


def read_pay(cell: Cell, currency: str | None = None, dollar_currency: str = "USD") -> Pay | None:
    """A yearly amount or range: `65k`, `£65,000`, `$90k-110k`, `120000 EUR`, `€60.000`, `12 LPA`.

    Args:
        cell: The cell of the sheet; "negotiable" and similar words count as empty.
        currency: The code in the row's Currency column, used if the cell names none, and to decide what `$` means.
        dollar_currency: What a bare `$` means otherwise.

    Raises:
        Unreadable: It is no amount per year, or negative, or names another currency than the row.
    """
    if blank(cell):
        return None
    refuse_error(cell)
    if isinstance(cell, bool | date):
        raise Unreadable(f"is not an amount: {WRITE_PAY}")
    return _text_pay(text_of(cell), currency, dollar_currency)


@lru_cache(maxsize=50_000)
def _text_pay(text: str, column: str | None, dollar: str) -> Pay | None:
    named, rest = _take_currency(text)
    if named == "$":
        named = column if column and column.endswith("D") else dollar
    if named and column and named != column:
        raise Unreadable(f"is in {named}, but the Currency column says {column}: make them agree")
    if _SHORTER.search(rest):
        raise Unreadable(f"is not per year: {WRITE_PAY}")
    rest = _YEARLY.sub(" ", rest)
    months = 12 if _MONTHLY.search(rest) else 1
    rest = _MONTHLY.sub(" ", rest)
    if re.search(r"(?:^|\()\s*[-−–]\s*\d", rest):
        raise Unreadable(f"is negative: {WRITE_PAY}")
    found = _AMOUNT.findall(rest)
    if not found and _NEGOTIABLE.search(rest):
        return None
    if not 1 <= len(found) <= 2:  # An amount, or the two ends of a range.
        raise Unreadable(f"is not an amount: {WRITE_PAY}")
    last_unit = found[-1][1]
    amounts = [_number(digits) * _UNITS.get(unit or last_unit, 1) * months for digits, unit in found]
    low, high = min(amounts), max(amounts)
    if low < _LEAST_YEARLY:
        raise Unreadable(f"is too small for a year's pay: {WRITE_PAY}")
    return Pay(low, high, named or column)


def _take_currency(text: str) -> tuple[str | None, str]:
    """The currency that a text names ("$" if only a dollar sign does), and the rest of it in lower case.

    A code counts in capitals or beside an amount: "will try for 60k usd" names one currency.
    """
    lowered = text.casefold()
    if match := _CODE_BESIDE.search(lowered) or _CODE.search(text):
        code = next(filter(None, match.groups())).upper()
        return code, re.sub(rf"(?<![a-z]){code.lower()}(?![a-z])|[$£€₹]", " ", lowered)
    if match := _SYMBOL.search(lowered):
        return _SYMBOLS[match[0]], _SYMBOL.sub(" ", lowered)
    return None, lowered


def _number(digits: str) -> float:
    """Digits with separators: 65,000 and 65.000 and 65 000 are thousands, 97.5 is a decimal."""
    compact = re.sub(r"[' ]", "", digits).rstrip(".,")
    if re.fullmatch(r"\d{1,3}([.,]\d{2,3})*[.,]\d{3}", compact):
        return float(re.sub(r"[.,]", "", compact))
    if re.fullmatch(r"[\d.,]*\d{3}[.,]\d{1,2}", compact):
        return float(
            re.sub(r"[.,]", "", compact[: compact.rindex(compact[-3] if compact[-3] in ".," else compact[-2])])
        )
    try:
        return float(compact.replace(",", "."))
    except ValueError:
        raise Unreadable(f"is not an amount: {WRITE_PAY}") from None
