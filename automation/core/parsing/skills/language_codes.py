"""Natural languages that are written as codes beside a level: "EN native, DE B1", "bilingual EN/FR"."""

import re

from automation.core.taxonomy.language_names import LANGUAGES
from automation.core.text import names_in

# Codes that people write; "IT" and "NO" are read only beside a level of the European framework.
_CODES = {code.upper(): LANGUAGES[code] for code in names_in("ar, cs, da, de, es, fr, it, nl, no, pl, pt, ru, sv, tr")}
_CODES |= {"EN": "English", "ENG": "English", "CZ": LANGUAGES["cs"], "GER": LANGUAGES["de"], "UA": LANGUAGES["uk"]}
_ONE = "|".join(_CODES)
_CEFR = r"(?:[ABC][12]\+?)"
_SPOKEN = (
    r"(?:(?i:native|fluent|mother tongue|bilingual|muttersprache|fließend|verhandlungssicher|courant|maternelle|nativo|"
    r"nativa|bilingüe|madrelingua|fluente|moedertaal|vloeiend|ojczysty|biegle|materno))"
)
_AT_LEVEL = re.compile(rf"({_ONE})(?=[\s:(–-]*(?:{_CEFR}|{_SPOKEN})\b)")
_LIST = rf"(?:{_ONE})(?:\s?[/&+-]\s?(?:{_ONE}))+"
_BOTH = "(?i:bilingual|trilingual|bilingue|bilingüe|zweisprachig|tweetalig|dwujęzyczny|dwujęzyczna)"
_SEVERAL = re.compile(rf"{_BOTH}\s?[:(–-]?\s?({_LIST})\)?|({_LIST})[\s:(–-]?{_BOTH}\)?")
# Alone these are other words: an "IT specialist, native of Rome".
_CEFR_ONLY = frozenset({"IT", "NO", "DA"})
_LEVEL = re.compile(rf"[\s:(–-]*{_CEFR}")


def with_languages_named(text: str) -> str:
    """A text in which languages at its begin that are written as codes have their English names; others as they are."""
    several = _SEVERAL.fullmatch(text)
    if several:
        return "/".join(_CODES[code] for code in re.findall(r"\w+", several[1] or several[2]))
    one = _AT_LEVEL.match(text)
    if not one or (one[1] in _CEFR_ONLY and not _LEVEL.match(text, one.end())):
        return text
    return f"{_CODES[one[1]]}{text[one.end() :]}"
