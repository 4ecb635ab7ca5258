"""Currencies: their codes, how people write them, and from which amount on a pay in them must be per year."""

import math
from collections.abc import Iterable
from functools import cache

from automation.core.model import Cell
from automation.core.parsing.cells import Unreadable, blank, refuse_error
from automation.core.parsing.words.folding import folded
from automation.core.text import names_in, table_in, text_of

# Code → the least amount that is read as yearly without a word for the period. A lower one could be per month: in many
# countries people say pay per month. Well above a high pay per month, and below most yearly ones.
YEARLY_FROM: dict[str, float] = {
    code: float(amount)
    for code, amount in table_in("""
        EUR: 1e4; USD: 1e4; GBP: 1e4; CAD: 1e4; AUD: 1e4; NZD: 1e4; CHF: 2.5e4; SGD: 3e4; HKD: 2e5; INR: 3e5; JPY: 2e6;
        CNY: 1.5e5; KRW: 2e7; TWD: 4e5; THB: 4e5; MYR: 5e4; IDR: 1e8; PHP: 4e5; VND: 2e8; SEK: 2e5; NOK: 2e5; DKK: 2e5;
        ISK: 4e6; PLN: 1e5; CZK: 4e5; HUF: 5e6; RON: 8e4; BGN: 4e4; RSD: 2e6; UAH: 4e5; RUB: 2e6; KZT: 5e6; TRY: 1e6;
        ILS: 1e5; AED: 1.2e5; SAR: 1.2e5; QAR: 1.2e5; KWD: 1e4; BHD: 1e4; OMR: 1e4; EGP: 1e6; MAD: 2e5; ZAR: 2e5;
        NGN: 6e6; KES: 1.5e6; BRL: 8e4; MXN: 2.5e5; CLP: 1.2e7; COP: 4e7; PEN: 6e4; PKR: 2e6; LKR: 2e6; BDT: 1e6
    """).items()
} | dict.fromkeys(("ARS", "UYU", "GEL", "JOD", "TND", "GHS"), math.inf)
CURRENCIES = frozenset(YEARLY_FROM)
LAKHS = frozenset(names_in("INR, PKR, LKR, BDT"))
HARD = frozenset(names_in("EUR, USD, GBP, CHF, CAD, AUD, NZD"))
KRONER = frozenset(names_in("SEK, NOK, DKK"))
DOLLARS = frozenset(names_in("USD, CAD, AUD, NZD, SGD, HKD, TWD, MXN, ARS, CLP, COP, UYU"))

# Codes that may be meant → how people write the currency. "?" marks words that name several currencies.
_WRITTEN = """
    USD: us$, $us, us dollar, us dollars, us-dollar, american dollars, bucks; EUR: €, euro, euros, euroa, euron,
    eura, evro, avro, ευρω, евро, євро; GBP: £, pound, pounds, british pound, british pounds, pound sterling, pounds
    sterling, uk pounds, pfund, quid, sterling, stg, gb£, uk£; CHF: sfr, fr, franken, schweizer franken, francs
    suisses, swiss franc, swiss francs, franchi svizzeri, francos suizos; CAD: ca$, c$, $ca, can$, cdn$, cdn,
    canadian dollar, canadian dollars; AUD: a$, au$, australian dollar, australian dollars; NZD: nz$, new zealand
    dollars; SGD: s$, sg$, singapore dollars; HKD: hk$, hong kong dollars; TWD: nt$, ntd, 台币; INR: ₹, rs, rupee,
    rupees, indian rupees, रुपये, रु; JPY: 円, yen, 日元; CNY: 元, rmb, yuan, 人民币, 块; KRW: ₩, 원; PLN: zl, zlotych,
    zloty, zlote, зл; CZK: kc, korun, koruny, koruna, czech crowns; HUF: ft, forint; RON: lei, leu; BGN: лв, лева,
    lv, leva; RUB: ₽, руб, рублей, рубля, rur, р; UAH: ₴, грн, гривень, гривні, hrn; KZT: ₸, тенге; TRY: ₺, tl,
    lira; ILS: ₪, nis, shekel, shekels, שח, שקל; ZAR: rand, rands, r; BRL: r$, reais, real; GEL: ₾; MXN: mx$, pesos
    mexicanos; ARS: ar$; COP: pesos colombianos; AED: dirham, dirhams, dhs, dh, درهم; THB: ฿, baht; MYR: rm,
    ringgit; IDR: rp, rupiah; PHP: ₱; VND: ₫, đồng; NGN: ₦, naira; SAR: saudi riyal, saudi riyals; JPY CNY: ¥; SEK:
    swedish kronor, swedish krona, svenska kronor; NOK: norwegian kroner, norske kroner; DKK: danish kroner, danske
    kroner; ? SEK NOK DKK: kr, kronor, kroner, krona, krone; ? MXN ARS CLP COP PHP UYU: peso, pesos; ? SAR QAR OMR:
    riyal, riyals, rial
"""
_DOLLAR_WORDS = ("$", "dollar", "dollars", "dolares", "dollari", "долларов", "доларів", "dolarow")


@cache
def currency_words() -> dict[str, frozenset[str]]:
    """How people write currencies, as `folded` gives it → the codes that may be meant."""
    words = {code.lower(): frozenset({code}) for code in CURRENCIES}
    for codes, written in table_in(_WRITTEN).items():
        meant = frozenset(codes.split()) - {"?"}
        words |= {folded(word): meant for word in names_in(written)}
    return words | {folded(word): DOLLARS for word in _DOLLAR_WORDS}


def read_currency(cell: Cell) -> str | None:
    """An ISO currency code from a Currency column. Raises `Unreadable` if it names no known currency."""
    if blank(cell):
        return None
    refuse_error(cell)
    meant = currency_words().get(folded(text_of(cell)).rstrip("."), frozenset())
    if len(meant) != 1:
        raise Unreadable("is not a currency: write its code, such as USD, EUR or GBP")
    return next(iter(meant))


def one_currency(codes: frozenset[str], column: str | None, dollar: str) -> str | None:
    """The currency that is meant by words that name `codes`; None where nothing tells it.

    Args:
        codes: What the words may mean; empty if the pay names no currency.
        column: The code in the row's Currency column.
        dollar: What a bare `$` means where the column is empty.

    Raises:
        Unreadable: The column says another currency.
    """
    if column and (not codes or column in codes):
        return column
    if column:
        named = "another currency" if len(codes) > 1 else f"in {next(iter(codes))}"
        raise Unreadable(f"is {named}, but the Currency column says {column}: make them agree", "currency")
    if len(codes) == 1:
        return next(iter(codes))
    if codes == DOLLARS:
        return dollar
    return "INR" if codes == LAKHS else "JPY" if codes == {"JPY", "CNY"} else None


def yearly_from(code: str | None, codes: Iterable[str]) -> float:
    """The least amount that must be per year, in a currency or in the one of several that needs most."""
    if code:
        return YEARLY_FROM[code]
    return max((YEARLY_FROM[one] for one in codes), default=YEARLY_FROM["EUR"])
