"""Keyed hashes of who people are, as columns: the same hashes as those of the suppression list."""

from collections.abc import Callable, Iterable
from hashlib import sha256

import numpy as np
import numpy.typing as npt

from automation.core.ledger.suppression import digest

Hashes = npt.NDArray[np.uint64]
# Bytes of a hash. As a column it is two numbers; those of no mailbox are both 0.
HASH_SIZE = 16
NO_HASH = bytes(HASH_SIZE)
# Bytes of a block of SHA-256.
_BLOCK = 64


def as_hashes(values: Iterable[bytes]) -> Hashes:
    """Hashes of `HASH_SIZE` bytes as pairs of numbers: an array of shape (n, 2)."""
    return np.frombuffer(b"".join(values), dtype="<u8").astype(np.uint64).reshape(-1, 2)


def are_among(hashes: Hashes, wanted: Hashes) -> npt.NDArray[np.bool_]:
    """Which of some hashes are among others."""
    if not len(wanted) or not len(hashes):
        return np.zeros(len(hashes), dtype=bool)
    found = np.isin(hashes[:, 0], wanted[:, 0])
    known = set(map(tuple, wanted.tolist()))
    # Only those whose first halves are equal are compared in whole.
    found[found] = [tuple(one) in known for one in hashes[found].tolist()]
    return found


def hash_of(secret: bytes, value: str) -> bytes:
    """The keyed hash of a key or an address: that of `suppression.digest` as bytes."""
    return bytes.fromhex(digest(secret, value))


def hasher(secret: bytes) -> Callable[[str], bytes]:
    """Makes keyed hashes of compared texts, as `hash_of` does, with the work for the secret done once."""
    # HMAC by its definition (RFC 2104): a secret longer than a block is hashed first.
    key = (secret if len(secret) <= _BLOCK else sha256(secret).digest()).ljust(_BLOCK, b"\0")
    inner, outer = sha256(bytes(one ^ 0x36 for one in key)), sha256(bytes(one ^ 0x5C for one in key))

    def hashed(value: str) -> bytes:
        inside, outside = inner.copy(), outer.copy()
        inside.update(value.encode())
        outside.update(inside.digest())
        return outside.digest()[:HASH_SIZE]

    return hashed
