"""Which language a candidate reads: the one of their row, else the one of their region, else English."""

from collections.abc import Mapping
from typing import Any

from automation.core.languages.catalogue import DEFAULT, LANGUAGES
from automation.core.model import Conventions
from automation.core.text import plain

# Language → regions where business mail is written in it. Those with several languages, such as Switzerland, are missing.
_SPOKEN_IN = {
    "de": "de|germany|at|austria|li|liechtenstein",
    "fr": "fr|france",
    "es": "es|spain|mx|mexico",
    "it": "it|italy",
    "nl": "nl|netherlands|the netherlands|holland",
    "pl": "pl|poland",
    "pt": "pt|portugal|br|brazil",
}
BY_REGION: Mapping[str, str] = {
    region: language for language, regions in _SPOKEN_IN.items() for region in regions.split("|")
}


def language_of(candidate: Any, conventions: Conventions) -> str:
    """The language in which a candidate is written to, a key of `LANGUAGES`.

    Args:
        candidate: Their row. Where Language names one without a catalogue, English is used, not the region's language.
        conventions: The region of rows that name none.
    """
    if candidate.language:
        return candidate.language if candidate.language in LANGUAGES else DEFAULT
    return BY_REGION.get(plain(candidate.region or conventions.default_region or ""), DEFAULT)
