"""Which region's privacy rules apply to a candidate, and until when their details may be kept. Not legal advice."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from automation.core.model import Conventions
from automation.core.parsing.cells import blank
from automation.core.parsing.choices.consent_basis import Basis, read_basis
from automation.core.parsing.locations.countries import areas_in, country_key
from automation.core.reasons import Reason, ReasonKind
from automation.core.rules import Rules
from automation.core.workbook.contacts import contact_or_shelving

OTHER = "other"
DEFAULTS = Rules()
# The regions whose rules ask for a basis. For how long it holds is in the tab Settings.
ASKING = frozenset({"FR", "NL", "DE", "UK", "EU"})
_CALIFORNIA = "california|us california|usa california|california us|california usa|us ca|ca us"
# The names that are written most; the gazetteer, which takes longer, knows the others.
_COUNTRIES = {
    # In English, and as people in Europe write them.
    "EU": "eu|eea|europe|european union|ewr|europa|"
    "at|austria|be|belgium|bg|bulgaria|hr|croatia|cy|cyprus|cz|czechia|czech republic|"
    "dk|denmark|ee|estonia|fi|finland|gr|greece|hu|hungary|ie|ireland|is|iceland|it|italy|li|liechtenstein|lt|lithuania|"
    "lu|luxembourg|lv|latvia|mt|malta|no|norway|pl|poland|pt|portugal|ro|romania|se|sweden|si|slovenia|sk|slovakia|es|spain|"
    "osterreich|oesterreich|autriche|belgien|belgie|belgique|danemark|daenemark|danmark|finnland|suomi|griechenland|irland|"
    "italien|italia|italie|kroatien|hrvatska|luxemburg|norwegen|norge|polen|polska|pologne|rumanien|rumaenien|schweden|"
    "sverige|slowakei|slowenien|spanien|espana|espagne|tschechien|cesko|ungarn|magyarorszag|zypern|eesti|latvija|lietuva",
    "FR": "fr|france|frankreich|francia|frankrijk|franca",
    "NL": "nl|netherlands|holland|nederland|niederlande|pays bas|paises bajos|paesi bassi",
    "DE": "de|germany|deutschland|allemagne|alemania|germania|duitsland|niemcy|alemanha",
    "UK": "uk|gb|united kingdom|great britain|england|scotland|wales|northern ireland|grossbritannien|royaume uni|"
    "reino unido|regno unito",
    OTHER: f"us|usa|united states|{_CALIFORNIA}|"
    "ca|canada|mx|mexico|br|brazil|in|india|au|australia|nz|new zealand|sg|singapore|jp|japan|"
    "ch|switzerland|schweiz|suisse|svizzera|"
    "za|south africa|ae|united arab emirates|il|israel|north america|latam|apac|africa|asia|other",
}
_REGIONS = {name: region for region, names in _COUNTRIES.items() for name in names.split("|")}
# The regions with retention settings, besides those in `ASKING`.
_STATES = {"california": _CALIFORNIA.split("|"), "us": ("us", "usa", "united states")}
# A name that stands for so many of the countries of `ASKING` stands for the EU.
_MOST_OF_EU = 20


@dataclass(frozen=True)
class Consent:
    """What a person's row says about keeping them.

    Attributes:
        until: The last day on which they may be kept; None where the region sets no end, or the row says too little.
        lacking: What is missing or has ended; None where all is well.
    """

    until: date | None = None
    lacking: Reason | None = None


# Where no rule asks for a consent.
NOT_NEEDED = Consent()


def region_of(text: str, conventions: Conventions) -> str | None:
    """The region whose rules apply: one of `ASKING`, `OTHER`, or None where it is empty or not known."""
    return _rules_of(text or conventions.default_region or "")[0]


def retention_of(text: str, conventions: Conventions) -> str:
    """The region whose retention settings apply, a key of `RETENTION`; "" where none do."""
    return _rules_of(text or conventions.default_region or "")[1]


@lru_cache(maxsize=20_000)
def _rules_of(text: str) -> tuple[str | None, str]:
    """What `region_of` and `retention_of` give for a text."""
    named = country_key(text)
    region = _REGIONS.get(named)
    if region is None and named:
        return _rules_by_place(text)
    states = (state for state, names in _STATES.items() if named in names)
    return region, region.lower() if region in ASKING else next(states, "")


def _rules_by_place(text: str) -> tuple[str | None, str]:
    """The same for places of the gazetteer: "Francja", "Berlin, Germany"; None where rules differ among them."""
    named = areas_in(text)
    regions = {_REGIONS.get(country.lower(), OTHER) for country in named.countries}
    if len(named.countries) >= _MOST_OF_EU and regions <= ASKING - {"UK"}:
        regions = {"EU"}
    # A town alone need not be the one that is meant, and elsewhere no rule would protect the person.
    if len(regions) != 1 or (named.is_town and not regions <= ASKING):
        return None, ""
    region = regions.pop()
    if region in ASKING:
        return region, region.lower()
    return region, "california" if named.areas == {"US-CA"} else "us" if named.countries == {"US"} else ""


def consent_of(candidate: Any, conventions: Conventions, today: date, rules: Rules = DEFAULTS) -> Consent:
    """Where a candidate's consent stands today, by their row and by their own later yes.

    Without a known region, or under `OTHER`, nothing is required.
    """
    if region_of(candidate.region, conventions) not in ASKING:
        return NOT_NEEDED
    basis, agreed = read_basis(candidate.consent_basis), candidate.said.kept_on
    says_no = basis is None and not blank(candidate.consent_basis)
    # What a recruiter typed against it stands; an empty cell says nothing against their own yes.
    if says_no or (basis is None and agreed is None):
        return Consent(lacking=Reason(ReasonKind.BASIS_MISSING, count=int(says_no)))
    typed = contact_or_shelving(candidate) if basis is Basis.INTEREST else candidate.consent_on
    since = max((day for day in (typed, agreed) if day), default=None)
    if since is None:
        return Consent(lacking=Reason(ReasonKind.CONSENT_DAY_MISSING))
    until = last_day(candidate.region, conventions, since, rules)
    if until and until < today:
        return Consent(until, Reason(ReasonKind.CONSENT_OVER, until))
    return Consent(until)


def last_day(region: str, conventions: Conventions, since: date, rules: Rules = DEFAULTS) -> date | None:
    """The last day of a consent that began on a day; None where the region sets no end."""
    months = rules.use_months(retention_of(region, conventions))
    return add_months(since, months) if months else None


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
