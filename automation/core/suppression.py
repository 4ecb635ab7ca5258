"""Who must not be contacted, kept as keyed hashes: an address cannot be read from them, only recognised."""

import hashlib
import hmac
from collections.abc import Collection
from typing import Any

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


def suppressed_reason(secret: bytes, values: Collection[str], suppressed: dict[str, str]) -> str | None:
    """Why somebody known by these values must not be contacted; None where they may be."""
    found = (suppressed.get(digest(secret, value)) for value in values)
    return next((reason or "asked not to be contacted" for reason in found if reason is not None), None)
