"""What languages are called, to say from which one a name is."""

from collections.abc import Sequence

from automation.core.text import table_in

# The codes of languages in the tables of translations → their English names.
LANGUAGES = table_in("""
    ar: Arabic; cs: Czech; da: Danish; de: German; es: Spanish; fi: Finnish; fr: French; he: Hebrew; hi: Hindi;
    hr: Croatian; hu: Hungarian; it: Italian; ja: Japanese; ko: Korean; nl: Dutch; no: Norwegian; pl: Polish;
    pt: Portuguese; ro: Romanian; ru: Russian; sq: Albanian; sr: Serbian; sv: Swedish; tr: Turkish; uk: Ukrainian;
    zh: Chinese
""")


def meaning(languages: Sequence[str], english: str) -> str:
    """What a name means that these languages have, by their codes: "Spanish or Italian for Teacher"."""
    *others, last = (LANGUAGES[code] for code in languages)
    spoken = f"{', '.join(others)} or {last}" if others else last
    return f"{spoken} for {english}"
