"""The words of pay by how they are typed: what each word or phrase says."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from automation.core.parsing.cells import Unreadable
from automation.core.parsing.dates.month_names import month_numbers
from automation.core.parsing.pay import bounds, extras, fillers, periods
from automation.core.parsing.pay.currencies import LAKHS, currency_words
from automation.core.parsing.pay.kinds import NORDIC_MONTH, Kind, Table
from automation.core.parsing.words.folding import folded, words_by_language
from automation.core.parsing.words.token_phrases import Phrases

# A number: groups of three after a space, or digits with points, commas and apostrophes. Else a day, a word, a sign.
TOKEN = re.compile(
    r"(?P<date>\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d(?!\d)|(?:19|20)\d\d-\d\d?-\d\d?(?!\d)|\d\d?/20\d\d(?!\d))"
    r"|(?P<number>\d{1,3}(?: \d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,']\d+)*)|(?P<word>[^\W\d_]+)|(?P<sign>[^\s\w]|_)"
)
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'")
_JOINT = re.compile(r"(?<=[^\W_])[-_](?=[^\W\d_])|(?<=[^\W\d_])\.")
# "65.000,-" ends with a dash instead of decimals.
_NO_CENTS = re.compile(r"(?<=\d)[.,] ?--?(?!\d)")
# The dash of a range before a currency: "EUR60k-EUR65k".
_GLUED = re.compile(r"(?<=[\dk])-(?=[a-z]{3} ?\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DOTS = re.compile(r"\.{2,3}")
_TABLES: tuple[tuple[Kind, Table], ...] = (
    (Kind.NOISE, bounds.TO_WORDS),
    (Kind.NOISE, fillers.NOISE),
    (Kind.NOISE, fillers.ABOUT),
    (Kind.SIGN, {"": "-"}),
    (Kind.PLUS, extras.PLUS),
    (Kind.OR, bounds.OR),
    (Kind.NOTE, extras.NOTE),
    (Kind.BAND, extras.BAND),
    (Kind.MODE, fillers.MODE),
    (Kind.BENEFIT, extras.BENEFIT),
    (Kind.SHARE, extras.SHARE),
    (Kind.HOLIDAY, extras.HOLIDAY),
    (Kind.INCL, extras.INCL),
    (Kind.WITH, extras.WITH),
    (Kind.EXCL, extras.EXCL),
    (Kind.SALARIES, bounds.SALARIES),
    (Kind.TIMES, {"": "x, *, mal"}),
    (Kind.PERCENT, {"": "%, percent, pct, prozent, procent, pourcent, por ciento, per cento, проц"}),
    (Kind.OPEN, fillers.OPEN),
    (Kind.UNSETTLED, fillers.UNSETTLED),
    (Kind.YEARS, periods.YEARS),
    (Kind.MONTHS, periods.MONTHS),
    (Kind.DAYS, periods.DAYS),
    (Kind.FROM, bounds.FROM),
    (Kind.UPTO, bounds.UPTO),
    (Kind.BETWEEN, bounds.BETWEEN),
    (Kind.NOW, bounds.NOW),
    (Kind.WANT, bounds.WANT),
    (Kind.BONUS, extras.BONUS),
    (Kind.BASE, periods.BASE),
    (Kind.TOTAL, periods.TOTAL),
    (Kind.CTC, {"en": "ctc"}),
    (Kind.YEAR, periods.YEAR),
    (Kind.MONTH, periods.MONTH),
    (Kind.SHORTER, periods.SHORTER),
    (Kind.NET, periods.NET),
)
# Parts of compound words, such as "Bruttomonatsgehalt" and "månadslön".
_PARTS: dict[Kind, str] = {
    Kind.YEAR: "jahres, jahr, års, år, jaar, vuosi",
    Kind.MONTH: "monats, monat, månads, måneds, maand, kuukausi",
    Kind.SHORTER: "stunden, tages, wochen, tim, time, dags, dag, uur, tunti, vecko, uge, uke, viikko",
    Kind.NET: "netto",
    Kind.BASE: "grund, fix, basis, fest, grunn, perus",
    Kind.TOTAL: "ziel, gesamt, totaal, kokonais",
    Kind.WANT: "wunsch",
    Kind.FROM: "mindest",
    Kind.UPTO: "höchst",
    Kind.NOISE: """
        brutto, bruto, gehalt, gehalts, gehälter, lohn, lön, løn, lønn, salaris, loon, palkka, einkommen, vergütung,
        bezüge, verdienst, satz, sats, tarief, arvode
    """,
}
_MYRIADS = frozenset({"JPY", "CNY", "KRW", "TWD", "HKD"})
CJK = "\u2e80"
# "A$" is a dollar of Australia, but "a $" is not.
_BEFORE_DOLLAR = frozenset("acrs")
_LONGEST, _LONGEST_PART, _LONGEST_COMPOUND = 200, 20, 40


class Item(NamedTuple):
    """A word, phrase, number or sign of a cell.

    Attributes:
        kind: What it says.
        word: The text as typed, folded.
        codes: Currencies that it may mean; of a unit, those it is used with.
        factor: Of a unit, what it multiplies by.
        leads: Whether it is a currency directly before a number and apart from the one before: "Band 7 £46,148".
    """

    kind: Kind
    word: str
    codes: frozenset[str] = frozenset()
    factor: float = 1
    leads: bool = False


def prepared(text: str) -> str:
    """Typed text in one form, in which only numbers keep their points, commas and apostrophes."""
    text = _GLUED.sub(" - ", folded(text).strip("'"))
    if ".." in text:
        text = _DOTS.sub(" ~ ", text)
    return _plain_words(_NO_CENTS.sub("", text) if "-" in text else text)


def _plain_words(text: str) -> str:
    return _JOINT.sub(" ", _APOSTROPHE.sub("", text) if "'" in text else text)


@cache
def lexicon() -> Phrases[tuple[Item, ...]]:
    """All words and phrases that are known."""
    found: dict[tuple[str, ...], tuple[Item, ...]] = {}
    for kind, table in _TABLES:
        for phrase in words_by_language(table):
            found[_tokens(phrase)] = (Item(kind, phrase),)
    for word, codes in currency_words().items():
        found[_tokens(word)] = (Item(Kind.CURRENCY, word, codes),)
    for factor, words in fillers.UNITS.items():
        for word in words_by_language({"": words}):
            found[_tokens(word)] = (_unit(word, float(factor)),)
    for nordic in NORDIC_MONTH:
        found[(nordic,)] = (Item(Kind.MONTHS, nordic),)
    return Phrases(found | _several())


def _several() -> dict[tuple[str, ...], tuple[Item, ...]]:
    """Short forms that say two things: "LPA" is lakhs per year."""
    lakh, thousand = _unit("l", 1e5), _unit("k", 1e3)
    euro, forint, rouble = (Item(Kind.CURRENCY, code, frozenset({code.upper()})) for code in ("eur", "huf", "rub"))
    return {
        ("lpa",): (lakh, Item(Kind.YEAR, "pa")),
        ("lacpa",): (lakh, Item(Kind.YEAR, "pa")),
        ("lpm",): (lakh, Item(Kind.MONTH, "pm")),
        ("kish",): (thousand, Item(Kind.NOISE, "ish")),
        ("ke",): (thousand, euro),
        ("e", "/", "kk"): (euro, Item(Kind.MONTH, "kk")),
        ("e", "ft"): (thousand, forint),
        ("eft",): (thousand, forint),
        ("т", "р"): (thousand, rouble),
        ("тр",): (thousand, rouble),
    }


def _tokens(phrase: str) -> tuple[str, ...]:
    if phrase.isalpha():
        return (phrase,)
    if phrase.replace(" ", "").isalpha():
        return tuple(phrase.split())
    return tuple(match[0] for match in TOKEN.finditer(_plain_words(phrase)))


def _unit(word: str, factor: float) -> Item:
    lakhs = factor in {1e5, 1e7} and word[0] < CJK
    codes = LAKHS if lakhs else _MYRIADS if word[0] >= CJK and factor > 1e3 else frozenset()
    return Item(Kind.UNIT, word, codes, factor)


def items_in(text: str) -> list[Item]:
    """The words, numbers and signs of a cell. Raises `Unreadable` at a word that is not known."""
    if len(text) > _LONGEST:
        raise Unreadable("holds more than an amount: write it per year, such as 65k GBP")
    matches = list(TOKEN.finditer(prepared(text)))
    words, known = [match[0] for match in matches], lexicon()
    items: list[Item] = []
    at = 0
    while at < len(words):
        found, length = known.at(words, at)
        if found and length > 1 and words[at] in _BEFORE_DOLLAR and words[at + 1] == "$" and _apart(matches, at):
            found, length = known.words.get(words[at]), 1
        if found is None and words[at] in month_numbers() and at + 1 < len(words) and _YEAR.fullmatch(words[at + 1]):
            found, length = (Item(Kind.DATE, words[at]),), 2
        if found and found[0].kind is Kind.CURRENCY and _leads(matches, at, at + length):
            items.append(found[0]._replace(leads=True))
        else:
            items += found or _item(matches[at])
        at += length
    return items


def _apart(matches: Sequence[re.Match[str]], at: int) -> bool:
    """Whether a space stands behind a token."""
    return matches[at].end() < matches[at + 1].start()


def _leads(matches: Sequence[re.Match[str]], at: int, after: int) -> bool:
    """Whether a currency is apart from the token before, and sticks to a number behind."""
    if not at or after == len(matches) or not _apart(matches, at - 1):
        return False
    return not _apart(matches, after - 1) and matches[after].lastgroup == "number"


def _item(match: re.Match[str]) -> tuple[Item, ...]:
    word, group = match[0], match.lastgroup
    if group == "number":
        return (Item(Kind.AMOUNT, word),)
    if group == "date":
        return (Item(Kind.DATE, word),)
    if group == "sign" and word in ",;/()-~:.=":
        return (Item(Kind.SIGN, word),)
    if items := split_word(word):
        return items
    raise Unreadable(f"holds more than an amount ('{word}'): write it per year, such as 65k GBP")


@lru_cache(maxsize=4096)
def split_word(word: str) -> tuple[Item, ...] | None:
    """What a word says that is put together from known ones: "keur", "monatsgehalt", "万円". None if it is not."""
    known = lexicon().words if word[0] >= CJK else _compound_parts()
    if len(word) > _LONGEST_COMPOUND:
        return None
    for at in range(1, len(word)):
        unit, currency = lexicon().words.get(word[:at]), currency_words().get(word[at:])
        if currency and unit and unit[0].kind is Kind.UNIT:
            return (*unit, Item(Kind.CURRENCY, word[at:], currency))
    items: list[Item] = []
    while word:
        lengths = range(min(len(word), _LONGEST_PART), 0, -1)
        length = next((length for length in lengths if word[:length] in known), None)
        if length is None:
            return None
        items += known[word[:length]]
        word = word[length:]
    return tuple(items)


@cache
def _compound_parts() -> dict[str, tuple[Item, ...]]:
    tables = ((kind, {"": parts}) for kind, parts in _PARTS.items())
    return {part: (Item(kind, part),) for kind, table in tables for part in words_by_language(table)}
