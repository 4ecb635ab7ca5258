"""A cell of pay as amounts and other items: numbers with their units, currencies and periods."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from automation.core.parsing.cells import Unreadable
from automation.core.parsing.pay import bounds
from automation.core.parsing.pay.kinds import NORDIC_MONTH, Kind
from automation.core.parsing.pay.lexicon import CJK, Item
from automation.core.parsing.words.folding import words_by_language

WRITE_PAY = "write it per year, such as 65k GBP"
NO_AMOUNT = f"is not an amount: {WRITE_PAY}"
SHORTER = f"is not per year: {WRITE_PAY}"
TWO_CURRENCIES = f"names two currencies: {WRITE_PAY}"
# How many monthly salaries a year may have.
SALARIES_A_YEAR = frozenset({12, 12.5, 13, 13.5, 13.92, 14, 14.5, 15, 16})
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:(?:,\d{3})+|(?:\.\d{3})+|(?:'\d{3})+|(?: \d{3})+)")
_INDIAN = re.compile(r"[1-9]\d?(?:,\d\d)+,\d{3}")
_DECIMALS = re.compile(r"(.*\d)([.,])(\d{1,2}|\d{4,})|(0)([.,])(\d{3})")
PERIODS = {
    Kind.YEAR: Kind.YEAR,
    Kind.YEARS: Kind.YEAR,
    Kind.MONTH: Kind.MONTH,
    Kind.MONTHS: Kind.MONTH,
    Kind.SHORTER: Kind.SHORTER,
    Kind.DAYS: Kind.SHORTER,
}
NOUNS = frozenset({Kind.YEARS, Kind.MONTHS, Kind.DAYS})
_NOTICE = frozenset(
    {"np", "n p", "notice", "notice period", "kf", "kundigungsfrist", "preavis", "preaviso", "opzegtermijn"}
)
_HOURS = frozenset({"h", "hr", "hrs", "hours", "std", "stunden", "uur", "heures", "horas", "ore", "tim", "timer"})
_FEWEST_HOURS, _FEW = 20, 10
# Units from here on are written with decimals of any length: 1.125 million.
_LEAST_EXACT = 1e5
# "38k sur 13 mois": a year's pay in thirteen parts.
_PARTED = frozenset({"sur", "su", "auf", "over"})
_MOST_COUNTED = 999
# The word of a duration that needs no explanation: "4 days a week", "5 years", "40h", "notice: 60".
ALONE = "alone"


@dataclass
class Amount:
    """An amount, or the two ends of a range, as typed.

    Attributes:
        low: The number, or the lower one, without its unit.
        high: The higher number; equal to `low` for one amount.
        unit: What the numbers are multiplied by; None if the cell does not say.
        codes: Currencies that are meant; empty if none is named.
        hints: Currencies with which the unit is used.
        period: YEAR or MONTH if the cell says so beside the number.
        times: How many of it a year has, if the cell says so.
        decimals: The decimals as typed, with their point or comma.
        grouped: Whether it is one group of three behind a point or comma, such as 62.500.
        nordic: Whether the word for the month means one only in Danish and Norwegian.
        thousand_or_million: Whether the unit is "mil", and the number so low that it may be short for million.
    """

    low: float
    high: float
    unit: float | None = None
    codes: frozenset[str] = frozenset()
    hints: frozenset[str] = frozenset()
    period: Kind | None = None
    times: float | None = None
    decimals: str = ""
    grouped: bool = False
    nordic: bool = False
    thousand_or_million: bool = False

    # As an item has them.
    kind: ClassVar = Kind.AMOUNT
    word: ClassVar = ""

    @property
    def bare(self) -> bool:
        """Whether it is a small number without unit, currency and period: it may count something else."""
        return not (self.unit or self.codes or self.period) and self.high <= _MOST_COUNTED

    def name(self, codes: frozenset[str]) -> None:
        """Add what a word or sign says about the currency. Raises `Unreadable` if two are named."""
        self.codes = self.codes & codes if self.codes else codes
        if not self.codes:
            raise Unreadable(TWO_CURRENCIES)

    def count(self, unit: Item) -> None:
        """Add a unit. Raises `Unreadable` if there is one, or it leaves open which number is meant."""
        self.thousand_or_million = unit.word == "mil" and self.low < _FEW
        listed = self.decimals[:1] == "," and len(self.decimals) == len(",65")  # "60,65k" may be two amounts.
        thousands = unit.word[0] >= CJK  # 5,000万 is 5000 times ten thousand.
        if self.unit or ((self.grouped or listed) and unit.factor < _LEAST_EXACT and not thousands):
            raise Unreadable(NO_AMOUNT)
        self.unit, self.hints = unit.factor, unit.codes
        if self.grouped and not thousands:  # 1.125 million.
            self.low = self.high = self.low / 1000

    def multiply(self, times: float) -> None:
        """Make it one of several monthly salaries. Raises `Unreadable` if it is per year."""
        if self.period is Kind.YEAR:
            raise Unreadable(NO_AMOUNT)
        self.period, self.times = Kind.MONTH, times

    def set_period(self, item: Item) -> None:
        """Add a period. Raises `Unreadable` if it is shorter than a month."""
        self.period = PERIODS[item.kind]
        self.nordic = item.word in NORDIC_MONTH
        if self.period is Kind.SHORTER:
            raise Unreadable(SHORTER)


Token = Item | Amount


@cache
def range_words() -> frozenset[str]:
    """Words and signs that make a range if they stand between two amounts."""
    return frozenset(words_by_language(bounds.TO_WORDS))


def amount_in(digits: str) -> Amount:
    """A typed number: 65,000 and 65.000 and 65 000 and 1,20,000 are thousands, 97.5 is a decimal.

    Raises:
        Unreadable: It is neither.
    """
    if digits.isdecimal() and digits[0] != "0":
        return Amount(float(digits), float(digits))
    whole, decimals = digits, ""
    if match := _DECIMALS.fullmatch(digits):
        whole, sign, behind = filter(None, match.groups())
        decimals = sign + behind
        if sign in whole:
            raise Unreadable(NO_AMOUNT)
    if _THOUSANDS.fullmatch(whole) or _INDIAN.fullmatch(whole):
        whole = re.sub("[., ']", "", whole)
    if not whole.isdecimal() or (whole[0] == "0" and len(whole) > 1):
        raise Unreadable(NO_AMOUNT)
    value = float(whole + decimals.replace(",", "."))
    grouped = digits[-4:-3] in (".", ",") and len(digits) <= len("123.456")
    return Amount(value, value, decimals=decimals, grouped=grouped and not decimals)


def _opens(token: Token) -> bool:
    return token.word == "(" or token.kind is Kind.CURRENCY


class Assembly:
    """Puts the items of a cell together, from left to right: amounts, and numbers that count something else."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.items, self.at, self.out = items, 0, list[Token]()

    def run(self) -> list[Token]:
        """Amounts with their units, currencies and periods, and the other items."""
        while (item := self._next()) is not None:
            self.at += 1
            if item.kind is Kind.AMOUNT:
                self._number(item)
            else:
                self.out.append(item)
        return self.out

    def _next(self, ahead: int = 0) -> Item | None:
        return self.items[self.at + ahead] if self.at + ahead < len(self.items) else None

    def _next_kind(self) -> Kind | None:
        return self.items[self.at].kind if self.at < len(self.items) else None

    def _number(self, item: Item) -> None:
        amount = amount_in(item.word)
        self._before(amount)
        self._skip_plus()
        self._behind(amount)
        if not (amount.bare and self._counts(amount)):
            self._period(amount)
            self._multiply(amount)

    def _before(self, amount: Amount) -> None:
        """Take the currency and the unit that stand before a number, and refuse a minus."""
        while self.out and self.out[-1].kind is Kind.CURRENCY:
            amount.name(self.out.pop().codes)
        if amount.codes and self.out and isinstance(unit := self.out[-1], Item) and unit.kind is Kind.UNIT:
            amount.count(unit)
            self.out.pop()
        if self.out and self.out[-1].word == "-" and (len(self.out) == 1 or _opens(self.out[-2])):
            raise Unreadable(f"is negative: {WRITE_PAY}")

    def _skip_plus(self) -> None:
        """Skip the plus of "15+ LPA" and "10+ years"."""
        following = self._next(1)
        if self._next_kind() is Kind.PLUS and following and following.kind in NOUNS | {Kind.UNIT, Kind.CURRENCY}:
            self.at += 1

    def _behind(self, amount: Amount) -> None:
        while (item := self._next()) and item.kind in {Kind.UNIT, Kind.CURRENCY} and not item.leads:
            following = self._next(1)
            if item.kind is Kind.CURRENCY:
                amount.name(item.codes)
            elif item.word == "t" and (following is None or following.kind is not Kind.CURRENCY):
                raise Unreadable(NO_AMOUNT)
            else:
                amount.count(item)
            self.at += 1

    def _counts(self, amount: Amount) -> bool:
        """Whether a small number counts days, percent, a band or salaries; then it is noted as such."""
        kind = self._next_kind()
        before = self.out[-1] if self.out else None
        upcoming = self._next()
        ranges = upcoming is not None and (upcoming.word in range_words() or upcoming.word == "/")
        parted = before is not None and before.word in _PARTED
        if kind is Kind.PERCENT or (kind in NOUNS and not parted):
            self._drop_range()
            noun = self.items[self.at]
            self.at += 1
            if kind is Kind.PERCENT:
                self.out.append(Item(kind, str(amount.high)))
            else:
                hours = noun.word in _HOURS and amount.low >= _FEWEST_HOURS
                self.out.append(Item(Kind.DURATION, ALONE if hours or kind is Kind.YEARS else noun.word))
                self._per_week()
        elif amount.low in SALARIES_A_YEAR and (kind is Kind.SALARIES or (parted and kind is Kind.MONTHS)):
            if before and before.kind is Kind.TIMES:
                return False
            self.at += 1
            self.out.append(Item(Kind.SALARIES, "", factor=amount.low))
        elif ranges:  # "NHS 37-44k"
            return False
        elif before and before.kind is Kind.BAND:
            pass
        elif before and before.word in _NOTICE:
            self.out.append(Item(Kind.DURATION, ALONE))
        else:
            return False
        return True

    def _drop_range(self) -> None:
        """Remove the lower end of "2-3 weeks"."""
        if len(self.out) > 1 and (self.out[-1].word in range_words() or self.out[-1].word == "/"):
            lower = self.out[-2]
            if isinstance(lower, Amount) and lower.bare:
                del self.out[-2:]

    def _per_week(self) -> None:
        """Skip the period of "4 days a week"."""
        ahead = self._period_ahead()
        if ahead is not None:
            self.out[-1] = Item(Kind.DURATION, ALONE)
            self.at += ahead + 1

    def _period_ahead(self) -> int | None:
        """How many items ahead a period stands, behind noise or a slash."""
        ahead = 0
        while (item := self._next(ahead)) is not None:
            if item.kind in PERIODS:
                return ahead
            if item.kind is not Kind.NOISE and item.word != "/":
                return None
            ahead += 1
        return None

    def _period(self, amount: Amount) -> None:
        ahead = self._period_ahead()
        if ahead is None or (item := self._next(ahead)) is None:
            return
        amount.set_period(item)
        self.at += ahead + 1

    def _multiply(self, amount: Amount) -> None:
        """Note "4.500 x 14" and "14 x 4.500" at the amount, which is then per month."""
        times = self.out[-1] if self.out else None
        if times is None or times.kind is not Kind.TIMES:
            self.out.append(amount)
            return
        place = len(self.out) - 2
        while place >= 0 and (self.out[place].kind is Kind.NOISE or self.out[place].word == "("):
            place -= 1
        before = self.out[place] if place >= 0 else None
        if isinstance(before, Amount) and amount.low in SALARIES_A_YEAR and not amount.unit:
            before.multiply(amount.low)
            if amount.codes:
                before.name(amount.codes)
            del self.out[-1]
            if self._next_kind() is Kind.SALARIES:
                self.at += 1
        elif isinstance(before, Amount) and before.low in SALARIES_A_YEAR and before.bare:
            amount.multiply(before.low)
            self.out[place:] = [amount]
        else:
            raise Unreadable(NO_AMOUNT)
