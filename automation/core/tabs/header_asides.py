"""What stands in a header besides its name: numbering, "(required)", "(yes/no)", and the unit of the numbers below."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from automation.core.parsing import Unreadable, read_currency
from automation.core.text import names_in, plain, table_in

_ASIDE = re.compile(r"[(\[{（]([^()\[\]{}（）]*)[)\]}）]")
_NUMBERING = re.compile(r"^\s*(?:q\s?)?\d{1,2}\s?[.):]\s*|^\s*\d{1,2}\s+-\s+", re.IGNORECASE)
_QUESTION = re.compile(
    r"^\W*(?:what is|what's|whats|please|enter|provide|state|specify|give|add|tell us|select|choose|your|the|their)\s+",
    re.IGNORECASE,
)
# What says how to fill a column, not what is in it. Words as `plain` gives them.
_NOISE = frozenset(
    names_in("""
        required, req d, mandatory, optional, compulsory, if any, if known, if applicable, if available, if needed, if
        so, yes no, y n, yes or no, yes, true false, tick, dropdown, drop down, select, select one, choose, pick one,
        please fill, text, free text, url, 1 5, 1 to 5, 1 10, out of 5, comma separated, separated by comma, separated
        by commas, comma, dd mm yyyy, mm dd yyyy, yyyy mm dd, dd mm yy, mm dd yy, dd mmm yyyy, dd mon yyyy, iso,
        important, key, unique, new, pflichtfeld, pflicht, ja nein, optional, falls vorhanden, falls bekannt, tt mm
        jjjj, obligatoire, facultatif, oui non, si connu, jj mm aaaa, obligatorio, opcional, si no, sí no, dd mm aaaa,
        obbligatorio, facoltativo, gg mm aaaa, verplicht, optioneel, ja nee, dd mm jjjj, wymagane, opcjonalne, tak nie,
        dd mm rrrr, obrigatorio, sim nao, obligatorisk, valfritt, ja nej, valgfri, pakollinen, povinne, ano ne,
        обязательно, да нет, zorunlu, evet hayir
    """)
)
_EXAMPLE = re.compile(
    r"^(?:e\W?g\b|eg\b|ex\b|example|for example|such as|format|z\W?b\b|i\W?e\b|like\b|as in\b|see\b)", re.IGNORECASE
)
# Periods and other units → how a cell says the same. Words as `plain` gives them.
_UNITS = {
    word: unit
    for unit, words in table_in("""
        per year: per year, year, yearly, annual, annually, per annum, pa, p a, yr, per yr, annum, per anno, pro jahr,
            jahrlich, par an, annuel, annuelle, al ano, por ano, anual, annuale, all anno, annuo, annua, per jaar,
            jaarlijks, rocznie, roczne, ao ano, per ar, arlig, om aret, arligen, vuodessa, rocne, в год, на рік, yillik,
            yearly gross, annual gross;
        per month: per month, month, mo, mth, monthly, pm, p m, pcm, pro monat, monatlich, par mois, mensuel,
            mensuelle, al mes, por mes, mensual, mensile, al mese, per maand, maandelijks, miesiecznie, miesieczne,
            mensal, ao mes, per manad, manadsvis, per maned, manedlig, om maneden, kuukaudessa, mesicne, в месяц, на
            місяць, aylik;
        per hour: per hour, hour, hr, per hr, hourly, pro stunde, par heure, por hora, all ora, per uur, godzinowo,
            per timme, per time;
        per day: per day, day, daily, pro tag, par jour, por dia, al giorno, per dag, dziennie, day rate;
        per week: per week, week, wk, weekly, pro woche, par semaine, por semana;
        k: k, ks, thousand, thousands, tsd, tausend, in thousands, ths, mille, miles, mila, tys, mil, тыс, тис, bin;
        LPA: lpa, lakh, lakhs, lac, lacs, lakhs pa, lakhs per annum, lacs per annum, lacs pa, inr lpa, lakh per annum,
            l pa;
        gross: gross, brutto, brut, bruto, lordo, before tax, bruttojahresgehalt, brutt
    """).items()
    for word in names_in(words)
}
_SYMBOLS = {
    "€": "EUR",
    "£": "GBP",
    "₹": "INR",
    "$": "$",
    "zł": "PLN",
    "rs": "INR",
    "kč": "CZK",
    "euro": "EUR",
    "euros": "EUR",
}
# Other codes in small letters are words: "all", "try".
_USUAL = frozenset(names_in("eur, usd, gbp, chf, inr, pln, sek, nok, dkk, czk, cad, aud, sgd, huf, ron, brl"))
_JOINERS = frozenset(names_in("in, per, pro, par, por, en, x"))
_SIGN = re.compile(r"[€£₹$]")
_PARTS = re.compile(r"(?:[^\w€£₹$']|_)+")


@dataclass(frozen=True)
class Bare:
    """A header without what stands besides its name.

    Attributes:
        text: The words outside brackets.
        asides: What is in brackets and may belong to the name.
        units: The units of the numbers below, in the words of a cell: "k", "LPA", "EUR", "per month".
    """

    text: str
    asides: Sequence[str] = ()
    units: Sequence[str] = ()

    @property
    def whole(self) -> str:
        """The header with its asides."""
        return " ".join((self.text, *self.asides))


def bare(header: str) -> Bare:
    """A header without numbering, noise and units: "3. Expected CTC (LPA)*" is "Expected CTC" in LPA."""
    text = _NUMBERING.sub("", header)
    kept: list[str] = []
    units: list[str] = []
    for content in _ASIDE.findall(text):
        found = _units_in(content)
        if found:
            units += found
        elif plain(content) not in _NOISE and not _EXAMPLE.match(content.strip()):
            kept.append(content)
    text = _ASIDE.sub(" ", text)
    while (shorter := _QUESTION.sub("", text)) != text and plain(shorter):
        text = shorter
    return Bare(" ".join(text.split()), tuple(one for one in kept if plain(one)), tuple(units))


def units_behind(text: str) -> tuple[str, tuple[str, ...]]:
    """A header's text without a unit behind or before it, and the units: "Gehaltswunsch in EUR", "Monthly pay"."""
    words = [word for word in _PARTS.split(text) if word]
    for kept in range(1, len(words)):
        units = _units_in(" ".join(words[kept:]))
        if units:
            return " ".join(words[:kept]), units
    first = _units_in(words[0]) if len(words) > 1 else ()
    return (" ".join(words[1:]), first) if first else (text, ())


def with_units(cell: str, units: Sequence[str]) -> str:
    """A number in words as a cell would say it with the units of its header: "12" below "(LPA)" is "12 LPA"."""
    scales, others = (
        [one for one in units if one in ("k", "LPA")],
        [one for one in units if one not in ("k", "LPA", "gross")],
    )
    numbers = re.findall(r"\d[\d.,' ]*", cell)
    if any(char.isalpha() for char in cell) or not numbers:
        return cell
    # A number in full stands below "(k)" too.
    scale = scales[0] if scales and all(len(re.sub(r"\D", "", one)) < 4 for one in numbers) else ""
    currency = [one for one in others if not one.startswith("per ") and not _SIGN.search(cell)]
    periods = [one for one in others if one.startswith("per ")]
    return " ".join(
        filter(
            None, (cell.rstrip() + ("k" if scale == "k" else ""), scale if scale != "k" else "", *currency, *periods)
        )
    )


def _units_in(content: str) -> tuple[str, ...]:
    """The units that a text consists of; () where it says anything else."""
    words = [word for word in _PARTS.split(_SIGN.sub(r" \g<0> ", content)) if word]
    found = []
    while words:
        ways = ((size, " ".join(words[:size])) for size in (4, 3, 2, 1))
        taken, phrase = next((way for way in ways if plain(way[1]) in _UNITS and not _SIGN.search(way[1])), (0, ""))
        if taken:
            found.append(_UNITS[plain(phrase)])
        elif words[0].casefold() in _JOINERS:
            taken = 1
        elif (currency := _currency(words[0])) is not None:
            found.append(currency)
            taken = 1
        else:
            return ()
        words = words[taken:]
    return tuple(found)


def _currency(word: str) -> str | None:
    if word.casefold() in _SYMBOLS:
        return _SYMBOLS[word.casefold()]
    try:
        return read_currency(word.upper()) if len(word) == 3 and (word.isupper() or word.lower() in _USUAL) else None
    except Unreadable:
        return None
