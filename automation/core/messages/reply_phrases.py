"""The meaning of short replies. Only clear ones get a meaning; the others are for a recruiter to read."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from automation.core.ledger.events import Answer
from automation.core.messages.reply_patterns import GONE, HEDGED, LATER, LEAVE, NO, NOT_SURE, YES

# In characters. A longer reply says more than one meaning can hold, so a recruiter reads it.
LONGEST = 300
# Later days in an automatic reply are not the day of return.
FURTHEST = timedelta(days=400)
RECENT = timedelta(days=180)


def _any(lines: str) -> re.Pattern[str]:
    return re.compile("|".join(lines.strip("\n").split("\n")), re.IGNORECASE)


_LEAVE, _HEDGED, _NO, _YES = (_any(lines) for lines in (LEAVE, HEDGED, NO, YES))
_LATER, _NOT_SURE, _GONE = (_any(lines) for lines in (LATER, NOT_SURE, GONE))
# The beginnings of the months' names, long enough to be unique, in the languages of `reply_patterns`.
_MONTHS = {
    1: "january|janeiro|januar|januari|janvier|enero|gennaio|stycz|leden|янв|jan",
    2: "february|fevereiro|februar|februari|février|fevrier|febrero|febbraio|lut|únor|фев|feb",
    3: "march|março|märz|maart|mars|marts|marzo|marz|marc|březen|мар|mar",
    4: "april|abril|avril|aprile|kwie|duben|апр|apr|avr",
    5: "may|maio|mai|mei|maj|mayo|maggio|květen|ма[йя]",
    6: "june|junho|juni|juin|junio|giugno|czerw|červen|июн|jun",
    7: "july|julho|juli|juillet|julio|luglio|lip|červenec|июл|jul",
    8: "august|agosto|augustus|augusti|août|aout|sierp|srpen|авг|aug",
    9: "september|setembro|septembre|septiembre|settembre|wrze|září|сен|sept|sep",
    10: "october|outubro|oktober|octobre|octubre|ottobre|paźdz|říjen|окт|okt|oct",
    11: "november|novembro|novembre|noviembre|listopad|ноя|nov",
    12: "december|dezember|dezembro|décembre|decembre|diciembre|dicembre|grud|prosinec|дек|dec|dez|déc",
}
_NAMES = "|".join(f"(?P<m{number}>{names})" for number, names in _MONTHS.items())
_NAMED = rf"(?:{_NAMES})[^\W\d_]{{0,3}}\.?"
_YEAR = r"(?:,? (?:de |of |del )?(?P<year>20\d\d))?"
_MONTH = re.compile(rf"(?<![^\W\d_]){_NAMED}{_YEAR}(?![\w-])", re.IGNORECASE)
_DAY_MONTH = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)? (?:of |de )?{_NAMED}{_YEAR}", re.IGNORECASE
)
_MONTH_DAY = re.compile(rf"(?<![^\W\d_]){_NAMED} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d){_YEAR}", re.IGNORECASE)
_ISO = re.compile(r"(?<!\d)(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)")
_DOTTED = re.compile(r"(?<![\d.])(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>20\d\d|\d\d)?(?!\d)")
_SLASHED = re.compile(r"(?<![\d/])(?P<one>\d{1,2})/(?P<two>\d{1,2})/(?P<year>20\d\d|\d\d)(?!\d)")
_CJK = re.compile(r"(?:(?P<year>20\d\d)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日")


def meaning(text: str, today: date) -> tuple[Answer | None, str]:
    """What a short reply clearly means, and the month to ask again; None where a recruiter has to read it.

    Args:
        text: The reply without quotations.
        today: The workbook's day.
    """
    said = " ".join(text.replace("’", "'").split())
    if not said or len(said) > LONGEST:
        return None, ""
    if _LEAVE.search(said):
        return (None, "") if _HEDGED.search(said) else (Answer.LEFT, "")
    later, no, yes = _LATER.search(said), _NO.search(said), _YES.search(said)
    months = list(dict.fromkeys(months_in(said, today)))
    if later:
        clear = len(months) == 1 and not yes and not _NOT_SURE.search(said)
        return (Answer.NOT_NOW, months[0]) if clear else (None, "")
    if _NOT_SURE.search(_without_question(said) if yes and not no else said) or months:
        return None, ""
    if no:
        # A reply with a yes and a no is unclear, unless the yes is part of the no: "I'm not interested".
        return (None, "") if yes and not _denied(said) else (Answer.NO_THANKS, "")
    return (Answer.INTERESTED, "") if yes else (None, "")


def _denied(text: str) -> bool:
    """Whether every yes in a text is part of a no, as in "no me interesa"."""
    return not _YES.search(_NO.sub(" ", text))


def _without_question(text: str) -> str:
    """A text without question marks: an interested candidate who asks when to talk is not in doubt."""
    return text.replace("?", ".")


def left_their_work(text: str) -> bool:
    """Whether an automatic reply says that the candidate no longer works there."""
    return bool(_GONE.search(text))


def wants_to_leave(text: str) -> bool:
    """Whether a text contains a wish to unsubscribe, clear or not."""
    return bool(_LEAVE.search(" ".join(text.replace("’", "'").split())[: 10 * LONGEST]))


def months_in(text: str, today: date) -> Iterator[str]:
    """The months that a text names, as 2027-03. Without a year, the next such month is meant."""
    for found in _MONTH.finditer(text):
        number = _month_of(found)
        year = int(found["year"]) if found["year"] else today.year + (number <= today.month)
        if (year, number) > (today.year, today.month):
            yield f"{year}-{number:02}"


def return_day(text: str, today: date) -> date | None:
    """The latest future day that an automatic reply names; None for none. They may be back on it, or after it."""
    days = [day for day in _days_in(text[:4_000], today) if today <= day <= today + FURTHEST]
    return max(days, default=None)


def _days_in(text: str, today: date) -> Iterator[date]:
    for pattern in (_DAY_MONTH, _MONTH_DAY):
        for found in pattern.finditer(text):
            yield from _day(found["year"], _month_of(found), int(found["day"]), today)
    for pattern in (_ISO, _DOTTED, _CJK):
        for found in pattern.finditer(text):
            yield from _day(found["year"], int(found["month"]), int(found["day"]), today)
    for found in _SLASHED.finditer(text):
        one, two = int(found["one"]), int(found["two"])
        # 12/07/2026 can be read in two ways, so it is skipped.
        if one > 12 or one == two:
            yield from _day(found["year"], two, one, today)
        elif two > 12:
            yield from _day(found["year"], one, two, today)


def _day(year: str | None, month: int, day: int, today: date) -> Iterator[date]:
    try:
        if year:
            yield date(int(year) + (2000 if len(year) == 2 else 0), month, day)
        else:
            this = date(today.year, month, day)
            # A day that has just passed is the beginning of the absence, not a day of next year.
            yield this if this >= today - RECENT else date(today.year + 1, month, day)
    except ValueError:
        return


def _month_of(found: re.Match[str]) -> int:
    return next(number for number in _MONTHS if found[f"m{number}"])
