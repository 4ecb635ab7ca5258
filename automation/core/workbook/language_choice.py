"""Which language a candidate reads: the one of their row, else the one of their region, else English."""

from collections.abc import Mapping
from typing import Any

from automation.core.languages.catalogue import DEFAULT, LANGUAGES
from automation.core.model import Conventions
from automation.core.parsing.locations.countries import areas_in, country_key

# Language → regions where business mail is written in it, by the names that are written most; the gazetteer knows the
# others. Regions with several languages, such as Switzerland, are missing.
_SPOKEN_IN = {
    "de": "de|germany|deutschland|allemagne|alemania|germania|duitsland|niemcy|alemanha|"
    "at|austria|osterreich|oesterreich|autriche|li|liechtenstein",
    "fr": "fr|france|frankreich|francia|frankrijk|franca",
    "es": "es|spain|spanien|espana|espagne|mx|mexico",
    "it": "it|italy|italien|italia|italie",
    "nl": "nl|netherlands|holland|nederland|niederlande|pays bas|paises bajos|paesi bassi",
    "pl": "pl|poland|polen|polska|pologne",
    "pt": "pt|portugal|br|brazil",
}
BY_REGION: Mapping[str, str] = {
    region: language for language, regions in _SPOKEN_IN.items() for region in regions.split("|")
}


def language_of(candidate: Any | None, conventions: Conventions) -> str:
    """The language in which a candidate is written to, a key of `LANGUAGES`.

    Args:
        candidate: Their row; None where it is not known. If Language names one without a catalogue, it is English.
        conventions: The region of rows that name none.
    """
    if candidate is not None and candidate.language:
        return candidate.language if candidate.language in LANGUAGES else DEFAULT
    region = candidate.region if candidate is not None else ""
    text = region or conventions.default_region or ""
    return BY_REGION.get(country_key(text)) or _spoken_where(text)


def _spoken_where(text: str) -> str:
    """The language of the places that a text names; English where they have several, or one without a catalogue."""
    spoken = {BY_REGION.get(country.lower(), DEFAULT) for country in areas_in(text).countries}
    return spoken.pop() if len(spoken) == 1 else DEFAULT
