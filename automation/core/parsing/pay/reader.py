"""Pay per year, from what people type."""

import math
import operator
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from automation.core.model import Cell, Pay
from automation.core.parsing.cells import Unreadable, blank, refuse_error
from automation.core.parsing.pay.amounts import NO_AMOUNT, SALARIES_A_YEAR, WRITE_PAY, Amount, amount_in
from automation.core.parsing.pay.clauses import BONUS, PER_YEAR, TWO_AMOUNTS, Clause, clauses_in
from automation.core.parsing.pay.currencies import DOLLARS, HARD, KRONER, currency_words, one_currency, yearly_from
from automation.core.parsing.pay.kinds import Kind
from automation.core.parsing.pay.lexicon import Item
from automation.core.parsing.pay.ranges import ends_of, joined_range
from automation.core.text import text_of

MONTH_OR_YEAR = f"could be per month or per year: {WRITE_PAY}"
# What else a cell says that does not decide which of its amounts counts.
_PLAIN_WORDS = frozenset({Kind.NOISE, Kind.YEAR, Kind.MONTH, Kind.BASE, Kind.WANT, Kind.FROM, Kind.UPTO, Kind.OPEN})
_MONTHS, _MOST_SALARIES = 12, max(SALARIES_A_YEAR)
_TWO = 2
_LEAST, _THOUSAND = 1000, 1000
# "65k", "£65,000", "$90k-110k", "65 000 €", "60-65k GBP p.a."
_NUMBER = r"\d{1,3}(?:,\d{3}|\.\d{3}| \d{3}|\.\d)?|\d{4,7}"
_PLAIN = re.compile(
    rf"(?P<sign>[£€$]?) ?(?P<low>{_NUMBER})(?P<low_k>[kK]?)(?: ?[-–] ?(?P=sign)(?P<high>{_NUMBER})(?P<high_k>[kK]?))?"
    r" ?(?P<code>[€£]|[A-Za-z]{3}|)(?P<year> p\.?a\.?|)"
)
_K = Item(Kind.UNIT, "k", factor=1000)
# A small number without a unit is thousands between these, if the currency is one of `HARD`.
_LEAST_THOUSANDS, _LEAST_DOLLARS, _MOST_THOUSANDS = 40, 100, 300
# A year's pay is between these times `yearly_from`.
_FAR_TOO_LITTLE, _FAR_TOO_MUCH = 0.1, 300
# And a month's pay is less than this times `yearly_from`, or this number.
_FAR_TOO_MUCH_A_MONTH, _MOST_A_MONTH = 1.5, 30_000
# Two amounts that differ less than this are the same one, per month and per year.
_SAME = 0.02


def read_pay(cell: Cell, currency: str | None = None, dollar_currency: str = "USD") -> Pay | None:
    """A yearly amount or range: `65k`, `£65,000`, `$90k-110k`, `€4.500 / Monat`, `12 LPA`, `60k base, 80k OTE`.

    Args:
        cell: The cell of the sheet; "negotiable" and similar words count as empty.
        currency: The code in the row's Currency column, used if the cell names none, and to decide what `$` means.
        dollar_currency: What a bare `$` means otherwise.

    Raises:
        Unreadable: It is not certainly one amount or range per year, before tax and without bonus, in one currency.
    """
    if cell is None:
        return None
    refuse_error(cell)
    if isinstance(cell, bool | date):
        raise Unreadable(NO_AMOUNT)
    # A number of a sheet has no separators: 4583.333 must not be read as 4,583,333.
    text = f"{cell:.2f}".removesuffix(".00") if isinstance(cell, float) else text_of(cell)
    read = _reading(text, currency, dollar_currency)
    if isinstance(read, Unreadable):
        raise Unreadable(str(read), *read.columns)
    return read


@lru_cache(maxsize=50_000)
def _reading(text: str, column: str | None, dollar: str) -> Pay | Unreadable | None:
    """What `read_pay` returns for a text, or what it raises, without a traceback."""
    try:
        if plain := _plain_amount(text):
            return _yearly(plain, column, dollar)
        amounts, left_out = ([], "") if blank(text) else _chosen(clauses_in(text))
        pays = [_yearly(amount, column, dollar) for amount in amounts]
        pay = _one_of(pays) if pays else None
        return replace(pay, read_as=", ".join(filter(None, (left_out, pay.read_as)))) if pay and left_out else pay
    except Unreadable as error:
        return Unreadable(str(error), *error.columns)


def _plain_amount(text: str) -> Amount | None:
    """The amount in one of the forms that most cells have, read without the words; None in any other."""
    match = _PLAIN.fullmatch(text)
    if match is None:
        return None
    named = [currency_words().get(word.lower()) for word in (match["sign"], match["code"]) if word]
    amount = _plain_end(match["low"], match["low_k"])
    if match["high"]:
        amount = joined_range(amount, _plain_end(match["high"], match["high_k"]))
    for codes in named:
        if codes is None:
            return None
        amount.name(codes)
    amount.period = Kind.YEAR if match["year"] else None
    return amount


def _plain_end(digits: str, unit: str) -> Amount:
    amount = amount_in(digits)
    if unit:
        amount.count(_K)
    return amount


# -- Which amount counts


def _chosen(clauses: Sequence[Clause]) -> tuple[list[Amount], str]:
    """The amount that they expect as fixed pay, or two that say the same, and how it was chosen.

    No amount if the cell only says that it is negotiable.
    """
    amounts = [clause.amount for clause in clauses if clause.amount]
    if not amounts:
        if any({Kind.OPEN, Kind.UNSETTLED} & clause.kinds for clause in clauses):
            return [], ""
        raise Unreadable(NO_AMOUNT)
    if len(amounts) == 1 and clauses[0].kinds <= _PLAIN_WORDS:
        return amounts, ""
    pays = _in_one_currency([clause for clause in clauses if not clause.is_extra])
    expected = _expected(pays)
    fixed = _fixed(expected)
    if any(Kind.UNSETTLED in clause.kinds for clause in fixed):
        raise Unreadable(f"is still to be confirmed: write the confirmed amount {PER_YEAR}")
    chosen = _joined(fixed)
    for amount in chosen:
        _complete(amount, amounts)
    if len(chosen) == 1 and not chosen[0].period and any(clause.is_monthly for clause in pays):
        raise Unreadable(MONTH_OR_YEAR)
    how = (len(expected) < len(pays)) * ["what they expect"] + (len(fixed) < len(expected)) * ["the fixed part"]
    return chosen, ", ".join(how)


def _expected(pays: Sequence[Clause]) -> list[Clause]:
    """Without what they earn now. Raises `Unreadable` if nothing else is there."""
    if any(clause.sign == "+" and not clause.is_labelled for clause in pays[1:]):
        raise Unreadable(TWO_AMOUNTS)
    wanted = any(Kind.WANT in clause.kinds for clause in pays)
    past = {Kind.NOW, Kind.CTC} if wanted else {Kind.NOW}
    left = [clause for clause in pays if Kind.WANT in clause.kinds or not clause.kinds & past]
    if pays and not left:
        raise Unreadable("is what they earn now: write what they expect per year, such as 65k GBP")
    return left


def _fixed(pays: Sequence[Clause]) -> list[Clause]:
    """Without totals. Raises `Unreadable` if nothing else is there."""
    left = [clause for clause in pays if Kind.TOTAL not in clause.kinds]
    if not left or any({Kind.BASE, Kind.TOTAL} <= clause.kinds for clause in pays):
        raise Unreadable(BONUS)
    return left


def _in_one_currency(pays: Sequence[Clause]) -> list[Clause]:
    """Without "(about 65k USD)" behind an amount in another currency."""
    codes = pays[0].amount.codes if pays and pays[0].amount else frozenset()
    return [clause for clause in pays if not (clause.sign in {"(", "="} and clause.names_none_of(codes))]


def _joined(pays: Sequence[Clause]) -> list[Amount]:
    """The amounts; "min 60k, max 70k" is one. Raises `Unreadable` if they may mean different pay."""
    amounts = [clause.amount for clause in pays if clause.amount]
    if len(amounts) < _TWO:
        return amounts
    periods = {amount.period for amount in amounts}
    if len(amounts) > _TWO:
        raise Unreadable(TWO_AMOUNTS)
    if periods == {Kind.MONTH, Kind.YEAR}:
        return sorted(amounts, key=lambda amount: amount.period is Kind.MONTH)
    lower, upper = sorted(pays, key=lambda clause: Kind.FROM not in clause.kinds)
    bounds = Kind.FROM in lower.kinds and bool({Kind.UPTO, Kind.WANT} & upper.kinds)
    if not bounds and not (Kind.UPTO in upper.kinds and not lower.kinds & {Kind.FROM, Kind.UPTO}):
        raise Unreadable(TWO_AMOUNTS)
    low, high = (clause.amount for clause in (lower, upper) if clause.amount)
    if not operator.le(*ends_of(low, high)):
        raise Unreadable(TWO_AMOUNTS)
    return [joined_range(low, high)]


def _complete(amount: Amount, amounts: Sequence[Amount]) -> None:
    """Take the unit and the currency from the cell's other amounts: "60 base, 75k EUR OTE"."""
    others = [other for other in amounts if other is not amount]
    units = {other.unit for other in others if other.unit}
    if amount.unit is None and amount.high < _THOUSAND and len(units) == 1:
        amount.unit = units.pop()
        amount.hints = next(other.hints for other in others if other.unit)
    if amount.unit is None and amount.high < _THOUSAND:
        raise Unreadable(TWO_AMOUNTS)
    if not amount.codes:
        for other in others:
            if other.codes:
                amount.name(other.codes)


# -- What it is per year


def _one_of(pays: Sequence[Pay]) -> Pay:
    """The first of some that agree: "54k a year (4.5k a month)". Raises `Unreadable` if they do not."""
    first, last = pays[0], pays[-1]
    if not last.low * (1 - _SAME) <= first.low <= last.low * (1 + _SAME) * _MOST_SALARIES / _MONTHS:
        raise Unreadable(TWO_AMOUNTS)
    return first


def _yearly(amount: Amount, column: str | None, dollar: str) -> Pay:
    """An amount per year, in its currency. Raises `Unreadable` if the period or the currency is not certain."""
    codes = amount.codes or amount.hints
    code = one_currency(codes, column, dollar)
    if amount.thousand_or_million and amount.period is not Kind.MONTH:
        raise Unreadable(NO_AMOUNT)
    if (amount.hints and code is None) or (amount.nordic and not ({code} if code else codes) <= KRONER):
        raise Unreadable(NO_AMOUNT)
    if amount.unit is None and amount.high < _THOUSAND:
        return _thousands(amount, code)
    unit = amount.unit or 1
    low, high, start = amount.low * unit, amount.high * unit, yearly_from(code, codes)
    months = _months(amount, low, start)
    if months == 1 and low < start and (amount.times or not amount.period):
        raise Unreadable(MONTH_OR_YEAR)
    least = max(_LEAST, start * _FAR_TOO_LITTLE if start < math.inf else 0)
    if months > 1 and high >= max(start * _FAR_TOO_MUCH_A_MONTH, _MOST_A_MONTH):
        raise Unreadable(f"is no plausible pay for a month: {WRITE_PAY}")
    if not least <= low * months <= high * months <= _FAR_TOO_MUCH * start:
        raise Unreadable(f"is no plausible pay for a year: {WRITE_PAY}")
    if months == 1:
        return Pay(low // 1, high // 1, code)  # Cents do not count.
    ends = dict.fromkeys(f"{end:,.10g}" for end in (low, high))
    return Pay(round(low * months), round(high * months), code, f"{'–'.join(ends)} a month × {months:g}")


def _months(amount: Amount, low: float, start: float) -> float:
    """By how many months an amount is multiplied."""
    if amount.period is Kind.MONTH or (amount.times and not amount.period and low < start):
        return amount.times or _MONTHS
    return 1


def _thousands(amount: Amount, code: str | None) -> Pay:
    """An amount such as "65 EUR" or "55-65", which can only be thousands. Raises `Unreadable` if it may be more."""
    hourly = code in DOLLARS and amount.low == amount.high and amount.high < _LEAST_DOLLARS and not amount.period
    plausible = _LEAST_THOUSANDS <= amount.low <= amount.high <= _MOST_THOUSANDS
    if code not in HARD or hourly or not plausible or amount.decimals or amount.period is Kind.MONTH or amount.times:
        raise Unreadable(f"is too small for a year's pay: {WRITE_PAY}")
    return Pay(amount.low * _THOUSAND, amount.high * _THOUSAND, code, "in thousands")
