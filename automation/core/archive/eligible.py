"""Who of an archive may be shown: the same rules as for rows of the sheet, applied to columns."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace

import numpy as np
import numpy.typing as npt

from automation.core.archive.hashes import Hashes, are_among, as_hashes
from automation.core.archive.people import UNKNOWN, Numbers, People
from automation.core.ledger.replies import NOTHING
from automation.core.model import Conventions
from automation.core.reasons import OF_AN_ORGANISATION, Reason, ReasonKind
from automation.core.rules import Rules
from automation.core.workbook.consent import consent_of

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Barred:
    """Keyed hashes of those who must not be shown.

    Attributes:
        people: Of keys, addresses and mailboxes.
        organisations: Of mail domains and companies.
    """

    people: Hashes
    organisations: frozenset[bytes]


def barred_by(suppressed: Mapping[str, Reason], forgotten: Mapping[str, object], today: date) -> Barred:
    """Who must not be shown, by the suppression list and the forgotten people of a ledger.

    Mail that came back concerns an address, not the person; the suppression of an organisation may have ended.
    """
    own = [one for one, why in suppressed.items() if why.kind not in {ReasonKind.BOUNCED, *OF_AN_ORGANISATION}]
    organisations = [
        one
        for one, why in suppressed.items()
        if why.kind in OF_AN_ORGANISATION and (why.until is None or today <= why.until)
    ]
    people = dict.fromkeys([*own, *forgotten])
    return Barred(as_hashes(map(bytes.fromhex, people)), frozenset(map(bytes.fromhex, organisations)))


def eligible(people: People, barred: Barred, conventions: Conventions, rules: Rules, today: date) -> Bools:
    """Which people may be shown, by their own rows."""
    found: Bools = (people.apart == 0) & ~_listed(people, barred) & _has_basis(people, conventions, rules, today)
    return found


def _listed(people: People, barred: Barred) -> Bools:
    """Who is on the suppression list, or was forgotten."""
    found = are_among(people.key, barred.people) | are_among(people.mailbox, barred.people)
    rows = np.repeat(np.arange(len(people)), people.others_each)
    found[rows[are_among(people.others, barred.people)]] = True
    domains = np.asarray([not barred.organisations.isdisjoint(one) for one in people.words.domains], dtype=bool)
    companies = np.asarray([one in barred.organisations for one in people.words.companies], dtype=bool)
    for listed, of in ((domains, people.domain), (companies, people.company)):
        if listed.any():
            found |= listed[of]
    return found


def _has_basis(people: People, conventions: Conventions, rules: Rules, today: date) -> Bools:
    """Whose details may be used today: `consent_of` for each region and basis, by the first day that is late enough."""
    heard = np.maximum(past(people.last_contact, today), past(people.shelved_on, today))
    agreed = past(people.consent_on, today)
    bases = max(len(people.words.bases), 1)
    pairs, of = np.unique(people.region.astype(np.int64) * bases + people.basis, return_inverse=True)
    found = np.zeros(len(people), dtype=bool)
    for number, pair in enumerate(pairs.tolist()):
        own = of == number
        region, basis = people.words.regions[pair // bases], people.words.bases[pair % bases]
        terms = _Terms(region, basis, conventions, rules, today)
        found[own] = terms.hold(heard[own], agreed[own])
    return found


@dataclass(frozen=True)
class _Terms:
    """On what terms the details of people with one region and basis may be used."""

    region: str
    basis: str
    conventions: Conventions
    rules: Rules
    today: date

    def hold(self, heard: Numbers, agreed: Numbers) -> Bools:
        """For which last contacts and consents they may."""
        if self._may(None, None):
            return np.ones(len(heard), dtype=bool)
        now = self.today
        if not self._may(now, now):
            return np.zeros(len(heard), dtype=bool)
        # A later day never speaks against it.
        days, by_consent = range(1, now.toordinal() + 1), self._may(None, now)
        first = days[bisect_left(days, 1, key=lambda day: self._since(day, by_consent=by_consent))]
        found: Bools = (agreed if by_consent else heard) >= first
        return found

    def _since(self, day: int, *, by_consent: bool) -> int:
        known = date.fromordinal(day)
        return int(self._may(None, known) if by_consent else self._may(known, None))

    def _may(self, heard: date | None, agreed: date | None) -> bool:
        row = SimpleNamespace(
            region=self.region,
            consent_basis=self.basis,
            consent_on=agreed,
            last_contact=heard,
            shelved_on=heard,
            said=NOTHING,
        )
        return consent_of(row, self.conventions, self.today, self.rules).lacking is None


def past(days: Numbers, today: date) -> Numbers:
    """Days, without those in the future, which the sheet reports and does not read either."""
    return np.where(days > today.toordinal(), UNKNOWN, days).astype(np.int32)
