"""The suppression list: keyed hashes of those who must not be contacted. No address can be read from a hash."""

import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from automation.core.identity.company_names import company_key
from automation.core.identity.contact_ids import email_identity
from automation.core.identity.email_addresses import ascii_domain
from automation.core.identity.typed_addresses import addresses_in
from automation.core.ledger.persons import Persons
from automation.core.model import CandidateFrame, each_row
from automation.core.reasons import OF_AN_ORGANISATION, Reason, ReasonKind
from automation.core.text import key_of

# Enough that two people never share one, short enough for a cell.
LENGTH = 32
_OF_NO_PERSON = OF_AN_ORGANISATION | {ReasonKind.BOUNCED}
_NO_DOMAIN = re.compile(r"[\s@,;<>()/]|\.\.|^\.|\.$")


def digest(secret: bytes, value: str) -> str:
    """The hash of an address or a key, regardless of case and surrounding spaces."""
    return hmac.new(secret, key_of(value).encode(), hashlib.sha256).hexdigest()[:LENGTH]


def fingerprint(secret: bytes) -> str:
    """A text that identifies a secret without revealing it."""
    return hmac.new(secret, b"backpocket suppression", hashlib.sha256).hexdigest()[:LENGTH]


def mailbox_hash(secret: bytes, address: str) -> str:
    """The hash of the bare mailbox of an address; "" where the text is not an address."""
    mailbox = email_identity(address)
    return digest(secret, mailbox) if mailbox else ""


def identities(candidate: Any) -> tuple[str, ...]:
    """The identities of a row of the candidates' frame: its key, its address, and its bare mailbox.

    Of an Email with several addresses, each counts.
    """
    written = (candidate.key, candidate.email, *candidate.typed_as)
    addresses = (candidate.email, *addresses_in(candidate.email or ""), *filter(_is_address, written))
    values = (*written, *map(email_identity, filter(None, addresses)))
    return tuple(dict.fromkeys(key_of(value) for value in values if value))


def hashes_of(secret: bytes, values: Iterable[str]) -> list[str]:
    """The hashes of keys and addresses, each address as it stands and as its bare mailbox."""
    every = (one for value in values for one in (value, email_identity(value) if "@" in value else "") if one)
    return [digest(secret, one) for one in dict.fromkeys(map(key_of, every))]


def domain_in(text: str) -> str:
    """The domain that a text such as @acme.example names, in ASCII; "" where it names none, or one without a dot."""
    domain = ascii_domain(text.strip().lower().removeprefix("@")) if text.strip().startswith("@") else ""
    return domain if "." in domain.strip(".") and not _NO_DOMAIN.search(domain) else ""


def domain_hash(secret: bytes, domain: str) -> str:
    """The hash under which a whole domain is on the list."""
    return digest(secret, f"@{domain}")


def domains_of(candidate: Any) -> tuple[str, ...]:
    """The domains of a row's addresses, and those that they are part of: mail.acme.example, acme.example."""
    found: dict[str, None] = {}
    for value in identities(candidate):
        labels = ascii_domain(value.rpartition("@")[2]).split(".") if _is_address(value) else []
        found |= dict.fromkeys(".".join(labels[start:]) for start in range(len(labels) - 1))
    return tuple(found)


def company_hash(secret: bytes, company: str) -> str:
    """The hash under which a company is on the list, however its name is written."""
    return digest(secret, f"company {company_key(company)}")


def suppressed_people(
    candidates: CandidateFrame, suppressed: Mapping[str, Reason], secret: bytes, persons: Persons, today: date
) -> dict[str, Reason]:
    """Candidate's compared key → why they must not be contacted; only those on the list.

    Args:
        candidates: As `row_parser.parse` gives them.
        suppressed: Keyed hash → why.
        secret: The key of the hashes.
        persons: Which rows are one person. If one of their rows is on the list, all of them are.
        today: The day; the suppression of a domain or a company may have ended before.
    """
    found: dict[str, Reason] = {}
    organisations = {
        hashed
        for hashed, why in suppressed.items()
        if why.kind in OF_AN_ORGANISATION and (why.until is None or today <= why.until)
    }
    for row in each_row(candidates):
        hashes = [digest(secret, value) for value in identities(row)]
        reasons = [suppressed[hashed] for hashed in hashes if hashed in suppressed]
        if organisations:
            hashes = [domain_hash(secret, domain) for domain in domains_of(row)]
            hashes += [company_hash(secret, row.company)] if row.company else []
            reasons += [suppressed[hashed] for hashed in hashes if hashed in organisations]
        if reasons:
            why = min(reasons, key=_strictest_first)
            for key in persons.of(str(row.Index)).keys:
                if key not in found or _strictest_first(why) < _strictest_first(found[key]):
                    found[key] = why
    return found


def _strictest_first(why: Reason) -> int:
    """A sort key: their own wish, then their organisation, then a bounce."""
    return 1 if why.kind in OF_AN_ORGANISATION else 2 if why.kind is ReasonKind.BOUNCED else 0


def lacking_hashes(
    candidates: CandidateFrame, suppressed: Mapping[str, Reason], secret: bytes, persons: Persons
) -> dict[str, Reason]:
    """Keyed hash → why, for identities of suppressed people that the list lacks. Earlier versions listed fewer.

    A bounce concerns one address only, a domain or a company no person, so they add nothing.
    """
    asked = {hashed: why for hashed, why in suppressed.items() if why.kind not in _OF_NO_PERSON}
    if not asked:
        return {}
    rows = {str(row.Index): row for row in each_row(candidates)}
    found: dict[str, Reason] = {}
    for key, why in suppressed_people(candidates, asked, secret, persons, date.min).items():
        found |= dict.fromkeys((digest(secret, value) for value in identities(rows[key])), why)
    return {hashed: why for hashed, why in found.items() if hashed not in suppressed}


def _is_address(text: str) -> bool:
    return "@" in text
