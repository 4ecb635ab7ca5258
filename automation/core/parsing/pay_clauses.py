"""A cell of pay as clauses: which words belong to which amount."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import zip_longest

from automation.core.parsing import pay_notes
from automation.core.parsing.amounts import (
    ALONE,
    NO_AMOUNT,
    PERIODS,
    SHORTER,
    TWO_CURRENCIES,
    WRITE_PAY,
    Amount,
    Assembly,
    Token,
    range_words,
)
from automation.core.parsing.cells import Unreadable
from automation.core.parsing.folding import words_by_language
from automation.core.parsing.pay_lexicon import Item, items_in
from automation.core.parsing.pay_words import NORDIC_MONTH, Kind

_EXTRAS = frozenset({Kind.BONUS, Kind.BENEFIT, Kind.SHARE, Kind.HOLIDAY})
_WITHIN = frozenset({Kind.SHARE, Kind.HOLIDAY})
_LABELS = frozenset({Kind.BASE, Kind.TOTAL, Kind.BONUS, Kind.NOW, Kind.WANT, Kind.CTC, Kind.FROM, Kind.UPTO})
_PAIRED = ((Kind.PERCENT, Kind.BENEFIT), (Kind.INCL, Kind.TOTAL), (Kind.EXCL, Kind.NOISE))
# A clause with one of these says something beside the pay; its other words do not belong to an amount.
_ASIDE = _EXTRAS | {Kind.DURATION, Kind.NOTE, Kind.BAND}
# What must have found its place by now.
_OPEN_ENDS = frozenset({Kind.UNIT, Kind.OR, Kind.INCL, Kind.EXCL, Kind.TIMES, Kind.PERCENT})
_SEPARATORS = frozenset({Kind.SIGN, Kind.PLUS})
_MAY_BE_YEARS = frozenset({Kind.DATE, Kind.AMOUNT})
_YEARS = range(1990, 2040)
# "90-110k" and "70/75": the higher end is at most this many times the lower one.
_WIDEST, _WIDEST_SLASH = 4.0, 1.6
_THOUSAND = 1000
_PER_YEAR = "per year, such as 65k GBP"
TWO_AMOUNTS = f"holds more than one amount: {WRITE_PAY}"
BONUS = f"may include a bonus: write the pay without it, {_PER_YEAR}"


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
    """

    sign: str
    amount: Amount | None = None
    kinds: set[Kind] = field(default_factory=set)
    codes: frozenset[str] = frozenset()
    times: float | None = None
    unclear: bool = False

    @property
    def is_extra(self) -> bool:
        """Whether its amount is a bonus, or the worth of a benefit."""
        return Kind.BONUS in self.kinds or (self.sign == "+" and bool(self.kinds & _EXTRAS))

    @property
    def is_monthly(self) -> bool:
        """Whether its amount is per month."""
        return self.amount is not None and self.amount.period is Kind.MONTH

    def names_none_of(self, codes: frozenset[str]) -> bool:
        """Whether its amount is in another currency than one of some."""
        return bool(codes and self.amount and self.amount.codes) and not codes & self.amount.codes

    def add(self, item: Item) -> None:
        """Add a word. Raises `Unreadable` if it forbids to read the amount."""
        kind = PERIODS.get(item.kind, item.kind)
        if kind is Kind.SHORTER:
            raise Unreadable(SHORTER)
        if kind is Kind.NET:
            raise Unreadable(f"is pay after tax: write it before tax and {_PER_YEAR}")
        if kind in _OPEN_ENDS:
            raise Unreadable(f"holds more than an amount: {WRITE_PAY}")
        if kind is Kind.CURRENCY:
            self._name(item.codes)
        elif kind is Kind.SALARIES:
            self.times = item.factor if item.factor > 1 else None
        elif kind is Kind.DURATION:
            self.unclear = self.unclear or item.word != ALONE
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
        periods = {Kind.YEAR, Kind.MONTH} & self.kinds | ({amount.period} if amount.period else set())
        if len(periods) > 1 or {Kind.NOW, Kind.WANT} <= self.kinds or {Kind.FROM, Kind.UPTO} <= self.kinds:
            raise Unreadable(NO_AMOUNT)
        amount.period = next(iter(periods), None)
        amount.times = amount.times or self.times
        amount.nordic = amount.nordic or Kind.NORDIC in self.kinds


def clauses_in(text: str) -> list[Clause]:
    """The clauses of a cell of pay; each has at most one amount.

    Raises:
        Unreadable: A word is not known, or does not fit.
    """
    tokens = _years_removed(_ranges(_extras(Assembly(items_in(text)).run())))
    clauses = [clause for sign, part in _separated(tokens) for clause in _clauses(sign, part)]
    _check_durations(clauses)
    found = _attached(clauses)
    for clause in found:
        clause.close()
    if any(Kind.SHARE in clause.kinds for clause in clauses) and any(clause.is_monthly for clause in found):
        raise Unreadable(f"may have more than twelve salaries a year: {WRITE_PAY}")
    return found


# -- Bonuses and benefits, ranges


def _extras(tokens: Iterable[Token]) -> list[Token]:
    """The tokens with "10% bonus" as a benefit, "incl. bonus" as a total, and "without bonus" left out."""
    kept = [token for token in tokens if token.kind is not Kind.NOISE or token.word in range_words()]
    kinds = {token.kind for token in kept}
    for kind, becomes in _PAIRED:
        if kind in kinds:
            kept = _paired(kept, kind, becomes)
    return kept


def _paired(tokens: Sequence[Token], kind: Kind, becomes: Kind) -> list[Token]:
    """Replace each item of a kind, and the extra behind or before it, by one item."""
    out: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        at += 1
        if token.kind is not kind:
            out.append(token)
        elif at < len(tokens) and tokens[at].kind in _EXTRAS:
            out.append(_pair(tokens[at], becomes))
            at += 1
        elif (place := _last_extra(out)) is not None:
            out[place:] = [_pair(out[place], becomes)]
        elif token.word != "100.0":  # "100% remote"
            out.append(token)
    return out


def _pair(extra: Token, becomes: Kind) -> Item:
    return Item(extra.kind if extra.kind in _WITHIN else becomes, extra.word)


def _last_extra(tokens: Sequence[Token]) -> int | None:
    """The place of the extra at the end of some tokens, as in "bonus: up to"."""
    for place in range(len(tokens) - 1, -1, -1):
        if tokens[place].kind in _EXTRAS:
            return place
        if tokens[place].kind is not Kind.UPTO and tokens[place].word != ":":
            return None
    return None


def _years_removed(tokens: list[Token]) -> list[Token]:
    """The tokens without the years and days beside an amount: "65k (2026)"."""
    rest = [token for token in tokens if token.kind not in _MAY_BE_YEARS or not _is_year(token)]
    return rest if len(rest) == len(tokens) or any(token.kind is Kind.AMOUNT for token in rest) else tokens


def _is_year(token: Token) -> bool:
    if isinstance(token, Item):
        return True
    said = token.unit or token.codes or token.period or token.times or token.grouped
    return not said and token.low in _YEARS


def _ranges(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with the two ends of each range as one amount, and without noise."""
    out: list[Token] = []
    between = False
    for token in tokens:
        between = between or token.kind is Kind.BETWEEN
        if isinstance(token, Amount) and len(out) > 1 and isinstance(lower := out[-2], Amount):
            sign = out[-1]
            joins = sign.kind is Kind.UPTO or sign.word in range_words() or (between and sign.word in _and_words())
            if joins or (sign.word == "/" and _near(lower, token)):
                out[-2:] = [joined_range(lower, token)]
                continue
        out.append(token)
    return [token for token in out if token.kind not in {Kind.NOISE, Kind.BETWEEN} and token.word != ":"]


def _near(lower: Amount, higher: Amount) -> bool:
    """Whether two amounts beside a slash are a range."""
    shared = _shared_unit(lower, higher)
    return shared is not None and lower.low * shared[0] < higher.low * shared[1] <= lower.low * shared[0] * _WIDEST_SLASH


def _shared_unit(lower: Amount, higher: Amount) -> tuple[float, float] | None:
    """What each end of a range is multiplied by: "90-110k" and "45 - 50 000" are thousands. None if that is unclear."""
    if lower.unit and higher.unit:
        return lower.unit, higher.unit
    if higher.unit:
        return (higher.unit if lower.low < _THOUSAND else 1), higher.unit
    if lower.unit:
        return lower.unit, (lower.unit if higher.low < _THOUSAND else 1)
    return (_THOUSAND if lower.low < _THOUSAND <= higher.low else 1), 1


def joined_range(lower: Amount, higher: Amount) -> Amount:
    """One amount with two ends. Raises `Unreadable` if they differ in currency or period, or by too much."""
    units = _shared_unit(lower, higher)
    if units is None or lower.low != lower.high or (lower.period and higher.period not in {None, lower.period}):
        raise Unreadable(NO_AMOUNT)
    ends = sorted((lower.low * units[0], higher.low * units[1]))
    if ends[1] > ends[0] * _WIDEST or lower.times or higher.times:
        raise Unreadable(NO_AMOUNT)
    if lower.codes:
        higher.name(lower.codes)
    known = bool(lower.unit or higher.unit or units != (1, 1))
    higher.low, higher.high = ends
    higher.unit = 1 if known else None
    higher.hints = lower.hints or higher.hints
    higher.period = higher.period or lower.period
    higher.decimals = lower.decimals or higher.decimals
    higher.grouped = False
    higher.nordic = lower.nordic or higher.nordic
    return higher


@cache
def _and_words() -> frozenset[str]:
    return frozenset(words_by_language(pay_notes.AND_WORDS))


# -- Clauses


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
        clause = Clause("," if number else sign)
        for token in part:
            if isinstance(token, Item):
                clause.add(token)
            elif clause.amount is None:
                clause.amount = token
            else:
                raise Unreadable(TWO_AMOUNTS)
        yield clause


def _by_label(tokens: Sequence[Token]) -> list[Sequence[Token]]:
    """Tokens with several amounts, cut so that each amount keeps its label: before it, if the first stands before one."""
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
    for clause, following in zip_longest(clauses, clauses[1:]):
        leads = following is not None and following.amount is not None and following.sign == "-"
        if clause.amount:
            for one in waiting:
                clause.take(one)
            waiting = []
            found.append(clause)
        elif not _is_aside(clause):
            (found[-1].take if found and not leads else waiting.append)(clause)
    return found or waiting


def _is_aside(clause: Clause) -> bool:
    """Whether a clause without an amount says nothing about one: "+ bonus", "notice 3 months".

    Raises:
        Unreadable: "65k (bonus)" may mean that the amount is a bonus.
    """
    if clause.sign == "+" and clause.kinds == {Kind.TOTAL}:
        return True
    if not clause.kinds & _ASIDE or Kind.TOTAL in clause.kinds or clause.codes:
        return False
    if Kind.BONUS in clause.kinds and clause.sign == "(":
        raise Unreadable(BONUS)
    return True
