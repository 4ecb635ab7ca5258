"""The items of a cell of pay with bonuses, years and ranges put together."""

from collections.abc import Sequence
from functools import cache

from automation.core.parsing.cells import Unreadable
from automation.core.parsing.pay import bounds
from automation.core.parsing.pay.amounts import NO_AMOUNT, Amount, Token, range_words
from automation.core.parsing.pay.kinds import EXTRAS, Kind
from automation.core.parsing.pay.lexicon import Item
from automation.core.parsing.words.folding import words_by_language
from automation.core.parsing.words.negation import negates

# What an item becomes with the extra beside it, unless that is part of the fixed pay.
_PAIRED = (
    (Kind.PERCENT, Kind.BENEFIT),
    (Kind.WITH, Kind.MIXED),
    (Kind.INCL, Kind.MIXED),
    (Kind.EXCL, Kind.NOISE),
)
_FIXED = frozenset({Kind.SHARE, Kind.HOLIDAY})
_MAY_BE_YEARS = frozenset({Kind.DATE, Kind.AMOUNT})
_SEPARATORS = frozenset({Kind.SIGN, Kind.PLUS})
_YEARS = range(1990, 2040)
# "90-110k" and "70/75": the higher end is at most this many times the lower one.
_WIDEST, _WIDEST_SLASH = 4.0, 1.6
_THOUSAND = 1000


def put_together(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with each range as one amount and "10% bonus" as one item, without noise and years.

    Raises:
        Unreadable: The ends of a range do not fit.
    """
    kept = [token for token in tokens if token.kind is not Kind.NOISE or token.word in range_words()]
    kinds = {token.kind for token in kept}
    for kind, becomes in _PAIRED:
        if kind in kinds:
            kept = _paired(kept, kind, becomes)
    return _without_years(_with_ranges(kept))


def _paired(tokens: Sequence[Token], kind: Kind, becomes: Kind) -> list[Token]:
    """Replace each item of a kind, and the bonus or benefit behind or before it, by one item."""
    out: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        at += 1
        if token.kind is not kind:
            out.append(token)
        elif at < len(tokens) and tokens[at].kind in EXTRAS:
            out.append(_pair(tokens[at], becomes, with_benefit=kind is Kind.WITH))
            at += 1
        elif (place := _last_extra(out)) is not None and not negates(token.word):  # "65k + bonus without"
            out[place:] = [_pair(out[place], becomes)]
        elif token.word != "100.0":  # "100% remote"
            out.append(token)
    return out


def _pair(extra: Token, becomes: Kind, *, with_benefit: bool = False) -> Item:
    keeps = extra.kind in _FIXED or (with_benefit and extra.kind is Kind.BENEFIT)  # "60k with car"
    return Item(extra.kind if keeps else becomes, extra.word)


def _last_extra(tokens: Sequence[Token]) -> int | None:
    """The place of the extra at the end of some tokens, as in "bonus: up to"."""
    for place in range(len(tokens) - 1, -1, -1):
        if tokens[place].kind in EXTRAS:
            return place
        if tokens[place].kind is not Kind.UPTO and tokens[place].word != ":":
            return None
    return None


def _without_years(tokens: list[Token]) -> list[Token]:
    """The tokens without the years and days beside an amount: "65k (2026)"."""
    rest = [token for token in tokens if token.kind not in _MAY_BE_YEARS or not _is_year(token)]
    return rest if len(rest) == len(tokens) or any(token.kind is Kind.AMOUNT for token in rest) else tokens


def _is_year(token: Token) -> bool:
    if isinstance(token, Item):
        return True
    marked = token.unit or token.codes or token.period or token.times or token.grouped
    return not marked and token.low in _YEARS


def _with_ranges(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with the two ends of each range as one amount, and without noise."""
    out: list[Token] = []
    between = any(token.kind is Kind.BETWEEN for token in tokens)
    for token in tokens:
        if isinstance(token, Amount) and len(out) > 1 and isinstance(lower := out[-2], Amount):
            sign = out[-1]
            joins = sign.kind is Kind.UPTO or sign.word in range_words() or (between and sign.word in _and_words())
            if joins or (sign.word == "/" and _near(lower, token)):
                out[-2:] = [joined_range(lower, token)]
                between = False
                continue
        out.append(token)
    if between or _torn(out):
        raise Unreadable(NO_AMOUNT)
    return [token for token in out if token.kind not in {Kind.NOISE, Kind.BETWEEN} and token.word != ":"]


def _torn(tokens: Sequence[Token]) -> bool:
    """Whether a word such as "to" stands between two amounts that are no range: "60k now to 65k"."""
    amounts = [at for at, token in enumerate(tokens) if token.kind is Kind.AMOUNT]
    inside = range(amounts[0] + 1, amounts[-1]) if amounts else ()
    return any(tokens[at].kind is Kind.NOISE and tokens[at - 1].kind not in _SEPARATORS for at in inside)


def _near(lower: Amount, higher: Amount) -> bool:
    """Whether two amounts beside a slash are a range."""
    low, high = ends_of(lower, higher)
    return low < high <= low * _WIDEST_SLASH


def ends_of(lower: Amount, higher: Amount) -> tuple[float, float]:
    """The two ends of a range with their units: "90-110k", "60k-65" and "45 - 50 000" are thousands."""
    low_unit = lower.unit or (lower.low < _THOUSAND and (higher.unit or (higher.low >= _THOUSAND and _THOUSAND)))
    high_unit = higher.unit or (higher.low < _THOUSAND and lower.unit)
    return lower.low * (low_unit or 1), higher.low * (high_unit or 1)


def joined_range(lower: Amount, higher: Amount) -> Amount:
    """One amount with two ends. Raises `Unreadable` if they differ in currency or period, or by too much."""
    low, high = sorted(ends_of(lower, higher))
    in_periods = bool(lower.period) and higher.period not in {None, lower.period}
    if in_periods or lower.times or higher.times or lower.low != lower.high or high > low * _WIDEST:
        raise Unreadable(NO_AMOUNT)
    if lower.codes:
        higher.name(lower.codes)
    counted = lower.unit or higher.unit or low >= _THOUSAND
    higher.low, higher.high, higher.unit = low, high, 1 if counted else None
    higher.hints = lower.hints or higher.hints
    higher.period = higher.period or lower.period
    higher.decimals = lower.decimals or higher.decimals
    higher.grouped = False
    higher.nordic = lower.nordic or higher.nordic
    return higher


@cache
def _and_words() -> frozenset[str]:
    return frozenset(words_by_language(bounds.AND_WORDS))
