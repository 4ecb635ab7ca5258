"""What the words of pay say."""

from collections.abc import Mapping
from enum import StrEnum


class Kind(StrEnum):
    """What a word in a cell of pay says."""

    __hash__ = str.__hash__  # That of an Enum is slow.

    YEAR = "per year"
    MONTH = "per month"
    SHORTER = "per hour, day, week or quarter"
    YEARS = "a noun: a year, or how many"
    MONTHS = "a noun: a month, or how many"
    DAYS = "a noun: an hour, a day or a week, or how many"
    NET = "after tax"
    BASE = "the fixed part"
    TOTAL = "with variable parts"
    MIXED = "with a bonus or a benefit in it"
    BONUS = "a variable part"
    NOW = "what they earn, or earned"
    WANT = "what they expect"
    CTC = "cost to company: what they earn, beside an expectation"
    FROM = "at least"
    UPTO = "at most"
    BETWEEN = "between"
    OR = "or"
    INCL = "including"
    WITH = "with"
    EXCL = "without, or on top"
    PLUS = "and"
    SALARIES = "how many monthly salaries"
    TIMES = "multiplied by"
    SHARE = "a thirteenth salary"
    HOLIDAY = "holiday pay"
    BENEFIT = "a benefit that is no money"
    NOTE = "about notice, experience, start or hours"
    BAND = "a pay band or grade"
    MODE = "how or where they work"
    OPEN = "negotiable"
    UNSETTLED = "still to be confirmed"
    NOISE = "says nothing about the amount"
    AMOUNT = "an amount"
    DURATION = "a number of days, months or years"
    UNIT = "thousand and such"
    CURRENCY = "a currency"
    PERCENT = "percent"
    NORDIC = "a month in Danish and Norwegian only"
    SIGN = "a sign that separates"
    DATE = "a day or a year"


EXTRAS = frozenset({Kind.BONUS, Kind.BENEFIT, Kind.SHARE, Kind.HOLIDAY})
# In Danish and Norwegian a month; in Czech a day ("man-day").
NORDIC_MONTH = ("md", "mdr")
Table = Mapping[str, str]
