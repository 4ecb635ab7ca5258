"""What people type into cells, read strictly: a value, nothing, or a sentence that says what to type instead.

Every reader takes a cell and returns None for an empty one. What could be read in two ways is never guessed: the
reader raises `Unreadable`, and the row goes on without that value.
"""

import re
import unicodedata
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from rapidfuzz import fuzz, process

from automation.core.model import (
    LEVEL_LABELS,
    Cell,
    CellError,
    Level,
    Pay,
    Remote,
    ShelveReason,
    Stage,
    Status,
)
from automation.core.schema import plain, text_of


class Unreadable(ValueError):
    """A cell that cannot be read; the message ends the sentence "Header 'value' …"."""


BLANK_WORDS = frozenset({"", "n a", "na", "none", "null", "nil", "tbd", "tbc", "unknown", "not known", "not sure"})


def blank(cell: Cell) -> bool:
    """Whether a cell says nothing: empty, a dash, "n/a", "TBD" and the like. A failed formula is not blank."""
    return not isinstance(cell, CellError) and plain(text_of(cell)) in BLANK_WORDS


def _refuse_error(cell: Cell) -> None:
    if isinstance(cell, CellError):
        raise Unreadable("is a failed formula: mend the formula or type the value")


# ---------------------------------------------------------------------------------------------------------------
# Dates

EARLIEST, LATEST = date(1950, 1, 1), date(2100, 12, 31)
_SERIAL_EPOCH = date(1899, 12, 30)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ]\d{1,2}:\d{2}.*)?")
_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?:,? \d{1,2}:\d{2}.*)?")
_DAY_MONTH = re.compile(r"(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th)?[ -]+(?:of )?([a-z]+)\.?,?[ -]+(\d{4}|\d{2})")
_MONTH_DAY = re.compile(r"(?:[a-z]+,? )?([a-z]+)\.?[ -](\d{1,2})(?:st|nd|rd|th)?,?[ -]+(\d{4})")
WRITE_ISO = "write it as 2026-11-30"


def read_date(cell: Cell, order: str | None = None) -> date | None:
    """A day from a date cell, a serial number or text.

    Args:
        cell: What stands in the sheet.
        order: "DMY" or "MDY" for all-numeric dates; None leaves 03/04/2026 unreadable.

    Raises:
        Unreadable: No single day between 1950 and 2100 is meant.
    """
    if blank(cell):
        return None
    _refuse_error(cell)
    if isinstance(cell, datetime):
        day = cell.date()
    elif isinstance(cell, date):
        day = cell
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        day = _serial_date(cell)
    else:
        day = _text_date(text_of(cell), order)
    if not EARLIEST <= day <= LATEST:
        raise Unreadable(f"is not a plausible date: {WRITE_ISO}")
    return day


def _serial_date(number: float) -> date:
    # 1900 to 2100 as a serial number are days of 1905: somebody typed a year.
    if 1900 <= number <= 2100:
        raise Unreadable("is a year without a day: write the day, such as 2026-11-30")
    if not 0 < number < 2_958_466:  # 9999-12-31, the last day of a sheet.
        raise Unreadable(f"is not a date: {WRITE_ISO}")
    return _SERIAL_EPOCH + timedelta(days=int(number))


@lru_cache(maxsize=50_000)
def _text_date(text: str, order: str | None) -> date:
    words = " ".join(text.casefold().split())
    if match := _ISO.fullmatch(words):
        return _day(match[1], match[2], match[3])
    if match := _NUMERIC.fullmatch(words):
        return _numeric_date(match, order)
    if (match := _DAY_MONTH.fullmatch(words)) and match[2] in _MONTHS:
        return _day(match[3], str(_MONTHS[match[2]]), match[1])
    if (match := _MONTH_DAY.fullmatch(words)) and match[1] in _MONTHS:
        return _day(match[3], str(_MONTHS[match[1]]), match[2])
    raise Unreadable(f"is not a date: {WRITE_ISO}")


def _numeric_date(match: re.Match[str], order: str | None) -> date:
    first, separator, second, year = match[1], match[2], match[3], match[4]
    if int(first) > 12 or separator == ".":  # Dots are day first wherever they are used.
        return _day(year, second, first)
    if int(second) > 12:
        return _day(year, first, second)
    if first == second or order == "DMY":
        return _day(year, second, first)
    if order == "MDY":
        return _day(year, first, second)
    raise Unreadable(f"could be two different days: {WRITE_ISO}")


def _day(year: str, month: str, day: str) -> date:
    full_year = int(year) + (2000 if len(year) == 2 else 0)
    try:
        return date(full_year, int(month), int(day))
    except ValueError:
        raise Unreadable(f"is not a day of the calendar: {WRITE_ISO}") from None


# ---------------------------------------------------------------------------------------------------------------
# Pay

_CURRENCIES = frozenset(
    [
        "USD",
        "EUR",
        "GBP",
        "CHF",
        "CAD",
        "AUD",
        "NZD",
        "INR",
        "JPY",
        "CNY",
        "HKD",
        "SGD",
        "SEK",
        "NOK",
        "DKK",
        "PLN",
        "CZK",
        "HUF",
        "RON",
        "BGN",
        "ZAR",
        "BRL",
        "MXN",
        "ARS",
        "CLP",
        "COP",
        "ILS",
        "AED",
        "SAR",
        "TRY",
        "KRW",
        "TWD",
        "THB",
        "MYR",
        "IDR",
        "PHP",
        "VND",
        "NGN",
        "KES",
        "EGP",
        "UAH",
        "ISK",
    ]
)
_SYMBOLS = {
    "us$": "USD",
    "ca$": "CAD",
    "c$": "CAD",
    "a$": "AUD",
    "au$": "AUD",
    "nz$": "NZD",
    "s$": "SGD",
    "hk$": "HKD",
    "r$": "BRL",
    "mx$": "MXN",
    "£": "GBP",
    "€": "EUR",
    "₹": "INR",
    "¥": "JPY",
    "zł": "PLN",
    "₪": "ILS",
    "₩": "KRW",
    "euro": "EUR",
    "euros": "EUR",
    "pounds": "GBP",
    "dollars": "$",
    "rs": "INR",
    "$": "$",
}
_SYMBOL = re.compile("|".join(re.escape(symbol) for symbol in sorted(_SYMBOLS, key=len, reverse=True)))
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
    """An ISO currency code from a Currency column. Raises `Unreadable` where it names none that is known."""
    if blank(cell):
        return None
    _refuse_error(cell)
    text = text_of(cell)
    code = _SYMBOLS.get(text.casefold(), text.upper())
    if code not in _CURRENCIES:
        raise Unreadable("is not a currency: write its code, such as USD, EUR or GBP")
    return code


def read_pay(cell: Cell, currency: str | None = None, dollar_currency: str = "USD") -> Pay | None:
    """A yearly amount or range: `65k`, `£65,000`, `$90k-110k`, `120000 EUR`, `€60.000`, `12 LPA`.

    Args:
        cell: What stands in the sheet; "negotiable" and its like count as empty.
        currency: The code of the row's Currency column, used when the cell names none, and to tell what `$` means.
        dollar_currency: What a bare `$` means otherwise.

    Raises:
        Unreadable: It is no amount per year, or negative, or names another currency than the row.
    """
    if blank(cell):
        return None
    _refuse_error(cell)
    if isinstance(cell, bool | date):
        raise Unreadable(f"is not an amount: {WRITE_PAY}")
    return _text_pay(text_of(cell).casefold(), currency, dollar_currency)


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
    """The currency that a text names ("$" where only a dollar sign does), and the text without it."""
    for word in re.findall(r"[a-z]{3}", text):
        if word.upper() in _CURRENCIES:
            return word.upper(), re.sub(r"[$£€₹]", " ", text.replace(word, " "))
    if match := _SYMBOL.search(text):
        return _SYMBOLS[match[0]], _SYMBOL.sub(" ", text)
    return None, text


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


# ---------------------------------------------------------------------------------------------------------------
# Words from a list

_YES = frozenset(["yes", "y", "true", "1", "x", "ok", "yep", "sure", "oui", "ja", "si"]) | {"✓", "✔", "☑"}
_NO = frozenset(["no", "n", "false", "0", "nope", "non", "nein"]) | {"✗", "✘", "☐"}


def read_yes_no(cell: Cell) -> bool | None:
    """A yes or a no. Raises `Unreadable` for anything else."""
    if blank(cell):
        return None
    _refuse_error(cell)
    text = text_of(cell)
    word = plain(text) or text
    if word in _YES or word in _NO:
        return word in _YES
    raise Unreadable("is neither yes nor no: write yes or no")


_LEVELS = {
    **{plain(label): level for level, label in LEVEL_LABELS.items()},
    "intern": Level.INTERN, "internship": Level.INTERN, "trainee": Level.INTERN, "apprentice": Level.INTERN,
    "working student": Level.INTERN, "placement": Level.INTERN,
    "jr": Level.JUNIOR, "entry": Level.JUNIOR, "entry level": Level.JUNIOR, "graduate": Level.JUNIOR,
    "grad": Level.JUNIOR, "fresher": Level.JUNIOR, "junior level": Level.JUNIOR,
    "mid level": Level.MID, "midlevel": Level.MID, "middle": Level.MID, "medior": Level.MID,
    "intermediate": Level.MID, "mid weight": Level.MID, "mid senior": Level.SENIOR,
    "sr": Level.SENIOR, "snr": Level.SENIOR, "senior level": Level.SENIOR, "experienced": Level.SENIOR,
    "lead": Level.LEAD, "staff": Level.LEAD, "team lead": Level.LEAD, "tech lead": Level.LEAD,
    "principal": Level.PRINCIPAL, "manager": Level.PRINCIPAL, "mgr": Level.PRINCIPAL,
    "head": Level.DIRECTOR, "head of": Level.DIRECTOR, "vice president": Level.VP, "svp": Level.VP, "evp": Level.VP,
    "chief": Level.C_LEVEL, "c suite": Level.C_LEVEL, "cxo": Level.C_LEVEL, "ceo": Level.C_LEVEL,
    "cto": Level.C_LEVEL, "cfo": Level.C_LEVEL, "coo": Level.C_LEVEL, "cio": Level.C_LEVEL, "clevel": Level.C_LEVEL,
}  # fmt: skip

# Only words that mean a level wherever they stand in a title: an account manager manages accounts, and a staff
# nurse is no lead.
_TITLE_LEVELS = (
    (re.compile(r"\b(intern|internship|trainee|apprentice|working student)\b"), Level.INTERN),
    (re.compile(r"\b(junior|jr|graduate|entry level)\b"), Level.JUNIOR),
    (re.compile(r"\b(chief \w+( \w+)? officer|ceo|cto|cfo|coo|cio|ciso|cmo)\b"), Level.C_LEVEL),
    (re.compile(r"\b(vp|svp|evp|vice president)\b"), Level.VP),
    (re.compile(r"\b(director|head of)\b"), Level.DIRECTOR),
    (re.compile(r"\bprincipal\b"), Level.PRINCIPAL),
    (re.compile(r"\b(lead|staff (software|data|machine|platform|site|security|product)\b.*)"), Level.LEAD),
    (re.compile(r"\b(senior|sr|snr)\b"), Level.SENIOR),
)


def read_level(cell: Cell) -> Level | None:
    """A step of the ladder. Raises `Unreadable` where the word is no level."""
    if blank(cell):
        return None
    _refuse_error(cell)
    level = _LEVELS.get(plain(text_of(cell)))
    if level is None:
        raise Unreadable(f"is not a level: write one of {', '.join(LEVEL_LABELS.values())}")
    return level


def level_in_title(title: str) -> Level | None:
    """The level that a title says in so many words; None where it says none."""
    words = plain(title)
    return next((level for pattern, level in _TITLE_LEVELS if pattern.search(words)), None)


Choice = TypeVar("Choice", bound=StrEnum)

_REASON_SYNONYMS = {
    "lost to other finalist": ShelveReason.LOST_TO_FINALIST, "runner up": ShelveReason.LOST_TO_FINALIST,
    "silver medalist": ShelveReason.LOST_TO_FINALIST, "lost to finalist": ShelveReason.LOST_TO_FINALIST,
    "salary too high": ShelveReason.PAY_TOO_HIGH, "too expensive": ShelveReason.PAY_TOO_HIGH,
    "salary": ShelveReason.PAY_TOO_HIGH, "pay": ShelveReason.PAY_TOO_HIGH, "compensation": ShelveReason.PAY_TOO_HIGH,
    "relocation": ShelveReason.LOCATION, "overqualified": ShelveReason.TOO_SENIOR,
    "underqualified": ShelveReason.TOO_JUNIOR, "not enough experience": ShelveReason.TOO_JUNIOR,
    "missing skill": ShelveReason.SKILL_GAP, "missing skills": ShelveReason.SKILL_GAP, "skills": ShelveReason.SKILL_GAP,
    "not now": ShelveReason.TIMING, "bad timing": ShelveReason.TIMING, "not available": ShelveReason.TIMING,
    "hiring freeze": ShelveReason.HEADCOUNT_FROZEN, "frozen": ShelveReason.HEADCOUNT_FROZEN,
    "requisition cancelled": ShelveReason.REQ_CANCELLED, "req canceled": ShelveReason.REQ_CANCELLED,
    "work authorization": ShelveReason.WORK_AUTHORISATION, "visa": ShelveReason.WORK_AUTHORISATION,
    "offer declined": ShelveReason.DECLINED_OFFER, "declined": ShelveReason.DECLINED_OFFER,
    "withdrawn": ShelveReason.WITHDREW, "candidate withdrew": ShelveReason.WITHDREW,
    "failed test": ShelveReason.FAILED_ASSESSMENT, "failed interview": ShelveReason.FAILED_ASSESSMENT,
}  # fmt: skip
_STAGE_SYNONYMS = {
    "application": Stage.APPLIED, "sourced": Stage.APPLIED, "cv review": Stage.APPLIED,
    "phone screen": Stage.SCREEN, "screening": Stage.SCREEN, "recruiter screen": Stage.SCREEN, "phone": Stage.SCREEN,
    "onsite": Stage.INTERVIEW, "interviews": Stage.INTERVIEW, "first interview": Stage.INTERVIEW,
    "second interview": Stage.INTERVIEW, "assessment": Stage.INTERVIEW,
    "final round": Stage.FINAL, "final interview": Stage.FINAL, "finalist": Stage.FINAL,
    "offered": Stage.OFFER, "offer made": Stage.OFFER, "offer stage": Stage.OFFER,
}  # fmt: skip
_STATUS_SYNONYMS = {
    "active": Status.OPEN, "live": Status.OPEN, "opened": Status.OPEN, "reopened": Status.OPEN, "hiring": Status.OPEN,
    "hold": Status.ON_HOLD, "onhold": Status.ON_HOLD, "paused": Status.ON_HOLD, "frozen": Status.ON_HOLD,
    "hired": Status.FILLED, "closed filled": Status.FILLED,
    "canceled": Status.CANCELLED, "closed": Status.CANCELLED,
}  # fmt: skip
_REMOTE_SYNONYMS = {
    "on site": Remote.ONSITE, "office": Remote.ONSITE, "in office": Remote.ONSITE, "no": Remote.ONSITE,
    "fully remote": Remote.REMOTE, "yes": Remote.REMOTE, "full remote": Remote.REMOTE, "100 remote": Remote.REMOTE,
    "partly remote": Remote.HYBRID, "partial": Remote.HYBRID, "flexible": Remote.HYBRID,
}  # fmt: skip

_LEAST_ALIKE = 85


def _choice(cell: Cell, words: dict[str, Choice], what: str, choices: type[Choice]) -> Choice | None:
    """One of a list: as written, by a synonym, or with a typo that leaves no doubt."""
    if blank(cell):
        return None
    _refuse_error(cell)
    text = plain(text_of(cell))
    known = {**words, **{plain(choice): choice for choice in choices}}
    if text in known:
        return known[text]
    close = process.extract(text, list(known), scorer=fuzz.ratio, score_cutoff=_LEAST_ALIKE)
    meant = {known[word] for word, _, _ in close}
    if len(meant) == 1:
        return meant.pop()
    raise Unreadable(f"is not {what}: write one of {', '.join(choices)}")


def read_reason(cell: Cell) -> ShelveReason | None:
    """A shelve reason. Raises `Unreadable` where it is none of the list."""
    return _choice(cell, _REASON_SYNONYMS, "a shelve reason", ShelveReason)


def read_stage(cell: Cell) -> Stage | None:
    """The furthest stage. Raises `Unreadable` where it is none of the list."""
    return _choice(cell, _STAGE_SYNONYMS, "a stage", Stage)


def read_status(cell: Cell) -> Status | None:
    """Where a requisition stands. Raises `Unreadable` where it is none of the list."""
    return _choice(cell, _STATUS_SYNONYMS, "a status", Status)


def read_remote(cell: Cell) -> Remote | None:
    """Where the work is done. Raises `Unreadable` where it is none of the list."""
    return _choice(cell, _REMOTE_SYNONYMS, "a way of working", Remote)


def read_rating(cell: Cell) -> int | None:
    """1 to 5, also as "4/5". Raises `Unreadable` for anything else."""
    if blank(cell):
        return None
    _refuse_error(cell)
    match = re.fullmatch(r"([1-5])(?:[.,]0+)?(?: ?/ ?5)?", text_of(cell))
    if not match:
        raise Unreadable("is not a rating: write a number from 1 to 5")
    return int(match[1])


def read_years(cell: Cell) -> float | None:
    """A number of years, also as "7+" or "7 years". Raises `Unreadable` for anything else."""
    if blank(cell):
        return None
    _refuse_error(cell)
    match = re.fullmatch(r"(\d{1,2}(?:[.,]\d+)?) ?\+? ?(?:years?|yrs?|y)?", text_of(cell).casefold())
    if not match:
        raise Unreadable("is not a number of years: write a number such as 7")
    return float(match[1].replace(",", "."))


_AUTHORISED = re.compile(
    r"\b(yes|authori[sz]ed|citizen|permanent|pr|green card|ilr|settled|eu passport|unrestricted|not needed)\b"
)
_UNAUTHORISED = re.compile(r"\b(no|needs?|requires?|sponsor\w*|visa|h1b|h 1b|not authori[sz]ed|expired)\b")


def read_authorisation(cell: Cell) -> bool | None:
    """Whether somebody may work already. Raises `Unreadable` where the text says neither."""
    if blank(cell):
        return None
    _refuse_error(cell)
    words = plain(text_of(cell))
    if re.search(r"\bno visa needed\b|\bno sponsorship\b|\bnot needed\b", words):
        return True
    if _UNAUTHORISED.search(words):
        return False
    if _AUTHORISED.search(words):
        return True
    raise Unreadable("does not say whether they may work: write yes, or needs sponsorship")


# ---------------------------------------------------------------------------------------------------------------
# Lists

_BULLETS = re.compile(r"\s[-–—*•·‣▪◦]+\s|[•·‣▪◦]|\s/\s")
_SEPARATORS = re.compile(r"[,;|\n\r\t()\[\]]+|:\s")
_EDGES = " .:-–—*\"“”'’`_&"


def split_list(cell: Cell) -> tuple[str, ...]:
    """The terms of a skills cell, as written, in order, without repetition.

    Splits on commas, semicolons, pipes, lines, tabs, bullets, brackets and spaced slashes; keeps "C++", "CI/CD",
    "Node.js". Raises `Unreadable` for a failed formula.
    """
    _refuse_error(cell)
    return _split_text(text_of(cell))


@lru_cache(maxsize=50_000)
def _split_text(text: str) -> tuple[str, ...]:
    # A no-break space that was decoded wrongly somewhere on the way reads "Â ".
    cleaned = unicodedata.normalize("NFKC", text.replace("Â\xa0", " ").replace("Â ", " ").replace("Â", ""))
    pieces = _SEPARATORS.split(_BULLETS.sub("\n", cleaned))
    terms: dict[str, str] = {}
    for piece in pieces:
        term = _clean_term(piece)
        if term:
            terms.setdefault(term.casefold(), term)
    return tuple(terms.values())


def _clean_term(piece: str) -> str:
    term = " ".join(piece.split())
    core = term.lstrip(_EDGES.replace(".", "")).rstrip(_EDGES)
    lowered = core.casefold()
    for joint in ("and ", "or "):
        if lowered.startswith(joint):
            core = core[len(joint) :]
            lowered = core.casefold()
    if lowered.endswith(" and"):
        core = core[:-4]
    return core if any(char.isalpha() for char in core) and core.casefold() not in {"and", "or", "etc"} else ""
