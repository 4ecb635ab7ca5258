"""A cell of pay as clauses: which words belong to which amount."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from automation.core.parsing.cells import Unreadable
from automation.core.parsing.pay.amounts import (
    ALONE,
    NO_AMOUNT,
    PERIODS,
    SHORTER,
    TWO_CURRENCIES,
    WRITE_PAY,
    Amount,
    Assembly,
    Token,
)
from automation.core.parsing.pay.kinds import EXTRAS, NORDIC_MONTH, Kind
from automation.core.parsing.pay.lexicon import Item, items_in
from automation.core.parsing.pay.ranges import put_together

_LABELS = frozenset({Kind.BASE, Kind.TOTAL, Kind.BONUS, Kind.NOW, Kind.WANT, Kind.CTC, Kind.FROM, Kind.UPTO})
# A clause with one of these says something beside the pay; its other words do not belong to an amount.
_ASIDE = EXTRAS | {Kind.DURATION, Kind.NOTE, Kind.BAND}
# What must have found its place by now.
_OPEN_ENDS = frozenset({Kind.UNIT, Kind.OR, Kind.WITH, Kind.INCL, Kind.EXCL, Kind.TIMES, Kind.PERCENT})
# Kinds that make one clause, if there is one amount.
_SIMPLE = frozenset({Kind.AMOUNT, Kind.NOISE, Kind.YEAR, Kind.YEARS, Kind.MONTH, Kind.MONTHS, Kind.FROM, Kind.UPTO})
_SEPARATORS = frozenset({Kind.SIGN, Kind.PLUS})
PER_YEAR = "per year, such as 65k GBP"
TWO_AMOUNTS = f"holds more than one amount: {WRITE_PAY}"
BONUS = f"may include a bonus: write the pay without it, {PER_YEAR}"


@dataclass
class Clause:
    """The words between two separators.

    Attributes:
        sign: The separator before them; "+" also for words such as "and".
        amount: The amount that they name.
        kinds: What the other words say.
        codes: Currencies that they name apart from the amount.
        times: How many monthly salaries a year has, if they say so.
        unclear: Whether they hold a number of days or months that needs an explanation.
        beside: What clauses without an amount say that is not about this one.
    """

    sign: str
    amount: Amount | None = None
    kinds: set[Kind] = field(default_factory=set)
    codes: frozenset[str] = frozenset()
    times: float | None = None
    unclear: bool = False
    beside: set[Kind] = field(default_factory=set)

    @property
    def is_extra(self) -> bool:
        """Whether its amount is a bonus, or the worth of a benefit."""
        return Kind.BONUS in self.kinds or (self.sign == "+" and bool(self.kinds & EXTRAS))

    @property
    def is_monthly(self) -> bool:
        """Whether its amount is per month."""
        return self.amount is not None and self.amount.period is Kind.MONTH

    @property
    def is_labelled(self) -> bool:
        """Whether a word says which of several amounts its amount is."""
        return bool(self.kinds & _LABELS)

    def names_none_of(self, codes: frozenset[str]) -> bool:
        """Whether its amount is in another currency than one of some."""
        own = self.amount.codes if self.amount else frozenset()
        return bool(codes and own) and not codes & own

    def add(self, item: Item) -> None:
        """Add a word. Raises `Unreadable` if it forbids to read the amount."""
        kind = PERIODS.get(item.kind, item.kind)
        if kind is Kind.SHORTER:
            raise Unreadable(SHORTER)
        if kind is Kind.NET:
            raise Unreadable(f"is pay after tax: write it before tax and {PER_YEAR}")
        if kind in _OPEN_ENDS:
            raise Unreadable(f"holds more than an amount: {WRITE_PAY}")
        if kind is Kind.CURRENCY:
            self._name(item.codes)
        elif kind is Kind.SALARIES:
            self.times = item.factor if item.factor > 1 else self.times
        elif kind is Kind.DURATION:
            self.unclear = self.unclear or item.word != ALONE
        elif kind is Kind.MIXED:
            self.kinds.add(Kind.TOTAL)
        if item.word in NORDIC_MONTH:
            self.kinds.add(Kind.NORDIC)
        self.kinds.add(kind)

    def _name(self, codes: frozenset[str]) -> None:
        self.codes = self.codes & codes if self.codes else codes
        if not self.codes:
            raise Unreadable(TWO_CURRENCIES)

    def take(self, other: "Clause") -> None:
        """Add what another clause says about the same amount."""
        self.kinds |= other.kinds
        self.times = self.times or other.times
        if other.codes:
            self._name(other.codes)

    def close(self) -> None:
        """Hand over to the amount what the clause says about it."""
        amount = self.amount
        if amount is None:
            return
        if self.codes:
            amount.name(self.codes)
        periods = ({Kind.YEAR, Kind.MONTH} & self.kinds) | ({amount.period} if amount.period else set())
        if len(periods) > 1 or {Kind.NOW, Kind.WANT} <= self.kinds or {Kind.FROM, Kind.UPTO} <= self.kinds:
            raise Unreadable(NO_AMOUNT)
        if amount.bare and {Kind.DURATION, Kind.BAND} & (self.kinds | self.beside):
            raise Unreadable(NO_AMOUNT)  # It may belong to the duration or to the band.
        amount.period = next(iter(periods), None)
        amount.times = amount.times or self.times
        amount.nordic = amount.nordic or Kind.NORDIC in self.kinds
        if self.is_monthly and not amount.times and Kind.SHARE in self.kinds | self.beside:
            raise Unreadable(f"may have more than twelve salaries a year: {WRITE_PAY}")


def clauses_in(text: str) -> list[Clause]:
    """The clauses of a cell of pay; each has at most one amount.

    Raises:
        Unreadable: A word is not known, or does not fit.
    """
    assembled = Assembly(items_in(text)).run()
    if {token.kind for token in assembled} <= _SIMPLE and sum(token.kind is Kind.AMOUNT for token in assembled) == 1:
        return _closed([_clause("", assembled)])
    clauses = [clause for sign, part in _separated(put_together(assembled)) for clause in _clauses(sign, part)]
    _check_durations(clauses)
    return _closed(_attached(clauses))


def _closed(clauses: list[Clause]) -> list[Clause]:
    for clause in clauses:
        clause.close()
    return clauses


def _separated(tokens: Sequence[Token]) -> Iterator[tuple[str, list[Token]]]:
    """The tokens between separators, each with the separator before it; "60k+" is at least 60k."""
    if tokens and tokens[0].word == "+":
        raise Unreadable(NO_AMOUNT)
    sign, part = "", list[Token]()
    for at, token in enumerate(tokens, 1):
        if token.kind not in _SEPARATORS:
            part.append(token)
        elif token.kind is Kind.PLUS and part and (at == len(tokens) or tokens[at].kind is Kind.SIGN):
            part.append(Item(Kind.FROM, token.word))
        else:
            if part:
                yield sign, part
            sign, part = "+" if token.kind is Kind.PLUS else token.word, []
    if part:
        yield sign, part


def _clauses(sign: str, tokens: Sequence[Token]) -> Iterator[Clause]:
    """One clause, or, for "55k base 75k OTE", one for each amount."""
    amounts = sum(isinstance(token, Amount) for token in tokens)
    for number, part in enumerate(_by_label(tokens) if amounts > 1 else [tokens]):
        yield _clause("," if number else sign, part)


def _clause(sign: str, tokens: Sequence[Token]) -> Clause:
    clause = Clause(sign)
    for token in tokens:
        if isinstance(token, Item):
            clause.add(token)
        elif clause.amount is None:
            clause.amount = token
        else:
            raise Unreadable(TWO_AMOUNTS)
    return clause


def _by_label(tokens: Sequence[Token]) -> list[Sequence[Token]]:
    """Tokens with several amounts, cut so that each keeps its label.

    The labels stand before the amounts if the first does: "base 55k OTE 75k".
    """
    first = next((token for token in tokens if isinstance(token, Amount) or token.kind in _LABELS), None)
    label_first = not isinstance(first, Amount)
    parts: list[list[Token]] = [[]]
    for token in tokens:
        has_amount = any(isinstance(one, Amount) for one in parts[-1])
        has_label = any(one.kind in _LABELS for one in parts[-1])
        if has_amount and (token.kind in _LABELS if label_first else has_label):
            parts.append([])
        parts[-1].append(token)
    return list(parts)


def _check_durations(clauses: Sequence[Clause]) -> None:
    """Raise `Unreadable` if there is a number of days or months that no word explains."""
    if not any(clause.unclear for clause in clauses):
        return
    if not any({Kind.NOTE, Kind.WANT, Kind.BENEFIT} & clause.kinds for clause in clauses):
        raise Unreadable(f"holds more than an amount: {WRITE_PAY}")


def _attached(clauses: Sequence[Clause]) -> list[Clause]:
    """The clauses that have amounts, each with the words of the clauses that describe it: "65k (base)"."""
    found: list[Clause] = []
    waiting: list[Clause] = []
    beside: set[Kind] = set()
    after_aside = False
    for clause, following in zip_longest(clauses, clauses[1:]):
        leads = following is not None and following.amount is not None and following.sign == "-"
        if clause.amount:
            for one in waiting:
                clause.take(one)
            waiting = []
            found.append(clause)
        elif _is_aside(clause) or (after_aside and clause.kinds == {Kind.UNSETTLED}):
            # What is to be confirmed behind a bonus is the bonus.
            beside |= clause.kinds
            after_aside = True
            continue
        else:
            (found[-1].take if found and not leads else waiting.append)(clause)
        after_aside = False
    for clause in found:
        clause.beside = beside
    return found or waiting


def _is_aside(clause: Clause) -> bool:
    """Whether a clause without an amount says nothing about one: "+ bonus", "notice 3 months".

    Raises:
        Unreadable: "65k (bonus)" may mean that the amount is a bonus.
    """
    if clause.sign == "+" and clause.kinds == {Kind.TOTAL}:
        return True
    if not clause.kinds & _ASIDE or Kind.TOTAL in clause.kinds or clause.codes or clause.times:
        return False
    if Kind.BONUS in clause.kinds and clause.sign == "(":
        raise Unreadable(BONUS)
    return True
