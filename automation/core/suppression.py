"""Who must not be contacted, kept as keyed hashes: an address cannot be read from them, only recognised."""

import hashlib
import hmac
from collections.abc import Mapping
from typing import Any

from automation.core.model import CandidateFrame, each_row
from automation.core.text import key_of

# Enough that two people never share one, short enough for a cell.
LENGTH = 32


def digest(secret: bytes, value: str) -> str:
    """The hash of an address or a key, whatever its case and the blanks around it."""
    return hmac.new(secret, key_of(value).encode(), hashlib.sha256).hexdigest()[:LENGTH]


def fingerprint(secret: bytes) -> str:
    """What a secret is known by, without telling anything of it."""
    return hmac.new(secret, b"backpocket suppression", hashlib.sha256).hexdigest()[:LENGTH]


def identities(candidate: Any) -> tuple[str, ...]:
    """What a row of the candidates' frame is recognised by: its key and its address."""
    return tuple(dict.fromkeys(key_of(value) for value in (candidate.key, candidate.email) if value))


def suppressed_people(candidates: CandidateFrame, suppressed: Mapping[str, str], secret: bytes) -> dict[str, str]:
    """Candidate's compared key → why they must not be contacted, of those whose key or address is on the list.

    Args:
        candidates: As `frames.parse` gives them.
        suppressed: Keyed hash → why.
        secret: Behind the hashes.
    """
    found = {}
    for row in each_row(candidates):
        reasons = [suppressed[hashed] for value in identities(row) if (hashed := digest(secret, value)) in suppressed]
        if reasons:
            found[str(row.Index)] = reasons[0] or "asked not to be contacted"
    return found
