"""The suppression list: keyed hashes of those who must not be contacted. No address can be read from a hash."""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from typing import Any

from automation.core.identity.contact_ids import email_identity
from automation.core.identity.typed_addresses import addresses_in
from automation.core.ledger.persons import Persons
from automation.core.model import CandidateFrame, each_row
from automation.core.reasons import Reason, ReasonKind
from automation.core.text import key_of

# Enough that two people never share one, short enough for a cell.
LENGTH = 32


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


def suppressed_people(
    candidates: CandidateFrame, suppressed: Mapping[str, Reason], secret: bytes, persons: Persons
) -> dict[str, Reason]:
    """Candidate's compared key → why they must not be contacted; only those on the list.

    Args:
        candidates: As `row_parser.parse` gives them.
        suppressed: Keyed hash → why.
        secret: The key of the hashes.
        persons: Which rows are one person. If one of their rows is on the list, all of them are.
    """
    found: dict[str, Reason] = {}
    for row in each_row(candidates):
        reasons = [suppressed[hashed] for value in identities(row) if (hashed := digest(secret, value)) in suppressed]
        if reasons:
            why = next((one for one in reasons if one.kind is not ReasonKind.BOUNCED), reasons[0])
            for key in persons.of(str(row.Index)).keys:
                if key not in found or found[key].kind is ReasonKind.BOUNCED:
                    found[key] = why
    return found


def lacking_hashes(
    candidates: CandidateFrame, suppressed: Mapping[str, Reason], secret: bytes, persons: Persons
) -> dict[str, Reason]:
    """Keyed hash → why, for identities of suppressed people that the list lacks. Earlier versions listed fewer.

    A bounce concerns one address only, so it adds nothing.
    """
    if not suppressed:
        return {}
    rows = {str(row.Index): row for row in each_row(candidates)}
    found: dict[str, Reason] = {}
    for key, why in suppressed_people(candidates, suppressed, secret, persons).items():
        if why.kind is not ReasonKind.BOUNCED:
            found |= dict.fromkeys((digest(secret, value) for value in identities(rows[key])), why)
    return {hashed: why for hashed, why in found.items() if hashed not in suppressed}


def _is_address(text: str) -> bool:
    return "@" in text
